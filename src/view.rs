//! What every pane shows for a query.

pub mod concordance;
mod counts;
mod highlighter;
mod interpretation;

pub use counts::{Count, Counts, Matrix};
pub use highlighter::Highlighter;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id, Relation};
use crate::query::{Query, Sort};
use crate::record::{Field, RecordType};
use crate::search::rank;
use crate::search::{Catalogue, Hit, Hits, Tier, top_hits};
use crate::search::{ClauseMatches, Evaluator, MatchedTerm};

/// What the panes show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The events selected, newest first.
    pub events: Vec<Id>,
    /// The quotes selected, likewise. Of a large archive, while there are words, those among the hits that are listed.
    pub quotes: Vec<Id>,
    /// How many events and quotes are selected.
    pub selected: (usize, usize),
    /// Every country with the number of selected events (with words: of hits), the country filter itself left out of
    /// account.
    pub countries: Vec<(Id, usize)>,
    /// Every topic likewise, the topic filter itself left out of account.
    pub topics: Vec<(Id, usize)>,
    /// Ranked hits over all types; `None` when the query has no words.
    pub hits: Option<Hits>,
    /// Words that stand nowhere as they were typed, with the word they were taken for.
    pub corrections: Vec<Correction>,
    /// Where nothing was found: what leaving out the rarest term would find.
    pub without: Option<Without>,
    matched: Vec<MatchedTerm>,
}

/// A misspelt word, and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As typed, folded.
    pub from: String,
    /// A word of the archive.
    pub to: String,
}

/// What a query that finds nothing would find without one of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Without {
    /// The term to leave out, as it may be typed.
    pub term: String,
    /// How many records the others find.
    pub hits: usize,
}

impl Hits {
    /// What a query without words selects: every record that passes, by type and in listing order, or as `sort:` says.
    pub fn of_all(catalogue: &Catalogue, query: &Query) -> Self {
        Self::of_all_with(catalogue, query, &catalogue.marked)
    }

    /// As [`Hits::of_all`], with the records on the reader's shelf, for `is:marked`.
    pub fn of_all_with(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>) -> Self {
        let archive = &catalogue.archive;
        let never = AtomicBool::new(false);
        let mut evaluator = Evaluator::new(catalogue, marked, &never);
        let allowed = evaluator.meeting(&query.conditions);
        let answers = evaluator.all(&query.parsed);
        let mut set = meeting(catalogue, &answers);
        if catalogue.is_large() {
            set.union_with(&top_hits::look(&evaluator, &query.parsed, &allowed, 0).open);
        }
        set.intersect_with(&allowed);
        let ids = RecordType::ALL.into_iter().flat_map(|of_type| archive.of_type(of_type)).filter(|id| set.contains(id.index()));
        let list: Vec<Hit> = ids.map(|&id| Hit { id, tier: Tier::Exact, field: Field::Title }).collect();
        let mut hits = Self::of(list);
        hits.sort(archive, query.parsed.sort);
        hits
    }

    /// Puts the hits in the order asked for; similar spellings stay behind the others, undated records last.
    fn sort(&mut self, archive: &Archive, order: Option<Sort>) {
        let day = |hit: &Hit| archive.days(hit.id);
        let (plain, similar) = self.list.split_at_mut(self.similar);
        for block in [plain, similar] {
            match order {
                Some(Sort::Oldest) => block.sort_by_key(|hit| (day(hit).is_none(), day(hit))),
                Some(Sort::Newest) => block.sort_by_key(|hit| Reverse(day(hit))),
                Some(Sort::Rank) | None => {}
            }
        }
    }
}

/// The records in memory that meet every answer that is not optional.
fn meeting(catalogue: &Catalogue, answers: &[ClauseMatches]) -> FixedBitSet {
    let mut open = FixedBitSet::with_capacity(catalogue.archive.len());
    open.insert_range(..catalogue.archive.resident_len());
    answers.iter().filter(|answer| !answer.optional).for_each(|answer| open.intersect_with(&answer.records()));
    open
}

impl View {
    /// Answers the query.
    pub fn new(catalogue: &Catalogue, query: &Query) -> Self {
        Self::with_marks(catalogue, query, &catalogue.marked)
    }

