//! `pack fmt`: packs of the old shape come out in the new one with the same words, and nothing else of them changes.

use std::fs;
use std::path::{Path, PathBuf};

use cadialog::archive::{self, Archive, Base, Code, OutcomePlace, RewriteError, RewriteMode, Rewritten, rewrite};
use cadialog::record::{Figure, OwnFields, Record};
use proptest::prelude::*;

use super::cases::cases;

const INFO: &str = r#"{"name": "old", "title": "Old", "version": "1"}"#;

const EVENTS: &str = r#"[
  {
    "id": "first",
    "title": "First",
    "date": "2025-03-14",
    "kind": "visit",
    "outcomes": [
      { "text": "One thing, \"quoted\".", "topics": ["energy"], "_remark": "stays" },
      {
        "text": "Another.",
        "sources": ["own"]
      }
    ],
    "figures": [{ "value": "2,500", "unit": "km" }, {"unit": "USD", "value": "about 700 million"}],
    "summary":   "S",
    "_comment": ["kept",   1.50],
    "sources": ["own", "other"]
  },
  { "id": "second", "title": "Second", "date": "2025", "kind": "visit", "summary": "S", "sources": ["own"],
    "outcomes": [{ "text": "A third." }] }
]
"#;

const EVENTS_AFTER: &str = r#"[
  {
    "id": "first",
    "title": "First",
    "date": "2025-03-14",
    "kind": "visit",
    "figures": [{ "as_reported": "2,500", "value": 2500, "unit": "km" }, {"unit": "USD", "as_reported": "about 700 million"}],
    "summary":   "S",
    "_comment": ["kept",   1.50],
    "sources": ["own", "other"]
  },
  { "id": "second", "title": "Second", "date": "2025", "kind": "visit", "summary": "S", "sources": ["own"] }
]
"#;

const OUTCOMES_AFTER: &str = r#"[
  { "id": "first-outcome-1", "text": "One thing, \"quoted\".", "form": "discussion", "event": "first", "topics": ["energy"], "_remark": "stays", "sources": ["own", "other"] },
  {
    "id": "first-outcome-2",
    "text": "Another.",
    "form": "discussion",
    "event": "first",
    "sources": ["own"]
  },
  { "id": "second-outcome-1", "text": "A third.", "form": "discussion", "event": "second", "sources": ["own"] }
]
"#;

const SOURCES: &str = r#"[{"id": "own", "title": "O", "publisher": "P", "kind": "primary"}, {"id": "other", "title": "O", "publisher": "P", "kind": "primary"}]"#;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a directory")
}

fn pack(place: &Path, files: &[(&str, &str)]) -> PathBuf {
    let path = place.join("old");
    fs::create_dir_all(&path).expect("created");
    for (name, text) in [("pack", INFO), ("sources", SOURCES)].iter().chain(files) {
        fs::write(path.join(format!("{name}.json")), text).expect("written");
    }
    path
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("read")
}

fn fmt(path: &Path) -> Vec<Rewritten> {
    rewrite(&[path.to_owned()], RewriteMode::Write).expect("written")
}

fn loaded(path: &Path) -> Archive {
    archive::load(Base::Bundled, &[path.to_owned()]).expect("loads").archive
}

/// What an archive says, whatever its order; figures by their words alone, for a number may have come to them.
fn words(archive: &Archive) -> Vec<String> {
    let bare = |figures: &mut Vec<Figure>| figures.iter_mut().for_each(|figure| figure.value = None);
    let mut all: Vec<String> = archive
        .all()
        .map(|id| {
            let mut record = archive.record(id).clone();
            match &mut record {
                Record::Event(event) => bare(&mut event.figures),
                Record::Project(project) => bare(&mut project.figures),
                Record::Outcome(outcome) => {
                    bare(&mut outcome.figures);
                    // What an author wrote beside an outcome inside an event is read once the outcome is a record.
                    outcome.own = OwnFields::NONE;
                }
                _ => {}
            }
            serde_json::to_string(&record).expect("JSON")
        })
        .collect();
    all.sort_unstable();
    all
}

#[test]
fn a_directory_is_written_in_the_new_shape_and_only_once() {
    let place = folder();
    let path = pack(place.path(), &[("events", EVENTS)]);
    let before = words(&loaded(&path));
    let looked = rewrite(std::slice::from_ref(&path), RewriteMode::Look).expect("sound");
    assert_eq!(text(&path.join("events.json")), EVENTS, "looking writes nothing");
    let said = fmt(&path);
    assert_eq!(said, looked);
    let [one] = &said[..] else { panic!("{said:?}") };
    assert_eq!((one.outcomes, one.events, one.projects, one.figures, one.numbers), (3, 2, 0, 2, 1));
    assert!(one.file.ends_with("events.json") && one.to == OutcomePlace::File);
    assert_eq!(text(&path.join("events.json")), EVENTS_AFTER);
    assert_eq!(text(&path.join("outcomes.json")), OUTCOMES_AFTER);
    assert_eq!(words(&loaded(&path)), before);
    let time = |name: &str| fs::metadata(path.join(name)).and_then(|data| data.modified()).expect("a time");
    let times = [time("events.json"), time("outcomes.json")];
    assert_eq!(fmt(&path), []);
    assert_eq!([time("events.json"), time("outcomes.json")], times);
    assert_eq!(fs::read_dir(&path).expect("listed").count(), 4, "nothing is left behind");
}

