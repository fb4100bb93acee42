//! What was said and written, and where it stands: quotes, projects, documents, sources.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Confidence, Corroboration, Date, Disagreement, Figure, InlineOutcome, OwnFields, Participant};

/// Words or a position attributed to a speaker, at an event or on a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Quote {
    pub id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    pub speaker: Speaker,
    pub form: Form,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Original>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corroboration: Option<Corroboration>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Fields that its pack has of its own.
    #[serde(flatten, skip_deserializing)]
    #[schemars(skip)]
    pub own: OwnFields,
}

/// Who spoke: a person with a record, or a description ("a senior Japanese diplomat").
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Speaker {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

/// The wording in its own language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Original {
    pub lang: String,
    pub text: String,
}

/// Whose words a quote gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Form {
    Verbatim,
    Translation,
    Paraphrase,
    Term,
}

impl Form {
    /// The form in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Translation => "translation",
            Self::Paraphrase => "paraphrase",
            Self::Term => "term",
        }
    }

    /// Whether the words are somebody's own and stand in quotation marks.
    pub const fn is_quoted(self) -> bool {
        !matches!(self, Self::Paraphrase)
    }
}

/// A cooperation project or commitment, with figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Project {
    pub id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    pub date: Date,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    /// Those who signed it or have it in hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    pub link: Link,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// As those of an event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<InlineOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Fields that its pack has of its own.
    #[serde(flatten, skip_deserializing)]
    #[schemars(skip)]
    pub own: OwnFields,
}

/// How a project belongs to the Dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// Named in a document of the Dialogue, or tied to it by a source.
    Dialogue,
    /// Regional work beside it.
    Context,
}

impl Link {
    /// The link in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Dialogue => "tied to the Dialogue",
            Self::Context => "regional work beside the Dialogue",
        }
    }
}

/// A joint statement, action plan, road map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Document {
    pub id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    pub date: Date,
    pub kind: DocumentKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Its parts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Fields that its pack has of its own.
    #[serde(flatten, skip_deserializing)]
    #[schemars(skip)]
    pub own: OwnFields,
}

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum DocumentKind {
    JointStatement,
    ActionPlan,
    Roadmap,
    PressRelease,
    ChairStatement,
    Declaration,
    /// A treaty, memorandum or exchange of notes.
    Agreement,
    /// The text of a speech or article.
    SpeechText,
    /// A yearly or other report of a government.
    WhitePaper,
    /// A note that the archive itself compiled from its sources.
    CompiledNote,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::JointStatement,
        Self::ActionPlan,
        Self::Roadmap,
        Self::PressRelease,
        Self::ChairStatement,
        Self::Declaration,
        Self::Agreement,
        Self::SpeechText,
        Self::WhitePaper,
        Self::CompiledNote,
    ];

    /// The kind in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::JointStatement => "joint statement",
            Self::ActionPlan => "action plan",
            Self::Roadmap => "road map",
            Self::PressRelease => "press release",
            Self::ChairStatement => "chair’s statement",
            Self::Declaration => "declaration",
            Self::Agreement => "agreement",
            Self::SpeechText => "speech",
            Self::WhitePaper => "white paper",
            Self::CompiledNote => "note compiled by this archive",
        }
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Source {
    pub id: String,
    pub title: String,
    /// The page’s own title, in its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_original: Option<String>,
    /// Who wrote it, where that is not the publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    pub publisher: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Date>,
    pub kind: SourceKind,
    /// Whether `title` only describes a page whose own title is not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub described: bool,
    /// How much of it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Extent>,
    /// Address of a kept copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<String>,
    /// What it supports, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supports: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Fields that its pack has of its own.
    #[serde(flatten, skip_deserializing)]
    #[schemars(skip)]
    pub own: OwnFields,
}

/// How much of a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// To its end.
    Whole,
    /// Its beginning.
    Opening,
    /// Only what another source quotes of it.
    QuotedByOther,
}

impl Extent {
    /// The extent in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Whole => "to its end",
            Self::Opening => "its beginning only",
            Self::QuotedByOther => "only as another source quotes it",
        }
    }
}

/// How near a source stands to the fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The institution itself.
    Primary,
    /// An official text through a named copy.
    Mirror,
    /// Press and others.
    Secondary,
    /// Encyclopaedias, code lists, curated data.
    Reference,
}

impl SourceKind {
    /// The kind in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Mirror => "official text, mirrored",
            Self::Secondary => "secondary",
            Self::Reference => "reference work",
        }
    }
}
