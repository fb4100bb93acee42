//! Keywords in context: every place where a query stands in the records found, with what is left and right of it.

use std::collections::HashSet;
use std::ops::Range;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use unicode_segmentation::UnicodeSegmentation;

use super::{Catalogue, Highlighter, View};
use crate::archive::Id;
use crate::record::Field;
use crate::search::Hit;
use crate::text::{self, Abreast};

/// Most characters of context on either side.
const CONTEXT: usize = 120;

/// Bytes in which the first places of a long text are looked for first.
const STRETCH: usize = 1 << 16;

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

impl Line {
    /// What stands between the words matched and their context, on either side: a blank where the text has one.
    pub const fn gaps(&self) -> (&'static str, &'static str) {
        const fn gap(apart: bool) -> &'static str {
            if apart { " " } else { "" }
        }
        (gap(self.apart.0), gap(self.apart.1))
    }
}

/// How lines are ordered. By words it is as concordancers do it by their sort keys 1L, 2L, 3L: first by the word next to the place,
/// then by the second, then by the third; what is alike in all of them stays as the records stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As the records stand, and within a record as its texts do.
    #[default]
    Rank,
    /// By so many words to the left, the nearest first.
    Left(usize),
    /// By so many words to the right, the nearest first.
    Right(usize),
}

impl Order {
    /// By all the words to the left that a line has.
    pub const LEFT: Self = Self::Left(usize::MAX);
    /// By all the words to the right that a line has.
    pub const RIGHT: Self = Self::Right(usize::MAX);

    /// Every order, by its name and what it does.
    const NAMED: [(Self, &'static str, &'static str); 9] = [
        (Self::Rank, "rank", "as the records stand"),
        (Self::LEFT, "left", "by the nearest word to the left, then the next, and so on"),
        (Self::Left(1), "left1", "by the nearest word to the left"),
        (Self::Left(2), "left2", "by the nearest, then the second"),
        (Self::Left(3), "left3", "by the nearest, the second, then the third"),
        (Self::RIGHT, "right", "by the nearest word to the right, then the next, and so on"),
        (Self::Right(1), "right1", "by the nearest word to the right"),
        (Self::Right(2), "right2", "by the nearest, then the second"),
        (Self::Right(3), "right3", "by the nearest, the second, then the third"),
    ];

    const ALL: [Self; 9] = {
        let mut all = [Self::Rank; 9];
        let mut n = 0;
        while n < all.len() {
            all[n] = Self::NAMED[n].0;
            n += 1;
        }
        all
    };
}

impl ValueEnum for Order {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let named = Self::NAMED.iter().find(|(order, ..)| order == self);
        named.map(|(_, name, meaning)| PossibleValue::new(*name).help(*meaning))
    }
}

impl View {
    /// Every place where the words of the query stand in the texts of `hits`, in `order`.
    pub fn concordance(&self, catalogue: &Catalogue, hits: &[Hit], order: Order) -> Vec<Line> {
        self.concordance_first(catalogue, hits, order, usize::MAX).0
    }

    /// As [`View::concordance`], for a screen: only the first `most` hits are read and only as many places kept, before they are
    /// put in order. Says whether there are more.
    pub fn concordance_first(&self, catalogue: &Catalogue, hits: &[Hit], order: Order, most: usize) -> (Vec<Line>, bool) {
        let mut lines = Vec::new();
        let mut read = 0;
        for hit in hits.iter().take(most) {
            if lines.len() > most {
                break;
            }
            read += 1;
            let record = catalogue.archive.record(hit.id);
            // A quote’s title is its text, and an id is nobody’s words.
            let mut seen: HashSet<&str> = record.aliases().iter().map(String::as_str).chain([record.id()]).collect();
            record.texts(&mut |field, text| {
                let wanted = most.saturating_add(1).saturating_sub(lines.len());
                if wanted > 0 && seen.insert(text) {
                    let places = places(self.lit_of(catalogue, hit), text, wanted);
                    lines.extend(places.into_iter().map(|range| line(hit.id, field, text, range)));
                }
            });
        }
        let more = read < hits.len() || lines.len() > most;
        lines.truncate(most);
        match order {
            Order::Rank => {}
            Order::Left(most) => lines.sort_by_cached_key(|line| words(&line.left).rev().take(most).collect::<Vec<_>>()),
            Order::Right(most) => lines.sort_by_cached_key(|line| words(&line.right).take(most).collect::<Vec<_>>()),
        }
        (lines, more)
    }

    /// How many places a concordance has in a text of `hit`.
    pub fn count_places(&self, catalogue: &Catalogue, hit: &Hit, text: &str) -> usize {
        places(self.lit_of(catalogue, hit), text, usize::MAX).len()
    }
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    text::tokens(text).into_iter().map(|token| token.word)
}

/// The first places of `text` that are lit, at least as many as `wanted` if there are so many.
fn places(lit: Highlighter<'_>, text: &str, wanted: usize) -> Vec<Range<usize>> {
    let mut end = if wanted == usize::MAX { wanted } else { STRETCH };
    loop {
        let found = stretches(text, &lit.ranges_before(text, end));
        // The last one may go on behind `end`.
        if end >= text.len() || found.len() > wanted {
            return found;
        }
        end *= 4;
    }
}

/// Highlighter ranges widened to whole words, those with only blanks between them made one.
fn stretches(source: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let Some(last) = ranges.last() else { return Vec::new() };
    let mut words: Vec<Range<usize>> = Vec::new();
    text::each_token(text::through_word(source, last.end), &mut |_, range| words.push(range));
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut words = Abreast::new(&words, |word| word);
    for range in ranges {
        let touched = words.touching(range);
        let start = touched.first().map_or(range.start, |word| word.start.min(range.start));
        let end = touched.last().map_or(range.end, |word| word.end.max(range.end));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use crate::search::catalogue_of_event;
    use crate::text::effort;

    /// The places of `asked` in an event of a long summary and many notes, the first `most`, and the steps they took.
    fn places(asked: &str, size: usize, most: usize) -> (Vec<Line>, usize) {
        let notes: Vec<String> = (0..size / 100).map(|n| format!("note {n} on water")).collect();
        let catalogue = catalogue_of_event("A meeting", &"water and energy ".repeat(size / 17), &notes);
        let mut query = Query::default();
        query.set_text(asked, &catalogue.archive);
        let view = View::new(&catalogue, &query);
        let hits = view.hits.clone().expect("words");
        let mut lines = Vec::new();
        let steps = effort::of(|| lines = view.concordance_first(&catalogue, hits.counted(), Order::Rank, most).0);
        (lines, steps)
    }

    #[test]
    fn places_cost_as_much_as_their_text_is_long() {
        for asked in ["water", "/r/", "\"water energy\"~2"] {
            let ((few, once), (many, twice)) = (places(asked, 20_000, usize::MAX), places(asked, 40_000, usize::MAX));
            assert!(few.len() > 1000 && many.len() > 2 * few.len() - 10, "{asked}");
            assert!(once > 1000 && 2 * twice <= 5 * once, "{asked}: {once} steps, {twice} for twice as much");
        }
    }

    #[test]
    fn the_first_places_are_those_of_all_and_cost_the_same_in_any_text() {
        let (all, _) = places("water", 200_000, usize::MAX);
        let (first, steps) = places("water", 200_000, 10);
        assert_eq!(first, all[..10]);
        assert_eq!(places("water", 400_000, 10).1, steps);
    }
}
