//! What stands in the lists: events under their years, or hits with a divider before each section.

use super::App;
use super::density::by_year;
use crate::archive::Id;
use crate::query::Filter;
use crate::search::{Hit, HitSection};

/// A row of the timeline or of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A year with the number of its events; folded, they are not shown.
    Year {
        /// The year.
        year: i32,
        /// Its events within the query.
        count: usize,
        /// Whether they are hidden.
        folded: bool,
    },
    /// A record.
    Record(Id),
    /// A place of the words of the query in a record, by its number among those of [`App::concordance`].
    Place(Id, usize),
    /// Before a section of the results.
    Divider(HitSection),
}

impl Row {
    /// Whether the cursor may stand on it.
    pub fn is_selectable(&self) -> bool {
        !matches!(self, Self::Divider(_))
    }

    /// The record of the row.
    pub fn id(&self) -> Option<Id> {
        match self {
            Self::Record(id) | Self::Place(id, _) => Some(*id),
            Self::Year { .. } | Self::Divider(_) => None,
        }
    }
}

/// Of what the quotes pane shows quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteScope {
    /// Of the selected record.
    Record(Id),
    /// Of everything that the query selects.
    Everything,
}

/// The quotes of the record to which the lists lead.
#[derive(Debug)]
pub(super) struct OwnQuotes {
    pub ids: Vec<Id>,
    pub scope: QuoteScope,
    /// The record, the conditions beside the search text, and the count of records in the archive, of which they were listed.
    pub made_for: Option<(Option<Id>, Vec<Filter>, usize)>,
}

impl Default for OwnQuotes {
    fn default() -> Self {
        Self { ids: Vec::new(), scope: QuoteScope::Everything, made_for: None }
    }
}

impl App {
    /// How the record of a row was found, if the row stands in the results.
    pub fn hit_at(&self, row: usize) -> Option<&Hit> {
        let (hits, id) = (self.view.hits.as_ref()?, self.lists.rows.get(row)?.id()?);
        // Before it stand as many hits as rows, but for the dividers.
        let from = row.saturating_sub(HitSection::ALL.len());
        hits.list.iter().skip(from).take(row + 1 - from).find(|hit| hit.id == id)
    }

    /// Makes the rows from the view.
    pub(super) fn make_rows(&mut self) {
        self.lists.rows.clear();
        self.map.forget();
        if self.make_places() {
            return;
        }
        if let Some(hits) = &self.view.hits {
            for (n, hit) in hits.list.iter().enumerate() {
                self.lists.rows.extend(hits.begins(n).map(Row::Divider));
                self.lists.rows.push(Row::Record(hit.id));
            }
            return;
        }
        for (year, events) in by_year(&self.catalogue.archive, &self.view.events) {
            let year = year.unwrap_or(0);
            let folded = self.lists.folded.contains(&year);
            self.lists.rows.push(Row::Year { year, count: events.len(), folded });
            if !folded {
                self.lists.rows.extend(events.iter().copied().map(Row::Record));
            }
        }
    }
}
