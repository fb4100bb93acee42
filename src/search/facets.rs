//! Sets of records by country, topic, type, kind and year; a filter is an intersection of them.

mod derived;
mod kept;

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id, Relation};
use crate::record::{EventKind, RecordType};
use crate::search::scores::ones;

/// The sets, by record number.
#[derive(Debug, Clone)]
pub struct Facets {
    /// By country and topic.
    pub(super) by_link: HashMap<Id, Members>,
    by_type: Vec<FixedBitSet>,
    /// By kind, in the order of [`EventKind::ALL`], then in that of the packs that declare them.
    by_kind: Vec<(EventKind, Members)>,
    all: FixedBitSet,
    pub(super) size: usize,
}

/// The records of a facet: a list while they are few, since a pack may have more topics than there is room for sets.
#[derive(Debug, Clone)]
pub(super) enum Members {
    Few(Vec<u32>),
    Many(FixedBitSet),
}

/// From so many records on a set takes less room than a list, in archives of a million records.
const MANY: usize = 1 << 12;

/// Up to so many records are counted one by one.
const FEW: usize = 1 << 12;

impl Members {
    /// Those of a list, in any order.
    fn of(list: Vec<u32>) -> Self {
        let mut members = Self::Few(Vec::new());
        members.add(list);
        members
    }

    /// Adds records, in any order.
    pub(super) fn add(&mut self, mut more: Vec<u32>) {
        match self {
            Self::Few(list) => {
                list.append(&mut more);
                list.sort_unstable();
                list.dedup();
                if list.len() >= MANY {
                    *self = Self::Many(list.iter().map(|&number| number as usize).collect());
                }
            }
            Self::Many(set) => more.into_iter().for_each(|number| set.grow_and_insert(number as usize)),
        }
    }

    /// Adds them to a set.
    pub(super) fn add_to(&self, set: &mut FixedBitSet) {
        match self {
            Self::Few(list) => list.iter().for_each(|&number| set.insert(number as usize)),
            Self::Many(members) => set.union_with(members),
        }
    }

    pub(super) fn contains(&self, id: Id) -> bool {
        match self {
            Self::Few(list) => list.binary_search(&id.0).is_ok(),
            Self::Many(set) => set.contains(id.index()),
        }
    }

    fn count_in(&self, set: &FixedBitSet) -> usize {
        match self {
            Self::Few(list) => list.iter().filter(|&&number| set.contains(number as usize)).count(),
            Self::Many(members) => members.intersection_count(set),
        }
    }
}

impl Facets {
    /// Groups the records of `archive`.
    ///
    /// A record belongs to the countries and topics it names, an outcome also to the countries that made it or for which it is; a
    /// quote also to those of nobody else. A document without topics takes what its event has; an outcome without countries, or
    /// without topics, those of its event, document or project. A body belongs to whatever it hosted, took part in,
    /// made or was to get; a person to the topics they spoke on or made something of; a place to those of what took place there; a
    /// source to whatever the records resting on it belong to.
    pub fn new(archive: &Archive) -> Self {
        let size = archive.end();
        let sets = |count: usize| vec![FixedBitSet::with_capacity(size); count];
        let mut by_type = sets(RecordType::ALL.len());
        let mut by_kind: HashMap<EventKind, Vec<u32>> = HashMap::new();
        for segment in archive.segments() {
            for (number, id) in segment.numbers().enumerate().map(|(number, id)| (number, id as usize)) {
                segment.type_of(number).into_iter().for_each(|of_type| by_type[of_type as usize].insert(id));
                if let Some(kind) = segment.kind(number).filter(|_| !archive.is_replaced(Id::from_index(id))) {
                    by_kind.entry(kind).or_default().push(Id::from_index(id).0);
                }
            }
        }
        for old in archive.replaced() {
            by_type.iter_mut().for_each(|set| set.set(old.index(), false));
        }
        let mut by_kind: Vec<(EventKind, Members)> = by_kind.into_iter().map(|(kind, ids)| (kind, Members::of(ids))).collect();
        let declared: Vec<&str> = archive.packs().iter().flat_map(|pack| &pack.kinds).map(|kind| kind.id.as_str()).collect();
        by_kind.sort_by_key(|(kind, _)| {
            let own = if let EventKind::Own(own) = kind { Some(own.id()) } else { None };
            (own.map(|id| declared.iter().position(|known| *known == id).unwrap_or(declared.len())), *kind)
        });
        let named = |of_type, relation| {
            archive.of_type(of_type).iter().map(move |&facet| {
                let naming = archive.referring_as(facet, relation).map(|id| id.0);
                (facet, Members::of(naming.chain([facet.0]).collect()))
            })
        };
        let countries = named(RecordType::Country, Relation::Country);
        let by_link = countries.chain(named(RecordType::Topic, Relation::Topic)).collect();
        let mut made = Self { by_link, all: union(&by_type), by_type, by_kind, size };
        made.derive(archive);
        made
    }

