//! What is faulty in a pack is left out and told, the same in a pack of ten lines and of hundreds of thousands, in a list and on lines;
//! the same fault is told once, with its count and its first places.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::packs::folder;
use super::{Run, run};

/// Ten records, each fault once; the fault of each, if it has one.
fn records() -> Vec<(Value, Option<&'static str>)> {
    let event = |id: &str, field: &str, value: Value| {
        let mut event = json!({"type": "event", "id": id, "title": "A meeting", "date": "2025-03", "kind": "visit",
            "countries": ["KZ"], "summary": "They met.", "sources": ["s"]});
        if value.is_null() {
            event.as_object_mut().expect("an object").remove(field);
        } else {
            event[field] = value;
        }
        event
    };
    let source = json!({"type": "source", "id": "s", "title": "A report", "publisher": "A paper", "kind": "primary"});
    vec![
        (source, None),
        (event("sound", "title", "A sound meeting".into()), None),
        (event("undated", "date", "2025-13".into()), Some("“2025-13” is not a date: there is no such month")),
        (event("odd", "kind", "Picnic!".into()), Some("“Picnic!” cannot be a kind")),
        (event("untitled", "title", Value::Null), Some("“title” is missing from this event")),
        (event("open", "topics", json!(["nowhere"])), Some("there is no topic “nowhere”")),
        (event("wrong", "topics", json!(["KZ"])), Some("“KZ” is a country; a topic should stand here")),
        (event("sound", "title", "Again".into()), Some("“sound” is already the id of a record: ")),
        (
            event("energy", "title", "Energy".into()),
            Some("“energy” is already the id of a record: the bundled topics.json, line "),
        ),
        (event("last", "title", "A last meeting".into()), None),
    ]
}

fn lines() -> String {
    let lines: Vec<String> = records().iter().map(|(record, _)| format!("{record}\n")).collect();
    lines.concat()
}

/// Sound records that no query of these tests finds, a short line each.
fn filler(count: usize) -> String {
    let rest = "\"title\":\"E\",\"date\":\"1990\",\"kind\":\"visit\",\"summary\":\"S\",\"sources\":[\"s\"]";
    (0..count).map(|n| format!("{{\"type\":\"event\",\"id\":\"f-{n}\",{rest}}}\n")).collect::<Vec<_>>().concat()
}

/// Few lines of more than 16 MiB, which are quickly checked.
fn wide_topics() -> String {
    let words = "words ".repeat(600);
    (0..5000)
        .map(|n| format!("{{\"type\":\"topic\",\"id\":\"w-{n}\",\"name\":\"A topic\",\"notes\":[\"{words}\"]}}\n"))
        .collect::<Vec<_>>()
        .concat()
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, text).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

/// The first line of each fault.
fn told(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("error: ") || line.starts_with("warning: ")).collect()
}

fn list(path: &str) -> Run {
    run(&["list", "events", "--data", path, "--format", "ids", "-c", "KZ", "--date", "2025-03"])
}

