//! What the reader keeps, by real keys: marks on a real shelf, the last session, and packs that change meanwhile.

mod common;

#[path = "marks/groups.rs"]
mod groups;
#[path = "marks/news.rs"]
mod news;
#[path = "marks/notes.rs"]
mod notes;
#[path = "marks/packs.rs"]
mod packs;

use std::collections::{BTreeSet, VecDeque};
use std::io;

use cadialog::app::{Effect, Focus};
use cadialog::archive::Relation;
use cadialog::keys::Key;
use cadialog::record::Language;
use cadialog::shelf::{self, Shelf, ShelfStore};
use cadialog::terminal::{self, Events, Input};
use common::Session;

/// A session with a shelf: what the loop asks to be kept is kept, and what comes of it is told.
struct Reader<'a> {
    inputs: VecDeque<Input>,
    store: &'a ShelfStore,
}

impl Events for Reader<'_> {
    fn next(&mut self) -> io::Result<Input> {
        Ok(self.inputs.pop_front().unwrap_or(Input::Stop(99)))
    }

    fn ready(&mut self) -> io::Result<Option<Input>> {
        Ok(None)
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<Option<String>> {
        if let Effect::Keep(change) = effect {
            self.inputs.push_front(Input::Kept(Box::new(self.store.change(change.clone()))));
        }
        Ok(None)
    }
}

struct Kept {
    folder: tempfile::TempDir,
    store: ShelfStore,
    session: Session,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let store = ShelfStore::new(Some(Shelf::new(folder.path())));
        Self { folder, store, session: Session::new(120, 36) }
    }

    /// As if the program were started again.
    fn again(&mut self) {
        self.session = Session::new(120, 36);
        let found = self.store.load();
        self.session.app.keep(found.contents);
        if let Some(session) = found.session {
            self.session.app.restore(&session);
        }
        found.remark.into_iter().for_each(|remark| self.session.app.say(remark));
        self.session.feed(Vec::new());
    }

    fn feed(&mut self, inputs: VecDeque<Input>) {
        let mut events = Reader { inputs, store: &self.store };
        let Session { terminal, app, theme, .. } = &mut self.session;
        terminal::run(terminal, app, theme, &mut events).expect("a screen in memory never fails");
    }

    /// Presses keys, separated by blanks.
    fn press(&mut self, keys: &str) {
        self.feed(keys.split_whitespace().map(|key| Input::Key(Key::parse(key).expect(key))).collect());
    }

    fn marks(&self) -> BTreeSet<String> {
        Shelf::new(self.folder.path()).read().expect("a shelf").contents.marks
    }

    /// The row of the timeline or results that holds `words`.
    fn row(&self, words: &str) -> String {
        let text = self.session.text();
        text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no “{words}” in\n{text}")).to_owned()
    }
}

fn soon() -> std::time::Instant {
    std::time::Instant::now() + shelf::PATIENCE
}

#[test]
fn a_mark_is_kept_shown_and_taken_away() {
    let mut kept = Kept::new();
    let shown = kept.session.shown();
    kept.press("m");
    assert_eq!(kept.marks(), BTreeSet::from([shown.clone()]));
    assert!(kept.session.status().starts_with("marked; ' shows"), "{}", kept.session.status());
    let archive = kept.session.app.archive();
    let title = archive.title(archive.id(&shown).expect("a record"), Language::En);
    let start: String = title.chars().take(12).collect();
    assert!(kept.row("│▸ ").contains(&format!(" ★ {start}")), "{}", kept.session.text());
    assert!(kept.row("5 ★ Event").contains("3 Timeline"));
    kept.press("m");
    assert!(kept.marks().is_empty());
    assert!(!kept.session.text().contains('★'));
}

#[test]
fn the_marks_are_listed_whatever_their_type_and_esc_returns() {
    let mut kept = Kept::new();
    let event = kept.session.shown();
    kept.press("m 1 j m");
    let country = kept.session.shown();
    kept.press("3 j j");
    let (rows, place) = (kept.session.rows(), kept.session.shown());
    kept.press("'");
    assert_eq!(kept.session.rows().into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([event, country.clone()]));
    assert_eq!(kept.session.app.focus(), Focus::Timeline);
    assert!(kept.session.status().contains("is:marked"), "{}", kept.session.status());
    assert!(kept.session.text().contains("Results · 2 records"));
    kept.press("Esc");
    assert_eq!((kept.session.rows(), kept.session.shown()), (rows, place));
}

#[test]
fn marks_that_a_filter_hides_are_told() {
    let mut kept = Kept::new();
    kept.press("m 1 j m G Space '");
    let status = kept.session.status();
    assert!(status.starts_with("0 of 2 marked: country:CN") && status.contains("hides the others"), "{status}");
    kept.press("X '");
    assert_eq!(kept.session.rows().len(), 2);
}

