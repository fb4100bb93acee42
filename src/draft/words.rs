//! Words of a sentence with their places, and matching names against them.

use std::ops::Range;

/// A run of letters and digits; an apostrophe or hyphen ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordSpan<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<WordSpan<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(WordSpan { text: &text[from..at], range: from..at });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The words folded, for comparing.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| crate::text::fold(word.text)).collect()
}

/// Whether a text is written without blanks between words.
pub(super) fn is_wide(text: &str) -> bool {
    text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c))
}

/// Whether two folded words are forms of one: equal, or long and alike but for their endings.
pub(super) fn akin(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    a == b || (common >= 5 && common + 2 >= short && long <= common + 5)
}
