//! Conditions on records: what `field:value` means, and which records meet it.

mod attribute;
mod span;

pub use attribute::{Attribute, event_kind};
pub use span::Span;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use super::Catalogue;
use crate::archive::{Archive, Id, Relation};
use crate::record::{Country, Record, RecordType, Role};
use crate::text;

/// A condition. Its values are alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Filter {
    Type(Vec<RecordType>),
    Linked(Link, Vec<Id>),
    Named(Name, Vec<String>),
    Date(Vec<Span>),
    Attribute(Attribute, Vec<&'static str>),
}

/// Whether a record of a volume meets a condition.
type Meets<'a> = Box<dyn Fn(Id, &Record) -> bool + Sync + 'a>;

/// What a record may have to do with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Link {
    Country,
    Topic,
    Speaker,
    Person,
    Organisation,
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

impl Link {
    const fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Topic => "topic",
            Self::Speaker => "speaker",
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

impl Name {
    const fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Speaker => "speaker",
            Self::Source => "source",
            Self::Pack => "pack",
            Self::Id => "id",
        }
    }

    /// The value folded, if any record meets it.
    ///
    /// # Errors
    /// A message when none does.
    pub(super) fn read(self, archive: &Archive, value: &str) -> Result<String, String> {
        let folded = match self {
            Self::Id | Self::Pack => value.to_lowercase(),
            _ => text::tokens(value).into_iter().map(|token| token.word).collect::<Vec<_>>().join(" "),
        };
        let known = match self {
            Self::Place => places(archive, &folded).is_some(),
            // What lies in volumes is not read for a hint.
            _ if folded.is_empty() => false,
            _ => {
                let packs =
                    archive.packs().iter().any(|pack| self == Self::Pack && pack.name.to_lowercase().starts_with(&folded));
                let large = !archive.segments().is_empty() && self != Self::Pack;
                packs || large || archive.resident().any(|id| self.names(archive, id, archive.record(id), &folded))
            }
        };
        if known { Ok(folded) } else { Err(format!("no {} “{value}”", self.name())) }
    }

    /// Whether the record itself bears the name.
    fn names(self, archive: &Archive, id: Id, record: &Record, value: &str) -> bool {
        match (self, record) {
            (Self::Id, _) => std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)).any(|id| {
                let id = id.to_lowercase();
                id.starts_with(value) || id.match_indices('-').any(|(at, _)| id[at + 1..].starts_with(value))
            }),
            (Self::Pack, _) => archive.pack_of(id).name.to_lowercase().starts_with(value),
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
    let words: Vec<String> = text::tokens(text).into_iter().map(|token| token.word).collect();
    let text = format!(" {}", words.join(" "));
    text.contains(&format!(" {value}"))
}

/// What a place may be called in event records: folded names of the city that `value` names, and the country it names.
struct Places {
    cities: HashSet<String>,
    countries: Vec<String>,
    value: String,
}

fn places(archive: &Archive, value: &str) -> Option<Places> {
    if value.is_empty() {
        return None;
    }
    let plain = |name: &str| text::tokens(name).into_iter().map(|token| token.word).collect::<Vec<_>>().join(" ");
    let mut found = Places { cities: HashSet::new(), countries: Vec::new(), value: value.to_owned() };
    for &id in archive.of_type(RecordType::Country) {
        let Some(country) = archive.country(id) else { continue };
        if country.id.to_lowercase() == value || names(country).any(|name| plain(name) == value) {
            found.countries.push(country.id.clone());
        }
        if let Some(capital) = &country.capital {
            let now: HashSet<String> = std::iter::once(&capital.name)
                .chain(capital.names.values())
                .chain(&capital.other_names)
                .map(|n| plain(n))
                .collect();
            let before = capital.former.iter().flat_map(|former| std::iter::once(&former.name).chain(former.names.values()));
            if now.contains(value) || before.map(|n| plain(n)).any(|name| name == value) {
                found.cities.extend(now);
            }
        }
    }
    let events = archive.of_type(RecordType::Event).iter().filter(|id| archive.segment_of(**id).is_none());
    (!archive.segments().is_empty() || events.copied().any(|id| found.hold(archive.record(id)))).then_some(found)
}

fn names(country: &Country) -> impl Iterator<Item = &String> {
    std::iter::once(&country.name).chain(country.names.values()).chain(&country.other_names)
}

impl Places {
    fn hold(&self, record: &Record) -> bool {
        let Record::Event(event) = record else { return false };
        let Some(place) = event.place.as_ref() else { return false };
        let city = place.city.as_deref().map(|city| text::tokens(city).into_iter().map(|t| t.word).collect::<Vec<_>>().join(" "));
        city.is_some_and(|city| self.cities.contains(&city))
            || place.country.as_ref().is_some_and(|country| self.countries.contains(country))
            || [&place.city, &place.venue].into_iter().flatten().any(|name| begins_in(name, &self.value))
    }
}

