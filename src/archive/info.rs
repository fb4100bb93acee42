//! What a pack says of itself, and its files as texts.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::open;
use super::parse::clean_value;
use crate::record::{EventKind, FieldDeclaration, KindDeclaration, OwnKind, Record, RecordType, SeriesDeclaration};

/// What a pack says of itself (`pack.json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct PackInfo {
    pub name: String,
    pub title: String,
    pub version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<String>,
    /// Version of the pack format.
    #[serde(default = "first_schema")]
    pub schema: u32,
    /// Kinds of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<KindDeclaration>,
    /// Fields of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldDeclaration>,
    /// By what its records are counted in the first panes: names of its fields, or of facets that every archive has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<String>,
    /// How the events of its kinds are numbered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<SeriesDeclaration>,
}

/// The name of what the program knows of countries by itself.
pub(super) const REFERENCE: &str = "iso-3166-1";

impl PackInfo {
    /// The version of the pack format that this program reads.
    pub const SCHEMA: u32 = 1;

    /// A pack of which nothing but its name is known.
    pub fn of_name(name: String, title: String) -> Self {
        Self {
            name,
            title,
            version: "0".to_owned(),
            licence: None,
            description: None,
            homepage: None,
            created: None,
            contributors: Vec::new(),
            schema: Self::SCHEMA,
            kinds: Vec::new(),
            fields: Vec::new(),
            facets: Vec::new(),
            series: Vec::new(),
        }
    }

    /// Whether it is what the program knows of countries by itself.
    pub(crate) fn is_reference(&self) -> bool {
        self.name == REFERENCE
    }

    /// What it declares of the field of this name on records of this type.
    pub fn field(&self, of_type: RecordType, name: &str) -> Option<&FieldDeclaration> {
        self.fields.iter().find(|field| field.name == name && field.on.contains(&of_type))
    }

    /// Whether its events are expected to name countries: a pack that declares words of its own says so by the facet.
    pub(super) fn is_by_country(&self) -> bool {
        let declares = !self.kinds.is_empty() || !self.fields.is_empty() || !self.facets.is_empty();
        !declares || self.facets.iter().any(|facet| facet == "country")
    }

    /// Whether it declares the kind of events of this id.
    pub fn has_kind(&self, id: &str) -> bool {
        self.kinds.iter().any(|kind| kind.id == id)
    }

    /// The kind as the pack declares it, if it does.
    pub(crate) fn declared(&self, kind: EventKind) -> EventKind {
        let EventKind::Own(own) = kind else { return kind };
        let declared = self.kinds.iter().find(|declared| declared.id == own.id());
        declared.map_or(kind, |declared| EventKind::Own(OwnKind::declared(declared)))
    }

    /// Gives a record of the pack its declarations.
    pub(super) fn declare(&self, record: &mut Record) {
        record.declare(&self.kinds, &self.fields);
    }
}

fn first_schema() -> u32 {
    PackInfo::SCHEMA
}

/// The files of a pack as texts: `pack.json`, and one array of records a type.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct PackText<'a> {
    pub info: &'a str,
    pub files: &'a [(RecordType, &'a str)],
}

/// Reads what a pack says of itself.
pub(super) fn read_info(json: &str) -> Result<PackInfo, serde_json::Error> {
    let mut value = serde_json::from_str(json)?;
    clean_value(&mut value);
    serde_json::from_value(value)
}

/// A `.jsonl` file need not say what it is, and what a pack says of itself may be faulty; then its name does.
pub(super) fn info_from_name(path: &Path) -> PackInfo {
    let stem = if path.is_dir() { path.file_name() } else { path.file_stem() };
    let stem = open::shown(Path::new(stem.unwrap_or_default()));
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c.to_ascii_lowercase() } else { '-' };
    let name: String = stem.chars().map(plain).collect();
    let name = name.trim_start_matches(['.', '_', '-']);
    PackInfo::of_name(if name.is_empty() { "pack".to_owned() } else { name.to_owned() }, stem)
}

/// What lies under the packs that the user names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The pack that the program carries; unless a named pack has its name, which then stands in its place.
    Bundled,
    /// Nothing (`--no-bundled`).
    Nothing,
}
