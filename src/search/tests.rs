//! The search on a small collection whose answers can be counted by hand.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::AtomicBool;

use super::*;
use crate::archive::{Id, Pack, PackText, Relation};
use crate::query::Query;
use crate::record::{Field, MONTHS, Record, RecordType};
use crate::search::plan::Plan;
use crate::search::planner::Planner;
use crate::text;

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
    let (query, annotations, never) = (query(catalogue, text), Annotations::default(), AtomicBool::new(false));
    let found = Searcher::new(catalogue, &query, &annotations, &never).run(catalogue.facets().all(), usize::MAX);
    assert_eq!(found.counts.sum(), found.best.len(), "{text}");
    assert_eq!(found.counts.counted(), found.open.count_ones(..), "{text}");
    let all = found.best.iter().filter(|hit| hit.section != HitSection::Most);
    all.map(|hit| catalogue.archive.record(hit.id).id().to_owned()).collect()
}

/// The sections in which records stand that are found, each with its records, best first.
fn sections(catalogue: &Catalogue, text: &str) -> Vec<(HitSection, Vec<String>)> {
    let (query, annotations, never) = (query(catalogue, text), Annotations::default(), AtomicBool::new(false));
    let found = Searcher::new(catalogue, &query, &annotations, &never).run(catalogue.facets().all(), usize::MAX);
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
    let of = |text| -> Vec<(HitSection, String)> {
        sections(&catalogue, text).into_iter().map(|(section, ids)| (section, ids.join(" "))).collect()
    };
    let found = |section, ids: &str| (section, ids.to_owned());
    assert_eq!(of("hydrology"), [found(HitSection::All, "water"), found(HitSection::Topic, "talks-01")]);
    assert_eq!(of("quarrels zebra"), [found(HitSection::Most, "talks-000123 talks-01")]);
    assert_eq!(of("quarrles"), [found(HitSection::Similar, "talks-01 talks-000123")]);
    // Literal are phrases, whole words, parts, expressions, fields and what is left out.
    for text in
        ["'hydrology' canals", "\"hydrology\" canals", "text:hydrology", "/hydrology/ canals", "'quarrles", "text:quarrles"]
    {
        assert_eq!(of(text), [], "{text}");
    }
    assert_eq!(of("canals -hydrology").len(), 1);
    assert_eq!(of("quarrels zebra 'tides'"), [found(HitSection::Most, "talks-01")]);
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
    let (annotations, never) = (Annotations::default(), AtomicBool::new(false));
    let mut planner = Planner::new(&catalogue, &annotations, &never);
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
    let (annotations, never) = (Annotations::default(), AtomicBool::new(false));
    let mut planner = Planner::new(&catalogue, &annotations, &never);
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

/// The records that hold each word of the archive, by a scan of all texts: in whichever form, or as a name of what they are about.
struct Scan {
    /// By word of a text the records in whose texts it stands.
    holding: HashMap<String, BTreeSet<Id>>,
    /// By word of a name the records that are about whatever bears it.
    about: HashMap<String, BTreeSet<Id>>,
    /// Romanisation keys of words that stand in names.
    keys: HashMap<String, String>,
}

impl Scan {
    fn of(archive: &Archive) -> Self {
        let mut scan = Self { holding: HashMap::new(), about: HashMap::new(), keys: HashMap::new() };
        for id in archive.all() {
            let record = archive.record(id);
            crate::index::each_text(record, &mut |text| {
                for word in words_of(text.text, text.joins()) {
                    if !text.holds(&word) {
                        continue;
                    }
                    if text.names
                        && let Some(key) = text::romanise(&word)
                    {
                        scan.keys.insert(word.clone(), key);
                    }
                    scan.holding.entry(word).or_default().insert(id);
                }
            });
            let event = match record {
                Record::Quote(quote) => quote.event.as_ref(),
                Record::Outcome(outcome) => outcome.event.as_ref(),
                _ => None,
            };
            if let (Some(_), Some((first, last))) = (event, archive.days(id)) {
                let month = MONTHS[usize::from(first.month) - 1].to_lowercase();
                let same_month = (first.year, first.month) == (last.year, last.month);
                let words = [Some(first.year.to_string()), Some(last.year.to_string()), same_month.then_some(month)];
                let day = (first == last).then(|| first.day.to_string());
                words.into_iter().chain([day]).flatten().for_each(|word| {
                    scan.holding.entry(word).or_default().insert(id);
                });
            }
            if !record.record_type().is_dated() {
                continue;
            }
            let people =
                [Relation::Person, Relation::Speaker, Relation::Host, Relation::Organisation, Relation::By, Relation::To];
            let relations = people.into_iter().chain([Relation::Country, Relation::Place]);
            for named in relations.flat_map(|relation| archive.linked(id, relation)) {
                let named = archive.record(named);
                if matches!(named, Record::Country(_) | Record::Person(_) | Record::Organisation(_) | Record::Place(_)) {
                    let is_id = |name: &str| name == named.id() || named.aliases().iter().any(|alias| alias == name);
                    named.texts(&mut |field, name| {
                        if field == Field::Title && (matches!(named, Record::Country(_)) || !is_id(name)) {
                            scan.is_about(name, id);
                        }
                    });
                }
            }
            let city =
                if let Record::Event(event) = record { event.place.as_ref().and_then(|place| place.city.clone()) } else { None };
            for &country in archive.of_type(RecordType::Country) {
                let capital = archive.country(country).and_then(|country| country.capital.as_ref());
                if let Some(capital) = capital.filter(|capital| Some(&capital.name) == city.as_ref()) {
                    capital.names.values().chain(&capital.other_names).for_each(|name| scan.is_about(name, id));
                }
            }
        }
        scan
    }

    fn is_about(&mut self, name: &str, id: Id) {
        for word in words_of(name, true) {
            self.about.entry(word).or_default().insert(id);
        }
    }

    fn records(&self, term: &str) -> BTreeSet<Id> {
        let key = text::romanise(term).filter(|key| key.len() >= 3);
        let chars = term.chars().count();
        let wide = text::width(term) > chars;
        let (prefix, inside) = match (wide, wide && text::romanise(term).is_none()) {
            (_, true) => (1, 1),
            (true, _) => (1, 2),
            _ => (2, 5),
        };
        let forms = text::forms(term);
        let holds = |word: &str| {
            word == term
                || chars >= prefix && word.starts_with(term)
                || chars >= inside && word.contains(term)
                || forms.iter().any(|form| form == word)
                || word.chars().next() == term.chars().next() && text::is_inflection(term, word)
                || key.is_some() && self.keys.get(word) == key.as_ref()
        };
        let of = |words: &HashMap<String, BTreeSet<Id>>| -> Vec<Id> {
            words.iter().filter(|(word, _)| holds(word)).flat_map(|(_, ids)| ids.iter().copied()).collect()
        };
        of(&self.holding).into_iter().chain(of(&self.about)).collect()
    }
}

/// The words of a text, with those that a hyphen or a change of script makes one.
fn words_of(source: &str, joins: bool) -> Vec<String> {
    let tokens = text::tokens(source);
    let pairs = tokens.windows(2).filter(|pair| {
        let between = pair[0].range.end..pair[1].range.start;
        joins && crate::index::joins(source, between.clone()) || between.is_empty() && !pair[1].word.is_ascii()
    });
    let joined: Vec<String> = pairs.map(|pair| format!("{}{}", pair[0].word, pair[1].word)).collect();
    tokens.into_iter().map(|token| token.word).chain(joined).collect()
}

#[test]
fn the_first_block_of_a_word_is_what_a_scan_of_all_texts_finds() {
    let catalogue = Catalogue::new(Archive::bundled().expect("the bundled archive"));
    let archive = &catalogue.archive;
    let scan = Scan::of(archive);
    let mut asked = 0;
    let mut faults = Vec::new();
    let mut words: Vec<&String> = scan.holding.keys().collect();
    words.sort_unstable();
    for word in words {
        // What stands for other words, and what is an id, is more than a word.
        if text::tokens(word).len() != 1 || alias::of(word).next().is_some() || archive.id(word).is_some() {
            continue;
        }
        let (query, annotations, never) = (query(&catalogue, word), Annotations::default(), AtomicBool::new(false));
        let found = Searcher::new(&catalogue, &query, &annotations, &never).run(catalogue.facets().all(), usize::MAX);
        let own: BTreeSet<Id> = found.best.iter().filter(|hit| hit.section == HitSection::All).map(|hit| hit.id).collect();
        let wanted = scan.records(word);
        asked += 1;
        if own != wanted {
            let names = |ids: Vec<&Id>| ids.into_iter().take(3).map(|&id| archive.record(id).id()).collect::<Vec<_>>().join(" ");
            let (more, less) = (names(own.difference(&wanted).collect()), names(wanted.difference(&own).collect()));
            faults.push(format!("{word}: found {more:?} beside, missed {less:?}"));
        }
    }
    assert!(asked > 4500, "{asked} words");
    assert!(faults.is_empty(), "{} of {asked} words\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}
