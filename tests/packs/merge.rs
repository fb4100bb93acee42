//! `pack merge`: what two sides changed comes together by record and field, in the layout of ours, and nothing goes lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cadialog::archive::{self, Code, ConflictKind, MergeConflict, MergeSide, Merged, RewriteError, merge};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::cases::cases;

/// Three versions of a file, under the names that Git gives them.
struct Versions {
    folder: tempfile::TempDir,
    paths: [PathBuf; 3],
}

impl Versions {
    fn of(texts: [&str; 3]) -> Self {
        Self::named(["merge_file_a", "merge_file_b", "merge_file_c"], texts)
    }

    fn named(names: [&str; 3], texts: [&str; 3]) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let paths = names.map(|name| folder.path().join(name));
        for (path, text) in paths.iter().zip(texts) {
            fs::write(path, text).expect("written");
        }
        Self { folder, paths }
    }

    fn merged(&self) -> Merged {
        let [base, ours, theirs] = &self.paths;
        merge(base, ours, theirs, None).expect("sound")
    }

    /// What ours holds when the merge is written, and the conflicts.
    fn write(&self) -> (String, Vec<MergeConflict>) {
        let merged = self.merged();
        let conflicts = merged.conflicts.clone();
        merged.write(None).expect("written");
        assert_eq!(fs::read_dir(self.folder.path()).expect("listed").count(), 3, "nothing is left behind");
        (fs::read_to_string(&self.paths[1]).expect("read"), conflicts)
    }
}

const BASE: &str = r#"[
  {
    "id": "first",
    "title": "First",
    "date": "2025-03-14",
    "kind": "visit",
    "topics": ["energy", "water", "health"],
    "participants": [
      { "person": "koike", "office": "Minister", "level": "minister" },
      { "name": "A. Guest" }
    ],
    "summary":   "S",
    "sources": ["own"]
  },
  { "id": "second", "title": "Second", "date": "2025", "kind": "visit", "summary": "S", "sources": ["own"] },
  { "id": "third", "title": "Third", "date": "2026", "kind": "visit", "summary": "S", "sources": ["own"] }
]
"#;

fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn changes_of_different_fields_come_together_and_the_layout_of_ours_stays() {
    let ours = with(&[("\"First\"", "\"The first\""), ("\"energy\", ", ""), ("\"office\": \"Minister\", ", "")]);
    let theirs = with(&[
        ("\"kind\": \"visit\",\n", "\"kind\": \"visit\",\n    \"format\": \"online\",\n"),
        ("\"health\"", "\"health\", \"culture\""),
        ("{ \"name\": \"A. Guest\" }", "{ \"name\": \"A. Guest\" },\n      { \"name\": \"Another\" }"),
        ("\"level\": \"minister\"", "\"level\": \"vice-minister\""),
        ("  { \"id\": \"third\"", "  {\n    \"id\": \"new\",\n    \"title\": \"N\"\n  },\n  { \"id\": \"third\""),
        ("\"2025\", \"kind\": \"visit\", ", "\"2025\", "),
    ]);
    let (text, conflicts) = Versions::of([BASE, &ours, &theirs]).write();
    assert_eq!(conflicts, []);
    let wanted = with(&[
        ("\"First\"", "\"The first\""),
        ("\"energy\", ", ""),
        ("\"office\": \"Minister\", ", ""),
        ("\"kind\": \"visit\",\n", "\"kind\": \"visit\",\n    \"format\": \"online\",\n"),
        ("\"health\"", "\"health\", \"culture\""),
        ("{ \"name\": \"A. Guest\" }", "{ \"name\": \"A. Guest\" },\n      { \"name\": \"Another\" }"),
        ("\"level\": \"minister\"", "\"level\": \"vice-minister\""),
        ("  { \"id\": \"third\"", "  {\n    \"id\": \"new\",\n    \"title\": \"N\"\n  },\n  { \"id\": \"third\""),
        ("\"2025\", \"kind\": \"visit\", ", "\"2025\", "),
    ]);
    assert_eq!(text, wanted);
}

