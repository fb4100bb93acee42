//! Going on with other records: packs that changed while the browser was open. The reader keeps query, filters and place.

use std::sync::Arc;

use super::history::HistoryEntry;
use super::{App, Focus, Mode, Row, marks};
use crate::archive::{Archive, Id, Relation};
use crate::query::Query;
use crate::search::Catalogue;

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
        for relation in [Relation::Country, Relation::Topic] {
            moved.choose(relation, query.chosen(relation).iter().filter_map(of_same_type).collect());
        }
        moved.set_text(&query.text, self.to);
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

    fn row(&self, row: Row) -> Option<Row> {
        match row {
            Row::Record(id) | Row::Place(id, _) => self.id(id).map(Row::Record),
            other => Some(other),
        }
    }
}

impl App {
    /// Takes other records in place of those at hand. Records are the same where their ids are.
    pub fn replace(&mut self, catalogue: Arc<Catalogue>) {
        self.quotes_for = None;
        let before = std::mem::replace(&mut self.catalogue, catalogue);
        let catalogue = Arc::clone(&self.catalogue);
        self.map = super::map::Map::default();
        let moving = Move { from: &before.archive, to: &catalogue.archive };
        let here = self.place();
        let there = moving.place(&here);
        // What is shown is a record of the others until it is found again among these.
        self.detail.restore(&catalogue.archive, None, self.language, 0, None);
        let row = self.row().and_then(|row| moving.row(row));
        let in_list = |list: &[(Id, usize)], at: usize| list.get(at).and_then(|(id, _)| moving.id(*id));
        let country = in_list(&self.view.countries, self.countries.selected());
        let topic = in_list(&self.view.topics, self.topics.selected());
        let quote = self.listed_quotes().get(self.quotes.selected()).and_then(|&id| moving.id(id));
        self.marked = marks::marked(&catalogue.archive, &self.kept);
        self.noted = marks::noted(&catalogue.archive, &self.kept);
        self.query = moving.query(&self.query);
        self.before_search = self
            .before_search
            .take()
            .map(|(query, place)| (moving.query(&query), moving.place(&place).unwrap_or_else(|| place.elsewhere())));
        self.history.keep(|place| moving.place(place));
        self.view = self.answer();
        self.make_rows();
        self.count_years();
        self.recount_charts();
        let same = |known: &Row| match (known, row) {
            (Row::Year { year, .. }, Some(Row::Year { year: wanted, .. })) => *year == wanted,
            (known, Some(row)) => *known == row || known.id().is_some() && known.id() == row.id(),
            (_, None) => false,
        };
        if let Some(at) = self.rows.iter().position(same) {
            self.timeline.select(at);
        }
        let position = |list: &[(Id, usize)], wanted: Option<Id>| list.iter().position(|(id, _)| Some(*id) == wanted);
        if let Some(at) = position(&self.view.countries, country) {
            self.countries.select(at);
        }
        if let Some(at) = position(&self.view.topics, topic) {
            self.topics.select(at);
        }
        self.refit();
        self.leave_divider(1);
        let HistoryEntry { anchor, shown, scroll, link, .. } = there.unwrap_or_else(|| here.elsewhere());
        self.anchor = anchor;
        self.detail.restore(&catalogue.archive, shown, self.language, scroll, link);
        self.make_quotes();
        if let Some(at) = self.listed_quotes().iter().position(|id| Some(*id) == quote) {
            self.quotes.select(at);
        }
        if shown.is_none() {
            if matches!(self.mode, Mode::Note | Mode::Find) {
                self.mode = Mode::Browse; // the note would go to another record
            }
            if self.focus == Focus::Detail {
                self.focus = Focus::Timeline; // the record that was read is gone
            }
            self.follow();
        }
        self.refit();
    }

    /// Says what is wrong with packs that changed; the records at hand stay, and the status line says so until the packs
    /// are sound again.
    pub fn refuse(&mut self, reason: &str) {
        self.stale = true;
        self.say(format!("{reason}; the last good state is shown"));
    }

    /// Takes packs that changed and are sound.
    pub fn reload(&mut self, catalogue: Arc<Catalogue>, remark: Option<&str>) {
        self.replace(catalogue);
        self.stale = false;
        self.say(remark.map_or_else(|| "the packs have changed; this is their new state".to_owned(), ToOwned::to_owned));
    }

    /// Whether the packs have changed into something that cannot be shown.
    pub fn is_stale(&self) -> bool {
        self.stale
    }
}
