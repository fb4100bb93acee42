//! Filters by country and topic, and years folded.

use super::rows::UNDATED;
use super::{App, Focus, Row};
use crate::archive::Id;
use crate::keys::Action;
use crate::query::{Filter, Query};

impl App {
    /// Filters by the country or topic at the cursor, or stops; folds or unfolds a year.
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
        self.change_filters(|query, id, archive| query.toggle(id, archive));
    }

    pub(super) fn only_this(&mut self) {
        self.change_filters(|query, id, archive| {
            // Which type is listed is no filter by country or topic.
            query.conditions.retain(|condition| matches!(condition, Filter::Type(_)));
            query.toggle(id, archive)
        });
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

    pub(super) fn change_filters(&mut self, change: impl Fn(&mut Query, Id, &crate::archive::Archive) -> bool) {
        let mut query = self.query.clone();
        let facet = self.current().filter(|&id| change(&mut query, id, &self.catalogue.archive));
        if facet.is_none() {
            return self.say("filters are countries and topics: choose one in their panes");
        }
        self.ask(query);
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
