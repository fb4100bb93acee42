//! Moving through the panes and between records, and the way back.

use super::history::HistoryEntry;
use super::{App, Effect, Focus, Row};
use crate::archive::Id;
use crate::page::Target;

impl App {
    /// Rows or lines on the focused pane.
    pub(super) fn page(&self) -> isize {
        let height = match self.focus {
            Focus::Detail => self.detail.page_height(),
            focus => self.cursor(focus).height().max(1),
        };
        isize::try_from(height).unwrap_or(1)
    }

    /// Moves the cursor of the focused pane, or scrolls the detail.
    pub(super) fn step(&mut self, rows: isize) {
        match self.focus {
            Focus::Countries => self.countries.move_by(rows, self.view.countries.len()),
            Focus::Topics => self.topics.move_by(rows, self.view.topics.len()),
            Focus::Timeline => {
                self.timeline.move_by(rows, self.rows.len());
                self.leave_divider(rows);
            }
            Focus::Quotes => self.quotes.move_by(rows, self.listed_quotes().len()),
            Focus::Detail => return self.detail.scroll_by(rows),
        }
        self.follow();
        self.refit();
    }

    /// Steps off the divider in the direction of travel.
    pub(super) fn leave_divider(&mut self, rows: isize) {
        let at = self.timeline.selected();
        if self.rows.get(at).is_some_and(|row| !row.is_selectable()) {
            let back = rows < 0 && at > 0 || at + 1 >= self.rows.len();
            self.timeline.select(if back { at.saturating_sub(1) } else { at + 1 });
            if at == 0 {
                self.timeline.begin(self.timeline.selected()); // the divider on top stays in sight
            }
        }
    }

    pub(super) fn refit(&mut self) {
        self.fit(self.sizes);
    }

    /// The record at the focused pane's cursor.
    pub fn current(&self) -> Option<Id> {
        match self.focus {
            Focus::Countries => self.view.countries.get(self.countries.selected()).map(|(id, _)| *id),
            Focus::Topics => self.view.topics.get(self.topics.selected()).map(|(id, _)| *id),
            Focus::Quotes => self.listed_quotes().get(self.quotes.selected()).copied(),
            Focus::Timeline => self.row().and_then(|row| row.id()),
            Focus::Detail => self.detail.id(),
        }
    }

    /// Lets detail and quotes follow the cursor.
    pub(super) fn follow(&mut self) {
        let current = self.current();
        match self.focus {
            Focus::Detail => {}
            Focus::Quotes => {
                if current.is_some() {
                    self.show(current);
                }
            }
            _ => {
                // On a year's heading, or with nothing found, the last record stays in view only if it is still selected.
                let kept = self.anchor.filter(|_| !self.rows.is_empty());
                let anchor = current.or(kept);
                if self.anchor != anchor {
                    self.anchor = anchor;
                    self.quotes.select(0);
                }
                self.make_quotes();
                self.show(anchor);
                self.show_place();
            }
        }
    }

    pub(super) fn show(&mut self, id: Option<Id>) {
        self.detail.show(&self.catalogue.archive, id, self.language);
    }

    pub(super) fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
        self.follow();
    }

    pub(super) fn cycle(&mut self, steps: usize) {
        let at = Focus::ALL.iter().position(|&focus| focus == self.focus).unwrap_or(0);
        self.set_focus(Focus::ALL[(at + steps) % Focus::ALL.len()]);
    }

    /// Opens the row in the detail, or follows the link chosen there.
    pub(super) fn open(&mut self) -> Effect {
        if self.focus == Focus::Detail {
            match self.detail.target().cloned() {
                Some(Target::Record(id)) => {
                    self.history.leave(self.place());
                    self.show(Some(id));
                }
                Some(Target::Address(address)) => return self.open_address(address),
                None => self.detail.step_link(true),
            }
            return Effect::None;
        }
        if self.focus == Focus::Timeline && matches!(self.row(), Some(Row::Year { .. })) {
            self.toggle();
        } else if self.current().is_some() {
            self.history.leave(self.place());
            self.focus = Focus::Detail;
        }
        Effect::None
    }

    /// Closes one layer: the chosen link's page, the detail, the search. Never quits.
    pub(super) fn back(&mut self) {
        if self.close_find() {
            return;
        }
        if self.zoomed && self.focus != Focus::Detail {
            self.zoomed = false;
        } else if self.focus == Focus::Detail {
            match self.history.back(self.place()) {
                Some(place) => self.go_to(&place),
                None => self.set_focus(Focus::Timeline),
            }
        } else if !self.query.text.is_empty() {
            self.cancel_search();
        } else if self.focus != Focus::Timeline {
            self.set_focus(Focus::Timeline);
        }
    }

    pub(super) fn place(&self) -> HistoryEntry {
        HistoryEntry {
            focus: self.focus,
            anchor: self.anchor,
            shown: self.detail.id(),
            scroll: self.detail.scroll(),
            link: self.detail.link(),
            timeline: self.timeline.selected(),
            offset: self.timeline.offset(),
        }
    }

    pub(super) fn go_to(&mut self, place: &HistoryEntry) {
        self.focus = place.focus;
        self.anchor = place.anchor;
        let at = place.anchor.and_then(|id| self.rows.iter().position(|row| row.id() == Some(id)));
        if self.query.text.is_empty() || at.is_some() {
            let here = self.rows.get(place.timeline).copied();
            let same = here.is_some() && (at.is_none() || here.and_then(|row| row.id()) == place.anchor);
            self.timeline.select(if same { place.timeline } else { at.unwrap_or(0) });
        }
        self.make_quotes();
        self.detail.restore(&self.catalogue.archive, place.shown, self.language, place.scroll, place.link);
        self.refit();
    }

    pub(super) fn retrace(&mut self, forward: bool) {
        let here = self.place();
        let place = if forward { self.history.forward(here) } else { self.history.back(here) };
        match place {
            Some(place) => self.go_to(&place),
            None => self.message = Some(if forward { "nothing to go forward to" } else { "nothing to go back to" }.to_owned()),
        }
    }
}