#[test]
fn outcomes_that_are_there_stay_first_and_keep_their_ids() {
    let place = folder();
    let there = "[\r\n\t{\"id\": \"first-outcome-1\", \"text\": \"T\", \"form\": \"pledge\", \"date\": \"2025\", \"sources\": [\"own\"]}\r\n]";
    let projects = r#"[{"id": "p", "title": "P", "date": "2024/2025", "link": "context", "summary": "S", "sources": ["own"], "outcomes": [{"text": "Of a project."}]}]"#;
    let path = pack(place.path(), &[("events", EVENTS), ("outcomes", there), ("projects", projects)]);
    let codes: Vec<Code> =
        archive::check(std::slice::from_ref(&path), false).iter().filter(|d| d.is_error()).map(|d| d.code).collect();
    assert_eq!(codes, [Code::SameId], "the made id is taken");
    let said = fmt(&path);
    assert_eq!(said.iter().map(|file| (file.events, file.projects)).collect::<Vec<_>>(), [(2, 0), (0, 1)]);
    let after = text(&path.join("outcomes.json"));
    assert!(after.starts_with(&there[..there.len() - 3]), "{after}");
    for part in
        ["\r\n\t{ \"id\": \"first-outcome-2\"", "\"id\": \"first-outcome-3\"", "\"project\": \"p\", \"date\": \"2024/2025\""]
    {
        assert!(after.contains(part), "{part}: {after}");
    }
    assert_eq!(archive::check(&[path], false).errors(), 0);
}

