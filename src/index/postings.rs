//! Postings, also called an inverted list: for each word of a segment the records that hold it, and in which fields. Compact: where
//! in a text a word stands is read from the text, and only for records that are ranked by it.
//!
//! ```text
//!  held      a bit for each word of the dictionary, 64 to a block, and how many are set before the block
//!  stretches for each word held: start, length ──┐
//!                                                ▼
//!  records   u16 u16 u16 …   numbers in the segment, rising for each word
//!  marks     u8  u8  u8  …   7 id │ 6 whole │ 5 note │ 4 summary │ 3 text │ 2 topic │ 1 person │ 0 title
//! ```
//!
//! The words of a segment lie in the order of their letters, so that those that begin alike are one stretch.

use std::ops::Range;

use crate::record::{Field, Fields};

/// Beside the bits of the fields: that a title or name consists of the word alone.
pub(super) const WHOLE: u8 = 1 << 6;

/// Beside the bits of the fields: that the word stands in an id, which is searched with the titles and worth less.
pub(super) const IN_ID: u8 = 1 << 7;

/// Words of a segment to records.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    /// For every 64 words of the dictionary, up to the last that the segment holds: a bit for each that it holds, and how
    /// many it holds before. A dictionary may have millions of words of which a segment holds few.
    held: Vec<(u64, u32)>,
    /// For each word held, in the order of their numbers, where its records begin, and how many they are.
    stretches: Vec<(u32, u32)>,
    records: Vec<u16>,
    marks: Vec<u8>,
}

/// Records that hold a word, with the marks of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PostingList<'a> {
    pub records: &'a [u16],
    pub marks: &'a [u8],
}

impl Postings {
    /// From words by their numbers, in rising order, with their stretches.
    pub(super) fn new(words: Vec<(u32, (u32, u32))>, records: Vec<u16>, marks: Vec<u8>) -> Self {
        let blocks = words.last().map_or(0, |(word, _)| *word as usize / 64 + 1);
        let mut held = vec![(0, 0); blocks];
        words.iter().for_each(|(word, _)| held[*word as usize / 64].0 |= 1 << (word % 64));
        let mut before = 0;
        for (bits, count) in &mut held {
            *count = before;
            before += u64::count_ones(*bits);
        }
        let stretches = words.iter().map(|(_, stretch)| *stretch).collect();
        Self { held, stretches, records, marks }
    }

    /// The records that hold the word of this number.
    pub fn of(&self, word: u32) -> PostingList<'_> {
        self.list(self.stretch(word))
    }

    /// The records that hold any of a run of words: all there are between two in the order of their letters. A record that holds
    /// several comes several times.
    pub fn of_run(&self, words: &[u32]) -> PostingList<'_> {
        // The words of a segment lie in that order, so that only the ends of the run are looked for.
        let stretch = |&word: &u32| Some(self.stretch(word)).filter(|within| !within.is_empty());
        let (first, last) = (words.iter().find_map(stretch), words.iter().rev().find_map(stretch));
        self.list(first.unwrap_or_default().start..last.unwrap_or_default().end)
    }

    fn stretch(&self, word: u32) -> Range<usize> {
        let (bits, before) = self.held.get(word as usize / 64).copied().unwrap_or_default();
        let own = 1 << (word % 64);
        if bits & own == 0 {
            return 0..0;
        }
        let (start, length) = self.stretches[(before + (bits & (own - 1)).count_ones()) as usize];
        start as usize..start as usize + length as usize
    }

    fn list(&self, within: Range<usize>) -> PostingList<'_> {
        PostingList { records: &self.records[within.clone()], marks: &self.marks[within] }
    }
}

/// What a title that is the word alone weighs more.
pub(crate) const WHOLE_TITLE: u8 = 64;

/// What each combination of marks is worth: the best field counts. For a word by itself, a title that is the word alone
/// weighs more; among others that is told by the texts.
pub(crate) fn weights(by_itself: bool) -> [u8; 256] {
    std::array::from_fn(|marks| {
        let has = |mark: u8| marks & usize::from(mark) != 0;
        let own = Field::ALL.into_iter().filter(|field| has(bit(*field))).map(Field::weight).max();
        let weight = own.unwrap_or(u8::from(has(IN_ID)));
        if has(WHOLE) && by_itself { weight + WHOLE_TITLE } else { weight }
    })
}

/// The bit of a field.
pub(super) const fn bit(field: Field) -> u8 {
    Fields::of(&[field]).bits()
}

/// The marks of words that stand in any of `fields`.
pub(crate) const fn marks(fields: Fields) -> u8 {
    let own = fields.bits() & (WHOLE - 1);
    if own & bit(Field::Title) != 0 { own | IN_ID } else { own }
}
