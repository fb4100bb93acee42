//! Every record that passes the conditions of a query.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::query::Query;
use crate::search::{Annotations, Catalogue, Hits, Searcher};

impl Hits {
    /// What a query without words selects: every record that passes, by type and in listing order, or as `sort:` says.
    pub fn of_all(catalogue: &Catalogue, query: &Query) -> Self {
        Self::of_all_with_annotations(catalogue, query, catalogue.annotations())
    }

    /// The same with what the reader keeps, by which conditions may ask.
    pub fn of_all_with_annotations(catalogue: &Catalogue, query: &Query, annotations: &Arc<Annotations>) -> Self {
        let never = AtomicBool::new(false);
        let search = Searcher::new(catalogue, query, annotations, &never);
        let mut set = search.run(catalogue.facets().all(), 0).open;
        set.intersect_with(&search.meeting(&query.conditions));
        Self::listed(catalogue, &set, query.parsed.sort, usize::MAX, None)
    }
}
