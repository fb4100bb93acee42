//! The words of a text, folded. Every one keeps the byte range of the text it came from.

use std::ops::Range;

use unicode_normalization::char::compose;

use super::characters::{Script, composes, script};
use super::fold::{first_grapheme, fold_grapheme, push_composed};

/// A word of a text, folded, with the bytes it came from (always on grapheme borders).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub word: String,
    /// Bytes of the original text.
    pub range: Range<usize>,
}

/// The words of `text`, folded. Apostrophes inside a word are dropped ("Oʻzbekiston" and "Ozbekiston" are one word); a
/// change between kanji, kana and letters parts words; anything else that is neither letter nor digit separates.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    each_token(text, &mut |word, range| found.push(Token { word: word.to_owned(), range }));
    found
}

/// The folded words of `text` with blanks between them.
pub fn in_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    each_token(text, &mut |word, _| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    });
    words
}

/// Calls `visit` with what [`tokens`] gives, without keeping it. Digits grouped by threes are one number: 2,500 and 2 500 are 2500.
pub fn each_token(text: &str, visit: &mut dyn FnMut(&str, Range<usize>)) {
    let mut numbers = Numbers { text, begun: None, visit };
    let mut take = |word: &str, range: Range<usize>| numbers.take(word, range);
    each_plain_token(text, &mut take);
    numbers.end();
}

/// As [`each_token`], each group of digits by itself.
fn each_plain_token(text: &str, visit: &mut dyn FnMut(&str, Range<usize>)) {
    let mut words = Tokeniser::new(visit);
    let mut at = 0;
    while at < text.len() {
        if words.current == Script::Break {
            at = words.plain(text, at);
        }
        let grapheme = &text[at..at + first_grapheme(&text[at..])];
        words.grapheme(grapheme, at);
        at += grapheme.len();
    }
    words.end();
}

/// What may stand between groups of three digits: a comma, or a blank of some width.
const fn is_group_mark(c: char) -> bool {
    matches!(c, ',' | '，' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Puts groups of digits together.
struct Numbers<'a> {
    text: &'a str,
    /// A number that may go on.
    begun: Option<(String, Range<usize>)>,
    visit: &'a mut dyn FnMut(&str, Range<usize>),
}

impl Numbers<'_> {
    fn take(&mut self, word: &str, range: Range<usize>) {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        if let Some((number, begun)) = &mut self.begun {
            let mut between = self.text.get(begun.end..range.start).unwrap_or_default().chars();
            let goes_on = is_number && word.len() == 3 && between.next().is_some_and(is_group_mark) && between.next().is_none();
            if goes_on {
                number.push_str(word);
                begun.end = range.end;
                return;
            }
            self.end();
        }
        let begins = is_number && word.len() <= 3 && !word.starts_with('0');
        let behind = || self.text[..range.start].chars().next_back();
        if begins && !behind().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',')) {
            self.begun = Some((word.to_owned(), range));
        } else {
            (self.visit)(word, range);
        }
    }

    fn end(&mut self) {
        if let Some((number, range)) = self.begun.take() {
            (self.visit)(&number, range);
        }
    }
}

/// The beginning of `text` that holds byte `at` and goes on to the end of the word there: its words are those of `text`.
pub fn through_word(text: &str, at: usize) -> &str {
    // What is neither part of a word nor joins two.
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, '!'..='&' | '('..='/' | ':'..='@' | '['..='_' | '{'..='~' | '、' | '。' | '「'..='】')
    };
    let mut at = text.floor_char_boundary(at);
    loop {
        let Some(end) = text[at..].find(parts).map(|end| at + end) else { return text };
        // A number may go on behind a comma or blank.
        let mut behind = text[end..].chars();
        let mark = behind.next().filter(|c| is_group_mark(*c));
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        match mark.filter(|_| digit(text[..end].chars().next_back()) && digit(behind.next())) {
            Some(mark) => at = end + mark.len_utf8(),
            None => return &text[..end],
        }
    }
}

/// Puts words together from graphemes.
struct Tokeniser<'a> {
    visit: &'a mut dyn FnMut(&str, Range<usize>),
    current: Script,
    /// Whether an apostrophe has been left out since the last letter.
    dropped: bool,
    word: String,
    range: Range<usize>,
    folded: String,
}

