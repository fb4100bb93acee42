//! Folding: one form for text and query alike, so that case, accents, widths, apostrophes and kana never stand
//! between a reader and a word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose};
use unicode_segmentation::UnicodeSegmentation;

use super::characters::{Script, composes, fold_letter, fold_plain, is_accent, is_apostrophe, is_idle, is_simple, script};

/// The length of the first grapheme of `text`. Most texts are made of simple characters, which need no table.
pub(super) fn first_grapheme(text: &str) -> usize {
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

/// Folds one grapheme onto the end of `out`: compatibility forms, lower case, no accents, nothing that takes no room, katakana.
/// What composes with the end of `out` does.
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
    // The acute accent by itself decomposes into a blank with a mark.
    let letters = grapheme.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).nfkd();
    for c in letters.flat_map(char::to_lowercase).nfkd().filter(|&c| !is_accent(c) && !is_idle(c)) {
        let (one, two) = fold_letter(c);
        push_composed(out, one);
        out.extend(two);
    }
}

/// Appends a folded `c`, composed with the last letter of `out` where they are one. Marks keep the order of Unicode.
pub(super) fn push_composed(out: &mut String, c: char) {
    // These are no marks and compose with nothing.
    if c < '\u{700}' || matches!(c, '\u{30a1}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}') {
        return out.push(c);
    }
    let last = out.chars().next_back();
    if let Some(both) = last.filter(|_| composes(c)).and_then(|last| compose(last, c)) {
        out.pop();
        return out.push(both);
    }
    let class = canonical_combining_class(c);
    let behind = out.char_indices().rev().take_while(|&(_, before)| class > 0 && canonical_combining_class(before) > class);
    let at = behind.last().map_or(out.len(), |(at, _)| at);
    let kana = out[..at].chars().next_back().is_some_and(|before| script(before) == Script::Kana);
    // No language has such a mark on kana, and it would stand between them and a voicing mark that comes later.
    if class == 0 || composes(c) || !kana {
        out.insert(at, c);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for (text, folded) in [
            ("TÜRKMENISTAN", "turkmenistan"),
            ("ｶｻﾞﾌｽﾀﾝ", "カザフスタン"),
            ("かざふすたん", "カザフスタン"),
            ("İSTANBUL", "istanbul"),
            ("Россия ёй", "россия еи"),
            ("στάσις", "στασισ"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
            ("مدرسـة", "مدرسة"),
            ("همکاری", "همكاري"),
            ("کابل", "كابل"),
            ("أستانا إسلام آسيا ٱلله", "استانا اسلام اسيا الله"),
            ("ﻛﺎﺑﻞ", "كابل"),
            ("می\u{200c}خواهم", "ميخواهم"),
            ("۱۴۰۳ ٢٠٢٥ ２０２５", "1403 2025 2025"),
            ("ہے ھ ە ه", "هے ه ه ه"),
            ("Үкімет Өскемен Қазақстан Ғылым Әке Ұлы Шаһар Таңба", "укимет оскемен казакстан гылым аке улы шахар танба"),
            ("Тоҷикистон ҳамкорӣ ӯ ғ", "точикистон хамкори у г"),
            ("Ўзбекистон Қ Ғ Ҳ", "узбекистон к г х"),
            ("Kazakh\u{200b}stan \u{feff}water\u{ad}way\u{2060}", "kazakhstan waterway"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert_ne!(fold("مدرسة"), fold("مدرسه"), "teh marbuta is another letter");
    }

    #[test]
    fn vowel_signs_are_letters() {
        for text in ["दाल", "दिल", "दिल्ली", "क्षेत्र", "ประชุม", "การประชุมที่กรุงเทพ", "ລາວ", "ភ្នំពេញ", "မြန်မာ", "বাংলাদেশ", "தமிழ்"]
        {
            assert_eq!(fold(text), text.nfkd().collect::<String>());
        }
        assert_eq!(fold("क़"), fold("क\u{93c}"));
    }

    #[test]
    fn every_apostrophe_folds_to_the_plain_one() {
        for c in "'`´ʹʻʼʽʾʿ‘’‛′＇".chars() {
            assert_eq!(fold(&format!("O{c}zbek")), "o'zbek", "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn folding_what_is_folded_changes_nothing() {
        let halves = [
            "ㅁ",
            "ￂ",
            "ᆨ",
            "가",
            "か",
            "ハ",
            "\u{3099}",
            "\u{309a}",
            "\u{ad}",
            "\u{200d}",
            "'",
            "\u{301}",
            "a",
            "İ",
            "ẛ\u{323}",
            "\u{200b}",
            "´",
            "क",
            "ि",
            "\u{93c}",
            "\u{94d}",
            "\u{e38}",
            "\u{e48}",
            "ی",
            "أ",
            "\u{640}",
            "ң",
            "ї",
        ];
        let count = halves.len();
        let threes = (0..count.pow(3)).map(|n| [n, n / count, n / count / count].map(|at| halves[at % count]).concat());
        for text in ('\0'..=char::MAX).map(String::from).chain(threes) {
            let folded = fold(&text);
            assert_eq!(fold(&folded), folded, "{text:?}");
        }
        // What parts two marks or letters goes, and they must then stand as if it had never been there.
        let marks = ["क", "か", "하", "\u{93c}", "\u{94d}", "\u{3099}", "\u{309a}", "\u{11ab}", "\u{e38}", "ि"];
        let count = marks.len();
        for n in 0..count.pow(4) {
            let text = (0..4).map(|at| marks[n / count.pow(at) % count]).collect::<Vec<_>>().join("\u{ad}");
            let folded = fold(&text);
            assert_eq!(fold(&folded), folded, "{text:?}");
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
}
