//! Packs that are read at every start, from the data directory and the configuration; and drafts from texts.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::packs::{folder, topic};
use super::{Run, ended, program};

/// A call in a home of its own, with its data directory and its configuration there.
fn at_home(home: &Path, arguments: &[&str]) -> Run {
    let mut command = program();
    command.env("XDG_DATA_HOME", home.join("data")).env("XDG_CONFIG_HOME", home.join("config")).args(arguments);
    ended(command.output().expect("runs"))
}

fn home() -> (tempfile::TempDir, std::path::PathBuf) {
    let home = folder();
    let packs = home.path().join("data/cadialog/packs");
    fs::create_dir_all(&packs).expect("created");
    fs::create_dir_all(home.path().join("config/cadialog")).expect("created");
    (home, packs)
}

#[test]
fn installed_configured_and_named_packs_are_read_in_that_order() {
    let (home, packs) = home();
    topic(&packs, "beta", "own-beta");
    topic(&packs, "alpha", "own-alpha");
    fs::write(packs.join("README.md"), "no pack").expect("written");
    fs::write(packs.join(".hidden.json"), "{").expect("written");
    let config = home.path().join("config/cadialog");
    topic(&config, "gamma", "own-gamma");
    fs::write(config.join("config.toml"), "data = [\"gamma.json\"]").expect("written");
    let named = topic(home.path(), "delta", "own-delta");
    let said = at_home(home.path(), &["list", "topics", "--data", &named, "--format", "json"]);
    assert!(said.code == 0 && said.err.lines().count() == 1, "only how many were found: {}", said.err);
    let answer: Value = serde_json::from_str(&said.out).expect("JSON");
    let order: Vec<&str> = answer["data"]["packs"].as_array().expect("packs").iter().filter_map(|p| p["name"].as_str()).collect();
    assert_eq!(order, ["central-asia-plus-japan", "alpha", "beta", "gamma", "delta"]);
    assert_eq!(at_home(home.path(), &["search", "pack:alpha,gamma", "--format", "ids"]).out.lines().count(), 2);
    let only = at_home(home.path(), &["list", "topics", "--no-bundled", "--data", &named, "--format", "ids"]);
    assert_eq!(only.out, "own-delta\n", "--no-bundled leaves only what --data names");
    let twice = config.join("gamma.json");
    let twice = at_home(home.path(), &["show", "own-gamma", "--data", twice.to_str().expect("UTF-8")]);
    assert_eq!((twice.code, twice.err.as_str()), (0, ""), "a pack named twice is read once");
}

