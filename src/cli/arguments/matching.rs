//! The options that say how the words of a query are met, and what is printed of what is found.

use clap::Args;

use super::formats::{SortOrder, format};
use crate::export::{Content, OutputFormat};

/// How the words of a query are met.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Matching {
    /// Refuse a query that is not wholly understood, and packs with faults
    #[arg(long)]
    pub strict: bool,
    /// Only records that hold all words, as asked: none by meaning, similar spellings or most of the words
    #[arg(long, conflicts_with = "loose")]
    pub exact: bool,
    /// Count all that is found, by meaning, similar spellings and most of the words too, not only the first block
    #[arg(long)]
    pub loose: bool,
}

/// Options of commands that print many records.
#[derive(Debug, Args)]
pub struct ListOptions {
    /// text, json, jsonl, csv, tsv, markdown or ids
    #[arg(long, value_parser = format(Content::Records), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
    /// At most so many records
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// date, title, type, id or rank; with - before it backwards
    #[arg(long, value_name = "ORDER", allow_hyphen_values = true)]
    pub sort: Option<SortOrder>,
}
