//! What the fourth pane shows of the selected record: its quotes, or its outcomes.

use std::sync::atomic::AtomicBool;

use super::{App, Focus};
use crate::archive::{Id, Relation};
use crate::page;
use crate::query::Filter;
use crate::record::RecordType;

/// Of which type the records of the fourth pane are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Beside {
    #[default]
    Quotes,
    Outcomes,
}

impl Beside {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Quotes => Self::Outcomes,
            Self::Outcomes => Self::Quotes,
        }
    }

    /// The type of its records.
    pub const fn record_type(self) -> RecordType {
        match self {
            Self::Quotes => RecordType::Quote,
            Self::Outcomes => RecordType::Outcome,
        }
    }

    /// Its name at the head of the pane.
    pub const fn heading(self) -> &'static str {
        super::types::heading(self.record_type())
    }
}

/// Of what the fourth pane shows quotes or outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteScope {
    /// Of the selected record.
    Record(Id),
    /// Of everything that the query selects.
    Everything,
}

/// The quotes or outcomes of the record to which the lists lead.
#[derive(Debug)]
pub(super) struct OwnRecords {
    pub ids: Vec<Id>,
    pub scope: QuoteScope,
    /// Their type, the record, the conditions beside the search text, and the count of records in the archive, of which they were
    /// listed.
    pub made_for: Option<(Beside, Option<Id>, Vec<Filter>, usize)>,
}

impl Default for OwnRecords {
    fn default() -> Self {
        Self { ids: Vec::new(), scope: QuoteScope::Everything, made_for: None }
    }
}

impl App {
    /// What the fourth pane shows.
    pub fn beside(&self) -> Beside {
        self.lists.beside
    }

    /// Goes to the fourth pane; whoever is there sees the other of its two lists.
    pub(super) fn go_beside(&mut self) {
        if self.focus == Focus::Quotes {
            let other = self.lists.beside.other();
            if self.archive().of_type(other.record_type()).is_empty() {
                return self.say(format!("the archive has no {}", other.record_type().plural()));
            }
            self.show_beside(other);
        } else {
            self.set_focus(Focus::Quotes);
        }
    }

    /// Goes to the quotes or the outcomes of what is selected.
    pub fn show_beside(&mut self, beside: Beside) {
        if self.lists.beside != beside {
            self.lists.beside = beside;
            self.list_quotes();
            self.lists.quotes.begin(0);
        }
        self.lists.followed = None;
        self.set_focus(Focus::Quotes);
        self.settle();
    }

    /// The records that the fourth pane lists; all of the view are not copied, since they may be a million.
    pub(super) fn listed_quotes(&self) -> &[Id] {
        let own = &self.lists.own_quotes;
        match (own.scope, self.lists.beside) {
            (QuoteScope::Record(_), _) => &own.ids,
            (QuoteScope::Everything, Beside::Quotes) => &self.view.quotes,
            (QuoteScope::Everything, Beside::Outcomes) => &self.view.outcomes,
        }
    }

    /// The records shown there, and of what they are.
    pub fn quotes(&self) -> (&[Id], QuoteScope) {
        (self.listed_quotes(), self.lists.own_quotes.scope)
    }

    /// Lists what belongs to the anchor and the filters leave, whatever the words; or else all within the query.
    pub(super) fn list_quotes(&mut self) {
        let archive = &self.catalogue.archive;
        // Which type the third pane lists says nothing of this one.
        let conditions: Vec<Filter> =
            self.query.conditions.iter().filter(|condition| !matches!(condition, Filter::Type(_))).cloned().collect();
        let asked = (self.lists.beside, self.lists.anchor, conditions, archive.end());
        if self.lists.own_quotes.made_for.as_ref() == Some(&asked) {
            return;
        }
        let wanted = self.lists.beside.record_type();
        let (of, mut ids) = match self.lists.anchor {
            Some(id) if archive.record_type(id) == wanted => (Some(id), vec![id]),
            // Beside an outcome stands what was said where it was made, and beside a quote what came of that.
            Some(id) => match archive.record_type(id) {
                RecordType::Quote => archive
                    .linked(id, Relation::Event)
                    .next()
                    .map_or((None, Vec::new()), |event| (Some(event), archive.referring(event, wanted))),
                RecordType::Outcome => {
                    page::made_at(archive, id).map_or((None, Vec::new()), |made| (Some(made), archive.referring(made, wanted)))
                }
                _ => (Some(id), archive.referring(id, wanted)),
            },
            None => (None, Vec::new()),
        };
        let of_another = self.lists.anchor.is_some_and(|id| archive.record_type(id) != wanted);
        if of_another && !asked.2.is_empty() {
            let never = AtomicBool::new(false);
            let open = self.catalogue.meeting(&asked.2, &self.shelf.annotations, &never);
            ids.retain(|quote| open.contains(quote.index()));
        }
        let scope = of.filter(|_| !ids.is_empty()).map_or(QuoteScope::Everything, QuoteScope::Record);
        self.lists.own_quotes = OwnRecords { ids, scope, made_for: Some(asked) };
    }
}
