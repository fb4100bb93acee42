//! What the command for packs can do.

use std::path::PathBuf;

use clap::Subcommand;

use super::formats::format;
use super::path;
use crate::export::{Content, OutputFormat};

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
    /// Tell what differs between two packs, by record and field
    #[command(
        before_help = "Examples:\n  cadialog pack diff old-pack new-pack\n  cadialog pack diff events.json~ events.json --format json",
        after_long_help = "Records added (+), removed (-) and changed, and of those that are changed every field with its old and its new \
        value; of lists the items that came and went. The order of records and of fields, and the layout, mean nothing. The two may be \
        kept in different ways.\n\n\
        The exit code is 0 if nothing differs, else 1."
    )]
    Diff {
        /// The old pack, or a file of one
        #[arg(value_name = "OLD", value_parser = path())]
        old: PathBuf,
        /// The new one
        #[arg(value_name = "NEW", value_parser = path())]
        new: PathBuf,
        /// text or json
        #[arg(long, value_parser = format(Content::Answer), value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        format: OutputFormat,
    },
    /// Merge two changes of a pack by record and field; a merge driver for Git
    #[command(
        before_help = "Examples:\n  cadialog pack merge base.json ours.json theirs.json --output -\n  \
        git config merge.cadialog.driver 'cadialog pack merge %O %A %B --name %P'",
        after_long_help = "What THEIRS changed since BASE is written into OURS, whose layout stays. With “data/*.json merge=cadialog” in \
        .gitattributes, and the setting above, Git calls it for those files.\n\n\
        Where both changed the same field, each in its own way, ours stays, and the others are left in the record, in a field \
        “_conflicts”: [{\"field\": …, \"base\": …, \"theirs\": …}]. The file stays JSON, cadialog reads it, and check tells of it until \
        somebody has chosen and removed “_conflicts”. A record that one side removed and the other changed stays as changed, with \
        [{\"removed\": \"ours\"}] or \"theirs\". Every conflict is told on the standard error with its values.\n\n\
        The exit code is 0 if all is merged, 1 if there are conflicts. Where a file is faulty nothing is written."
    )]
    Merge {
        /// The version from which both come; it may be empty
        #[arg(value_name = "BASE", value_parser = path())]
        base: PathBuf,
        /// The version into which the other is merged
        #[arg(value_name = "OURS", value_parser = path())]
        ours: PathBuf,
        /// The other version
        #[arg(value_name = "THEIRS", value_parser = path())]
        theirs: PathBuf,
        /// Write what is merged here instead of into OURS; - is the standard output
        #[arg(long, short, value_name = "PATH", value_parser = path())]
        output: Option<PathBuf>,
        /// The name of the file of which the three are versions, which says what its records are
        #[arg(long, value_name = "NAME", value_parser = path())]
        name: Option<PathBuf>,
    },
}
