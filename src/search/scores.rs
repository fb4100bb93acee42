//! How well each record of one segment meets a query, in a number of sixteen bits: so that a hundred thousand are compared in
//! no time.

use super::hit::Tier;
use crate::index::PostingLists;

/// Met without a word: by a condition, or by what is absent.
pub(crate) const PASSED: u16 = score(Tier::Exact, 0, 0);

/// Tier, typos and weight in one number, greater for better; never 0, which is no match.
pub(crate) const fn score(tier: Tier, typos: u8, weight: u16) -> u16 {
    let typos = if typos > 7 { 7 } else { typos };
    let weight = if weight > 0xff { 0xff } else { weight };
    (WORST - tier as u16) << 12 | (8 - typos as u16) << 8 | weight
}

/// The number of the worst tier there is room for.
const WORST: u16 = 15;

pub(crate) const fn tier_of(score: u16) -> Tier {
    let number = (WORST - (score >> 12)) as usize;
    if number < Tier::ALL.len() { Tier::ALL[number] } else { Tier::Loose }
}

pub(crate) const fn typos_of(score: u16) -> u16 {
    8 - (score >> 8 & 0xf)
}

pub(crate) const fn weight_of(score: u16) -> u16 {
    score & 0xff
}

/// Both met: the worse tier, all typos, both weights.
fn both(one: u16, other: u16) -> u16 {
    let typos = (typos_of(one) + typos_of(other)).min(7);
    (one & 0xf000).min(other & 0xf000) | (8 - typos) << 8 | (weight_of(one) + weight_of(other)).min(0xff)
}

/// The records of one segment that meet a clause of the query, and how well.
#[derive(Clone)]
pub(crate) struct Scores {
    /// 0, or what a record has met; only of those in `met`.
    by_record: Vec<u16>,
    /// One bit for each record.
    met: Vec<u64>,
}

impl Scores {
    pub fn none(records: usize) -> Self {
        Self { by_record: vec![0; records], met: vec![0; records.div_ceil(64)] }
    }

    /// Every record, with the same score.
    pub fn all(records: usize, score: u16) -> Self {
        let mut met = vec![u64::MAX; records.div_ceil(64)];
        if let Some(last) = met.last_mut().filter(|_| !records.is_multiple_of(64)) {
            *last >>= 64 - records % 64;
        }
        Self { by_record: vec![score; records], met }
    }

    /// Notes that a record has met something; its best counts. Without a branch, since nobody can guess which have been met.
    #[inline]
    pub fn offer(&mut self, number: u16, score: u16) {
        let number = usize::from(number);
        let known = &mut self.by_record[number];
        *known = score.max(*known);
        self.met[number / 64] |= 1 << (number % 64);
    }

    /// Takes what stands in the lists of many words of one level, apart from fields that are not wanted.
    pub fn offer_crowd(&mut self, crowd: &Crowd, level: u16, wanted: u8, weights: &[u8; 256]) {
        let wanted = u64::from_ne_bytes([wanted; 8]);
        for (block, marks) in crowd.0.chunks(64).enumerate().take(self.met.len()) {
            let mut bits = 0;
            for (at, eight) in marks.as_chunks::<8>().0.iter().enumerate() {
                bits |= nonzero(u64::from_le_bytes(*eight) & wanted) << (at * 8);
            }
            self.met[block] |= bits;
            for at in ones(bits).map(usize::from) {
                let known = &mut self.by_record[block * 64 + at];
                #[allow(clippy::cast_possible_truncation)] // all bytes are the same
                let marks = marks[at] & wanted as u8;
                *known = (level | u16::from(weights[usize::from(marks)])).max(*known);
            }
        }
    }

    /// Whether a record has met anything.
    #[inline]
    pub fn has(&self, number: u16) -> bool {
        self.met[usize::from(number / 64)] >> (number % 64) & 1 != 0
    }

    /// How many records there are, met or not.
    pub fn len(&self) -> usize {
        self.by_record.len()
    }

    /// Whether the record of this number has met anything.
    pub fn has_at(&self, number: usize) -> bool {
        self.met[number / 64] >> (number % 64) & 1 != 0
    }

