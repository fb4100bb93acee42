//! The query language: words and `field:value` clauses. What is not understood is taken literally, with a hint; it never
//! empties a list while somebody types.

use std::fmt;
use std::ops::Range;

use crate::archive::{Archive, Id, nearest};
use crate::record::{Date, Day, Record, RecordType};
use crate::text;

/// A word to look for, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The folded word.
    pub word: String,
    /// Whether it is the word being typed: the last one, with no blank behind it.
    pub unfinished: bool,
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Span {
    /// Whether a day of `date` can lie in the span.
    pub fn touches(&self, date: &Date) -> bool {
        date.first() <= self.last && self.first <= date.last()
    }
}

/// A `field:value` clause that was understood. Values of one clause are alternatives; clauses all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Clause {
    Country(Vec<Id>),
    Topic(Vec<Id>),
    Type(Vec<RecordType>),
    Year(Vec<Span>),
}

/// What could not be taken as written, where, and what might have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the query text.
    pub at: Range<usize>,
    /// One line, lower case.
    pub message: String,
}

/// A query text as understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// The words, in order.
    pub terms: Vec<Term>,
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
    /// What was not understood.
    pub hints: Vec<Hint>,
}

const FIELDS: [&str; 4] = ["country", "topic", "type", "year"];

impl Parsed {
    /// Reads `query` against the names of `archive`.
    pub fn new(query: &str, archive: &Archive) -> Self {
        let mut parsed = Self::default();
        let mut end = 0;
        for piece in query.split_whitespace() {
            let start = end + query[end..].find(piece).unwrap_or(0);
            end = start + piece.len();
            let unfinished = end == query.len();
            match piece.split_once(':').and_then(|(name, values)| Some((field(name)?, values))) {
                Some((name, values)) => parsed.clause(name, values, start..end, unfinished, archive),
                None => {
                    if let Some((name, rest)) = piece.split_once(':')
                        && !rest.is_empty()
                        && !rest.starts_with("//")
                        && name.chars().all(|c| c.is_ascii_alphabetic())
                    {
                        parsed.hint(start..end, format!("no field “{name}:”; searched as words (fields: {})", FIELDS.join(", ")));
                    }
                    parsed.words(piece, unfinished);
                }
            }
        }
        parsed
    }

    fn words(&mut self, piece: &str, unfinished: bool) {
        let words = text::tokens(piece);
        let count = words.len();
        let terms = words.into_iter().enumerate();
        self.terms.extend(terms.map(|(n, token)| Term { word: token.word, unfinished: unfinished && n + 1 == count }));
    }

    fn hint(&mut self, at: Range<usize>, message: String) {
        self.hints.push(Hint { at, message });
    }

    fn clause(&mut self, field: &str, values: &str, at: Range<usize>, unfinished: bool, archive: &Archive) {
        let values: Vec<&str> = values.split(',').filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            if !unfinished {
                self.hint(at, format!("“{field}:” needs a value behind it"));
            }
            return;
        }
        let mut all = |read: &mut dyn FnMut(&str) -> Result<(), String>| {
            for value in &values {
                if let Err(message) = read(value) {
                    self.hints.push(Hint { at: at.clone(), message });
                }
            }
        };
        let clause = match field {
            "country" => {
                let mut found = Vec::new();
                all(&mut |value| countries(archive, value).map(|ids| found.extend(ids)));
                (!found.is_empty()).then_some(Clause::Country(found))
            }
            "topic" => {
                let mut found = Vec::new();
                all(&mut |value| named(archive, RecordType::Topic, value).map(|ids| found.extend(ids)));
                (!found.is_empty()).then_some(Clause::Topic(found))
            }
            "type" => {
                let mut found = Vec::new();
                all(&mut |value| record_type(value).map(|types| found.extend(types)));
                (!found.is_empty()).then_some(Clause::Type(found))
            }
            _ => {
                let mut found = Vec::new();
                all(&mut |value| years(value).map(|span| found.push(span)));
                (!found.is_empty()).then_some(Clause::Year(found))
            }
        };
        self.clauses.extend(clause);
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.clauses.is_empty()
    }
}

