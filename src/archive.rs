//! The archive: packs of records, checked and linked. Read-only once made. Knows no terminal, no clock, no home directory.

mod article;
mod assemble;
mod between;
mod bundled;
mod check;
mod chunk;
mod collection;
mod compare;
mod concept;
mod declarations;
mod declared;
mod diagnostic;
mod doubts;
mod event_place;
mod evidence;
mod examine;
mod fingerprint;
mod gazetteer;
mod identity;
mod info;
mod inline;
mod json;
mod kept;
mod keys;
mod link;
mod link_table;
mod links;
mod lists;
mod load;
mod merge;
mod node;
mod open;
mod origin;
mod pack;
mod parse;
mod parts;
mod placeholders;
mod read;
mod reference;
mod referrers;
mod report;
mod rewrite;
mod schema;
mod segment;
mod starter;
mod strict;
mod thesaurus;
mod volume;
mod volume_reader;
mod whole;
mod writer;

pub use bundled::{BUNDLED, THESAURUS};
pub use check::{Strictness, check, check_all, check_from};
pub use chunk::Chunk;
pub use compare::{ChangeKind, FieldChange, PackDifference, RecordChange, compare};
pub use diagnostic::{Code, Diagnostic, Excerpt, Severity};
pub use event_place::{Absence, EventPlace};
pub use gazetteer::{Gazetteer, Locality, Site};
pub use info::{Base, PackInfo, PackText};
pub use link::Relation;
pub use load::{Loaded, load};
pub use merge::{ConflictKind, FieldConflict, MergeConflict, MergeSide, Merged, merge};
pub use origin::{RecordOrigin, origin, override_of, put_override};
pub use pack::Pack;
pub(crate) use parse::may_be_unsafe;
pub use parts::{files, info_at};
pub use reference::countries;
pub use referrers::Referrers;
pub use report::Report;
pub use rewrite::{OutcomePlace, RewriteError, RewriteMode, Rewritten, rewrite};
pub use schema::{SCHEMA, generate as generate_schema, schema_of};
pub use segment::{FilterLines, Segment};
pub use starter::{StarterError, start_pack};
pub use volume::{LARGE, Volume};
pub(crate) use volume_reader::VolumeEnd;
pub use volume_reader::VolumeReader;
pub use whole::Whole;

use std::sync::Arc;

use keys::name_key;
use links::Replaced;
use thesaurus::Thesaurus;

use crate::kept::KeptFile;
use crate::record::{
    Country, Date, Day, Event, EventKind, FieldDeclaration, Language, Numbering, OwnKind, Quote, Record, RecordType,
};

/// A record of one archive: its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub u32);

impl Id {
    /// The number as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The record whose number is `index`.
    pub fn from_index(index: usize) -> Self {
        Self(number(index))
    }
}

/// A count or place as the 32 bits in which archives and indexes keep it.
///
/// # Panics
/// Beyond four thousand million, which no archive reaches: its records would take more memory than the machine has.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 records, words and texts")
}

/// The number of a record in its segment, in 16 bits.
///
/// # Panics
/// Beyond 65,535, which no segment reaches: a chunk ends before.
pub(crate) fn number_in_segment(number: usize) -> u16 {
    u16::try_from(number).expect("a segment holds 65,536 records at most")
}

/// What is wrong with the records as a whole.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ArchiveError {
    #[error("{pack}/{file}.json, line {line}, at {path}: {reason}; correct the record and start again")]
    Unreadable { pack: String, file: String, line: usize, path: String, reason: String },
    #[error("two packs are called “{name}”; rename one in its pack.json")]
    SamePack { name: String },
    #[error("{place}: {message}; {help}")]
    Faulty { place: String, message: String, help: String },
}

