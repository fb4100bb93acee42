//! Records as they are read into a segment: what is kept of each, and the lines that hold none.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::concept::{examine_concept, is_concept};
use super::diagnostic::Spot;
use super::event_place::EventPlace;
use super::keys::{city_key, link_key, name_key, pack_days};
use super::link::{Relation, references};
use super::link_table::LinkTable;
use super::open::LINE_BYTES;
use super::read::read_fast;
use super::{PackInfo, Volume, number, number_in_segment};
use crate::record::{Concept, EventKind, Record, RecordType};
use crate::text;

/// Most records of a chunk, which becomes a segment: their numbers in it have 16 bits.
pub(super) const MOST: usize = 1 << 16;

/// Most records of a chunk that stay in memory, because others are found by their names: more than any collection has
/// need of, yet a million of them fit nowhere.
const PINNED: usize = 1 << 10;

/// What was read of some records, not yet numbered.
#[derive(Debug, Default)]
pub struct Chunk {
    pub(super) base: u64,
    pub(super) starts: Vec<u32>,
    pub(super) types: Vec<RecordType>,
    pub(super) kinds: Vec<Option<EventKind>>,
    pub(super) days: Vec<u64>,
    /// The numbers of events that are one of a numbered series.
    pub(super) numbered: Vec<u16>,
    /// The numbers of ids and aliases, in order, with whose they are.
    pub(super) names: Vec<(u64, u16)>,
    pub(super) sort_names: Vec<(u16, Box<str>)>,
    pub(super) links: LinkTable,
    /// By the keys of cities, the events that took place there.
    pub(super) cities: LinkTable,
    /// Where events took place, each once, and by the numbers of events which.
    pub(super) places: Vec<EventPlace>,
    pub(super) placed: Vec<(u16, u16)>,
    known_places: HashMap<EventPlace, u16>,
    /// The relations that any of the links have.
    pub(super) relations: Vec<Relation>,
    /// The keys of links as they are met.
    linking: Vec<(u64, u16)>,
    taking_place: Vec<(u64, u16)>,
    /// The numbers of records that lend their names to others, and stay in memory.
    pub(super) pinned: Vec<u16>,
    /// Records that stay in memory: those, and all of a pack that was read at once.
    pub(super) kept: Vec<(u16, Record)>,
    keeps_all: bool,
    /// The number of the event's name, by record; 0 of those that have none.
    pub(super) events: Vec<u64>,
    /// The numbers of those that take the place of an earlier record.
    pub(super) overrides: Vec<u16>,
    /// How many lines of the stretch stand before each record.
    pub(super) at_lines: Vec<u32>,
    /// Concepts, whether each takes the place of an earlier one, and how many lines of the stretch stand before it.
    pub(super) concepts: Vec<(Concept, bool, usize)>,
    /// Lines that begin in the stretch, blank ones with them.
    pub(super) lines: usize,
    /// Lines that hold no sound record: where they begin, and how many lines of the stretch stand before them.
    pub(super) faulty: Vec<(u64, usize)>,
    rest: Option<u64>,
}

impl Chunk {
    /// Takes the records of a pack in memory, each with where its text begins; `end` is where the last text ends.
    pub(super) fn of(records: impl Iterator<Item = (u32, Record, bool)>, end: u32) -> Self {
        let mut chunk = Self { keeps_all: true, ..Self::default() };
        for (at, record, overrides) in records {
            chunk.take(at, record, overrides, &mut |_, _| {});
        }
        chunk.starts.truncate(chunk.types.len());
        chunk.starts.push(end);
        chunk.sorted()
    }

