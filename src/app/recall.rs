//! The searches of before, taken up again on the input line.

use super::{App, Mode};
use crate::shelf::SEARCHES;

/// Searches that are remembered, the newest last, and which of them stands on the input line.
#[derive(Debug, Default)]
pub(super) struct Recall {
    searches: Vec<String>,
    at: Option<usize>,
    /// What was typed before the first of them was taken.
    typed: String,
}

impl Recall {
    fn push(&mut self, search: &str) {
        let search = search.trim();
        if !search.is_empty() {
            self.searches.retain(|known| known != search);
            self.searches.push(search.to_owned());
            self.searches.drain(..self.searches.len().saturating_sub(SEARCHES));
        }
    }
}

impl App {
    /// Takes searches of former sessions, the newest last.
    pub fn remember(&mut self, searches: &[String]) {
        searches.iter().for_each(|search| self.asking.recall.push(search));
    }

    /// The searches remembered, the newest last.
    pub fn remembered(&self) -> &[String] {
        &self.asking.recall.searches
    }

    /// Remembers the search that stands.
    pub(super) fn remember_search(&mut self) {
        self.asking.recall.push(&self.query.text);
        self.asking.recall.at = None;
    }

    /// Puts the search before on the input line, or the one after.
    pub(super) fn recall(&mut self, earlier: bool) {
        if self.mode != Mode::Search {
            return;
        }
        let Recall { searches, at, typed } = &mut self.asking.recall;
        let here = self.asking.input.value();
        // Stepping begins anew when what stands there is not what was put there.
        if at.is_some_and(|n| searches.get(n).is_none_or(|search| search != here)) {
            *at = None;
        }
        let next = match (*at, earlier) {
            (None, true) => searches.iter().rposition(|search| search != here.trim()),
            (Some(n), true) => n.checked_sub(1),
            (None, false) => None,
            (Some(n), false) => Some(n + 1),
        };
        let text = match next {
            Some(n) if n < searches.len() => {
                if at.is_none() {
                    here.clone_into(typed);
                }
                *at = Some(n);
                searches[n].clone()
            }
            Some(_) => {
                *at = None;
                std::mem::take(typed)
            }
            None => return self.say(if earlier { "no earlier search is known" } else { "no later search is known" }.to_owned()),
        };
        self.asking.input = text.into();
        self.search();
    }
}
