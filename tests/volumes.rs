//! Large packs: read in segments, their texts left on disk, found by the same queries.

mod common;

#[path = "volumes/growing.rs"]
mod growing;
#[path = "volumes/lines.rs"]
mod lines;
#[path = "volumes/shrinking.rs"]
mod shrinking;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cadialog::archive::{Archive, Diagnostic, Report, Volume};
use cadialog::export::{self, OutputFormat};
use cadialog::page::Page;
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::search::{Annotations, Catalogue, HitSection};
use cadialog::view::View;

fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("large.jsonl");
    std::fs::write(&path, text).expect("the file can be written");
    path
}

/// Nothing but the volume at `path`.
fn volume(path: &Path) -> (Catalogue, Report) {
    let nothing = Catalogue::new(Archive::new(Vec::new()).expect("an empty archive"));
    nothing.complete(vec![Volume::open(path).expect("the file is there")])
}

/// The bundled archive, and the volume at `path`.
fn beside(path: &Path) -> (Catalogue, Report) {
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
    hits.list
        .iter()
        .filter(|hit| hit.section == HitSection::All)
        .map(|hit| catalogue.archive.record(hit.id).id().to_owned())
        .collect()
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
    assert_eq!(told[..], []);
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

#[test]
fn what_a_volume_says_goes_together_with_what_is_in_memory() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..40).map(|n| quote(n, &format!("sentence number {n} about zirconium"))).collect();
    let (catalogue, told) = beside(&written(&folder, &text));
    assert_eq!(told[..], []);
    let archive = &catalogue.archive;
    let kazakhstan = archive.id("KZ").expect("Kazakhstan");
    let before = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    let quotes = |catalogue: &Catalogue| catalogue.archive.referring(kazakhstan, RecordType::Quote).len();
    assert_eq!(quotes(&catalogue), quotes(&before) + 40, "whoever is named knows who names it");
    assert_eq!(ask(&catalogue, "zirconium").hits.expect("hits").counts.sum(), 40);
    assert_eq!(ask(&catalogue, "\"about zirconium\" country:KZ").hits.expect("hits").counts.sum(), 40);
    assert_eq!(ask(&catalogue, "zirconium country:UZ").hits.expect("hits").counts.sum(), 0);
    assert_eq!(ask(&catalogue, "zircomium").corrections[0].to, "zirconium");
    assert!(found(&catalogue, "казахстан zirconium").contains("q-7"), "by a name in another script");
    assert_eq!(found(&catalogue, "zirconium date:2015-03-05"), ["q-32", "q-4"].map(String::from).into());
    let mut query = Query::default();
    query.set_text("zirconium", archive);
    query.toggle(Query::condition_on(kazakhstan, archive).expect("a country"));
    let view = View::new(&catalogue, &query);
    assert_eq!(view.hits.as_ref().expect("hits").counts.sum(), 40);
    assert!(view.countries.contains(&(kazakhstan, 40)), "{:?}", view.countries);
    let lit = view.lit(&catalogue).ranges("sentence number 3 about zirconium");
    assert_eq!(lit.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>(), [(24, 33)]);
}

#[test]
fn faulty_lines_are_told_with_their_numbers_and_the_rest_is_found() {
    let folder = tempfile::tempdir().expect("a directory");
    let mut text = String::from("\u{feff}{\"type\":\"pack\",\"name\":\"big\",\"title\":\"Big\",\"version\":\"1\"}\n");
    text.push_str(&quote(1, "one palladium"));
    text.push_str("\n{\"type\":\"quote\",\"id\":\"bad\"}\r\n");
    text.push_str(&quote(1, "the same id again, palladium"));
    text.push_str(&quote(2, "two palladium").replace("\"energy\"", "\"energi\""));
    text.push_str("this is no JSON\n");
    text.push_str(&quote(3, "three palladium").replace("{\"type\"", "{\"override\":true,\"type\""));
    text.push_str(quote(4, "four palladium").trim_end());
    let (catalogue, told) = beside(&written(&folder, &text));
    assert_eq!(found(&catalogue, "palladium"), ["q-1", "q-2", "q-3", "q-4"].map(String::from).into());
    assert_eq!(catalogue.archive.pack_of(catalogue.archive.id("q-4").expect("there")).name, "big");
    let lines: Vec<(Option<usize>, String)> = told.iter().map(|fault| (fault.line, fault.message.clone())).collect();
    let has = |line: Option<usize>, words: &str| {
        assert!(lines.iter().any(|(at, message)| *at == line && message.contains(words)), "{line:?} {words}: {lines:#?}");
    };
    has(Some(4), "“text” is missing");
    has(Some(5), "“q-1” is already the id of a record: ");
    has(Some(7), "JSON");
    has(Some(6), "there is no topic “energi”");
}

