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
const NAMES: [(&str, KeyCode); 16] = [
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
    ("F1", KeyCode::F(1)),
    ("F6", KeyCode::F(6)),
];

/// The Latin letter at the place of a letter on the Russian layout.
const CYRILLIC: (&str, &str) =
    ("йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOPASDFGHJKLZXCVBNM");

impl Key {
    /// The key of a terminal event; `None` for a release.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let shift = event.modifiers.contains(KeyModifiers::SHIFT) && !matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab);
        let code = if event.code == KeyCode::BackTab { KeyCode::Tab } else { event.code };
        Some(Self {
            code,
            control: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
            shift: shift || event.code == KeyCode::BackTab,
        })
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The key at the same place of a Latin layout: for letters typed on a Russian one, and full-width letters.
    pub fn latin(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        let full_width = |c: char| char::from_u32(c as u32 - 0xfee0);
        let code = match c {
            '\u{ff01}'..='\u{ff5e}' => full_width(c),
            '\u{3000}' => Some(' '),
            c => CYRILLIC.0.chars().zip(CYRILLIC.1.chars()).find(|(cyrillic, _)| *cyrillic == c).map(|(_, latin)| latin),
        };
        Self { code: KeyCode::Char(code.unwrap_or(c)), ..self }
    }

    /// Reads one key: "q", "C-n", "M-v", "S-Tab", "Space".
    ///
    /// # Errors
    /// When the text names no key.
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
            (None, Some(c), None) => KeyCode::Char(c),
            _ => {
                return Err(format!(
                    "“{text}” is no key; write a character, C-x, M-x, or one of {}",
                    NAMES.map(|(n, _)| n).join(", ")
                ));
            }
        };
        Ok(key)
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
        for text in ["q", "G", "C-n", "M-v", "M-<", "S-Tab", "Space", "C-w", "-", "C--", "Enter", "M-Left"] {
            assert_eq!(Key::parse(text).expect(text).to_string(), text);
        }
        assert!(Key::parse("Entr").is_err());
    }

    #[test]
    fn letters_of_other_layouts_act_by_their_place() {
        let typed = |c| Key::from_event(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).expect("press").latin().typed();
        assert_eq!(typed('й'), Some('q'));
        assert_eq!(typed('ｑ'), Some('q'));
        assert_eq!(typed('q'), Some('q'));
        assert_eq!(typed('本'), Some('本'));
    }
}
