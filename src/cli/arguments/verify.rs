//! The arguments of `verify`.

use clap::Args;

use super::formats::format;
use crate::export::{Content, OutputFormat};

/// What is looked for.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The text; or a file, of which every quotation of more than three words is looked for; - reads a text from standard input
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
    /// text or json
    #[arg(long, value_parser = format(Content::Answer), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: OutputFormat,
}
