//! Makes postings: the words of records as they are read, laid out segment by segment, then numbered as the dictionary of all does.

use std::sync::Arc;

use super::derived::each_text;
use super::dictionary::{Batch, TermDictionary, Word};
use super::postings::{IN_ID, Postings, WHOLE, bit};
use super::texts::{SearchedText, joins};
use crate::archive::number;
use crate::record::Record;
use crate::text;

/// The words of a segment while it is read. Segment after segment is read with the same, and most words of the next are known
/// from the last; their numbers are its own.
#[derive(Debug)]
pub(crate) struct PostingsWriter {
    reader: usize,
    dictionary: TermDictionary,
    batch: Batch,
    /// How many words have been handed on; 0 when it begins anew.
    handed_on: usize,
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
            (*last, *pair) = (record, number(self.list.len()));
        }
    }
}

impl PostingsWriter {
    /// Begins the reading of one of several readers, by its number among them.
    pub fn new(reader: usize) -> Self {
        let (dictionary, batch) = (TermDictionary::default(), Batch::default());
        Self { reader, dictionary, batch, handed_on: 0, named: Vec::new(), pairs: Pairs::default() }
    }

    /// Takes in the words of a record, by its number in the segment.
    pub fn read(&mut self, number: u16, record: &Record) {
        each_text(record, &mut |text| self.add(number, text));
    }

    fn add(&mut self, number: u16, about: SearchedText<'_>) {
        let Self { dictionary, batch, named, pairs, .. } = self;
        let joining = about.joins();
        // The word before, if the next may be one with it, and where it ends.
        let mut last = (String::new(), usize::MAX);
        let mut joined: Vec<String> = Vec::new();
        text::each_token(about.text, &mut |token, range| {
            if about.holds(token) {
                batch.push(dictionary, token);
            }
            // "Nur-Sultan" is one word, and so is Japanese where the script changes: 中央アジア.
            let wide = !token.is_ascii();
            if joining || wide {
                let between = last.1 < range.start && joining && joins(about.text, last.1..range.start);
                if between || wide && last.1 == range.start {
                    joined.push(format!("{}{token}", last.0));
                }
                last.0.clear();
                last.0.push_str(token);
                last.1 = range.end;
            }
        });
        let own = if about.is_id { IN_ID } else { bit(about.field) };
        let marks = if about.whole && batch.len() == 1 { own | WHOLE } else { own };
        dictionary.numbers(batch, |dictionary, word| {
            if about.names && dictionary.is_of_name(word) {
                named.push(word);
            }
            pairs.note(word, number, marks);
        });
        for word in joined.into_iter().filter(|word| about.holds(word)) {
            pairs.note(dictionary.number(&word), number, own);
        }
    }

    /// Lays the records of each word together, and is ready for another segment; what is left is to give the words their
    /// numbers in the dictionary of all.
    pub fn finish(&mut self) -> PartialPostings {
        let mut stretches = vec![(0, 0); self.dictionary.words.len()];
        for pair in &self.pairs.list {
            stretches[pair.word as usize].1 += 1;
        }
        // Words that begin alike lie beside each other: who looks for a beginning then reads on where the last word ended.
        let mut order: Vec<u32> = (0..number(stretches.len())).collect();
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
        let words = self.dictionary.words[self.handed_on..].to_vec();
        let begins_anew = self.handed_on == 0;
        self.handed_on = self.dictionary.words.len();
        let of_name = |word: u32| (word, self.dictionary.words[word as usize].key.clone());
        let named = self.named.drain(..).map(of_name).collect();
        if self.handed_on > MOST_KNOWN {
            (self.dictionary, self.handed_on) = (TermDictionary::default(), 0);
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
    /// The words of all. Whoever has been shown them keeps them as they were: the next postings go into a copy.
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

    /// Numbers the words as the dictionary of all does, which takes in those that are new to it. The postings of one reader
    /// come in the order in which it has finished them.
    pub fn merge(&mut self, partial: PartialPostings) -> Postings {
        let PartialPostings { reader, begins_anew, words, named, stretches: own, records, marks } = partial;
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
    use crate::index::PostingLists;
    use crate::record::Field;

    fn note(text: &str) -> SearchedText<'_> {
        SearchedText { field: Field::Note, text, names: false, is_id: false, whole: false }
    }

    #[test]
    fn a_run_of_words_holds_what_its_words_hold_whoever_read_them() {
        const BY_READER: [[&str; 3]; 2] = [
            ["inter internationalisiertes international zebra", "internationalisierende interne", "intern апельсин"],
            ["internationalisierende abend", "internationalisiertes interim internationalisierung", "international interz"],
        ];
        let mut merger = TermMerger::new(Arc::default(), Arc::default());
        let finished: Vec<Postings> = (0..2)
            .map(|reader| {
                let mut writer = PostingsWriter::new(reader);
                for (number, text) in (0..).zip(BY_READER[reader]) {
                    writer.add(number, note(text));
                }
                merger.merge(writer.finish())
            })
            .collect();
        for beginning in ["inter", "intern", "international", "internationalisier", "internationalisierende", "z", "апе"] {
            let words = merger.dictionary.holding(0).filter(|(_, word)| word.text.starts_with(beginning));
            let mut words: Vec<u32> = words.map(|(number, _)| number).collect();
            merger.dictionary.sort_by_letters(&mut words);
            for postings in &finished {
                let all = |lists: PostingLists<'_>| lists.flat_map(|list| list.records.to_vec()).collect::<Vec<u16>>();
                let mut run = all(postings.of_run(&words));
                let mut each: Vec<u16> = words.iter().flat_map(|&word| all(postings.of(word))).collect();
                run.sort_unstable();
                each.sort_unstable();
                assert_eq!(run, each, "{beginning}");
            }
        }
    }

    #[test]
    fn a_reader_that_forgets_its_words_goes_on_with_the_same_numbers() {
        let mut merger = TermMerger::new(Arc::default(), Arc::default());
        let mut writer = PostingsWriter::new(0);
        let many: Vec<String> = (0..=MOST_KNOWN).map(|number| format!("word{number}")).collect();
        let texts = [many.join(" "), "word9 another word7 word9".to_owned(), "word7 word8".to_owned()];
        let finished = texts.map(|text| {
            writer.add(3, note(&text));
            merger.merge(writer.finish())
        });
        let holds = |word: &str| {
            let number = merger.dictionary.find(word).expect("a word that was read");
            finished.each_ref().map(|postings| postings.of(number).entries())
        };
        assert_eq!((holds("word7"), holds("word8"), holds("word9")), ([1, 1, 1], [1, 0, 1], [1, 1, 0]));
        assert_eq!((holds("word70000"), holds("another")), ([1, 0, 0], [0, 1, 0]));
        assert_eq!(merger.dictionary.words.len(), MOST_KNOWN + 2);
    }
}
