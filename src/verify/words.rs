//! A text as words to compare: folded as for search, a number in one form however its digits are parted, Japanese by its characters.

use std::ops::Range;

use crate::text;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ComparedWord {
    /// Folded; of a number its digits, with a point before decimals.
    pub key: String,
    /// What its inflections have in common.
    pub stem: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

impl ComparedWord {
    fn new(key: String, range: Range<usize>) -> Self {
        Self { stem: stem(&key), key, range }
    }

    /// Whether it is one character of a language that is written without blanks.
    pub fn is_wide(&self) -> bool {
        self.key.chars().next().is_some_and(is_wide)
    }

    /// Whether it is a number in digits.
    pub fn is_number(&self) -> bool {
        self.key.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    }
}

/// Whether `c` belongs to kanji or kana.
fn is_wide(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of `source`.
pub(super) fn words(source: &str) -> Vec<ComparedWord> {
    let mut found: Vec<ComparedWord> = Vec::new();
    text::each_token(source, &mut |word, range| {
        if word.starts_with(is_wide) {
            let mut at = range.start;
            for grapheme in text::graphemes(&source[range]) {
                found.push(ComparedWord::new(text::fold(grapheme), at..at + grapheme.len()));
                at += grapheme.len();
            }
            return;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(last) = found.last_mut().filter(|last| last.is_number())
            && let Some(key) = joined(last, &source[last.range.end..range.start], word)
        {
            *last = ComparedWord::new(key, last.range.start..range.end);
            return;
        }
        found.push(ComparedWord::new(word.to_owned(), range));
    });
    found
}

/// The number that digits make with those before them: "2,500", "2 500" and "2’500" are 2500; "1.785" and "5,5" have decimals.
fn joined(last: &ComparedWord, between: &str, digits: &str) -> Option<String> {
    let whole = !last.key.contains('.');
    // A first group of four digits is no part of a number in groups, unless it has been joined already.
    let grouped = whole && digits.len() == 3 && (last.key.len() <= 3 || last.range.len() > last.key.len());
    match between {
        "," | " " | "\u{a0}" | "\u{2009}" | "\u{202f}" | "'" | "’" if grouped => Some(format!("{}{digits}", last.key)),
        "." | "," if whole => Some(format!("{}.{digits}", last.key)),
        _ => None,
    }
}

/// Forms of short and irregular words, and what they are forms of.
const IRREGULAR: [(&str, &str); 62] = [
    ("is", "be"),
    ("are", "be"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("being", "be"),
    ("has", "have"),
    ("had", "have"),
    ("having", "have"),
    ("does", "do"),
    ("did", "do"),
    ("done", "do"),
    ("would", "will"),
    ("should", "shall"),
    ("could", "can"),
    ("might", "may"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("took", "tak"),
    ("taken", "tak"),
    ("gave", "giv"),
    ("given", "giv"),
    ("held", "hold"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("said", "say"),
    ("went", "go"),
    ("gone", "go"),
    ("goes", "go"),
    ("came", "com"),
    ("saw", "see"),
    ("seen", "see"),
    ("made", "mak"),
    ("lay", "li"),
    ("lies", "li"),
    ("lie", "li"),
    ("lying", "li"),
    ("stood", "stand"),
    ("began", "begin"),
    ("begun", "begin"),
    ("met", "meet"),
    ("kept", "keep"),
    ("found", "find"),
    ("led", "lead"),
    ("sent", "send"),
    ("thought", "think"),
    ("brought", "bring"),
    ("built", "build"),
    ("bought", "buy"),
    ("sold", "sell"),
    ("told", "tell"),
    ("left", "leav"),
    ("lent", "lend"),
    ("laid", "lay"),
    ("paid", "pay"),
    ("drew", "draw"),
    ("drawn", "draw"),
    ("wrote", "writ"),
    ("written", "writ"),
    ("chose", "choos"),
    ("chosen", "choos"),
    ("these", "this"),
];

/// Endings of inflected English words, the longest first.
const ENGLISH: [&str; 8] = ["ations", "ation", "ings", "ing", "ies", "ied", "ed", "es"];

/// Endings of inflected Russian words (nouns, adjectives, verbs), folded, the longest first.
const RUSSIAN: [&str; 40] = [
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "ать", "ить", "ала", "ило", "или", "али", "ует",
    "ают", "ией", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий", "ой", "ую", "юю", "ых", "их", "ом", "ем", "ам", "ах", "ов",
    "ев", "ия", "ии",
];

/// What the inflections of a folded word have in common, roughly: two words with one stem are forms of one word, mostly.
fn stem(key: &str) -> String {
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == key) {
        return (*base).to_owned();
    }
    let letters = key.chars().count();
    if letters < 4 || key.bytes().any(|byte| byte.is_ascii_digit()) {
        return key.to_owned();
    }
    if key.is_ascii() {
        let cut = ENGLISH.iter().find_map(|ending| key.strip_suffix(ending).filter(|stem| stem.len() >= 3));
        let base = cut.or_else(|| key.strip_suffix('s').filter(|stem| !stem.ends_with('s'))).unwrap_or(key);
        let base = base.strip_suffix(['e', 'y', 'i']).filter(|stem| stem.len() >= 3).unwrap_or(base);
        // "stopped" and "stop".
        let doubled = base.len() >= 4 && cut.is_some() && base.as_bytes()[base.len() - 1] == base.as_bytes()[base.len() - 2];
        let single = doubled && !base.ends_with(['l', 's']);
        return base[..base.len() - usize::from(single)].to_owned();
    }
    let long = |stem: &&str| stem.chars().count() >= 4;
    let cut = RUSSIAN.iter().find_map(|ending| key.strip_suffix(ending).filter(long));
    cut.or_else(|| key.strip_suffix(['а', 'я', 'о', 'е', 'и', 'ы', 'у', 'ю', 'ь', 'й']).filter(long)).unwrap_or(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.key).collect()
    }

    #[test]
    fn a_number_is_one_word_however_its_digits_are_parted() {
        for text in ["2500", "2,500", "2 500", "2\u{a0}500", "2’500", "２５００"] {
            assert_eq!(keys(text), ["2500"], "{text}");
        }
        assert_eq!(keys("1,785,000 or 1.785 or 5,5"), ["1785000", "or", "1.785", "or", "5.5"]);
        assert_eq!(keys("in 2015 100 people, 5–6 a year"), ["in", "2015", "100", "people", "5", "6", "a", "year"]);
    }

    #[test]
    fn japanese_is_compared_by_its_characters() {
        assert_eq!(keys("第13回東京"), ["第", "13", "回", "東", "京"]);
        let text = "ﾄｶｴﾌは";
        assert!(words(text).iter().all(|word| text.get(word.range.clone()).is_some()));
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("wishes", "wished"),
            ("countries", "country"),
            ("offers", "offered"),
            ("grow", "grew"),
            ("remains", "remained"),
            ("stopped", "stops"),
            ("cooperates", "cooperating"),
            ("сотрудничество", "сотрудничества"),
            ("японская", "японский"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        for (one, other) in [("water", "wait"), ("energy", "energetic"), ("process", "proceed")] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }
}
