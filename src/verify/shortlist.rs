//! The records that may say a text: those that hold the rarest of its words, by the postings alone.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::weight::Weights;
use crate::archive::Id;
use crate::index::mask;
use crate::search::Catalogue;
use crate::text;

/// Most records that are read for one text.
const MOST: usize = 200;

/// Most words of a long text that are looked up, the rarest first.
const MOST_WORDS: usize = 96;

/// So many words are looked up, however many records hold them; beyond them only as long as that is cheap.
const FEWEST_WORDS: usize = 8;

/// A record whose words weigh less than this share of the best's is not read.
const LEAST: f32 = 0.3;

/// The records `within` that are to be read, with the weight of the text's words that each holds, the heaviest first, equals in the order of
/// their numbers.
pub(super) fn shortlist(catalogue: &Catalogue, weights: Weights<'_>, said: &str, within: &dyn Fn(Id) -> bool) -> Vec<(Id, f32)> {
    let words = looked_up(catalogue, weights, said);
    let (archive, index) = (&catalogue.archive, catalogue.index());
    // Weights are kept in hundredths, so that they are compared exactly.
    let mut best: BinaryHeap<Reverse<(u32, Reverse<u32>)>> = BinaryHeap::new();
    let mut held: Vec<u32> = Vec::new();
    for (segment, postings) in archive.segments().iter().zip(&index.postings) {
        held.clear();
        held.resize(segment.len(), 0);
        for &(word, weight) in &words {
            let records = postings.of(word).flat_map(|list| list.records);
            records.for_each(|&record| held[usize::from(record)] += weight);
        }
        for (number, &weight) in held.iter().enumerate() {
            let least = best.peek().map_or(0, |Reverse((least, _))| *least);
            if weight == 0 || best.len() == MOST && weight < least || segment.type_of(number).is_none() {
                continue;
            }
            let id = Id(segment.first() + crate::archive::number(number));
            if archive.is_replaced(id) || !within(id) {
                continue;
            }
            best.push(Reverse((weight, Reverse(id.0))));
            if best.len() > MOST {
                best.pop();
            }
        }
    }
    let mut list: Vec<(u32, Reverse<u32>)> = best.into_iter().map(|Reverse(entry)| entry).collect();
    list.sort_unstable_by_key(|&entry| Reverse(entry));
    #[allow(clippy::cast_precision_loss)] // hundredths of weights
    let weight = |hundredths: u32| hundredths as f32 / 100.0;
    let least = list.first().map_or(0.0, |(most, _)| weight(*most) * LEAST);
    list.into_iter().map(|(held, Reverse(id))| (Id(id), weight(held))).take_while(|(_, held)| *held >= least).collect()
}

/// The words of the dictionary to look up, rarest first, each with its weight in hundredths.
fn looked_up(catalogue: &Catalogue, weights: Weights<'_>, said: &str) -> Vec<(u32, u32)> {
    let mut words: Vec<(u32, u32)> = Vec::new();
    let mut parts = 0;
    text::each_token(said, &mut |word, _| match weights.held(word) {
        Some((number, records)) => words.push((records, number)),
        // A run of kanji is a word of the dictionary only where the same run stands in a record: part of it may.
        None if !word.is_ascii() && parts < MOST_WORDS && text::width(word) > word.chars().count() => {
            parts += 1;
            words.extend(holding_parts(catalogue, weights, word));
        }
        None => {}
    });
    words.sort_unstable();
    words.dedup();
    let (all, mut cost) = (catalogue.archive.len(), 0);
    let mut cheap = |&(n, &(records, _)): &(usize, &(u32, u32))| {
        cost += records as usize;
        n < FEWEST_WORDS || n < MOST_WORDS && cost <= 4 * all
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a weight is at most 5
    let hundredths = |records: u32| (weights.by_frequency(records) * 100.0) as u32;
    words
        .iter()
        .enumerate()
        .take_while(|entry| cheap(entry))
        .map(|(_, &(records, number))| (number, hundredths(records)))
        .collect()
}

/// The words of the dictionary that share two characters in a row with a run of kanji or kana, each with how many records hold it.
fn holding_parts(catalogue: &Catalogue, weights: Weights<'_>, word: &str) -> Vec<(u32, u32)> {
    let letters: Vec<char> = word.chars().collect();
    let dictionary = &catalogue.index().dictionary;
    let pairs = letters.windows(2).take(FEWEST_WORDS).map(|pair| pair.iter().collect::<String>());
    let mut found: Vec<(u32, u32)> = pairs
        .flat_map(|pair| {
            let holding = dictionary.holding(mask(&pair)).filter(|(_, word)| word.text.contains(pair.as_str()));
            holding
                .filter_map(|(_, word)| weights.held(&word.text))
                .map(|(number, records)| (records, number))
                .collect::<Vec<_>>()
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(FEWEST_WORDS);
    found
}
