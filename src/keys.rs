//! Keys as data: their notation, the table of actions with default keys, and the live map. The one file beside the
//! terminal that knows `crossterm`'s key events.

mod action;
mod map;

pub use action::{ACTIONS, Action, ActionInfo, Context, Group};
pub use map::{KeyError, Keymap, Lookup};

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with its modifiers. Shift is part of a character, and is kept only for keys that are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    control: bool,
    alt: bool,
    shift: bool,
}

/// Names of keys that are no characters, as the configuration and the help write them.
const NAMES: [(&str, KeyCode); 27] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
    ("Insert", KeyCode::Insert),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F3", KeyCode::F(3)),
    ("F4", KeyCode::F(4)),
    ("F5", KeyCode::F(5)),
    ("F6", KeyCode::F(6)),
    ("F7", KeyCode::F(7)),
    ("F8", KeyCode::F(8)),
    ("F9", KeyCode::F(9)),
    ("F10", KeyCode::F(10)),
    ("F11", KeyCode::F(11)),
    ("F12", KeyCode::F(12)),
];

/// Signs of other layouts, and those at their place on the American one: the Russian layout (letters, and the signs that
/// stand elsewhere there), and what Japanese input methods make of the key of the slash.
const ELSEWHERE: (&str, &str) = (
    "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ.,\"№;・",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~/?@#$/",
);

impl Key {
    /// The key that ends the program from anywhere.
    pub const INTERRUPT: Self = Self { code: KeyCode::Char('c'), control: true, alt: false, shift: false };
    /// Enter, by which records are picked.
    pub const ENTER: Self = Self { code: KeyCode::Enter, control: false, alt: false, shift: false };

