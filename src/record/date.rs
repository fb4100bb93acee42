//! Dates at the precision that is known: EDTF levels 0 and 1, and of level 2 the range `[a..b]`, "some time between",
//! which level 1 cannot tell from "lasting from … to …". Parsed by `edtf-core`, which appears only here.

use std::fmt;

use edtf_core::{Bound, Edtf, SetElement, SetKind};
use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

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

/// How the two ends of a date belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One day, month or year.
    Point,
    /// From the first end to the last.
    Lasting,
    /// Some time between the ends.
    Within,
}

/// How exactly one end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Year,
    Month,
    Day,
}

/// An EDTF date: its text as written in the pack, and the days it can touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    text: String,
    shape: Shape,
    first: Day,
    last: Day,
    precision: Precision,
    about: bool,
    uncertain: bool,
}

/// Why a text is no date, and what would be.
#[derive(Debug, Clone, thiserror::Error)]
#[error("“{text}” is not a date: {reason}; write 2025, 2025-03, 2025-03-14, 2025-12-19/2025-12-20, 2011~ or [2018-06..2019-05]")]
pub struct DateError {
    text: String,
    reason: String,
}

/// The pattern knows months and days, but not which months are short; that is left to the reader.
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let month = "[?~%]?(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX)[?~%]?";
        let day = "[?~%]?(0[1-9]|[12][0-9]|3[01]|XX)[?~%]?";
        let one = format!("[?~%]?-?[0-9X]{{4}}[?~%]?(-{month}(-{day})?)?");
        schemars::json_schema!({
            "type": "string",
            "format": "edtf",
            "pattern": format!(r"^({one}|({one}|\.\.)/({one}|\.\.)|\[{one}\.\.{one}\])$"),
            "description": "A date at the precision that is known, as EDTF: 2025, 2025-03, 2025-03-14, 2025-12-19/2025-12-20, 2011~ or [2018-06..2019-05]",
        })
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        let fault = |reason: &str| DateError { text: text.clone(), reason: reason.to_owned() };
        let parsed = Edtf::parse(&text).map_err(|e| fault(&e.to_string()))?;
        let shape = match &parsed {
            Edtf::Date(_) => Shape::Point,
            Edtf::Interval(_) => Shape::Lasting,
            Edtf::Set(set) if set.kind == SetKind::OneMember && matches!(set.elements.as_slice(), [SetElement::Range(..)]) => {
                Shape::Within
            }
            Edtf::Set(_) => return Err(fault("of sets only one range [a..b] is understood")),
            Edtf::DateTime(_) => return Err(fault("a time of day is not kept")),
        };
        let bounds = parsed.bounds();
        let end = |bound: Bound| match bound {
            Bound::Date(d) => i32::try_from(d.year).ok().map(|year| Day { year, month: d.month, day: d.day }),
            Bound::NegativeInfinity => Some(EARLIEST),
            Bound::PositiveInfinity => Some(LATEST),
            Bound::Unknown => None,
        };
        let (Some(first), Some(last)) = (end(bounds.earliest), end(bounds.latest)) else {
            return Err(fault("its bounds are unknown"));
        };
        if first > last {
            return Err(fault("it ends before it begins"));
        }
        let plain = text.trim_matches(['[', ']', '?', '~', '%']);
        let part = plain.split(['/']).next().unwrap_or(plain).split("..").find(|p| !p.is_empty()).unwrap_or(plain);
        let precision = match part.trim_matches(['?', '~', '%']).trim_start_matches('-').split('-').count() {
            1 => Precision::Year,
            2 => Precision::Month,
            _ => Precision::Day,
        };
        let (about, uncertain) = (parsed.is_approximate(), parsed.is_uncertain());
        Ok(Self { text, shape, first, last, precision, about, uncertain })
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
        (self.first, std::cmp::Reverse(self.precision as u8), self.last)
    }

    /// For a list under its year's heading, at most 10 cells: "14 Mar", "19–20 Dec", "Mar", "Jun–Jul", "2018–2019?".
    pub fn brief(&self) -> String {
        let month = |day: Day| &MONTHS[usize::from(day.month - 1)][..3];
        let doubt = if self.shape == Shape::Within || self.uncertain { "?" } else { "" };
        let about = if self.about { "~" } else { "" };
        let whole = match (self.shape, self.precision) {
            _ if self.first == EARLIEST => format!("…{}", self.last.year),
            _ if self.last == LATEST => format!("{}…", self.first.year),
            _ if self.first.year != self.last.year => format!("{}–{}", self.first.year, self.last.year),
            (Shape::Point, Precision::Day) => format!("{} {}", self.first.day, month(self.first)),
            (Shape::Point, Precision::Month) => month(self.first).to_owned(),
            (Shape::Point, Precision::Year) => "year".to_owned(),
            (_, Precision::Day) if self.first.month == self.last.month => {
                format!("{}–{} {}", self.first.day, self.last.day, month(self.first))
            }
            (_, Precision::Year) => "year".to_owned(),
            _ => format!("{}–{}", month(self.first), month(self.last)),
        };
        format!("{about}{whole}{doubt}")
    }
}

