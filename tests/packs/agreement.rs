//! The checker and the program agree: for every field of the schema, whatever stands in it, `check` finds an error exactly
//! where the program leaves the record out, and what passes is shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cadialog::archive::{self, Archive, Base, Code};
use cadialog::page::Page;
use cadialog::record::Language;
use cadialog::text;
use serde_json::{Value, json};

/// Wrong and odd values, as they stand in a file.
pub(super) const ODD: [&str; 52] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.0",
    "-0",
    "7e3",
    "91",
    "-181.5",
    "4294967296",
    "99999999999999999999",
    "1e400",
    "{}",
    "[]",
    "[[]]",
    "[null]",
    "[{}]",
    "[\"\"]",
    "[7]",
    "{\"held\": null}",
    "{\"a\": 1, \"a\": 2}",
    "{\"ja\": \"x\", \"ja\": \"y\"}",
    "{\"ja\\u202e\": \"x\"}",
    "{\"event\": \"nowhere\"}",
    "\"\"",
    "\"  \"",
    "\"\\t\\n\"",
    "\"\\u0000\"",
    "\"\\u200b\"",
    "\"\\udb40\\udc41\"",
    "\"\\ud800\"",
    "\"\\u3164\\u00ad\"",
    "\"a\\u202eb\"",
    "\"a\\u001b[31mb\"",
    "\"a\\u0000b\"",
    "\"a\\u200bb\"",
    "\"a\\nb\"",
    "\"\u{202e}ab\"",
    "\"a\\\\b\"",
    "\"a\\\"b\"",
    "\"he\\u0000ld\"",
    "\"Held\"",
    "\"held\"",
    "\"2025\"",
    "\"2025-13\"",
    "\"2025-02-30\"",
    "\"2025-03-14\\u0000\"",
    "\"../2018\"",
    "\"14 March 2025\"",
    "\"event\"",
    "\"https://example.org/\"",
];

/// Values for what names a record; each in a pack by itself.
const NAMES: [&str; 12] = [
    "\"nowhere\"",
    "\"target-event\"",
    "\"target-topic\"",
    "\"XQ\"",
    "\"xq\"",
    "\" target-topic\"",
    "\"TARGET-TOPIC\"",
    "\"target-topic\\u202e\"",
    "\"target\\u0000-topic\"",
    "\"target-\\u200btopic\"",
    "\"target-topic\\n\"",
    "\"old-name\"",
];

/// The types by their lists in a pack, and their definitions in the schema.
const TYPES: [(&str, &str); 9] = [
    ("events", "Event"),
    ("quotes", "Quote"),
    ("topics", "Topic"),
    ("countries", "Country"),
    ("people", "Person"),
    ("organisations", "Organisation"),
    ("projects", "Project"),
    ("documents", "Document"),
    ("sources", "Source"),
];

pub(super) const HOLE: &str = "\"@hole@\"";

pub(super) fn schema() -> Value {
    serde_json::from_str(archive::SCHEMA).expect("the schema")
}

fn resolved<'s>(root: &'s Value, part: &'s Value) -> &'s Value {
    if let Some(target) = part["$ref"].as_str() {
        return resolved(root, root.pointer(target.trim_start_matches('#')).expect("a definition"));
    }
    match part["anyOf"].as_array() {
        Some(choices) if part["properties"].is_null() => {
            resolved(root, choices.iter().find(|c| c["type"] != "null").expect("a choice"))
        }
        _ => part,
    }
}

