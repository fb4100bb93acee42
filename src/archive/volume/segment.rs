//! A stretch of a volume: what is kept of up to 65,536 records, and the way to their texts.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::super::link::Relation;
use super::super::pack::read_record;
use super::super::{Id, PackInfo};
use super::{Chunk, Volume, link_key, name_key, unpack_days};
use crate::record::{Day, EventKind, Names, Record, RecordType, Topic};

/// Records that are laid in memory together once one of them has been shown.
const PAGE: usize = 64;

/// None for a record that the file no longer has.
type Slot = OnceLock<Option<Record>>;

type Page = Box<[Slot]>;

/// Records of a volume, numbered from `first` on.
#[derive(Debug)]
pub struct Segment {
    pub(in crate::archive) volume: Arc<Volume>,
    first: u32,
    base: u64,
    /// Where the line of each record begins, from `base`; then the end of the last.
    starts: Vec<u32>,
    /// None of a record that was left out after it had been read.
    types: Vec<Option<RecordType>>,
    /// The numbers of those.
    left_out: Vec<u16>,
    /// One bit for each type that any record has.
    which_types: u16,
    /// Of events.
    kinds: Vec<Option<EventKind>>,
    /// The numbers of events that are one of a numbered series.
    numbered: Vec<u16>,
    /// First and last day, packed; found later for a quote whose event stands further on in the file.
    days: Vec<AtomicU64>,
    /// The number of the event that each record belongs to, or [`NONE`].
    events: Vec<AtomicU32>,
    /// The numbers of ids and aliases, in order, and whose they are.
    names: Vec<u64>,
    named: Vec<u16>,
    links: Links,
    /// Records that stay in memory.
    pinned: Vec<u16>,
    pages: Vec<OnceLock<Page>>,
    /// What stands in for records that the file no longer has.
    stand_in: OnceLock<Record>,
}

const NONE: u32 = u32::MAX;

/// Which records of a segment have the link of each key.
#[derive(Debug, Default)]
pub(super) struct Links {
    keys: Vec<u64>,
    starts: Vec<u32>,
    records: Vec<u16>,
}

impl Links {
    /// From pairs in any order.
    pub fn new(mut pairs: Vec<(u64, u16)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut made = Self::default();
        for (key, record) in pairs {
            if made.keys.last() != Some(&key) {
                made.keys.push(key);
                made.starts.push(u32::try_from(made.records.len()).unwrap_or(u32::MAX));
            }
            made.records.push(record);
        }
        made.starts.push(u32::try_from(made.records.len()).unwrap_or(u32::MAX));
        made.keys.shrink_to_fit();
        made.starts.shrink_to_fit();
        made.records.shrink_to_fit();
        made
    }

    fn of(&self, key: u64) -> &[u16] {
        let at = first_at_least(&self.keys, key);
        if self.keys.get(at) == Some(&key) { self.at(at) } else { &[] }
    }

