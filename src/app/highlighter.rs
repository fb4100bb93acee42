//! The highlighter of the detail, while no find is on: the words of the search, and the countries and topics filtered by.

use std::ops::Range;

use super::App;
use crate::archive::Relation;
use crate::text::Needle;
use crate::view::Highlighter;

/// Finds the stretches of a text of the record shown that are highlighted.
#[derive(Debug)]
pub struct DetailHighlighter<'a> {
    /// The words of the search, if it has any.
    words: Option<Highlighter<'a>>,
    /// The names of the countries and topics filtered by, and of the topics by which alone the record was found, as the page has them: they stand at the outcomes that belong to
    /// them, too.
    names: Vec<Needle>,
}

impl App {
    /// What is lit in the record shown.
    pub fn highlighter(&self) -> DetailHighlighter<'_> {
        let chosen = [Relation::Country, Relation::Topic].into_iter().flat_map(|relation| self.query.chosen(relation).to_vec());
        // The search knows the topic by its own name, the page has it in the reader's language.
        let chosen = chosen.chain(self.view.topics_of(self.reading.detail.id()));
        let words = self.query.parsed.has_words();
        DetailHighlighter {
            words: words.then(|| self.view.lit_in(&self.catalogue, self.reading.detail.id())),
            names: chosen.filter_map(|id| Needle::new(self.archive().title(id, self.language))).collect(),
        }
    }
}

impl DetailHighlighter<'_> {
    /// Bytes of `text` that are lit, in order and apart from each other.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = self.words.as_ref().map_or_else(Vec::new, |words| words.ranges(text));
        if self.names.is_empty() {
            return found;
        }
        let apart = |range: &Range<usize>| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(text[..range.start].chars().next_back()) && !letter(text[range.end..].chars().next())
        };
        found.extend(self.names.iter().flat_map(|name| name.ranges(text)).filter(apart));
        found.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for range in found {
            match joined.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined
    }
}
