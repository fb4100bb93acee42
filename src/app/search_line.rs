//! Searching: the input line, and returning to where the search began.

use std::borrow::Cow;

use tui_input::{Input, InputRequest};

use super::asking::Then;
use super::{App, Dialog, Effect, Focus, Mode};
use crate::keys::Action;
use crate::query::{LONGEST, Query};

/// Most bytes of a note.
const NOTE_BYTES: usize = 1 << 16;

/// Most bytes of a path; what Linux takes.
const PATH_BYTES: usize = 4096;

impl App {
    /// Carries out an action while a search is typed. What means nothing there acts on the panes.
    pub(super) fn update_search(&mut self, action: Action) -> Effect {
        match action {
            Action::Accept => self.accept_search(),
            Action::Cancel => self.cancel_search(),
            Action::Complete => self.complete(),
            Action::NextHit => self.step(1),
            Action::PreviousHit => self.step(-1),
            Action::EarlierSearch => self.recall(true),
            Action::LaterSearch => self.recall(false),
            other if self.edit(other) => {}
            other => return self.update_browse(other),
        }
        Effect::None
    }

    /// Opens the input line; the place is kept for the return.
    pub(super) fn begin_search(&mut self) {
        if self.asking.before_search.is_none() {
            self.asking.before_search = Some((self.query.clone(), self.place()));
        }
        self.mode = Mode::Search;
        self.screen.zoomed = false;
    }

    /// Takes what stands on the input line as the query and shows the best hit.
    pub(super) fn search(&mut self) {
        let text = self.asking.input.value().to_owned();
        if text == self.query.text {
            return;
        }
        let mut query = self.query.clone();
        query.set_text(&text, &self.catalogue.archive);
        self.ask(query);
        self.then(Then::Best);
    }

    /// Leaves the input line with its query, whose last word is then whole.
    pub(super) fn accept_search(&mut self) {
        self.remember_search();
        let mut whole = self.query.clone();
        whole.parsed.finish();
        if whole != self.query {
            let is_best = self.lists.timeline.selected() == self.first_row();
            self.ask(whole);
            // Whoever has gone on before a late answer stays there.
            if is_best && !self.is_waiting() {
                self.then(Then::Best);
            }
        }
        self.mode = Mode::Browse;
        self.focus = Focus::Timeline;
        if self.query.text.trim().is_empty() {
            self.cancel_search();
        }
    }

    /// Gives the search up: query and place are what they were when it began.
    pub(super) fn cancel_search(&mut self) {
        self.mode = Mode::Browse;
        match self.asking.before_search.take() {
            Some((query, place)) => {
                // Filters changed while the results were on the screen are kept; the words go.
                let query = Query { conditions: self.query.conditions.clone(), ..query };
                self.asking.input = query.text.clone().into();
                self.ask(query);
                self.then(Then::Return(place));
            }
            None => self.clear_text(),
        }
    }

    fn clear_text(&mut self) {
        self.asking.input.reset();
        let mut query = self.query.clone();
        query.set_text("", &self.catalogue.archive);
        self.ask(query);
    }

    /// Edits the input line. Says whether the action does so.
    pub(super) fn edit(&mut self, action: Action) -> bool {
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
            Action::LineEnd => InputRequest::GoToEnd,
            _ => return false,
        };
        let before = self.line().value().to_owned();
        self.line().handle(request);
        if self.mode != Mode::Find || self.reading.find.input.value() != before {
            self.typed();
        }
        true
    }

    /// The input line: of the note or the find while one is written, else of the search.
    pub fn input(&self) -> &Input {
        match self.mode {
            Mode::Note => &self.dialogs.note.input,
            Mode::Find => &self.reading.find.input,
            _ => &self.asking.input,
        }
    }

    /// The input line that letters are typed on.
    fn line(&mut self) -> &mut Input {
        match self.mode {
            Mode::Note => &mut self.dialogs.note.input,
            Mode::Find => &mut self.reading.find.input,
            Mode::Dialog(_) => &mut self.dialogs.open.input,
            Mode::Help(_) => &mut self.dialogs.help.input,
            _ => &mut self.asking.input,
        }
    }

    /// Lets what stands on the input line now take effect.
    fn typed(&mut self) {
        match self.mode {
            Mode::Search => self.search(),
            Mode::Dialog(kind) => self.reread_dialog(kind),
            Mode::Help(_) => self.mode = Mode::Help(0),
            Mode::Find => self.find(),
            _ => {}
        }
    }

    /// Most bytes that the present input line takes. What is longer has been pasted by mistake, and would only be cut later:
    /// a query by its reader, a name by the file system.
    fn longest(&self) -> usize {
        match self.mode {
            Mode::Note => NOTE_BYTES,
            Mode::Dialog(Dialog::File) => PATH_BYTES,
            Mode::Dialog(Dialog::Verify) => crate::verify::LONGEST,
            _ => LONGEST,
        }
    }

    /// Types text into the input line, as from the keyboard or the clipboard: in one step, as much of it as the line takes.
    pub fn insert(&mut self, text: &str) {
        if !self.is_typing() {
            let (search, note) = (self.keymap.hint(Action::Search), self.keymap.hint(Action::Note));
            return self.say(format!("text is pasted into a search ({search}) or a note ({note}); here it is left out"));
        }
        self.message = None;
        if !text.is_empty() && std::mem::take(&mut self.dialogs.open.proposed) && matches!(self.mode, Mode::Dialog(_)) {
            self.dialogs.open.input = Input::default();
        }
        let longest = self.longest();
        let read = &text[..text.floor_char_boundary(longest)];
        let cut = read.len() < text.len();
        let text = if self.mode == Mode::Note {
            // A terminal ends the lines of what is pasted with CR.
            Cow::Owned(crate::text::clean_lines(&read.replace("\r\n", "\n").replace('\r', "\n")).into_owned())
        } else {
            crate::text::clean(read)
        };
        let line = self.line();
        let taken = &text[..text.floor_char_boundary(longest.saturating_sub(line.value().len()))];
        match taken.chars().count() {
            0 => {}
            // By the line's own way, which remembers what was erased before.
            1 => {
                for c in taken.chars() {
                    line.handle(InputRequest::InsertChar(c));
                }
            }
            count => {
                let caret = line.cursor();
                let at = line.value().char_indices().nth(caret).map_or(line.value().len(), |(at, _)| at);
                let (before, after) = line.value().split_at(at);
                *line = Input::new([before, taken, after].concat()).with_cursor(caret + count);
            }
        }
        let left_out = cut || taken.len() < text.len();
        self.typed();
        if left_out {
            self.say(format!("this line takes {longest} bytes; the rest is left out"));
        }
        self.settle();
    }
}
