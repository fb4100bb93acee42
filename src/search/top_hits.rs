//! Which records of volumes meet a query, and which of them are best: by the postings of each segment, segment after segment
//! on several threads; texts are read only where words must stand in a row, and of the few that are ranked in full.

use std::sync::atomic::{AtomicU64, Ordering};

use fixedbitset::FixedBitSet;

use super::bits::{bits_from, lay};
use super::evaluate::Evaluator;
use super::growth::on_threads;
use super::plan::{Plan, steps};
use super::rank::{Hit, Rank, Tier, Whole};
use super::rerank::{first_pass_rank, rerank};
use super::scorer::SegmentScorer;
use super::scores::{Scores, score};
use crate::archive::{Id, Segment};
use crate::index::Positions;
use crate::index::{WHOLE_TITLE, weights};
use crate::query::Parsed;

/// What a query selects in volumes.
#[derive(Debug, Default)]
pub(crate) struct TopHits {
    /// The records found, whatever the countries and topics chosen.
    pub open: FixedBitSet,
    /// How many of them belong to the countries and topics chosen.
    pub total: usize,
    /// How many of those rest on a similar spelling.
    pub similar: usize,
    /// The best of those, in no order.
    pub best: Vec<(Rank, Hit)>,
}

/// How many records of volumes meet the query without its piece `but`.
pub(crate) fn count(evaluator: &Evaluator<'_>, parsed: &Parsed, but: Option<usize>, allowed: &FixedBitSet) -> usize {
    sweep(evaluator, &steps(evaluator, parsed, but), allowed, 0).total
}

/// As [`count`], of one piece alone.
pub(crate) fn count_one(evaluator: &Evaluator<'_>, parsed: &Parsed, only: usize, allowed: &FixedBitSet) -> usize {
    let alone = Parsed { nodes: vec![parsed.nodes[only].clone()], ..parsed.clone() };
    count(evaluator, &alone, None, allowed)
}

/// Looks through the volumes; ranks the `most` best of what is `allowed` by countries and topics.
pub(crate) fn look(evaluator: &Evaluator<'_>, parsed: &Parsed, allowed: &FixedBitSet, most: usize) -> TopHits {
    let words = parsed.has_words();
    let mut swept = sweep(evaluator, &steps(evaluator, parsed, None), allowed, if words { most } else { 0 });
    let textual = parsed.nodes.iter().filter(|node| node.is_textual()).count();
    if words && textual > 1 {
        rerank(evaluator, parsed, &mut swept);
    } else {
        // Of a single word the postings tell all: no text says more.
        let bonus = u32::from(WHOLE_TITLE);
        for (rank, _) in swept.best.iter_mut().filter(|(rank, _)| rank.4.0 >= bonus) {
            rank.2 = std::cmp::Reverse(Whole::Name);
            rank.4.0 -= bonus;
        }
    }
    swept
}

/// A record by what the postings tell: better ones are greater.
type Candidate = (u64, std::cmp::Reverse<u32>);

struct Part {
    open: Vec<u64>,
    total: usize,
    similar: usize,
    best: Vec<(Candidate, u16)>,
}

fn sweep(evaluator: &Evaluator<'_>, steps: &[Plan], allowed: &FixedBitSet, most: usize) -> TopHits {
    let archive = &evaluator.catalogue.archive;
    let mut swept = TopHits { open: FixedBitSet::with_capacity(archive.len()), ..TopHits::default() };
    if steps.iter().any(Plan::is_hopeless) {
        return swept;
    }
    let segments = archive.segments();
    let weights = weights(steps.len() == 1);
    let least = AtomicU64::new(0);
    let parts = on_threads(segments.len(), evaluator.stop, &|at| {
        let column = SegmentScorer::new(&segments[at], &evaluator.catalogue.volumes.postings[at], &weights);
        let met = column.narrowed(steps)?;
        Some(part(&segments[at], met, allowed, most, &least))
    });
    let mut best: Vec<(Candidate, u16)> = Vec::new();
    for (part, segment) in parts.into_iter().zip(segments) {
        let Some(part) = part else { continue };
        lay(&part.open, segment.first() as usize, &mut swept.open);
        swept.total += part.total;
        swept.similar += part.similar;
        best.extend(part.best);
    }
    if best.len() > most {
        keep(&mut best, most);
    }
    best.sort_unstable_by(|a, b| b.cmp(a));
    let blank = Positions::of(archive, std::iter::empty());
    swept.best = best.into_iter().map(|((_, id), score)| first_pass_rank(archive, &blank, Id(id.0), score)).collect();
    swept
}

/// What stands in one segment. `least` is what the best of some segment have reached: what is below it is not among the best
/// of all.
#[allow(clippy::cast_possible_truncation)] // what a candidate is worth begins with its score
fn part(segment: &Segment, mut met: Scores, allowed: &FixedBitSet, most: usize, least: &AtomicU64) -> Part {
    segment.left_out().iter().for_each(|&number| met.remove(number));
    let (mut total, mut similar) = (0, 0);
    let mut best: Vec<(Candidate, u16)> = Vec::new();
    let least_similar = score(Tier::Typo, 0, u16::MAX);
    let mut reached = least.load(Ordering::Relaxed);
    let mut least_score = (reached >> 32) as u16;
    let (open, scores) = met.parts();
    for (block, (&open, scores)) in open.iter().zip(scores.chunks(64)).enumerate().filter(|(_, (bits, _))| **bits != 0) {
        let first = segment.first() as usize + block * 64;
        let bits = open & bits_from(allowed, first);
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
                let id = u32::try_from(first + at).unwrap_or(u32::MAX);
                best.push(((worth, std::cmp::Reverse(id)), score));
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
    Part { open: met.into_bits(), total, similar, best }
}

/// Keeps the `most` best; what the worst of them is worth.
fn keep(best: &mut Vec<(Candidate, u16)>, most: usize) -> u64 {
    let (_, ((worth, _), _), _) = best.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
    let worth = *worth;
    best.truncate(most);
    worth
}
