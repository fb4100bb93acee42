//! One end of a date: its year, and what is known within it.

use super::DateOrder;
use super::words::{ERAS, IDLE, is_weekday, month, season};

/// What of year, month and day is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DayPart {
    pub year: Option<i32>,
    /// 1–12, or the code of a season or quarter.
    pub month: Option<u32>,
    pub day: Option<u32>,
    /// `199X`.
    decade: bool,
    pub short_year: bool,
}

impl DayPart {
    /// As EDTF; `None` if it is no date.
    pub(super) fn edtf(&self) -> Option<String> {
        let year = self.year?;
        if self.decade {
            return Some(format!("{:03}X", year / 10));
        }
        match (self.month, self.day) {
            (None, None) => Some(format!("{year:04}")),
            (Some(month), None) => Some(format!("{year:04}-{month:02}")),
            (Some(month), Some(day)) => is_day(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}")),
            (None, Some(_)) => None,
        }
    }
}

/// Whether the calendar has this day.
pub fn is_day(year: i32, month: u32, day: u32) -> bool {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=9999).contains(&year) && (1..=last).contains(&day)
}

/// A number with its digits, or a word.
#[derive(Debug, Clone, Copy)]
enum DayPiece<'a> {
    Number(u32, usize),
    Word(&'a str),
}

/// Numbers and words; dots, commas and slashes only part them.
fn pieces(text: &str) -> Vec<DayPiece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_same = |d: char| {
            if c.is_ascii_digit() { d.is_ascii_digit() } else { d.is_alphabetic() && !matches!(d, '年' | '月' | '日') }
        };
        let end = if c.is_ascii_digit() || c.is_alphabetic() {
            // 年 and the like end a word of their own.
            let end = rest.find(|d: char| !is_same(d)).unwrap_or(rest.len());
            if matches!(c, '年' | '月' | '日') { c.len_utf8() } else { end }
        } else {
            c.len_utf8()
        };
        let piece = &rest[..end];
        match piece.parse() {
            Ok(number) if c.is_ascii_digit() => found.push(DayPiece::Number(number, piece.len())),
            _ if c.is_alphabetic() => found.push(DayPiece::Word(piece)),
            _ => {}
        }
        rest = &rest[end..];
    }
    found
}

/// Reads one end. `day_first` says that the first of two numbers is a day, because a month went before.
pub(super) fn part(text: &str, order: DateOrder, day_first: bool) -> Option<DayPart> {
    // Anything else is no part of a date: 3% or 2020 + 1.
    if text.contains(|c: char| !(c.is_alphanumeric() || c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-' | '\''))) {
        return None;
    }
    let pieces = pieces(text);
    if let Some(read) = japanese(&pieces) {
        return Some(read);
    }
    let mut numbers = Vec::new();
    let mut part = DayPart::default();
    for (at, piece) in pieces.iter().enumerate() {
        match *piece {
            DayPiece::Number(number, digits) => numbers.push((number, digits)),
            DayPiece::Word("s") if at > 0 && numbers.last().is_some_and(|(number, digits)| *digits == 4 && number % 10 == 0) => {
                part.decade = true;
            }
            DayPiece::Word(word) if IDLE.contains(&word) || is_weekday(word) => {}
            // q1 falls into two pieces.
            DayPiece::Word("q") => match pieces.get(at + 1) {
                Some(DayPiece::Number(quarter @ 1..=4, 1)) => part.month = Some(32 + quarter),
                _ => return None,
            },
            DayPiece::Word(word) => match month(word).or_else(|| season(word)) {
                Some(named) if part.month.is_none() => part.month = Some(named),
                _ => return None,
            },
        }
    }
    if part.month.is_some_and(|month| month > 32) {
        numbers.retain(|(_, digits)| *digits != 1);
    }
    let four = |at: usize| numbers.get(at).is_some_and(|(_, digits)| *digits == 4);
    let number = |at: usize| numbers[at].0;
    match (numbers.len(), part.month) {
        (1, Some(_)) if four(0) => part.set_year(number(0), 4),
        (1, Some(_)) => part.day = Some(number(0)),
        (2, Some(_)) if four(0) => {
            part.set_year(number(0), 4);
            part.day = Some(number(1));
        }
        (2, Some(_)) => {
            part.day = Some(number(0));
            part.set_year(number(1), numbers[1].1);
        }
        (1, None) if four(0) => part.set_year(number(0), 4),
        (1, None) if numbers[0].1 == 8 => {
            part.set_year(number(0) / 10_000, 4);
            part.month = Some(number(0) / 100 % 100).filter(|month| *month > 0);
            part.day = Some(number(0) % 100);
        }
        (1, None) if numbers[0].1 <= 2 => part.day = Some(number(0)),
        (2, None) if four(0) => {
            part.set_year(number(0), 4);
            part.month = Some(number(1));
        }
        (2, None) if four(1) => {
            part.set_year(number(1), 4);
            if day_first { part.day = Some(number(0)) } else { part.month = Some(number(0)) }
        }
        (3, None) if four(0) || number(0) > 31 => {
            part.set_year(number(0), numbers[0].1);
            (part.month, part.day) = (Some(number(1)), Some(number(2)));
        }
        (3, None) if numbers[0].1 <= 2 && numbers[1].1 <= 2 => {
            part.set_year(number(2), numbers[2].1);
            // Dots are those of countries that write the day first.
            let month_first = order == DateOrder::MonthFirst && !text.contains('.');
            // The other way round is meant where only that is a day.
            let swapped = if month_first { number(0) > 12 } else { number(1) > 12 };
            let (day, month) = if month_first == swapped { (0, 1) } else { (1, 0) };
            (part.day, part.month) = (Some(number(day)), Some(number(month)));
        }
        _ => return None,
    }
    let sound = part.month.is_none_or(|month| (1..=12).contains(&month) || part.day.is_none() && (21..=36).contains(&month));
    (sound && part.day.is_none_or(|day| (1..=31).contains(&day))).then_some(part)
}

