//! What becomes of single characters when a text is folded: which part words, which count for nothing, which stand for others.

use unicode_normalization::char::is_combining_mark;

/// What a folded character may stand beside in one token. Japanese has no blanks, so a change of script ends a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Letter,
    Kanji,
    Kana,
    /// A vowel sign and its like: a letter behind another, else nothing.
    Mark,
    Apostrophe,
    Break,
}

/// Whether `c` is hiragana or katakana.
pub fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '\u{ff66}'..='\u{ff9f}')
}

pub(super) fn script(c: char) -> Script {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' => Script::Letter,
        c if is_apostrophe(c) => Script::Apostrophe,
        '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Kanji
        }
        'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' => Script::Kana,
        c if is_combining_mark(c) && !composes(c) => Script::Mark,
        c if c.is_alphanumeric() => Script::Letter,
        _ => Script::Break,
    }
}

/// Whether people write `c` for the apostrophe inside a word (Oʻzbekiston, O´zbekiston); folded, they all are U+0027.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '\u{2b9}' | '\u{2bb}'..='\u{2bf}' | '‘' | '’' | '‛' | '′' | '＇')
}

/// Whether `c` takes no room and means nothing to a reader: zero-width blanks and joiners, soft hyphens; and the tatweel, which
/// only draws an Arabic word out.
pub(super) const fn is_idle(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{640}')
}

/// Whether `c` is a mark without which its letter is still the same to a reader: those of Latin, Greek, Cyrillic, Hebrew
/// (niqqud) and Arabic (harakat), tone marks of ideographs, and selectors of a letter's looks. Those of other scripts are
/// letters: दाल is not दिल.
pub(super) fn is_accent(c: char) -> bool {
    // Blocks of Unicode that hold such marks, not always only these.
    let of_block = matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{6ed}' | '\u{897}'..='\u{8ff}'
        | '\u{180b}'..='\u{180f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{2de0}'..='\u{2dff}' | '\u{302a}'..='\u{302f}' | '\u{a66f}'..='\u{a69f}' | '\u{fe00}'..='\u{fe2f}'
        | '\u{10eab}'..='\u{10eff}' | '\u{1e000}'..='\u{1e08f}' | '\u{e0100}'..='\u{e01ef}');
    of_block && is_combining_mark(c)
}

/// A full-width sign, letter or digit of ASCII as the plain one, and the ideographic blank as a blank.
#[allow(clippy::cast_possible_truncation)] // ASCII
pub const fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => (c as u32 - 0xfee0) as u8 as char,
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Whether `c` stands for itself between two of its like: no mark, no joiner, nothing that composes. A test holds this
/// against the segmentation of Unicode.
pub(super) fn is_simple(c: char) -> bool {
    matches!(c, ' '..='~' | 'À'..='ɏ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' | '‐'..='‧' | '、'..='】' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{4e00}'..='\u{9fff}')
}

/// What a character that needs no table folds to.
pub(super) fn fold_plain(c: char) -> Option<char> {
    match c {
        '\'' | '`' | '‘' | '’' => Some('\''),
        ' '..='~' => Some(c.to_ascii_lowercase()),
        'й' | 'Й' | 'ё' | 'Ё' => None,
        'а'..='я' | '\u{4e00}'..='\u{9fff}' | 'ァ'..='ー' | '“' | '”' | '–' | '—' => Some(c),
        'А'..='Я' => char::from_u32(c as u32 + 0x20),
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60),
        _ => None,
    }
}

/// What a decomposed lower-case letter without accents folds to: one letter, or two.
pub(super) fn fold_letter(c: char) -> (char, Option<char>) {
    let moved = |by: u32| char::from_u32(c as u32 + by).unwrap_or(c);
    let one = match c {
        'ß' => return ('s', Some('s')),
        'æ' => return ('a', Some('e')),
        'œ' => return ('o', Some('e')),
        'ı' => 'i',
        'ς' => 'σ',
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        // Letters of Kazakh, Kyrgyz, Tajik, Turkmen and Uzbek that a Russian keyboard has not, as people then write them.
        'ә' => 'а',
        'ғ' => 'г',
        'җ' => 'ж',
        'і' => 'и',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ү' | 'ұ' => 'у',
        'һ' | 'ҳ' => 'х',
        'ҷ' => 'ч',
        // One letter for the forms that Arabic, Persian, Urdu and Kurdish keyboards have of it. ة is another.
        'ک' | 'ڪ' => 'ك',
        'ی' | 'ى' => 'ي',
        'ہ' | 'ھ' | 'ە' => 'ه',
        'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        '٠'..='٩' => char::from_u32(c as u32 - 0x660 + 0x30).unwrap_or(c),
        '۰'..='۹' => char::from_u32(c as u32 - 0x6f0 + 0x30).unwrap_or(c),
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => moved(0x60),
        c if is_apostrophe(c) => '\'',
        c => c,
    };
    (one, None)
}

/// Whether a folded `c` may become one with the letter before it: vowels and finals of Korean, and the voicing marks of kana.
pub(super) const fn composes(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' | '\u{3099}' | '\u{309a}')
}
