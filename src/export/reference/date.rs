//! Dates in references. The processor knows one day, month or year; a date of two ends, or one that only words can tell, is put
//! together from two renderings that differ in nothing but the date.

use super::super::span::{Parts, Span};
use crate::record::{Date, Language};

/// What is printed of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PrintedDate {
    /// A day, month or year.
    One(Parts),
    /// From one to another; both known to the same precision.
    Both(Parts, Parts),
    /// What year, month and day cannot say.
    Words(String),
}

impl PrintedDate {
    /// What is printed of `date`, its words in `language`.
    pub fn of(date: &Date, language: Language) -> Self {
        let words = || Self::Words(date.said(language));
        // Before 1000 processors add the era.
        if date.is_doubtful() || date.year() < 1000 {
            return words();
        }
        match Span::of(date) {
            Span::Point(at) => Self::One(at),
            Span::Lasting(first, last) if first.month.is_none() && last.month.is_none() => Self::Both(first, last),
            Span::Lasting(first, last) if first.year == last.year && first.day.is_some() == last.day.is_some() => {
                Self::Both(first, last)
            }
            Span::Lasting(..) | Span::Between(..) | Span::Words => words(),
        }
    }

    /// The dates of the renderings: one, or two that are joined.
    pub fn ends(&self) -> (Parts, Option<Parts>) {
        let year = |year| Parts { year, month: None, day: None };
        match self {
            Self::One(at) => (*at, None),
            Self::Both(first, last) => (*first, Some(*last)),
            Self::Words(_) => (year(1111), Some(year(2222))),
        }
    }

    /// The text of one date, from how it reads in both renderings.
    pub fn joined(&self, first: &str, last: &str) -> String {
        if first == last {
            return first.to_owned();
        }
        let (before, behind) = common(first, last);
        let (from, to) = (&first[before..first.len() - behind], &last[before..last.len() - behind]);
        let (head, tail) = (&first[..before], &first[first.len() - behind..]);
        match self {
            Self::Words(words) => {
                // The unit of a year alone does not fit the words.
                let tail = ["年", " г.", " г"].iter().find_map(|unit| tail.strip_prefix(unit)).unwrap_or(tail);
                format!("{head}{words}{tail}")
            }
            _ => format!("{head}{from}–{to}{tail}"),
        }
    }
}

/// How many bytes at the beginning and at the end are the same in both; no number or word is cut.
fn common(first: &str, last: &str) -> (usize, usize) {
    let is_inside = |text: &str, at: usize| {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c.is_alphabetic() && !is_unit(c));
        word(text[..at].chars().next_back()) && word(text[at..].chars().next())
    };
    let same = |(a, b): &(char, char)| a == b;
    let mut before: usize = first.chars().zip(last.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    while is_inside(first, before) || is_inside(last, before) {
        before -= first[..before].chars().next_back().map_or(before, char::len_utf8);
    }
    let (first, last) = (&first[before..], &last[before..]);
    let mut behind: usize = first.chars().rev().zip(last.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    behind = behind.min(first.len()).min(last.len());
    while is_inside(first, first.len() - behind) || is_inside(last, last.len() - behind) {
        behind -= first[first.len() - behind..].chars().next().map_or(behind, char::len_utf8);
    }
    (before, behind)
}

/// Signs that stand behind a number without a gap.
const fn is_unit(c: char) -> bool {
    matches!(c, '年' | '月' | '日')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(date: &str) -> PrintedDate {
        PrintedDate::of(&date.parse().expect(date), Language::En)
    }

    #[test]
    fn two_ends_share_what_is_the_same() {
        let both = printed("2025-12-19/2025-12-20");
        for (first, last, joined) in [
            ("19 December 2025", "20 December 2025", "19–20 December 2025"),
            ("December 11, 2025", "December 12, 2025", "December 11–12, 2025"),
            ("28 August 2004", "3 September 2004", "28 August–3 September 2004"),
            ("August 28", "September 3", "August 28–September 3"),
            ("(2025)", "(2025)", "(2025)"),
            ("2018", "2019", "2018–2019"),
            ("2025年12月19日", "2025年12月20日", "2025年12月19–20日"),
            ("9 августа", "11 августа", "9–11 августа"),
        ] {
            assert_eq!(both.joined(first, last), joined);
        }
    }

    #[test]
    fn words_take_the_place_of_the_year() {
        let words = printed("[2018-06-13..2019-05-17]");
        assert_eq!(words.joined("(1111).", "(2222)."), "(between 13 June 2018 and 17 May 2019).");
        assert_eq!(PrintedDate::Words("2018年頃".to_owned()).joined("1111年", "2222年"), "2018年頃");
    }

    #[test]
    fn what_is_in_doubt_is_told_in_words() {
        let part = |year, month, day| Parts { year, month, day };
        assert_eq!(printed("2013-03"), PrintedDate::One(part(2013, Some(3), None)));
        assert_eq!(printed("2018/2019"), PrintedDate::Both(part(2018, None, None), part(2019, None, None)));
        for text in ["2011~", "2013-03?", "../2018-01", "2018-21", "2025-12/2026-02-24", "2025-12-30/2026-01-02"] {
            assert!(matches!(printed(text), PrintedDate::Words(_)), "{text}");
        }
    }
}
