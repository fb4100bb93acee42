//! What words mean, in a kept file.

use std::io;

use super::SenseIndex;
use crate::archive::{Archive, Id};
use crate::kept::{KeptFile, KeptWriter, Unusable};
use crate::query::{Phrase, PhraseSyntax};

impl SenseIndex {
    /// Writes the names of concepts as they are looked for, their order, and what each covers.
    pub(in crate::search) fn keep(&self, to: &mut KeptWriter) -> io::Result<()> {
        let all = || self.phrases.iter().flatten();
        to.texts("sense words", 0, all().flat_map(|phrase| phrase.words.iter().map(String::as_str)))?;
        to.each("words of senses", 0, all().map(|phrase| narrow(phrase.words.len())))?;
        to.each("open senses", 0, all().map(|phrase| u8::from(phrase.open_left) | u8::from(phrase.open_right) << 1))?;
        to.each("names of senses", 0, self.phrases.iter().map(|own| narrow(own.len())))?;
        to.each("sense order", 0, self.names.iter().map(|(concept, _)| narrow(*concept)))?;
        to.each("sense order", 1, self.names.iter().map(|(_, name)| narrow(*name)))?;
        to.lists("sense kinds", 0, self.kinds.iter().map(|kinds| kinds.iter().map(|kind| narrow(*kind)).collect()))?;
        to.lists("sense topics", 0, self.topics.iter().map(|topics| topics.iter().map(|id| id.0).collect()))
    }

    /// What was kept of the concepts of `archive`.
    ///
    /// # Errors
    /// When the file does not hold anything that fits.
    pub(in crate::search) fn kept(archive: &Archive, from: &KeptFile) -> Result<Self, Unusable> {
        let mut words = from.texts("sense words", 0)?.into_iter();
        let lengths: Vec<u32> = from.column("words of senses", 0, u64::MAX)?;
        let open: Vec<u8> = from.column("open senses", 0, 4)?;
        if open.len() != lengths.len() {
            return Err(Unusable);
        }
        let phrase = |(length, open): (u32, u8)| {
            let words: Vec<String> = words.by_ref().take(length as usize).map(String::from).collect();
            let (open_left, open_right) = (open & 1 != 0, open & 2 != 0);
            let is_whole = !words.is_empty() && words.len() == length as usize;
            is_whole.then(|| Phrase { open_left, open_right, ..Phrase::new(words, PhraseSyntax::Name) })
        };
        let mut all = lengths.into_iter().zip(open).map(phrase).collect::<Option<Vec<Phrase>>>().ok_or(Unusable)?.into_iter();
        let counts: Vec<u32> = from.column("names of senses", 0, u64::MAX)?;
        let phrases: Vec<Vec<Phrase>> = counts.iter().map(|&count| all.by_ref().take(count as usize).collect()).collect();
        let concepts = phrases.len();
        let (of, own): (Vec<u32>, Vec<u32>) =
            (from.column("sense order", 0, concepts as u64)?, from.column("sense order", 1, u64::MAX)?);
        let names: Vec<(usize, usize)> = of.iter().zip(&own).map(|(&of, &own)| (of as usize, own as usize)).collect();
        let is_sound = of.len() == own.len() && names.iter().all(|&(concept, name)| name < phrases[concept].len());
        let kinds: Vec<Vec<u32>> = from.lists("sense kinds", 0, concepts as u64)?;
        let topics: Vec<Vec<u32>> = from.lists("sense topics", 0, archive.end() as u64)?;
        if !is_sound || kinds.len() != concepts || topics.len() != concepts {
            return Err(Unusable);
        }
        let kinds = kinds.into_iter().map(|kinds| kinds.into_iter().map(|kind| kind as usize).collect()).collect();
        let topics = topics.into_iter().map(|topics| topics.into_iter().map(Id).collect()).collect();
        Ok(Self { phrases, names, kinds, topics })
    }
}

fn narrow(number: usize) -> u32 {
    crate::archive::number(number)
}
