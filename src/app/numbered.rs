//! Rows and links by their numbers, for readers who hear the screen: a number that was said can be typed.

use super::rows::UNDATED;
use super::{App, Focus, Row};
use crate::archive::Id;
use crate::record::RecordType;

/// Where the cursor of a pane stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// What is counted: "event", "record", "country", "year".
    pub noun: &'static str,
    /// The number of the row, from 1; none where there is no row.
    pub number: Option<usize>,
    /// How many there are.
    pub of: usize,
}

impl App {
    /// What the rows of a pane are called, and the record of each in the order of their numbers: places of the words while
    /// the results are shown in context, else the records, whether their years are folded or not.
    pub fn numbered(&self, pane: Focus) -> (&'static str, Vec<Id>) {
        if let (Focus::Timeline | Focus::Detail, Some(places)) = (pane, self.concordance()) {
            return ("place", places.lines().iter().map(|line| line.id).collect());
        }
        match pane {
            Focus::Countries | Focus::Topics => {
                let list = &self.view.panes[usize::from(pane == Focus::Topics)];
                (list.facet.label(), list.records().into_iter().map(|(id, _)| id).collect())
            }
            Focus::Timeline | Focus::Detail => match &self.view.hits {
                Some(hits) => (self.view.listed.map_or("record", RecordType::name), hits.list.iter().map(|hit| hit.id).collect()),
                None => ("event", self.view.events.clone()),
            },
            Focus::Quotes => (self.beside().record_type().name(), self.listed_quotes().to_vec()),
        }
    }

    /// Where the cursor of a list stands; for the detail, that of the timeline or of the results.
    pub fn position(&self, pane: Focus) -> Position {
        if let (Focus::Timeline, Some(Row::Year { .. })) = (pane, self.row()) {
            let is_year = |row: &&Row| matches!(row, Row::Year { .. });
            let number = self.lists.rows[..=self.lists.timeline.selected()].iter().filter(is_year).count();
            return Position { noun: "year", number: Some(number), of: self.lists.rows.iter().filter(is_year).count() };
        }
        let at = self.cursor(pane).selected();
        if let Some(facet) = pane.facet_pane() {
            let of = self.row_count(pane);
            return Position { noun: self.view.panes[facet].facet.label(), number: (at < of).then_some(at + 1), of };
        }
        let (noun, ids) = self.numbered(pane);
        let number = match pane {
            Focus::Timeline | Focus::Detail => match self.lists.rows.get(at) {
                Some(Row::Record(id)) => ids.iter().position(|known| known == id),
                Some(Row::Place(_, n)) => Some(*n),
                _ => None,
            },
            _ => (at < ids.len()).then_some(at),
        };
        Position { noun, number: number.map(|n| n + 1), of: ids.len() }
    }

    /// Goes to the row of the focused list that has this number, unfolding its year. Says whether there is one.
    pub fn choose(&mut self, number: usize) -> bool {
        self.message = None;
        if self.focus.facet_pane().is_some() {
            let row = number.checked_sub(1).filter(|row| *row < self.row_count(self.focus));
            row.into_iter().for_each(|row| self.lists.cursor(self.focus).select(row));
            self.settle();
            return row.is_some();
        }
        let (_, ids) = self.numbered(self.focus);
        let Some((at, &id)) = number.checked_sub(1).and_then(|at| ids.get(at).map(|id| (at, id))) else { return false };
        match self.focus {
            // Each place is a row of its own, and no other row stands among them.
            Focus::Timeline | Focus::Detail if self.concordance().is_none() => {
                if !self.lists.rows.contains(&Row::Record(id)) {
                    self.lists.folded.remove(&self.catalogue.archive.year(id).unwrap_or(UNDATED));
                    self.make_rows();
                }
                self.select(Focus::Timeline, Some(id));
            }
            pane => self.lists.cursor(pane).select(at),
        }
        self.settle();
        true
    }

    /// Chooses a link of the record in the detail by its number. Says whether there is one.
    pub fn choose_link(&mut self, number: usize) -> bool {
        self.message = None;
        number.checked_sub(1).is_some_and(|link| self.reading.detail.choose_link(link))
    }
}
