//! What words mean, in a kept file.

use std::io;

use super::{NameList, SenseIndex};
use crate::archive::{Archive, Id};
use crate::kept::{KeptFile, KeptWriter, Unusable};

impl SenseIndex {
    /// Writes the names of concepts as they are looked for, their order, and what each covers.
    pub(in crate::search) fn keep(&self, to: &mut KeptWriter) -> io::Result<()> {
        to.texts("sense words", 0, self.names.words.iter())?;
        to.column("senses from", 0, &self.names.starts)?;
        to.column("open senses", 0, &self.names.open)?;
        to.column("names from", 0, &self.starts)?;
        to.column("sense order", 0, &self.order)?;
        to.lists("sense kinds", 0, self.kinds.iter().map(|kinds| kinds.iter().map(|kind| narrow(*kind)).collect()))?;
        to.lists("sense topics", 0, self.topics.iter().map(|topics| topics.iter().map(|id| id.0).collect()))
    }

    /// What was kept of the concepts of `archive`.
    ///
    /// # Errors
    /// When the file does not hold anything that fits.
    pub(in crate::search) fn kept(archive: &Archive, from: &KeptFile) -> Result<Self, Unusable> {
        let words = from.texts("sense words", 0)?;
        let open: Vec<u8> = from.column("open senses", 0, 4)?;
        let count = open.len();
        let starts: Vec<u32> = from.column("senses from", 0, words.len() as u64 + 1)?;
        let of_concepts: Vec<u32> = from.column("names from", 0, count as u64 + 1)?;
        let order: Vec<u32> = from.column("sense order", 0, count as u64)?;
        let concepts = of_concepts.len().saturating_sub(1);
        let kinds: Vec<Vec<u32>> = from.lists("sense kinds", 0, concepts as u64)?;
        let topics: Vec<Vec<u32>> = from.lists("sense topics", 0, archive.end() as u64)?;
        // Every name has a word, and every name belongs to a concept.
        let is_rising = |starts: &[u32]| starts.first() == Some(&0) && starts.is_sorted_by(|one, next| one < next);
        let is_whole = |starts: &[u32], end: usize| starts.last().is_some_and(|&last| last as usize == end);
        let is_sound = is_rising(&starts) && starts.len() == count + 1 && is_whole(&of_concepts, count);
        if !is_sound
            || of_concepts.first() != Some(&0)
            || !of_concepts.is_sorted()
            || [kinds.len(), topics.len()] != [concepts; 2]
        {
            return Err(Unusable);
        }
        let kinds = kinds.into_iter().map(|kinds| kinds.into_iter().map(|kind| kind as usize).collect()).collect();
        let topics = topics.into_iter().map(|topics| topics.into_iter().map(Id).collect()).collect();
        Ok(Self { names: NameList { words, starts, open }, starts: of_concepts, order, kinds, topics })
    }
}

fn narrow(number: usize) -> u32 {
    crate::archive::number(number)
}
