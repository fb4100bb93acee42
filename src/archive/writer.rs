//! Takes records into an archive, chunk by chunk: numbers them, finds their events, sees who is called as another is and who
//! takes another's place, and in the end which links lead nowhere.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::chunk::Chunk;
use super::keys::{link_key, name_key};
use super::link::{Relation, references};
use super::segment::{Segment, Store};
use super::{Archive, Id, PackInfo, number_in_segment, reference};
use crate::record::RecordType;
use crate::text::PLACES;

/// Keys are well mixed already. They come in order, by their upper bits; those say the place in the table, so that one lands
/// beside the last.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(24)
    }
}

type ByKey<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;
type KeySet = HashSet<u64, BuildHasherDefault<AsIs>>;

/// Why a record was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conflict {
    /// Another record bears one of its names.
    SameName,
    /// It may not take the place of the record that bears its id: that is of another type, or the id only another name of it.
    Override,
}

/// A record that was left out, the record in its way, and why.
#[derive(Debug)]
pub(super) struct Refused {
    pub id: Id,
    pub other: Id,
    pub why: Conflict,
}

/// Links to one name that lead nowhere.
#[derive(Debug)]
pub(super) struct OpenLink {
    /// The first records that have the link, at most [`PLACES`], in order.
    pub from: Vec<Id>,
    /// How many of a segment have it.
    pub count: usize,
    pub relation: Relation,
    pub name: String,
}

/// What is to be known of packs that were closed, to open them again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WriterEnd {
    /// The relations that their links have, by number.
    relations: Vec<u8>,
    /// Records whose events were not met, with the key of the event's name.
    waiting: Vec<(u32, u64)>,
}

/// An archive while it is being made. Chunks of one pack come one behind the other.
pub(super) struct ArchiveWriter {
    /// What has been read so far; its lists lack the segments from `listed` on.
    pub archive: Archive,
    listed: usize,
    known: ByKey<u32>,
    /// The relations that links have, of the packs that were not closed.
    relations: Vec<Relation>,
    /// Records whose events have not been met yet, with the key of the event's name.
    waiting: Vec<(Id, u64)>,
    /// The first segment of the packs that were not closed.
    open: usize,
}

impl ArchiveWriter {
    /// Begins behind the records of `archive`.
    pub fn new(mut archive: Archive) -> Self {
        // It is about to become another than the one that was kept.
        archive.kept = None;
        let mut known = ByKey::default();
        for segment in archive.segments() {
            let there = segment.all_names().filter(|(_, number)| segment.type_of(usize::from(*number)).is_some());
            let there = there.map(|(key, number)| (key, segment.first() + u32::from(number)));
            known.extend(there.filter(|(_, id)| !archive.is_replaced(Id(*id))));
        }
        let segments = archive.segments().len();
        Self { archive, listed: segments, known, relations: Vec::new(), waiting: Vec::new(), open: segments }
    }

    /// Goes on with the pack whose records are those of `archive` from segment `open` on, as it ended.
    pub fn behind(archive: Archive, open: usize, end: WriterEnd) -> Self {
        let relations = Relation::ALL.into_iter().filter(|relation| end.relations.contains(&(*relation as u8))).collect();
        let waiting = end.waiting.into_iter().map(|(id, event)| (Id(id), event)).collect();
        Self { relations, waiting, open, ..Self::new(archive) }
    }

    /// What is needed to go on with the packs that were closed.
    pub fn end(&self) -> WriterEnd {
        WriterEnd {
            relations: self.relations.iter().map(|relation| *relation as u8).collect(),
            waiting: self.waiting.iter().map(|(id, event)| (id.0, *event)).collect(),
        }
    }

    /// Begins a pack.
    pub fn begin(&mut self, info: PackInfo) -> Arc<PackInfo> {
        let info = Arc::new(info);
        self.archive.packs.push(Arc::clone(&info));
        info
    }

    /// Numbers the records of a chunk, and gives those that were left out.
    pub fn take(&mut self, store: Store, info: Arc<PackInfo>, mut chunk: Chunk) -> Vec<Refused> {
        if chunk.len() == 0 {
            return Vec::new();
        }
        self.relations.append(&mut chunk.relations);
        self.relations.sort_unstable();
        self.relations.dedup();
        let first = super::number(self.archive.end());
        let events = std::mem::take(&mut chunk.events);
        let (names, overrides) = (chunk.names.clone(), std::mem::take(&mut chunk.overrides));
        let mut segment = Segment::new(store, info, first, chunk);
        let mut left_out: Vec<Refused> = Vec::new();
        for (at, &(name, number)) in names.iter().enumerate() {
            let id = Id(first + u32::from(number));
            let other = self.known.get(&name).copied().map(Id);
            let twice = at > 0 && names[at - 1] == (name, number);
            match other {
                Some(other) if other != id && other.0 < first && (overrides.contains(&number) || self.is_reference(other)) => {
                    match self.may_override(&segment, usize::from(number), other) {
                        Ok(()) => {
                            self.known.insert(name, id.0);
                            Arc::make_mut(&mut self.archive.replaced).note(id, other);
                        }
                        Err(Conflict::SameName) if left_out.iter().any(|known| known.id == id) => {}
                        Err(why) => left_out.push(Refused { id, other, why }),
                    }
                }
                Some(other) if other != id || twice => left_out.push(Refused { id, other, why: Conflict::SameName }),
                _ => {
                    self.known.insert(name, id.0);
                }
            }
        }
        left_out.sort_by_key(|known| known.id);
        left_out.dedup_by_key(|known| known.id);
        let numbers: Vec<u16> = left_out.iter().map(|known| number_in_segment((known.id.0 - first) as usize)).collect();
        segment.leave_out(&numbers);
        let segment = Arc::new(segment);
        self.archive.segments.push(Arc::clone(&segment));
        for (number, &event) in events.iter().enumerate().filter(|(_, event)| **event != 0) {
            match self.known.get(&event) {
                Some(&event) => self.set_event(&segment, number, Id(event)),
                None => self.waiting.push((Id(first + super::number(number)), event)),
            }
        }
        left_out
    }