/// In words, at the precision known: "14 March 2025", "March 2013", "19–20 December 2025",
/// "between 13 June 2018 and 17 May 2019", "about 2011".
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = |day: Day| {
            let month = MONTHS[usize::from(day.month - 1)];
            match self.precision {
                Precision::Day => format!("{} {month} {}", day.day, day.year),
                Precision::Month => format!("{month} {}", day.year),
                Precision::Year => day.year.to_string(),
            }
        };
        if self.about {
            f.write_str("about ")?;
        }
        match self.shape {
            _ if self.first == EARLIEST => write!(f, "until {}", one(self.last))?,
            _ if self.last == LATEST => write!(f, "from {}", one(self.first))?,
            Shape::Point => f.write_str(&one(self.first))?,
            Shape::Within => write!(f, "between {} and {}", one(self.first), one(self.last))?,
            Shape::Lasting => {
                let (first, last) = (self.first, self.last);
                let month = MONTHS[usize::from(first.month - 1)];
                match self.precision {
                    Precision::Day if (first.year, first.month) == (last.year, last.month) => {
                        write!(f, "{}–{} {month} {}", first.day, last.day, first.year)?;
                    }
                    Precision::Day if first.year == last.year => write!(f, "{} {month} – {}", first.day, one(last))?,
                    Precision::Month if first.year == last.year => write!(f, "{month}–{}", one(last))?,
                    Precision::Year => write!(f, "{}–{}", first.year, last.year)?,
                    _ => write!(f, "{} – {}", one(first), one(last))?,
                }
            }
        }
        if self.uncertain {
            f.write_str(" (uncertain)")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn dates_show_exactly_what_is_known() {
        for (edtf, words, brief) in [
            ("2025-03-14", "14 March 2025", "14 Mar"),
            ("2013-03", "March 2013", "Mar"),
            ("2011", "2011", "year"),
            ("2011~", "about 2011", "~year"),
            ("2025-12-19/2025-12-20", "19–20 December 2025", "19–20 Dec"),
            ("1997-06-28/1997-07-10", "28 June – 10 July 1997", "Jun–Jul"),
            ("2020-08/2021-06", "August 2020 – June 2021", "2020–2021"),
            ("[2018-06-13..2019-05-17]", "between 13 June 2018 and 17 May 2019", "2018–2019?"),
            ("../2018-01", "until January 2018", "…2018"),
            ("2024-05?", "May 2024 (uncertain)", "May?"),
        ] {
            assert_eq!(date(edtf).to_string(), words);
            assert_eq!(date(edtf).brief(), brief);
        }
    }

    #[test]
    fn dates_sort_by_earliest_bound_then_by_precision() {
        let mut dates = ["2025", "2025-01-02", "2025-01", "2025-01-01"].map(date);
        dates.sort_by_key(Date::sort_key);
        assert_eq!(dates.map(String::from), ["2025-01-01", "2025-01", "2025", "2025-01-02"]);
    }

    #[test]
    fn filters_compare_by_overlap() {
        assert!(date("2006-03").overlaps(&date("2006")));
        assert!(date("2025-12-19/2025-12-20").overlaps(&date("2025-12-20")));
        assert!(!date("2006-03").overlaps(&date("2006-04-01")));
        assert!(date("../2018-01").overlaps(&date("1997")));
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        for text in ["2006-13", "2006-02-30", "Mar 2006", "", "2025/2024", "2006-03-14T10:00:00Z"] {
            let error = text.parse::<Date>().expect_err(text).to_string();
            assert!(error.contains("is not a date"), "{error}");
        }
    }
}
