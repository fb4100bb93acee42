//! Two records, and two selections, side by side: by real keys through the real loop, with what the command says of the same.

mod common;

use cadialog::app::{Dialog, Effect, Focus, Mode};
use cadialog::config::ThemeName;
use cadialog::shelf::{Shelf, ShelfStore};
use cadialog::terminal::Input;
use cadialog::text;
use common::Session;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 50)];

/// Presses keys; what is to be kept is kept.
fn press(session: &mut Session, keys: &str) {
    let folder = tempfile::tempdir().expect("a directory");
    let store = ShelfStore::new(Some(Shelf::new(folder.path())));
    for key in keys.split_whitespace() {
        session.press(key);
        let changes: Vec<_> = session
            .performed
            .iter()
            .filter_map(|effect| if let Effect::Keep(change) = effect { Some(change.clone()) } else { None })
            .collect();
        if !changes.is_empty() {
            session.performed.clear();
            let marks = session.app.annotations().marked.iter().map(|&id| session.app.archive().record(id).id().to_owned());
            marks.collect::<Vec<_>>().into_iter().for_each(|id| _ = store.change(cadialog::shelf::Change::Mark(id)));
        }
        let kept = changes.into_iter().map(|change| Input::Kept(Box::new(store.change(change))));
        session.feed(kept.collect());
    }
}

/// With these two records marked, and nothing searched for.
fn marked(width: u16, height: u16, ids: [&str; 2]) -> Session {
    let mut session = Session::new(width, height);
    for id in ids {
        press(&mut session, &format!("/ 'id:{id} Enter m X"));
    }
    assert_eq!(session.app.annotations().marked.len(), 2);
    session
}

/// What the command prints, and what it says beside it.
fn printed(columns: &str, arguments: &[&str]) -> (String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cadialog"));
    command.env("COLUMNS", columns).env("LC_ALL", "C.UTF-8").env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    let output = command.env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR")).args(arguments).output().expect("runs");
    let read = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (read(output.stdout), read(output.stderr))
}

/// The screen as one line, as a message that is folded is read.
fn said(session: &Session) -> String {
    session.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All that stands in the sheet, gone through line by line.
fn scrolled(session: &mut Session) -> Vec<String> {
    let all = session.app.dialog().entries.len();
    let mut lines = Vec::new();
    for _ in 0..all {
        let text = session.text();
        let line = text.lines().find(|line| line.starts_with("│ ▸")).unwrap_or_else(|| panic!("{text}"));
        lines.push(line.trim_matches(|c| matches!(c, '│' | ' ' | '▸')).trim_end().to_owned());
        session.press("j");
    }
    lines
}

const TWO: [&str; 2] = ["som-12-2018", "som-13-2018"];

#[test]
fn two_marked_records_read_as_the_command_prints_them() {
    for (width, height) in SIZES {
        let mut session = marked(width, height, TWO);
        session.press("=");
        assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Comparison));
        // The borders and the pointer take six cells.
        let (out, err) = printed(&(width - 6).to_string(), &["compare", TWO[0], TWO[1]]);
        let sentence = session.app.comparison().expect("open").sentence();
        assert!(err.contains(&sentence), "{sentence}\n{err}");
        assert!(session.text().contains(&text::capitalise(&sentence)), "{}", session.text());
        let wanted: Vec<String> =
            out.lines().skip_while(|line| !line.is_empty()).skip(1).map(|line| line.trim_start().trim_end().to_owned()).collect();
        assert_eq!(scrolled(&mut session), wanted, "at {width}×{height}");
        session.press("Esc");
        assert_eq!((session.app.mode(), session.app.focus()), (Mode::Browse, Focus::Timeline));
    }
}

#[test]
fn a_narrow_screen_has_one_column_with_signs() {
    let mut session = marked(50, 24, TWO);
    session.press("=");
    let text = session.text();
    assert!(text.contains("│ − ") && text.contains("│ + "), "{text}");
    let lines = scrolled(&mut session);
    let at = lines.iter().position(|line| line.starts_with("− date")).unwrap_or_else(|| panic!("{lines:?}"));
    assert!(lines[at + 1].starts_with("+ "), "{lines:?}");
    // Wider and narrower again, the cursor stays on its field.
    session.press("g g j j j j");
    let row = session.app.compared_row();
    session.resize(140, 40);
    assert_eq!(session.app.compared_row(), row);
    session.resize(50, 24);
    assert_eq!(session.app.compared_row(), row);
}

#[test]
fn a_field_opens_the_record_that_it_names() {
    let mut session = marked(120, 36, TWO);
    session.press("=");
    let at = |session: &Session, word: &str| session.app.dialog().entries.iter().position(|entry| entry.words.contains(word));
    let japan = at(&session, "= countries").expect("a country of both");
    (0..japan).for_each(|_| _ = session.press("j"));
    session.press("Enter");
    assert_eq!((session.app.mode(), session.shown().as_str()), (Mode::Browse, "JP"));
    session.press("= Enter");
    assert_eq!(session.shown(), TWO[0], "what both have opens A");
}

