//! Finding a stretch of text as a reader types it: a folded substring, each match on grapheme borders.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold;

/// What is looked for: letters in a row, folded as by [`fold`]. Apostrophes count for nothing, any stretch of white space
/// is one blank, and plain dashes and quotation marks stand for the printed ones, which few keyboards have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle(Vec<char>);

impl Needle {
    /// Takes the words as one stretch; `None` when they hold nothing to look for.
    pub fn new(words: &str) -> Option<Self> {
        let letters: Vec<char> = sift(words).into_iter().map(|(c, _)| c).collect();
        let blank = |c: &char| *c == ' ';
        let (from, to) = (letters.iter().position(|c| !blank(c))?, letters.iter().rposition(|c| !blank(c))?);
        Some(Self(letters[from..=to].to_vec()))
    }

    /// Byte ranges of `text` where it stands: in order, apart from each other, on grapheme borders.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let letters = sift(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for window in letters.windows(self.0.len()) {
            // A grapheme may fold to several letters; a match begins behind the whole of the last one.
            let (Some((_, first)), Some((_, last))) = (window.first(), window.last()) else { continue };
            if found.last().is_none_or(|before| first.start >= before.end) && window.iter().map(|(c, _)| c).eq(&self.0) {
                found.push(first.start..last.end);
            }
        }
        found
    }
}

/// The letters that count, each with the grapheme that it comes from.
fn sift(text: &str) -> Vec<(char, Range<usize>)> {
    let mut letters: Vec<(char, Range<usize>)> = Vec::with_capacity(text.len());
    for (at, grapheme) in text.grapheme_indices(true) {
        for c in fold(grapheme).chars() {
            let c = match c {
                '\'' | '`' | '\u{2b9}' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' => continue,
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => '"',
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                c if c.is_whitespace() => ' ',
                c => c,
            };
            if c != ' ' || letters.last().is_none_or(|(before, _)| *before != ' ') {
                letters.push((c, at..at + grapheme.len()));
            }
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(words: &str, text: &'a str) -> Vec<&'a str> {
        Needle::new(words).map_or_else(Vec::new, |needle| needle.ranges(text).into_iter().map(|range| &text[range]).collect())
    }

    #[test]
    fn case_marks_apostrophes_and_kana_do_not_matter() {
        assert_eq!(found("ozbekiston", "in Oʻzbekiston, O'ZBEKISTON"), ["Oʻzbekiston", "O'ZBEKISTON"]);
        assert_eq!(found("turkmen", "Türkmenistan"), ["Türkmen"]);
        assert_eq!(found("たしけんと", "タシケントとﾀｼｹﾝﾄ"), ["タシケント", "ﾀｼｹﾝﾄ"]);
        assert_eq!(found("ozod", "e\u{301}o\u{308}ZOD"), ["o\u{308}ZOD"]);
        assert_eq!(found("1997-2004", "(1997–2004)"), ["1997–2004"]);
    }

    #[test]
    fn words_are_one_stretch_whatever_the_blanks() {
        assert_eq!(found(" tokyo  dialogue ", "Tokyo\u{a0} Dialogue, Tokyo; Dialogue"), ["Tokyo\u{a0} Dialogue"]);
        assert_eq!(found("aa", "aaaaa"), ["aa", "aa"]);
        assert_eq!(found("s", "Straße"), ["S", "ß"]);
        assert_eq!(found("", "text"), [""; 0]);
        assert_eq!(Needle::new(" ’ "), None);
    }
}
