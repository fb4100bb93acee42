//! The facts of a text that may be turned while its words stay: numbers, sums, ordinals, and dates.

use std::ops::Range;

use super::words::ComparedWord;
use crate::record::MONTHS;
use crate::text::ORDINALS;

/// What a fact is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FactKind {
    Number,
    Ordinal,
    Currency,
    Year,
    Month,
    Day,
}

impl FactKind {
    /// Whether it is part of a date.
    pub const fn is_date(self) -> bool {
        matches!(self, Self::Year | Self::Month | Self::Day)
    }
}

/// A fact, and the words that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub kind: FactKind,
    /// In thousandths, so that 1.785 is exact.
    pub value: i128,
    pub words: Range<usize>,
    /// Whether it is so slight a word ("one", "first", "twice") that it says nothing by itself, only beside another in its place.
    pub slight: bool,
}

const ONE: i128 = 1000;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const RUSSIAN_UNITS: [&str; 11] = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"];

/// Words that multiply the number before them, with the power of ten; of longer words their beginnings.
const SCALES: [(&str, u32); 15] = [
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("тысяч", 3),
    ("миллион", 6),
    ("миллиард", 9),
    ("триллион", 12),
    ("млн", 6),
    ("млрд", 9),
    ("千", 3),
    ("万", 4),
    ("億", 8),
    ("兆", 12),
];

/// Names of currencies, by beginnings, and a number for each.
const CURRENCIES: [(&str, i128); 14] = [
    ("usd", 1),
    ("dollar", 1),
    ("доллар", 1),
    ("ドル", 1),
    ("jpy", 2),
    ("yen", 2),
    ("иен", 2),
    ("円", 2),
    ("eur", 3),
    ("евро", 3),
    ("ユーロ", 3),
    ("ruble", 4),
    ("rouble", 4),
    ("рубл", 4),
];

/// Russian months as they stand in dates, folded.
const RUSSIAN_MONTHS: [&str; 12] =
    ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

/// The facts of `words`, which are those of `text`.
pub(super) fn facts(words: &[ComparedWord], text: &str) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let reader = FactReader { words, text };
        let (fact, end) = match reader.read(at) {
            Some((kind, value, end, slight)) => (Some(Fact { kind, value, words: at..end, slight }), end),
            None => (None, at + 1),
        };
        found.extend(fact);
        at = end;
    }
    days(&mut found, words);
    found
}

struct FactReader<'a> {
    words: &'a [ComparedWord],
    text: &'a str,
}

