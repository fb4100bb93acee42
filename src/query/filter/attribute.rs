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
    Level,
    Has,
    Is,
}

/// A value, and what else it may be called.
type Known = (&'static str, &'static [&'static str]);

const KINDS: [Known; 21] = [
    ("summit", &["leaders"]),
    ("foreign-ministers-meeting", &["fmm", "ministerial", "foreign ministers"]),
    ("senior-officials-meeting", &["som", "senior officials"]),
    ("tokyo-dialogue", &["td"]),
    ("experts-meeting", &["experts"]),
    ("business-dialogue", &["business"]),
    ("economy-energy-dialogue", &["eed"]),
    ("visit", &["talks"]),
    ("speech", &["policy speech"]),
    ("precursor", &["before"]),
    ("joint-statement", &[]),
    ("action-plan", &[]),
    ("roadmap", &["road map"]),
    ("press-release", &[]),
    ("chair-statement", &["chairs statement"]),
    ("declaration", &[]),
    ("compiled-note", &[]),
    ("primary", &[]),
    ("mirror", &["mirrored"]),
    ("secondary", &["press"]),
    ("reference", &[]),
];
const STATUSES: [Known; 4] = [("held", &[]), ("planned", &["open"]), ("postponed", &[]), ("cancelled", &["canceled"])];
const FORMS: [Known; 7] = [
    ("verbatim", &[]),
    ("translation", &[]),
    ("paraphrase", &[]),
    ("term", &[]),
    ("in-person", &[]),
    ("online", &["video"]),
    ("hybrid", &[]),
];
const LEVELS: [Known; 7] = [
    ("leader", &["president"]),
    ("minister", &[]),
    ("deputy-minister", &["deputy"]),
    ("senior-official", &["official"]),
    ("ambassador", &[]),
    ("expert", &[]),
    ("business", &[]),
];
const HAS: [Known; 11] = [
    ("quote", &["quotes"]),
    ("figure", &["figures"]),
    ("note", &["notes"]),
    ("outcome", &["outcomes"]),
    ("document", &["documents"]),
    ("project", &["projects"]),
    ("participant", &["participants"]),
    ("source", &["sources"]),
    ("date", &[]),
    ("place", &[]),
    ("original", &[]),
];
const IS: [Known; 7] = [
    ("marked", &[]),
    ("held", &[]),
    ("planned", &["open"]),
    ("postponed", &[]),
    ("cancelled", &["canceled"]),
    ("uncertain", &["doubtful"]),
    ("quoted", &[]),
];

impl Attribute {
    /// Its values, each with what else it may be called.
    pub(crate) const fn known(self) -> &'static [Known] {
        match self {
            Self::Kind => &KINDS,
            Self::Status => &STATUSES,
            Self::Form => &FORMS,
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
        (status, Record::Event(event)) => event.status.label() == status,
        _ => false,
    }
}

/// What a record has by itself.
fn has(record: &Record, what: &str) -> bool {
    match (what, record) {
        ("figure", Record::Event(event)) => !event.figures.is_empty(),
        ("figure", Record::Project(project)) => !project.figures.is_empty(),
        ("note", _) => !record.notes().is_empty(),
        ("outcome", Record::Event(event)) => !event.outcomes.is_empty(),
        ("outcome", Record::Project(project)) => !project.outcomes.is_empty(),
        ("document", Record::Event(event)) => !event.documents.is_empty(),
        ("participant", Record::Event(event)) => !event.participants.is_empty(),
        ("source", _) => !record.sources().is_empty(),
        ("place", Record::Event(event)) => event.place.is_some(),
        ("original", Record::Quote(quote)) => quote.original.is_some(),
        _ => false,
    }
}
