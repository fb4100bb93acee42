//! The arguments of `notes`.

use clap::Args;

use super::{ListOptions, Matching};

/// Which notes, and how they are printed.
#[derive(Debug, Args)]
#[allow(missing_docs)]
pub struct NotesArguments {
    /// Words to select by, as for search; none for every note
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub list: ListOptions,
    #[command(flatten)]
    pub matching: Matching,
}
