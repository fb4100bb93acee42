//! The bytes of the terminal, cut into keys, pastes and reports, with time. Every state can be left without the help of the
//! terminal: what has begun and does not go on is given up, so that no lost byte ever makes the keyboard deaf. Control
//! strings (answers of the terminal to this program or to the one before) are swallowed up to their end. Pure: the caller
//! reads the bytes and tells the time.
//!
//! Not left to crossterm 0.29, whose parser waits for the rest of a sequence for ever and reads control strings as keys; nor
//! to `vte` or `termina`, which know no time either.

use std::collections::VecDeque;
use std::mem;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyModifiers};
use memchr::memmem;

use super::decode;

/// How long Esc waits for the rest of a sequence before it is the key.
const ESCAPE: Duration = Duration::from_millis(50);
/// How long a sequence that has begun waits for its next byte.
const SEQUENCE: Duration = Duration::from_millis(250);
/// How long a control string waits for its next byte: the answer may come over a slow line.
const STRING: Duration = Duration::from_millis(500);
/// How long a paste waits for its next byte.
const PASTE: Duration = Duration::from_millis(900);
/// From this age on a string or a paste ends, too, when bytes come as a hand types them: few, and not at once.
const OLD: Duration = Duration::from_secs(1);
const BY_HAND: (usize, Duration) = (8, Duration::from_millis(20));

/// Most bytes of a paste that are kept; the rest is read and dropped. No input line takes as much.
const PASTE_BYTES: usize = 1 << 20;
/// Most bytes of a sequence that are kept; a longer one means nothing.
const SEQUENCE_BYTES: usize = 64;
/// As many events may wait before Ctrl-C goes to their front.
const BACKLOG: usize = 64;

/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

const INTERRUPT: u8 = 3;
const ESC: u8 = 0x1b;

#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// The beginning of a character: its bytes, how many it has, whether Esc stood before it.
    Character { bytes: Vec<u8>, length: usize, modifiers: KeyModifiers },
    /// `ESC`.
    Escape,
    /// `ESC [` and the parameters.
    Sequence(Vec<u8>),
    /// `ESC O`.
    SingleShift,
    /// `ESC [ [`.
    Console,
    /// `ESC [ M`, and how many bytes are still to come: a report of the mouse in its oldest form, which is not asked for.
    OldMouse(u8),
    /// A control string: the byte behind ESC that began it, whether it has any content, whether its last byte was ESC.
    String { introducer: u8, any: bool, escape: bool },
    /// What was pasted so far.
    Paste(Vec<u8>),
}

/// The parser.
#[derive(Debug, Default)]
pub(super) struct Sequences {
    state: State,
    /// When the state began, and when its last byte came, by the caller's clock.
    began: Duration,
    last: Duration,
    events: VecDeque<Event>,
}

impl Sequences {
    /// Takes bytes that were read at `now`.
    pub fn feed(&mut self, now: Duration, mut bytes: &[u8]) {
        if let State::Paste(_) | State::String { .. } = self.state {
            let by_hand = bytes.len() <= BY_HAND.0 && now.saturating_sub(self.last) >= BY_HAND.1;
            let lost = now.saturating_sub(self.began) >= OLD && by_hand && memmem::find(bytes, b"201~").is_none();
            if lost || bytes.iter().all(|byte| *byte == INTERRUPT) {
                self.give_up();
            }
        }
        self.last = now;
        while let Some((&byte, rest)) = bytes.split_first() {
            bytes = if matches!(self.state, State::Paste(_)) {
                self.paste(bytes)
            } else {
                let before = mem::discriminant(&self.state);
                if self.byte(byte) {
                    bytes = rest;
                }
                if mem::discriminant(&self.state) != before {
                    self.began = now;
                }
                bytes
            };
        }
    }

    /// How long the caller may wait for bytes before it calls [`Self::expire`]; for ever when nothing has begun.
    pub fn patience(&self, now: Duration) -> Option<Duration> {
        Some((self.last + self.limit()?).saturating_sub(now))
    }

