//! Dates in sentences, in English, Russian, Kazakh, Uzbek and Japanese, and in figures: written out, without a year, or told from
//! the day of publication ("last Friday").

mod calendar;
mod tokens;
mod wide;
mod written;

use super::words::{WordSpan, words};
use crate::record::{Date, Day};
use calendar::{nearest_year, weekday_of};
use tokens::weekday;

/// A date as a sentence gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateMention {
    /// The words.
    pub text: String,
    pub what: What,
    /// Why it could mean something else.
    pub doubt: Option<&'static str>,
}

/// How much a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// First day and, if it lasted, last month and day; those before the first are of the next year.
    Days {
        year: Option<i32>,
        month: u8,
        day: u8,
        last: Option<(u8, u8)>,
    },
    Month {
        year: i32,
        month: u8,
    },
    /// Days from a weekday to the publication: 1 is Monday.
    Weekday {
        weekday: u8,
        when: When,
    },
    /// Days after the publication.
    Offset(i64),
}

/// Which of the weekdays of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Last,
    On,
    Next,
}

/// All dates of a sentence, in order.
pub(super) fn dates(sentence: &str) -> Vec<DateMention> {
    let parts = tokens::parts(sentence);
    let (mut found, mut at, mut done) = (Vec::new(), 0, 0);
    let mut relatives = relatives(sentence).into_iter().peekable();
    while at < parts.len() {
        if let Some((mention, count)) = written::written(sentence, &parts[at..]) {
            found.push((parts[at].range.start, mention));
            done = parts[at + count - 1].range.end;
            at += count;
        } else {
            at += 1;
        }
        while let Some((start, mention)) =
            relatives.next_if(|(start, _)| parts.get(at).is_none_or(|next| *start < next.range.start))
        {
            if start >= done {
                found.push((start, mention));
            }
        }
    }
    found.sort_by_key(|(start, _)| *start);
    let mut found: Vec<DateMention> = found.into_iter().map(|(_, mention)| mention).collect();
    found.extend(wide::wide(sentence));
    found
}

/// "last Friday", "yesterday", "вчера", each with its place.
fn relatives(sentence: &str) -> Vec<(usize, DateMention)> {
    let words = words(sentence);
    let found = (0..words.len()).filter_map(|at| {
        let (what, count) = relative(&words[at..])?;
        let range = words[at].range.start..words[at + count - 1].range.end;
        Some((range.start, DateMention { text: sentence[range].to_owned(), what, doubt: None }))
    });
    found.collect()
}

