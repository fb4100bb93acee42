//! What a record says of itself in one of a few words: kind, status, form, level; what it has and is.

use crate::record::{DocumentKind, EventKind, Form, Format, Level, Record, SourceKind};
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
    /// The name before the colon.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Form => "form",
            Self::Level => "level",
            Self::Has => "has",
            Self::Is => "is",
        }
    }

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

    /// The values that `text` names: one by its name, else all that begin with it.
    ///
    /// # Errors
    /// The values there are.
    pub(crate) fn read(self, text: &str) -> Result<Vec<&'static str>, String> {
        let plain = |name: &str| text::fold(&name.replace(['-', '_'], " "));
        let wanted = plain(text);
        let named = |(value, others): &Known| plain(value) == wanted || others.contains(&wanted.as_str());
        if let Some((value, _)) = self.known().iter().find(|known| named(known)) {
            return Ok(vec![value]);
        }
        let begun: Vec<_> =
            self.known().iter().map(|(value, _)| *value).filter(|value| plain(value).starts_with(&wanted)).collect();
        if begun.is_empty() || wanted.is_empty() {
            return Err(format!("“{}:” knows no “{text}”; write {}", self.name(), self.choices()));
        }
        Ok(begun)
    }

    /// Whether the record itself has any of the `values`, as far as its text tells.
    pub(crate) fn holds(self, record: &Record, values: &[&str]) -> bool {
        match self {
            Self::Kind => own_kind(record).is_some_and(|kind| values.contains(&kind)),
            Self::Status => status(record).is_some_and(|status| values.contains(&status)),
            Self::Form => form(record).is_some_and(|form| values.contains(&form)),
            Self::Level => match record {
                Record::Event(event) => event.participants.iter().filter_map(|who| who.level).any(|l| values.contains(&level(l))),
                _ => false,
            },
            Self::Has => values.iter().any(|value| has(record, value)),
            Self::Is => values.iter().any(|&value| match (value, record) {
                ("uncertain", Record::Person(person)) => person.uncertain,
                ("uncertain", Record::Event(event)) => event.participants.iter().any(|who| who.uncertain),
                ("quoted", Record::Quote(quote)) => quote.form.is_quoted(),
                (status, Record::Event(event)) => event.status.label() == status,
                _ => false,
            }),
        }
    }
}

/// The value of `kind:` for events of this kind.
pub const fn event_kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Summit => "summit",
        EventKind::ForeignMinistersMeeting => "foreign-ministers-meeting",
        EventKind::SeniorOfficialsMeeting => "senior-officials-meeting",
        EventKind::TokyoDialogue => "tokyo-dialogue",
        EventKind::ExpertsMeeting => "experts-meeting",
        EventKind::BusinessDialogue => "business-dialogue",
        EventKind::EconomyEnergyDialogue => "economy-energy-dialogue",
        EventKind::Visit => "visit",
        EventKind::Speech => "speech",
        EventKind::Precursor => "precursor",
    }
}

fn own_kind(record: &Record) -> Option<&'static str> {
    Some(match record {
        Record::Event(event) => event_kind(event.kind),
        Record::Document(document) => match document.kind {
            DocumentKind::JointStatement => "joint-statement",
            DocumentKind::ActionPlan => "action-plan",
            DocumentKind::Roadmap => "roadmap",
            DocumentKind::PressRelease => "press-release",
            DocumentKind::ChairStatement => "chair-statement",
            DocumentKind::Declaration => "declaration",
            DocumentKind::CompiledNote => "compiled-note",
        },
        Record::Source(source) => match source.kind {
            SourceKind::Primary => "primary",
            SourceKind::Mirror => "mirror",
            SourceKind::Secondary => "secondary",
            SourceKind::Reference => "reference",
        },
        _ => return None,
    })
}

fn status(record: &Record) -> Option<&'static str> {
    if let Record::Event(event) = record { Some(event.status.label()) } else { None }
}

fn form(record: &Record) -> Option<&'static str> {
    match record {
        Record::Quote(quote) => Some(match quote.form {
            Form::Verbatim => "verbatim",
            Form::Translation => "translation",
            Form::Paraphrase => "paraphrase",
            Form::Term => "term",
        }),
        Record::Event(event) => event.format.map(|format| match format {
            Format::InPerson => "in-person",
            Format::Online => "online",
            Format::Hybrid => "hybrid",
        }),
        _ => None,
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Leader => "leader",
        Level::Minister => "minister",
        Level::DeputyMinister => "deputy-minister",
        Level::SeniorOfficial => "senior-official",
        Level::Ambassador => "ambassador",
        Level::Expert => "expert",
        Level::Business => "business",
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
