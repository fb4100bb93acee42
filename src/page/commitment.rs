//! What somebody is bound to do, in the cells of a table: when it was made, by whom, to whom, how much, until when, and what became
//! of it.

use super::{brief_date, figure, outcome};
use crate::archive::{Archive, Id};
use crate::record::{Language, Record, State};
use crate::text;

/// An outcome by which somebody is bound, as a table and a sentence tell it. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Commitment {
    /// When it was made: "14 Mar 2025".
    pub made: String,
    /// Who made it: "Japan, JICA".
    pub by: String,
    /// For whom it is.
    pub to: String,
    /// What was agreed or promised.
    pub what: String,
    /// The figures as reported: "about 24 billion JPY; 600 people".
    pub how_much: String,
    /// Until when it is to be done.
    pub due: String,
    /// How far it has come: "begun", "not known".
    pub state: String,
    /// The last that is known of it, with its date and who reports it: "30 Jan 2026, Kazinform".
    pub evidence: String,
}

impl Commitment {
    /// The headings of a table, in the order of [`Self::cells`].
    pub const HEADINGS: [&'static str; 8] = ["Made", "By", "To", "What", "How much", "Due", "State", "Last evidence"];

    /// Of the record `id`, if it is an outcome by which somebody is bound.
    pub fn of(archive: &Archive, id: Id, language: Language) -> Option<Self> {
        let Record::Outcome(outcome) = archive.record(id) else { return None };
        if !outcome.is_commitment() {
            return None;
        }
        // That somebody looked and found nothing is no evidence.
        let evidence = outcome.updates.iter().rfind(|update| update.state != State::NotKnown).map(|update| {
            let source = update.sources.first().and_then(|source| archive.id(source)).map(|source| archive.record(source));
            let reported =
                source.and_then(|source| if let Record::Source(of) = source { Some(of.publisher.clone()) } else { None });
            let parts = [update.date.brief_with_year(language)].into_iter().chain(reported);
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        });
        Some(Self {
            made: brief_date(archive, id, language),
            by: outcome::parties(archive, &outcome.by, language),
            to: outcome::parties(archive, &outcome.to, language),
            what: outcome.text.clone(),
            how_much: outcome.figures.iter().map(figure).collect::<Vec<_>>().join("; "),
            due: outcome.due.as_ref().map(|due| due.brief_with_year(language)).unwrap_or_default(),
            state: outcome.state().map_or("", crate::record::State::label).to_owned(),
            evidence: evidence.unwrap_or_default(),
        })
    }

    /// Its cells from left to right.
    pub fn cells(&self) -> [&str; 8] {
        [&self.made, &self.by, &self.to, &self.what, &self.how_much, &self.due, &self.state, &self.evidence]
    }

    /// The whole in sentences: "14 Mar 2025. Japan to Kyrgyzstan: the text. How much: 600 people. Due 2030. State: begun. Last
    /// evidence: 30 Jan 2026, Kazinform."
    pub fn sentence(&self) -> String {
        let parties = match (self.by.as_str(), self.to.as_str()) {
            ("", "") => String::new(),
            ("", to) => format!("To {to}: "),
            (by, "") => format!("{by}: "),
            (by, to) => format!("{by} to {to}: "),
        };
        let labelled = |label: &str, cell: &str| if cell.is_empty() { String::new() } else { format!("{label} {cell}") };
        let parts = [
            self.made.clone(),
            format!("{parties}{}", self.what),
            labelled("How much:", &self.how_much),
            labelled("Due", &self.due),
            labelled("State:", &self.state),
            labelled("Last evidence:", &self.evidence),
        ];
        parts.iter().filter(|part| !part.is_empty()).map(|part| text::sentence(part)).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_said() {
        let some = |text: &str| text.to_owned();
        let full = Commitment {
            made: some("14 Mar 2025"),
            by: some("Japan"),
            to: some("Kyrgyzstan"),
            what: some("Training"),
            how_much: some("600 people"),
            due: some("2030"),
            state: some("begun"),
            evidence: some("30 Jan 2026, Kazinform"),
        };
        let said = "14 Mar 2025. Japan to Kyrgyzstan: Training. How much: 600 people. Due 2030. State: begun. \
                    Last evidence: 30 Jan 2026, Kazinform.";
        assert_eq!(full.sentence(), said);
        let bare = Commitment { what: some("Training"), state: some("not known"), ..Commitment::default() };
        assert_eq!(bare.sentence(), "Training. State: not known.");
    }
}