impl<'a> Tokeniser<'a> {
    fn new(visit: &'a mut dyn FnMut(&str, Range<usize>)) -> Self {
        Self { visit, current: Script::Break, dropped: false, word: String::new(), range: 0..0, folded: String::new() }
    }

    /// Takes the words of `text` from `at` on that are nothing but ASCII, all at once, and says where something else comes
    /// near. Between words only.
    fn plain(&mut self, text: &str, mut at: usize) -> usize {
        let bytes = text.as_bytes();
        loop {
            let start = at;
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            // A mark belongs to the letter before it, and an apostrophe may join two words.
            if !matches!(bytes.get(at), None | Some(b' '..=b'&' | b'('..=b'_' | b'{'..=b'~')) {
                return start;
            }
            if at > start {
                self.word.push_str(&text[start..at]);
                self.word.make_ascii_lowercase();
                self.range = start..at;
                self.end();
            }
            match bytes.get(at + 1) {
                Some(b' '..=b'~') => at += 1,
                _ => return at,
            }
        }
    }

    fn grapheme(&mut self, grapheme: &str, at: usize) {
        let end = at + grapheme.len();
        if let [byte] = grapheme.as_bytes() {
            return self.take(byte.to_ascii_lowercase() as char, at, end);
        }
        let mut folded = std::mem::take(&mut self.folded);
        fold_grapheme(grapheme, &mut folded);
        folded.chars().for_each(|c| self.take(c, at, end));
        folded.clear();
        self.folded = folded;
    }

    /// Takes a folded character that stands between `at` and `end`.
    fn take(&mut self, c: char, at: usize, end: usize) {
        // A voicing mark is a letter with the kana before it, and nothing else.
        let voices = composes(c) && self.word.chars().next_back().is_some_and(|last| compose(last, c).is_some());
        let kind = match script(c) {
            _ if voices && !self.dropped => self.current,
            Script::Mark if self.current == Script::Letter && !self.dropped => Script::Letter,
            kind => kind,
        };
        match kind {
            // The word goes on if a letter follows, and its range then spans the mark.
            Script::Apostrophe if self.current == Script::Letter && !self.dropped => self.dropped = true,
            Script::Break | Script::Mark | Script::Apostrophe => {
                (self.current, self.dropped) = (Script::Break, false);
                self.end();
            }
            _ => {
                if kind != self.current || self.dropped && kind != Script::Letter {
                    self.end();
                    self.range.start = at;
                }
                push_composed(&mut self.word, c);
                self.range.end = end;
                (self.current, self.dropped) = (kind, false);
            }
        }
    }

