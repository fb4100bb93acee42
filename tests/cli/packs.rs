//! Packs on the command line: `check`, `draft`, `pack new`, `--data`, `--no-bundled`, the schema.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Run, ended, program, run};

const GOOD: &str = "tests/packs/good/directory";
const BAD: &str = "tests/packs/bad/month-13.json";

/// A pack of one topic in a file of its own.
pub(super) fn topic(folder: &Path, name: &str, id: &str) -> String {
    let path = folder.join(format!("{name}.json"));
    let text = format!(
        "{{\"pack\": {{\"name\": \"{name}\", \"title\": \"T\", \"version\": \"7\"}}, \"topics\": [{{\"id\": \"{id}\", \"name\": \"Topic {id}\"}}]}}"
    );
    fs::write(&path, text).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

pub(super) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a directory")
}

#[test]
fn every_situation_with_packs_has_its_exit_code() {
    let place = folder();
    let (text, undated, latin) = (place.path().join("r.txt"), place.path().join("u.txt"), place.path().join("l.txt"));
    fs::write(&text, "The ministers met in Tokyo on March 14, 2025.").expect("written");
    fs::write(&undated, "The ministers met.").expect("written");
    fs::write(&latin, b"The ministers met in Osh\xe9 on March 14, 2025.").expect("written");
    let shown = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let (text, undated, latin, new) = (shown(&text), shown(&undated), shown(&latin), shown(&place.path().join("new-pack")));
    for (arguments, code, about) in [
        (&["check", GOOD][..], 0, "a sound pack"),
        (&["check", BAD], 3, "a faulty pack"),
        (&["check", GOOD, BAD], 3, "a sound and a faulty pack"),
        (&["check", BAD, "--format", "json"], 3, "a faulty pack, as JSON"),
        (&["check", "tests/packs/bad/unknown-field.json"], 0, "a doubtful pack"),
        (&["check", "tests/packs/bad/unknown-field.json", "--strict"], 3, "a doubtful pack, with --strict"),
        (&["check", "/nowhere/pack"], 4, "a pack that is not there"),
        (&["check"], 2, "nothing to check"),
        (&["check", GOOD, "--format", "xml"], 2, "an unknown format"),
        (&["list", "--data", GOOD], 0, "records of two packs"),
        (&["list", "--data", BAD], 0, "records of a faulty pack"),
        (&["list", "--data", BAD, "--strict"], 3, "records of a faulty pack, with --strict"),
        (&["list", "--data", "tests/packs/bad/not-json.json"], 3, "records of a pack of which nothing can be read"),
        (&["list", "--data", "/nowhere/pack"], 4, "records of a pack that is not there"),
        (&["list", "--data"], 2, "--data without a path"),
        (&["list", "--no-bundled"], 2, "no pack at all"),
        (&["list", "--no-bundled", "--data", "tests/packs/good/only-info.json"], 1, "a pack without a record"),
        (&["show", "my-meeting", "--data", GOOD], 0, "a record of the user's own"),
        (&["show", "my-meeting"], 2, "the same without its pack"),
        (&["draft", &text], 0, "a text"),
        (&["draft", &undated], 2, "a text without a date"),
        (&["draft", &undated, "--published", "2025"], 0, "a text without a date, with the year of its publication"),
        (&["draft", &text, "--published", "2025-02-30"], 2, "a day of publication that is none"),
        (&["draft", &latin], 0, "a text that is not UTF-8"),
        (&["draft", "/nowhere/text"], 4, "a text that is not there"),
        (&["draft", "/"], 4, "a directory for a text"),
        (&["pack", "new", &new], 0, "a new pack"),
        (&["pack", "new", &new], 2, "a new pack where one is"),
        (&["pack", "new", "Not A Name"], 2, "a name that no pack can have"),
        (&["pack", "new", "/nowhere/to/be/found/pack"], 4, "a new pack in no place"),
        (&["pack"], 2, "a pack, but what"),
        (&["pack", "fmt", GOOD], 0, "a pack in the new shape"),
        (&["pack", "fmt", "--check", GOOD], 0, "the same, looked at"),
        (&["pack", "fmt", "tests/packs/bad/comment.json"], 3, "a faulty pack to be written"),
        (&["pack", "fmt", "/nowhere/pack"], 4, "a pack to be written that is not there"),
        (&["pack", "fmt"], 2, "nothing to write"),
        (&["schema", "pack"], 0, "the schema of packs"),
    ] {
        let Run { out, err, code: ended } = run(arguments);
        assert_eq!(ended, code, "{about}: {arguments:?}\n{out}{err}");
        let is_silent = !matches!(arguments[0], "check" | "pack") && code >= 2;
        assert!(!is_silent || out.is_empty(), "{about}: an error prints no data, but there was\n{out}");
        assert!(code < 2 || !err.is_empty(), "{about}: an error says what is wrong");
        assert!(!err.contains("panicked"), "{about}: {err}");
    }
}