impl Filter {
    /// Whether no value was understood.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Type(list) => list.is_empty(),
            Self::Linked(_, list) => list.is_empty(),
            Self::Named(_, list) => list.is_empty(),
            Self::Date(list) => list.is_empty(),
            Self::Attribute(_, list) => list.is_empty(),
        }
    }

    /// The field's name and its values as they may be typed.
    pub(super) fn parts(&self, archive: &Archive) -> (&'static str, Vec<String>) {
        match self {
            Self::Type(list) => ("type", list.iter().map(|of_type| of_type.name().to_owned()).collect()),
            Self::Linked(link, list) => (link.name(), list.iter().map(|&id| archive.record(id).id().to_owned()).collect()),
            Self::Named(name, list) => (name.name(), list.clone()),
            Self::Date(list) => ("date", list.iter().map(ToString::to_string).collect()),
            Self::Attribute(attribute, list) => (attribute.name(), list.iter().map(|&value| value.to_owned()).collect()),
        }
    }

    /// The records that meet the condition; `marked` are those on the reader's own shelf. Incomplete once `stop` is set.
    pub(super) fn records(&self, catalogue: &Catalogue, marked: &HashSet<Id>, stop: &AtomicBool) -> FixedBitSet {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut found = FixedBitSet::with_capacity(archive.len());
        match self {
            Self::Type(types) => types.iter().for_each(|&of_type| found.union_with(facets.of_type(of_type))),
            Self::Linked(Link::Country | Link::Topic, ids) => {
                found.clone_from(facets.all());
                facets.narrow(&mut found, ids);
            }
            Self::Linked(link, ids) => ids.iter().for_each(|&id| linked(archive, *link, id, &mut found)),
            Self::Named(name, values) => {
                values.iter().for_each(|value| name.records(archive, value, &mut found));
                if *name != Name::Pack {
                    found.union_with(&self.in_volumes(catalogue, stop));
                }
            }
            Self::Date(spans) => {
                found.clone_from(facets.all());
                facets.narrow_dates(archive, &mut found, spans);
            }
            Self::Attribute(attribute, values) => {
                let holds = |id: &Id| attribute.holds(archive, *id, archive.record(*id), values, marked);
                archive.resident().filter(holds).for_each(|id| found.insert(id.index()));
                marked.iter().filter(|_| values.contains(&"marked")).for_each(|id| found.insert(id.index()));
                found.union_with(&self.in_volumes(catalogue, stop));
            }
        }
        found
    }

    /// The records of volumes that meet a condition which only their texts can tell. Remembered, for it takes a second.
    fn in_volumes(&self, catalogue: &Catalogue, stop: &AtomicBool) -> Arc<FixedBitSet> {
        let archive = &catalogue.archive;
        if archive.segments().is_empty() {
            return Arc::default();
        }
        let key = format!("{self:?}");
        if let Some(known) = catalogue.scanned.lock().ok().and_then(|scanned| scanned.get(&key).cloned()) {
            return known;
        }
        let meets: Meets<'_> = match self {
            Self::Named(Name::Place, values) => {
                let places: Vec<Places> = values.iter().filter_map(|value| places(archive, value)).collect();
                Box::new(move |_, record| places.iter().any(|places| places.hold(record)))
            }
            Self::Named(name, values) => Box::new(|id, record| values.iter().any(|value| name.names(archive, id, record, value))),
            Self::Attribute(attribute, values) => attribute.of_volumes(archive, values),
            _ => return Arc::default(),
        };
        let mut found = super::volumes::scan(archive, None, stop, &|id, record| meets(id, record));
        if matches!(self, Self::Named(Name::Place, _) | Self::Attribute(Attribute::Kind | Attribute::Status, _)) {
            // What was said or issued at an event belongs to its place, and shares its kind.
            for segment in archive.segments() {
                for (number, id) in segment.numbers().enumerate() {
                    if segment.event(number).is_some_and(|event| found.contains(event.index())) {
                        found.grow_and_insert(id as usize);
                    }
                }
            }
        }
        if matches!(self, Self::Named(Name::Source, _)) {
            let sources: Vec<Id> = found.ones().map(|number| Id(u32::try_from(number).unwrap_or(u32::MAX))).collect();
            for source in sources {
                archive.linking(source, Relation::Source, 0).into_iter().for_each(|id| found.grow_and_insert(id.index()));
            }
        }
        let found = Arc::new(found);
        if let Ok(mut scanned) = catalogue.scanned.lock()
            && !stop.load(Ordering::Relaxed)
        {
            scanned.insert(key, Arc::clone(&found));
        }
        found
    }
}

impl Name {
    /// The records in memory that bear the name, and those that belong to them.
    fn records(self, archive: &Archive, value: &str, found: &mut FixedBitSet) {
        if self == Self::Place {
            let Some(places) = places(archive, value) else { return };
            let events = archive.of_type(RecordType::Event).iter().filter(|id| archive.segment_of(**id).is_none());
            for &event in events.filter(|&&id| places.hold(archive.record(id))) {
                found.insert(event.index());
                // What was said or issued at an event belongs to its place.
                archive.referring_as(event, Relation::Event).for_each(|id| found.insert(id.index()));
            }
            return;
        }
        for id in archive.resident().filter(|&id| self.names(archive, id, archive.record(id), value)) {
            found.insert(id.index());
            if self == Self::Source {
                archive.referring_as(id, Relation::Source).for_each(|from| found.insert(from.index()));
            }
        }
        if self == Self::Pack {
            for segment in archive.segments().iter().filter(|s| s.info().name.to_lowercase().starts_with(value)) {
                found.insert_range(segment.first() as usize..segment.numbers().end as usize);
            }
        }
    }
}

/// Records that have to do with the person or body `id`, and it itself; of a speaker, what they said and where.
fn linked(archive: &Archive, link: Link, id: Id, found: &mut FixedBitSet) {
    if link == Link::Speaker {
        archive.referring_as(id, Relation::Speaker).for_each(|quote| found.insert(quote.index()));
        let name = archive.record(id).id();
        for event in archive.referring(id, RecordType::Event) {
            let spoke = archive.event(event).is_some_and(|event| {
                event.participants.iter().any(|who| {
                    who.person.as_deref() == Some(name)
                        && matches!(who.role, Some(Role::Speaker | Role::Keynote | Role::Opening | Role::Closing))
                })
            });
            if spoke {
                found.insert(event.index());
            }
        }
        return;
    }
    found.insert(id.index());
    for of_type in RecordType::ALL {
        archive.referring(id, of_type).iter().for_each(|from| found.insert(from.index()));
    }
}
