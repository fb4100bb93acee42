//! A sentence as far as dates go: numbers, months in English, Russian, Kazakh and Uzbek, and what joins them.

use std::ops::Range;

use crate::draft::words::words;

/// What a word is in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWord {
    /// A number that can be a day.
    Day(u8),
    Month(u8),
    /// A month in a form that is a word of English too, such as Uzbek "may".
    PerhapsMonth(u8),
    Year(i32),
    /// "года", "жылғы", "yil": behind a year.
    YearWord,
    /// "and", "и".
    And,
    /// "to", "по".
    To,
    /// Uzbek and Kazakh "kuni", "kunlari": behind a day.
    DayWord,
    Other,
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Blanks, commas, points, brackets; also a weekday.
    Near,
    /// Blanks only, or nothing.
    Blank,
    Dash,
    Far,
}

/// A word of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordOfDate {
    pub part: DateWord,
    pub before: Gap,
    pub range: Range<usize>,
}

/// Beginnings of months, folded, and how many letters may follow at most. Those of Russian serve Uzbek and Kyrgyz in Cyrillic.
const STEMS: [[&str; 3]; 12] = [
    ["январ", "кантар", "yanvar"],
    ["феврал", "акпан", "fevral"],
    ["март", "наурыз", "mart"],
    ["апрел", "сауир", "aprel"],
    ["ма", "мамыр", "may"],
    ["июн", "маусым", "iyun"],
    ["июл", "шилде", "iyul"],
    ["август", "тамыз", "avgust"],
    ["сентябр", "кыркуиек", "sentabr"],
    ["октябр", "казан", "oktabr"],
    ["ноябр", "караша", "noyabr"],
    ["декабр", "желтоксан", "dekabr"],
];
const MORE_STEMS: [(&str, u8); 11] = [
    ("sentyabr", 9),
    ("oktyabr", 10),
    ("кыркуиег", 9),
    ("янв", 1),
    ("фев", 2),
    ("апр", 4),
    ("авг", 8),
    ("сент", 9),
    ("окт", 10),
    ("нояб", 11),
    ("дек", 12),
];
/// Endings of cases, folded: "марта", "наурызда", "14-martdan", "сентябрында".
const ENDINGS: [&str; 34] = [
    "", "ь", "я", "а", "е", "ю", "и", "у", "ем", "ом", "да", "де", "та", "те", "нда", "нде", "ында", "инде", "дан", "ден", "нан",
    "нен", "нын", "нин", "дын", "дин", "ga", "da", "dan", "gacha", "ida", "idan", "ning", "ining",
];
const ENGLISH: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const RUSSIAN_WEEKDAYS: [&str; 7] = ["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"];

/// The number of a weekday, 1 for Monday, written in English.
pub(super) fn weekday(word: &str) -> Option<u8> {
    let lower = word.to_lowercase();
    let at = WEEKDAYS.iter().position(|day| *day == lower || lower.len() == 3 && day.starts_with(&lower))?;
    u8::try_from(at + 1).ok()
}

fn month(word: &str) -> Option<DateWord> {
    let number = |at: usize| u8::try_from(at + 1).ok();
    let lower = word.to_lowercase();
    let english = ENGLISH
        .iter()
        .position(|m| *m == lower || lower.len() == 3 && m.starts_with(&lower) || lower == "sept" && *m == "september");
    if let Some(at) = english {
        let month = number(at)?;
        // "march" and "may" as verbs.
        return if word.starts_with(char::is_uppercase) {
            Some(DateWord::Month(month))
        } else {
            Some(DateWord::PerhapsMonth(month)).filter(|_| lower == "may")
        };
    }
    let folded = crate::text::fold(word);
    let ends = |stem: &str| folded.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest));
    let is = |stem: &&str| match *stem {
        "ма" => ["маи", "мая", "мае", "маем", "маида"].contains(&folded.as_str()),
        stem => ends(stem),
    };
    let at = STEMS.iter().position(|stems| stems.iter().any(is)).and_then(number);
    let month = at.or_else(|| {
        let is = |stem: &str| folded == stem || stem.chars().count() > 6 && ends(stem);
        MORE_STEMS.iter().find(|(stem, _)| is(stem)).map(|(_, month)| *month)
    })?;
    // "казан" is a town and a pot, "mart" a shop: only beside a day.
    Some(if ["казан", "mart", "ма"].contains(&folded.as_str()) {
        DateWord::PerhapsMonth(month)
    } else {
        DateWord::Month(month)
    })
}

fn number(word: &str) -> Option<DateWord> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let suffix = word[digits.len()..].to_lowercase();
    let of = |known: &[&str]| known.contains(&suffix.as_str());
    match digits.len() {
        1 | 2 if of(&["", "st", "nd", "rd", "th", "го", "е", "nji", "njy"]) => {
            digits.parse().ok().filter(|day| (1..=31).contains(day)).map(DateWord::Day)
        }
        4 if of(&["", "г"]) => digits.parse().ok().filter(|year| (1900..2200).contains(year)).map(DateWord::Year),
        _ => None,
    }
}

fn part(word: &str) -> DateWord {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(word).unwrap_or(DateWord::Other);
    }
    let folded = crate::text::fold(word);
    match folded.as_str() {
        "and" | "и" | "va" | "ва" | "жане" => DateWord::And,
        "to" | "through" | "until" | "till" | "по" | "до" => DateWord::To,
        "kuni" | "kunlari" | "куни" | "кунлари" | "куну" => DateWord::DayWord,
        "г" | "гг" => DateWord::YearWord,
        _ => {
            let year = ["год", "жыл", "иил", "yil"].iter().find_map(|stem| folded.strip_prefix(stem));
            match year {
                Some(rest) if rest.chars().count() <= 4 => DateWord::YearWord,
                _ => month(word).unwrap_or(DateWord::Other),
            }
        }
    }
}

/// The words of a sentence as parts of dates. Weekdays, and words that only stand between the parts of a date, are left out.
pub(super) fn parts(sentence: &str) -> Vec<WordOfDate> {
    let mut found: Vec<WordOfDate> = Vec::new();
    let mut end = 0;
    for word in words(sentence) {
        let folded = crate::text::fold(word.text);
        let idle = matches!(folded.as_str(), "of" | "the" | "го" | "е" | "nji" | "njy" | "шы" | "ши");
        let is_weekday = weekday(word.text).is_some() || RUSSIAN_WEEKDAYS.iter().any(|day| folded.starts_with(day));
        // What is left out joins what stands around it.
        if (idle || is_weekday) && found.last().is_some_and(|last| last.part != DateWord::Other) {
            let gap = &sentence[end..word.range.start];
            if gap.chars().all(|c| c.is_whitespace() || ",.()（）-".contains(c)) {
                end = word.range.end;
                continue;
            }
        }
        let gap = &sentence[end..word.range.start];
        let before = match gap.trim() {
            "" => Gap::Blank,
            "-" | "–" | "—" | "−" | "/" | ")–" | ")-" | ") –" | ") -" | "‐" | "‑" => Gap::Dash,
            gap if gap.chars().all(|c| c.is_whitespace() || ",.()（）".contains(c)) => Gap::Near,
            _ => Gap::Far,
        };
        end = word.range.end;
        found.push(WordOfDate { part: part(word.text), before, range: word.range });
    }
    found
}
