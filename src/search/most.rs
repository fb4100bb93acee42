//! Most of the words: where few records hold all of them, those that hold most of what is rare in the query. One wrong word
//! empties no list, and a question finds its answer, which holds none of the words that only ask.

use std::cmp::Reverse;

use fixedbitset::FixedBitSet;

use super::bits::{bits_from, lay};
use super::growth::on_threads;
use super::hit::{Hit, HitBlock, HitSection, Tier};
use super::plan::{MatchedTerm, Plan, TermPlan};
use super::planner::Planner;
use super::scorer::SegmentScorer;
use super::scores::{Scores, numbers, tier_of, weight_of};
use super::top_hits::{ScoredRecord, Searcher, TopHits};
use crate::index::{mask, weights};
use crate::query::{Node, PhraseSyntax, Term};
use crate::record::{Field, RecordType};

/// What the rarity of all words sums up to where all stand in notes; in titles it is a third more, and no more than ten bits, beside
/// which six are left for the fields.
const WHOLE: f32 = 750.0;

/// What a word counts by the weight of its field: 0.95 in a note, 1.3 in a title.
const FIELD_LEAST: f32 = 0.9;
const FIELD_STEP: f32 = 0.05;

/// A word that fewer records hold is not taken for rarer: it may be the one that is wrong.
const RAREST: f32 = 5.0;

/// A clause that may be missing, or a part of it: what meets it, and its share in the rarity of the query.
struct Weighted<'p> {
    clause: usize,
    plan: &'p Plan,
    share: f32,
}

/// A clause with the parts into which it is taken, if it is; Japanese without blanks may be.
type Parted = (usize, Vec<Plan>);

