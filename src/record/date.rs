//! Dates at the precision that is known: EDTF levels 0 to 2 as far as people can be told them, the rest refused with a
//! reason. Parsed by `edtf-core`, which appears only here and in this folder.

mod day;
mod fault;
mod part;
mod words;

pub use words::MONTHS;

pub use fault::DateError;
pub use part::{Doubt, Part, Unit, Years};

use std::fmt;

use edtf_core::{Bound, Edtf, IntervalEndpoint, SetElement, SetKind};
use serde::{Deserialize, Serialize};

use super::Language;
use fault::Refusal;

/// A calendar day as year, month, day; the derived order is the calendar's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Astronomical year.
    pub year: i32,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

const EARLIEST: Day = Day { year: i32::MIN, month: 1, day: 1 };
const LATEST: Day = Day { year: i32::MAX, month: 12, day: 31 };

/// What a date says, and how its ends belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One day, month, season, year or decade.
    Point(Part),
    /// From the first end to the last.
    Lasting(End, End),
    /// Once, some time between these; without the first, then or earlier; without the last, then or later.
    Within(Option<Part>, Option<Part>),
}

/// An end of what lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Here.
    At(Part),
    /// Here or earlier, at the beginning; here or later, at the end.
    Beyond(Part),
    /// Nowhere: it has always been so, or goes on.
    Open,
    /// Somewhere, and nobody knows where.
    Unknown,
}

impl End {
    const fn part(&self) -> Option<&Part> {
        match self {
            Self::At(part) | Self::Beyond(part) => Some(part),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// An EDTF date: its text as written in the pack, what it says, and the days it can touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    text: String,
    shape: Shape,
    first: Day,
    last: Day,
}

/// The pattern knows months and days, but not which months are short; that is left to the reader.
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let month = "[?~%]?(0[1-9X]|1[0-2X]|2[1-9]|3[0-9]|4[01]|XX)[?~%]?";
        let day = "[?~%]?(0[1-9X]|[12][0-9X]|3[01X]|XX)[?~%]?";
        let one = format!("[?~%]?-?[0-9][0-9X]{{3}}(S[1-4])?[?~%]?(-{month}(-{day})?)?");
        let ends = format!(r"(\.\.)?{one}/({one}(\.\.)?|\.\.)?|(\.\.)?/{one}(\.\.)?");
        schemars::json_schema!({
            "type": "string",
            "format": "edtf",
            "pattern": format!(r"^({one}|{ends}|\[{one}\.\.({one})?\]|\[\.\.{one}\])$"),
            "description": "A date at the precision that is known, as EDTF: 2025, 2025-03, 2025-03-14, 2025-12-19/2025-12-20, 2011~ or [2018-06..2019-05]",
        })
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        let parsed = match Edtf::parse(&text) {
            Ok(parsed) => parsed,
            Err(error) => return Err(DateError::unreadable(text, &error)),
        };
        let shape = match shape(&parsed) {
            Ok(shape) => shape,
            Err(refusal) => return Err(DateError::refused(text, refusal)),
        };
        let bounds = parsed.bounds();
        let end = |bound: Bound, unbounded: Day| match bound {
            Bound::Date(d) => Day { year: i32::try_from(d.year).unwrap_or(unbounded.year), month: d.month, day: d.day },
            Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => unbounded,
        };
        let (first, last) = (end(bounds.earliest, EARLIEST), end(bounds.latest, LATEST));
        if first > last {
            return Err(DateError::refused(text, Refusal::BACKWARDS));
        }
        Ok(Self { text, shape, first, last })
    }
}

/// What the parsed date says.
fn shape(parsed: &Edtf) -> Result<Shape, Refusal> {
    let range = |from: Part, to: Part, shape: Shape| if from == to { Shape::Point(from) } else { shape };
    match parsed {
        Edtf::Date(date) => Part::read(date).map(Shape::Point),
        Edtf::Interval(interval) => {
            let end = |end: &IntervalEndpoint| {
                Ok(match end {
                    IntervalEndpoint::Date(date) => End::At(Part::read(date)?),
                    IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => End::Beyond(Part::read(date)?),
                    IntervalEndpoint::Open => End::Open,
                    IntervalEndpoint::Unknown => End::Unknown,
                })
            };
            let (from, to) = (end(&interval.start)?, end(&interval.end)?);
            Ok(match (from, to) {
                // 2018-05-06/2018-05-06 is one day.
                (End::At(first), End::At(last)) => range(first, last, Shape::Lasting(from, to)),
                _ => Shape::Lasting(from, to),
            })
        }
        Edtf::Set(set) if set.kind == SetKind::OneMember => match set.elements.as_slice() {
            [SetElement::Range(from, to)] => {
                let (from, to) = (Part::read(from)?, Part::read(to)?);
                Ok(range(from, to, Shape::Within(Some(from), Some(to))))
            }
            [SetElement::OnOrBefore(date)] => Ok(Shape::Within(None, Some(Part::read(date)?))),
            [SetElement::OnOrAfter(date)] => Ok(Shape::Within(Some(Part::read(date)?), None)),
            [SetElement::Date(date)] => Part::read(date).map(Shape::Point),
            _ => Err(Refusal::SEVERAL),
        },
        Edtf::Set(_) => Err(Refusal::SEVERAL),
        Edtf::DateTime(_) => Err(Refusal::TIME),
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.text
    }
}

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::try_from(text.to_owned())
    }
}

