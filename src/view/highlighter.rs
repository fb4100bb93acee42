//! Which letters of a text to light: the part of each word that the query matched.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Catalogue, MatchedTerms};
use crate::index::LONGEST;
use crate::query::without_possessive;
use crate::search::Expansion;
use crate::search::MatchedTerm;
use crate::search::Tier;
use crate::search::{Matcher, part_of};
use crate::text::{self, Token, effort};

/// Bytes behind the part of a text that is lit in which words are read with it, so that those of usual texts all are.
const MARGIN: usize = 2048;

/// Lights the matched letters of texts from the archive.
#[derive(Debug, Clone, Copy)]
pub struct Highlighter<'a> {
    pub(crate) catalogue: Option<&'a Catalogue>,
    pub(crate) matched: &'a MatchedTerms,
    /// What is matched worse is not lit.
    pub(crate) worst: Tier,
}

impl Highlighter<'_> {
    /// Byte ranges of `text` to light: in order, apart from each other, on grapheme borders.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.ranges_before(text, usize::MAX)
    }

    /// Those of [`Self::ranges`] that begin before byte `end`. Of what stands behind no more is looked at than they need, so
    /// that a row on the screen costs the same whether its text goes on for a line or for megabytes.
    pub fn ranges_before(&self, text: &str, end: usize) -> Vec<Range<usize>> {
        let worst = self.worst;
        let terms = self.matched.terms();
        let Some(catalogue) = self.catalogue.filter(|_| !terms.is_empty()) else { return Vec::new() };
        let tokens = self.tokens(text, end);
        let mut lit = Vec::new();
        for token in &tokens {
            effort::spend(1);
            if let Some((tier, expansion)) = self.best(catalogue, &token.word).filter(|(tier, _)| *tier <= worst) {
                let term = without_possessive(&expansion.term);
                let (skip, length) = match tier {
                    Tier::Prefix => (0, term.chars().count()),
                    Tier::Inside => {
                        let skip = token.word.find(term).map_or(0, |at| token.word[..at].chars().count());
                        (skip, term.chars().count())
                    }
                    _ => (0, usize::MAX),
                };
                lit.push(part_of(text, token, skip, length));
            }
        }
        // "nursultan" stands in "Nur-Sultan".
        for pair in tokens.windows(2).filter(|pair| crate::index::joins(text, pair[0].range.end..pair[1].range.start)) {
            let joined = format!("{}{}", pair[0].word, pair[1].word);
            if self.best(catalogue, &joined).is_some_and(|(tier, _)| tier <= worst) {
                lit.push(pair[0].range.start..pair[1].range.end);
            }
        }
        self.matched.phrases_in(text, &tokens, worst, &mut lit);
        for term in terms {
            if let MatchedTerm::Pattern(pattern) = term {
                lit.extend(to_graphemes(text, pattern.ranges(text, end)));
            }
        }
        if lit.is_empty() && worst >= Tier::Loose {
            for term in terms {
                match term {
                    MatchedTerm::Words(expansion) if expansion.letters.is_some() => loose(text, &expansion.term, &mut lit),
                    MatchedTerm::Loose(letters) => loose(text, letters, &mut lit),
                    _ => {}
                }
            }
        }
        lit.retain(|range| range.start < end);
        merge(lit)
    }

    /// The words of `text` that decide what is lit before byte `end`: those that begin there, and behind them as many as may
    /// belong to a row that does.
    fn tokens(&self, text: &str, end: usize) -> Vec<Token> {
        let span = |needle: &MatchedTerm| if let MatchedTerm::Phrase(row, _) = needle { row.span() } else { 2 };
        let mut most = end.saturating_add(MARGIN);
        loop {
            let part = text::through_word(text, most);
            let tokens = text::tokens(part);
            let behind = tokens.len() - tokens.partition_point(|token| token.range.start < end);
            if part.len() == text.len() || self.matched.terms().iter().all(|needle| span(needle) < behind) {
                return tokens;
            }
            most = 2 * part.len();
        }
    }

    /// The term that a word meets best, and how.
    fn best(&self, catalogue: &Catalogue, word: &str) -> Option<(Tier, &Expansion)> {
        self.matched.best(catalogue.index().dictionary.find(word)?)
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

/// Ranges, which come in order and apart from each other, widened to whole graphemes in one walk through the text.
fn to_graphemes<'a>(text: &'a str, ranges: impl Iterator<Item = Range<usize>> + 'a) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut rest = text::graphemes(text);
    // The grapheme at hand.
    let mut here = 0..0;
    let mut reach = move |at: usize| {
        while here.end < at {
            effort::spend(1);
            here = here.end..here.end + rest.next()?.len();
        }
        Some(here.clone())
    };
    ranges.filter_map(move |range| Some(reach(range.start + 1)?.start..reach(range.end)?.end))
}