impl Searcher<'_> {
    /// Adds the records of `allowed` that hold most of the words, up to `most` of them; `blocks` hold those found already.
    pub(super) fn find_most(&self, allowed: &FixedBitSet, most: usize, blocks: &[FixedBitSet; 3], found: &mut TopHits) {
        let (droppable, needed): (Vec<usize>, Vec<usize>) =
            self.required().partition(|&clause| may_lack(&self.parsed.nodes[clause]));
        let parts: Vec<Parted> = droppable.iter().map(|&clause| (clause, self.parts_of(clause, &mut found.matched))).collect();
        let weighted = self.weighted(&parts);
        let needed: Vec<&Plan> = needed.into_iter().map(|clause| self.plan_of(clause)).collect();
        if weighted.len() < 2 || needed.iter().any(|plan| plan.is_hopeless()) {
            return;
        }
        let (catalogue, weights) = (self.catalogue, weights(false));
        let (segments, index) = (catalogue.archive.segments(), catalogue.index());
        let in_segments = on_threads(segments.len(), self.stop, &|at| {
            let segment = &segments[at];
            let scorer = || SegmentScorer::new(segment, &index.postings[at], &weights);
            let (left, _) = scorer().narrowed(&needed, None)?;
            let first = segment.first() as usize;
            let listed = |at: usize| blocks.iter().any(|block| block.contains(first + at));
            let held = held_by(&weighted, left.len(), &|plan| scorer().meeting(plan));
            let enough = |at: usize| left.has_at(at) && held[at].share >= LEAST && !listed(at);
            let mut best = Vec::new();
            let mut open = vec![0; left.len().div_ceil(64)];
            let mut total = 0;
            for at in (0..left.len()).filter(|&at| enough(at)) {
                open[at / 64] |= 1 << (at % 64);
                if bits_from(allowed, first + at) & 1 == 0 {
                    continue;
                }
                total += 1;
                let is_source = segment.type_of(at) == Some(RecordType::Source);
                let worth = held[at].worth * if is_source { OF_SOURCE } else { 1.0 };
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 975
                let score = ((worth * WHOLE) as u16) << 6 | held[at].fields.min(63);
                let worth = u64::from(score) << 32 | segment.packed_days(at) >> 32;
                let number = crate::archive::number(first + at);
                best.push((ScoredRecord { worth: (worth, Reverse(number)), score, first: 0 }, held[at]));
                if best.len() == most.saturating_mul(4) {
                    keep(&mut best, most);
                }
            }
            Some((open, total, best))
        });
        let mut set = FixedBitSet::with_capacity(catalogue.archive.end());
        let mut best = Vec::new();
        for (own, segment) in in_segments.into_iter().zip(segments) {
            let Some((open, total, own)) = own else { continue };
            lay(&open, segment.first() as usize, &mut set);
            found.counts.add(HitSection::Most, total);
            best.extend(own);
        }
        set.intersect_with(catalogue.facets().all());
        if best.len() > most {
            keep(&mut best, most);
        }
        best.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
        found.best.extend(best.iter().map(|(record, held)| {
            let field = Field::ALL.into_iter().find(|field| held.best >= field.weight().into()).unwrap_or(Field::Note);
            Hit { section: HitSection::Most, ..Hit::new(record.id(), held.tier, field) }
        }));
        // Of a clause in parts one is enough.
        let parts_of = |clause: usize| {
            let own = weighted.iter().enumerate().filter(|(_, part)| part.clause == clause);
            own.fold(0, |bits, (at, _)| bits | bit_of(at))
        };
        let lacks = |clause: &usize| best.iter().any(|(_, held)| held.parts & parts_of(*clause) == 0);
        found.lacking = droppable.into_iter().filter(lacks).collect();
        if found.counts.first() == Some(HitBlock::Most) {
            found.open = set;
        }
    }

    /// The parts of clauses with their shares: what is rare counts more, and what no record holds as much as the others do on
    /// average.
    fn weighted<'p>(&'p self, parts: &'p [Parted]) -> Vec<Weighted<'p>> {
        #[allow(clippy::cast_precision_loss)] // records are no more than a few million
        let rarity = |plan: &Plan| {
            let (records, holding) = (self.catalogue.archive.len() as f32, self.holding(plan) as f32);
            (holding > 0.0).then(|| (1.0 + records / holding.max(RAREST)).ln())
        };
        let mut weighted: Vec<(usize, &Plan, Option<f32>)> = Vec::new();
        for (clause, parts) in parts {
            #[allow(clippy::cast_precision_loss)] // a few
            let of = parts.len() as f32;
            match &parts[..] {
                [] => weighted.push((*clause, self.plan_of(*clause), rarity(self.plan_of(*clause)))),
                parts => weighted.extend(parts.iter().map(|plan| (*clause, plan, rarity(plan).map(|rarity| rarity / of)))),
            }
        }
        let known: Vec<f32> = weighted.iter().filter_map(|(_, _, rarity)| *rarity).collect();
        if known.is_empty() {
            return Vec::new();
        }
        #[allow(clippy::cast_precision_loss)] // a few
        let average = known.iter().sum::<f32>() / known.len() as f32;
        let all: f32 = weighted.iter().map(|(_, _, rarity)| rarity.unwrap_or(average)).sum();
        let share = |rarity: Option<f32>| rarity.unwrap_or(average) / all;
        weighted.into_iter().map(|(clause, plan, rarity)| Weighted { clause, plan, share: share(rarity) }).collect()
    }

    /// About how many records hold what a plan asks for; by its meaning or a similar spelling, where none holds the word.
    fn holding(&self, plan: &Plan) -> usize {
        let known = match plan {
            Plan::Word(word) => self.holding_word(word),
            _ => 0,
        };
        if known > 0 || plan.is_hopeless() {
            known
        } else {
            self.sweep(&[plan], None, self.catalogue.facets().all(), 0).counts.sum()
        }
    }

    fn holding_word(&self, word: &TermPlan) -> usize {
        let index = self.catalogue.index();
        let whole = |tier: Tier| matches!(tier, Tier::Exact | Tier::Alias | Tier::Inflection);
        let groups = word.groups.iter().filter(|group| whole(tier_of(group.score)));
        let words: usize = groups.flat_map(|group| &group.words).map(|&word| index.frequency[word as usize] as usize).sum();
        let links = word.links.records.iter().filter(|(_, _, (tier, _))| tier.is_literal());
        let linking =
            |key: u64| self.catalogue.archive.segments().iter().map(|segment| segment.linking_by(key).len()).sum::<usize>();
        words + links.map(|(key, _, _)| linking(*key)).sum::<usize>()
    }

    /// The parts of a word of kanji that the thesaurus or a text knows, the longest first; between them twos.
    fn known_parts<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let count = ends.len() - 1;
        if count < 3 || !is_kanji(word) {
            return vec![word];
        }
        let dictionary = &self.catalogue.index().dictionary;
        let stands = |part: &str| dictionary.holding(mask(part)).any(|(_, word)| word.text.contains(part));
        let known = |part: &str| self.catalogue.senses().knows(part) || stands(part);
        let (mut parts, mut at) = (Vec::new(), 0);
        while at + 1 < count {
            let longest = (at + 2..=count).rev().map(|end| (&word[ends[at]..ends[end]], end)).find(|(part, _)| known(part));
            let (part, end) = longest.unwrap_or((&word[ends[at]..ends[at + 2]], at + 1));
            parts.push(part);
            at = end;
        }
        parts
    }

    /// The parts of a clause of Japanese that stands nowhere as a whole: words where the script changes, and of kanji what is known.
    fn parts_of(&self, clause: usize, matched: &mut Vec<MatchedTerm>) -> Vec<Plan> {
        let words: Vec<&str> = match &self.parsed.nodes[clause] {
            Node::Term(Term::Phrase(phrase)) => phrase.words.iter().map(String::as_str).collect(),
            Node::Term(Term::Word { word, .. }) if is_kanji(word) => vec![word],
            _ => return Vec::new(),
        };
        if self.holding(self.plan_of(clause)) > 0 {
            return Vec::new();
        }
        let mut planner = Planner::new(self.catalogue, self.annotations, self.stop);
        let mut parts = Vec::new();
        for word in words {
            self.known_parts(word).into_iter().for_each(|part| parts.push(planner.lone(part)));
        }
        matched.append(&mut planner.matched);
        parts
    }
}

