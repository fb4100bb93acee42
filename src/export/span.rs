//! Dates as other formats need them: the parts that are known of each end, and how the ends belong together.

use crate::archive::Archive;
use crate::record::{Date, End, Part, Shape, Unit, Years};

/// A year, and month and day if they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// 1–9999: what lies before or beyond is no year to other formats.
    pub year: i32,
    /// 1–12.
    pub month: Option<u8>,
    /// 1–31.
    pub day: Option<u8>,
}

/// What a date says, as far as years, months and days can say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// One day, month or year.
    Point(Parts),
    /// From the first to the last.
    Lasting(Parts, Parts),
    /// It happened once, between these.
    Between(Parts, Parts),
    /// Only words can say it: seasons, decades, open ends, years before 1.
    Words,
}

impl Span {
    /// What `date` says.
    pub fn of(date: &Date) -> Self {
        let both = |first: &Part, last: &Part| parts(first).zip(parts(last));
        match date.shape() {
            Shape::Point(at) => parts(at).map_or(Self::Words, Self::Point),
            Shape::Lasting(End::At(first), End::At(last)) => {
                both(first, last).map_or(Self::Words, |(first, last)| Self::Lasting(first, last))
            }
            Shape::Within(Some(first), Some(last)) => {
                both(first, last).map_or(Self::Words, |(first, last)| Self::Between(first, last))
            }
            Shape::Lasting(..) | Shape::Within(..) => Self::Words,
        }
    }
}

/// Year, month and day as far as they are the same for every day that the date can be, and none of it is in doubt: what may
/// stand in fields that hold but one date.
pub fn certain(date: &Date) -> Option<Parts> {
    let year = date.certain_year().filter(|year| is_common(*year))?;
    let (first, last) = match Span::of(date) {
        Span::Point(day) => (day, day),
        Span::Lasting(first, last) | Span::Between(first, last) => (first, last),
        Span::Words => return Some(Parts { year, month: None, day: None }),
    };
    let month = first.month.filter(|_| first.month == last.month);
    Some(Parts { year, month, day: first.day.filter(|_| month.is_some() && first.day == last.day) })
}

impl Parts {
    /// As ISO 8601 has it, no more precise than it is known: "2025-03-14", "2025-03", "2025".
    pub fn iso(self) -> String {
        let rest = [self.month, self.day].into_iter().flatten().map(|part| format!("-{part:02}"));
        format!("{:04}{}", self.year, rest.collect::<String>())
    }
}

/// The day on which the data were made, as "2026-11-28": the latest that a pack gives as such, or as its version.
pub fn day_made(archive: &Archive) -> Option<String> {
    let day = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let written = (digits.len() == 8).then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))?;
        written.parse::<Date>().is_ok().then_some(written)
    };
    archive.packs().iter().filter_map(|p| p.created.as_deref().and_then(day).or_else(|| day(&p.version))).max()
}

const fn is_common(year: i32) -> bool {
    1 <= year && year <= 9999
}

/// Year, month and day of a part; none where only words can say it.
pub fn parts(part: &Part) -> Option<Parts> {
    let Years::One(year) = part.years else { return None };
    let (month, day) = match part.unit {
        Unit::Year => (None, None),
        Unit::Month(month) => (Some(month), None),
        Unit::Day(month, day) => (Some(month), Some(day)),
        Unit::Season(_) | Unit::Months(..) | Unit::Days(..) => return None,
    };
    is_common(year).then_some(Parts { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_keep_their_own_precision() {
        let of = |text: &str| Span::of(&text.parse().expect(text));
        let day = |year, month, day| Parts { year, month: Some(month), day: Some(day) };
        let month = |year, month| Parts { year, month: Some(month), day: None };
        assert_eq!(of("2025-03-14"), Span::Point(day(2025, 3, 14)));
        assert_eq!(of("2013-03?"), Span::Point(month(2013, 3)));
        assert_eq!(of("2018-05-XX"), Span::Point(month(2018, 5)));
        assert_eq!(of("2011~"), Span::Point(Parts { year: 2011, month: None, day: None }));
        assert_eq!(of("2025-12/2026-02-24"), Span::Lasting(month(2025, 12), day(2026, 2, 24)));
        assert_eq!(of("[2018-06-13..2019-05-17]"), Span::Between(day(2018, 6, 13), day(2019, 5, 17)));
        for text in ["../2018-01", "2018-21", "201X", "2018-05-1X", "0000-05", "-0044"] {
            assert_eq!(of(text), Span::Words, "{text}");
        }
    }
}
