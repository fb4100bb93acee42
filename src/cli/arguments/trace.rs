//! The arguments of `trace`.

use clap::Args;

use super::formats::format;
use crate::export::{Content, OutputFormat};

/// What is followed through the years.
#[derive(Debug, Args)]
pub struct TraceArguments {
    /// The word, or words that stand in one record
    #[arg(value_name = "WORD", required = true)]
    pub words: Vec<String>,
    /// Set phrases against each other: each argument is one, its words in a row
    #[arg(long)]
    pub compare: bool,
    /// Also how often in a thousand words of each year
    #[arg(long)]
    pub per_thousand: bool,
    /// text, json, csv, tsv or markdown
    #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
}
