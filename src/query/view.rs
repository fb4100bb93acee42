//! What every pane shows for a query.

use std::cmp::Reverse;
use std::collections::HashSet;

use fixedbitset::FixedBitSet;

use super::evaluate::{Answer, Needle, Seeker};
use super::grammar::Sort;
use super::rank::rank;
use super::{Catalogue, Filter, Hit, Hits, Link, Lit, Node, Parsed, Tier};
use crate::archive::{Archive, Id};
use crate::record::{Date, Field, Record, RecordType};

/// What is asked: the search text, and what is filtered in the panes. The countries are alternatives, as are the topics;
/// countries, topics and text all hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The search text as typed.
    pub text: String,
    /// Countries filtered by.
    pub countries: Vec<Id>,
    /// Topics filtered by.
    pub topics: Vec<Id>,
    /// The search text as understood.
    pub parsed: Parsed,
}

impl Query {
    /// Takes a new search text.
    pub fn set_text(&mut self, text: &str, archive: &Archive) {
        text.clone_into(&mut self.text);
        self.parsed = Parsed::new(text, archive);
    }

    /// The query that [`Query::spell`] printed: its first condition on countries and its first on topics are filters again.
    pub fn spelled(text: &str, archive: &Archive) -> Self {
        let mut parsed = Parsed::new(text, archive);
        let mut lift = |wanted: Link| {
            let found =
                parsed.nodes.iter().position(|n| matches!(n, Node::Filter(Filter::Linked(link, _)) if *link == wanted))?;
            let Node::Filter(Filter::Linked(_, mut ids)) = parsed.nodes.remove(found) else { return None };
            ids.sort_unstable();
            Some(ids)
        };
        let (countries, topics) = (lift(Link::Country), lift(Link::Topic));
        let rest = if countries.is_some() || topics.is_some() { parsed.spell(archive) } else { text.to_owned() };
        let mut query = Self { countries: countries.unwrap_or_default(), topics: topics.unwrap_or_default(), ..Self::default() };
        query.set_text(&rest, archive);
        query
    }

    /// Adds or removes a country or topic; anything else is left alone. Says whether it was one.
    pub fn toggle(&mut self, id: Id, archive: &Archive) -> bool {
        let chosen = match archive.record(id) {
            Record::Country(_) => &mut self.countries,
            Record::Topic(_) => &mut self.topics,
            _ => return false,
        };
        if let Some(at) = chosen.iter().position(|&known| known == id) {
            chosen.remove(at);
        } else {
            chosen.push(id);
            chosen.sort_unstable();
        }
        true
    }

    /// Whether the country or topic is filtered by.
    pub fn filters_by(&self, id: Id) -> bool {
        self.countries.contains(&id) || self.topics.contains(&id)
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.topics.is_empty() && self.parsed.is_empty()
    }

    /// The whole query in one line that reads back as the same query: `country:KZ,UZ topic:energy water`.
    pub fn spell(&self, archive: &Archive) -> String {
        let ids = |list: &[Id]| list.iter().map(|&id| archive.record(id).id()).collect::<Vec<_>>().join(",");
        let mut parts = Vec::new();
        if !self.countries.is_empty() {
            parts.push(format!("country:{}", ids(&self.countries)));
        }
        if !self.topics.is_empty() {
            parts.push(format!("topic:{}", ids(&self.topics)));
        }
        parts.extend(Some(self.parsed.spell(archive)).filter(|text| !text.is_empty()));
        parts.join(" ")
    }
}

