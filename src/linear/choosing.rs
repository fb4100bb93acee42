//! Choosing an entry of the palette or a saved search, by its number, its name or some words of it.

use std::io::{self, Write};

use super::overlay::Overlay;
use super::shell::LineShell;
use super::{dialogs, listing};
use crate::app::{Choice, Effect};
use crate::keys::Action;

impl<W: Write> LineShell<'_, W> {
    /// Looks in the palette for what fits these words; without any the first that fits is taken.
    pub fn look_for_action(&mut self, words: &str) -> Effect {
        if !words.trim().is_empty() {
            self.put(words.trim());
            return Effect::None;
        }
        if self.app.dialog().input.value().is_empty() { Effect::None } else { self.take_action(0) }
    }

    /// Carries out the entry of the palette of this number, from 0.
    pub fn take_action(&mut self, at: usize) -> Effect {
        let Some(choice) = self.app.dialog_entries().nth(at).map(|(entry, _)| entry.choice.clone()) else {
            self.app.say(listing::no_row(self.app, at.wrapping_add(1)));
            return Effect::None;
        };
        if let Choice::Action(action) = choice {
            self.app.update(Action::Cancel);
            return self.act(action);
        }
        self.app.choose_entry(at);
        self.app.update(Action::Accept)
    }

    /// Goes to the saved search of this name or number in their list, which is opened. Says whether it has been removed, or
    /// why there is none.
    fn saved(&mut self, name: &str) -> io::Result<Option<bool>> {
        if Overlay::of(self.app.mode()) != Some(Overlay::Searches) {
            let effect = self.app.update(Action::Searches);
            self.perform(&effect)?; // another instance may have saved it
        }
        match dialogs::find(self.app, name) {
            Ok(at) => {
                self.app.choose_entry(at);
                Ok(self.app.dialog_entries().nth(at).map(|(entry, _)| entry.gone))
            }
            Err(reason) => {
                self.app.say(reason);
                Ok(None)
            }
        }
    }

    pub fn run_saved(&mut self, name: &str) -> io::Result<Effect> {
        Ok(if self.saved(name)?.is_some() { self.app.update(Action::Accept) } else { Effect::None })
    }

    /// Removes a saved search, or puts it `back`.
    pub fn remove(&mut self, name: &str, back: bool) -> io::Result<Effect> {
        match self.saved(name)? {
            Some(gone) if gone == back => return Ok(self.app.update(Action::Remove)),
            Some(true) => self.app.say("it is removed already; put back and its name puts it back"),
            Some(false) => self.app.say("it is saved; only what has been removed can be put back"),
            None => {}
        }
        Ok(Effect::None)
    }
}
