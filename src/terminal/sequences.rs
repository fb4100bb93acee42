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

/// How soon the rest of a sequence may come behind an Esc that was given up, to be taken for its rest all the same.
const LATE: Duration = Duration::from_millis(250);

/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

const INTERRUPT: u8 = 3;
const ESC: u8 = 0x1b;

#[derive(Debug, Default)]
enum ParserState {
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
pub struct Sequences {
    state: ParserState,
    /// When the state began, and when its last byte came, by the caller's clock.
    began: Duration,
    last: Duration,
    /// When an Esc was last given up.
    escaped: Option<Duration>,
    events: VecDeque<Event>,
}

impl Sequences {
    /// Takes bytes that were read at `now`.
    pub fn feed(&mut self, now: Duration, mut bytes: &[u8]) {
        if let ParserState::Paste(_) | ParserState::String { .. } = self.state {
            let by_hand = bytes.len() <= BY_HAND.0 && now.saturating_sub(self.last) >= BY_HAND.1;
            let lost = now.saturating_sub(self.began) >= OLD && by_hand && memmem::find(bytes, b"201~").is_none();
            if lost || bytes.iter().all(|byte| *byte == INTERRUPT) {
                self.give_up();
            }
        }
        let escaped = self.escaped.take().is_some_and(|at| now.saturating_sub(at) < LATE);
        if escaped && is_rest(bytes) {
            self.state = ParserState::Escape;
        }
        self.last = now;
        while let Some((&byte, rest)) = bytes.split_first() {
            bytes = if matches!(self.state, ParserState::Paste(_)) {
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
            self.escaped = matches!(self.state, ParserState::Escape).then_some(now);
            self.give_up();
        }
    }

    /// The next event that is complete.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// How many events are complete.
    pub fn waiting(&self) -> usize {
        self.events.len()
    }

    /// Forgets the events that are complete; what has only begun is still swallowed to its end.
    pub fn clear(&mut self) {
        self.events.clear();
    }

    fn limit(&self) -> Option<Duration> {
        Some(match &self.state {
            // The rest of a character changes nothing until it comes, and any other byte ends it.
            ParserState::Ground | ParserState::Character { .. } => return None,
            ParserState::Escape => ESCAPE,
            ParserState::Sequence(_) | ParserState::SingleShift | ParserState::Console | ParserState::OldMouse(_) => SEQUENCE,
            ParserState::String { .. } => STRING,
            ParserState::Paste(_) => PASTE,
        })
    }

    /// Ends what has begun: a key where it may have been one, a paste as far as it came, else nothing.
    fn give_up(&mut self) {
        match mem::take(&mut self.state) {
            ParserState::Escape => self.push(decode::control(ESC, KeyModifiers::NONE)),
            ParserState::Sequence(parameters) if parameters.is_empty() => self.alt('['),
            ParserState::SingleShift => self.alt('O'),
            ParserState::String { introducer, any: false, escape: false } => self.alt(char::from(introducer)),
            ParserState::Paste(mut bytes) => {
                // The end may have come in part.
                let part = (1..PASTE_END.len()).rev().find(|&n| bytes.ends_with(&PASTE_END[..n])).unwrap_or(0);
                bytes.truncate(bytes.len() - part);
                // Where the end is lost, Ctrl-C in what came is somebody who wants to get out.
                let interrupted = bytes.iter().position(|byte| *byte == INTERRUPT);
                bytes.truncate(interrupted.unwrap_or(bytes.len()));
                self.push(Event::Paste(text(bytes)));
                interrupted.iter().for_each(|_| self.push(decode::control(INTERRUPT, KeyModifiers::NONE)));
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
        let ParserState::Paste(pasted) = &mut self.state else { return bytes };
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
        self.state = ParserState::Ground;
        self.push(Event::Paste(text(pasted)));
        &bytes[end + PASTE_END.len() - known..]
    }

    /// Takes one byte outside a paste. `false` when it ended what had begun, and is to be looked at again by itself.
    fn byte(&mut self, byte: u8) -> bool {
        match &mut self.state {
            ParserState::Ground => self.ground(byte, KeyModifiers::NONE),
            ParserState::Character { bytes, length, modifiers } => {
                if !matches!(byte, 0x80..=0xbf) {
                    self.state = ParserState::Ground;
                    return false;
                }
                bytes.push(byte);
                if bytes.len() == *length {
                    let typed = std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
                    let modifiers = *modifiers;
                    self.state = ParserState::Ground;
                    typed.into_iter().for_each(|c| self.push(decode::key(KeyCode::Char(c), modifiers)));
                }
            }
            ParserState::Escape => match byte {
                b'[' => self.state = ParserState::Sequence(Vec::new()),
                b'O' => self.state = ParserState::SingleShift,
                b']' | b'P' | b'_' | b'^' | b'X' => {
                    self.state = ParserState::String { introducer: byte, any: false, escape: false };
                }
                // Esc twice is Esc twice; and Ctrl-C is Ctrl-C, whatever came before.
                ESC => self.push(decode::control(ESC, KeyModifiers::NONE)),
                INTERRUPT => return self.cancel(),
                _ => {
                    self.state = ParserState::Ground;
                    self.ground(byte, KeyModifiers::ALT);
                }
            },
            ParserState::Sequence(parameters) => match byte {
                b'[' if parameters.is_empty() => self.state = ParserState::Console,
                b'M' if parameters.is_empty() => self.state = ParserState::OldMouse(3),
                // The parameters and intermediate bytes of ECMA-48, section 5.4.
                0x20..=0x3f => {
                    if parameters.len() < SEQUENCE_BYTES {
                        parameters.push(byte);
                    }
                }
                0x40..=0x7e => {
                    let parameters = mem::take(parameters);
                    self.state = ParserState::Ground;
                    match (parameters.as_slice(), byte) {
                        (b"200", b'~') => self.state = ParserState::Paste(Vec::new()),
                        _ if parameters.len() == SEQUENCE_BYTES => {}
                        _ => decode::control_sequence(&parameters, byte).into_iter().for_each(|event| self.push(event)),
                    }
                }
                _ => return self.cancel(),
            },
            ParserState::SingleShift | ParserState::Console => match byte {
                0x20..=0x7e => {
                    let event = if let ParserState::Console = self.state {
                        decode::console_key(byte)
                    } else {
                        decode::single_shift(byte)
                    };
                    self.state = ParserState::Ground;
                    event.into_iter().for_each(|event| self.push(event));
                }
                _ => return self.cancel(),
            },
            ParserState::OldMouse(left) => match byte {
                0x20.. => {
                    *left -= 1;
                    if *left == 0 {
                        self.state = ParserState::Ground;
                    }
                }
                _ => return self.cancel(),
            },
            ParserState::String { any, escape, .. } => match (byte, *escape) {
                (b'\\', true) | (0x07, _) => self.state = ParserState::Ground,
                (ESC, false) => *escape = true,
                // Something else has begun: the end of the string is lost.
                (_, true) => {
                    self.state = ParserState::Escape;
                    return false;
                }
                (0x20.., false) => *any = true,
                _ => return self.cancel(),
            },
            ParserState::Paste(_) => {}
        }
        true
    }

    /// Drops what has begun; the byte that ended it is a key of its own, or begins the next sequence.
    fn cancel(&mut self) -> bool {
        self.state = ParserState::Ground;
        false
    }

    fn ground(&mut self, byte: u8, modifiers: KeyModifiers) {
        match byte {
            ESC => self.state = ParserState::Escape,
            0..0x20 | 0x7f => self.push(decode::control(byte, modifiers)),
            0x20..0x7f => self.push(decode::key(KeyCode::Char(char::from(byte)), modifiers)),
            // The first byte of a character says how many it has; RFC 3629, section 3. Others stand for nothing.
            0xc2..=0xf4 => {
                let length = if byte < 0xe0 { 2 } else { 3 + usize::from(byte >= 0xf0) };
                self.state = ParserState::Character { bytes: vec![byte], length, modifiers };
            }
            _ => {}
        }
    }
}

/// Whether bytes that came at once, behind an Esc that is the key already, are the rest of a sequence rather than keys: of a
/// control string only with its end, since its first byte may be a command.
fn is_rest(bytes: &[u8]) -> bool {
    match bytes {
        [b'[', _, ..] | [b'O', b'A'..=b'D' | b'H' | b'F' | b'P'..=b'S'] => true,
        [b']' | b'P' | b'_' | b'^' | b'X', rest @ ..] => rest.contains(&0x07) || memmem::find(rest, b"\x1b\\").is_some(),
        _ => false,
    }
}

/// What was pasted, as text.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests;
