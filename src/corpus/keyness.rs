//! Keyness: which words one selection of records uses more than another.

use std::cmp::Reverse;

use clap::ValueEnum;
use fixedbitset::FixedBitSet;

use super::measure::{contrast, log_ratio};
use super::texts::{each_text, scan};
use super::vocabulary::{Vocabulary, WordChoice};
use crate::archive::Archive;
use crate::text;

/// What keywords are sorted by, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum KeynessOrder {
    /// By G²: how surely the difference is none of chance.
    #[default]
    LogLikelihood,
    /// By the log ratio: how great it is.
    LogRatio,
    /// By how often they stand in the selection of which they are key.
    Count,
}

/// A word that one selection uses more than the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// As it is written most often.
    pub word: String,
    /// How many times it stands in the texts of the first selection, and of the second.
    pub counts: [usize; 2],
    /// See [`log_ratio`].
    pub log_ratio: f64,
    /// See [`contrast`].
    pub log_likelihood: f64,
}

/// What one selection says more than another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Keyness {
    /// How many records each selection has.
    pub records: [usize; 2],
    /// How many words their texts have.
    pub words: [usize; 2],
    /// Words that the first uses more.
    pub positive: Vec<Keyword>,
    /// Words that the second uses more.
    pub negative: Vec<Keyword>,
}

impl Keyness {
    /// Counts the texts of the records of two selections; a record in both is counted in both. Words of which the second has as large a
    /// share as the first are listed in neither list.
    pub fn new(archive: &Archive, sets: [&FixedBitSet; 2], choice: WordChoice) -> Self {
        let (mut vocabulary, mut counts) = (Vocabulary::default(), Vec::<[usize; 2]>::new());
        let mut found = Self::default();
        for (side, set) in sets.into_iter().enumerate() {
            scan(archive, set, &mut |_, record| {
                found.records[side] += 1;
                each_text(record, choice.fields, &mut |source| {
                    text::each_token(source, &mut |word, range| {
                        let number = vocabulary.number(word, &source[range]);
                        if number == counts.len() {
                            counts.push([0, 0]);
                        }
                        counts[number][side] += 1;
                        found.words[side] += 1;
                    });
                });
            });
        }
        if found.words.contains(&0) {
            return found;
        }
        for (number, word) in vocabulary.listed(choice) {
            let counts = counts[number];
            let (log_ratio, log_likelihood) = (log_ratio(counts, found.words), contrast(counts, found.words));
            let keyword = Keyword { word, counts, log_ratio, log_likelihood };
            // By products of whole numbers, lest rounding makes a difference of none.
            let shares = [counts[0] as u128 * found.words[1] as u128, counts[1] as u128 * found.words[0] as u128];
            let list = match shares[0].cmp(&shares[1]) {
                std::cmp::Ordering::Greater => &mut found.positive,
                std::cmp::Ordering::Less => &mut found.negative,
                std::cmp::Ordering::Equal => continue,
            };
            if keyword.counts[usize::from(shares[0] < shares[1])] >= choice.min.max(1) {
                list.push(keyword);
            }
        }
        found
    }

    /// Puts both lists in order; what is equal in it by count, then by the letters.
    pub fn sort(&mut self, order: KeynessOrder) {
        let value = |one: &Keyword| match order {
            KeynessOrder::LogLikelihood => one.log_likelihood,
            KeynessOrder::LogRatio => one.log_ratio.abs(),
            KeynessOrder::Count => 0.0,
        };
        for (side, list) in [&mut self.positive, &mut self.negative].into_iter().enumerate() {
            list.sort_by(|one, other| {
                let by_count = (Reverse(one.counts[side]), &one.word).cmp(&(Reverse(other.counts[side]), &other.word));
                value(other).total_cmp(&value(one)).then(by_count)
            });
        }
    }
}
