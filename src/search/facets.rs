//! Sets of records by country, topic, type, kind and year; a filter is an intersection of them.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id, Relation};
use crate::record::{EventKind, Record, RecordType};

/// The sets, by record number.
#[derive(Debug, Clone)]
pub struct Facets {
    by_link: HashMap<Id, Members>,
    by_type: Vec<FixedBitSet>,
    by_kind: Vec<FixedBitSet>,
    all: FixedBitSet,
    size: usize,
}

/// The records of a facet: a list while they are few, since a pack may have more topics than there is room for sets.
#[derive(Debug, Clone)]
enum Members {
    Few(Vec<u32>),
    Many(FixedBitSet),
}

/// From so many records on a set takes less room than a list, in archives of a million records.
const MANY: usize = 1 << 12;

/// Up to so many records are counted one by one.
const FEW: usize = 1 << 12;

impl Members {
    fn insert(&mut self, id: Id) {
        match self {
            Self::Few(list) => {
                if let Err(at) = list.binary_search(&id.0) {
                    list.insert(at, id.0);
                }
                if list.len() >= MANY {
                    *self = Self::Many(list.iter().map(|&number| number as usize).collect());
                }
            }
            Self::Many(set) => set.grow_and_insert(id.index()),
        }
    }

    fn add_to(&self, set: &mut FixedBitSet) {
        match self {
            Self::Few(list) => list.iter().for_each(|&number| set.insert(number as usize)),
            Self::Many(members) => set.union_with(members),
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
    /// A record belongs to the countries and topics it names; a quote also to those of nobody else; a person to the
    /// topics they spoke on; a document or project to what its event does not need to say again; a source to whatever
    /// the records resting on it belong to.
    pub fn new(archive: &Archive) -> Self {
        let size = archive.resident_len();
        let mut by_type = vec![FixedBitSet::with_capacity(size); RecordType::ALL.len()];
        let mut by_link: HashMap<Id, Members> = HashMap::new();
        let mut by_kind = vec![FixedBitSet::with_capacity(size); EventKind::ALL.len()];
        let mut put = |facet: Id, member: Id| {
            by_link.entry(facet).or_insert_with(|| Members::Few(Vec::new())).insert(member);
        };
        for id in archive.resident() {
            let record = archive.record(id);
            by_type[record.record_type() as usize].insert(id.index());
            let own: Vec<Id> = own_facets(archive, id).collect();
            for &facet in &own {
                put(facet, id);
                archive.linked(id, Relation::Source).for_each(|source| put(facet, source));
            }
            match record {
                Record::Country(_) | Record::Topic(_) => put(id, id),
                Record::Quote(_) => {
                    for speaker in archive.linked(id, Relation::Speaker) {
                        archive.linked(id, Relation::Topic).for_each(|topic| put(topic, speaker));
                    }
                }
                Record::Event(event) => {
                    by_kind[event.kind as usize].insert(id.index());
                    for host in archive.linked(id, Relation::Host) {
                        own.iter().for_each(|&facet| put(facet, host));
                    }
                }
                Record::Document(document) if document.topics.is_empty() => {
                    let events: Vec<Id> = archive.linked(id, Relation::Event).collect();
                    for facet in events.iter().flat_map(|&event| own_facets(archive, event)) {
                        put(facet, id);
                    }
                }
                _ => {}
            }
        }
        Self { by_link, all: union(&by_type), by_type, by_kind, size }
    }

    /// The same, and the records that `archive` has beyond those grouped so far: of volumes. There a record belongs to the
    /// countries and topics that it names itself.
    pub fn grown(&self, archive: &Archive) -> Self {
        let mut grown = self.clone();
        grown.size = archive.len();
        grown.by_type.iter_mut().chain(&mut grown.by_kind).for_each(|set| set.grow(archive.len()));
        let fresh: Vec<_> = archive.segments().iter().filter(|segment| segment.first() as usize >= self.size).collect();
        for segment in &fresh {
            for (number, id) in segment.numbers().enumerate() {
                if let Some(of_type) = segment.type_of(number) {
                    grown.by_type[of_type as usize].insert(id as usize);
                }
                if let Some(kind) = segment.kind(number) {
                    grown.by_kind[kind as usize].insert(id as usize);
                }
            }
        }
        grown.all = union(&grown.by_type);
        for of_type in [RecordType::Country, RecordType::Topic] {
            for &facet in archive.of_type(of_type) {
                let relation = if of_type == RecordType::Country { Relation::Country } else { Relation::Topic };
                // What stands in a volume may be named by records before it.
                let all = facet.index() >= self.size;
                let from = if all { 0 } else { self.size };
                let members = grown.by_link.entry(facet).or_insert_with(|| Members::Few(Vec::new()));
                if all {
                    members.insert(facet);
                }
                archive.linking(facet, relation, from).into_iter().for_each(|id| members.insert(id));
            }
        }
        grown
    }

    /// Every record.
    pub fn all(&self) -> &FixedBitSet {
        &self.all
    }

    /// The records of one type.
    pub fn of_type(&self, wanted: RecordType) -> &FixedBitSet {
        &self.by_type[wanted as usize]
    }

    /// The events of one kind.
    pub fn of_kind(&self, wanted: EventKind) -> &FixedBitSet {
        &self.by_kind[wanted as usize]
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
    pub fn narrow_dates(&self, archive: &Archive, set: &mut FixedBitSet, any: &[crate::query::Span]) {
        let outside: Vec<usize> = set
            .ones()
            .filter(|&number| {
                let id = Id(u32::try_from(number).unwrap_or(u32::MAX));
                !archive.days(id).is_some_and(|days| any.iter().any(|span| span.touches(days)))
            })
            .collect();
        outside.into_iter().for_each(|number| set.set(number, false));
    }
}

fn union(sets: &[FixedBitSet]) -> FixedBitSet {
    sets.iter().fold(FixedBitSet::new(), |mut all, set| {
        all.union_with(set);
        all
    })
}

/// The countries and topics that the record itself names.
fn own_facets(archive: &Archive, id: Id) -> impl Iterator<Item = Id> + '_ {
    archive.linked(id, Relation::Country).chain(archive.linked(id, Relation::Topic))
}
