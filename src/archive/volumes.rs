//! The archive's records that lie in volumes: where they are, and how the archive grows by them.

use std::collections::HashSet;
use std::sync::Arc;

use super::link::{Relation, references};
use super::volume::{Segment, link_key, name_key};
use super::{Archive, Id};
use crate::record::{Record, RecordType};

impl Archive {
    /// What is kept of the volumes, in the order of their numbers.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// The segment of a record, and its number there; none for a record in memory.
    pub fn segment_of(&self, id: Id) -> Option<(&Segment, usize)> {
        if id.index() < self.resident.records.len() {
            return None;
        }
        let at = self.segments.partition_point(|segment| segment.first() <= id.0).checked_sub(1)?;
        Some((&self.segments[at], (id.0 - self.segments[at].first()) as usize))
    }

    /// First and last day of the record in one number, which sorts as they do; 0 is none.
    pub fn packed_days(&self, id: Id) -> u64 {
        match self.segment_of(id) {
            Some((segment, number)) => segment.packed_days(number),
            None => self.days(id).map_or(0, |(first, last)| super::volume::pack_days(first, last)),
        }
    }

    /// The record in memory that is called `name`.
    pub fn resident_id(&self, name: &str) -> Option<Id> {
        self.resident.ids.get(name).copied()
    }

    /// The ids and aliases of the records in memory.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, Id)> {
        self.resident.ids.iter().map(|(name, &id)| (name.as_str(), id))
    }

    /// The same records and those of `segments`, which are numbered on from the last; listed by date as far as that is
    /// known. Nothing that is in this archive changes its number.
    #[must_use]
    pub fn with(&self, segments: Vec<Arc<Segment>>) -> Self {
        let mut grown = self.clone();
        for segment in &segments {
            if !grown.segments.last().is_some_and(|last| Arc::ptr_eq(&last.volume, &segment.volume)) {
                grown.packs.push(segment.info().clone());
            }
            grown.len += segment.len();
            grown.segments.push(Arc::clone(segment));
        }
        let by_type = Arc::make_mut(&mut grown.by_type);
        for of_type in RecordType::ALL {
            let mut fresh: Vec<Id> = Vec::new();
            for segment in &segments {
                let of_type = |id: &u32| segment.type_of((id - segment.first()) as usize) == Some(of_type);
                fresh.extend(segment.numbers().filter(of_type).map(Id));
            }
            if fresh.is_empty() {
                continue;
            }
            let list = &mut by_type[of_type as usize];
            if matches!(of_type, RecordType::Event | RecordType::Quote | RecordType::Project | RecordType::Document) {
                let key = |id: &Id| (packed(self, &segments, *id), *id);
                fresh.sort_by_cached_key(key);
                *list = merged(list, &fresh, key);
            } else {
                list.extend(fresh);
            }
        }
        grown
    }

    /// The same, with its lists in the order of dates that were found late.
    #[must_use]
    pub fn sorted_anew(&self) -> Self {
        let mut sorted = self.clone();
        let by_type = Arc::make_mut(&mut sorted.by_type);
        for of_type in [RecordType::Quote, RecordType::Document, RecordType::Project] {
            by_type[of_type as usize].sort_by_cached_key(|&id| (self.packed_days(id), id));
        }
        sorted
    }

    /// What the record `id` refers to as `relation`; `record` is its text, so that it need not be read again.
    pub fn linked_in(&self, id: Id, record: &Record, relation: Relation) -> Vec<Id> {
        match self.segment_of(id) {
            Some(_) => self.resolve(record, relation),
            None => self.linked(id, relation).collect(),
        }
    }

    /// The numbers of what `record` refers to as `relation`.
    pub(super) fn resolve(&self, record: &Record, relation: Relation) -> Vec<Id> {
        let mut found: Vec<Id> = Vec::new();
        references(record, &mut |own, name| {
            if own == relation
                && let Some(id) = self.id(name)
                && (relation.targets().is_empty() || relation.targets().contains(&self.record_type(id)))
            {
                found.push(id);
            }
        });
        if found.len() > 1 {
            let mut known = HashSet::with_capacity(found.len());
            found.retain(|id| known.insert(*id));
        }
        found
    }

    /// The records of volumes to which a record of `wanted` type in a volume refers.
    pub fn referred_to(&self, wanted: RecordType) -> HashSet<Id> {
        let mut keys = HashSet::new();
        for segment in &self.segments {
            let is_wanted = |number: &u16| segment.type_of(usize::from(*number)) == Some(wanted);
            keys.extend(segment.all_links().filter(|(_, numbers)| numbers.iter().any(is_wanted)).map(|(key, _)| key));
        }
        let names = self.segments.iter().flat_map(|segment| segment.all_names().map(|(name, n)| (segment.first(), name, n)));
        let is_named = |name: u64| Relation::ALL.into_iter().any(|relation| keys.contains(&link_key(relation, name)));
        names.filter(|(_, name, _)| is_named(*name)).map(|(first, _, number)| Id(first + u32::from(number))).collect()
    }

    /// The records of volumes that refer to `id` as `relation`, from the number `from` on, in order.
    pub fn linking(&self, id: Id, relation: Relation, from: usize) -> Vec<Id> {
        let mut found = Vec::new();
        self.each_linking(id, &[relation], from, &mut |id, _| found.push(id));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The key under which segments keep links to `id`, by its id, as `relation`.
    pub fn link_to(&self, id: Id, relation: Relation) -> u64 {
        link_key(relation, name_key(self.record(id).id()))
    }

    /// Calls `take` with the records of volumes, and their types, that refer to `id` by any of `relations`, from the number
    /// `from` on: segment by segment, perhaps one several times.
    pub(super) fn each_linking(&self, id: Id, relations: &[Relation], from: usize, take: &mut dyn FnMut(Id, RecordType)) {
        let segments = &self.segments[self.segments.partition_point(|segment| (segment.first() as usize) < from)..];
        if segments.is_empty() {
            return;
        }
        let record = self.record(id);
        let leads_here = |relation: &&Relation| {
            let targets = relation.targets();
            targets.is_empty() || targets.contains(&record.record_type())
        };
        for name in std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)) {
            let key = name_key(name);
            for segment in segments {
                for &relation in relations.iter().filter(leads_here) {
                    for &number in segment.linking(relation, key) {
                        if let Some(of_type) = segment.type_of(usize::from(number)) {
                            take(Id(segment.first() + u32::from(number)), of_type);
                        }
                    }
                }
            }
        }
    }
}

/// Two lists in the order of their keys, as one.
fn merged<K: Ord>(one: &[Id], other: &[Id], key: impl Fn(&Id) -> K) -> Vec<Id> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let mut left = one.iter().map(|id| (key(id), *id)).peekable();
    for (own, id) in other.iter().map(|id| (key(id), *id)) {
        while let Some((_, before)) = left.next_if(|(before, _)| *before <= own) {
            all.push(before);
        }
        all.push(id);
    }
    all.extend(left.map(|(_, id)| id));
    all
}

fn packed(archive: &Archive, fresh: &[Arc<Segment>], id: Id) -> u64 {
    if id.index() < archive.len() {
        return archive.packed_days(id);
    }
    let at = fresh.partition_point(|segment| segment.first() <= id.0) - 1;
    fresh[at].packed_days((id.0 - fresh[at].first()) as usize)
}
