//! The JSON outputs as types: a contract whose schemas `cadialog schema` prints. Field names are those of the pack format.

mod compare;
mod diff;
mod outcomes;
mod verify;
mod words;

pub use compare::{CompareAnswer, ComparedItem, ComparedRow, ComparedSection, ComparedSide, FieldAnswer};
pub use diff::{ChangedField, ChangedRecord, Diff};
pub use outcomes::{OutcomeAnswer, Outcomes};
pub use verify::{ComparedStretch, PassageMatch, TurnedFact, Verified, Verify};
pub use words::{
    CollocateAnswer, CollocatesAnswer, Frequencies, KeynessAnswer, KeywordAnswer, PhraseCount, PhraseTotal, SelectionSize,
    WordForm, YearFrequencies,
};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::export::{Annotation, Data};
use crate::record::Record;

/// What every listed record says of itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Outline {
    /// event, quote, outcome, topic, country, person, organisation, place, project, document or source.
    #[serde(rename = "type")]
    pub of_type: &'static str,
    /// The stable id.
    pub id: String,
    /// Title or name; of a quote or an outcome its words.
    pub title: String,
    /// EDTF; of a quote without a date of its own that of its event.
    pub date: Option<String>,
    /// Ids of countries.
    pub countries: Vec<String>,
    /// Ids of topics.
    pub topics: Vec<String>,
    /// Of a quote who spoke: the name of the person or body, or a description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// A hit of a search.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Found {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub outline: Outline,
    /// The block of the list where it stands: all, meaning, similar or most.
    pub block: &'static str,
    /// How the words were matched: exact, alias, prefix, inflection, inside, synonym, topic, typo or loose.
    pub tier: &'static str,
    /// The best field: title, person, topic, text, summary or note; “your note” where the words stand in the reader's own.
    pub field: &'static str,
    /// The words that were met, as the text has them.
    pub matched: Vec<String>,
    /// The text that holds the match, cut around it.
    pub snippet: String,
    /// Start and end of each match in the snippet, in characters.
    pub highlights: Vec<[usize; 2]>,
}

/// How many records stand in each block.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Blocks {
    /// All words, as asked.
    pub all: usize,
    /// By a synonym or topic.
    pub meaning: usize,
    /// By a similar spelling.
    pub similar: usize,
    /// Most of the words.
    pub most: usize,
}

/// `cadialog search --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Search {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.search/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The question as understood.
    pub query: String,
    /// How many records count: those of the first block that has any; with --loose all.
    pub total: usize,
    /// How many records stand in each block.
    pub blocks: Blocks,
    /// How many stand here, of all blocks.
    pub returned: usize,
    /// Whether a limit left some out.
    pub truncated: bool,
    /// The hits, block after block, each best first.
    pub results: Vec<Found>,
}

/// A place where the words stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordPlace {
    /// Id of the record.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub of_type: &'static str,
    /// EDTF; of a quote without a date of its own that of its event.
    pub date: Option<String>,
    /// Of a quote who spoke: the name of the person or body, or a description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The field of the text: title, person, topic, text, summary or note.
    pub field: &'static str,
    /// What stands before, cut at a word.
    pub left: String,
    /// The words met, whole.
    pub hit: String,
    /// What stands behind, cut at a word.
    pub right: String,
}

/// `cadialog search --kwic --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InContext {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.kwic/1"))]
    pub schema: &'static str,
    /// The question as understood.
    pub query: String,
    /// How many places there are in the records that count.
    pub total: usize,
    /// How many stand here.
    pub returned: usize,
    /// Whether a limit left some out.
    pub truncated: bool,
    /// The places, in the order asked for.
    pub results: Vec<WordPlace>,
}

/// `cadialog list --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct List {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.list/1"))]
    pub schema: &'static str,
    pub data: Data,
    /// The filters as understood.
    pub query: String,
    pub total: usize,
    pub returned: usize,
    pub truncated: bool,
    /// The records in the order asked for.
    pub results: Vec<Outline>,
}

/// A record with what the reader has added.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NoteAnswer {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub outline: Outline,
    /// The reader's note and marks.
    pub annotation: Option<Annotation>,
}

