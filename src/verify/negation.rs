//! Negations: words that turn what is said into its opposite, and whether one side has one where the other has none.

use super::compare::{Hunk, slice};
use super::words::ComparedWord;
use crate::text;

/// Words that deny, folded, apostrophes dropped.
const NEGATORS: [&str; 51] = [
    "not",
    "no",
    "never",
    "without",
    "nor",
    "neither",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "cannot",
    "cant",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "wont",
    "wouldnt",
    "couldnt",
    "shouldnt",
    "hasnt",
    "havent",
    "hadnt",
    "mustnt",
    "neednt",
    "aint",
    "refuse",
    "refused",
    "refuses",
    "refusing",
    "fail",
    "failed",
    "fails",
    "denied",
    "denies",
    "deny",
    "unable",
    "impossible",
    "hardly",
    "не",
    "ни",
    "нет",
    "без",
    "никогда",
    "нельзя",
    "никто",
    "ничего",
    "невозможно",
];

/// Beginnings that make a word its opposite.
const OPPOSITES: [&str; 9] = ["un", "in", "im", "non", "dis", "il", "ir", "не", "бес"];

/// Endings that deny in Japanese, folded to katakana.
const JAPANESE: [&str; 7] = ["ナイ", "ナカッ", "ナク", "マセン", "ヌ", "ズニ", "ズ、"];

/// Whether a folded word denies.
pub(super) fn is_negator(key: &str) -> bool {
    NEGATORS.contains(&key)
}

/// Words between a negation and what it denies that mean nothing by themselves.
const SLIGHT: [&str; 38] = [
    "a", "an", "the", "be", "is", "are", "was", "were", "been", "have", "has", "had", "do", "does", "did", "will", "would",
    "shall", "should", "can", "could", "may", "might", "must", "to", "of", "in", "on", "at", "by", "for", "and", "it", "that",
    "this", "any", "longer", "more",
];

/// What a negation denies: the stem of the next word that means something.
fn denied(words: &[ComparedWord], negator: usize) -> &str {
    let behind = words[negator + 1..].iter().find(|word| !SLIGHT.contains(&word.key.as_str()) && !is_negator(&word.key));
    behind.map_or("", |word| word.stem.as_str())
}

/// A side of the comparison: its words, and the text that they are of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub words: &'a [ComparedWord],
    pub text: &'a str,
}

/// Where one side is negated and the other not: the words of either around it, the text's first.
pub(super) fn turned(said: Side<'_>, record: Side<'_>, hunks: &[Hunk]) -> Option<(String, String)> {
    let negators = |side: Side<'_>, range: std::ops::Range<usize>| -> Vec<usize> {
        range.filter(|&at| is_negator(&side.words[at].key)).collect()
    };
    for hunk in hunks.iter().filter(|hunk| hunk.differs()) {
        let (own, other) = (negators(said, hunk.said.clone()), negators(record, hunk.record.clone()));
        let around = || {
            // The word behind tells what is denied.
            let one = slice(said.text, said.words, hunk.said.start..(hunk.said.end + 1).min(said.words.len()));
            let two = slice(record.text, record.words, hunk.record.start..(hunk.record.end + 1).min(record.words.len()));
            Some((one.to_owned(), two.to_owned()))
        };
        if own.len() % 2 != other.len() % 2 {
            let (side, others, at) = if let Some(&at) = own.last() { (said, record, at) } else { (record, said, *other.last()?) };
            let what = denied(side.words, at);
            // Moved with what it denies, it denies the same.
            let elsewhere = (0..others.words.len()).any(|n| is_negator(&others.words[n].key) && denied(others.words, n) == what);
            let balanced = negators(said, 0..said.words.len()).len() == negators(record, 0..record.words.len()).len();
            if !(elsewhere && balanced) {
                return around();
            }
        }
        let opposite = |one: &ComparedWord, two: &ComparedWord| {
            OPPOSITES.iter().any(|begin| one.stem.strip_prefix(begin).is_some_and(|rest| rest.len() >= 4 && rest == two.stem))
        };
        let pairs = said.words[hunk.said.clone()].iter().zip(&record.words[hunk.record.clone()]);
        if pairs.clone().any(|(one, two)| opposite(one, two) || opposite(two, one)) {
            return around();
        }
    }
    let japanese = |side: Side<'_>| {
        let folded = text::fold(side.text);
        JAPANESE.iter().map(|ending| folded.matches(ending).count()).sum::<usize>()
    };
    let wide = said.words.iter().any(ComparedWord::is_wide) && record.words.iter().any(ComparedWord::is_wide);
    (wide && japanese(said) != japanese(record)).then(|| (said.text.to_owned(), record.text.to_owned()))
}
