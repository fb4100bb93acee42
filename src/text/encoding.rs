//! Bytes of a file as text: by the mark before them, by what is declared, as UTF-8, or by a guess, which is told as one.

use encoding_rs::{
    EUC_JP, Encoding, IBM866, ISO_2022_JP, KOI8_R, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};

/// How it was decided what encoding a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingBasis {
    /// A byte-order mark stands before it.
    Mark,
    /// It was declared, by the caller or by the text itself.
    Declared,
    /// It is valid UTF-8.
    Valid,
    /// By what its bytes look like.
    Guessed,
}

/// What encoding a text was decoded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEncoding {
    /// Its name in the Encoding Standard of the WHATWG, as in `Shift_JIS`.
    pub name: &'static str,
    /// How that was decided.
    pub basis: EncodingBasis,
    /// What was declared and was not followed, because the bytes are no such text or nobody knows the name.
    pub refused: Option<String>,
    /// Whether bytes that stand for nothing were replaced by U+FFFD.
    pub has_gaps: bool,
}

impl TextEncoding {
    /// A remark for the reader, if there is any doubt: “read as KOI8-R, by a guess …”.
    pub fn doubt(&self) -> Option<String> {
        let guessed = self.basis == EncodingBasis::Guessed;
        let mut said = format!("read as {}", self.name);
        if guessed {
            said += ", by a guess from its bytes";
        }
        if let Some(refused) = &self.refused {
            said += &format!(", although “{refused}” is declared");
        }
        if self.has_gaps {
            said += "; bytes that stand for no character were replaced by “\u{fffd}”";
        }
        (guessed || self.refused.is_some() || self.has_gaps).then(|| format!("{said}; if it reads wrongly, save it as UTF-8"))
    }
}

/// How much of the beginning is looked through for a declaration, in bytes; the HTML standard has browsers look at 1,024.
const HEAD: usize = 4096;

/// `bytes` as text without its byte-order mark, and how that was read. `declared` is the name of an encoding as given elsewhere;
/// without it, what the text itself declares counts: the `charset` of an HTML `meta`, the `encoding` of an XML declaration.
/// Text that is valid UTF-8 with letters beyond ASCII is UTF-8, whatever is declared.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> (String, TextEncoding) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, EncodingBasis::Mark, &bytes[length..], None);
    }
    let named = declared.map(str::to_owned).or_else(|| declaration(bytes));
    // A page that can be searched for its declaration is no UTF-16, whatever it says.
    let known = named.as_deref().and_then(|name| Encoding::for_label_no_replacement(name.trim().as_bytes()));
    let known = known.filter(|encoding| declared.is_some() || ![UTF_16LE, UTF_16BE].contains(encoding));
    let is_utf8 = str::from_utf8(bytes).is_ok();
    if let Some(encoding) = known {
        let beyond_ascii = !bytes.is_ascii();
        let whole = !encoding.decode_without_bom_handling(bytes).1;
        if whole && (encoding == UTF_8 || !(is_utf8 && beyond_ascii)) {
            return with(encoding, EncodingBasis::Declared, bytes, None);
        }
    }
    let (guess, is_sure) = guess(bytes, is_utf8);
    match known.filter(|_| !is_sure) {
        // No guess is better than what is declared, gaps and all.
        Some(encoding) => with(encoding, EncodingBasis::Declared, bytes, None),
        None => {
            let basis = if guess == UTF_8 && is_utf8 { EncodingBasis::Valid } else { EncodingBasis::Guessed };
            with(guess, basis, bytes, named.filter(|_| known != Some(guess)))
        }
    }
}

fn with(encoding: &'static Encoding, basis: EncodingBasis, bytes: &[u8], refused: Option<String>) -> (String, TextEncoding) {
    let (text, has_gaps) = encoding.decode_without_bom_handling(bytes);
    let refused = refused.map(|name| super::clean(&super::abridge(&name, 40)).into_owned());
    (text.into_owned(), TextEncoding { name: encoding.name(), basis, refused, has_gaps })
}

