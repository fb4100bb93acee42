//! Large packs: read in segments, their texts left on disk, found by the same queries.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cadialog::app::App;
use cadialog::archive::{Archive, Diagnostic, Report, Volume};
use cadialog::keys::{Action, Key, Keymap};
use cadialog::page::Page;
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::search::{Catalogue, HitSection};
use cadialog::view::View;

fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("large.jsonl");
    std::fs::write(&path, text).expect("the file can be written");
    path
}

/// Nothing but the volume at `path`.
fn volume(path: &Path) -> (Catalogue, Report) {
    let nothing = Catalogue::new(Archive::new(Vec::new()).expect("an empty archive"));
    nothing.complete(vec![Volume::open(path).expect("the file is there")])
}

/// The bundled archive, and the volume at `path`.
fn beside(path: &Path) -> (Catalogue, Report) {
    let bundled = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    bundled.complete(vec![Volume::open(path).expect("the file is there")])
}

/// The bundled records, a line each.
fn bundled_lines() -> String {
    let archive = Archive::bundled().expect("the bundled archive");
    archive.all().fold(String::new(), |mut text, id| {
        writeln!(text, "{}", serde_json::to_string(archive.record(id)).expect("JSON")).expect("a string");
        text
    })
}

fn ask(catalogue: &Catalogue, words: &str) -> View {
    let mut query = Query::default();
    query.set_text(words, &catalogue.archive);
    View::new(catalogue, &query)
}

/// Ids of what is found by more than a similar spelling.
fn found(catalogue: &Catalogue, words: &str) -> BTreeSet<String> {
    let hits = ask(catalogue, words).hits.expect("words were asked for");
    hits.list
        .iter()
        .filter(|hit| hit.section == HitSection::All)
        .map(|hit| catalogue.archive.record(hit.id).id().to_owned())
        .collect()
}

fn quote(id: usize, text: &str) -> String {
    format!(
        "{{\"type\":\"quote\",\"id\":\"q-{id}\",\"text\":\"{text}\",\"date\":\"2015-03-{:02}\",\"speaker\":{{}},\"form\":\"paraphrase\",\"countries\":[\"KZ\"],\"topics\":[\"energy\"]}}\n",
        id % 28 + 1
    )
}

/// None of them rests on the words of an id, which in a volume are no words, nor on letters in order across words.
const QUERIES: [&str; 30] = [
    "energy",
    "kawaguchi central",
    "water cooperation",
    "\"quality infrastructure\"",
    "\"peace afghanistan\"~3",
    "decarb*",
    "^action",
    "agriculture$",
    "'frastruct",
    "'catalyst'",
    "energy -type:source",
    "meeting -postponed",
    "(locusts | vaccines) tajikistan",
    "hydropower | uranium",
    "country:kz,uz uranium",
    // A source in memory belongs to the topics of what rests on it; in a volume it does not.
    "topic:tourism visa -type:source",
    "date:2015..2020 type:quote catalyst",
    "kind:som border",
    "status:cancelled visit",
    "form:verbatim dialogue",
    "has:figure railway",
    "speaker:aso central",
    "source:unodc border",
    "title:roadmap",
    "text:catalyst",
    "note:earthquake",
    "/cajad|ca\\+jad/",
    "松本",
    "中央アジア",
    "токаев",
];

