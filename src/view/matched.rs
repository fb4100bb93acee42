//! What lights up for a query, laid out so that of the words of a text only those are looked at that may begin any of it.

use std::ops::Range;
use std::sync::Arc;

use crate::query::Phrase;
use crate::search::{Expansion, MatchedTerm, Tier};
use crate::text::Token;

/// The terms of a query with what each was matched by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MatchedTerms {
    terms: Vec<MatchedTerm>,
    /// What each word may mean.
    expansions: Vec<Arc<Expansion>>,
    /// The phrases that begin with a known byte, in the order of their words; each by its place among the terms.
    begun: Vec<(u8, usize)>,
    /// The phrases that may begin with any.
    open: Vec<usize>,
}

impl MatchedTerms {
    /// All of them, in the order in which they were planned.
    pub fn terms(&self) -> &[MatchedTerm] {
        &self.terms
    }

    /// How a word of the dictionary is matched best, and by which term.
    pub fn best(&self, word: u32) -> Option<(Tier, &Expansion)> {
        let met = self.expansions.iter().filter_map(|e| e.of(word).map(|(tier, _)| (tier, &**e)));
        met.min_by_key(|(tier, _)| *tier)
    }

    /// Adds the bytes of each word of `text` that a phrase covers which was matched no worse than `worst`.
    pub fn phrases_in(&self, text: &str, tokens: &[Token], worst: Tier, lit: &mut Vec<Range<usize>>) {
        let phrase = |place: usize| match &self.terms[place] {
            MatchedTerm::Phrase(phrase, tier) if *tier <= worst => Some(phrase),
            _ => None,
        };
        // No word beyond ASCII stands in a text of ASCII.
        let is_ascii = text.is_ascii();
        let may_stand = |phrase: &&Phrase| !is_ascii || phrase.words.iter().all(|word| word.is_ascii());
        let open = self.open.iter().filter_map(|&place| phrase(place)).filter(may_stand);
        open.for_each(|phrase| lit.extend(phrase.ranges(text, tokens)));
        for (at, token) in tokens.iter().enumerate() {
            let Some(&first) = token.word.as_bytes().first() else { continue };
            let from = self.begun.partition_point(|(begins, _)| *begins < first);
            let own = self.begun[from..].iter().take_while(|(begins, _)| *begins == first);
            // Many names begin with the same word, which the token meets or does not.
            let mut known: Option<(&Phrase, bool)> = None;
            for phrase in own.filter_map(|&(_, place)| phrase(place)) {
                let meets = match known {
                    Some((before, meets)) if before.begins_as(phrase) => meets,
                    _ => phrase.begins_with(&token.word),
                };
                known = Some((phrase, meets));
                if meets {
                    phrase.cover(text, tokens, at, lit);
                }
            }
        }
    }
}

impl From<Vec<MatchedTerm>> for MatchedTerms {
    fn from(terms: Vec<MatchedTerm>) -> Self {
        let first = |phrase: &Phrase| {
            let is_open = phrase.open_left || phrase.slop > 0;
            phrase.words.first().and_then(|word| word.bytes().next()).filter(|_| !is_open)
        };
        let mut made = Self::default();
        for (place, term) in terms.iter().enumerate() {
            match term {
                MatchedTerm::Words(expansion) => made.expansions.push(Arc::clone(expansion)),
                MatchedTerm::Phrase(phrase, _) => match first(phrase) {
                    Some(first) => made.begun.push((first, place)),
                    None => made.open.push(place),
                },
                _ => {}
            }
        }
        let words = |place: usize| match &terms[place] {
            MatchedTerm::Phrase(phrase, _) => phrase.words.as_slice(),
            _ => &[],
        };
        made.begun.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| words(one.1).cmp(words(other.1))));
        Self { terms, ..made }
    }
}