/// Whether a clause may be missing: a word, but none that is marked to stand there just so.
fn may_lack(node: &Node) -> bool {
    match node {
        Node::Term(Term::Word { .. } | Term::Date { .. }) => true,
        Node::Term(Term::Phrase(phrase)) => phrase.mark == PhraseSyntax::Run,
        _ => false,
    }
}

/// Whether a word is of kanji, of which two in a row say something.
fn is_kanji(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

/// What a record holds of the words.
#[derive(Clone, Copy)]
struct Held {
    /// Their share in the rarity of all.
    share: f32,
    /// Likewise, less where a word is only meant or misspelt.
    worth: f32,
    /// What the fields weigh in which they stand.
    fields: u16,
    /// What the best of them weighs.
    best: u16,
    /// The worst tier that any word needed.
    tier: Tier,
    /// A bit for each part that it holds.
    parts: u64,
}

impl Held {
    const NOTHING: Self = Self { share: 0.0, worth: 0.0, fields: 0, best: 0, tier: Tier::Exact, parts: 0 };
}

/// The bit of a part; of very many the last share one.
fn bit_of(part: usize) -> u64 {
    1 << part.min(63)
}

/// Keeps the `most` best.
fn keep(best: &mut Vec<(ScoredRecord, Held)>, most: usize) {
    if let Some(last) = most.checked_sub(1) {
        best.select_nth_unstable_by(last, |(a, _), (b, _)| b.cmp(a));
    }
    best.truncate(most);
}

/// What each record of a segment holds.
fn held_by(weighted: &[Weighted<'_>], records: usize, meeting: &dyn Fn(&Plan) -> Scores) -> Vec<Held> {
    let mut held = vec![Held::NOTHING; records];
    for (n, part) in weighted.iter().enumerate().filter(|(_, part)| !part.plan.is_hopeless()) {
        let met = meeting(part.plan);
        let (bits, scores) = met.parts();
        for at in numbers(bits).map(usize::from) {
            let own = &mut held[at];
            own.share += part.share;
            let place = FIELD_LEAST + FIELD_STEP * f32::from(weight_of(scores[at]).min(Field::Title.weight().into()));
            own.worth += part.share * place * if tier_of(scores[at]).is_literal() { 1.0 } else { MEANT };
            own.fields = own.fields.saturating_add(weight_of(scores[at]));
            own.best = own.best.max(weight_of(scores[at]));
            own.tier = own.tier.max(tier_of(scores[at]));
            own.parts |= bit_of(n);
        }
    }
    held
}

/// The least share of the rarity of the query that a record must hold: half, whatever the rounding.
const LEAST: f32 = 0.499;

/// What the words of a source count beside those of what rests on it.
const OF_SOURCE: f32 = 0.7;

/// What a word counts that is met by its meaning or a similar spelling.
const MEANT: f32 = 0.8;
