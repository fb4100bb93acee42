//! Folding: one form for text and query alike, so that case, accents, widths, apostrophes and kana never stand
//! between a reader and a word. Every token keeps the byte range of the text it came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// A word of a text, folded, with the bytes it came from (always on grapheme borders).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub word: String,
    /// Bytes of the original text.
    pub range: Range<usize>,
}

/// What a folded character may stand beside in one token. Japanese has no blanks, so a change of script ends a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Letter,
    Kanji,
    Kana,
    Apostrophe,
    Break,
}

/// Whether `c` is hiragana or katakana.
pub fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '\u{ff66}'..='\u{ff9f}')
}

pub(super) fn script(c: char) -> Script {
    match c {
        'a'..='z' | '0'..='9' => Script::Letter,
        '\'' | '`' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{2b9}' => Script::Apostrophe,
        '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Kanji
        }
        'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' => Script::Kana,
        c if c.is_alphanumeric() => Script::Letter,
        _ => Script::Break,
    }
}

/// Whether `c` stands for itself between two of its like: no mark, no joiner, nothing that composes. A test holds this
/// against the segmentation of Unicode.
fn is_simple(c: char) -> bool {
    matches!(c, ' '..='~' | 'À'..='ɏ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' | '‐'..='‧' | '、'..='】' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{4e00}'..='\u{9fff}')
}

/// The length of the first grapheme of `text`. Most texts are made of simple characters, which need no table.
fn first_grapheme(text: &str) -> usize {
    if let [b' '..=b'~', b' '..=b'~', ..] = text.as_bytes() {
        return 1;
    }
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    let alone = is_simple(first) && chars.next().is_none_or(is_simple);
    if alone { first.len_utf8() } else { text.graphemes(true).next().map_or(first.len_utf8(), str::len) }
}

/// The graphemes of `text`.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (first, behind) = rest.split_at(first_grapheme(rest));
        rest = behind;
        (!first.is_empty()).then_some(first)
    })
}

/// What a character that decomposes into nothing folds to.
fn fold_plain(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c.to_ascii_lowercase()),
        'й' | 'Й' | 'ё' | 'Ё' | 'ї' | 'Ї' => None,
        'а'..='я' | '\u{4e00}'..='\u{9fff}' | 'ァ'..='ー' | '‘' | '’' | '“' | '”' | '–' | '—' => Some(c),
        'А'..='Я' => char::from_u32(c as u32 + 0x20),
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60),
        _ => None,
    }
}

/// Folds one grapheme onto the end of `out`: compatibility forms, lower case, no marks (but voiced kana keep theirs) and no
/// joiners or soft hyphens, katakana. What composes with the end of `out` does.
pub(super) fn fold_grapheme(grapheme: &str, out: &mut String) {
    let mut chars = grapheme.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some(plain) = fold_plain(c)
    {
        out.push(plain);
    } else {
        fold_by_tables(grapheme, out);
    }
}

fn fold_by_tables(grapheme: &str, out: &mut String) {
    let letters = grapheme
        .nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|&c| (!is_combining_mark(c) || composes(c)) && !matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}'));
    for c in letters {
        let (one, two) = match c {
            'ı' => ('i', None),
            'ß' => ('s', Some('s')),
            'ς' => ('σ', None),
            'ø' => ('o', None),
            'ł' => ('l', None),
            'đ' | 'ð' => ('d', None),
            'æ' => ('a', Some('e')),
            'œ' => ('o', Some('e')),
            'ә' => ('а', None),
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => (char::from_u32(c as u32 + 0x60).unwrap_or(c), None),
            c => (c, None),
        };
        push_composed(out, one);
        out.extend(two);
    }
}

/// Whether a folded `c` may become one with the letter before it: vowels and finals of Korean, and the voicing marks of kana.
/// All other marks have gone by then.
fn composes(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' | '\u{3099}' | '\u{309a}')
}

