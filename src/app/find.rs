//! Searching: the input line, and returning to where the search began.

use tui_input::{Input, InputRequest};

use super::asking::Then;
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
        self.then(Then::Best);
    }

    /// Leaves the input line with its query.
    pub(super) fn accept_search(&mut self) {
        self.remember_search();
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
                self.then(Then::Return(place));
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
        if self.mode == Mode::Find {
            return self.edit_find(request);
        }
        self.line().handle(request);
        self.typed();
    }

    /// The input line that letters are typed on.
    fn line(&mut self) -> &mut Input {
        match self.mode {
            Mode::Note => &mut self.note,
            Mode::Sheet(_) => &mut self.sheet.input,
            Mode::Help(_) => &mut self.help.input,
            _ => &mut self.input,
        }
    }

    /// Lets what stands on the input line now take effect.
    fn typed(&mut self) {
        match self.mode {
            Mode::Search => self.search(),
            Mode::Sheet(kind) => self.reread_sheet(kind),
            Mode::Help(_) => self.mode = Mode::Help(0),
            _ => {}
        }
    }

    /// Types text into the input line, as from the keyboard or the clipboard.
    pub fn insert(&mut self, text: &str) {
        if self.mode == Mode::Find {
            self.insert_find(text);
        } else if self.is_typing() {
            self.message = None;
            for c in crate::text::clean(text).chars() {
                self.line().handle(InputRequest::InsertChar(c));
            }
            self.typed();
        }
    }
}
