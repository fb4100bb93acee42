//! Packs from the file system: what loads, what does not and why, and that schema, checker and reader agree.
//! `tests/packs/bad` holds packs with faults, each with what `check` says of it in a file `.expected`
//! (`UPDATE_EXPECTED=1 cargo test --test packs` writes them anew: read the differences); `tests/packs/good` holds sound ones.

#[path = "packs/agreement.rs"]
mod agreement;
#[path = "fuzz/bodies.rs"]
mod bodies;
#[path = "common/cases.rs"]
mod cases;
#[path = "packs/concepts.rs"]
mod concepts;
#[path = "packs/differences.rs"]
mod differences;
#[path = "packs/fmt.rs"]
mod fmt;
#[path = "packs/hostile.rs"]
mod hostile;
#[path = "packs/merge.rs"]
mod merge;
#[path = "packs/merging.rs"]
mod merging;

use std::fs;
use std::path::{Path, PathBuf};

use cadialog::archive::{self, Archive, Base, Code, Diagnostic, Pack, Severity};
use serde_json::{Value, json};

/// The packs of a directory, in order of their names, with paths relative to the crate, so that messages are the same anywhere.
fn packs(directory: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(directory)
        .expect("the directory of packs")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_none_or(|e| e != "expected"))
        .collect();
    found.sort();
    found
}

fn check(path: &Path) -> Vec<Diagnostic> {
    archive::check(&[path.to_owned()], false).to_vec()
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECTED").is_some()
}

/// The bundled pack grows; where its records stand is not what these tests are about.
fn without_lines_of_the_bundled_pack(said: &str) -> String {
    let mut parts = said.split("the bundled ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| match part.split_once(".json, line ") {
        Some((file, rest)) if file.chars().all(char::is_alphabetic) => {
            whole + "the bundled " + file + ".json, line N" + rest.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => whole + "the bundled " + part,
    })
}

