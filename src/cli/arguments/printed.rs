//! What each command prints, and whether it reads records.

use super::pack::PackCommand;
use super::{CiteArguments, Command, ExportArguments, ListOptions, OutcomeArguments, Printed, TraceArguments};
use crate::export::CitationStyle;

impl Command {
    /// What the command prints on the standard output, as it is called.
    pub fn prints(&self) -> Printed {
        match self {
            Self::Search { list: ListOptions { format, .. }, .. }
            | Self::List { list: ListOptions { format, .. }, .. }
            | Self::Notes { list: ListOptions { format, .. }, .. }
            | Self::Outcomes(OutcomeArguments { list: ListOptions { format, .. }, .. })
            | Self::Commitments(OutcomeArguments { list: ListOptions { format, .. }, .. })
            | Self::Cite(CiteArguments { style: CitationStyle::Chicago | CitationStyle::Apa, format, .. })
            | Self::Show { format, .. }
            | Self::Export(ExportArguments { format, .. })
            | Self::Stats { format, .. }
            | Self::Trace(TraceArguments { format, .. })
            | Self::Verify { format, .. }
            | Self::Keys { format }
            | Self::Paths { format }
            | Self::Pack { what: PackCommand::Diff { format, .. } }
            | Self::Check { format, .. } => (*format).into(),
            // A pack is written as it is, whatever the terminal can show.
            Self::Pack { what: PackCommand::Merge { .. } } => Printed::Data,
            Self::Config | Self::Import { .. } | Self::Pack { .. } | Self::Help { .. } => Printed::Text,
            Self::Cite(_)
            | Self::Report(_)
            | Self::Schema { .. }
            | Self::Draft { .. }
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
                | Self::Notes { .. }
                | Self::Outcomes(_)
                | Self::Commitments(_)
                | Self::Export(_)
                | Self::Report(_)
                | Self::Stats { .. }
                | Self::Trace(_)
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
