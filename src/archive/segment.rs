//! A segment: up to 65,536 records of one pack, immutable. What lists, filters and links need of each is kept; its text lies in
//! the store and is parsed when it is asked for.

mod kept;
mod texts;

pub(super) use kept::SegmentFacts;
pub use texts::FilterLines;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::chunk::Chunk;
use super::event_place::EventPlace;
use super::keys::{link_key, pack_days, unpack_days};
use super::link::Relation;
use super::link_table::{LinkTable, first_at_least};
use super::{Id, PackInfo, Volume};
use crate::kept::{Deferred, KeptText};
use crate::record::{Day, EventKind, Record, RecordType};

/// Records that are laid in memory together once one of them has been shown.
const PAGE: usize = 64;

/// None for a record that the file no longer has.
type Slot = OnceLock<Option<Record>>;

type RecordPage = Box<[Slot]>;

/// Where the texts of records lie.
#[derive(Debug, Clone)]
pub(super) enum Store {
    /// In memory, one behind the other.
    Bytes(Arc<String>),
    /// In the file in which they were kept, likewise.
    Kept(Arc<KeptText>),
    /// In a file, a line each.
    File(Arc<Volume>),
}

/// Records of one pack, numbered from `first` on.
#[derive(Debug)]
pub struct Segment {
    pub(super) store: Store,
    pub(super) info: Arc<PackInfo>,
    first: u32,
    /// Where the store holds the first record.
    base: u64,
    /// Where the text of each record begins, from `base`; then the end of the last.
    starts: Deferred<Vec<u32>>,
    types: Vec<RecordType>,
    /// The numbers of records that were left out after they had been read, in order.
    left_out: Deferred<Vec<u16>>,
    /// One bit for each type that any record has.
    which_types: u16,
    /// Of events.
    kinds: Deferred<Vec<Option<EventKind>>>,
    /// Those that any of them has.
    which_kinds: Vec<EventKind>,
    /// The numbers of events that are one of a numbered series.
    numbered: Deferred<Vec<u16>>,
    /// First and last day, packed; found later for a quote whose event stands further on.
    days: Deferred<Vec<AtomicU64>>,
    /// The number of the event that each record belongs to, or [`NONE`].
    events: Deferred<Vec<AtomicU32>>,
    /// The numbers of ids and aliases, in order, and whose they are.
    names: Deferred<Vec<u64>>,
    named: Deferred<Vec<u16>>,
    /// By what people, bodies and sources are listed, in the order of their numbers.
    sort_names: Deferred<Vec<(u16, Box<str>)>>,
    links: LinkTable,
    /// By the keys of cities, the events that took place there.
    cities: LinkTable,
    /// The places where events took place, each once, and by the numbers of events which.
    places: Deferred<Vec<EventPlace>>,
    placed: Deferred<Vec<(u16, u16)>>,
    /// Records that stay in memory, because others are found by their names.
    pinned: Deferred<Vec<u16>>,
    pages: Vec<OnceLock<RecordPage>>,
    /// What stands in for records that the file no longer has.
    stand_in: OnceLock<Record>,
}

const NONE: u32 = u32::MAX;

/// One bit for each type that any of the records has.
fn which(types: &[RecordType]) -> u16 {
    types.iter().fold(0, |all, &of_type| all | 1 << of_type as u16)
}

impl Segment {
    /// Takes what was read; its records have the numbers from `first` on.
    pub(super) fn new(store: Store, info: Arc<PackInfo>, first: u32, chunk: Chunk) -> Self {
        let Chunk {
            base,
            mut starts,
            types,
            mut kinds,
            days,
            mut numbered,
            names,
            sort_names,
            links,
            cities,
            places,
            placed,
            pinned,
            kept,
            ..
        } = chunk;
        starts.shrink_to_fit();
        kinds.shrink_to_fit();
        numbered.shrink_to_fit();
        let pages = types.len().div_ceil(PAGE);
        let segment = Self {
            store,
            info,
            first,
            base,
            starts: starts.into(),
            which_kinds: kinds.iter().flatten().copied().collect::<HashSet<_>>().into_iter().collect(),
            kinds: kinds.into(),
            numbered: numbered.into(),
            days: days.into_iter().map(AtomicU64::new).collect::<Vec<_>>().into(),
            events: types.iter().map(|_| AtomicU32::new(NONE)).collect::<Vec<_>>().into(),
            which_types: which(&types),
            types,
            left_out: Vec::new().into(),
            named: names.iter().map(|(_, record)| *record).collect::<Vec<_>>().into(),
            names: names.into_iter().map(|(name, _)| name).collect::<Vec<_>>().into(),
            sort_names: sort_names.into(),
            links,
            cities,
            places: places.into(),
            placed: placed.into(),
            pinned: pinned.into(),
            pages: (0..pages).map(|_| OnceLock::new()).collect(),
            stand_in: OnceLock::new(),
        };
        // What others are filed under is asked for all the time; what was read at once has been parsed to be checked.
        for (number, record) in kept {
            let _ = segment.slot(usize::from(number)).set(Some(record));
        }
        segment
    }

    /// Leaves out records, by their numbers in the segment, in order.
    pub(super) fn leave_out(&mut self, numbers: &[u16]) {
        self.left_out = numbers.to_vec().into();
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
        self.first..self.first + super::number(self.len())
    }

    /// The pack that it belongs to.
    pub fn info(&self) -> &PackInfo {
        &self.info
    }

    /// The record's type; none if it was left out.
    pub fn type_of(&self, number: usize) -> Option<RecordType> {
        let is_there = self.left_out.binary_search_by_key(&number, |&known| usize::from(known)).is_err();
        is_there.then(|| self.types[number])
    }

