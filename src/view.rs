//! What every pane shows for a query.

mod breakdown;
mod commitments;
pub mod concordance;
mod counts;
mod facet;
mod highlighter;
mod interpretation;
mod matched;
mod money;
mod own;
mod pane;
mod passage;
mod passing;

pub use breakdown::Breakdown;
pub use commitments::commitments;
pub use counts::{CellCount, Counts, Matrix};
pub use facet::{Facet, FacetValue};
pub use highlighter::Highlighter;
use matched::MatchedTerms;
pub use money::{Money, MoneySum};
pub use pane::PaneList;
pub use passage::{MatchedText, Passages};

use std::cmp::Reverse;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id};
use crate::query::{Filter, Phrase, Query, Sort};
use crate::record::{Field, RecordType};
use crate::search::{
    Annotations, Catalogue, Hit, HitBlock, HitSection, Hits, MatchedTerm, Searcher, SectionCounts, Tier, TopHits,
};
use crate::text;

/// What the panes show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The events selected, newest first.
    pub events: Vec<Id>,
    /// The quotes selected, likewise. Of a large archive, while there are words, those among the hits that are listed.
    pub quotes: Vec<Id>,
    /// The outcomes selected, likewise.
    pub outcomes: Vec<Id>,
    /// How many events and quotes are selected. Events, quotes and outcomes do not depend on the type of record that is listed
    /// beside the search text.
    pub selected: (usize, usize),
    /// How many records of each type there are, by [`RecordType::ALL`], the condition on types itself left out of account.
    pub types: Vec<usize>,
    /// The type that is listed without words, as the timeline lists events: by year, or by name where it has no dates.
    pub listed: Option<RecordType>,
    /// Every country with the number of selected events (with words: of hits), as a pane of countries has it.
    pub countries: Vec<(Id, usize)>,
    /// What the first two panes list; the condition on the facet itself is left out of account.
    pub panes: [PaneList; 2],
    /// Ranked hits over all types; `None` when the query has no words.
    pub hits: Option<Hits>,
    /// Words that stand nowhere as they were typed, with the word they were taken for.
    pub corrections: Vec<Correction>,
    /// Where nothing was found: what leaving out the rarest term would find.
    pub without: Option<Without>,
    /// What stood for the words by their meaning.
    pub meaning: Meant,
    /// Terms that records of the last block lack, as they may be typed.
    pub lacking: Vec<String>,
    matched: MatchedTerms,
    annotations: Arc<Annotations>,
}

/// Names by which records were found that do not hold the words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meant {
    /// Other names of the thing, and names of its kinds, folded.
    pub synonyms: Vec<String>,
    /// The topics that cover it.
    pub topics: Vec<String>,
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

/// What is asked of a catalogue.
#[derive(Debug, Clone, Copy)]
pub struct ViewRequest<'a> {
    /// The query.
    pub query: &'a Query,
    /// What the reader keeps.
    pub annotations: &'a Arc<Annotations>,
    /// What the first two panes list.
    pub panes: [Facet; 2],
    /// How many of the best hits of volumes are listed at most.
    pub most: usize,
}

impl<'a> ViewRequest<'a> {
    /// The query with what the reader keeps, panes as the archive has them, and up to `most` hits.
    pub fn new(archive: &Archive, query: &'a Query, annotations: &'a Arc<Annotations>, most: usize) -> Self {
        Self { query, annotations, panes: Facet::first_two(archive), most }
    }
}

impl Hits {
    /// The records of `set`, by type and in listing order or as asked, up to `most` of them. If all are of the `one` type, and it is
    /// dated, the newest come first.
    fn listed(catalogue: &Catalogue, set: &FixedBitSet, sort: Option<Sort>, most: usize, one: Option<RecordType>) -> Self {
        let archive = &catalogue.archive;
        let newest = one.filter(|of_type| of_type.is_dated()).map_or(&[][..], |of_type| archive.of_type(of_type));
        let mixed = RecordType::ALL.into_iter().filter(|_| newest.is_empty()).flat_map(|of_type| archive.of_type(of_type));
        let ids = newest.iter().rev().chain(mixed).filter(|id| set.contains(id.index()));
        let list: Vec<Hit> = ids.take(most).map(|&id| Hit::new(id, Tier::Exact, Field::Title)).collect();
        let mut hits = Self { list, counts: SectionCounts::default() };
        hits.counts.add(HitSection::All, set.count_ones(..));
        hits.sort(archive, sort);
        hits
    }