/// The encoding that the text itself declares near its beginning.
fn declaration(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(HEAD).map(|&byte| char::from(byte.to_ascii_lowercase())).collect();
    let value = |text: &str| {
        let text = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let name: String = text.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
        (!name.is_empty()).then_some(name)
    };
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(inside, _)| inside);
    let of_xml = xml.and_then(|inside| value(inside.split_once("encoding")?.1));
    of_xml.or_else(|| {
        let mut tags = head.split("<meta").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
        tags.find_map(|tag| value(tag.split_once("charset")?.1))
    })
}

/// What the bytes look like, and whether that is more than a last resort.
fn guess(bytes: &[u8], is_utf8: bool) -> (&'static Encoding, bool) {
    // Only letters of ASCII leave a zero in UTF-16, all on one side of the pairs.
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even.max(odd) * 200 > bytes.len() && even.min(odd) * 20 <= even.max(odd) {
        let utf16 = if odd > even { UTF_16LE } else { UTF_16BE };
        if !utf16.decode_without_bom_handling(bytes).1 {
            return (utf16, true);
        }
    }
    let shifts = |sign: &[u8]| memchr::memmem::find(bytes, sign).is_some();
    if bytes.is_ascii() && (shifts(b"\x1b$B") || shifts(b"\x1b$@")) {
        return (ISO_2022_JP, true);
    }
    if is_utf8 {
        return (UTF_8, true);
    }
    let candidates = [SHIFT_JIS, EUC_JP, WINDOWS_1251, KOI8_R, IBM866, WINDOWS_1252];
    let rated = candidates.into_iter().filter_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some((likelihood(&text), encoding))
    });
    let best = rated.max_by(|(one, _), (other, _)| one.total_cmp(other));
    match best {
        Some((likelihood, encoding)) if likelihood > 0.5 => (encoding, true),
        _ if valid_share(bytes) > 0.99 => (UTF_8, true),
        _ => (WINDOWS_1252, false),
    }
}

/// How much of the bytes is UTF-8, such as of a text that was cut in the middle of a letter.
fn valid_share(bytes: &[u8]) -> f64 {
    let valid: usize = bytes.utf8_chunks().map(|chunk| chunk.valid().len()).sum();
    #[allow(clippy::cast_precision_loss)]
    let share = valid as f64 / bytes.len().max(1) as f64;
    share
}

