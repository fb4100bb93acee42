//! The answer of `verify` as types.

use schemars::JsonSchema;
use serde::Serialize;

use crate::export::Data;

/// A stretch of a text beside that of a record: what turns the record's words into the text's.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparedStretch {
    /// equal, insert, delete or replace.
    pub op: &'static str,
    /// Words of the text; empty for what only the record has.
    pub said: String,
    /// Words of the record; empty for what only the text has.
    pub record: String,
}

/// A passage that comes near to a text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PassageMatch {
    /// Id of the record.
    pub id: String,
    /// event, quote, topic, country, person, organisation, project, document or source.
    #[serde(rename = "type")]
    pub of_type: &'static str,
    /// text, original, title, summary, outcome, figure or note.
    pub field: &'static str,
    /// From 0 to 1, which is word for word.
    pub score: f64,
    /// The sentences of the record that hold the passage.
    pub text: String,
    /// Word by word, from the first word to the last.
    pub differences: Vec<ComparedStretch>,
    /// Who spoke; of what is no quote its title.
    pub who: String,
    /// EDTF; of a quote without a date of its own that of its event.
    pub date: Option<String>,
    /// Of a quote: verbatim, translation, paraphrase or term.
    pub form: Option<String>,
    /// Of a quote: primary, secondary or single-secondary.
    pub corroboration: Option<String>,
}

/// A fact that differs between a text and the best passage.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TurnedFact {
    /// negation, number, date, country or speaker.
    pub kind: &'static str,
    /// The difference in a sentence.
    pub message: String,
    /// What the text has.
    pub said: String,
    /// What the record has.
    pub record: String,
}

/// Whether one text is in the record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Verified {
    /// The text that was looked for.
    pub text: String,
    /// Of a file the line in which the quotation begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// verbatim, near, elsewhere (only parts of it stand in the record) or absent.
    pub verdict: &'static str,
    /// Whether it counts as found: verbatim or near, and no fact turned.
    pub found: bool,
    /// Whether only the beginning of the text was looked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// The passages that come nearest, one a record, best first.
    pub matches: Vec<PassageMatch>,
    /// The facts that differ from the best match.
    pub warnings: Vec<TurnedFact>,
}

/// `cadialog verify --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Verify {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.verify/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The text, or the quotations of a file in their order.
    pub results: Vec<Verified>,
}
