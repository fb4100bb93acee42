//! One part of a date: which years, what within the year, and which of these are in doubt.

use edtf_core::{Bound, DateField, Edtf, Qualifier, YearKind};

use super::fault::Refusal;

/// A day, month, season, year or decade, with its doubts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The year, or the years of which it is one.
    pub years: Years,
    /// What is known within the year.
    pub unit: Unit,
    /// What is approximate (`~`).
    pub about: Doubt,
    /// What is uncertain (`?`).
    pub uncertain: Doubt,
}

/// The years that a part can lie in. Astronomical: 0 is 1 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// This one.
    One(i32),
    /// One of these: `201X`, `20XX`.
    Among(i32, i32),
}

/// What is known within the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing.
    Year,
    /// A part of the year by its code of ISO 8601-2, 21–41: seasons, quarters, thirds, halves.
    Season(u8),
    /// One month among these: `2018-1X`.
    Months(u8, u8),
    /// The month.
    Month(u8),
    /// The month, and one day among these: `2018-05-1X`.
    Days(u8, u8, u8),
    /// Month and day.
    Day(u8, u8),
}

impl Unit {
    /// A number that is higher the more exact the unit.
    pub(super) const fn exactness(self) -> u8 {
        match self {
            Self::Year => 0,
            Self::Season(_) => 1,
            Self::Months(..) => 2,
            Self::Month(_) => 3,
            Self::Days(..) => 4,
            Self::Day(..) => 5,
        }
    }

    /// The months in which it begins and ends, where it is no longer than a few.
    pub(super) const fn months(self) -> Option<(u8, u8)> {
        match self {
            Self::Months(first, last) => Some((first, last)),
            Self::Month(month) | Self::Days(month, ..) | Self::Day(month, _) => Some((month, month)),
            Self::Year | Self::Season(_) => None,
        }
    }
}

/// Which components of a part a mark of doubt stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// None.
    Nowhere,
    /// All that the part has.
    Whole,
    /// Some: year, month, day.
    On([bool; 3]),
}

impl Part {
    /// What a parsed date says.
    ///
    /// # Errors
    /// When no reader could be told it in words.
    pub(super) fn read(date: &edtf_core::Date) -> Result<Self, Refusal> {
        let years = years(date.year.kind)?;
        let unit = unit(date, years)?;
        let known = match unit {
            Unit::Year => 1,
            Unit::Season(_) | Unit::Months(..) | Unit::Month(_) => 2,
            Unit::Days(..) | Unit::Day(..) => 3,
        };
        let fields = [Some(date.year.qualifier), date.month.map(|m| m.qualifier), date.day.map(|d| d.qualifier)];
        let doubt = |is: fn(Qualifier) -> bool| {
            let on = fields.map(|field| field.is_some_and(is));
            match on[..known].iter().filter(|&&on| on).count() {
                0 => Doubt::Nowhere,
                n if n == known => Doubt::Whole,
                _ => Doubt::On([on[0], on[1] && known > 1, on[2] && known > 2]),
            }
        };
        // 1950S2: the year is given, and only two of its digits count.
        let about = if date.year.significant_digits.is_some() { Doubt::Whole } else { doubt(|q| q.approximate) };
        Ok(Self { years, unit, about, uncertain: doubt(|q| q.uncertain) })
    }

    /// Whether a mark of doubt stands on any of it.
    pub fn is_doubtful(&self) -> bool {
        self.about != Doubt::Nowhere || self.uncertain != Doubt::Nowhere
    }
}

/// The years of a written year whose last digits may be open.
fn years(kind: YearKind) -> Result<Years, Refusal> {
    let YearKind::Standard { negative, digits } = kind else { return Err(Refusal::LONG_YEAR) };
    let filled = |fill: u8| digits.iter().fold(0, |year, digit| year * 10 + i32::from(digit.unwrap_or(fill)));
    match digits.iter().position(Option::is_none) {
        None if negative => Ok(Years::One(-filled(0))),
        None => Ok(Years::One(filled(0))),
        Some(0) => Err(Refusal::NO_YEAR),
        Some(open) if digits[open..].iter().all(Option::is_none) => Ok(Years::Among(filled(0), filled(9))),
        Some(_) => Err(Refusal::OPEN_DIGIT),
    }
}

fn unit(date: &edtf_core::Date, years: Years) -> Result<Unit, Refusal> {
    let is_open = |field: Option<DateField>| field.is_none_or(|field| field.digits == [None, None]);
    let Some(month) = date.month.filter(|month| !is_open(Some(*month))) else {
        return if is_open(date.day) { Ok(Unit::Year) } else { Err(Refusal::NO_MONTH) };
    };
    // What the open digits leave, as the calendar has it.
    let ends = || match Edtf::Date(*date).bounds() {
        edtf_core::Bounds { earliest: Bound::Date(first), latest: Bound::Date(last) } => Ok((first, last)),
        _ => Err(Refusal::OPEN_DIGIT),
    };
    let in_one_year = matches!(years, Years::One(_));
    match (month.value(), date.day.filter(|day| !is_open(Some(*day)))) {
        (Some(code), None) if code > 12 => Ok(Unit::Season(code)),
        (Some(month), None) => Ok(Unit::Month(month)),
        (Some(month), Some(day)) => match day.digits {
            [Some(tens), Some(ones)] => Ok(Unit::Day(month, tens * 10 + ones)),
            [Some(_), None] if in_one_year => {
                let (first, last) = ends()?;
                Ok(if first.day == last.day { Unit::Day(month, first.day) } else { Unit::Days(month, first.day, last.day) })
            }
            _ => Err(Refusal::OPEN_DIGIT),
        },
        (None, None) if in_one_year && month.digits[0].is_some() => {
            let (first, last) = ends()?;
            Ok(Unit::Months(first.month, last.month))
        }
        (None, Some(_)) => Err(Refusal::NO_MONTH),
        (None, None) => Err(Refusal::OPEN_DIGIT),
    }
}