#[test]
fn a_mark_taken_away_leaves_the_list_of_marks() {
    let mut kept = Kept::new();
    kept.press("m j m ' m");
    assert_eq!(kept.session.rows().len(), 1);
    assert_eq!(kept.session.shown(), kept.session.rows()[0]);
    kept.press("m");
    assert!(kept.session.rows().is_empty() && kept.marks().is_empty());
    kept.press("X '");
    assert!(kept.session.status().starts_with("nothing is marked yet; m marks"), "{}", kept.session.status());
}

#[test]
fn marks_of_another_instance_and_of_other_packs_stay() {
    let mut kept = Kept::new();
    let other = Shelf::new(kept.folder.path());
    other.change(|contents| contents.marks.extend(["KZ".to_owned(), "of-a-pack-not-here".to_owned()])).expect("kept");
    kept.press("m");
    assert_eq!(kept.marks().len(), 3);
    assert!(kept.session.app.is_marked(kept.session.app.archive().id("KZ").expect("a country")), "the other's mark is seen");
    kept.press("m");
    assert_eq!(kept.marks(), BTreeSet::from(["KZ".to_owned(), "of-a-pack-not-here".to_owned()]));
}

#[test]
fn a_shelf_that_cannot_be_used_is_told_of_and_stops_nothing() {
    let mut kept = Kept::new();
    let file = kept.folder.path().join("shelf.json");
    std::fs::write(&file, "{\"version\": 99}").expect("written");
    kept.press("m");
    assert!(kept.session.text().contains("newer version") || kept.session.text().contains("shelf.json"));
    assert!(!kept.session.text().contains('★'), "what is not kept is not shown as kept");
    std::fs::write(&file, "no shelf").expect("written");
    kept.again();
    assert!(kept.session.app.message().is_some_and(|said| said.contains("shelf.damaged-1.json")));
    kept.press("m");
    assert_eq!(kept.marks().len(), 1);
    let nowhere = ShelfStore::new(None);
    assert_eq!(nowhere.load().contents, shelf::Contents::default());
    kept.store = nowhere;
    kept.press("m");
    assert!(kept.session.status().contains("XDG_DATA_HOME"), "{}", kept.session.status());
}

#[test]
fn the_last_session_comes_back_and_says_so() {
    let mut kept = Kept::new();
    kept.press("1 Space / w a t e r Enter j j");
    let (rows, shown, status) = (kept.session.rows(), kept.session.shown(), kept.session.status());
    assert!(kept.store.keep_session(kept.session.app.session(), soon()).is_none());
    kept.again();
    assert!(kept.session.status().starts_with("restored the last session; X clears, --fresh"), "{}", kept.session.status());
    assert_eq!((kept.session.rows(), kept.session.shown()), (rows, shown));
    kept.press("3");
    assert_eq!(kept.session.status(), status, "the query is spelled as before");
    kept.press("X");
    assert!(kept.session.status().starts_with("nothing hidden"));
}

#[test]
fn a_session_that_changed_nothing_is_not_announced_and_a_strange_one_harms_nothing() {
    let mut kept = Kept::new();
    assert!(kept.store.keep_session(kept.session.app.session(), soon()).is_none());
    kept.again();
    assert!(kept.session.app.message().is_none());
    let strange = shelf::Session {
        facets: Vec::new(),
        chosen: Vec::new(),
        query: "country:XX \"".into(),
        countries: vec!["XX".into(), "energy".into(), "KZ".into(), "KZ".into()],
        topics: vec!["KZ".into()],
        listed: Some("spoons".into()),
        record: Some("not-there".into()),
        focus: None,
        zoomed: false,
        searches: Vec::new(),
        style: Some("spoons".into()),
    };
    assert!(kept.store.keep_session(strange, soon()).is_none());
    kept.again();
    let query = kept.session.app.query();
    assert_eq!((query.chosen(Relation::Country).len(), query.chosen(Relation::Topic).len()), (1, 0));
    kept.press("X j k");
    assert!(kept.session.status().starts_with("nothing hidden"));
}

#[test]
fn the_pane_that_was_read_is_there_again_and_as_large() {
    let mut kept = Kept::new();
    kept.press("2 j j z");
    let shown = kept.session.shown();
    assert!(kept.store.keep_session(kept.session.app.session(), soon()).is_none());
    kept.again();
    let app = &kept.session.app;
    assert_eq!((app.focus(), app.is_zoomed(), kept.session.shown()), (Focus::Topics, true, shown.clone()));
    assert_eq!(app.current().map(|id| app.archive().record(id).id().to_owned()), Some(shown));
    assert!(kept.session.status().starts_with("restored the last session"), "{}", kept.session.status());
}
