//! What every pane shows for a query.

pub mod concordance;
mod counts;
mod highlighter;
mod interpretation;

pub use counts::{CellCount, Counts, Matrix};
pub use highlighter::Highlighter;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id, Relation};
use crate::query::{Query, Sort};
use crate::record::{Field, RecordType};
use crate::search::{Catalogue, Hit, Hits, MatchedTerm, Searcher, Tier, TopHits};

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
        let search = Searcher::new(catalogue, query, marked, &never);
        let mut set = search.run(catalogue.facets().all(), 0).open;
        set.intersect_with(&search.meeting(&query.conditions));
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
        let search = Searcher::new(catalogue, query, marked, stop);
        let allowed = search.meeting(&query.conditions);
        // While there are words the panes count what the results show: records of every type.
        let words = query.parsed.has_words();
        // Another order than rank is an order of all.
        let most = if query.parsed.sort.is_none_or(|sort| sort == Sort::Rank) { most } else { usize::MAX };
        let TopHits { open, total, similar, best } = search.run(&allowed, most);
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let hits = words.then(|| {
            let mut hits = Hits::of(best);
            (hits.total, hits.total_similar) = (total, similar);
            hits.sort(archive, query.parsed.sort);
            hits
        });
        let chosen = &open & &allowed;
        let count = |relation, of_type| {
            let mut set = search.meeting(query.conditions.iter().filter(|condition| !condition.is_on(relation)));
            set.intersect_with(&open);
            if !words {
                set.intersect_with(facets.of_type(RecordType::Event));
            }
            facets.counts(&set, archive.of_type(of_type))
        };
        let (countries, topics) = (count(Relation::Country, RecordType::Country), count(Relation::Topic, RecordType::Topic));
        let selected = |of_type| chosen.intersection_count(facets.of_type(of_type));
        let selected = (selected(RecordType::Event), selected(RecordType::Quote));
        let newest_first = |mut list: Vec<Id>| {
            if query.parsed.sort != Some(Sort::Oldest) {
                list.reverse();
            }
            list
        };
        // Of the quotes those that are listed: a list of a million that nobody sees would cost more than the search.
        let quotes = match &hits {
            Some(hits) if hits.list.len() < total => {
                let own = hits.list.iter().map(|hit| hit.id).filter(|&id| archive.record_type(id) == RecordType::Quote);
                let mut list: Vec<Id> = own.collect();
                list.sort_by_cached_key(|&id| (archive.packed_days(id), id));
                list
            }
            _ => archive.of_type_in(RecordType::Quote, &chosen),
        };
        let nothing = hits.as_ref().is_some_and(|hits| hits.list.is_empty());
        let without = nothing.then(|| without_rarest(&search, query, catalogue, &allowed)).flatten();
        let matched = search.matched;
        let view = Self {
            events: newest_first(if selected.0 > 0 { archive.of_type_in(RecordType::Event, &chosen) } else { Vec::new() }),
            quotes: newest_first(quotes),
            selected,
            countries,
            topics,
            corrections: corrections(catalogue, &matched),
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
fn without_rarest(search: &Searcher<'_>, query: &Query, catalogue: &Catalogue, allowed: &FixedBitSet) -> Option<Without> {
    let rarest = search.rarest(allowed)?;
    let hits = search.count_without(rarest, allowed);
    (hits > 0).then(|| Without { term: query.parsed.spell_node(rarest, &catalogue.archive), hits })
}

/// The corrections on which hits rest, or that were tried.
fn corrections(catalogue: &Catalogue, matched: &[MatchedTerm]) -> Vec<Correction> {
    let mut found: Vec<Correction> = Vec::new();
    for term in matched {
        if let MatchedTerm::Words(expansion) = term
            && let Some(to) = expansion.correction(catalogue)
            && !found.iter().any(|known| known.from == expansion.term)
        {
            found.push(Correction { from: expansion.term.clone(), to: to.to_owned() });
        }
    }
    found
}
