//! The archive: packs of records, checked and linked. Read-only once made. Knows no terminal, no clock, no home directory.

mod bundled;
mod check;
mod dependants;
mod diagnostic;
mod examine;
mod gather;
mod json;
mod link;
mod load;
mod open;
mod pack;
mod pieces;
mod referrers;
mod report;
mod schema;
mod starter;
mod strict;
mod volume;
mod volumes;
mod whole;

pub use bundled::BUNDLED;
pub use check::check;
pub use dependants::dependants;
pub use diagnostic::{Code, Diagnostic, Excerpt, Severity};
pub use link::{Relation, nearest};
pub use load::{Base, Loaded, load};
pub use pack::{Pack, PackInfo, PackText};
pub use pieces::files;
pub use referrers::Referrers;
pub use report::Report;
pub use schema::{SCHEMA, generate as generate_schema};
pub use starter::{StarterError, start_pack};
pub use volume::{Chunk, Intake, LARGE, Segment, Volume};
pub use whole::Whole;

use std::collections::HashMap;
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use crate::record::{Country, Date, Day, Event, EventKind, Language, Quote, Record, RecordType};

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

/// Every record, and every link between them in both directions. Cheap to copy: copies share what they hold.
#[derive(Debug, Clone)]
pub struct Archive {
    packs: Vec<PackInfo>,
    resident: Arc<Resident>,
    /// What is kept of the volumes, whose records are numbered behind the resident ones.
    segments: Vec<Arc<Segment>>,
    len: usize,
    /// Ids by type: events, documents and projects by date, the rest by name.
    by_type: Arc<[Vec<Id>; RecordType::ALL.len()]>,
}

/// The records in memory: all those of packs that are not volumes.
#[derive(Debug)]
struct Resident {
    /// The pack of each record.
    pack_of: Vec<u16>,
    records: Vec<Record>,
    ids: HashMap<String, Id>,
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
        let resident = Arc::new(Resident { pack_of, records, ids, links });
        let len = resident.records.len();
        let mut archive = Self { packs: infos, resident, segments: Vec::new(), len, by_type: Arc::default() };
        archive.by_type = Arc::new(archive.sorted());
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
        match self.segment_of(id) {
            Some((segment, _)) => segment.info(),
            None => &self.packs[usize::from(self.resident.pack_of[id.index()])],
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no record at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many records are in memory; those from there on belong to volumes.
    pub fn resident_len(&self) -> usize {
        self.resident.records.len()
    }

    /// The ids of the records in memory, in pack order.
    pub fn resident(&self) -> impl Iterator<Item = Id> + use<> {
        (0..u32::try_from(self.resident_len()).unwrap_or(u32::MAX)).map(Id)
    }

    /// Every id, in pack order.
    pub fn all(&self) -> impl Iterator<Item = Id> + use<> {
        (0..u32::try_from(self.len).unwrap_or(u32::MAX)).map(Id)
    }

    /// The ids of one type, in listing order.
    pub fn of_type(&self, wanted: RecordType) -> &[Id] {
        &self.by_type[wanted as usize]
    }

    /// The ids of one type that are in `set`, by number, in listing order.
    pub fn of_type_in(&self, wanted: RecordType, set: &FixedBitSet) -> Vec<Id> {
        let listed = self.of_type(wanted);
        // Without a branch, which nobody could foresee: each is written down and the next goes over it unless it belongs.
        let mut found = vec![Id(0); listed.len() + 1];
        let mut count = 0;
        for &id in listed {
            found[count] = id;
            count += usize::from(set.contains(id.index()));
        }
        found.truncate(count);
        found.shrink_to_fit();
        found
    }

    /// The record with this number. That of a volume is read from its file when it is first asked for.
    pub fn record(&self, id: Id) -> &Record {
        match self.segment_of(id) {
            Some((segment, number)) => segment.record(number),
            None => &self.resident.records[id.index()],
        }
    }

    /// The type of the record, without reading it.
    pub fn record_type(&self, id: Id) -> RecordType {
        match self.segment_of(id) {
            Some((segment, number)) => segment.type_of(number).unwrap_or(RecordType::Source),
            None => self.resident.records[id.index()].record_type(),
        }
    }

    /// The kind of an event, without reading it.
    pub fn event_kind(&self, id: Id) -> Option<EventKind> {
        match self.segment_of(id) {
            Some((segment, number)) => segment.kind(number),
            None => self.event(id).map(|event| event.kind),
        }
    }

    /// The events of one kind that are numbered in a series, in no order; none is read.
    pub fn numbered_events(&self, kind: EventKind) -> impl Iterator<Item = Id> + '_ {
        let numbered = |id: &Id| matches!(self.record(*id), Record::Event(event) if event.ordinal.is_some());
        let volumes = self.segments.iter().flat_map(|segment| segment.numbered());
        self.resident().filter(numbered).chain(volumes).filter(move |id| self.event_kind(*id) == Some(kind))
    }

