//! Reading: the record in the detail, and the find in it.

use super::find_in_record::FindLine;
use super::{App, Detail};
use crate::archive::Id;

/// The record that is read.
#[derive(Debug, Default)]
pub(super) struct ReadingState {
    pub detail: Detail,
    pub find: FindLine,
}

impl App {
    /// The record in full.
    pub fn detail(&self) -> &Detail {
        &self.reading.detail
    }

    /// Shows a record from its top; the one that is shown already stays where it is.
    pub(super) fn show(&mut self, id: Option<Id>) {
        if self.reading.detail.id() != id {
            self.show_at(id, 0, None);
        }
    }

    /// Shows a record as it was left: scrolled so far down, with this link chosen.
    pub(super) fn show_at(&mut self, id: Option<Id>, scroll: usize, link: Option<usize>) {
        self.reading.detail.set(&self.catalogue.archive, id, self.language);
        self.reading.detail.return_to(scroll, link);
    }

    /// Wraps the detail to its pane, with the reader's note, and finds again what has moved on its lines.
    pub(super) fn fit_detail(&mut self) {
        let note = self.own_note(&self.shelf.contents).map(|(_, words)| words.clone());
        self.reading.detail.fit(self.screen.sizes.detail, note.as_deref());
        self.find_again();
    }
}