    /// Gives up what has waited for too long. Only for a caller that has just found nothing to read.
    pub fn expire(&mut self, now: Duration) {
        if self.limit().is_some_and(|limit| now >= self.last + limit) {
            self.give_up();
        }
    }

    /// The next event that is complete.
    pub fn next(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Forgets the events that are complete; what has only begun is still swallowed to its end.
    pub fn clear(&mut self) {
        self.events.clear();
    }

    fn limit(&self) -> Option<Duration> {
        Some(match &self.state {
            // The rest of a character changes nothing until it comes, and any other byte ends it.
            State::Ground | State::Character { .. } => return None,
            State::Escape => ESCAPE,
            State::Sequence(_) | State::SingleShift | State::Console | State::OldMouse(_) => SEQUENCE,
            State::String { .. } => STRING,
            State::Paste(_) => PASTE,
        })
    }

    /// Ends what has begun: a key where it may have been one, a paste as far as it came, else nothing.
    fn give_up(&mut self) {
        match mem::take(&mut self.state) {
            State::Escape => self.push(decode::control(ESC, KeyModifiers::NONE)),
            State::Sequence(parameters) if parameters.is_empty() => self.alt('['),
            State::SingleShift => self.alt('O'),
            State::String { introducer, any: false, escape: false } => self.alt(char::from(introducer)),
            State::Paste(mut bytes) => {
                // The end may have come in part.
                let part = (1..PASTE_END.len()).rev().find(|&n| bytes.ends_with(&PASTE_END[..n])).unwrap_or(0);
                bytes.truncate(bytes.len() - part);
                self.push(Event::Paste(text(bytes)));
            }
            _ => {}
        }
    }

    fn alt(&mut self, c: char) {
        self.push(decode::key(KeyCode::Char(c), KeyModifiers::ALT));
    }

    fn push(&mut self, event: Event) {
        if self.events.len() >= BACKLOG && event == decode::control(INTERRUPT, KeyModifiers::NONE) {
            self.events.clear();
        }
        self.events.push_back(event);
    }

    /// Takes what belongs to the paste, up to its end; gives the bytes behind it.
    fn paste<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let State::Paste(pasted) = &mut self.state else { return bytes };
        // The end may have begun in what came before.
        let known = pasted.len();
        pasted.extend_from_slice(bytes);
        let from = known.saturating_sub(PASTE_END.len() - 1);
        let Some(end) = memmem::find(&pasted[from..], PASTE_END).map(|at| from + at) else {
            if pasted.len() > PASTE_BYTES + PASTE_END.len() {
                let tail = pasted.split_off(pasted.len() - (PASTE_END.len() - 1));
                pasted.truncate(PASTE_BYTES);
                pasted.extend(tail);
            }
            return &[];
        };
        pasted.truncate(end);
        let pasted = mem::take(pasted);
        self.state = State::Ground;
        self.push(Event::Paste(text(pasted)));
        &bytes[end + PASTE_END.len() - known..]
    }

