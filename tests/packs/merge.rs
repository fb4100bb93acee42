//! `pack merge`: what two sides changed comes together by record and field, in the layout of ours, and nothing goes lost.

use std::fs;
use std::path::PathBuf;

use cadialog::archive::{self, Code, ConflictKind, MergeConflict, MergeSide, Merged, RewriteError, merge};

/// Three versions of a file, under the names that Git gives them.
pub(super) struct Versions {
    folder: tempfile::TempDir,
    pub paths: [PathBuf; 3],
}

impl Versions {
    pub fn of(texts: [&str; 3]) -> Self {
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
    pub fn write(&self) -> (String, Vec<MergeConflict>) {
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
