//! Who is bound to what: the outcomes that are commitments, as far as a query leaves them.

use std::cmp::Reverse;
use std::sync::Arc;

use super::View;
use crate::archive::Id;
use crate::query::Query;
use crate::record::RecordType;
use crate::search::{Annotations, Catalogue};

/// The commitments within the query, whatever type of record it lists, the newest first; `annotations` are the reader’s own.
pub fn commitments(catalogue: &Catalogue, query: &Query, annotations: &Arc<Annotations>) -> Vec<Id> {
    let archive = &catalogue.archive;
    let mut asked = query.clone();
    asked.list_type(Some(RecordType::Outcome), archive);
    // The value is one of those that the field knows.
    let known = asked.restrict("is", &["commitment".to_owned()], archive);
    let found = View::with_annotations(catalogue, &asked, annotations).hits.filter(|_| known.is_ok()).unwrap_or_default();
    let mut ids: Vec<Id> = found.counted().iter().map(|hit| hit.id).collect();
    ids.sort_by_cached_key(|&id| (Reverse(archive.packed_days(id)), id));
    ids
}
