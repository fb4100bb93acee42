//! Large packs while they are read, and when they have changed: what is asked is answered meanwhile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cadialog::app::App;
use cadialog::archive::{Archive, Volume};
use cadialog::keys::{Action, Key, Keymap};
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::view::{View, ViewRequest};

use super::common::fixture;
use super::{ask, beside, quote, volume, written};

#[test]
fn a_volume_grows_while_numbers_stay_and_more_records_than_a_segment_holds_are_read() {
    let folder = tempfile::tempdir().expect("a directory");
    let mut text = String::new();
    for n in 0..70_000 {
        writeln!(
            text,
            "{{\"type\":\"source\",\"id\":\"s-{n}\",\"title\":\"osmium {n}\",\"publisher\":\"p\",\"kind\":\"reference\"}}"
        )
        .expect("a string");
    }
    let path = written(&folder, &text);
    let nothing = Catalogue::new(Archive::new(Vec::new()).expect("an empty archive"));
    let mut shown: Vec<(usize, u64)> = Vec::new();
    let mut first = None;
    let told = nothing.grow(vec![Volume::open(&path).expect("there")], &AtomicBool::new(false), &mut |grown, progress| {
        let id = grown.archive.id("s-5").expect("in the first stretch");
        assert_eq!(*first.get_or_insert(id), id);
        assert_eq!(grown.archive.record(id).title(), "osmium 5");
        assert_eq!(ask(&grown, "osmium").hits.expect("hits").counts.sum(), grown.archive.len());
        shown.push((grown.archive.len(), progress.percent()));
        assert_eq!(progress.done, progress.percent() == 100 && grown.archive.len() == 70_000 && shown.len() > 1);
    });
    assert_eq!(told[..], []);
    assert!(shown.len() > 2 && shown[0].0 < 20_000, "{shown:?}");
    assert!(shown.is_sorted(), "{shown:?}");
    assert_eq!(shown.last().map(|(records, _)| *records), Some(70_000));
}

#[test]
fn reading_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..20_000).map(|n| quote(n, "a word")).collect();
    let path = written(&folder, &text);
    let stop = AtomicBool::new(false);
    let mut shown = 0;
    let nothing = Catalogue::new(Archive::new(Vec::new()).expect("an empty archive"));
    nothing.grow(vec![Volume::open(&path).expect("there")], &stop, &mut |_, progress| {
        assert!(!progress.done, "it was told to stop");
        stop.store(true, Ordering::Relaxed);
        shown += 1;
    });
    assert!(shown >= 1);
    let (whole, _) = volume(&path);
    let query = {
        let mut query = Query::default();
        query.set_text("/w.rd/", &whole.archive);
        query
    };
    assert_eq!(
        View::answer(&whole, &ViewRequest::new(&whole.archive, &query, &Arc::default(), 10), &stop),
        None,
        "a search that nobody waits for"
    );
}

#[test]
fn keys_are_answered_while_a_volume_is_read() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..30_000).map(|n| quote(n, "a word of rhodium")).collect();
    let path = written(&folder, &text);
    let base = fixture();
    let keymap = Keymap::new(&BTreeMap::default()).expect("the keys");
    let mut app = App::new(Arc::clone(&base), keymap, Query::default(), Language::En);
    let mut grown = Vec::new();
    base.grow(vec![Volume::open(&path).expect("there")], &AtomicBool::new(false), &mut |catalogue, progress| {
        grown.push((Arc::new(catalogue), progress));
    });
    let answered = |app: &mut App| {
        if let Some(question) = app.question() {
            app.accept(question.answer(&AtomicBool::new(false)).expect("an answer"));
        }
    };
    let few = grown.iter().position(|(catalogue, _)| catalogue.is_large()).expect("many records");
    assert!(few > 0 && few + 1 < grown.len(), "{few} of {} steps have few records", grown.len());
    let mut steps = grown.into_iter();
    for (catalogue, progress) in steps.by_ref().take(few) {
        app.grow(catalogue, progress);
        assert!(app.progress().is_some() && !app.is_waiting(), "few records are searched at once");
    }
    let (many, progress) = steps.next().expect("a stretch of many records");
    app.grow(many, progress);
    assert!(app.is_waiting());
    answered(&mut app);
    assert!(app.progress().is_some() && !app.is_waiting());
    for key in "/rhodium".chars() {
        app.press(Key::parse(&key.to_string()).expect("a key"));
    }
    let early = app.question().expect("asked").answer(&AtomicBool::new(false)).expect("an answer");
    for (catalogue, progress) in steps {
        app.grow(catalogue, progress);
    }
    app.accept(early);
    assert_ne!(app.hit_count(), Some(30_000), "an answer to what was asked before is no answer");
    answered(&mut app);
    assert_eq!((app.hit_count(), app.progress()), (Some(30_000), None));
    assert_eq!(app.archive().record(app.current().expect("a hit")).title(), "a word of rhodium");
    assert!(app.rows().len() <= 1001, "no more are listed than anybody looks at first");
    let press = |app: &mut App, keys: &str| {
        keys.split(' ').for_each(|key| drop(app.press(Key::parse(key).expect("a key"))));
    };
    press(&mut app, "Enter G");
    // The word is whole now, which is asked first; then more of what it finds.
    answered(&mut app);
    answered(&mut app);
    let listed = app.rows().len();
    assert!(listed > 1001 && listed < 30_000, "{listed} rows where the reader came to the end");
    press(&mut app, "e");
    answered(&mut app);
    assert_eq!(app.rows().len(), 30_000, "an export is of all");
}

#[test]
fn packs_that_have_changed_are_shown_once_the_query_has_been_answered_of_them() {
    let (before, after) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
    let lines = |ids: std::ops::Range<usize>| ids.fold(String::new(), |text, id| text + &quote(id, "Water is life."));
    let (first, _) = beside(&written(&before, &lines(0..30_000)));
    let (second, _) = beside(&written(&after, &lines(10..30_000)));
    let mut query = Query::default();
    query.set_text("\"water is life\"", &first.archive);
    let mut app = App::new(Arc::new(first), Keymap::default(), query, Language::En);
    assert_eq!(app.hit_count(), Some(30_000));
    assert!(app.question().is_none(), "nothing is asked yet");
    let shown = |app: &App| app.detail().id().map(|id| app.archive().record(id).id().to_owned());
    (0..3).for_each(|_| _ = app.update(Action::Down));
    let read = shown(&app);
    let known = app.archive().len();

    app.replace(Arc::new(second));
    assert!(app.is_waiting(), "it is answered beside the loop");
    assert_eq!(
        (app.hit_count(), app.archive().len(), shown(&app)),
        (Some(30_000), known, read.clone()),
        "what stood stands until then"
    );
    let early = app.question().expect("asked").answer(&AtomicBool::new(false)).expect("an answer");

    // Whatever is asked meanwhile is asked of the packs as they are now.
    app.update(Action::Sort);
    app.accept(early);
    assert_eq!(app.hit_count(), Some(30_000), "an older answer is not waited for any more");
    let answer = app.question().expect("asked again").answer(&AtomicBool::new(false)).expect("an answer");
    app.accept(answer);
    assert_eq!((app.hit_count(), app.archive().len(), app.is_waiting()), (Some(29_990), known - 10, false));
    assert_eq!(shown(&app), read, "the reader keeps their place");
    app.update(Action::Down);
    assert_ne!(shown(&app), read);
}
