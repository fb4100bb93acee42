//! The arguments of `index`.

use clap::Args;

/// What to do with the indexes that are kept.
#[derive(Debug, Args)]
pub struct IndexArguments {
    /// Remove all that are kept, instead of making one
    #[arg(long)]
    pub remove: bool,
}

pub(super) const EXAMPLES: &str = "Examples:\n  cadialog index --data minutes.jsonl\n  cadialog index --remove";

pub(super) const MORE: &str = "An index is made by itself when packs are searched for the first time, and makes every later start short. It \
    belongs to the packs of the call, and is made anew when one of their files, or the program, has changed. All together have 4 GiB at \
    most: the least recently used give way. “cadialog paths” tells where they lie; --no-cache does without.";
