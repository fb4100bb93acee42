//! Words that say nothing of what a text is about: articles, pronouns, prepositions, conjunctions, auxiliaries, particles.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::query;

/// English, folded.
const ENGLISH: &str = "a about above across after again against all along also although am among an and another any are as at be \
    because been before being below between both but by can cannot could did do does doing down during each either else etc even every \
    few for from further had has have having he her here hers herself him himself his how however i if in into is it its itself just \
    least less many may me might more most much must my myself near neither no nor not now of off on once one only onto or other others \
    our ours ourselves out over own per rather same shall she should since so some such than that the their theirs them themselves then \
    there therefore these they this those though through throughout thus to too toward towards under until unto up upon us very via was \
    we were what whatever when whenever where whereas whether which while who whom whose why will with within without would yet you \
    your yours yourself dont doesnt didnt isnt arent wasnt werent wont cant couldnt shouldnt wouldnt thats theres theyre weve";

/// Russian, folded: й is и, ё is е.
const RUSSIAN: &str = "а без более бы был была были было быть в вам вас ваш весь во вот все всего всеи всем всех вы где да даже для до \
    его ее еи ему если есть еще ж же за здесь и из или им ими их к каждыи как какая какие каких какои каком какую ко когда кого \
    кому которая которого которои котором которому которую которые которыи которым которыми которых кто куда ли либо лишь между меня \
    мне мои моих мы на над нам нами нас наш нашеи наших не него нее неи нем нет ни нибудь ними них но ну о об оба однако он она они оно \
    от перед по под подобныи после потому при про ради с сам сама сами само свое своего своеи своему своеи своем своих свои свою себе \
    себя со среди так такая также такие таким таких такого такои такое там тем теми тех то того тоже тои только том тому ту тут ты у уже \
    хотя чего чеи чем через что чтобы чье эта эти этим этими этих это этого этои этом этому эту этот я";

/// Whether a word says nothing of what a text is about, in English or Russian, or is particles and endings in hiragana; `word` is
/// folded, `written` is as it stands in a text. Of Japanese only what is written in hiragana alone is told so: a particle behind a
/// word in katakana is one word with it, as for search.
pub fn is_stop_word(word: &str, written: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| ENGLISH.split_whitespace().chain(RUSSIAN.split_whitespace()).collect());
    let is_hiragana = |c: char| matches!(c, 'ぁ'..='ゖ' | '\u{3099}' | '\u{309a}');
    words.contains(word) || written.chars().all(is_hiragana) && query::is_function_kana(written, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn stop_words_are_known_in_three_languages_and_others_are_left() {
        let stop = |written: &str| {
            let tokens = text::tokens(written);
            assert_eq!(tokens.len(), 1, "{written}");
            is_stop_word(&tokens[0].word, written)
        };
        for word in ["The", "whose", "don’t", "который", "Её", "ещё", "の", "を", "について", "している"]
        {
            assert!(stop(word), "{word}");
        }
        for word in ["water", "said", "long", "вода", "год", "協力", "アジア", "おもてなし"] {
            assert!(!stop(word), "{word}");
        }
    }

    /// One that is not folded would never be met.
    #[test]
    fn the_lists_are_folded() {
        for word in ENGLISH.split_whitespace().chain(RUSSIAN.split_whitespace()) {
            let tokens = text::tokens(word);
            assert!(tokens.len() == 1 && tokens[0].word == word, "{word}: {tokens:?}");
        }
    }
}