    /// The key of a terminal event; `None` for a release, and for characters that would drive the terminal that shows them.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release || matches!(event.code, KeyCode::Char(c) if crate::text::is_unsafe(c)) {
            return None;
        }
        let shift = event.modifiers.contains(KeyModifiers::SHIFT) && !matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab);
        let code = if event.code == KeyCode::BackTab { KeyCode::Tab } else { event.code };
        // Windows tells AltGr as Control and Alt, with the sign that it gives.
        let is_sign = matches!(code, KeyCode::Char(c) if !c.is_ascii_alphanumeric() && c != ' ');
        let by_altgr = cfg!(windows) && is_sign && event.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let key = Self {
            code,
            control: event.modifiers.contains(KeyModifiers::CONTROL) && !by_altgr,
            alt: event.modifiers.contains(KeyModifiers::ALT) && !by_altgr,
            shift: shift || event.code == KeyCode::BackTab,
        };
        Some(key.as_sent())
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The key at the same place of a Latin layout: for letters and signs typed on a Russian one, and full-width signs. Some
    /// signs stand on both layouts, so what the key means by itself goes first.
    pub fn latin(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        let elsewhere = ELSEWHERE.0.chars().zip(ELSEWHERE.1.chars()).find(|(there, _)| *there == c);
        let latin = elsewhere.map_or_else(|| crate::text::half_width(c), |(_, latin)| latin);
        Self { code: KeyCode::Char(latin), ..self }
    }

    /// The key under the one name that stands for all those that terminals send alike: with Control they know letters
    /// and five signs only, and some of these are keys of their own (C-i is Tab).
    fn as_sent(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        if !self.control {
            return self;
        }
        let plain = |code| Self { code, control: false, ..self };
        let with = |c| Self { code: KeyCode::Char(c), ..self };
        match c.to_ascii_lowercase() {
            'i' => plain(KeyCode::Tab),
            'm' => plain(KeyCode::Enter),
            '[' | '3' => plain(KeyCode::Esc),
            '?' | '8' => plain(KeyCode::Backspace),
            '@' | '2' | '`' => with(' '),
            '4' => with('\\'),
            '5' => with(']'),
            '6' => with('^'),
            '_' | '7' => with('/'),
            c => with(c),
        }
    }

    /// The key that terminals send for this one.
    ///
    /// # Errors
    /// Why no terminal sends it.
    fn checked(self) -> Result<Self, String> {
        let sent_as = |name: &str| Err(format!("terminals send it as {name}"));
        match self.code {
            KeyCode::Char(c) if self.shift && self.control => sent_as(&format!("C-{}", c.to_ascii_lowercase())),
            KeyCode::Char(c) if self.shift && c.is_ascii_alphabetic() => {
                Ok(Self { code: KeyCode::Char(c.to_ascii_uppercase()), shift: false, ..self })
            }
            KeyCode::Char(' ') if self.shift => sent_as("Space"),
            KeyCode::Char(_) if self.shift => Err("write the sign that Shift gives there".to_owned()),
            KeyCode::Char(_) if self.control => match self.as_sent().code {
                KeyCode::Char(c) if !(c.is_ascii_lowercase() || "\\]^/ ".contains(c)) => {
                    Err("terminals send nothing of its own for it".to_owned())
                }
                _ => Ok(self.as_sent()),
            },
            KeyCode::Esc if self.alt => sent_as("Esc twice"),
            KeyCode::Esc if self.control || self.shift => sent_as("Esc"),
            KeyCode::Enter if self.control || self.shift => sent_as("Enter"),
            KeyCode::Backspace if self.control || self.shift => sent_as("Backspace or C-h"),
            KeyCode::Tab if self.control => sent_as("Tab"),
            _ => Ok(self),
        }
    }

    /// Reads one key: "q", "C-n", "M-v", "S-Tab", "Space". A key that terminals send under another name reads as that one.
    ///
    /// # Errors
    /// When the text names no key, or one that no terminal sends.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut key = Self { code: KeyCode::Null, control: false, alt: false, shift: false };
        let mut rest = text;
        while let Some((modifier, more)) =
            rest.split_once('-').filter(|(m, more)| matches!(*m, "C" | "M" | "S") && !more.is_empty())
        {
            match modifier {
                "C" => key.control = true,
                "M" => key.alt = true,
                _ => key.shift = true,
            }
            rest = more;
        }
        let mut chars = rest.chars();
        key.code = match (NAMES.iter().find(|(name, _)| *name == rest), chars.next(), chars.next()) {
            (Some((_, code)), ..) => *code,
            (None, Some(c), None) if !crate::text::is_invisible(c) => KeyCode::Char(c),
            _ => {
                return Err(format!(
                    "{} is no key; write a character, C-x, M-x, or one of {}",
                    crate::text::quote(text),
                    NAMES.map(|(n, _)| n).join(", ")
                ));
            }
        };
        key.checked().map_err(|reason| format!("{} cannot be pressed: {reason}", crate::text::quote(text)))
    }

    /// Reads keys pressed one after the other, with blanks between: "g g".
    ///
    /// # Errors
    /// When one of them is no key.
    pub fn parse_sequence(text: &str) -> Result<Vec<Self>, String> {
        let keys: Vec<Self> = text.split_whitespace().map(Self::parse).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err("a key is missing".to_owned()) } else { Ok(keys) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, mark) in [(self.control, "C-"), (self.alt, "M-"), (self.shift, "S-")] {
            if on {
                f.write_str(mark)?;
            }
        }
        match NAMES.iter().find(|(_, code)| *code == self.code) {
            Some((name, _)) => f.write_str(name),
            None => match self.code {
                KeyCode::Char(c) => write!(f, "{c}"),
                other => write!(f, "{other:?}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back_as_it_is_written() {
        for text in ["q", "G", "C-n", "M-v", "M-<", "S-Tab", "Space", "C-w", "-", "M--", "Enter", "M-Left", "F12", "C-/", "ж"] {
            assert_eq!(Key::parse(text).expect(text).to_string(), text);
        }
        assert!(Key::parse("Entr").is_err());
    }

    #[test]
    fn a_key_has_all_the_names_that_terminals_send_alike() {
        for (names, sent) in [
            (&["C-/", "C-_", "C-7"][..], "C-/"),
            (&["C-Space", "C-@", "C-2"], "C-Space"),
            (&["C-\\", "C-4"], "C-\\"),
            (&["C-]", "C-5"], "C-]"),
            (&["C-^", "C-6"], "C-^"),
            (&["C-i", "C-I", "Tab"], "Tab"),
            (&["C-m", "Enter"], "Enter"),
            (&["C-["], "Esc"),
            (&["C-?", "Backspace"], "Backspace"),
            (&["C-A", "C-a"], "C-a"),
            (&["S-a", "A"], "A"),
            (&["M-S-x", "M-X"], "M-X"),
        ] {
            for name in names {
                assert_eq!(Key::parse(name).map(|key| key.to_string()).as_deref(), Ok(sent), "{name}");
            }
        }
    }

    #[test]
    fn what_no_terminal_sends_is_refused_with_the_reason() {
        for (name, reason) in [
            ("C-1", "nothing of its own"),
            ("C-ж", "nothing of its own"),
            ("C--", "nothing of its own"),
            ("C-S-a", "as C-a"),
            ("S-1", "the sign that Shift gives"),
            ("S-Enter", "as Enter"),
            ("C-Tab", "as Tab"),
            ("M-Esc", "as Esc twice"),
            ("S-Space", "as Space"),
            ("\u{9b}", "U+009B"),
            ("\u{202e}", "U+202E"),
        ] {
            let refused = Key::parse(name).expect_err(name);
            assert!(refused.contains(reason), "{refused}");
            assert_eq!(crate::text::clean(&refused), refused);
        }
    }

    #[test]
    fn a_sign_typed_with_altgr_is_that_sign_on_windows() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let typed = |c, held| Key::from_event(KeyEvent::new(KeyCode::Char(c), held)).expect("press").typed();
        assert_eq!(typed('[', both), cfg!(windows).then_some('['));
        assert_eq!(typed('ą', both), cfg!(windows).then_some('ą'));
        assert_eq!([typed('a', both), typed('\\', KeyModifiers::CONTROL), typed('/', KeyModifiers::ALT)], [None; 3]);
    }

    #[test]
    fn letters_of_other_layouts_act_by_their_place() {
        let typed = |c| Key::from_event(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).expect("press").latin().typed();
        assert_eq!(typed('й'), Some('q'));
        assert_eq!(typed('ｑ'), Some('q'));
        assert_eq!(typed('／'), Some('/'));
        assert_eq!(['Ж', '.', ',', 'Э'].map(typed), [':', '/', '?', '"'].map(Some));
        assert_eq!(typed('q'), Some('q'));
        assert_eq!(typed('本'), Some('本'));
    }
}
