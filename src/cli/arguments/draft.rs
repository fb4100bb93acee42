//! The arguments of `draft`.

use std::path::PathBuf;

use clap::Args;

use super::formats::path;

/// What a pack is drafted of.
#[derive(Debug, Args)]
pub struct DraftArguments {
    /// The text (plain, Markdown, HTML or a .docx document), or - for standard input
    #[arg(value_name = "FILE", value_parser = path())]
    pub file: PathBuf,
    /// Name of the pack
    #[arg(long, value_name = "NAME", default_value = "draft")]
    pub name: String,
    /// The day of publication, for “last Friday” and dates without a year
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
}
