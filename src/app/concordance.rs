//! The results as places in context: a line for each place where the words of the search stand, and how they are ordered.

use super::highlights::{Highlights, Surroundings};
use super::{App, Focus, Mode, Row};
use crate::keys::Action;
use crate::view::concordance::{Line, Order};

/// Places that are listed. An archive may hold a million; the first thousand by rank are as many as anyone reads.
const MOST: usize = 1000;

/// The places, and how they are ordered.
#[derive(Debug, Default)]
pub struct Concordance {
    order: Order,
    lines: Vec<Line>,
    more: bool,
}

impl Concordance {
    /// How the lines are ordered.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The places with their context, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What is shown: "57 places".
    pub(super) fn count(&self) -> String {
        let count = self.lines.len();
        if self.more { format!("first {count}") } else { crate::text::count(count, "place") }
    }

    /// Whether there are more places, or more records that were not read for theirs.
    pub fn is_cut(&self) -> bool {
        self.more
    }
}

/// Where the cursor of the timeline stands.
pub(super) struct Stood {
    row: Row,
    line: Option<Line>,
}

impl App {
    /// The places in context, while the results are shown so and the words stand somewhere.
    pub fn concordance(&self) -> Option<&Concordance> {
        self.lists.concordance.as_ref().filter(|places| self.view.hits.is_some() && !places.lines.is_empty())
    }

    /// Shows the results in context, or by their titles again.
    pub(super) fn toggle_concordance(&mut self) {
        let key = self.keymap.hint(Action::Concordance).to_owned();
        if !self.query.parsed.has_words() {
            let search = self.keymap.hint(Action::Search);
            return self.say(format!("{key} shows the words of a search in context; {search} searches"));
        }
        let here = self.stood();
        let shows = self.concordance().is_none();
        self.lists.concordance = shows.then(Concordance::default);
        self.make_rows();
        if shows && self.concordance().is_none() {
            self.lists.concordance = None;
            let found = self.view.hits.as_ref().is_some_and(|hits| !hits.list.is_empty());
            return self.say(if found {
                "no text holds the words themselves: these records are linked to what they name".to_owned()
            } else {
                "nothing was found that could be shown in context".to_owned()
            });
        }
        let at = here.and_then(|here| self.find_row(&here));
        self.lists.timeline.select(at.unwrap_or_else(|| self.first_row()));
        self.reading.detail.forget_search();
        self.lists.followed = None;
        self.set_focus(Focus::Timeline);
        let sort = self.keymap.hint(Action::Sort);
        self.say(if shows {
            format!("each place in its context; {sort} sorts by date and by the words beside it, {key} shows titles again")
        } else {
            format!("titles again; {key} shows the words in context")
        });
    }

    /// Puts the places in this order.
    pub(super) fn order_places(&mut self, order: Order) {
        self.lists.concordance.iter_mut().for_each(|places| places.order = order);
    }

    /// Makes the rows from the places of the words, if they are to be shown so and there are any.
    pub(super) fn make_places(&mut self) -> bool {
        if !self.query.parsed.has_words() && self.mode != Mode::Search {
            self.lists.concordance = None; // a search given up; the next one begins with titles
        }
        let (Some(places), Some(hits)) = (&mut self.lists.concordance, &self.view.hits) else { return false };
        (places.lines, places.more) = self.view.concordance_first(&self.catalogue, hits.counted(), places.order, MOST);
        self.lists.rows.extend(places.lines.iter().enumerate().map(|(n, line)| Row::Place(line.id, n)));
        !places.lines.is_empty()
    }

    /// Where the cursor of the timeline stands, to be found again when the rows have changed.
    pub(super) fn stood(&self) -> Option<Stood> {
        let row = self.row()?;
        let line = if let Row::Place(_, n) = row { self.lists.concordance.as_ref().and_then(|c| c.lines.get(n)) } else { None };
        Some(Stood { row, line: line.cloned() })
    }

    /// The row that was stood on, or the first of the same record. A record none of whose texts holds the words gives way
    /// to the next by rank that has one.
    pub(super) fn find_row(&self, stood: &Stood) -> Option<usize> {
        let lines = self.concordance().map(Concordance::lines).unwrap_or_default();
        if let Some(at) = stood.line.as_ref().and_then(|line| lines.iter().position(|known| known == line)) {
            return Some(at);
        }
        let Some(id) = stood.row.id() else { return self.lists.rows.iter().position(|row| *row == stood.row) };
        let of = |id| self.lists.rows.iter().position(|row| row.id() == Some(id));
        of(id).or_else(|| {
            let hits = self.concordance().and(self.view.hits.as_ref())?;
            let from = hits.list.iter().position(|hit| hit.id == id)?;
            hits.list[from..].iter().find_map(|hit| of(hit.id))
        })
    }

    /// Lets the detail show the place at the cursor of the results.
    pub(super) fn show_place(&mut self) {
        let Some(Row::Place(id, n)) = self.row().filter(|_| self.focus == Focus::Timeline) else { return };
        let Some(line) = self.concordance().and_then(|places| places.lines.get(n)) else { return };
        if self.reading.detail.id() == Some(id) {
            let context = Surroundings { left: line.left.clone(), hit: line.hit.clone(), right: line.right.clone() };
            self.reading.detail.light(Some(Highlights::of_search(context)));
        }
    }
}
