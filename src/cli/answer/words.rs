//! The answers of `collocates`, `keyness` and `trace --compare` as types.

use schemars::JsonSchema;
use serde::Serialize;

use crate::export::Data;

/// A form of the word, and how often it stands there.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct WordForm {
    pub form: String,
    pub count: usize,
}

/// A word that stands beside another.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CollocateAnswer {
    /// As it is written most often.
    pub word: String,
    /// How many times it stands within a window, f(xy); an occurrence counts once, however many windows hold it.
    pub count: usize,
    /// How many of these stand before the word.
    pub left: usize,
    /// How many behind it.
    pub right: usize,
    /// In how many records.
    pub records: usize,
    /// How many times it stands in all texts, f(y).
    pub frequency: usize,
    /// How many times it would stand within the windows by chance.
    pub expected: f64,
    /// 14 + log2(2 f(xy) / (f(x) + f(y))).
    pub log_dice: f64,
    /// G² of the table of this word and others, within windows and outside.
    pub log_likelihood: f64,
    /// Whether it stands there fewer than five times, so that it may be by chance.
    pub few: bool,
}

/// `cadialog collocates --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CollocatesAnswer {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.collocates/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The word as asked.
    pub word: String,
    /// Its forms in the texts.
    pub forms: Vec<WordForm>,
    /// Which records were read.
    pub query: String,
    /// Words before it that stand beside it.
    pub left: usize,
    /// Words behind it that do.
    pub right: usize,
    /// How many times the word stands in the texts, f(x).
    pub count: usize,
    /// In how many records.
    pub records: usize,
    /// How many records were read.
    pub records_read: usize,
    /// How many words their texts have.
    pub words: usize,
    /// How many of these stand within a window.
    pub words_within: usize,
    /// How many collocates there are.
    pub total: usize,
    /// How many stand here.
    pub returned: usize,
    /// Whether a limit left some out.
    pub truncated: bool,
    /// What to beware of.
    pub warnings: Vec<String>,
    /// The collocates, in the order asked for.
    pub results: Vec<CollocateAnswer>,
}

/// A word that one selection uses more than another.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KeywordAnswer {
    /// As it is written most often.
    pub word: String,
    /// How many times it stands in the first selection.
    pub count: usize,
    /// How many times in the second.
    pub reference_count: usize,
    /// How often in a thousand words of the first.
    pub per_thousand: f64,
    /// How often in a thousand words of the second.
    pub reference_per_thousand: f64,
    /// The binary logarithm of the one share over the other; a count of nought is taken for 0.5.
    pub log_ratio: f64,
    /// G² after Rayson and Garside.
    pub log_likelihood: f64,
    /// Whether it stands fewer than five times in both together.
    pub few: bool,
}

/// A selection of records and its size.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SelectionSize {
    /// The query as understood; of the rest what it is the rest of.
    pub query: String,
    /// How many records it has.
    pub records: usize,
    /// How many words their texts have.
    pub words: usize,
}

/// `cadialog keyness --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KeynessAnswer {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.keyness/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The selection of which the words are key.
    pub selection: SelectionSize,
    /// What it is compared with.
    pub reference: SelectionSize,
    /// How many words the first uses more.
    pub total_positive: usize,
    /// How many the second uses more.
    pub total_negative: usize,
    /// Whether a limit left some out.
    pub truncated: bool,
    /// What to beware of.
    pub warnings: Vec<String>,
    /// What the first uses more, in the order asked for.
    pub positive: Vec<KeywordAnswer>,
    /// What the second uses more.
    pub negative: Vec<KeywordAnswer>,
}

/// A phrase, and how often it stands in the texts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PhraseTotal {
    /// The phrase as it was given.
    pub phrase: String,
    /// How many places there are.
    pub places: usize,
    /// How many dated records mention it: in their texts, or as a name of what they are about.
    pub records: usize,
}

/// A phrase in one year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PhraseCount {
    /// How many places there are.
    pub places: usize,
    /// How many records mention it.
    pub records: usize,
    /// How many places in a thousand words; nothing where there are no words.
    pub per_thousand: Option<f64>,
}

/// The phrases in one year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct YearFrequencies {
    /// The year.
    pub year: i32,
    /// How many words the texts of its records have.
    pub words: usize,
    /// The phrases, in their order.
    pub phrases: Vec<PhraseCount>,
}

/// `cadialog trace --compare --format json`, and with `--per-thousand`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Frequencies {
    /// Name and version of this contract.
    #[schemars(extend("const" = "cadialog.frequencies/1"))]
    pub schema: &'static str,
    /// Where the records come from.
    pub data: Data,
    /// The filters as understood.
    pub query: String,
    /// The phrases, in the order asked for.
    pub phrases: Vec<PhraseTotal>,
    /// From the first year with a mention to the last.
    pub years: Vec<YearFrequencies>,
}
