//! What a word is worth in a comparison: the rarer in the archive, the more.

use super::words::ComparedWord;
use crate::search::{Catalogue, Index};

/// The most that a word is worth: one that no record holds, or so few that it tells as much. In a small archive such a word
/// tells no less than in a large one, so that a score means the same in both.
const MOST: f32 = 5.0;

/// A character of a language written without blanks, of which the dictionary knows only runs.
const WIDE: f32 = 1.0;

/// The weights of the words of one archive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights<'a> {
    index: &'a Index,
    records: f32,
}

impl<'a> Weights<'a> {
    #[allow(clippy::cast_precision_loss)] // a measure, and no count
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { index: catalogue.index(), records: catalogue.archive.len() as f32 }
    }

    /// The number of a folded word in the dictionary, if a record holds it, and how many do.
    pub fn held(self, word: &str) -> Option<(u32, u32)> {
        let number = self.index.dictionary.find(word)?;
        let records = self.index.frequency.get(number as usize).copied().unwrap_or(0);
        (records > 0).then_some((number, records))
    }

    /// Of a word that so many records hold.
    #[allow(clippy::cast_precision_loss)] // a measure, and no count
    pub fn by_frequency(self, records: u32) -> f32 {
        (1.0 + self.records / records.max(1) as f32).ln().min(MOST)
    }

    /// Of a word; its stem may be commoner ("Japan’s" and "Japan").
    pub fn of(self, word: &ComparedWord) -> f32 {
        if word.is_wide() {
            return WIDE;
        }
        let of = |word: &str| self.held(word).map_or(MOST, |(_, records)| self.by_frequency(records));
        if word.stem == word.key { of(&word.key) } else { of(&word.key).min(of(&word.stem)) }
    }
}