    /// The record called `name` by id or alias; country codes in any case.
    pub fn id(&self, name: &str) -> Option<Id> {
        let exact = |name: &str| {
            self.resident.ids.get(name).copied().or_else(|| {
                let key = (!self.segments.is_empty()).then(|| volume::name_key(name))?;
                self.segments.iter().find_map(|segment| segment.named(key))
            })
        };
        exact(name).or_else(|| exact(&name.to_ascii_lowercase())).or_else(|| exact(&name.to_ascii_uppercase()))
    }

    /// The event with this number, if it is one.
    pub fn event(&self, id: Id) -> Option<&Event> {
        match self.of_wanted_type(id, RecordType::Event)? {
            Record::Event(event) => Some(event),
            _ => None,
        }
    }

    /// The quote with this number, if it is one.
    pub fn quote(&self, id: Id) -> Option<&Quote> {
        match self.of_wanted_type(id, RecordType::Quote)? {
            Record::Quote(quote) => Some(quote),
            _ => None,
        }
    }

    /// The country with this number, if it is one.
    pub fn country(&self, id: Id) -> Option<&Country> {
        match self.of_wanted_type(id, RecordType::Country)? {
            Record::Country(country) => Some(country),
            _ => None,
        }
    }

    /// The record, if it is of this type; no other is read to find out.
    fn of_wanted_type(&self, id: Id, wanted: RecordType) -> Option<&Record> {
        (self.record_type(id) == wanted).then(|| self.record(id))
    }

    /// The record's date: its own, or for a quote that of its event.
    pub fn date(&self, id: Id) -> Option<&Date> {
        let record = self.record(id);
        record.date().or_else(|| match record {
            Record::Quote(quote) => self.record(self.id(quote.event.as_deref()?)?).date(),
            _ => None,
        })
    }

    /// The first and last day that the record's date can touch, without reading the record; as [`Self::date`].
    pub fn days(&self, id: Id) -> Option<(Day, Day)> {
        match self.segment_of(id) {
            Some((segment, number)) => segment.days(number),
            None => self.date(id).map(|date| (date.first(), date.last())),
        }
    }

    /// The year under which a timeline files the record, without reading it.
    pub fn year(&self, id: Id) -> Option<i32> {
        match self.segment_of(id) {
            Some(_) => self.days(id).map(|(first, last)| if first.year == i32::MIN { last.year } else { first.year }),
            None => self.date(id).map(Date::year),
        }
    }

    /// The record's title in `language`, where the data has it there.
    pub fn title(&self, id: Id, language: Language) -> &str {
        let record = self.record(id);
        if language == Language::En {
            return record.title();
        }
        record.names().and_then(|names| names.get(language.tag())).map_or_else(|| record.title(), String::as_str)
    }

    /// What `id` refers to as `relation`, in the order in which the record gives it.
    pub fn linked(&self, id: Id, relation: Relation) -> impl Iterator<Item = Id> + '_ {
        let (resident, read) = match self.segment_of(id) {
            Some((segment, number)) => (&[][..], self.resolve(segment.record(number), relation)),
            None => (self.resident.links.from(id), Vec::new()),
        };
        resident.iter().filter(move |link| link.relation == relation).map(|link| link.target).chain(read)
    }

    /// The records of `wanted` type that refer to `id` in any way, in listing order.
    pub fn referring(&self, id: Id, wanted: RecordType) -> Vec<Id> {
        Referrers::new(self, id, &[wanted]).all(wanted)
    }

    /// The records that refer to `id` in any way, for whoever wants to list several types of them.
    pub fn referrers(&self, id: Id) -> Referrers<'_> {
        Referrers::new(self, id, &RecordType::ALL)
    }

    /// The records that refer to `id` as `relation`, in pack order.
    pub fn referring_as(&self, id: Id, relation: Relation) -> impl Iterator<Item = Id> + '_ {
        let resident = if self.segment_of(id).is_some() { &[][..] } else { self.resident.links.to(id) };
        let resident = resident.iter().filter(move |link| link.relation == relation).map(|link| link.target);
        resident.chain(self.linking(id, relation, 0))
    }
}