/// Appends a folded `c`, composed with the last letter of `out` where they are one.
fn push_composed(out: &mut String, c: char) {
    match out.chars().next_back().filter(|_| composes(c)).and_then(|last| compose(last, c)) {
        Some(both) => {
            out.pop();
            out.push(both);
        }
        None => out.push(c),
    }
}

/// `text` folded as a whole, blanks, punctuation and apostrophes kept. Folding what is folded changes nothing.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for grapheme in graphemes(text) {
        fold_grapheme(grapheme, &mut out);
    }
    out
}

/// The words of `text`, folded. Apostrophes inside a word are dropped ("Oʻzbekiston" and "Ozbekiston" are one word); a
/// change between kanji, kana and letters parts words; anything else that is neither letter nor digit separates.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    each_token(text, &mut |word, range| found.push(Token { word: word.to_owned(), range }));
    found
}

/// Calls `visit` with what [`tokens`] gives, without keeping it.
pub fn each_token(text: &str, visit: &mut dyn FnMut(&str, Range<usize>)) {
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

/// The beginning of `text` that holds byte `at` and goes on to the end of the word there: its words are those of `text`.
pub fn through_word(text: &str, at: usize) -> &str {
    // What is neither part of a word nor joins two.
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, '!'..='&' | '('..='/' | ':'..='@' | '['..='_' | '{'..='~' | '、' | '。' | '「'..='】')
    };
    let at = text.floor_char_boundary(at);
    text[at..].find(parts).map_or(text, |end| &text[..at + end])
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
        let kind = if voices && !self.dropped { self.current } else { script(c) };
        match kind {
            // The word goes on if a letter follows, and its range then spans the mark.
            Script::Apostrophe if self.current == Script::Letter && !self.dropped => self.dropped = true,
            Script::Break | Script::Apostrophe => {
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
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn spellings_of_one_word_meet() {
        assert_eq!(fold("Türkmenistan"), fold("TURKMENISTAN"));
        assert_eq!(fold("ｶｻﾞﾌｽﾀﾝ"), fold("かざふすたん"));
        assert_eq!(fold("İSTANBUL"), "istanbul");
        assert_eq!(words("Oʻzbekiston O'zbekiston O’zbekiston"), ["ozbekiston"; 3]);
        assert_eq!(words("Россия россия"), ["россия"; 2]);
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
    fn folding_what_is_folded_changes_nothing() {
        let halves =
            ["ㅁ", "ￂ", "ᆨ", "가", "か", "ハ", "\u{3099}", "\u{309a}", "\u{ad}", "\u{200d}", "'", "\u{301}", "a", "İ", "ẛ\u{323}"];
        let count = halves.len();
        let threes = (0..count.pow(3)).map(|n| [n, n / count, n / count / count].map(|at| halves[at % count]).concat());
        for text in ('\0'..=char::MAX).map(String::from).chain(threes) {
            let folded = fold(&text);
            assert_eq!(fold(&folded), folded, "{text:?}");
            for token in tokens(&text) {
                assert_eq!(words(&token.word), [token.word], "{text:?}");
            }
        }
    }

    #[test]
    fn simple_characters_are_graphemes_of_their_own_and_fold_as_the_tables_say() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_simple(c)) {
            let pair = format!("{c}{c}a{c}");
            let apart: Vec<&str> = pair.graphemes(true).collect();
            assert_eq!(graphemes(&pair).collect::<Vec<_>>(), apart, "{c:?}");
        }
        for c in ('\0'..='\u{ffff}').filter(|&c| fold_plain(c).is_some()) {
            let mut slow = String::new();
            fold_by_tables(&c.to_string(), &mut slow);
            assert_eq!(fold(&c.to_string()), slow, "{c:?}");
        }
    }

    #[test]
    fn words_taken_at_once_are_those_taken_letter_by_letter() {
        let letters = ['a', 'Z', '9', ' ', '-', '\'', '`', '\n', '\u{301}', '\u{200d}', 'é', 'ж', '京', 'カ'];
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
        let text = "Trans-Caspian O’zbek\u{301}iston 13th、中央アジア「展望」 (CA+JAD) e\u{301} a\u{200d}-b 'c' end";
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