/// Every record, and every link between them in both directions. Records lie in segments, one behind the other. Cheap to copy:
/// copies share what they hold.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    packs: Vec<Arc<PackInfo>>,
    segments: Vec<Arc<Segment>>,
    /// Records whose place others have taken.
    replaced: Arc<Replaced>,
    /// Ids by type: events, documents, projects and quotes by date, the rest by name or in the order of the packs.
    by_type: Arc<[Vec<Id>; RecordType::ALL.len()]>,
    thesaurus: Thesaurus,
    /// The day on which it is looked at, if somebody has said so.
    today: Option<Day>,
    /// The file from which it was read, if it was kept.
    kept: Option<Arc<KeptFile>>,
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
        assemble::assemble(packs)?.strictly()
    }

    /// The packs, in loading order.
    pub fn packs(&self) -> &[Arc<PackInfo>] {
        &self.packs
    }

    /// Says on which day the archive is looked at: what is overdue depends on it.
    pub fn look_on(&mut self, today: Day) {
        self.today = Some(today);
    }

    /// The day on which it is looked at, if somebody has said so.
    pub fn today(&self) -> Option<Day> {
        self.today
    }

    /// The fields that packs declare, each name once.
    pub fn fields(&self) -> Vec<&'static FieldDeclaration> {
        let mut fields: Vec<&'static FieldDeclaration> = Vec::new();
        for field in self.packs.iter().flat_map(|pack| &pack.fields) {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field.interned());
            }
        }
        fields
    }

    /// From when the events of a kind are numbered, as the pack of the event `id` says.
    pub fn numbering(&self, id: Id, kind: EventKind) -> Numbering {
        let series = self.pack_of(id).series.iter().find(|series| series.kind == kind.name());
        series.map_or(Numbering::Throughout, |series| series.numbered)
    }

    /// The kinds of packs' own that events have, each once.
    pub fn own_kinds(&self) -> Vec<OwnKind> {
        let mut kinds: Vec<OwnKind> = Vec::new();
        for kind in self.segments.iter().flat_map(|segment| segment.kinds()) {
            if let EventKind::Own(own) = kind
                && !kinds.contains(&own)
            {
                kinds.push(own);
            }
        }
        kinds
    }

    /// The segments, in the order of their numbers.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// The segment of a record, and its number there.
    pub fn segment_of(&self, id: Id) -> Option<(&Segment, usize)> {
        let at = self.segments.partition_point(|segment| segment.first() <= id.0).checked_sub(1)?;
        let (segment, number) = (&self.segments[at], (id.0 - self.segments[at].first()) as usize);
        (number < segment.len()).then_some((segment, number))
    }

    fn at(&self, id: Id) -> (&Segment, usize) {
        self.segment_of(id).expect("ids are made by the archive that is asked for them")
    }

    /// The pack that a record comes from.
    pub fn pack_of(&self, id: Id) -> &PackInfo {
        self.at(id).0.info()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.by_type.iter().map(Vec::len).sum()
    }

    /// Whether there is no record at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One more than the highest number of a record: the size of a set of them.
    pub fn end(&self) -> usize {
        self.segments.last().map_or(0, |segment| segment.numbers().end as usize)
    }

    /// Every id, in pack order.
    pub fn all(&self) -> impl Iterator<Item = Id> + '_ {
        let numbers = self.segments.iter().flat_map(|segment| {
            segment.numbers().enumerate().filter(|(number, _)| segment.type_of(*number).is_some()).map(|(_, id)| Id(id))
        });
        numbers.filter(|id| !self.is_replaced(*id))
    }

    /// The record with this number, parsed when it is first asked for.
    pub fn record(&self, id: Id) -> &Record {
        let (segment, number) = self.at(id);
        segment.record(number)
    }

    /// The type of the record, without reading it.
    pub fn record_type(&self, id: Id) -> RecordType {
        let (segment, number) = self.at(id);
        segment.type_of(number).unwrap_or(RecordType::Source)
    }

    /// The kind of an event, without reading it.
    pub fn event_kind(&self, id: Id) -> Option<EventKind> {
        let (segment, number) = self.at(id);
        segment.kind(number)
    }

    /// The events of one kind that are numbered in a series, in no order; none is read.
    pub fn numbered_events(&self, kind: EventKind) -> impl Iterator<Item = Id> + '_ {
        let numbered = self.segments.iter().flat_map(|segment| segment.numbered());
        numbered.filter(move |id| self.event_kind(*id) == Some(kind) && !self.is_replaced(*id))
    }

    /// Whether it is an event that is numbered in a series, without reading it.
    pub fn is_numbered(&self, id: Id) -> bool {
        let (segment, number) = self.at(id);
        segment.is_numbered(number)
    }

    /// The record called `name` by id or alias; country codes in any case.
    pub fn id(&self, name: &str) -> Option<Id> {
        let exact = |name: &str| {
            let key = name_key(name);
            self.segments.iter().find_map(|segment| segment.named(key).next()).map(|id| self.replaced.by(id).unwrap_or(id))
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

    /// The record's date: its own, or for a quote or an outcome that of its event.
    pub fn date(&self, id: Id) -> Option<&Date> {
        let record = self.record(id);
        let of_event = || {
            let (segment, number) = self.at(id);
            self.record(segment.event(number).filter(|_| record.record_type().takes_date_of_event())?).date()
        };
        record.date().or_else(of_event)
    }

    /// Where the event took place, as far as its record says, without reading it; none of other records.
    pub fn event_place(&self, id: Id) -> Option<&EventPlace> {
        let (segment, number) = self.at(id);
        segment.place(number)
    }

    /// Where the events of the archive took place, without reading any; of each segment each once.
    pub fn event_places(&self) -> impl Iterator<Item = &EventPlace> {
        self.segments.iter().flat_map(|segment| segment.places())
    }

    /// The first and last day that the record's date can touch, without reading the record; as [`Self::date`].
    pub fn days(&self, id: Id) -> Option<(Day, Day)> {
        let (segment, number) = self.at(id);
        segment.days(number)
    }

    /// First and last day of the record in one number, which sorts as they do; 0 is none.
    pub fn packed_days(&self, id: Id) -> u64 {
        let (segment, number) = self.at(id);
        segment.packed_days(number)
    }

    /// The year under which a timeline files the record, without reading it.
    pub fn year(&self, id: Id) -> Option<i32> {
        self.days(id).map(|(first, last)| if first.year == i32::MIN { last.year } else { first.year })
    }

    /// The record's title in `language`, where the data has it there.
    pub fn title(&self, id: Id, language: Language) -> &str {
        let record = self.record(id);
        if language == Language::En {
            return record.title();
        }
        record.names().and_then(|names| names.get(language.tag())).map_or_else(|| record.title(), String::as_str)
    }
}
