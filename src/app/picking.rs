//! The browser as a question: the reader picks records, and their ids are the answer of `cadialog pick`.

use std::collections::BTreeSet;

use super::{App, Focus, Mode, Row};
use crate::archive::Id;
use crate::keys::{Action, Key};

/// What is picked, while the browser is there to pick.
#[derive(Debug, Default)]
pub(super) struct Picking {
    /// What was marked before, which answers nothing.
    before: BTreeSet<Id>,
    /// The record on which Enter was pressed.
    chosen: Option<Id>,
}

impl App {
    /// Lets the reader pick records from now on, with what they keep laid in.
    pub fn begin_picking(&mut self) {
        let before = self.marked().collect();
        self.picking = Some(Picking { before, chosen: None });
        let (mark, quit) = (self.keymap.hint(Action::Mark), self.keymap.hint(Action::Quit));
        self.say(format!(
            "Enter picks the record, or all that you have marked with {mark} until then; {quit} leaves without one"
        ));
    }

    /// The records that were picked, in the order of the packs: those marked in the meantime, or else the one on which Enter was
    /// pressed; none where the reader left otherwise.
    pub fn picked(&self) -> Vec<Id> {
        let Some((picking, chosen)) = self.picking.as_ref().and_then(|picking| Some((picking, picking.chosen?))) else {
            return Vec::new();
        };
        let marked: BTreeSet<Id> = self.marked().filter(|id| !picking.before.contains(id)).collect();
        if marked.is_empty() { vec![chosen] } else { marked.into_iter().collect() }
    }

    /// Picks the record under the cursor, if this key is there to pick and a record is: a year folds, and a chosen link leads on.
    pub(super) fn picks(&mut self, key: Key) -> bool {
        if self.picking.is_none() || self.mode != Mode::Browse || !self.pressed.is_empty() || key != Key::ENTER {
            return false;
        }
        let record = match self.focus {
            Focus::Detail if self.reading.detail.target().is_some() => None,
            Focus::Detail => self.reading.detail.id(),
            Focus::Timeline if matches!(self.row(), Some(Row::Year { .. })) => None,
            _ => self.current(),
        };
        if let Some(picking) = &mut self.picking {
            picking.chosen = record;
        }
        record.is_some()
    }

    fn marked(&self) -> impl Iterator<Item = Id> + '_ {
        let archive = self.archive();
        self.shelf.expected().marks.into_iter().filter_map(|name| archive.id(&name))
    }
}
