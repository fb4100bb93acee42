//! Asking a query: the input line, the question that waits, and the way back. A small archive answers at once; a large one
//! beside the loop, and the screen keeps what it had until then.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tui_input::Input;

use super::completion::Stepping;
use super::history::{History, HistoryEntry};
use super::recall::Recall;
use super::shelved::annotations;
use super::{App, Focus, Mode};
use crate::query::Query;
use crate::search::{Annotations, Catalogue};
use crate::view::{Facet, View, ViewRequest};

/// How many hits of a large archive are listed at first, and how many times as many whenever the reader comes to the end of them.
const LISTED: usize = 1000;
const MORE: usize = 8;

/// What a large archive is asked; it can be answered on another thread.
#[derive(Debug, Clone)]
pub struct Question {
    catalogue: Arc<Catalogue>,
    query: Query,
    annotations: Arc<Annotations>,
    /// What the first two panes list.
    panes: [Facet; 2],
    /// How many hits are to be listed.
    most: usize,
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
        let asked = ViewRequest { query: &self.query, annotations: &self.annotations, panes: self.panes, most: self.most };
        let view = View::answer(&self.catalogue, &asked, stop)?;
        Some(Answer { view, number: self.number })
    }
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
    /// How many hits are listed.
    most: usize,
    pub waiting: Option<Waiting>,
    /// The query and the place to which the end of the search returns.
    pub before_search: Option<(Query, HistoryEntry)>,
    pub history: History,
    pub recall: Recall,
    pub completion: Option<Stepping>,
}

impl Asking {
    pub fn new(query: &Query) -> Self {
        Self { input: query.text.clone().into(), most: LISTED, ..Self::default() }
    }
}

impl App {
    /// Asks another query; lists keep their record where it is still there.
    pub(super) fn ask(&mut self, query: Query) {
        self.query = query;
        self.asking.most = LISTED;
        self.ask_again(None);
    }

    /// Asks another query, whose text goes on the input line, and shows it from its best hit.
    pub(super) fn ask_from_top(&mut self, query: Query) {
        self.asking.input = query.text.clone().into();
        self.ask(query);
        self.lists.timeline.begin(self.first_row());
        self.focus = Focus::Timeline;
    }

    /// Closes the charts or the map and lists what was counted there, so that one may go back to what was asked before.
    pub(super) fn list_counted(&mut self, query: Query) {
        if query.text != self.query.text && self.asking.before_search.is_none() {
            self.asking.before_search = Some((self.query.clone(), self.place()));
        }
        self.mode = Mode::Browse;
        self.lists.folded.clear(); // what was asked for is not to be hidden
        self.ask_from_top(query);
    }

    /// Asks the query at hand, of the packs that have changed if there are such.
    pub(super) fn ask_again(&mut self, then: Option<Then>) {
        self.asking.number += 1;
        let waiting = Waiting { number: self.asking.number, sent: false, then };
        let question = self.question_numbered(waiting.number);
        self.asking.waiting = Some(waiting);
        if !question.catalogue.is_large() {
            let never = AtomicBool::new(false);
            let all = Question { most: usize::MAX, ..question };
            all.answer(&never).into_iter().for_each(|answer| self.take(answer));
        }
    }

    /// Whether only the best of the hits are listed.
    pub(super) fn lists_the_best_only(&self) -> bool {
        self.view.hits.as_ref().is_some_and(|hits| hits.list.len() < hits.counts.sum())
    }

    /// Lists more hits where the reader has come to the end of those that are.
    pub(super) fn list_more(&mut self) {
        let timeline = &self.lists.timeline;
        let at_end = timeline.selected() + timeline.height().max(1) >= self.lists.rows.len();
        if at_end && self.lists_the_best_only() && !self.is_waiting() {
            self.asking.most = self.asking.most.saturating_mul(MORE);
            self.ask_again(None);
        }
    }

    /// Lists all hits, for whoever wants every one.
    pub(super) fn list_all(&mut self) {
        if self.lists_the_best_only() && self.asking.most < usize::MAX {
            self.asking.most = usize::MAX;
            self.ask_again(None);
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
        let most = self.asking.most;
        match &self.packs.changed {
            Some(catalogue) => {
                let annotations = Arc::new(annotations(&catalogue.archive, &self.shelf.contents, &self.shelf.visits));
                let panes = self.panes_of(&catalogue.archive);
                let (query, catalogue) = (self.query_in(&catalogue.archive), Arc::clone(catalogue));
                Question { catalogue, query, annotations, panes, most, number }
            }
            None => {
                let (query, annotations) = (self.query.clone(), Arc::clone(&self.shelf.annotations));
                let panes = self.panes_of(self.archive());
                Question { catalogue: Arc::clone(&self.catalogue), query, annotations, panes, most, number }
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