impl FactReader<'_> {
    fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.key.as_str())
    }

    /// What stands in the text between a word and the one before it.
    fn before(&self, at: usize) -> &str {
        let end = at.checked_sub(1).map_or(0, |last| self.words[last].range.end);
        &self.text[end..self.words[at].range.start]
    }

    fn read(&self, at: usize) -> Option<(FactKind, i128, usize, bool)> {
        let key = self.key(at);
        if let Some(month) = self.month(at) {
            return Some((FactKind::Month, month, at + 1, false));
        }
        if let Some((_, currency)) = CURRENCIES.iter().find(|(name, _)| key.starts_with(name) || self.spells(at, name)) {
            return Some((FactKind::Currency, *currency, at + 1, true));
        }
        if let Some(ordinal) = self.ordinal(at) {
            return Some((FactKind::Ordinal, ordinal.0, ordinal.1, ordinal.0 <= 2 * ONE));
        }
        match key {
            "once" => return Some((FactKind::Number, ONE, at + 1, true)),
            "twice" | "both" => return Some((FactKind::Number, 2 * ONE, at + 1, true)),
            "half" => return Some((FactKind::Number, ONE / 2, at + 1, true)),
            "dozen" | "dozens" => return Some((FactKind::Number, 12 * ONE, at + 1, false)),
            _ => {}
        }
        let (value, end) = self.number(at)?;
        let digits = self.words[at].is_number();
        // "COVID-19" is a name.
        if digits && key.len() < 4 && at > 0 && self.before(at) == "-" && !self.words[at - 1].is_number() && end == at + 1 {
            let letters = self.key(at - 1);
            if letters.chars().any(char::is_alphabetic) && !UNITS.contains(&letters) {
                return None;
            }
        }
        let year =
            end == at + 1 && digits && key.len() == 4 && self.words[at].range.len() == 4 && ("1800".."2101").contains(&key);
        if year && !matches!(self.before(at).trim_end().chars().next_back(), Some('$' | '€' | '£' | '¥')) {
            return Some((FactKind::Year, value, end, false));
        }
        match self.key(end) {
            "月" => Some((FactKind::Month, value, end + 1, false)),
            "日" => Some((FactKind::Day, value, end + 1, false)),
            "年" if digits && value > 1000 * ONE => Some((FactKind::Year, value, end + 1, false)),
            _ => Some((FactKind::Number, value, end, key == "one" && end == at + 1)),
        }
    }

    /// Whether the characters from a word on spell a name in kana or kanji.
    fn spells(&self, at: usize, name: &str) -> bool {
        self.words[at].is_wide()
            && name.chars().count() > 1
            && name.chars().enumerate().all(|(n, c)| self.key(at + n).chars().eq(std::iter::once(c)))
    }

    fn month(&self, at: usize) -> Option<i128> {
        let key = self.key(at);
        let number = |months: usize| i128::try_from(months + 1).unwrap_or(0) * ONE;
        let english = MONTHS.iter().position(|month| {
            let month = month.to_ascii_lowercase();
            month == key || key.len() >= 3 && month.starts_with(key) && self.digits_beside(at)
        });
        if let Some(english) = english {
            // "may" is a word like any other, unless it is written as a name within a sentence, or a day or year stands beside it.
            let capital = self.text[self.words[at].range.clone()].starts_with('M');
            let named = || at > 0 && capital && !self.before(at).contains(['.', '!', '?', '“', '"']);
            return (key != "may" || self.digits_beside(at) || named()).then(|| number(english));
        }
        let russian = RUSSIAN_MONTHS.iter().position(|month| {
            key.strip_prefix(month).is_some_and(|ending| matches!(ending, "" | "а" | "я" | "е" | "ь" | "и")) && key != "ма"
        })?;
        (russian != 4 || key == "мая").then(|| number(russian))
    }

    fn digits_beside(&self, at: usize) -> bool {
        let digits = |at: usize| self.key(at).bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        at > 0 && digits(at - 1) || digits(at + 1)
    }

    /// An ordinal in words or digits, and where it ends.
    fn ordinal(&self, at: usize) -> Option<(i128, usize)> {
        let named = |word: &str| ORDINALS.iter().position(|known| *known == word).map(|n| i128::try_from(n + 1).unwrap_or(0));
        let key = self.key(at);
        if let Some(value) = named(key) {
            return Some((value * ONE, at + 1));
        }
        if let Some(tens) = TENS.iter().position(|tens| *tens == key)
            && let Some(unit) = named(self.key(at + 1)).filter(|unit| *unit < 10)
        {
            return Some(((i128::try_from(tens + 2).unwrap_or(0) * 10 + unit) * ONE, at + 2));
        }
        if let Some(tens) =
            TENS.iter().position(|tens| key.strip_suffix("ieth").is_some_and(|stem| tens.strip_suffix('y') == Some(stem)))
        {
            return Some((i128::try_from(tens + 2).unwrap_or(0) * 10 * ONE, at + 1));
        }
        let digits = key.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &key[digits.len()..];
        let value: i128 = digits.parse().ok().filter(|_| digits.len() < 6 && matches!(ending, "st" | "nd" | "rd" | "th"))?;
        Some((value * ONE, at + 1))
    }

    /// A number in digits or words, with the words that multiply it, and where it ends: "3 trillion", "two thousand five hundred".
    fn number(&self, at: usize) -> Option<(i128, usize)> {
        let (mut value, mut end, mut power) = self.group(at)?;
        while power > 0 {
            let next = if self.key(end) == "and" { end + 1 } else { end };
            let Some((more, to, lower)) = self.group(next).filter(|(more, ..)| *more < 10_i128.pow(power) * ONE) else { break };
            let digits = self.words[next].is_number();
            if digits || !self.before(next).trim().is_empty() {
                break;
            }
            (value, end, power) = (value.saturating_add(more), to, lower);
        }
        Some((value, end))
    }

    /// A number with the words that multiply it, where it ends, and the power of ten that it was multiplied by.
    fn group(&self, at: usize) -> Option<(i128, usize, u32)> {
        let (mut value, mut end) = self.plain(at).or_else(|| self.scale(at).map(|_| (ONE, at)))?;
        let mut power = 0;
        while let Some(more) = self.scale(end).filter(|more| power + more <= 15) {
            value = value.saturating_mul(10_i128.pow(more));
            (power, end) = (power + more, end + 1);
        }
        (end > at).then_some((value, end, power))
    }

    fn scale(&self, at: usize) -> Option<u32> {
        let key = self.key(at);
        let fits = |name: &str| key == name || !name.is_ascii() && key.starts_with(name) || key.strip_suffix('s') == Some(name);
        SCALES.iter().find(|(name, _)| fits(name)).map(|(_, power)| *power)
    }

    fn plain(&self, at: usize) -> Option<(i128, usize)> {
        let word = self.words.get(at)?;
        let key = word.key.as_str();
        if word.is_number() {
            let (whole, decimals) = key.split_once('.').unwrap_or((key, ""));
            let whole: i128 = whole.get(..whole.len().min(24))?.parse().ok()?;
            let decimals: String = decimals.chars().chain("000".chars()).take(3).collect();
            return Some((whole * ONE + decimals.parse::<i128>().unwrap_or(0), at + 1));
        }
        let unit = |word: &str| {
            let at = |list: &[&str]| list.iter().position(|known| *known == word);
            at(&UNITS).or_else(|| at(&RUSSIAN_UNITS)).map(|n| i128::try_from(n).unwrap_or(0))
        };
        if let Some(tens) = TENS.iter().position(|tens| *tens == key) {
            let tens = i128::try_from(tens + 2).unwrap_or(0) * 10;
            return Some(match unit(self.key(at + 1)).filter(|unit| (1..10).contains(unit)) {
                Some(unit) => ((tens + unit) * ONE, at + 2),
                None => (tens * ONE, at + 1),
            });
        }
        unit(key).map(|unit| (unit * ONE, at + 1))
    }
}

