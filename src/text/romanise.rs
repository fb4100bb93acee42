//! One key for the spellings of a name in several scripts.

use super::characters::{Script, script};

/// Replacements that bring the usual romanisations of one name together, in the order in which they apply.
const SPELLINGS: [(&str, &str); 27] = [
    ("dzh", "j"),
    ("zh", "j"),
    ("shch", "s"),
    ("sh", "s"),
    ("tch", "c"),
    ("ch", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("q", "k"),
    ("w", "v"),
    ("x", "h"),
    ("yo", "e"),
    ("io", "e"),
    ("iye", "e"),
    ("ie", "e"),
    ("ye", "e"),
    ("ya", "a"),
    ("ia", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("iy", "i"),
    ("yi", "i"),
    ("y", "i"),
    ("ou", "u"),
    ("oe", "o"),
    ("ii", "i"),
];

/// The key under which spellings of one *name* meet: "Токаев", "Tokayev" and "Tokaev" share it, as do "マツモト" and
/// "Matsumoto". `None` for words with kanji, whose reading only data can tell. Not for ordinary words.
pub fn romanise(folded: &str) -> Option<String> {
    if folded.chars().any(|c| script(c) == Script::Kanji) || folded.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let latin = if folded.is_ascii() {
        folded.to_owned()
    } else {
        use wana_kana::ConvertJapanese;
        // Kana first: a general transliterator reads small kana wrongly ("きょ" as "kiyo").
        let kana = folded.chars().any(|c| script(c) == Script::Kana);
        let romaji = if kana { folded.to_romaji() } else { folded.to_owned() };
        // The usual English spelling of Japanese names does not write long vowels: こうの is Kono.
        let romaji = if kana { romaji.replace("ou", "o").replace("oo", "o") } else { romaji };
        any_ascii::any_ascii(&romaji).to_ascii_lowercase()
    };
    let mut key: String = latin.chars().filter(char::is_ascii_alphabetic).collect();
    // Most words have few of these letters, and then need not be looked through twenty-seven times.
    let letters = |text: &str| text.bytes().fold(0u32, |all, byte| all | 1 << (byte & 31));
    let mut own = letters(&key);
    for (from, to) in SPELLINGS {
        if letters(from) & !own == 0 && key.contains(from) {
            key = key.replace(from, to);
            own |= letters(to);
        }
    }
    let mut last = '\0';
    key.retain(|c| std::mem::replace(&mut last, c) != c);
    (!key.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn names_meet_across_scripts() {
        let key = |name: &str| romanise(&fold(name));
        assert_eq!(key("Токаев"), key("Tokayev"));
        assert_eq!(key("マツモト"), key("Matsumoto"));
        assert_eq!(key("Назарбаев"), key("Nazarbayev"));
        assert_eq!(key("Мирзиёев"), key("Mirziyoyev"));
        assert_eq!(key("Жапаров"), key("Japarov"));
        assert_eq!(key("こうの たろう"), key("Kono Taro"));
        assert_eq!(key("松本"), None);
        assert_ne!(key("Tokayev"), key("Karimov"));
    }
}
