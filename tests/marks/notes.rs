//! Notes on records: written, changed, taken away, in several instances at once.

use std::collections::VecDeque;

use cadialog::query::Query;
use cadialog::shelf::{Shelf, ShelfStore};
use cadialog::terminal::Input;

use super::Kept;
use super::common::Session;

#[test]
fn a_note_is_written_changed_and_taken_away() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    let notes = |kept: &Kept| Shelf::new(kept.folder.path()).read().expect("a shelf").contents.notes;
    kept.press("a c h e c k C-a ! Enter");
    assert_eq!(notes(&kept)[&shown], "!check");
    assert!(kept.session.status().starts_with("the note is kept"));
    assert!(kept.session.text().contains("Your note: !check"), "{}", kept.session.text());
    kept.press("j");
    assert!(!kept.session.text().contains("Your note"), "it belongs to its record");
    kept.press("k a x Esc");
    assert_eq!(notes(&kept)[&shown], "!check", "given up");
    Shelf::new(kept.folder.path())
        .change(|contents| _ = contents.notes.insert(shown.clone(), "first\nsecond".into()))
        .expect("kept");
    kept.again();
    kept.press("a");
    assert!(kept.session.text().lines().next().is_some_and(|line| line.ends_with(": first↵second")), "{}", kept.session.text());
    kept.press("Enter");
    assert_eq!(notes(&kept)[&shown], "first\nsecond", "looked at, not changed");
    kept.press("a C-u Enter");
    assert!(notes(&kept).is_empty() && !kept.session.text().contains("Your note"));
    assert_eq!(kept.session.app.query(), &Query::default(), "nothing was searched");
    for (width, height) in [(0, 0), (12, 3), (40, 10), (80, 24), (200, 60)] {
        kept.press("a l o n g");
        kept.session.resize(width, height);
        kept.press("Enter");
    }
}

#[test]
fn a_note_has_as_many_lines_as_one_types_or_pastes() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    kept.press("a o n e M-Enter t w o C-j t h r e e");
    assert!(noted(&kept, "one↵two↵three"), "{}", kept.session.text());
    let text = kept.session.text();
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("Your note: one"))
        .unwrap_or_else(|| panic!("written as it is typed:\n{text}"));
    assert!(lines[at + 1].contains("two") && lines[at + 2].contains("three"), "{text}");
    // Up and down the lines, as far along as there is room.
    kept.press("Up Up ! Down C-e Down ? Enter");
    assert_eq!(notes(&kept)[&shown], "one!\ntwo\nthree?");
    kept.press("a C-u");
    let pasted = "first\r\nsecond \x1b[31mred\u{202e}\r\rfourth\r";
    kept.feed(VecDeque::from([Input::Paste(pasted.to_owned())]));
    kept.press("Enter");
    let note = notes(&kept)[&shown].clone();
    assert_eq!(note.lines().collect::<Vec<_>>(), ["first", "second [31mred", "", "fourth"], "{note:?}");
    kept.press("/");
    kept.feed(VecDeque::from([Input::Paste("two\rlines".to_owned())]));
    assert_eq!(kept.session.app.input().value(), "two lines", "a search has one line");
}

/// Whether the line of the note is open with these words first.
fn noted(kept: &Kept, words: &str) -> bool {
    kept.session.text().lines().next().is_some_and(|line| line.starts_with("note on ") && line.contains(&format!(": {words}")))
}

fn notes(kept: &Kept) -> std::collections::BTreeMap<String, String> {
    Shelf::new(kept.folder.path()).read().expect("a shelf").contents.notes
}

#[test]
fn a_note_that_another_instance_wrote_is_what_one_edits() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    let other = Shelf::new(kept.folder.path());
    other.change(|contents| _ = contents.notes.insert(shown.clone(), "theirs, long".into())).expect("kept");
    kept.press("a");
    assert!(noted(&kept, "theirs, long"), "{}", kept.session.text());
    kept.press("! Enter");
    assert_eq!(notes(&kept)[&shown], "theirs, long!");
    assert!(kept.session.status().starts_with("the note is kept"), "{}", kept.session.status());
}

