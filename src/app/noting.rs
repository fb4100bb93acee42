//! The note on a record: its input line, and words that could not be kept, which come back.

use std::collections::BTreeMap;

use tui_input::Input;

use super::{App, Dialog, Effect, Mode};
use crate::keys::Action;
use crate::shelf::{Change, Contents, Kept};

/// The search that selects what has a note.
const NOTED: &str = "note:mine";

/// The note that is being written, and those that could not be kept.
#[derive(Debug, Default)]
pub(super) struct NoteLine {
    /// What is typed.
    pub input: Input,
    /// The id under which the note stands, or will stand.
    id: String,
    /// What stood there, as far as the reader has seen it.
    seen: String,
    /// Words that could not be kept, by that id.
    unkept: BTreeMap<String, String>,
}

impl NoteLine {
    /// What is typed, without blanks at the ends of its lines.
    fn words(&self) -> String {
        self.input.value().lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// Puts the caret on the line below or above, as far along it as it was, if there is one.
    fn step_line(&mut self, down: bool) {
        let value: Vec<char> = self.input.value().chars().collect();
        let ends = value.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at);
        let lines: Vec<usize> = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        let here = lines.partition_point(|&start| start <= self.input.cursor()) - 1;
        let to = if down { Some(here + 1) } else { here.checked_sub(1) };
        let Some((to, &start)) = to.and_then(|to| Some((to, lines.get(to)?))) else { return };
        let end = lines.get(to + 1).map_or(value.len(), |next| next - 1);
        let at = (start + self.input.cursor() - lines[here]).min(end);
        self.input = std::mem::take(&mut self.input).with_cursor(at);
    }

    /// Whether the reader has typed something that is not there yet.
    fn is_changed(&self) -> bool {
        self.words() != self.seen.trim()
    }

    /// Takes what stands on the shelf by now, unless the reader has begun to change what stood there before.
    fn refresh(&mut self, contents: &Contents) {
        let now = contents.notes.get(&self.id).map_or("", String::as_str);
        if !self.is_changed() && now != self.seen {
            now.clone_into(&mut self.seen);
            self.input = now.into();
        }
    }
}

impl App {
    /// Carries out an action while a note is written. What means nothing there acts on the panes.
    pub(super) fn update_note(&mut self, action: Action) -> Effect {
        match action {
            Action::Accept | Action::Complete => return self.keep_note(),
            Action::Cancel => self.give_up_note(),
            Action::NewLine => self.insert("\n"),
            Action::NextHit => self.dialogs.note.step_line(true),
            Action::PreviousHit => self.dialogs.note.step_line(false),
            Action::EarlierSearch | Action::LaterSearch => {}
            other if self.edit(other) => {}
            other => return self.update_browse(other),
        }
        Effect::None
    }

    /// Takes what came of a change that was ordered. What could not be kept is told; the words of a note come back when
    /// its line is opened again.
    pub fn changed(&mut self, kept: &Kept) {
        if let Some(at) = self.shelf.pending.iter().position(|change| *change == kept.change) {
            self.shelf.pending.remove(at);
        }
        match (&kept.outcome, &kept.change) {
            (Ok(contents), change) => {
                if let Change::Note { id, .. } = change {
                    self.dialogs.note.unkept.remove(id);
                }
                if self.mode == Mode::Note {
                    self.dialogs.note.refresh(contents);
                }
                self.keep(contents.clone());
                kept.remark.iter().for_each(|remark| self.say(remark.clone()));
            }
            (Err(reason), Change::Note { id, words, .. }) if !words.is_empty() => {
                let key = self.keymap.hint(Action::Note);
                let message = format!("the note is not kept: {reason}; {key} on {id} brings its words back");
                self.dialogs.note.unkept.insert(id.clone(), words.clone());
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
            Change::Note { id, words, .. } if !words.is_empty() && self.archive().id(id) == self.reading.detail.id() => {
                self.open_note();
                self.say(format!("the note is not kept: {reason}"));
            }
            Change::Search(name, query) if self.query.spell(&self.catalogue.archive) == *query => {
                self.open_dialog(Dialog::Name);
                self.dialogs.open.input = name.clone().into();
                self.dialogs.open.fault = Some(reason.clone());
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
        let mut notes = self.dialogs.note.unkept.clone();
        if self.mode == Mode::Note && self.dialogs.note.is_changed() && !self.dialogs.note.words().is_empty() {
            notes.insert(self.dialogs.note.id.clone(), self.dialogs.note.words());
        }
        told.extend(notes.into_iter().map(|(id, words)| Change::Note { id, seen: String::new(), words }.to_string()));
        told
    }

    /// The note on the record in the detail, with the id under which it was written.
    pub(super) fn own_note<'a>(&self, contents: &'a Contents) -> Option<(&'a String, &'a String)> {
        let shown = self.reading.detail.id()?;
        contents.notes.iter().find(|(name, _)| self.archive().id(name) == Some(shown))
    }

    /// Shows the records with a note as results.
    pub(super) fn show_notes(&mut self) {
        if self.shelf.annotations.notes().next().is_none() {
            let key = self.keymap.hint(Action::Note);
            return self.say(format!("no note is written yet; {key} writes one on the record shown"));
        }
        let all = self.shelf.annotations.notes().count();
        self.show_kept(NOTED, all, "with a note");
    }

    /// The words that stand as the note on the record in the detail: those being typed, or those that are kept.
    pub(super) fn shown_note(&self) -> Option<String> {
        match self.mode {
            Mode::Note => Some(self.dialogs.note.input.value().to_owned()).filter(|words| !words.trim().is_empty()),
            _ => self.own_note(&self.shelf.contents).map(|(_, words)| words.clone()),
        }
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
        let Some(shown) = self.reading.detail.id() else { return };
        let expected = self.shelf.expected();
        let (id, seen) = match self.own_note(&expected) {
            Some((id, note)) => (id.clone(), note.clone()),
            None => (self.archive().record(shown).id().to_owned(), String::new()),
        };
        let words = self.dialogs.note.unkept.get(&id).cloned().unwrap_or_else(|| seen.clone());
        self.dialogs.note = NoteLine { input: words.into(), id, seen, unkept: std::mem::take(&mut self.dialogs.note.unkept) };
        self.mode = Mode::Note;
    }

    /// Keeps what stands on the input line as the note.
    pub(super) fn keep_note(&mut self) -> Effect {
        self.mode = Mode::Browse;
        let words = self.dialogs.note.words();
        if !self.dialogs.note.is_changed() {
            self.dialogs.note.unkept.remove(&self.dialogs.note.id);
            return Effect::None;
        }
        self.say(if words.is_empty() { "the note is taken away" } else { "the note is kept" }.to_owned());
        self.request(Change::Note { id: self.dialogs.note.id.clone(), seen: self.dialogs.note.seen.clone(), words })
    }

    /// Gives up what is typed.
    pub(super) fn give_up_note(&mut self) {
        self.dialogs.note.unkept.remove(&self.dialogs.note.id);
        self.mode = Mode::Browse;
    }
}
