//! Dates in Russian. What stands behind a preposition stands in the genitive.

use super::{Case, Tongue};
use crate::record::date::{Part, Unit, Years};

/// Nominative and genitive.
const MONTHS: [[&str; 2]; 12] = [
    ["январь", "января"],
    ["февраль", "февраля"],
    ["март", "марта"],
    ["апрель", "апреля"],
    ["май", "мая"],
    ["июнь", "июня"],
    ["июль", "июля"],
    ["август", "августа"],
    ["сентябрь", "сентября"],
    ["октябрь", "октября"],
    ["ноябрь", "ноября"],
    ["декабрь", "декабря"],
];

pub(super) const TONGUE: Tongue = Tongue {
    part,
    together,
    brief_day: |month, day| format!("{day} {}", short_of(month)),
    brief_days: |month, first, last| format!("{first}–{last} {}", short_of(month)),
    brief_months: |first, last| if first == last { short(first) } else { format!("{}–{}", short(first), short(last)) },
    brief_season,
    brief_year: "год",
    years: |first, last| if last - first == 9 { format!("{first}-е") } else { format!("{first}–{last}") },
    year: |year| if year > 0 { year.to_string() } else { format!("{} до н.э.", 1 - year) },
    about: ["около ", ""],
    until: ["до ", " включительно"],
    from: ["с ", ""],
    or_earlier: ["", " или ранее"],
    or_later: ["", " или позднее"],
    between: ["не ранее ", " и не позднее ", ""],
    beginning_unknown: ", начало неизвестно",
    end_unknown: ", конец неизвестен",
    uncertain: " (под вопросом)",
    doubts: [" (", "приблизительно: ", "; ", "под вопросом: ", ")"],
    components: ["год", "месяц", "день"],
};

fn month(month: u8, case: Case) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12) - 1)][usize::from(case == Case::Behind)]
}

fn short(number: u8) -> String {
    month(number, Case::Alone).chars().take(3).collect()
}

fn short_of(number: u8) -> String {
    month(number, Case::Behind).chars().take(3).collect()
}

fn year(year: i32) -> String {
    if year > 0 { format!("{year} г.") } else { format!("{} г. до н. э.", 1 - year) }
}

fn years(first: i32, last: i32, case: Case) -> String {
    match case {
        _ if last - first != 9 => format!("{first}–{last} гг."),
        Case::Alone => format!("{first}-е годы"),
        Case::Behind => format!("{first}-х годов"),
    }
}

/// The season in nominative and genitive, and what stands behind the year.
const fn season(code: u8) -> ([&'static str; 2], &'static str) {
    const NORTH: &str = " (Северное полушарие)";
    const SOUTH: &str = " (Южное полушарие)";
    const SPRING: [&str; 2] = ["весна", "весны"];
    const SUMMER: [&str; 2] = ["лето", "лета"];
    const AUTUMN: [&str; 2] = ["осень", "осени"];
    const WINTER: [&str; 2] = ["зима", "зимы"];
    match code {
        21 => (SPRING, ""),
        22 => (SUMMER, ""),
        23 => (AUTUMN, ""),
        24 => (WINTER, ""),
        25 => (SPRING, NORTH),
        26 => (SUMMER, NORTH),
        27 => (AUTUMN, NORTH),
        28 => (WINTER, NORTH),
        29 => (SPRING, SOUTH),
        30 => (SUMMER, SOUTH),
        31 => (AUTUMN, SOUTH),
        32 => (WINTER, SOUTH),
        33 => (["I квартал", "I квартала"], ""),
        34 => (["II квартал", "II квартала"], ""),
        35 => (["III квартал", "III квартала"], ""),
        36 => (["IV квартал", "IV квартала"], ""),
        37 => (["первая треть", "первой трети"], ""),
        38 => (["вторая треть", "второй трети"], ""),
        39 => (["последняя треть", "последней трети"], ""),
        40 => (["первое полугодие", "первого полугодия"], ""),
        _ => (["второе полугодие", "второго полугодия"], ""),
    }
}

const fn brief_season(code: u8) -> &'static str {
    match code {
        33 => "I кв.",
        34 => "II кв.",
        35 => "III кв.",
        36 => "IV кв.",
        37 => "1-я треть",
        38 => "2-я треть",
        39 => "3-я треть",
        40 => "1-е полуг.",
        41 => "2-е полуг.",
        _ => season(code).0[0],
    }
}

fn part(part: &Part, case: Case) -> String {
    let of_year = match part.years {
        Years::One(one) => year(one),
        Years::Among(first, last) => format!("одного из {}", years(first, last, Case::Behind)),
    };
    let one = |alone: &'static str, behind: &'static str| if case == Case::Behind { behind } else { alone };
    match part.unit {
        Unit::Year => match part.years {
            Years::One(one) => year(one),
            Years::Among(first, last) => years(first, last, case),
        },
        Unit::Season(code) => {
            let (names, behind) = season(code);
            format!("{} {of_year}{behind}", names[usize::from(case == Case::Behind)])
        }
        Unit::Months(first, last) => {
            let (first, last) = (month(first, Case::Alone), month(last, Case::Alone));
            format!("{} {first}–{last} {of_year}", one("один из месяцев", "одного из месяцев"))
        }
        Unit::Month(number) => format!("{} {of_year}", month(number, case)),
        Unit::Days(number, first, last) => {
            format!("{} {first}–{last} {} {of_year}", one("один из дней", "одного из дней"), month(number, Case::Behind))
        }
        Unit::Day(number, day) => format!("{day} {} {of_year}", month(number, Case::Behind)),
    }
}

fn together([first, last]: [i32; 2], units: [Unit; 2], case: Case) -> Option<String> {
    let of = |number| month(number, Case::Behind);
    Some(match units {
        [Unit::Day(a, from), Unit::Day(b, to)] if (first, a) == (last, b) => format!("{from}–{to} {} {first} г.", of(a)),
        [Unit::Day(a, from), Unit::Day(b, to)] if first == last => format!("{from} {} – {to} {} {first} г.", of(a), of(b)),
        [Unit::Month(a), Unit::Month(b)] if first == last => {
            format!("{}–{} {first} г.", month(a, case), month(b, case))
        }
        [Unit::Year, Unit::Year] => format!("{first}–{last} гг."),
        _ => return None,
    })
}
