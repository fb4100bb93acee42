//! Searching: the input line, and returning to where the search began.

use tui_input::InputRequest;

use super::{App, Focus, Mode};
use crate::keys::Action;
use crate::query::Query;

impl App {
    /// Opens the input line; the place is kept for the return.
    pub(super) fn begin_search(&mut self) {
        if self.before_search.is_none() {
            self.before_search = Some((self.query.clone(), self.place()));
        }
        self.mode = Mode::Search;
        self.zoomed = false;
    }

    /// Takes what stands on the input line as the query and shows the best hit.
    pub(super) fn search(&mut self) {
        let text = self.input.value().to_owned();
        if text == self.query.text {
            return;
        }
        let mut query = self.query.clone();
        query.set_text(&text, &self.catalogue.archive);
        self.ask(query);
        self.timeline.begin(self.first_row());
        self.focus = Focus::Timeline;
        self.follow();
    }

    /// Leaves the input line with its query.
    pub(super) fn accept_search(&mut self) {
        self.mode = Mode::Browse;
        self.focus = Focus::Timeline;
        if self.query.text.trim().is_empty() {
            self.cancel_search();
        }
    }

    /// Gives the search up: query and place are what they were when it began.
    pub(super) fn cancel_search(&mut self) {
        self.mode = Mode::Browse;
        match self.before_search.take() {
            Some((query, place)) => {
                // Filters changed while the results were on the screen are kept; the words go.
                let query = Query { countries: self.query.countries.clone(), topics: self.query.topics.clone(), ..query };
                self.input = query.text.clone().into();
                self.ask(query);
                self.go_to(&place);
            }
            None => self.clear_text(),
        }
    }

    fn clear_text(&mut self) {
        self.input.reset();
        let mut query = self.query.clone();
        query.set_text("", &self.catalogue.archive);
        self.ask(query);
        self.follow();
    }

    /// Asks another query; lists keep their record where it is still there.
    pub(super) fn ask(&mut self, query: Query) {
        let here = self.standing();
        let at = self.timeline.selected();
        self.query = query;
        self.view = self.answer();
        self.make_rows();
        self.detail.forget_search();
        let kept = here.and_then(|here| self.find_row(&here));
        self.timeline.select(kept.unwrap_or_else(|| at.min(self.rows.len().saturating_sub(1))));
        self.leave_divider(1);
        self.refit();
    }

    /// Edits the input line.
    pub(super) fn edit(&mut self, action: Action) {
        let request = match action {
            Action::EraseBefore => InputRequest::DeletePrevChar,
            Action::EraseAt => InputRequest::DeleteNextChar,
            Action::EraseWordBefore => InputRequest::DeletePrevWord,
            Action::EraseWordAt => InputRequest::DeleteNextWord,
            Action::EraseToStart => InputRequest::DeleteFromStart,
            Action::EraseToEnd => InputRequest::DeleteTillEnd,
            Action::PutBack => InputRequest::Yank,
            Action::LeftOne => InputRequest::GoToPrevChar,
            Action::RightOne => InputRequest::GoToNextChar,
            Action::LeftWord => InputRequest::GoToPrevWord,
            Action::RightWord => InputRequest::GoToNextWord,
            Action::LineStart => InputRequest::GoToStart,
            _ => InputRequest::GoToEnd,
        };
        if self.mode == Mode::Note {
            self.note.handle(request);
            return;
        }
        if self.mode == Mode::Find {
            self.edit_find(request);
            return;
        }
        self.input.handle(request);
        self.search();
    }

    /// Types text into the input line, as from the keyboard or the clipboard.
    pub fn insert(&mut self, text: &str) {
        if self.mode == Mode::Search {
            for c in crate::text::clean(text).chars() {
                self.input.handle(InputRequest::InsertChar(c));
            }
            self.search();
        } else if self.mode == Mode::Note {
            for c in crate::text::clean(text).chars() {
                self.note.handle(InputRequest::InsertChar(c));
            }
        } else if self.mode == Mode::Find {
            self.insert_find(text);
        }
    }
}