    /// Reads the lines of `volume` that begin between `from` and `to`; `from` itself begins one if `at_line`. Calls `visit`
    /// with every record and its number in the chunk; stops early when `stop` is set. `bytes` is room for what is read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(
        volume: &Volume,
        (from, to): (u64, u64),
        at_line: bool,
        stop: &AtomicBool,
        bytes: &mut Vec<u8>,
        visit: &mut dyn FnMut(u16, &Record),
    ) -> std::io::Result<Self> {
        let mut chunk = Self::default();
        let at_line = at_line || from == 0;
        let begin = if at_line { from } else { from - 1 };
        bytes.clear();
        volume.bytes(begin, to, bytes)?;
        let first = if at_line { 0 } else { memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1) };
        if first >= bytes.len() {
            return Ok(chunk);
        }
        // The last line may reach beyond.
        while bytes.last() != Some(&b'\n') {
            let (had, tail) = (bytes.len(), memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1));
            if had - tail > LINE_BYTES {
                break;
            }
            volume.bytes(begin + had as u64, begin + had as u64 + (1 << 16), bytes)?;
            if bytes.len() == had {
                break;
            }
            if let Some(at) = memchr::memchr(b'\n', &bytes[had..]) {
                bytes.truncate(had + at + 1);
            }
        }
        chunk.base = begin + first as u64;
        chunk.lines_of(&bytes[first..], volume.info(), stop, visit);
        Ok(chunk.sorted())
    }

    fn sorted(mut self) -> Self {
        self.names.sort_unstable();
        self.links = LinkTable::new(std::mem::take(&mut self.linking));
        self.cities = LinkTable::new(std::mem::take(&mut self.taking_place));
        self
    }

    fn lines_of(&mut self, bytes: &[u8], info: &PackInfo, stop: &AtomicBool, visit: &mut dyn FnMut(u16, &Record)) {
        let mut at = 0;
        while at < bytes.len() {
            if self.types.len() == MOST {
                self.rest = Some(self.base + at as u64);
                break;
            }
            if self.lines.is_multiple_of(256) && stop.load(Ordering::Relaxed) {
                break;
            }
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1);
            let mark = if self.base == 0 && at == 0 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let line = &bytes[at + mark..end];
            if !line.trim_ascii().is_empty() {
                let record = (line.len() <= LINE_BYTES).then(|| str::from_utf8(line).ok()).flatten();
                let text = record.map(|text| text.trim_end_matches(['\r', '\n'])).unwrap_or_default();
                if let Some((mut record, overrides)) = read_fast(None, text) {
                    info.declare(&mut record);
                    self.take(number(at + mark), record, overrides, visit);
                } else if !self.concept(text) {
                    self.faulty.push((self.base + at as u64, self.lines));
                }
            }
            self.lines += 1;
            at = end;
            // The end of the last record, so far.
            if let Some(last) = self.starts.last_mut() {
                *last = number(end);
            }
        }
    }

    /// Takes a line that is a sound concept.
    fn concept(&mut self, text: &str) -> bool {
        let spot = Spot { file: "", source: text, range: 0..text.len(), line: 0, column: 0 };
        let read = is_concept(text).then(|| examine_concept(&spot).read).flatten();
        let concept = read.map(|read| (read.concept, read.overrides, self.lines));
        let is_one = concept.is_some();
        self.concepts.extend(concept);
        is_one
    }

    fn take(&mut self, at: u32, record: Record, overrides: bool, visit: &mut dyn FnMut(u16, &Record)) {
        let known = number_in_segment(self.types.len());
        // The end of the record before is where its line ends, not where this one begins.
        self.starts.truncate(self.types.len());
        self.starts.push(at);
        self.starts.push(at);
        self.types.push(record.record_type());
        let event = if let Record::Event(event) = &record { Some(event) } else { None };
        self.kinds.push(event.map(|event| event.kind));
        self.numbered.extend(event.and_then(|event| event.ordinal).map(|_| known));
        if let Some(event) = event {
            let city = event.place.as_ref().and_then(|place| place.city.as_ref());
            self.taking_place.extend(city.map(|city| (city_key(city), known)));
            self.place(known, EventPlace::of(event));
        }
        if overrides {
            self.overrides.push(known);
        }
        self.at_lines.push(number(self.lines));
        self.days.push(record.date().map_or(0, |date| pack_days(date.first(), date.last())));
        let event = match &record {
            Record::Quote(quote) => quote.event.as_deref(),
            Record::Outcome(outcome) => outcome.event.as_deref(),
            Record::Document(document) => document.event.as_deref(),
            Record::Project(project) => project.event.as_deref(),
            _ => None,
        };
        self.events.push(event.map_or(0, name_key));
        for name in std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)) {
            self.names.push((name_key(name), known));
        }
        let sort_name = match &record {
            Record::Person(person) => Some(person.sort_name.as_ref().unwrap_or(&person.name)),
            Record::Organisation(body) => Some(&body.name),
            Record::Source(source) => Some(&source.title),
            _ => None,
        };
        self.sort_names.extend(sort_name.map(|name| (known, text::fold(name).into_boxed_str())));
        references(&record, &mut |relation, name| {
            if !self.relations.contains(&relation) {
                self.relations.push(relation);
            }
            self.linking.push((link_key(relation, name_key(name)), known));
        });
        visit(known, &record);
        let lends_its_name = matches!(record, Record::Country(_) | Record::Topic(_)) || record.is_name();
        let is_pinned = lends_its_name && self.pinned.len() < PINNED;
        self.pinned.extend(is_pinned.then_some(known));
        if is_pinned || self.keeps_all {
            self.kept.push((known, record));
        }
    }

    /// Notes where an event took place.
    fn place(&mut self, event: u16, place: EventPlace) {
        let next = number_in_segment(self.places.len());
        let at = *self.known_places.entry(place).or_insert_with_key(|place| {
            self.places.push(place.clone());
            next
        });
        self.placed.push((event, at));
    }

    /// Where to read on, if there were too many records for one chunk.
    pub fn rest(&self) -> Option<u64> {
        self.rest
    }

    /// How many records were read.
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }
}