    /// Takes one byte outside a paste. `false` when it ended what had begun, and is to be looked at again by itself.
    fn byte(&mut self, byte: u8) -> bool {
        match &mut self.state {
            State::Ground => self.ground(byte, KeyModifiers::NONE),
            State::Character { bytes, length, modifiers } => {
                if !matches!(byte, 0x80..=0xbf) {
                    self.state = State::Ground;
                    return false;
                }
                bytes.push(byte);
                if bytes.len() == *length {
                    let typed = std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
                    let modifiers = *modifiers;
                    self.state = State::Ground;
                    typed.into_iter().for_each(|c| self.push(decode::key(KeyCode::Char(c), modifiers)));
                }
            }
            State::Escape => match byte {
                b'[' => self.state = State::Sequence(Vec::new()),
                b'O' => self.state = State::SingleShift,
                b']' | b'P' | b'_' | b'^' | b'X' => {
                    self.state = State::String { introducer: byte, any: false, escape: false };
                }
                // Esc twice is Esc twice; and Ctrl-C is Ctrl-C, whatever came before.
                ESC => self.push(decode::control(ESC, KeyModifiers::NONE)),
                INTERRUPT => return self.cancel(),
                _ => {
                    self.state = State::Ground;
                    self.ground(byte, KeyModifiers::ALT);
                }
            },
            State::Sequence(parameters) => match byte {
                b'[' if parameters.is_empty() => self.state = State::Console,
                b'M' if parameters.is_empty() => self.state = State::OldMouse(3),
                // The parameters and intermediate bytes of ECMA-48, section 5.4.
                0x20..=0x3f => {
                    if parameters.len() < SEQUENCE_BYTES {
                        parameters.push(byte);
                    }
                }
                0x40..=0x7e => {
                    let parameters = mem::take(parameters);
                    self.state = State::Ground;
                    match (parameters.as_slice(), byte) {
                        (b"200", b'~') => self.state = State::Paste(Vec::new()),
                        _ if parameters.len() == SEQUENCE_BYTES => {}
                        _ => decode::control_sequence(&parameters, byte).into_iter().for_each(|event| self.push(event)),
                    }
                }
                _ => return self.cancel(),
            },
            State::SingleShift | State::Console => match byte {
                0x20..=0x7e => {
                    let event =
                        if let State::Console = self.state { decode::console_key(byte) } else { decode::single_shift(byte) };
                    self.state = State::Ground;
                    event.into_iter().for_each(|event| self.push(event));
                }
                _ => return self.cancel(),
            },
            State::OldMouse(left) => match byte {
                0x20.. => {
                    *left -= 1;
                    if *left == 0 {
                        self.state = State::Ground;
                    }
                }
                _ => return self.cancel(),
            },
            State::String { any, escape, .. } => match (byte, *escape) {
                (b'\\', true) | (0x07, _) => self.state = State::Ground,
                (ESC, false) => *escape = true,
                // Something else has begun: the end of the string is lost.
                (_, true) => {
                    self.state = State::Escape;
                    return false;
                }
                (0x20.., false) => *any = true,
                _ => return self.cancel(),
            },
            State::Paste(_) => {}
        }
        true
    }

    /// Drops what has begun; the byte that ended it is a key of its own, or begins the next sequence.
    fn cancel(&mut self) -> bool {
        self.state = State::Ground;
        false
    }

    fn ground(&mut self, byte: u8, modifiers: KeyModifiers) {
        match byte {
            ESC => self.state = State::Escape,
            0..0x20 | 0x7f => self.push(decode::control(byte, modifiers)),
            0x20..0x7f => self.push(decode::key(KeyCode::Char(char::from(byte)), modifiers)),
            // The first byte of a character says how many it has; RFC 3629, section 3. Others stand for nothing.
            0xc2..=0xf4 => {
                let length = if byte < 0xe0 { 2 } else { 3 + usize::from(byte >= 0xf0) };
                self.state = State::Character { bytes: vec![byte], length, modifiers };
            }
            _ => {}
        }
    }
}

