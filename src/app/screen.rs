//! The sizes that the layout gives the panes, and what of their contents these have room for.

use super::{App, Beside};

/// Inner size of a pane in cells; zero when the pane is not on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// The sizes that the layout gives the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Sizes {
    pub countries: Size,
    pub topics: Size,
    pub timeline: Size,
    pub quotes: Size,
    pub detail: Size,
    /// Lines that the help can show.
    pub help: u16,
    /// Rows that the list of a dialog can show.
    pub dialog: u16,
    /// Cells of a line of a comparison.
    pub comparison: u16,
    /// Columns and rows of the chart that fit, and whether its years stand side by side.
    pub charts: Size,
    pub upright: bool,
}

/// The screen as the reader has set it, and the sizes of what stands on it.
#[derive(Debug, Default)]
pub(super) struct ScreenState {
    pub sizes: Sizes,
    /// Whether the focused pane has the whole screen.
    pub zoomed: bool,
    /// Whether clicks and the wheel are the program's.
    pub mouse: bool,
}

/// Lines that a quote takes in a pane with room: two of its words, and who said them.
pub const QUOTE_LINES: u16 = 3;

/// Lines of a pane of quotes from which it has that room, although not all of them fit.
const TALL: u16 = 12;

/// Most lines of an outcome in its pane.
const MOST_OUTCOME_LINES: u16 = 4;

/// Most lines of a quote in its pane.
const MOST_QUOTE_LINES: u16 = 7;

impl App {
    /// Whether the focused pane has the whole screen.
    pub fn is_zoomed(&self) -> bool {
        self.screen.zoomed
    }

    /// Lines that a quote may take in its pane, the one of who said it included: more where all of them fit with more. An outcome
    /// has one where many are listed, else up to three of its words and one of who made it and what became of it.
    pub fn quote_lines(&self) -> u16 {
        let height = self.screen.sizes.quotes.height;
        let count = u16::try_from(self.listed_quotes().len().max(1)).unwrap_or(u16::MAX);
        if self.beside() == Beside::Outcomes {
            return (height / count).clamp(1, MOST_OUTCOME_LINES);
        }
        (height / count).min(MOST_QUOTE_LINES).max(if height < TALL { QUOTE_LINES - 1 } else { QUOTE_LINES })
    }
}
