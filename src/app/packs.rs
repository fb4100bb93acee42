//! Packs: large ones as they are read, and those that change while the browser is open. The reader keeps query, filters and
//! place.

use std::sync::Arc;

use super::asking::Then;
use super::history::HistoryEntry;
use super::{App, Focus, Mode, Row};
use crate::archive::{Archive, Id};
use crate::query::{Filter, Query};
use crate::search::{Catalogue, Progress};
use crate::view::View;

/// What goes on with the packs.
#[derive(Debug, Default)]
pub(super) struct PackState {
    /// How far large ones have been read, while they are.
    progress: Option<Progress>,
    /// Whether they have changed into something that cannot be shown.
    stale: bool,
    /// The records of packs that have changed, until the query has been answered of them.
    pub changed: Option<Arc<Catalogue>>,
}

/// Finds records of one archive in another, by their ids.
struct Move<'a> {
    from: &'a Archive,
    to: &'a Archive,
}

impl Move<'_> {
    fn id(&self, id: Id) -> Option<Id> {
        self.to.id(self.from.record(id).id())
    }

    fn query(&self, query: &Query) -> Query {
        let of_same_type = |id: &Id| {
            let new = self.id(*id)?;
            (self.to.record(new).record_type() == self.from.record(*id).record_type()).then_some(new)
        };
        let mut moved = Query::default();
        for condition in &query.conditions {
            match condition {
                Filter::Linked(relation, ids) => moved.choose(*relation, ids.iter().filter_map(of_same_type).collect()),
                other => moved.conditions.push(other.clone()),
            }
        }
        moved.set_text(&query.text, self.to);
        let mut whole = query.parsed.clone();
        whole.finish();
        if whole == query.parsed {
            moved.parsed.finish();
        }
        moved
    }

    /// None when the record shown there is gone.
    fn place(&self, place: &HistoryEntry) -> Option<HistoryEntry> {
        let shown = match place.shown {
            Some(id) => Some(self.id(id)?),
            None => None,
        };
        Some(HistoryEntry { anchor: place.anchor.and_then(|id| self.id(id)), shown, ..place.clone() })
    }

    /// The same screen where the record shown there is gone.
    fn place_or_none(&self, place: HistoryEntry) -> HistoryEntry {
        self.place(&place).unwrap_or(HistoryEntry { anchor: None, shown: None, scroll: 0, link: None, ..place })
    }

    fn row(&self, row: Row) -> Option<Row> {
        match row {
            Row::Record(id) | Row::Place(id, _) => self.id(id).map(Row::Record),
            other => Some(other),
        }
    }
}

impl App {
    /// Takes other records in place of those at hand, once the query has been answered of them. Records are the same where
    /// their ids are.
    pub fn replace(&mut self, catalogue: Arc<Catalogue>) {
        self.packs.changed = Some(catalogue);
        let then = self.asking.waiting.take().and_then(|waiting| waiting.then);
        self.ask_again(then);
        self.settle();
    }

    /// The query, asked of other records.
    pub(super) fn query_in(&self, archive: &Archive) -> Query {
        Move { from: self.archive(), to: archive }.query(&self.query)
    }

    /// Goes on with other records and with what the query selects of them. Gives what is still to follow, among them.
    pub(super) fn exchange(&mut self, catalogue: Arc<Catalogue>, view: View, then: Option<Then>) -> Option<Then> {
        let before = std::mem::replace(&mut self.catalogue, Arc::clone(&catalogue));
        let moving = Move { from: &before.archive, to: &catalogue.archive };
        let row = self.row().and_then(|row| moving.row(row));
        let chosen = [Focus::Countries, Focus::Topics, Focus::Quotes].map(|pane| {
            let id = self.record_at(pane, self.cursor(pane).selected());
            (pane, id.and_then(|id| moving.id(id)))
        });
        let there = moving.place_or_none(self.place());
        let then = then.map(|then| if let Then::Return(place) = then { Then::Return(moving.place_or_none(place)) } else { then });
        self.query = moving.query(&self.query);
        self.view = view;
        if matches!(self.mode, Mode::Dialog(kind) if kind.holds_records()) {
            self.close_dialog(); // its records are those of before
        }
        self.map = super::map::Map::default();
        self.lists.own_quotes = super::beside::OwnRecords::default();
        self.shelf.find_records(&catalogue.archive);
        let before_search = self.asking.before_search.take();
        self.asking.before_search = before_search.map(|(query, place)| (moving.query(&query), moving.place_or_none(place)));
        self.asking.history.keep(|place| moving.place(place));
        self.renew_lists();
        let same = |known: &Row| match (known, row) {
            (Row::Year { year, .. }, Some(Row::Year { year: wanted, .. })) => *year == wanted,
            (known, Some(row)) => *known == row || known.id().is_some() && known.id() == row.id(),
            (_, None) => false,
        };
        if let Some(at) = self.lists.rows.iter().position(same) {
            self.lists.timeline.select(at);
        }
        self.fit_lists();
        self.lists.leave_divider(1);
        self.lists.anchor = there.anchor;
        // What is shown is a record of the others until it is found again among these.
        self.show_at(None, 0, None);
        self.show_at(there.shown, there.scroll, there.link);
        self.list_quotes();
        for (pane, id) in chosen {
            self.select(pane, id);
        }
        if there.shown.is_some() {
            self.hold();
            return then;
        }
        if matches!(self.mode, Mode::Note | Mode::Find) {
            self.mode = Mode::Browse; // the note would go to another record
        }
        if self.focus == Focus::Detail {
            self.focus = Focus::Timeline; // the record that was read is gone
        }
        then
    }

    /// Says what is wrong with packs that changed; the records at hand stay, and the status line says so until the packs
    /// are sound again.
    pub fn refuse(&mut self, reason: &str) {
        self.packs.stale = true;
        self.say(format!("{reason}; the last good state is shown"));
    }

    /// Takes packs that changed and are sound.
    pub fn reload(&mut self, catalogue: Arc<Catalogue>, remark: Option<&str>) {
        let told = self.told_change(&catalogue.archive);
        self.replace(catalogue);
        self.packs.stale = false;
        let told = remark.map(str::to_owned).or(told);
        self.say(told.unwrap_or_else(|| "the packs have changed; this is their new state".to_owned()));
    }

    /// Whether the packs have changed into something that cannot be shown.
    pub fn is_stale(&self) -> bool {
        self.packs.stale
    }

    /// Takes the archive as it has grown: what was there has kept its number.
    pub fn grow(&mut self, catalogue: Arc<Catalogue>, progress: Progress) {
        self.packs.progress = (!progress.done).then_some(progress);
        self.shelf.find_kept(&catalogue.archive);
        self.catalogue = catalogue;
        let text = self.query.text.clone();
        self.query.set_text(&text, &self.catalogue.archive);
        let then = self.asking.waiting.take().and_then(|waiting| waiting.then);
        self.ask_again(then);
        self.settle();
    }

    /// How far large packs have been read, while they are.
    pub fn progress(&self) -> Option<Progress> {
        self.packs.progress
    }

    /// Says that large packs are about to be read.
    pub fn expect(&mut self, progress: Progress) {
        self.packs.progress = Some(progress);
    }
}
