//! The order of the list: `sort:` in the search text, changed by a key.

use super::{App, Concordance};
use crate::query::Sort;
use crate::view::concordance::Order as Places;

impl App {
    /// The order that is asked for; the usual one has no name.
    fn order(&self) -> Option<Sort> {
        self.query.parsed.sort.filter(|sort| *sort != Sort::Rank)
    }

    /// Goes to the next order that makes sense in the list: the timeline is newest or oldest first, results are also as
    /// they rank, places in context by the words left and right of them, too.
    pub(super) fn next_order(&mut self) {
        let (places, next) = match (self.concordance().map(Concordance::order), !self.is_by_year(), self.order()) {
            (Some(Places::Rank), _, Some(Sort::Oldest)) => (Places::LEFT, None),
            (Some(Places::Left(_)), ..) => (Places::RIGHT, None),
            (Some(Places::Right(_)), ..) => (Places::Rank, None),
            (_, true, None) => (Places::Rank, Some(Sort::Newest)),
            (_, true, Some(Sort::Newest)) | (_, false, None | Some(Sort::Newest)) => (Places::Rank, Some(Sort::Oldest)),
            _ => (Places::Rank, None),
        };
        self.order_places(places);
        self.sort(next);
    }

    /// Turns the order by date round.
    pub(super) fn reverse_order(&mut self) {
        let results = !self.is_by_year();
        let key = self.keymap.hint(crate::keys::Action::Sort);
        if self.concordance().is_some_and(|places| places.order() != Places::Rank) {
            return self.say(format!("the order by words cannot be turned round; {key} goes to the next"));
        }
        let next = match self.order() {
            Some(Sort::Oldest) => Some(Sort::Newest).filter(|_| results),
            None if results => {
                let words = self.query.parsed.has_words();
                let order = if words { "the best come first and" } else { "an order by name or type" };
                return self.say(format!("{order} cannot be turned round; {key} sorts by date"));
            }
            _ => Some(Sort::Oldest),
        };
        self.sort(next);
    }

    /// Asks for an order. The cursor stays on its record, or at the top of the list if it was there.
    fn sort(&mut self, order: Option<Sort>) {
        let at_top = self.lists.timeline.selected() == 0;
        let mut query = self.query.clone();
        query.set_sort(order, &self.catalogue.archive);
        self.asking.input = query.text.clone().into();
        self.ask(query);
        if at_top {
            self.lists.timeline.begin(0);
            self.lists.leave_divider(1);
        }
        self.say(self.order_in_words());
    }

    /// The order of the list: "oldest first".
    pub fn order_in_words(&self) -> &'static str {
        match (self.order(), !self.is_by_year()) {
            _ if let Some(Places::Left(_)) = self.concordance().map(Concordance::order) => "by word left",
            _ if let Some(Places::Right(_)) = self.concordance().map(Concordance::order) => "by word right",
            (None, _) if self.concordance().is_some() => "by rank",
            (Some(Sort::Oldest), _) => "oldest first",
            (Some(Sort::Own(field, _)), _) => field.label(),
            (None, true) if self.query.parsed.has_words() => "best first",
            (None, true) if self.view.listed.is_some() => "by name",
            (None, true) => "by type of record",
            _ => "newest first",
        }
    }
}
