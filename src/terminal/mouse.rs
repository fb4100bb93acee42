//! Taking the mouse from the terminal and giving it back. Only buttons and the wheel are asked for, not every motion.

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use crossterm::{Command, execute};

use crate::app::Gesture;

/// Whether the reader wants the program to have the mouse.
static WANTED: AtomicBool = AtomicBool::new(false);

/// Says whether the program is to have the mouse whenever it has the terminal.
pub(super) fn want(on: bool) {
    WANTED.store(on, Ordering::SeqCst);
}

/// Takes the mouse, or gives it back, now and for the time after a suspension.
pub(super) fn capture(on: bool) -> io::Result<()> {
    want(on);
    execute!(io::stdout(), Capture(on))
}

/// Takes the mouse if it is wanted; for when the terminal has been taken.
pub(super) fn take() -> io::Result<()> {
    if WANTED.load(Ordering::SeqCst) { execute!(io::stdout(), Capture(true)) } else { Ok(()) }
}

/// Gives the mouse back if the program had it; what is wanted stays.
pub(super) fn give_back() {
    if WANTED.load(Ordering::SeqCst) {
        let _ = execute!(io::stdout(), Capture(false)); // the terminal may be gone
    }
}

/// Where the mouse was and what it did there, if that is of use here.
pub(super) fn gesture(event: MouseEvent) -> Option<(Gesture, (u16, u16))> {
    let gesture = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some((gesture, (event.column, event.row)))
}

/// Switches the reports of buttons (1000), written so that no column is too far right for them (1006), on or off; see
/// "Mouse Tracking" in <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>. crossterm's own command asks for every
/// motion as well, which would keep the loop busy for nothing.
struct Capture(bool);

impl Command for Capture {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 { "\u{1b}[?1000h\u{1b}[?1006h" } else { "\u{1b}[?1006l\u{1b}[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        if self.0 {
            crossterm::event::EnableMouseCapture.execute_winapi()
        } else {
            crossterm::event::DisableMouseCapture.execute_winapi()
        }
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}