/// The least that the schema takes for this part.
fn sample(root: &Value, part: &Value) -> Value {
    let part = resolved(root, part);
    let choice = [&part["enum"][0], &part["oneOf"][0]["enum"][0], &part["oneOf"][0]["const"]];
    if let Some(first) = choice.into_iter().find(|choice| !choice.is_null()) {
        return first.clone();
    }
    if !part["const"].is_null() {
        return part["const"].clone();
    }
    let of_type = part["type"].as_str().or_else(|| part["type"][0].as_str()).unwrap_or_default();
    match (of_type, part["format"].as_str()) {
        ("string", Some("edtf")) => json!("2025-03-14"),
        ("string", _) => json!("Words"),
        ("integer" | "number", _) => json!(1),
        ("boolean", _) => json!(false),
        ("array", _) => json!([]),
        _ => {
            let required = part["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            required.map(|field| (field.to_owned(), sample(root, &part["properties"][field]))).collect()
        }
    }
}

/// Every place of a record of this part, as the record with a hole there, and the name of its field.
pub(super) fn holes(root: &Value, part: &Value, base: &Value) -> Vec<(Value, String)> {
    let part = resolved(root, part);
    let mut found = Vec::new();
    for (field, inner) in part["properties"].as_object().into_iter().flatten() {
        let inner = resolved(root, inner);
        let mut put = |value: Value, path: &str| {
            let mut whole = base.clone();
            whole[field] = value;
            found.push((whole, format!("{field}{path}")));
        };
        put(json!("@hole@"), "");
        let item = resolved(root, &inner["items"]);
        if inner["type"] == "array" {
            put(json!(["@hole@"]), "[]");
        }
        for (within, is_list) in [(inner, false), (item, true)] {
            if within["properties"].is_object() {
                for (value, path) in holes(root, within, &sample(root, within)) {
                    put(if is_list { json!([value]) } else { value }, &format!(".{path}"));
                }
            }
        }
        if inner["additionalProperties"].is_object() {
            put(json!({"ja": "@hole@"}), ".ja");
        }
    }
    found
}

/// A sound record of the type with that id.
pub(super) fn base(root: &Value, definition: &str, id: &str) -> Value {
    let mut record = sample(root, &root["$defs"][definition]);
    record["id"] = json!(id);
    if definition == "Quote" {
        record["date"] = json!("2025-03-14");
    }
    record
}

/// The id of the nth record of a type, as that type's ids are written.
fn id(definition: &str, n: usize) -> String {
    if definition == "Country" {
        let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).expect("small"));
        // Codes from AA on, without those of the bundled archive.
        return format!("{}{}", letter(n / 26), letter(n));
    }
    format!("own-{n}")
}

pub(super) fn line(of_type: &str, record: &Value) -> String {
    let mut record = record.clone();
    if record["type"].is_null() {
        record["type"] = json!(of_type);
    }
    record.to_string()
}

/// Records to which others may refer, one of each type.
fn targets(root: &Value) -> String {
    let of = |(_, definition): &(&str, &str)| {
        let target = format!("target-{}", definition.to_lowercase());
        let mut record = base(root, definition, if *definition == "Country" { "XQ" } else { &target });
        if *definition == "Event" {
            record["aliases"] = json!(["old-name"]);
        }
        line(&definition.to_lowercase(), &record) + "\n"
    };
    TYPES.iter().map(of).collect()
}

/// The lines of the file that `check` finds at fault, but for what leads nowhere; and whether anything does.
fn checked(path: &Path) -> (BTreeSet<usize>, bool) {
    let said = archive::check(&[path.to_owned()], false);
    let errors = || said.iter().filter(|d| d.is_error());
    (
        errors().filter(|d| d.code != Code::Dangling).map(|d| d.line.expect("a line")).collect(),
        errors().any(|d| d.code == Code::Dangling),
    )
}

/// That the record is there to be read.
fn is_shown(archive: &Archive, id: &str) -> bool {
    let Some(id) = archive.id(id) else { return false };
    let page = Page::new(archive, id, Language::En);
    let words: String = page.blocks.iter().flat_map(|block| &block.pieces).map(|piece| piece.text.as_str()).collect();
    assert!(!words.contains(text::is_unsafe), "{words:?}");
    !text::is_blank(&words) && !text::is_blank(archive.record(id).title())
}

