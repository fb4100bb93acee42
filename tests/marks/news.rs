//! What is new since the last visit: none at first, then what was not there or said something else.

use std::sync::Arc;

use cadialog::app::App;
use cadialog::keys::Keymap;
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::shelf::{Shelf, ShelfStore};

use super::common::{Session, of_pack};
use super::soon;

fn pack(events: &[(&str, &str)]) -> Arc<Catalogue> {
    let event = |(id, title): &(&str, &str)| serde_json::json!({"id": id, "title": title, "date": "2025-03-14", "kind": "visit", "summary": "It was held."});
    let events: Vec<_> = events.iter().map(event).collect();
    of_pack(&serde_json::json!({"pack": {"name": "own", "title": "Own", "version": "1"}, "events": events}))
}

fn visit(store: &ShelfStore, catalogue: &Arc<Catalogue>) -> Session {
    let mut session = Session::on(Arc::clone(catalogue), 120, 36);
    session.app.revisit(store.load().visits);
    session.feed(Vec::new());
    session
}

fn leave(store: &ShelfStore, app: &App) {
    let (before, now) = app.visits();
    assert_eq!(store.keep_visits(before, &now, soon()), None);
}

#[test]
fn at_the_first_visit_nothing_is_new_then_what_was_added_or_changed() {
    let folder = tempfile::tempdir().expect("a directory");
    let store = ShelfStore::new(Some(Shelf::new(folder.path())));
    let former = pack(&[("one", "First"), ("two", "Second"), ("gone", "Gone")]);
    let mut session = visit(&store, &former);
    session.press("g w");
    assert!(session.status().starts_with("nothing is new or changed"), "{}", session.status());
    leave(&store, &session.app);
    let file = folder.path().join("visits.json");
    let written = std::fs::metadata(&file).expect("kept").modified().expect("a time");
    let session = visit(&store, &former);
    assert!(session.app.annotations().new.is_empty());
    leave(&store, &session.app);
    assert_eq!(std::fs::metadata(&file).expect("kept").modified().expect("a time"), written, "nothing to write");
    let later = pack(&[("one", "First"), ("two", "Second, corrected"), ("three", "Third")]);
    let mut session = visit(&store, &later);
    assert_eq!(session.text().matches('✦').count(), 3, "two rows, and the title of the record shown:\n{}", session.text());
    session.press("g w");
    assert_eq!(session.rows(), ["two", "three"]);
    session.press("X / 'is:new Enter");
    assert_eq!(session.rows(), ["two", "three"]);
    leave(&store, &session.app);
    assert!(visit(&store, &later).app.annotations().new.is_empty(), "they have been seen");
}

#[test]
fn what_one_instance_saw_another_does_not_make_new_again() {
    let folder = tempfile::tempdir().expect("a directory");
    let store = ShelfStore::new(Some(Shelf::new(folder.path())));
    let (former, later) = (pack(&[("one", "First")]), pack(&[("one", "First"), ("two", "Second")]));
    leave(&store, &visit(&store, &former).app);
    let slow = visit(&store, &pack(&[("one", "First, then")]));
    leave(&store, &visit(&store, &later).app);
    leave(&store, &slow.app);
    assert!(visit(&store, &later).app.annotations().new.is_empty());
    std::fs::write(folder.path().join("visits.json"), "no visits").expect("written");
    let found = store.load();
    assert!(found.remark.is_some_and(|said| said.contains("visits.damaged-1.json")), "told, and nothing is new");
    let mut app = App::new(later, Keymap::default(), Query::default(), Language::En);
    app.revisit(found.visits);
    assert!(app.annotations().new.is_empty());
}
