//! The arguments of `stats`.

use clap::Args;

use super::Matching;
use super::formats::{By, format};
use crate::export::{Content, OutputFormat};

/// What is counted, and by what.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct StatsArguments {
    /// Words to select by, as for search; none for everything
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub matching: Matching,
    /// By country, topic, type, year, kind, form, state, place, source-kind, corroboration, organisation or person only; or a table
    /// of events or outcomes (or of --type) by two: country,year or form,year
    #[arg(long, value_name = "ROWS[,COLUMNS]")]
    pub by: Option<By>,
    /// text, json, csv, tsv or markdown
    #[arg(long, value_parser = format(Content::Table), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
}
