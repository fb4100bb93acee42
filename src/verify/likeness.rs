//! How near a passage comes to a text: the stretch of it that shares most with the text, and a score for it.
//!
//! The score goes from 0 to 1: 0.45 of it is the share of the text's words, by weight, that stand in the stretch; 0.25 the share
//! of the stretch's words that stand in the text; 0.3 the share of the text's sequences of two and of three words that stand in
//! the stretch. It is 1 where all words stand in the same order with nothing between them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::passage::PassageField;
use super::weight::Weights;
use super::words::{ComparedWord, words};

/// The text that is looked for.
#[derive(Debug)]
pub(super) struct Said {
    pub words: Vec<ComparedWord>,
    keys: HashSet<String>,
    /// For each word how many before it, itself included, are also the first of all: where a search for them goes on.
    borders: Vec<usize>,
    /// The weight of all words.
    total: f32,
    /// Numbers of the stems.
    stems: HashMap<String, u32>,
    /// How often each stem stands there.
    counts: Vec<u16>,
    pairs: HashSet<[u32; 2]>,
    triples: HashSet<[u32; 3]>,
}

/// The number of a stem that the text does not have.
const FOREIGN: u32 = u32::MAX;

/// What a form of a word counts beside the word itself.
const FORM: f32 = 0.9;

/// What a word foreign to the text costs a stretch that goes on over it, in parts of its weight.
const GAP: f32 = 0.4;

/// A passage, and the stretch of it that comes nearest to the text.
#[derive(Debug, Clone)]
pub(super) struct Likeness {
    pub field: PassageField,
    pub passage: String,
    pub words: Vec<ComparedWord>,
    /// The stretch, in words of the passage.
    pub stretch: Range<usize>,
    pub score: f32,
}

impl Said {
    pub fn new(text: &str, weights: Weights<'_>) -> Self {
        let words = words(text);
        let total = words.iter().map(|word| weights.of(word)).sum();
        let (mut stems, mut counts) = (HashMap::new(), Vec::new());
        let mut numbers = Vec::with_capacity(words.len());
        for word in &words {
            let next = crate::archive::number(counts.len());
            let number = *stems.entry(word.stem.clone()).or_insert(next);
            if number == next {
                counts.push(0);
            }
            counts[number as usize] += 1;
            numbers.push(number);
        }
        let pairs = numbers.windows(2).map(|w| [w[0], w[1]]).collect();
        let triples = numbers.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
        let keys = words.iter().map(|word| word.key.clone()).collect();
        Self { borders: borders(&words), keys, words, total, stems, counts, pairs, triples }
    }

    /// How near a passage comes to it; none where they share nothing.
    pub fn likeness(&self, field: PassageField, passage: &str, weights: Weights<'_>) -> Option<Likeness> {
        let found = words(passage);
        let stems: Vec<u32> = found.iter().map(|word| self.stems.get(&word.stem).copied().unwrap_or(FOREIGN)).collect();
        if stems.iter().all(|&stem| stem == FOREIGN) {
            return None;
        }
        let (stretch, score) = if let Some(at) = self.verbatim(&found) {
            (at..at + self.words.len(), 1.0)
        } else {
            let own: Vec<f32> = found.iter().map(|word| weights.of(word)).collect();
            let stretch = self.stretch(&stems, &own);
            let score = self.score(&found[stretch.clone()], &stems[stretch.clone()], &own[stretch.clone()]);
            (stretch, score)
        };
        Some(Likeness { field, passage: passage.to_owned(), words: found, stretch, score })
    }

    /// Where all its words stand, in order and with nothing between them (after Knuth, Morris and Pratt: a text that repeats itself
    /// costs no more).
    fn verbatim(&self, found: &[ComparedWord]) -> Option<usize> {
        let mut alike = 0;
        found
            .iter()
            .position(|word| {
                while alike > 0 && self.words[alike].key != word.key {
                    alike = self.borders[alike - 1];
                }
                alike += usize::from(self.words.get(alike).is_some_and(|own| own.key == word.key));
                alike == self.words.len()
            })
            .map(|last| last + 1 - self.words.len())
    }

    /// The stretch whose words weigh most, those foreign to the text against it; no longer than about twice the text.
    fn stretch(&self, stems: &[u32], weights: &[f32]) -> Range<usize> {
        let most = 2 * self.words.len() + 8;
        let worth = |at: usize| if stems[at] == FOREIGN { -GAP * weights[at] } else { weights[at] };
        let (mut best, mut best_worth) = (0..0, 0.0);
        let (mut start, mut sum) = (0, 0.0_f32);
        for at in 0..stems.len() {
            if sum <= 0.0 {
                (start, sum) = (at, 0.0);
            }
            sum += worth(at);
            while at - start >= most {
                sum -= worth(start);
                start += 1;
            }
            if sum > best_worth {
                (best, best_worth) = (start..at + 1, sum);
            }
        }
        while best.len() > 1 && stems[best.start] == FOREIGN {
            best.start += 1;
        }
        best
    }

    #[allow(clippy::cast_precision_loss)] // some thousands
    fn score(&self, found: &[ComparedWord], stems: &[u32], weights: &[f32]) -> f32 {
        let mut left = self.counts.clone();
        let mut shared = 0.0;
        for ((word, &stem), weight) in found.iter().zip(stems).zip(weights) {
            if stem != FOREIGN && left[stem as usize] > 0 {
                left[stem as usize] -= 1;
                shared += weight * if self.keys.contains(&word.key) { 1.0 } else { FORM };
            }
        }
        let whole: f32 = weights.iter().sum();
        let covered = (shared / self.total.max(f32::MIN_POSITIVE)).min(1.0);
        // A title of two words that both stand in the text says little of it.
        let filled = shared / whole.max(0.6 * self.total).max(f32::MIN_POSITIVE);
        let share = |held: usize, all: usize| if all == 0 { 1.0 } else { held as f32 / all as f32 };
        let pairs: HashSet<[u32; 2]> = stems.windows(2).map(|w| [w[0], w[1]]).filter(|pair| self.pairs.contains(pair)).collect();
        let triples: HashSet<[u32; 3]> =
            stems.windows(3).map(|w| [w[0], w[1], w[2]]).filter(|triple| self.triples.contains(triple)).collect();
        let sequences = f32::midpoint(share(pairs.len(), self.pairs.len()), share(triples.len(), self.triples.len()));
        (0.45 * covered + 0.25 * filled.min(1.0) + 0.3 * sequences).min(0.999)
    }
}

fn borders(words: &[ComparedWord]) -> Vec<usize> {
    let mut borders = vec![0; words.len()];
    for at in 1..words.len() {
        let mut border = borders[at - 1];
        while border > 0 && words[border].key != words[at].key {
            border = borders[border - 1];
        }
        borders[at] = border + usize::from(words[border].key == words[at].key);
    }
    borders
}