    /// Answers the query, with the records on the reader's shelf, for `is:marked`.
    pub fn with_marks(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>) -> Self {
        Self::answer(catalogue, query, marked, usize::MAX, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// As [`Self::with_marks`], listing at most the `most` best hits of volumes; none if `stop` was set meanwhile.
    pub fn answer(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>, most: usize, stop: &AtomicBool) -> Option<Self> {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut evaluator = Evaluator::new(catalogue, marked, stop);
        let answers = evaluator.all(&query.parsed);
        let mut open = meeting(catalogue, &answers);
        let allowed = evaluator.meeting(&query.conditions);
        // While there are words the panes count what the results show: records of every type.
        let words = query.parsed.has_words();
        let mut ranked = Vec::new();
        if words {
            let ids = open.intersection(&allowed).map(|number| Id(u32::try_from(number).unwrap_or(u32::MAX)));
            ranked = rank(catalogue, &answers, ids);
        }
        let (mut total, mut similar) = (ranked.len(), ranked.iter().filter(|(_, hit)| hit.tier.is_similar()).count());
        if catalogue.is_large() {
            // Another order than rank is an order of all.
            let most = if query.parsed.sort.is_none_or(|sort| sort == Sort::Rank) { most } else { usize::MAX };
            let swept = top_hits::look(&evaluator, &query.parsed, &allowed, most);
            open.union_with(&swept.open);
            (total, similar) = (total + swept.total, similar + swept.similar);
            ranked.extend(swept.best);
        }
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let hits = words.then(|| {
            ranked.sort_unstable_by_key(|(rank, _)| *rank);
            let mut hits = Hits::of(ranked.into_iter().map(|(_, hit)| hit).collect());
            (hits.total, hits.total_similar) = (total, similar);
            hits.sort(archive, query.parsed.sort);
            hits
        });
        let chosen = &open & &allowed;
        let mut count = |relation, of_type| {
            let mut set = evaluator.meeting(query.conditions.iter().filter(|condition| !condition.is_on(relation)));
            set.intersect_with(&open);
            if !words {
                set.intersect_with(facets.of_type(RecordType::Event));
            }
            facets.counts(&set, archive.of_type(of_type))
        };
        let (countries, topics) = (count(Relation::Country, RecordType::Country), count(Relation::Topic, RecordType::Topic));
        let selected = |of_type| chosen.intersection_count(facets.of_type(of_type));
        let selected = (selected(RecordType::Event), selected(RecordType::Quote));
        // Charts, map and strip count the events; a list of a million quotes that nobody sees would cost more than the search.
        let listed = hits.as_ref().filter(|_| catalogue.is_large()).map(|hits| &hits.list);
        let newest_first = |mut list: Vec<Id>| {
            if query.parsed.sort != Some(Sort::Oldest) {
                list.reverse();
            }
            list
        };
        let quotes = match listed {
            Some(hits) => {
                let own = hits.iter().map(|hit| hit.id).filter(|&id| archive.record_type(id) == RecordType::Quote);
                let mut list: Vec<Id> = own.collect();
                list.sort_by_cached_key(|&id| (archive.packed_days(id), id));
                list
            }
            None => archive.of_type_in(RecordType::Quote, &chosen),
        };
        let nothing = hits.as_ref().is_some_and(|hits| hits.list.is_empty());
        let without = nothing.then(|| without_rarest(&evaluator, query, &answers, &allowed)).flatten();
        let matched = evaluator.matched;
        let view = Self {
            events: newest_first(if selected.0 > 0 { archive.of_type_in(RecordType::Event, &chosen) } else { Vec::new() }),
            quotes: newest_first(quotes),
            selected,
            countries,
            topics,
            corrections: corrections(catalogue, &answers, &matched),
            hits,
            without,
            matched,
        };
        (!stop.load(Ordering::Relaxed)).then_some(view)
    }

    /// Lights the words of the query in texts of the archive.
    pub fn lit<'a>(&'a self, catalogue: &'a Catalogue) -> Highlighter<'a> {
        let catalogue = (!self.matched.is_empty()).then_some(catalogue);
        Highlighter { catalogue, matched: &self.matched, worst: Tier::Loose }
    }

    /// As [`Self::lit`], for the texts of one hit. Similar spellings are lit only where they are what was found: "later" means
    /// nothing in a record that was found for its "water".
    pub fn lit_of<'a>(&'a self, catalogue: &'a Catalogue, hit: &Hit) -> Highlighter<'a> {
        self.lit_by(catalogue, hit.tier.is_similar())
    }

    /// As [`Self::lit_of`], for the texts of any record; one that is no hit means nothing by them either, when others are better.
    pub fn lit_in<'a>(&'a self, catalogue: &'a Catalogue, record: Option<Id>) -> Highlighter<'a> {
        let similar = self.hits.as_ref().map_or(&[][..], |hits| &hits.list[hits.similar..]);
        self.lit_by(catalogue, similar.iter().any(|hit| Some(hit.id) == record))
    }

    fn lit_by<'a>(&'a self, catalogue: &'a Catalogue, is_similar: bool) -> Highlighter<'a> {
        let others_are_better = self.hits.as_ref().is_some_and(|hits| hits.similar > 0);
        self.lit(catalogue).up_to(if others_are_better && !is_similar { Tier::Inside } else { Tier::Loose })
    }
}

/// What the query would find without the term that the fewest records hold.
fn without_rarest(evaluator: &Evaluator<'_>, query: &Query, answers: &[ClauseMatches], allowed: &FixedBitSet) -> Option<Without> {
    let catalogue = evaluator.catalogue;
    let textual = || answers.iter().enumerate().filter(|(_, answer)| answer.textual && !answer.optional);
    if textual().count() < 2 {
        return None;
    }
    let held = |n: usize, answer: &ClauseMatches| {
        let near = answer.best.iter().flatten().count();
        near + if catalogue.is_large() { top_hits::count_one(evaluator, &query.parsed, n, allowed) } else { 0 }
    };
    let (rarest, _) = textual().min_by_key(|(n, answer)| held(*n, answer))?;
    let mut open = meeting(catalogue, &[]);
    for (n, answer) in answers.iter().enumerate() {
        if n != rarest && !answer.optional {
            open.intersect_with(&answer.records());
        }
    }
    let mut hits = open.intersection_count(allowed);
    if catalogue.is_large() {
        hits += top_hits::count(evaluator, &query.parsed, Some(rarest), allowed);
    }
    (hits > 0).then(|| Without { term: query.parsed.spell_node(rarest, &catalogue.archive), hits })
}

/// The corrections on which hits rest, or that were tried.
fn corrections(catalogue: &Catalogue, answers: &[ClauseMatches], matched: &[MatchedTerm]) -> Vec<Correction> {
    if !answers.iter().any(|answer| answer.textual) {
        return Vec::new();
    }
    let mut found: Vec<Correction> = Vec::new();
    for needle in matched {
        if let MatchedTerm::Words(expansion) = needle
            && let Some(to) = expansion.correction(catalogue)
            && !found.iter().any(|known| known.from == expansion.term)
        {
            found.push(Correction { from: expansion.term.clone(), to: to.to_owned() });
        }
    }
    found
}