/// The field that `name` abbreviates, if it is the only one.
fn field(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let mut fitting = FIELDS.into_iter().filter(|f| !name.is_empty() && f.starts_with(&name));
    let first = fitting.next()?;
    (fitting.next().is_none() || first == name).then_some(first)
}

/// The countries that `value` names: a code, `ca5` (the five), `all6` (with Japan), or a name in any script.
///
/// # Errors
/// A message with the nearest name when there is none.
pub fn countries(archive: &Archive, value: &str) -> Result<Vec<Id>, String> {
    let group: &[&str] = match value.to_ascii_lowercase().as_str() {
        "ca5" => &["KZ", "KG", "TJ", "TM", "UZ"],
        "all6" => &["JP", "KZ", "KG", "TJ", "TM", "UZ"],
        _ => &[],
    };
    if !group.is_empty() {
        return Ok(group.iter().filter_map(|code| archive.id(code)).collect());
    }
    named(archive, RecordType::Country, value)
}

/// The records of one type that `value` names: by id or alias, else by a whole name, else by the beginning of one.
///
/// # Errors
/// A message with the nearest name when there is none.
pub fn named(archive: &Archive, of_type: RecordType, value: &str) -> Result<Vec<Id>, String> {
    if let Some(id) = archive.id(value).filter(|&id| archive.record(id).record_type() == of_type) {
        return Ok(vec![id]);
    }
    let wanted = text::fold(&value.replace(['_', '-'], " "));
    let candidates = archive.of_type(of_type);
    for whole in [true, false] {
        let fits = |id: &&Id| {
            let mut found = false;
            each_name(archive.record(**id), &mut |name| {
                let name = text::fold(&name.replace('-', " "));
                found |= if whole { name == wanted } else { name.split(' ').any(|word| word.starts_with(&wanted)) };
            });
            found
        };
        let found: Vec<Id> = candidates.iter().filter(fits).copied().collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let names = candidates.iter().flat_map(|&id| [archive.record(id).id(), archive.record(id).title()]);
    let near = nearest(value, names).map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
    Err(format!("no {} “{value}”{near}", of_type.name()))
}

fn each_name<'a>(record: &'a Record, visit: &mut dyn FnMut(&'a str)) {
    record.texts(&mut |field, text| {
        if field == crate::record::Field::Title {
            visit(text);
        }
    });
}

fn record_type(value: &str) -> Result<Vec<RecordType>, String> {
    if let Some(exact) = RecordType::named(value) {
        return Ok(vec![exact]);
    }
    let value = value.to_ascii_lowercase();
    let begun: Vec<RecordType> =
        RecordType::ALL.into_iter().filter(|t| t.name().starts_with(&value) || t.plural().starts_with(&value)).collect();
    if begun.is_empty() {
        let names = RecordType::ALL.map(RecordType::name);
        return Err(format!("no type “{value}”; types are {}", names.join(", ")));
    }
    Ok(begun)
}

/// `2017`, `2015..2020`, `2015..`, `..2020`.
fn years(value: &str) -> Result<Span, String> {
    let fault = || format!("“{value}” is no year; write 2017, 2015..2020, 2015.. or ..2020");
    let year = |text: &str, open: i32| {
        if text.is_empty() { Some(open) } else { text.parse().ok().filter(|y| (0..=9999).contains(y) && text.len() == 4) }
    };
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    if from.is_empty() && to.is_empty() {
        return Err(fault());
    }
    let (Some(from), Some(to)) = (year(from, i32::MIN), year(to, i32::MAX)) else { return Err(fault()) };
    if from > to {
        return Err(format!("the years {value} run backwards"));
    }
    Ok(Span { first: Day { year: from, month: 1, day: 1 }, last: Day { year: to, month: 12, day: 31 } })
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first.year, self.last.year) {
            (i32::MIN, to) => write!(f, "..{to}"),
            (from, i32::MAX) => write!(f, "{from}.."),
            (from, to) if from == to => write!(f, "{from}"),
            (from, to) => write!(f, "{from}..{to}"),
        }
    }
}
