//! The bytes of the terminal, in pieces and in time: whatever comes, and however it is cut, the keyboard hears the next key.

use std::time::Duration;

use cadialog::keys::Key;
use cadialog::terminal::Sequences;
use cadialog::text;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// Pauses before a piece in milliseconds: none, those of a slow line, those around which something is given up, and those of a hand.
const PAUSES: [u64; 16] = [0, 0, 0, 1, 5, 20, 45, 49, 50, 51, 60, 249, 260, 510, 910, 1100];
/// The longest that anything that has begun may wait for its end, and how often in a row.
const PATIENCE: (Duration, usize) = (Duration::from_secs(1), 3);
/// How often the bytes are said over and over, to see that nothing is heaped up.
const OFTEN: usize = 64;

/// Pieces with the pauses before them: a byte for the pause and the length, then so many bytes.
fn pieces(mut bytes: &[u8]) -> Vec<(u64, &[u8])> {
    let mut pieces = Vec::new();
    while let Some((&head, rest)) = bytes.split_first() {
        let (piece, behind) = rest.split_at(rest.len().min(1 + usize::from(head >> 4)));
        pieces.push((PAUSES[usize::from(head & 15)], piece));
        bytes = behind;
    }
    pieces
}

/// The parser with the time that passes for it.
#[derive(Default)]
struct Terminal {
    sequences: Sequences,
    now: Duration,
}

impl Terminal {
    fn hear(&mut self, pause: u64, bytes: &[u8]) {
        let arrives = self.now + Duration::from_millis(pause);
        while let Some(patience) = self.sequences.patience(self.now).filter(|patience| self.now + *patience < arrives) {
            self.now += patience;
            self.sequences.expire(self.now);
        }
        self.now = arrives;
        self.sequences.feed(self.now, bytes);
    }

    /// Waits until nothing is waited for.
    fn rest(&mut self) {
        for _ in 0..PATIENCE.1 {
            let Some(patience) = self.sequences.patience(self.now) else { return };
            assert!(patience <= PATIENCE.0, "deaf for {patience:?}");
            self.now += patience;
            self.sequences.expire(self.now);
        }
        assert_eq!(self.sequences.patience(self.now), None, "something is waited for again and again");
    }

    fn said(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.sequences.next_event()).collect()
    }
}

fn key(c: char, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
}

fn heard(pieces: &[(u64, &[u8])]) -> (Terminal, Vec<Event>) {
    let mut terminal = Terminal::default();
    pieces.iter().for_each(|(pause, piece)| terminal.hear(*pause, piece));
    terminal.rest();
    let said = terminal.said();
    (terminal, said)
}

/// Whatever bytes come, in whatever pieces: none is heard twice, a letter behind them is heard as itself and Ctrl-C at once, keys have
/// names that can be read back, text comes as it is, and how bytes that come at once are cut makes no difference.
pub fn terminal(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let fed: usize = pieces.iter().map(|(_, piece)| piece.len()).sum();
    let (mut terminal, said) = heard(&pieces);
    assert!(said.len() <= fed + 1, "{} events of {fed} bytes: {said:?}", said.len());
    let pasted: usize = said.iter().map(|event| if let Event::Paste(text) = event { text.len() } else { 0 }).sum();
    assert!(pasted <= 3 * fed, "{pasted} bytes pasted of {fed}");
    for event in &said {
        let &Event::Key(event) = event else { continue };
        let Some(key) = Key::from_event(event) else { continue };
        let name = key.to_string();
        assert!(!name.contains(text::is_unsafe) && !key.typed().is_some_and(text::is_unsafe), "{name:?} of {event:?}");
        if let Ok(again) = Key::parse(&name) {
            assert_eq!(again, key, "{event:?} is called {name}");
        }
    }
    terminal.hear(1000, b"q");
    assert_eq!(terminal.said(), [key('q', KeyModifiers::NONE)], "deaf behind {pieces:?}");

    let mut interrupted = Terminal::default();
    for (pause, piece) in &pieces {
        interrupted.hear(*pause, piece);
    }
    interrupted.hear(5, b"\x03");
    interrupted.rest();
    assert_eq!(interrupted.said().last(), Some(&key('c', KeyModifiers::CONTROL)), "no way out behind {pieces:?}");

    let whole: Vec<u8> = pieces.iter().flat_map(|(_, piece)| piece.iter().copied()).collect();
    let (_, at_once) = heard(&[(0, &whole)]);
    // Ctrl-C by itself ends a paste or a string, whatever else it would be in the middle of one.
    if !whole.contains(&3) {
        let (_, byte_by_byte) = heard(&whole.chunks(1).map(|byte| (0, byte)).collect::<Vec<_>>());
        assert_eq!(at_once, byte_by_byte, "{}", whole.escape_ascii());
    }
    if let Some(typed) = str::from_utf8(&whole).ok().filter(|typed| !typed.contains(char::is_control)) {
        assert_eq!(at_once, typed.chars().map(|c| key(c, KeyModifiers::NONE)).collect::<Vec<_>>());
        let paste = [b"\x1b[200~", whole.as_slice(), b"\x1b[201~"].concat();
        assert_eq!(heard(&[(0, &paste)]).1, [Event::Paste(typed.to_owned())]);
    }
}

/// Bytes that come over and over, in one burst, leave nothing behind beyond what one paste may hold.
pub fn flood(bytes: &[u8], bound: usize) {
    let mut terminal = Terminal::default();
    for _ in 0..OFTEN {
        terminal.hear(0, bytes);
        terminal.sequences.clear();
    }
    terminal.rest();
    let mut said = terminal.said().into_iter();
    assert!(said.all(|event| !matches!(event, Event::Paste(text) if text.len() > 3 * bound)));
    terminal.hear(1000, b"q");
    assert_eq!(terminal.said(), [key('q', KeyModifiers::NONE)]);
}
