//! Saved searches: the present query kept under a name, listed, run and removed.

use super::dialog::{Choice, Dialog, Entry};
use super::{App, Effect, Mode};
use crate::keys::Action;
use crate::page::Look;
use crate::query::Query;
use crate::shelf::Change;

impl App {
    /// Asks for the name of the present query.
    pub(super) fn begin_saving(&mut self) {
        if self.query.is_empty() {
            let (search, filter) = (self.keymap.hint(Action::Search), self.keymap.hint(Action::Toggle));
            return self.say(format!("nothing is asked that could be saved; {search} searches, {filter} filters"));
        }
        self.open_dialog(Dialog::Name);
    }

    /// What the dialog says while the name is typed.
    pub(super) fn saving(&self) -> Vec<(Look, String)> {
        let query = self.query.spell(&self.catalogue.archive);
        let mut lines = vec![(Look::Strong, query)];
        if self.dialogs.open.input.value().trim().is_empty() {
            lines.push((Look::Faint, "without a name it is saved under its own words".to_owned()));
        }
        lines
    }

    /// Saves the present query under the name typed, which no other query may have.
    pub(super) fn save_search(&mut self) -> Effect {
        let query = self.query.spell(&self.catalogue.archive);
        let name = match self.dialogs.open.input.value().trim() {
            "" => query.clone(),
            name => name.to_owned(),
        };
        let shown = self.keymap.hint(Action::Searches).to_owned();
        match self.shelf.expected().searches.get(&name) {
            Some(known) if *known == query => {
                self.close_dialog();
                self.say(format!("it is saved as “{name}” already; {shown} shows the saved searches"));
                Effect::None
            }
            Some(known) => {
                let fault =
                    format!("“{name}” is the name of another search ({known}); choose another name, or remove that one first");
                self.dialogs.open.fault = Some(fault);
                Effect::None
            }
            None => {
                self.close_dialog();
                self.say(format!("saved as “{name}”; {shown} shows the saved searches"));
                self.request(Change::Search(name, query))
            }
        }
    }

    /// Shows the saved searches, also those that another instance has saved meanwhile.
    pub(super) fn show_searches(&mut self) -> Effect {
        self.open_dialog(Dialog::Searches);
        self.list_searches();
        self.request(Change::Look)
    }

    /// Lists what is saved now, and what was removed from the list since it was opened; the cursor stays on its entry.
    pub(super) fn list_searches(&mut self) {
        let chosen = self.dialogs.open.chosen().map(|entry| entry.words.clone());
        let mut all = self.dialogs.open.removed.clone();
        all.extend(self.shelf.contents.searches.clone());
        let entry = |(name, query): (String, String)| Entry {
            words: name.clone(),
            aside: if name == query { Vec::new() } else { vec![query.clone()] },
            gone: !self.shelf.contents.searches.contains_key(&name),
            choice: Choice::Search { name, query },
        };
        self.dialogs.open.entries = all.into_iter().map(entry).collect();
        self.dialogs.open.found = (0..self.dialogs.open.entries.len()).map(|n| (n, Vec::new())).collect();
        if let Some(at) = self.dialogs.open.entries.iter().position(|entry| Some(&entry.words) == chosen.as_ref()) {
            self.dialogs.open.cursor.select(at);
        }
    }

    /// Removes the search at the cursor. It stays in the list as long as that is open, and can be put back.
    pub(super) fn remove_search(&mut self) -> Effect {
        let Some(Entry { choice: Choice::Search { name, query }, gone, .. }) = self.dialogs.open.chosen().cloned() else {
            return Effect::None;
        };
        if gone {
            self.say(format!("“{name}” is put back"));
            return self.request(Change::Search(name, query));
        }
        self.say(format!("“{name}” is removed; {} puts it back while this list is open", self.keymap.hint(Action::Remove)));
        self.dialogs.open.removed.insert(name.clone(), query.clone());
        self.request(Change::Forget(name, query))
    }

    /// Asks a saved query; its countries and topics are filters again.
    pub(super) fn run_search(&mut self, saved: &str) {
        let query = Query::spelled(saved, &self.catalogue.archive);
        self.mode = Mode::Browse;
        self.screen.zoomed = false;
        self.asking.before_search = None;
        self.remember_search();
        self.ask_from_top(query);
    }
}
