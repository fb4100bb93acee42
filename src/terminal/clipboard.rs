//! The clipboard of the terminal, by OSC 52 (“Manipulate Selection Data” in
//! <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>), and what can be said of a copy. The sequence has no answer
//! that could be waited for, so that nobody can tell whether the terminal took it.

use std::io::{self, Write};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use crate::app::Clip;
use crate::desktop::Environment;
use crate::text::count;

/// Bytes of a text beyond which xterm, and others after its example, take nothing: 100,000 of base64.
const OFTEN_REFUSED: usize = 74_994;

/// Bytes beyond which nothing is sent: it would take long, and no terminal takes it.
const NEVER_SENT: usize = 1_000_000;

/// Bytes that GNU screen passes on in one string.
const SCREEN: usize = 250;

/// Sends what is copied to the terminal's clipboard; says what was done.
pub(super) fn send(clip: &Clip, environment: &Environment, out: &mut impl Write) -> io::Result<String> {
    let (name, bytes) = (clip.name(), clip.text.len());
    let terminal = environment.get("TERM").unwrap_or("dumb");
    if matches!(terminal, "linux" | "dumb") {
        return Ok(format!(
            "{name} is not copied: a terminal of the kind “{terminal}” has no clipboard, and no program for it is there"
        ));
    }
    if bytes > NEVER_SENT {
        return Ok(format!("{name} is not copied: {} are more than a terminal’s clipboard takes", count(bytes, "byte")));
    }
    out.write_all(sequence(&clip.text, environment).as_bytes())?;
    out.flush()?;
    let mut words = format!("sent {name} to the terminal’s clipboard; nobody can tell whether it took it");
    if environment.has("TMUX") {
        words.push_str(" (tmux lets it through only with “set-clipboard on”)");
    }
    if bytes > OFTEN_REFUSED {
        words.push_str(&format!("; many terminals take no more than {OFTEN_REFUSED} bytes, and this is {bytes}"));
    }
    Ok(words)
}

/// The bytes for the terminal, with what the programs between need to pass them on.
fn sequence(text: &str, environment: &Environment) -> String {
    let mut plain = String::new();
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain); // a string takes everything
    if environment.has("TMUX") {
        // tmux heeds the one with `set-clipboard on`, passes the other on with `allow-passthrough on`, and drops what it
        // may not ("Passthrough" in its wiki's FAQ: every ESC is doubled).
        return format!("{plain}\u{1b}Ptmux;{}\u{1b}\\", plain.replace('\u{1b}', "\u{1b}\u{1b}"));
    }
    if environment.has("STY") {
        // All of it is ASCII. The final ESC \ would end the string around it: BEL ends it as well.
        let plain = plain.replace("\u{1b}\\", "\u{7}");
        let pieces = plain.as_bytes().chunks(SCREEN).map(String::from_utf8_lossy);
        return pieces.fold(String::new(), |all, piece| all + "\u{1b}P" + &piece + "\u{1b}\\");
    }
    plain
}

/// What to say of a text that a program took.
pub(super) fn taken(clip: &Clip, by: &str) -> String {
    let name = clip.name();
    match by {
        "tmux" => format!("copied {name} into tmux’s buffer; tmux hands it on to the terminal as its set-clipboard allows"),
        by => format!("copied {name} with {by}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(bytes: usize, variables: [(&'static str, &str); 2]) -> (String, String) {
        let clip = Clip { what: "text".to_owned(), text: "a".repeat(bytes) };
        let mut out = Vec::new();
        let words = send(&clip, &Environment::with(variables), &mut out).expect("a list takes everything");
        (words, String::from_utf8(out).expect("ASCII"))
    }

    const XTERM: (&str, &str) = ("TERM", "xterm-256color");

    #[test]
    fn what_cannot_be_known_is_not_said() {
        let (words, out) = sent(3, [XTERM, ("PATH", "")]);
        assert_eq!(words, "sent the text (3 characters) to the terminal’s clipboard; nobody can tell whether it took it");
        assert_eq!(out, "\u{1b}]52;c;YWFh\u{1b}\\");
        assert!(!sent(74_994, [XTERM, ("PATH", "")]).0.contains("many terminals"));
        assert!(sent(74_995, [XTERM, ("PATH", "")]).0.ends_with("no more than 74994 bytes, and this is 74995"));
        let (words, out) = sent(1_000_001, [XTERM, ("PATH", "")]);
        assert!(words.contains("is not copied") && out.is_empty(), "{words}");
        for kind in ["linux", "dumb"] {
            let (words, out) = sent(3, [("TERM", kind), ("PATH", "")]);
            assert!(words.contains("is not copied") && words.contains(kind) && out.is_empty(), "{words}");
        }
    }

    #[test]
    fn tmux_and_screen_get_it_so_that_they_can_pass_it_on() {
        let (words, out) = sent(3, [XTERM, ("TMUX", "/tmp/tmux-0/default,1,0")]);
        assert!(words.contains("set-clipboard on"), "{words}");
        assert_eq!(out, "\u{1b}]52;c;YWFh\u{1b}\\\u{1b}Ptmux;\u{1b}\u{1b}]52;c;YWFh\u{1b}\u{1b}\\\u{1b}\\");
        let (_, out) = sent(300, [XTERM, ("STY", "1.pts")]);
        let pieces: Vec<&str> = out.split("\u{1b}\\").filter(|piece| !piece.is_empty()).collect();
        assert!(pieces.len() == 2 && pieces.iter().all(|piece| piece.starts_with("\u{1b}P") && piece.len() <= 252), "{out:?}");
    }
}
