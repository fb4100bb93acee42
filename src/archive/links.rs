//! Who refers to whom. Records keep the names of other records; segments keep, by the key of each name, who has it; so that both
//! directions are found without reading more than the record at hand.

use std::collections::{HashMap, HashSet};

use super::keys::{city_key, link_key, name_key};
use super::link::{Relation, references};
use super::{Archive, Id, Referrers};
use crate::record::{Record, RecordType};

/// Records whose place others have taken, by their word.
#[derive(Debug, Clone, Default)]
pub(super) struct Replaced {
    by: HashMap<Id, Id>,
    of: HashMap<Id, Id>,
}

impl Replaced {
    /// Notes that `new` stands in the place of `old`.
    pub fn note(&mut self, new: Id, old: Id) {
        self.by.insert(old, new);
        self.of.insert(new, old);
    }

    /// The records that stand in the place of others, each with the one whose place it took.
    pub fn pairs(&self) -> impl Iterator<Item = (Id, Id)> {
        self.of.iter().map(|(new, old)| (*new, *old))
    }

    /// The record that stands in the place of `old` now.
    pub fn by(&self, old: Id) -> Option<Id> {
        let mut last = *self.by.get(&old)?;
        while let Some(&next) = self.by.get(&last) {
            last = next;
        }
        Some(last)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by.is_empty()
    }

    /// The record in whose place `new` stands: the first, if several packs followed each other.
    pub fn place(&self, new: Id) -> Id {
        let mut first = new;
        while let Some(&old) = self.of.get(&first) {
            first = old;
        }
        first
    }
}

impl Archive {
    /// Whether another record has taken its place.
    pub fn is_replaced(&self, id: Id) -> bool {
        !self.replaced.is_empty() && self.replaced.by.contains_key(&id)
    }

    /// The records whose place others have taken.
    pub fn replaced(&self) -> impl Iterator<Item = Id> + '_ {
        self.replaced.by.keys().copied()
    }

    /// What `id` refers to as `relation`, in the order in which the record gives it.
    pub fn linked(&self, id: Id, relation: Relation) -> impl Iterator<Item = Id> + use<> {
        self.linked_in(self.record(id), relation).into_iter()
    }

    /// What `record` refers to as `relation`, each once.
    pub fn linked_in(&self, record: &Record, relation: Relation) -> Vec<Id> {
        let mut found: Vec<Id> = Vec::new();
        references(record, &mut |own, name| {
            if own == relation
                && let Some(id) = self.id(name)
                && relation.leads_to(self.record_type(id))
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

    /// The records of `wanted` type that refer to `id` in any way, in listing order.
    pub fn referring(&self, id: Id, wanted: RecordType) -> Vec<Id> {
        Referrers::new(self, id, &[wanted]).all(wanted)
    }

    /// The records that refer to `id` in any way, for whoever wants to list several types of them.
    pub fn referrers(&self, id: Id) -> Referrers<'_> {
        Referrers::new(self, id, &RecordType::ALL)
    }

    /// The records that refer to `id` as `relation`, in pack order.
    pub fn referring_as(&self, id: Id, relation: Relation) -> impl Iterator<Item = Id> + use<> {
        let mut found = Vec::new();
        self.each_linking(id, &[relation], &mut |id, _| found.push(id));
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }

    /// The records to which some record of `wanted` type refers.
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

    /// The keys under which segments keep links to `id` as `relation`, by its id and by each of its other ids.
    pub fn links_to(&self, id: Id, relation: Relation) -> impl Iterator<Item = u64> + '_ {
        let record = self.record(id);
        let names = std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str));
        names.map(move |name| link_key(relation, name_key(name)))
    }

    /// The key under which segments keep the events that took place in `city`.
    pub fn city(city: &str) -> u64 {
        city_key(city)
    }

    /// Calls `take` with the records, and their types, that refer to `id` by any of `relations`: segment by segment, perhaps one
    /// several times.
    pub(super) fn each_linking(&self, id: Id, relations: &[Relation], take: &mut dyn FnMut(Id, RecordType)) {
        let own = self.record(id);
        let before = self.replaced.place(id);
        let earlier = (before != id).then(|| self.record(before));
        let names = [Some(own), earlier].into_iter().flatten();
        let names = names.flat_map(|record| std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)));
        for name in names {
            let key = name_key(name);
            for segment in &self.segments {
                for &relation in relations.iter().filter(|relation| relation.leads_to(own.record_type())) {
                    for &number in segment.linking(relation, key) {
                        let from = Id(segment.first() + u32::from(number));
                        if let Some(of_type) = segment.type_of(usize::from(number)).filter(|_| !self.is_replaced(from)) {
                            take(from, of_type);
                        }
                    }
                }
            }
        }
    }
}
