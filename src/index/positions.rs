//! Where words stand: the words of some records in order, text by text. Postings say which records hold a word; this says how close
//! the words of a query stand in them. Kept of small archives; of large ones made anew for the best records of each answer.

mod kept;

use super::derived;
use super::dictionary::TermDictionary;
use super::texts::{SearchedText, joins, own_texts};
use crate::archive::{Archive, Id, number};
use crate::record::{Field, Record};
use crate::text;

pub(crate) use kept::KeptPositions;

/// One text of a record: the words `start..end` of [`Positions::word_at`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct IndexedText {
    pub record: Id,
    pub field: Field,
    /// What a hit here is worth.
    pub weight: u8,
    pub start: u32,
    pub end: u32,
}

/// Words that no record of the archive holds as its own, such as some that only links bring.
const UNKNOWN: u32 = u32::MAX;

/// Words in the order in which they stand. Places are numbered through all records.
#[derive(Debug)]
pub(crate) struct Positions {
    /// The words that stand anywhere, by number, and where the places of each begin in `places`; then the end.
    terms: Vec<u32>,
    place_starts: Vec<u32>,
    places: Vec<u32>,
    words: Vec<u32>,
    text_of: Vec<u32>,
    texts: Vec<IndexedText>,
    /// The records, in the order of their numbers, and the first place of each; then the end.
    records: Vec<Id>,
    record_starts: Vec<u32>,
}

impl Positions {
    /// Reads the words of records, which come in the order of their numbers.
    pub fn of<'r>(archive: &Archive, dictionary: &TermDictionary, records: impl IntoIterator<Item = (Id, &'r Record)>) -> Self {
        let mut writer = PositionsWriter::new(archive, dictionary);
        records.into_iter().for_each(|(id, record)| writer.read(id, record));
        writer.finish()
    }

    /// Where a word stands, in order.
    pub fn places(&self, word: u32) -> &[u32] {
        match self.terms.binary_search(&word) {
            Ok(at) => &self.places[self.place_starts[at] as usize..self.place_starts[at + 1] as usize],
            Err(_) => &[],
        }
    }

    /// The word at a place.
    pub fn word_at(&self, place: u32) -> u32 {
        self.words[place as usize]
    }

    /// The text that holds a place.
    pub fn text_at(&self, place: u32) -> &IndexedText {
        &self.texts[self.text_of[place as usize] as usize]
    }

    /// The places of a record.
    pub fn places_of(&self, record: Id) -> std::ops::Range<u32> {
        let Ok(number) = self.records.binary_search(&record) else { return 0..0 };
        self.record_starts[number]..self.record_starts[number + 1]
    }
}

/// Reads records into [`Positions`].
pub(crate) struct PositionsWriter<'a> {
    archive: &'a Archive,
    dictionary: &'a TermDictionary,
    /// Words with their places.
    pairs: Vec<(u32, u32)>,
    words: Vec<u32>,
    text_of: Vec<u32>,
    texts: Vec<IndexedText>,
    records: Vec<Id>,
    record_starts: Vec<u32>,
}

impl<'a> PositionsWriter<'a> {
    /// Nothing read yet.
    pub fn new(archive: &'a Archive, dictionary: &'a TermDictionary) -> Self {
        let (pairs, words, text_of, texts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { archive, dictionary, pairs, words, text_of, texts, records: Vec::new(), record_starts: vec![0] }
    }

    /// Takes in the words of a record.
    pub fn read(&mut self, id: Id, record: &Record) {
        let archive = self.archive;
        own_texts(record, &mut |text| self.add(id, text));
        derived::texts(record, Some((archive, id)), &mut |text| self.add(id, text));
        self.records.push(id);
        self.record_starts.push(number(self.words.len()));
    }

    fn add(&mut self, record: Id, text: SearchedText<'_>) {
        let start = number(self.words.len());
        let mut last: Option<(String, usize)> = None;
        text::each_token(text.text, &mut |token, range| {
            let place = number(self.words.len());
            let word = self.dictionary.find(token).filter(|_| text.holds(token));
            // "Nur-Sultan" is found as "Nursultan", and "CA+JAD" as "cajad".
            if text.joins() {
                if let Some((before, end)) = &last
                    && joins(text.text, *end..range.start)
                    && let Some(joined) = self.dictionary.find(&format!("{before}{token}"))
                {
                    self.pairs.push((joined, place - 1));
                }
                last = Some((token.to_owned(), range.end));
            }
            self.pairs.extend(word.map(|word| (word, place)));
            self.words.push(word.unwrap_or(UNKNOWN));
            self.text_of.push(number(self.texts.len()));
        });
        let end = number(self.words.len());
        if end > start {
            self.texts.push(IndexedText { record, field: text.field, weight: text.weight(), start, end });
        }
    }

    /// Lays the places of each word together.
    pub fn finish(self) -> Positions {
        let Self { mut pairs, words, text_of, texts, records, record_starts, .. } = self;
        pairs.sort_unstable();
        let (mut terms, mut place_starts) = (Vec::new(), Vec::new());
        for (at, (word, _)) in pairs.iter().enumerate() {
            if terms.last() != Some(word) {
                terms.push(*word);
                place_starts.push(number(at));
            }
        }
        place_starts.push(number(pairs.len()));
        let places = pairs.into_iter().map(|(_, place)| place).collect();
        Positions { terms, place_starts, places, words, text_of, texts, records, record_starts }
    }
}