#[test]
fn a_mark_taken_away_in_a_volume_is_no_longer_asked_for() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..20).map(|n| quote(n, "a word")).collect();
    let (catalogue, _) = volume(&written(&folder, &text));
    let mut query = Query::default();
    query.set_text("is:marked word", &catalogue.archive);
    let marked = |names: &[&str]| {
        let mut annotations = Annotations::default();
        annotations.marked.extend(names.iter().map(|name| catalogue.archive.id(name).expect("there")));
        Arc::new(annotations)
    };
    let found = |marks: &[&str]| {
        View::with_annotations(&catalogue, &query, &marked(marks)).hits.expect("words were asked for").counts.sum()
    };
    assert_eq!(found(&["q-3", "q-5"]), 2);
    assert_eq!(found(&["q-3"]), 1);
    assert_eq!(found(&[]), 0);
}

fn page(catalogue: &Catalogue, id: &str) -> String {
    let id = catalogue.archive.id(id).expect("a record of that id");
    let page = Page::new(&catalogue.archive, id, Language::En);
    page.blocks.iter().fold(String::new(), |mut text, block| {
        text.push_str(&block.label);
        block.pieces.iter().for_each(|piece| text.push_str(&piece.text));
        text + "\n"
    })
}

#[test]
fn outcomes_inside_the_events_of_a_large_pack_are_on_pages_and_in_reports() {
    let folder = tempfile::tempdir().expect("a directory");
    let event = "{\"type\":\"event\",\"id\":\"old\",\"title\":\"A meeting\",\"date\":\"2005\",\"kind\":\"visit\",\"summary\":\"They met.\",\"outcomes\":[{\"text\":\"A lamp was lit.\"}]}\n";
    let (catalogue, _) = volume(&written(&folder, event));
    assert!(page(&catalogue, "old").contains("A lamp was lit."));
    let (archive, mut report) = (&catalogue.archive, Vec::new());
    let ids = [archive.id("old").expect("there")];
    export::write(archive, &ids, OutputFormat::Markdown, Language::En, &mut report).expect("written");
    assert!(String::from_utf8(report).expect("UTF-8").contains("- A lamp was lit."));
}

