//! What each command prints, and whether it reads records.

use super::pack::PackCommand;
use super::{
    CiteArguments, CollocateArguments, Command, CompareArguments, KeynessArguments, ListOptions, NotesArguments,
    OutcomeArguments, Printed, StatsArguments, StyleChoice, TraceArguments, VerifyArguments,
};
use crate::export::{CitationStyle, OutputFormat};

impl Command {
    /// What the command prints on the standard output, as it is called.
    pub fn prints(&self) -> Printed {
        match self {
            Self::Search { list: ListOptions { format, .. }, .. }
            | Self::List { list: ListOptions { format, .. }, .. }
            | Self::Notes(NotesArguments { list: ListOptions { format, .. }, .. })
            | Self::Outcomes(OutcomeArguments { list: ListOptions { format, .. }, .. })
            | Self::Commitments(OutcomeArguments { list: ListOptions { format, .. }, .. })
            | Self::Cite(CiteArguments {
                style: StyleChoice::File(_) | StyleChoice::Known(CitationStyle::Printed(_)),
                format,
                ..
            })
            | Self::Show { format, .. }
            | Self::Stats(StatsArguments { format, .. })
            | Self::Trace(TraceArguments { format, .. })
            | Self::Compare(CompareArguments { format, .. })
            | Self::Collocates(CollocateArguments { format, .. })
            | Self::Keyness(KeynessArguments { format, .. })
            | Self::Verify(VerifyArguments { format, .. })
            | Self::Keys { format }
            | Self::Paths { format }
            | Self::Pack { what: PackCommand::Diff { format, .. } }
            | Self::Check { format, .. } => (*format).into(),
            Self::Export(asked) if asked.file().is_some() => Printed::Data,
            Self::Export(asked) => asked.format.unwrap_or(OutputFormat::Json).into(),
            // A pack is written as it is, whatever the terminal can show.
            Self::Pack { what: PackCommand::Merge { .. } } => Printed::Data,
            Self::Config | Self::Index(_) | Self::Pick { .. } | Self::Import { .. } | Self::Pack { .. } | Self::Help { .. } => {
                Printed::Text
            }
            Self::Cite(_)
            | Self::Mcp
            | Self::Report(_)
            | Self::Schema { .. }
            | Self::Draft(_)
            | Self::Completions { .. }
            | Self::Man { .. } => Printed::Data,
        }
    }

    /// Whether what the command prints depends on what the reader keeps: what a search finds, and notes.
    pub const fn needs_annotations(&self) -> bool {
        matches!(
            self,
            Self::Search { .. }
                | Self::List { .. }
                | Self::Notes(_)
                | Self::Outcomes(_)
                | Self::Commitments(_)
                | Self::Export(_)
                | Self::Report(_)
                | Self::Stats(_)
                | Self::Trace(_)
                | Self::Compare(_)
                | Self::Collocates(_)
                | Self::Keyness(_)
        )
    }

    /// Whether the command reads records; the others work even when a pack is faulty.
    pub const fn needs_archive(&self) -> bool {
        !matches!(
            self,
            Self::Schema { .. }
                | Self::Check { .. }
                | Self::Import { .. }
                | Self::Pack { .. }
                | Self::Keys { .. }
                | Self::Config
                | Self::Paths { .. }
                | Self::Man { .. }
                | Self::Help { .. }
        )
    }
}
