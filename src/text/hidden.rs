//! Characters that nobody sees: which they are, what they are called, and how a text that holds one is told of.

use std::borrow::Cow;

use super::{is_unsafe, truncate};

/// Whether `c` leaves nothing to be seen: blanks, what [`is_unsafe`] names, and the characters that Unicode calls default
/// ignorable (zero-width ones, variation selectors, tags, Hangul fillers) with the braille blank.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace() || is_hidden(c)
}

/// As [`is_invisible`], without the blanks between words.
fn is_hidden(c: char) -> bool {
    is_unsafe(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether there is nothing to be seen of `text`.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Number and name of a character that nobody sees: "U+202E (right-to-left override)".
pub fn name_hidden(c: char) -> String {
    const CONTROLS: [&str; 32] = [
        "null",
        "start of heading",
        "start of text",
        "end of text",
        "end of transmission",
        "enquiry",
        "acknowledge",
        "bell",
        "backspace",
        "tab",
        "line feed",
        "vertical tab",
        "form feed",
        "carriage return",
        "shift out",
        "shift in",
        "data link escape",
        "device control one",
        "device control two",
        "device control three",
        "device control four",
        "negative acknowledge",
        "synchronous idle",
        "end of transmission block",
        "cancel",
        "end of medium",
        "substitute",
        "escape",
        "file separator",
        "group separator",
        "record separator",
        "unit separator",
    ];
    let name = match c {
        '\u{0}'..='\u{1f}' => CONTROLS[c as usize],
        '\u{7f}' => "delete",
        '\u{80}'..='\u{9f}' => "control character",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{61c}' => "Arabic letter mark",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{2800}' => "braille blank",
        '\u{3000}' => "ideographic space",
        '\u{3164}' | '\u{ffa0}' | '\u{115f}' | '\u{1160}' => "Hangul filler",
        '\u{fe00}'..='\u{fe0f}' => "variation selector",
        '\u{feff}' => "byte-order mark",
        '\u{e0000}'..='\u{e007f}' => "tag character",
        c if c.is_whitespace() => "blank",
        _ => "invisible character",
    };
    format!("U+{:04X} ({name})", c as u32)
}

/// `text` without the characters in it that nobody sees; blanks stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) { text.replace(is_hidden, "").into() } else { Cow::Borrowed(text) }
}

/// The text of a JSON document with what [`is_unsafe`] names written as `\\uXXXX`, which means the same and drives no terminal.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let drives = |c: char| c != '\n' && is_unsafe(c);
    if !json.contains(drives) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if drives(c) {
            escaped.push_str(&format!("\\u{:04x}", c as u32)); // none of them lies beyond U+FFFF
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Cells of a name that a message shows.
const SHOWN: usize = 80;

/// `name` in quotation marks, cut where it is long; characters in it that nobody sees are left out and told:
/// “ab” with U+202E (right-to-left override) after “a”.
pub fn quote(name: &str) -> String {
    let shown = format!("“{}”", truncate(&visible(name), SHOWN, "…"));
    let mut hidden = name.char_indices().filter(|&(_, c)| is_hidden(c));
    let Some((at, first)) = hidden.next() else { return shown };
    let before = visible(&name[..at]);
    let place = match super::truncate_start(&before, 20, "…") {
        before if before.is_empty() => "at its start".to_owned(),
        before => format!("after “{before}”"),
    };
    let more = match hidden.count() {
        0 => String::new(),
        1 => " and 1 hidden character more".to_owned(),
        n => format!(" and {n} hidden characters more"),
    };
    format!("{shown} with {} {place}{more}", name_hidden(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_hidden_character_says_which_and_where() {
        for (name, wanted) in [
            ("ab", "“ab”"),
            ("a\u{202e}b", "“ab” with U+202E (right-to-left override) after “a”"),
            ("\u{0}ab", "“ab” with U+0000 (null) at its start"),
            ("a\u{1b}b\u{200b}", "“ab” with U+001B (escape) after “a” and 1 hidden character more"),
            ("a\u{ad}\u{ad}\u{ad}", "“a” with U+00AD (soft hyphen) after “a” and 2 hidden characters more"),
            ("\u{e0041}", "“” with U+E0041 (tag character) at its start"),
        ] {
            assert_eq!(quote(name), wanted);
        }
        let long = quote(&"x".repeat(500));
        assert!(long.ends_with("…”") && long.chars().count() <= SHOWN + 2, "{long}");
    }

    #[test]
    fn escaped_json_means_the_same_and_holds_nothing_that_drives_a_terminal() {
        let value = serde_json::json!({"a\u{9b}": ["\u{202e}\u{7f}\u{1b}\u{2028}\u{feff}", "Oʻzbekiston"]});
        let json = serde_json::to_string_pretty(&value).expect("JSON");
        let escaped = escape_json(&json);
        assert!(!escaped.contains(|c| c != '\n' && is_unsafe(c)), "{escaped:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).expect("JSON"), value);
    }

    #[test]
    fn a_blank_text_has_nothing_to_be_seen() {
        for blank in ["", " ", "\u{a0}\u{3000}\t\n", "\u{200b}", "\u{e0041}\u{e007f}", "\u{0}", "\u{202e}\u{feff}", "\u{3164}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["a", ".", "中", " \u{200b}x", "\u{301}"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }
}
