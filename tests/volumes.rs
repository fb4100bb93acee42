//! Large packs: read in segments, their texts left on disk, found by the same queries.

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cadialog::app::App;
use cadialog::archive::{Archive, Diagnostic, Volume};
use cadialog::keys::Keymap;
use cadialog::query::{Catalogue, Query, View};
use cadialog::record::{Language, RecordType};

fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("large.jsonl");
    std::fs::write(&path, text).expect("the file can be written");
    path
}

/// Nothing but the volume at `path`.
fn volume(path: &Path) -> (Catalogue, Vec<Diagnostic>) {
    let nothing = Catalogue::new(Archive::new(Vec::new()).expect("an empty archive"));
    nothing.complete(vec![Volume::open(path).expect("the file is there")])
}

/// The bundled archive, and the volume at `path`.
fn beside(path: &Path) -> (Catalogue, Vec<Diagnostic>) {
    let bundled = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    bundled.complete(vec![Volume::open(path).expect("the file is there")])
}

/// The bundled records, a line each.
fn bundled_lines() -> String {
    let archive = Archive::bundled().expect("the bundled archive");
    archive.all().fold(String::new(), |mut text, id| {
        writeln!(text, "{}", serde_json::to_string(archive.record(id)).expect("JSON")).expect("a string");
        text
    })
}

fn ask(catalogue: &Catalogue, words: &str) -> View {
    let mut query = Query::default();
    query.set_text(words, &catalogue.archive);
    View::new(catalogue, &query)
}

/// Ids of what is found by more than a similar spelling.
fn found(catalogue: &Catalogue, words: &str) -> BTreeSet<String> {
    let hits = ask(catalogue, words).hits.expect("words were asked for");
    hits.list[..hits.similar].iter().map(|hit| catalogue.archive.record(hit.id).id().to_owned()).collect()
}

fn quote(id: usize, text: &str) -> String {
    format!(
        "{{\"type\":\"quote\",\"id\":\"q-{id}\",\"text\":\"{text}\",\"date\":\"2015-03-{:02}\",\"speaker\":{{}},\"form\":\"paraphrase\",\"countries\":[\"KZ\"],\"topics\":[\"energy\"]}}\n",
        id % 28 + 1
    )
}

/// None of them rests on the words of an id, which in a volume are no words, nor on letters in order across words.
const QUERIES: [&str; 30] = [
    "energy",
    "kawaguchi central",
    "water cooperation",
    "\"quality infrastructure\"",
    "\"peace afghanistan\"~3",
    "decarb*",
    "^action",
    "agriculture$",
    "'frastruct",
    "'catalyst'",
    "energy -type:source",
    "meeting -postponed",
    "(locusts | vaccines) tajikistan",
    "hydropower | uranium",
    "country:kz,uz uranium",
    // A source in memory belongs to the topics of what rests on it; in a volume it does not.
    "topic:tourism visa -type:source",
    "date:2015..2020 type:quote catalyst",
    "kind:som border",
    "status:cancelled visit",
    "form:verbatim dialogue",
    "has:figure railway",
    "speaker:aso central",
    "source:unodc border",
    "title:roadmap",
    "text:catalyst",
    "note:earthquake",
    "/cajad|ca\\+jad/",
    "松本",
    "中央アジア",
    "токаев",
];

#[test]
fn a_volume_is_found_by_the_queries_that_find_the_same_records_in_memory() {
    let folder = tempfile::tempdir().expect("a directory");
    let (large, told) = volume(&written(&folder, &bundled_lines()));
    assert_eq!(told, []);
    let small = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    assert_eq!(large.archive.len(), small.archive.len());
    let mut faults = String::new();
    for words in QUERIES {
        let (near, far) = (found(&small, words), found(&large, words));
        let missed: Vec<_> = near.difference(&far).take(4).collect();
        let extra: Vec<_> = far.difference(&near).take(4).collect();
        if !missed.is_empty() || !extra.is_empty() {
            writeln!(faults, "{words}: {} in memory, {} in the volume; missed {missed:?}, more {extra:?}", near.len(), far.len())
                .expect("a string");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
