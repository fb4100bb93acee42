//! The terminal taken and given back, whatever happens between.

use std::io;
use std::process::ExitStatus;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;

use super::mouse;
use super::screen::Tty;
use crate::desktop;
use crate::text::clean;

/// The terminal while the program has it; dropping it gives it back.
struct Taken;

/// Whether the terminal is the program's at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether pasted text is told from typed text. On Windows crossterm reads the marks around it as keys.
const TELLS_PASTE: bool = cfg!(not(windows));

impl Taken {
    fn take() -> io::Result<Self> {
        let taken = Self;
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen)?;
        if TELLS_PASTE {
            execute!(io::stdout(), EnableBracketedPaste)?;
        }
        mouse::take()?;
        Ok(taken)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once: a second time would put the cursor back to where it was before, and what was printed
/// in between would be written over. Errors are of no use here: the terminal may be gone.
pub(super) fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    mouse::give_back();
    if TELLS_PASTE {
        let _ = execute!(io::stdout(), DisableBracketedPaste);
    }
    let _ = execute!(io::stdout(), LeaveAlternateScreen, crossterm::cursor::Show);
    let _ = disable_raw_mode();
}

/// Takes the terminal again after somebody else had it, whatever they made of it. crossterm takes raw mode for granted once
/// it has set it, so it is left first.
pub(super) fn take_again() -> io::Result<()> {
    disable_raw_mode()?;
    std::mem::forget(Taken::take()?); // the guard made at the start still stands
    Ok(())
}

/// What a program may have left on when it did not end as it should: margins, colours, other keys, wrapping turned off, the mouse,
/// other marks for the cursor (xterm's control sequences; kitty's keyboard protocol).
const LEFT_ON: &str = "\x1b[r\x1b[0m\x1b[?1l\x1b>\x1b[?7h\x1b[?9;1000;1002;1003;1004;1005;1006;1015l\x1b[<u\x1b[0 q";

/// Gives the terminal to another program until that ends, with some words on it, and takes it back whatever became of it: how it ended.
pub(super) fn lend(process: &mut std::process::Command, words: Option<&str>) -> io::Result<io::Result<ExitStatus>> {
    give_back();
    if let Some(words) = words {
        execute!(io::stdout(), Print(clean(words)), Print("\r\n"))?;
    }
    let ended = desktop::attend(process);
    if !ended.as_ref().is_ok_and(ExitStatus::success) {
        execute!(io::stdout(), LeaveAlternateScreen, Print(LEFT_ON))?;
    }
    take_again()?;
    Ok(ended)
}

/// The terminal that programs run in.
pub type Screen = Terminal<Tty<io::BufWriter<io::Stdout>>>;

/// Takes the terminal for the time of `work` and gives it back, also when `work` fails or panics.
pub fn borrow<T>(work: impl FnOnce(&mut Screen) -> io::Result<T>) -> io::Result<T> {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back(); // before the message, which belongs on the main screen
        before(panic);
    }));
    let taken = Taken::take()?;
    let mut screen = Terminal::new(Tty::new(io::BufWriter::with_capacity(1 << 16, io::stdout())))?;
    let outcome = work(&mut screen);
    drop(screen);
    drop(taken);
    outcome
}