/// Letters in order, each lit by itself; in short texts only.
fn loose(text: &str, term: &str, lit: &mut Vec<Range<usize>>) {
    let mut folded = String::new();
    let mut origin = Vec::new();
    for (at, grapheme) in text.grapheme_indices(true) {
        effort::spend(1);
        let letters = text::fold(grapheme);
        origin.extend(letters.chars().map(|_| at..at + grapheme.len()));
        folded.push_str(&letters);
        if origin.len() > LONGEST {
            return;
        }
    }
    if let Some((_, places)) = Matcher::new().find(&folded, term) {
        lit.extend(places.into_iter().filter_map(|n| origin.get(n).cloned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use crate::search::catalogue_of_event;
    use crate::view::View;

    /// Words, expressions and words in a row, of which some stand in the text.
    const ASKED: [&str; 8] =
        ["water", "/e/", "/e.*z|e/", "/\\bz\\b/", "\"water energy\"", "\"z water energy\"~4", "nursultan wat", "\"we are$\""];

    /// About `size` bytes.
    fn text(size: usize) -> String {
        "water energy cafe\u{301} z Nur-Sultan 中央アジア、we are ".repeat(size / 64)
    }

    fn lit<T>(text: &str, asked: &str, look: impl Fn(&Highlighter<'_>) -> T) -> T {
        let catalogue = catalogue_of_event("A meeting", text, &[]);
        let mut query = Query::default();
        query.set_text(asked, &catalogue.archive);
        look(&View::new(&catalogue, &query).lit(&catalogue))
    }

    #[test]
    fn lighting_a_text_costs_as_much_as_the_text_is_long() {
        for asked in ASKED {
            effort::is_in_proportion(20_000, |size| {
                let text = text(size);
                let lit = lit(&text, asked, |lit| lit.ranges(&text).len());
                assert!(lit > 0, "{asked}");
            });
        }
    }

    #[test]
    fn lighting_a_beginning_costs_the_same_however_the_text_goes_on() {
        for asked in ASKED {
            let steps = |size| {
                let text = text(size);
                lit(&text, asked, |lit| effort::of(|| lit.ranges_before(&text, 300)))
            };
            assert_eq!(steps(20_000), steps(40_000), "{asked}");
        }
    }

    #[test]
    fn a_beginning_is_lit_as_it_is_in_the_whole_text() {
        let text = text(12_000);
        for asked in ASKED {
            lit(&text, asked, |lit| {
                for end in [0, 1, 5, 17, 18, 64, 300, 301, 7000, text.len()] {
                    let clipped = |ranges: Vec<Range<usize>>| -> Vec<Range<usize>> {
                        let begun = ranges.into_iter().filter(|range| range.start < end);
                        begun.map(|range| range.start..range.end.min(end)).collect()
                    };
                    assert_eq!(clipped(lit.ranges_before(&text, end)), clipped(lit.ranges(&text)), "{asked} {end}");
                }
            });
        }
    }

    #[test]
    fn matches_are_widened_to_whole_graphemes() {
        let text = "cafe\u{301}s e\u{301}e";
        let lit = |source: &str| lit(text, source, |lit| lit.ranges(text));
        assert_eq!(lit("/e/"), [3..6, 8..11, 11..12]);
        assert_eq!(lit("/\u{301}s|e\\b/"), [3..7, 11..12]);
    }
}
