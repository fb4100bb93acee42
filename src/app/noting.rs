//! The note on a record: its input line, and words that could not be kept, which come back.

use std::collections::BTreeMap;

use tui_input::Input;

use super::{App, Dialog, Effect, Mode};
use crate::keys::Action;
use crate::shelf::{Change, Contents, Kept, on_one_line};

/// The note that is being written, and those that could not be kept.
#[derive(Debug, Default)]
pub(super) struct Noting {
    /// What is typed.
    pub input: Input,
    /// The id under which the note stands, or will stand.
    id: String,
    /// What stood there, as far as the reader has seen it.
    seen: String,
    /// Words that could not be kept, by that id.
    unkept: BTreeMap<String, String>,
}

impl Noting {
    /// Whether the reader has typed something that is not there yet.
    fn is_changed(&self) -> bool {
        self.input.value().trim() != on_one_line(&self.seen)
    }

    /// Takes what stands on the shelf by now, unless the reader has begun to change what stood there before.
    fn refresh(&mut self, contents: &Contents) {
        let now = contents.notes.get(&self.id).map_or("", String::as_str);
        if !self.is_changed() && now != self.seen {
            now.clone_into(&mut self.seen);
            self.input = on_one_line(now).into();
        }
    }
}

impl App {
    /// What will be kept once every change that is under way has been made.
    pub(super) fn expected(&self) -> Contents {
        let mut contents = self.kept.clone();
        self.pending.iter().for_each(|change| _ = change.apply(&mut contents));
        contents
    }

    /// Has a change made.
    pub(super) fn request(&mut self, change: Change) -> Effect {
        self.pending.push(change.clone());
        Effect::Keep(change)
    }

    /// Takes what came of a change that was ordered. What could not be kept is told; the words of a note come back when
    /// its line is opened again.
    pub fn changed(&mut self, kept: &Kept) {
        if let Some(at) = self.pending.iter().position(|change| *change == kept.change) {
            self.pending.remove(at);
        }
        match (&kept.outcome, &kept.change) {
            (Ok(contents), change) => {
                if let Change::Note { id, .. } = change {
                    self.noting.unkept.remove(id);
                }
                if self.mode == Mode::Note {
                    self.noting.refresh(contents);
                }
                self.keep(contents.clone());
                kept.remark.iter().for_each(|remark| self.say(remark.clone()));
            }
            (Err(reason), Change::Note { id, words, .. }) if !words.is_empty() => {
                let key = self.keymap.hint(Action::Note);
                let message = format!("the note is not kept: {reason}; {key} on {id} brings its words back");
                self.noting.unkept.insert(id.clone(), words.clone());
                self.say(message);
            }
            (Err(reason), Change::Search(..)) => self.say(format!("{}: {reason}", kept.change)),
            (Err(reason), _) => self.say(reason.clone()),
        }
    }

    /// Opens the line of words that could not be kept again, with the reason, unless the reader has gone on to something
    /// else.
    pub fn reopen(&mut self, kept: &Kept) {
        let Err(reason) = &kept.outcome else { return };
        if self.mode != Mode::Browse {
            return;
        }
        match &kept.change {
            Change::Note { id, words, .. } if !words.is_empty() && self.archive().id(id) == self.detail.id() => {
                self.open_note();
                self.say(format!("the note is not kept: {reason}"));
            }
            Change::Search(name, query) if self.query.spell(&self.catalogue.archive) == *query => {
                self.open_dialog(Dialog::Name);
                self.dialog.input = name.clone().into();
                self.dialog.fault = Some(reason.clone());
                self.message = None;
            }
            _ => {}
        }
    }

    /// What is not kept at the end, in sentences, with every word of it: what came of the last changes, notes that could
    /// not be kept before, and the one that is being written.
    pub fn unkept(&mut self, last: &[Kept]) -> Vec<String> {
        let mut told = Vec::new();
        for kept in last {
            self.changed(kept);
            let is_note = matches!(&kept.change, Change::Note { words, .. } if !words.is_empty());
            told.extend(kept.outcome.as_ref().err().filter(|_| !is_note).map(|reason| format!("{}: {reason}", kept.change)));
        }
        let mut notes = self.noting.unkept.clone();
        if self.mode == Mode::Note && self.noting.is_changed() && !self.noting.input.value().trim().is_empty() {
            notes.insert(self.noting.id.clone(), self.noting.input.value().trim().to_owned());
        }
        told.extend(notes.into_iter().map(|(id, words)| Change::Note { id, seen: String::new(), words }.to_string()));
        told
    }

    /// The note on the record in the detail, with the id under which it was written.
    fn own_note<'a>(&self, contents: &'a Contents) -> Option<(&'a String, &'a String)> {
        let shown = self.detail.id()?;
        contents.notes.iter().find(|(name, _)| self.archive().id(name) == Some(shown))
    }

    /// Lets the detail show the note on its record.
    pub(super) fn annotate(&mut self) {
        let note = self.own_note(&self.kept).map(|(_, words)| words.clone());
        self.detail.annotate(note.as_deref());
    }

    /// Opens the input line for the note on the record in the detail, and has the shelf looked at: another instance may
    /// have written there.
    pub(super) fn begin_note(&mut self) -> Effect {
        if self.lacks_selection("could have a note") {
            return Effect::None;
        }
        self.open_note();
        self.request(Change::Look)
    }

    fn open_note(&mut self) {
        let Some(shown) = self.detail.id() else { return };
        let expected = self.expected();
        let (id, seen) = match self.own_note(&expected) {
            Some((id, note)) => (id.clone(), note.clone()),
            None => (self.archive().record(shown).id().to_owned(), String::new()),
        };
        let words = self.noting.unkept.get(&id).cloned().unwrap_or_else(|| on_one_line(&seen));
        self.noting = Noting { input: words.into(), id, seen, unkept: std::mem::take(&mut self.noting.unkept) };
        self.mode = Mode::Note;
    }

    /// Keeps what stands on the input line as the note. Lines of a note written elsewhere stay as long as it is not changed.
    pub(super) fn keep_note(&mut self) -> Effect {
        self.mode = Mode::Browse;
        let words = self.noting.input.value().trim().to_owned();
        if !self.noting.is_changed() {
            self.noting.unkept.remove(&self.noting.id);
            return Effect::None;
        }
        self.say(if words.is_empty() { "the note is taken away" } else { "the note is kept" }.to_owned());
        self.request(Change::Note { id: self.noting.id.clone(), seen: self.noting.seen.clone(), words })
    }

    /// Gives up what is typed.
    pub(super) fn give_up_note(&mut self) {
        self.noting.unkept.remove(&self.noting.id);
        self.mode = Mode::Browse;
    }
}
