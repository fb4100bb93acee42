//! Text in ASCII, for terminals and readers that have nothing else: punctuation in its plain forms, letters of alphabets and
//! syllabaries in Latin ones. Where that would be a guess, as with Chinese characters, which Chinese and Japanese read
//! differently, a question mark says that something stands there.

use std::borrow::Cow;
use std::io::{self, Write};

use any_ascii::any_ascii_char;
use unicode_width::UnicodeWidthChar;

/// `text` with no character beyond ASCII.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    // Kana first: a general transliterator reads small kana wrongly ("きょ" as "kiyo").
    let kana = text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}'));
    let text = if kana { Cow::Owned(super::romanise::romaji(text)) } else { Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() { out.push(c) } else { out.push_str(plain(c)) }
    }
    Cow::Owned(out)
}

/// The ASCII form of one character beyond it. Empty for what takes no room of its own, such as accents.
fn plain(c: char) -> &'static str {
    match c {
        '—' | '―' => "--",
        '…' => "...",
        '→' => "->",
        '←' => "<-",
        // Han ideographs: a reading in one language would be false in the other.
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' => "?",
        _ => super::plain(c.encode_utf8(&mut [0; 4])).unwrap_or_else(|| match any_ascii_char(c) {
            "" if c.width().unwrap_or(0) > 0 => "?",
            other => other,
        }),
    }
}

/// The ASCII form of one drawn character in just as many cells: its letters where they fit, else question marks.
pub fn ascii_cells(symbol: &str, cells: usize) -> String {
    let letters = super::plain(symbol).map_or_else(|| ascii(symbol), Cow::Borrowed);
    if letters.is_empty() || letters.len() > cells { "?".repeat(cells) } else { format!("{letters:<cells$}") }
}

/// A stream that passes nothing on but ASCII. What is written to it is UTF-8, in pieces of any length.
pub struct Ascii<W> {
    to: W,
    /// The bytes of a character whose rest is still to come.
    begun: Vec<u8>,
}

impl<W: Write> Ascii<W> {
    /// A stream before `to`.
    pub fn new(to: W) -> Self {
        Self { to, begun: Vec::new() }
    }
}

impl<W: Write> Write for Ascii<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.begun.is_empty() && bytes.is_ascii() {
            self.to.write_all(bytes)?;
            return Ok(bytes.len());
        }
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            // A character cut in two waits for its rest; what can be none is passed over.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => self.begun.len(),
        };
        let text = String::from_utf8_lossy(&self.begun[..whole]).into_owned();
        self.begun.drain(..whole);
        self.to.write_all(ascii(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_plainly_is_and_the_rest_is_marked() {
        for (text, plainly) in [
            ("“free” — ‘open’ …", "\"free\" -- 'open' ..."),
            ("19–20 December · Tokyo → Astana", "19-20 December - Tokyo -> Astana"),
            ("Токаев, O‘zbekiston, Тоҷикистон", "Tokaev, O'zbekiston, Tojikiston"),
            ("cafe\u{301} São", "cafe Sao"),
            ("東京対話", "????"),
            ("トカエフ", "tokaefu"),
            ("きょう", "kyou"),
            ("トｶﾞ", "toga"),
            ("■ ■", "# #"),
        ] {
            assert_eq!(ascii(text), plainly);
        }
        for c in (0x80..0x3_0000).filter_map(char::from_u32) {
            assert!(plain(c).is_ascii(), "{c}");
            // Beside kana, too.
            assert!(ascii(&format!("ト{c}")).is_ascii(), "{c}");
        }
    }

    #[test]
    fn a_cell_keeps_its_width() {
        for (symbol, cells, plain) in
            [("т", 1, "t"), ("щ", 1, "?"), ("ト", 2, "to"), ("東", 2, "? "), ("…", 1, "."), ("é", 1, "e")]
        {
            assert_eq!(ascii_cells(symbol, cells), plain);
        }
    }

    #[test]
    fn a_stream_joins_characters_that_come_in_pieces() {
        let mut out = Vec::new();
        let mut stream = Ascii::new(&mut out);
        for byte in "a “b” — Кб".bytes() {
            stream.write_all(&[byte]).expect("memory");
        }
        assert_eq!(String::from_utf8(out).expect("ASCII"), "a \"b\" -- Kb");
    }
}
