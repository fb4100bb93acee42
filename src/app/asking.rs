//! Asking a query. A small archive answers at once; a large one beside the loop, and the screen keeps what it had until then.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::history::HistoryEntry;
use super::{App, Focus, marks};
use crate::archive::Id;
use crate::query::Query;
use crate::search::{Catalogue, Hits, Progress};
use crate::view::View;

/// How many hits of a large archive are listed: more than anybody looks through.
pub const LISTED: usize = 1000;

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
    if view.hits.is_none() && marks::asks_for_marks(query) {
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
    then: Option<Then>,
}

impl App {
    /// Asks another query; lists keep their record where it is still there.
    pub(super) fn ask(&mut self, query: Query) {
        self.query = query;
        self.ask_again(None);
    }

    /// Asks the query at hand.
    fn ask_again(&mut self, then: Option<Then>) {
        self.questions += 1;
        if self.catalogue.is_large() {
            self.waiting = Some(Waiting { number: self.questions, sent: false, then });
        } else {
            self.take(self.answer());
        }
    }

    /// Shows a view; the cursor of the timeline stays on its record where that is still there.
    fn take(&mut self, view: View) {
        let (stood, at) = (self.stood(), self.timeline.selected());
        self.view = view;
        self.make_rows();
        self.detail.forget_search();
        self.count_years();
        self.recount_charts();
        let kept = stood.and_then(|stood| self.find_row(&stood));
        self.timeline.select(kept.unwrap_or_else(|| at.min(self.rows.len().saturating_sub(1))));
        self.leave_divider(1);
        self.refit();
    }

    /// What is to follow the answer, if it is still waited for; else it is done now.
    pub(super) fn then(&mut self, then: Then) {
        match &mut self.waiting {
            Some(waiting) => waiting.then = Some(then),
            None => self.settle(&then),
        }
    }

    fn settle(&mut self, then: &Then) {
        match then {
            Then::Best => {
                self.timeline.begin(self.first_row());
                self.focus = Focus::Timeline;
                self.follow();
            }
            Then::Return(place) => self.go_to(place),
        }
    }

    /// The answer of the archive at hand, waited for.
    pub(super) fn answer(&self) -> View {
        let never = AtomicBool::new(false);
        let most = if self.catalogue.is_large() { LISTED } else { usize::MAX };
        view(&self.catalogue, &self.query, &self.marked, most, &never).unwrap_or_default()
    }

    /// What is to be asked beside the loop, once.
    pub fn question(&mut self) -> Option<Question> {
        let waiting = self.waiting.as_mut().filter(|waiting| !waiting.sent)?;
        waiting.sent = true;
        Some(Question {
            catalogue: Arc::clone(&self.catalogue),
            query: self.query.clone(),
            marked: self.marked.clone(),
            number: waiting.number,
        })
    }

    /// Shows an answer, unless something else has been asked since.
    pub fn accept(&mut self, answer: Answer) {
        let Some(waiting) = self.waiting.take_if(|waiting| waiting.number == answer.number) else { return };
        self.take(answer.view);
        waiting.then.iter().for_each(|then| self.settle(then));
        self.follow();
        self.make_quotes();
        self.refit();
    }

    /// Whether an answer is waited for.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Takes the archive as it has grown: what was there has kept its number.
    pub fn grow(&mut self, catalogue: Arc<Catalogue>, progress: Progress) {
        self.catalogue = catalogue;
        self.progress = (!progress.done).then_some(progress);
        let text = self.query.text.clone();
        self.query.set_text(&text, &self.catalogue.archive);
        self.marked = marks::marked(&self.catalogue.archive, &self.kept);
        self.noted = marks::noted(&self.catalogue.archive, &self.kept);
        let then = self.waiting.take().and_then(|waiting| waiting.then);
        self.ask_again(then);
    }

    /// How far large packs have been read, while they are.
    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// Whether large packs are about to be read.
    pub fn expect(&mut self, progress: Progress) {
        self.progress = Some(progress);
    }
}