    fn at(&self, at: usize) -> &[u16] {
        &self.records[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn all(&self) -> impl Iterator<Item = (u64, &[u16])> {
        self.keys.iter().enumerate().map(|(at, &key)| (key, self.at(at)))
    }
}

impl Segment {
    /// Takes what was read; its records have the numbers from `first` on.
    pub fn new(volume: Arc<Volume>, first: u32, chunk: Chunk) -> Self {
        let Chunk { base, mut starts, types, mut kinds, days, mut numbered, names, links, pinned, .. } = chunk;
        starts.shrink_to_fit();
        kinds.shrink_to_fit();
        numbered.shrink_to_fit();
        let pages = types.len().div_ceil(PAGE);
        let segment = Self {
            volume,
            first,
            base,
            starts,
            kinds,
            numbered,
            days: days.into_iter().map(AtomicU64::new).collect(),
            events: types.iter().map(|_| AtomicU32::new(NONE)).collect(),
            which_types: types.iter().fold(0, |all, &of_type| all | 1 << of_type as u16),
            types: types.into_iter().map(Some).collect(),
            left_out: Vec::new(),
            named: names.iter().map(|(_, record)| *record).collect(),
            names: names.into_iter().map(|(name, _)| name).collect(),
            links,
            pinned: pinned.iter().map(|(number, _)| *number).collect(),
            pages: (0..pages).map(|_| OnceLock::new()).collect(),
            stand_in: OnceLock::new(),
        };
        // What others are filed under is asked for all the time.
        for (number, record) in pinned {
            let _ = segment.slot(usize::from(number)).set(Some(record));
        }
        segment
    }

    /// Leaves out records, by their numbers in the segment.
    pub fn leave_out(&mut self, numbers: &[u16]) {
        numbers.iter().for_each(|&number| self.types[usize::from(number)] = None);
        self.left_out.extend(numbers);
    }

    /// The numbers of records that were left out after they had been read.
    pub fn left_out(&self) -> &[u16] {
        &self.left_out
    }

    /// The number of its first record.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// How many records it has, with those left out.
    pub fn len(&self) -> usize {
        self.types.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// The numbers of its records in the archive.
    pub fn numbers(&self) -> Range<u32> {
        self.first..self.first + u32::try_from(self.len()).unwrap_or(0)
    }

    /// The pack that it belongs to.
    pub fn info(&self) -> &PackInfo {
        self.volume.info()
    }

    /// The record's type; none if it was left out.
    pub fn type_of(&self, number: usize) -> Option<RecordType> {
        self.types[number]
    }

    /// The types that its records have.
    pub fn types(&self) -> impl Iterator<Item = RecordType> {
        RecordType::ALL.into_iter().filter(|&of_type| self.which_types >> of_type as u16 & 1 == 1)
    }

    /// The kind of an event that was not left out.
    pub fn kind(&self, number: usize) -> Option<EventKind> {
        self.types[number].and(self.kinds[number])
    }

    /// The events that are one of a numbered series.
    pub fn numbered(&self) -> impl Iterator<Item = Id> + '_ {
        let there = self.numbered.iter().filter(|&&number| self.types[usize::from(number)].is_some());
        there.map(|&number| Id(self.first + u32::from(number)))
    }

    /// The first and last day of the record, or of its event.
    pub fn days(&self, number: usize) -> Option<(Day, Day)> {
        unpack_days(self.packed_days(number))
    }

    /// As [`Self::days`], in one number that sorts as they do; 0 is none.
    pub fn packed_days(&self, number: usize) -> u64 {
        self.days[number].load(Ordering::Relaxed)
    }

    /// The event that a quote or document belongs to.
    pub fn event(&self, number: usize) -> Option<Id> {
        let event = self.events[number].load(Ordering::Relaxed);
        (event != NONE).then_some(Id(event))
    }

    /// Notes the event of a record; one without a date takes the event's.
    pub fn set_event(&self, number: usize, event: Id, packed_days: u64) {
        self.events[number].store(event.0, Ordering::Relaxed);
        let _ = self.days[number].compare_exchange(0, packed_days, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The record called by the id of this key.
    pub(in crate::archive) fn named(&self, name: u64) -> Option<Id> {
        let there = self.bearing(name).find(|&number| self.types[usize::from(number)].is_some());
        there.map(|number| Id(self.first + u32::from(number)))
    }

    /// Whose name has this key, those left out among them.
    fn bearing(&self, name: u64) -> impl Iterator<Item = u16> + '_ {
        let from = first_at_least(&self.names, name);
        (from..self.names.len()).take_while(move |&at| self.names[at] == name).map(|at| self.named[at])
    }

    /// The records that link to the record of this name as `relation`, by their numbers in the segment, in order.
    pub(in crate::archive) fn linking(&self, relation: Relation, name: u64) -> &[u16] {
        self.linking_by(link_key(relation, name))
    }

    /// The records that have the link of this key, which [`super::super::Archive::link_to`] gives.
    pub fn linking_by(&self, key: u64) -> &[u16] {
        self.links.of(key)
    }

    /// The records that stay in memory, because others are found by their names.
    pub fn pinned(&self) -> impl Iterator<Item = Id> + '_ {
        let there = self.pinned.iter().filter(|&&number| self.types[usize::from(number)].is_some());
        there.map(|&number| Id(self.first + u32::from(number)))
    }

    /// The keys of all links, with the records that have them.
    pub(in crate::archive) fn all_links(&self) -> impl Iterator<Item = (u64, &[u16])> {
        self.links.all()
    }

    /// The keys of all names, with whose they are.
    pub(in crate::archive) fn all_names(&self) -> impl Iterator<Item = (u64, u16)> + '_ {
        self.names.iter().copied().zip(self.named.iter().copied())
    }

    fn slot(&self, number: usize) -> &Slot {
        let page = self.pages[number / PAGE].get_or_init(|| (0..PAGE).map(|_| OnceLock::new()).collect());
        &page[number % PAGE]
    }

    /// The record, read from the file when it is first asked for; if the file no longer has it, something that says so.
    pub fn record(&self, number: usize) -> &Record {
        let read = self.slot(number).get_or_init(|| self.read(number));
        read.as_ref().unwrap_or_else(|| self.stand_in.get_or_init(|| self.lost()))
    }

    /// Whether something stands in for the record, because the file no longer had it when it was asked for.
    pub fn is_lost(&self, number: usize) -> bool {
        matches!(self.slot(number).get(), Some(None))
    }

    /// The record as the file has it now, without keeping it; none when the file has changed, which the volume remembers.
    pub fn read(&self, number: usize) -> Option<Record> {
        let of_type = self.types[number]?;
        let mut bytes = Vec::new();
        let (from, to) = (self.base + u64::from(self.starts[number]), self.base + u64::from(self.starts[number + 1]));
        let read = self.volume.bytes(from, to, &mut bytes).ok().and_then(|()| read_record(of_type, line(&bytes)?).ok());
        let record = read.filter(|record| self.is_called(number, record));
        if record.is_none() {
            self.volume.lose();
        }
        record
    }

    /// Calls `visit` with the records `wanted` says, read in one go.
    pub fn scan(&self, wanted: &mut dyn FnMut(usize) -> bool, visit: &mut dyn FnMut(usize, &Record)) {
        let Some(&end) = self.starts.last() else { return };
        let mut bytes = Vec::new();
        if self.volume.bytes(self.base, self.base + u64::from(end), &mut bytes).is_err() {
            return self.volume.lose();
        }
        for number in 0..self.len() {
            let Some(of_type) = self.types[number].filter(|_| wanted(number)) else { continue };
            let bytes = bytes.get(self.starts[number] as usize..self.starts[number + 1] as usize);
            match bytes.and_then(line).and_then(|text| read_record(of_type, text).ok()) {
                Some(record) => visit(number, &record),
                None => self.volume.lose(),
            }
        }
    }

    fn is_called(&self, number: usize, record: &Record) -> bool {
        self.bearing(name_key(record.id())).any(|known| usize::from(known) == number)
    }

    /// What stands in for a record that is no longer there: something with a name that says so.
    fn lost(&self) -> Record {
        let file = super::open::shown(self.volume.path());
        Record::Topic(Box::new(Topic {
            id: "lost".to_owned(),
            name: format!("no longer to be read: {file} has changed; start again to read it anew"),
            description: String::new(),
            aliases: Vec::new(),
            parent: None,
            founding: false,
            names: Names::default(),
            other_names: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
        }))
    }
}

/// The place of the first of `keys`, which are in order, that is no less than `key`. Keys are spread evenly over all numbers, so
/// that one stands near its share of the way; searching from there touches far less memory than halving does.
fn first_at_least(keys: &[u64], key: u64) -> usize {
    #[allow(clippy::cast_possible_truncation)] // less than the length
    let likely = ((u128::from(key) * keys.len() as u128) >> 64) as usize;
    let (mut from, mut to) = (likely, likely);
    let mut step = 8;
    while from > 0 && keys[from - 1] >= key {
        (to, from) = (from, from.saturating_sub(step));
        step *= 2;
    }
    step = 8;
    while to < keys.len() && keys[to] < key {
        (from, to) = (to + 1, (to + step).min(keys.len()));
        step *= 2;
    }
    from + keys[from..to].partition_point(|&known| known < key)
}

/// The line that begins where `bytes` do.
fn line(bytes: &[u8]) -> Option<&str> {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    str::from_utf8(&bytes[..end]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        let even: Vec<u64> = (1..1000u64).map(|n| n * (u64::MAX / 1000)).collect();
        let crowded: Vec<u64> = (0..1000).collect();
        let lists = [Vec::new(), vec![7], vec![u64::MAX; 3], vec![0, 0, u64::MAX], even, crowded];
        for keys in &lists {
            let near = keys.iter().flat_map(|&key| [key.wrapping_sub(1), key, key.wrapping_add(1)]);
            for key in near.chain([0, 1, u64::MAX / 2, u64::MAX]) {
                assert_eq!(first_at_least(keys, key), keys.partition_point(|&known| known < key), "{key} of {keys:?}");
            }
        }
    }
}
