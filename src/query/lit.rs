//! Which letters of a text to light: the part of each word that the query matched.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::index::Index;
use super::matcher::Matcher;
use super::rank::{Expansion, Tier};
use crate::text;

/// Lights the matched letters of texts from the archive.
#[derive(Debug)]
pub struct Lit<'a> {
    pub(super) index: Option<&'a Index>,
    pub(super) expansions: &'a [Expansion],
}

impl Lit<'_> {
    /// Byte ranges of `text` to light, in order, on grapheme borders.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let Some(index) = self.index else { return Vec::new() };
        if self.expansions.is_empty() {
            return Vec::new();
        }
        let mut lit = Vec::new();
        for token in text::tokens(text) {
            let Some(word) = index.word(&token.word) else { continue };
            let best = self.expansions.iter().filter_map(|e| e.of(word).map(|(tier, _)| (tier, e))).min_by_key(|(tier, _)| *tier);
            if let Some((tier, expansion)) = best {
                lit.push(part(text, &token, tier, &expansion.term));
            }
        }
        if lit.is_empty() {
            self.expansions.iter().filter(|e| e.loose).for_each(|e| loose(text, &e.term, &mut lit));
            lit.sort_by_key(|range| range.start);
        }
        lit
    }
}

/// The part of the token that the term covers: its beginning, a stretch inside, or all of it.
fn part(text: &str, token: &text::Token, tier: Tier, term: &str) -> Range<usize> {
    let skip = match tier {
        Tier::Prefix => 0,
        Tier::Inside => token.word.find(term).map_or(0, |at| token.word[..at].chars().count()),
        _ => return token.range.clone(),
    };
    let source = &text[token.range.clone()];
    let graphemes: Vec<(usize, &str)> = source.grapheme_indices(true).collect();
    if graphemes.len() != token.word.chars().count() {
        return token.range.clone(); // folding changed the number of letters: light the whole word
    }
    let start = graphemes.get(skip).map_or(0, |(at, _)| *at);
    let end = graphemes.get(skip + term.chars().count()).map_or(source.len(), |(at, _)| *at);
    token.range.start + start..token.range.start + end
}

/// Letters in order, each lit by itself.
fn loose(text: &str, term: &str, lit: &mut Vec<Range<usize>>) {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let mut folded = String::new();
    let mut origin = Vec::new();
    for &(at, grapheme) in &graphemes {
        let letters = text::fold(grapheme);
        origin.extend(letters.chars().map(|_| at..at + grapheme.len()));
        folded.push_str(&letters);
    }
    if let Some((_, places)) = Matcher::new().find(&folded, term) {
        lit.extend(places.into_iter().filter_map(|n| origin.get(n).cloned()));
    }
}