/// Every type, field and odd value: as a line among others, whose faults keep out only itself.
#[test]
fn every_field_with_every_odd_value_is_judged_alike() {
    let root = schema();
    let folder = tempfile::tempdir().expect("a directory");
    let mut tried = [0, 0];
    for (_, definition) in TYPES {
        let of_type = definition.to_lowercase();
        let mut cases = Vec::new();
        for (with_hole, path) in holes(&root, &root["$defs"][definition], &base(&root, definition, "@id@")) {
            // Ids and other names are tried by themselves, since records are told apart by them.
            if path != "id" && path != "aliases[]" {
                cases.extend(ODD.map(|value| (with_hole.clone(), value, path.clone())));
            }
        }
        for (part, cases) in cases.chunks(if definition == "Country" { 400 } else { 1000 }).enumerate() {
            let mut lines = targets(&root);
            let before = lines.lines().count();
            for (n, (with_hole, value, _)) in cases.iter().enumerate() {
                let text = line(&of_type, with_hole).replace("@id@", &id(definition, n)).replace(HOLE, value);
                lines += &(text + "\n");
            }
            let path = folder.path().join(format!("{of_type}-{part}.jsonl"));
            fs::write(&path, lines).expect("written");
            // The bundled countries have codes, too.
            fs::write(
                folder.path().join("none.json"),
                r#"{"pack": {"name": "central-asia-plus-japan", "title": "T", "version": "1"}}"#,
            )
            .expect("written");
            let said = archive::check(&[folder.path().join("none.json"), path.clone()], false);
            let faulty: BTreeSet<usize> =
                said.iter().filter(|d| d.is_error() && d.code != Code::Dangling).filter_map(|d| d.line).collect();
            let loaded = archive::load(Base::Nothing, &[path]).expect("the targets are sound");
            for (n, (_, value, field)) in cases.iter().enumerate() {
                let is_faulty = faulty.contains(&(before + n + 1));
                let is_shown = is_shown(&loaded.archive, &id(definition, n));
                assert_ne!(is_faulty, is_shown, "{definition}: {field} = {value}: check faulty is {is_faulty}, shown {is_shown}");
                tried[usize::from(is_faulty)] += 1;
            }
        }
    }
    assert!(tried[0] > 2000 && tried[1] > 5000, "few cases: {tried:?}");
}

/// Whether the pack at `path` cannot be used, or a record or a link of it is left out.
fn leaves_out(path: &Path) -> bool {
    let loaded = archive::load(Base::Nothing, &[path.to_owned()]);
    loaded.map_or_else(|_| true, |loaded| loaded.diagnostics.iter().any(archive::Diagnostic::leaves_out))
}

/// The same in a folder's or an object's list; each case by itself.
#[test]
fn in_lists_too_something_is_left_out_exactly_if_check_finds_an_error() {
    let root = schema();
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("pack.json");
    let mut tried = [0, 0];
    for (list, definition) in TYPES {
        let fields = holes(&root, &root["$defs"][definition], &base(&root, definition, &id(definition, 500)));
        for (n, (with_hole, field)) in fields.iter().enumerate() {
            // Each field with every fifth value, another fifth at the next field.
            for value in ODD.iter().skip(n % 5).step_by(5) {
                let record = with_hole.to_string().replace(HOLE, value);
                let pack = json!({"name": "own", "title": "T", "version": "1"});
                fs::write(&path, format!("{{\"pack\": {pack}, \"{list}\": [{record}]}}")).expect("written");
                let said = archive::check(std::slice::from_ref(&path), false);
                let left_out = leaves_out(&path);
                assert_eq!(said.errors() > 0, left_out, "{definition}: {field} = {value}: {said:?}\n{record}");
                tried[usize::from(left_out)] += 1;
            }
        }
    }
    assert!(tried[0] > 200 && tried[1] > 800, "few cases: {tried:?}");
}