#[test]
fn check_prints_faults_as_data_and_their_number_as_a_remark() {
    let said = run(&["check", BAD]);
    assert!(
        said.out.starts_with("error: ") && said.out.contains("month-13.json:") && said.out.contains("= help: "),
        "{}",
        said.out
    );
    assert_eq!(said.err, "cadialog: 1 error, 0 warnings\n");
    let fine = run(&["check", GOOD]);
    assert_eq!((fine.out.as_str(), fine.err.as_str()), ("", "cadialog: 0 errors, 0 warnings\n"));
    let coloured = run(&["check", BAD, "--color", "always"]).out;
    assert!(coloured.contains("\u{1b}[") && !said.out.contains('\u{1b}'));
}

#[test]
fn check_tells_the_same_as_json() {
    let said = run(&["check", BAD, "--format", "json"]);
    let answer: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((&answer["schema"], &answer["errors"], &answer["warnings"]), (&"cadialog.check/1".into(), &1.into(), &0.into()));
    let results = answer["results"].as_array().expect("results");
    assert_eq!(results.len(), 1);
    assert_eq!((&results[0]["code"], &results[0]["file"]), (&"date".into(), &BAD.into()));
    assert!(results.iter().all(|one| one["help"].as_str().is_some_and(|help| !help.is_empty())));
    let fine: Value = serde_json::from_str(&run(&["check", GOOD, "--format", "json"]).out).expect("JSON");
    assert_eq!((&fine["errors"], fine["results"].as_array().map(Vec::len)), (&0.into(), Some(0)));
}

#[test]
fn a_new_pack_is_checked_shown_and_found_without_an_edit() {
    let place = folder();
    let new = place.path().join("steppe");
    let path = new.to_str().expect("UTF-8");
    let begun = run(&["pack", "new", path]);
    assert!(begun.out.lines().all(|line| Path::new(line).is_file()) && begun.out.lines().count() == 10, "{}", begun.out);
    assert!(begun.err.contains(&format!("cadialog check {path}")) && begun.err.contains(&format!("cadialog --data {path}")));
    assert_eq!(run(&["check", path, "--strict"]).code, 0);
    let listed = run(&["list", "events", "--data", path, "--no-bundled", "--format", "ids"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, "steppe-first-event\n"), "{}", listed.err);
    let found = run(&["search", "pack:steppe", "--data", path, "--format", "ids"]).out;
    let mut found: Vec<&str> = found.lines().collect();
    found.sort_unstable();
    let all = ["agreement", "body", "event", "person", "place", "pledge", "quote", "source", "topic"];
    assert_eq!(found, all.map(|what| format!("steppe-first-{what}")));
}

#[test]
fn a_pack_of_the_old_shape_is_written_in_the_new_one_with_a_word_on_each_file() {
    let place = folder();
    let path = place.path().join("old.jsonl");
    let event = |id: &str| {
        format!(
            "{{\"type\": \"event\", \"id\": \"{id}\", \"title\": \"E\", \"date\": \"2025\", \"kind\": \"visit\", \"summary\": \"S\", \"sources\": [], \
            \"outcomes\": [{{\"text\": \"T\"}}, {{\"text\": \"U\"}}], \"figures\": [{{\"value\": \"30\"}}, {{\"value\": \"many\"}}]}}\n"
        )
    };
    let whole = event("one") + &event("two");
    fs::write(&path, &whole).expect("written");
    let path = path.to_str().expect("UTF-8");
    let warned = run(&["check", path]);
    assert!(warned.code == 0 && warned.out.matches("has the old shape").count() == 1, "{}", warned.out);
    assert!(warned.out.contains(&format!("cadialog pack fmt {path}")), "{}", warned.out);
    let looked = run(&["pack", "fmt", "--check", path]);
    let wanted = format!(
        "{path}: 4 outcomes of 2 events would be moved to lines of their own; 4 figures would be kept as reported, 2 of them also as numbers\n"
    );
    assert_eq!((looked.code, looked.out), (1, wanted));
    assert_eq!(fs::read_to_string(path).expect("read"), whole);
    let written = run(&["pack", "fmt", path]);
    let wanted = format!(
        "{path}: 4 outcomes of 2 events moved to lines of their own; 4 figures kept as reported, 2 of them also as numbers\n"
    );
    assert_eq!((written.code, written.out), (0, wanted));
    let again = run(&["pack", "fmt", path]);
    assert_eq!((again.code, again.out.as_str(), again.err.as_str()), (0, "", "cadialog: the pack has the new shape already\n"));
    assert!(!run(&["check", path]).out.contains("old shape"));
}

