//! Kinds of events: those that the program knows, and those of a pack’s own.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::OwnKind;

/// The series or sort an event belongs to. What was cancelled or postponed is a [`Status`](super::Status), never a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum EventKind {
    Summit,
    ForeignMinistersMeeting,
    SeniorOfficialsMeeting,
    TokyoDialogue,
    ExpertsMeeting,
    BusinessDialogue,
    EconomyEnergyDialogue,
    Visit,
    Speech,
    /// Of ministers other than those of foreign affairs, or in another format.
    MinistersMeeting,
    ParliamentaryContact,
    /// Training, youth and culture programmes.
    Exchange,
    /// Letters and announcements.
    Message,
    Precursor,
    /// One of a pack’s own.
    Own(OwnKind),
}

/// The name in files, the words, and the short form of a kind: the one that the field uses ("FMM", "SOM"), else a word.
type KindNames = (&'static str, &'static str, &'static str);

impl EventKind {
    /// The kinds that the program knows, the highest level first.
    pub const ALL: [Self; 14] = [
        Self::Summit,
        Self::ForeignMinistersMeeting,
        Self::SeniorOfficialsMeeting,
        Self::TokyoDialogue,
        Self::ExpertsMeeting,
        Self::BusinessDialogue,
        Self::EconomyEnergyDialogue,
        Self::Visit,
        Self::Speech,
        Self::MinistersMeeting,
        Self::ParliamentaryContact,
        Self::Exchange,
        Self::Message,
        Self::Precursor,
    ];

    fn names(self) -> KindNames {
        match self {
            Self::Summit => ("summit", "summit", "summit"),
            Self::ForeignMinistersMeeting => ("foreign-ministers-meeting", "foreign ministers’ meeting", "FMM"),
            Self::SeniorOfficialsMeeting => ("senior-officials-meeting", "senior officials’ meeting", "SOM"),
            Self::TokyoDialogue => ("tokyo-dialogue", "Tokyo Dialogue", "TD"),
            Self::ExpertsMeeting => ("experts-meeting", "experts’ meeting", "experts"),
            Self::BusinessDialogue => ("business-dialogue", "business dialogue", "business"),
            Self::EconomyEnergyDialogue => ("economy-energy-dialogue", "economy and energy dialogue", "energy"),
            Self::Visit => ("visit", "visit or talks", "visit"),
            Self::Speech => ("speech", "policy speech", "speech"),
            Self::MinistersMeeting => ("ministers-meeting", "meeting of other ministers", "mins"),
            Self::ParliamentaryContact => ("parliamentary-contact", "contact of parliaments", "parl"),
            Self::Exchange => ("exchange", "training or exchange", "train"),
            Self::Message => ("message", "message or announcement", "message"),
            Self::Precursor => ("precursor", "precursor", "before"),
            Self::Own(kind) => (kind.id(), kind.label(), kind.short()),
        }
    }

    /// As records write it: `foreign-ministers-meeting`.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// The kind in words: "foreign ministers’ meeting".
    pub fn label(self) -> &'static str {
        self.names().1
    }

    /// The short form, for narrow columns; of what the program knows at most 8 cells.
    pub fn short(self) -> &'static str {
        self.names().2
    }

    /// The kind that records write so; of a pack’s own if the program knows none of that name.
    fn called(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or_else(|| Self::Own(OwnKind::of_id(name)))
    }

    /// Whether a kind of a pack’s own may be called so: as an id.
    pub fn is_name(name: &str) -> bool {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        name.len() <= MOST_OF_NAME && name.bytes().next().is_some_and(plain) && name.bytes().all(|b| plain(b) || b == b'-')
    }
}

/// Bytes that the name of a kind may have.
const MOST_OF_NAME: usize = 64;

impl Default for EventKind {
    /// A meeting of which no more is said.
    fn default() -> Self {
        Self::Own(OwnKind::of_id("meeting"))
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl Visitor<'_> for NameVisitor {
            type Value = EventKind;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a kind of events")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<EventKind, E> {
                if EventKind::is_name(name) {
                    return Ok(EventKind::called(name));
                }
                Err(E::custom(format!("“{name}” cannot be a kind")))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}

impl JsonSchema for EventKind {
    fn schema_name() -> Cow<'static, str> {
        "EventKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The series or sort an event belongs to: one of the examples, or one that the pack declares in its “kinds”.",
            "type": "string",
            "format": "event-kind",
            "pattern": "^[a-z0-9][a-z0-9-]*$",
            "maxLength": MOST_OF_NAME,
            "examples": Self::ALL.map(Self::name),
        })
    }
}
