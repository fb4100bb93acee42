//! Concepts of packs: read from each kind of pack, laid over one another, checked as records are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cadialog::archive::{self, Archive, Base, Code, Diagnostic, Volume};
use cadialog::record::Concept;
use cadialog::search::Catalogue;
use serde_json::json;

use super::agreement::{HOLE, ODD, base, holes, line, schema};

fn good(name: &str) -> PathBuf {
    Path::new("tests/packs/good").join(name)
}

fn ids(archive: &Archive) -> Vec<&str> {
    archive.concepts().iter().map(|concept| concept.id.as_str()).collect()
}

fn called<'a>(archive: &'a Archive, id: &str) -> &'a Concept {
    archive.concept(id).unwrap_or_else(|| panic!("no concept {id}"))
}

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("written");
    path
}

fn pack(name: &str, thesaurus: &str) -> String {
    format!("{{\"pack\": {{\"name\": \"{name}\", \"title\": \"T\", \"version\": \"1\"}},\n\"thesaurus\": [\n{thesaurus}\n]}}")
}

#[test]
fn concepts_come_after_the_bundled_ones_or_take_their_place() {
    let bundled = Archive::bundled().expect("bundled");
    let loaded = archive::load(Base::Bundled, &[good("thesaurus")]).expect("loads").archive;
    assert_eq!(ids(&loaded)[..ids(&bundled).len()], ids(&bundled));
    assert_eq!(ids(&loaded)[ids(&bundled).len()..], ["yurt", "dwelling"]);
    assert_eq!(called(&bundled, "scholarship").names["en"], "scholarship");
    assert_eq!(called(&loaded, "scholarship").names["en"], "bursary");
    let yurt = called(&loaded, "yurt");
    assert_eq!((&yurt.names["ja"], &yurt.other_names["kk"]), (&"ゲル".to_owned(), &vec!["киіз үй".to_owned()]));
    assert_eq!((&yurt.broader, &yurt.related), (&vec!["dwelling".to_owned()], &vec!["railway".to_owned()]));
}

#[test]
fn a_pack_without_concepts_leaves_those_of_the_program() {
    let bundled = Archive::bundled().expect("bundled");
    let beside = archive::load(Base::Bundled, &[good("one-file.json")]).expect("loads").archive;
    assert_eq!(beside.concepts(), bundled.concepts());
    assert!(Archive::default().concepts().is_empty());
}

#[test]
fn without_the_bundled_pack_there_are_only_the_concepts_of_the_pack() {
    let alone = archive::load(Base::Nothing, &[good("only-concepts.jsonl")]).expect("loads");
    assert_eq!((ids(&alone.archive), alone.archive.len()), (vec!["yurt"], 0));
    assert!(alone.diagnostics.is_empty());
    let folder = tempfile::tempdir().expect("a directory");
    let topics =
        written(&folder, "t.jsonl", "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"T\", \"concepts\": [\"railway\"]}\n");
    archive::load(Base::Bundled, std::slice::from_ref(&topics)).expect("the bundled concept is there");
    let said = archive::load(Base::Nothing, &[topics]).expect("loads, though it is not").diagnostics;
    assert_eq!((said[0].code, said[0].record.as_deref()), (Code::Dangling, Some("own")));
}