#[test]
fn what_both_changed_is_named_by_record_and_field_and_left_in_the_record() {
    let ours = with(&[("\"summary\":   \"S\"", "\"summary\":   \"Ours\""), ("\"Second\"", "\"Second of ours\"")]);
    let theirs = with(&[("\"summary\":   \"S\"", "\"summary\": \"Theirs\""), ("\"Second\"", "\"Second of theirs\"")]);
    let (text, conflicts) = Versions::of([BASE, &ours, &theirs]).write();
    let named: Vec<_> = conflicts
        .iter()
        .map(|conflict| match &conflict.what {
            ConflictKind::Field(field) => {
                (conflict.list.as_str(), conflict.id.as_str(), field.field.as_str(), field.theirs.clone())
            }
            ConflictKind::Removed(_) => panic!("{conflict:?}"),
        })
        .collect();
    let value = |text: &str| Some(format!("\"{text}\""));
    assert_eq!(
        named,
        [("events", "first", "summary", value("Theirs")), ("events", "second", "title", value("Second of theirs"))],
        "the list is told by the fields"
    );
    let left =
        "\"sources\": [\"own\"],\n    \"_conflicts\": [{\"field\": \"summary\", \"base\": \"S\", \"theirs\": \"Theirs\"}]\n";
    assert!(text.contains(left), "{text}");
    let left = "\"sources\": [\"own\"], \"_conflicts\": [{\"field\": \"title\", \"base\": \"Second\", \"theirs\": \"Second of theirs\"}] }";
    assert!(text.contains(left) && text.contains("\"title\": \"Second of ours\""), "{text}");
}

#[test]
fn a_record_removed_here_and_changed_there_stays() {
    let removed = with(&[(
        "  { \"id\": \"second\", \"title\": \"Second\", \"date\": \"2025\", \"kind\": \"visit\", \"summary\": \"S\", \"sources\": [\"own\"] },\n",
        "",
    )]);
    let changed = with(&[("\"Second\"", "\"Changed\"")]);
    for (ours, theirs, side) in [(&removed, &changed, MergeSide::Ours), (&changed, &removed, MergeSide::Theirs)] {
        let (text, conflicts) = Versions::of([BASE, ours, theirs]).write();
        let wanted = MergeConflict { list: "events".to_owned(), id: "second".to_owned(), what: ConflictKind::Removed(side) };
        assert_eq!(conflicts, [wanted]);
        let left =
            format!("\"sources\": [\"own\"], \"_conflicts\": [{{\"removed\": \"{}\"}}] }},\n  {{ \"id\": \"third\"", side.name());
        assert!(text.contains("{ \"id\": \"second\", \"title\": \"Changed\"") && text.contains(&left), "{text}");
    }
    let (text, conflicts) = Versions::of([BASE, &removed, BASE]).write();
    assert_eq!((text, conflicts), (removed.clone(), Vec::new()));
    let (text, conflicts) = Versions::of([BASE, BASE, &removed]).write();
    assert_eq!((text, conflicts), (removed, Vec::new()));
}

