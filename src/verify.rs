//! Was this said? Whether the archive holds a sentence or quotation: word for word, nearly so, in parts, or not at all; and what is
//! turned in it while the words stay. Never whether it is true: what is not in this record may stand elsewhere.
//!
//! ```text
//! text ─► words ─► shortlist (postings of its rarest words) ─► the passage of each record that comes nearest (likeness)
//!                                                                   │
//!      verdict ◄─ warnings (negation, number, date, country, speaker) ◄─ word by word (compare) ◄─ the best
//! ```

mod attribution;
mod compare;
mod countries;
mod facts;
mod likeness;
mod negation;
mod origin;
mod passage;
mod quotations;
mod shortlist;
mod warnings;
mod weight;
mod words;

pub use compare::{Difference, DifferenceKind, differences};
pub use origin::Origin;
pub use passage::PassageField;
pub use quotations::{QuotedText, quotations};
pub use warnings::{Warning, WarningKind};

use std::cmp::Reverse;
use std::ops::Range;

use crate::archive::Id;
use crate::search::Catalogue;
use attribution::attributed;
use compare::{Hunk, compare, slice};
use likeness::{Likeness, Said};
use negation::{Side, is_negator};
use passage::each_passage;
use shortlist::shortlist;
use warnings::{Compared, warnings};
use weight::Weights;

/// The longest text that is looked for, in bytes.
pub const LONGEST: usize = 64 << 10;

/// How many records are told of.
const TOLD: usize = 5;

/// So many of the best are compared word by word.
const COMPARED: usize = 12;

/// The least score of what is told as near, and of what is told at all.
const NEAR: f32 = 0.56;
const ELSEWHERE: f32 = 0.36;

/// Beside a near passage others are told of that have at least this share of its score.
const BESIDE: f32 = 0.65;

/// Whether the archive says a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All words stand in the same order in one passage; case, marks, dashes and dots do not matter.
    Verbatim,
    /// Most words stand in one passage, and the differences are marked.
    Near,
    /// Only parts of it stand in the archive.
    Elsewhere,
    /// It is not in this record.
    Absent,
}

impl Verdict {
    /// The name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Near => "near",
            Self::Elsewhere => "elsewhere",
            Self::Absent => "absent",
        }
    }

    /// The verdict in a few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Verbatim => "word for word",
            Self::Near => "nearly so",
            Self::Elsewhere => "only parts of it stand in this record",
            Self::Absent => "not in this record",
        }
    }
}

/// A passage of a record that comes near to the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The record.
    pub id: Id,
    /// Which of its texts.
    pub field: PassageField,
    /// From 0 to 1; [`Verdict::Verbatim`] has 1.
    pub score: f32,
    /// The sentences that hold the passage.
    pub text: String,
    /// Word by word, from the first word to the last.
    pub differences: Vec<Difference>,
    /// The facts that differ; none are told where only parts of the text stand there.
    pub warnings: Vec<Warning>,
}

impl Finding {
    /// The words of the record from the first to the last that was compared, those that the text lacks as `[-…-]`, those that it
    /// has beside or in place of them as `{+…+}`; and where these stand.
    pub fn marked(&self) -> (String, Vec<Range<usize>>) {
        Difference::marked(&self.differences)
    }
}

/// What came of looking for a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// Whether the archive says it.
    pub verdict: Verdict,
    /// The passages that come nearest, one a record, best first.
    pub findings: Vec<Finding>,
    /// Who is said to have spoken, where the text names somebody.
    pub speaker: Option<String>,
    /// Whether only the beginning of the text was looked for, because it is longer than [`LONGEST`].
    pub is_cut: bool,
}

impl Verification {
    /// The facts that differ from the best passage.
    pub fn warnings(&self) -> &[Warning] {
        self.findings.first().map_or(&[], |best| &best.warnings)
    }

    /// Whether the text counts as found: word for word or nearly so, with no fact turned.
    pub fn is_found(&self) -> bool {
        matches!(self.verdict, Verdict::Verbatim | Verdict::Near) && self.warnings().is_empty()
    }
}

/// Looks for `text` in the archive; none if it has no word.
pub fn verify(catalogue: &Catalogue, text: &str) -> Option<Verification> {
    verify_as(catalogue, text, None)
}

/// As [`verify`], with who is said to have spoken where that stands outside the text.
pub fn verify_as(catalogue: &Catalogue, text: &str, who: Option<&str>) -> Option<Verification> {
    verify_within(catalogue, text, who, &|_| true)
}