impl Date {
    /// The EDTF text, as in the pack.
    pub fn edtf(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The first day it can touch.
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day it can touch.
    pub fn last(&self) -> Day {
        self.last
    }

    /// The year under which a timeline files it: that of its earliest known bound.
    pub fn year(&self) -> i32 {
        if self.first == EARLIEST { self.last.year } else { self.first.year }
    }

    /// Whether any day of `other` can be a day of this date.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Order of a timeline: earliest bound, then the more exact, then latest bound.
    pub fn sort_key(&self) -> (Day, std::cmp::Reverse<u8>, Day) {
        let exactness = self.parts().next().map_or(0, |part| part.unit.exactness());
        (self.first, std::cmp::Reverse(exactness), self.last)
    }

    /// Whether any part of it is marked as approximate or uncertain.
    pub fn is_doubtful(&self) -> bool {
        self.parts().any(Part::is_doubtful)
    }

    /// Whether any part of it is marked as uncertain.
    pub fn is_uncertain(&self) -> bool {
        self.parts().any(|part| part.uncertain != Doubt::Nowhere)
    }

    /// The one year in which it lies, if that is beyond doubt.
    pub fn certain_year(&self) -> Option<i32> {
        let closed = match self.shape {
            Shape::Point(_) => true,
            Shape::Lasting(from, to) => matches!((from, to), (End::At(_), End::At(_))),
            Shape::Within(from, to) => from.is_some() && to.is_some(),
        };
        let mut years = self.parts().map(|part| part.years);
        let Some(Years::One(year)) = years.next().filter(|_| closed && !self.is_doubtful()) else { return None };
        years.all(|other| other == Years::One(year)).then_some(year)
    }

    /// Its parts: one of a point, else those of the ends that are known.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        let (first, last) = match &self.shape {
            Shape::Point(part) => (Some(part), None),
            Shape::Lasting(from, to) => (from.part(), to.part()),
            Shape::Within(from, to) => (from.as_ref(), to.as_ref()),
        };
        first.into_iter().chain(last)
    }

    /// In words of `language`, at the precision known: "14 March 2025", "19–20 December 2025", "about the 1990s",
    /// "between 13 June 2018 and 17 May 2019".
    pub fn said(&self, language: Language) -> String {
        words::said(&self.shape, language)
    }

    /// For a list under its year's heading, at most 10 cells: "14 Mar", "19–20 Dec", "Mar", "spring", "2010s", "2018–2019?".
    pub fn brief(&self, language: Language) -> String {
        words::brief(self, language)
    }

    /// For a list in which years are mixed: "14 Mar 2025", "2025年3月14日", "2011", "2018–2019?"; an open end is said in words.
    pub fn brief_with_year(&self, language: Language) -> String {
        words::brief_with_year(self, language)
    }

    /// The years alone, where there is no room for more: "2018", "2018–2019", "2010s", "~1950", "…2018".
    pub fn years(&self, language: Language) -> String {
        words::years(self, language)
    }

    /// For a column of dates: as written where that reads as a date does, in words where it is a code (`2018-21`, `201X`).
    pub fn listed(&self, language: Language) -> String {
        let plain =
            |part: &Part| matches!(part.years, Years::One(_)) && matches!(part.unit, Unit::Year | Unit::Month(_) | Unit::Day(..));
        let one = matches!(self.shape, Shape::Point(_)) && self.text.contains(['/', '[']);
        let reads = !one && !self.text.contains(['X', 'S']) && self.parts().all(plain);
        if reads { self.text.clone() } else { self.said(language) }
    }
}

/// In English, as [`Date::said`].
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::En))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn dates_sort_by_earliest_bound_then_by_precision() {
        let mut dates = ["2025", "2025-01-02", "202X", "2025-01", "2025-01-01"].map(date);
        dates.sort_by_key(Date::sort_key);
        assert_eq!(dates.map(String::from), ["202X", "2025-01-01", "2025-01", "2025", "2025-01-02"]);
    }

    #[test]
    fn filters_compare_by_overlap() {
        assert!(date("2006-03").overlaps(&date("2006")));
        assert!(date("2025-12-19/2025-12-20").overlaps(&date("2025-12-20")));
        assert!(!date("2006-03").overlaps(&date("2006-04-01")));
        assert!(date("../2018-01").overlaps(&date("1997")));
        assert!(date("/2018-01").overlaps(&date("1997")), "a beginning that nobody knows");
        assert!(date("1950S2").overlaps(&date("1999")) && !date("1950S2").overlaps(&date("2000")));
    }

    #[test]
    fn one_day_as_an_interval_is_that_day() {
        for text in ["2018-05-06/2018-05-06", "[2018-05-06..2018-05-06]", "[2018-05-06]"] {
            assert_eq!(date(text).shape(), date("2018-05-06").shape(), "{text}");
        }
    }

    #[test]
    fn a_year_is_certain_only_when_nothing_is_in_doubt() {
        for (text, year) in [
            ("2018-21", Some(2018)),
            ("2018-05/2018-07", Some(2018)),
            ("2018-05~", None),
            ("201X", None),
            ("2018/2019", None),
            ("2018/..", None),
            ("1950S2", None),
        ] {
            assert_eq!(date(text).certain_year(), year, "{text}");
        }
    }
}
