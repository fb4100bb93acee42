//! Text as readers and terminals meet it: folding for search, width in cells, cutting, wrapping, and cleaning.
//! Knows nothing of records or screens.

mod abreast;
mod alike;
mod ambiguous;
mod ascii;
mod characters;
pub(crate) mod effort;
mod encoding;
mod fold;
mod hidden;
mod inflect;
mod link;
mod markdown;
mod nearest;
mod needle;
mod romanise;
mod tokens;
mod wrap;

pub use abreast::Abreast;
pub(crate) use alike::PLACES;
pub use alike::{Alike, likeness};
pub use ambiguous::{is_ambiguous_wide, plain, set_ambiguous_wide};
pub use ascii::{Ascii, ascii, ascii_cells};
pub use characters::{half_width, is_kana};
pub use encoding::{EncodingBasis, TextEncoding, decode};
pub use fold::{fold, graphemes};
pub use hidden::{escape_json, is_blank, is_invisible, name_hidden, quote, visible};
pub(crate) use inflect::{bases, forms, is_cyrillic, is_inflection, shared_stem};
pub use link::{LONGEST_LINK, has_links, is_web_address};
pub use markdown::{escape_markdown, markdown_address};
pub use nearest::{did_you_mean, is_slip, nearest, one_of};
pub use needle::Needle;
pub use romanise::romanise;
pub use tokens::{Token, each_token, in_words, through_word, tokens};
pub use wrap::wrap;

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The first English ordinals in words, "first" at 0.
pub const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Width of `text` in terminal cells, in this terminal ([`set_ambiguous_wide`]): what its characters take one by one, as they
/// are drawn. (The crate's width of a whole text joins some that are drawn apart, such as Arabic lam and alef.)
pub fn width(text: &str) -> usize {
    if is_ambiguous_wide() {
        ambiguous::width(text)
    } else if text.chars().all(stands_alone) {
        text.chars().map(|c| c.width().unwrap_or(0)).sum()
    } else {
        // Control characters are not drawn.
        text.graphemes(true).filter(|g| !g.contains(char::is_control)).map(UnicodeWidthStr::width).sum()
    }
}

/// Whether `c` joins with no other of its sort into one character, as most letters, signs and ideographs do; they are measured
/// without looking for such.
const fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// `text` with blanks behind it up to `cells` terminal cells.
pub fn padded(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// The beginning of `text` that is surely wider than `cells` terminal cells; all of it, if it is not wider. What is drawn of a
/// text is cut from this, so that its length does not matter.
pub fn head(text: &str, cells: usize) -> &str {
    let mut bytes = 4 * cells + 64;
    while bytes < text.len() {
        let head = &text[..border_before(text, bytes)];
        effort::spend(head.len());
        if width(head) > cells {
            return head;
        }
        bytes *= 2;
    }
    effort::spend(text.len());
    text
}

/// The last border between graphemes at or before byte `at`.
fn border_before(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    let here = cursor.is_boundary(text, 0).unwrap_or(true);
    if here { at } else { cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0) }
}

/// `text` cut to at most `cells` terminal cells; a cut is shown by `mark` ("…", or "..." in ASCII), never in mid-character.
pub fn truncate<'a>(text: &'a str, cells: usize, mark: &str) -> Cow<'a, str> {
    if width(head(text, cells)) <= cells {
        return Cow::Borrowed(text);
    }
    let room = cells.saturating_sub(width(mark));
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        end = at + grapheme.len();
    }
    let kept = text[..end].trim_end();
    if width(mark) > cells {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{kept}{mark}"))
}

/// The end of `text` in at most `cells` terminal cells; a cut at its start is shown by `mark`, never in mid-character.
pub fn truncate_start<'a>(text: &'a str, cells: usize, mark: &str) -> Cow<'a, str> {
    if width(head(text, cells)) <= cells {
        return Cow::Borrowed(text);
    }
    if width(mark) > cells {
        return Cow::Borrowed("");
    }
    let room = cells - width(mark);
    let mut used = 0;
    let kept = text.grapheme_indices(true).rev().take_while(|(_, grapheme)| {
        used += width(grapheme);
        used <= room
    });
    let start = kept.last().map_or(text.len(), |(at, _)| at);
    Cow::Owned(format!("{mark}{}", text[start..].trim_start()))
}

