//! Words as they are typed, and Japanese without blanks: what of it is looked for in a row, and what only asks.

use super::function_words::{is_asking, is_function_kana, without_asking, without_particles};
use super::{Node, Phrase, PhraseSyntax, Term};
use crate::text::{self, Token};

/// Most letters of an acronym.
const LONGEST_ACRONYM: usize = 5;

/// The nodes of a piece of the query without marks; `unfinished` if it is still being typed.
pub(super) fn nodes(piece: &str, unfinished: bool) -> Vec<Node> {
    let tokens = text::tokens(piece);
    // Tokens that touch, or come from one character, are one run of Japanese; others are words beside each other.
    let touch = |a: &Token, b: &Token| a.range.end >= b.range.start && text::tokens(&format!("{}{}", a.word, b.word)).len() == 2;
    let mut nodes = Vec::new();
    for run in tokens.chunk_by(touch) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let typed = unfinished && last.range.end == piece.len();
        let own = &piece[first.range.start..last.range.end];
        if own.chars().any(is_hiragana) {
            japanese(own, typed, &mut nodes);
        } else {
            nodes.extend(node(own, run, typed));
        }
    }
    nodes
}

/// How many bytes a number takes whose digits stand in groups of three with blanks between: 2 500.
pub(super) fn grouped_number(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if !(1..=3).contains(&end) || text.starts_with('0') {
        return None;
    }
    let first = end;
    while let Some(behind) =
        text[end..].strip_prefix([' ', '\u{a0}', '\u{2009}', '\u{202f}']).filter(|behind| digits(behind) == 3)
    {
        end = text.len() - behind.len() + 3;
    }
    let whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | ','));
    (whole && end > first).then_some(end)
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゟ')
}

/// A run of one or more tokens that touch, in the text `own`.
fn node(own: &str, tokens: &[Token], unfinished: bool) -> Option<Node> {
    let words: Vec<String> = tokens.iter().map(|token| token.word.clone()).collect();
    Some(Node::Term(match &words[..] {
        [word] => Term::Word {
            word: with_possessive(own, word),
            unfinished,
            optional: false,
            acronym: is_acronym(own) && !is_operator(word),
        },
        [first, .., end] => {
            let (open_left, open_right) = (is_wide(first), is_wide(end));
            Term::Phrase(Phrase { open_left, open_right, ..Phrase::new(words, PhraseSyntax::Run) })
        }
        [] => return None,
    }))
}

/// "japan's" of "Japan’s", which is folded to "japans": a possessive is kept apart, since texts may have the name without it.
fn with_possessive(own: &str, word: &str) -> String {
    let possessive = ["'s", "’s"].iter().any(|ending| own.ends_with(ending));
    let base = word.strip_suffix('s').filter(|base| possessive && !base.is_empty());
    base.map_or_else(|| word.to_owned(), |base| format!("{base}'s"))
}

/// Whether the word in capitals would be an operator, as ÒR is once it is folded.
fn is_operator(word: &str) -> bool {
    matches!(word, "and" | "or" | "not")
}

/// Whether a word is typed in capitals and short.
fn is_acronym(own: &str) -> bool {
    (2..=LONGEST_ACRONYM).contains(&own.chars().count())
        && own.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        && own.chars().next().is_some_and(char::is_uppercase)
        && !matches!(own, "NOT" | "OR" | "AND")
}

/// Whether the word is of kanji or kana, whose borders are no borders of words.
pub(super) fn is_wide(word: &str) -> bool {
    text::width(word) > word.chars().count()
}

/// Japanese with hiragana in it: particles, endings and question words part what is looked for, and are not looked for.
fn japanese(own: &str, unfinished: bool, nodes: &mut Vec<Node>) {
    let pieces: Vec<&str> = parts(own);
    let is_kana = |piece: &str| piece.chars().all(is_hiragana);
    // What is still being typed may be the beginning of a word.
    let said = |n: usize| -> bool {
        let behind_kanji = n > 0 && pieces[n - 1].chars().next_back().is_some_and(|c| !text::is_kana(c));
        is_kana(pieces[n]) && is_function_kana(pieces[n], behind_kanji)
    };
    let only = |n: &usize| (0..pieces.len()).all(|other| other == *n || said(other) || is_asking(pieces[other]));
    for (n, piece) in pieces.iter().enumerate() {
        let alone = only(&n);
        // A single kanji with an ending is a verb, for which the answer may use another.
        let verb = || without_asking(piece).chars().count() == 1 && pieces.get(n + 1).is_some_and(|next| is_kana(next));
        if (said(n) || is_asking(piece) || verb()) && !alone {
            continue;
        }
        let word = match piece {
            piece if alone => piece,
            piece if is_kana(piece) && n > 0 => without_particles(piece),
            piece => without_asking(piece),
        };
        nodes.extend(node(word, &text::tokens(word), unfinished && n + 1 == pieces.len()));
    }
}

/// Stretches of hiragana, and of anything else.
fn parts(own: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in own.char_indices() {
        // The bar of a long vowel belongs to what it lengthens.
        let kind = if c == 'ー' { before } else { Some(is_hiragana(c)) };
        if before.is_some() && kind != before {
            parts.push(&own[start..at]);
            start = at;
        }
        before = kind;
    }
    parts.push(&own[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(piece: &str) -> Vec<String> {
        let spell = |node: &Node| match node {
            Node::Term(term) => super::super::spell_term(term),
            _ => String::new(),
        };
        nodes(piece, false).iter().map(spell).collect()
    }

    #[test]
    fn a_japanese_question_is_what_it_asks_about() {
        for (asked, wanted) in [
            ("第9回東京対話はどこで開かれたか", &["第9回東京対話"][..]),
            ("中央アジアの展望", &["中央アジア", "展望"]),
            ("麻生太郎は何を述べましたか", &["麻生太郎"]),
            ("奨学金について", &["奨学金"]),
            ("たしけんと", &["タシケント"]),
            ("日本のおもてなし", &["日本", "オモテナシ"]),
            ("牧野たかお", &["牧野", "タカオ"]),
            ("どこ", &["ドコ"]),
            ("首脳会合はいつ行われましたか", &["首脳会合"]),
            ("エネルギー協力", &["エネルギー協力"]),
            ("東京のフォーラムには何人参加したか", &["東京", "フォーラム", "参加"]),
            ("外相会合はこれまでに何回開かれたか", &["外相会合"]),
        ] {
            assert_eq!(spelled(asked), wanted, "{asked}");
        }
    }

    #[test]
    fn groups_of_digits_are_one_number() {
        for (text, length) in [("2 500 specialists", Some(5)), ("2 793 425", Some(9)), ("1 000", Some(5))] {
            assert_eq!(grouped_number(text), length, "{text}");
        }
        for text in ["2500", "2 50", "20 3000", "0 500", "2006 300", "2 500th", "x 500"] {
            assert_eq!(grouped_number(text), None, "{text}");
        }
    }

    #[test]
    fn short_words_in_capitals_are_acronyms() {
        let acronym = |piece: &str| matches!(&nodes(piece, false)[..], [Node::Term(Term::Word { acronym: true, .. })]);
        assert!(acronym("SOM") && acronym("JICA") && acronym("МИД") && acronym("G20"));
        assert!(!acronym("Som") && !acronym("TASHKENT") && !acronym("A") && !acronym("2025") && !acronym("東京"));
    }
}
