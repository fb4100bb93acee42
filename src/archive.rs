//! The archive: packs of records, checked and linked. Read-only once made. Knows no terminal, no clock, no home directory.

mod bundled;
mod check;
mod diagnostic;
mod examine;
mod gather;
mod json;
mod link;
mod load;
mod open;
mod pack;
mod pieces;
mod schema;
mod starter;

pub use bundled::BUNDLED;
pub use check::check;
pub use diagnostic::{Code, Diagnostic, Excerpt, Severity};
pub use link::{Relation, nearest};
pub use load::{Base, Loaded, load};
pub use pack::{Pack, PackInfo, PackText};
pub use schema::{SCHEMA, generate as generate_schema};
pub use starter::{StarterError, start_pack};

use std::collections::HashMap;

use crate::record::{Country, Date, Event, Language, Quote, Record, RecordType};

/// A record of one archive: its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub u32);

impl Id {
    /// The number as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is wrong with the records as a whole.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ArchiveError {
    #[error("{pack}/{file}.json, line {line}, at {path}: {reason}; correct the record and start again")]
    Unreadable { pack: String, file: String, line: usize, path: String, reason: String },
    #[error("two records are called “{id}”: {first} and {second}; rename one, or write \"override\": true in the later one")]
    SameId { id: String, first: String, second: String },
    #[error("“{id}” ({second}) cannot take the place of {first}: {reason}")]
    Override { id: String, first: String, second: String, reason: &'static str },
    #[error("two packs are called “{name}”; rename one in its pack.json")]
    SamePack { name: String },
    #[error("{record}: {field} names “{target}”, which is no {wanted} of the archive{near}")]
    Dangling { record: String, field: &'static str, target: String, wanted: &'static str, near: String },
}

/// Every record, and every link between them in both directions.
#[derive(Debug)]
pub struct Archive {
    packs: Vec<PackInfo>,
    /// The pack of each record.
    pack_of: Vec<u16>,
    records: Vec<Record>,
    ids: HashMap<String, Id>,
    /// Ids by type: events, documents and projects by date, the rest by name.
    by_type: [Vec<Id>; RecordType::ALL.len()],
    links: link::Links,
}

impl Archive {
    /// The archive that the program carries.
    ///
    /// # Errors
    /// When the bundled files are faulty, which the data test rules out for a release.
    pub fn bundled() -> Result<Self, ArchiveError> {
        Self::new(vec![Pack::bundled()?])
    }

    /// Links the records of `packs`, earlier packs first.
    ///
    /// # Errors
    /// When two records share an id and the later one does not say that it takes the place of the earlier, or a record
    /// refers to one that is not there.
    pub fn new(packs: Vec<Pack>) -> Result<Self, ArchiveError> {
        Self::assemble(packs).map(|(archive, _)| archive)
    }

    /// As [`Self::new`], with the links that were dropped because a line of a JSON Lines pack was left out.
    pub(crate) fn assemble(packs: Vec<Pack>) -> Result<(Self, Vec<Diagnostic>), ArchiveError> {
        let gathered = gather::gather(packs)?;
        let gather::Gathered { infos, records, ids, origins, partial } = gathered;
        let is_partial = |id: Id| partial.as_ref().is_some_and(|partial| partial.of(origins[id.index()]));
        let (links, dropped) = link::Links::new(&records, &ids, &is_partial)?;
        let told =
            dropped.into_iter().filter_map(|d| partial.as_ref().map(|p| p.told(origins[d.from.index()], &records, d))).collect();
        let pack_of = origins.into_iter().map(|(pack, _)| pack).collect();
        let mut archive = Self { packs: infos, pack_of, records, ids, by_type: Default::default(), links };
        archive.by_type = archive.sorted();
        Ok((archive, told))
    }

    fn sorted(&self) -> [Vec<Id>; RecordType::ALL.len()] {
        let mut by_type: [Vec<Id>; RecordType::ALL.len()] = Default::default();
        for id in self.all() {
            by_type[self.record(id).record_type() as usize].push(id);
        }
        for (of_type, list) in RecordType::ALL.into_iter().zip(&mut by_type) {
            match of_type {
                RecordType::Event | RecordType::Project | RecordType::Document | RecordType::Quote => {
                    list.sort_by_cached_key(|&id| (self.date(id).map(Date::sort_key), self.record(id).id()));
                }
                // The packs give countries and topics an order with a meaning: members first, founding areas first.
                RecordType::Country | RecordType::Topic => {}
                RecordType::Person => list.sort_by_cached_key(|&id| self.sort_name(id)),
                RecordType::Organisation | RecordType::Source => {
                    list.sort_by_cached_key(|&id| crate::text::fold(self.record(id).title()));
                }
            }
        }
        by_type
    }