/// Whether `c` must never reach a terminal: C0 and C1 controls, and the characters that reorder what follows them
/// (Unicode bidirectional embeddings, overrides and isolates, and the invisible direction marks).
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether `c` leaves nothing to be seen, neither itself nor in its neighbours: the default ignorable code points of Unicode
/// (`DerivedCoreProperties.txt`) without joiners and selectors, which have letters and emoji look otherwise.
pub fn is_unseen(c: char) -> bool {
    is_unsafe(c)
        || matches!(c, '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// What stands for what [`abridge`] leaves out.
const BETWEEN: &str = " … ";

/// `text` in at most `characters`; of a longer one its beginning and its end, which say what it is about and what to do.
pub fn abridge(text: &str, characters: usize) -> Cow<'_, str> {
    let all = text.chars().count();
    if all <= characters {
        return Cow::Borrowed(text);
    }
    let tail = characters.saturating_sub(BETWEEN.chars().count()) / 3;
    let head = characters.saturating_sub(BETWEEN.chars().count() + tail);
    let begin: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(all - tail).collect();
    Cow::Owned(format!("{begin}{BETWEEN}{end}"))
}

/// Whether `text` holds a character that [`is_unsafe`] names, apart from the line breaks and tabs between JSON values.
/// By bytes, since whole files pass through here before the first frame; they are those of UTF-8.
pub fn holds_unsafe(text: &[u8]) -> bool {
    /// Whether a character that begins with this byte may be unsafe; without branches, so that many are looked at at once.
    #[allow(clippy::needless_bitwise_bool)]
    fn is_suspect(byte: u8) -> bool {
        let control = (byte < 0x20) & (byte != b'\n') & (byte != b'\r') & (byte != b'\t') | (byte == 0x7f);
        control | (byte == 0xc2) | (byte == 0xd8) | (byte == 0xe2) | (byte == 0xef)
    }
    let is_unsafe_at = |at: usize| {
        let next = |n: usize| text.get(at + n).copied().unwrap_or_default();
        match text[at] {
            0xc2 => next(1) < 0xa0,
            0xd8 => next(1) == 0x9c,
            0xe2 => match next(1) {
                0x80 => matches!(next(2), 0x8e | 0x8f | 0xa8..=0xae),
                0x81 => matches!(next(2), 0xa6..=0xa9),
                _ => false,
            },
            0xef => (next(1), next(2)) == (0xbb, 0xbf),
            byte => is_suspect(byte),
        }
    };
    text.chunks(64).enumerate().any(|(n, chunk)| {
        let suspect = chunk.iter().fold(false, |any, &byte| any | is_suspect(byte));
        suspect && (n * 64..n * 64 + chunk.len()).any(is_unsafe_at)
    })
}

/// `text` as one safe line: unsafe characters removed, line breaks and tabs turned into blanks.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter_map(|c| match c {
                '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
                c if is_unsafe(c) => None,
                c => Some(c),
            })
            .collect(),
    )
}

/// `text` as lines that are each safe: as [`clean`], with the line breaks kept. Every message to a terminal goes through here.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(clean).collect::<Vec<_>>().join("\n"))
}

/// The first letter of `text` in upper case, for a sentence made of pieces.
pub fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `words` as a sentence: begun with a capital letter and ended with a full stop, unless it has an end of its own or would
/// be taken for a part of an address.
pub fn sentence(words: &str) -> String {
    let words = words.trim();
    let letters = words.trim_end_matches(['”', '’', ')', '"']);
    let address = words.rsplit(' ').next().is_some_and(|word| word.contains("://"));
    let ended = words.is_empty() || address || letters.ends_with(['.', '!', '?', '…', ':', '。']);
    let stop = if ended { "" } else { "." };
    format!("{}{stop}", capitalise(words))
}

/// `items` as an English list: "a", "a and b", "a, b and c".
pub fn join_and(items: &[String]) -> String {
    join(items, "and")
}

/// "a, b or c".
pub fn join_or(items: &[String]) -> String {
    join(items, "or")
}

