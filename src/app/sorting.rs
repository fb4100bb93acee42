//! The order of the list: `sort:` in the search text, changed by a key.

use super::App;
use crate::query::Sort;

impl App {
    /// The order that is asked for; the usual one has no name.
    fn order(&self) -> Option<Sort> {
        self.query.parsed.sort.filter(|sort| *sort != Sort::Rank)
    }

    /// Goes to the next order that makes sense in the list: the timeline is newest or oldest first, results are also as
    /// they rank.
    pub(super) fn next_order(&mut self) {
        let next = match (self.view.hits.is_some(), self.order()) {
            (true, None) => Some(Sort::Newest),
            (true, Some(Sort::Newest)) => Some(Sort::Oldest),
            (false, None | Some(Sort::Newest)) => Some(Sort::Oldest),
            _ => None,
        };
        self.sort(next);
    }

    /// Turns the order by date round.
    pub(super) fn reverse_order(&mut self) {
        let results = self.view.hits.is_some();
        let next = match self.order() {
            Some(Sort::Oldest) => Some(Sort::Newest).filter(|_| results),
            None if results => {
                let key = self.keymap.hint(crate::keys::Action::Sort);
                return self.say(format!("the best come first and cannot be turned round; {key} sorts by date"));
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
        match (self.order(), self.view.hits.is_some()) {
            (Some(Sort::Oldest), _) => "oldest first",
            (None, true) if self.query.parsed.has_words() => "best first",
            (None, true) => "by type of record",
            _ => "newest first",
        }
    }
}
