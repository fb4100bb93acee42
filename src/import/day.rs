//! Dates as people write them in cells, at the precision that they give: numerals in any order, words in six languages,
//! Japanese eras, ranges. Nothing is completed: “March 2020” stays a month.

mod part;
mod words;

use serde::{Deserialize, Serialize};

use crate::record::{Date, Day};

pub use part::is_day;
use part::{DayPart, part};
use words::{APPROXIMATE, BETWEEN, UNKNOWN};

/// Whether the day or the month comes first in dates like 3/4/2020.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// A date that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// As EDTF.
    pub edtf: String,
    /// Whether the cell said more than that: a time of day, a remark.
    pub loses: bool,
    /// Whether the century of its year is taken for granted.
    pub short_year: bool,
}

impl Reading {
    fn plain(edtf: String) -> Self {
        Self { edtf, loses: false, short_year: false }
    }
}

/// Whether a cell says that a date is not known.
pub fn is_unknown(text: &str) -> bool {
    UNKNOWN.contains(&text.trim().to_lowercase().as_str())
}

/// The first two numbers of a date in which either could be the day: 3/4/2020.
pub fn undecided(text: &str) -> Option<(u32, u32)> {
    let text = text.split_whitespace().next()?;
    let mut numbers = text.split(['/', '-', '.']).map(str::parse::<u32>);
    let (first, second, third) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let is_plain = numbers.next().is_none() && first > 0 && second > 0 && first <= 31 && second <= 31;
    (is_plain && third <= 9999).then_some((first, second))
}

/// Reads the date that is the whole of a cell.
pub fn read(text: &str, order: DateOrder) -> Option<Reading> {
    let text = text.trim();
    if text.len() > 100 || text.is_empty() {
        return None;
    }
    if let Some(edtf) = iso(text) {
        return Some(Reading::plain(edtf));
    }
    if let Some(edtf) = numeric(text, order) {
        return Some(Reading::plain(edtf));
    }
    if !text.contains(|c: char| c.is_numeric() || c == '元') {
        return None;
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '.' | '-'))
        && text.contains(['/', '[', '~', '?', 'X', '-'])
        && undecided(text).is_none()
        && !text.contains(' ')
        && text.parse::<Date>().is_ok()
    {
        return Some(Reading::plain(text.to_owned()));
    }
    let text = plain(text);
    let (text, timed) = without_time(&text);
    let (text, about) = without_doubt(text);
    let (text, noted) = without_remark(text);
    let loses = timed || noted;
    let mut reading = one(text, order).or_else(|| range(text, order))?;
    reading.loses |= loses;
    if about {
        reading.edtf = reading.edtf.split('/').map(|part| format!("{part}~")).collect::<Vec<_>>().join("/");
    }
    Some(reading)
}

/// 2020-03-12, as most tables have it.
fn iso(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    is_day(i32::try_from(year).ok()?, month, day).then(|| text.to_owned())
}

/// 12/03/2020 and 12.3.2020, as most others have it.
fn numeric(text: &str, order: DateOrder) -> Option<String> {
    let by = if text.contains('/') { '/' } else { '.' };
    let mut parts = text.split(by);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    if parts.next().is_some() || !is_short(first) || !is_short(second) || year.len() != 4 {
        return None;
    }
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let (first, second, year) = (number(first)?, number(second)?, number(year)?);
    // The other order is meant where only that is a day.
    let month_first = order == DateOrder::MonthFirst && by == '/';
    let swapped = if month_first { first > 12 } else { second > 12 };
    let (day, month) = if month_first == swapped { (first, second) } else { (second, first) };
    is_day(i32::try_from(year).ok()?, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Lower case, plain digits, plain dashes.
fn plain(text: &str) -> String {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '／' => '/',
        '－' | '‐' | '‑' | '−' => '-',
        '．' => '.',
        '\u{a0}' | '\u{3000}' | '\u{202f}' | '\n' | '\t' => ' ',
        c => c,
    };
    text.chars().map(digit).flat_map(char::to_lowercase).collect()
}

/// Without a time of day behind the date; whether that said something.
fn without_time(text: &str) -> (&str, bool) {
    let Some(colon) = text.find(':') else { return (text, false) };
    let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    let date = [" at ", " um ", " à ", " в "].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let date = date.strip_suffix('t').unwrap_or(date).trim_end_matches([' ', ',']);
    if date.is_empty() || date.len() == before.len() {
        return (text, false);
    }
    let time = &text[before.len()..];
    let says = time.contains(|c: char| ('1'..='9').contains(&c));
    (date, says)
}

/// Without a word that the date is about right, and whether there was one.
fn without_doubt(text: &str) -> (&str, bool) {
    for word in APPROXIMATE {
        if let Some(rest) = text.strip_prefix(word)
            && rest.starts_with(|c: char| c == ' ' || c.is_ascii_digit())
        {
            return (rest.trim_start(), true);
        }
    }
    match text.strip_suffix('頃').or_else(|| text.strip_suffix("ごろ")) {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    }
}

/// Without what stands in brackets; whether that was more than a day of the week.
fn without_remark(text: &str) -> (&str, bool) {
    let open = text.find(['(', '（']).filter(|at| *at > 0 && text.ends_with([')', '）']));
    let Some(at) = open else { return (text, false) };
    let remark = text[at..].trim_matches(['(', ')', '（', '）', '.', ' ']);
    (text[..at].trim_end(), !words::is_weekday(remark))
}

fn one(text: &str, order: DateOrder) -> Option<Reading> {
    let read = part(text, order, false)?;
    Some(Reading { edtf: read.edtf()?, loses: false, short_year: read.short_year })
}

/// From … to …; what one end leaves out, the other says.
fn range(text: &str, order: DateOrder) -> Option<Reading> {
    let halves = BETWEEN.iter().filter_map(|between| text.split_once(between));
    // A hyphen between days: 12-14 march 2020.
    let hyphens = text.match_indices('-').map(|(at, _)| (&text[..at], &text[at + 1..]));
    halves.chain(hyphens).find_map(|(from, to)| {
        let from = part(from.trim().trim_start_matches("from ").trim_start_matches("du "), order, false)?;
        // “March 12–14, 2020”: the second number is a day.
        let day_first = from.month.is_some() && from.day.is_some() && from.year.is_none();
        let to = part(to.trim(), order, day_first)?;
        ends(from, to)
    })
}

fn ends(from: DayPart, to: DayPart) -> Option<Reading> {
    let mut from = from;
    let mut to = to;
    if to.day.is_some() && to.month.is_none() {
        to.month = from.month;
    }
    to.year = to.year.or(from.year);
    from.year = from.year.or(to.year);
    if from.month.is_none() && from.day.is_some() {
        from.month = to.month;
    }
    let (first, last) = (from.edtf()?, to.edtf()?);
    if first == last {
        return Some(Reading::plain(first));
    }
    (first.get(..4) <= last.get(..4) && first < last).then(|| Reading {
        edtf: format!("{first}/{last}"),
        loses: false,
        short_year: from.short_year || to.short_year,
    })
}

/// The day of this serial number, as spreadsheets count days, and whether it has a time of day.
pub fn of_serial(serial: f64, from_1904: bool) -> Option<(String, bool)> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // within the bounds above
    let whole = serial.floor() as i64;
    // Days from 1 January 1970. The spreadsheets' year 1900 has a 29 February, which was none.
    let days = if from_1904 { whole - 24_107 } else { whole - 25_569 + i64::from(whole < 60) };
    Some((Day::of_number(days).to_string(), serial.fract() > 1e-6))
}

#[cfg(test)]
mod tests;