/// As [`verify_as`], in the records only that are `within`.
pub fn verify_within(catalogue: &Catalogue, text: &str, who: Option<&str>, within: &dyn Fn(Id) -> bool) -> Option<Verification> {
    let is_cut = text.len() > LONGEST;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let whole = find(catalogue, text, who, within)?;
    let own = attributed(text).and_then(|own| find(catalogue, own.words, Some(own.who), within).map(|found| (found, own.who)));
    let best = |findings: &[Finding]| findings.first().map_or(0.0, |best| best.score);
    let (findings, who) = match own {
        Some((found, own)) if best(&found) > best(&whole) => (found, Some(own)),
        _ => (whole, who),
    };
    let verdict = match findings.first() {
        None => Verdict::Absent,
        Some(best) if best.score >= 1.0 => Verdict::Verbatim,
        Some(best) if best.score >= NEAR => Verdict::Near,
        Some(_) => Verdict::Elsewhere,
    };
    Some(Verification { verdict, findings, speaker: who.map(|who| who.trim().to_owned()), is_cut })
}

/// The passages that come nearest to `text`, best first.
fn find(catalogue: &Catalogue, text: &str, who: Option<&str>, within: &dyn Fn(Id) -> bool) -> Option<Vec<Finding>> {
    let archive = &catalogue.archive;
    let weights = Weights::new(catalogue);
    let said = Said::new(text, weights);
    if said.words.is_empty() {
        return None;
    }
    let mut near: Vec<(Id, Likeness)> = Vec::new();
    for (id, _) in shortlist(catalogue, weights, text, within) {
        let Some((segment, number)) = archive.segment_of(id) else { continue };
        let Some(record) = segment.read(number) else { continue };
        let mut best: Option<Likeness> = None;
        each_passage(&record, &mut |field, passage| {
            let found = said.likeness(field, passage, weights).filter(|found| found.score >= ELSEWHERE);
            if let Some(found) = found.filter(|found| best.as_ref().is_none_or(|best| found.score > best.score)) {
                best = Some(found);
            }
        });
        near.extend(best.map(|best| (id, best)));
    }
    let named = |id: Id| archive.record(id).id();
    let hundredths = |score: f32| Reverse((score * 100.0).round().to_bits());
    near.sort_by(|(a, one), (b, other)| {
        other.score.total_cmp(&one.score).then_with(|| one.field.cmp(&other.field)).then_with(|| named(*a).cmp(named(*b)))
    });
    near.truncate(COMPARED);
    let mut findings: Vec<Finding> = near.into_iter().map(|(id, near)| finding(catalogue, text, &said, who, id, near)).collect();
    // What shares parts with the text is of no interest beside what says it.
    let best = findings.iter().map(|finding| finding.score).fold(0.0, f32::max);
    findings.retain(|finding| best < NEAR || finding.score >= BESIDE * best);
    // Of two that come as near, the one that agrees in its facts.
    findings.sort_by_key(|finding| (hundredths(finding.score), finding.warnings.len()));
    findings.truncate(TOLD);
    Some(findings)
}

/// Compares the text word by word with the passage of one record.
fn finding(catalogue: &Catalogue, text: &str, said: &Said, who: Option<&str>, id: Id, mut near: Likeness) -> Finding {
    let hunks = compare(&said.words, &mut near, is_negator);
    let stretch = near.stretch.clone();
    let own: Vec<Hunk> = hunks
        .iter()
        .map(|hunk| Hunk { record: hunk.record.start - stretch.start..hunk.record.end - stretch.start, ..hunk.clone() })
        .collect();
    let record = Side { words: &near.words[stretch.clone()], text: &near.passage };
    let compared =
        Compared { archive: &catalogue.archive, id, said: Side { words: &said.words, text }, record, hunks: &own, who };
    // Of words that stand together by chance no fact can be turned.
    let warnings = if near.score < NEAR { Vec::new() } else { warnings(compared) };
    let difference = |hunk: &Hunk| Difference {
        kind: hunk.kind,
        said: slice(text, &said.words, hunk.said.clone()).to_owned(),
        record: slice(&near.passage, &near.words, hunk.record.clone()).to_owned(),
    };
    let differences: Vec<Difference> = hunks.iter().map(difference).collect();
    // A negation before words that are quoted without it is a difference, too.
    let score = if hunks.iter().any(Hunk::differs) { near.score.min(0.999) } else { near.score };
    Finding { id, field: near.field, score, text: sentences(&near), differences, warnings }
}

/// The sentences of a passage that hold the stretch.
fn sentences(near: &Likeness) -> String {
    let (Some(first), Some(last)) = (near.words.get(near.stretch.start), near.words.get(near.stretch.end.saturating_sub(1)))
    else {
        return String::new();
    };
    let text = near.passage.as_str();
    let ends = |at: usize, c: char| {
        matches!(c, '。' | '！' | '？') || matches!(c, '.' | '!' | '?') && text[at + 1..].starts_with([' ', '”', '»'])
    };
    let (before, behind) = (&text[..first.range.start], &text[last.range.end..]);
    let start = before.char_indices().rev().find(|(at, c)| ends(*at, *c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = behind
        .char_indices()
        .find(|(at, c)| ends(last.range.end + at, *c))
        .map_or(text.len(), |(at, c)| last.range.end + at + c.len_utf8());
    text[start..end].trim_start_matches(['”', '»', ' ']).trim_end().to_owned()
}
