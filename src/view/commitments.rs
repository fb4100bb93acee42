//! Who is bound to what: the outcomes that are commitments, as far as a query leaves them.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::View;
use crate::archive::Id;
use crate::query::Query;
use crate::record::RecordType;
use crate::search::Catalogue;

/// The commitments within the query, whatever type of record it lists, the newest first; `marked` are the records on the reader’s
/// shelf.
#[allow(clippy::implicit_hasher)] // as the catalogue keeps them
pub fn commitments(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>) -> Vec<Id> {
    let archive = &catalogue.archive;
    let mut asked = query.clone();
    asked.list_type(Some(RecordType::Outcome), archive);
    // The value is one of those that the field knows.
    let known = asked.restrict("is", &["commitment".to_owned()], archive);
    let found = View::with_marks(catalogue, &asked, marked).hits.filter(|_| known.is_ok()).unwrap_or_default();
    let mut ids: Vec<Id> = found.counted().iter().map(|hit| hit.id).collect();
    ids.sort_by_cached_key(|&id| (Reverse(archive.packed_days(id)), id));
    ids
}