    /// Ends the word, if there is one.
    fn end(&mut self) {
        if !self.word.is_empty() {
            (self.visit)(&self.word, self.range.clone());
            self.word.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::text::fold;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn digits_in_groups_of_three_are_one_number() {
        for text in ["2500", "2,500", "2 500", "2\u{a0}500", "2\u{202f}500", "２５００", "２，５００"] {
            assert_eq!(words(text), ["2500"], "{text}");
        }
        assert_eq!(tokens("of 2,793,425 dollars")[1], Token { word: "2793425".to_owned(), range: 3..12 });
        assert_eq!(words("20, 300"), ["20", "300"]);
        assert_eq!(
            words("in 2006 300 came, 12 34 and 1.500 or 2.5, 100"),
            ["in", "2006", "300", "came", "12", "34", "and", "1", "500", "or", "2", "5", "100"]
        );
        assert_eq!(words("13th 100, 007 100, a1 100"), ["13th", "100", "007", "100", "a1", "100"]);
    }

    #[test]
    fn an_apostrophe_or_a_zero_width_character_inside_a_word_is_nothing() {
        for c in "'`´ʹʻʼʽʾʿ‘’‛′＇\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}".chars() {
            let text = format!("in O{c}zbekiston");
            let word = Token { word: "ozbekiston".to_owned(), range: 3..text.len() };
            assert_eq!(tokens(&text)[1..], [word], "U+{:04X}", c as u32);
        }
        assert_eq!(words("Россия россия"), ["россия"; 2]);
        assert_eq!(words("दिल्ली में दाल"), ["दिल्ली", "में", "दाल"]);
        assert_eq!(words("カシムジョマルト・トカエフ カシムジョマルト･トカエフ"), ["カシムジョマルト", "トカエフ"].repeat(2));
    }

    /// Texts whose folded characters stand beside each other only when what parted them has gone, or come from more than
    /// one grapheme; with what they fold to, and the text of their only word.
    const JOINED: [(&str, &str); 9] = [
        ("ㅁￂ", "마"),
        ("ㅁㅏㄱ", "마ᄀ"),
        ("\u{1106}\u{1161}\u{11a8}", "막"),
        ("\u{1112}\u{ad}\u{1161}\u{2060}\u{11ab}", "한"),
        ("마\u{ad}\u{11a8}", "막"),
        ("か\u{ad}\u{3099}", "ガ"),
        ("ﾊ\u{2060}ﾟ", "パ"),
        ("う\u{200d}\u{3099}", "ヴ"),
        ("ゝ\u{ad}\u{3099}", "ヾ"),
    ];

    #[test]
    fn what_composes_across_graphemes_is_composed_at_once() {
        for (text, folded) in JOINED {
            assert_eq!(fold(text), folded, "{text:?}");
            assert_eq!(fold(folded), folded, "{text:?}");
            let around = format!("a {text}, b");
            let word = Token { word: folded.to_owned(), range: 2..2 + text.len() };
            assert_eq!(tokens(&around)[1], word, "{text:?}");
        }
    }

    #[test]
    fn the_words_of_a_folded_word_are_that_word() {
        let marks = ["\u{ad}", "क", "か", "하", "\u{93c}", "\u{94d}", "\u{3099}", "\u{11ab}", "ि", "'", "\u{200b}"];
        let count = marks.len();
        let fours = (0..count.pow(4)).map(|n| (0..4).map(|at| marks[n / count.pow(at) % count]).collect());
        for text in ('\0'..=char::MAX).map(String::from).chain(fours) {
            for token in tokens(&text) {
                assert_eq!(words(&token.word), [token.word], "{text:?}");
            }
        }
    }

    #[test]
    fn words_taken_at_once_are_those_taken_letter_by_letter() {
        let letters =
            ['a', 'Z', '9', ' ', '-', '\'', '`', '\n', '\u{301}', '\u{200d}', 'é', 'ж', '京', 'カ', '\u{200b}', '´', 'ि'];
        for number in 0..letters.len().pow(4) {
            let text: String = (0..4).map(|at| letters[number / letters.len().pow(at) % letters.len()]).collect();
            let mut slow = Vec::new();
            let mut note = |word: &str, range| slow.push(Token { word: word.to_owned(), range });
            let mut words = Tokeniser::new(&mut note);
            text.grapheme_indices(true).for_each(|(at, grapheme)| words.grapheme(grapheme, at));
            words.end();
            assert_eq!(tokens(&text), slow, "{text:?}");
        }
    }

    #[test]
    fn words_part_at_punctuation_and_at_a_change_of_script() {
        assert_eq!(words("Trans-Caspian, 13th (CA+JAD)"), ["trans", "caspian", "13th", "ca", "jad"]);
        assert_eq!(words("中央アジアの展望"), ["中央", "アジアノ", "展望"]);
        assert_eq!(words("‘quoted’ Japan’s"), ["quoted", "japans"]);
    }

    #[test]
    fn the_words_of_a_beginning_are_those_of_the_text() {
        let text =
            "Trans-Caspian O’zbek\u{301}iston 13th、中央アジア「展望」 (CA+JAD) e\u{301} a\u{200d}-b 'c' कि\u{200b}ता´ब end";
        for at in 0..=text.len() + 1 {
            let (part, all) = (tokens(through_word(text, at)), tokens(text));
            assert_eq!(part, all[..part.len()], "{at}");
            assert!(all[part.len()..].iter().all(|token| token.range.start >= at), "{at}");
        }
    }

    #[test]
    fn ranges_name_the_original_bytes() {
        let text = "in Oʻzbekiston, 松本尚";
        let found = tokens(text);
        assert_eq!(&text[found[1].range.clone()], "Oʻzbekiston");
        assert_eq!(&text[found[2].range.clone()], "松本尚");
    }
}