#[test]
fn one_file_keeps_its_mark_and_gets_a_list() {
    let place = folder();
    let path = place.path().join("old.json");
    let events = EVENTS.trim_end().replace('\n', "\n  ");
    let whole = |events: &str, outcomes: &str| {
        format!("\u{feff}{{\n  \"pack\": {INFO},\n  \"events\": {events}{outcomes},\n  \"sources\": {SOURCES}\n}}")
    };
    fs::write(&path, whole(&events, "")).expect("written");
    let before = words(&loaded(&path));
    assert_eq!(fmt(&path)[0].to, OutcomePlace::List);
    let indented = |text: &str| text.trim_end().replace('\n', "\n  ");
    let wanted = whole(&indented(EVENTS_AFTER), &format!(",\n  \"outcomes\": {}", indented(OUTCOMES_AFTER)));
    assert_eq!(text(&path), wanted);
    assert_eq!(words(&loaded(&path)), before);
    let empty = place.path().join("empty.json");
    let minified = format!(
        r#"{{"pack":{INFO},"outcomes":[],"events":[{{"id":"e","title":"E","date":"2025","kind":"visit","summary":"S","outcomes":[{{"text":"T"}}],"sources":["own"]}}],"sources":{SOURCES}}}"#
    );
    fs::write(&empty, &minified).expect("written");
    fmt(&empty);
    let made = r#""outcomes":[{"id":"e-outcome-1","text":"T","form":"discussion","event":"e","sources":["own"]}]"#;
    assert_eq!(text(&empty), minified.replace(r#""outcomes":[{"text":"T"}],"#, "").replacen(r#""outcomes":[]"#, made, 1));
}

#[test]
fn lines_come_behind_their_event() {
    let place = folder();
    let path = place.path().join("old.jsonl");
    let line = r#"{"type":"event","id":"e","title":"E","date":"2025","kind":"visit","summary":"S","sources":["own"],"outcomes":[{"text":"T"},{"text":"U"}]}"#;
    let source = r#"{"type": "source", "id": "own", "title": "O", "publisher": "P", "kind": "primary"}"#;
    for (end, last) in [("\n", "\n"), ("\r\n", ""), ("\n\n", "")] {
        fs::write(&path, format!("\u{feff}{source}{end}{line}{last}")).expect("written");
        let before = words(&loaded(&path));
        assert_eq!(fmt(&path)[0].to, OutcomePlace::Lines);
        let own = if end == "\r\n" { end } else { "\n" };
        let bare = line.replace(r#","outcomes":[{"text":"T"},{"text":"U"}]"#, "");
        let made = |number: usize, word: &str| {
            format!(
                r#"{{"type":"outcome","id":"e-outcome-{number}","text":"{word}","form":"discussion","event":"e","sources":["own"]}}"#
            )
        };
        assert_eq!(text(&path), format!("\u{feff}{source}{end}{bare}{own}{}{own}{}{last}", made(1, "T"), made(2, "U")));
        assert_eq!(words(&loaded(&path)), before);
        assert_eq!(fmt(&path), []);
    }
}

#[test]
fn what_is_faulty_is_told_as_check_tells_it_and_nothing_is_written() {
    let place = folder();
    let faulty = |events: &str| {
        let path = pack(place.path(), &[("events", events)]);
        let Err(RewriteError::Faulty(said)) = rewrite(std::slice::from_ref(&path), RewriteMode::Write) else {
            panic!("{events}")
        };
        assert_eq!(text(&path.join("events.json")), events);
        assert!(!path.join("outcomes.json").exists());
        (path, said.to_vec())
    };
    for events in [
        EVENTS.replacen("\"date\": \"2025-03-14\",", "\"date\": \"2025-03-14\"", 1),
        EVENTS.replacen("\"kind\"", "// a remark\n\"kind\"", 1),
        EVENTS.replacen("\"date\": \"2025-03-14\",", "\"date\": \"2025-13\",", 1),
        EVENTS.replacen("\"text\": \"Another.\"", "\"txt\": \"Another.\"", 1),
        EVENTS.trim_end().trim_end_matches(']').to_owned(),
    ] {
        let (path, said) = faulty(&events);
        let checked: Vec<_> = archive::check(&[path], false).iter().filter(|d| d.is_error()).cloned().collect();
        assert!(!said.is_empty() && checked.iter().all(|fault| said.contains(fault)), "{said:?}\n{checked:?}");
    }
    let (_, said) = faulty(&EVENTS.replacen("\"_remark\"", "\"due\"", 1));
    let [one] = &said[..] else { panic!("{said:?}") };
    assert!(one.code == Code::OldShape && one.message.contains("“due” of an outcome inside an event"), "{one}");
    let good = pack(&place.path().join("good"), &[("events", EVENTS)]);
    let bad = place.path().join("bad.json");
    fs::write(&bad, "{").expect("written");
    assert!(rewrite(&[good.clone(), bad], RewriteMode::Write).is_err());
    assert_eq!(text(&good.join("events.json")), EVENTS, "one faulty pack keeps the others as they were");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let place = folder();
    let (path, link) = (place.path().join("old.jsonl"), place.path().join("link.jsonl"));
    fs::write(&path, r#"{"type":"event","id":"e","title":"E","date":"2025","kind":"visit","summary":"S","sources":[],"figures":[{"value":"7"}]}"#)
        .expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    fmt(&link);
    assert!(link.is_symlink() && text(&path).contains(r#"{"as_reported":"7","value":7}"#), "{}", text(&path));
    assert_eq!(fs::metadata(&path).expect("data").permissions().mode() & 0o777, 0o640);
    fs::write(&path, text(&path).replace(r#""as_reported":"7","value":7"#, r#""value":"7""#)).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("set");
    let refused = rewrite(std::slice::from_ref(&path), RewriteMode::Write).expect_err("read-only").to_string();
    assert!(refused.contains("old.jsonl cannot be written") && refused.contains("writable"), "{refused}");
}

#[test]
fn a_large_file_is_written_line_by_line() {
    let place = folder();
    let path = place.path().join("large.jsonl");
    let summary = "s".repeat(4000);
    let line = |n: usize| {
        format!(
            r#"{{"type":"event","id":"e-{n}","title":"E","date":"2025","kind":"visit","summary":"{summary}","sources":[],"outcomes":[{{"text":"T {n}"}}]}}"#
        ) + "\n"
    };
    fs::write(&path, (0..6000).map(line).collect::<String>()).expect("written");
    assert!(fs::metadata(&path).expect("data").len() > archive::LARGE);
    let [one] = &fmt(&path)[..] else { panic!("one file") };
    assert_eq!((one.outcomes, one.events), (6000, 6000));
    let after = text(&path);
    assert!(after.lines().count() == 12_000 && !after.contains("\"outcomes\""));
    assert!(after.lines().nth(11_999).is_some_and(|line| line.contains(r#""id":"e-5999-outcome-1","text":"T 5999""#)));
}

/// Blanks that may stand anywhere between the parts of a file.
fn blanks() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just(" ".to_owned()), Just("\n  ".to_owned()), Just("\r\n\t".to_owned())]
}

/// A text as JSON.
fn said() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z \"\\\\{}\\[\\],:é日“”]{1,12}", "[0-9]{1,4}", Just("2,500".to_owned())]
        .prop_map(|text| serde_json::to_string(&format!("x{text}")).expect("JSON"))
}

/// An object of these members in any order but the first, with other members of any kind between, and blanks around all.
fn object(members: Vec<(String, BoxedStrategy<String>)>) -> BoxedStrategy<String> {
    let other = prop_oneof![
        said(),
        Just("null".to_owned()),
        Just("{\"outcomes\": [{\"value\": \"7\"}]}".to_owned()),
        Just("[1.0, [ ]]".to_owned())
    ];
    let (names, values): (Vec<String>, Vec<_>) = members.into_iter().unzip();
    let others = proptest::collection::vec(other, 0..3);
    (values, others, blanks(), blanks(), any::<prop::sample::Index>())
        .prop_map(move |(values, others, blank, colon, turn)| {
            let mut parts: Vec<String> =
                names.iter().zip(values).map(|(name, value)| format!("\"{name}\":{colon}{value}")).collect();
            parts.extend(others.iter().enumerate().map(|(n, value)| format!("\"_other{n}\"{colon}:{value}")));
            let turned = turn.index(parts.len());
            parts.rotate_left(turned);
            format!("{{{blank}{}{blank}}}", parts.join(&format!("{blank},{blank}")))
        })
        .boxed()
}

fn list(item: BoxedStrategy<String>, count: std::ops::Range<usize>) -> BoxedStrategy<String> {
    (proptest::collection::vec(item, count), blanks())
        .prop_map(|(items, blank)| format!("[{blank}{}{blank}]", items.join(&format!(",{blank}"))))
        .boxed()
}

fn events() -> BoxedStrategy<String> {
    let fixed = |text: &str| Just(text.to_owned()).boxed();
    let outcome = prop_oneof![
        object(vec![("text".to_owned(), said().boxed())]),
        object(vec![("text".to_owned(), said().boxed()), ("sources".to_owned(), fixed("[\"own\"]"))]),
        object(vec![
            ("topics".to_owned(), fixed("[\"energy\"]")),
            ("text".to_owned(), said().boxed()),
            ("sources".to_owned(), fixed("[]"))
        ]),
    ];
    let figure = prop_oneof![
        object(vec![("value".to_owned(), said().boxed())]),
        object(vec![("value".to_owned(), fixed("\"2,500\"")), ("unit".to_owned(), said().boxed())]),
        object(vec![("value".to_owned(), fixed("\"30\"")), ("as_reported".to_owned(), fixed("null"))]),
        object(vec![("value".to_owned(), fixed("\"some\"")), ("as_reported".to_owned(), said().boxed())]),
        object(vec![("value".to_owned(), fixed("4.5"))]),
    ];
    let (outcomes, figures) = (list(outcome.boxed(), 0..4), list(figure.boxed(), 0..3));
    let event = move |n: usize| {
        object(vec![
            ("id".to_owned(), Just(format!("\"e-{n}\"")).boxed()),
            ("title".to_owned(), said().boxed()),
            ("date".to_owned(), Just("\"2025\"".to_owned()).boxed()),
            ("kind".to_owned(), Just("\"visit\"".to_owned()).boxed()),
            ("summary".to_owned(), said().boxed()),
            ("sources".to_owned(), Just("[\"own\" , \"other\"]".to_owned()).boxed()),
            ("outcomes".to_owned(), outcomes.clone()),
            ("figures".to_owned(), figures.clone()),
        ])
    };
    (event(1), event(2), blanks())
        .prop_map(|(one, two, blank)| format!("{blank}[{blank}{one},{blank}{two}{blank}]{blank}"))
        .boxed()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_pack_says_the_same_in_the_new_shape(events in events(), has_outcomes in any::<bool>()) {
        let place = folder();
        let mut files = vec![("events", events.as_str())];
        if has_outcomes {
            files.push(("outcomes", r#"[{"id": "e-1-outcome-x", "text": "T", "form": "result", "event": "e-1", "figures": [{"value": "9"}]}]"#));
        }
        let directory = pack(place.path(), &files);
        let file = place.path().join("one.json");
        let rest: Vec<String> = files.iter().map(|(name, text)| format!(", \"{name}\": {text}")).collect();
        let rest = rest.concat();
        fs::write(&file, format!("{{\"pack\": {INFO}{rest}, \"sources\": {SOURCES}}}")).expect("written");
        for path in [&directory, &file] {
            let before = words(&loaded(path));
            fmt(path);
            prop_assert_eq!(words(&loaded(path)), before, "{}", path.display());
            prop_assert_eq!(fmt(path), vec![]);
            let said = archive::check(std::slice::from_ref(path), false);
            prop_assert!(said.iter().all(|d| d.code != Code::OldShape && !d.is_error()), "{:?}", said.to_vec());
        }
    }
}
