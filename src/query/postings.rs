//! The words of a segment: which of its records hold each, and in which fields. Compact: where in a text a word stands is
//! read from the text, and only for records that are shown.

use super::grammar::Fields;
use super::index::{Vocabulary, derived, each_text, joins};
use crate::archive::Archive;
use crate::record::{Field, Record};
use crate::text;

/// Beside the bits of the fields: that a title or name consists of the word alone.
const WHOLE: u8 = 1 << 6;

/// Words of a segment to records.
#[derive(Debug)]
pub(super) struct Postings {
    /// For each word of the volumes' vocabulary one more than its number here; 0 when it stands nowhere in the segment.
    slots: Vec<u32>,
    starts: Vec<u32>,
    records: Vec<u16>,
    marks: Vec<u8>,
}

/// Records that hold a word, with the marks of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<'a> {
    pub records: &'a [u16],
    pub marks: &'a [u8],
}

impl Postings {
    /// The records that hold the word of this number.
    pub fn of(&self, word: u32) -> List<'_> {
        let slot = self.slots.get(word as usize).copied().unwrap_or(0) as usize;
        if slot == 0 {
            return List { records: &[], marks: &[] };
        }
        let within = self.starts[slot - 1] as usize..self.starts[slot] as usize;
        List { records: &self.records[within.clone()], marks: &self.marks[within] }
    }
}

/// What a title that is the word alone weighs more.
pub(super) const WHOLE_TITLE: u8 = 64;

/// What each combination of fields is worth: the best field counts. For a word by itself, a title that is the word alone
/// weighs more; among others that is told by the texts.
pub(super) fn weights(by_itself: bool) -> [u8; 128] {
    std::array::from_fn(|marks| {
        let own = Field::ALL.into_iter().filter(|field| marks & bit(*field) as usize != 0).map(Field::weight).max();
        own.map_or(0, |weight| if marks & WHOLE as usize == 0 || !by_itself { weight } else { weight + WHOLE_TITLE })
    })
}

/// The bit of a field.
const fn bit(field: Field) -> u8 {
    Fields::of(&[field]).bits()
}

/// The marks of words that stand in any of `fields`.
pub(super) const fn marks(fields: Fields) -> u8 {
    fields.bits() & (WHOLE - 1)
}

/// The words of a segment while it is read, by numbers of its own.
#[derive(Debug, Default)]
pub(super) struct Gleaning {
    vocabulary: Vocabulary,
    pairs: Vec<Pair>,
    /// For each word one more than the number of its last pair.
    last: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    word: u32,
    record: u16,
    marks: u8,
}

impl Gleaning {
    /// Takes in the words of a record; `archive` is asked for names that it links to. Ids are no words: a million of them
    /// would drown the vocabulary.
    pub fn read(&mut self, archive: &Archive, number: u16, record: &Record) {
        let person = matches!(record, Record::Person(_));
        each_text(record, &mut |field, _, names, text| {
            if text != record.id() && !record.aliases().iter().any(|alias| alias == text) {
                let whole = field == Field::Title || person && field == Field::Person;
                self.add(number, field, names, whole, text);
            }
        });
        derived::before_linking(archive, record, &mut |field, text| {
            let names = field == Field::Person && matches!(record, Record::Event(_));
            self.add(number, field, names, false, text);
        });
    }

    fn add(&mut self, number: u16, field: Field, names: bool, whole: bool, text: &str) {
        let joining = matches!(field, Field::Title | Field::Person);
        // The word before, if the next may be one with it, and where it ends.
        let mut last = (String::new(), usize::MAX);
        let mut joined: Vec<String> = Vec::new();
        let (mut count, mut only) = (0, 0);
        text::each_token(text, &mut |token, range| {
            let word = self.vocabulary.number(token);
            if names {
                self.vocabulary.is_of_name(word);
            }
            // "Nur-Sultan" is one word, and so is Japanese where the script changes: 中央アジア.
            let wide = !token.is_ascii();
            if joining || wide {
                if last.1 < range.start && joining && joins(text, last.1..range.start) || wide && last.1 == range.start {
                    joined.push(format!("{}{token}", last.0));
                }
                last.0.clear();
                last.0.push_str(token);
                last.1 = range.end;
            }
            self.pair(word, number, bit(field));
            (count, only) = (count + 1, word);
        });
        for word in joined {
            let word = self.vocabulary.number(&word);
            self.pair(word, number, bit(field));
        }
        if whole && count == 1 {
            self.pair(only, number, WHOLE);
        }
    }

    fn pair(&mut self, word: u32, record: u16, marks: u8) {
        if self.last.len() <= word as usize {
            self.last.resize(word as usize + 1, 0);
        }
        let last = &mut self.last[word as usize];
        match self.pairs.get_mut((*last as usize).wrapping_sub(1)) {
            Some(pair) if pair.record == record => pair.marks |= marks,
            _ => {
                self.pairs.push(Pair { word, record, marks });
                *last = u32::try_from(self.pairs.len()).unwrap_or(u32::MAX);
            }
        }
    }

    /// Lays the records of each word together; what is left is to give the words their numbers in the vocabulary of all.
    pub fn gather(self) -> Sheaf {
        let Self { vocabulary, pairs, .. } = self;
        let mut starts = vec![0u32; vocabulary.words.len() + 1];
        for pair in &pairs {
            starts[pair.word as usize + 1] += 1;
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        let mut next = starts.clone();
        let (mut records, mut marks) = (vec![0; pairs.len()], vec![0; pairs.len()]);
        for pair in pairs {
            let slot = &mut next[pair.word as usize];
            records[*slot as usize] = pair.record;
            marks[*slot as usize] = pair.marks;
            *slot += 1;
        }
        Sheaf { vocabulary, starts, records, marks }
    }
}

/// The words of a segment, laid out, by numbers of its own.
#[derive(Debug)]
pub(super) struct Sheaf {
    vocabulary: Vocabulary,
    starts: Vec<u32>,
    records: Vec<u16>,
    marks: Vec<u8>,
}

impl Sheaf {
    /// Numbers the words as `vocabulary` does, which takes in those that are new to it; adds how many records hold each.
    pub fn bind(self, vocabulary: &mut Vocabulary, frequency: &mut Vec<u32>) -> Postings {
        let mut slots = vec![0; vocabulary.words.len()];
        for (own, word) in self.vocabulary.iter() {
            let known = vocabulary.number(&word.text) as usize;
            if word.key.is_some() {
                vocabulary.words[known].key.clone_from(&word.key);
            }
            if slots.len() <= known {
                slots.resize(known + 1, 0);
            }
            slots[known] = own + 1;
            if frequency.len() <= known {
                frequency.resize(known + 1, 0);
            }
            frequency[known] += self.starts[own as usize + 1] - self.starts[own as usize];
        }
        slots.shrink_to_fit();
        Postings { slots, starts: self.starts, records: self.records, marks: self.marks }
    }
}
