//! A table of any two facets: how many of some records have each value of the one with each of the other.

use std::sync::atomic::AtomicBool;

use fixedbitset::FixedBitSet;

use super::counts::{Calendar, CellCount, Matrix};
use super::facet::{Facet, FacetValue, sets};
use super::{Annotations, Catalogue, Searcher};
use crate::query::Query;
use crate::record::RecordType;

/// Counts by two facets. A cell counts what the conditions of its row and column select together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breakdown {
    /// What the rows are, and what the columns are.
    pub by: Option<(Facet, Facet)>,
    /// How many records are counted.
    pub total: usize,
    /// The rows, without that of the totals.
    pub rows: Vec<FacetValue>,
    /// The columns likewise.
    pub columns: Vec<FacetValue>,
    /// The counts.
    pub matrix: Matrix,
}

/// The values of one side.
enum BreakdownSide {
    Years(Calendar),
    Sets(Vec<(FacetValue, FixedBitSet)>),
}

impl BreakdownSide {
    fn new(catalogue: &Catalogue, selected: &FixedBitSet, facet: Facet, most: usize) -> Self {
        if facet == Facet::Year {
            return Self::Years(Calendar::new(&catalogue.archive, selected));
        }
        let mut sets = sets(catalogue, selected, facet);
        if matches!(facet, Facet::Place | Facet::Organisation | Facet::Person) {
            sets.truncate(most);
        }
        Self::Sets(sets)
    }

    fn values(&self) -> Vec<FacetValue> {
        match self {
            Self::Years(calendar) => calendar.years.iter().map(|&year| FacetValue::Year(year)).collect(),
            Self::Sets(sets) => sets.iter().map(|(value, _)| value.clone()).collect(),
        }
    }

    /// The records of `set` by value.
    fn count(&self, set: &FixedBitSet) -> Vec<CellCount> {
        match self {
            Self::Years(calendar) => calendar.count(set),
            Self::Sets(sets) => {
                let filed = |(_, own): &(FacetValue, FixedBitSet)| own.intersection_count(set);
                sets.iter().map(|value| CellCount { filed: filed(value), reaching: 0 }).collect()
            }
        }
    }
}

impl Breakdown {
    /// Counts `selected`, which are records of any types; of places, bodies and people up to `most`, those named most often.
    pub fn new(catalogue: &Catalogue, selected: &FixedBitSet, by: (Facet, Facet), most: usize) -> Self {
        let (rows, columns) =
            (BreakdownSide::new(catalogue, selected, by.0, most), BreakdownSide::new(catalogue, selected, by.1, most));
        let total = selected.count_ones(..);
        let (row_values, column_values) = (rows.values(), columns.values());
        let mut matrix = Matrix::new(row_values.len(), column_values.len());
        match (&rows, &columns) {
            (rows, BreakdownSide::Sets(columns)) => {
                for (column, (_, set)) in columns.iter().enumerate() {
                    matrix.set_column(column, &rows.count(set), set.count_ones(..));
                }
            }
            (BreakdownSide::Sets(rows), columns) => {
                for (row, (_, set)) in rows.iter().enumerate() {
                    columns.count(set).into_iter().enumerate().for_each(|(column, count)| matrix.set(row, column, count));
                }
                let of_all = columns.count(selected);
                of_all.into_iter().enumerate().for_each(|(column, count)| matrix.set(row_values.len(), column, count));
            }
            (BreakdownSide::Years(_), BreakdownSide::Years(_)) => {} // nobody asks for years by years
        }
        matrix.set_column(column_values.len(), &rows.count(selected), total);
        Self { by: Some(by), total, rows: row_values, columns: column_values, matrix }
    }

    /// The records of one type that `query` selects; `annotations` are the reader’s own.
    pub fn selected(catalogue: &Catalogue, query: &Query, annotations: &Annotations, of_type: RecordType) -> FixedBitSet {
        let never = AtomicBool::new(false);
        let search = Searcher::new(catalogue, query, annotations, &never);
        let allowed = search.meeting(&query.conditions);
        let mut selected = search.run(&allowed, 0).open;
        selected.intersect_with(&allowed);
        selected.intersect_with(catalogue.facets().of_type(of_type));
        selected
    }
}