#[test]
fn a_volume_is_found_by_the_queries_that_find_the_same_records_in_memory() {
    let folder = tempfile::tempdir().expect("a directory");
    let (large, told) = volume(&written(&folder, &bundled_lines()));
    assert_eq!(told[..], []);
    let small = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    assert_eq!(large.archive.len(), small.archive.len());
    let mut faults = String::new();
    for words in QUERIES {
        let (near, far) = (found(&small, words), found(&large, words));
        let missed: Vec<_> = near.difference(&far).take(4).collect();
        let extra: Vec<_> = far.difference(&near).take(4).collect();
        if !missed.is_empty() || !extra.is_empty() {
            writeln!(faults, "{words}: {} in memory, {} in the volume; missed {missed:?}, more {extra:?}", near.len(), far.len())
                .expect("a string");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn what_a_volume_says_goes_together_with_what_is_in_memory() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..40).map(|n| quote(n, &format!("sentence number {n} about zirconium"))).collect();
    let (catalogue, told) = beside(&written(&folder, &text));
    assert_eq!(told[..], []);
    let archive = &catalogue.archive;
    let kazakhstan = archive.id("KZ").expect("Kazakhstan");
    let before = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    let quotes = |catalogue: &Catalogue| catalogue.archive.referring(kazakhstan, RecordType::Quote).len();
    assert_eq!(quotes(&catalogue), quotes(&before) + 40, "whoever is named knows who names it");
    assert_eq!(ask(&catalogue, "zirconium").hits.expect("hits").counts.sum(), 40);
    assert_eq!(ask(&catalogue, "\"about zirconium\" country:KZ").hits.expect("hits").counts.sum(), 40);
    assert_eq!(ask(&catalogue, "zirconium country:UZ").hits.expect("hits").counts.sum(), 0);
    assert_eq!(ask(&catalogue, "zircomium").corrections[0].to, "zirconium");
    assert!(found(&catalogue, "казахстан zirconium").contains("q-7"), "by a name in another script");
    assert_eq!(found(&catalogue, "zirconium date:2015-03-05"), ["q-32", "q-4"].map(String::from).into());
    let mut query = Query::default();
    query.set_text("zirconium", archive);
    assert!(query.toggle(kazakhstan, archive));
    let view = View::new(&catalogue, &query);
    assert_eq!(view.hits.as_ref().expect("hits").counts.sum(), 40);
    assert!(view.countries.contains(&(kazakhstan, 40)), "{:?}", view.countries);
    let lit = view.lit(&catalogue).ranges("sentence number 3 about zirconium");
    assert_eq!(lit.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>(), [(24, 33)]);
}

#[test]
fn faulty_lines_are_told_with_their_numbers_and_the_rest_is_found() {
    let folder = tempfile::tempdir().expect("a directory");
    let mut text = String::from("\u{feff}{\"type\":\"pack\",\"name\":\"big\",\"title\":\"Big\",\"version\":\"1\"}\n");
    text.push_str(&quote(1, "one palladium"));
    text.push_str("\n{\"type\":\"quote\",\"id\":\"bad\"}\r\n");
    text.push_str(&quote(1, "the same id again, palladium"));
    text.push_str(&quote(2, "two palladium").replace("\"energy\"", "\"energi\""));
    text.push_str("this is no JSON\n");
    text.push_str(&quote(3, "three palladium").replace("{\"type\"", "{\"override\":true,\"type\""));
    text.push_str(quote(4, "four palladium").trim_end());
    let (catalogue, told) = beside(&written(&folder, &text));
    assert_eq!(found(&catalogue, "palladium"), ["q-1", "q-2", "q-3", "q-4"].map(String::from).into());
    assert_eq!(catalogue.archive.pack_of(catalogue.archive.id("q-4").expect("there")).name, "big");
    let lines: Vec<(Option<usize>, String)> = told.iter().map(|fault| (fault.line, fault.message.clone())).collect();
    let has = |line: Option<usize>, words: &str| {
        assert!(lines.iter().any(|(at, message)| *at == line && message.contains(words)), "{line:?} {words}: {lines:#?}");
    };
    has(Some(4), "“text” is missing");
    has(Some(5), "another record is called “q-1”");
    has(Some(7), "JSON");
    has(None, "topic names “energi”");
}

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
    assert_eq!(View::answer(&whole, &query, &HashSet::default(), 10, &stop), None, "a search that nobody waits for");
}

#[test]
fn a_file_that_has_changed_is_said_to_have_changed() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..3000).map(|n| quote(n, "a word")).collect();
    let path = written(&folder, &text);
    let (catalogue, _) = volume(&path);
    let seen = catalogue.archive.id("q-2000").expect("there");
    assert_eq!(catalogue.archive.record(seen).title(), "a word");
    std::fs::OpenOptions::new().write(true).open(&path).expect("there").set_len(2000).expect("shortened");
    assert_eq!(catalogue.archive.record(seen).title(), "a word", "what was shown is still there");
    let lost = catalogue.archive.record(catalogue.archive.id("q-2500").expect("known")).title().to_owned();
    assert!(lost.contains("has changed"), "{lost}");
    let lost = catalogue.archive.id("q-2501").expect("known");
    let page = Page::new(&catalogue.archive, lost, Language::En);
    assert!(!page.blocks.is_empty());
    let there = text[..2000].matches('\n').count();
    assert_eq!(found(&catalogue, "\"a word\"").len(), there, "the records whose texts are still there");
}

