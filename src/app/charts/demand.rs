//! What opening a cell of a chart asks for.

use super::{Charts, Heading};
use crate::archive::{Archive, Id, Relation};
use crate::query::Query;
use crate::record::name_of;
use crate::view::{Facet, FacetValue};

impl Charts {
    /// Adds to `query` what `head` stands for, so that it selects what the cell counts. Says whether a search can ask for it.
    pub(super) fn demand(&self, head: Heading, query: &mut Query, archive: &Archive) -> bool {
        let (facets, breakdown) = (self.facets(), &self.breakdown);
        let (id, relation) = match head {
            Heading::All => return true,
            Heading::Year(year) => {
                let can_be_asked = (0..=9999).contains(&year);
                if can_be_asked {
                    query.demand(&format!("year:{year:04}"), archive);
                }
                return can_be_asked;
            }
            Heading::Kind(kind) => {
                query.demand(&format!("kind:{}", name_of(kind)), archive);
                return true;
            }
            Heading::Topic(n) => (self.tally.topics.get(n).copied(), Relation::Topic),
            Heading::Country(n) => (self.tally.countries.get(n).copied(), Relation::Country),
            Heading::Row(n) | Heading::Column(n) => {
                let is_row = matches!(head, Heading::Row(_));
                let (values, facet) = if is_row { (&breakdown.rows, facets.0) } else { (&breakdown.columns, facets.1) };
                match (values.get(n), facet) {
                    (Some(FacetValue::Record(id)), Facet::Topic) => (Some(*id), Relation::Topic),
                    (Some(FacetValue::Record(id)), Facet::Country) => (Some(*id), Relation::Country),
                    (value, _) => {
                        let condition = value.and_then(|value| value.condition(archive, facet));
                        condition.iter().for_each(|condition| query.demand(condition, archive));
                        return condition.is_some();
                    }
                }
            }
        };
        id.iter().for_each(|&id| choose(query, relation, id, archive));
        true
    }
}

/// Filters by a country or topic beside what is chosen.
fn choose(query: &mut Query, relation: Relation, id: Id, archive: &Archive) {
    let chosen = query.chosen(relation);
    if chosen.is_empty() || chosen.contains(&id) {
        query.choose(relation, vec![id]);
    } else {
        // What the pane filters by are alternatives; of both at once only the text can speak.
        let field = archive.record_type(id).name();
        query.demand(&format!("{field}:{}", archive.record(id).id()), archive);
    }
}
