//! Question and function words: optional beside others, since a question holds them and its answer does not.

/// English and Russian, folded; Russian й is и.
const WORDS: [&str; 176] = [
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "being", "between", "but", "by", "can", "could",
    "did", "do", "does", "during", "ever", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "if", "in",
    "into", "is", "it", "its", "like", "many", "me", "more", "most", "much", "of", "on", "or", "our", "said", "say", "says", "she", "should", "so",
    "some", "than", "that", "the", "their", "them", "there", "these", "they", "this", "those", "through", "to", "us", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you",
    // Russian.
    "а", "был", "была", "были", "было", "бы", "в", "во", "где", "для", "до", "его", "ее", "же", "за", "и", "из", "или", "их",
    "к", "как", "какая", "какие", "каких", "какои", "каком", "какую", "ко", "когда", "кого", "кому", "кто", "куда", "ли", "между",
    "на", "не", "ни", "о", "об", "от", "по", "почему", "при", "про", "с", "сколько", "со", "стали", "стало", "то", "у", "чего",
    "чем", "что", "какого", "какому", "каким", "какими", "кем", "нам", "прошел", "прошла", "прошло", "прошли", "проидет", "проходил",
    "проходила", "проходит", "состоялся", "состоялась", "состоялось", "состоится", "является", "являются", "сказал", "сказала",
    "такое", "такои", "такая", "там", "эта", "это", "этот", "год", "года", "году", "есть", "будет", "именно", "также", "уже",
];

/// Whether a folded word of English or Russian is one.
pub(super) fn is_function_word(word: &str) -> bool {
    WORDS.contains(&word)
}

/// Japanese particles, auxiliaries, endings of verbs and question words, in hiragana.
const HIRAGANA: [&str; 97] = [
    "は", "が", "を", "に", "で", "の", "と", "も", "へ", "や", "か", "から", "まで", "より", "など", "とは", "には", "では", "にて",
    "への", "との", "での", "からの", "までの", "について", "に関する", "における", "によって", "により", "による", "として", "という",
    "です", "ですか", "でした", "でしたか", "だ", "だった", "である", "ます", "ました", "ましたか", "ません", "ください",
    "した", "して", "する", "される", "された", "され", "させた", "しました", "しています", "している", "しよう",
    "ある", "あった", "あり", "あります", "ありました", "いる", "いた", "います", "いました", "れた", "れる", "れて", "われた", "われる",
    "われ", "なった", "なる", "なり", "なりました", "こと", "もの", "ため", "ような", "ように", "いつ", "どこ", "だれ", "なに", "なぜ",
    "これまで", "までに", "どの", "どう", "どのような", "どんな", "どれ", "いくら", "いくつ", "その", "この", "し", "た",
];

/// Kanji that ask.
const ASKING: [&str; 5] = ["誰", "何", "何時", "何処", "何故"];

/// Whether a text of hiragana is particles, auxiliaries and endings only. Behind a kanji it may begin with two letters more, which
/// are the end of a verb or adjective.
pub(super) fn is_function_kana(text: &str, behind_kanji: bool) -> bool {
    fn all(rest: &str) -> bool {
        rest.is_empty() || HIRAGANA.iter().any(|word| rest.strip_prefix(word).is_some_and(all))
    }
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let skipped = if behind_kanji { 3 } else { 1 };
    ends.take(skipped).any(|at| all(&text[at..]))
}

/// Whether kanji ask.
pub(super) fn is_asking(kanji: &str) -> bool {
    ASKING.contains(&kanji)
}

/// What kanji are beside a question how many: 参加 of 何人参加.
pub(super) fn without_asking(kanji: &str) -> &str {
    let counted = kanji.strip_prefix(['何', '幾']).and_then(|rest| rest.strip_prefix(['回', '人', '年', '月', '日', '時', '国', '件', '名', '度']));
    counted.unwrap_or(kanji)
}

/// Removes the particles and endings with which a text of hiragana begins; what is left is a word.
pub(super) fn without_particles(text: &str) -> &str {
    let longest = HIRAGANA.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|rest| rest.len());
    longest.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_and_endings_are_told_from_words() {
        for (text, behind) in
            [("はどこで", false), ("かれたか", true), ("べました", true), ("したのは", false), ("について", false), ("されましたか", false), ("われましたか", true)]
        {
            assert!(is_function_kana(text, behind), "{text}");
        }
        for text in ["おもてなし", "たしけんと", "おもてなしは"] {
            assert!(!is_function_kana(text, false), "{text}");
        }
        assert_eq!(without_particles("のおもてなし"), "おもてなし");
    }
}
