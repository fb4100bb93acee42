//! The arguments of `compare`, `collocates` and `keyness`, and what their help says of what they count.

use clap::Args;

use super::Matching;
use super::formats::format;
use crate::corpus::{CollocateOrder, KeynessOrder, Window, WordChoice};
use crate::export::{Content, OutputFormat};
use crate::record::{Field, Fields};
use crate::text;

/// What `trace` counts.
pub(super) const TRACE: &str = "With --compare or --per-thousand places are counted: how often the phrase stands in the texts of dated \
    records, as search --kwic --exact lists them. A thousand words are those of the texts of all dated records of the year that the options \
    select: what search reads as a word, each text once, without ids and the program’s own words for kinds, forms and states.";

/// Calls of `compare`.
pub(super) const COMPARE_EXAMPLES: &str = "Examples:\n  cadialog compare td-12-2023 td-13-2025\n  cadialog compare KZ UZ --date 2015..\n  \
    cadialog compare 2015 2025 --format csv\n  cadialog compare \"topic:energy country:KZ\" \"topic:energy country:UZ\"";

/// What `compare` tells.
pub(super) const COMPARE: &str = "Marks: = both have it, ≠ it differs, − only the first has it, + only the second. Lists are compared as \
    sets, texts word by word: [-…-] only in the first, {+…+} only in the second.\n\n\
    Two ids of records are compared by their fields. Two years, two countries, two topics and two queries are compared as selections: how \
    many records of each type, kind, topic, country, person and form of outcomes, and which records both have, or only one.";

/// How `collocates` counts.
pub(super) const COLLOCATES: &str = "Texts are those of events, quotes, outcomes, projects and documents, unless --type or type: says \
    otherwise; no window crosses the border of a text. All inflections and spelling variants of the word count; what stands beside it is \
    listed as written. Stop words are not listed, but take their places in a window.\n\n\
    count: f(xy), how often it stands within a window; each occurrence once, also where windows overlap.\n\
    expected: f(y) × words within windows / all words, the places of the word itself left out.\n\
    logDice: 14 + log2(2 f(xy) / (f(x) + f(y))); 14 at most.\n\
    G²: log-likelihood (Dunning 1993), 2 Σ O ln(O/E) over the word and all others, within windows and outside. More than 3.84 is chance \
    in one of twenty cases, 10.83 in one of a thousand.\n\n\
    Below five occurrences (*) none of them says much.";

/// How `keyness` counts.
pub(super) const KEYNESS: &str = "Texts are those of events, quotes, outcomes, projects and documents, unless --type or type: says \
    otherwise. With one query the rest are all other records that the options select.\n\n\
    log ratio (Hardie): log2 of the share of the one over that of the other; 1 is twice as often; a count of nought is taken for 0.5.\n\
    G²: log-likelihood (Rayson and Garside 2000), 2 Σ O ln(O/E), where E of a selection is its number of words × all occurrences / all \
    words. More than 3.84 is chance in one of twenty cases, 10.83 in one of a thousand.\n\n\
    Below five occurrences in both together (*) neither says much.";

/// Which texts are read, and which of their words are listed.
#[derive(Debug, Clone, Args)]
pub struct ListedWords {
    /// Read only texts of these fields: title, person (also offices), topic, text (of quotes), summary, note
    #[arg(long = "in", id = "in_fields", value_name = "FIELD", value_delimiter = ',', value_parser = field)]
    pub fields: Vec<Field>,
    /// Only words that occur so many times: beside the word, or in the selection of which they are key
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub min: usize,
    /// List stop words too: articles, pronouns, prepositions, auxiliaries, Japanese particles
    #[arg(long)]
    pub all_words: bool,
    /// At most so many words; of keywords so many on either side
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

impl From<&ListedWords> for WordChoice {
    fn from(listed: &ListedWords) -> Self {
        let fields = if listed.fields.is_empty() { Fields::ALL } else { Fields::of(&listed.fields) };
        Self { fields, min: listed.min, all_words: listed.all_words }
    }
}

/// A field by its name.
fn field(name: &str) -> Result<Field, String> {
    let known = Field::ALL.map(|field| field.name().to_owned());
    Field::ALL.into_iter().find(|field| field.name() == name).ok_or_else(|| format!("write {}", text::join_or(&known)))
}

/// Beside which word others are counted, in which texts, and how they are listed.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct CollocateArguments {
    /// The word, in any of its forms; or several in a row, in quotation marks
    #[arg(value_name = "WORD")]
    pub word: String,
    /// Count only in records that this query selects
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// So many words on either side stand beside it
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub window: usize,
    /// So many before it, in place of --window; 0 for none
    #[arg(long, value_name = "N")]
    pub left: Option<usize>,
    /// So many behind it, in place of --window; 0 for none
    #[arg(long, value_name = "N")]
    pub right: Option<usize>,
    #[command(flatten)]
    pub listed: ListedWords,
    /// log-dice, log-likelihood or count
    #[arg(long, value_enum, value_name = "ORDER", default_value = "log-dice", hide_possible_values = true)]
    pub sort: CollocateOrder,
    /// text, json, csv, tsv or markdown
    #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
    #[command(flatten)]
    pub matching: Matching,
}

impl CollocateArguments {
    /// What stands beside the word.
    pub fn beside(&self) -> Window {
        Window { left: self.left.unwrap_or(self.window), right: self.right.unwrap_or(self.window) }
    }
}

/// Which selections are set against each other, and how their words are listed.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct KeynessArguments {
    /// A query, in quotation marks where it has several words; with a second one that is compared with, without it the rest
    #[arg(value_name = "QUERY", required = true, num_args = 1..=2)]
    pub queries: Vec<String>,
    #[command(flatten)]
    pub listed: ListedWords,
    /// log-likelihood, log-ratio or count
    #[arg(long, value_enum, value_name = "ORDER", default_value = "log-likelihood", hide_possible_values = true)]
    pub sort: KeynessOrder,
    /// text, json, csv, tsv or markdown
    #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
    #[command(flatten)]
    pub matching: Matching,
}

/// What is compared, and how it is printed.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct CompareArguments {
    /// Two ids, years, countries, topics or queries; a query of several words in quotation marks
    #[arg(value_name = "A B", required = true, num_args = 2)]
    pub sides: Vec<String>,
    /// At most so many rows and records of each part of two selections; as text 10, if nothing is said
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// text, json, csv, tsv or markdown
    #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
    #[command(flatten)]
    pub matching: Matching,
}
