//! Regular expressions in a query: linear in the text, bounded in size, blind to case.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

use crate::text::effort;

/// Most bytes that one compiled expression may take; what asks for more is refused.
const LARGEST: usize = 1 << 18;

/// Bytes within which a match is looked for before more is read. To find where each of many matches ends, an expression such as
/// `a.*z|a` would otherwise read the rest of the text for every one.
const REACH: usize = 4096;

/// Fewest bytes of a literal by which lines are told apart: shorter ones stand in most of them.
const SHORTEST_LITERAL: usize = 3;

/// Most literals of which one must stand there.
const MOST_LITERALS: usize = 32;

/// Literals of which one stands in whatever the expression matches.
fn required(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(literal) => Some(vec![str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        // Any part will do: the one whose shortest literal is longest tells most.
        HirKind::Concat(parts) => {
            let shortest = |literals: &Vec<String>| literals.iter().map(String::len).min();
            parts.iter().filter_map(required).max_by_key(shortest)
        }
        HirKind::Alternation(parts) => {
            let all: Vec<Vec<String>> = parts.iter().map(required).collect::<Option<_>>()?;
            Some(all.concat()).filter(|literals| literals.len() <= MOST_LITERALS)
        }
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// A regular expression over texts as they are written. Equal when written alike.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Reads the source between the slashes; `\/` is a slash.
    ///
    /// # Errors
    /// What is wrong with it, in a line.
    pub fn new(source: &str) -> Result<Self, String> {
        let made =
            RegexBuilder::new(&source.replace("\\/", "/")).case_insensitive(true).size_limit(LARGEST).nest_limit(50).build();
        made.map(Self).map_err(|fault| match fault {
            regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
            other => other.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        })
    }

    /// Literals of which one, in some case, stands in whatever it matches; none where that cannot be told, or they are short.
    pub(crate) fn literals(&self) -> Option<Vec<String>> {
        let parsed = regex_syntax::parse(self.0.as_str()).ok()?;
        required(&parsed).filter(|literals| literals.iter().all(|literal| literal.len() >= SHORTEST_LITERAL))
    }

    /// Whether it matches anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Where it matches in `text`, in order, beginning before byte `end`; never nothing. What would match over more than 4 KiB
    /// gives way to a shorter match that begins at the same place, if there is one.
    pub fn ranges<'a>(&'a self, text: &'a str, end: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let found = self.next(text, at, end)?;
                at = found.end;
                if !found.is_empty() {
                    return Some(found);
                }
                at += text[at..].chars().next()?.len_utf8();
            }
        })
    }

    /// The first match from `at` on, if it begins before `end`.
    fn next(&self, text: &str, at: usize, end: usize) -> Option<Range<usize>> {
        let mut reach = REACH;
        loop {
            let edge = text.floor_char_boundary(at.saturating_add(reach));
            let (whole, enough) = (edge == text.len(), edge >= end.saturating_add(REACH));
            effort::spend(edge - at);
            match self.0.find_at(&text[..edge], at).map(|found| found.range()) {
                // What ends at the edge may go on behind it, or not end there at all.
                Some(found) if whole || found.end < edge => return (found.start < end).then_some(found),
                Some(found) if found.start >= end => return None,
                None if whole || enough => return None,
                _ => reach *= 4,
            }
        }
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, text: &str) -> Vec<Range<usize>> {
        Pattern::new(source).expect("an expression").ranges(text, usize::MAX).collect()
    }

    #[test]
    fn a_text_longer_than_the_reach_gives_the_matches_that_it_gives_as_a_whole() {
        let text = format!("{} the end.\n{} End", "an e, ".repeat(2000), "Ä é\u{301}x ".repeat(2000));
        for source in ["e", "end$", "^an", r"\bend\b", "x*", "(?s)end.*end", "an|e,", r"\w+", "[^ ]* end", "$", r"x\s*$"] {
            let whole = Regex::new(&format!("(?i){source}")).expect("an expression");
            let wanted: Vec<_> = whole.find_iter(&text).map(|found| found.range()).filter(|range| !range.is_empty()).collect();
            assert_eq!(found(source, &text), wanted, "{source}");
            let half: Vec<_> = Pattern::new(source).expect("an expression").ranges(&text, 9000).collect();
            assert_eq!(half, wanted.into_iter().filter(|range| range.start < 9000).collect::<Vec<_>>(), "{source}");
        }
    }

    #[test]
    fn many_matches_do_not_read_the_rest_of_the_text_for_each() {
        for source in ["e", "e.*z|e", "[aeiou]"] {
            effort::is_in_proportion(40_000, |size| {
                assert!(found(source, &"we are ".repeat(size / 7)).len() > size / 7);
            });
        }
    }
}