    /// Those that have met something, in order, with their scores.
    pub fn iter(&self) -> impl Iterator<Item = (u16, u16)> + '_ {
        numbers(&self.met).map(|number| (number, self.by_record[usize::from(number)]))
    }

    /// Leaves those that meet the other piece, too.
    pub fn narrow(&mut self, other: &Self) {
        for (block, (own, others)) in self.met.iter_mut().zip(&other.met).enumerate() {
            *own &= others;
            for at in ones(*own) {
                let number = block * 64 + usize::from(at);
                self.by_record[number] = both(self.by_record[number], other.by_record[number]);
            }
        }
    }

    /// Leaves all but some.
    pub fn without(mut self, other: &Self) -> Self {
        self.met.iter_mut().zip(&other.met).for_each(|(own, others)| *own &= !others);
        self
    }

    /// Leaves those of which `is_met` says so.
    pub fn keep(&mut self, is_met: impl Fn(u16) -> bool) {
        for (first, met) in (0u16..).step_by(64).zip(&mut self.met) {
            let lost = ones(*met).filter(|&at| !is_met(first + at)).fold(0, |lost, at| lost | 1 << at);
            *met &= !lost;
        }
    }

    /// Whether none has met anything.
    pub fn is_empty(&self) -> bool {
        self.met.iter().all(|&bits| bits == 0)
    }

    /// How well a record has met it; 0 of one that has not.
    pub fn of(&self, number: usize) -> u16 {
        if self.met[number / 64] >> (number % 64) & 1 == 0 { 0 } else { self.by_record[number] }
    }

    /// The records as bits, and the score of each.
    pub fn parts(&self) -> (&[u64], &[u16]) {
        (&self.met, &self.by_record)
    }

    /// The records as bits.
    pub fn into_bits(self) -> Vec<u64> {
        self.met
    }
}

/// The records of thousands of words laid over each other, with the marks of all of them.
pub(crate) struct Crowd(Vec<u8>);

impl Crowd {
    pub fn new(lists: PostingLists<'_>) -> Self {
        let mut laid = vec![0; 1 << 16];
        for list in lists {
            list.records.iter().zip(list.marks).for_each(|(&record, &marks)| laid[usize::from(record)] |= marks);
        }
        Self(laid)
    }
}

/// One bit for each of eight bytes that is not 0.
const fn nonzero(bytes: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    // The highest bit of each byte, then all eight gathered in the highest byte.
    ((((bytes & LOW) + LOW) | bytes) >> 7 & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The numbers of the records whose bits are set.
pub(super) fn numbers(bits: &[u64]) -> impl Iterator<Item = u16> + '_ {
    bits.iter().zip((0u16..).step_by(64)).flat_map(|(&bits, first)| ones(bits).map(move |at| first + at))
}

/// The places of the bits that are set, from the lowest on.
#[inline]
#[allow(clippy::cast_possible_truncation)] // of 64
pub(crate) fn ones(mut bits: u64) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros() as u16;
        bits &= bits.wrapping_sub(1);
        (at < 64).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_order_as_ranking_does_and_read_back() {
        for pair in Tier::ALL.windows(2) {
            assert!(score(pair[0], 7, 0) > score(pair[1], 0, 255), "{pair:?}");
        }
        for tier in Tier::ALL {
            let made = score(tier, 2, 72);
            assert_eq!((tier_of(made), typos_of(made), weight_of(made)), (tier, 2, 72));
            assert_ne!(made, 0);
        }
        let sum = both(score(Tier::Exact, 0, 8), score(Tier::Typo, 1, 4));
        assert_eq!((tier_of(sum), typos_of(sum), weight_of(sum)), (Tier::Typo, 1, 12));
        assert_eq!(both(sum, PASSED), sum);
    }

    #[test]
    fn a_bit_stands_for_each_byte_that_is_not_0() {
        for bits in 0..256u64 {
            for mark in [1, 0x40, 0x7f, 0x80, 0xff] {
                let bytes: [u8; 8] = std::array::from_fn(|at| if bits >> at & 1 == 1 { mark } else { 0 });
                assert_eq!(nonzero(u64::from_le_bytes(bytes)), bits);
            }
        }
    }
}