#[test]
fn several_packs_stand_beside_each_other_and_each_record_says_its_own() {
    let place = folder();
    let (one, two) = (topic(place.path(), "one", "first-own"), topic(place.path(), "two", "second-own"));
    let both = ["--data", &one, "--data", &two];
    let search = |query: &str| run(&[&["search", query, "--format", "ids"], &both[..]].concat());
    assert_eq!(search("pack:one").out, "first-own\n");
    assert_eq!(search("pack:two").out, "second-own\n");
    assert_eq!(search("pack:one,two").out.lines().count(), 2);
    for (id, pack, others) in [
        ("first-own", "one 7", ["two 7", "central-asia"]),
        ("second-own", "two 7", ["one 7", "central-asia"]),
        ("td-13-2025", "central-asia-plus-japan 20", ["one 7", "two 7"]),
    ] {
        let page = run(&[&["show", id], &both[..]].concat()).out;
        let last = page.trim_end().lines().last().expect("a last line").to_owned();
        assert!(last.contains(pack) && !others.iter().any(|other| last.contains(other)), "{id}: {last}");
    }
    let alone = run(&["list", "topics", "--no-bundled", "--data", &one, "--format", "ids"]);
    assert_eq!((alone.out.as_str(), alone.code), ("first-own\n", 0));
    let clash = run(&["list", "--data", &one, "--data", &one]);
    assert_eq!(clash.code, 3);
    assert!(clash.err.contains("one.json") && clash.out.is_empty(), "{}", clash.err);
}

#[test]
fn every_fault_of_a_named_pack_is_told_at_once() {
    let said = run(&["list", "--data", BAD, "--data", "tests/packs/bad/title-missing.json", "--strict"]);
    assert_eq!((said.code, said.out.as_str()), (3, ""));
    assert!(said.err.starts_with("cadialog: the packs cannot be used: 5 faults\n"), "{}", said.err);
    assert!(said.err.contains("month-13.json") && said.err.contains("title-missing.json"), "{}", said.err);
}

#[test]
fn a_bad_line_is_told_and_the_rest_is_used() {
    let said = run(&["list", "--data", "tests/packs/bad/one-bad-line.jsonl", "--format", "ids"]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("one-bad-line.jsonl:5:") && said.err.contains("= help: "), "{}", said.err);
    assert!(said.out.contains("line-1") && !said.out.contains("no-date"));
}

#[test]
fn a_directory_without_its_description_is_refused_with_what_to_do() {
    for arguments in [&["check", "tests/packs/bad/no-info"][..], &["list", "--data", "tests/packs/bad/no-info"]] {
        let said = run(arguments);
        let all = said.out + &said.err;
        assert!(said.code == 3 && all.contains("pack.json") && all.contains("= help: "), "{all}");
    }
}