#[test]
fn keys_are_answered_while_a_volume_is_read() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..30_000).map(|n| quote(n, "a word of rhodium")).collect();
    let path = written(&folder, &text);
    let bundled = Arc::new(Catalogue::new(Archive::bundled().expect("the bundled archive")));
    let keymap = Keymap::new(&BTreeMap::default()).expect("the keys");
    let mut app = App::new(Arc::clone(&bundled), keymap, Query::default(), Language::En);
    let mut grown = Vec::new();
    bundled.grow(vec![Volume::open(&path).expect("there")], &AtomicBool::new(false), &mut |catalogue, progress| {
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

#[test]
fn a_mark_taken_away_in_a_volume_is_no_longer_asked_for() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..20).map(|n| quote(n, "a word")).collect();
    let (catalogue, _) = volume(&written(&folder, &text));
    let mut query = Query::default();
    query.set_text("is:marked word", &catalogue.archive);
    let marked = |names: &[&str]| names.iter().map(|name| catalogue.archive.id(name).expect("there")).collect::<HashSet<_>>();
    let found =
        |marks: &[&str]| View::with_marks(&catalogue, &query, &marked(marks)).hits.expect("words were asked for").counts.sum();
    assert_eq!(found(&["q-3", "q-5"]), 2);
    assert_eq!(found(&["q-3"]), 1);
    assert_eq!(found(&[]), 0);
}

fn page(catalogue: &Catalogue, id: &str) -> String {
    let id = catalogue.archive.id(id).expect("a record of that id");
    let page = Page::new(&catalogue.archive, id, Language::En);
    page.blocks.iter().fold(String::new(), |mut text, block| {
        text.push_str(&block.label);
        block.pieces.iter().for_each(|piece| text.push_str(&piece.text));
        text + "\n"
    })
}

#[test]
fn the_page_of_what_many_refer_to_shows_the_newest_and_counts_the_rest() {
    let folder = tempfile::tempdir().expect("a directory");
    let quotes: String = (0..700).map(|n| quote(n, &format!("word {n}"))).collect();
    let event = |id: &str, year: i32, ordinal: &str| {
        format!(
            "{{\"type\":\"event\",\"id\":\"{id}\",\"title\":\"Meeting of {year}\",\"date\":\"{year}-05-01\",\"kind\":\"visit\",{ordinal}\"topics\":[\"rare\"],\"summary\":\"They met.\"}}\n"
        )
    };
    let topics =
        "{\"type\":\"topic\",\"id\":\"energy\",\"name\":\"Energy\"}\n{\"type\":\"topic\",\"id\":\"rare\",\"name\":\"Rare\"}\n";
    let country = "{\"type\":\"country\",\"id\":\"KZ\",\"name\":\"Kazakhstan\",\"role\":\"member\"}\n";
    let events = [
        event("old", 2005, "\"ordinal\":1,"),
        event("between", 2006, ""),
        event("new", 2007, "\"ordinal\":2,"),
        event("last", 2009, "\"ordinal\":3,"),
    ]
    .concat();
    let (catalogue, told) = volume(&written(&folder, &format!("{country}{topics}{events}{quotes}")));
    assert!(!told.iter().any(Diagnostic::is_error), "{told:?}");
    let energy = page(&catalogue, "energy");
    assert!(energy.contains("Quotes and positions (700)\n"), "{energy}");
    assert!(energy.contains("and 600 more: filter by this record"), "{energy}");
    let shown = energy.lines().filter(|line| line.starts_with("• word ")).count();
    assert_eq!(shown, 100);
    // They are of 28 days of one month; 25 quotes are of each.
    let days: Vec<usize> =
        energy.lines().filter_map(|line| line.strip_prefix("• word ")?.split(' ').next()?.parse().ok()).collect();
    assert!(days.iter().all(|n| n % 28 + 1 >= 25), "not the newest: {days:?}");
    let rare = page(&catalogue, "rare");
    assert!(rare.contains("Events (4)") && !rare.contains("more"), "{rare}");
    let new = page(&catalogue, "new");
    assert!(new.contains("Meeting of 2005 · 1 May 2005 · before it in the series"), "{new}");
    assert!(new.contains("Meeting of 2009 · 1 May 2009 · after it in the series") && !new.contains("2006"), "{new}");
}

