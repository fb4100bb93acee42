//! Dates as other formats need them: the parts that are known of each end, and how the ends belong together.

use crate::record::Date;

/// A year, and month and day if they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Astronomical year.
    pub year: i32,
    /// 1–12.
    pub month: Option<u8>,
    /// 1–31.
    pub day: Option<u8>,
}

/// What an EDTF date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// One day, month or year.
    Point(Parts),
    /// From the first to the last.
    Lasting(Parts, Parts),
    /// It happened once, between these.
    Between(Parts, Parts),
    /// One end is open, or neither is understood.
    Open,
}

impl Span {
    /// Reads the parts from the date's own text, which alone shows the precision of both ends.
    pub fn of(date: &Date) -> Self {
        let text = date.edtf();
        let within = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let ends = within.and_then(|inside| inside.split_once("..")).or_else(|| text.split_once('/'));
        match ends {
            None => parts(text).map_or(Self::Open, Self::Point),
            Some((first, last)) => match (parts(first), parts(last)) {
                (Some(first), Some(last)) if within.is_some() => Self::Between(first, last),
                (Some(first), Some(last)) => Self::Lasting(first, last),
                _ => Self::Open,
            },
        }
    }
}

/// Whether the date is marked as approximate or uncertain.
pub fn is_doubtful(date: &Date) -> bool {
    date.edtf().contains(['~', '?', '%'])
}

fn parts(text: &str) -> Option<Parts> {
    let mut numbers = text.split('-').map(|part| part.trim_matches(['~', '?', '%']));
    let year = numbers.next()?.parse().ok()?;
    let mut next = || numbers.next().map(|part| part.parse::<u8>().map_err(|_| ()));
    let (month, day) = (next().transpose().ok()?, next().transpose().ok()?);
    // Months above 12 are seasons, which are months to nobody else.
    month.is_none_or(|month| (1..=12).contains(&month)).then_some(Parts { year, month, day })
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
        assert_eq!(of("2011~"), Span::Point(Parts { year: 2011, month: None, day: None }));
        assert_eq!(of("2025-12/2026-02-24"), Span::Lasting(month(2025, 12), day(2026, 2, 24)));
        assert_eq!(of("[2018-06-13..2019-05-17]"), Span::Between(day(2018, 6, 13), day(2019, 5, 17)));
        assert_eq!(of("../2018-01"), Span::Open);
    }
}
