//! What stands in the lists: events under their years, or hits with a divider before each section.

use std::borrow::Cow;

use super::density::by_year;
use super::{App, Density};
use crate::archive::Id;
use crate::record::RecordType;
use crate::search::{Hit, HitSection};

/// A row of the timeline or of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A year with the number of its events, or of the records listed instead; folded, they are not shown.
    Year {
        /// The year, or [`UNDATED`].
        year: i32,
        /// Its records within the query.
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

/// Stands for the year of what has no date.
pub const UNDATED: i32 = i32::MIN;

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
        if let Some(hits) = &self.view.hits
            && !self.is_by_year()
        {
            for (n, hit) in hits.list.iter().enumerate() {
                self.lists.rows.extend(hits.begins(n).map(Row::Divider));
                self.lists.rows.push(Row::Record(hit.id));
            }
            return;
        }
        let mut rows = std::mem::take(&mut self.lists.rows);
        for (year, events) in by_year(&self.catalogue.archive, &self.listed_by_year()) {
            let year = year.unwrap_or(UNDATED);
            let folded = self.lists.folded.contains(&year);
            rows.push(Row::Year { year, count: events.len(), folded });
            if !folded {
                rows.extend(events.iter().copied().map(Row::Record));
            }
        }
        self.lists.rows = rows;
    }

    /// Whether the list stands under years: events, or another type that has dates, as long as no words rank them.
    pub fn is_by_year(&self) -> bool {
        self.view.hits.is_none() || self.view.listed.is_some_and(RecordType::is_dated)
    }

    /// The records that stand under years, in their order.
    fn listed_by_year(&self) -> Cow<'_, [Id]> {
        match &self.view.hits {
            Some(hits) => hits.list.iter().map(|hit| hit.id).collect(),
            None => Cow::Borrowed(&self.view.events),
        }
    }

    /// How many of the records listed fall into each year; nothing where only some of them are at hand.
    pub(super) fn density_of_list(&self) -> Density {
        let archive = &self.catalogue.archive;
        match self.view.listed.filter(|of_type| of_type.is_dated()) {
            Some(_) if self.lists_the_best_only() => Density::default(),
            Some(of_type) => Density::of(archive, of_type, &self.listed_by_year()),
            None => Density::of(archive, RecordType::Event, &self.view.events),
        }
    }
}
