//! Input: the lines of the standard input, its end, and the signals that end the program.

use std::io::{self, BufRead};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use crate::file::without_mark;

/// What can come in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum InputEvent {
    Line(Typed),
    /// Nothing more will come.
    End,
    /// A signal of this number.
    #[cfg_attr(not(unix), allow(dead_code))]
    Signal(usize),
}

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub text: String,
    /// Whether it was longer than [`LONGEST`], and what followed has been passed over.
    pub is_cut: bool,
}

/// Most bytes of a line that are kept: as many as a note may have. What is piped in by mistake
/// must fill neither the memory nor an input line.
pub(super) const LONGEST: usize = 1 << 16;

/// What comes in, a line when it is asked for: in between the terminal may be somebody else's.
#[derive(Debug)]
pub(super) struct InputEvents {
    heard: Receiver<InputEvent>,
    turn: Sender<()>,
}

impl InputEvents {
    /// Waits for the next line, the end, or a signal.
    pub fn next(&self) -> InputEvent {
        let _ = self.turn.send(()); // after the end nobody takes it
        self.heard.recv().unwrap_or(InputEvent::End)
    }
}

/// Listens to the standard input and the signals that end the program.
#[cfg_attr(not(unix), allow(clippy::unnecessary_wraps))]
pub(super) fn listen() -> io::Result<InputEvents> {
    let (to, heard) = sync_channel(1); // what is piped in waits in the pipe
    let (turn, turns) = channel();
    #[cfg(unix)]
    signals(to.clone())?;
    std::thread::spawn(move || read(&mut io::stdin().lock(), &turns, &to));
    Ok(InputEvents { heard, turn })
}

/// Hands on a line of `input`, or its end, at each turn.
fn read(input: &mut impl BufRead, turns: &Receiver<()>, to: &SyncSender<InputEvent>) {
    let mut first = true;
    while turns.recv().is_ok() {
        let line = match line(input, std::mem::take(&mut first)) {
            Ok(Some(typed)) => InputEvent::Line(typed),
            Ok(None) | Err(_) => InputEvent::End,
        };
        let last = line == InputEvent::End;
        if to.send(line).is_err() || last {
            return;
        }
    }
}

/// The next line; none at the end of `input`. Of the `first` one a byte order mark is no part.
fn line(input: &mut impl BufRead, first: bool) -> io::Result<Option<Typed>> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    loop {
        let waiting = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            waiting => waiting?,
        };
        let end = memchr::memchr(b'\n', waiting);
        let taken = end.map_or(waiting.len(), |at| at + 1);
        bytes.extend_from_slice(&waiting[..taken.min(LONGEST.saturating_sub(bytes.len()))]);
        length += taken;
        input.consume(taken);
        if end.is_some() || taken == 0 {
            break;
        }
    }
    let text = if first { without_mark(&bytes) } else { &bytes };
    let text = String::from_utf8_lossy(text).trim_end_matches(['\n', '\r']).to_owned();
    Ok((length > 0).then_some(Typed { text, is_cut: length > bytes.len() }))
}

#[cfg(unix)]
fn signals(to: SyncSender<InputEvent>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    use crate::desktop::is_away;
    /// How long an answer that is being written may take before the program ends without it.
    const GRACE: std::time::Duration = std::time::Duration::from_millis(800);
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    std::thread::spawn(move || {
        // Ctrl-C is meant for a program that has the terminal.
        let meant = |number: &i32| !(*number == SIGINT && is_away());
        let Some(number) = signals.forever().find(meant) else { return };
        let _ = to.try_send(InputEvent::Signal(usize::try_from(number).unwrap_or_default()));
        std::thread::sleep(GRACE);
        std::process::exit(128 + number);
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut input: &[u8]) -> Vec<(String, bool)> {
        let mut first = true;
        let next = || line(&mut input, std::mem::take(&mut first)).expect("reads").map(|typed| (typed.text, typed.is_cut));
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn lines_end_as_on_any_system_and_begin_behind_a_byte_order_mark() {
        let typed = |words: &[&str]| words.iter().map(|&word| (word.to_owned(), false)).collect::<Vec<_>>();
        assert_eq!(lines("\u{feff}help\r\n\nq".as_bytes()), typed(&["help", "", "q"]));
        assert_eq!(lines("a\n\u{feff}b\n".as_bytes()), typed(&["a", "\u{feff}b"]));
        assert_eq!(lines(b"\xff\n"), typed(&["\u{fffd}"]));
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn a_line_is_kept_up_to_its_limit_and_the_next_one_is_whole() {
        let long = "x".repeat(400_000);
        let found = lines(format!("/{long}\nq\n").as_bytes());
        assert_eq!(found[0], (format!("/{}", &long[..LONGEST - 1]), true));
        assert_eq!(found[1], ("q".to_owned(), false));
    }
}