#[test]
fn a_fault_is_told_in_the_same_words_in_a_pack_of_ten_lines_and_of_three_hundred_thousand() {
    let place = folder();
    let small = written(place.path(), "a/pack.jsonl", &lines());
    let large = written(place.path(), "b/pack.jsonl", &(lines() + &filler(300_000)));
    assert!(fs::metadata(&large).expect("there").len() > 16 << 20);
    let [few, many] = [&small, &large].map(|path| list(path));
    assert_eq!((few.code, many.code), (0, 0), "{}", few.err);
    assert_eq!(few.out, many.out);
    for id in ["sound", "open", "wrong", "last"] {
        assert!(few.out.lines().any(|line| line == id), "{id} is kept: {}", few.out);
    }
    assert!(["undated", "odd", "untitled"].iter().all(|id| !few.out.lines().any(|line| line == *id)), "{}", few.out);
    assert_eq!(few.err, many.err.replace(&large, &small));
    let wanted: Vec<&str> = records().into_iter().filter_map(|(_, fault)| fault).collect();
    assert_eq!(told(&few.err).len(), wanted.len(), "{}", few.err);
    for words in &wanted {
        assert_eq!(told(&few.err).iter().filter(|line| line.contains(words)).count(), 1, "{words}: {}", few.err);
    }
    assert!(few.err.contains(&format!("the id of a record: {small}, line 2")), "{}", few.err);
    assert!(few.err.contains("7 faults: a record with an error is left out, and a link to nowhere"), "{}", few.err);
    // The checker says the same, and with --strict nothing is shown.
    let large = written(place.path(), "c/pack.jsonl", &(lines() + &wide_topics()));
    assert!(fs::metadata(&large).expect("there").len() > 16 << 20);
    let [checked, large_checked] = [&small, &large].map(|path| run(&["check", path]));
    assert_eq!((checked.code, large_checked.code), (3, 3));
    assert_eq!(checked.out, large_checked.out.replace(&large, &small));
    let title = |line: &str| line.split_once(": ").map(|(_, title)| title.to_owned());
    let titles = |text: &str| told(text).into_iter().map(title).collect::<Vec<_>>();
    assert_eq!(titles(&checked.out), titles(&few.err));
    for path in [&small, &large] {
        let strict = run(&["list", "events", "--data", path, "--strict"]);
        assert_eq!((strict.code, strict.out.as_str()), (3, ""), "{}", strict.err);
        assert!(strict.err.contains("the packs cannot be used: 7 faults"), "{}", strict.err);
    }
}

#[test]
fn a_list_in_a_file_or_folder_leaves_out_the_same_as_lines() {
    let place = folder();
    let bare = |of_type: &str| -> Vec<Value> {
        let of = records().into_iter().map(|(record, _)| record).filter(|record| record["type"] == of_type);
        of.map(|mut record| {
            record.as_object_mut().expect("an object").remove("type");
            record
        })
        .collect()
    };
    let info = json!({"name": "mine", "title": "T", "version": "1"});
    let (events, sources) = (json!(bare("event")), json!(bare("source")));
    let lined = written(place.path(), "lines/mine.jsonl", &lines());
    let one = json!({"pack": info, "events": events, "sources": sources});
    let one = written(place.path(), "one/mine.json", &serde_json::to_string_pretty(&one).expect("JSON"));
    let directory = place.path().join("mine");
    for (name, value) in [("pack", &info), ("events", &events), ("sources", &sources)] {
        written(&directory, &format!("{name}.json"), &value.to_string());
    }
    let directory = directory.to_str().expect("UTF-8");
    let wanted = list(&lined);
    let words = |said: &Run, path: &str| -> Vec<String> {
        let mut told: Vec<String> = told(&said.err)
            .iter()
            .map(|line| line.replace(&format!("{path}/events.json"), "F").replace(path, "F"))
            .map(|line| line.split(", line ").next().unwrap_or_default().to_owned())
            .collect();
        told.sort_unstable();
        told
    };
    for path in [&one, directory] {
        let said = list(path);
        assert_eq!((said.code, &said.out), (0, &wanted.out), "{path}: {}", said.err);
        assert_eq!(words(&said, path), words(&wanted, &lined), "{}", said.err);
        assert_eq!(run(&["check", path]).code, 3);
    }
}

