//! What makes records searchable: the dictionary of their words, which records hold each word, and where words stand.

pub(crate) mod derived;
mod dictionary;
mod positions;
mod postings;

pub(crate) use dictionary::{Beginning, TermDictionary, Word, mask};
pub use positions::Positions;
pub(crate) use positions::{Text, each_text, joins};
pub(crate) use postings::{List, PartialPostings, Postings, PostingsWriter, TermMerger, WHOLE_TITLE, marks, weights};

/// Longest text, in characters, in which letters in order mean something.
pub const LONGEST: usize = 80;

pub(crate) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