#[test]
fn the_page_of_what_many_refer_to_shows_the_newest_and_counts_the_rest() {
    let folder = tempfile::tempdir().expect("a directory");
    let quotes: String = (0..700).map(|n| quote(n, &format!("word {n}"))).collect();
    let event = |id: &str, year: i32, ordinal: &str| {
        format!(
            "{{\"type\":\"event\",\"id\":\"{id}\",\"title\":\"Meeting of {year}\",\"date\":\"{year}-05-01\",\"kind\":\"visit\",{ordinal}\"topics\":[\"rare\"],\"summary\":\"They met.\"}}\n"
        )
    };
    let topics =
        "{\"type\":\"topic\",\"id\":\"energy\",\"name\":\"Energy\"}\n{\"type\":\"topic\",\"id\":\"rare\",\"name\":\"Rare\"}\n";
    let country = "{\"type\":\"country\",\"id\":\"KZ\",\"name\":\"Kazakhstan\",\"role\":\"member\"}\n";
    let events = [
        event("old", 2005, "\"ordinal\":1,"),
        event("between", 2006, ""),
        event("new", 2007, "\"ordinal\":2,"),
        event("last", 2009, "\"ordinal\":3,"),
    ]
    .concat();
    let (catalogue, told) = volume(&written(&folder, &format!("{country}{topics}{events}{quotes}")));
    assert!(!told.iter().any(Diagnostic::is_error), "{told:?}");
    let energy = page(&catalogue, "energy");
    // Nobody has counted the year of a list that is cut.
    assert!(energy.lines().any(|line| line == "2015"), "{energy}");
    let of_quotes: Vec<&str> = energy.lines().filter(|line| line.starts_with("• ") && line.contains(" Mar  word ")).collect();
    assert_eq!(of_quotes.len(), 100);
    assert!(energy.contains(&format!("and {} more: filter by this record", 700 - of_quotes.len())), "{energy}");
    // They are of 28 days of one month; 25 quotes are of each.
    let number = |line: &str| line.split_once("  word ")?.1.split(' ').next()?.parse().ok();
    let days: Vec<usize> = of_quotes.iter().filter_map(|line| number(line)).collect();
    assert_eq!(days.len(), of_quotes.len());
    assert!(days.iter().all(|n| n % 28 + 1 >= 25), "not the newest: {days:?}");
    let rare = page(&catalogue, "rare");
    let years: Vec<&str> = rare.lines().filter(|line| line.ends_with(" (1)")).collect();
    assert_eq!(years, ["2009 (1)", "2007 (1)", "2006 (1)", "2005 (1)"], "{rare}");
    assert!(!rare.contains("more"), "{rare}");
    let new = page(&catalogue, "new");
    assert!(new.contains("Meeting of 2005 · 1 May 2005 · before it in the series"), "{new}");
    assert!(new.contains("Meeting of 2009 · 1 May 2009 · after it in the series") && !new.contains("2006"), "{new}");
}

#[test]
fn a_volume_leaves_the_pages_of_bundled_records_as_they_are() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = "{\"type\":\"source\",\"id\":\"elsewhere\",\"title\":\"Another\",\"publisher\":\"Nobody\",\"kind\":\"primary\"}\n";
    let (catalogue, _) = beside(&written(&folder, text));
    let bundled = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    for id in bundled.archive.all() {
        let id = bundled.archive.record(id).id();
        assert!(page(&catalogue, id) == page(&bundled, id), "{id}");
    }
}

#[test]
fn a_record_of_a_large_pack_takes_the_place_of_an_earlier_one_by_its_word() {
    let folder = tempfile::tempdir().expect("a directory");
    let topic = |word: &str| {
        format!("{{\"type\":\"topic\",\"id\":\"energy\",{word}\"name\":\"Power supply\",\"aliases\":[\"power\"]}}\n")
    };
    let bundled = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    let energy = |catalogue: &Catalogue| catalogue.archive.id("energy").expect("a topic");
    let quotes = |catalogue: &Catalogue| catalogue.archive.referring(energy(catalogue), RecordType::Quote).len();
    let before = bundled.archive.of_type(RecordType::Topic).iter().position(|&id| id == energy(&bundled));
    let (catalogue, warnings) = beside(&written(&folder, &topic("\"override\":true,")));
    assert_eq!(warnings[..], []);
    let archive = &catalogue.archive;
    assert_eq!((archive.len(), archive.record(energy(&catalogue)).title()), (bundled.archive.len(), "Power supply"));
    assert_eq!(archive.id("power"), Some(energy(&catalogue)));
    assert_eq!(quotes(&catalogue), quotes(&bundled), "who named the one names the other");
    let after = archive.of_type(RecordType::Topic).iter().position(|&id| id == energy(&catalogue));
    assert_eq!(after, before, "it stands where the other stood");
    let ids = |words: &str| found(&catalogue, words);
    assert!(ids("\"power supply\"").contains("energy") && ids("type:topic \"power supply\"").len() == 1);
    let (catalogue, warnings) = beside(&written(&folder, &topic("")));
    assert_eq!(catalogue.archive.record(energy(&catalogue)).title(), "Energy");
    assert!(
        warnings[0].message.contains("“energy” is already the id of a record: the bundled topics.json, line "),
        "{warnings:?}"
    );
}