#[test]
fn every_bad_pack_gets_the_diagnostics_expected_of_it() {
    let packs = packs("tests/packs/bad");
    assert!(packs.len() >= 40, "only {} bad packs", packs.len());
    let mut different = Vec::new();
    for path in packs {
        let said: Vec<String> = check(&path).iter().map(|d| format!("[{}]\n{d}\n", d.code.name())).collect();
        assert!(!said.is_empty(), "{} passes", path.display());
        let said = without_lines_of_the_bundled_pack(&said.join("\n"));
        assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{} drives the terminal", path.display());
        let file = path.with_added_extension("expected");
        if updating() {
            fs::write(&file, &said).expect("written");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if expected != said {
            different.push(format!("--- {} expected\n{expected}\n--- said\n{said}", path.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn every_good_pack_passes_and_loads_beside_the_bundled_one() {
    let bundled = Archive::bundled().expect("bundled").len();
    for path in packs("tests/packs/good") {
        let said = check(&path);
        assert!(said.is_empty(), "{}: {}", path.display(), said[0]);
        let loaded = archive::load(Base::Bundled, std::slice::from_ref(&path)).expect("loads");
        assert!(loaded.diagnostics.is_empty(), "{}", path.display());
        let own = Pack::open(&path).expect("opens").0.records.len();
        let replaced = usize::from(path.ends_with("override.json"));
        assert_eq!(loaded.archive.len(), bundled + own - replaced, "{}", path.display());
    }
}

#[test]
fn the_reader_leaves_out_what_the_checker_calls_an_error_and_no_more() {
    for path in packs("tests/packs/bad") {
        let faulty = check(&path).iter().any(Diagnostic::is_error);
        match archive::load(Base::Bundled, std::slice::from_ref(&path)) {
            Ok(loaded) => assert_eq!(faulty, loaded.diagnostics.iter().any(Diagnostic::leaves_out), "{}", path.display()),
            Err(said) => assert!(faulty && said.iter().all(Diagnostic::is_error), "{}: {}", path.display(), said[0]),
        }
    }
}

#[test]
fn the_bundled_pack_passes_in_strict_mode() {
    let mut said = archive::check(&[PathBuf::from("data")], true).to_vec();
    // Of a few meetings it is known only that they took place.
    said.retain(|d| d.code != Code::NoCountry || d.severity != Severity::Warning);
    assert_eq!(said, []);
}

#[test]
fn the_schema_in_assets_is_that_of_the_types() {
    let made = serde_json::to_string_pretty(&archive::generate_schema()).expect("JSON") + "\n";
    if updating() {
        fs::write("assets/pack.schema.json", &made).expect("written");
    }
    let kept = fs::read_to_string("assets/pack.schema.json").expect("the schema");
    assert!(kept == made, "assets/pack.schema.json is out of date: UPDATE_EXPECTED=1 cargo test --test packs");
}

/// The pack as the one JSON value that the schema describes; none if it is no JSON.
fn as_one_value(path: &Path) -> Option<Value> {
    let parse = |path: &Path| {
        let text = fs::read_to_string(path).ok()?;
        serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).ok()
    };
    let plural = |name: &str| match name {
        "concept" | "thesaurus" => Some("thesaurus"),
        _ => Some(cadialog::record::RecordType::named(name)?.plural()),
    };
    if path.is_dir() {
        let mut whole = json!({});
        for file in
            fs::read_dir(path).ok()?.flatten().map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "json"))
        {
            let stem = file.file_stem()?.to_string_lossy().into_owned();
            if stem == "pack" || plural(&stem) == Some(&stem) {
                whole[stem] = parse(&file)?;
            }
        }
        return Some(whole);
    }
    if path.extension()? == "json" {
        return parse(path);
    }
    let mut whole = json!({"pack": {"name": "lines", "title": "Lines", "version": "1"}});
    let text = String::from_utf8(fs::read(path).ok()?).ok()?;
    for line in text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty()) {
        let mut record: Value = serde_json::from_str(line).ok()?;
        let of_type = record.get("type")?.as_str()?.to_owned();
        if of_type == "pack" {
            record.as_object_mut()?.remove("type");
            whole["pack"] = record;
        } else {
            let list = whole.as_object_mut()?.entry(plural(&of_type)?).or_insert(json!([]));
            list.as_array_mut()?.push(record);
        }
    }
    whole.as_object().is_some_and(|whole| whole.len() > 1).then_some(whole)
}

/// Faults that a schema can see; the others lie between records, in the JSON, or in the calendar.
fn seen_by_a_schema(fault: &Diagnostic) -> bool {
    let calendar =
        fault.code == Code::Date && (fault.message.contains("-02-30") || fault.message.contains("ends before it begins"));
    let code = matches!(
        fault.code,
        Code::MissingField
            | Code::WrongType
            | Code::OutOfRange
            | Code::UnknownValue
            | Code::Date
            | Code::Id
            | Code::PackName
            | Code::SchemaVersion
            | Code::NotAPack
    );
    // A kind that nobody declares is kept, with a warning.
    code && fault.is_error() && !calendar
}

#[test]
fn the_schema_agrees_with_checker_and_reader() {
    let schema = serde_json::from_str(archive::SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let mut refused = 0;
    for path in packs("tests/packs/bad").into_iter().chain(packs("tests/packs/good")).chain([PathBuf::from("data")]) {
        let Some(value) = as_one_value(&path) else { continue };
        let said = check(&path);
        if said.iter().any(|d| d.code == Code::TooDeep) {
            continue; // the checker does not look further there
        }
        let wanted = said.iter().any(seen_by_a_schema);
        let found: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert_eq!(wanted, !found.is_empty(), "{}: checker {said:?}, schema {found:?}", path.display());
        refused += usize::from(wanted);
    }
    assert!(refused >= 20, "the schema was tried on {refused} faulty packs only");
}

#[test]
fn one_bad_line_leaves_the_others_usable() {
    let path = PathBuf::from("tests/packs/bad/one-bad-line.jsonl");
    let loaded = archive::load(Base::Bundled, &[path]).expect("loads");
    assert!((1..=5).all(|n| loaded.archive.id(&format!("line-{n}")).is_some()));
    let [fault] = &loaded.diagnostics[..] else { panic!("{:?}", loaded.diagnostics) };
    assert_eq!((fault.line, fault.code, fault.record.as_deref()), (Some(5), Code::MissingField, Some("no-date")));
}

#[test]
fn a_field_that_is_not_read_is_told_once() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("slips.json");
    let topics: Vec<String> = (0..9).map(|n| format!(r#"{{"id": "t{n}", "name": "T", "descripton": "lost"}}"#)).collect();
    let pack = format!(r#"{{"pack": {{"name": "slips", "title": "T", "version": "1"}}, "topics": [{}]}}"#, topics.join(","));
    fs::write(&path, pack).expect("written");
    let [told] = &archive::load(Base::Bundled, &[path]).expect("loads").diagnostics[..] else { panic!("once") };
    assert_eq!((told.code, told.severity), (Code::UnknownField, Severity::Warning));
    assert!(told.help.contains("description"), "{told}");
}

#[test]
fn a_link_to_a_line_left_out_is_dropped_with_a_word() {
    let path = PathBuf::from("tests/packs/bad/bad-and-named.jsonl");
    let loaded = archive::load(Base::Bundled, &[path]).expect("loads");
    assert!(loaded.archive.id("q").is_some() && loaded.archive.id("lost").is_none());
    let dropped = loaded.diagnostics.iter().find(|d| d.code == Code::Dangling).expect("told");
    assert_eq!((dropped.severity, dropped.record.as_deref()), (Severity::Warning, Some("q")));
}

#[test]
fn several_packs_refer_to_one_another_and_every_record_knows_its_own() {
    let folder = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path
    };
    let first = write(
        "first.json",
        r#"{"pack": {"name": "first", "title": "First", "version": "1"}, "topics": [{"id": "steppe", "name": "Steppe"}]}"#,
    );
    let second = write(
        "second.json",
        r#"{"pack": {"name": "second", "title": "Second", "version": "1"},
            "topics": [{"id": "grass", "name": "Grass", "parent": "steppe"}, {"id": "energy", "name": "Power", "override": true}]}"#,
    );
    let loaded = archive::load(Base::Bundled, &[first.clone(), second.clone()]).expect("loads").archive;
    let pack_of = |id: &str| loaded.pack_of(loaded.id(id).expect(id)).name.clone();
    assert_eq!(["steppe", "grass", "energy", "KZ"].map(pack_of), ["first", "second", "second", "central-asia-plus-japan"]);
    assert_eq!(loaded.record(loaded.id("energy").expect("energy")).title(), "Power");
    assert_eq!(loaded.packs().len(), 3);
    // In the other order the parent is not there yet for a reader, but a pack may also name what comes later.
    archive::load(Base::Bundled, &[second.clone(), first.clone()]).expect("loads too");
    let alone = archive::load(Base::Nothing, &[second]).expect("loads, though steppe and energy are elsewhere");
    assert_eq!(
        alone.diagnostics.iter().map(|d| (d.code, d.record.as_deref())).collect::<Vec<_>>(),
        [(Code::Dangling, Some("grass"))]
    );
    let twice = archive::load(Base::Bundled, &[first.clone(), first]).expect_err("twice the same pack");
    assert!(twice.iter().any(|d| d.code == Code::SamePack), "{twice:?}");
}

#[test]
fn a_silent_clash_names_both_files_and_lines() {
    let folder = tempfile::tempdir().expect("a directory");
    let write = |name: &str, id: &str| {
        let path = folder.path().join(format!("{name}.json"));
        let text = format!(
            "{{\"pack\": {{\"name\": \"{name}\", \"title\": \"T\", \"version\": \"1\"}},\n\"topics\": [\n{{\"id\": \"{id}\", \"name\": \"N\"}}]}}"
        );
        fs::write(&path, text).expect("written");
        path
    };
    let (one, two) = (write("one", "water"), write("two", "water"));
    let error = Archive::new([&one, &two].map(|p| Pack::open(p).expect("opens").0).into()).expect_err("a clash").to_string();
    assert!(error.contains("one.json, line 3") && error.contains("two.json, line 3"), "{error}");
    let loaded = archive::load(Base::Bundled, &[one, two]).expect("the first stays");
    assert_eq!(loaded.archive.pack_of(loaded.archive.id("water").expect("there")).name, "one");
    let clash = loaded.diagnostics.iter().find(|d| d.code == Code::SameId).expect("told").to_string();
    assert!(clash.contains("one.json, line 3") && clash.contains("two.json:3:"), "{clash}");
    let own = Pack::open(&write("own", "energy")).expect("opens").0;
    let error = Archive::new(vec![Pack::bundled().expect("bundled"), own]).expect_err("a clash").to_string();
    let line = 1 + fs::read_to_string("data/topics.json")
        .expect("topics")
        .split("\"id\": \"energy\"")
        .next()
        .expect("text")
        .rfind('{')
        .map_or(0, |at| fs::read_to_string("data/topics.json").expect("topics")[..at].matches('\n').count());
    assert!(error.contains(&format!("topics.json, line {line}")) && error.contains("own.json, line 3"), "{error}");
}

#[test]
fn escape_sequences_of_a_pack_never_come_out_of_it() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("evil.json");
    let evil = "x\\u001b[2J\\u202e\u{202e}\u{9b}y";
    let text = format!(
        "{{\"pack\": {{\"name\": \"evil\", \"title\": \"{evil}\", \"version\": \"{evil}\"}}, \"people\": [{{\"id\": \"p\", \"name\": \"{evil}\",
          \"sort_name\": \"{evil}\", \"other_names\": [\"{evil}\"], \"names\": {{\"ja\": \"{evil}\"}}, \"offices\": [{{\"title\": \"{evil}\", \"notes\": [\"{evil}\"]}}]}}]}}"
    );
    fs::write(&path, text).expect("written");
    let pack = Pack::open(&path).expect("opens").0;
    let shown = format!("{:?}{:?}", serde_json::to_string(&pack.records).expect("JSON"), pack.info);
    assert!(shown.contains("x[2Jy") && !shown.contains("u001b") && !shown.contains(cadialog::text::is_unsafe), "{shown}");
    assert!(!shown.contains("u{202e}"), "{shown}");
}

#[test]
fn the_same_faults_come_as_json() {
    let said = check(Path::new("tests/packs/bad/month-13.json"));
    let value = serde_json::to_value(&said).expect("JSON");
    assert_eq!(value[0]["severity"], "error");
    assert_eq!(value[0]["code"], "date");
    assert_eq!(value[0]["record"], "my-meeting");
    let snippet = &value[0]["snippet"];
    let text: Vec<char> = snippet["text"].as_str().expect("text").chars().collect();
    let [start, end] = ["start", "end"].map(|k| usize::try_from(snippet[k].as_u64().expect("number")).expect("small"));
    assert_eq!(text[start..end].iter().collect::<String>(), "\"2026-13\"");
    let strict = archive::check(&[PathBuf::from("tests/packs/bad/unknown-field.json")], true);
    assert!(strict.iter().all(Diagnostic::is_error));
}

#[cfg(unix)]
#[test]
fn pipes_links_and_devices_are_refused_without_opening_them() {
    let folder = tempfile::tempdir().expect("a directory");
    let refused = |path: &Path| {
        let said = archive::load(Base::Bundled, &[path.to_owned()]).expect_err("refused");
        assert_eq!(check(path).first().map(|d| d.code), Some(Code::Unreadable));
        said[0].to_string()
    };
    let pipe = folder.path().join("pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    assert!(refused(&pipe).contains("named pipe"));
    assert!(refused(Path::new("/dev/null")).contains("device"));
    assert!(refused(&folder.path().join("missing.json")).contains("no such file"));
    let pack = folder.path().join("pack");
    fs::create_dir(&pack).expect("created");
    fs::write(pack.join("pack.json"), r#"{"name": "linked", "title": "T", "version": "1"}"#).expect("written");
    std::os::unix::fs::symlink("/etc/passwd", pack.join("topics.json")).expect("linked");
    assert!(refused(&pack).contains("symbolic link"));
    fs::remove_file(pack.join("topics.json")).expect("removed");
    fs::create_dir(pack.join("events.json")).expect("created");
    assert!(refused(&pack).contains("this is a directory"));
    fs::remove_dir(pack.join("events.json")).expect("removed");
    let link = folder.path().join("my-pack");
    std::os::unix::fs::symlink(&pack, &link).expect("linked");
    assert!(check(&link).is_empty(), "a link that the user names is followed");
}

#[test]
fn a_line_too_long_is_passed_over_in_bounded_memory() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("long.jsonl");
    let mut text =
        "{\"type\": \"topic\", \"id\": \"before\", \"name\": \"N\"}\n{\"type\": \"topic\", \"id\": \"long\", \"name\": \""
            .to_owned();
    text.push_str(&"x".repeat(5 << 20));
    text.push_str("\"}\n{\"type\": \"topic\", \"id\": \"after\", \"name\": \"N\"}\n");
    fs::write(&path, text).expect("written");
    let loaded = archive::load(Base::Bundled, std::slice::from_ref(&path)).expect("loads");
    assert!(loaded.archive.id("before").is_some() && loaded.archive.id("after").is_some());
    assert_eq!(loaded.diagnostics.iter().map(|d| (d.line, d.code)).collect::<Vec<_>>(), [(Some(2), Code::TooLarge)]);
}

#[test]
fn a_flood_of_faults_is_counted_not_listed() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("flood.jsonl");
    fs::write(&path, "{\"type\": \"topic\"}\n".repeat(15_000)).expect("written");
    let said = archive::check(std::slice::from_ref(&path), false);
    assert_eq!((said.errors(), said.len(), said.rest().len()), (30_000, 10_000, 1));
    assert!(said.rest()[0].message.contains("20000 errors more") && said.rest()[0].is_error(), "{}", said.rest()[0]);
    fs::write(&path, "{\"type\": \"topic\"}\n".repeat(15_000) + "{\"type\": \"topics\"}\n").expect("written");
    let said = archive::check(std::slice::from_ref(&path), false);
    let last = said.alike().into_iter().find(|(first, _)| first[0].code == Code::UnknownType).map(|(_, count)| count);
    assert_eq!((said.errors(), last), (30_001, Some(1)), "a flood of one kind hides none of another");
}

#[test]
fn a_new_pack_passes_even_in_strict_mode_and_is_never_written_over() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("my.first_pack");
    let written = archive::start_pack(&path).expect("begun");
    assert!(written.iter().all(|file| file.is_file()) && written.len() == 10);
    let said = archive::check(std::slice::from_ref(&path), true);
    assert!(said.iter().all(|d| !d.is_error() && matches!(d.code, Code::Placeholder | Code::NoCountry)), "{said:?}");
    assert_eq!(archive::load(Base::Bundled, std::slice::from_ref(&path)).expect("loads").diagnostics[..], []);
    let second = folder.path().join("second");
    archive::start_pack(&second).expect("begun");
    archive::load(Base::Bundled, &[path.clone(), second]).expect("two new packs load together");
    let before = fs::read_to_string(path.join("events.json")).expect("events");
    assert!(archive::start_pack(&path).expect_err("is there").to_string().contains("already there"));
    assert_eq!(fs::read_to_string(path.join("events.json")).expect("events"), before);
    for name in ["My Pack", "-rf", "a/../..", ""] {
        assert!(archive::start_pack(&folder.path().join(name)).is_err(), "{name}");
    }
}
