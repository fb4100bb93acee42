//! Letters in order, by `fuzzy-matcher`: the one file that names it.
//!
//! Only `fuzzy_indices` is used: `fuzzy_match` depends on what was matched before (its two-row matrix is not reset), and
//! `use_cache(false)` panics on a match. Both sides are folded first, since its case folding knows ASCII only; its
//! indices are characters, and its scores may be negative for good matches.

use std::fmt;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Fewest letters for which letters in order mean something.
pub(super) const SHORTEST: usize = 4;

/// Least score a letter: below it the letters lie too far apart to be meant. Consecutive letters score above 16 each.
const LEAST: i64 = 15;

/// Finds the letters of a term in order in a short text.
#[derive(Default)]
pub struct Matcher(SkimMatcherV2);

impl Matcher {
    /// A matcher; making one is cheap.
    pub fn new() -> Self {
        Self(SkimMatcherV2::default().ignore_case())
    }

    /// Score and character positions of `term` in `text`, both folded; `None` when the letters do not stand there in
    /// order, or too far apart. A higher score is a closer match.
    pub fn find(&self, text: &str, term: &str) -> Option<(i64, Vec<usize>)> {
        let letters = term.chars().count();
        if letters < SHORTEST || text.chars().count() > crate::index::LONGEST {
            return None;
        }
        let (score, at) = self.0.fuzzy_indices(text, term)?;
        let least = LEAST * i64::try_from(letters).unwrap_or(i64::MAX);
        (score >= least).then_some((score, at))
    }
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Matcher")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_across_words_are_found_and_scattered_ones_are_not() {
        let matcher = Matcher::new();
        let (_, at) = matcher.find("tokyo dialogue 13 2025", "tokdia13").expect("found");
        assert_eq!(at, [0, 1, 2, 6, 7, 8, 15, 16]);
        assert_eq!(matcher.find("second senior officials meeting held in astana", "tokdia13"), None);
        assert_eq!(matcher.find("ministry of foreign affairs of japan", "iryneg"), None);
        assert!(matcher.find("ministry of foreign affairs of japan", "mofa").is_some(), "initials of words");
    }

    #[test]
    fn scores_do_not_depend_on_what_was_matched_before() {
        let matcher = Matcher::new();
        let fresh = Matcher::new().find("tokyo dialogue 13", "tokd13");
        for text in ["senior officials meeting", "tokyo", "dialogue of tokyo and dushanbe 13"] {
            matcher.find(text, "tokd13");
        }
        assert_eq!(matcher.find("tokyo dialogue 13", "tokd13"), fresh);
    }
}
