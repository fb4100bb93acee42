//! Reading: the record in the detail, and the find in it.

use super::find_in_record::FindLine;
use super::{App, Detail};
use crate::archive::Id;
use crate::export::CitationStyle;

/// The record that is read.
#[derive(Debug, Default)]
pub(super) struct ReadingState {
    pub detail: Detail,
    pub find: FindLine,
    /// The style of citations, once it has been chosen.
    pub style: Option<CitationStyle>,
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

    /// Wraps the detail to its pane, with what the reader has added, and finds again what has moved on its lines.
    pub(super) fn fit_detail(&mut self) {
        let groups: Vec<&str> =
            self.reading.detail.id().into_iter().flat_map(|id| self.shelf.annotations.groups_of(id)).collect();
        let marked = (!groups.is_empty()).then(|| ("Marked under: ", groups.join(", ")));
        let own = marked.into_iter().chain(self.shown_note().map(|note| ("Your note: ", note))).collect();
        self.reading.detail.fit(self.screen.sizes.detail, own);
        self.find_again();
    }
}
