//! Packs that change while they are read: the reader stays where they were.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use cadialog::app::App;
use cadialog::archive::{Base, Relation, load};
use cadialog::config::ThemeName;
use cadialog::keys::Keymap;
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::terminal::Input;

use super::Kept;

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
