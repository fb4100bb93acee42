//! Months, seasons and the words around dates, in lower case.

/// The beginnings by which months are known, in English, German, French, Spanish and Russian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "янв"],
    &["feb", "fév", "fev", "фев"],
    &["mar", "mär", "мар", "mrz"],
    &["apr", "avr", "abr", "апр"],
    &["may", "mai", "май", "мая"],
    &["jun", "juin", "июн"],
    &["jul", "juil", "июл"],
    &["aug", "aoû", "aou", "ago", "авг"],
    &["sep", "сен"],
    &["oct", "okt", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "déc", "dic", "дек"],
];

/// Words that begin as a month does and are none.
const NO_MONTHS: [&str; 8] = ["market", "marked", "maybe", "second", "decision", "mayor", "sept-", "marathon"];

/// The month of this name or abbreviation.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    if word.chars().count() > 10 || NO_MONTHS.contains(&word) {
        return None;
    }
    let found = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(found + 1).ok()
}

/// Parts of years with their codes in EDTF (ISO 8601-2, 4.8).
const SEASONS: [(&str, u32); 28] = [
    ("spring", 21),
    ("summer", 22),
    ("autumn", 23),
    ("fall", 23),
    ("winter", 24),
    ("весна", 21),
    ("лето", 22),
    ("осень", 23),
    ("зима", 24),
    ("frühling", 21),
    ("frühjahr", 21),
    ("sommer", 22),
    ("herbst", 23),
    ("printemps", 21),
    ("été", 22),
    ("automne", 23),
    ("hiver", 24),
    ("春", 21),
    ("夏", 22),
    ("秋", 23),
    ("冬", 24),
    ("q1", 33),
    ("q2", 34),
    ("q3", 35),
    ("q4", 36),
    ("primavera", 21),
    ("verano", 22),
    ("otoño", 23),
];

/// The code of a season or quarter.
pub(super) fn season(word: &str) -> Option<u32> {
    SEASONS.iter().find(|(name, _)| *name == word).map(|(_, code)| *code)
}

/// Beginnings of the days of the week.
const WEEKDAYS: [&str; 30] = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lun",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dim",
    "martes",
    "mi\u{e9}rcoles",
    "jueves",
    "viernes",
    "s\u{e1}bado",
    "domingo",
    "понедельник",
    "вторник",
    "среда",
];
const SHORT_WEEKDAYS: [&str; 24] = [
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "月",
    "火",
    "水",
    "木",
    "金",
    "土",
    "日",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
    "четверг",
    "пятница",
    "суббота",
];

/// Whether this is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_matches(['.', ',', ' ']).trim_end_matches("曜日").trim_end_matches('曜');
    SHORT_WEEKDAYS.contains(&word)
        || word.chars().count() > 2
            && WEEKDAYS.iter().any(|day| {
                word == *day || word.starts_with(day) && (word.ends_with("day") || word.ends_with('s') || word.ends_with("di"))
            })
}

/// Words between the numbers of a date that say nothing.
pub(super) const IDLE: [&str; 22] = [
    "of", "the", "de", "del", "den", "der", "le", "la", "el", "г", "года", "год", "st", "nd", "rd", "th", "er", "on", "am",
    "a.d", "ad", "№",
];

/// Words before a date that is about right.
pub(super) const APPROXIMATE: [&str; 14] =
    ["circa", "about", "around", "approximately", "approx.", "ca.", "ca", "c.", "около", "ок.", "etwa", "um", "vers", "hacia"];

/// What stands between the ends of a range.
pub(super) const BETWEEN: [&str; 16] =
    [" – ", " — ", " - ", "–", "—", "～", "〜", "~", " to ", " until ", " through ", " bis ", " au ", " al ", " по ", "から"];

/// Cells that say that a date is not known.
pub(super) const UNKNOWN: [&str; 21] = [
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "n.a.",
    "tbd",
    "tba",
    "tbc",
    "n.d.",
    "unknown",
    "not known",
    "?",
    "未定",
    "不明",
    "неизвестно",
    "нет",
    "н/д",
    "offen",
    "inconnu",
    "s/f",
];

/// The year before the first one of a Japanese era.
pub(super) const ERAS: [(&str, i32); 10] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("r", 2018),
    ("h", 1988),
    ("s", 1925),
    ("t", 1911),
    ("m", 1867),
];
