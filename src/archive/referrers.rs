//! Who refers to a record, by type: looked for once, then listed type by type, as far as anybody wants to see.

use fixedbitset::FixedBitSet;

use super::link::Relation;
use super::{Archive, Id};
use crate::record::RecordType;

/// The records that refer to one record.
#[derive(Debug)]
pub struct Referrers<'a> {
    archive: &'a Archive,
    /// In no order; whoever refers in two ways is there twice.
    by_type: [Vec<Id>; RecordType::ALL.len()],
}

impl<'a> Referrers<'a> {
    /// Those of the `wanted` types that refer to `id` in any way.
    pub(super) fn new(archive: &'a Archive, id: Id, wanted: &[RecordType]) -> Self {
        let mut by_type: [Vec<Id>; RecordType::ALL.len()] = Default::default();
        let mut take = |from: Id, of_type: RecordType| {
            if wanted.contains(&of_type) {
                by_type[of_type as usize].push(from);
            }
        };
        archive.each_linking(id, &Relation::ALL, &mut take);
        Self { archive, by_type }
    }

    /// All of one type, in listing order.
    pub fn all(&self, of_type: RecordType) -> Vec<Id> {
        self.last(of_type, usize::MAX).0
    }

    /// The last `most` of one type in listing order, of what has a date the newest; and how many there are in all.
    pub fn last(&self, of_type: RecordType, most: usize) -> (Vec<Id>, usize) {
        let (found, listed) = (&self.by_type[of_type as usize], self.archive.of_type(of_type));
        if found.len() > listed.len() / 16 && of_type.is_dated() {
            // Many of them: taken out of the list that is in order, rather than put in order.
            let mut set = FixedBitSet::with_capacity(self.archive.end());
            found.iter().for_each(|id| set.insert(id.index()));
            let count = set.count_ones(..);
            if most >= count {
                return (self.archive.of_type_in(of_type, &set), count);
            }
            let mut last: Vec<Id> = listed.iter().rev().filter(|id| set.contains(id.index())).take(most).copied().collect();
            last.reverse();
            return (last, count);
        }
        let mut all = self.in_order(of_type);
        let count = all.len();
        (all.split_off(count.saturating_sub(most)), count)
    }

    fn in_order(&self, of_type: RecordType) -> Vec<Id> {
        let archive = self.archive;
        let mut found = self.by_type[of_type as usize].clone();
        found.sort_unstable();
        found.dedup();
        if of_type.is_dated() {
            found.sort_by_key(|&id| archive.order(id));
        }
        found
    }
}