/// Small numbers beside a month are days: "14 March", "19–20 December", "8 to 11 July", "March 14".
fn days(facts: &mut [Fact], words: &[ComparedWord]) {
    let is_day =
        |fact: &Fact| matches!(fact.kind, FactKind::Number | FactKind::Ordinal) && (ONE..=31 * ONE).contains(&fact.value);
    for month in 0..facts.len() {
        if facts[month].kind != FactKind::Month {
            continue;
        }
        let mut begin = facts[month].words.start;
        for day in (0..month).rev() {
            let range = facts[day].words.clone();
            let between = &words[range.end..begin.max(range.end)];
            let joins = between.iter().all(|word| matches!(word.key.as_str(), "to" | "and" | "until" | "of" | "по" | "и"));
            if !is_day(&facts[day]) || !joins || between.len() > 1 {
                break;
            }
            facts[day].kind = FactKind::Day;
            facts[day].slight = false;
            begin = range.start;
        }
        if let Some(next) = facts.get(month + 1)
            && next.words.start == facts[month].words.end
            && is_day(next)
        {
            facts[month + 1].kind = FactKind::Day;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn read(text: &str) -> Vec<(FactKind, i128)> {
        facts(&words(text), text).into_iter().map(|fact| (fact.kind, fact.value)).collect()
    }

    #[test]
    fn numbers_are_one_in_digits_and_words() {
        use FactKind::{Currency, Number, Ordinal};
        for text in ["2,500", "2500", "2 500", "two thousand five hundred"] {
            assert_eq!(read(text), [(Number, 2500 * ONE)], "{text}");
        }
        assert_eq!(read("ten"), read("10"));
        assert_eq!(read("forty-seven"), [(Number, 47 * ONE)]);
        assert_eq!(read("3 trillion yen"), [(Number, 3_000_000_000_000 * ONE), (Currency, 2)]);
        assert_eq!(read("3兆円"), read("3 trillion yen"));
        assert_eq!(read("1.785 billion"), [(Number, 1_785_000_000 * ONE)]);
        assert_eq!(read("5 миллионов"), [(Number, 5_000_000 * ONE)]);
        assert_eq!(read("the thirteenth, 13th, twenty-first"), [13, 13, 21].map(|n| (Ordinal, n * ONE)));
        assert_eq!(read("COVID-19"), []);
    }

    #[test]
    fn dates_are_days_months_and_years() {
        use FactKind::{Day, Month, Year};
        let wanted = [(Day, 14 * ONE), (Month, 3 * ONE), (Year, 2025 * ONE)];
        for text in ["14 March 2025", "14th of March 2025", "14 марта 2025"] {
            assert_eq!(read(text), wanted, "{text}");
        }
        let mut japanese = read("2025年3月14日");
        japanese.reverse();
        assert_eq!(japanese, wanted);
        assert_eq!(read("19–20 December"), [(Day, 19 * ONE), (Day, 20 * ONE), (Month, 12 * ONE)]);
        assert_eq!(read("from 8 to 11 July"), [(Day, 8 * ONE), (Day, 11 * ONE), (Month, 7 * ONE)]);
        assert_eq!(read("in May and December"), [(Month, 5 * ONE), (Month, 12 * ONE)]);
        assert_eq!(read("it may be so. May it be so."), []);
    }
}
