//! The browser in plain lines, for screen readers and dumb terminals: the same [`App`] as on the screen, with what a key
//! changed told in words. A line is read, what comes of it is written at the end, and nothing that stands is changed.
//!
//! - **Everything has its words.** What is drawn on the screen is told in sentences, row by row: charts and the map, too.
//!   What asks for words (`overlay`) says what it asks for and what it has refused, and takes the next line.
//! - **No line is lost.** A list, the charts and the map close by themselves for a command that they do not know; a line that
//!   means nothing is answered with what can be typed there. `quit` and the end of the input end the program from anywhere.
//! - **A sentence is a line** where the output is no terminal: speech and braille go by lines, and a transcript is the same
//!   everywhere. On a terminal lines are folded between words at its width; an address is never parted.
//! - **A number means what was said with it**: a row of the list, or a link of the record that is read. The panes, whose
//!   keys are numbers on the screen, go by their names.
//! - **Nothing speaks unbidden**: packs that changed are told of with the answer to the next line.

mod announce;
mod charts;
mod choosing;
mod command;
mod comparison;
mod dialogs;
mod editing;
mod execution;
mod help;
mod input;
mod listing;
mod map;
mod noting;
mod overlay;
mod reading;
mod shell;

use std::io::{self, IsTerminal, Write};

use crate::app::{App, Ending, Size, Sizes};
use crate::desktop::Desktop;
use crate::search::watch::Watch;
use crate::shelf::ShelfStore;
use crate::text::Ascii;
use shell::LineShell;

/// Rows that a page has where there is no screen.
const PAGE: u16 = 10;

/// A detail as wide as can be has a line for each paragraph; one line high, it is scrolled line by line to the last. The list
/// of a dialog is never scrolled, so that its entries are numbered from its first.
const SIZES: Sizes = {
    let list = Size { width: 80, height: PAGE };
    Sizes {
        countries: list,
        topics: list,
        timeline: list,
        quotes: Size { width: 80, height: PAGE * crate::app::QUOTE_LINES },
        detail: Size { width: u16::MAX, height: 1 },
        help: PAGE,
        dialog: u16::MAX,
        comparison: u16::MAX,
        charts: list,
        upright: false,
    }
};

/// Browses by lines of the standard input until it ends. Neither it nor the standard output need be a terminal; unless both
/// are, the lines read are written among the answers, so that the whole is a transcript. `width` gives the columns of the
/// terminal, asked for anew with each line that is written. With `ascii` nothing else is written.
///
/// # Errors
/// When the standard output cannot be written to; that nobody reads it any more is an end, not an error.
pub fn browse(
    app: &mut App,
    store: &ShelfStore,
    watch: Watch,
    desktop: Desktop,
    ascii: bool,
    width: fn() -> usize,
) -> io::Result<Ending> {
    let (typed, shown) = (io::stdin().is_terminal(), io::stdout().is_terminal());
    let events = input::listen()?;
    let out: Box<dyn Write> = if ascii { Box::new(Ascii::new(io::stdout())) } else { Box::new(io::stdout()) };
    let columns: Option<fn() -> usize> = shown.then_some(width);
    let (terminal, shown) = (typed, typed && shown);
    let mut shell = LineShell { app, store, watch, desktop, out, terminal, shown, columns, remarks: Vec::new(), listing: None };
    match shell.run(&events) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ending::Quit),
        outcome => outcome,
    }
}
