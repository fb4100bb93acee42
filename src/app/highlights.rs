//! Highlights in the detail: the places of a find, or of the words of the search, on the lines as they are wrapped.

use std::ops::Range;

use super::line::{Joint, WrappedLine};
use crate::text::{Abreast, Needle};

/// What the highlighted places match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindTarget {
    /// A stretch of text, as the reader typed it.
    Text(String),
    /// The words of the search.
    Search,
}

/// A stretch of one line of the detail: its number, and bytes of what stands before its text and of the text together.
pub type LineRange = (usize, Range<usize>);

/// Everything found in the record shown, and which of it is the current one. The detail forgets the places when it wraps
/// anew; [`super::App::fit`] then looks for them again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlights {
    sought: FindTarget,
    /// A match may go on over several lines.
    matches: Vec<Vec<LineRange>>,
    at: usize,
    forgotten: bool,
    /// Whether the current place is to be scrolled into view when the places are known again.
    keep: bool,
    /// The context of the match that is to be the current one, once the places are known.
    context: Option<Surroundings>,
}

/// The surroundings by which a match is known again on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Surroundings {
    pub left: String,
    pub hit: String,
    pub right: String,
}

impl Highlights {
    /// Takes the places found; the current one is the first at or below line `from`, else the first of all.
    pub(super) fn new(sought: FindTarget, matches: Vec<Vec<LineRange>>, from: usize) -> Self {
        let below = |found: &Vec<LineRange>| found.first().is_some_and(|(line, _)| *line >= from);
        let at = matches.iter().position(below).unwrap_or(0);
        Self { sought, matches, at, forgotten: false, keep: false, context: None }
    }

    /// The words of the search, whose places are still to be found; the one with this context is to be the current one.
    pub(super) fn of_search(context: Surroundings) -> Self {
        Self { sought: FindTarget::Search, matches: Vec::new(), at: 0, forgotten: true, keep: true, context: Some(context) }
    }

    /// Makes the first place of which `wanted` is true the current one. Says whether there is one.
    pub(super) fn begin_at(&mut self, wanted: impl Fn(&LineRange) -> bool) -> bool {
        let at = self.matches.iter().position(|found| found.first().is_some_and(&wanted));
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    /// What was looked for.
    pub fn sought(&self) -> &FindTarget {
        &self.sought
    }

    /// How many places there are.
    pub fn count(&self) -> usize {
        self.matches.len()
    }

    /// The number of the current place, from 1; 0 when there is none.
    pub fn number(&self) -> usize {
        if self.matches.is_empty() { 0 } else { self.at + 1 }
    }

    /// Where the current place begins.
    pub fn current(&self) -> Option<&LineRange> {
        self.matches.get(self.at)?.first()
    }

    /// What is lit on a line, in order; and whether it belongs to the current place.
    pub fn on(&self, line: usize) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
        let from = self.matches.partition_point(|found| found.last().is_some_and(|(last, _)| *last < line));
        let here = self.matches.iter().enumerate().skip(from);
        here.take_while(move |(_, found)| found.first().is_some_and(|(first, _)| *first <= line)).flat_map(move |(n, found)| {
            let parts = &found[found.partition_point(|(of, _)| *of < line)..];
            parts.iter().take_while(move |(of, _)| *of == line).map(move |(_, range)| (range.clone(), n == self.at))
        })
    }

    /// Goes on to the next place or the one before. Says whether that led round the end.
    pub(super) fn step(&mut self, forward: bool) -> bool {
        let count = self.count();
        if count == 0 {
            return false;
        }
        let before = self.at;
        self.at = (before + if forward { 1 } else { count - 1 }) % count;
        if forward { self.at <= before } else { self.at >= before }
    }

    /// The lines have changed: the places no longer hold. `seen` are those that were on the screen; a current place that
    /// was among them is to be there again.
    pub(super) fn forget(&mut self, seen: &Range<usize>) {
        self.keep = self.keep || self.current().is_some_and(|(line, _)| seen.contains(line));
        self.matches.clear();
        self.forgotten = true;
    }

    pub(super) fn is_forgotten(&self) -> bool {
        self.forgotten
    }