fn relative(words: &[WordSpan<'_>]) -> Option<(What, usize)> {
    let when = match words[0].text.to_lowercase().as_str() {
        "last" => When::Last,
        "on" | "this" => When::On,
        "next" => When::Next,
        "yesterday" | "вчера" => return Some((What::Offset(-1), 1)),
        "today" | "сегодня" => return Some((What::Offset(0), 1)),
        "tomorrow" | "завтра" => return Some((What::Offset(1), 1)),
        _ => return None,
    };
    Some((What::Weekday { weekday: weekday(words.get(1)?.text)?, when }, 2))
}

/// The date in EDTF, given the day of publication or another day near to it; none when that does not do.
pub(super) fn resolve(what: What, near: Option<Day>) -> Option<Date> {
    let edtf = match what {
        What::Month { year, month } => format!("{year:04}-{month:02}"),
        What::Days { year, month, day, last } => {
            let year = year.or_else(|| near.and_then(|near| nearest_year(month, day, near)))?;
            let first = format!("{year:04}-{month:02}-{day:02}");
            let end = year + i32::from(last.is_some_and(|last| last < (month, day)));
            last.map_or_else(|| first.clone(), |(month, day)| format!("{first}/{end:04}-{month:02}-{day:02}"))
        }
        What::Offset(days) => Day::of_number(near?.number() + days).to_string(),
        What::Weekday { weekday, when } => {
            let today = near?.number();
            let back = (weekday_of(today) - i64::from(weekday)).rem_euclid(7);
            let day = match when {
                When::Last if back == 0 => today - 7,
                When::Last | When::On => today - back,
                When::Next => today - back + 7,
            };
            Day::of_number(day).to_string()
        }
    };
    edtf.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sentence: &str, published: &str) -> Vec<String> {
        let published = published.parse::<Date>().ok().map(|date| date.first());
        dates(sentence).into_iter().filter_map(|f| resolve(f.what, published)).map(String::from).collect()
    }

    #[test]
    fn dates_are_read_as_written() {
        for (sentence, edtf) in [
            ("It was held on March 14, 2025 in Tokyo.", "2025-03-14"),
            ("On 14 March 2025 they met.", "2025-03-14"),
            ("From 19-20 December 2025.", "2025-12-19/2025-12-20"),
            ("From December 19–20, 2025.", "2025-12-19/2025-12-20"),
            ("From 31 March – 1 April 2025.", "2025-03-31/2025-04-01"),
            ("In March 2013.", "2013-03"),
            ("It took place on 2025-03-14.", "2025-03-14"),
            ("The 14th March, 2025.", "2025-03-14"),
            ("2025年3月14日、東京で開催された。", "2025-03-14"),
            ("令和7年12月19日から20日", "2025-12-19/2025-12-20"),
            ("Tashkent, Mar. 14, 2025.", "2025-03-14"),
            ("Sept. 4, 2025.", "2025-09-04"),
            ("on the 14th of March, 2025", "2025-03-14"),
            ("On May 21 (Friday) and 22 (Saturday), 2027", "2027-05-21/2027-05-22"),
            ("from 21 to 22 May 2027", "2027-05-21/2027-05-22"),
            ("21 and 22 May 2027", "2027-05-21/2027-05-22"),
            ("May 21-22, 2027", "2027-05-21/2027-05-22"),
            ("from 21 May to 2 June 2027", "2027-05-21/2027-06-02"),
            ("30 December 2027 – 2 January 2028", "2027-12-30/2028-01-02"),
            ("from December 30, 2027 to January 2, 2028", "2027-12-30/2028-01-02"),
            ("14.03.2025", "2025-03-14"),
            ("14.3.2025 г.", "2025-03-14"),
            ("14–16.03.2025", "2025-03-14/2025-03-16"),
            ("14/03/2025", "2025-03-14"),
            ("03/14/2025", "2025-03-14"),
            ("2025/3/14", "2025-03-14"),
            ("2025.03.14", "2025-03-14"),
            ("14 марта 2025 года", "2025-03-14"),
            ("14 мая 2025 г.", "2025-05-14"),
            ("с 14 по 16 марта 2025 года", "2025-03-14/2025-03-16"),
            ("14–16 марта 2025 г.", "2025-03-14/2025-03-16"),
            ("с 30 марта по 2 апреля 2025 года", "2025-03-30/2025-04-02"),
            ("в марте 2025 года", "2025-03"),
            ("2025 жылғы 14 наурыз", "2025-03-14"),
            ("2025 жылдың 14-15 қыркүйегінде", "2025-09-14/2025-09-15"),
            ("2025 жылғы 14-16 қыркүйекте", "2025-09-14/2025-09-16"),
            ("2025-yil 14-mart", "2025-03-14"),
            ("2025 yil 7 may kuni", "2025-05-07"),
            ("2025-yilning 14–16-sentabrida", "2025-09-14/2025-09-16"),
            ("2025 йил 14 март куни", "2025-03-14"),
            ("2025-жылдын 14-мартында", "2025-03-14"),
            ("2027年5月21日（金）及び22日（土）", "2027-05-21/2027-05-22"),
            ("2027年3月31日から4月1日まで", "2027-03-31/2027-04-01"),
            ("令和元年5月1日", "2019-05-01"),
            ("2027年5月", "2027-05"),
        ] {
            let wanted = if edtf.is_empty() { vec![] } else { vec![edtf.to_owned()] };
            assert_eq!(said(sentence, ""), wanted, "{sentence}");
        }
    }

    #[test]
    fn what_could_mean_something_else_is_doubtful() {
        for (sentence, is_doubtful) in [
            ("04/03/2025", true),
            ("03/14/2025", false),
            ("04.03.2025", false),
            ("21 and 23 May 2027", true),
            ("21, 23 and 25 May 2027", true),
            ("2027年5月21日・23日", true),
            ("2027年5月21日～23日", false),
        ] {
            let found = dates(sentence);
            assert_eq!((found.len(), found[0].doubt.is_some()), (1, is_doubtful), "{sentence}: {found:?}");
        }
    }

    #[test]
    fn relative_dates_count_from_the_publication() {
        for (sentence, published, edtf) in [
            ("held last Friday", "2025-03-18", "2025-03-14"),
            ("held last Friday", "2025-03-14", "2025-03-07"),
            ("on Friday", "2025-03-14", "2025-03-14"),
            ("next Monday", "2025-03-14", "2025-03-17"),
            ("yesterday", "2025-03-01", "2025-02-28"),
            ("The March 14 symposium", "2025-03-18", "2025-03-14"),
            ("on December 30", "2026-01-02", "2025-12-30"),
            ("3月14日", "2025-03-18", "2025-03-14"),
        ] {
            assert_eq!(said(sentence, published), [edtf], "{sentence}");
            assert_eq!(said(sentence, ""), [""; 0], "without a publication date nothing is guessed");
        }
        assert_eq!(said("They may march on 2025 things in may 7.", "2025-01-01"), [""; 0]);
    }
}
