//! A segment in a kept file: what is known of its records, list by list. Their texts lie where they lay.

use std::io;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::{NONE, PAGE, Segment, Store, which};
use crate::archive::PackInfo;
use crate::archive::chunk::MOST;
use crate::archive::event_place::EventPlace;
use crate::archive::link_table::LinkTable;
use crate::kept::{Deferred, KeptFile, KeptWriter, Unusable};
use crate::record::{EventKind, RecordType};

/// What is written of a segment beside its lists.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::archive) struct SegmentFacts {
    first: u32,
    base: u64,
    kinds: Vec<EventKind>,
}

/// The number of a record without a kind, among those of kinds.
const NO_KIND: u16 = u16::MAX;

impl Segment {
    /// What is to be written of it beside its lists.
    pub(in crate::archive) fn facts(&self) -> SegmentFacts {
        SegmentFacts { first: self.first, base: self.base, kinds: self.which_kinds.clone() }
    }

    /// Writes its lists as those of segment `n`.
    pub(in crate::archive) fn keep(&self, n: usize, to: &mut KeptWriter) -> io::Result<()> {
        let kind = |kind: &Option<EventKind>| {
            let at = kind.and_then(|kind| self.which_kinds.iter().position(|known| *known == kind));
            at.and_then(|at| u16::try_from(at).ok()).unwrap_or(NO_KIND)
        };
        to.column("starts", n, &self.starts)?;
        to.each("types", n, self.types.iter().map(|of_type| *of_type as u8))?;
        to.column("left out", n, &self.left_out)?;
        to.each("kinds", n, self.kinds.iter().map(kind))?;
        to.column("numbered", n, &self.numbered)?;
        to.each("days", n, self.days.iter().map(|days| days.load(Ordering::Relaxed)))?;
        to.each("events", n, self.events.iter().map(|event| event.load(Ordering::Relaxed)))?;
        to.column("names", n, &self.names)?;
        to.column("named", n, &self.named)?;
        to.each("sorted", n, self.sort_names.iter().map(|(number, _)| *number))?;
        to.texts("sort names", n, self.sort_names.iter().map(|(_, name)| &**name))?;
        self.links.keep("links", n, to)?;
        self.cities.keep("cities", n, to)?;
        let places = serde_json::to_vec(&*self.places).map_err(io::Error::other)?;
        to.text("places", n, &places)?;
        to.each("placed", n, self.placed.iter().map(|(event, _)| *event))?;
        to.each("placed at", n, self.placed.iter().map(|(_, place)| *place))?;
        to.column("pinned", n, &self.pinned)
    }

    /// Segment `n` of a kept file, whose records are numbered up to `end` in all.
    pub(in crate::archive) fn kept(
        facts: SegmentFacts,
        store: Store,
        info: Arc<PackInfo>,
        (n, end): (usize, u32),
        from: &Arc<KeptFile>,
    ) -> Result<Self, Unusable> {
        let types: Vec<u8> = from.column("types", n, RecordType::ALL.len() as u64)?;
        let by_number = by_number();
        let types = types.into_iter().map(|number| by_number[usize::from(number)]);
        let types = types.collect::<Option<Vec<RecordType>>>().ok_or(Unusable)?;
        let count = types.len();
        let all = count as u64;
        let is_sound = count <= MOST && u64::from(facts.first) + all <= u64::from(end);
        if !is_sound || facts.base > u64::MAX / 2 {
            return Err(Unusable);
        }
        let kinds: Vec<EventKind> = facts.kinds.into_iter().map(|kind| info.declared(kind)).collect();
        let which_kinds = kinds.clone();
        let keys: Deferred<Vec<u64>> = from.deferred("names", n, u64::MAX, None)?;
        let named = from.deferred("named", n, all, Some(from.count("names", n)?))?;
        let (own, kept) = (Arc::clone(from), Arc::clone(from));
        let sorted: Deferred<Vec<u16>> = from.deferred("sorted", n, all, None)?;
        let sort_names = move || {
            let texts = own.texts("sort names", n).unwrap_or_default();
            sorted.iter().copied().zip(texts.iter().map(Into::into)).collect()
        };
        let places = move || {
            let text = kept.text("places", n).unwrap_or_default();
            serde_json::from_str::<Vec<EventPlace>>(&text).unwrap_or_default()
        };
        let pairs = from.count("placed", n)?;
        let at_places: Deferred<Vec<u16>> = from.deferred("placed", n, all, Some(pairs))?;
        let which_places: Deferred<Vec<u16>> = from.deferred("placed at", n, u64::MAX, Some(pairs))?;
        let of_kinds: Deferred<Vec<u16>> = from.deferred("kinds", n, u64::MAX, Some(count))?;
        let days: Deferred<Vec<u64>> = from.deferred("days", n, u64::MAX, Some(count))?;
        let events: Deferred<Vec<u32>> = from.deferred("events", n, u64::MAX, Some(count))?;
        let event = move |&event: &u32| AtomicU32::new(if event < end { event } else { NONE });
        Ok(Self {
            store,
            info,
            first: facts.first,
            base: facts.base,
            starts: from.deferred("starts", n, u64::MAX, Some(count + 1))?,
            which_types: which(&types),
            types,
            left_out: from.deferred("left out", n, all, None)?,
            kinds: Deferred::of(move || of_kinds.iter().map(|&kind| kinds.get(usize::from(kind)).copied()).collect()),
            which_kinds,
            numbered: from.deferred("numbered", n, all, None)?,
            days: Deferred::of(move || days.iter().map(|&days| AtomicU64::new(days)).collect()),
            events: Deferred::of(move || events.iter().map(event).collect()),
            names: keys,
            named,
            sort_names: Deferred::of(sort_names),
            links: LinkTable::kept("links", n, count, from)?,
            cities: LinkTable::kept("cities", n, count, from)?,
            places: Deferred::of(places),
            placed: Deferred::of(move || at_places.iter().copied().zip(which_places.iter().copied()).collect()),
            pinned: from.deferred("pinned", n, all, None)?,
            pages: (0..count.div_ceil(PAGE)).map(|_| OnceLock::new()).collect(),
            stand_in: OnceLock::new(),
        })
    }
}

/// The types by the numbers as which they are written.
fn by_number() -> [Option<RecordType>; RecordType::ALL.len()] {
    let mut types = [None; RecordType::ALL.len()];
    RecordType::ALL.into_iter().for_each(|of_type| types[of_type as usize] = Some(of_type));
    types
}
