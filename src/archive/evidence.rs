//! How well a record is attested, by the kinds of its sources.

use super::{Archive, Id, Relation};
use crate::record::{Corroboration, Record, SourceKind};

impl Archive {
    /// How well a quote or an outcome is attested: as its record says, else by the kinds of its sources; none of other records.
    pub fn corroboration(&self, id: Id) -> Option<Corroboration> {
        let given = match self.record(id) {
            Record::Quote(quote) => quote.corroboration,
            Record::Outcome(outcome) => outcome.corroboration,
            _ => return None,
        };
        given.or_else(|| {
            let kinds = self.linked(id, Relation::Source).filter_map(|source| match self.record(source) {
                Record::Source(source) => Some(source.kind),
                _ => None,
            });
            let kinds: Vec<SourceKind> = kinds.collect();
            match kinds[..] {
                [] => None,
                _ if kinds.iter().any(|kind| matches!(kind, SourceKind::Primary | SourceKind::Mirror)) => {
                    Some(Corroboration::Primary)
                }
                [_] => Some(Corroboration::SingleSecondary),
                _ => Some(Corroboration::Secondary),
            }
        })
    }
}
