//! The arguments of `cite`.

use clap::Args;

use super::formats::format;
use crate::export::{CitationStyle, Content, OutputFormat};

/// What is cited, and in which style.
#[derive(Debug, Args)]
pub struct CiteArguments {
    /// Ids, as “cadialog list --format ids” prints them; - reads them from standard input
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// chicago, apa, bibtex, ris, csl-json or markdown
    #[arg(long, value_enum, value_name = "STYLE", default_value = "chicago", hide_possible_values = true)]
    pub style: CitationStyle,
    /// text, or json with the reference and its parts
    #[arg(long, value_parser = format(Content::Answer), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
}
