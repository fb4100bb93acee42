//! What the cells of a column hold, seen in a sample of them.

use std::collections::{HashMap, HashSet};

use super::day::{self, DateOrder};
use super::names::KnownNames;
use super::number;
use super::table::{SheetCell, SheetTable};

/// How many rows are looked at from the beginning, and as many spread over the rest.
const SAMPLE: usize = 400;

/// Counts of what the cells of a column can be taken for.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Profile {
    /// Cells of the sample that hold something.
    pub filled: usize,
    pub dates: usize,
    /// Cells that say that they have nothing to say: “TBD”, “n/a”.
    pub unknown: usize,
    pub years: usize,
    pub serials: usize,
    pub numbers: usize,
    pub whole: usize,
    pub padded: usize,
    pub addresses: usize,
    pub flags: usize,
    pub statuses: usize,
    /// Pieces that name a country, of how many.
    pub countries: (usize, usize),
    pub topics: (usize, usize),
    pub distinct: usize,
    /// In characters.
    pub longest: usize,
    pub total: usize,
    pub least: f64,
    pub most: f64,
    /// What stands between the values of one cell.
    pub separator: Option<&'static str>,
    /// Whether a comma stands before decimals.
    pub comma: bool,
    /// Whether every number is a share of a hundred.
    pub percent: usize,
}

/// What may stand between values, the surest first.
const SEPARATORS: [&str; 6] = ["\n", ";", "|", "、", " / ", ","];

/// The rows of the sample: the beginning of the table, and some of the rest.
pub fn sample(first: usize, end: usize) -> impl Iterator<Item = usize> + Clone {
    let near = end.min(first + SAMPLE);
    let step = (end.saturating_sub(near) / SAMPLE).max(1);
    (first..near).chain((near..end).step_by(step))
}

impl Profile {
    /// Looks at the column `at` in `rows`.
    pub fn of(table: &SheetTable, at: u32, rows: impl Iterator<Item = usize>, names: &KnownNames) -> Self {
        let mut profile = Self { least: f64::MAX, most: f64::MIN, ..Self::default() };
        let mut texts = Vec::new();
        for row in rows {
            // What a formula failed to give says nothing of the column.
            let Some(cell) = table.cell(row, at).filter(|cell| !matches!(cell, SheetCell::Error(_))) else { continue };
            profile.take(cell);
            texts.push(cell.text().into_owned());
        }
        profile.comma = has_decimal_comma(&texts);
        for text in &texts {
            if let Some(number) = number::read(text, profile.comma) {
                profile.number(number);
                profile.padded += usize::from(number::is_padded(text));
            } else if let Some(number) = text.strip_suffix('%').and_then(|text| number::read(text, profile.comma)) {
                profile.number(number);
                profile.percent += 1;
            }
        }
        let distinct: HashSet<&str> = texts.iter().map(String::as_str).collect();
        profile.distinct = distinct.len();
        profile.separator = separator(&texts, names);
        for text in distinct {
            for piece in pieces(text, profile.separator) {
                profile.countries.0 += usize::from(names.country(piece).is_some());
                profile.topics.0 += usize::from(names.topic(piece).is_some());
                profile.countries.1 += 1;
                profile.topics.1 += 1;
            }
        }
        profile
    }

    fn take(&mut self, cell: &SheetCell) {
        self.filled += 1;
        let text = cell.text();
        let length = text.chars().count();
        self.longest = self.longest.max(length);
        self.total += length;
        if let SheetCell::Flag(_) = cell {
            self.flags += 1;
        } else if number::flag(&text).is_some() {
            self.flags += 1;
        }
        if let SheetCell::Text(text) = cell {
            self.unknown += usize::from(day::is_unknown(text));
            self.addresses += usize::from(is_address(text));
            self.statuses += usize::from(number::status(text).is_some());
            if day::read(text, DateOrder::DayFirst).is_some() {
                self.dates += 1;
            }
        }
    }

    fn number(&mut self, number: f64) {
        self.numbers += 1;
        self.whole += usize::from(number.fract() == 0.0);
        self.years += usize::from(number.fract() == 0.0 && (1000.0..2200.0).contains(&number));
        self.serials += usize::from((10_000.0..80_000.0).contains(&number));
        self.least = self.least.min(number);
        self.most = self.most.max(number);
    }

