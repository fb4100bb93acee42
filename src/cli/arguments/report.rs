//! The arguments of `report`.

use std::path::PathBuf;

use clap::Args;

use super::{Matching, path};
use crate::report::DossierFormat;

/// Which records go into a dossier, and where it goes.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct ReportArguments {
    /// Words to select by, as for search; or ids, if every word is one: - reads them from standard input. Nothing stands for
    /// everything
    #[arg(value_name = "QUERY|ID")]
    pub query: Vec<String>,
    /// The file to write, which must not be there yet; - or none is the standard output
    #[arg(long, short, value_name = "FILE", value_parser = path())]
    pub output: Option<PathBuf>,
    /// html or markdown; without it by the ending of FILE, else html
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<DossierFormat>,
    /// The title; without it the question
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Write over FILE if it is there
    #[arg(long)]
    pub force: bool,
    /// Take the words as a query, even if every one of them is an id
    #[arg(long)]
    pub as_query: bool,
    /// Leave out your own notes and marks
    #[arg(long)]
    pub no_notes: bool,
    #[command(flatten)]
    pub matching: Matching,
}

pub(super) const EXAMPLES: &str = "Examples:\n  cadialog report -t energy -c KZ -o kazakhstan.html\n  cadialog report is:marked --title \"For chapter 2\" -o chapter.html\n  \
    cadialog report td-13-2025 KZ -o td-13.md";

pub(super) const MORE: &str = "The file has contents, events per year, records by country, the records by type and date, every source once with its \
    number, your own notes and marks, a box that filters, and at its end the question, the packs with their versions, and the call that makes it \
    again. The same call gives the same bytes. Ids keep the order in which they are given. Sources are records of their own only where they are \
    asked for by type or id. A file that is there is not written over unless --force is given; what is found by no record makes no file.";