#[test]
fn one_fault_in_thousands_of_places_is_told_once_with_its_count_and_three_places() {
    let place = folder();
    let bad = |n: usize| format!("{{\"type\":\"topic\",\"id\":\"bad-{n}\",\"name\":{n}}}\n");
    let dangling = |n: usize| format!("{{\"type\":\"topic\",\"id\":\"open-{n}\",\"name\":\"N\",\"parent\":\"no-{n}\"}}\n");
    let one = (0..8000).map(bad).collect::<String>()
        + &(0..8000).map(dangling).collect::<String>()
        + "{\"type\":\"topic\",\"id\":\"t\",\"name\":\"N\"}\n";
    let small = written(place.path(), "small.jsonl", &one);
    let large = written(place.path(), "large.jsonl", &(one + &wide_topics()));
    assert!(fs::metadata(&large).expect("there").len() > 16 << 20);
    for path in [&small, &large] {
        for (said, all) in [
            (run(&["check", path]).out, "--all lists them"),
            (run(&["list", "topics", "--data", path, "--limit", "1"]).err, "cadialog check --all lists them"),
        ] {
            for (first, column) in [(1, 37), (8001, 51)] {
                let note = format!(
                    "the same at {path}:{}:{column}, {path}:{}:{column} and 7,997 more places; {all}",
                    first + 1,
                    first + 2
                );
                assert!(said.contains(&note), "{note}\n{said}");
            }
            assert!(said.lines().count() < 20, "{said}");
        }
    }
    let all = run(&["check", &small, "--all"]).out;
    assert_eq!(told(&all).len(), 16_000);
    let answer: Value = serde_json::from_str(&run(&["check", &small, "--format", "json"]).out).expect("JSON");
    assert_eq!((&answer["errors"], answer["results"].as_array().map(Vec::len)), (&16_000.into(), Some(16_000)));
}

#[test]
fn different_faults_of_one_record_are_each_told() {
    let place = folder();
    let path = written(place.path(), "own.jsonl", "{\"type\":\"event\",\"id\":\"Own\",\"title\":\"\",\"date\":\"2025-13\"}\n");
    let said = run(&["check", &path]).out;
    for words in ["error: “Own”", "“2025-13” is not a date", "“title” is empty"] {
        assert_eq!(told(&said).iter().filter(|line| line.contains(words)).count(), 1, "{words}: {said}");
    }
}

