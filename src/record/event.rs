//! Events and what stands in them: places, participants.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Confidence, Date, Disagreement, EventKind, Figure, OwnFields};

/// Something that took place, or was planned: a meeting, symposium, visit, speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Event {
    pub id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    pub date: Date,
    #[serde(default)]
    pub kind: EventKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u16>,
    #[serde(default, skip_serializing_if = "Status::is_held")]
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Location>,
    /// Ids of the places of a tour, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// Ids of bodies that took part and are no hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// What it brought, as packs of the old shape have it; of a pack that is read at once they become records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<InlineOutcome>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
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

/// Whether the event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Status {
    #[default]
    Held,
    Planned,
    Postponed,
    Cancelled,
}

impl Status {
    #[allow(clippy::trivially_copy_pass_by_ref)] // the form that serde calls
    fn is_held(&self) -> bool {
        *self == Self::Held
    }

    /// The status in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Planned => "planned",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How people met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Format {
    InPerson,
    Online,
    Telephone,
    Hybrid,
}

impl Format {
    /// The format in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::InPerson => "in person",
            Self::Online => "online",
            Self::Telephone => "by telephone",
            Self::Hybrid => "hybrid",
        }
    }
}

/// Where an event took place, as far as a source says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Location {
    /// Id of a place record, which has its names and position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Degrees north, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
}

/// Who took part, for whom, and at which level.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Id of a person record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// A name without a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Somebody, or a group, known only by office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The office held at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The country represented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Id of the body for which they took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// For whom they stood in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// The rank at which they took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What they did at the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whether the source leaves the participation in doubt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uncertain: bool,
    /// A remark on this participation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Rank of a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Level {
    Leader,
    Minister,
    DeputyMinister,
    /// A member or officer of a parliament or party.
    Legislator,
    SeniorOfficial,
    Ambassador,
    Expert,
    Business,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Leader,
        Self::Minister,
        Self::DeputyMinister,
        Self::Legislator,
        Self::SeniorOfficial,
        Self::Ambassador,
        Self::Expert,
        Self::Business,
    ];

    /// The level in words, as in `level:ambassador`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Minister => "minister",
            Self::DeputyMinister => "deputy minister",
            Self::Legislator => "legislator",
            Self::SeniorOfficial => "senior official",
            Self::Ambassador => "ambassador",
            Self::Expert => "expert",
            Self::Business => "business",
        }
    }
}

/// What a participant did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Role {
    Chair,
    Host,
    Guest,
    Speaker,
    Moderator,
    Opening,
    Keynote,
    Closing,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Chair, Self::Host, Self::Guest, Self::Speaker, Self::Moderator, Self::Opening, Self::Keynote, Self::Closing];

    /// The role in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Host => "host",
            Self::Guest => "guest",
            Self::Speaker => "speaker",
            Self::Moderator => "moderator",
            Self::Opening => "opening remarks",
            Self::Keynote => "keynote",
            Self::Closing => "closing remarks",
        }
    }
}

/// One thing that an event or project brought, without a record of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InlineOutcome {
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A link to another event that the series does not already give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// Id of the other record.
    pub id: String,
    /// What the other is to this one: "postponed from", "held beside".
    #[serde(rename = "as")]
    pub relation: String,
}
