//! What a pack may declare of its own: kinds of events, fields of records, and how series are numbered. A declaration is
//! interned, so that records point at it and stay small: equal declarations are one, for as long as the program runs.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RecordType;

/// A kind of events that a pack declares.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct KindDeclaration {
    /// The type of records that are of it.
    pub of: KindOf,
    /// As records write it: `council-meeting`.
    pub id: String,
    /// In words: "Council meeting".
    pub name: String,
    /// A short form for narrow columns, at most 7 cells: "council".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The sign before it in lists, one cell wide: "■".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// The types of records that have kinds of a pack's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum KindOf {
    Event,
}

/// A field that a pack declares.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct FieldDeclaration {
    /// As records write it, and as a query asks for it: `ward`.
    pub name: String,
    /// The types of records that may have it.
    pub on: Vec<RecordType>,
    /// What its values are.
    #[serde(rename = "type")]
    pub of_type: FieldType,
    /// What is shown before its values; else the name, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What a number counts: an ISO 4217 code, `people`, `km`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// What the values of a declared field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Prose.
    Text,
    /// A word or name that many records share; records are counted by it.
    Term,
    /// A number.
    Number,
    /// A date at its true precision (EDTF).
    Date,
    /// The id of a person.
    Person,
    /// The id of a body.
    Organisation,
    /// The code of a country.
    Country,
    /// The id of a place.
    Place,
    /// The id of a topic.
    Topic,
    /// The id of an event.
    Event,
    /// An address.
    Url,
    /// True or false.
    Flag,
}

impl FieldType {
    /// The type of the records that its values name; none if they name none.
    pub const fn target(self) -> Option<RecordType> {
        match self {
            Self::Person => Some(RecordType::Person),
            Self::Organisation => Some(RecordType::Organisation),
            Self::Country => Some(RecordType::Country),
            Self::Place => Some(RecordType::Place),
            Self::Topic => Some(RecordType::Topic),
            Self::Event => Some(RecordType::Event),
            Self::Text | Self::Term | Self::Number | Self::Date | Self::Url | Self::Flag => None,
        }
    }

    /// Whether records are counted by its values.
    pub const fn is_facet(self) -> bool {
        matches!(self, Self::Term | Self::Flag) || self.target().is_some()
    }
}

/// How the events of a kind are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesDeclaration {
    /// The kind.
    pub kind: String,
    /// From when the numbers run.
    pub numbered: Numbering,
}

/// From when the numbers of a series run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// From the first event on.
    #[default]
    Throughout,
    /// Anew each year.
    Year,
}

impl FieldDeclaration {
    /// That of a field which nobody declared: its values are shown and searched as texts.
    pub(super) fn undeclared(name: &str) -> Self {
        Self { name: name.to_owned(), on: Vec::new(), of_type: FieldType::Text, label: None, unit: None }
    }

    /// Whether a pack declares it.
    pub fn is_declared(&self) -> bool {
        !self.on.is_empty()
    }

    /// What is shown before its values.
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }

    /// The one declaration that is equal to this.
    pub fn interned(&self) -> &'static Self {
        static FIELDS: LazyLock<Mutex<HashSet<&'static FieldDeclaration>>> = LazyLock::new(Mutex::default);
        intern(&FIELDS, self)
    }
}

/// A kind of events that the program does not know of itself. Equal if their ids are.
#[derive(Debug, Clone, Copy)]
pub struct OwnKind(&'static KindDeclaration);

impl OwnKind {
    /// The kind as a pack declares it.
    pub fn declared(declaration: &KindDeclaration) -> Self {
        static KINDS: LazyLock<Mutex<HashSet<&'static KindDeclaration>>> = LazyLock::new(Mutex::default);
        Self(intern(&KINDS, declaration))
    }

    /// The kind of this id, of which no more is known.
    pub fn of_id(id: &str) -> Self {
        let name = in_words(id);
        Self::declared(&KindDeclaration { of: KindOf::Event, id: id.to_owned(), name, short: None, mark: None })
    }

    /// As records write it.
    pub const fn id(self) -> &'static str {
        self.0.id.as_str()
    }

    /// In words.
    pub const fn label(self) -> &'static str {
        self.0.name.as_str()
    }

    /// The short form, else the words.
    pub fn short(self) -> &'static str {
        self.0.short.as_deref().unwrap_or(self.0.name.as_str())
    }

    /// The sign before it in lists, if one was declared.
    pub fn mark(self) -> Option<&'static str> {
        self.0.mark.as_deref()
    }
}

impl PartialEq for OwnKind {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for OwnKind {}

impl Hash for OwnKind {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl Ord for OwnKind {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.id.cmp(&other.0.id)
    }
}

impl PartialOrd for OwnKind {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn intern<T: Clone + Eq + Hash>(known: &Mutex<HashSet<&'static T>>, value: &T) -> &'static T {
    // A thread that fails while it holds the lock has changed nothing by halves.
    let mut known = known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(one) = known.get(value) {
        return one;
    }
    let kept: &'static T = Box::leak(Box::new(value.clone()));
    known.insert(kept);
    kept
}

/// A name of a field or kind as people write it: "council meeting".
fn in_words(name: &str) -> String {
    name.replace(['-', '_'], " ")
}
