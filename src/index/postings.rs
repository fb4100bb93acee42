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

use std::io;
use std::ops::Range;
use std::sync::Arc;

use crate::kept::{Deferred, KeptFile, KeptWriter, Pages, Unusable};
use crate::record::{Field, Fields};

/// Beside the bits of the fields: that a title or name consists of the word alone.
pub(super) const WHOLE: u8 = 1 << 6;

/// Beside the bits of the fields: that the word stands in an id, which is searched with the titles and worth less.
pub(super) const IN_ID: u8 = 1 << 7;

/// Words of a segment to records.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    words: Deferred<HeldWords>,
    entries: Entries,
}

/// The words that a segment holds, and where the records of each lie.
#[derive(Debug, Default)]
struct HeldWords {
    /// For every 64 words of the dictionary, up to the last that the segment holds: a bit for each that it holds, and how
    /// many it holds before. A dictionary may have millions of words of which a segment holds few.
    held: Vec<(u64, u32)>,
    /// For each word held, in the order of their numbers, where its records begin, and how many they are.
    stretches: Vec<(u32, u32)>,
}

impl HeldWords {
    /// From a bit for each word held, and the stretch of each.
    fn new(bits: impl Iterator<Item = u64>, stretches: Vec<(u32, u32)>) -> Self {
        let mut before = 0;
        let held = bits.map(|bits| {
            let own = (bits, before);
            before += bits.count_ones();
            own
        });
        Self { held: held.collect(), stretches }
    }
}

/// The records of all words, with their marks.
#[derive(Debug)]
enum Entries {
    Made { records: Vec<u16>, marks: Vec<u8> },
    Kept { records: Pages<u16>, marks: Pages<u8> },
}

impl Default for Entries {
    fn default() -> Self {
        Self::Made { records: Vec::new(), marks: Vec::new() }
    }
}

/// Records that hold a word, with the marks of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PostingList<'a> {
    pub records: &'a [u16],
    pub marks: &'a [u8],
}

/// The records of a word, or of a run of words, in one list or several.
#[derive(Debug, Clone)]
pub(crate) struct PostingLists<'a> {
    entries: &'a Entries,
    left: Range<usize>,
}

impl PostingLists<'_> {
    /// How many records they have in all.
    pub fn entries(&self) -> usize {
        self.left.len()
    }
}

impl<'a> Iterator for PostingLists<'a> {
    type Item = PostingList<'a>;

    fn next(&mut self) -> Option<PostingList<'a>> {
        if self.left.is_empty() {
            return None;
        }
        let from = self.left.start;
        match self.entries {
            Entries::Made { records, marks } => {
                let within = std::mem::take(&mut self.left);
                Some(PostingList { records: &records[within.clone()], marks: &marks[within] })
            }
            Entries::Kept { records, marks } => {
                let to = self.left.end.min((from / Pages::<u16>::SIZE + 1) * Pages::<u16>::SIZE);
                self.left.start = to;
                Some(PostingList { records: records.part(from, to), marks: marks.part(from, to) })
            }
        }
    }
}

impl Postings {
    /// From words by their numbers, in rising order, with their stretches.
    pub(super) fn new(words: Vec<(u32, (u32, u32))>, records: Vec<u16>, marks: Vec<u8>) -> Self {
        let blocks = words.last().map_or(0, |(word, _)| *word as usize / 64 + 1);
        let mut bits = vec![0; blocks];
        words.iter().for_each(|(word, _)| bits[*word as usize / 64] |= 1 << (word % 64));
        let stretches = words.iter().map(|(_, stretch)| *stretch).collect();
        Self { words: HeldWords::new(bits.into_iter(), stretches).into(), entries: Entries::Made { records, marks } }
    }

    /// The records that hold the word of this number.
    pub fn of(&self, word: u32) -> PostingLists<'_> {
        self.lists(self.stretch(word))
    }

    /// The records that hold any of a run of words: all there are between two in the order of their letters. A record that holds
    /// several comes several times.
    pub fn of_run(&self, words: &[u32]) -> PostingLists<'_> {
        // The words of a segment lie in that order, so that only the ends of the run are looked for.
        let stretch = |&word: &u32| Some(self.stretch(word)).filter(|within| !within.is_empty());
        let (first, last) = (words.iter().find_map(stretch), words.iter().rev().find_map(stretch));
        self.lists(first.unwrap_or_default().start..last.unwrap_or_default().end)
    }

    fn stretch(&self, word: u32) -> Range<usize> {
        let (bits, before) = self.words.held.get(word as usize / 64).copied().unwrap_or_default();
        let own = 1 << (word % 64);
        if bits & own == 0 {
            return 0..0;
        }
        let (start, length) = self.words.stretches[(before + (bits & (own - 1)).count_ones()) as usize];
        start as usize..start as usize + length as usize
    }

    fn lists(&self, left: Range<usize>) -> PostingLists<'_> {
        PostingLists { entries: &self.entries, left }
    }

    /// Writes the postings of segment `n`.
    pub fn keep(&self, n: usize, to: &mut KeptWriter) -> io::Result<()> {
        to.each("held", n, self.words.held.iter().map(|(bits, _)| *bits))?;
        to.each("begins", n, self.words.stretches.iter().map(|(start, _)| *start))?;
        to.each("lengths", n, self.words.stretches.iter().map(|(_, length)| *length))?;
        let all = match &self.entries {
            Entries::Made { records, .. } => records.len(),
            Entries::Kept { records, .. } => records.count(),
        };
        let lists = || self.lists(0..all);
        to.each("records", n, lists().flat_map(|list| list.records.iter().copied()))?;
        to.each("marks", n, lists().flat_map(|list| list.marks.iter().copied()))
    }

    /// The postings of segment `n`, which has `count` records, by the numbers of a dictionary of so many words.
    ///
    /// # Errors
    /// When the file does not hold any that fit.
    pub fn kept(n: usize, count: usize, words: usize, from: &Arc<KeptFile>) -> Result<Self, Unusable> {
        let (blocks, held, all) = (from.count("held", n)?, from.count("begins", n)?, from.count("records", n)?);
        if blocks > words.div_ceil(64) {
            return Err(Unusable);
        }
        let bits: Deferred<Vec<u64>> = from.deferred("held", n, u64::MAX, None)?;
        let begins: Deferred<Vec<u32>> = from.deferred("begins", n, all as u64 + 1, None)?;
        let lengths: Deferred<Vec<u32>> = from.deferred("lengths", n, all as u64 + 1, Some(held))?;
        let words = move || {
            // Whatever would lead beyond the list leads nowhere.
            let stretch = |(&start, &length): (&u32, &u32)| match start as usize + length as usize {
                end if end <= all => (start, length),
                _ => (0, 0),
            };
            let mut stretches: Vec<(u32, u32)> = begins.iter().zip(lengths.iter()).map(stretch).collect();
            let set: usize = bits.iter().map(|bits| bits.count_ones() as usize).sum();
            stretches.resize(set, (0, 0));
            HeldWords::new(bits.iter().copied(), stretches)
        };
        let entries = Entries::Kept {
            records: Pages::new(from, "records", n, count as u64, all)?,
            marks: Pages::new(from, "marks", n, u64::MAX, all)?,
        };
        Ok(Self { words: Deferred::of(words), entries })
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
