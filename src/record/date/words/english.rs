//! Dates in English.

use super::{Case, Tongue};
use crate::record::date::{Part, Unit, Years};

/// The months in English.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

pub(super) const TONGUE: Tongue = Tongue {
    part,
    together,
    brief_day: |month, day| format!("{day} {}", short(month)),
    brief_days: |month, first, last| format!("{first}–{last} {}", short(month)),
    brief_months: |first, last| {
        if first == last { short(first).to_owned() } else { format!("{}–{}", short(first), short(last)) }
    },
    brief_season,
    brief_year: "year",
    years,
    year,
    about: ["about ", ""],
    until: ["until ", ""],
    from: ["from ", ""],
    or_earlier: ["", " or earlier"],
    or_later: ["", " or later"],
    between: ["between ", " and ", ""],
    beginning_unknown: ", its beginning not known",
    end_unknown: ", its end not known",
    uncertain: " (uncertain)",
    doubts: [" (", "approximate: ", "; ", "uncertain: ", ")"],
    components: ["year", "month", "day"],
};

fn month(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12) - 1)]
}

fn short(number: u8) -> &'static str {
    &month(number)[..3]
}

fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

fn years(first: i32, last: i32) -> String {
    if last - first == 9 { format!("{first}s") } else { format!("{first}–{last}") }
}

/// The season, and what stands before and behind its year.
const fn season(code: u8) -> (&'static str, &'static str, &'static str) {
    const NORTH: &str = " (northern hemisphere)";
    const SOUTH: &str = " (southern hemisphere)";
    match code {
        21 => ("spring", " ", ""),
        22 => ("summer", " ", ""),
        23 => ("autumn", " ", ""),
        24 => ("winter", " ", ""),
        25 => ("spring", " ", NORTH),
        26 => ("summer", " ", NORTH),
        27 => ("autumn", " ", NORTH),
        28 => ("winter", " ", NORTH),
        29 => ("spring", " ", SOUTH),
        30 => ("summer", " ", SOUTH),
        31 => ("autumn", " ", SOUTH),
        32 => ("winter", " ", SOUTH),
        33 => ("first quarter", " of ", ""),
        34 => ("second quarter", " of ", ""),
        35 => ("third quarter", " of ", ""),
        36 => ("fourth quarter", " of ", ""),
        37 => ("first third", " of ", ""),
        38 => ("second third", " of ", ""),
        39 => ("last third", " of ", ""),
        40 => ("first half", " of ", ""),
        _ => ("second half", " of ", ""),
    }
}

const fn brief_season(code: u8) -> &'static str {
    match code {
        33 => "Q1",
        34 => "Q2",
        35 => "Q3",
        36 => "Q4",
        37 => "1st third",
        38 => "2nd third",
        39 => "last third",
        40 => "1st half",
        41 => "2nd half",
        _ => season(code).0,
    }
}

fn part(part: &Part, case: Case) -> String {
    let article = |needed: bool| if needed && case == Case::Behind { "the " } else { "" };
    let (of_year, among) = match part.years {
        Years::One(one) => (format!(" {}", year(one)), false),
        Years::Among(first, last) if last - first == 9 => (format!(" of a year in the {}", years(first, last)), true),
        Years::Among(first, last) => (format!(" of a year in {}", years(first, last)), true),
    };
    match part.unit {
        Unit::Year => match part.years {
            Years::One(one) => year(one),
            Years::Among(first, last) => format!("{}{}", article(last - first == 9), years(first, last)),
        },
        Unit::Season(code) => {
            let (name, joint, behind) = season(code);
            let joint = if among { "" } else { joint.trim_end() };
            format!("{}{name}{joint}{of_year}{behind}", article(code > 32))
        }
        Unit::Months(first, last) => format!("some month of {}–{}{of_year}", month(first), month(last)),
        Unit::Month(number) => format!("{}{of_year}", month(number)),
        Unit::Days(number, first, last) => format!("some day of {first}–{last} {}{of_year}", month(number)),
        Unit::Day(number, day) => format!("{day} {}{of_year}", month(number)),
    }
}

fn together([first, last]: [i32; 2], units: [Unit; 2], _: Case) -> Option<String> {
    Some(match units {
        [Unit::Day(a, from), Unit::Day(b, to)] if (first, a) == (last, b) => format!("{from}–{to} {} {first}", month(a)),
        [Unit::Day(a, from), Unit::Day(b, to)] if first == last => format!("{from} {} – {to} {} {first}", month(a), month(b)),
        [Unit::Month(a), Unit::Month(b)] if first == last => format!("{}–{} {first}", month(a), month(b)),
        [Unit::Year, Unit::Year] => format!("{first}–{last}"),
        _ => return None,
    })
}
