//! The options that say how the words of a query are met.

use clap::Args;

/// How the words of a query are met.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Matching {
    /// Refuse a query that is not wholly understood
    #[arg(long)]
    pub strict: bool,
    /// Only records that hold all words, as asked: none by meaning, similar spellings or most of the words
    #[arg(long, conflicts_with = "loose")]
    pub exact: bool,
    /// Count all that is found, by meaning, similar spellings and most of the words too, not only the first block
    #[arg(long)]
    pub loose: bool,
}