fn join(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// A number with a comma between its thousands: "7,997".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = digits.as_str();
    while rest.len() > 3 {
        let (before, last) = rest.split_at(rest.len() - 3);
        parts.push(last);
        rest = before;
    }
    parts.push(rest);
    parts.reverse();
    parts.join(",")
}

/// `count` with its noun: "1 event", "34 events".
pub fn count(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (n, _) if noun == "person" => format!("{n} people"),
        (n, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{n} {stem}ies"),
        (n, _) => format!("{n} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_shown_and_never_splits_a_wide_character() {
        assert_eq!(truncate("Kazakhstan", 10, "…"), "Kazakhstan");
        assert_eq!(truncate("Kazakhstan", 6, "…"), "Kazak…");
        assert_eq!(truncate("中央アジア", 6, "…"), "中央…");
        assert_eq!(truncate("中央アジア", 0, "…"), "");
        assert_eq!(truncate("abc", 2, "..."), "");
    }

    #[test]
    fn a_cut_costs_the_same_in_any_text() {
        for words in ["water ", "水", "e\u{301}", "\u{1f1ef}\u{1f1f5}"] {
            let steps = |size: usize| {
                let text = words.repeat(size);
                effort::of(|| {
                    assert_eq!(width(&truncate(&text, 40, "…")).div_ceil(2), 20);
                    assert!(width(&truncate_start(&text, 40, "…")) >= 39);
                    assert!(text.starts_with(head(&text, 40)) && width(head(&text, 40)) > 40);
                })
            };
            assert_eq!(steps(1000), steps(100_000), "{words}");
        }
        assert_eq!(head("Kazakhstan", 3), "Kazakhstan", "short texts are not cut");
        let marks = format!("e{}", "\u{301}".repeat(4000));
        assert_eq!(head(&marks, 3), marks, "it is not wider than three cells");
    }

    #[test]
    fn a_cut_at_the_start_is_shown_and_never_splits_a_character() {
        assert_eq!(truncate_start("Kazakhstan", 10, "…"), "Kazakhstan");
        assert_eq!(truncate_start("Kazakhstan", 6, "…"), "…hstan");
        assert_eq!(truncate_start("of water", 6, "…"), "…water");
        assert_eq!(truncate_start("中央アジア", 6, "…"), "…ジア");
        assert_eq!(truncate_start("cafe\u{301}s", 3, ".."), "..s");
        assert_eq!(truncate_start("abc", 2, "..."), "");
    }

    #[test]
    fn cleaning_removes_what_could_drive_a_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\nd\u{9b}1m"), "a[31mbc d1m");
        assert!(matches!(clean("Oʻzbekiston — “water”"), Cow::Borrowed(_)));
    }

    #[test]
    fn bytes_and_characters_agree_on_what_is_unsafe() {
        for c in (0..=0x2fff).chain(0xfe00..=0xffff).filter_map(char::from_u32) {
            let wanted = is_unsafe(c) && !matches!(c, '\n' | '\r' | '\t');
            assert_eq!(holds_unsafe(format!("a{c}b").as_bytes()), wanted, "{:x}", c as u32);
        }
    }

    #[test]
    fn the_schemes_of_the_web_are_known_in_any_case() {
        for (address, web) in [
            ("https://e.org", true),
            ("HTTPS://E.ORG", true),
            ("hTTp://e.org", true),
            ("ftp://e.org", false),
            ("javascript:alert(1)//http://", false),
            ("e.org", false),
        ] {
            assert_eq!(is_web_address(address), web, "{address}");
        }
    }

    #[test]
    fn a_sentence_has_one_end() {
        for (words, wanted) in [
            ("the note is kept", "The note is kept."),
            ("“First, its position.”", "“First, its position.”"),
            ("“a term”", "“a term”."),
            ("opening https://example.org/a", "Opening https://example.org/a"),
            ("", ""),
        ] {
            assert_eq!(sentence(words), wanted);
        }
    }

    #[test]
    fn nouns_are_counted_in_english() {
        assert_eq!(count(1, "event"), "1 event");
        assert_eq!(count(2, "country"), "2 countries");
        assert_eq!(count(0, "quote"), "0 quotes");
    }
}
