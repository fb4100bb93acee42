//! Where words stand, in a kept file.

use std::io;

use super::{IndexedText, Positions};
use crate::archive::Id;
use crate::kept::{KeptFile, KeptWriter, Unusable};
use crate::record::Field;

/// Which of the positions that an index keeps.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KeptPositions {
    /// Those of the records that others are found by the names of.
    Names,
    /// Those of every record.
    All,
}

impl Positions {
    /// Writes them.
    pub fn keep(&self, which: KeptPositions, to: &mut KeptWriter) -> io::Result<()> {
        let n = which as usize;
        to.column("placed words", n, &self.terms)?;
        to.column("place starts", n, &self.place_starts)?;
        to.column("places of words", n, &self.places)?;
        to.column("words at places", n, &self.words)?;
        to.column("texts of places", n, &self.text_of)?;
        to.each("records of texts", n, self.texts.iter().map(|text| text.record.0))?;
        to.each("fields of texts", n, self.texts.iter().map(|text| text.field as u8))?;
        to.each("weights of texts", n, self.texts.iter().map(|text| text.weight))?;
        to.each("texts from", n, self.texts.iter().map(|text| text.start))?;
        to.each("texts to", n, self.texts.iter().map(|text| text.end))?;
        to.each("records with words", n, self.records.iter().map(|id| id.0))?;
        to.column("record starts", n, &self.record_starts)
    }

    /// Those of a kept file, of an archive whose records are numbered up to `end`.
    ///
    /// # Errors
    /// When the file does not hold any that hang together.
    pub fn kept(which: KeptPositions, end: usize, from: &KeptFile) -> Result<Self, Unusable> {
        let n = which as usize;
        let (all, texts, places) =
            (from.count("words at places", n)?, from.count("texts from", n)?, from.count("places of words", n)?);
        let (all, texts, end) = (all as u64, texts as u64, end as u64);
        let terms: Vec<u32> = from.column("placed words", n, u64::MAX)?;
        let place_starts = rising(from.column("place starts", n, places as u64 + 1)?, terms.len())?;
        let records: Vec<u32> = from.column("records with words", n, end)?;
        let record_starts = rising(from.column("record starts", n, all + 1)?, records.len())?;
        let words: Vec<u32> = from.column("words at places", n, u64::MAX)?;
        let text_of: Vec<u32> = from.column("texts of places", n, texts)?;
        let (of, fields): (Vec<u32>, Vec<u8>) = (from.column("records of texts", n, end)?, from.column("fields of texts", n, 8)?);
        let (starts, ends): (Vec<u32>, Vec<u32>) = (from.column("texts from", n, all + 1)?, from.column("texts to", n, all + 1)?);
        let weights: Vec<u8> = from.column("weights of texts", n, u64::MAX)?;
        let is_sound = text_of.len() == words.len() && [of.len(), fields.len(), ends.len(), weights.len()] == [starts.len(); 4];
        if !is_sound || starts.iter().zip(&ends).any(|(start, end)| start > end) {
            return Err(Unusable);
        }
        let field = |number: u8| Field::ALL.into_iter().find(|field| *field as u8 == number).ok_or(Unusable);
        let texts = (0..starts.len()).map(|at| {
            let (record, weight) = (Id(of[at]), weights[at]);
            Ok(IndexedText { record, field: field(fields[at])?, weight, start: starts[at], end: ends[at] })
        });
        Ok(Self {
            terms,
            place_starts,
            places: from.column("places of words", n, all.max(1))?,
            words,
            text_of,
            texts: texts.collect::<Result<_, Unusable>>()?,
            records: records.into_iter().map(Id).collect(),
            record_starts,
        })
    }
}

/// The starts of so many stretches, and the end of the last.
fn rising(starts: Vec<u32>, stretches: usize) -> Result<Vec<u32>, Unusable> {
    let is_sound = starts.len() == stretches + 1 && starts.is_sorted();
    if is_sound { Ok(starts) } else { Err(Unusable) }
}
