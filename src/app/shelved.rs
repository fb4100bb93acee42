//! What the reader keeps, as the browser shows it: what stands on the shelf, and changes that are under way.

use std::collections::HashSet;

use super::{App, Dialog, Effect, Mode};
use crate::archive::{Archive, Id};
use crate::query::{Attribute, Filter, Node, Query};
use crate::shelf::{Change, Contents};

/// The shelf as it was read last.
#[derive(Debug, Default)]
pub(super) struct Shelved {
    pub contents: Contents,
    /// Changes that are under way.
    pub pending: Vec<Change>,
    /// The marked records.
    pub marked: HashSet<Id>,
    /// The records with a note.
    noted: HashSet<Id>,
}

impl Shelved {
    /// Finds the records of marks and notes. Those that no pack holds now are kept all the same.
    pub fn find_records(&mut self, archive: &Archive) {
        self.marked = marked(archive, &self.contents);
        self.noted = self.contents.notes.keys().filter_map(|id| archive.id(id)).collect();
    }

    /// What will be kept once every change that is under way has been made.
    pub fn expected(&self) -> Contents {
        let mut contents = self.contents.clone();
        self.pending.iter().for_each(|change| _ = change.apply(&mut contents));
        contents
    }
}

/// The records that are marked.
pub(super) fn marked(archive: &Archive, contents: &Contents) -> HashSet<Id> {
    contents.marks.iter().filter_map(|id| archive.id(id)).collect()
}

/// Whether the query selects by marks.
pub(super) fn asks_for_marks(query: &Query) -> bool {
    let by_marks =
        |node: &Node| matches!(node, Node::Filter(Filter::Attribute(Attribute::Is, values)) if values.contains(&"marked"));
    query.parsed.nodes.iter().any(by_marks)
}

impl App {
    /// Takes what stands on the shelf now.
    pub fn keep(&mut self, contents: Contents) {
        self.shelf.contents = contents;
        self.shelf.find_records(&self.catalogue.archive);
        if self.mode == Mode::Dialog(Dialog::Searches) {
            self.list_searches();
        }
        if asks_for_marks(&self.query) {
            self.ask(self.query.clone());
        }
        self.settle();
    }

    /// Has a change made.
    pub(super) fn request(&mut self, change: Change) -> Effect {
        self.shelf.pending.push(change.clone());
        Effect::Keep(change)
    }

    /// Whether the record is marked.
    pub fn is_marked(&self, id: Id) -> bool {
        self.shelf.marked.contains(&id)
    }

    /// Whether the reader has written a note on the record.
    pub fn has_note(&self, id: Id) -> bool {
        self.shelf.noted.contains(&id)
    }
}