    /// Puts the hits in the order asked for, section by section; undated records come last.
    fn sort(&mut self, archive: &Archive, order: Option<Sort>) {
        let day = |hit: &Hit| archive.days(hit.id);
        match order {
            Some(Sort::Oldest) => self.list.sort_by_key(|hit| (hit.section, day(hit).is_none(), day(hit))),
            Some(Sort::Newest) => self.list.sort_by_key(|hit| (hit.section, Reverse(day(hit)))),
            Some(Sort::Own(field, direction)) => own::sort(&mut self.list, archive, field, direction),
            Some(Sort::Rank) | None => {}
        }
    }
}

impl View {
    /// Answers the query.
    pub fn new(catalogue: &Catalogue, query: &Query) -> Self {
        Self::with_annotations(catalogue, query, catalogue.annotations())
    }

    /// Answers the query, with what the reader keeps: marks, and notes, in which words are found as in records.
    pub fn with_annotations(catalogue: &Catalogue, query: &Query, annotations: &Arc<Annotations>) -> Self {
        let asked = ViewRequest::new(&catalogue.archive, query, annotations, usize::MAX);
        Self::answer(catalogue, &asked, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// Answers what is asked; none if `stop` was set meanwhile.
    pub fn answer(catalogue: &Catalogue, asked: &ViewRequest<'_>, stop: &AtomicBool) -> Option<Self> {
        let &ViewRequest { query, annotations, panes, most } = asked;
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let search = Searcher::new(catalogue, query, annotations, stop);
        let allowed = search.meeting(&query.conditions);
        // While there are words, or conditions on more than countries and topics, the panes count what the results show: records
        // of every type.
        let words = query.parsed.has_words();
        let listing = query.lists_records();
        // Another order than rank is an order of all.
        let most = if query.parsed.sort.is_none_or(|sort| sort == Sort::Rank) { most } else { usize::MAX };
        let TopHits { open, counts, best, lacking, matched } = search.run(&allowed, most);
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let chosen = &open & &allowed;
        let listed = query.only_type().filter(|_| listing && !words);
        let hits = listing.then(|| {
            if !words {
                return Hits::listed(catalogue, &chosen, query.parsed.sort, most, listed);
            }
            let mut hits = Hits { list: best, counts };
            hits.sort(archive, query.parsed.sort);
            hits
        });
        let without_own = |facet: Facet| {
            let others = query.conditions.iter().filter(|condition| condition.parts(archive).0 != facet.field());
            let mut set = search.meeting(others);
            set.intersect_with(&open);
            if !listing {
                set.intersect_with(facets.of_type(RecordType::Event));
            }
            set
        };
        let pane = |facet| PaneList::new(catalogue, &without_own(facet), facet);
        let panes = panes.map(pane);
        let countries = panes.iter().find(|pane| pane.facet == Facet::Country);
        let countries = countries.map_or_else(|| pane(Facet::Country).records(), PaneList::records);
        let untyped = |condition: &&Filter| !matches!(condition, Filter::Type(_));
        let has_type = !query.conditions.iter().all(|condition| untyped(&condition));
        let mut of_any = if has_type { search.meeting(query.conditions.iter().filter(untyped)) } else { allowed.clone() };
        let types = types(&search, query, catalogue, &of_any, &open);
        of_any.intersect_with(&open);
        let selected = |of_type| of_any.intersection_count(facets.of_type(of_type));
        let selected = (selected(RecordType::Event), selected(RecordType::Quote));
        let newest_first = |mut list: Vec<Id>| {
            if query.parsed.sort != Some(Sort::Oldest) {
                list.reverse();
            }
            list
        };
        // Of the quotes those that are listed: a list of a million that nobody sees would cost more than the search.
        let all_of = |of_type| match &hits {
            Some(hits) if hits.list.len() < hits.counts.sum() => {
                let own = hits.counted().iter().map(|hit| hit.id).filter(|&id| archive.record_type(id) == of_type);
                let mut list: Vec<Id> = own.collect();
                list.sort_by_cached_key(|&id| (archive.packed_days(id), id));
                list
            }
            _ => archive.of_type_in(of_type, &of_any),
        };
        let (quotes, outcomes) = (all_of(RecordType::Quote), all_of(RecordType::Outcome));
        let nothing = words && hits.as_ref().is_some_and(|hits| hits.list.is_empty());
        let without = nothing.then(|| without_rarest(&search, query, catalogue, &allowed)).flatten();
        let meaning = meaning(catalogue, &search.matched);
        let lacking = lacking.into_iter().map(|clause| query.parsed.spell_node(clause, archive)).collect();
        let matched: Vec<MatchedTerm> = search.matched.into_iter().chain(matched).collect();
        let view = Self {
            events: newest_first(if selected.0 > 0 { archive.of_type_in(RecordType::Event, &of_any) } else { Vec::new() }),
            quotes: newest_first(quotes),
            outcomes: newest_first(outcomes),
            selected,
            types,
            listed,
            countries,
            panes,
            corrections: corrections(catalogue, &matched),
            hits,
            without,
            meaning,
            lacking,
            matched: matched.into(),
            annotations: Arc::clone(annotations),
        };
        (!stop.load(Ordering::Relaxed)).then_some(view)
    }

    /// What the divider before a section says: what its records have in common, and how many they are.
    pub fn divider(&self, section: HitSection) -> String {
        let count = self.hits.as_ref().map_or(0, |hits| hits.counts.of(section));
        let names = |names: &[String]| match names {
            [first, second, third, _, ..] => format!("{first}, {second}, {third} …"),
            names => names.join(", "),
        };
        let said = match section {
            HitSection::Synonym => format!("by a synonym: {}", names(&self.meaning.synonyms)),
            HitSection::Topic => format!("by topic {} only", names(&self.meaning.topics)),
            HitSection::Most if !self.lacking.is_empty() => {
                let quoted: Vec<String> = self.lacking.iter().map(|term| format!("“{term}”")).collect();
                format!("without {}", text::join_or(&quoted))
            }
            section => section.block().label().to_owned(),
        };
        format!("{said} ({count})")
    }

    /// The condition that asks for all of the topics of which some records were found that do not hold the words: `topic:energy`.
    pub fn whole_topic(&self, archive: &Archive) -> Option<String> {
        self.hits.as_ref().filter(|hits| hits.counts.of(HitSection::Topic) > 0)?;
        let mut topics: Vec<&str> = self.topics_met().map(|id| archive.record(id).id()).collect();
        topics.sort_unstable();
        topics.dedup();
        (!topics.is_empty()).then(|| format!("topic:{}", topics.join(",")))
    }

    /// The topics by which a record was found that does not hold the words; none of any other record.
    pub fn topics_of(&self, record: Option<Id>) -> Vec<Id> {
        let hit = self.hits.as_ref().and_then(|hits| hits.list.iter().find(|hit| Some(hit.id) == record));
        if hit.is_some_and(|hit| hit.section == HitSection::Topic) { self.topics_met().collect() } else { Vec::new() }
    }

    fn topics_met(&self) -> impl Iterator<Item = Id> {
        self.matched.terms().iter().filter_map(|term| if let MatchedTerm::Topic(id) = term { Some(*id) } else { None })
    }

    /// Lights the words of the query in texts of the archive, as far as the block that counts was found by them.
    pub fn lit<'a>(&'a self, catalogue: &'a Catalogue) -> Highlighter<'a> {
        let section = self.hits.as_ref().map_or(HitSection::All, |hits| match hits.block() {
            HitBlock::All => HitSection::All,
            HitBlock::Meaning => HitSection::Topic,
            HitBlock::Similar => HitSection::Similar,
            HitBlock::Most => HitSection::Most,
        });
        self.lit_by(catalogue, section)
    }

    /// As [`Self::lit`], for the texts of one hit: what it was found for. "later" means nothing in a record that was found for its
    /// "water", nor a synonym in one that holds the word.
    pub fn lit_of<'a>(&'a self, catalogue: &'a Catalogue, hit: &Hit) -> Highlighter<'a> {
        self.lit_by(catalogue, hit.section)
    }

    /// As [`Self::lit_of`], for the texts of any record; one that is no hit means what the block that counts means.
    pub fn lit_in<'a>(&'a self, catalogue: &'a Catalogue, record: Option<Id>) -> Highlighter<'a> {
        let hits = self.hits.as_ref().filter(|hits| hits.counts.of(HitSection::All) < hits.counts.sum());
        match hits.and_then(|hits| hits.list.iter().find(|hit| Some(hit.id) == record)) {
            Some(hit) => self.lit_of(catalogue, hit),
            None => self.lit(catalogue),
        }
    }

    fn lit_by<'a>(&'a self, catalogue: &'a Catalogue, section: HitSection) -> Highlighter<'a> {
        let catalogue = (!self.matched.terms().is_empty()).then_some(catalogue);
        Highlighter { catalogue, matched: &self.matched, worst: worst_lit(section) }
    }
}

/// How many records of each type are `open` within `others`, the conditions but for that on types. Where a type stands in the
/// text, the text is asked once more without it.
fn types(search: &Searcher<'_>, query: &Query, catalogue: &Catalogue, others: &FixedBitSet, open: &FixedBitSet) -> Vec<usize> {
    let facets = catalogue.facets();
    let count = |set: &FixedBitSet| -> Vec<usize> {
        let found = set & others;
        RecordType::ALL.into_iter().map(|of_type| found.intersection_count(facets.of_type(of_type))).collect()
    };
    let bare = query.without_types();
    if bare.nodes.len() == query.parsed.nodes.len() {
        return count(open);
    }
    let bare = Query { parsed: bare, ..Query::default() };
    count(&search.again(&bare).run(others, 1).open)
}

/// The worst tier that lights up in the records of a section.
const fn worst_lit(section: HitSection) -> Tier {
    match section {
        HitSection::All => Tier::Inside,
        HitSection::Synonym => Tier::Synonym,
        HitSection::Topic => Tier::Topic,
        HitSection::Similar | HitSection::Most => Tier::Loose,
    }
}

/// The names by which records were found for their meaning.
fn meaning(catalogue: &Catalogue, matched: &[MatchedTerm]) -> Meant {
    let mut meant = Meant::default();
    for term in matched {
        let (phrase, list) = match term {
            MatchedTerm::Phrase(phrase, Tier::Synonym) => (phrase, &mut meant.synonyms),
            MatchedTerm::Topic(topic) => {
                let name = catalogue.archive.record(*topic).title().to_owned();
                if !meant.topics.contains(&name) {
                    meant.topics.push(name);
                }
                continue;
            }
            _ => continue,
        };
        let name = phrase.words.join(" ");
        if !list.contains(&name) {
            list.push(name);
        }
    }
    // What can be read by most comes first.
    meant.synonyms.sort_by_key(|name| !name.is_ascii());
    meant
}

/// What the query would find without the term that the fewest records hold.
fn without_rarest(search: &Searcher<'_>, query: &Query, catalogue: &Catalogue, allowed: &FixedBitSet) -> Option<Without> {
    let rarest = search.rarest(allowed)?;
    let hits = search.count_without(rarest, allowed);
    (hits > 0).then(|| Without { term: query.parsed.spell_node(rarest, &catalogue.archive), hits })
}

/// The corrections on which hits rest, or that were tried. A word that stands in a note of the reader's is right.
fn corrections(catalogue: &Catalogue, matched: &[MatchedTerm]) -> Vec<Correction> {
    let mut found: Vec<Correction> = Vec::new();
    let noted = |term: &str| {
        let begun = |phrase: &Phrase| matches!(&phrase.words[..], [word] if word.starts_with(term));
        matched.iter().any(|known| matches!(known, MatchedTerm::Phrase(phrase, Tier::Exact) if begun(phrase)))
    };
    for term in matched {
        if let MatchedTerm::Words(expansion) = term
            && !noted(&expansion.term)
            && let Some(to) = expansion.correction(catalogue)
            && !found.iter().any(|known| known.from == expansion.term)
        {
            found.push(Correction { from: expansion.term.clone(), to: to.to_owned() });
        }
    }
    found
}
