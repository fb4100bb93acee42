//! Marks: a record is marked or its mark taken away, and everything marked is listed.

use std::collections::BTreeSet;

use super::{App, Effect};
use crate::keys::Action;
use crate::shelf::Change;

/// The search that selects what is marked.
const MARKED: &str = "is:marked";

impl App {
    /// Says so when no record is shown that could be marked or the like; one that can no longer be read is none.
    pub(super) fn lacks_record(&mut self, what: &str) -> bool {
        let lost = self.reading.detail.id().is_some_and(|id| self.archive().is_lost(id));
        if lost {
            self.say("this record can no longer be read; start again to read its pack anew");
        } else if self.reading.detail.id().is_none() {
            self.say(format!("no record is shown that {what}"));
        }
        lost || self.reading.detail.id().is_none()
    }

    /// Marks the record in the detail, or takes its mark away.
    pub(super) fn mark(&mut self) -> Effect {
        let Some(id) = self.reading.detail.id().filter(|_| !self.lacks_selection("could be marked")) else { return Effect::None };
        let archive = self.archive();
        let marks: BTreeSet<String> =
            self.shelf.expected().marks.into_iter().filter(|name| archive.id(name) == Some(id)).collect();
        if !marks.is_empty() {
            self.say("the mark is taken away");
            return self.request(Change::Unmark(marks));
        }
        let change = Change::Mark(archive.record(id).id().to_owned());
        self.say(format!("marked; {} shows everything marked", self.keymap.hint(Action::Marks)));
        self.request(change)
    }

    /// Shows the marked records as results.
    pub(super) fn show_marks(&mut self) {
        if self.shelf.marked.is_empty() {
            let key = self.keymap.hint(Action::Mark);
            return self.say(format!("nothing is marked yet; {key} marks the record shown"));
        }
        self.begin_search();
        self.asking.input = MARKED.into();
        self.search();
        self.accept_search();
        let (all, filtered) = (self.shelf.marked.len(), !self.query.conditions.is_empty());
        let shown = self.view.hits.as_ref().map_or(0, |hits| hits.counts.counted());
        if filtered && shown < all && !self.is_waiting() {
            let clear = self.keymap.hint(Action::ClearFilters);
            let hidden = self.query.spell(self.archive());
            self.say(format!("{shown} of {all} marked: {hidden} hides the others; {clear}, then the marks again, shows all"));
        }
    }

    /// Says so when no record is seen to be selected: on the heading of a year the detail still shows the record before.
    pub(super) fn lacks_selection(&mut self, what: &str) -> bool {
        if self.lacks_record(what) {
            return true;
        }
        let lacking = self.current().is_none();
        if lacking {
            self.say(format!("no record is selected that {what}"));
        }
        lacking
    }
}
