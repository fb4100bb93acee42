//! Collocates: what stands beside a word, and how much more often than by chance.

use std::cmp::Reverse;
use std::ops::Range;

use clap::ValueEnum;
use fixedbitset::FixedBitSet;

use super::measure::{expected, is_attracted, log_dice, log_likelihood};
use super::node::NodeWord;
use super::texts::{each_text, scan};
use super::vocabulary::{Vocabulary, WordChoice};
use crate::archive::Archive;
use crate::text;

/// How many words before and behind a word stand beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Window {
    pub left: usize,
    pub right: usize,
}

/// What collocates are sorted by, the greatest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum CollocateOrder {
    /// By logDice.
    #[default]
    LogDice,
    /// By G²; what stands there less often than expected comes last.
    LogLikelihood,
    /// By how often they stand beside the word.
    Count,
}

/// A word that stands beside another.
#[derive(Debug, Clone, PartialEq)]
pub struct Collocate {
    /// As it is written most often.
    pub word: String,
    /// How many times it stands within a window, f(xy): an occurrence counts once, however many windows hold it.
    pub count: usize,
    /// How many of these stand before the word, and how many behind it: on the side of the nearest one, behind where two are as near.
    pub sides: [usize; 2],
    /// In how many records it stands beside the word.
    pub records: usize,
    /// How many times it stands in all the texts, f(y), outside the places of the word itself.
    pub frequency: usize,
    /// How many times it would stand within the windows by chance: words within windows × f(y) / words outside the word’s own places.
    pub expected: f64,
    /// See [`log_dice`].
    pub log_dice: f64,
    /// G² of the table of this word and others, within windows and outside: see [`log_likelihood`].
    pub log_likelihood: f64,
}

impl Collocate {
    /// Whether it stands there more often than by chance.
    pub fn is_attracted(&self) -> bool {
        is_attracted(self.count, self.expected)
    }
}

/// What stands beside a word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collocates {
    /// The forms in which the word was met, the most frequent first, in lower case.
    pub forms: Vec<(String, usize)>,
    /// How many times it stands in the texts, f(x).
    pub count: usize,
    /// In how many records.
    pub records: usize,
    /// How many records were read.
    pub read: usize,
    /// How many words their texts have.
    pub words: usize,
    /// How many of these stand within a window.
    pub within: usize,
    /// The words that are listed.
    pub list: Vec<Collocate>,
}

/// What is counted of a word.
#[derive(Debug, Clone, Copy, Default)]
struct WordTally {
    all: usize,
    sides: [usize; 2],
    records: usize,
    last: Option<usize>,
}

impl Collocates {
    /// Counts the texts of the records of `set`.
    pub fn new(archive: &Archive, set: &FixedBitSet, mut node: NodeWord, window: Window, choice: WordChoice) -> Self {
        let (mut vocabulary, mut counts) = (Vocabulary::default(), Vec::<WordTally>::new());
        let mut found = Self::default();
        let mut own = 0;
        scan(archive, set, &mut |id, record| {
            found.read += 1;
            let before = found.count;
            each_text(record, choice.fields, &mut |source| {
                let tokens = text::tokens(source);
                let places = node.places(&tokens);
                found.words += tokens.len();
                found.count += places.len();
                for place in &places {
                    own += place.len();
                    node.meet(&source[tokens[place.start].range.start..tokens[place.end - 1].range.end]);
                }
                for (at, side) in sides(tokens.len(), &places, window) {
                    let token = &tokens[at];
                    let number = vocabulary.number(&token.word, &source[token.range.clone()]);
                    if number == counts.len() {
                        counts.push(WordTally::default());
                    }
                    let counted = &mut counts[number];
                    counted.all += 1;
                    if let Some(side) = side {
                        found.within += 1;
                        counted.sides[side] += 1;
                        counted.records += usize::from(counted.last.replace(id.index()) != Some(id.index()));
                    }
                }
            });
            found.records += usize::from(found.count > before);
        });
        let all = found.words - own;
        for (number, word) in vocabulary.listed(choice) {
            let WordTally { all: frequency, sides, records, .. } = counts[number];
            let count = sides[0] + sides[1];
            if count < choice.min.max(1) {
                continue;
            }
            let outside = frequency - count;
            let table = [[count, found.within - count], [outside, all - found.within - outside]];
            found.list.push(Collocate {
                word,
                count,
                sides,
                records,
                frequency,
                expected: expected(found.within, frequency, all),
                log_dice: log_dice(count, found.count, frequency),
                log_likelihood: log_likelihood(table),
            });
        }
        found.forms = node.into_met();
        found
    }

    /// Puts the list in order; what is equal in it by count, then by the letters.
    pub fn sort(&mut self, order: CollocateOrder) {
        let value = |one: &Collocate| match order {
            CollocateOrder::LogDice => one.log_dice,
            CollocateOrder::LogLikelihood if one.is_attracted() => one.log_likelihood,
            CollocateOrder::LogLikelihood => -one.log_likelihood,
            CollocateOrder::Count => 0.0,
        };
        self.list.sort_by(|one, other| {
            let by_count = (Reverse(one.count), &one.word).cmp(&(Reverse(other.count), &other.word));
            value(other).total_cmp(&value(one)).then(by_count)
        });
    }
}

/// The words of a text that are none of the word’s own `places`, each with the side on which it stands of the nearest place, 0 before
/// it and 1 behind it, if that is within the window.
fn sides(words: usize, places: &[Range<usize>], window: Window) -> Vec<(usize, Option<usize>)> {
    let mut found = Vec::with_capacity(words);
    let mut next = 0;
    for at in 0..words {
        while places.get(next).is_some_and(|place| place.end <= at) {
            next += 1;
        }
        let behind = next.checked_sub(1).map(|last| at + 1 - places[last].end).filter(|steps| *steps <= window.right);
        let before = match places.get(next) {
            Some(place) if place.contains(&at) => continue,
            place => place.map(|place| place.start - at).filter(|steps| *steps <= window.left),
        };
        let side = match (before, behind) {
            (Some(before), Some(behind)) => Some(usize::from(behind <= before)),
            (None, Some(_)) => Some(1),
            (Some(_), None) => Some(0),
            (None, None) => None,
        };
        found.push((at, side));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words 0 to 9, the word itself at 3 and at 6.
    #[test]
    fn a_word_in_two_windows_counts_once_on_the_nearer_side() {
        let sides = |left, right| -> Vec<(usize, Option<usize>)> { sides(10, &[3..4, 6..7], Window { left, right }) };
        let within =
            |left, right| -> Vec<usize> { sides(left, right).into_iter().filter_map(|(at, side)| side.map(|_| at)).collect() };
        assert_eq!(sides(2, 2).len(), 8);
        assert_eq!(within(2, 2), [1, 2, 4, 5, 7, 8]);
        assert_eq!(within(0, 1), [4, 7]);
        assert_eq!(within(1, 0), [2, 5]);
        assert_eq!(within(0, 0), [] as [usize; 0]);
        assert_eq!(within(50, 50), [0, 1, 2, 4, 5, 7, 8, 9]);
        let of = |at| sides(2, 2).into_iter().find(|(own, _)| *own == at).and_then(|(_, side)| side);
        assert_eq!((of(2), of(4), of(5), of(7)), (Some(0), Some(1), Some(0), Some(1)));
    }
}
