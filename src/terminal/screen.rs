//! The screen: `ratatui`'s backend for the terminal, with a size that is always known.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// What a terminal of unknown size is taken for.
const USUAL: (u16, u16) = (80, 24);

/// The largest screen that is drawn on, larger than any that is looked at. A size that nobody meant (65,535 columns) would
/// take more memory than there is; beyond this the rest of the terminal stays empty.
const LARGEST: (u16, u16) = (1000, 500);

/// Columns and rows of the terminal on standard output, at most 1000 × 500. Zero means unknown there (a pseudo-terminal that
/// nobody gave a size, a serial line): then `COLUMNS` and `LINES` count, and else 80 × 24.
pub fn size() -> (u16, u16) {
    known(reported(), (cells_named("COLUMNS"), cells_named("LINES")))
}

/// Whether the terminal on standard output takes colours. A console of Windows does once it is asked to, and shows the
/// sequences as text if it is not.
pub fn takes_colours() -> bool {
    #[cfg(windows)]
    return crossterm::ansi_support::supports_ansi();
    #[cfg(not(windows))]
    true
}

/// The number of cells that a variable of the environment names; zero is none.
pub fn cells_named(variable: &str) -> Option<u16> {
    std::env::var(variable).ok()?.trim().parse().ok().filter(|cells| *cells > 0)
}

#[cfg(unix)]
fn reported() -> (u16, u16) {
    rustix::termios::tcgetwinsize(io::stdout()).map_or((0, 0), |size| (size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn reported() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or_default()
}

fn known(reported: (u16, u16), environment: (Option<u16>, Option<u16>)) -> (u16, u16) {
    let first = |reported: u16, named: Option<u16>, usual| {
        [Some(reported), named].into_iter().flatten().find(|cells| *cells > 0).unwrap_or(usual)
    };
    let (width, height) = (first(reported.0, environment.0, USUAL.0), first(reported.1, environment.1, USUAL.1));
    (width.min(LARGEST.0), height.min(LARGEST.1))
}

/// The backend; all but the size is crossterm's.
#[derive(Debug)]
pub struct Tty<W: Write>(CrosstermBackend<W>);

impl<W: Write> Tty<W> {
    /// Draws into `out`, which leads to the terminal on standard output.
    pub fn new(out: W) -> Self {
        Self(CrosstermBackend::new(out))
    }
}

impl<W: Write> Backend for Tty<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.0.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = size();
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_no_size() {
        for (reported, environment, size) in [
            ((120, 36), (Some(80), Some(24)), (120, 36)),
            ((0, 0), (Some(100), Some(30)), (100, 30)),
            ((0, 0), (None, None), USUAL),
            ((0, 0), (Some(0), None), USUAL),
            ((132, 0), (None, Some(50)), (132, 50)),
            ((u16::MAX, u16::MAX), (None, None), LARGEST),
        ] {
            assert_eq!(known(reported, environment), size);
        }
    }
}
