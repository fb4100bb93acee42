//! What the command for packs can do.

use std::path::PathBuf;

use clap::Subcommand;

use super::path;

/// What to do with a pack.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Write a pack to start from; it passes check
    New {
        /// The directory to make; its name is the pack's
        #[arg(value_name = "PATH", value_parser = path())]
        path: PathBuf,
    },
}
