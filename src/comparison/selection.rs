//! Two selections of records: what they count, and which records they have in common.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::fields::FieldRelation;
use crate::archive::{Archive, Id};
use crate::query::Query;
use crate::record::{Language, RecordType};
use crate::search::{Annotations, Catalogue, Hits};
use crate::view::{Breakdown, Facet, View};

/// How many records of A and of B have one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Id, type or word of a short list.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// In A and in B.
    pub counts: [usize; 2],
}

impl CountRow {
    /// How many more B has than A.
    pub fn difference(&self) -> i64 {
        let [a, b] = self.counts.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        b - a
    }

    /// The same with its sign: "+3", "-1", "=".
    pub fn difference_said(&self) -> String {
        match self.difference() {
            0 => "=".to_owned(),
            by => format!("{by:+}"),
        }
    }

    /// How the one count relates to the other.
    pub fn relation(&self) -> FieldRelation {
        match self.counts {
            [_, 0] => FieldRelation::OnlyA,
            [0, _] => FieldRelation::OnlyB,
            [a, b] if a == b => FieldRelation::Equal,
            _ => FieldRelation::Different,
        }
    }
}

/// Counts by one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountSection {
    /// By what.
    pub by: Facet,
    /// The records that are counted.
    pub of: &'static str,
    /// What is counted most often in both together comes first; types in their order. What neither has is left out.
    pub rows: Vec<CountRow>,
}

/// Two selections side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectionComparison {
    /// How many records A and B have.
    pub sizes: [usize; 2],
    /// Counts by type, kind of event, topic, country, person and form of outcome.
    pub sections: Vec<CountSection>,
    /// The records of both, by type and in listing order.
    pub common: Vec<Id>,
    /// The records of A only, and of B only.
    pub only: [Vec<Id>; 2],
}

impl SelectionComparison {
    /// Compares two selections.
    pub fn new(catalogue: &Catalogue, sets: [&FixedBitSet; 2]) -> Self {
        let archive = &catalogue.archive;
        let of_types = |types: &[RecordType]| {
            sets.map(|set| {
                let mut wanted = FixedBitSet::with_capacity(archive.end());
                types.iter().for_each(|of_type| wanted.union_with(catalogue.facets().of_type(*of_type)));
                set & &wanted
            })
        };
        let dated: Vec<RecordType> = RecordType::ALL.into_iter().filter(|of_type| of_type.is_dated()).collect();
        let parts = [
            (Facet::Kind, "events", &[RecordType::Event][..]),
            (Facet::Topic, "dated records", &dated),
            (Facet::Country, "dated records", &dated),
            (Facet::Person, "dated records", &dated),
            (Facet::Form, "outcomes", &[RecordType::Outcome]),
        ];
        let sections = parts.into_iter().map(|(by, of, types)| section(catalogue, &of_types(types), by, of));
        let sections = std::iter::once(types(catalogue, sets)).chain(sections).filter(|section| !section.rows.is_empty());
        let listed = |set: &FixedBitSet| -> Vec<Id> {
            RecordType::ALL.into_iter().flat_map(|of_type| archive.of_type_in(of_type, set)).collect()
        };
        let without = |set: &FixedBitSet, other: &FixedBitSet| {
            let mut own = set.clone();
            own.difference_with(other);
            listed(&own)
        };
        Self {
            sizes: sets.map(|set| set.count_ones(..)),
            sections: sections.collect(),
            common: listed(&(sets[0] & sets[1])),
            only: [without(sets[0], sets[1]), without(sets[1], sets[0])],
        }
    }
}

impl SelectionComparison {
    /// Compares what two queries select; `annotations` are the reader’s own.
    pub fn of_queries(catalogue: &Catalogue, queries: [&Query; 2], annotations: &Arc<Annotations>) -> Self {
        let sets = queries.map(|query| selected(catalogue, query, annotations));
        Self::new(catalogue, [&sets[0], &sets[1]])
    }

    /// The parts that hold records, with what they are called.
    pub fn parts(&self) -> [(&'static str, FieldRelation, &[Id]); 3] {
        [
            ("In both", FieldRelation::Equal, &self.common),
            ("Only in A", FieldRelation::OnlyA, &self.only[0]),
            ("Only in B", FieldRelation::OnlyB, &self.only[1]),
        ]
    }
}

/// The records that count for a query: of words those that hold them, if any do.
fn selected(catalogue: &Catalogue, query: &Query, annotations: &Arc<Annotations>) -> FixedBitSet {
    let mut query = query.clone();
    query.list_by_fields();
    query.parsed.finish();
    let ranked = View::with_annotations(catalogue, &query, annotations).hits.filter(|_| query.parsed.has_words());
    let hits = ranked.unwrap_or_else(|| Hits::of_all_with_annotations(catalogue, &query, annotations));
    let mut set = FixedBitSet::with_capacity(catalogue.archive.end());
    hits.counted().iter().for_each(|hit| set.insert(hit.id.index()));
    set
}

fn types(catalogue: &Catalogue, sets: [&FixedBitSet; 2]) -> CountSection {
    let row = |of_type: RecordType| CountRow {
        id: of_type.name().to_owned(),
        name: of_type.plural().to_owned(),
        counts: sets.map(|set| set.intersection_count(catalogue.facets().of_type(of_type))),
    };
    let rows = RecordType::ALL.into_iter().map(row).filter(|row| row.counts != [0, 0]).collect();
    CountSection { by: Facet::Type, of: "records", rows }
}

fn section(catalogue: &Catalogue, sets: &[FixedBitSet; 2], by: Facet, of: &'static str) -> CountSection {
    let archive = &catalogue.archive;
    let mut rows: BTreeMap<String, CountRow> = BTreeMap::new();
    for (side, set) in sets.iter().enumerate() {
        for (id, name, count) in counted(catalogue, archive, set, by) {
            rows.entry(id.clone()).or_insert_with(|| CountRow { id, name, counts: [0, 0] }).counts[side] = count;
        }
    }
    let mut rows: Vec<CountRow> = rows.into_values().filter(|row| row.counts != [0, 0]).collect();
    rows.sort_by(|one, other| {
        let key = |row: &CountRow| (Reverse(row.counts[0] + row.counts[1]), row.name.clone(), row.id.clone());
        key(one).cmp(&key(other))
    });
    CountSection { by, of, rows }
}

/// The values of a facet, with how many records of `set` have each.
fn counted(catalogue: &Catalogue, archive: &Archive, set: &FixedBitSet, by: Facet) -> Vec<(String, String, usize)> {
    let table = Breakdown::new(catalogue, set, (by, Facet::Type), usize::MAX);
    let all = table.columns.len();
    let row = |(at, value): (usize, &crate::view::FacetValue)| {
        (value.id(archive), value.name(archive, Language::En), table.matrix.get(at, all).filed)
    };
    table.rows.iter().enumerate().map(row).collect()
}
