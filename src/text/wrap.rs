//! Wrapping at words, and between characters where Japanese allows it.

use std::ops::Range;

use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, core::Word};
use unicode_segmentation::UnicodeSegmentation;

/// The lines of `text` at `cells` width, as byte ranges of it. The first line is narrower by `first` cells (a bullet or
/// label stands before it). Never empty; words longer than a line are cut.
pub fn wrap(text: &str, cells: usize, first: usize) -> Vec<Range<usize>> {
    let cells = cells.max(1);
    let whole = text.trim_end().len();
    if !text.contains('\n') && super::width(text) + first <= cells {
        return std::iter::once(0..whole).collect(); // most list items, at a fraction of the price
    }
    if super::is_ambiguous_wide() && !text.is_ascii() {
        return wrap_wide(text, cells, first);
    }
    let lead = " ".repeat(first.min(cells.saturating_sub(1)));
    let options = Options::new(cells)
        .wrap_algorithm(WrapAlgorithm::FirstFit) // the other looks at whole paragraphs, for half of the first frame
        .word_splitter(WordSplitter::NoHyphenation)
        .initial_indent(&lead);
    let mut from = 0;
    textwrap::wrap(text, options)
        .into_iter()
        .map(|line| {
            // textwrap joins the indent to the first line, so positions are found again by walking the text.
            let line = line.strip_prefix(lead.as_str()).filter(|_| from == 0 && !lead.is_empty()).unwrap_or(&line).to_owned();
            let start = from + text[from..].find(line.as_str()).unwrap_or(0);
            from = start + line.len();
            start..from
        })
        .collect()
}

/// As [`wrap`], measured by [`super::width`]: textwrap knows but one width of a character.
fn wrap_wide(text: &str, cells: usize, first: usize) -> Vec<Range<usize>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut end = 0;
    let mut lines = Vec::new();
    for paragraph in text.split_inclusive('\n') {
        let begin = end;
        end += paragraph.len();
        let paragraph = paragraph.trim_end_matches('\n');
        words.clear();
        for word in WordSeparator::new().find_words(paragraph) {
            split(word, cells, &mut words);
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

/// A word with its true width, in pieces when it is longer than a line.
fn split<'a>(word: Word<'a>, cells: usize, words: &mut Vec<Word<'a>>) {
    let width = super::width(word.word);
    if width <= cells {
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
