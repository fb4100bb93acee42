//! The word, or words in a row, beside which others are counted.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::search::{Catalogue, forms_of};
use crate::text::{self, Token};

/// A word in all its forms, or several in a row.
#[derive(Debug, Clone)]
pub struct NodeWord {
    /// Of each of its words what stands for it in texts: the folded word, its spelling variants and its inflections.
    forms: Vec<HashSet<String>>,
    /// In how many forms it was met, as written, in lower case.
    met: BTreeMap<String, usize>,
}

impl NodeWord {
    /// The word of `written`, or its words in a row: the same word for a search, its other romanisations and its inflections, but neither
    /// words that it only begins nor similar spellings. None if it has no word.
    pub fn new(catalogue: &Catalogue, written: &str) -> Option<Self> {
        let forms: Vec<HashSet<String>> =
            text::tokens(written).into_iter().map(|token| forms_of(catalogue, &token.word)).collect();
        (!forms.is_empty()).then(|| Self { forms, met: BTreeMap::new() })
    }

    /// Where it stands among the words of a text, from the first on, none within another.
    pub(super) fn places(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at + self.forms.len() <= tokens.len() {
            if self.forms.iter().zip(&tokens[at..]).all(|(forms, token)| forms.contains(&token.word)) {
                found.push(at..at + self.forms.len());
                at += self.forms.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// Notes a form in which it was met.
    pub(super) fn meet(&mut self, written: &str) {
        *self.met.entry(written.to_lowercase()).or_default() += 1;
    }

    /// The forms in which it was met, the most frequent first, with how often.
    pub(super) fn into_met(self) -> Vec<(String, usize)> {
        let mut met: Vec<(String, usize)> = self.met.into_iter().collect();
        met.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        met
    }
}