#[test]
fn two_countries_two_topics_or_two_years_are_compared_by_what_they_count() {
    for (keys, asked) in [
        ("1 Space j Space", ["KZ", "KG"]),
        ("2 Space j Space", ["energy", "transport"]),
        ("/ 'year:2015,2025 Enter", ["2015", "2025"]),
    ] {
        let mut session = Session::new(120, 36);
        session.press(&format!("{keys} ="));
        assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Comparison), "{keys}: {}", session.status());
        let (json, _) = printed("100", &["compare", asked[0], asked[1], "--format", "json", "--limit", "100000"]);
        let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let sizes = ["common_total", "only_a_total", "only_b_total"].map(|part| answer[part].as_u64().expect("a number"));
        let [both, a, b] = sizes.map(|size| text::thousands(usize::try_from(size).expect("small")));
        let sentence = format!("Records: {both} in both, {a} only in A, {b} only in B");
        assert!(session.text().contains(&sentence), "{sentence}\n{}", session.text());
        let told: Vec<String> = session.app.dialog().entries.iter().map(|entry| entry.words.clone()).collect();
        for section in answer["counts"].as_array().expect("counts") {
            for row in section["rows"].as_array().expect("rows").iter().take(10) {
                let name = row["name"].as_str().expect("a name").chars().take(20).collect::<String>();
                let numbers = ["a", "b"].map(|side| row[side].to_string());
                let is_it = |line: &&String| {
                    let words: Vec<&str> = line.split_whitespace().collect();
                    line.contains(name.trim()) && words.len() > 3 && words[words.len() - 3..words.len() - 1] == numbers
                };
                assert!(told.iter().any(|line| is_it(&line)), "{keys}: {name} {numbers:?}\n{}", told.join("\n"));
            }
        }
    }
}

#[test]
fn what_a_part_leaves_out_is_shown_when_asked_for() {
    let mut session = Session::new(120, 36);
    session.press("1 Space j Space =");
    let before = session.app.dialog().entries.len();
    let more = session.app.dialog().entries.iter().position(|entry| entry.words.contains("more")).expect("a part is cut");
    (0..more).for_each(|_| _ = session.press("j"));
    assert!(session.text().contains("… and "), "{}", session.text());
    session.press("Enter");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Comparison));
    assert!(session.app.dialog().entries.len() > before);
    assert!(session.app.dialog().entries.iter().all(|entry| !entry.words.contains("… and ")));
    session.press("g g Enter");
    assert!(session.status().contains("there is no record behind this line"), "{}", session.status());
    session.press("= =");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Comparison));
}

#[test]
fn one_marked_record_is_compared_with_the_one_selected() {
    let mut session = Session::new(120, 36);
    session.press("=");
    assert!(said(&session).contains("= compares two records marked by m"), "{}", session.text());
    press(&mut session, "m =");
    assert!(said(&session).contains("one is marked, and it is the one that is selected"), "{}", session.text());
    press(&mut session, "j =");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Comparison));
    let [a, b] = session.app.comparison().expect("open").heads();
    assert_ne!(a, b);
    press(&mut session, "Esc m j m =");
    assert!(said(&session).contains("3 are marked"), "{}", session.text());
}

#[test]
fn the_comparison_is_copied_as_it_reads() {
    let mut session = marked(80, 24, TWO);
    session.press("= y y");
    let Some(Effect::Copy(clip)) = session.performed.last() else { panic!("nothing is copied") };
    let (out, _) = printed("100", &["compare", TWO[0], TWO[1]]);
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!((clip.what.as_str(), lines(&clip.text)), ("comparison", lines(&out)));
}

#[test]
fn what_only_one_text_has_stands_out_and_ascii_is_enough() {
    let mut session = marked(120, 36, TWO);
    session.press("=");
    let at = session.app.dialog().entries.iter().position(|entry| entry.words.contains("[-")).expect("two texts are alike");
    (0..=at).for_each(|_| _ = session.press("j"));
    let buffer = session.buffer();
    let lit = buffer.content.iter().filter(|cell| cell.symbol() == "[" && cell.style() != buffer[(3, 2)].style());
    assert!(lit.count() > 0, "{}", session.text());
    for (width, height) in SIZES {
        let mut session = Session::with(width, height, ThemeName::Mono, true, "");
        session.press("1 Space j Space =");
        assert!(session.text().is_ascii(), "{}", session.text());
    }
}

#[test]
fn the_palette_and_the_help_know_it() {
    let mut session = Session::new(120, 36);
    session.press("1 Space j Space : 'compare Enter");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Comparison));
    session.press("Esc ? / 'compare");
    assert!(session.text().contains("compare two marked records"), "{}", session.text());
}
