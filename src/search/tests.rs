//! The search on a small collection whose answers can be counted by hand.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::archive::{Pack, PackText};
use crate::query::Query;
use crate::record::RecordType;
use crate::search::plan::{Plan, Planner};

/// A catalogue of one event.
pub(crate) fn catalogue_of_event(title: &str, summary: &str, notes: &[String]) -> Catalogue {
    let event = serde_json::json!([{
        "id": "event", "title": title, "date": "2025-03-14", "kind": "visit", "summary": summary, "notes": notes,
    }]);
    catalogue(&[(RecordType::Event, &event.to_string())])
}

fn catalogue(files: &[(RecordType, &str)]) -> Catalogue {
    let info = r#"{"name": "own", "title": "Own", "version": "1"}"#;
    Catalogue::new(Archive::new(vec![Pack::read(&PackText { info, files }).expect("a pack")]).expect("an archive"))
}

const COUNTRIES: &str = r#"[
    {"id": "XA", "name": "Arcadia", "role": "member", "names": {"ru": "Аркадия"}, "other_names": ["Arkady"],
     "capital": {"name": "Lutetia", "names": {"ru": "Лютеция"}}},
    {"id": "XB", "name": "Borealia", "role": "member"}
]"#;
const TOPICS: &str = r#"[
    {"id": "water", "name": "Water and rivers", "other_names": ["hydrology"]},
    {"id": "trade", "name": "Trade"}
]"#;
const PEOPLE: &str = r#"[
    {"id": "vidal", "name": "Vidal Anna", "country": "XA", "offices": [{"title": "Minister of Rivers", "from": "2011"}]}
]"#;
const BODIES: &str = r#"[{"id": "office", "name": "River Office"}]"#;
const EVENTS: &str = r#"[
    {"id": "talks-01", "title": "First Talks on Tides", "date": "2010-05-04", "kind": "tokyo-dialogue", "ordinal": 1,
     "place": {"city": "Lutetia", "country": "XA"}, "countries": ["XA"], "topics": ["water"], "hosts": ["office"],
     "participants": [{"person": "vidal", "role": "speaker"}], "summary": "They spoke of quarrels over canals.",
     "sources": ["paper"]},
    {"id": "talks-000123", "title": "Second Talks", "date": "2012", "kind": "visit", "countries": ["XB"], "topics": ["trade"],
     "summary": "Canals were dug, and quarrels ended."}
]"#;
const QUOTES: &str = r#"[
    {"id": "q-1", "text": "Canals join us.", "event": "talks-01", "speaker": {"person": "vidal"}, "form": "verbatim",
     "countries": [], "topics": ["trade"]},
    {"id": "q-2", "text": "Nothing else.", "event": "talks-000123", "speaker": {}, "form": "paraphrase"}
]"#;
const DOCUMENTS: &str = r#"[
    {"id": "plan", "title": "Plan of Work", "date": "2010-05-04", "kind": "action-plan", "event": "talks-01", "summary": "A plan."}
]"#;
const SOURCES: &str = r#"[{"id": "paper", "title": "Tides of the morning", "publisher": "The Paper", "kind": "secondary"}]"#;

fn small() -> Catalogue {
    catalogue(&[
        (RecordType::Country, COUNTRIES),
        (RecordType::Topic, TOPICS),
        (RecordType::Event, EVENTS),
        (RecordType::Quote, QUOTES),
        (RecordType::Person, PEOPLE),
        (RecordType::Organisation, BODIES),
        (RecordType::Document, DOCUMENTS),
        (RecordType::Source, SOURCES),
    ])
}

fn query(catalogue: &Catalogue, text: &str) -> Query {
    let mut query = Query::default();
    query.set_text(text, &catalogue.archive);
    query.parsed.finish();
    query
}

fn names(catalogue: &Catalogue, set: &FixedBitSet) -> Vec<String> {
    let mut names: Vec<String> = set.ones().map(|n| catalogue.archive.record(Id::from_index(n)).id().to_owned()).collect();
    names.sort_unstable();
    names
}

/// What is found, best first.
fn found(catalogue: &Catalogue, text: &str) -> Vec<String> {
    let (query, marked, never) = (query(catalogue, text), HashSet::new(), AtomicBool::new(false));
    let found = Searcher::new(catalogue, &query, &marked, &never).run(catalogue.facets().all(), usize::MAX);
    assert_eq!(found.counts.sum(), found.best.len(), "{text}");
    assert_eq!(found.counts.counted(), found.open.count_ones(..), "{text}");
    let all = found.best.iter().filter(|hit| hit.section != Section::Most);
    all.map(|hit| catalogue.archive.record(hit.id).id().to_owned()).collect()
}

/// The sections in which records stand that are found, each with its records, best first.
fn sections(catalogue: &Catalogue, text: &str) -> Vec<(Section, Vec<String>)> {
    let (query, marked, never) = (query(catalogue, text), HashSet::new(), AtomicBool::new(false));
    let found = Searcher::new(catalogue, &query, &marked, &never).run(catalogue.facets().all(), usize::MAX);
    let name = |hit: &Hit| catalogue.archive.record(hit.id).id().to_owned();
    let sections = found.best.chunk_by(|a, b| a.section == b.section);
    sections.map(|hits| (hits[0].section, hits.iter().map(name).collect())).collect()
}

fn found_in_any_order(catalogue: &Catalogue, text: &str) -> Vec<String> {
    let mut found = found(catalogue, text);
    found.sort_unstable();
    found
}

