//! The answer of `compare` as types.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{ComparedStretch, Outline};
use crate::export::Data;

/// A or B.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparedSide {
    /// As it was asked.
    pub asked: String,
    /// The record; left out of a selection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Outline>,
    /// The query as understood; left out of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// How many records the selection has; left out of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<usize>,
}

/// An item of a list; left out is the side that lacks it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparedItem {
    /// equal, different, only-a or only-b.
    pub relation: &'static str,
    /// As A has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<Value>,
    /// As B has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<Value>,
}

/// A field of two records.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldAnswer {
    /// Its name in the record: summary, place.venue; outcomes and quoted stand for records that refer to it.
    pub field: String,
    /// equal, different, only-a or only-b.
    pub relation: &'static str,
    /// The value of A; left out of lists, and where A has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<Value>,
    /// The value of B; left out of lists, and where B has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<Value>,
    /// Of a text that both have, word by word: “record” are the words of A, “said” those of B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<ComparedStretch>>,
    /// Of a list its items: first those of both, then those of A only, then those of B only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<ComparedItem>>,
}

/// How many records of A and of B have one value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparedRow {
    /// Id, type or word of a short list.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How many of A.
    pub a: usize,
    /// How many of B.
    pub b: usize,
    /// B less A.
    pub difference: i64,
}

/// Counts by one facet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparedSection {
    /// type, kind, topic, country, person or form.
    pub by: String,
    /// Which records are counted.
    pub of: &'static str,
    /// How many rows there are; fewer may stand here.
    pub total: usize,
    /// What both have most often in sum comes first; types in their order.
    pub rows: Vec<ComparedRow>,
}

/// `cadialog compare --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CompareAnswer {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.compare/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// records or selections.
    pub what: &'static str,
    /// The first.
    pub a: ComparedSide,
    /// The second.
    pub b: ComparedSide,
    /// Whether nothing differs: in the fields of two records, or in which records two selections have.
    pub equal: bool,
    /// Of two records every field that one of them has.
    pub fields: Vec<FieldAnswer>,
    /// Of two selections how many records they have.
    pub counts: Vec<ComparedSection>,
    /// How many records both selections have.
    pub common_total: usize,
    /// These, in listing order.
    pub common: Vec<Outline>,
    /// How many only A has.
    pub only_a_total: usize,
    /// These.
    pub only_a: Vec<Outline>,
    /// How many only B has.
    pub only_b_total: usize,
    /// These.
    pub only_b: Vec<Outline>,
    /// Whether a limit left something out.
    pub truncated: bool,
}
