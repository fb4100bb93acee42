//! Outcomes that stand inside an event or a project, as packs of the old shape have them, made records of their own. In a large file,
//! which is read where it lies, they stay where they are until `pack fmt` has written it anew.

use crate::record::{InlineOutcome, Outcome, OutcomeForm, Record};

/// Takes the outcomes out of `record` and makes each a record; its form is the weakest, for the pack does not say it.
pub(super) fn outcomes_of(record: &mut Record) -> Vec<Record> {
    let (id, date, sources, inline) = match record {
        Record::Event(event) => (&event.id, None, &event.sources, std::mem::take(&mut event.outcomes)),
        Record::Project(project) => (&project.id, Some(&project.date), &project.sources, std::mem::take(&mut project.outcomes)),
        _ => return Vec::new(),
    };
    let is_event = date.is_none();
    let made = inline.into_iter().zip(1..).map(|(InlineOutcome { text, topics, countries, sources: own }, number)| Outcome {
        event: is_event.then(|| id.clone()),
        project: (!is_event).then(|| id.clone()),
        date: date.cloned(),
        countries,
        topics,
        sources: if own.is_empty() { sources.clone() } else { own },
        ..Outcome::new(made_id(id, number), text, OutcomeForm::Discussion)
    });
    made.map(|outcome| Record::Outcome(Box::new(outcome))).collect()
}

/// The id of the outcome of this number that stands inside the record `id`.
pub(super) fn made_id(id: &str, number: usize) -> String {
    format!("{id}-outcome-{number}")
}

/// The ids that the outcomes inside `record` will have.
pub(super) fn ids(record: &Record) -> impl Iterator<Item = String> + '_ {
    (1..=record.inline_outcomes().len()).map(|number| made_id(record.id(), number))
}