/// How likely `text` is one that somebody wrote, by its characters beyond ASCII: 1 if each stands where such stand, -1 if none.
fn likelihood(text: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let is_letter = |c: char| matches!(c, '\u{410}'..='\u{44f}' | 'ё' | 'Ё');
        let worth = match c {
            '\0'..='\u{7f}' => None,
            'а'..='я' | 'ё' => Some(if before.is_ascii_alphabetic() { -1.0 } else { 1.0 }),
            // A capital begins a word, or stands among capitals.
            'А'..='Я' | 'Ё' if before.is_lowercase() => Some(-1.0),
            'А'..='Я' | 'Ё' if is_letter(before) => Some(0.5),
            'А'..='Я' | 'Ё' => Some(if characters.peek().is_some_and(|next| is_letter(*next)) { 1.0 } else { -0.5 }),
            '\u{3041}'..='\u{30ff}' | '\u{3001}'..='\u{3015}' | '\u{ff01}'..='\u{ff5e}' => Some(1.0),
            '\u{4e00}'..='\u{9fff}' => Some(0.8),
            '«' | '»' | '“' | '”' | '„' | '–' | '—' | '’' | '№' | '…' | '\u{a0}' => Some(0.6),
            'ß'..='ÿ' => Some(if before.is_ascii_alphabetic() || before == ' ' { 0.9 } else { -0.5 }),
            // Halfwidth kana, frames, controls: what the wrong table makes of letters.
            _ => Some(-1.0),
        };
        if let Some(worth) = worth {
            sum += worth;
            count += 1.0;
        }
        before = c;
    }
    if count == 0.0 { 0.0 } else { sum / count }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JAPANESE: &str = "外務大臣は、ウズベキスタンを訪問し、「水の協力」について話しました。";
    const RUSSIAN: &str = "Министр посетил Ташкент 14 марта 2025 года, сообщает МИД.";

    fn read(bytes: &[u8], declared: Option<&str>) -> (String, &'static str, EncodingBasis) {
        let (text, how) = decode(bytes, declared);
        (text, how.name, how.basis)
    }

    #[test]
    fn what_nobody_declares_is_guessed_and_told() {
        for (text, encodings) in [
            (JAPANESE, &[SHIFT_JIS, EUC_JP, ISO_2022_JP][..]),
            (RUSSIAN, &[WINDOWS_1251, KOI8_R, IBM866]),
            ("a café", &[WINDOWS_1252]),
            ("said – “yes”", &[WINDOWS_1252]),
        ] {
            for encoding in encodings {
                let bytes = encoding.encode(text).0;
                assert_eq!(read(&bytes, None), (text.to_owned(), encoding.name(), EncodingBasis::Guessed));
                assert!(decode(&bytes, None).1.doubt().is_some_and(|doubt| doubt.contains("guess")));
            }
        }
    }

    #[test]
    fn utf_16_is_known_by_its_mark_and_without_it() {
        for text in [RUSSIAN, "14 марта 2025\nJapan", JAPANESE] {
            let units = || text.encode_utf16();
            let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
            assert_eq!(read(&[b"\xff\xfe", &little[..]].concat(), None), (text.to_owned(), "UTF-16LE", EncodingBasis::Mark));
            if text.contains(' ') {
                assert_eq!(read(&little, None), (text.to_owned(), "UTF-16LE", EncodingBasis::Guessed));
                assert_eq!(read(&big, None), (text.to_owned(), "UTF-16BE", EncodingBasis::Guessed));
            }
        }
    }

    #[test]
    fn what_is_declared_counts_if_the_bytes_can_be_that() {
        let page = |head: &str, text: &str, encoding: &'static Encoding| encoding.encode(&format!("{head}{text}")).0.into_owned();
        for (head, text, encoding) in [
            ("<meta charset=Shift_JIS>", JAPANESE, SHIFT_JIS),
            ("<META http-equiv='Content-Type' content='text/html; charset=x-euc-jp'>", JAPANESE, EUC_JP),
            ("<meta charset=\"iso-2022-jp\">", JAPANESE, ISO_2022_JP),
            ("<?xml version='1.0' encoding='windows-1251'?>", RUSSIAN, WINDOWS_1251),
            ("<meta charset=koi8-r>", RUSSIAN, KOI8_R),
        ] {
            let (found, name, basis) = read(&page(head, text, encoding), None);
            assert!(found.ends_with(text) && name == encoding.name() && basis == EncodingBasis::Declared, "{head}: {found}");
        }
        let wrong = page("<meta charset=windows-1251>", JAPANESE, UTF_8);
        let (found, how) = decode(&wrong, None);
        assert!(found.ends_with(JAPANESE) && how.refused.as_deref() == Some("windows-1251") && how.doubt().is_some());
        for label in ["utf-8", "klingon", "utf-16"] {
            let wrong = page(&format!("<meta charset={label}>"), RUSSIAN, WINDOWS_1251);
            let (found, how) = decode(&wrong, None);
            assert!(found.ends_with(RUSSIAN) && how.refused.as_deref() == Some(label), "{found}");
        }
        assert_eq!(read(&WINDOWS_1251.encode(RUSSIAN).0, Some("cp1251")).2, EncodingBasis::Declared);
    }

    #[test]
    fn what_is_no_text_has_gaps_and_a_cut_letter_is_one() {
        let cut = &RUSSIAN.repeat(9).into_bytes()[1..];
        let (text, how) = decode(cut, None);
        assert!(text.ends_with(RUSSIAN) && how.has_gaps && how.name == "UTF-8", "{how:?}");
        assert_eq!(decode(b"", None).0, "");
        assert_eq!(read("\u{feff}a".as_bytes(), None).0, "a");
        assert!(decode("plain".as_bytes(), None).1.doubt().is_none());
    }
}
