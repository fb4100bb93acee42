//! Signs as other keyboards type them, read as those of the query language: full-width ones, and corner brackets for quotation
//! marks. What has no width is passed over, so that a sign pasted with it is still that sign.

use std::borrow::Cow;

use crate::text;

/// The query as it is read.
pub(in crate::query) fn plain(typed: &str) -> Cow<'_, str> {
    if typed.is_ascii() { Cow::Borrowed(typed) } else { typed.chars().filter_map(sign).collect::<String>().into() }
}

fn sign(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => return None,
        '「' | '『' | '｢' => '“',
        '」' | '』' | '｣' => '”',
        c => text::half_width(c),
    })
}

/// The byte of `typed` from which byte `at` of its [`plain`] form comes.
pub(super) fn typed_at(typed: &str, at: usize) -> usize {
    let mut read = 0;
    let mut ends = typed.char_indices().map(|(start, c)| {
        let before = read;
        read += sign(c).map_or(0, char::len_utf8);
        (start, before)
    });
    ends.find(|&(_, before)| before >= at).map_or(typed.len(), |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_other_keyboards_are_those_of_the_language() {
        for (typed, read) in [
            ("（松本｜河野）", "(松本|河野)"),
            ("country：ＫＺ，UZ　！water", "country:KZ,UZ !water"),
            ("「中央アジア」 『a』 ｢b｣", "“中央アジア” “a” “b”"),
            ("country:\u{200b}KZ\u{feff}", "country:KZ"),
            ("plain", "plain"),
            ("Oʻzbekiston", "Oʻzbekiston"),
        ] {
            assert_eq!(plain(typed), read);
        }
    }

    #[test]
    fn a_place_in_what_is_read_is_one_in_what_was_typed() {
        let typed = "a：\u{200b}ｂ「é」c";
        let read = plain(typed);
        for (at, c) in read.char_indices() {
            let from = typed_at(typed, at);
            assert_eq!(typed[from..].chars().find_map(sign), Some(c), "{at}");
        }
        assert_eq!(typed_at(typed, read.len()), typed.len());
    }
}
