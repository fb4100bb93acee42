//! Moving through the panes and between records, and the way back.

use super::history::HistoryEntry;
use super::{App, Effect, Focus, Row};
use crate::page::Target;

impl App {
    /// Rows or lines on the focused pane.
    pub(super) fn page(&self) -> isize {
        let height = match self.focus {
            Focus::Detail => self.reading.detail.page_height(),
            focus => self.cursor(focus).height().max(1),
        };
        isize::try_from(height).unwrap_or(1)
    }

    /// Moves the cursor of the focused pane, or scrolls the detail.
    pub(super) fn step(&mut self, rows: isize) {
        if self.focus == Focus::Detail {
            return self.reading.detail.scroll_by(rows);
        }
        let count = self.row_count(self.focus);
        self.lists.cursor(self.focus).move_by(rows, count);
        if self.focus == Focus::Timeline {
            self.lists.leave_divider(rows);
        }
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
            match self.reading.detail.target().cloned() {
                Some(Target::Record(id)) => {
                    self.asking.history.leave(self.place());
                    self.show(Some(id));
                }
                Some(Target::Address(address)) => return self.open_address(address),
                None => self.reading.detail.step_link(true),
            }
            return Effect::None;
        }
        if self.focus == Focus::Timeline && matches!(self.row(), Some(Row::Year { .. })) {
            self.toggle();
        } else if self.current().is_some() {
            self.asking.history.leave(self.place());
            self.focus = Focus::Detail;
        }
        Effect::None
    }

    /// Closes one layer: the chosen link's page, the detail, the search; whether there was one. Never quits.
    pub(super) fn back(&mut self) -> bool {
        if self.close_find() {
            return true;
        }
        if self.screen.zoomed && self.focus != Focus::Detail {
            self.screen.zoomed = false;
        } else if self.focus == Focus::Detail {
            match self.asking.history.back(self.place()) {
                Some(place) => self.go_to(&place),
                None => self.set_focus(Focus::Timeline),
            }
        } else if !self.query.text.is_empty() {
            self.cancel_search();
        } else if self.focus != Focus::Timeline {
            self.set_focus(Focus::Timeline);
        } else {
            return false;
        }
        true
    }

    pub(super) fn place(&self) -> HistoryEntry {
        HistoryEntry {
            focus: self.focus,
            anchor: self.lists.anchor,
            shown: self.reading.detail.id(),
            scroll: self.reading.detail.scroll(),
            link: self.reading.detail.link(),
            timeline: self.lists.timeline.selected(),
            offset: self.lists.timeline.offset(),
        }
    }

    pub(super) fn go_to(&mut self, place: &HistoryEntry) {
        self.focus = place.focus;
        self.lists.anchor = place.anchor;
        let at = place.anchor.and_then(|id| self.row_of(Focus::Timeline, id));
        if self.query.text.is_empty() || at.is_some() {
            let here = self.lists.rows.get(place.timeline).copied();
            // The line of a year has no record; what was anchored then stands beside it.
            let is_beside = |at: usize| at.abs_diff(place.timeline) <= 1;
            let same = here.is_some_and(|row| match row.id() {
                None => at.is_none_or(is_beside),
                id => at.is_none() || id == place.anchor,
            });
            if same {
                self.lists.timeline.restore(place.timeline, place.offset);
            } else {
                self.lists.timeline.select(at.unwrap_or(0));
            }
        }
        self.show_at(place.shown, place.scroll, place.link);
        self.hold();
    }

    pub(super) fn retrace(&mut self, forward: bool) {
        let here = self.place();
        let place = if forward { self.asking.history.forward(here) } else { self.asking.history.back(here) };
        match place {
            Some(place) => self.go_to(&place),
            None => self.say(if forward { "nothing to go forward to" } else { "nothing to go back to" }),
        }
    }
}
