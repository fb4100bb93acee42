//! What stands in the lists: events under their years, or hits with a divider before similar spellings.

use std::sync::atomic::AtomicBool;

use super::App;
use super::density::by_year;
use crate::archive::Id;
use crate::query::Filter;
use crate::record::RecordType;

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
    /// Before the hits that rest on similar spellings, with their number.
    Divider(usize),
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

/// The anchor, the conditions beside the search text, and how many records the archive has.
pub(super) type QuotesFor = (Option<Id>, Vec<Filter>, usize);

impl App {
    /// Makes the rows from the view.
    pub(super) fn make_rows(&mut self) {
        self.rows.clear();
        self.map.forget();
        if self.make_places() {
            return;
        }
        if let Some(hits) = &self.view.hits {
            for (n, hit) in hits.list.iter().enumerate() {
                if n == hits.similar {
                    self.rows.push(Row::Divider(hits.total_similar));
                }
                self.rows.push(Row::Record(hit.id));
            }
            return;
        }
        for (year, events) in by_year(&self.catalogue.archive, &self.view.events) {
            let year = year.unwrap_or(0);
            let folded = self.folded.contains(&year);
            self.rows.push(Row::Year { year, count: events.len(), folded });
            if !folded {
                self.rows.extend(events.iter().copied().map(Row::Record));
            }
        }
    }

    /// The quotes that the pane lists; all of the view are not copied, since they may be a million.
    pub(super) fn listed_quotes(&self) -> &[Id] {
        if self.quote_scope == QuoteScope::Everything { &self.view.quotes } else { &self.quote_ids }
    }

    /// The row at the cursor of the timeline.
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.timeline.selected()).copied()
    }

    /// Makes the list of quotes: those of the anchor that the filters leave, whatever the words; or else all within the
    /// query.
    pub(super) fn make_quotes(&mut self) {
        let archive = &self.catalogue.archive;
        let asked = (self.anchor, self.query.conditions.clone(), archive.end());
        if self.quotes_for.as_ref() == Some(&asked) {
            return;
        }
        let own: Vec<Id> = match self.anchor {
            Some(id) if archive.record_type(id) == RecordType::Quote => vec![id],
            Some(id) => {
                let belonging = archive.referring(id, RecordType::Quote);
                if self.query.conditions.is_empty() {
                    belonging
                } else {
                    let never = AtomicBool::new(false);
                    let open = self.catalogue.meeting(&self.query.conditions, &self.marked, &never);
                    belonging.into_iter().filter(|quote| open.contains(quote.index())).collect()
                }
            }
            None => Vec::new(),
        };
        (self.quote_ids, self.quote_scope) = match self.anchor {
            Some(id) if !own.is_empty() => (own, QuoteScope::Record(id)),
            _ => (Vec::new(), QuoteScope::Everything),
        };
        self.quotes_for = Some(asked);
    }
}