    /// The types that its records have.
    pub fn types(&self) -> impl Iterator<Item = RecordType> {
        RecordType::ALL.into_iter().filter(|&of_type| self.which_types >> of_type as u16 & 1 == 1)
    }

    /// The kinds that its events have, each once, in no order.
    pub fn kinds(&self) -> impl Iterator<Item = EventKind> + '_ {
        self.which_kinds.iter().copied()
    }

    /// The kind of an event that was not left out.
    pub fn kind(&self, number: usize) -> Option<EventKind> {
        self.kinds[number].filter(|_| self.type_of(number).is_some())
    }

    /// The events that are one of a numbered series.
    pub(super) fn numbered(&self) -> impl Iterator<Item = Id> + '_ {
        self.there(&self.numbered)
    }

    /// Whether it is one of those.
    pub(super) fn is_numbered(&self, number: usize) -> bool {
        self.numbered.binary_search_by_key(&number, |&known| usize::from(known)).is_ok()
    }

    /// The records that stay in memory, because others are found by their names.
    pub fn pinned(&self) -> impl Iterator<Item = Id> + '_ {
        self.there(&self.pinned)
    }

    fn there<'a>(&'a self, numbers: &'a [u16]) -> impl Iterator<Item = Id> + 'a {
        let there = numbers.iter().filter(|&&number| self.type_of(usize::from(number)).is_some());
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

    /// The records whose days can lie in any of the stretches of days, both ends included: a bit for each, 64 to a block.
    pub fn touching(&self, stretches: &[(Day, Day)]) -> Vec<u64> {
        let stretches: Vec<u64> = stretches.iter().map(|(first, last)| pack_days(*first, *last)).collect();
        // Packed days sort as days do, so that none need be unpacked.
        let halves = |packed: u64| (packed >> 32, packed & u64::from(u32::MAX));
        let is_met = |days: &AtomicU64| {
            let days = days.load(Ordering::Relaxed);
            let (first, last) = halves(days);
            let touches = |&wanted: &u64| first <= halves(wanted).1 && halves(wanted).0 <= last;
            days != 0 && stretches.iter().any(touches)
        };
        let block = |days: &[AtomicU64]| days.iter().rev().fold(0, |bits, days| bits << 1 | u64::from(is_met(days)));
        self.days.chunks(64).map(block).collect()
    }

    /// The event that a quote, document or project belongs to.
    pub fn event(&self, number: usize) -> Option<Id> {
        let event = self.events[number].load(Ordering::Relaxed);
        (event != NONE).then_some(Id(event))
    }

    /// Notes the event of a record; without a date it takes this one, if any.
    pub(super) fn set_event(&self, number: usize, event: Id, packed_days: u64) {
        self.events[number].store(event.0, Ordering::Relaxed);
        let _ = self.days[number].compare_exchange(0, packed_days, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// By what a person, body or source is listed; nothing of other records.
    pub(super) fn sort_name(&self, number: usize) -> &str {
        let found = self.sort_names.binary_search_by_key(&number, |(number, _)| usize::from(*number));
        found.map_or("", |at| &self.sort_names[at].1)
    }

    /// The record called by the id of this key.
    pub(super) fn named(&self, name: u64) -> impl Iterator<Item = Id> + '_ {
        let there = self.bearing(name).filter(|&number| self.type_of(usize::from(number)).is_some());
        there.map(|number| Id(self.first + u32::from(number)))
    }

    /// Whose name has this key, those left out among them.
    fn bearing(&self, name: u64) -> impl Iterator<Item = u16> + '_ {
        let from = first_at_least(&self.names, name);
        (from..self.names.len()).take_while(move |&at| self.names[at] == name).map(|at| self.named[at])
    }

    /// The records that link to the record of this name as `relation`, by their numbers in the segment, in order.
    pub(super) fn linking(&self, relation: Relation, name: u64) -> &[u16] {
        self.linking_by(link_key(relation, name))
    }

    /// The records that have the link of this key, which [`super::Archive::links_to`] gives.
    pub fn linking_by(&self, key: u64) -> &[u16] {
        self.links.of(key)
    }

    /// The events that took place in the city of this key, which [`super::Archive::city`] gives.
    pub fn taking_place(&self, city: u64) -> &[u16] {
        self.cities.of(city)
    }

    /// Where its events took place, each once.
    pub(super) fn places(&self) -> &[EventPlace] {
        &self.places
    }

    /// Where an event took place.
    pub(super) fn place(&self, number: usize) -> Option<&EventPlace> {
        let at = self.placed.binary_search_by_key(&number, |(event, _)| usize::from(*event)).ok()?;
        self.places.get(usize::from(self.placed[at].1))
    }

    /// The keys of all links, with the records that have them.
    pub(super) fn all_links(&self) -> impl Iterator<Item = (u64, &[u16])> {
        self.links.all()
    }

    /// The keys of all names, with whose they are.
    pub(super) fn all_names(&self) -> impl Iterator<Item = (u64, u16)> + '_ {
        self.names.iter().copied().zip(self.named.iter().copied())
    }

    fn slot(&self, number: usize) -> &Slot {
        let page = self.pages[number / PAGE].get_or_init(|| (0..PAGE).map(|_| OnceLock::new()).collect());
        &page[number % PAGE]
    }

    /// The record, parsed when it is first asked for; if its file no longer has it, something that says so.
    pub(super) fn record(&self, number: usize) -> &Record {
        let read = self.slot(number).get_or_init(|| self.read(number));
        read.as_ref().unwrap_or_else(|| self.stand_in.get_or_init(|| self.lost()))
    }

    /// Whether something stands in for the record, because its file no longer had it when it was asked for.
    pub(super) fn is_lost(&self, number: usize) -> bool {
        matches!(self.slot(number).get(), Some(None))
    }
}