#[test]
fn a_note_written_in_another_instance_while_one_writes_is_not_written_over() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    let other = Shelf::new(kept.folder.path());
    kept.press("a m i n e");
    other.change(|contents| _ = contents.notes.insert(shown.clone(), "theirs".into())).expect("kept");
    kept.press("Enter");
    let note = notes(&kept)[&shown].clone();
    assert!(note.contains("theirs") && note.contains("mine") && note.contains("at the same time"), "{note}");
    assert!(kept.session.status().contains("both are kept"), "{}", kept.session.status());
    let screen = kept.session.text();
    assert!(screen.contains("Your note: theirs") && screen.contains("mine"), "{screen}");
    // Taken away here, changed there.
    kept.press("a C-u");
    other.change(|contents| _ = contents.notes.insert(shown.clone(), "theirs again".into())).expect("kept");
    kept.press("Enter");
    assert_eq!(notes(&kept)[&shown], "theirs again");
    assert!(kept.session.status().contains("it stays"), "{}", kept.session.status());
}

#[test]
fn the_words_of_a_note_that_cannot_be_kept_come_back_with_the_reason() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    let file = kept.folder.path().join("shelf.json");
    std::fs::create_dir(&file).expect("made");
    kept.press("a w o r d s Enter");
    let text = kept.session.text();
    assert!(noted(&kept, "words"), "the line is open again:\n{text}");
    assert!(kept.session.text().contains("the note is not kept: "), "{}", kept.session.status());
    assert_eq!(kept.session.app.unkept(&[]), [format!("the note on {shown} is not kept, “words”")]);
    std::fs::remove_dir(&file).expect("removed");
    kept.press("! Enter");
    assert_eq!(notes(&kept)[&shown], "words!");
    assert!(kept.session.app.unkept(&[]).is_empty());
}

#[test]
fn whoever_goes_on_finds_the_words_again_at_their_record() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    let file = kept.folder.path().join("shelf.json");
    std::fs::write(&file, "{\"version\": 99}").expect("written");
    kept.press("a w o r d s Enter");
    let refused = kept.store.change(cadialog::shelf::Change::Note { id: shown, seen: String::new(), words: "other".into() });
    kept.press("Esc j");
    kept.feed(VecDeque::from([Input::Kept(Box::new(refused))]));
    assert!(kept.session.text().contains("the note is not kept: "), "{}", kept.session.status());
    kept.press("a");
    assert!(!noted(&kept, "other"), "another record has no part in it");
    kept.press("Esc k a");
    assert!(noted(&kept, "other"), "{}", kept.session.text());
    kept.press("Esc a");
    assert!(!noted(&kept, "other"), "given up by the reader");
}

/// What the loop does not wait for is heard of later, in its order, and at the end at the latest.
#[test]
fn a_lock_held_by_somebody_else_holds_nothing_up() {
    use cadialog::shelf::Change;
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    shelf.change(|_| ()).expect("a lock file");
    let lock = std::fs::File::options().write(true).open(folder.path().join("lock")).expect("a lock");
    let mut store = ShelfStore::new(Some(shelf));
    let note = |words: &str| Change::Note { id: "KZ".to_owned(), seen: String::new(), words: words.to_owned() };
    assert!(store.begin(&note("free")).is_some_and(|kept| kept.outcome.is_ok()), "nobody is waited for");
    lock.lock().expect("taken");
    assert!(store.begin(&Change::Mark("UZ".to_owned())).is_none());
    assert!(store.begin(&note("more")).is_none() && store.poll().is_none());
    lock.unlock().expect("given back");
    let mut heard = Vec::new();
    while heard.len() < 2 {
        heard.extend(store.poll());
    }
    assert_eq!(heard[0].change, Change::Mark("UZ".to_owned()));
    assert_eq!(heard[0].remark.as_deref(), Some("what was waiting is kept now"));
    let contents = heard[1].outcome.as_ref().expect("kept");
    assert!(contents.marks.contains("UZ") && contents.notes["KZ"].contains("free") && contents.notes["KZ"].contains("more"));
    lock.lock().expect("taken");
    assert!(store.begin(&note("last words")).is_none());
    let at_end = store.finish(std::time::Instant::now());
    let mut session = Session::new(80, 24);
    let told = session.app.unkept(&at_end);
    assert!(told.len() == 1 && told[0].contains("KZ") && told[0].contains("“last words”"), "{told:?}");
}