/// `cadialog notes --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Notes {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.notes/1"))]
    pub schema: &'static str,
    pub data: Data,
    /// The question as understood.
    pub query: String,
    pub total: usize,
    pub returned: usize,
    pub truncated: bool,
    /// The records in the order asked for.
    pub results: Vec<NoteAnswer>,
}

/// A whole record, and what refers to it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Shown<'a> {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub record: &'a Record,
    /// Ids of the records that refer to this one, by type (plural).
    pub referred_to_by: BTreeMap<String, Vec<String>>,
}

/// `cadialog show --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Show<'a> {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.show/1"))]
    pub schema: &'static str,
    pub data: Data,
    pub total: usize,
    pub results: Vec<Shown<'a>>,
}

/// A reference to one record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reference {
    /// Id of the record.
    pub id: String,
    /// The reference in the style asked for.
    pub text: String,
    /// The record as a CSL-JSON item; with --with-sources its sources and the archive behind it, in that order.
    pub csl: Vec<serde_json::Value>,
}

/// `cadialog cite --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Cite {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.cite/1"))]
    pub schema: &'static str,
    pub data: Data,
    /// The name of the style, or the path of its file.
    pub style: String,
    pub total: usize,
    pub results: Vec<Reference>,
}

/// How many records have one value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Count {
    /// Id, type or year.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Records by type (plural); types without any are left out.
    pub counts: BTreeMap<String, usize>,
    /// All of them.
    pub total: usize,
}

/// A cell of a table of numbers that is not 0.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Cell {
    pub row: String,
    pub column: String,
    pub count: usize,
}

/// A table of numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cross {
    /// What the rows are: country, topic, type or year.
    pub rows_are: String,
    /// What the columns are: country, topic, type or year.
    pub columns_are: String,
    /// Ids of the rows, in order.
    pub rows: Vec<String>,
    /// Ids of the columns, in order.
    pub columns: Vec<String>,
    /// The cells that are not 0, row by row.
    pub cells: Vec<Cell>,
}

/// `cadialog stats --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stats {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.stats/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The filters as understood.
    pub query: String,
    /// How many records were counted.
    pub total: usize,
    /// Records by type.
    pub types: Vec<Count>,
    /// By country; a record may have several.
    pub countries: Vec<Count>,
    /// By topic; a record may have several.
    pub topics: Vec<Count>,
    /// By the year in which the date begins; records without a date are left out.
    pub years: Vec<Count>,
    /// The table asked for with --by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Cross>,
}

/// Somebody who spoke of it.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Voice {
    /// Id of the person; left out for somebody known by description only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub name: String,
    pub count: usize,
}

/// Mentions in one year.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct YearCount {
    pub year: i32,
    pub count: usize,
}

/// `cadialog trace --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Trace {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.trace/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The question as understood.
    pub query: String,
    /// How many dated events, quotes, projects and documents mention it.
    pub total: usize,
    /// The first mention.
    pub first: Option<Outline>,
    /// The last mention.
    pub last: Option<Outline>,
    /// Whose quotes mention it, most often first.
    pub speakers: Vec<Voice>,
    /// Mentions a year, from the first to the last, silent years included.
    pub years: Vec<YearCount>,
    /// Years between the first and the last without a mention.
    pub silent_years: Vec<i32>,
}

/// An action of the browser and its keys.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KeyRow {
    /// Heading in the help.
    pub group: String,
    /// Name in the configuration.
    pub action: String,
    /// Its keys as the configuration has them.
    pub keys: Vec<String>,
    /// What it does.
    pub sentence: String,
}

/// `cadialog keys --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Keys {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.keys/1"))]
    pub schema: &'static str,
    /// The actions in the order of the help.
    pub results: Vec<KeyRow>,
}

/// A file or variable that applies.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PathRow {
    /// What it is for.
    pub name: String,
    /// Path or value; empty when there is none.
    pub value: String,
    /// "in use", "not there", "dangling" (a link to nothing), "set", "not set".
    pub state: String,
}

/// `cadialog paths --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Paths {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.paths/1"))]
    pub schema: &'static str,
    /// Files first, then variables.
    pub results: Vec<PathRow>,
}
