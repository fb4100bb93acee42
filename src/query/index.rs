//! The word index: vocabulary, postings, and the words of each record in order.

use std::collections::HashMap;

use crate::archive::{Archive, Id};
use crate::record::{Event, Field, Record};
use crate::text;

/// Between two texts of one record in [`Index::words_of`].
pub(super) const BREAK: u32 = u32::MAX;

/// A distinct folded word of the archive.
#[derive(Debug)]
pub(super) struct Word {
    pub text: Box<str>,
    /// Length in characters.
    pub chars: usize,
    /// One bit per letter (hashed for other scripts): a word can contain a term only if its mask does.
    pub mask: u64,
    /// Romanisation key, for words of names only.
    pub key: Option<Box<str>>,
}

/// A record that holds a word, and the best field it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub record: Id,
    pub field: Field,
}

/// Words, where they stand, and short texts for letters in order.
#[derive(Debug)]
pub struct Index {
    pub(super) vocabulary: Vec<Word>,
    lookup: HashMap<Box<str>, u32>,
    posting_starts: Vec<u32>,
    postings: Vec<Posting>,
    word_starts: Vec<u32>,
    words: Vec<(u32, Field)>,
    short: Vec<Vec<String>>,
}

impl Index {
    /// Reads every text of the archive.
    pub fn new(archive: &Archive) -> Self {
        let mut maker = Maker::default();
        let mut word_starts = vec![0];
        let mut short = Vec::with_capacity(archive.len());
        for id in archive.all() {
            maker.read(id, archive.record(id));
            word_starts.push(u32::try_from(maker.words.len()).unwrap_or(u32::MAX));
            short.push(short_texts(archive.record(id)));
        }
        let Maker { vocabulary, lookup, mut pairs, words } = maker;
        // Of several fields in which a record holds a word, the first in the order of fields is the best.
        pairs.sort_unstable_by_key(|&(word, posting)| (word, posting.record, posting.field));
        pairs.dedup_by_key(|(word, posting)| (*word, posting.record));
        let mut posting_starts = vec![0; vocabulary.len() + 1];
        for (word, _) in &pairs {
            posting_starts[*word as usize + 1] += 1;
        }
        for n in 0..vocabulary.len() {
            posting_starts[n + 1] += posting_starts[n];
        }
        let postings = pairs.into_iter().map(|(_, posting)| posting).collect();
        Self { vocabulary, lookup, posting_starts, postings, word_starts, words, short }
    }

    /// The number of a folded word.
    pub(super) fn word(&self, folded: &str) -> Option<u32> {
        self.lookup.get(folded).copied()
    }

    /// The records that hold a word.
    pub(super) fn postings(&self, word: u32) -> &[Posting] {
        let word = word as usize;
        &self.postings[self.posting_starts[word] as usize..self.posting_starts[word + 1] as usize]
    }

    /// The words of a record in reading order, with their fields; [`BREAK`] between texts.
    pub(super) fn words_of(&self, record: Id) -> &[(u32, Field)] {
        &self.words[self.word_starts[record.index()] as usize..self.word_starts[record.index() + 1] as usize]
    }

    /// Folded titles, names and ids of a record, short enough for letters in order.
    pub(super) fn short(&self, record: Id) -> &[String] {
        &self.short[record.index()]
    }

    /// How many distinct words there are.
    pub fn vocabulary_len(&self) -> usize {
        self.vocabulary.len()
    }
}

#[derive(Default)]
struct Maker {
    vocabulary: Vec<Word>,
    lookup: HashMap<Box<str>, u32>,
    pairs: Vec<(u32, Posting)>,
    words: Vec<(u32, Field)>,
}

impl Maker {
    fn read(&mut self, id: Id, record: &Record) {
        let mut add = |field, text: &str| {
            for token in text::tokens(text) {
                let word = self.number(&token.word);
                if field == Field::Title && record.is_name() && self.vocabulary[word as usize].key.is_none() {
                    self.vocabulary[word as usize].key = text::romanise(&token.word).map(String::into_boxed_str);
                }
                self.pairs.push((word, Posting { record: id, field }));
                self.words.push((word, field));
            }
            self.words.push((BREAK, field));
        };
        record.texts(&mut add);
        if let Record::Event(event) = record {
            ordinals(event).iter().for_each(|text| add(Field::Title, text));
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.lookup.get(word) {
            return known;
        }
        let number = u32::try_from(self.vocabulary.len()).unwrap_or(BREAK - 1);
        self.lookup.insert(word.into(), number);
        self.vocabulary.push(Word { text: word.into(), chars: word.chars().count(), mask: mask(word), key: None });
        number
    }
}

/// The ordinal of an event as people write it, and its year: "13 13th", "2025".
fn ordinals(event: &Event) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(n) = event.ordinal {
        texts.push(format!("{n} {}", ordinal(n)));
    }
    let (first, last) = (event.date.year(), event.date.last().year);
    texts.extend((first..=last.min(first + 5)).map(|year| year.to_string()));
    texts
}

/// "1st", "2nd", "13th".
pub(super) fn ordinal(n: u16) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// What letters in order are looked for in: the title, names, the id, and an event's number and year.
fn short_texts(record: &Record) -> Vec<String> {
    if matches!(record, Record::Source(_) | Record::Quote(_)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    record.texts(&mut |field, text| {
        if field == Field::Title && text.chars().count() <= super::matcher::LONGEST {
            found.push(text::fold(text));
        }
    });
    if let Record::Event(event) = record {
        let ordinal = event.ordinal.map_or_else(String::new, |n| format!(" {n}"));
        let city = event.place.as_ref().and_then(|p| p.city.as_deref()).unwrap_or_default();
        found.push(text::fold(&format!("{}{ordinal} {city} {}", event.kind.label(), event.date.year())));
    }
    found
}

/// One bit per letter of `word`.
pub(super) fn mask(word: &str) -> u64 {
    word.chars().fold(0, |mask, c| {
        mask | match c {
            'a'..='z' => 1 << (c as u32 - 'a' as u32),
            '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
            c => 1 << (36 + (c as u32) % 28),
        }
    })
}
