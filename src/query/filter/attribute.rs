//! What a record says of itself in one of a few words: kind, status, form, level; what it has and is.

use crate::record::{Record, name_of};
use crate::text;

/// A field with a short list of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Attribute {
    Kind,
    Status,
    Form,
    State,
    Corroboration,
    Confidence,
    Level,
    Has,
    Is,
}

/// A value, and what else it may be called.
type Known = (&'static str, &'static [&'static str]);

const KINDS: [Known; 28] = [
    ("summit", &["leaders"]),
    ("foreign-ministers-meeting", &["fmm", "ministerial", "foreign ministers"]),
    ("senior-officials-meeting", &["som", "senior officials"]),
    ("tokyo-dialogue", &["td"]),
    ("experts-meeting", &["experts"]),
    ("business-dialogue", &["business"]),
    ("economy-energy-dialogue", &["eed"]),
    ("visit", &["talks"]),
    ("speech", &["policy speech"]),
    ("ministers-meeting", &["other ministers"]),
    ("parliamentary-contact", &["parliament", "league"]),
    ("exchange", &["training"]),
    ("message", &["letter", "announcement"]),
    ("precursor", &["before"]),
    ("joint-statement", &[]),
    ("action-plan", &[]),
    ("roadmap", &["road map"]),
    ("press-release", &[]),
    ("chair-statement", &["chairs statement"]),
    ("declaration", &[]),
    ("agreement", &["memorandum"]),
    ("speech-text", &[]),
    ("white-paper", &["bluebook"]),
    ("compiled-note", &[]),
    ("primary", &[]),
    ("mirror", &["mirrored"]),
    ("secondary", &["press"]),
    ("reference", &[]),
];
const STATUSES: [Known; 4] = [("held", &[]), ("planned", &["open"]), ("postponed", &[]), ("cancelled", &["canceled"])];
const FORMS: [Known; 15] = [
    ("agreement", &["agreed"]),
    ("pledge", &["promise", "promised"]),
    ("proposal", &["proposed"]),
    ("decision", &["decided"]),
    ("result", &["reported"]),
    ("discussion", &["discussed"]),
    ("assessment", &["judgement"]),
    ("verbatim", &[]),
    ("translation", &[]),
    ("paraphrase", &[]),
    ("term", &[]),
    ("in-person", &[]),
    ("online", &["video"]),
    ("telephone", &["by telephone", "call"]),
    ("hybrid", &[]),
];
const STATES: [Known; 7] = [
    ("overdue", &["late", "past due"]),
    ("announced", &[]),
    ("begun", &[]),
    ("done", &[]),
    ("done-in-part", &["partly done"]),
    ("lapsed", &[]),
    ("not-known", &["unknown"]),
];
const CORROBORATIONS: [Known; 3] = [("primary", &[]), ("secondary", &[]), ("single-secondary", &["single", "one report only"])];
const CONFIDENCES: [Known; 3] = [("high", &[]), ("medium", &[]), ("low", &[])];
const LEVELS: [Known; 8] = [
    ("leader", &["president"]),
    ("minister", &[]),
    ("deputy-minister", &["deputy"]),
    ("legislator", &["parliament"]),
    ("senior-official", &["official"]),
    ("ambassador", &[]),
    ("expert", &[]),
    ("business", &[]),
];
const HAS: [Known; 13] = [
    ("quote", &["quotes"]),
    ("figure", &["figures"]),
    ("note", &["notes"]),
    ("outcome", &["outcomes"]),
    ("update", &["updates"]),
    ("disagreement", &["disagreements"]),
    ("document", &["documents"]),
    ("project", &["projects"]),
    ("participant", &["participants"]),
    ("source", &["sources"]),
    ("date", &[]),
    ("place", &[]),
    ("original", &[]),
];
const IS: [Known; 10] = [
    ("marked", &[]),
    ("noted", &["annotated"]),
    ("new", &[]),
    ("held", &[]),
    ("planned", &["open"]),
    ("postponed", &[]),
    ("cancelled", &["canceled"]),
    ("uncertain", &["doubtful"]),
    ("quoted", &[]),
    ("commitment", &["commitments"]),
];

impl Attribute {
    /// Its values, each with what else it may be called.
    pub(crate) const fn known(self) -> &'static [Known] {
        match self {
            Self::Kind => &KINDS,
            Self::Status => &STATUSES,
            Self::Form => &FORMS,
            Self::State => &STATES,
            Self::Corroboration => &CORROBORATIONS,
            Self::Confidence => &CONFIDENCES,
            Self::Level => &LEVELS,
            Self::Has => &HAS,
            Self::Is => &IS,
        }
    }

    /// Its values, for a hint.
    pub(crate) fn choices(self) -> String {
        self.known().iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", ")
    }

    /// The values that `text` names: one by its name, else all that begin with it; there may be none.
    pub(crate) fn read(self, text: &str) -> Vec<&'static str> {
        let plain = |name: &str| text::fold(&name.replace(['-', '_'], " "));
        let wanted = plain(text);
        let named = |(value, others): &Known| plain(value) == wanted || others.contains(&wanted.as_str());
        if let Some((value, _)) = self.known().iter().find(|known| named(known)) {
            return vec![value];
        }
        let begins = |value: &&str| !wanted.is_empty() && plain(value).starts_with(&wanted);
        self.known().iter().map(|(value, _)| *value).filter(begins).collect()
    }

    /// Whether the record itself has any of the `values`, as far as its text tells.
    pub(crate) fn holds(self, record: &Record, values: &[&str]) -> bool {
        let name = match (self, record) {
            (Self::Kind, Record::Event(event)) => Some(name_of(event.kind)),
            (Self::Kind, Record::Document(document)) => Some(name_of(document.kind)),
            (Self::Kind, Record::Source(source)) => Some(name_of(source.kind)),
            (Self::Status, Record::Event(event)) => Some(name_of(event.status)),
            (Self::Form, Record::Quote(quote)) => Some(name_of(quote.form)),
            (Self::Form, Record::Event(event)) => event.format.map(name_of),
            (Self::Form, Record::Outcome(outcome)) => Some(name_of(outcome.form)),
            (Self::State, Record::Outcome(outcome)) => outcome.state().map(name_of),
            (Self::Confidence, Record::Event(event)) => event.confidence.map(name_of),
            (Self::Confidence, Record::Project(project)) => project.confidence.map(name_of),
            (Self::Confidence, Record::Outcome(outcome)) => outcome.confidence.map(name_of),
            (Self::Level, Record::Event(event)) => {
                let mut levels = event.participants.iter().filter_map(|who| who.level);
                return levels.any(|level| values.contains(&name_of(level).as_str()));
            }
            (Self::Has, _) => return values.iter().any(|value| has(record, value)),
            (Self::Is, _) => return values.iter().any(|value| is(record, value)),
            _ => None,
        };
        name.is_some_and(|name| values.contains(&name.as_str()))
    }
}

