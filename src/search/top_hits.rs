//! The records that meet a query, and the best of them: segment after segment on several threads, by what the postings say.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use fixedbitset::FixedBitSet;

use super::bits::{bits_from, lay};
use super::growth::on_threads;
use super::hit::{Hit, HitBlock, HitSection, SectionCounts, Tier};
use super::plan::{MatchedTerm, Plan};
use super::planner::Planner;
use super::scorer::SegmentScorer;
use super::scores::{Scores, ones, tier_of};
use super::{Annotations, Catalogue};
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
    pub(super) annotations: &'a Annotations,
    pub(super) stop: &'a AtomicBool,
    plans: Vec<Plan>,
    /// What lights up in texts.
    pub matched: Vec<MatchedTerm>,
}

/// What a query selects.
#[derive(Debug, Default)]
pub(crate) struct TopHits {
    /// The records of the first block that has any, whatever the countries and topics chosen.
    pub open: FixedBitSet,
    /// How many records belong to the countries and topics chosen.
    pub counts: SectionCounts,
    /// The best of those, best first.
    pub best: Vec<Hit>,
    /// The clauses that records of the last block lack, by their numbers.
    pub lacking: Vec<usize>,
    /// What lights up beside what the query asks for as a whole.
    pub matched: Vec<MatchedTerm>,
}

/// Similar spellings are offered when there are fewer records than this above them: about a screenful.
const SCREENFUL: usize = 20;

/// Most of the words are looked for when fewer records than this have all of them.
const FEW: usize = 5;

/// What a sweep through all segments gives.
pub(super) struct Swept {
    /// The records of each block but the last, whatever the countries and topics chosen.
    pub blocks: [FixedBitSet; 3],
    pub counts: SectionCounts,
    pub best: Vec<ScoredRecord>,
}

/// A record by what the postings tell: better ones are greater.
type Worth = (u64, Reverse<u32>);

/// A record that may be among the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScoredRecord {
    pub(super) worth: Worth,
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
    blocks: [Vec<u64>; 3],
    counts: SectionCounts,
    best: Vec<ScoredRecord>,
}

impl<'a> Searcher<'a> {
    /// Plans `query`; `annotations` are the reader's own. The answers are incomplete once `stop` is set.
    pub fn new(catalogue: &'a Catalogue, query: &'a Query, annotations: &'a Annotations, stop: &'a AtomicBool) -> Self {
        let mut planner = Planner::new(catalogue, annotations, stop);
        let plans = planner.plans(&query.parsed);
        let (parsed, text) = (&query.parsed, query.text.trim());
        Self { catalogue, parsed, text, annotations, stop, plans, matched: planner.matched }
    }

