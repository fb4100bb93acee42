//! Terminals that give ambiguous characters two cells: every character stands in as many cells as the terminal gives it.
//! A program has one terminal, so every test here says the same of it.

mod common;

use cadialog::config::ThemeName;
use cadialog::text;
use common::Session;
use common::cases::cases;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellDiffOption};
use unicode_width::UnicodeWidthStr;

fn wide(width: u16, height: u16) -> Session {
    text::set_ambiguous_wide(true);
    Session::with(width, height, ThemeName::Dark, false, "")
}

/// Cells of a symbol in such a terminal: those of unicode-width, but two for the letters of class A that our texts have
/// (`EastAsianWidth.txt`), which it holds for narrow.
fn cells(symbol: &str) -> usize {
    let wide = symbol
        .starts_with(|c| matches!(c, 'А'..='я' | 'Ё' | 'ё' | 'á' | 'é' | 'ê' | 'í' | 'ó' | 'ú' | 'ü' | 'ā' | 'ī' | 'ō' | 'ū'));
    if wide { 2 } else { symbol.width_cjk() }
}

/// Every cell holds what takes its cells in such a terminal, and only letters and digits are ambiguous. Gives the number of
/// letters that take two cells here and one elsewhere.
fn check(buffer: &Buffer, after: &str) -> usize {
    let mut doubled = 0;
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let symbol = cell.symbol();
            let given = match cell.diff_option {
                CellDiffOption::ForcedWidth(cells) => usize::from(cells.get()),
                _ => symbol.width(),
            };
            assert_eq!(given, cells(symbol), "after {after:?}: {symbol:?} at {x},{y} has {given} cells");
            if symbol.width() != cells(symbol) {
                assert!(symbol.chars().any(char::is_alphanumeric), "after {after:?}: {symbol:?} at {x},{y} has a plain form");
                doubled += 1;
                assert_eq!(buffer[(x + 1, y)].symbol(), " ", "something stands behind {symbol:?}");
            }
            x += u16::try_from(given.max(1)).expect("small");
        }
        assert_eq!(x, buffer.area.width, "after {after:?}: line {y} is too long");
    }
    doubled
}

const STATES: [&str; 12] =
    ["", "1 Space", "X 2 j j", "3 / 'water", "Enter", "Enter", "Esc Esc X", "m", "4 G", "5 G", "?", "Esc z"];

#[test]
fn no_character_takes_other_cells_than_it_has() {
    for language in ["", "L", "L L"] {
        for (width, height) in [(160, 50), (120, 36), (80, 24), (60, 20), (30, 6)] {
            let mut session = wide(width, height);
            session.press(language);
            let mut doubled = 0;
            for keys in STATES {
                session.press(keys);
                doubled += check(&session.buffer(), &format!("{language} {keys}"));
            }
            assert!(language != "L L" || width < 60 || doubled > 50, "no Russian letter was drawn at {width}");
        }
    }
}

#[test]
fn rules_between_columns_stand_in_one_column() {
    let mut session = wide(120, 36);
    session.press("L L");
    for keys in ["", "j", "G", "2 j j", "3 / 'Токаев", "Enter"] {
        session.press(keys);
        let buffer = session.buffer();
        let columns: Vec<u16> = (0..120).filter(|&x| (1..35).all(|y| buffer[(x, y)].symbol() == "|")).collect();
        assert_eq!(columns.len(), 2, "after {keys:?}:\n{}", session.text());
    }
}

#[test]
fn letters_are_measured_as_the_standard_has_them() {
    text::set_ambiguous_wide(true);
    for (letters, each) in
        [("АяЁёΩω", 2), ("áàéèêíóúüøæßāēīōū", 2), ("Ååäöçñïѓқўңһ", 1), ("“”‘’–—…·×→│─", 1), ("№①±°", 2), ("中ア", 2)]
    {
        for letter in letters.chars() {
            let wanted = if matches!(letter, 'ß') { 2 } else { each };
            assert_eq!(text::width(&letter.to_string()), wanted, "{letter}");
        }
    }
    assert_eq!(text::width("Токаев"), 12);
    assert_eq!(text::width("и\u{306}"), 2, "a letter with a combining mark");
}

#[test]
fn the_caret_stands_behind_what_was_typed() {
    let mut session = wide(120, 36);
    session.press("/ 'вода");
    let caret = session.terminal.get_cursor_position().expect("a cursor");
    assert_eq!((caret.x, caret.y), (2 + 8, 0));
    assert!(session.text().starts_with("/ вода"), "{}", session.text());
    session.press("Left Left C-k");
    assert_eq!(session.terminal.get_cursor_position().expect("a cursor").x, 2 + 4);
}

#[test]
fn a_long_input_scrolls_by_whole_letters() {
    let mut session = wide(60, 20);
    session.press("/");
    for letter in "центральная азия и япония".chars().cycle().take(80).filter(|c| *c != ' ') {
        session.press(&format!("'{letter}"));
        check(&session.buffer(), "typing");
        assert!(session.terminal.get_cursor_position().expect("a cursor").x < 60);
    }
}

#[test]
fn marks_and_signs_are_ascii_or_narrow() {
    let mut session = wide(120, 36);
    session.press("1 Space");
    let text = session.text();
    assert!(text.contains("▸ x Kazakhstan") && text.contains(". Uzbekistan"), "{text}");
    assert!(!text.contains(['“', '—', '…', '·', '●', '│', '─']), "{text}");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn wrapped_lines_fit_and_lose_nothing(words in "[a-zа-яé中。“”—, \n]{0,80}", cells in 4usize..30, first in 0usize..6) {
        text::set_ambiguous_wide(true);
        let lines = text::wrap(&words, cells, first);
        let mut end = 0;
        for (n, range) in lines.iter().enumerate() {
            let room = if n == 0 { cells.saturating_sub(first).max(1) } else { cells };
            let line = &words[range.clone()];
            prop_assert!(text::width(line) <= room.max(2) || n == 0 && text::width(line) <= cells, "{line:?} in {room} cells");
            prop_assert!(words[end..range.start].trim().is_empty(), "left out {:?}", &words[end..range.start]);
            end = range.end;
        }
        prop_assert!(words[end..].trim().is_empty(), "left out {:?}", &words[end..]);
    }

    #[test]
    fn a_cut_fits(words in "[a-zа-яé中“”—… ]{0,40}", cells in 0usize..30) {
        text::set_ambiguous_wide(true);
        prop_assert!(text::width(&text::truncate(&words, cells, "..")) <= cells);
    }
}
