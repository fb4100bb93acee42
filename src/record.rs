//! What each record is: the types of the pack format, as they stand in the files (ids as text; [`crate::archive`] links
//! them). Field names follow Popolo where it has a word for the thing, CSL for sources.

mod concept;
mod date;
mod declaration;
mod event;
mod evidence;
mod fields;
mod figure;
mod kind;
mod labels;
mod language;
mod names;
mod outcome;
mod own;
mod source;

pub use concept::Concept;
pub use date::{Date, DateError, Day, End, MONTHS, Part, Shape, Unit, Years};
pub use declaration::{FieldDeclaration, FieldType, KindDeclaration, KindOf, Numbering, OwnKind, SeriesDeclaration};
pub use event::{Event, Format, InlineOutcome, Level, Location, Participant, Related, Role, Status};
pub use evidence::{Confidence, Corroboration, Disagreement, SourceReading};
pub use fields::{Field, Fields};
pub use figure::Figure;
pub use kind::EventKind;
pub(crate) use labels::{labels, labels_of_participation};
pub use language::Language;
pub use names::{Capital, Country, FormerName, Names, Office, Organisation, Person, Place, Relations, Topic};
pub use outcome::{Outcome, OutcomeForm, State, Tally, Update, Vote};
pub use own::{OwnField, OwnFields, OwnValue};
pub use source::{Document, DocumentKind, Extent, Form, Link, Original, Project, Quote, Source, SourceKind, Speaker};

use serde::{Deserialize, Serialize};

/// The name of a value that is one of a few words, as the pack format writes it: `foreign-ministers-meeting`.
pub fn name_of(value: impl Serialize) -> String {
    struct Named<T>(T);
    impl<T: Serialize> std::fmt::Display for Named<T> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            self.0.serialize(f)
        }
    }
    Named(value).to_string()
}

/// The types of records, in the order in which the program lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordType {
    /// Something that took place, or was planned, on a date.
    Event,
    /// Words or a position attributed to a speaker.
    Quote,
    /// What was agreed, promised, proposed, done or said of it.
    Outcome,
    /// A field of cooperation.
    Topic,
    /// A state.
    Country,
    /// A speaker or participant.
    Person,
    /// A ministry, institute or agency.
    Organisation,
    /// A city or other place where something took place.
    Place,
    /// A cooperation project.
    Project,
    /// A joint statement, action plan, road map.
    Document,
    /// Where a fact comes from.
    Source,
}

impl RecordType {
    /// Every type, in listing order.
    pub const ALL: [Self; 11] = [
        Self::Event,
        Self::Quote,
        Self::Outcome,
        Self::Topic,
        Self::Country,
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Project,
        Self::Document,
        Self::Source,
    ];

    /// The singular noun, as in `type:event`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Quote => "quote",
            Self::Outcome => "outcome",
            Self::Topic => "topic",
            Self::Country => "country",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Project => "project",
            Self::Document => "document",
            Self::Source => "source",
        }
    }

    /// Whether its records belong to a time: what happened, was said, done or issued.
    pub const fn is_dated(self) -> bool {
        matches!(self, Self::Event | Self::Quote | Self::Outcome | Self::Project | Self::Document)
    }

    /// Whether one without a date of its own has that of its event.
    pub const fn takes_date_of_event(self) -> bool {
        matches!(self, Self::Quote | Self::Outcome)
    }

    /// The plural noun: the name of the pack's file and of its key in a one-file pack.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Event => "events",
            Self::Quote => "quotes",
            Self::Outcome => "outcomes",
            Self::Topic => "topics",
            Self::Country => "countries",
            Self::Person => "people",
            Self::Organisation => "organisations",
            Self::Place => "places",
            Self::Project => "projects",
            Self::Document => "documents",
            Self::Source => "sources",
        }
    }

    /// The type called `name`, singular or plural, or `None`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.into_iter().find(|t| t.name() == name || t.plural() == name)
    }
}

/// One record of any type.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Record {
    Event(Box<Event>),
    Quote(Box<Quote>),
    Outcome(Box<Outcome>),
    Topic(Box<Topic>),
    Country(Box<Country>),
    Person(Box<Person>),
    Organisation(Box<Organisation>),
    Place(Box<Place>),
    Project(Box<Project>),
    Document(Box<Document>),
    Source(Box<Source>),
}

/// Calls `$body` with `$record` bound to whatever type it is; for fields that all types share.
macro_rules! each {
    ($self:expr, $record:ident => $body:expr) => {
        match $self {
            Record::Event($record) => $body,
            Record::Quote($record) => $body,
            Record::Outcome($record) => $body,
            Record::Topic($record) => $body,
            Record::Country($record) => $body,
            Record::Person($record) => $body,
            Record::Organisation($record) => $body,
            Record::Place($record) => $body,
            Record::Project($record) => $body,
            Record::Document($record) => $body,
            Record::Source($record) => $body,
        }
    };
}

use each;

