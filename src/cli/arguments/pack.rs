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
    /// Write packs of the old shape in the new one, in place
    #[command(
        before_help = "Examples:\n  cadialog pack fmt my-pack\n  cadialog pack fmt --check packs/*.jsonl",
        after_long_help = "Outcomes inside events and projects become records of their own: in a directory in outcomes.json, in one \
        .json file in its list “outcomes”, in a .jsonl file on lines behind their event. They keep the ids by which they are known \
        already, <id>-outcome-<number>, or get the next number that is free. The words of a figure become “as_reported”, and \
        “value” the number where they are one.\n\n\
        All the rest stays byte for byte, and a pack in the new shape is not written at all. Files are put in their places in one \
        step each. Faults are told as check tells them; then nothing is written."
    )]
    Fmt {
        /// Packs: directories, .json or .jsonl files
        #[arg(value_name = "PATH", required = true, value_parser = path())]
        paths: Vec<PathBuf>,
        /// Only say what would be done; the exit code is 1 if there is anything
        #[arg(long)]
        check: bool,
    },
}
