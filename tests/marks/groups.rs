//! Marks under words, and the list of what has a note, by real keys.

use std::collections::{BTreeMap, BTreeSet};

use cadialog::shelf::{Change, Shelf};

use super::Kept;

fn groups(kept: &Kept) -> BTreeMap<String, BTreeSet<String>> {
    Shelf::new(kept.folder.path()).read().expect("a shelf").contents.groups
}

#[test]
fn a_record_is_marked_under_words_found_by_them_and_taken_out_again() {
    let mut kept = Kept::new();
    let first = kept.session.shown();
    kept.press("g m");
    assert!(
        kept.session.text().contains("Mark under words") && kept.session.text().contains("none yet"),
        "{}",
        kept.session.text()
    );
    kept.press("T h e s i s , Space c h a p t e r Space 2 Enter");
    assert!(kept.session.status().starts_with("marked under “Thesis” and “chapter 2”"), "{}", kept.session.status());
    assert_eq!(kept.marks(), BTreeSet::from([first.clone()]), "it is marked by that");
    assert!(kept.session.text().contains("Marked under: Thesis, chapter 2"), "{}", kept.session.text());
    kept.press("j");
    let second = kept.session.shown();
    kept.press("g m");
    assert!(kept.session.text().contains("so far: Thesis (1), chapter 2 (1)"), "{}", kept.session.text());
    kept.press("t h e s i s Enter");
    assert_eq!(
        groups(&kept)["Thesis"],
        BTreeSet::from([first.clone(), second.clone()]),
        "a word is the same however it is written"
    );
    kept.press("/ m a r k : t h e s i s Enter");
    assert_eq!(kept.session.rows().into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([first.clone(), second.clone()]));
    kept.press("C-u / C-u m a r k : \" c h a p t e r Space 2 \" Enter");
    assert_eq!(kept.session.rows(), [first.as_str()]);
    kept.press("g m C-u t h e s i s Enter");
    assert!(kept.session.rows().is_empty(), "the answer follows the marks: {:?}", kept.session.rows());
    kept.press("X '");
    assert_eq!(kept.session.rows().len(), 2, "both are still marked");
    kept.press("m");
    assert_eq!(groups(&kept)["Thesis"].len(), 1, "with its mark a record leaves the groups");
}

#[test]
fn words_of_another_instance_stay_and_a_group_without_marks_counts_for_nothing() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    let other = Shelf::new(kept.folder.path());
    kept.press("g m m i n e");
    let words = BTreeSet::from(["theirs".to_owned()]);
    other.change(|kept| _ = Change::Group { id: shown.clone(), seen: BTreeSet::new(), words }.apply(kept)).expect("kept");
    kept.press("Enter");
    assert_eq!(groups(&kept).into_keys().collect::<Vec<_>>(), ["mine", "theirs"]);
    // As a version that knows no groups leaves them.
    other.change(|kept| kept.marks.clear()).expect("kept");
    kept.again();
    kept.press("/ m a r k : m i n e Enter");
    assert!(kept.session.rows().is_empty(), "{:?}", kept.session.rows());
}

#[test]
fn what_has_a_note_is_listed_with_the_first_line_of_each() {
    let mut kept = Kept::new();
    kept.press("N");
    assert!(kept.session.status().starts_with("no note is written yet; a writes"), "{}", kept.session.status());
    let first = kept.session.shown();
    kept.press("a z e b r a f i s h M-Enter l a t e r Enter j a o t h e r Enter");
    let second = kept.session.shown();
    kept.press("N");
    assert_eq!(kept.session.rows().into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([first.clone(), second]));
    let row = kept.row("· ✎ zebrafish");
    assert!(row.contains("✎ ") && !row.contains("later"), "the first line only: {row}");
    kept.press("X g n");
    assert_eq!(kept.session.rows().len(), 2);
    // The answer follows the notes.
    kept.press("X / z e b r a f i s h Enter");
    assert_eq!(kept.session.rows(), [first.as_str()]);
    assert!(kept.row("✎ zebrafish").contains('★') || kept.row("✎ zebrafish").contains('✎'));
    assert!(kept.session.text().contains("1 record found"), "{}", kept.session.text());
    assert!(!kept.session.text().contains("zebrafish→"), "a word of a note is no misspelling");
    kept.press("a C-u g o n e Enter");
    assert!(!kept.session.rows().contains(&first), "{:?}", kept.session.rows());
}