    fn sort_name(&self, id: Id) -> String {
        match self.record(id) {
            Record::Person(person) => crate::text::fold(person.sort_name.as_ref().unwrap_or(&person.name)),
            other => crate::text::fold(other.title()),
        }
    }

    /// The packs, in loading order.
    pub fn packs(&self) -> &[PackInfo] {
        &self.packs
    }

    /// The pack that a record comes from; of a record that took another's place, the later pack.
    pub fn pack_of(&self, id: Id) -> &PackInfo {
        &self.packs[usize::from(self.pack_of[id.index()])]
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no record at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Every id, in pack order.
    pub fn all(&self) -> impl Iterator<Item = Id> + use<> {
        (0..u32::try_from(self.records.len()).unwrap_or(u32::MAX)).map(Id)
    }

    /// The ids of one type, in listing order.
    pub fn of_type(&self, wanted: RecordType) -> &[Id] {
        &self.by_type[wanted as usize]
    }

    /// The record with this number.
    pub fn record(&self, id: Id) -> &Record {
        &self.records[id.index()]
    }

    /// The record called `name` by id or alias; country codes in any case.
    pub fn id(&self, name: &str) -> Option<Id> {
        let exact = self.ids.get(name).or_else(|| self.ids.get(&name.to_ascii_lowercase()));
        exact.or_else(|| self.ids.get(&name.to_ascii_uppercase())).copied()
    }

    /// The event with this number, if it is one.
    pub fn event(&self, id: Id) -> Option<&Event> {
        if let Record::Event(event) = self.record(id) { Some(event) } else { None }
    }

    /// The quote with this number, if it is one.
    pub fn quote(&self, id: Id) -> Option<&Quote> {
        if let Record::Quote(quote) = self.record(id) { Some(quote) } else { None }
    }

    /// The country with this number, if it is one.
    pub fn country(&self, id: Id) -> Option<&Country> {
        if let Record::Country(country) = self.record(id) { Some(country) } else { None }
    }

    /// The record's date: its own, or for a quote that of its event.
    pub fn date(&self, id: Id) -> Option<&Date> {
        let record = self.record(id);
        record.date().or_else(|| match record {
            Record::Quote(quote) => self.record(self.id(quote.event.as_deref()?)?).date(),
            _ => None,
        })
    }

    /// The record's title in `language`, where the data has it there.
    pub fn title(&self, id: Id, language: Language) -> &str {
        let record = self.record(id);
        let tag = match language {
            Language::En => return record.title(),
            Language::Ja => "ja",
            Language::Ru => "ru",
        };
        record.names().and_then(|names| names.get(tag)).map_or_else(|| record.title(), String::as_str)
    }

    /// What `id` refers to as `relation`, in the order in which the record gives it.
    pub fn linked(&self, id: Id, relation: Relation) -> impl Iterator<Item = Id> + '_ {
        self.links.from(id).iter().filter(move |link| link.relation == relation).map(|link| link.target)
    }

    /// The records of `wanted` type that refer to `id` in any way, in listing order.
    pub fn referring(&self, id: Id, wanted: RecordType) -> Vec<Id> {
        let mut found: Vec<Id> =
            self.links.to(id).iter().map(|link| link.target).filter(|&from| self.record(from).record_type() == wanted).collect();
        found.sort_unstable();
        found.dedup();
        if matches!(wanted, RecordType::Event | RecordType::Quote | RecordType::Project | RecordType::Document) {
            found.sort_by(|&a, &b| self.date(a).map(Date::sort_key).cmp(&self.date(b).map(Date::sort_key)));
        }
        found
    }

    /// The records that refer to `id` as `relation`, in pack order.
    pub fn referring_as(&self, id: Id, relation: Relation) -> impl Iterator<Item = Id> + '_ {
        self.links.to(id).iter().filter(move |link| link.relation == relation).map(|link| link.target)
    }
}
