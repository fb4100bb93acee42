//! Sentences of a text, with the quotations in them kept whole.

use std::ops::Range;

use super::reading::{Passage, PassageKind};

/// A sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub text: String,
    pub kind: PassageKind,
    /// Number of its passage.
    pub passage: usize,
    /// The heading above it, in lower case.
    pub heading: String,
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 16] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "no", "jr", "sr", "gen", "rep", "sen", "h.e", "u.s", "inc", "vs"];

/// The sentences of all passages, in order; a heading is one.
pub(super) fn sentences(passages: &[Passage]) -> Vec<Sentence> {
    let mut heading = String::new();
    let mut found = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        if passage.kind == PassageKind::Heading {
            heading = passage.text.to_lowercase();
        }
        for text in split(&passage.text).into_iter().flat_map(pieces) {
            found.push(Sentence { text, kind: passage.kind, passage: number, heading: heading.clone() });
        }
    }
    found
}

/// A sentence of a page or more is none: cut, so that no rule works on it for long.
fn pieces(sentence: String) -> Vec<String> {
    const LONG: usize = 8000;
    if sentence.len() <= LONG {
        return vec![sentence];
    }
    let mut rest = sentence.as_str();
    let mut found = Vec::new();
    while rest.len() > LONG {
        let end = (1..=LONG).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
        found.push(rest[..end].trim().to_owned());
        rest = &rest[end..];
    }
    found.push(rest.trim().to_owned());
    found.retain(|piece| !piece.is_empty());
    found
}

fn split(text: &str) -> Vec<String> {
    let quoted = quotations(text);
    // A full stop before the closing mark may end the sentence too; a Japanese one does not: 「はい。」と述べた。
    let last = |at: usize, end: usize| text.as_bytes()[at].is_ascii() && text[at + 1..end].chars().count() == 1;
    let inside = |at: usize| {
        // The quotations are in order; only the last one that begins before can hold it.
        let before = quoted.partition_point(|q| q.start < at).checked_sub(1).map(|n| &quoted[n]);
        before.is_some_and(|q| at < q.end && !last(at, q.end))
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '。' | '！' | '？') || inside(at) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, q)) = chars.peek()
            && matches!(q, '”' | '"' | '」' | '’' | ')' | '）')
        {
            end = next + q.len_utf8();
            chars.next();
        }
        let rest = &text[end..];
        let wide = matches!(c, '。' | '！' | '？');
        let new = rest.trim_start().starts_with(|n: char| {
            n.is_uppercase() || n.is_ascii_digit() || matches!(n, '“' | '"' | '(' | '‘') || n > '\u{3000}'
        });
        let tail = text[start..at].chars().rev().take_while(|c| !c.is_whitespace() && *c != '(').take(8);
        let word: String = tail.collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
        let short = c == '.' && (word.chars().count() == 1 || ABBREVIATIONS.contains(&word.as_str()));
        if wide || (rest.starts_with(char::is_whitespace) && new && !short) {
            found.push(text[start..end].trim().to_owned());
            start = end;
        }
    }
    found.push(text[start..].trim().to_owned());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// The quotations in a line, with their quotation marks; a mark without its fellow opens none.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '„' | '「' | '«') => {
                let close = match c {
                    '「' => '」',
                    '«' => '»',
                    _ => '”',
                };
                open = Some((at, close));
                depth = 0;
            }
            (None, '"') => open = Some((at, '"')),
            (Some((_, '」')), '「') => depth += 1,
            (Some((_, '」')), '」') if depth > 0 => depth -= 1,
            (Some((start, close)), c) if c == close => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// The words of a quotation without its marks.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_matches(['“', '”', '„', '"', '「', '」', '«', '»']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        let text = "Mr. Tanaka met H.E. the minister on 3.5 counts. “We agree. We do,” he said. “Yes.” The end";
        let found = split(text);
        assert_eq!(
            found,
            ["Mr. Tanaka met H.E. the minister on 3.5 counts.", "“We agree. We do,” he said.", "“Yes.”", "The end"]
        );
        assert_eq!(split("第13回対話が開かれた。「はい。」と述べた。"), ["第13回対話が開かれた。", "「はい。」と述べた。"]);
    }
}