fn is(record: &Record, what: &str) -> bool {
    match (what, record) {
        ("uncertain", Record::Person(person)) => person.uncertain,
        ("uncertain", Record::Event(event)) => event.participants.iter().any(|who| who.uncertain),
        ("quoted", Record::Quote(quote)) => quote.form.is_quoted(),
        ("commitment", Record::Outcome(outcome)) => outcome.is_commitment(),
        (status, Record::Event(event)) => event.status.label() == status,
        _ => false,
    }
}

/// What a record has by itself.
fn has(record: &Record, what: &str) -> bool {
    match (what, record) {
        ("figure", _) => !record.figures().is_empty(),
        ("disagreement", _) => !record.disagreements().is_empty(),
        ("update", Record::Outcome(outcome)) => !outcome.updates.is_empty(),
        ("note", _) => !record.notes().is_empty(),
        ("outcome", _) => !record.inline_outcomes().is_empty(),
        ("document", Record::Event(event)) => !event.documents.is_empty(),
        ("participant", Record::Event(event)) => !event.participants.is_empty(),
        ("participant", Record::Project(project)) => !project.participants.is_empty(),
        ("source", _) => !record.sources().is_empty(),
        ("place", Record::Event(event)) => event.place.is_some() || !event.stops.is_empty(),
        ("original", Record::Quote(quote)) => quote.original.is_some(),
        _ => false,
    }
}
