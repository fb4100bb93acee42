//! The records that meet a query, and the best of them: segment after segment on several threads, by what the postings say.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use fixedbitset::FixedBitSet;

use super::Catalogue;
use super::bits::{bits_from, lay};
use super::growth::on_threads;
use super::hit::{Hit, Tier};
use super::plan::{MatchedTerm, Plan, Planner};
use super::scorer::SegmentScorer;
use super::scores::{Scores, score};
use crate::archive::{Id, Segment};
use crate::index::{Postings, weights};
use crate::query::{Filter, Parsed, Query};
use crate::record::Field;

/// A query made ready to be answered.
pub(crate) struct Searcher<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) parsed: &'a Parsed,
    /// The text as typed.
    text: &'a str,
    marked: &'a HashSet<Id>,
    pub(super) stop: &'a AtomicBool,
    plans: Vec<Plan>,
    /// What lights up in texts.
    pub matched: Vec<MatchedTerm>,
}

/// What a query selects.
#[derive(Debug, Default)]
pub(crate) struct TopHits {
    /// The records found, whatever the countries and topics chosen.
    pub open: FixedBitSet,
    /// How many of them belong to the countries and topics chosen.
    pub total: usize,
    /// How many of those rest on a similar spelling.
    pub similar: usize,
    /// The best of those, best first.
    pub best: Vec<Hit>,
}

/// A record by what the postings tell: better ones are greater.
type Worth = (u64, Reverse<u32>);

/// A record that may be among the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScoredRecord {
    worth: Worth,
    /// How well it meets the query.
    pub score: u16,
    /// How well it meets the first clause that looks for words; 0 where that is the only one.
    pub first: u16,
}

impl ScoredRecord {
    pub fn id(&self) -> Id {
        Id(self.worth.1.0)
    }
}

struct SegmentHits {
    open: Vec<u64>,
    total: usize,
    similar: usize,
    best: Vec<ScoredRecord>,
}

impl<'a> Searcher<'a> {
    /// Plans `query`; `marked` are the records on the reader's shelf. The answers are incomplete once `stop` is set.
    pub fn new(catalogue: &'a Catalogue, query: &'a Query, marked: &'a HashSet<Id>, stop: &'a AtomicBool) -> Self {
        let mut planner = Planner::new(catalogue, marked, stop);
        let plans = planner.plans(&query.parsed);
        let (parsed, text) = (&query.parsed, query.text.trim());
        Self { catalogue, parsed, text, marked, stop, plans, matched: planner.matched }
    }

