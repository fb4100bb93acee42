//! The passages of a record: what it says, text by text.

use crate::record::{InlineOutcome, Record};

/// Which text of a record a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageField {
    /// The words of a quote.
    Text,
    /// The words of a quote in their own language.
    Original,
    /// A title or name.
    Title,
    /// A summary or description, or a country's part in the Dialogue.
    Summary,
    /// An outcome.
    Outcome,
    /// A figure with its unit and what it is of.
    Figure,
    /// A note, or what a source supports.
    Note,
}

impl PassageField {
    /// The field's name, as in the pack format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Original => "original",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Outcome => "outcome",
            Self::Figure => "figure",
            Self::Note => "note",
        }
    }
}

/// Calls `visit` with every passage of `record`.
pub(super) fn each_passage(record: &Record, visit: &mut dyn FnMut(PassageField, &str)) {
    use PassageField as F;
    match record {
        Record::Quote(quote) => {
            visit(F::Text, &quote.text);
            quote.original.iter().for_each(|original| visit(F::Original, &original.text));
        }
        Record::Outcome(outcome) => {
            visit(F::Outcome, &outcome.text);
            outcome.updates.iter().for_each(|update| visit(F::Outcome, &update.text));
        }
        _ => visit(F::Title, record.title()),
    }
    match record {
        Record::Event(event) => {
            visit(F::Summary, &event.summary);
            outcomes(&event.outcomes, visit);
            event.participants.iter().filter_map(|who| who.note.as_ref()).for_each(|note| visit(F::Note, note));
        }
        Record::Project(project) => {
            visit(F::Summary, &project.summary);
            outcomes(&project.outcomes, visit);
        }
        Record::Document(document) => {
            visit(F::Summary, &document.summary);
            document.contents.iter().for_each(|text| visit(F::Summary, text));
        }
        Record::Topic(topic) => visit(F::Summary, &topic.description),
        Record::Country(country) => country.participation.iter().for_each(|text| visit(F::Summary, text)),
        Record::Source(source) => source.supports.iter().for_each(|text| visit(F::Note, text)),
        Record::Quote(_) | Record::Outcome(_) | Record::Person(_) | Record::Organisation(_) | Record::Place(_) => {}
    }
    record.names().into_iter().flat_map(|names| names.values()).for_each(|name| visit(F::Title, name));
    for figure in record.figures() {
        let parts = [Some(&figure.as_reported), figure.unit.as_ref(), figure.of.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        visit(F::Figure, &parts.join(" "));
    }
    let readings = record.disagreements().iter().flat_map(|disagreement| &disagreement.readings);
    readings.for_each(|reading| visit(F::Note, &reading.text));
    record.notes().iter().for_each(|note| visit(F::Note, note));
}

fn outcomes(outcomes: &[InlineOutcome], visit: &mut dyn FnMut(PassageField, &str)) {
    outcomes.iter().for_each(|outcome| visit(PassageField::Outcome, &outcome.text));
}
