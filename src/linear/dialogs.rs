//! The palette and the list of saved searches, in sentences, and what is done in them.

use std::io::{self, Write};

use super::listing;
use super::overlay::Overlay;
use super::shell::LineShell;
use crate::app::{App, Choice, Dialog, Effect, Entry, Mode};
use crate::keys::{ACTIONS, Action};
use crate::text::join_and;

/// Entries of the palette that are told at once.
pub(super) const MOST: usize = 10;

fn entries(app: &App) -> Vec<&Entry> {
    app.dialog_entries().map(|(entry, _)| entry).collect()
}

/// "Saved searches, search 1 of 3".
pub(super) fn place(app: &App) -> String {
    let (number, of) = (app.dialog_cursor().selected() + 1, entries(app).len());
    if app.mode() == Mode::Dialog(Dialog::Searches) {
        format!("Saved searches, search {number} of {of}")
    } else {
        format!("Palette, entry {number} of {of}")
    }
}

/// An entry: "water in Kazakhstan: country:KZ water."
fn told(entry: &Entry) -> String {
    match &entry.choice {
        Choice::Action(action) => {
            let name = ACTIONS.iter().find(|info| info.action == *action).map_or("", |info| info.name);
            format!("{name}: {}.", entry.words)
        }
        Choice::Address(address) => format!("{} {address}", entry.words),
        Choice::Search { name, query } => {
            let gone = if entry.gone { " Removed." } else { "" };
            if name == query { format!("{name}.{gone}") } else { format!("{name}: {query}.{gone}") }
        }
    }
}

/// Entries from the one of this number (from 0) on, at most `most`, each with its number.
pub(super) fn numbered(app: &App, from: usize, most: usize) -> Vec<String> {
    let entries = entries(app).into_iter().enumerate().skip(from).take(most);
    entries.map(|(n, entry)| format!("{}. {}", n + 1, told(entry))).collect()
}

/// Every entry of the list of saved searches.
pub(super) fn all(app: &App) -> Vec<String> {
    let all = entries(app).len();
    let first = if all == 1 { "1 saved search:".to_owned() } else { format!("{all} saved searches:") };
    std::iter::once(first).chain(numbered(app, 0, all)).collect()
}

/// The entry at the cursor.
pub(super) fn here(app: &App) -> Option<String> {
    entries(app).get(app.dialog_cursor().selected()).map(|entry| told(entry))
}

/// What fits the words in the palette, the best first.
pub(super) fn fitting(app: &App) -> Vec<String> {
    let all = entries(app).len();
    let typed = app.dialog_input().value().trim();
    if all == 0 {
        return vec![format!("No action fits “{typed}”.")];
    }
    let mut lines = numbered(app, 0, MOST);
    if all > MOST {
        lines.push(format!("{} more: more words leave fewer, list reads them all.", all - MOST));
    }
    lines
}

/// The number, from 0, of the saved search of this name or number: the whole name, else the only one that begins so.
///
/// # Errors
/// Why there is none.
pub(super) fn find(app: &App, words: &str) -> Result<usize, String> {
    let words = words.trim();
    let entries = entries(app);
    let name = |entry: &&Entry| entry.words.to_lowercase();
    if let Some(at) = entries.iter().position(|entry| entry.words == words) {
        return Ok(at);
    }
    if let Some(at) = words.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < entries.len()) {
        return Ok(at);
    }
    let begins: Vec<usize> =
        (0..entries.len()).filter(|&at| !words.is_empty() && name(&entries[at]).starts_with(&words.to_lowercase())).collect();
    match begins[..] {
        [only] => Ok(only),
        [] => Err(format!("no saved search is called “{words}”; searches lists them")),
        _ => {
            let names: Vec<String> = begins.iter().map(|&at| format!("“{}”", entries[at].words)).collect();
            Err(format!("“{words}” may be {}", join_and(&names)))
        }
    }
}

/// What is said where no search is saved.
pub(super) fn none(app: &App) -> String {
    format!("no search is saved yet; {} saves the one that stands", app.keymap().hint(Action::SaveSearch))
}

impl<W: Write> LineShell<'_, W> {
    /// Looks in the palette for what fits these words; without any the first that fits is taken.
    pub fn look_for_action(&mut self, words: &str) -> Effect {
        if !words.trim().is_empty() {
            self.put(words.trim());
            return Effect::None;
        }
        if self.app.dialog_input().value().is_empty() { Effect::None } else { self.take_action(0) }
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
        match find(self.app, name) {
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