    /// Every record.
    pub fn all(&self) -> &FixedBitSet {
        &self.all
    }

    /// The records of one type.
    pub fn of_type(&self, wanted: RecordType) -> &FixedBitSet {
        &self.by_type[wanted as usize]
    }

    /// The kinds that events have.
    pub fn all_kinds(&self) -> Vec<EventKind> {
        self.by_kind.iter().map(|(kind, _)| *kind).collect()
    }

    /// The kinds that events of `chosen` have, each with those that are of it.
    pub fn kinds(&self, chosen: &FixedBitSet) -> Vec<(EventKind, FixedBitSet)> {
        let within = |(kind, members): &(EventKind, Members)| {
            let mut set = FixedBitSet::with_capacity(self.size);
            members.add_to(&mut set);
            set.intersect_with(chosen);
            (!set.is_clear()).then_some((*kind, set))
        };
        self.by_kind.iter().filter_map(within).collect()
    }

    /// Narrows `set` to records that belong to any of the countries or topics `any`; no facet means no narrowing.
    pub fn narrow(&self, set: &mut FixedBitSet, any: &[Id]) {
        if any.is_empty() {
            return;
        }
        let mut union = FixedBitSet::with_capacity(self.size);
        any.iter().filter_map(|facet| self.by_link.get(facet)).for_each(|members| members.add_to(&mut union));
        set.intersect_with(&union);
    }

    /// How many records of `set` belong to each of the countries or topics.
    pub fn counts(&self, set: &FixedBitSet, facets: &[Id]) -> Vec<(Id, usize)> {
        // Of few records each is looked for; of many the sets are laid over each other.
        let few: Vec<usize> = set.ones().take(FEW + 1).collect();
        let count = |members: &Members| match members {
            Members::Many(members) if few.len() <= FEW => few.iter().filter(|&&number| members.contains(number)).count(),
            members => members.count_in(set),
        };
        facets.iter().map(|&facet| (facet, self.by_link.get(&facet).map_or(0, count))).collect()
    }

    /// Narrows `set` to records whose date can fall into any of the spans.
    pub fn narrow_dates(&self, archive: &Archive, set: &mut FixedBitSet, any: &[crate::query::DayRange]) {
        let stretches: Vec<_> = any.iter().map(|range| (range.first, range.last)).collect();
        let mut met = FixedBitSet::with_capacity(self.size);
        for segment in archive.segments() {
            let blocks = (segment.first()..).step_by(64).zip(segment.touching(&stretches));
            blocks.for_each(|(first, bits)| ones(bits).for_each(|at| met.insert(first as usize + usize::from(at))));
        }
        set.intersect_with(&met);
    }
}

fn union(sets: &[FixedBitSet]) -> FixedBitSet {
    sets.iter().fold(FixedBitSet::new(), |mut all, set| {
        all.union_with(set);
        all
    })
}
