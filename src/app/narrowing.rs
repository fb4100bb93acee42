//! Filters by the values in the first two panes, what these list, and years folded.

use super::dialog::{Choice, Dialog, Entry};
use super::rows::UNDATED;
use super::{App, Focus, Mode, Row};
use crate::archive::{Archive, Id};
use crate::keys::Action;
use crate::query::{Filter, Query};
use crate::view::Facet;

impl App {
    /// Filters by the value at the cursor, or stops; folds or unfolds a year.
    pub(super) fn toggle(&mut self) {
        if self.focus == Focus::Timeline
            && let Some(Row::Year { year, .. }) = self.row()
        {
            if !self.lists.folded.remove(&year) {
                self.lists.folded.insert(year);
            }
            self.make_rows();
            return;
        }
        match self.filter_here() {
            Some(filter) => self.filter_by(filter, false),
            None => self.say_what_filters(),
        }
    }

    pub(super) fn only_this(&mut self) {
        match self.filter_here() {
            Some(filter) => self.filter_by(filter, true),
            None => self.say_what_filters(),
        }
    }

    /// Filters by a condition, or stops; by it alone, if so wanted.
    pub(super) fn filter_by(&mut self, filter: Filter, alone: bool) {
        let mut query = self.query.clone();
        if alone {
            // Which type is listed is no filter of a pane.
            query.conditions.retain(|condition| matches!(condition, Filter::Type(_)));
        }
        query.toggle(filter);
        self.ask(query);
    }

    fn say_what_filters(&mut self) {
        let [first, second] = self.view.panes.each_ref().map(|pane| pane.facet.plural());
        self.say(format!("filters are {first} and {second}: choose one in their panes"));
    }

    /// Asks for all records of the topic by which some of the results were found, in place of the words.
    pub(super) fn ask_whole_topic(&mut self) {
        let Some(condition) = self.view.whole_topic(&self.catalogue.archive) else {
            let topics = self.keymap.hint(Action::Topics);
            return self.say(format!("no record here was found by its topic only; {topics} goes to the topics"));
        };
        self.remember_search();
        let mut query = self.query.clone();
        query.trade_words(&condition, &self.catalogue.archive);
        self.ask_from_top(query);
        let earlier = self.keymap.hint(Action::EarlierSearch);
        let search = self.keymap.hint(Action::Search);
        self.say(format!("all of {condition}; {search} {earlier} brings the words back"));
    }

    /// Whether a country or topic is filtered by.
    pub fn filters_by(&self, id: Id) -> bool {
        Query::condition_on(id, &self.catalogue.archive).is_some_and(|filter| self.query.filters_by(&filter))
    }

    /// What is chosen in panes, by name: countries and topics, and other values with what they are of.
    pub fn chosen(&self) -> Vec<String> {
        let archive = &self.catalogue.archive;
        let names = |filter: &Filter| match filter {
            Filter::Type(_) => Vec::new(),
            Filter::Linked(_, ids) => ids.iter().map(|&id| archive.title(id, self.language).to_owned()).collect(),
            other => {
                let (field, values) = other.parts(archive);
                values.into_iter().map(|value| format!("{field} {value}")).collect()
            }
        };
        self.query.conditions.iter().flat_map(names).collect()
    }

    /// Whether the value at a row of a facet's pane is filtered by.
    pub fn filters_by_row(&self, pane: usize, row: usize) -> bool {
        let list = &self.view.panes[pane];
        let filter = list.values.get(row).and_then(|(value, _)| value.filter(&self.catalogue.archive, list.facet));
        filter.is_some_and(|filter| self.query.filters_by(&filter))
    }

    /// What the row at the cursor can be filtered by.
    fn filter_here(&self) -> Option<Filter> {
        let archive = &self.catalogue.archive;
        match self.focus.facet_pane() {
            Some(n) => {
                let pane = &self.view.panes[n];
                let (value, _) = pane.values.get(self.cursor(self.focus).selected())?;
                value.filter(archive, pane.facet)
            }
            None => Query::condition_on(self.current()?, archive),
        }
    }

    /// What the first two panes list in an archive: what the reader chose, as far as the archive has it.
    pub(super) fn panes_of(&self, archive: &Archive) -> [Facet; 2] {
        let mut panes = Facet::first_two(archive);
        for (pane, name) in panes.iter_mut().zip(&self.lists.facets) {
            *pane = name.as_ref().and_then(|name| Facet::named(name, archive)).unwrap_or(*pane);
        }
        panes
    }

    /// Lists the facets by which a pane can be filled, with how many values each has.
    pub(super) fn choose_facet(&mut self) {
        let pane = self.focus.facet_pane().unwrap_or(0);
        let archive = &self.catalogue.archive;
        let known = Facet::of(archive);
        let shown = self.view.panes.each_ref().map(|pane| pane.facet);
        let entry = |facet: Facet| {
            let at = shown.iter().position(|known| *known == facet).map(|n| format!("pane {}", n + 1));
            Entry {
                words: crate::text::capitalise(facet.plural()),
                aside: at.into_iter().collect(),
                gone: false,
                choice: Choice::Facet(pane, facet),
            }
        };
        let entries: Vec<Entry> = known.into_iter().map(entry).collect();
        self.open_dialog(Dialog::Facets);
        self.dialogs.open.found = (0..entries.len()).map(|n| (n, Vec::new())).collect();
        self.dialogs.open.entries = entries;
        if let Some(at) = self.dialogs.open.entries.iter().position(|entry| entry.choice == Choice::Facet(pane, shown[pane])) {
            self.dialogs.open.cursor.select(at);
        }
    }

    /// Fills a pane with the values of a facet; the other keeps its own, or takes what this one had.
    pub(super) fn show_facet(&mut self, pane: usize, facet: Facet) {
        let shown = self.view.panes.each_ref().map(|pane| pane.facet);
        let mut facets = shown;
        if facets[1 - pane] == facet {
            facets[1 - pane] = shown[pane];
        }
        facets[pane] = facet;
        self.lists.facets = facets.map(|facet| Some(facet.name()));
        self.mode = Mode::Browse;
        self.focus = if pane == 0 { Focus::Countries } else { Focus::Topics };
        self.lists.cursor(self.focus).select(0);
        let query = self.query.clone();
        self.ask(query);
        self.settle();
    }

    pub(super) fn clear_filters(&mut self) {
        self.asking.input.reset();
        self.asking.before_search = None;
        self.ask(Query::default());
    }

    pub(super) fn fold_all(&mut self) {
        let years: Vec<i32> =
            self.lists.rows.iter().filter_map(|row| if let Row::Year { year, .. } = row { Some(*year) } else { None }).collect();
        let current = self.current();
        if self.lists.folded.is_empty() {
            self.lists.folded.extend(years);
        } else {
            self.lists.folded.clear();
        }
        self.make_rows();
        let year = |id: Id| self.archive().year(id).unwrap_or(UNDATED);
        let at = current.and_then(|id| {
            self.row_of(Focus::Timeline, id)
                .or_else(|| self.lists.rows.iter().position(|row| matches!(row, Row::Year { year: y, .. } if *y == year(id))))
        });
        self.lists.timeline.select(at.unwrap_or(0));
    }
}
