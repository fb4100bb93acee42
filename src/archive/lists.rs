//! The records of each type in the order in which they are listed: by date, by name, or as the packs have them.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::{Archive, Id};
use crate::record::RecordType;

impl Archive {
    /// The ids of one type, in listing order.
    pub fn of_type(&self, wanted: RecordType) -> &[Id] {
        &self.by_type[wanted as usize]
    }

    /// The ids of one type that are in `set`, by number, in listing order.
    pub fn of_type_in(&self, wanted: RecordType, set: &FixedBitSet) -> Vec<Id> {
        let listed = self.of_type(wanted);
        // Without a branch, which nobody could foresee: each is written down and the next goes over it unless it belongs.
        let mut found = vec![Id(0); listed.len() + 1];
        let mut count = 0;
        for &id in listed {
            found[count] = id;
            count += usize::from(set.contains(id.index()));
        }
        found.truncate(count);
        found.shrink_to_fit();
        found
    }

    /// What decides the place of a record in the list of its type: its days, its name, its place in the packs. The packs give
    /// countries and topics an order with a meaning: members first, founding areas first.
    pub(super) fn order(&self, id: Id) -> (u64, &str, Id) {
        let (segment, number) = self.at(id);
        let dated = self.record_type(id).is_dated();
        (if dated { segment.packed_days(number) } else { 0 }, segment.sort_name(number), self.replaced.place(id))
    }

    /// Puts the records of the segments from `from` on into the lists.
    pub(super) fn list(&mut self, from: usize) {
        let fresh_segments = &self.segments[from..];
        if fresh_segments.is_empty() {
            return;
        }
        let mut by_type = Arc::clone(&self.by_type);
        let lists = Arc::make_mut(&mut by_type);
        for of_type in RecordType::ALL {
            let mut fresh: Vec<Id> = Vec::new();
            for segment in fresh_segments {
                let of_type = |(number, _): &(usize, u32)| segment.type_of(*number) == Some(of_type);
                fresh.extend(segment.numbers().enumerate().filter(of_type).map(|(_, id)| Id(id)));
            }
            let list = &mut lists[of_type as usize];
            if !self.replaced.is_empty() {
                list.retain(|&id| !self.is_replaced(id));
                fresh.retain(|&id| !self.is_replaced(id));
            }
            if !fresh.is_empty() {
                let by_day = |&id: &Id| (self.packed_days(id), self.replaced.place(id));
                *list = if of_type.is_dated() {
                    fresh.sort_by_cached_key(by_day);
                    merged(list, &fresh, by_day)
                } else {
                    fresh.sort_by_key(|&id| self.order(id));
                    merged(list, &fresh, |&id| self.order(id))
                };
            }
        }
        self.by_type = by_type;
    }

    /// The lists of what takes its date from an event, in the order of dates that were found late.
    pub(super) fn list_anew(&mut self) {
        let mut by_type = Arc::clone(&self.by_type);
        let lists = Arc::make_mut(&mut by_type);
        for of_type in [RecordType::Quote, RecordType::Outcome, RecordType::Document, RecordType::Project] {
            lists[of_type as usize].sort_by_cached_key(|&id| (self.packed_days(id), self.replaced.place(id)));
        }
        self.by_type = by_type;
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
