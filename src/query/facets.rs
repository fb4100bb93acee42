//! Sets of records by country, topic, type, kind and year; a filter is an intersection of them.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id, Relation};
use crate::record::{Date, EventKind, Record, RecordType};

/// The sets, by record number.
#[derive(Debug)]
pub struct Facets {
    by_link: HashMap<Id, FixedBitSet>,
    by_type: Vec<FixedBitSet>,
    by_kind: Vec<FixedBitSet>,
    size: usize,
}

impl Facets {
    /// Groups the records of `archive`.
    ///
    /// A record belongs to the countries and topics it names; a quote also to those of nobody else; a person to the
    /// topics they spoke on; a document or project to what its event does not need to say again; a source to whatever
    /// the records resting on it belong to.
    pub fn new(archive: &Archive) -> Self {
        let size = archive.len();
        let mut by_type = vec![FixedBitSet::with_capacity(size); RecordType::ALL.len()];
        let mut by_kind = vec![FixedBitSet::with_capacity(size); EventKind::ALL.len()];
        let mut by_link: HashMap<Id, FixedBitSet> = HashMap::new();
        let mut put = |facet: Id, member: Id| {
            by_link.entry(facet).or_insert_with(|| FixedBitSet::with_capacity(size)).insert(member.index());
        };
        for id in archive.all() {
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
        Self { by_link, by_type, by_kind, size }
    }

    /// Every record.
    pub fn all(&self) -> FixedBitSet {
        let mut all = FixedBitSet::with_capacity(self.size);
        all.insert_range(..);
        all
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
        any.iter().filter_map(|facet| self.by_link.get(facet)).for_each(|members| union.union_with(members));
        set.intersect_with(&union);
    }

    /// How many records of `set` belong to the country or topic.
    pub fn count(&self, set: &FixedBitSet, facet: Id) -> usize {
        self.by_link.get(&facet).map_or(0, |members| members.intersection_count(set))
    }

    /// Narrows `set` to records whose date can fall into any of the spans.
    pub fn narrow_dates(&self, archive: &Archive, set: &mut FixedBitSet, any: &[super::filter::Span]) {
        let outside: Vec<usize> = set
            .ones()
            .filter(|&number| {
                let id = Id(u32::try_from(number).unwrap_or(u32::MAX));
                !archive.date(id).is_some_and(|date: &Date| any.iter().any(|span| span.touches(date)))
            })
            .collect();
        outside.into_iter().for_each(|number| set.set(number, false));
    }
}

/// The countries and topics that the record itself names.
fn own_facets(archive: &Archive, id: Id) -> impl Iterator<Item = Id> + '_ {
    archive.linked(id, Relation::Country).chain(archive.linked(id, Relation::Topic))
}
