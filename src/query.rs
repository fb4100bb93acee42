//! The query language: what a query text means, as a tree of terms and filters; how it is spelled, changed and completed.

mod amend;
mod filter;
mod grammar;
pub mod help;
mod pattern;

pub(crate) use filter::places;
pub use filter::{Attribute, Filter, Link, Name, Span, event_kind};
pub use grammar::{
    Candidate, Completions, Hint, LONGEST, Node, Parsed, Phrase, PhraseSyntax, Sort, Term, completions, countries, named,
};
pub(crate) use grammar::{field_name, places as spell_places, spell_term};
pub use pattern::Pattern;

use crate::archive::{Archive, Id};
use crate::record::Record;

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

    /// Whether the search text has been given, and nothing in it can be looked for: it is of signs only.
    pub fn asks_nothing(&self) -> bool {
        let Parsed { nodes, fields, sort, .. } = &self.parsed;
        !self.text.trim().is_empty() && nodes.is_empty() && fields.is_none() && sort.is_none()
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
