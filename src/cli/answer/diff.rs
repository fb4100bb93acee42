//! The JSON of `pack diff`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// `cadialog pack diff --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diff {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.diff/1"))]
    pub schema: &'static str,
    /// The old pack, as it was named.
    pub old: String,
    /// The new one.
    pub new: String,
    /// How many records only the new one has.
    pub added: usize,
    /// How many records only the old one has.
    pub removed: usize,
    /// How many records differ.
    pub changed: usize,
    /// The records, list by list; in each those that are removed come first, then the others in the order of the new pack.
    pub results: Vec<ChangedRecord>,
}

/// A record that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangedRecord {
    /// events, quotes and so on; thesaurus, and pack for what the pack says of itself.
    pub list: String,
    /// The stable id; left out for what is in no list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title, name or text, as the new pack has it, if it has the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// added, removed or changed.
    pub change: &'static str,
    /// What differs, in the order of the fields; of a record that is added or removed every field.
    pub fields: Vec<ChangedField>,
}

/// A field that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangedField {
    /// Its name in the record: summary, place.venue, participants[koike].office.
    pub field: String,
    /// Whether the values are items of the list that the field is, and not the field itself.
    pub item: bool,
    /// The old value; left out where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// The new value; left out where there is none any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}