impl DayPart {
    fn set_year(&mut self, year: u32, digits: usize) {
        self.short_year = digits <= 2;
        // As POSIX has it: 69 to 99 are of the twentieth century.
        let century = if digits > 2 {
            0
        } else if year < 69 {
            2000
        } else {
            1900
        };
        self.year = i32::try_from(year + century).ok().filter(|year| (1..=9999).contains(year));
    }
}

/// 2020年3月12日, 令和2年3月, R2.3.12
fn japanese(pieces: &[DayPiece<'_>]) -> Option<DayPart> {
    let mut part = DayPart::default();
    let mut rest = pieces;
    if let [DayPiece::Word(era), after @ ..] = rest
        && let Some((first, era_year)) = ERAS.iter().find(|(name, _)| era.strip_suffix('元').unwrap_or(era) == *name)
    {
        // The first year of an era has a name.
        let (year, after) = match after {
            [DayPiece::Number(year, _), after @ ..] => (*year, after),
            _ if era.ends_with('元') => (1, after),
            _ => return None,
        };
        part.year = Some(era_year + i32::try_from(year).ok()?);
        rest = after;
        if first.len() == 1 {
            let [DayPiece::Number(month, _), DayPiece::Number(day, _)] = rest else { return None };
            (part.month, part.day) = (Some(*month), Some(*day));
            return Some(part);
        }
        rest = rest.strip_prefix(&[DayPiece::Word("年")]).unwrap_or(rest);
    }
    while let [DayPiece::Number(number, digits), DayPiece::Word(mark), after @ ..] = rest {
        match *mark {
            "年" if *digits == 4 => part.year = i32::try_from(*number).ok(),
            "年度" => return None,
            "月" => part.month = Some(*number),
            "日" => part.day = Some(*number),
            _ => return None,
        }
        rest = after;
    }
    let weekday = matches!(rest, [DayPiece::Word(word)] if is_weekday(word));
    let sound = part.month.is_none_or(|month| (1..=12).contains(&month));
    ((rest.is_empty() || weekday) && (part.year.is_some() || part.day.is_some() || part.month.is_some()) && sound).then_some(part)
}

impl PartialEq for DayPiece<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(number, _), Self::Number(other, _)) => number == other,
            (Self::Word(word), Self::Word(other)) => word == other,
            _ => false,
        }
    }
}
