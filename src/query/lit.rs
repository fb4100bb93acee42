//! Which letters of a text to light: the part of each word that the query matched.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Catalogue;
use super::evaluate::Needle;
use super::expand::Expansion;
use super::matcher::Matcher;
use super::rank::Tier;
use crate::text::{self, Token};

/// Lights the matched letters of texts from the archive.
#[derive(Debug, Clone, Copy)]
pub struct Lit<'a> {
    pub(super) catalogue: Option<&'a Catalogue>,
    pub(super) needles: &'a [Needle],
    /// What is matched worse is not lit.
    pub(super) worst: Tier,
}

impl Lit<'_> {
    /// The same without what is matched worse than `worst`: a record that holds "water" was not found for the sake of its "later".
    pub(super) fn up_to(self, worst: Tier) -> Self {
        Self { worst, ..self }
    }

    /// Byte ranges of `text` to light: in order, apart from each other, on grapheme borders.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let worst = self.worst;
        let Some(catalogue) = self.catalogue.filter(|_| !self.needles.is_empty()) else { return Vec::new() };
        let tokens = text::tokens(text);
        let mut lit = Vec::new();
        for token in &tokens {
            if let Some((tier, expansion)) = self.best(catalogue, &token.word).filter(|(tier, _)| *tier <= worst) {
                let (skip, length) = match tier {
                    Tier::Prefix => (0, expansion.term.chars().count()),
                    Tier::Inside => {
                        let skip = token.word.find(&expansion.term).map_or(0, |at| token.word[..at].chars().count());
                        (skip, expansion.term.chars().count())
                    }
                    _ => (0, usize::MAX),
                };
                lit.push(part(text, token, skip, length));
            }
        }
        // "nursultan" stands in "Nur-Sultan".
        for pair in tokens.windows(2).filter(|pair| super::index::joins(text, pair[0].range.end..pair[1].range.start)) {
            let joined = format!("{}{}", pair[0].word, pair[1].word);
            if self.best(catalogue, &joined).is_some_and(|(tier, _)| tier <= worst) {
                lit.push(pair[0].range.start..pair[1].range.end);
            }
        }
        for needle in self.needles {
            match needle {
                Needle::Row(row) => lit.extend(row.ranges(text, &tokens)),
                Needle::Pattern(pattern) => lit.extend(pattern.ranges(text).map(|range| to_graphemes(text, range))),
                Needle::Words(_) | Needle::Loose(_) => {}
            }
        }
        if lit.is_empty() && worst >= Tier::Loose {
            for needle in self.needles {
                match needle {
                    Needle::Words(expansion) if expansion.loose => loose(text, &expansion.term, &mut lit),
                    Needle::Loose(letters) => loose(text, letters, &mut lit),
                    _ => {}
                }
            }
        }
        merge(lit)
    }

    /// The term that a word meets best, and how.
    fn best(&self, catalogue: &Catalogue, word: &str) -> Option<(Tier, &Expansion)> {
        let near = catalogue.index().vocabulary.find(word);
        let far = catalogue.volumes.vocabulary.find(word);
        let met = |e: &Expansion| near.and_then(|word| e.of(word)).or_else(|| far.and_then(|word| e.of_volumes(word)));
        self.expansions().filter_map(|e| met(e).map(|(tier, _)| (tier, e))).min_by_key(|(tier, _)| *tier)
    }

    fn expansions(&self) -> impl Iterator<Item = &Expansion> {
        self.needles.iter().filter_map(|needle| if let Needle::Words(expansion) = needle { Some(&**expansion) } else { None })
    }
}

/// Ranges in order, those that overlap made one.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// `length` letters of a token behind the first `skip`; the whole of it where folding changed the number of letters.
pub(super) fn part(source: &str, token: &Token, skip: usize, length: usize) -> Range<usize> {
    let own = &source[token.range.clone()];
    let graphemes: Vec<(usize, &str)> = own.grapheme_indices(true).collect();
    if graphemes.len() != token.word.chars().count() {
        return token.range.clone();
    }
    let start = graphemes.get(skip).map_or(0, |(at, _)| *at);
    let end = graphemes.get(skip.saturating_add(length)).map_or(own.len(), |(at, _)| *at);
    token.range.start + start..token.range.start + end
}

/// The range widened to whole graphemes.
fn to_graphemes(text: &str, range: Range<usize>) -> Range<usize> {
    let mut wide = range.clone();
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if at < range.start && range.start < end {
            wide.start = at;
        }
        if at < range.end && range.end <= end {
            wide.end = end;
            break;
        }
    }
    wide
}

/// Letters in order, each lit by itself.
fn loose(text: &str, term: &str, lit: &mut Vec<Range<usize>>) {
    let mut folded = String::new();
    let mut origin = Vec::new();
    for (at, grapheme) in text.grapheme_indices(true) {
        let letters = text::fold(grapheme);
        origin.extend(letters.chars().map(|_| at..at + grapheme.len()));
        folded.push_str(&letters);
    }
    if let Some((_, places)) = Matcher::new().find(&folded, term) {
        lit.extend(places.into_iter().filter_map(|n| origin.get(n).cloned()));
    }
}
