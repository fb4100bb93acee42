//! The find in the record shown: the input line, the matches lit while typing, and the steps from one to the next.
//!
//! What is typed is one stretch of text, blanks included, as in editors and pagers; where the lines break does not matter.
//! The find belongs to the record in which it was made: another record, or a link followed, clears it.

use tui_input::Input;

use super::highlights::{self, FindTarget, Highlights, LineRange};
use super::{App, Effect, Focus, Mode};
use crate::keys::{Action, Context};
use crate::page::Target;
use crate::text::{self, Needle};

/// The input line of a find, and where the reader was before it.
#[derive(Debug, Default)]
pub(super) struct FindLine {
    pub input: Input,
    scroll: usize,
    link: Option<usize>,
}

impl App {
    /// Carries out an action while a find is typed. What means nothing there acts on the panes.
    pub(super) fn update_find(&mut self, action: Action) -> Effect {
        match action {
            Action::Accept => self.accept_find(),
            Action::Cancel => self.cancel_find(),
            Action::NextHit | Action::PreviousHit => self.step_found(action == Action::NextHit),
            Action::Complete => self.say("there is nothing to complete here"),
            Action::EarlierSearch | Action::LaterSearch => {}
            other if self.edit(other) => {}
            other => return self.update_browse(other),
        }
        Effect::None
    }

    /// Opens the input line; the place is kept for the return. A find that is still lit is gone on with.
    pub(super) fn begin_find(&mut self) {
        if self.reading.detail.id().is_none() {
            return self.say("no record is shown to find anything in");
        }
        let words = match self.reading.detail.found().map(Highlights::sought) {
            Some(FindTarget::Text(words)) => words.clone(),
            _ => String::new(),
        };
        self.reading.find =
            FindLine { input: words.into(), scroll: self.reading.detail.scroll(), link: self.reading.detail.link() };
        self.mode = Mode::Find;
        self.find();
    }

    /// Highlights what stands on the input line, from where the reader was.
    pub(super) fn find(&mut self) {
        self.message = None;
        let words = self.reading.find.input.value().trim().to_owned();
        if Needle::new(&words).is_none() {
            self.reading.detail.light(None);
            return self.reading.detail.return_to(self.reading.find.scroll, self.reading.find.link);
        }
        let sought = FindTarget::Text(words);
        let found = Highlights::new(sought.clone(), self.look(&sought), self.reading.find.scroll);
        if found.count() == 0 {
            self.say_not_found();
            self.reading.detail.return_to(self.reading.find.scroll, self.reading.find.link);
        }
        self.reading.detail.light(Some(found));
    }

    fn say_not_found(&mut self) {
        let words = self.reading.find.input.value().trim();
        let mut message = format!("“{words}” is not in this record");
        if self.mode != Mode::Find {
            // On the input line these keys would be typed.
            let search = self.keymap.hint_in(&[Context::Detail, Context::Browse], Action::Search);
            message.push_str(&format!("; {search} searches everything"));
        }
        self.say(message);
    }

    /// Leaves the input line; what was found stays lit.
    pub(super) fn accept_find(&mut self) {
        self.mode = Mode::Browse;
        match self.reading.detail.found().map(Highlights::count) {
            Some(0) => {
                self.say_not_found();
                self.reading.detail.light(None);
            }
            Some(count) => {
                let hint = |action| self.keymap.hint(action);
                let (next, before, clear) = (hint(Action::NextFound), hint(Action::PreviousFound), hint(Action::Back));
                let places = text::count(count, "place");
                self.say(format!("{places}; {next} and {before} step through them, {clear} clears them"));
            }
            None => {}
        }
    }

    /// Gives the find up: nothing is lit, the detail stands where it did.
    pub(super) fn cancel_find(&mut self) {
        self.mode = Mode::Browse;
        self.reading.detail.light(None);
        self.reading.detail.return_to(self.reading.find.scroll, self.reading.find.link);
    }

    /// Whether the detail lights what the reader looks for in it.
    pub fn is_finding(&self) -> bool {
        self.reading.detail.found().is_some_and(|found| matches!(found.sought(), FindTarget::Text(_)))
    }

    /// Clears the find that is lit where the reader is, if there is one; the detail stays where it is.
    pub(super) fn close_find(&mut self) -> bool {
        let closing = self.is_finding() && self.focus == Focus::Detail;
        if closing {
            self.reading.detail.light(None);
        }
        closing
    }

    /// Goes to the next place found or the one before; without a find through the words that the search has lit, and
    /// where none are through the links.
    pub(super) fn step_found(&mut self, forward: bool) {
        if self.reading.detail.found().is_none_or(|found| found.count() == 0) {
            if self.mode == Mode::Find {
                return self.say_not_found();
            }
            if !self.begin_stepping(forward) {
                self.step_link(forward);
                if self.reading.detail.link_count() > 0 {
                    let key = self.keymap.hint(if forward { Action::NextFound } else { Action::PreviousFound });
                    self.say(format!("nothing is lit here; {key} goes from link to link"));
                }
            }
            return;
        }
        let only = self.reading.detail.found().is_some_and(|found| found.count() == 1);
        if self.reading.detail.step_found(forward) {
            self.say(match (only, forward) {
                (true, _) => "this is the only place",
                (_, true) => "back at the first",
                (_, false) => "back at the last",
            });
        }
    }

    /// Goes to the next link or the one before; says so where there is none.
    pub(super) fn step_link(&mut self, forward: bool) {
        if self.reading.detail.link_count() == 0 {
            self.say("there is no link here");
        }
        self.reading.detail.step_link(forward);
    }

    /// Begins to step through the words that the search has lit on this page, from what is on the screen; in a record that was found
    /// by its topic only, from the topic.
    fn begin_stepping(&mut self, forward: bool) -> bool {
        let mut found = Highlights::new(FindTarget::Search, self.look(&FindTarget::Search), self.reading.detail.scroll());
        let topics = self.view.topics_of(self.reading.detail.id());
        let is_topic = |target: &Target| matches!(target, Target::Record(id) if topics.contains(id));
        let at_topic = found.begin_at(|place| self.reading.detail.target_at(place).is_some_and(is_topic));
        if !forward && !at_topic {
            found.step(false);
        }
        let any = found.count() > 0;
        if any {
            self.reading.detail.light(Some(found));
        }
        any
    }

    fn look(&self, sought: &FindTarget) -> Vec<Vec<LineRange>> {
        let lines = self.reading.detail.lines();
        match sought {
            FindTarget::Text(words) => {
                Needle::new(words).map_or_else(Vec::new, |needle| highlights::look(lines, true, |text| needle.ranges(text)))
            }
            FindTarget::Search => {
                let lights = self.highlighter();
                highlights::look(lines, false, |text| lights.ranges(text))
            }
        }
    }

    /// Finds again what the detail has forgotten since its lines have changed.
    pub(super) fn find_again(&mut self) {
        let forgotten =
            self.reading.detail.found().filter(|found| found.is_forgotten() && !self.reading.detail.lines().is_empty());
        if let Some(sought) = forgotten.map(|found| found.sought().clone()) {
            self.reading.detail.light_again(self.look(&sought));
        }
    }
}
