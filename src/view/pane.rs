//! What the first two panes list: the values of a facet, each with how many of the selected records have it.

use fixedbitset::FixedBitSet;

use super::facet::{Facet, FacetValue, sets};
use crate::archive::{Archive, Id, Relation};
use crate::query::{Filter, Query};
use crate::record::RecordType;
use crate::search::Catalogue;

/// The values of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaneList {
    /// The facet.
    pub facet: Facet,
    /// Its values, with their counts; the condition on the facet itself is left out of account.
    pub values: Vec<(FacetValue, usize)>,
}

impl Default for PaneList {
    fn default() -> Self {
        Self { facet: Facet::Year, values: Vec::new() }
    }
}

impl PaneList {
    /// Counts the records of `selected`, which meet all conditions but that on the facet.
    pub(super) fn new(catalogue: &Catalogue, selected: &FixedBitSet, facet: Facet) -> Self {
        let archive = &catalogue.archive;
        let linked = |of_type| {
            let counts = catalogue.facets().counts(selected, archive.of_type(of_type));
            counts.into_iter().map(|(id, count)| (FacetValue::Record(id), count)).collect()
        };
        let values = match facet {
            Facet::Country => linked(RecordType::Country),
            Facet::Topic => linked(RecordType::Topic),
            _ => {
                let mut counted: Vec<(FacetValue, usize)> =
                    sets(catalogue, selected, facet).into_iter().map(|(value, set)| (value, set.count_ones(..))).collect();
                if facet == Facet::Year {
                    counted.sort_by_key(|(value, _)| if let FacetValue::Year(year) = value { -i64::from(*year) } else { 0 });
                }
                counted
            }
        };
        Self { facet, values }
    }

    /// The records among its values, with their counts.
    pub fn records(&self) -> Vec<(Id, usize)> {
        self.values.iter().filter_map(|(value, count)| Some((value.record()?, *count))).collect()
    }
}

impl FacetValue {
    /// The record that it is.
    pub fn record(&self) -> Option<Id> {
        match self {
            Self::Record(id) | Self::Place(crate::archive::Locality::Record(id)) => Some(*id),
            _ => None,
        }
    }

    /// The condition that asks for it, as a filter; none of what no search can ask for.
    pub fn filter(&self, archive: &Archive, facet: Facet) -> Option<Filter> {
        match (self, facet) {
            (Self::Record(id), Facet::Country) => Some(Filter::Linked(Relation::Country, vec![*id])),
            (Self::Record(id), Facet::Topic) => Some(Filter::Linked(Relation::Topic, vec![*id])),
            _ => Query::condition(&self.condition(archive, facet)?, archive),
        }
    }
}
