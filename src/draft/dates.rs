//! Dates in sentences: written out, without a year, or told from the day of publication ("last Friday").

use super::words::{WordSpan, words};
use crate::record::{Date, Day};

/// A date as a sentence gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateMention {
    /// The words.
    pub text: String,
    pub what: What,
}

/// How much a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// First day and, if it lasted, last month and day.
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

impl What {
    /// Whether it names that day of some year, without saying which.
    pub(super) fn is_day(self, of: Day) -> bool {
        matches!(self, Self::Days { year: None, month, day, .. } if (month, day) == (of.month, of.day))
    }
}

/// Which of the weekdays of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Last,
    On,
    Next,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// All dates of a sentence, in order.
pub(super) fn dates(sentence: &str) -> Vec<DateMention> {
    let words = words(sentence);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((what, count)) = western(sentence, &words[at..]).or_else(|| relative(&words[at..])) {
            let text = sentence[words[at].range.start..words[at + count - 1].range.end].to_owned();
            found.push(DateMention { text, what });
            at += count;
        } else {
            at += 1;
        }
    }
    found.extend(japanese(sentence));
    found
}

fn month(word: &WordSpan<'_>) -> Option<u8> {
    if !word.text.starts_with(char::is_uppercase) {
        return None; // "march", "may" as verbs
    }
    let lower = word.text.to_lowercase();
    let at = FULL
        .iter()
        .position(|m| *m == lower)
        .or_else(|| MONTHS.iter().position(|m| *m == lower).or_else(|| (lower == "sept").then_some(8)))?;
    u8::try_from(at + 1).ok()
}

