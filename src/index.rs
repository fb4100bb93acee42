//! What makes records searchable: the dictionary of their words, which records hold each word, and where words stand.

mod derived;
mod dictionary;
mod positions;
mod postings;
mod texts;
mod writer;

pub(crate) use derived::{derived_words, each_text};
pub(crate) use dictionary::{Beginning, TermDictionary, Word, mask};
pub(crate) use positions::{IndexedText, KeptPositions, Positions};
pub(crate) use postings::{PostingList, PostingLists, Postings, WHOLE_TITLE, marks, weights};
pub(crate) use texts::joins;
pub(crate) use writer::{PartialPostings, PostingsWriter, TermMerger};

/// Longest text, in characters, in which letters in order mean something.
pub(crate) const LONGEST: usize = 80;