    /// Notes the event of a record; a quote or an outcome without a date takes the event's.
    fn set_event(&self, segment: &Segment, number: usize, event: Id) {
        let takes_date = segment.type_of(number).is_some_and(RecordType::takes_date_of_event);
        segment.set_event(number, event, if takes_date { self.archive.packed_days(event) } else { 0 });
    }

    /// Whether the record of this number may stand in the place of `other`: of the same type, and called by the same id.
    fn may_override(&self, segment: &Segment, number: usize, other: Id) -> Result<(), Conflict> {
        let Some((of_other, at)) = self.archive.segment_of(other) else { return Err(Conflict::SameName) };
        let (Some(own), Some(old)) = (segment.read(number), of_other.read(at)) else { return Err(Conflict::SameName) };
        if Arc::ptr_eq(&of_other.info, &segment.info) {
            return Err(Conflict::SameName);
        }
        let id = segment.first() + super::number(number);
        let is_free = |alias: &String| self.known.get(&name_key(alias)).is_none_or(|&bearer| bearer == id || Id(bearer) == other);
        if !own.aliases().iter().all(is_free) {
            return Err(Conflict::SameName);
        }
        if old.record_type() != own.record_type() || old.id() != own.id() {
            return Err(Conflict::Override);
        }
        Ok(())
    }

    /// Whether it is a country that the program knows by itself, whose place any pack may take.
    fn is_reference(&self, id: Id) -> bool {
        self.archive.segment_of(id).is_some_and(|(segment, _)| segment.info().is_reference())
    }

    /// What has been read so far, with its lists.
    pub fn archive(&mut self) -> Archive {
        self.archive.list(self.listed);
        self.listed = self.archive.segments.len();
        self.archive.clone()
    }

    /// Ends the packs begun: finds the events that came after what belongs to them. Gives the links to nowhere, of each segment in
    /// the order of the records; of those that name the same, one record is read.
    pub fn close(&mut self) -> Vec<OpenLink> {
        let late = !self.waiting.is_empty();
        let waiting = std::mem::take(&mut self.waiting);
        for (id, name) in waiting {
            match (self.known.get(&name), self.archive.segment_of(id)) {
                (Some(&event), Some((segment, number))) => self.set_event(segment, number, Id(event)),
                _ => self.waiting.push((id, name)),
            }
        }
        self.archive();
        if late {
            self.archive.list_anew();
        }
        let mut open = self.open_keys();
        if self.add_countries(&open) {
            open = self.open_keys();
        }
        let own = &self.archive.segments[self.open..];
        let mut found = Vec::new();
        for segment in own {
            let is_there = |number: &&u16| segment.type_of(usize::from(**number)).is_some();
            let nowhere = segment.all_links().filter(|(key, _)| open.contains(key));
            let nowhere = nowhere.filter_map(|(key, numbers)| Some((*numbers.iter().find(is_there)?, key, numbers)));
            let mut nowhere: Vec<(u16, u64, &[u16])> = nowhere.collect();
            nowhere.sort_unstable_by_key(|(first, ..)| *first);
            for alike in nowhere.chunk_by(|one, two| one.0 == two.0) {
                let Some(record) = segment.read(usize::from(alike[0].0)) else { continue };
                let mut told: Vec<u64> = Vec::new();
                references(&record, &mut |relation, name| {
                    let key = link_key(relation, name_key(name));
                    let Some((.., numbers)) = alike.iter().find(|(_, known, _)| *known == key) else { return };
                    if told.contains(&key) {
                        return;
                    }
                    told.push(key);
                    let there = || numbers.iter().filter(is_there);
                    let from = there().take(PLACES).map(|&number| Id(segment.first() + u32::from(number))).collect();
                    found.push(OpenLink { from, count: there().count(), relation, name: name.to_owned() });
                });
            }
        }
        self.open = self.archive.segments.len();
        found
    }

    /// The keys of the links of the packs begun that lead nowhere.
    fn open_keys(&self) -> KeySet {
        let own = &self.archive.segments[self.open..];
        let mut open: KeySet = own.iter().flat_map(|segment| segment.all_links().map(|(key, _)| key)).collect();
        for segment in &self.archive.segments {
            for (name, number) in segment.all_names() {
                let Some(of_type) = segment.type_of(usize::from(number)) else { continue };
                for relation in self.relations.iter().filter(|relation| relation.leads_to(of_type)) {
                    open.remove(&link_key(*relation, name));
                }
            }
        }
        open
    }

    /// Adds the countries that are named and that no pack has. Says whether there are any.
    fn add_countries(&mut self, open: &KeySet) -> bool {
        let Some((text, chunk)) = reference::named(&|key| open.contains(&key)) else { return false };
        // It is no pack that anybody has asked for.
        let known = self.archive.segments.iter().map(|segment| &segment.info).find(|info| info.is_reference()).cloned();
        let info = known.unwrap_or_else(|| Arc::new(reference::info()));
        self.take(Store::Bytes(text), info, chunk);
        self.archive();
        true
    }
}

impl Relation {
    /// Whether it may point at a record of this type.
    pub(super) fn leads_to(self, of_type: RecordType) -> bool {
        self.targets().is_empty() || self.targets().contains(&of_type)
    }
}
