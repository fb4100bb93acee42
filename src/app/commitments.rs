//! The commitments within the filters, in a table on top of the panes.

use super::dialog::{Choice, Dialog, Entry};
use super::{App, Effect};
use crate::keys::Action;
use crate::page::{Commitment, Look};
use crate::view::commitments;

impl App {
    /// Shows the commitments that search and filters leave.
    pub(super) fn show_commitments(&mut self) -> Effect {
        let ids = commitments(&self.catalogue, &self.query, &self.shelf.annotations);
        let told = |id| Some((id, Commitment::of(self.archive(), id, self.language)?));
        let rows: Vec<_> = ids.into_iter().filter_map(told).collect();
        self.open_dialog(Dialog::Commitments);
        let entry = |(id, commitment): (crate::archive::Id, Commitment)| {
            let entry = Entry { words: commitment.what.clone(), aside: Vec::new(), gone: false, choice: Choice::Record(id) };
            (entry, commitment)
        };
        (self.dialogs.open.entries, self.dialogs.commitments) = rows.into_iter().map(entry).unzip();
        self.dialogs.open.found = (0..self.dialogs.open.entries.len()).map(|n| (n, Vec::new())).collect();
        Effect::None
    }

    /// The commitments in the table, in the order of its rows.
    pub fn commitments(&self) -> &[Commitment] {
        &self.dialogs.commitments
    }

    /// "Commitments (23)", and what they are narrowed by.
    pub fn title_of_commitments(&self) -> Vec<String> {
        let mut query = self.query.clone();
        query.list_type(None, self.archive());
        let asked = query.spell(self.archive());
        let first = format!("Commitments ({})", self.dialogs.commitments.len());
        [first].into_iter().chain(Some(asked).filter(|asked| !asked.is_empty())).collect()
    }

    /// What the table says where it is empty.
    pub(super) fn commitments_remarks(&self) -> Option<(Look, String)> {
        let clear = self.keymap.hint(Action::ClearFilters);
        let none = if self.query.is_empty() {
            "the archive has no agreement or pledge with an amount, a date or a later report".to_owned()
        } else {
            format!("search and filters leave no commitment; {clear} clears them")
        };
        self.dialogs.commitments.is_empty().then_some((Look::Faint, none))
    }
}