/// What the panes show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The events selected, newest first.
    pub events: Vec<Id>,
    /// The quotes selected, newest first.
    pub quotes: Vec<Id>,
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
    needles: Vec<Needle>,
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
        Self::of_all_with(catalogue, query, &HashSet::new())
    }

    /// As [`Hits::of_all`], with the records on the reader's shelf, for `is:marked`.
    pub fn of_all_with(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>) -> Self {
        let archive = &catalogue.archive;
        let mut seeker = Seeker::new(catalogue, marked);
        let mut set = meeting(catalogue, &seeker.all(&query.parsed));
        catalogue.facets().narrow(&mut set, &query.countries);
        catalogue.facets().narrow(&mut set, &query.topics);
        let ids = RecordType::ALL.into_iter().flat_map(|of_type| archive.of_type(of_type)).filter(|id| set.contains(id.index()));
        let list: Vec<Hit> = ids.map(|&id| Hit { id, tier: Tier::Exact, field: Field::Title }).collect();
        let mut hits = Self { similar: list.len(), list };
        hits.sort(archive, query.parsed.sort);
        hits
    }

    /// Puts the hits in the order asked for; similar spellings stay behind the others, undated records last.
    fn sort(&mut self, archive: &Archive, order: Option<Sort>) {
        let day = |hit: &Hit| archive.date(hit.id).map(Date::sort_key);
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

/// The records that meet every answer that is not optional.
fn meeting(catalogue: &Catalogue, answers: &[Answer]) -> FixedBitSet {
    let mut open = catalogue.facets().all();
    answers.iter().filter(|answer| !answer.optional).for_each(|answer| open.intersect_with(&answer.records()));
    open
}

impl View {
    /// Answers the query.
    pub fn new(catalogue: &Catalogue, query: &Query) -> Self {
        Self::with_marks(catalogue, query, &HashSet::new())
    }

    /// Answers the query, with the records on the reader's shelf, for `is:marked`.
    pub fn with_marks(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>) -> Self {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut seeker = Seeker::new(catalogue, marked);
        let answers = seeker.all(&query.parsed);
        let needles = seeker.needles;
        let open = meeting(catalogue, &answers);
        let narrowed = |open: &FixedBitSet, countries: &[Id], topics: &[Id]| {
            let mut set = open.clone();
            facets.narrow(&mut set, countries);
            facets.narrow(&mut set, topics);
            set
        };
        let chosen = narrowed(&open, &query.countries, &query.topics);
        // While there are words the panes count what the results show: records of every type.
        let words = query.parsed.has_words();
        let count = |set: &mut FixedBitSet, of_type| {
            if !words {
                set.intersect_with(facets.of_type(RecordType::Event));
            }
            archive.of_type(of_type).iter().map(|&id| (id, facets.count(set, id))).collect::<Vec<_>>()
        };
        let dated = |of_type| {
            let mut list: Vec<Id> = archive.of_type(of_type).iter().filter(|id| chosen.contains(id.index())).copied().collect();
            if query.parsed.sort != Some(Sort::Oldest) {
                list.reverse();
            }
            list
        };
        let hits = words.then(|| {
            let ids = chosen.ones().map(|number| Id(u32::try_from(number).unwrap_or(u32::MAX)));
            let mut hits = rank(catalogue, &answers, ids);
            hits.sort(archive, query.parsed.sort);
            hits
        });
        let nothing = hits.as_ref().is_some_and(|hits| hits.list.is_empty());
        let without =
            nothing.then(|| without_rarest(catalogue, query, &answers, |open| narrowed(open, &query.countries, &query.topics)));
        Self {
            events: dated(RecordType::Event),
            quotes: dated(RecordType::Quote),
            countries: count(&mut narrowed(&open, &[], &query.topics), RecordType::Country),
            topics: count(&mut narrowed(&open, &query.countries, &[]), RecordType::Topic),
            corrections: corrections(catalogue, &answers, &needles),
            hits,
            without: without.flatten(),
            needles,
        }
    }

    /// Lights the words of the query in texts of the archive.
    pub fn lit<'a>(&'a self, catalogue: &'a Catalogue) -> Lit<'a> {
        Lit { index: (!self.needles.is_empty()).then(|| catalogue.index()), needles: &self.needles }
    }
}

/// What the query would find without the term that the fewest records hold.
fn without_rarest(
    catalogue: &Catalogue,
    query: &Query,
    answers: &[Answer],
    narrow: impl Fn(&FixedBitSet) -> FixedBitSet,
) -> Option<Without> {
    let textual = || answers.iter().enumerate().filter(|(_, answer)| answer.textual && !answer.optional);
    if textual().count() < 2 {
        return None;
    }
    let (rarest, _) = textual().min_by_key(|(_, answer)| answer.best.iter().flatten().count())?;
    let mut open = catalogue.facets().all();
    for (n, answer) in answers.iter().enumerate() {
        if n != rarest && !answer.optional {
            open.intersect_with(&answer.records());
        }
    }
    let hits = narrow(&open).count_ones(..);
    (hits > 0).then(|| Without { term: query.parsed.spell_node(rarest, &catalogue.archive), hits })
}

/// The corrections on which hits rest, or that were tried.
fn corrections(catalogue: &Catalogue, answers: &[Answer], needles: &[Needle]) -> Vec<Correction> {
    if !answers.iter().any(|answer| answer.textual) {
        return Vec::new();
    }
    let index = catalogue.index();
    let mut found: Vec<Correction> = Vec::new();
    for needle in needles {
        if let Needle::Words(expansion) = needle
            && let Some(to) = expansion.correction(index)
            && !found.iter().any(|known| known.from == expansion.term)
        {
            found.push(Correction { from: expansion.term.clone(), to: to.to_owned() });
        }
    }
    found
}
