//! What no sentence is like: no words, other scripts, control characters, far too long.

use cadialog::verify::{LONGEST, verify};

use super::tables::in_memory;

#[test]
fn a_text_without_words_is_none() {
    let catalogue = in_memory();
    for text in ["", " ", "…—“”", "\u{202e}\u{0}", "\u{301}\u{200d}"] {
        assert_eq!(verify(&catalogue, text), None, "{text:?}");
    }
}

#[test]
fn other_scripts_and_control_characters_are_words_or_nothing() {
    let catalogue = in_memory();
    for text in [
        "中央アジアは重要だ",
        "Япония не поддерживает регион",
        "日本は支援しない",
        "\u{1b}[31mcatalyst\u{7}",
        "ไทย",
        "한국어 텍스트",
        "🏴󠁧󠁢 a",
        "ﾄｶｴﾌは「触媒」と",
    ] {
        let found = verify(&catalogue, text).expect("words");
        assert!(found.findings.iter().all(|finding| (0.0..=1.0).contains(&finding.score)), "{text}");
    }
}

#[test]
fn a_long_text_is_cut_and_told_so() {
    let catalogue = in_memory();
    let sentence = "Kawaguchi explained to the other delegations why Japan had proposed a meeting of this kind. ";
    let text = sentence.repeat(LONGEST / sentence.len() + 2);
    let found = verify(&catalogue, &text).expect("words");
    assert!(found.is_cut);
    let same = "é".repeat(LONGEST);
    assert!(verify(&catalogue, &same).expect("a word").is_cut);
    let distinct: Vec<String> = (0..12_000).map(|n| format!("w{n}")).collect();
    assert!(verify(&catalogue, &distinct.join(" ")).is_some());
}
