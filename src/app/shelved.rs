//! What the reader keeps, as the browser shows it: what stands on the shelf, and changes that are under way.

use std::collections::HashSet;
use std::sync::Arc;

use super::visit::news;
use super::{App, Dialog, Effect, Mode};
use crate::archive::{Archive, Id};
use crate::search::Annotations;
use crate::shelf::{Change, Contents, Visits};

/// The shelf as it was read last.
#[derive(Debug, Default)]
pub(super) struct Shelved {
    pub contents: Contents,
    /// Changes that are under way.
    pub pending: Vec<Change>,
    /// How the packs were last left.
    pub visits: Visits,
    /// What is kept of the records at hand.
    pub annotations: Arc<Annotations>,
}

impl Shelved {
    /// Finds the records of marks and notes, and what is new. Marks and notes that no pack holds now are kept all the same.
    pub fn find_records(&mut self, archive: &Archive) {
        self.annotations = Arc::new(annotations(archive, &self.contents, &self.visits));
    }

    /// As [`Self::find_records`], where the records have kept their numbers, and what was new still is.
    pub fn find_kept(&mut self, archive: &Archive) {
        let new = self.annotations.new.clone();
        self.annotations = Arc::new(kept(archive, &self.contents, new));
    }

    /// What will be kept once every change that is under way has been made.
    pub fn expected(&self) -> Contents {
        let mut contents = self.contents.clone();
        self.pending.iter().for_each(|change| _ = change.apply(&mut contents));
        contents
    }
}

/// What the shelf holds of the records of `archive`, of which `visits` tell how they were last left.
pub fn annotations(archive: &Archive, contents: &Contents, visits: &Visits) -> Annotations {
    kept(archive, contents, news(archive, visits))
}

fn kept(archive: &Archive, contents: &Contents, new: HashSet<Id>) -> Annotations {
    let mut annotations = Annotations::default();
    annotations.new = new;
    annotations.mark(archive, &contents.marks, &contents.groups);
    for (name, note) in &contents.notes {
        match archive.id(name) {
            Some(id) => annotations.note(id, note),
            None => annotations.strays.push(name.clone()),
        }
    }
    annotations
}

impl App {
    /// Takes what stands on the shelf now.
    pub fn keep(&mut self, contents: Contents) {
        self.shelf.contents = contents;
        let before = Arc::clone(&self.shelf.annotations);
        self.shelf.find_kept(&self.catalogue.archive);
        if self.mode == Mode::Dialog(Dialog::Searches) {
            self.list_searches();
        }
        // Words are looked for in notes, too.
        let noted = self.query.parsed.has_words() && !before.notes().eq(self.shelf.annotations.notes());
        if noted || self.query.asks_for_annotations() && before != self.shelf.annotations {
            self.ask(self.query.clone());
        }
        self.settle();
    }

    /// Has a change made.
    pub(super) fn request(&mut self, change: Change) -> Effect {
        self.shelf.pending.push(change.clone());
        Effect::Keep(change)
    }

    /// What the reader keeps of the records at hand.
    pub fn annotations(&self) -> &Annotations {
        &self.shelf.annotations
    }

    /// Whether the record is marked.
    pub fn is_marked(&self, id: Id) -> bool {
        self.shelf.annotations.marked.contains(&id)
    }

    /// Whether the reader has written a note on the record.
    pub fn has_note(&self, id: Id) -> bool {
        self.shelf.annotations.note_on(id).is_some()
    }

    /// Whether the record is new, or says something else, since the last visit.
    pub fn is_new(&self, id: Id) -> bool {
        self.shelf.annotations.new.contains(&id)
    }
}
