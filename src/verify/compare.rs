//! Word by word: what a text and a passage have in common, and where they differ. The one file that names `similar`.

use std::collections::HashSet;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::Likeness;
use super::words::{ComparedWord, words};

/// How a stretch of the text relates to what stands in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The same words stand in both.
    Equal,
    /// The text has them, the record has not.
    Insert,
    /// The record has them, the text has not.
    Delete,
    /// The text has others than the record.
    Replace,
}

impl DifferenceKind {
    /// The name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Insert => "insert",
            Self::Delete => "delete",
            Self::Replace => "replace",
        }
    }
}

/// A stretch of the text beside that of the record: what must be done to the record's words to get the text's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// How they relate.
    pub kind: DifferenceKind,
    /// Words of the text as they stand there; empty where the record alone has some.
    pub said: String,
    /// Words of the record as they stand there; empty where the text alone has some.
    pub record: String,
}

impl Difference {
    /// What must be done to the text's words to get the record's.
    pub fn mirrored(self) -> Self {
        let kind = match self.kind {
            DifferenceKind::Insert => DifferenceKind::Delete,
            DifferenceKind::Delete => DifferenceKind::Insert,
            same => same,
        };
        Self { kind, said: self.record, record: self.said }
    }

    /// Differences in a row as one text: words that only the record has as `[-…-]`, those that only the text has as `{+…+}`; and where
    /// these stand.
    pub fn marked(differences: &[Self]) -> (String, Vec<Range<usize>>) {
        let (mut line, mut places) = (String::new(), Vec::new());
        for difference in differences {
            if difference.kind == DifferenceKind::Equal {
                join(&mut line, &difference.record);
                continue;
            }
            for (words, open, close) in [(&difference.record, "[-", "-]"), (&difference.said, "{+", "+}")] {
                if !words.is_empty() {
                    join(&mut line, "");
                    let start = line.len();
                    line.push_str(&format!("{open}{words}{close}"));
                    places.push(start..line.len());
                }
            }
        }
        (line, places)
    }
}

/// Puts `words` behind a line, with a blank between them.
fn join(line: &mut String, words: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(words);
}

/// Compares two texts as wholes, word by word: how to get from the words of `record` to those of `said`.
pub fn differences(record: &str, said: &str) -> Vec<Difference> {
    let (of_record, of_said) = (words(record), words(said));
    let difference = |hunk: Hunk| Difference {
        kind: hunk.kind,
        said: slice(said, &of_said, hunk.said).to_owned(),
        record: slice(record, &of_record, hunk.record).to_owned(),
    };
    align(&of_said, &of_record, 0).into_iter().map(difference).collect()
}

/// The same, by the numbers of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub kind: DifferenceKind,
    pub said: Range<usize>,
    pub record: Range<usize>,
}

/// Words of a record directly before a stretch that may deny it.
const BEFORE: usize = 3;

/// Compares the text with a passage, whose stretch is widened to the words that stand in the place of the text's first and last
/// ones, and to one directly before it that `denies`.
pub(super) fn compare(said: &[ComparedWord], near: &mut Likeness, denies: fn(&str) -> bool) -> Vec<Hunk> {
    let aligned = |near: &Likeness| align(said, &near.words[near.stretch.clone()], near.stretch.start);
    let hunks = aligned(near);
    let lacking = |hunk: Option<&Hunk>| match hunk {
        Some(hunk) if hunk.kind != DifferenceKind::Equal => hunk.said.len().saturating_sub(hunk.record.len()),
        _ => 0,
    };
    let (before, behind) = (lacking(hunks.first()), lacking(hunks.last()));
    let (start, end) = (near.stretch.start, near.stretch.end);
    let joined = |at: usize| {
        let between = near.passage.get(near.words[at - 1].range.end..near.words[at].range.start).unwrap_or_default();
        !between.contains(['.', ';', ':', '!', '?', ',', '。', '、'])
    };
    let mut from = start;
    while from > 0 && start - from < before && joined(from) {
        from -= 1;
    }
    let negated =
        (from.saturating_sub(BEFORE)..from).rev().take_while(|&at| joined(at + 1)).find(|&at| denies(&near.words[at].key));
    from = negated.unwrap_or(from);
    let mut to = end;
    while to < near.words.len() && to - end < behind && joined(to) {
        to += 1;
    }
    if (from, to) == (start, end) {
        return hunks;
    }
    near.stretch = from..to;
    aligned(near)
}

/// Aligns the words of a text with those of a record, the first of which has the number `first`.
fn align(said: &[ComparedWord], record: &[ComparedWord], first: usize) -> Vec<Hunk> {
    let own: Vec<&str> = said.iter().map(|word| word.key.as_str()).collect();
    let record: Vec<&str> = record.iter().map(|word| word.key.as_str()).collect();
    let hunk = |op: DiffOp| {
        let (record, said) = (op.old_range(), op.new_range());
        let kind = match op {
            DiffOp::Equal { .. } => DifferenceKind::Equal,
            DiffOp::Insert { .. } => DifferenceKind::Insert,
            DiffOp::Delete { .. } => DifferenceKind::Delete,
            DiffOp::Replace { .. } => DifferenceKind::Replace,
        };
        Hunk { kind, said, record: first + record.start..first + record.end }
    };
    let (to, until) =
        if is_costly(&own, &record) { (COMPARED.min(own.len()), COMPARED.min(record.len())) } else { (own.len(), record.len()) };
    let mut hunks: Vec<Hunk> =
        capture_diff_slices(Algorithm::Myers, &record[..until], &own[..to]).into_iter().map(hunk).collect();
    if to < own.len() || until < record.len() {
        let kind = match (to < own.len(), until < record.len()) {
            (true, false) => DifferenceKind::Insert,
            (false, _) => DifferenceKind::Delete,
            (true, true) => DifferenceKind::Replace,
        };
        hunks.push(Hunk { kind, said: to..own.len(), record: first + until..first + record.len() });
    }
    hunks
}

/// Up to so many words of both sides the differences are looked for whatever they are; of longer texts with little in common only
/// in so many.
const COMPARED: usize = 1000;

/// Whether it would take long to compare them: the steps grow with the words, and with how many of them differ.
fn is_costly(said: &[&str], record: &[&str]) -> bool {
    let both = said.len() + record.len();
    if both <= 2 * COMPARED {
        return false;
    }
    let pairs: HashSet<&[&str]> = record.windows(2).collect();
    let foreign = said.windows(2).filter(|pair| !pairs.contains(pair)).count();
    both * (2 * foreign + record.len().saturating_sub(said.len())) > (4 * COMPARED).pow(2)
}

/// The bytes from the first word of a range to the last.
pub(super) fn slice<'a>(text: &'a str, words: &[ComparedWord], range: Range<usize>) -> &'a str {
    match &words[range] {
        [] => "",
        [first, .., last] | [first @ last] => text.get(first.range.start..last.range.end).unwrap_or_default(),
    }
}

impl Hunk {
    /// Whether it is within the words of the text or record.
    pub fn differs(&self) -> bool {
        self.kind != DifferenceKind::Equal
    }
}
