//! The lists: countries, topics, timeline or results, and quotes, each with its cursor; and the record to which they lead.

use std::collections::BTreeSet;

use super::beside::{Beside, OwnRecords};
use super::concordance::Concordance;
use super::{App, Cursor, Density, Focus, Row};
use crate::archive::Id;
use crate::record::{Event, Status};

/// What stands in the lists, and where their cursors are.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The facets that the reader has chosen for the first two panes, by name.
    pub facets: [Option<String>; 2],
    pub countries: Cursor,
    pub topics: Cursor,
    pub timeline: Cursor,
    pub quotes: Cursor,
    /// The rows of the timeline or of the results.
    pub rows: Vec<Row>,
    /// The years whose events are not shown.
    pub folded: BTreeSet<i32>,
    pub concordance: Option<Concordance>,
    pub density: Density,
    /// What the fourth pane shows, and of which record.
    pub beside: Beside,
    pub anchor: Option<Id>,
    pub own_quotes: OwnRecords,
    /// The pane, row and record that detail and quotes have followed; none while they are to follow again.
    pub followed: Option<(Focus, usize, Option<Id>)>,
}

impl Lists {
    /// The cursor of a list pane; for the detail, that of the timeline.
    pub fn cursor(&mut self, pane: Focus) -> &mut Cursor {
        match pane {
            Focus::Countries => &mut self.countries,
            Focus::Topics => &mut self.topics,
            Focus::Timeline | Focus::Detail => &mut self.timeline,
            Focus::Quotes => &mut self.quotes,
        }
    }

    /// Steps off the divider in the direction of travel.
    pub fn leave_divider(&mut self, rows: isize) {
        let at = self.timeline.selected();
        if self.rows.get(at).is_some_and(|row| !row.is_selectable()) {
            let back = rows < 0 && at > 0 || at + 1 >= self.rows.len();
            self.timeline.select(if back { at.saturating_sub(1) } else { at + 1 });
            if at == 0 {
                self.timeline.begin(self.timeline.selected()); // the divider on top stays in sight
            }
        }
    }
}

impl App {
    /// The cursor of a list pane; for the detail, that of the timeline.
    pub fn cursor(&self, pane: Focus) -> Cursor {
        match pane {
            Focus::Countries => self.lists.countries,
            Focus::Topics => self.lists.topics,
            Focus::Timeline | Focus::Detail => self.lists.timeline,
            Focus::Quotes => self.lists.quotes,
        }
    }

    /// The rows of the timeline or of the results.
    pub fn rows(&self) -> &[Row] {
        &self.lists.rows
    }

    /// The row at the cursor of the timeline.
    pub fn row(&self) -> Option<Row> {
        self.lists.rows.get(self.lists.timeline.selected()).copied()
    }

    /// The strip above the timeline.
    pub fn density(&self) -> &Density {
        &self.lists.density
    }

    /// How many rows a list pane has.
    pub fn row_count(&self, pane: Focus) -> usize {
        match pane {
            Focus::Countries => self.view.panes[0].values.len(),
            Focus::Topics => self.view.panes[1].values.len(),
            Focus::Timeline | Focus::Detail => self.lists.rows.len(),
            Focus::Quotes => self.listed_quotes().len(),
        }
    }

    /// The record at a row of a list pane.
    pub(super) fn record_at(&self, pane: Focus, row: usize) -> Option<Id> {
        match pane {
            Focus::Countries => self.view.panes[0].values.get(row).and_then(|(value, _)| value.record()),
            Focus::Topics => self.view.panes[1].values.get(row).and_then(|(value, _)| value.record()),
            Focus::Timeline | Focus::Detail => self.lists.rows.get(row).and_then(Row::id),
            Focus::Quotes => self.listed_quotes().get(row).copied(),
        }
    }

    /// The row of a list pane where a record stands.
    pub(super) fn row_of(&self, pane: Focus, id: Id) -> Option<usize> {
        (0..self.row_count(pane)).find(|&row| self.record_at(pane, row) == Some(id))
    }

    /// Puts the cursor of a list pane on a record. Says whether it is there.
    pub(super) fn select(&mut self, pane: Focus, id: Option<Id>) -> bool {
        let row = id.and_then(|id| self.row_of(pane, id));
        row.into_iter().for_each(|row| self.lists.cursor(pane).select(row));
        row.is_some()
    }

    /// The record at the focused pane's cursor.
    pub fn current(&self) -> Option<Id> {
        match self.focus {
            Focus::Detail => self.reading.detail.id(),
            pane => self.record_at(pane, self.cursor(pane).selected()),
        }
    }

    /// The row to begin on: the best hit, or the newest event of a numbered series that has taken place.
    pub(super) fn first_row(&self) -> usize {
        let begins = |row: &Row| match row {
            Row::Record(id) => {
                let numbered = |e: &Event| e.status == Status::Held && e.ordinal.is_some();
                // Others are not read for this.
                self.view.hits.is_some() || self.archive().is_numbered(*id) && self.archive().event(*id).is_some_and(numbered)
            }
            _ => false,
        };
        let record = |row: &Row| matches!(row, Row::Record(_));
        self.lists.rows.iter().position(begins).or_else(|| self.lists.rows.iter().position(record)).unwrap_or(0)
    }

    /// Lists what the view holds, and has counted anew what is counted of it.
    pub(super) fn renew_lists(&mut self) {
        self.make_rows();
        self.lists.density = self.density_of_list();
        self.reading.detail.forget_search();
        self.lists.followed = None;
        self.charts.is_outdated = true;
    }

    /// Lets detail and quotes follow the cursor, if it has moved.
    pub(super) fn follow(&mut self) {
        let current = self.current();
        let here = Some((self.focus, self.cursor(self.focus).selected(), current));
        if std::mem::replace(&mut self.lists.followed, here) == here {
            return;
        }
        match self.focus {
            Focus::Detail => {}
            Focus::Quotes => {
                if current.is_some() {
                    self.show(current);
                }
            }
            _ => {
                // On a year's heading, or with nothing found, the last record stays in view only if it is still selected.
                let kept = self.lists.anchor.filter(|_| !self.lists.rows.is_empty());
                let anchor = current.or(kept);
                if self.lists.anchor != anchor {
                    self.lists.anchor = anchor;
                    self.lists.quotes.select(0);
                }
                self.list_quotes();
                self.show(anchor);
                self.show_place();
            }
        }
    }

    /// Leaves detail and quotes as they are until the cursor moves.
    pub(super) fn hold(&mut self) {
        self.lists.followed = Some((self.focus, self.cursor(self.focus).selected(), self.current()));
    }

    /// Keeps the cursors on the screen.
    pub(super) fn fit_lists(&mut self) {
        let sizes = self.screen.sizes;
        let quotes = sizes.quotes.height / self.quote_lines();
        for (pane, height) in [
            (Focus::Countries, sizes.countries.height),
            (Focus::Topics, sizes.topics.height),
            (Focus::Timeline, sizes.timeline.height),
            (Focus::Quotes, quotes),
        ] {
            let rows = self.row_count(pane);
            self.lists.cursor(pane).fit(rows, height);
        }
        let dialog = &mut self.dialogs.open;
        dialog.cursor.fit(dialog.found.len(), sizes.dialog);
    }
}
