//! The words of a segment: which of its records hold each, and in which fields. Compact: where in a text a word stands is
//! read from the text, and only for records that are shown.

use std::ops::Range;
use std::sync::Arc;

use super::derived;
use super::dictionary::{Batch, TermDictionary, Word};
use super::positions::{each_text, joins};
use crate::archive::Archive;
use crate::record::Fields;
use crate::record::{Field, Record};
use crate::text;

/// Beside the bits of the fields: that a title or name consists of the word alone.
const WHOLE: u8 = 1 << 6;

/// Words of a segment to records.
#[derive(Debug)]
pub(crate) struct Postings {
    /// For every 64 words of the volumes' vocabulary, up to the last that the segment holds: a bit for each that it holds, and how
    /// many it holds before. A vocabulary may have millions of words of which a segment holds few.
    held: Vec<(u64, u32)>,
    /// For each word held, in the order of their numbers, where its records begin, and how many they are.
    stretches: Vec<(u32, u32)>,
    records: Vec<u16>,
    marks: Vec<u8>,
}

/// Records that hold a word, with the marks of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List<'a> {
    pub records: &'a [u16],
    pub marks: &'a [u8],
}

impl Postings {
    /// From words by their numbers, in rising order, with their stretches.
    fn new(words: Vec<(u32, (u32, u32))>, records: Vec<u16>, marks: Vec<u8>) -> Self {
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
    pub fn of(&self, word: u32) -> List<'_> {
        self.list(self.stretch(word))
    }

    /// The records that hold any of a run of words: all there are between two in the order of their letters. A record that holds
    /// several comes several times.
    pub fn of_run(&self, words: &[u32]) -> List<'_> {
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

    fn list(&self, within: Range<usize>) -> List<'_> {
        List { records: &self.records[within.clone()], marks: &self.marks[within] }
    }
}

/// What a title that is the word alone weighs more.
pub(crate) const WHOLE_TITLE: u8 = 64;