#[test]
fn a_file_of_another_shape_than_its_name_says_is_named_as_what_it_is() {
    let place = folder();
    let topic = "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"N\"}";
    let long: String = std::iter::repeat_n(format!("  {topic},\n"), 400_000).collect();
    let pack = json!({"pack": {"name": "p", "title": "T", "version": "1"}, "topics": []});
    let utf_16 =
        |text: &str| -> Vec<u8> { [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect() };
    let path = |name: &str| place.path().join(name);
    let cases: [(PathBuf, Vec<u8>, &str); 8] = [
        (
            path("array.jsonl"),
            format!("[\n  {topic},\n  {topic}\n]\n").into(),
            "this is a JSON array; a .jsonl file has one record a line",
        ),
        (
            path("long.jsonl"),
            format!("\n[\n{long}  {topic}\n]\n").into(),
            "this is a JSON array; a .jsonl file has one record a line",
        ),
        (path("pretty.jsonl"), serde_json::to_vec_pretty(&pack).expect("JSON"), "this is JSON over several lines"),
        (path("lines.json"), format!("{topic}\n{topic}\n").into(), "this is JSON Lines, one record a line"),
        (path("wide.jsonl"), utf_16(topic), "this is UTF-16"),
        (path("wide.json"), utf_16(&pack.to_string()), "this is UTF-16"),
        (path("empty.json"), Vec::new(), "the file is empty"),
        (path("empty.jsonl"), Vec::new(), "it holds no record"),
    ];
    for (path, bytes, wanted) in cases {
        fs::write(&path, bytes).expect("written");
        let path = path.to_str().expect("UTF-8");
        let (check, list) = (run(&["check", path]), run(&["list", "topics", "--data", path]));
        assert_eq!((check.code, list.code, list.out.as_str()), (3, 3, ""), "{path}");
        for said in [&check.out, &list.err] {
            assert!(told(said).len() == 1 && said.contains(wanted), "{path}: {said}");
        }
    }
    fs::create_dir(path("folder")).expect("made");
    written(&path("folder"), "topics.json", "[{\"id\": \"own\", \"name\": \"N\"}]");
    let said = run(&["list", "topics", "--data", path("folder").to_str().expect("UTF-8")]);
    assert!(said.code == 3 && said.err.contains("this directory has no pack.json"), "{}", said.err);
}

#[test]
fn marks_line_ends_and_a_last_line_cut_short_keep_no_other_record_out() {
    let place = folder();
    let topic = |n: usize| format!("{{\"type\":\"topic\",\"id\":\"own-{n}\",\"name\":\"A topic with a name of its own\"}}\r\n");
    for more in [String::new(), wide_topics()] {
        let text = format!("\u{feff}{}{}{more}{{\"type\":\"topic\",\"id\":\"cut", topic(0), topic(1));
        let path = written(place.path(), "own.jsonl", &text);
        let said = run(&["show", "own-0", "own-1", "--data", &path]);
        assert_eq!(said.code, 0, "{}", said.err);
        let line = text.matches('\n').count() + 1;
        let is_told = said.err.contains("this text is never closed") && said.err.contains(&format!("own.jsonl:{line}:"));
        assert!(is_told, "{}", said.err);
        assert!(!said.out.contains("no longer to be read"), "{}", said.out);
    }
    let header = written(place.path(), "header.jsonl", "{\"type\":\"pack\",\"name\":\"h\",\"title\":\"T\",\"version\":\"1\"}\n");
    assert_eq!(run(&["check", &header]).code, 0);
    assert_eq!(run(&["list", "topics", "--no-bundled", "--data", &header]).code, 1, "no record is no fault");
}

#[test]
fn what_a_pack_says_of_itself_may_be_faulty_and_a_file_of_a_folder_too() {
    let place = folder();
    let directory = place.path().join("my.pack");
    written(&directory, "pack.json", "{\"name\": \"mine\", \"title\": \"T\"}");
    written(&directory, "topics.json", "[{\"id\": \"own\", \"name\": \"N\"}]");
    written(&directory, "people.json", "not JSON");
    let path = directory.to_str().expect("UTF-8");
    let said = run(&["search", "pack:my.pack", "--data", path, "--format", "ids"]);
    assert_eq!((said.code, said.out.as_str()), (0, "own\n"), "{}", said.err);
    assert!(said.err.contains("“version” is missing") && said.err.contains("people.json:1:1"), "{}", said.err);
    assert_eq!(run(&["search", "pack:my.pack", "--data", path, "--strict"]).code, 3);
}

#[test]
fn placeholders_are_warnings_with_their_places() {
    let place = folder();
    let path = place.path().join("steppe");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(run(&["pack", "new", path]).code, 0);
    for arguments in [&["check", path, "--all"][..], &["check", path, "--all", "--strict"]] {
        let said = run(arguments);
        assert_eq!(said.code, 0, "{}", said.out);
        assert!(said.err.starts_with("cadialog: 0 errors, ") && !said.err.contains(" 0 warnings"), "{}", said.err);
        let titles = "warning: “To complete: title of the event” is still to be written (record “steppe-first-event”)";
        assert!(said.out.contains(titles) && said.out.contains("steppe/events.json:4:14"), "{}", said.out);
        assert!(said.out.contains("steppe/pack.json:6:18") && said.out.contains("steppe/thesaurus.json:"), "{}", said.out);
    }
    let said = run(&["check", path]).out;
    assert_eq!(told(&said).iter().filter(|line| line.contains("is still to be written")).count(), 1, "{said}");
    let all: String =
        fs::read_dir(path).expect("there").map(|file| fs::read_to_string(file.expect("a file").path()).expect("text")).collect();
    for words in ["KZ", "Asia", "Japan", "<"] {
        assert!(!all.contains(words), "{words}: {all}");
    }
    for values in ["“kind” is one of summit, ", "“form” is one of agreement, pledge, ", "“state” is one of announced, begun, "]
    {
        assert!(all.contains(values), "{values}: {all}");
    }
    let alone = run(&["list", "events", "--data", path, "--no-bundled", "--format", "ids"]);
    assert_eq!(
        (alone.code, alone.out.as_str()),
        (0, "steppe-first-event\n"),
        "it names nothing that is not in it: {}",
        alone.err
    );
}
