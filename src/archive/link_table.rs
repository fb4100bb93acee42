//! Who links to what, in one segment: keys in order, and the records of each laid end to end.

use std::io;
use std::sync::Arc;

use crate::kept::{Deferred, KeptFile, KeptWriter, Unusable};

/// Which records of a segment have the link of each key.
#[derive(Debug, Default)]
pub(super) struct LinkTable {
    keys: Deferred<Vec<u64>>,
    starts: Deferred<Vec<u32>>,
    records: Deferred<Vec<u16>>,
}

impl LinkTable {
    /// From pairs in any order.
    pub(super) fn new(mut pairs: Vec<(u64, u16)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let (mut keys, mut starts, mut records) = (Vec::new(), Vec::new(), Vec::new());
        for (key, record) in pairs {
            if keys.last() != Some(&key) {
                keys.push(key);
                starts.push(crate::archive::number(records.len()));
            }
            records.push(record);
        }
        starts.push(crate::archive::number(records.len()));
        keys.shrink_to_fit();
        starts.shrink_to_fit();
        records.shrink_to_fit();
        Self { keys: keys.into(), starts: starts.into(), records: records.into() }
    }

    /// Writes the table under this name.
    pub(super) fn keep(&self, name: &str, number: usize, to: &mut KeptWriter) -> io::Result<()> {
        to.column(&format!("{name} keys"), number, &self.keys)?;
        to.column(&format!("{name} starts"), number, &self.starts)?;
        to.column(&format!("{name} records"), number, &self.records)
    }

    /// The table that was written under this name, of a segment of so many records.
    pub(super) fn kept(name: &str, number: usize, records: usize, from: &Arc<KeptFile>) -> Result<Self, Unusable> {
        let (keys, all) = (format!("{name} keys"), format!("{name} records"));
        let (count, length) = (from.count(&keys, number)?, from.count(&all, number)?);
        Ok(Self {
            keys: from.deferred(&keys, number, u64::MAX, None)?,
            starts: from.deferred(&format!("{name} starts"), number, length as u64 + 1, Some(count + 1))?,
            records: from.deferred(&all, number, records as u64, None)?,
        })
    }

    pub(super) fn of(&self, key: u64) -> &[u16] {
        let at = first_at_least(&self.keys, key);
        if self.keys.get(at) == Some(&key) { self.at(at) } else { &[] }
    }

    fn at(&self, at: usize) -> &[u16] {
        self.records.get(self.starts[at] as usize..self.starts[at + 1] as usize).unwrap_or_default()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (u64, &[u16])> {
        self.keys.iter().enumerate().map(|(at, &key)| (key, self.at(at)))
    }
}

/// The place of the first of `keys`, which are in order, that is no less than `key`. Keys are spread evenly over all numbers, so
/// that one stands near its share of the way; searching from there touches far less memory than halving does.
pub(super) fn first_at_least(keys: &[u64], key: u64) -> usize {
    #[allow(clippy::cast_possible_truncation)] // less than the length
    let likely = ((u128::from(key) * keys.len() as u128) >> 64) as usize;
    let (mut from, mut to) = (likely, likely);
    let mut step = 8;
    while from > 0 && keys[from - 1] >= key {
        (to, from) = (from, from.saturating_sub(step));
        step *= 2;
    }
    step = 8;
    while to < keys.len() && keys[to] < key {
        (from, to) = (to + 1, (to + step).min(keys.len()));
        step *= 2;
    }
    from + keys[from..to].partition_point(|&known| known < key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        let even: Vec<u64> = (1..1000u64).map(|n| n * (u64::MAX / 1000)).collect();
        let crowded: Vec<u64> = (0..1000).collect();
        let lists = [Vec::new(), vec![7], vec![u64::MAX; 3], vec![0, 0, u64::MAX], even, crowded];
        for keys in &lists {
            let near = keys.iter().flat_map(|&key| [key.wrapping_sub(1), key, key.wrapping_add(1)]);
            for key in near.chain([0, 1, u64::MAX / 2, u64::MAX]) {
                assert_eq!(first_at_least(keys, key), keys.partition_point(|&known| known < key), "{key} of {keys:?}");
            }
        }
    }
}