    /// Takes the places anew. Says whether the current one is to be scrolled into view.
    pub(super) fn renew(&mut self, matches: Vec<Vec<LineRange>>, lines: &[WrappedLine]) -> bool {
        self.forgotten = false;
        self.matches = matches;
        if let Some(context) = self.context.take() {
            self.at = context.among(&self.matches, lines).unwrap_or(0);
        }
        self.at = self.at.min(self.count().saturating_sub(1));
        std::mem::take(&mut self.keep)
    }
}

/// Characters of context by which a place is known again.
const CONTEXT: usize = 40;

impl Surroundings {
    /// The match that stands in this context.
    fn among(&self, matches: &[Vec<LineRange>], lines: &[WrappedLine]) -> Option<usize> {
        let places = |text: &str| {
            let needle = Needle::new(text);
            needle.map_or_else(Vec::new, |needle| look(lines, false, |text| needle.ranges(text)))
        };
        let right: String = self.right.chars().take(CONTEXT).collect();
        let start = |found: &Vec<LineRange>| found.first().map(|(line, range)| (*line, range.start));
        let end = |found: &Vec<LineRange>| found.last().map(|(line, range)| (*line, range.end));
        if !right.is_empty()
            && let Some(here) =
                places(&format!("{} {right}", self.hit)).first().or(places(&format!("{}{right}", self.hit)).first())
        {
            return matches.iter().position(|found| start(found) >= start(here));
        }
        let left: Vec<char> = self.left.chars().collect();
        let left: String = left[left.len().saturating_sub(CONTEXT)..].iter().collect();
        let before = [format!("{left} {}", self.hit), format!("{left}{}", self.hit), self.hit.clone()];
        let here = before.iter().find_map(|text| places(text).into_iter().next())?;
        matches.iter().rposition(|found| end(found) <= end(&here))
    }
}

/// Looks for something in the text of each block of `lines`, as if it were not wrapped; with `leads`, also in what stands
/// before the text.
pub(super) fn look(lines: &[WrappedLine], leads: bool, ranges: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<Vec<LineRange>> {
    let mut found = Vec::new();
    let mut rest = lines;
    let mut first = 0;
    while !rest.is_empty() {
        let count = 1 + rest[1..].iter().take_while(|line| line.joint != Joint::Begins).count();
        let (block, after) = rest.split_at(count);
        let mut text = String::new();
        // Where each line stands in the text of the block, its number, and the bytes on it that are passed over.
        let mut stretches: Vec<(Range<usize>, usize, usize)> = Vec::with_capacity(count);
        for (number, line) in (first..).zip(block) {
            if line.joint == Joint::Blank {
                text.push(' ');
            }
            let lead = leads && !line.lead.trim().is_empty();
            let start = text.len();
            if lead {
                text.push_str(&line.lead);
            }
            line.segments.iter().for_each(|segment| text.push_str(&segment.text));
            stretches.push((start..text.len(), number, if lead { 0 } else { line.lead.len() }));
        }
        let mut stretches = Abreast::new(&stretches, |(stretch, ..)| stretch);
        for range in ranges(&text) {
            let parts = stretches.touching(&range).iter().filter_map(|(stretch, number, skipped)| {
                let (from, to) = (range.start.max(stretch.start), range.end.min(stretch.end));
                (from < to).then(|| (*number, from - stretch.start + skipped..to - stretch.start + skipped))
            });
            let parts: Vec<LineRange> = parts.collect();
            if !parts.is_empty() {
                found.push(parts);
            }
        }
        first += count;
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::line::TextRun;
    use super::*;
    use crate::page::{BlockKind, Look};
    use crate::text::effort;

    #[test]
    fn what_is_found_in_a_long_block_is_laid_on_its_lines_in_one_go() {
        effort::is_in_proportion(4000, |size| {
            let segment = || TextRun { text: "we are".to_owned(), look: Look::Plain, link: None };
            let joint = |n| if n == 0 { Joint::Begins } else { Joint::Blank };
            let line =
                |n| WrappedLine { kind: BlockKind::Paragraph, joint: joint(n), lead: String::new(), segments: vec![segment()] };
            let lines: Vec<WrappedLine> = (0..size).map(line).collect();
            let found = look(&lines, false, |text| text.match_indices("are we").map(|(at, own)| at..at + own.len()).collect());
            assert_eq!(found.len(), size - 1);
            assert_eq!(found[1], [(1, 3..6), (2, 0..2)]);
        });
    }
}
