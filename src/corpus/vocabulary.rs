//! The words of a corpus by number, with how each is written.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::stop_words::is_stop_word;
use crate::record::Fields;

/// Which texts are read, and which of their words are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordChoice {
    /// The fields whose texts are read.
    pub fields: Fields,
    /// Only words that occur so many times where they are counted.
    pub min: usize,
    /// Whether stop words are listed too.
    pub all_words: bool,
}

impl Default for WordChoice {
    /// In all texts, without stop words, and from two occurrences on.
    fn default() -> Self {
        Self { fields: Fields::ALL, min: 2, all_words: false }
    }
}

/// Folded words by number, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, usize>,
    /// By number, each way in which the word is written, and how often.
    spellings: Vec<Vec<(String, usize)>>,
}

impl Vocabulary {
    /// The number of a folded word that is written so.
    pub fn number(&mut self, word: &str, written: &str) -> usize {
        let number = match self.numbers.get(word) {
            Some(&number) => number,
            None => {
                self.numbers.insert(word.to_owned(), self.spellings.len());
                self.spellings.push(Vec::new());
                self.spellings.len() - 1
            }
        };
        let spellings = &mut self.spellings[number];
        match spellings.iter_mut().find(|(known, _)| known == written) {
            Some((_, count)) => *count += 1,
            None => spellings.push((written.to_owned(), 1)),
        }
        number
    }

    /// The words that are chosen, each as it is written most often, by number.
    pub fn listed(&self, choice: WordChoice) -> Vec<(usize, String)> {
        let words = self.numbers.iter().map(|(word, &number)| (number, word, self.written(number)));
        let listed = words.filter(|(_, word, written)| choice.all_words || !is_stop_word(word, written));
        let mut listed: Vec<(usize, String)> = listed.map(|(number, _, written)| (number, written.to_owned())).collect();
        listed.sort_unstable();
        listed
    }

    /// How a word is written most often; of ways that are as frequent one without a capital letter, which a sentence may have given it.
    fn written(&self, number: usize) -> &str {
        let is_capital = |written: &str| written.starts_with(char::is_uppercase);
        let spellings = self.spellings[number].iter();
        let most = spellings.min_by_key(|(written, count)| (Reverse(*count), is_capital(written), written));
        most.map_or("", |(written, _)| written)
    }
}
