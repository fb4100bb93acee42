//! The query language: what a query text means, as a tree of terms and filters; how it is spelled, changed and completed.

mod amend;
mod filter;
mod grammar;
pub mod help;
mod pattern;

pub use filter::{Attribute, DayRange, Filter, Name};
pub(crate) use filter::{OwnTest, Places};
pub use grammar::{
    Candidate, Completions, Hint, LONGEST, Node, Parsed, Phrase, PhraseSyntax, Sort, SortDirection, Term, completions, countries,
    named,
};
pub(crate) use grammar::{
    field_name, is_function_kana, is_function_word, places as spell_places, spell_term, value_text, without_possessive,
};
pub use pattern::Pattern;

use crate::archive::{Archive, Id, Relation};
use crate::record::RecordType;

/// What is asked: the search text, and the conditions set beside it. All of it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The search text as typed.
    pub text: String,
    /// The search text as understood.
    pub parsed: Parsed,
    /// Conditions beside the text: what is chosen in panes, countries and topics first; then the type that is listed.
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

    /// The condition that `text` is, and nothing else: `ward:3`.
    pub fn condition(text: &str, archive: &Archive) -> Option<Filter> {
        let mut parsed = Parsed::new(text, archive);
        match (parsed.nodes.pop(), parsed.nodes.is_empty() && parsed.hints.is_empty()) {
            (Some(Node::Filter(filter)), true) => Some(filter),
            _ => None,
        }
    }

    /// The condition on a record that can be filtered by wherever it stands: a country or a topic.
    pub fn condition_on(id: Id, archive: &Archive) -> Option<Filter> {
        match archive.record_type(id) {
            RecordType::Country => Some(Filter::Linked(Relation::Country, vec![id])),
            RecordType::Topic => Some(Filter::Linked(Relation::Topic, vec![id])),
            _ => None,
        }
    }

    /// Chooses what a condition asks for beside what of its field is chosen, or chooses it no longer.
    pub fn toggle(&mut self, filter: Filter) {
        match self.conditions.iter().position(|known| known.is_of_field(&filter)) {
            Some(at) if self.conditions[at].holds_all(&filter) => {
                if self.conditions[at].remove(&filter) {
                    self.conditions.remove(at);
                }
            }
            Some(at) => {
                self.conditions[at].absorb(&filter);
                self.conditions[at].sort();
            }
            None => {
                // Countries, then topics, then what else panes show, then the type that is listed.
                let rank = |filter: &Filter| match filter {
                    Filter::Linked(relation @ (Relation::Country | Relation::Topic), _) => (0, Some(*relation)),
                    Filter::Type(_) => (2, None),
                    _ => (1, None),
                };
                let at = self.conditions.partition_point(|known| rank(known) <= rank(&filter));
                self.conditions.insert(at, filter);
            }
        }
    }

    /// Whether what the condition asks for is chosen.
    pub fn filters_by(&self, filter: &Filter) -> bool {
        self.conditions.iter().any(|known| known.holds_all(filter))
    }

    /// Whether it asks for records of every type, as words and fields do. What is chosen in panes narrows the timeline.
    pub fn lists_records(&self) -> bool {
        !self.parsed.is_empty() || !self.conditions.iter().all(Filter::narrows)
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
        !self.parsed.nodes.iter().all(Node::is_type)
    }

    /// Makes conditions that stand beside the text a part of it, but for countries, topics and the type: then records of every
    /// type are asked for, as if the fields had been typed.
    pub fn list_by_fields(&mut self) {
        let stays =
            |condition: &Filter| matches!(condition, Filter::Linked(Relation::Country | Relation::Topic, _) | Filter::Type(_));
        let (stay, fields): (Vec<Filter>, Vec<Filter>) = std::mem::take(&mut self.conditions).into_iter().partition(stays);
        self.conditions = stay;
        self.parsed.nodes.splice(0..0, fields.into_iter().map(Node::Filter));
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