#[test]
fn records_are_found_by_what_they_say_and_by_the_names_of_what_they_are_about() {
    let catalogue = small();
    for (text, wanted) in [
        ("canals", &["q-1", "talks-000123", "talks-01"][..]),
        ("quarrels canals", &["talks-000123", "talks-01"]),
        ("\"quarrels over canals\"", &["talks-01"]),
        ("quarrels -ended", &["talks-01"]),
        ("arcadia", &["XA", "talks-01"]),
        ("аркадия", &["XA", "talks-01"]),
        ("лютеция", &["XA", "talks-01"]),
        ("hydrology", &["talks-01", "water"]),
        ("vidal", &["q-1", "talks-01", "vidal"]),
        ("\"river office\"", &["office", "talks-01"]),
        ("title:canals", &[]),
        ("-arcadia canals", &["q-1", "talks-000123", "talks-01"]),
        ("-vidal canals", &["talks-000123"]),
        ("/can.ls/", &["q-1", "talks-000123", "talks-01"]),
        ("nothing 2012", &["q-2"]),
        ("join 2010", &["q-1"]),
        ("join may", &["q-1"]),
        ("join 4", &["q-1"]),
        ("nothing may", &[]),
        ("talks-000123", &["talks-000123"]),
        ("talks-01", &["talks-01"]),
        ("firtal", &["talks-01"]),
        ("zzzz", &[]),
    ] {
        assert_eq!(found_in_any_order(&catalogue, text), wanted, "{text}");
    }
}

#[test]
fn what_is_not_held_as_asked_stands_in_sections_of_its_own() {
    let catalogue = small();
    let of = |text| -> Vec<(Section, String)> {
        sections(&catalogue, text).into_iter().map(|(section, ids)| (section, ids.join(" "))).collect()
    };
    let found = |section, ids: &str| (section, ids.to_owned());
    assert_eq!(of("hydrology"), [found(Section::All, "water"), found(Section::Topic, "talks-01")]);
    assert_eq!(of("quarrels zebra"), [found(Section::Most, "talks-000123 talks-01")]);
    assert_eq!(of("quarrles"), [found(Section::Similar, "talks-01 talks-000123")]);
    // Literal are phrases, whole words, parts, expressions, fields and what is left out.
    for text in
        ["'hydrology' canals", "\"hydrology\" canals", "text:hydrology", "/hydrology/ canals", "'quarrles", "text:quarrles"]
    {
        assert_eq!(of(text), [], "{text}");
    }
    assert_eq!(of("canals -hydrology").len(), 1);
    assert_eq!(of("quarrels zebra 'tides'"), [found(Section::Most, "talks-01")]);
    assert_eq!(of("quarrels zebra 'tide'"), []);
}

#[test]
fn the_record_of_a_name_comes_before_those_that_mention_it() {
    let catalogue = small();
    assert_eq!(found(&catalogue, "arcadia")[0], "XA");
    assert_eq!(found(&catalogue, "vidal anna")[0], "vidal");
    assert_eq!(found(&catalogue, "river office")[0], "office");
}

#[test]
fn what_no_segment_can_meet_is_known_without_a_look() {
    let catalogue = small();
    let (marked, never) = (HashSet::new(), AtomicBool::new(false));
    let mut planner = Planner::new(&catalogue, &marked, &never);
    let hopeless: Vec<bool> =
        planner.plans(&query(&catalogue, "canals zzzz -zzzz \"zzzz canals\"").parsed).iter().map(Plan::is_hopeless).collect();
    assert_eq!(hopeless, [false, true, false, true]);
    let words =
        |text: &str, planner: &mut Planner<'_>| planner.plans(&query(&catalogue, text).parsed).iter().any(Plan::needs_postings);
    assert!(words("canals", &mut planner) && words("-canals", &mut planner));
    assert!(!words("country:XA type:event", &mut planner) && !words("/can.ls/", &mut planner));
}

#[test]
fn the_best_groups_of_a_word_come_first_and_its_beginnings_are_one_run() {
    let catalogue = small();
    let (marked, never) = (HashSet::new(), AtomicBool::new(false));
    let mut planner = Planner::new(&catalogue, &marked, &never);
    let plans = planner.plans(&query(&catalogue, "tide").parsed);
    let [Plan::Word(word)] = &plans[..] else { panic!("a word") };
    assert!(word.groups.is_sorted_by_key(|group| std::cmp::Reverse(group.score)));
    let dictionary = &catalogue.index().dictionary;
    let runs: Vec<Vec<&str>> = word
        .groups
        .iter()
        .filter(|group| group.is_run)
        .map(|group| group.words.iter().map(|&number| &*dictionary.words[number as usize].text).collect())
        .collect();
    assert_eq!(runs, [["tides"]]);
}

#[test]
fn records_belong_where_those_belong_on_which_they_rest_or_that_rest_on_them() {
    let catalogue = small();
    let archive = &catalogue.archive;
    let belonging = |name: &str| {
        let mut set = catalogue.facets().all().clone();
        catalogue.facets().narrow(&mut set, &[archive.id(name).expect("a facet")]);
        names(&catalogue, &set)
    };
    assert_eq!(belonging("water"), ["office", "paper", "plan", "talks-01", "water"]);
    assert_eq!(belonging("trade"), ["q-1", "talks-000123", "trade", "vidal"]);
    assert_eq!(belonging("XA"), ["XA", "office", "paper", "plan", "talks-01", "vidal"]);
    let counted = catalogue.facets().counts(catalogue.facets().all(), archive.of_type(RecordType::Topic));
    assert_eq!(counted.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [5, 4]);
}