#[test]
fn a_later_pack_replaces_a_concept_only_with_the_authors_word() {
    let folder = tempfile::tempdir().expect("a directory");
    let first = written(&folder, "first.json", &pack("first", r#"{"id": "tent", "names": {"en": "tent"}}"#));
    let silent = written(&folder, "silent.json", &pack("silent", r#"{"id": "tent", "names": {"en": "marquee"}}"#));
    let loaded = archive::load(Base::Nothing, &[first.clone(), silent.clone()]).expect("the first stays");
    assert_eq!(called(&loaded.archive, "tent").names["en"], "tent");
    for said in [loaded.diagnostics, archive::check(&[first.clone(), silent], false)] {
        let clash = said.iter().find(|d| d.code == Code::SameId).expect("told");
        assert!(clash.file.ends_with("silent.json") && clash.line == Some(3), "{clash}");
        assert!(clash.message.contains("first.json, line 3"), "{clash}");
        assert!(clash.help.contains("or write \"override\": true"), "{clash}");
    }
    let open = written(&folder, "open.json", &pack("open", r#"{"id": "tent", "names": {"en": "marquee"}, "override": true}"#));
    let loaded = archive::load(Base::Nothing, &[first.clone(), open]).expect("loads").archive;
    assert_eq!(loaded.concepts().iter().map(|concept| concept.names["en"].as_str()).collect::<Vec<_>>(), ["marquee"]);
    let same =
        format!("{}, {}", r#"{"id": "tent", "names": {"en": "a"}}"#, r#"{"id": "tent", "names": {"en": "b"}, "override": true}"#);
    let same = archive::load(Base::Nothing, &[written(&folder, "same.json", &pack("same", &same))]).expect("the first stays");
    assert_eq!((same.archive.concepts()[0].names["en"].as_str(), same.diagnostics.errors()), ("a", 1), "of one pack");
}

#[test]
fn lines_left_out_leave_the_other_concepts() {
    let loaded = archive::load(Base::Nothing, &[PathBuf::from("tests/packs/bad/concept-lines.jsonl")]).expect("loads");
    assert_eq!(ids(&loaded.archive), ["yurt"]);
    assert!(called(&loaded.archive, "yurt").broader.is_empty(), "the concept that it named is not there");
    let dropped: Vec<_> =
        loaded.diagnostics.iter().filter(|d| d.code == Code::Dangling).map(|d| (d.line, d.record.as_deref())).collect();
    assert_eq!(dropped, [(Some(1), Some("yurt")), (Some(4), Some("housing")), (Some(4), Some("housing"))]);
}

#[test]
fn a_large_pack_brings_concepts_too() {
    let folder = tempfile::tempdir().expect("a directory");
    let lines = [
        r#"{"type": "concept", "id": "yurt", "names": {"en": "yurt"}, "broader": ["dwelling", "nowhere"]}"#,
        r#"{"type": "topic", "id": "own", "name": "Own", "concepts": ["yurt"]}"#,
        r#"{"type": "concept", "id": "dwelling", "names": {"en": "dwelling"}, "broader": ["yurt"]}"#,
        r#"{"type": "concept", "id": "faulty", "names": {}}"#,
        r#"{"type": "concept", "id": "railway", "names": {"en": "our railway"}}"#,
        r#"{"type": "concept", "id": "transport", "names": {"en": "carriage"}, "override": true}"#,
    ];
    let path = written(&folder, "large.jsonl", &lines.join("\n"));
    let bundled = Catalogue::new(Archive::bundled().expect("bundled"));
    let (catalogue, said) = bundled.complete(vec![Volume::open(&path).expect("opens")]);
    let archive = &catalogue.archive;
    assert!(archive.id("own").is_some());
    assert_eq!(called(archive, "yurt").broader, ["dwelling"]);
    assert!(called(archive, "dwelling").broader.is_empty(), "the circle is cut");
    assert_eq!(
        [called(archive, "railway").names["en"].as_str(), &called(archive, "transport").names["en"]],
        ["railway", "carriage"]
    );
    let told: BTreeSet<_> = said.iter().filter_map(|d| Some((d.line?, d.code.name()))).collect();
    let wanted = [(1, "dangling"), (3, "circle"), (4, "missing-field"), (5, "same-id")].map(|(n, code)| (n, code.to_owned()));
    assert_eq!(told, BTreeSet::from(wanted), "{said:?}");
}

#[test]
fn a_chain_of_wider_concepts_deeper_than_the_stack_is_followed_to_its_end() {
    let folder = tempfile::tempdir().expect("a directory");
    let chain = |length: usize, last: &str| {
        let link = |n: usize| format!(r#"{{"id": "l{n}", "names": {{"en": "link {n}"}}, "broader": ["l{}"]}}"#, n + 1);
        let mut all: Vec<String> = (0..length).map(link).collect();
        all.push(format!(r#"{{"id": "l{length}", "names": {{"en": "link {length}"}}, "broader": [{last}]}}"#));
        pack("chain", &all.join(",\n"))
    };
    let sound = written(&folder, "sound.json", &chain(30_000, ""));
    assert_eq!(archive::load(Base::Nothing, &[sound]).expect("loads").archive.concepts().len(), 30_001);
    let circle = written(&folder, "circle.json", &chain(30_000, "\"l0\""));
    let [fault] = &archive::check(&[circle], false)[..] else { panic!("one circle") };
    assert_eq!((fault.code, fault.record.as_deref()), (Code::Circle, Some("l30000")));
    assert!(fault.message.ends_with("l0 → l1 → l2 → l3 → l4 → … → l0"), "{}", fault.message);
}

#[test]
fn escape_sequences_of_a_concept_never_come_out_of_it() {
    let folder = tempfile::tempdir().expect("a directory");
    let evil = "x\\u001b[2J\\u202ey";
    let concept = format!(r#"{{"id": "tent", "names": {{"en": "{evil}"}}, "other_names": {{"ja": ["{evil}"]}}}}"#);
    let loaded = archive::load(Base::Nothing, &[written(&folder, "evil.json", &pack("evil", &concept))]).expect("loads").archive;
    let names: Vec<&str> = called(&loaded, "tent").all_names().map(|(_, name)| name).collect();
    assert_eq!(names, ["x[2Jy", "x[2Jy"]);
}

/// Every field of a concept with every odd value, as a line among others: an error exactly if it is left out.
#[test]
fn every_field_of_a_concept_is_judged_alike_by_checker_and_reader() {
    let root = schema();
    let folder = tempfile::tempdir().expect("a directory");
    let sound = |id: &str| {
        let mut concept = base(&root, "Concept", id);
        concept["names"] = json!({"en": "Words"});
        concept
    };
    let fields = holes(&root, &root["$defs"]["Concept"], &sound("@id@"));
    assert!(fields.len() > 8, "{fields:?}");
    let cases: Vec<_> =
        fields.iter().filter(|(_, path)| path != "id").flat_map(|(c, path)| ODD.map(|odd| (c, odd, path))).collect();
    let id = |n: usize| format!("own-{n}");
    let mut lines = String::new();
    for (n, (with_hole, value, _)) in cases.iter().enumerate() {
        lines += &(line("concept", with_hole).replace("@id@", &id(n)).replace(HOLE, value) + "\n");
    }
    let path = written(&folder, "own.jsonl", &lines);
    let said = archive::check(std::slice::from_ref(&path), false);
    let errors = said.iter().filter(|d| d.is_error() && d.code != Code::Dangling);
    let faulty: BTreeSet<usize> = errors.filter_map(|d| d.line).collect();
    let archive = archive::load(Base::Nothing, &[path]).expect("loads").archive;
    let mut tried = [0, 0];
    for (n, (_, value, field)) in cases.iter().enumerate() {
        // What says that it is something else is no concept, nor anything else.
        let is_faulty = faulty.contains(&(n + 1));
        assert_ne!(is_faulty, archive.concept(&id(n)).is_some(), "{field} = {value}: check faulty is {is_faulty}");
        tried[usize::from(is_faulty)] += 1;
    }
    assert!(tried[0] > 50 && tried[1] > 200, "few cases: {tried:?}");
    for odd in ODD {
        let text = pack("own", &sound("@hole@").to_string().replace(HOLE, odd));
        let path = written(&folder, "own.json", &text);
        let said = archive::check(std::slice::from_ref(&path), false);
        let left_out = archive::load(Base::Nothing, &[path]).map_or_else(|_| true, |loaded| loaded.diagnostics.errors() > 0);
        assert_eq!(said.errors() > 0, left_out, "id = {odd}: {said:?}");
    }
}

#[test]
fn names_that_two_concepts_bear_are_told_and_both_stay() {
    let folder = tempfile::tempdir().expect("a directory");
    let own = written(&folder, "own.json", &pack("own", r#"{"id": "tracks", "names": {"en": "RAILWAY"}}"#));
    let [told] = &archive::check(std::slice::from_ref(&own), false)[..] else { panic!("one doubt") };
    assert_eq!((told.code, told.is_error(), told.record.as_deref()), (Code::SameName, false, Some("tracks")));
    assert!(told.message.contains("of the concept “railway”, too (the bundled thesaurus.json, line "), "{told}");
    assert!(archive::check(std::slice::from_ref(&own), true).iter().all(Diagnostic::is_error), "in strict mode");
    assert!(archive::load(Base::Bundled, &[own]).expect("loads").archive.concept("tracks").is_some());
}
