//! Conditions on records: what `field:value` means, and which records meet it.

mod attribute;
mod day_range;

pub use attribute::Attribute;
pub use day_range::DayRange;

use std::collections::HashSet;

use crate::archive::{Archive, Id, Relation};
use crate::record::{Country, Record, RecordType};
use crate::text;

/// Up to so many records are read for a hint that nothing bears a name.
const MOST_READ: usize = 20_000;

/// A condition. Its values are alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Filter {
    Type(Vec<RecordType>),
    Linked(Relation, Vec<Id>),
    Named(Name, Vec<String>),
    Date(Vec<DayRange>),
    Attribute(Attribute, Vec<&'static str>),
}

/// What is named by words and has no record of its own, or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name {
    /// A city, venue or country where something took place.
    Place,
    /// A speaker known by description only.
    Speaker,
    /// Sources, by id, title or publisher.
    Source,
    /// A pack.
    Pack,
    /// The beginning of an id, or of a part of it behind a hyphen.
    Id,
}

impl Name {
    /// The value folded, if any record meets it.
    pub(super) fn read(self, archive: &Archive, value: &str) -> Option<String> {
        let folded = match self {
            Self::Id | Self::Pack => value.to_lowercase(),
            _ => words_of(value),
        };
        let known = match self {
            Self::Place => places(archive, &folded).is_some(),
            _ if folded.is_empty() => false,
            _ => {
                if self == Self::Pack {
                    archive.packs().iter().any(|pack| pack.name.to_lowercase().starts_with(&folded))
                } else {
                    archive.len() > MOST_READ || archive.all().any(|id| self.names(archive.record(id), &folded))
                }
            }
        };
        known.then_some(folded)
    }

    /// Whether the record itself bears the name.
    pub(crate) fn names(self, record: &Record, value: &str) -> bool {
        match (self, record) {
            (Self::Id, _) => std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)).any(|id| {
                let id = id.to_lowercase();
                id.starts_with(value) || id.match_indices('-').any(|(at, _)| id[at + 1..].starts_with(value))
            }),
            (Self::Source, Record::Source(source)) => {
                source.id.to_lowercase() == value
                    || begins_in(&source.title, value)
                    || begins_in(&source.publisher, value)
                    || begins_in(&source.id, value)
            }
            (Self::Speaker, Record::Quote(quote)) => {
                [&quote.speaker.description, &quote.speaker.office].into_iter().flatten().any(|text| begins_in(text, value))
            }
            _ => false,
        }
    }
}

/// Whether the words of `value` stand in `text` in a row, the last perhaps begun only.
fn begins_in(text: &str, value: &str) -> bool {
    format!(" {}", words_of(text)).contains(&format!(" {value}"))
}

/// The folded words of `text` with blanks between them.
fn words_of(text: &str) -> String {
    text::tokens(text).into_iter().map(|token| token.word).collect::<Vec<_>>().join(" ")
}

/// What a place may be called in event records: folded names of the city that `value` names, and the country it names.
pub(crate) struct Places {
    cities: HashSet<String>,
    countries: Vec<String>,
    value: String,
}

pub(crate) fn places(archive: &Archive, value: &str) -> Option<Places> {
    if value.is_empty() {
        return None;
    }
    let mut found = Places { cities: HashSet::new(), countries: Vec::new(), value: value.to_owned() };
    for &id in archive.of_type(RecordType::Country) {
        let Some(country) = archive.country(id) else { continue };
        if country.id.to_lowercase() == value || names(country).any(|name| words_of(name) == value) {
            found.countries.push(country.id.clone());
        }
        if let Some(capital) = &country.capital {
            let now: HashSet<String> = std::iter::once(&capital.name)
                .chain(capital.names.values())
                .chain(&capital.other_names)
                .map(|name| words_of(name))
                .collect();
            let before = capital.former.iter().flat_map(|former| std::iter::once(&former.name).chain(former.names.values()));
            if now.contains(value) || before.map(|name| words_of(name)).any(|name| name == value) {
                found.cities.extend(now);
            }
        }
    }
    let events = archive.of_type(RecordType::Event);
    (events.len() > MOST_READ || events.iter().any(|&id| found.hold(archive.record(id)))).then_some(found)
}

fn names(country: &Country) -> impl Iterator<Item = &String> {
    std::iter::once(&country.name).chain(country.names.values()).chain(&country.other_names)
}

impl Places {
    pub(crate) fn hold(&self, record: &Record) -> bool {
        let Record::Event(event) = record else { return false };
        let Some(place) = event.place.as_ref() else { return false };
        place.city.as_ref().is_some_and(|city| self.cities.contains(&words_of(city)))
            || place.country.as_ref().is_some_and(|country| self.countries.contains(country))
            || [&place.city, &place.venue].into_iter().flatten().any(|name| begins_in(name, &self.value))
    }
}

impl Filter {
    /// Takes the values of `other` as further alternatives; says whether it is a condition of the same field.
    fn absorb(&mut self, other: &Self) -> bool {
        fn add<T: PartialEq + Clone>(known: &mut Vec<T>, more: &[T]) -> bool {
            more.iter().for_each(|one| {
                if !known.contains(one) {
                    known.push(one.clone());
                }
            });
            true
        }
        match (self, other) {
            (Self::Type(known), Self::Type(more)) => add(known, more),
            (Self::Linked(field, known), Self::Linked(other, more)) if field == other => add(known, more),
            (Self::Named(field, known), Self::Named(other, more)) if field == other => add(known, more),
            (Self::Date(known), Self::Date(more)) => add(known, more),
            (Self::Attribute(field, known), Self::Attribute(other, more)) if field == other => add(known, more),
            _ => false,
        }
    }

    /// The conditions with those of the same field made one.
    pub(super) fn joined(list: Vec<Self>) -> Vec<Self> {
        let mut joined: Vec<Self> = Vec::new();
        for filter in list {
            if !joined.iter_mut().any(|known| known.absorb(&filter)) {
                joined.push(filter);
            }
        }
        joined
    }

    /// Whether it asks for certain records in this relation.
    pub(crate) fn is_on(&self, relation: Relation) -> bool {
        matches!(self, Self::Linked(known, _) if *known == relation)
    }
}
