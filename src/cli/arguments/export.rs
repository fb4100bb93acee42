//! The arguments of `export`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Matching;
use super::formats::{SortOrder, format, path};
use crate::export::{Content, OutputFormat};

/// What is exported, and how.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct ExportArguments {
    /// Words to select by, as for search; none for everything
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// json, jsonl, csv, tsv, markdown, csl-json, bibtex, biblatex, ris, ics, geojson, json-ld, gexf, timelinejs, xlsx, frictionless,
    /// text or ids; without it what the ending of the file says, and json on the standard output
    #[arg(long, value_parser = format(Content::Export), value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<OutputFormat>,
    /// Write to this file, in place of one that is there, instead of the standard output, which is -; frictionless also makes a new
    /// directory of it, unless the name ends in .zip
    #[arg(long, short, value_name = "FILE", value_parser = path())]
    pub output: Option<PathBuf>,
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

impl ExportArguments {
    /// The file to be written, if not the standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// What the records are written as: what is asked for, else what the ending of the file says.
    ///
    /// # Errors
    /// When neither says it.
    pub fn format(&self) -> Result<OutputFormat, String> {
        let Some(path) = self.file().filter(|_| self.format.is_none()) else {
            return Ok(self.format.unwrap_or(OutputFormat::Json));
        };
        let path = path.to_string_lossy();
        OutputFormat::of_file(&path).map(|at| OutputFormat::FILES[at].1).ok_or_else(|| {
            let endings: Vec<String> = OutputFormat::FILES.iter().map(|(ending, ..)| (*ending).to_owned()).collect();
            let endings = crate::text::join_or(&endings);
            format!(
                "“{}” has no ending that says a format; give one with --format, or one of {endings}",
                crate::text::clean(&path)
            )
        })
    }
}
