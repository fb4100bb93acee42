//! `pack diff`: records that came and went, and the fields that differ, whatever the layout.

use std::fs;
use std::path::PathBuf;

use cadialog::archive::{ChangeKind, Code, PackDifference, compare};

fn written(place: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = place.path().join(name);
    fs::write(&path, text).expect("written");
    path
}

fn compared(old: (&str, &str), new: (&str, &str)) -> PackDifference {
    let place = tempfile::tempdir().expect("a directory");
    compare(&written(&place, old.0, old.1), &written(&place, new.0, new.1)).expect("sound")
}

#[test]
fn fields_are_told_with_their_values_and_lists_by_their_items() {
    let old = r#"[{"id": "gone", "title": "G"}, {"id": "e", "title": "T", "summary": "S", "topics": ["energy", "water"],
        "place": {"id": "tokyo", "venue": "Hall"}, "participants": [{"person": "koike", "office": "Minister"}], "related": [1, 1]}]"#;
    let new = r#"[{"id": "e", "summary": "Other", "title": "T", "topics": ["water", "culture"], "date": "2025",
        "place": {"venue": "Hotel", "id": "tokyo"}, "participants": [{"name": "X"}, {"person": "koike", "office": "Guest"}], "related": [1]},
        {"id": "new", "title": "N"}]"#;
    let found = compared(("events.json", old), ("other", new));
    let kinds: Vec<_> = found.changes.iter().map(|change| (change.list.as_str(), change.id.as_str(), change.kind)).collect();
    let wanted =
        [("events", "gone", ChangeKind::Removed), ("events", "e", ChangeKind::Changed), ("events", "new", ChangeKind::Added)];
    assert_eq!(kinds, wanted);
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let fields: Vec<String> = found.changes[1]
        .fields
        .iter()
        .map(|field| {
            format!("{}{}: {} -> {}", field.field, if field.is_item { " item" } else { "" }, shown(&field.old), shown(&field.new))
        })
        .collect();
    let wanted = [
        "summary: \"S\" -> \"Other\"",
        "topics item: \"energy\" -> nothing",
        "topics item: nothing -> \"culture\"",
        "place.venue: \"Hall\" -> \"Hotel\"",
        "participants[koike].office: \"Minister\" -> \"Guest\"",
        "participants item: nothing -> {\"name\": \"X\"}",
        "related: [1, 1] -> [1]",
        "date: nothing -> \"2025\"",
    ];
    assert_eq!(fields, wanted);
}

#[test]
fn layout_and_order_mean_nothing_but_the_order_of_a_list_does() {
    let info = r#""name": "p", "title": "P", "version": "1""#;
    let lines = format!(
        "{{\"type\": \"pack\", {info}}}\n{{\"type\": \"source\", \"id\": \"s\", \"title\": \"T\"}}\n{{\"type\": \"event\", \"id\": \"e\", \"themes\": [\"a\", \"b\"]}}\n"
    );
    let object = |themes: &str| {
        format!(
            "{{\"events\": [{{\"themes\": {themes}, \"id\": \"e\"}}],\n \"pack\": {{{info}}}, \"sources\": [{{\"id\": \"s\", \"title\": \"\\u0054\"}}]}}"
        )
    };
    assert_eq!(compared(("p.jsonl", &lines), ("p.json", &object(r#"["a", "b"]"#))), PackDifference::default());
    let moved = compared(("p.jsonl", &lines), ("p.json", &object(r#"["b", "a"]"#)));
    let [change] = &moved.changes[..] else { panic!("{moved:?}") };
    assert_eq!((change.fields.len(), change.fields[0].is_item), (1, false));
    assert_eq!(change.fields[0].new.as_deref(), Some(r#"["b", "a"]"#));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let place = tempfile::tempdir().expect("a directory");
    let (sound, twice) = (written(&place, "a", "[]"), written(&place, "b", r#"[{"id": "x"}, {"id": "x"}]"#));
    let missing = place.path().join("none");
    for (old, new, code) in [(&sound, &twice, Code::SameId), (&missing, &sound, Code::Unreadable)] {
        let report = compare(old, new).expect_err("a fault");
        assert_eq!(report.first().map(|fault| fault.code), Some(code));
    }
}
