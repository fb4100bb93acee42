//! Stretches of days, as `date:` and `year:` write them.

use std::fmt;

use crate::record::{Date, Day};

const EARLIEST: Day = Day { year: i32::MIN, month: 1, day: 1 };
const LATEST: Day = Day { year: i32::MAX, month: 12, day: 31 };

/// The last year that has four digits, as those of dates have.
const LAST_YEAR: i32 = 9999;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl DayRange {
    /// Whether a date whose first and last day these are can lie in the range.
    pub fn touches(&self, (first, last): (Day, Day)) -> bool {
        first <= self.last && self.first <= last
    }

    /// Reads an EDTF date (`2017`, `2017-05-01`, `2025~`, `201X`, `2024-09/2024-10`), a range of two or one of them
    /// (`2015..2020`, `2015..`, `..2020`) or a comparison (`>=2019-05`, `<2019`).
    ///
    /// # Errors
    /// What is wrong, and what may be written.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let (text, fault) = (text.trim(), || {
            format!("“{text}” is no date; write 2017, 2017-05, 2017-05-01, 2015..2020, 2015.., ..2020 or >=2019-05")
        });
        let bound = |text: &str| if text.is_empty() { Some(Self::ALL) } else { whole(text) };
        let found = if let Some(rest) = text.strip_prefix(">=") {
            whole(rest).map(|from| Self { last: LATEST, ..from })
        } else if let Some(rest) = text.strip_prefix("<=") {
            whole(rest).map(|to| Self { first: EARLIEST, ..to })
        } else if let Some(rest) = text.strip_prefix('>') {
            whole(rest).map(|before| Self { first: after(before.last), last: LATEST })
        } else if let Some(rest) = text.strip_prefix('<') {
            whole(rest).map(|after| Self { first: EARLIEST, last: before(after.first) })
        } else {
            let range = || text.split_once("..").and_then(|(from, to)| Some((bound(from)?.first, bound(to)?.last)));
            whole(text).or_else(|| range().map(|(first, last)| Self { first, last }))
        };
        match found {
            None | Some(Self::ALL) => Err(fault()),
            Some(range) if range.first > range.last => Err(format!("the dates {text} run backwards")),
            Some(range) => Ok(range),
        }
    }

    /// All days.
    const ALL: Self = Self { first: EARLIEST, last: LATEST };
}

/// The days that a date can touch.
fn whole(text: &str) -> Option<DayRange> {
    let date: Date = text.trim().parse().ok()?;
    Some(DayRange { first: date.first(), last: date.last() })
}

fn month_end(year: i32, month: u8) -> u8 {
    whole(&month_text(year, month)).map_or(28, |range| range.last.day)
}

/// The day after; beyond the years that can be written, the first of those.
fn after(day: Day) -> Day {
    if day.day < month_end(day.year, day.month) {
        Day { day: day.day + 1, ..day }
    } else if day.month < 12 {
        Day { month: day.month + 1, day: 1, ..day }
    } else {
        Day { year: day.year.saturating_add(1).min(LAST_YEAR + 1), month: 1, day: 1 }
    }
}

/// The day before; likewise.
fn before(day: Day) -> Day {
    if day.day > 1 {
        Day { day: day.day - 1, ..day }
    } else if day.month > 1 {
        Day { month: day.month - 1, day: month_end(day.year, day.month - 1), ..day }
    } else {
        Day { year: day.year.saturating_sub(1).max(-LAST_YEAR - 1), month: 12, day: 31 }
    }
}

fn year_text(year: i32) -> String {
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs())
}

fn month_text(year: i32, month: u8) -> String {
    format!("{}-{month:02}", year_text(year))
}

fn day_text(day: Day) -> String {
    format!("{}-{:02}", month_text(day.year, day.month), day.day)
}

/// The shortest text that reads back as the same range.
impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = |day: Day| match (day.month, day.day) {
            (1, 1) => year_text(day.year),
            (month, 1) => month_text(day.year, month),
            _ => day_text(day),
        };
        let last = |day: Day| match (day.month, day.day) {
            (12, 31) => year_text(day.year),
            (month, end) if end == month_end(day.year, month) => month_text(day.year, month),
            _ => day_text(day),
        };
        match (self.first, self.last) {
            (EARLIEST, to) if to.year < -LAST_YEAR => write!(f, "<-{LAST_YEAR}"),
            (from, LATEST) if from.year > LAST_YEAR => write!(f, ">{LAST_YEAR}"),
            (EARLIEST, to) => write!(f, "..{}", last(to)),
            (from, LATEST) => write!(f, "{}..", first(from)),
            (from, to) => {
                let one = [year_text(from.year), month_text(from.year, from.month), day_text(from)];
                match one.into_iter().find(|text| whole(text) == Some(*self)) {
                    Some(one) => write!(f, "{one}"),
                    None => write!(f, "{}..{}", first(from), last(to)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_and_print_alike() {
        for text in
            ["2017", "2017-05", "2017-05-01", "2015..2020", "2015..", "..2020", "2019-05..2020-02-28", "2024-02..2024-03-05"]
        {
            let range = DayRange::read(text).expect(text);
            assert_eq!(range.to_string(), text);
        }
        for (text, same) in
            [(">=2019-05", "2019-05.."), (">2019", "2020.."), ("<2019-03", "..2019-02"), ("<=2019-03", "..2019-03")]
        {
            assert_eq!(DayRange::read(text), DayRange::read(same), "{text}");
        }
        for (text, same) in [
            ("2025~", "2025"),
            ("201X", "2010..2019"),
            ("2024-09/2024-10", "2024-09..2024-10"),
            ("2018-21", "2018-03..2018-05"),
            ("../2005", "..2005"),
            ("[2018-06..2019-05]", "2018-06..2019-05"),
            ("2015? .. 2020~", "2015..2020"),
            ("<0000", "..-0001"),
            (">9999", ">9999"),
            ("<-9999", "<-9999"),
        ] {
            let range = DayRange::read(text).expect(text);
            assert_eq!(range.to_string(), same, "{text}");
            assert_eq!(DayRange::read(same), Ok(range), "{text}");
        }
        assert_eq!(DayRange::read("<2020-03-01"), DayRange::read("..2020-02-29"), "a leap year");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "..", "20", "2019-13", "2019-02-30", "2020..2015", ">", "abc", "2015..x", "2019-5", "../.."] {
            assert!(DayRange::read(text).is_err(), "{text}");
        }
    }
}
