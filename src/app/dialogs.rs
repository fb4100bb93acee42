//! What asks for something on top of the panes: the open dialog, the help with its filter, the note that is written, the text
//! that is looked for.

use super::comparing::ComparisonSheet;
use super::dialog::DialogState;
use super::editing::Unfiled;
use super::help::HelpFilter;
use super::noting::NoteLine;
use super::tracing::TraceTable;
use super::verifying::VerifiedText;
use crate::page::Commitment;

/// The dialogs. Which of them is on top, [`super::Mode`] says.
#[derive(Debug, Default)]
pub(super) struct Dialogs {
    pub open: DialogState,
    pub help: HelpFilter,
    pub note: NoteLine,
    /// Those of the table, in the order of its rows.
    pub commitments: Vec<Commitment>,
    pub comparison: Option<ComparisonSheet>,
    pub trace: Option<TraceTable>,
    pub verified: Option<VerifiedText>,
    /// A record that stands in no file, while the question about it is open.
    pub unfiled: Option<Unfiled>,
}
