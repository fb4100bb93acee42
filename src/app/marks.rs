//! Marks: a record is marked or its mark taken away, and everything marked is listed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{App, Dialog, Effect};
use crate::keys::Action;
use crate::page::Look;
use crate::shelf::Change;
use crate::text;

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
        let (marks, compare) = (self.keymap.hint(Action::Marks), self.keymap.hint(Action::Compare));
        let is_second = self.shelf.annotations.marked.len() == 1;
        let more = if is_second { format!(", {compare} compares the two") } else { String::new() };
        self.say(format!("marked; {marks} shows everything marked{more}"));
        self.request(change)
    }

    /// Shows the marked records as results.
    pub(super) fn show_marks(&mut self) {
        if self.shelf.annotations.marked.is_empty() {
            let key = self.keymap.hint(Action::Mark);
            return self.say(format!("nothing is marked yet; {key} marks the record shown"));
        }
        self.show_kept(MARKED, self.shelf.annotations.marked.len(), "marked");
    }

    /// Shows as results what a search for what is kept selects; `all` there are, which are `called` so.
    pub(super) fn show_kept(&mut self, search: &str, all: usize, called: &str) {
        self.begin_search();
        self.asking.input = search.into();
        self.search();
        self.accept_search();
        let filtered = !self.query.conditions.is_empty();
        let shown = self.view.hits.as_ref().map_or(0, |hits| hits.counts.counted());
        if filtered && shown < all && !self.is_waiting() {
            let clear = self.keymap.hint(Action::ClearFilters);
            let hidden = self.query.spell(self.archive());
            self.say(format!("{shown} of {all} {called}: {hidden} hides the others; {clear}, then the same again, shows all"));
        }
    }

    /// Asks for the words under which the record in the detail is marked.
    pub(super) fn begin_grouping(&mut self) {
        let Some(id) = self.reading.detail.id().filter(|_| !self.lacks_selection("could be marked")) else { return };
        self.open_dialog(Dialog::Group);
        let words: Vec<&str> = self.shelf.annotations.groups_of(id).collect();
        self.dialogs.open.input = words.join(", ").into();
    }

    /// What the dialog says while the words are typed: of which record, and which words there are already.
    pub(super) fn grouping(&self) -> Vec<(Look, String)> {
        let record = self.reading.detail.id().map(|id| self.archive().title(id, self.language).to_owned());
        let known: Vec<String> =
            self.shelf.annotations.groups.iter().map(|(word, ids)| format!("{word} ({})", ids.len())).collect();
        let so_far = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
        let how = "words with commas between; mark:WORD finds what is marked so".to_owned();
        let told = [(Look::Faint, how), (Look::Faint, format!("so far: {so_far}"))];
        record.map(|record| (Look::Strong, record)).into_iter().chain(told).collect()
    }

    /// Marks the record in the detail under the words typed, and under no other.
    pub(super) fn group(&mut self) -> Effect {
        self.close_dialog();
        let Some(id) = self.reading.detail.id() else { return Effect::None };
        let annotations = Arc::clone(&self.shelf.annotations);
        // "Thesis" is "thesis", if that is there.
        let known = |word: &str| annotations.groups.keys().find(|known| text::in_words(known) == text::in_words(word)).cloned();
        let typed = self.dialogs.open.input.value().split(',').map(str::trim).filter(|word| !word.is_empty());
        let words: BTreeSet<String> = typed.map(|word| known(word).unwrap_or_else(|| word.to_owned())).collect();
        let seen: BTreeSet<String> = annotations.groups_of(id).map(str::to_owned).collect();
        if words == seen {
            return Effect::None;
        }
        let archive = self.archive();
        let name = self.shelf.contents.marks.iter().find(|name| archive.id(name) == Some(id)).cloned();
        let name = name.unwrap_or_else(|| archive.record(id).id().to_owned());
        let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        self.say(if quoted.is_empty() {
            "it is marked without a word now".to_owned()
        } else {
            format!("marked under {}", text::join_and(&quoted))
        });
        self.request(Change::Group { id: name, seen, words })
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
