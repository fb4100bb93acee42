//! Wrapping at words, and between characters where Japanese allows it, as [`super::width`] measures them: textwrap finds the
//! words and fits them to lines, but knows but one width of a character.

use std::ops::Range;

use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, core::Word};
use unicode_segmentation::UnicodeSegmentation;

/// The lines of `text` at `cells` width, as byte ranges of it. The first line is narrower by `first` cells (a bullet or
/// label stands before it). Never empty; words longer than a line are cut, but for web addresses: these are never parted, and
/// one longer than a line has a line of its own, which is too long.
pub fn wrap(text: &str, cells: usize, first: usize) -> Vec<Range<usize>> {
    let cells = cells.max(1);
    let whole = text.trim_end().len();
    if !text.contains('\n') && super::width(text) + first <= cells {
        return std::iter::once(0..whole).collect(); // most list items, at a fraction of the price
    }
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut end = 0;
    let mut lines = Vec::new();
    for paragraph in text.split_inclusive('\n') {
        let begin = end;
        end += paragraph.len();
        let paragraph = paragraph.trim_end_matches('\n');
        words.clear();
        let mut at = 0;
        for range in with_addresses(paragraph) {
            split(Word::from(&paragraph[at..range]), cells, &mut words);
            at = range;
        }
        let room = if begin == 0 { cells.saturating_sub(first).max(1) } else { cells };
        let mut at = begin;
        // Widths of a line are far below where a float would round them.
        #[allow(clippy::cast_precision_loss)]
        let widths = [room as f64, cells as f64];
        for line in wrap_first_fit(&words, &widths) {
            let whole: usize = line.iter().map(|word| word.len() + word.whitespace.len()).sum();
            let blanks = line.last().map_or(0, |word| word.whitespace.len());
            lines.push(at..at + whole - blanks);
            at += whole;
        }
        if words.is_empty() {
            lines.push(begin..begin);
        }
    }
    if lines.is_empty() {
        lines.push(0..0);
    }
    lines
}

/// Where the words of a line end, the blanks behind them included: where Unicode lets a line be broken, but for addresses.
fn with_addresses(line: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let (mut at, mut within) = (0, 0..0);
    for word in WordSeparator::new().find_words(line) {
        if at >= within.end {
            within = next_address(line, at).unwrap_or(line.len()..line.len());
        }
        let begins = at;
        at += word.word.len() + word.whitespace.len();
        match ends.last_mut() {
            Some(end) if within.contains(&begins) && begins > within.start => *end = at,
            _ => ends.push(at),
        }
    }
    ends
}

/// The first web address from byte `from` on: from its scheme to the next blank.
fn next_address(line: &str, from: usize) -> Option<Range<usize>> {
    let slashes = from + line[from..].find("://")?;
    let before = line[..slashes].char_indices().rev().take_while(|(_, c)| c.is_ascii_alphabetic()).last();
    let end = line[slashes..].find(char::is_whitespace).map_or(line.len(), |at| slashes + at);
    Some(before.map_or(slashes, |(at, _)| at)..end)
}

/// A word with its true width, in pieces when it is longer than a line and no address.
fn split<'a>(word: Word<'a>, cells: usize, words: &mut Vec<Word<'a>>) {
    let width = super::width(word.word);
    if width <= cells || word.word.contains("://") {
        words.push(Word { width, ..word });
        return;
    }
    let (mut begin, mut used) = (0, 0);
    for (at, grapheme) in word.word.grapheme_indices(true) {
        let wide = super::width(grapheme);
        if used + wide > cells && at > begin {
            words.push(Word { word: &word.word[begin..at], whitespace: "", penalty: "", width: used });
            (begin, used) = (at, 0);
        }
        used += wide;
    }
    words.push(Word { word: &word.word[begin..], width: used, ..word });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, cells: usize) -> Vec<&str> {
        wrap(text, cells, 0).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn breaks_at_words_and_obeys_japanese_rules() {
        assert_eq!(lines("water and energy", 9), ["water and", "energy"]);
        assert_eq!(lines("中央アジア。展望", 10), ["中央アジ", "ア。展望"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn an_address_is_never_parted() {
        let address = "https://www.mofa.go.jp/region/europe/dialogue/action-0606.html?a=b&c=%20d";
        let text =
            format!("Action Plan — Ministry of Foreign Affairs of Japan · primary ({address}), and HTTP://E.ORG/a-b-c-d too");
        for cells in 8..120 {
            let lines = lines(&text, cells);
            for whole in [address, "HTTP://E.ORG/a-b-c-d"] {
                assert!(lines.iter().any(|line| line.contains(whole)), "{cells}: {lines:?}");
            }
            for line in &lines {
                assert!(crate::text::width(line) <= cells || line.contains("://") && !line.contains(' '), "{cells}: {line}");
            }
            assert_eq!(lines.join(" ").replace(' ', ""), text.replace(' ', ""), "nothing is lost");
        }
        assert_eq!(lines("on/off and/or", 9), ["on/off", "and/or"]);
    }

    #[test]
    fn what_fits_is_one_line() {
        assert_eq!(lines("fits in", 7), ["fits in"]);
        assert_eq!(lines("fits in ", 8), ["fits in"]);
        assert_eq!(wrap("fits in", 8, 2), [0..4, 5..7]);
    }

    #[test]
    fn every_line_fits() {
        let text = "Representatives of 中央アジア and Japan discussed Qazaqstan’s Trans-Caspian routes.";
        for cells in 8..40 {
            for line in lines(text, cells) {
                assert!(crate::text::width(line) <= cells, "{cells}: {line}");
            }
        }
    }
}