/// What names a record: the right one, none, one of another type, and names with characters that nobody sees.
#[test]
fn ids_and_references_are_judged_alike_and_told_with_what_cannot_be_seen() {
    let root = schema();
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("own.jsonl");
    let mut tried = [0, 0];
    let try_one = |text: String, about: &str| -> bool {
        fs::write(&path, targets(&root) + &text + "\n").expect("written");
        let (lines, dangling) = checked(&path);
        let said = archive::check(std::slice::from_ref(&path), false);
        let left_out = leaves_out(&path);
        assert_eq!(!lines.is_empty() || dangling, left_out, "{about}: {said:?}\n{text}");
        for fault in said.iter().filter(|d| d.is_error()) {
            assert!(!fault.to_string().contains(|c: char| c != '\n' && (text::is_unsafe(c) || c == '\u{200b}')), "{fault}");
        }
        left_out
    };
    for (_, definition) in TYPES {
        for (with_hole, field) in holes(&root, &root["$defs"][definition], &base(&root, definition, &id(definition, 500))) {
            for value in NAMES {
                let text = line(&definition.to_lowercase(), &with_hole).replace(HOLE, value);
                tried[usize::from(try_one(text, &format!("{definition}: {field} = {value}")))] += 1;
            }
        }
        let sound = line(&definition.to_lowercase(), &base(&root, definition, "@hole@"));
        let mut also_called = base(&root, definition, &id(definition, 500));
        also_called["aliases"] = json!(["@hole@"]);
        let also_called = line(&definition.to_lowercase(), &also_called);
        for value in ODD {
            tried[usize::from(try_one(also_called.replace(HOLE, value), &format!("{definition}: alias {value}")))] += 1;
            tried[usize::from(try_one(sound.replace(HOLE, value), &format!("{definition}: id = {value}")))] += 1;
        }
    }
    assert!(tried[0] > 500 && tried[1] > 1000, "few cases: {tried:?}");
    let topic = |id: &str, parent: &str| json!({"type": "topic", "id": id, "name": "N", "parent": parent}).to_string();
    for (text, wanted) in [
        (topic("a\u{202e}b", "target-topic"), "“ab” with U+202E (right-to-left override) after “a” cannot be the id of a record"),
        (topic("own", "target\u{0}-topic"), "“target-topic” with U+0000 (null) after “target” cannot be an id"),
        (topic("own", "target-\u{200b}topic"), "there is no topic “target-topic” with U+200B (zero-width space) after “target-”"),
        (
            topic("own", "target-topic").replace("parent", "par\\u001bent"),
            "“parent” with U+001B (escape) after “par” cannot be the name of a field",
        ),
    ] {
        assert!(try_one(text.clone(), wanted), "{text}");
        let said: Vec<String> = archive::check(std::slice::from_ref(&path), false).iter().map(|d| d.message.clone()).collect();
        assert!(said.iter().any(|message| message == wanted), "{said:?}");
    }
}

/// Titles, names and quotes of which nothing can be seen are refused, by both, and said so.
#[test]
fn a_title_that_cannot_be_seen_is_refused() {
    let root = schema();
    let folder = tempfile::tempdir().expect("a directory");
    let path: PathBuf = folder.path().join("blank.jsonl");
    for (_, definition) in TYPES {
        let title = ["title", "text", "name"].into_iter().find(|f| root["$defs"][definition]["properties"][f]["minLength"] == 1);
        for blank in ["", "  ", "\u{200b}", "\u{e0041}\u{e0042}", "\u{0}", "\u{3164}", "\u{202e}\u{a0}"] {
            let mut record = base(&root, definition, &id(definition, 500));
            record[title.expect("a title")] = json!(blank);
            fs::write(&path, line(&definition.to_lowercase(), &record)).expect("written");
            let said = archive::check(std::slice::from_ref(&path), false);
            let messages: Vec<&str> = said.iter().filter(|d| d.is_error()).map(|d| d.message.as_str()).collect();
            assert!(
                matches!(messages[..], [message] if message.contains("empty") || message.contains("blank") || message.contains("nothing can be seen")),
                "{definition} {blank:?}: {messages:?}"
            );
            assert!(archive::load(Base::Nothing, std::slice::from_ref(&path)).is_err(), "{definition} {blank:?}");
        }
    }
}
