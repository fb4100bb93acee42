//! What the reader keeps, by real keys: marks on a real shelf, the last session, and packs that change meanwhile.

mod common;

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::Path;
use std::sync::Arc;

use cadialog::app::{App, Effect, Focus};
use cadialog::archive::{Base, Relation, load};
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
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
    assert!(kept.row("▸ 19").contains("★"), "{}", kept.session.text());
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
        query: "country:XX \"".into(),
        countries: vec!["XX".into(), "energy".into(), "KZ".into(), "KZ".into()],
        topics: vec!["KZ".into()],
        record: Some("not-there".into()),
        focus: None,
        zoomed: false,
        searches: Vec::new(),
    };
    assert!(kept.store.keep_session(strange, soon()).is_none());
    kept.again();
    let query = kept.session.app.query();
    assert_eq!((query.chosen(Relation::Country).len(), query.chosen(Relation::Topic).len()), (1, 0));
    kept.press("X j k");
    assert!(kept.session.status().starts_with("nothing hidden"));
}

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
    assert!(kept.session.text().lines().next().is_some_and(|line| line.ends_with(": first second")), "{}", kept.session.text());
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

fn with_pack(path: &Path) -> Arc<Catalogue> {
    Arc::new(Catalogue::new(load(Base::Bundled, &[path.to_owned()]).expect("a sound pack").archive))
}

/// An event of December 2025, newer than the summit, by id and title.
fn event(id: &str, title: &str) -> String {
    format!(
        "{{\"type\":\"event\",\"id\":\"{id}\",\"title\":\"{title}\",\"date\":\"2025-12-28\",\"kind\":\"visit\",\"format\":\"in-person\",\
         \"countries\":[\"KZ\"],\"topics\":[],\"summary\":\"Of water.\",\"sources\":[]}}\n"
    )
}

#[test]
fn changed_packs_leave_the_reader_where_they_were() {
    let folder = tempfile::tempdir().expect("a directory");
    let pack = folder.path().join("mine.jsonl");
    std::fs::write(&pack, event("mine-a", "Mine, the first")).expect("written");
    let mut kept = Kept::new();
    kept.session.app = App::new(with_pack(&pack), Keymap::default(), Query::default(), Language::En);
    kept.press("1 Space 3 g g j j j m Enter Tab");
    let (shown, rows, text) = (kept.session.shown(), kept.session.rows(), kept.session.page());
    let link = kept.session.app.detail().link();
    assert!(link.is_some() && rows.contains(&"mine-a".to_owned()));
    std::fs::write(&pack, event("mine-b", "B") + &event("mine-a", "Mine, the first") + &event("mine-c", "C")).expect("written");
    kept.feed(VecDeque::from([Input::Reloaded(with_pack(&pack), None)]));
    assert_eq!((kept.session.shown(), kept.session.page()), (shown.clone(), text));
    assert_eq!(kept.session.app.detail().link(), link);
    assert_eq!(kept.session.rows().len(), rows.len() + 2);
    assert!(kept.session.app.is_marked(kept.session.app.detail().id().expect("a record")), "marks go with their records");
    assert!(!kept.session.app.query().chosen(Relation::Country).is_empty());
    kept.press("Esc");
    let at = kept.session.app.current().expect("a row");
    assert_eq!(kept.session.app.archive().record(at).id(), shown, "the cursor is on its record");
    kept.feed(VecDeque::from([Input::Broken("mine.jsonl, line 1: bad".to_owned())]));
    assert!(kept.session.status().starts_with("mine.jsonl, line 1: bad; the last good state is shown"));
    kept.press("j");
    assert!(kept.session.status().starts_with("a pack is faulty"), "{}", kept.session.status());
    kept.feed(VecDeque::from([Input::Reloaded(with_pack(&pack), None)]));
    kept.press("j");
    assert!(kept.session.status().starts_with("country:KZ"), "{}", kept.session.status());
}

/// In any state, all the records that the browser holds on to may go.
#[test]
fn records_that_go_take_nothing_else_with_them() {
    let folder = tempfile::tempdir().expect("a directory");
    let pack = folder.path().join("mine.jsonl");
    let theme = cadialog::ui::Theme::new(ThemeName::Dark, false, None);
    for keys in
        ["", "Enter", "Enter Tab Enter", "/ w a t e r", "/ w a t e r Enter m '", "1 Space j Space 4", "2 j Space Enter", "? j"]
    {
        std::fs::write(&pack, event("mine-a", "Mine of water")).expect("written");
        let mut kept = Kept::new();
        kept.session.app = App::new(with_pack(&pack), Keymap::default(), Query::default(), Language::En);
        kept.session.theme = theme.clone();
        kept.press(&format!("g g j {keys}"));
        let small = "{\"type\":\"topic\",\"id\":\"one\",\"name\":\"A topic\"}\n";
        std::fs::write(&pack, small).expect("written");
        let loaded = load(Base::Nothing, std::slice::from_ref(&pack)).expect("a sound pack");
        kept.feed(VecDeque::from([Input::Reloaded(Arc::new(Catalogue::new(loaded.archive)), None)]));
        kept.press("Esc Esc Esc C-o M-Right 1 j 2 j 3 j 4 j 5 j X");
        assert!(kept.session.text().contains("Timeline · 0 events"), "after {keys}:\n{}", kept.session.text());
        std::fs::write(&pack, event("mine-a", "Mine of water")).expect("written");
        kept.feed(VecDeque::from([Input::Reloaded(with_pack(&pack), None)]));
        kept.press("3 g g j");
        assert!(!kept.session.shown().is_empty(), "after {keys}:\n{}", kept.session.text());
    }
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
