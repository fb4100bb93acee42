//! Asking a query: the input line, the question that waits, and the way back. A small archive answers at once; a large one
//! beside the loop, and the screen keeps what it had until then.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tui_input::Input;

use super::completion::Stepping;
use super::history::{History, HistoryEntry};
use super::recall::Recall;
use super::{App, Focus, shelved};
use crate::archive::Id;
use crate::query::Query;
use crate::search::{Catalogue, Hits};
use crate::view::View;

/// How many hits of a large archive are listed: more than anybody looks through.
const LISTED: usize = 1000;

/// What a large archive is asked; it can be answered on another thread.
#[derive(Debug, Clone)]
pub struct Question {
    catalogue: Arc<Catalogue>,
    query: Query,
    marked: HashSet<Id>,
    number: u64,
}

/// The answer to one question.
#[derive(Debug, Clone)]
pub struct Answer {
    view: View,
    number: u64,
}

impl Question {
    /// The answer; none once `stop` is set.
    pub fn answer(&self, stop: &AtomicBool) -> Option<Answer> {
        let view = view(&self.catalogue, &self.query, &self.marked, LISTED, stop)?;
        Some(Answer { view, number: self.number })
    }
}

fn view(catalogue: &Catalogue, query: &Query, marked: &HashSet<Id>, most: usize, stop: &AtomicBool) -> Option<View> {
    let mut view = View::answer(catalogue, query, marked, most, stop)?;
    // What is marked may be of any type, so it is listed as results are, even without words.
    if view.hits.is_none() && shelved::asks_for_marks(query) {
        view.hits = Some(Hits::of_all_with(catalogue, query, marked));
    }
    Some(view)
}

/// Where the reader is to be once the answer is there, if not where they were.
#[derive(Debug, Clone)]
pub(super) enum Then {
    /// On the best hit.
    Best,
    /// Back where the search began.
    Return(HistoryEntry),
}

/// A question that has not been answered.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    number: u64,
    sent: bool,
    pub then: Option<Then>,
}

/// The search that is typed, the question that waits, and where the reader has been.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// The input line of the search.
    pub input: Input,
    /// How many questions have been asked.
    number: u64,
    pub waiting: Option<Waiting>,
    /// The query and the place to which the end of the search returns.
    pub before_search: Option<(Query, HistoryEntry)>,
    pub history: History,
    pub recall: Recall,
    pub completion: Option<Stepping>,
}

impl Asking {
    pub fn new(query: &Query) -> Self {
        Self { input: query.text.clone().into(), ..Self::default() }
    }
}

impl App {
    /// Asks another query; lists keep their record where it is still there.
    pub(super) fn ask(&mut self, query: Query) {
        self.query = query;
        self.ask_again(None);
    }

    /// Asks another query, whose text goes on the input line, and shows it from its best hit.
    pub(super) fn ask_from_top(&mut self, query: Query) {
        self.asking.input = query.text.clone().into();
        self.ask(query);
        self.lists.timeline.begin(self.first_row());
        self.focus = Focus::Timeline;
    }

    /// Asks the query at hand, of the packs that have changed if there are such.
    pub(super) fn ask_again(&mut self, then: Option<Then>) {
        self.asking.number += 1;
        let waiting = Waiting { number: self.asking.number, sent: false, then };
        let question = self.question_numbered(waiting.number);
        self.asking.waiting = Some(waiting);
        if !question.catalogue.is_large() {
            let never = AtomicBool::new(false);
            let view = view(&question.catalogue, &question.query, &question.marked, usize::MAX, &never).unwrap_or_default();
            self.take(Answer { view, number: question.number });
        }
    }

    /// Shows an answer, unless something else has been asked since.
    fn take(&mut self, Answer { view, number }: Answer) {
        let Some(waiting) = self.asking.waiting.take_if(|waiting| waiting.number == number) else { return };
        let then = match self.packs.changed.take() {
            Some(catalogue) => self.exchange(catalogue, view, waiting.then),
            None => {
                self.show_view(view);
                waiting.then
            }
        };
        then.into_iter().for_each(|then| self.finish(then));
    }

    /// Shows a view; the cursor of the timeline stays on its record where that is still there.
    fn show_view(&mut self, view: View) {
        let (stood, at) = (self.stood(), self.lists.timeline.selected());
        self.view = view;
        self.renew_lists();
        let kept = stood.and_then(|stood| self.find_row(&stood));
        self.lists.timeline.select(kept.unwrap_or_else(|| at.min(self.lists.rows.len().saturating_sub(1))));
        self.lists.leave_divider(1);
        self.fit_lists();
    }

    /// What is to follow the answer, if it is still waited for; else it is done now.
    pub(super) fn then(&mut self, then: Then) {
        match &mut self.asking.waiting {
            Some(waiting) => waiting.then = Some(then),
            None => self.finish(then),
        }
    }

    fn finish(&mut self, then: Then) {
        match then {
            Then::Best => {
                self.lists.timeline.begin(self.first_row());
                self.focus = Focus::Timeline;
            }
            Then::Return(place) => self.go_to(&place),
        }
    }

    fn question_numbered(&self, number: u64) -> Question {
        match &self.packs.changed {
            Some(catalogue) => {
                let marked = shelved::marked(&catalogue.archive, &self.shelf.contents);
                Question { query: self.query_in(&catalogue.archive), catalogue: Arc::clone(catalogue), marked, number }
            }
            None => {
                let (query, marked) = (self.query.clone(), self.shelf.marked.clone());
                Question { catalogue: Arc::clone(&self.catalogue), query, marked, number }
            }
        }
    }

    /// What is to be asked beside the loop, once.
    pub fn question(&mut self) -> Option<Question> {
        let waiting = self.asking.waiting.as_mut().filter(|waiting| !waiting.sent)?;
        waiting.sent = true;
        let number = waiting.number;
        Some(self.question_numbered(number))
    }

    /// Shows an answer, unless something else has been asked since.
    pub fn accept(&mut self, answer: Answer) {
        self.take(answer);
        self.settle();
    }

    /// Whether an answer is waited for.
    pub fn is_waiting(&self) -> bool {
        self.asking.waiting.is_some()
    }
}