    /// The records that meet all of `conditions`.
    pub fn meeting<'f>(&self, conditions: impl IntoIterator<Item = &'f Filter>) -> FixedBitSet {
        self.catalogue.meeting(conditions, self.marked, self.stop)
    }

    /// The clauses that must hold, by their numbers.
    fn required(&self) -> impl Iterator<Item = usize> + '_ {
        self.parsed.nodes.iter().enumerate().filter(|(_, node)| !node.is_optional()).map(|(at, _)| at)
    }

    /// Finds the records, and ranks the `most` best of what is `allowed` by countries and topics.
    pub fn run(&self, allowed: &FixedBitSet, most: usize) -> TopHits {
        let words = self.parsed.has_words();
        let plans: Vec<&Plan> = self.required().map(|at| &self.plans[at]).collect();
        let first = self.required().position(|at| self.parsed.nodes[at].is_textual());
        let (mut found, best) = self.sweep(&plans, first, allowed, if words { most } else { 0 });
        found.best = self.rerank(best);
        if words && found.total == 0 {
            self.find_by_id(allowed, &mut found);
        }
        found
    }

    /// Finds the record whose id was typed: the numbers in an id are no words.
    fn find_by_id(&self, allowed: &FixedBitSet, found: &mut TopHits) {
        let id = self.catalogue.archive.id(self.text).filter(|id| allowed.contains(id.index()));
        found.best.extend(id.map(|id| Hit { id, tier: Tier::Exact, field: Field::Title }));
        found.open.extend(id.map(Id::index));
        found.total = found.best.len();
    }

    /// How many of what is `allowed` meet all clauses but `but`.
    pub fn count_without(&self, but: usize, allowed: &FixedBitSet) -> usize {
        let plans: Vec<&Plan> = self.required().filter(|at| *at != but).map(|at| &self.plans[at]).collect();
        self.sweep(&plans, None, allowed, 0).0.total
    }

    /// The clause that looks for words and that the fewest of what is `allowed` meet, if there are several.
    pub fn rarest(&self, allowed: &FixedBitSet) -> Option<usize> {
        let textual: Vec<usize> = self.required().filter(|&at| self.parsed.nodes[at].is_textual()).collect();
        let count = |at: usize| self.sweep(&[&self.plans[at]], None, allowed, 0).0.total;
        textual.iter().copied().filter(|_| textual.len() > 1).min_by_key(|&at| count(at))
    }

    fn sweep(&self, plans: &[&Plan], first: Option<usize>, allowed: &FixedBitSet, most: usize) -> (TopHits, Vec<ScoredRecord>) {
        let archive = &self.catalogue.archive;
        let mut found = TopHits { open: FixedBitSet::with_capacity(archive.end()), ..TopHits::default() };
        if plans.iter().any(|plan| plan.is_hopeless()) {
            return (found, Vec::new());
        }
        let segments = archive.segments();
        // What asks for no word needs none read.
        let index = plans.iter().any(|plan| plan.needs_postings()).then(|| self.catalogue.index());
        let none = Postings::default();
        let weights = weights(plans.len() == 1);
        let least = AtomicU64::new(0);
        let parts = on_threads(segments.len(), self.stop, &|at| {
            let segment = &segments[at];
            let postings = index.map_or(&none, |index| &index.postings[at]);
            let scorer = SegmentScorer::new(segment, postings, &weights);
            let (met, of_first) = scorer.narrowed(plans, first.filter(|_| plans.len() > 1))?;
            Some(part(segment, met, of_first, allowed, most, &least))
        });
        let mut best: Vec<ScoredRecord> = Vec::new();
        for (part, segment) in parts.into_iter().zip(segments) {
            let Some(part) = part else { continue };
            lay(&part.open, segment.first() as usize, &mut found.open);
            found.total += part.total;
            found.similar += part.similar;
            best.extend(part.best);
        }
        found.open.intersect_with(self.catalogue.facets().all());
        if best.len() > most {
            keep(&mut best, most);
        }
        best.sort_unstable_by(|a, b| b.cmp(a));
        (found, best)
    }
}

/// What stands in one segment. `least` is what the best of some segment have reached: what is below it is not among the best
/// of all.
#[allow(clippy::cast_possible_truncation)] // what a candidate is worth begins with its score
fn part(
    segment: &Segment,
    met: Scores,
    first: Option<Scores>,
    allowed: &FixedBitSet,
    most: usize,
    least: &AtomicU64,
) -> SegmentHits {
    let (mut total, mut similar) = (0, 0);
    let mut best: Vec<ScoredRecord> = Vec::new();
    let least_similar = score(Tier::Typo, 0, u16::MAX);
    let mut reached = least.load(Ordering::Relaxed);
    let mut least_score = (reached >> 32) as u16;
    let (open, scores) = met.parts();
    for (block, (&open, scores)) in open.iter().zip(scores.chunks(64)).enumerate().filter(|(_, (bits, _))| **bits != 0) {
        let first_id = segment.first() as usize + block * 64;
        let bits = open & bits_from(allowed, first_id);
        total += bits.count_ones() as usize;
        if most == 0 {
            continue;
        }
        let mut left = bits;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let score = scores[at];
            similar += usize::from(score <= least_similar);
            if score < least_score {
                continue;
            }
            let worth = u64::from(score) << 32 | segment.packed_days(block * 64 + at) >> 32;
            if worth >= reached {
                let of_first = first.as_ref().map_or(0, |first| first.of(block * 64 + at));
                best.push(ScoredRecord {
                    worth: (worth, Reverse(crate::archive::number(first_id + at))),
                    score,
                    first: of_first,
                });
                if best.len() == most.saturating_mul(4) {
                    let worst = keep(&mut best, most);
                    reached = worst.max(least.fetch_max(worst, Ordering::Relaxed));
                    least_score = (reached >> 32) as u16;
                }
            }
        }
    }
    if best.len() > most {
        least.fetch_max(keep(&mut best, most), Ordering::Relaxed);
    }
    SegmentHits { open: met.into_bits(), total, similar, best }
}

/// Keeps the `most` best; what the worst of them is worth.
fn keep(best: &mut Vec<ScoredRecord>, most: usize) -> u64 {
    let (_, ScoredRecord { worth: (worth, _), .. }, _) = best.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
    let worth = *worth;
    best.truncate(most);
    worth
}
