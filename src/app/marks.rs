//! What the reader keeps, as the browser shows it: marked records, and where the last session ended.

use std::collections::{BTreeSet, HashSet};

use super::{App, Effect, Focus, Mode, Sheet};
use crate::archive::{Archive, Id};
use crate::keys::Action;
use crate::query::{Attribute, Filter, Node, Query};
use crate::record::RecordType;
use crate::shelf::{Contents, Session};

/// A change of what is kept, to be made on the shelf as it is then: another instance may have kept something meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Marks the record of this id.
    Mark(String),
    /// Takes away these marks: the id of a record, and former ids of it under which it was marked.
    Unmark(BTreeSet<String>),
    /// Puts this note on the record of this id, in place of the one there; without words there is none.
    Note(String, String),
    /// Saves a query under this name; if another query has the name by now, under the name with a number.
    Search(String, String),
    /// Removes the saved search of this name.
    Forget(String),
    /// Changes nothing: what another instance has kept is to be seen.
    Look,
}

impl Change {
    /// Makes the change.
    pub fn apply(&self, contents: &mut Contents) {
        match self {
            Self::Mark(id) => _ = contents.marks.insert(id.clone()),
            Self::Unmark(ids) => contents.marks.retain(|id| !ids.contains(id)),
            Self::Note(id, words) if words.is_empty() => _ = contents.notes.remove(id),
            Self::Note(id, words) => _ = contents.notes.insert(id.clone(), words.clone()),
            Self::Search(name, query) => {
                let numbered = (2..).map(|n| format!("{name} ({n})"));
                let free = |name: &String| contents.searches.get(name).is_none_or(|known| known == query);
                if let Some(name) = std::iter::once(name.clone()).chain(numbered).find(free) {
                    contents.searches.insert(name, query.clone());
                }
            }
            Self::Forget(name) => _ = contents.searches.remove(name),
            Self::Look => {}
        }
    }
}

fn on_one_line(note: &str) -> String {
    note.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The search that selects what is marked.
const MARKED: &str = "is:marked";

/// The records that are marked. Marks of records that no pack holds now are kept all the same.
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
        self.kept = contents;
        self.marked = marked(&self.catalogue.archive, &self.kept);
        if self.mode == Mode::Sheet(Sheet::Searches) {
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

    /// Marks the record in the detail, or takes its mark away.
    pub(super) fn mark(&mut self) -> Effect {
        let Some(id) = self.detail.id() else {
            self.say("no record is shown that could be marked".to_owned());
            return Effect::None;
        };
        let archive = self.archive();
        if self.is_marked(id) {
            let names = self.kept.marks.iter().filter(|name| archive.id(name) == Some(id)).cloned().collect();
            self.say("the mark is taken away".to_owned());
            return Effect::Keep(Change::Unmark(names));
        }
        let change = Change::Mark(archive.record(id).id().to_owned());
        self.say(format!("marked; {} shows everything marked", self.keymap.hint(Action::Marks)));
        Effect::Keep(change)
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
    }

    /// The note on the record in the detail, with the id under which it was written.
    fn own_note(&self) -> Option<(&String, &String)> {
        let shown = self.detail.id()?;
        self.kept.notes.iter().find(|(name, _)| self.archive().id(name) == Some(shown))
    }

    /// Lets the detail show the note on its record.
    pub(super) fn annotate(&mut self) {
        let note = self.own_note().map(|(_, words)| words.clone());
        self.detail.annotate(note.as_deref());
    }

    /// Opens the input line for the note on the record in the detail.
    pub(super) fn begin_note(&mut self) {
        if self.detail.id().is_none() {
            return self.say("no record is shown that could have a note".to_owned());
        }
        self.note = self.own_note().map(|(_, words)| on_one_line(words)).unwrap_or_default().into();
        self.mode = Mode::Note;
    }

    /// Keeps what stands on the input line as the note. Lines of a note written elsewhere stay as long as it is not changed.
    pub(super) fn keep_note(&mut self) -> Effect {
        self.mode = Mode::Browse;
        let words = self.note.value().trim().to_owned();
        let known = self.own_note();
        let Some(id) = self.detail.id().filter(|_| known.map_or_else(String::new, |(_, old)| on_one_line(old)) != words) else {
            return Effect::None;
        };
        let name = known.map_or_else(|| self.archive().record(id).id().to_owned(), |(name, _)| name.clone());
        self.say(if words.is_empty() { "the note is taken away" } else { "the note is kept" }.to_owned());
        Effect::Keep(Change::Note(name, words))
    }

    /// Where the reader is, to be kept for the next start.
    pub fn session(&self) -> Session {
        let ids = |list: &[Id]| list.iter().map(|&id| self.archive().record(id).id().to_owned()).collect();
        Session {
            query: self.query.text.clone(),
            countries: ids(&self.query.countries),
            topics: ids(&self.query.topics),
            record: self.detail.id().map(|id| self.archive().record(id).id().to_owned()),
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
            let mut ids: Vec<Id> = known.filter(|&id| archive.record(id).record_type() == wanted).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut query = Query {
            countries: ids(&session.countries, RecordType::Country),
            topics: ids(&session.topics, RecordType::Topic),
            ..Query::default()
        };
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
