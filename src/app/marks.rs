//! What the reader keeps, as the browser shows it: marked records, and where the last session ended.

use std::collections::{BTreeSet, HashSet};

use super::{App, Dialog, Effect, Focus, Mode};
use crate::archive::{Archive, Id, Relation};
use crate::keys::Action;
use crate::query::{Attribute, Filter, Node, Query};
use crate::record::RecordType;
use crate::shelf::{Change, Contents, Session};

/// The search that selects what is marked.
const MARKED: &str = "is:marked";

/// The records that are marked. Marks of records that no pack holds now are kept all the same.
pub(super) fn marked(archive: &Archive, contents: &Contents) -> HashSet<Id> {
    contents.marks.iter().filter_map(|id| archive.id(id)).collect()
}

/// The records that have a note.
pub(super) fn noted(archive: &Archive, contents: &Contents) -> HashSet<Id> {
    contents.notes.keys().filter_map(|id| archive.id(id)).collect()
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
        self.kept = contents;
        self.marked = marked(&self.catalogue.archive, &self.kept);
        self.noted = noted(&self.catalogue.archive, &self.kept);
        if self.mode == Mode::Dialog(Dialog::Searches) {
            self.list_searches();
        }
        if asks_for_marks(&self.query) {
            self.ask(self.query.clone());
            self.follow();
            self.make_quotes();
            self.refit();
        }
    }

    /// Whether the record is marked.
    pub fn is_marked(&self, id: Id) -> bool {
        self.marked.contains(&id)
    }

    /// Says so when no record is shown that could be marked or the like; one that can no longer be read is none.
    pub(super) fn lacks_record(&mut self, what: &str) -> bool {
        let lost = self.detail.id().is_some_and(|id| self.archive().is_lost(id));
        if lost {
            self.say("this record can no longer be read; start again to read its pack anew".to_owned());
        } else if self.detail.id().is_none() {
            self.say(format!("no record is shown that {what}"));
        }
        lost || self.detail.id().is_none()
    }

    /// Marks the record in the detail, or takes its mark away.
    pub(super) fn mark(&mut self) -> Effect {
        let Some(id) = self.detail.id().filter(|_| !self.lacks_selection("could be marked")) else { return Effect::None };
        let archive = self.archive();
        let marks: BTreeSet<String> = self.expected().marks.into_iter().filter(|name| archive.id(name) == Some(id)).collect();
        if !marks.is_empty() {
            self.say("the mark is taken away".to_owned());
            return self.request(Change::Unmark(marks));
        }
        let change = Change::Mark(archive.record(id).id().to_owned());
        self.say(format!("marked; {} shows everything marked", self.keymap.hint(Action::Marks)));
        self.request(change)
    }

    /// Shows the marked records as results.
    pub(super) fn show_marks(&mut self) {
        if self.marked.is_empty() {
            let key = self.keymap.hint(Action::Mark);
            return self.say(format!("nothing is marked yet; {key} marks the record shown"));
        }
        self.begin_search();
        self.input = MARKED.into();
        self.search();
        self.accept_search();
        self.follow();
        let (all, filtered) = (self.marked.len(), !self.query.conditions.is_empty());
        let shown = self.view.hits.as_ref().map_or(0, |hits| hits.total);
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

    /// Whether the reader has written a note on the record.
    pub fn has_note(&self, id: Id) -> bool {
        self.noted.contains(&id)
    }

    /// Where the reader is, to be kept for the next start.
    pub fn session(&self) -> Session {
        let ids = |list: &[Id]| list.iter().map(|&id| self.archive().record(id).id().to_owned()).collect();
        Session {
            query: self.query.text.clone(),
            countries: ids(self.query.chosen(Relation::Country)),
            topics: ids(self.query.chosen(Relation::Topic)),
            record: self
                .detail
                .id()
                .filter(|&id| !self.archive().is_lost(id))
                .map(|id| self.archive().record(id).id().to_owned()),
            focus: Some(self.focus.name().to_owned()),
            zoomed: self.zoomed,
            searches: self.remembered().to_vec(),
        }
    }

    /// Goes to where the last session ended, and says so if that is not where the reader is anyway. What the packs no
    /// longer hold is passed over.
    pub fn restore(&mut self, session: &Session) {
        let archive = &self.catalogue.archive;
        let ids = |names: &[String], wanted| -> Vec<Id> {
            let known = names.iter().filter_map(|name| archive.id(name));
            known.filter(|&id| archive.record(id).record_type() == wanted).collect()
        };
        let mut query = Query::default();
        query.choose(Relation::Country, ids(&session.countries, RecordType::Country));
        query.choose(Relation::Topic, ids(&session.topics, RecordType::Topic));
        query.set_text(&session.query, archive);
        let record = session.record.as_deref().and_then(|name| archive.id(name)).or(self.detail.id());
        let named = |focus: &Focus| Some(focus.name()) == session.focus.as_deref();
        let focus = Focus::ALL.into_iter().find(named).unwrap_or(self.focus);
        let layout = (focus, session.zoomed);
        if query == self.query && record == self.detail.id() && layout == (self.focus, self.zoomed) {
            return;
        }
        self.input = query.text.clone().into();
        self.ask(query);
        let at = self.rows.iter().position(|row| record.is_some() && row.id() == record);
        self.timeline.begin(at.unwrap_or_else(|| self.first_row()));
        self.follow();
        self.show(record);
        self.make_quotes();
        (self.focus, self.zoomed) = layout;
        let at = |list: &[(Id, usize)]| list.iter().position(|(id, _)| Some(*id) == record);
        if let Some(row) = at(&self.view.countries).filter(|_| focus == Focus::Countries) {
            self.countries.select(row);
        }
        if let Some(row) = at(&self.view.topics).filter(|_| focus == Focus::Topics) {
            self.topics.select(row);
        }
        if let Some(row) = self.listed_quotes().iter().position(|id| Some(*id) == record).filter(|_| focus == Focus::Quotes) {
            self.quotes.select(row);
        }
        self.refit();
        let clear = self.keymap.hint(Action::ClearFilters);
        self.say(format!("restored the last session; {clear} clears, --fresh starts without it"));
    }
}
