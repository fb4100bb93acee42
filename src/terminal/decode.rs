//! What a whole sequence of the terminal means: keys under all the names that terminals give them, and the mouse. Sources:
//! “Control Sequences” of xterm <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>, rxvt's and the Linux console's
//! function keys, and the keyboard protocol of kitty <https://sw.kovidgoyal.net/kitty/keyboard-protocol/>.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// A key as an event.
pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// The key that sends the control byte `byte` (below 0x20, or 0x7f).
pub(super) fn control(byte: u8, modifiers: KeyModifiers) -> Event {
    match byte {
        b'\r' => key(KeyCode::Enter, modifiers),
        b'\t' => key(KeyCode::Tab, modifiers),
        0x1b => key(KeyCode::Esc, modifiers),
        0x7f => key(KeyCode::Backspace, modifiers),
        0 => key(KeyCode::Char(' '), modifiers | KeyModifiers::CONTROL),
        0x1f => key(KeyCode::Char('/'), modifiers | KeyModifiers::CONTROL),
        // C-a to C-z, and C-\ C-] C-^, each 0x40 above its byte; letters are written small.
        _ => key(KeyCode::Char(char::from(byte | 0x40).to_ascii_lowercase()), modifiers | KeyModifiers::CONTROL),
    }
}

/// What `ESC O` and `last` mean: the keys of xterm's application mode, and of the keypad.
pub(super) fn single_shift(last: u8) -> Option<Event> {
    let code = match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'X' => KeyCode::Char('='),
        // The keypad sends its characters 0x40 above themselves.
        b'j'..=b'y' => KeyCode::Char(char::from(last - 0x40)),
        b'a'..=b'd' => return Some(key(arrow(last.to_ascii_uppercase())?, KeyModifiers::CONTROL)),
        _ => lettered(last)?,
    };
    Some(key(code, KeyModifiers::NONE))
}

fn arrow(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        _ => return None,
    })
}

/// Keys that a letter names, behind `ESC [` as behind `ESC O`.
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return arrow(letter),
    })
}

/// Keys that a number names, as in `ESC [ 5 ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23 | 24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

/// The key of a number that stands for a character: modifyOtherKeys and kitty's protocol.
fn coded(number: u32, modifiers: KeyModifiers) -> Option<Event> {
    let c = char::from_u32(number)?;
    if number < 0x20 || number == 0x7f {
        return Some(control(u8::try_from(number).ok()?, modifiers));
    }
    // From 0xe000 on kitty numbers keys that type nothing, such as Caps Lock.
    if matches!(number, 0x80..=0x9f | 0xe000..=0xf8ff) {
        return None;
    }
    let shifted = modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase();
    let c = if shifted { c.to_ascii_uppercase() } else { c };
    Some(key(KeyCode::Char(c), modifiers - KeyModifiers::SHIFT))
}

/// Modifiers as a parameter writes them: one more than the sum of 1 shift, 2 alt, 4 control.
fn modifiers(parameter: Option<u32>) -> KeyModifiers {
    let bits = parameter.unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, bits & bit != 0);
    }
    modifiers
}

/// What a sequence means that began with `ESC [`: its parameters and its last byte. Reports that nobody asked for, and
/// sequences of no known meaning, mean nothing.
pub(super) fn control_sequence(parameters: &[u8], last: u8) -> Option<Event> {
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(report, last);
    }
    // A private marker or an intermediate byte: a terminal's answer, never a key.
    if parameters.iter().any(|byte| !matches!(byte, b'0'..=b'9' | b';' | b':')) {
        return None;
    }
    let text = std::str::from_utf8(parameters).ok()?;
    let mut fields = text.split(';').map(|field| field.split(':').map(|number| number.parse::<u32>().ok()));
    let mut first = fields.next()?;
    let number = first.next().flatten();
    let mut second = fields.next().into_iter().flatten();
    let (given, kind) = (second.next().flatten(), second.next().flatten());
    let third = fields.next().into_iter().flatten().next().flatten();
    let modifiers = modifiers(given);
    let event = match (last, number) {
        (b'~', Some(27)) => coded(third?, modifiers)?,
        (b'~', Some(number)) => key(numbered(number)?, modifiers),
        (b'^', Some(number)) => key(numbered(number)?, KeyModifiers::CONTROL),
        (b'@', Some(number)) => key(numbered(number)?, KeyModifiers::CONTROL | KeyModifiers::SHIFT),
        (b'u', Some(number)) => coded(number, modifiers)?,
        (b'Z', _) => key(KeyCode::BackTab, KeyModifiers::SHIFT),
        (b'a'..=b'd', None) => key(arrow(last.to_ascii_uppercase())?, KeyModifiers::SHIFT),
        // Where the cursor is, as `ESC [ row ; column R`, is no F3.
        (b'R', Some(number)) if number != 1 || !matches!(given, Some(2..=16)) => return None,
        (_, None | Some(1)) => key(lettered(last)?, modifiers),
        _ => return None,
    };
    // kitty: 1 pressed, 2 repeated, 3 released.
    if let (Event::Key(mut event), Some(3)) = (event.clone(), kind) {
        event.kind = KeyEventKind::Release;
        return Some(Event::Key(event));
    }
    Some(event)
}

/// A function key of the Linux console: `ESC [ [` and a letter from A on.
pub(super) fn console_key(letter: u8) -> Option<Event> {
    matches!(letter, b'A'..=b'E').then(|| key(KeyCode::F(letter - b'A' + 1), KeyModifiers::NONE))
}

/// A report of the mouse in the form of mode 1006, `button ; column ; row` and M for pressed or m for released: presses of
/// the left button and the wheel.
fn mouse(report: &[u8], last: u8) -> Option<Event> {
    let mut numbers = std::str::from_utf8(report).ok()?.split(';').map(|number| number.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let (button, column, row) = (next()?, next()?.checked_sub(1)?, next()?.checked_sub(1)?);
    let kind = match (button & !0b1_1100, last) {
        (0, b'M') => MouseEventKind::Down(MouseButton::Left),
        (64, b'M') => MouseEventKind::ScrollUp,
        (65, b'M') => MouseEventKind::ScrollDown,
        _ => return None,
    };
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}