fn day(word: &WordSpan<'_>) -> Option<u8> {
    let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word.text[digits.len()..];
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    (digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th")).then_some(day)
}

fn year(word: Option<&WordSpan<'_>>) -> Option<i32> {
    let text = word?.text;
    text.parse().ok().filter(|year| text.len() == 4 && (1900..2200).contains(year))
}

/// A date that begins with the first of `words`, and of how many words it is.
fn western(sentence: &str, words: &[WordSpan<'_>]) -> Option<(What, usize)> {
    let gap = |a: usize, b: usize| sentence[words[a].range.end..words[b].range.start].trim();
    let joined = |a: usize, b: usize| words.len() > b && (matches!(gap(a, b), "-" | "–" | "—" | "/"));
    let near = |a: usize, b: usize| words.len() > b && matches!(gap(a, b), "" | "," | "." | ".,");
    // 2025-03-14
    if let Some(year) = year(words.first())
        && joined(0, 1)
        && joined(1, 2)
    {
        let (month, day) = (words[1].text.parse().ok()?, words[2].text.parse().ok()?);
        return (1..=12).contains(&month).then_some((What::Days { year: Some(year), month, day, last: None }, 3));
    }
    if let Some(of) = month(&words[0]) {
        let Some(first) = words.get(1).and_then(day).filter(|_| near(0, 1)) else {
            // March 2025
            let year = year(words.get(1)).filter(|_| near(0, 1))?;
            return Some((What::Month { year, month: of }, 2));
        };
        // March 14–15, 2025; March 31 – April 1, 2025
        let (last, used) = if joined(1, 2) && words.get(2).and_then(day).is_some() {
            (words.get(2).and_then(day).map(|d| (of, d)), 3)
        } else if joined(1, 2) && words.get(2).and_then(month).is_some() {
            (words.get(2).and_then(month).zip(words.get(3).and_then(day)), 4)
        } else {
            (None, 2)
        };
        let year = year(words.get(used)).filter(|_| near(used - 1, used));
        return Some((What::Days { year, month: of, day: first, last }, used + usize::from(year.is_some())));
    }
    let first = day(&words[0])?;
    // 14 March 2025; 19–20 December 2025; 31 March – 1 April 2025
    let (of, last, used) = if near(0, 1) && words.get(1).and_then(month).is_some() {
        let of = words.get(1).and_then(month)?;
        let other = words.get(2).and_then(day).zip(words.get(3).and_then(month)).filter(|_| joined(1, 2));
        (of, other.map(|(d, m)| (m, d)), if other.is_some() { 4 } else { 2 })
    } else if joined(0, 1) && near(1, 2) {
        let of = words.get(2).and_then(month)?;
        (of, Some((of, words.get(1).and_then(day)?)), 3)
    } else {
        return None;
    };
    let year = year(words.get(used)).filter(|_| near(used - 1, used));
    Some((What::Days { year, month: of, day: first, last }, used + usize::from(year.is_some())))
}

fn relative(words: &[WordSpan<'_>]) -> Option<(What, usize)> {
    let weekday = |n: usize| {
        let lower = words.get(n)?.text.to_lowercase();
        let at = WEEKDAYS.iter().position(|day| *day == lower)?;
        u8::try_from(at + 1).ok()
    };
    let when = match words[0].text.to_lowercase().as_str() {
        "last" => When::Last,
        "on" | "this" => When::On,
        "next" => When::Next,
        "yesterday" => return Some((What::Offset(-1), 1)),
        "today" => return Some((What::Offset(0), 1)),
        "tomorrow" => return Some((What::Offset(1), 1)),
        _ => return None,
    };
    Some((What::Weekday { weekday: weekday(1)?, when }, 2))
}

/// 2025年3月14日, 令和7年3月14日, 3月14日, and 14日から15日 or 14日～15日 after them.
fn japanese(sentence: &str) -> Vec<DateMention> {
    let mut found = Vec::new();
    for (at, _) in sentence.match_indices('月') {
        let Some((month, start)) = number_before(sentence, at) else { continue };
        let rest = &sentence[at + '月'.len_utf8()..];
        let Some((day, after)) = number_at(rest).and_then(|(day, after)| Some((day, after.strip_prefix('日')?))) else {
            continue;
        };
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else { continue };
        let (year, start) = year_before(sentence, start);
        let range = after.strip_prefix("から").or_else(|| after.strip_prefix(['～', '〜', '-', '–', '・', '、']));
        let last = range.and_then(number_at).filter(|(_, after)| after.starts_with('日')).and_then(|(d, _)| u8::try_from(d).ok());
        let end = sentence.len() - after.len();
        let what = What::Days { year, month, day, last: last.filter(|last| *last > day).map(|last| (month, last)) };
        found.push(DateMention { text: sentence[start..end].to_owned(), what });
    }
    found
}

fn number_before(text: &str, end: usize) -> Option<(i32, usize)> {
    let digits = text[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    Some((text[end - digits..end].parse().ok()?, end - digits))
}

fn number_at(text: &str) -> Option<(i32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// The year that ends before `end`, and where it begins. Reiwa 1 is 2019, Heisei 1 is 1989.
fn year_before(text: &str, end: usize) -> (Option<i32>, usize) {
    let Some(before) = text[..end].strip_suffix('年') else { return (None, end) };
    let Some((number, start)) = number_before(text, before.len()) else { return (None, end) };
    for (era, zero) in [("令和", 2018), ("平成", 1988)] {
        if text[..start].ends_with(era) && number < 100 {
            return (Some(zero + number), start - era.len());
        }
    }
    (Some(number).filter(|year| (1900..2200).contains(year)), start)
}

/// The date in EDTF, given the day of publication, or another day of which the year is known; none when that does not do.
pub(super) fn resolve(what: What, published: Option<Day>, known: Option<Day>) -> Option<Date> {
    let edtf = match what {
        What::Month { year, month } => format!("{year:04}-{month:02}"),
        What::Days { year, month, day, last } => {
            let year = year.or_else(|| published.and_then(|p| nearest_year(month, day, p)));
            let year = year.or_else(|| known.filter(|k| (k.month, k.day) == (month, day)).map(|k| k.year))?;
            let first = format!("{year:04}-{month:02}-{day:02}");
            last.map_or_else(|| first.clone(), |(month, day)| format!("{first}/{year:04}-{month:02}-{day:02}"))
        }
        What::Offset(days) => iso(number(published?) + days),
        What::Weekday { weekday, when } => {
            let today = number(published?);
            let back = (weekday_of(today) - i64::from(weekday)).rem_euclid(7);
            iso(match when {
                When::Last if back == 0 => today - 7,
                When::Last | When::On => today - back,
                When::Next => today - back + 7,
            })
        }
    };
    edtf.parse().ok()
}

/// The year in which month and day lie nearest to the publication.
fn nearest_year(month: u8, day: u8, published: Day) -> Option<i32> {
    let distance = |year: i32| (number(Day { year, month, day }) - number(published)).abs();
    [published.year - 1, published.year, published.year + 1].into_iter().min_by_key(|&year| distance(year))
}

/// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
fn number(day: Day) -> i64 {
    let year = i64::from(day.year) - i64::from(day.month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from((day.month + 9) % 12);
    let of_year = (153 * month + 2) / 5 + i64::from(day.day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// 1 is Monday.
fn weekday_of(number: i64) -> i64 {
    (number + 3).rem_euclid(7) + 1
}

fn iso(number: i64) -> String {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sentence: &str, published: &str) -> Vec<String> {
        let published = published.parse::<Date>().ok().map(|date| date.first());
        dates(sentence).into_iter().filter_map(|f| resolve(f.what, published, None)).map(String::from).collect()
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
        ] {
            assert_eq!(said(sentence, ""), [edtf], "{sentence}");
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
