//! The arguments of `export`.

use clap::Args;

use super::Matching;
use super::formats::{SortOrder, format};
use crate::export::{Content, OutputFormat};

/// What is exported, and how.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct ExportArguments {
    /// Words to select by, as for search; none for everything
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// json, jsonl, csv, tsv, markdown, csl-json, bibtex, ris, ics, geojson, text or ids
    #[arg(long, value_parser = format(Content::Export), value_name = "FORMAT", default_value = "json", hide_possible_values = true)]
    pub format: OutputFormat,
    /// At most so many records
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// date, title, type, id or rank; with - before it backwards
    #[arg(long, value_name = "ORDER", allow_hyphen_values = true)]
    pub sort: Option<SortOrder>,
    #[command(flatten)]
    pub matching: Matching,
    /// Leave out your own notes and marks, which are written with the records where the format has room for them
    #[arg(long)]
    pub no_notes: bool,
}
