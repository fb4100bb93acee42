//! Hits: the records that were found, and how.

use crate::archive::Id;
use crate::record::Field;

/// How a word was matched, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// T0: the whole word.
    Exact,
    /// T1: another name, script or romanisation of it, or a link to the record of that name.
    Alias,
    /// T2: the word begins with the term.
    Prefix,
    /// T3: the term is an inflection of the word.
    Inflection,
    /// T4: the term stands inside the word.
    Inside,
    /// T5: one or two letters differ.
    Typo,
    /// T6: the letters stand in order in a title, name or id.
    Loose,
}

impl Tier {
    /// The tier's name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Prefix => "prefix",
            Self::Inflection => "inflection",
            Self::Inside => "inside",
            Self::Typo => "typo",
            Self::Loose => "loose",
        }
    }

    /// Whether hits of the tier stand below the divider, as similar spellings only.
    pub const fn is_similar(self) -> bool {
        matches!(self, Self::Typo | Self::Loose)
    }
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// The worst tier any term needed.
    pub tier: Tier,
    /// The best field of the first term.
    pub field: Field,
}

/// What was found, best first; from `similar` on only by similar spellings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The hits.
    pub list: Vec<Hit>,
    /// The index of the first hit that rests on a similar spelling.
    pub similar: usize,
    /// How many records were found; of a large archive only the best are listed.
    pub total: usize,
    /// How many of them rest on a similar spelling.
    pub total_similar: usize,
}

impl Hits {
    /// All there are.
    pub fn of(list: Vec<Hit>) -> Self {
        let total = list.len();
        let similar = list.iter().position(|hit| hit.tier.is_similar()).unwrap_or(total);
        Self { list, similar, total, total_similar: total - similar }
    }
}