#[test]
fn a_volume_leaves_the_pages_of_bundled_records_as_they_are() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = "{\"type\":\"source\",\"id\":\"elsewhere\",\"title\":\"Another\",\"publisher\":\"Nobody\",\"kind\":\"primary\"}\n";
    let (catalogue, _) = beside(&written(&folder, text));
    let bundled = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    for id in bundled.archive.all() {
        let id = bundled.archive.record(id).id();
        assert!(page(&catalogue, id) == page(&bundled, id), "{id}");
    }
}

#[test]
fn a_record_of_a_large_pack_takes_the_place_of_an_earlier_one_by_its_word() {
    let folder = tempfile::tempdir().expect("a directory");
    let topic = |word: &str| {
        format!("{{\"type\":\"topic\",\"id\":\"energy\",{word}\"name\":\"Power supply\",\"aliases\":[\"power\"]}}\n")
    };
    let bundled = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    let energy = |catalogue: &Catalogue| catalogue.archive.id("energy").expect("a topic");
    let quotes = |catalogue: &Catalogue| catalogue.archive.referring(energy(catalogue), RecordType::Quote).len();
    let before = bundled.archive.of_type(RecordType::Topic).iter().position(|&id| id == energy(&bundled));
    let (catalogue, warnings) = beside(&written(&folder, &topic("\"override\":true,")));
    assert_eq!(warnings[..], []);
    let archive = &catalogue.archive;
    assert_eq!((archive.len(), archive.record(energy(&catalogue)).title()), (bundled.archive.len(), "Power supply"));
    assert_eq!(archive.id("power"), Some(energy(&catalogue)));
    assert_eq!(quotes(&catalogue), quotes(&bundled), "who named the one names the other");
    let after = archive.of_type(RecordType::Topic).iter().position(|&id| id == energy(&catalogue));
    assert_eq!(after, before, "it stands where the other stood");
    let ids = |words: &str| found(&catalogue, words);
    assert!(ids("\"power supply\"").contains("energy") && ids("type:topic \"power supply\"").len() == 1);
    let (catalogue, warnings) = beside(&written(&folder, &topic("")));
    assert_eq!(catalogue.archive.record(energy(&catalogue)).title(), "Energy");
    assert!(warnings[0].message.contains("another record is called “energy”"), "{warnings:?}");
}

/// A large pack that shrinks while it is in use, with more records than have been read of it.
fn shrunk(folder: &tempfile::TempDir) -> (PathBuf, Catalogue) {
    let text: String = (0..3000).map(|n| quote(n, "Of water and of energy.")).collect();
    let path = written(folder, &text);
    let (catalogue, told) = beside(&path);
    assert_eq!(told[..], []);
    assert!(catalogue.archive.lost().is_none());
    std::fs::OpenOptions::new().write(true).open(&path).expect("there").set_len(20_000).expect("shortened");
    (path, catalogue)
}