    /// Another query of the same records.
    pub fn again<'q>(&self, query: &'q Query) -> Searcher<'q>
    where
        'a: 'q,
    {
        Searcher::new(self.catalogue, query, self.annotations, self.stop)
    }

    /// The records that meet all of `conditions`.
    pub fn meeting<'f>(&self, conditions: impl IntoIterator<Item = &'f Filter>) -> FixedBitSet {
        self.catalogue.meeting(conditions, self.annotations, self.stop)
    }

    /// The clauses that must hold, by their numbers.
    pub(super) fn required(&self) -> impl Iterator<Item = usize> + '_ {
        self.parsed.nodes.iter().enumerate().filter(|(_, node)| !node.is_optional()).map(|(at, _)| at)
    }

    /// Finds the records, and ranks the `most` best of what is `allowed` by countries and topics.
    pub fn run(&self, allowed: &FixedBitSet, most: usize) -> TopHits {
        let words = self.parsed.has_words();
        let plans: Vec<&Plan> = self.required().map(|at| &self.plans[at]).collect();
        let first = self.required().position(|at| self.parsed.nodes[at].is_textual());
        let Swept { mut blocks, mut counts, mut best } = self.sweep(&plans, first, allowed, if words { most } else { 0 });
        let meant = counts.sum() - counts.of(HitSection::Similar);
        if meant >= SCREENFUL {
            counts.drop(HitSection::Similar);
            best.retain(|candidate| !tier_of(candidate.score).is_similar());
        }
        let mut found = TopHits { counts, best: self.rerank(best), ..TopHits::default() };
        if words && counts.sum() == 0 && self.find_by_id(allowed, &mut found) {
            return found;
        }
        if words && meant < FEW {
            self.find_most(allowed, most, &blocks, &mut found);
        }
        if let Some(block) = found.counts.first().filter(|block| *block != HitBlock::Most) {
            found.open = std::mem::take(&mut blocks[block as usize]);
        } else if !words {
            found.open = std::mem::take(&mut blocks[HitBlock::All as usize]);
        }
        found
    }

    /// Finds the record whose id was typed: the numbers in an id are no words. Says whether there is one.
    fn find_by_id(&self, allowed: &FixedBitSet, found: &mut TopHits) -> bool {
        let id = self.catalogue.archive.id(self.text).filter(|id| allowed.contains(id.index()));
        found.best.extend(id.map(|id| Hit::new(id, Tier::Exact, Field::Title)));
        found.open.grow(self.catalogue.archive.end());
        found.open.extend(id.map(Id::index));
        found.counts.add(HitSection::All, found.best.len());
        id.is_some()
    }

    /// How many of what is `allowed` meet all clauses but `but`.
    pub fn count_without(&self, but: usize, allowed: &FixedBitSet) -> usize {
        let plans: Vec<&Plan> = self.required().filter(|at| *at != but).map(|at| &self.plans[at]).collect();
        self.sweep(&plans, None, allowed, 0).counts.counted()
    }

    /// The clause that looks for words and that the fewest of what is `allowed` meet, if there are several.
    pub fn rarest(&self, allowed: &FixedBitSet) -> Option<usize> {
        let textual: Vec<usize> = self.required().filter(|&at| self.parsed.nodes[at].is_textual()).collect();
        let count = |at: usize| self.sweep(&[&self.plans[at]], None, allowed, 0).counts.sum();
        textual.iter().copied().filter(|_| textual.len() > 1).min_by_key(|&at| count(at))
    }

    /// The plan of a clause.
    pub(super) fn plan_of(&self, clause: usize) -> &Plan {
        &self.plans[clause]
    }

    pub(super) fn sweep(&self, plans: &[&Plan], first: Option<usize>, allowed: &FixedBitSet, most: usize) -> Swept {
        let archive = &self.catalogue.archive;
        let none = || FixedBitSet::with_capacity(archive.end());
        let mut swept = Swept { blocks: [none(), none(), none()], counts: SectionCounts::default(), best: Vec::new() };
        if plans.iter().any(|plan| plan.is_hopeless()) {
            return swept;
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
            Some(part(segment, &met, of_first.as_ref(), allowed, most, &least))
        });
        let best = &mut swept.best;
        for (part, segment) in parts.into_iter().zip(segments) {
            let Some(part) = part else { continue };
            for (own, all) in part.blocks.iter().zip(&mut swept.blocks) {
                lay(own, segment.first() as usize, all);
            }
            swept.counts.add_all(&part.counts);
            best.extend(part.best);
        }
        swept.blocks.iter_mut().for_each(|block| block.intersect_with(self.catalogue.facets().all()));
        if best.len() > most {
            keep(best, most);
        }
        best.sort_unstable_by(|a, b| b.cmp(a));
        swept
    }
}

/// What stands in one segment. `least` is what the best of some segment have reached: what is below it is not among the best
/// of all.
#[allow(clippy::cast_possible_truncation)] // what a candidate is worth begins with its score
fn part(
    segment: &Segment,
    met: &Scores,
    first: Option<&Scores>,
    allowed: &FixedBitSet,
    most: usize,
    least: &AtomicU64,
) -> SegmentHits {
    let (open, scores) = met.parts();
    let none = || vec![0; open.len()];
    let (mut blocks, mut counts) = ([none(), none(), none()], SectionCounts::default());
    let mut best: Vec<ScoredRecord> = Vec::new();
    let mut reached = least.load(Ordering::Relaxed);
    let mut least_score = (reached >> 32) as u16;
    for (block, (&open, scores)) in open.iter().zip(scores.chunks(64)).enumerate().filter(|(_, (bits, _))| **bits != 0) {
        let first_id = segment.first() as usize + block * 64;
        let bits = open & bits_from(allowed, first_id);
        let mut by_block = [0; 3];
        for at in ones(open).map(usize::from) {
            let section = tier_of(scores[at]).section();
            by_block[section.block() as usize] |= 1 << at;
            counts.add(section, usize::from(bits >> at & 1 != 0));
        }
        blocks.iter_mut().zip(by_block).for_each(|(all, own)| all[block] = own);
        if most == 0 {
            continue;
        }
        for at in ones(bits).map(usize::from) {
            let score = scores[at];
            if score < least_score {
                continue;
            }
            let worth = u64::from(score) << 32 | segment.packed_days(block * 64 + at) >> 32;
            if worth >= reached {
                let of_first = first.map_or(0, |first| first.of(block * 64 + at));
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
    SegmentHits { blocks, counts, best }
}

/// Keeps the `most` best; what the worst of them is worth.
fn keep(best: &mut Vec<ScoredRecord>, most: usize) -> u64 {
    let (_, ScoredRecord { worth: (worth, _), .. }, _) = best.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
    let worth = *worth;
    best.truncate(most);
    worth
}
