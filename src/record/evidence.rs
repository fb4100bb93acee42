//! How well records are carried: confidence, corroboration, and where sources disagree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How well the sources carry the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

impl Confidence {
    /// The confidence in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// How well a quote or an outcome is attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Corroboration {
    Primary,
    Secondary,
    SingleSecondary,
}

impl Corroboration {
    /// The attestation in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Primary => "primary source",
            Self::Secondary => "secondary sources",
            Self::SingleSecondary => "one report only",
        }
    }
}

/// Where sources say different things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Disagreement {
    /// On what.
    pub about: String,
    /// What they say.
    pub readings: Vec<SourceReading>,
    /// The text of the reading that the record follows; none where that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred: Option<String>,
}

/// What some of the sources say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct SourceReading {
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}