#[test]
fn an_export_of_records_that_can_no_longer_be_read_stops_and_invents_none() {
    use cadialog::export::{self, OutputFormat};
    for (ending, format, _) in OutputFormat::FILES {
        let folder = tempfile::tempdir().expect("a directory");
        let (path, catalogue) = shrunk(&folder);
        let archive = &catalogue.archive;
        let ids: Vec<_> = archive.all().skip(Archive::bundled().expect("sound").len()).collect();
        let mut out = Vec::new();
        let written = export::write(archive, &ids, format, Language::En, &mut archive.whole(&mut out));
        let refused = match written {
            // A calendar holds no quotes, and says so without a word written.
            Ok(left_out) if !left_out.is_empty() => continue,
            Ok(_) => panic!("{ending}: whole"),
            Err(error) => error.to_string(),
        };
        assert!(refused.contains("large.jsonl") && refused.contains("start again"), "{ending}: {refused}");
        let out = String::from_utf8(out).expect("UTF-8");
        assert!(!out.contains("lost") && !out.contains("no longer"), "{ending}: {}", &out[out.len().saturating_sub(300)..]);
        let whole = std::fs::read_to_string(&path).expect("there").matches('\n').count();
        assert!(ids[..whole].iter().all(|&id| !archive.is_lost(id)), "{ending}: what is there is read");
    }
}

#[test]
fn the_browser_leaves_no_file_of_such_an_export_and_marks_no_such_record() {
    let folder = tempfile::tempdir().expect("a directory");
    let (_, catalogue) = shrunk(&folder);
    let app = App::new(Arc::new(catalogue), Keymap::default(), Query::default(), Language::En);
    let mut session = common::Session::new(120, 36);
    session.app = app;
    let target = folder.path().join("all.csv");
    session.press(&format!("/ 'water Enter e '{} Enter", target.display()));
    let Some(cadialog::app::Effect::Export(export)) = session.performed.pop() else { panic!("{}", session.text()) };
    let told = cadialog::export::write_job(&export, &AtomicBool::new(false)).expect_err("not whole");
    assert!(told.contains("start again") && told.contains("nothing is left of it"), "{told}");
    assert!(!target.exists());
    session.performed.clear();
    let ids: Vec<_> = session.app.rows().iter().filter_map(|row| row.id()).collect();
    let last = ids.iter().rposition(|&id| session.app.archive().is_lost(id)).expect("a row that says so");
    assert!(session.app.choose(last + 1));
    session.feed(Vec::new());
    let shown = session.app.detail().id().expect("a record");
    assert!(session.app.archive().is_lost(shown), "{}", session.text());
    for keys in ["m", "a", "y i", "y b"] {
        session.press(keys);
        assert!(session.status().starts_with("this record can no longer be read"), "{keys}: {}", session.status());
    }
    assert!(session.performed.is_empty(), "{:?}", session.performed);
    assert_eq!(session.app.session().record, None);
}

/// The built program, with a pack of the size from which on texts stay on disk, and a reader who is slow.
#[test]
fn a_command_whose_pack_shrinks_ends_with_an_error_and_prints_no_record_that_was_not_there() {
    use std::io::Read;
    let folder = tempfile::tempdir().expect("a directory");
    let words = "Of water and of energy, at some length. ".repeat(20);
    let text: String = (0..18_000).map(|n| quote(n, &words)).collect();
    assert!(text.len() as u64 > cadialog::archive::LARGE, "{}", text.len());
    let path = written(&folder, &text);
    for arguments in
        [&["export", "--format", "bibtex"][..], &["list", "quotes", "--format", "ids"], &["export", "--format", "jsonl"]]
    {
        std::fs::write(&path, &text).expect("written");
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("cadialog"))
            .args(arguments)
            .args(["--no-bundled", "--data"])
            .arg(&path)
            .env("XDG_CONFIG_HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .env_remove("CADIALOG_CONFIG")
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("runs");
        let mut out = child.stdout.take().expect("stdout");
        let mut printed = vec![0; 10];
        out.read_exact(&mut printed).expect("it has begun to write, and waits now");
        std::fs::OpenOptions::new().write(true).open(&path).expect("there").set_len(100_000).expect("shortened");
        out.read_to_end(&mut printed).expect("the rest");
        let ended = child.wait_with_output().expect("ends");
        let (printed, told) = (String::from_utf8_lossy(&printed), String::from_utf8_lossy(&ended.stderr));
        assert_eq!(ended.status.code(), Some(4), "{arguments:?}: {told}");
        assert!(told.contains("large.jsonl has changed while it was in use") && told.contains("start again"), "{told}");
        assert!(!printed.contains("lost") && !printed.contains("no longer"), "{arguments:?}");
    }
}