    /// Whether at least `percent` of the cells are among `count`.
    pub fn mostly(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    /// The same of the cells that have something to say.
    pub fn mostly_known(&self, count: usize, percent: usize) -> bool {
        count > 0 && count * 100 >= self.filled.saturating_sub(self.unknown) * percent
    }

    /// Whether the cells are dates. Bare numbers are years or serial numbers only if nearly all of them can be.
    pub fn is_dated(&self, percent: usize) -> bool {
        // Years were counted twice where they are text.
        let bare = self.years.max(self.serials);
        let bare = if self.mostly(bare, 40) { bare } else { 0 };
        self.mostly_known(self.dates.max(bare).max((self.dates + self.serials).min(self.filled)), percent)
    }

    /// Whether the cells are words.
    pub fn is_wordy(&self) -> bool {
        !self.mostly(self.numbers, 50) && !self.mostly(self.dates, 50) && !self.mostly(self.addresses, 50) && self.filled > 0
    }

    /// The mean length of a cell, in characters.
    pub fn mean(&self) -> usize {
        self.total / self.filled.max(1)
    }
}

/// Whether this is an address of the web.
pub fn is_address(text: &str) -> bool {
    crate::text::is_web_address(text) && !text.contains(char::is_whitespace)
}

fn has_decimal_comma(texts: &[String]) -> bool {
    let is_decimal = |text: &str| {
        text.rsplit_once(',').is_some_and(|(_, after)| {
            !after.is_empty() && after.len() != 3 && after.bytes().all(|b| b.is_ascii_digit()) && !text.contains('.')
                || after.len() == 3 && text.split_once(',').is_some_and(|(before, _)| before.contains('.'))
        })
    };
    let bare = texts.iter().map(|text| text.strip_suffix('%').unwrap_or(text).trim_end());
    bare.into_iter().any(|text| is_decimal(text) && number::read(text, true).is_some())
}

/// The pieces of a cell.
pub fn pieces<'a>(text: &'a str, separator: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    // No cell that was cleaned holds this character.
    text.split(separator.unwrap_or("\0")).map(str::trim).filter(|part| !crate::text::is_blank(part))
}

/// What parts the values of cells: pieces are short, or known, or come again.
fn separator(texts: &[String], names: &KnownNames) -> Option<&'static str> {
    SEPARATORS.into_iter().find(|separator| {
        let parted: Vec<&String> = texts.iter().filter(|text| text.contains(separator)).collect();
        if parted.is_empty() {
            return false;
        }
        let parts: Vec<&str> = parted.iter().flat_map(|text| pieces(text, Some(separator))).collect();
        let are_short = parts.iter().all(|part| part.chars().count() <= 60 && !part.ends_with(['.', '。']));
        let are_split = parts.len() > parted.len();
        if *separator != "," && *separator != "\n" {
            return are_short && are_split;
        }
        // “Korea, Republic of” is one country: all pieces of most cells must be known.
        let is_known = |part: &str| names.country(part).is_some() || names.topic(part).is_some();
        let known = parted.iter().filter(|text| pieces(text, Some(separator)).all(is_known)).count();
        if known * 10 >= parted.len() * 8 {
            return are_split;
        }
        if *separator == "\n" {
            return are_short && are_split;
        }
        // A comma may stand inside a value: its pieces must come again, or be full names in a list of three and more.
        let mut counts: HashMap<&str, usize> = HashMap::new();
        texts.iter().flat_map(|text| pieces(text, Some(","))).for_each(|part| *counts.entry(part).or_default() += 1);
        let again = parts.iter().filter(|part| counts[*part] > 1).count();
        let are_names = parts.iter().all(|part| part.split(' ').count() >= 2 && part.split(' ').count() <= 5)
            && parted.iter().any(|text| text.matches(',').count() >= 2);
        let words = parts.iter().all(|part| part.chars().count() <= 40 && !part.bytes().all(|b| b.is_ascii_digit()));
        are_split && words && (again * 10 >= parts.len() * 6 && texts.len() > 3 || are_names)
    })
}
