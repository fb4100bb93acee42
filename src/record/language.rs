//! The languages in which the program shows names and dates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The language in which names are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Language {
    #[default]
    En,
    Ja,
    Ru,
}

impl Language {
    /// Its tag, by which records keep names in it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
            Self::Ru => "ru",
        }
    }
}
