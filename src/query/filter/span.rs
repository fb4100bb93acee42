//! Stretches of days, as `date:` and `year:` write them.

use std::fmt;

use crate::record::{Date, Day};

const EARLIEST: Day = Day { year: i32::MIN, month: 1, day: 1 };
const LATEST: Day = Day { year: i32::MAX, month: 12, day: 31 };

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Span {
    /// Whether a date whose first and last day these are can lie in the span.
    pub fn touches(&self, (first, last): (Day, Day)) -> bool {
        first <= self.last && self.first <= last
    }

    /// Reads `2017`, `2017-05`, `2017-05-01`, `2015..2020`, `2015..`, `..2020`, `>=2019-05`, `<2019`.
    ///
    /// # Errors
    /// What is wrong, and what may be written.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let fault = || format!("“{text}” is no date; write 2017, 2017-05, 2017-05-01, 2015..2020, 2015.., ..2020 or >=2019-05");
        if let Some(rest) = text.strip_prefix(">=") {
            return Ok(Self { first: whole(rest).ok_or_else(fault)?.first, last: LATEST });
        }
        if let Some(rest) = text.strip_prefix("<=") {
            return Ok(Self { first: EARLIEST, last: whole(rest).ok_or_else(fault)?.last });
        }
        if let Some(rest) = text.strip_prefix('>') {
            let first = after(whole(rest).ok_or_else(fault)?.last);
            return if first.year > 9999 { Err(fault()) } else { Ok(Self { first, last: LATEST }) };
        }
        if let Some(rest) = text.strip_prefix('<') {
            let last = before(whole(rest).ok_or_else(fault)?.first);
            return if last.year < 0 { Err(fault()) } else { Ok(Self { first: EARLIEST, last }) };
        }
        let Some((from, to)) = text.split_once("..") else { return whole(text).ok_or_else(fault) };
        if from.is_empty() && to.is_empty() {
            return Err(fault());
        }
        let first = if from.is_empty() { EARLIEST } else { whole(from).ok_or_else(fault)?.first };
        let last = if to.is_empty() { LATEST } else { whole(to).ok_or_else(fault)?.last };
        if first > last {
            return Err(format!("the dates {text} run backwards"));
        }
        Ok(Self { first, last })
    }
}

/// The days of a year, month or day.
fn whole(text: &str) -> Option<Span> {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let shaped = matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date: Date = shaped.then(|| text.parse().ok()).flatten()?;
    Some(Span { first: date.first(), last: date.last() })
}

fn month_end(year: i32, month: u8) -> u8 {
    whole(&format!("{year:04}-{month:02}")).map_or(28, |span| span.last.day)
}

fn after(day: Day) -> Day {
    if day.day < month_end(day.year, day.month) {
        Day { day: day.day + 1, ..day }
    } else if day.month < 12 {
        Day { month: day.month + 1, day: 1, ..day }
    } else {
        Day { year: day.year + 1, month: 1, day: 1 }
    }
}

fn before(day: Day) -> Day {
    if day.day > 1 {
        Day { day: day.day - 1, ..day }
    } else if day.month > 1 {
        Day { month: day.month - 1, day: month_end(day.year, day.month - 1), ..day }
    } else {
        Day { year: day.year - 1, month: 12, day: 31 }
    }
}

/// The shortest text that reads back as the same span.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = |day: Day| match (day.month, day.day) {
            (1, 1) => format!("{:04}", day.year),
            (_, 1) => format!("{:04}-{:02}", day.year, day.month),
            _ => format!("{:04}-{:02}-{:02}", day.year, day.month, day.day),
        };
        let last = |day: Day| match (day.month, day.day) {
            (12, 31) => format!("{:04}", day.year),
            (month, end) if end == month_end(day.year, month) => format!("{:04}-{:02}", day.year, month),
            _ => format!("{:04}-{:02}-{:02}", day.year, day.month, day.day),
        };
        match (self.first, self.last) {
            (EARLIEST, to) => write!(f, "..{}", last(to)),
            (from, LATEST) => write!(f, "{}..", first(from)),
            (from, to) => {
                let day = format!("{:04}-{:02}-{:02}", from.year, from.month, from.day);
                match [&day[..4], &day[..7], &day].into_iter().find(|text| whole(text) == Some(*self)) {
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
            let span = Span::read(text).expect(text);
            assert_eq!(span.to_string(), text);
        }
        for (text, same) in
            [(">=2019-05", "2019-05.."), (">2019", "2020.."), ("<2019-03", "..2019-02"), ("<=2019-03", "..2019-03")]
        {
            assert_eq!(Span::read(text), Span::read(same), "{text}");
        }
        assert_eq!(Span::read("<2020-03-01"), Span::read("..2020-02-29"), "a leap year");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "..", "20", "2019-13", "2019-02-30", "2020..2015", ">", "abc", "2015..x", "2019-5"] {
            assert!(Span::read(text).is_err(), "{text}");
        }
    }
}