#[test]
fn ids_and_paths_that_look_like_options_or_leave_the_folder_do_no_harm() {
    let place = folder();
    for id in ["../../etc/passwd", "--help", "-x", "a/b", "a b", "\\u001b[2J", "con:"] {
        let path = topic(place.path(), "hostile", id);
        let said = run(&["list", "--data", &path]);
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{id}");
        assert!(said.err.contains("hostile.json") && !said.err.contains('\u{1b}'), "{id}: {}", said.err);
        assert_eq!(run(&["check", &path]).code, 3, "{id}");
    }
    let written = topic(place.path(), "--strict", "own");
    assert_eq!(fs::read(&written).map(|bytes| bytes.is_empty()).ok(), Some(false));
    let from_there = |arguments: &[&str]| ended(program().current_dir(place.path()).args(arguments).output().expect("runs"));
    assert_eq!(from_there(&["check", "--strict.json"]).code, 2, "an unknown option");
    assert_eq!(from_there(&["check", "--", "--strict.json"]).code, 3, "“--strict” is no name of a pack");
    assert_eq!(from_there(&["pack", "new", "--", "-rf"]).code, 2, "nor is “-rf”");
    assert!(!place.path().join("-rf").exists());
    for name in ["..", "a/../..", "."] {
        assert_eq!(from_there(&["pack", "new", name]).code, 2, "{name}");
    }
    let hidden = place.path().join("e\u{202e}vil\u{1b}[2J.json");
    fs::write(&hidden, "{").expect("written");
    let said = run(&["check", hidden.to_str().expect("UTF-8")]);
    assert!(said.code == 3 && !(said.out + &said.err).contains(['\u{1b}', '\u{202e}']));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_refused_and_never_waited_for() {
    let place = folder();
    let pipe = place.path().join("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let path = pipe.to_str().expect("UTF-8");
    for arguments in [&["check", path][..], &["list", "--data", path]] {
        let output = program().args(arguments).timeout(std::time::Duration::from_mins(1)).output().expect("runs");
        let said = ended(output);
        assert!(said.code == 4 && (said.out + &said.err).contains("named pipe"), "{arguments:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    let many = folder();
    let path = many.path().join("many.jsonl");
    fs::write(&path, "{\"type\": \"topic\"}\n".repeat(2000)).expect("written");
    let path = path.to_str().expect("UTF-8");
    for (arguments, code) in [(&["schema", "pack"][..], 0), (&["check", path], 0), (&["check", path, "--format", "json"], 0)] {
        let mut child =
            Command::new(program).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_schema_of_packs_is_one_and_accepts_a_new_pack() {
    let schema: Value = serde_json::from_str(&run(&["schema", "pack"]).out).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let read = |path: PathBuf| -> Value { serde_json::from_str(&fs::read_to_string(path).expect("read")).expect("JSON") };
    assert!(validator.is_valid(&read("tests/packs/good/one-file.json".into())));
    assert!(!validator.is_valid(&read(BAD.into())));
}

/// Sound events that name no country and no source: two warnings each.
fn doubtful(count: usize) -> String {
    let rest = "\"title\": \"E\", \"date\": \"2025\", \"kind\": \"visit\", \"summary\": \"S\", \"sources\": []";
    let events: Vec<String> = (0..count).map(|n| format!("{{\"type\": \"event\", \"id\": \"e-{n}\", {rest}}}\n")).collect();
    events.concat()
}

#[test]
fn warnings_are_counted_to_the_last_and_never_make_a_sound_pack_faulty() {
    let place = folder();
    let path = place.path().join("many.jsonl");
    for events in [500, 501, 6000] {
        fs::write(&path, doubtful(events)).expect("written");
        let path = path.to_str().expect("UTF-8");
        let said = run(&["check", path]);
        assert_eq!((said.code, said.err), (0, format!("cadialog: 0 errors, {} warnings\n", 2 * events)), "{events}");
        assert!(said.out.lines().count() < 30, "the same once: {}", said.out);
        let more = if events == 6000 { "5,997".to_owned() } else { (events - 3).to_string() };
        let note = format!("the same at {path}:2:25, {path}:3:25 and {more} more places; --all lists them");
        assert!(said.out.contains(&note), "{note}: {}", said.out);
        let all = run(&["check", path, "--all"]);
        let listed = all.out.matches("warning: ").count();
        assert_eq!(listed, 2 * events);
        let answer: Value = serde_json::from_str(&run(&["check", path, "--format", "json"]).out).expect("JSON");
        assert_eq!((&answer["errors"], &answer["warnings"]), (&0.into(), &(2 * events).into()));
        assert_eq!(answer["results"].as_array().map(Vec::len), Some(listed), "JSON keeps every one");
        assert!(answer["results"].as_array().expect("results").iter().all(|one| one["severity"] == "warning"));
        assert_eq!(run(&["list", "--data", path, "--limit", "1"]).code, 0);
    }
}

#[test]
fn the_same_fault_is_told_once_wherever_it_is_told() {
    let place = folder();
    let path = place.path().join("slips.jsonl");
    let slip = |n| format!("{{\"type\": \"topic\", \"id\": \"t-{n}\", \"name\": {n}}}\n");
    fs::write(&path, (0..1000).map(slip).collect::<String>() + "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"N\"}\n")
        .expect("written");
    let path = path.to_str().expect("UTF-8");
    let said = run(&["list", "topics", "--data", path]);
    assert_eq!(said.code, 0);
    assert!(
        said.err.lines().count() < 12 && said.err.contains("and 997 more places; cadialog check --all lists them"),
        "{}",
        said.err
    );
    let missing: Vec<String> = (0..300).map(|n| format!("{}/missing-{n}", place.path().display())).collect();
    let call: Vec<&str> = std::iter::once("list").chain(missing.iter().flat_map(|path| ["--data", path])).collect();
    let said = run(&call);
    assert!(said.code == 4 && said.err.contains("300 faults") && said.err.contains("and 297 more places"), "{}", said.err);
    assert!(said.err.lines().count() < 12, "{}", said.err);
}