#[test]
fn an_installed_pack_of_which_nothing_can_be_read_is_left_out_with_a_remedy_and_the_rest_is_used() {
    let (home, packs) = home();
    topic(&packs, "fine", "own-fine");
    topic(&packs, "clash", "energy");
    fs::write(packs.join("a-broken.json"), "{\"pack\": ").expect("written");
    // Sound in itself, but it refers to what the broken one should hold.
    let leaning =
        r#"{"pack": {"name": "leaning", "title": "T", "version": "1"}, "topics": [{"id": "l", "name": "L", "parent": "lost"}]}"#;
    fs::write(packs.join("leaning.json"), leaning).expect("written");
    fs::create_dir(packs.join("empty")).expect("created");
    let said = at_home(home.path(), &["show", "own-fine", "l", "td-13-2025"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for name in ["a-broken.json", "empty"] {
        let path = packs.join(name);
        let (left, remedy) =
            (format!("cadialog: {} is left out: ", path.display()), format!("cadialog check {}", path.display()));
        assert_eq!(said.err.matches(&left).count(), 1, "{name}: {}", said.err);
        assert!(said.err.contains(&remedy), "{name}: {}", said.err);
    }
    for (name, words) in [("clash.json", "“energy” is already the id of a record"), ("leaning.json", "there is no topic “lost”")]
    {
        assert!(said.err.contains(name) && said.err.matches(words).count() == 1, "{name}: {}", said.err);
    }
    assert!(!said.err.contains("fine.json"), "{}", said.err);
    let bad = at_home(home.path(), &["show", "own-fine", "--data", "tests/packs/bad/month-13.json"]);
    assert!(bad.code == 0 && bad.err.contains("month-13.json"), "what the call names is read alike: {}", bad.err);
    let strict = at_home(home.path(), &["show", "own-fine", "--strict"]);
    assert_eq!((strict.code, strict.out.as_str()), (3, ""), "{}", strict.err);
}

#[test]
fn a_named_pack_takes_the_place_of_the_installed_one_of_the_same_name() {
    let (home, packs) = home();
    topic(&packs, "steppe", "own-old");
    topic(&packs, "other", "own-other");
    let next = topic(home.path(), "steppe", "own-new");
    let said = at_home(home.path(), &["search", "pack:steppe", "--data", &next, "--format", "ids"]);
    assert_eq!((said.code, said.out.as_str()), (0, "own-new\n"), "{}", said.err);
    assert!(said.err.contains("called “steppe”, too") && said.err.lines().count() == 2, "{}", said.err);
    assert_eq!(at_home(home.path(), &["search", "pack:steppe,other", "--format", "ids"]).out.lines().count(), 2);
}

#[test]
fn a_packs_directory_that_is_none_is_told_and_the_rest_is_used() {
    let home = folder();
    fs::create_dir_all(home.path().join("data/cadialog")).expect("created");
    fs::write(home.path().join("data/cadialog/packs"), "").expect("written");
    let said = at_home(home.path(), &["show", "td-13-2025"]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("packs are left out") || said.err.contains("are left out: "), "{}", said.err);
    let relative = ended(program().env("XDG_DATA_HOME", "tests").args(["paths"]).output().expect("runs")).out;
    let row = relative.lines().find(|line| line.starts_with("packs")).expect("a row").to_owned();
    assert!(!row.contains(" tests/cadialog"), "a relative XDG_DATA_HOME is passed over: {row}");
}

#[test]
fn the_configuration_names_packs_and_its_faults_are_told() {
    let (home, packs) = home();
    let config = home.path().join("config/cadialog/config.toml");
    for (text, code) in [("data = [\"missing.json\"]", 4), ("data = \"not a list\"", 2), ("data = []", 0)] {
        fs::write(&config, text).expect("written");
        let said = at_home(home.path(), &["show", "td-13-2025"]);
        assert_eq!(said.code, code, "{text}: {}", said.err);
        assert_eq!(said.err.is_empty(), code == 0, "{text}");
    }
    let paths = at_home(home.path(), &["paths"]).out;
    let row = paths.lines().find(|line| line.starts_with("packs")).expect("a row");
    assert!(row.contains("in use") && row.ends_with(packs.to_str().expect("UTF-8")), "{row}");
}

#[test]
fn a_draft_from_standard_input_passes_check_and_says_what_it_read() {
    let text = "The 14th Tokyo Dialogue was held in Tokyo on March 14, 2026.\n\n“We value the work on water that we do together,” said Hisashi Matsumoto.\n";
    let said = ended(program().args(["draft", "-", "--name", "fourteen"]).write_stdin(text).output().expect("runs"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.starts_with("cadialog: 1 quote; "), "{}", said.err);
    let place = folder();
    let path = place.path().join("draft.json");
    fs::write(&path, &said.out).expect("written");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(super::run(&["check", path]).code, 0);
    let shown = super::run(&["show", "fourteen-event", "--data", path]).out;
    assert!(shown.contains("14 March 2026") && shown.contains("fourteen 0.1.0"), "{shown}");
    let nothing = ended(program().args(["draft", "-"]).write_stdin("").output().expect("runs"));
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
}

#[test]
fn the_founding_document_becomes_a_pack_that_loads_beside_the_bundled_one() {
    let text = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/source/13th-tokyo-dialogue-report.txt"));
    if !text.exists() {
        return;
    }
    let said = super::run(&["draft", text.to_str().expect("UTF-8"), "--name", "founding"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let pack: Value = serde_json::from_str(&said.out).expect("JSON");
    let event = &pack["events"][0];
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().expect("a list").iter().map(|one| one.as_str().expect("text").to_owned()).collect()
    };
    let mut countries = texts(&event["countries"]);
    countries.sort();
    assert_eq!(countries, ["JP", "KG", "KZ", "TJ", "TM", "UZ"]);
    assert_eq!((&event["date"], texts(&event["hosts"]).len()), (&"2025-03-14".into(), 3));
    assert_eq!(pack["quotes"].as_array().expect("quotes").len(), 6);
    let areas: std::collections::BTreeSet<String> =
        pack["outcomes"].as_array().expect("outcomes")[..5].iter().map(|one| texts(&one["topics"])[0].clone()).collect();
    assert_eq!(areas.len(), 5, "{areas:?}");
    let place = folder();
    let path = place.path().join("founding.json");
    fs::write(&path, &said.out).expect("written");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(super::run(&["check", path]).code, 0);
    let found = super::run(&["search", "pack:founding", "type:quote", "--data", path, "--format", "ids"]);
    assert_eq!((found.code, found.out.lines().count()), (0, 6), "{}", found.err);
}

#[test]
fn what_is_marked_is_selected_on_the_command_line_too() {
    let (home, _) = home();
    let shelf = home.path().join("data/cadialog/shelf.json");
    fs::write(&shelf, r#"{"version": 1, "marks": ["td-13-2025", "doc-tokyo-declaration-2025"]}"#).expect("written");
    for (call, ids) in [
        (&["search", "is:marked", "--format", "ids"][..], &["doc-tokyo-declaration-2025", "td-13-2025"][..]),
        (&["search", "is:marked dialogue type:event", "--format", "ids"], &["td-13-2025"]),
        (&["export", "is:marked", "--format", "ids"], &["doc-tokyo-declaration-2025", "td-13-2025"]),
    ] {
        let said = at_home(home.path(), call);
        let mut printed: Vec<&str> = said.out.lines().collect();
        printed.sort_unstable();
        assert_eq!((said.code, printed.as_slice()), (0, ids), "{call:?}: {}", said.err);
    }
}