impl Record {
    /// Which type it is.
    pub const fn record_type(&self) -> RecordType {
        match self {
            Self::Event(_) => RecordType::Event,
            Self::Quote(_) => RecordType::Quote,
            Self::Outcome(_) => RecordType::Outcome,
            Self::Topic(_) => RecordType::Topic,
            Self::Country(_) => RecordType::Country,
            Self::Person(_) => RecordType::Person,
            Self::Organisation(_) => RecordType::Organisation,
            Self::Place(_) => RecordType::Place,
            Self::Project(_) => RecordType::Project,
            Self::Document(_) => RecordType::Document,
            Self::Source(_) => RecordType::Source,
        }
    }

    /// The stable id, unique in an archive.
    pub fn id(&self) -> &str {
        each!(self, record => &record.id)
    }

    /// Other ids under which the record is found.
    pub fn aliases(&self) -> &[String] {
        match self {
            Self::Source(_) => &[],
            Self::Event(r) => &r.aliases,
            Self::Quote(r) => &r.aliases,
            Self::Outcome(r) => &r.aliases,
            Self::Topic(r) => &r.aliases,
            Self::Country(r) => &r.aliases,
            Self::Person(r) => &r.aliases,
            Self::Organisation(r) => &r.aliases,
            Self::Place(r) => &r.aliases,
            Self::Project(r) => &r.aliases,
            Self::Document(r) => &r.aliases,
        }
    }

    /// What a list calls the record: its title or name, and for a quote or an outcome its words.
    pub fn title(&self) -> &str {
        match self {
            Self::Event(r) => &r.title,
            Self::Quote(r) => &r.text,
            Self::Outcome(r) => &r.text,
            Self::Topic(r) => &r.name,
            Self::Country(r) => &r.name,
            Self::Person(r) => &r.name,
            Self::Organisation(r) => &r.name,
            Self::Place(r) => &r.name,
            Self::Project(r) => &r.title,
            Self::Document(r) => &r.title,
            Self::Source(r) => &r.title,
        }
    }

    /// The record's own date; a quote of an event, and an outcome, may have none of their own.
    pub fn date(&self) -> Option<&Date> {
        match self {
            Self::Event(r) => Some(&r.date),
            Self::Project(r) => Some(&r.date),
            Self::Document(r) => Some(&r.date),
            Self::Quote(r) => r.date.as_ref(),
            Self::Outcome(r) => r.date.as_ref(),
            Self::Source(r) => r.date.as_ref(),
            Self::Topic(_) | Self::Country(_) | Self::Person(_) | Self::Organisation(_) | Self::Place(_) => None,
        }
    }

    /// Ids of the sources that the record as a whole rests on.
    pub fn sources(&self) -> &[String] {
        match self {
            Self::Source(_) => &[],
            Self::Event(r) => &r.sources,
            Self::Quote(r) => &r.sources,
            Self::Outcome(r) => &r.sources,
            Self::Topic(r) => &r.sources,
            Self::Country(r) => &r.sources,
            Self::Person(r) => &r.sources,
            Self::Organisation(r) => &r.sources,
            Self::Place(r) => &r.sources,
            Self::Project(r) => &r.sources,
            Self::Document(r) => &r.sources,
        }
    }

    /// Disagreements, open questions and warnings.
    pub fn notes(&self) -> &[String] {
        each!(self, record => &record.notes)
    }

    /// Where its sources say different things.
    pub fn disagreements(&self) -> &[Disagreement] {
        match self {
            Self::Event(r) => &r.disagreements,
            Self::Quote(r) => &r.disagreements,
            Self::Outcome(r) => &r.disagreements,
            Self::Project(r) => &r.disagreements,
            Self::Document(r) => &r.disagreements,
            _ => &[],
        }
    }

    /// The outcomes that stand inside it, as packs of the old shape have them; of a pack that is read at once they are records.
    pub fn inline_outcomes(&self) -> &[InlineOutcome] {
        match self {
            Self::Event(r) => &r.outcomes,
            Self::Project(r) => &r.outcomes,
            _ => &[],
        }
    }

    /// The numbers that it reports.
    pub fn figures(&self) -> &[Figure] {
        match self {
            Self::Event(r) => &r.figures,
            Self::Outcome(r) => &r.figures,
            Self::Project(r) => &r.figures,
            _ => &[],
        }
    }

    /// A title of at most forty cells, where the full one is long.
    pub fn short_title(&self) -> Option<&str> {
        match self {
            Self::Event(r) => r.short_title.as_deref(),
            Self::Project(r) => r.short_title.as_deref(),
            Self::Document(r) => r.short_title.as_deref(),
            _ => None,
        }
    }

    /// Names in other languages, where the type has them.
    pub fn names(&self) -> Option<&Names> {
        match self {
            Self::Topic(r) => Some(&r.names),
            Self::Country(r) => Some(&r.names),
            Self::Person(r) => Some(&r.names),
            Self::Organisation(r) => Some(&r.names),
            Self::Place(r) => Some(&r.names),
            _ => None,
        }
    }
}
