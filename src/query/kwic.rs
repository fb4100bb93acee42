//! Keywords in context: every place where a query stands in the records found, with what is left and right of it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Catalogue, Hits, View};
use crate::archive::Id;
use crate::record::Field;
use crate::text;

/// Most characters of context on either side.
const CONTEXT: usize = 120;

/// One place where the query stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The record.
    pub id: Id,
    /// The field of the text.
    pub field: Field,
    /// What stands before, cut at a word; one line, no control characters.
    pub left: String,
    /// The words matched, whole.
    pub hit: String,
    /// What stands behind, cut at a word.
    pub right: String,
    /// Whether a blank stands before the words matched, and behind them.
    pub apart: (bool, bool),
}

/// How lines are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As the records rank, and within a record as its texts stand.
    #[default]
    Rank,
    /// By the nearest word to the left, then the one before it, and so on.
    Left,
    /// By the nearest word to the right, then the one behind it, and so on.
    Right,
}

impl View {
    /// Every place where the words of the query stand in the texts of `hits`, in `order`.
    pub fn kwic(&self, catalogue: &Catalogue, hits: &Hits, order: Order) -> Vec<Line> {
        self.kwic_first(catalogue, hits, order, usize::MAX).0
    }

    /// As [`View::kwic`], for a screen: only the first `most` hits are read and only as many places kept, before they are
    /// put in order. Says whether there are more.
    pub fn kwic_first(&self, catalogue: &Catalogue, hits: &Hits, order: Order, most: usize) -> (Vec<Line>, bool) {
        let lit = self.lit(catalogue);
        let mut lines = Vec::new();
        let mut read = 0;
        for hit in hits.list.iter().take(most) {
            if lines.len() > most {
                break;
            }
            read += 1;
            let record = catalogue.archive.record(hit.id);
            // A quote’s title is its text, and an id is nobody’s words.
            let mut seen: Vec<&str> = Vec::new();
            record.texts(&mut |field, text| {
                if text == record.id() || record.aliases().iter().any(|alias| alias == text) || seen.contains(&text) {
                    return;
                }
                seen.push(text);
                let ranges = lit.up_to(hit.tier).ranges(text);
                if !ranges.is_empty() {
                    lines.extend(stretches(text, &ranges).into_iter().map(|range| line(hit.id, field, text, range)));
                }
            });
        }
        let more = read < hits.list.len() || lines.len() > most;
        lines.truncate(most);
        match order {
            Order::Rank => {}
            Order::Left => lines.sort_by_cached_key(|line| words(&line.left).into_iter().rev().collect::<Vec<_>>()),
            Order::Right => lines.sort_by_cached_key(|line| words(&line.right)),
        }
        (lines, more)
    }
}

fn words(text: &str) -> Vec<String> {
    text::tokens(text).into_iter().map(|token| token.word).collect()
}

/// Lit ranges widened to whole words, those with only blanks between them made one.
fn stretches(source: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let tokens = text::tokens(source);
    let mut found: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let touched = |token: &&text::Token| token.range.start < range.end && range.start < token.range.end;
        let start = tokens.iter().find(touched).map_or(range.start, |token| token.range.start.min(range.start));
        let end = tokens.iter().rev().find(touched).map_or(range.end, |token| token.range.end.max(range.end));
        match found.last_mut() {
            Some(last) if start <= last.end || source[last.end..start].trim().is_empty() => last.end = last.end.max(end),
            _ => found.push(start..end),
        }
    }
    found
}

fn line(id: Id, field: Field, source: &str, range: Range<usize>) -> Line {
    let left = &source[..range.start];
    let from = left
        .grapheme_indices(true)
        .rev()
        .nth(CONTEXT - 1)
        .map_or(0, |(at, _)| if at == 0 { 0 } else { left[at..].find(char::is_whitespace).map_or(at, |blank| at + blank) });
    let right = &source[range.end..];
    let to = right
        .grapheme_indices(true)
        .nth(CONTEXT)
        .map_or(right.len(), |(at, _)| right[..at].rfind(char::is_whitespace).unwrap_or(at));
    let clean = |text: &str| text::clean(text).trim().to_owned();
    let apart = (left.ends_with(char::is_whitespace), right.starts_with(char::is_whitespace));
    Line { id, field, left: clean(&left[from..]), hit: clean(&source[range]), right: clean(&right[..to]), apart }
}
