//! Which records have which value of a field of a pack's own, and which belong to those that have it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use super::Catalogue;
use super::growth::scan;
use crate::archive::{Archive, Id};
use crate::query::OwnTest;
use crate::record::{FieldDeclaration, RecordType};

/// The values of a field, each with the records that have it, or belong to one that has.
pub type OwnSets = Vec<(String, FixedBitSet)>;

/// Types whose fields hold for whatever has to do with a record of theirs: what a party member said is of the party.
const LENDING: [RecordType; 3] = [RecordType::Person, RecordType::Organisation, RecordType::Place];

/// Types that share in what is said of the event to which they belong.
const OF_EVENTS: [RecordType; 3] = [RecordType::Quote, RecordType::Outcome, RecordType::Document];

/// Types that share in what is said of those they name.
const NAMING: [RecordType; 5] =
    [RecordType::Event, RecordType::Quote, RecordType::Outcome, RecordType::Project, RecordType::Document];

impl Catalogue {
    /// The records that meet a condition on a field of a pack's own. Incomplete once `stop` is set.
    pub(super) fn having(&self, field: &'static FieldDeclaration, values: &[String], stop: &AtomicBool) -> FixedBitSet {
        let archive = &self.archive;
        let mut found = FixedBitSet::with_capacity(archive.end());
        for test in values.iter().filter_map(|value| OwnTest::read(field, value, archive).ok()) {
            let by = |loosely: bool| {
                scan(archive, stop, &|_, record| {
                    field.on.contains(&record.record_type())
                        && record.own().get(&field.name).is_some_and(|own| test.holds(own, archive, loosely))
                })
            };
            let mut own = by(false);
            if own.is_clear() && matches!(test, OwnTest::Words(_)) {
                own = by(true);
            }
            found.union_with(&own);
        }
        spread(archive, field, &mut found);
        found
    }

    /// The values of a field with the records that have each, in the order of numbers if they are such, else the most frequent
    /// first. Remembered, for it reads every record that may have the field.
    pub fn own_sets(&self, field: &'static FieldDeclaration, stop: &AtomicBool) -> Arc<OwnSets> {
        if let Some(known) = self.own_sets.lock().ok().and_then(|sets| sets.get(field).cloned()) {
            return known;
        }
        let archive = &self.archive;
        let mut by_value: HashMap<String, FixedBitSet> = HashMap::new();
        for segment in archive.segments() {
            if stop.load(Ordering::Relaxed) {
                return Arc::default();
            }
            let mut wanted = |number: usize| segment.type_of(number).is_some_and(|of_type| field.on.contains(&of_type));
            segment.scan(&mut wanted, &mut |number, record| {
                let id = segment.first() as usize + number;
                if archive.is_replaced(Id::from_index(id)) {
                    return;
                }
                for value in record.own().get(&field.name).iter().flat_map(|own| &own.values) {
                    let set = by_value.entry(value.text.clone());
                    set.or_insert_with(|| FixedBitSet::with_capacity(archive.end())).insert(id);
                }
            });
        }
        let mut sets: OwnSets = by_value.into_iter().collect();
        sets.iter_mut().for_each(|(_, set)| spread(archive, field, set));
        let numbers: Option<Vec<f64>> = sets.iter().map(|(value, _)| value.parse().ok()).collect();
        if numbers.is_some() {
            let number = |value: &str| value.parse::<f64>().unwrap_or_default();
            sets.sort_by(|(one, _), (other, _)| number(one).total_cmp(&number(other)));
        } else {
            sets.sort_by_cached_key(|(value, set)| (std::cmp::Reverse(set.count_ones(..)), value.clone()));
        }
        let sets = Arc::new(sets);
        if let Ok(mut known) = self.own_sets.lock() {
            known.insert(field, Arc::clone(&sets));
        }
        sets
    }
}

/// Adds to the records that have a field those of types without it that belong to them: what names a person, a body or a place, and
/// what belongs to an event.
fn spread(archive: &Archive, field: &FieldDeclaration, set: &mut FixedBitSet) {
    let lacks = |of_type: &RecordType| !field.on.contains(of_type);
    let naming: Vec<RecordType> = NAMING.into_iter().filter(lacks).collect();
    let lending: Vec<Id> = set.ones().map(Id::from_index).filter(|&id| LENDING.contains(&archive.record_type(id))).collect();
    for id in lending {
        for &of_type in &naming {
            archive.referring(id, of_type).into_iter().for_each(|naming| set.insert(naming.index()));
        }
    }
    // The meeting at which something was decided or said counts with it, what else came of the meeting does not.
    let mut meetings: Vec<Id> = Vec::new();
    if lacks(&RecordType::Event) {
        let own = set.ones().map(Id::from_index).filter(|&id| OF_EVENTS.contains(&archive.record_type(id)));
        meetings.extend(own.filter_map(|id| archive.segment_of(id).and_then(|(segment, at)| segment.event(at))));
    }
    for segment in archive.segments() {
        for (number, id) in segment.numbers().enumerate() {
            let shares = segment.type_of(number).is_some_and(|of_type| OF_EVENTS.contains(&of_type) && lacks(&of_type));
            if shares && segment.event(number).is_some_and(|event| set.contains(event.index())) {
                set.insert(id as usize);
            }
        }
    }
    meetings.into_iter().for_each(|event| set.insert(event.index()));
}