/// What each combination of fields is worth: the best field counts. For a word by itself, a title that is the word alone
/// weighs more; among others that is told by the texts.
pub(crate) fn weights(by_itself: bool) -> [u8; 128] {
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
pub(crate) const fn marks(fields: Fields) -> u8 {
    fields.bits() & (WHOLE - 1)
}

/// The words of a segment while it is read. Segment after segment is read with the same, and most words of the next are known
/// from the last; their numbers are its own.
#[derive(Debug)]
pub(crate) struct PostingsWriter {
    reader: usize,
    dictionary: TermDictionary,
    batch: Batch,
    /// How many words have been handed on; 0 when it begins anew.
    told: usize,
    /// Words that were found to be of a name since then.
    named: Vec<u32>,
    pairs: Pairs,
}

/// Words with the records that hold them, as they are met.
#[derive(Debug, Default)]
struct Pairs {
    list: Vec<Pair>,
    /// For each word its last record, and one more than the number of its last pair.
    last: Vec<(u16, u32)>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    word: u32,
    record: u16,
    marks: u8,
}

impl Pairs {
    fn note(&mut self, word: u32, record: u16, marks: u8) {
        if self.last.len() <= word as usize {
            self.last.resize(word as usize + 1, (0, 0));
        }
        let (last, pair) = &mut self.last[word as usize];
        if *pair > 0 && *last == record {
            self.list[*pair as usize - 1].marks |= marks;
        } else {
            self.list.push(Pair { word, record, marks });
            (*last, *pair) = (record, u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        }
    }
}

impl PostingsWriter {
    /// Begins the reading of one of several readers, by its number among them.
    pub fn new(reader: usize) -> Self {
        let (dictionary, batch) = (TermDictionary::default(), Batch::default());
        Self { reader, dictionary, batch, told: 0, named: Vec::new(), pairs: Pairs::default() }
    }

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
        let Self { dictionary, batch, named, pairs, .. } = self;
        let joining = matches!(field, Field::Title | Field::Person);
        // The word before, if the next may be one with it, and where it ends.
        let mut last = (String::new(), usize::MAX);
        let mut joined: Vec<String> = Vec::new();
        text::each_token(text, &mut |token, range| {
            batch.push(dictionary, token);
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
        });
        let marks = if whole && batch.len() == 1 { bit(field) | WHOLE } else { bit(field) };
        dictionary.numbers(batch, |dictionary, word| {
            if names && dictionary.is_of_name(word) {
                named.push(word);
            }
            pairs.note(word, number, marks);
        });
        for word in joined {
            pairs.note(dictionary.number(&word), number, bit(field));
        }
    }

    /// Lays the records of each word together, and is ready for another segment; what is left is to give the words their
    /// numbers in the vocabulary of all.
    pub fn gather(&mut self) -> PartialPostings {
        let mut stretches = vec![(0, 0); self.dictionary.words.len()];
        for pair in &self.pairs.list {
            stretches[pair.word as usize].1 += 1;
        }
        // Words that begin alike lie beside each other: who looks for a beginning then reads on where the last word ended.
        let mut order: Vec<u32> = (0..super::number(stretches.len())).collect();
        order.retain(|&word| stretches[word as usize].1 > 0);
        self.dictionary.sort_by_letters(&mut order);
        let mut next = 0;
        for word in order {
            let (start, length) = &mut stretches[word as usize];
            *start = next;
            next += *length;
        }
        let mut free: Vec<u32> = stretches.iter().map(|(start, _)| *start).collect();
        let (mut records, mut marks) = (vec![0; self.pairs.list.len()], vec![0; self.pairs.list.len()]);
        for pair in self.pairs.list.drain(..) {
            let slot = &mut free[pair.word as usize];
            records[*slot as usize] = pair.record;
            marks[*slot as usize] = pair.marks;
            *slot += 1;
        }
        self.pairs.last.clear();
        let words = self.dictionary.words[self.told..].to_vec();
        let begins_anew = self.told == 0;
        self.told = self.dictionary.words.len();
        let of_name = |word: u32| (word, self.dictionary.words[word as usize].key.clone());
        let named = self.named.drain(..).map(of_name).collect();
        if self.told > MOST_KNOWN {
            (self.dictionary, self.told) = (TermDictionary::default(), 0);
        }
        PartialPostings { reader: self.reader, begins_anew, words, named, stretches, records, marks }
    }
}

/// A reader that knows more words than this begins anew: most of them it will not meet again.
const MOST_KNOWN: usize = 1 << 18;

/// The words of a segment, laid out, by the numbers of the reader.
#[derive(Debug)]
pub(crate) struct PartialPostings {
    reader: usize,
    /// Whether the reader numbers its words anew from here on.
    begins_anew: bool,
    /// The words that the reader had not met before, by its next numbers.
    words: Vec<Word>,
    /// Words that were found to be of a name, with their romanisation keys.
    named: Vec<(u32, Option<Box<str>>)>,
    /// For each word where its records begin, and how many they are.
    stretches: Vec<(u32, u32)>,
    records: Vec<u16>,
    marks: Vec<u8>,
}

/// Gives the words of all readers the same numbers.
#[derive(Debug)]
pub(crate) struct TermMerger {
    /// The words of all. Whoever has been shown them keeps them as they were: the next sheaf goes into a copy.
    pub dictionary: Arc<TermDictionary>,
    /// How many records hold each.
    pub frequency: Arc<Vec<u32>>,
    /// For each reader the numbers here of its words.
    known: Vec<Vec<u32>>,
}

impl TermMerger {
    /// Begins with what other volumes have brought.
    pub fn new(dictionary: Arc<TermDictionary>, frequency: Arc<Vec<u32>>) -> Self {
        Self { dictionary, frequency, known: Vec::new() }
    }

    /// Numbers the words as the vocabulary of all does, which takes in those that are new to it. The sheaves of one reader
    /// come in the order in which it has gathered them.
    pub fn bind(&mut self, sheaf: PartialPostings) -> Postings {
        let PartialPostings { reader, begins_anew, words, named, stretches: own, records, marks } = sheaf;
        if self.known.len() <= reader {
            self.known.resize(reader + 1, Vec::new());
        }
        let known = &mut self.known[reader];
        if begins_anew {
            known.clear();
        }
        let (dictionary, frequency) = (Arc::make_mut(&mut self.dictionary), Arc::make_mut(&mut self.frequency));
        known.extend(words.iter().map(|word| dictionary.number(&word.text)));
        for (word, key) in named {
            dictionary.set_key(known[word as usize], key);
        }
        frequency.resize(dictionary.words.len(), 0);
        let held = known.iter().copied().zip(own).filter(|(_, (_, length))| *length > 0);
        let mut held: Vec<(u32, (u32, u32))> = held.collect();
        held.sort_unstable_by_key(|(word, _)| *word);
        held.iter().for_each(|&(word, (_, length))| frequency[word as usize] += length);
        Postings::new(held, records, marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_words_holds_what_its_words_hold_whoever_read_them() {
        const BY_READER: [[&str; 3]; 2] = [
            ["inter internationalisiertes international zebra", "internationalisierende interne", "intern апельсин"],
            ["internationalisierende abend", "internationalisiertes interim internationalisierung", "international interz"],
        ];
        let mut binder = TermMerger::new(Arc::default(), Arc::default());
        let bound: Vec<Postings> = (0..2)
            .map(|reader| {
                let mut gleaning = PostingsWriter::new(reader);
                for (number, text) in (0..).zip(BY_READER[reader]) {
                    gleaning.add(number, Field::Note, false, false, text);
                }
                binder.bind(gleaning.gather())
            })
            .collect();
        for beginning in ["inter", "intern", "international", "internationalisier", "internationalisierende", "z", "апе"] {
            let words = binder.dictionary.holding(0).filter(|(_, word)| word.text.starts_with(beginning));
            let mut words: Vec<u32> = words.map(|(number, _)| number).collect();
            binder.dictionary.sort_by_letters(&mut words);
            for postings in &bound {
                let mut run = postings.of_run(&words).records.to_vec();
                let mut each: Vec<u16> = words.iter().flat_map(|&word| postings.of(word).records.to_vec()).collect();
                run.sort_unstable();
                each.sort_unstable();
                assert_eq!(run, each, "{beginning}");
            }
        }
    }

    #[test]
    fn a_reader_that_forgets_its_words_goes_on_with_the_same_numbers() {
        let mut binder = TermMerger::new(Arc::default(), Arc::default());
        let mut gleaning = PostingsWriter::new(0);
        let many: Vec<String> = (0..=MOST_KNOWN).map(|number| format!("word{number}")).collect();
        let texts = [many.join(" "), "word9 another word7 word9".to_owned(), "word7 word8".to_owned()];
        let bound = texts.map(|text| {
            gleaning.add(3, Field::Note, false, false, &text);
            binder.bind(gleaning.gather())
        });
        let holds = |word: &str| {
            let number = binder.dictionary.find(word).expect("a word that was read");
            bound.each_ref().map(|postings| postings.of(number).records.len())
        };
        assert_eq!((holds("word7"), holds("word8"), holds("word9")), ([1, 1, 1], [1, 0, 1], [1, 1, 0]));
        assert_eq!((holds("word70000"), holds("another")), ([1, 0, 0], [0, 1, 0]));
        assert_eq!(binder.dictionary.words.len(), MOST_KNOWN + 2);
    }
}