/// What was pasted, as text.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Key;

    /// What bytes mean that come in pieces, each so many milliseconds after the one before, and then nothing more.
    fn read(pieces: &[(u64, &[u8])]) -> Vec<String> {
        let mut sequences = Sequences::default();
        let mut now = Duration::ZERO;
        for (pause, bytes) in pieces {
            let arrives = now + Duration::from_millis(*pause);
            while let Some(patience) = sequences.patience(now).filter(|patience| now + *patience < arrives) {
                now += patience;
                sequences.expire(now);
            }
            now = arrives;
            sequences.feed(now, bytes);
        }
        while let Some(patience) = sequences.patience(now) {
            assert!(patience <= Duration::from_secs(1), "the keyboard is deaf for {patience:?}");
            now += patience;
            sequences.expire(now);
        }
        std::iter::from_fn(|| sequences.next())
            .map(|event| match event {
                Event::Key(event) => Key::from_event(event).map_or_else(|| "released".to_owned(), |key| key.to_string()),
                Event::Paste(text) => format!("“{text}”"),
                Event::Mouse(event) => format!("mouse {}", event.column),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn sequences_mean_keys_under_all_their_names() {
        for (bytes, keys) in [
            (&b"jk"[..], &["j", "k"][..]),
            (b"\x1b", &["Esc"]),
            (b"\x1b\x1b", &["Esc", "Esc"]),
            (b"\x1b\x1b[A", &["Esc", "Up"]),
            (b"\x1bx", &["M-x"]),
            ("\u{1b}ж".as_bytes(), &["M-ж"]),
            ("松".as_bytes(), &["松"]),
            (b"\x1b[A", &["Up"]),
            (b"\x1bOA", &["Up"]),
            (b"\x1b[1;5D", &["C-Left"]),
            (b"\x1b[1;3C", &["M-Right"]),
            (b"\x1bOd", &["C-Left"]),
            (b"\x1b[d", &["S-Left"]),
            (b"\x1b[H\x1bOH\x1b[1~\x1b[7~", &["Home", "Home", "Home", "Home"]),
            (b"\x1b[F\x1bOF\x1b[4~\x1b[8~", &["End", "End", "End", "End"]),
            (b"\x1b[5~\x1b[6~\x1b[3~\x1b[2~", &["PgUp", "PgDn", "Delete", "Insert"]),
            (b"\x1b[3;5~\x1b[3^", &["C-Delete", "C-Delete"]),
            (b"\x1bOP\x1b[11~\x1b[[A\x1b[P", &["F1", "F1", "F1", "F1"]),
            (b"\x1b[17~\x1b[24~\x1b[21~", &["F6", "F12", "F10"]),
            (b"\x1b[Z", &["S-Tab"]),
            (b"\x7f\x08", &["Backspace", "C-h"]),
            (b"\x1b\x7f\x1b\r", &["M-Backspace", "M-Enter"]),
            (b"\r\n\t", &["Enter", "C-j", "Tab"]),
            (b"\x00\x1c\x1d\x1e\x1f", &["C-Space", "C-\\", "C-]", "C-^", "C-/"]),
            (b"\x1bOM\x1bOq\x1bOk", &["Enter", "1", "+"]),
            (b"\x1b[27;5;47~", &["C-/"]),
            (b"\x1b[99;5u\x1b[97;2u\x1b[13u\x1b[127;3u", &["C-c", "A", "Enter", "M-Backspace"]),
            (b"\x1b[97;1:1u\x1b[97;1:3u", &["a", "released"]),
            (b"\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<65;9;3M", &["mouse 4", "mouse 8"]),
        ] {
            assert_eq!(read(&[(0, bytes)]), keys, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn answers_and_foreign_sequences_mean_nothing() {
        for bytes in [
            &b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"[..],
            b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
            b"\x1bP>|tmux 3.4\x1b\\",
            b"\x1bP1$r0m\x1b\\",
            b"\x1b_Gi=31;OK\x1b\\",
            b"\x1b^private\x1b\\",
            b"\x1bXstring\x1b\\",
            b"\x1b]52;c;aGVsbG8gd29ybGQ=\x1b\\",
            b"\x1b[>0;276;0c",
            b"\x1b[?62;22c",
            b"\x1b[?2026;2$y",
            b"\x1b[12;40R",
            b"\x1b[0n",
            b"\x1b[4;600;800t",
            b"\x1b[?1u",
            b"\x1b[I\x1b[O",
            b"\x1b[201~",
            b"\x1b[M !!",
            b"\x1b[57358u",
            b"\xff\x80\xc0",
        ] {
            // Whole, and cut in two at every place, with a pause as of a line that falters.
            for cut in 0..bytes.len() {
                for pause in [0, 45] {
                    let said = read(&[(0, &bytes[..cut]), (pause, &bytes[cut..]), (20, b"q")]);
                    assert_eq!(said, ["q"], "{} cut at {cut}, {pause} ms", bytes.escape_ascii());
                }
            }
        }
    }

    #[test]
    fn what_does_not_go_on_is_given_up_and_the_next_key_is_heard() {
        for (begun, keys) in [
            (&b"\x1b"[..], &["Esc", "j"][..]),
            (b"\x1b[", &["M-[", "j"]),
            (b"\x1bO", &["M-O", "j"]),
            (b"\x1b]", &["M-]", "j"]),
            (b"\x1b[?", &["j"]),
            (b"\x1b[1;5", &["j"]),
            (b"\x1b[[", &["j"]),
            (b"\x1b[M ", &["j"]),
            (b"\x1b]11;rgb:1e1e", &["j"]),
            (b"\x1b]11;rgb:1e1e\x1b", &["j"]),
            (b"\x1bPq", &["j"]),
            (b"\x1b[200~hello", &["“hello”", "j"]),
            (b"\x1b[200~hello\x1b[20", &["“hello”", "j"]),
            (b"\xe6\x9d", &["j"]),
        ] {
            assert_eq!(read(&[(0, begun), (950, b"j")]), keys, "{}", begun.escape_ascii());
        }
    }

    #[test]
    fn control_c_is_heard_in_every_state() {
        for begun in [
            &b""[..], b"\x1b", b"\x1b[", b"\x1b[1;", b"\x1bO", b"\x1b]", b"\x1b]11;", b"\x1bP", b"\x1b[[", b"\x1b[M", b"\x1b[200~ab",
            b"\x1b[200~", b"\xe6\x9d",
        ] {
            let said = read(&[(0, begun), (5, b"\x03")]);
            assert_eq!(said.last().map(String::as_str), Some("C-c"), "{} gave {said:?}", begun.escape_ascii());
        }
        // Not every control character that somebody pastes is the key.
        assert_eq!(read(&[(0, b"\x1b[200~a\x03b\x1b[201~")]), ["“a\u{3}b”"]);
    }

    #[test]
    fn a_string_or_paste_without_end_does_not_swallow_what_a_hand_types() {
        let typed = |begun: &'static [u8]| {
            let keys = b"0123456789abcdefghijklmnopqrst".chunks(1).map(|key| (100, key));
            read(&std::iter::once((0, begun)).chain(keys).collect::<Vec<_>>())
        };
        assert_eq!(typed(b"\x1b]11;rgb:").first().map(String::as_str), Some("9"));
        let said = typed(b"\x1b[200~x");
        assert_eq!(said[..2], ["“x012345678”", "9"]);
    }

    #[test]
    fn arrows_cut_by_a_slow_line_are_arrows() {
        for pause in [1, 5, 20, 45] {
            assert_eq!(read(&[(0, b"\x1b"), (pause, b"[B")]), ["Down"]);
            assert_eq!(read(&[(0, b"\x1b["), (pause, b"B")]), ["Down"]);
            assert_eq!(read(&[(0, b"\x1b[1;"), (pause, b"5"), (pause, b"D")]), ["C-Left"]);
        }
        assert_eq!(read(&[(0, b"\x1b"), (60, b"j")]), ["Esc", "j"]);
    }

    #[test]
    fn pastes_come_whole_however_they_are_cut() {
        let bytes = "\u{1b}[200~energy\n松本 \u{1b}[31mred\u{1b}[201~q".as_bytes();
        for size in 1..bytes.len() {
            let pieces: Vec<_> = bytes.chunks(size).map(|piece| (1, piece)).collect();
            assert_eq!(read(&pieces), ["“energy\n松本 \u{1b}[31mred”", "q"], "in pieces of {size}");
        }
        let long = [b"\x1b[200~".to_vec(), vec![b'a'; 3 * PASTE_BYTES], b"\x1b[201~q".to_vec()].concat();
        let pieces: Vec<_> = long.chunks(4095).map(|piece| (0, piece)).collect();
        let said = read(&pieces);
        assert_eq!((said.len(), said[1].as_str()), (2, "q"));
        assert!(said[0].len() <= PASTE_BYTES + 4096, "{}", said[0].len());
    }

    #[test]
    fn control_c_goes_to_the_front_of_a_long_queue() {
        let mut sequences = Sequences::default();
        sequences.feed(Duration::ZERO, &[&[b'j'; 5000][..], b"\x03"].concat());
        assert_eq!(sequences.next(), Some(decode::control(INTERRUPT, KeyModifiers::NONE)));
        assert_eq!(read(&[(0, b"a\x03")]), ["a", "C-c"], "in a short one keys keep their order");
    }
}
