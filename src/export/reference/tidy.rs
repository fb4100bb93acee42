//! The marks of a finished reference: none twice, none around nothing, quotation marks one within the other.

use super::super::item::{Author, Item};

/// `text` in one line, its marks in order.
pub(super) fn line(text: &str, item: &Item) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = numberless(&text);
    let text = if item.described { described(text.to_owned()) } else { text.to_owned() };
    let text = together(&text, item);
    marks(&nested(&text))
}

/// With a full stop, unless it ends so or in an address.
pub(super) fn ended(text: &str) -> String {
    let last = text.trim_end_matches(['”', '’', '»', '"']).chars().last();
    let ends = last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '>'));
    let is_address = text.rsplit(' ').next().is_some_and(|word| word.contains("://") || word.ends_with('\u{f8d0}'));
    if ends || is_address { text.to_owned() } else { format!("{text}.") }
}

/// Without what is left of a number in a list: "(1)" and "1." lose their number before this.
fn numberless(text: &str) -> &str {
    ["()", "[]", ".", ")", ","].iter().fold(text, |text, rest| text.strip_prefix(rest).map_or(text, str::trim_start))
}

/// Without quotation marks around the description in brackets.
fn described(mut text: String) -> String {
    const OPEN: [char; 7] = ['“', '‘', '«', '„', '「', '『', '"'];
    const SHUT: [char; 7] = ['”', '’', '»', '“', '」', '』', '"'];
    let Some((at, open)) = text
        .char_indices()
        .zip(text.chars().skip(1))
        .find_map(|((at, c), next)| (next == '[' && OPEN.contains(&c)).then_some((at, c)))
    else {
        return text;
    };
    let Some(end) = text[at..].find(']').map(|end| at + end + 1) else { return text };
    let shut = OPEN.iter().position(|c| *c == open).map_or('”', |n| SHUT[n]);
    // A comma or full stop may have been drawn inside.
    let close = text[end..].char_indices().take(2).find(|(_, c)| *c == shut).map(|(at, c)| (end + at, c.len_utf8()));
    if let Some((close, length)) = close {
        text.replace_range(close..close + length, "");
        text.replace_range(at..at + open.len_utf8(), "");
    }
    text
}

/// Without the comma before "and" or "&" that belongs to names turned round: institutions are not.
fn together(text: &str, item: &Item) -> String {
    let mut text = text.to_owned();
    if let Some(Author::Institution(first)) = item.authors.first() {
        for (with, without) in [(", and ", " and "), (", & ", " & "), (", et al", " et al")] {
            let lower = first.clone() + with;
            // A series of three keeps its comma.
            if text.starts_with(&lower) {
                text = text.replacen(&lower, &format!("{first}{without}"), 1);
            }
        }
    }
    text
}

/// Double quotation marks within double ones become single.
fn nested(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' => {
                out.push(if depth.is_multiple_of(2) { '“' } else { '‘' });
                depth += 1;
            }
            '”' => {
                depth = depth.saturating_sub(1);
                out.push(if depth.is_multiple_of(2) { '”' } else { '’' });
            }
            c => out.push(c),
        }
    }
    // Unequal marks are somebody’s own, and left.
    if depth == 0 { out } else { text.to_owned() }
}

/// No mark twice, no blank before one, no brackets around nothing.
fn marks(text: &str) -> String {
    const OFF: [(&str, &str); 27] = [
        (".”.", ".”"),
        (",”,", ",”"),
        (",)", ")"),
        (". .", "."),
        (" .", "."),
        (" ,", ","),
        (",,", ","),
        (",.", "."),
        (".,,", ".,"),
        (";;", ";"),
        ("::", ":"),
        (";.", "."),
        (":.", "."),
        ("()", ""),
        ("[]", ""),
        ("“”", ""),
        ("‘’", ""),
        ("( ", "("),
        (" )", ")"),
        ("[ ", "["),
        (" ]", "]"),
        ("….", "…"),
        ("?.", "?"),
        ("!.", "!"),
        ("。.", "。"),
        ("  ", " "),
        (",;", ";"),
    ];
    let mut text = text.to_owned();
    loop {
        let before = text.len();
        for (off, right) in OFF {
            text = text.replace(off, right);
        }
        text = single_stops(&text);
        if text.len() == before {
            return text.trim().to_owned();
        }
    }
}

/// Two full stops become one; three stay three.
fn single_stops(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("..") {
        let run = rest[at..].chars().take_while(|c| *c == '.').count();
        out.push_str(&rest[..at]);
        out.push_str(if run == 2 { "." } else { "…" });
        rest = &rest[at + run..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_stands_without_quotation_marks() {
        for (with, without) in [
            ("24.kg, “[A page],” accessed", "24.kg, [A page], accessed"),
            ("24.kg, ‘[A page]’, n.d.", "24.kg, [A page], n.d."),
            ("24.kg. “[A page].” n.d.", "24.kg. [A page]. n.d."),
            ("24.kg. [A page]. n.d.", "24.kg. [A page]. n.d."),
        ] {
            assert_eq!(described(with.to_owned()), without);
        }
    }

    #[test]
    fn marks_stand_once() {
        assert_eq!(marks("A meeting. . Online.. x"), "A meeting. Online. x");
        assert_eq!(marks("A () title [] , and so on... end"), "A title, and so on… end");
        assert_eq!(nested("“The “Dialogue” of states,” 2004"), "“The ‘Dialogue’ of states,” 2004");
    }
}