#[test]
fn packs_of_every_layout_are_merged() {
    let info = r#""name": "mine", "title": "Mine", "version": "1""#;
    let event = |title: &str| format!(r#""id": "e", "title": "{title}", "date": "2025", "kind": "visit", "summary": "S""#);
    let quote = r#""id": "q", "text": "T", "date": "2025""#;
    let lines =
        |title: &str, rest: &str| format!("{{\"type\": \"pack\", {info}}}\n\n{{\"type\": \"event\", {}}}\n{rest}", event(title));
    let object = |title: &str, rest: &str| {
        format!("{{\n  \"pack\": {{{info}}},\n  \"events\": [\n    {{{}}}\n  ]{rest}\n}}\n", event(title))
    };
    let with_quote = format!("{{\"type\": \"quote\", {quote}}}\n");
    let list = format!(",\n  \"quotes\": [\n    {{{quote}}}\n  ]");
    for (names, texts, wanted) in [
        (
            ["a.jsonl", "b.jsonl", "c.jsonl"],
            [lines("E", ""), lines("Ours", ""), lines("E", &with_quote)],
            lines("Ours", &with_quote),
        ),
        (["a.json", "b.json", "c.json"], [object("E", ""), object("Ours", ""), object("E", &list)], object("Ours", &list)),
        (["a", "b", "c"], [object("E", ""), object("Ours", ""), object("E", &list)], object("Ours", &list)),
        (["a", "b", "c"], [lines("E", ""), lines("Ours", ""), lines("E", &with_quote)], lines("Ours", &with_quote)),
        // Each in a layout of its own.
        (["a.jsonl", "b.jsonl", "c.json"], [lines("E", ""), lines("Ours", ""), object("E", &list)], lines("Ours", &with_quote)),
    ] {
        let (text, conflicts) = Versions::named(names, [&texts[0], &texts[1], &texts[2]]).write();
        assert_eq!(conflicts, [], "{names:?}");
        assert_eq!(text, wanted, "{names:?}");
    }
}

#[test]
fn a_directory_gets_the_files_that_theirs_adds() {
    let place = tempfile::tempdir().expect("a directory");
    let info = |version: &str| format!("{{\"name\": \"mine\", \"title\": \"Mine\", \"version\": \"{version}\"}}\n");
    let path = |side: &str| place.path().join(side);
    for (side, version, title) in [("base", "1", "E"), ("ours", "2", "E"), ("theirs", "1", "Theirs")] {
        fs::create_dir(path(side)).expect("created");
        fs::write(path(side).join("pack.json"), info(version)).expect("written");
        fs::write(path(side).join("events.json"), format!("[\n  {{\"id\": \"e\", \"title\": \"{title}\"}}\n]\n"))
            .expect("written");
    }
    fs::write(path("theirs").join("sources.json"), "[\n\t{\n\t\t\"id\": \"s\"\n\t}\n]").expect("written");
    let merged = merge(&path("base"), &path("ours"), &path("theirs"), None).expect("sound");
    assert_eq!((merged.added, merged.removed, merged.changed, merged.text()), (1, 0, 1, None));
    let elsewhere = path("merged");
    merged.write(Some(&elsewhere)).expect("written");
    for (name, wanted) in [
        ("pack.json", info("2")),
        ("events.json", "[\n  {\"id\": \"e\", \"title\": \"Theirs\"}\n]\n".to_owned()),
        ("sources.json", "[\n  {\n  \t\"id\": \"s\"\n  }\n]\n".to_owned()),
    ] {
        assert_eq!(fs::read_to_string(elsewhere.join(name)).expect("written"), wanted);
    }
    assert!(!path("ours").join("sources.json").exists(), "ours is as it was");
}

#[test]
fn faulty_versions_are_told_and_nothing_is_written() {
    let twice = "[{\"id\": \"a\"}, {\"id\": \"a\"}]";
    for (texts, code) in [
        (["[]", twice, "[]"], Code::SameId),
        (["[]", "[]", twice], Code::SameId),
        (["[]", "[{\"title\": \"T\"}]", "[]"], Code::MissingField),
        (["[]", "[{\"id\": \"a\",}]", "[]"], Code::Syntax),
        (["[]", "[{\"id\": \"a\"}", "[]"], Code::Syntax),
        (["[]", "[]", ""], Code::NotAPack),
        (["[]", "<html>", "[]"], Code::NotAPack),
        (["[]", "[]", "[{\"id\": \"a\", \"title\": \"T\", \"title\": \"U\"}]"], Code::DuplicateKey),
    ] {
        let versions = Versions::of(texts);
        let [base, ours, theirs] = &versions.paths;
        let Err(RewriteError::Faulty(report)) = merge(base, ours, theirs, None) else { panic!("{texts:?}") };
        assert_eq!(report.first().map(|fault| fault.code), Some(code), "{texts:?}: {report:?}");
        assert_eq!(fs::read_to_string(ours).expect("read"), texts[1]);
    }
    let (text, conflicts) = Versions::of(["", "[{\"id\": \"a\"}]\n", "[{\"id\": \"b\"}]"]).write();
    assert_eq!((text.as_str(), conflicts), ("[{\"id\": \"b\"}, {\"id\": \"a\"}]\n", Vec::new()), "both have added the file");
}

#[test]
fn a_conflict_that_is_left_is_told_by_check() {
    let place = tempfile::tempdir().expect("a directory");
    let path = place.path().join("left.json");
    let source = r#"{"id": "own", "title": "O", "publisher": "P", "kind": "primary", "_conflicts": [{"field": "title"}]}"#;
    let pack = format!(r#"{{"pack": {{"name": "left", "title": "L", "version": "1"}}, "sources": [{source}]}}"#);
    fs::write(&path, pack).expect("written");
    let found = archive::check(std::slice::from_ref(&path), false);
    assert_eq!((found.errors(), found.first().map(|fault| fault.code)), (0, Some(Code::Conflict)));
    assert_eq!(archive::check(&[path], true).errors(), 1, "strictly it is an error");
}

/// A change that one side makes.
#[derive(Debug, Clone)]
enum Edit {
    Set(usize, usize, u8),
    Unset(usize, usize),
    Tag(usize, u8),
    Untag(usize, u8),
    Add(u8),
    Remove(usize),
}

const FIELDS: [&str; 3] = ["title", "summary", "notes"];
const TAGS: [&str; 5] = ["energy", "water", "health", "culture", "trade"];

type Records = BTreeMap<String, Map<String, Value>>;

fn base() -> Records {
    let record = |number: usize| {
        let id = format!("r{number}");
        let record = json!({"id": id, "title": format!("Title {number}"), "summary": "S", "topics": ["energy", "water"]});
        (id, record.as_object().cloned().unwrap_or_default())
    };
    (0..4).map(record).collect()
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (0..4usize, 0..3usize, 0..3u8).prop_map(|(record, field, value)| Edit::Set(record, field, value)),
        2 => (0..4usize, 0..3usize).prop_map(|(record, field)| Edit::Unset(record, field)),
        2 => (0..4usize, 0..5u8).prop_map(|(record, tag)| Edit::Tag(record, tag)),
        2 => (0..4usize, 0..5u8).prop_map(|(record, tag)| Edit::Untag(record, tag)),
        1 => (0..3u8).prop_map(Edit::Add),
        1 => (0..4usize).prop_map(Edit::Remove),
    ]
}

fn apply(records: &mut Records, edits: &[Edit], side: &str) {
    for edit in edits {
        let id = |record: &usize| format!("r{record}");
        let tags = |record: &mut Map<String, Value>, change: &dyn Fn(&mut Vec<Value>)| {
            if let Some(Value::Array(tags)) = record.get_mut("topics") {
                change(tags);
            }
        };
        match edit {
            Edit::Set(record, field, value) => {
                records
                    .get_mut(&id(record))
                    .map(|record| record.insert(FIELDS[*field].to_owned(), format!("{side} {value}").into()));
            }
            Edit::Unset(record, field) => {
                records.get_mut(&id(record)).map(|record| record.remove(FIELDS[*field]));
            }
            Edit::Tag(record, tag) => {
                let tag = json!(TAGS[usize::from(*tag)]);
                let add = |tags: &mut Vec<Value>| {
                    if !tags.contains(&tag) {
                        tags.push(tag.clone())
                    }
                };
                records.get_mut(&id(record)).into_iter().for_each(|record| tags(record, &add));
            }
            Edit::Untag(record, tag) => {
                let remove = |tags: &mut Vec<Value>| tags.retain(|other| other != TAGS[usize::from(*tag)]);
                records.get_mut(&id(record)).into_iter().for_each(|record| tags(record, &remove));
            }
            Edit::Add(number) => {
                let id = format!("{side}{number}");
                let record = json!({"id": id, "title": "Added"}).as_object().cloned().unwrap_or_default();
                records.entry(id).or_insert(record);
            }
            Edit::Remove(record) => _ = records.remove(&id(record)),
        }
    }
}

/// The fields of records that edits touch; of a record that goes all.
fn touched(edits: &[Edit]) -> BTreeSet<(usize, usize)> {
    edits
        .iter()
        .flat_map(|edit| match edit {
            Edit::Set(record, field, _) | Edit::Unset(record, field) => vec![(*record, *field)],
            Edit::Tag(record, _) | Edit::Untag(record, _) => vec![(*record, 9)],
            Edit::Remove(record) => [0, 1, 2, 9].map(|field| (*record, field)).to_vec(),
            Edit::Add(_) => Vec::new(),
        })
        .collect()
}

fn text(records: &Records, pretty: bool) -> String {
    let list: Vec<&Map<String, Value>> = records.values().collect();
    if pretty { serde_json::to_string_pretty(&list) } else { serde_json::to_string(&list) }.expect("JSON")
}

fn read(path: &Path) -> Records {
    let list: Vec<Map<String, Value>> = serde_json::from_str(&fs::read_to_string(path).expect("read")).expect("JSON");
    let count = list.len();
    let records: Records = list.into_iter().map(|record| (record["id"].as_str().expect("an id").to_owned(), record)).collect();
    assert_eq!(records.len(), count, "every id stands there once");
    records
}

fn tags(record: &Map<String, Value>) -> BTreeSet<&str> {
    record.get("topics").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn edits_of_two_sides_merge_as_if_made_one_after_the_other_or_are_told(
        first in prop::collection::vec(edit(), 0..5),
        second in prop::collection::vec(edit(), 0..5),
        pretty in any::<[bool; 3]>(),
    ) {
        let base = base();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        apply(&mut ours, &first, "ours");
        apply(&mut theirs, &second, "theirs");
        let texts = [(&base, pretty[0]), (&ours, pretty[1]), (&theirs, pretty[2])].map(|(records, pretty)| text(records, pretty));
        let versions = Versions::of([&texts[0], &texts[1], &texts[2]]);
        let (_, conflicts) = versions.write();
        let merged = read(&versions.paths[1]);
        if touched(&first).is_disjoint(&touched(&second)) {
            let mut both = ours.clone();
            apply(&mut both, &second, "theirs");
            prop_assert_eq!(&conflicts, &[]);
            prop_assert_eq!(merged.keys().collect::<Vec<_>>(), both.keys().collect::<Vec<_>>());
            for (id, record) in &merged {
                prop_assert_eq!(tags(record), tags(&both[id]));
                for field in FIELDS {
                    prop_assert_eq!(record.get(field), both[id].get(field));
                }
            }
        }
        for id in base.keys().chain(ours.keys()).chain(theirs.keys()) {
            let [was, own, their] = [&base, &ours, &theirs].map(|side| side.get(id));
            let is_removed = |one: Option<&Map<_, _>>, other: Option<&Map<_, _>>| one.is_none() && was.is_some() && (other.is_none() || other == was);
            if is_removed(own, their) || is_removed(their, own) {
                prop_assert!(!merged.contains_key(id));
                continue;
            }
            let record = merged.get(id).expect("no record goes lost");
            let told = |wanted: &dyn Fn(&ConflictKind) -> bool| conflicts.iter().any(|c| c.id == *id && c.list == "events" && wanted(&c.what));
            let (Some(own), Some(their)) = (own, their) else {
                let side = if own.is_none() { MergeSide::Ours } else { MergeSide::Theirs };
                prop_assert_eq!(told(&|what| *what == ConflictKind::Removed(side)), was.is_some());
                continue;
            };
            for field in FIELDS {
                let [was, own, their] = [was, Some(own), Some(their)].map(|record| record.and_then(|record| record.get(field)));
                let is_clash = own != their && own != was && their != was;
                let wanted = if is_clash || their == was { own } else { their };
                prop_assert_eq!(record.get(field), wanted, "{} {}", id, field);
                prop_assert_eq!(told(&|what| matches!(what, ConflictKind::Field(clash) if clash.field == field)), is_clash);
                if is_clash {
                    let left = record["_conflicts"].as_array().expect("a list");
                    let left = left.iter().find(|left| left["field"] == field).expect("it is left in the record");
                    prop_assert_eq!(left.get("theirs"), their);
                    prop_assert_eq!(left.get("base"), was);
                }
            }
            let (own, their, was) = (tags(own), tags(their), was.map(tags).unwrap_or_default());
            let wanted: BTreeSet<&str> =
                own.union(&their).copied().filter(|tag| !was.contains(tag) || own.contains(tag) && their.contains(tag)).collect();
            if !record.contains_key("_conflicts") {
                prop_assert_eq!(tags(record), wanted);
            }
        }
    }
}
