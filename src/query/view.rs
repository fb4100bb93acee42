//! What every pane shows for a query.

use fixedbitset::FixedBitSet;

use super::rank::{Expansion, expand, search};
use super::{Catalogue, Clause, Hit, Hits, Lit, Parsed, Term, Tier};
use crate::archive::{Archive, Id};
use crate::record::{Field, Record, RecordType};

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
        for clause in &self.parsed.clauses {
            parts.push(match clause {
                Clause::Country(list) => format!("country:{}", ids(list)),
                Clause::Topic(list) => format!("topic:{}", ids(list)),
                Clause::Type(types) => format!("type:{}", types.iter().map(|t| t.name()).collect::<Vec<_>>().join(",")),
                Clause::Year(spans) => format!("year:{}", spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")),
            });
        }
        parts.extend(self.parsed.terms.iter().map(|term| term.word.clone()));
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
    /// Every country with the number of selected events, the country filter itself left out of account.
    pub countries: Vec<(Id, usize)>,
    /// Every topic with the number of selected events, the topic filter itself left out of account.
    pub topics: Vec<(Id, usize)>,
    /// Ranked hits over all types; `None` when the query has no words.
    pub hits: Option<Hits>,
    expansions: Vec<Expansion>,
}

impl Hits {
    /// What a query without words selects: every record that passes, by type and in listing order.
    pub fn of_all(catalogue: &Catalogue, query: &Query) -> Self {
        let set = View::selected(catalogue, query);
        let archive = &catalogue.archive;
        let ids = RecordType::ALL.into_iter().flat_map(|of_type| archive.of_type(of_type)).filter(|id| set.contains(id.index()));
        let list: Vec<Hit> = ids.map(|&id| Hit { id, tier: Tier::Exact, field: Field::Title }).collect();
        Self { similar: list.len(), list }
    }
}

impl View {
    /// Answers the query.
    pub fn new(catalogue: &Catalogue, query: &Query) -> Self {
        let expansions: Vec<Expansion> = if query.parsed.terms.is_empty() {
            Vec::new()
        } else {
            query.parsed.terms.iter().map(|term: &Term| expand(catalogue.index(), term)).collect()
        };
        Self::with(catalogue, query, expansions)
    }

    /// The records that the clauses of the query text leave.
    fn within_clauses(catalogue: &Catalogue, query: &Query) -> FixedBitSet {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut open = facets.all();
        for clause in &query.parsed.clauses {
            match clause {
                Clause::Country(ids) | Clause::Topic(ids) => facets.narrow(&mut open, ids),
                Clause::Type(types) => {
                    let mut union = FixedBitSet::with_capacity(archive.len());
                    types.iter().for_each(|&t| union.union_with(facets.of_type(t)));
                    open.intersect_with(&union);
                }
                Clause::Year(spans) => facets.narrow_dates(archive, &mut open, spans),
            }
        }
        open
    }

    /// The records that clauses and filters leave, whatever the words.
    fn selected(catalogue: &Catalogue, query: &Query) -> FixedBitSet {
        let mut set = Self::within_clauses(catalogue, query);
        catalogue.facets().narrow(&mut set, &query.countries);
        catalogue.facets().narrow(&mut set, &query.topics);
        set
    }

    fn with(catalogue: &Catalogue, query: &Query, expansions: Vec<Expansion>) -> Self {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut open = Self::within_clauses(catalogue, query);
        let hits_in_open = (!expansions.is_empty()).then(|| search(catalogue, &expansions, &open));
        if let Some(hits) = &hits_in_open {
            open.clear();
            hits.list.iter().for_each(|hit| open.insert(hit.id.index()));
        }
        let narrowed = |countries: &[Id], topics: &[Id]| {
            let mut set = open.clone();
            facets.narrow(&mut set, countries);
            facets.narrow(&mut set, topics);
            set
        };
        let chosen = narrowed(&query.countries, &query.topics);
        let count = |set: &mut FixedBitSet, of_type| {
            set.intersect_with(facets.of_type(RecordType::Event));
            archive.of_type(of_type).iter().map(|&id| (id, facets.count(set, id))).collect::<Vec<_>>()
        };
        let newest = |of_type| archive.of_type(of_type).iter().rev().filter(|id| chosen.contains(id.index())).copied().collect();
        let hits = hits_in_open.map(|mut hits| {
            hits.list.retain(|hit| chosen.contains(hit.id.index()));
            hits.similar = hits.list.iter().position(|hit| hit.tier.is_similar()).unwrap_or(hits.list.len());
            hits
        });
        Self {
            events: newest(RecordType::Event),
            quotes: newest(RecordType::Quote),
            countries: count(&mut narrowed(&[], &query.topics), RecordType::Country),
            topics: count(&mut narrowed(&query.countries, &[]), RecordType::Topic),
            hits,
            expansions,
        }
    }

    /// Lights the words of the query in texts of the archive.
    pub fn lit<'a>(&'a self, catalogue: &'a Catalogue) -> Lit<'a> {
        Lit { index: (!self.expansions.is_empty()).then(|| catalogue.index()), expansions: &self.expansions }
    }
}
