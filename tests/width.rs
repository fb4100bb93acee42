//! One measure of width: what `text::width` says is what is drawn, cell by cell, and where the caret stands.

mod common;

use cadialog::terminal::Input;
use cadialog::text;
use common::Session;
use common::cases::cases;
use proptest::prelude::*;

/// Characters that are made of several, that join, that are wide, narrow or nothing at all.
const HARD: [&str; 36] = [
    "ｻﾞ",
    "ﾊﾟ",
    "ﾞ",
    "aﾟ",
    "ﾌ",
    "が",
    "か\u{3099}",
    "東",
    "，",
    "👨‍👩‍👧‍👦",
    "👩🏽‍🚀",
    "🇯🇵",
    "🇰",
    "🏴\u{e0067}\u{e0062}\u{e007f}",
    "☕",
    "☕\u{fe0f}",
    "❤\u{fe0f}",
    "❤",
    "1\u{fe0f}\u{20e3}",
    "e\u{301}",
    "o\u{308}\u{304}",
    "क्षि",
    "दिल्ली",
    "نَ",
    "لا",
    "שָׁ",
    "ประชุม",
    "ำ",
    "한",
    "각",
    "ﷺ",
    "\u{200b}",
    "\u{ad}",
    "“",
    "я",
    "a b",
];

/// Where a sign stands in the first line, by column, and the column of the caret.
fn typed(words: &str) -> (Vec<usize>, usize, String) {
    let mut session = Session::new(160, 24);
    session.press("5 /");
    session.feed(vec![Input::Paste(format!("§{words}§"))]);
    let buffer = session.buffer();
    let signs = (0..buffer.area.width).filter(|x| buffer[(*x, 0)].symbol().starts_with('§')).map(usize::from).collect();
    let caret = session.terminal.get_cursor_position().expect("a caret");
    assert_eq!(caret.y, 0);
    (signs, usize::from(caret.x), session.app.input().value().to_owned())
}

#[test]
fn each_hard_character_is_drawn_as_wide_as_it_is_measured() {
    for words in HARD.into_iter().chain(["ｶｻﾞﾌｽﾀﾝ", "👨‍👩‍👧‍👦x"]) {
        let (signs, caret, value) = typed(words);
        assert_eq!(signs.len(), 2, "{words:?}");
        let cells = text::width(value.trim_end_matches('§')) - 1;
        assert_eq!((signs[1] - signs[0] - 1, caret - signs[1]), (cells, 1), "{words:?}");
    }
}

#[test]
fn a_sound_mark_is_drawn_in_a_cell_of_its_own() {
    let mut session = Session::new(160, 24);
    session.press("5 /");
    session.feed(vec![Input::Paste("§ｶｻﾞﾊﾟ".to_owned())]);
    let buffer = session.buffer();
    let sign = (0..buffer.area.width).find(|x| buffer[(*x, 0)].symbol() == "§").expect("drawn");
    let cells: Vec<&str> = (sign..sign + 7).map(|x| buffer[(x, 0)].symbol()).collect();
    // So that it goes when it is erased: a terminal does not take it for a part of the letter.
    assert_eq!(cells, ["§", "ｶ", "ｻ", "ﾞ", "ﾊ", "ﾟ", " "]);
}

#[test]
fn a_family_takes_two_cells_and_half_width_katakana_one_for_each_sign() {
    for (words, cells) in [("👨‍👩‍👧‍👦", 2), ("ｶｻﾞﾌｽﾀﾝ", 7), ("e\u{301}", 1), ("لا", 2), ("東京", 4), ("a\u{7}b", 2)]
    {
        assert_eq!(text::width(words), cells, "{words:?}");
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn so_are_they_together(pieces in prop::collection::vec(0..HARD.len(), 0..16)) {
        let words: String = pieces.iter().map(|&n| HARD[n]).collect();
        let (signs, caret, value) = typed(&words);
        let whole = text::width(value.strip_suffix('§').expect("the second sign"));
        prop_assert_eq!((signs[1] - signs[0], caret - signs[1]), (whole, 1), "{:?}", value);
    }

    #[test]
    fn what_is_cut_fits(pieces in prop::collection::vec(0..HARD.len(), 0..16), cells in 0usize..40) {
        let words: String = pieces.iter().map(|&n| HARD[n]).collect();
        prop_assert!(text::width(&text::truncate(&words, cells, "…")) <= cells);
        prop_assert!(text::width(&text::truncate_start(&words, cells, "…")) <= cells);
        for range in text::wrap(&words, cells.max(4), 0) {
            prop_assert!(text::width(&words[range.clone()]) <= cells.max(4), "{:?}", &words[range]);
        }
    }
}
