//! The query language: what a query text means, as a tree of terms and filters; how it is spelled, changed and completed.

mod amend;
mod filter;
mod grammar;
pub mod help;
mod pattern;

pub(crate) use filter::Places;
pub use filter::{Attribute, DayRange, Filter, Name};
pub use grammar::{
    Candidate, Completions, Hint, LONGEST, Node, Parsed, Phrase, PhraseSyntax, Sort, Term, completions, countries, named,
};
pub(crate) use grammar::{field_name, is_function_word, places as spell_places, spell_term, value_text, without_possessive};
pub use pattern::Pattern;

use crate::archive::{Archive, Id, Relation};
use crate::record::{Record, RecordType};

/// What is asked: the search text, and the conditions set beside it. All of it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The search text as typed.
    pub text: String,
    /// The search text as understood.
    pub parsed: Parsed,
    /// Conditions beside the text: countries and topics chosen in panes, in this order; then those of options.
    pub conditions: Vec<Filter>,
}

impl Query {
    /// Takes a new search text.
    pub fn set_text(&mut self, text: &str, archive: &Archive) {
        text.clone_into(&mut self.text);
        self.parsed = Parsed::new(text, archive);
    }

    /// The query that [`Query::spell`] printed: its first condition on countries, on topics and on types are filters again.
    pub fn spelled(text: &str, archive: &Archive) -> Self {
        let mut query = Self::default();
        query.set_text(text, archive);
        let nodes = &mut query.parsed.nodes;
        for wanted in [Relation::Country, Relation::Topic] {
            let found = nodes.iter().position(|n| matches!(n, Node::Filter(Filter::Linked(relation, _)) if *relation == wanted));
            if let Some(Node::Filter(Filter::Linked(_, mut ids))) = found.map(|at| nodes.remove(at)) {
                ids.sort_unstable();
                query.conditions.push(Filter::Linked(wanted, ids));
            }
        }
        let types = |node: &Node| matches!(node, Node::Filter(Filter::Type(_)));
        if let Some(at) = nodes.iter().position(types)
            && let Node::Filter(listed) = nodes.remove(at)
        {
            query.conditions.push(listed);
        }
        if !query.conditions.is_empty() {
            query.set_text(&query.parsed.spell(archive), archive);
        }
        // Whoever spelled it had typed it to its end.
        query.parsed.finish();
        query
    }

    /// The countries or topics chosen in panes.
    pub fn chosen(&self, relation: Relation) -> &[Id] {
        let chosen = self.conditions.iter().find_map(|condition| match condition {
            Filter::Linked(known, ids) if *known == relation => Some(ids),
            _ => None,
        });
        chosen.map_or(&[], Vec::as_slice)
    }

    /// Chooses these countries or topics in place of others; without any, the condition goes.
    pub fn choose(&mut self, relation: Relation, mut ids: Vec<Id>) {
        ids.sort_unstable();
        ids.dedup();
        self.conditions.retain(|condition| !condition.is_on(relation));
        if !ids.is_empty() {
            let before = |condition: &Filter| matches!(condition, Filter::Linked(known, _) if *known < relation);
            let at = self.conditions.partition_point(before);
            self.conditions.insert(at, Filter::Linked(relation, ids));
        }
    }

    /// Adds the condition `field:value,value`, each value read as in a query text. A value may hold a comma (Aug 9, 2024); where
    /// it cannot be read so, it is several.
    ///
    /// # Errors
    /// What is wrong with the first value that cannot be read, and what may be written.
    pub fn restrict(&mut self, field: &str, values: &[String], archive: &Archive) -> Result<(), String> {
        let mut read = Vec::new();
        for value in values {
            let value = grammar::plain(value);
            match Filter::read(field, &value, archive) {
                Err(_) if value.contains(',') => {
                    for one in value.split(',') {
                        read.push(Filter::read(field, one, archive)?);
                    }
                }
                whole => read.push(whole?),
            }
        }
        self.conditions.extend(Filter::joined(read));
        Ok(())
    }

    /// Adds or removes a country or topic; anything else is left alone. Says whether it was one.
    pub fn toggle(&mut self, id: Id, archive: &Archive) -> bool {
        let relation = match archive.record(id) {
            Record::Country(_) => Relation::Country,
            Record::Topic(_) => Relation::Topic,
            _ => return false,
        };
        let mut ids = self.chosen(relation).to_vec();
        match ids.iter().position(|&known| known == id) {
            Some(at) => drop(ids.remove(at)),
            None => ids.push(id),
        }
        self.choose(relation, ids);
        true
    }

    /// Whether the country or topic is filtered by.
    pub fn filters_by(&self, id: Id) -> bool {
        self.conditions.iter().any(|condition| matches!(condition, Filter::Linked(_, ids) if ids.contains(&id)))
    }

    /// Whether it asks for records of every type, as words and fields do. Countries and topics chosen beside the text narrow the
    /// timeline.
    pub fn lists_records(&self) -> bool {
        let narrows = |condition: &Filter| condition.is_on(Relation::Country) || condition.is_on(Relation::Topic);
        !self.parsed.is_empty() || !self.conditions.iter().all(narrows)
    }

    /// The types of records that are asked for; none where every type is.
    pub fn types(&self) -> &[RecordType] {
        fn types(filter: &Filter) -> Option<&[RecordType]> {
            if let Filter::Type(types) = filter { Some(types) } else { None }
        }
        let typed = self.parsed.nodes.iter().filter_map(|node| if let Node::Filter(filter) = node { Some(filter) } else { None });
        self.conditions.iter().chain(typed).find_map(types).unwrap_or_default()
    }

    /// The one type that is asked for, if it is one.
    pub fn only_type(&self) -> Option<RecordType> {
        if let [only] = self.types() { Some(*only) } else { None }
    }

    /// Whether it asks for records of every type as soon as none is chosen.
    pub fn lists_records_of_every_type(&self) -> bool {
        let narrows = |condition: &Filter| {
            condition.is_on(Relation::Country) || condition.is_on(Relation::Topic) || matches!(condition, Filter::Type(_))
        };
        !self.parsed.nodes.iter().all(Node::is_type) || !self.conditions.iter().all(narrows)
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.parsed.is_empty()
    }

    /// Whether what it selects depends on what the reader keeps, whatever words it has.
    pub fn asks_for_annotations(&self) -> bool {
        fn asks(node: &Node) -> bool {
            match node {
                Node::Filter(filter) => filter.asks_for_annotations(),
                Node::Term(_) => false,
                Node::Within(_, inner) | Node::Not(inner) => asks(inner),
                Node::Any(list) | Node::All(list) => list.iter().any(asks),
            }
        }
        self.conditions.iter().any(Filter::asks_for_annotations) || self.parsed.nodes.iter().any(asks)
    }

    /// Whether the search text has been given, and nothing in it can be looked for: it is of signs only.
    pub fn asks_nothing(&self) -> bool {
        let Parsed { nodes, fields, sort, .. } = &self.parsed;
        !self.text.trim().is_empty() && nodes.is_empty() && fields.is_none() && sort.is_none()
    }

    /// The whole query in one line that reads back as the same query: `country:KZ,UZ topic:energy water`.
    pub fn spell(&self, archive: &Archive) -> String {
        let conditions = self.conditions.iter().map(|condition| condition.spell(archive));
        let parts: Vec<String> = conditions.chain([self.parsed.spell(archive)]).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}
