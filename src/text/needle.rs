//! Finding a stretch of text as a reader types it: a folded substring, each match on grapheme borders.

use std::ops::Range;

use memchr::memmem;

use super::effort;
use super::fold::{fold_grapheme, graphemes};

/// What is looked for: letters in a row, folded as by [`super::fold`]. Apostrophes count for nothing, any stretch of white space
/// is one blank, and plain dashes and quotation marks stand for the printed ones, which few keyboards have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle(String);

impl Needle {
    /// Takes the words as one stretch; `None` when they hold nothing to look for.
    pub fn new(words: &str) -> Option<Self> {
        let letters = Sifted::new(words).letters;
        let letters = letters.trim_matches(' ');
        (!letters.is_empty()).then(|| Self(letters.to_owned()))
    }

    /// Byte ranges of `text` where it stands: in order, apart from each other, on grapheme borders.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let sifted = Sifted::new(text);
        let finder = memmem::Finder::new(&self.0);
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        while let Some(at) = finder.find(&sifted.letters.as_bytes()[from..]) {
            effort::spend(at + self.0.len());
            let range = sifted.origin(from + at..from + at + self.0.len());
            // A grapheme may fold to several letters; a match begins behind the whole of the last one.
            if found.last().is_none_or(|before| range.start >= before.end) {
                from += at + self.0.len();
                found.push(range);
            } else {
                from += at + sifted.letters[from + at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }
}

/// The letters of a text that count, and where they come from.
struct Sifted {
    letters: String,
    runs: Vec<Run>,
}

/// Letters in a row that come from one stretch of the text.
struct Run {
    /// Where its letters begin.
    letters: usize,
    text: Range<usize>,
    /// Whether every letter is a grapheme of the same length; else all of them come from one grapheme.
    even: bool,
}

impl Sifted {
    fn new(text: &str) -> Self {
        let mut sifted = Self { letters: String::with_capacity(text.len()), runs: Vec::new() };
        let mut folded = String::new();
        let mut at = 0;
        for grapheme in graphemes(text) {
            effort::spend(1);
            let from = sifted.letters.len();
            folded.clear();
            fold_grapheme(grapheme, &mut folded);
            folded.chars().for_each(|c| sifted.take(c));
            sifted.note(from, at..at + grapheme.len());
            at += grapheme.len();
        }
        sifted
    }

    /// Takes a letter, if it counts.
    fn take(&mut self, c: char) {
        let c = match c {
            '\'' => return,
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !self.letters.ends_with(' ') {
            self.letters.push(c);
        }
    }

    /// Notes that the letters from `from` on come from the grapheme `text`.
    fn note(&mut self, from: usize, text: Range<usize>) {
        let letters = &self.letters[from..];
        let even = letters.len() == text.len() && letters.chars().nth(1).is_none();
        match self.runs.last_mut().filter(|last| even && last.even && last.text.end == text.start) {
            _ if letters.is_empty() => {}
            Some(last) => last.text.end = text.end,
            None => self.runs.push(Run { letters: from, text, even }),
        }
    }

    /// The graphemes from which letters come.
    fn origin(&self, letters: Range<usize>) -> Range<usize> {
        let run = |at: usize| &self.runs[self.runs.partition_point(|run| run.letters <= at).saturating_sub(1)];
        let (first, last) = (run(letters.start), run(letters.end - 1));
        let start = first.text.start + if first.even { letters.start - first.letters } else { 0 };
        let end = if last.even { last.text.start + letters.end - last.letters } else { last.text.end };
        start..end
    }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

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
        assert_eq!(
            found("o'zbekiston", "O´zbekiston, Oʽzbekiston, O＇zbekiston, Kazakh\u{200b}stan"),
            ["O´zbekiston", "Oʽzbekiston", "O＇zbekiston"]
        );
        assert_eq!(found("kazakhstan", "in Kazakh\u{200b}stan"), ["Kazakh\u{200b}stan"]);
        assert_eq!(found("दल", "दाल दिल दल"), ["दल"]);
        assert_eq!(found("همكاري", "همکاری"), ["همکاری"]);
    }

    #[test]
    fn words_are_one_stretch_whatever_the_blanks() {
        assert_eq!(found(" tokyo  dialogue ", "Tokyo\u{a0} Dialogue, Tokyo; Dialogue"), ["Tokyo\u{a0} Dialogue"]);
        assert_eq!(found("aa", "aaaaa"), ["aa", "aa"]);
        assert_eq!(found("s", "Straße"), ["S", "ß"]);
        assert_eq!(found("", "text"), [""; 0]);
        assert_eq!(Needle::new(" ’ "), None);
    }

    /// As [`Needle::ranges`], one grapheme and one window after the other.
    fn slowly(words: &str, text: &str) -> Vec<Range<usize>> {
        let letters = |text: &str| {
            let mut letters: Vec<(char, Range<usize>)> = Vec::new();
            for (at, grapheme) in text.grapheme_indices(true) {
                for c in Sifted::new(grapheme).letters.chars() {
                    if c != ' ' || letters.last().is_none_or(|(before, _)| *before != ' ') {
                        letters.push((c, at..at + grapheme.len()));
                    }
                }
            }
            letters
        };
        let wanted: Vec<char> = Sifted::new(words).letters.chars().collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        for window in letters(text).windows(wanted.len()) {
            let (first, last) = (&window[0].1, &window[wanted.len() - 1].1);
            if found.last().is_none_or(|before| first.start >= before.end) && window.iter().map(|(c, _)| c).eq(&wanted) {
                found.push(first.start..last.end);
            }
        }
        found
    }

    #[test]
    fn what_is_found_at_once_is_what_is_found_letter_by_letter() {
        let letters = ["a", "ß", "s", " ", "\u{a0}", "’", "é", "e\u{301}", "カ", "か", "–", "ﬃ", "\u{ad}", "f"];
        for number in 0..letters.len().pow(4) {
            let text: String = (0..4).map(|at| letters[number / letters.len().pow(at) % letters.len()]).collect();
            for words in ["s", "ss", "a s", "カ", "e", "-", "f", "fi"] {
                let wanted = slowly(words, &text);
                assert_eq!(Needle::new(words).expect("letters").ranges(&text), wanted, "{words} in {text:?}");
            }
        }
    }

    #[test]
    fn long_texts_and_long_words_are_looked_through_once() {
        effort::is_in_proportion(20_000, |size| {
            let needle = Needle::new(&format!("{}b", "a".repeat(size / 4))).expect("letters");
            assert!(needle.ranges(&"a".repeat(size)).is_empty());
            assert_eq!(Needle::new("s").expect("letters").ranges(&"Straße ’ ".repeat(size / 9)).len(), 2 * (size / 9));
        });
    }
}
