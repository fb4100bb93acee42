//! JSON-LD, read back as the plain JSON that it is: every link leads to a node, and nothing is claimed that no record says.

use std::collections::{BTreeMap, BTreeSet};

use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use serde_json::Value;

use super::hostile::hostile;
use super::{data, exported, is_plain, small, texts, whole};

fn read(text: &str) -> BTreeMap<String, Value> {
    let document: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(document["@context"]["@vocab"], "https://schema.org/", "the context is in the document");
    let nodes = document["@graph"].as_array().expect("a graph");
    let by_id: BTreeMap<String, Value> =
        nodes.iter().map(|node| (node["@id"].as_str().expect("an id").to_owned(), node.clone())).collect();
    assert_eq!(by_id.len(), nodes.len(), "two nodes share an id");
    by_id
}

/// Every `@id` that a value names.
fn named(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("@id").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| named(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| named(value, found)),
        _ => {}
    }
}

fn all_lead_somewhere(nodes: &BTreeMap<String, Value>) {
    let mut found = BTreeSet::new();
    nodes.values().for_each(|node| named(node, &mut found));
    for id in found {
        assert!(id.starts_with("urn:cadialog:") && !id.contains([' ', '"', '<', '>', '}', '\\']), "{id}");
        assert!(nodes.contains_key(&id), "{id} leads nowhere");
    }
}

#[test]
fn every_link_leads_to_a_node_whatever_is_selected() {
    let bundled = Archive::bundled().expect("archive");
    for archive in [&small(), &bundled, &hostile()] {
        all_lead_somewhere(&read(&whole(archive, OutputFormat::JsonLd)));
    }
    let event = bundled.id("fmm-09-tokyo-2022").expect("an event");
    let nodes = read(&exported(&bundled, &[event], OutputFormat::JsonLd).0);
    all_lead_somewhere(&nodes);
    let countries = nodes.values().filter(|node| node["@type"] == "Country").count();
    let named = data("events").into_iter().find(|event| event["id"] == "fmm-09-tokyo-2022").expect("it is there");
    assert_eq!(countries, texts(&named["countries"]).len());
    assert!(nodes.values().all(|node| node["@type"] != "Quotation"), "what was not asked for and not named");
}

#[test]
fn every_record_has_a_node_of_its_type() {
    let nodes = read(&whole(&Archive::bundled().expect("archive"), OutputFormat::JsonLd));
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    nodes.values().for_each(|node| *counted.entry(node["@type"].as_str().expect("type").to_owned()).or_default() += 1);
    let count = |plural: &str, has: &dyn Fn(&Value) -> bool| data(plural).iter().filter(|record| has(record)).count();
    let paraphrases = count("quotes", &|quote| quote["form"] == "paraphrase");
    let reports = count("documents", &|document| document["kind"] == "white-paper");
    let pages = count("sources", &|source| source["url"].is_string());
    let works = paraphrases + count("outcomes", &|_| true) + count("documents", &|_| true) - reports
        + count("sources", &|_| true)
        - pages;
    for (of_type, wanted) in [
        ("Event", count("events", &|_| true)),
        ("Quotation", count("quotes", &|_| true) - paraphrases),
        ("Report", reports),
        ("WebPage", pages),
        ("CreativeWork", works),
        ("Person", count("people", &|_| true)),
        ("Organization", count("organisations", &|_| true)),
        ("Country", count("countries", &|_| true)),
        ("Place", count("places", &|_| true)),
        ("DefinedTerm", count("topics", &|_| true)),
        ("Project", count("projects", &|_| true)),
        ("Dataset", 1),
    ] {
        assert_eq!(counted.get(of_type).copied(), Some(wanted), "{of_type}");
    }
}

#[test]
fn dates_are_no_more_exact_than_the_records() {
    let nodes = read(&whole(&Archive::bundled().expect("archive"), OutputFormat::JsonLd));
    let mut exact = 0;
    for event in data("events") {
        let (id, date) = (event["id"].as_str().expect("id"), event["date"].as_str().expect("date"));
        let node = &nodes[&format!("urn:cadialog:{id}")];
        let told = ["startDate", "endDate", "temporalCoverage"].map(|name| node[name].as_str());
        let wanted = match date.split_once('/') {
            None if is_plain(date) => [Some(date), None, None],
            Some((first, last)) if is_plain(first) && is_plain(last) => [Some(first), Some(last), None],
            _ => [None, None, Some(date)],
        };
        exact += usize::from(wanted[2].is_none());
        assert_eq!(told, wanted, "{id}");
    }
    assert!(exact > 100 && exact < data("events").len(), "{exact}: both sorts are there");
    for quote in data("quotes").iter().filter(|quote| quote["date"].as_str().is_some_and(|date| !is_plain(date))) {
        let node = &nodes[&format!("urn:cadialog:{}", quote["id"].as_str().expect("id"))];
        assert_eq!((&node["temporalCoverage"], &node["dateCreated"]), (&quote["date"], &Value::Null));
    }
}

/// The ids of the records that take part according to a node.
fn attendees(node: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    named(&node["attendee"], &mut found);
    found
}

#[test]
fn nobody_takes_part_of_whom_that_is_in_doubt_or_in_what_was_not_held() {
    let nodes = read(&whole(&Archive::bundled().expect("archive"), OutputFormat::JsonLd));
    let (mut doubtful, mut certain) = (0, 0);
    for event in data("events") {
        let node = &nodes[&format!("urn:cadialog:{}", event["id"].as_str().expect("id"))];
        let known = attendees(node);
        let is_held = event["status"].is_null() || event["status"] == "held";
        for who in event["participants"].as_array().into_iter().flatten() {
            let Some(person) = who["person"].as_str() else { continue };
            let takes_part = is_held && event["kind"] != "message" && who["uncertain"] != true;
            doubtful += usize::from(!takes_part);
            certain += usize::from(takes_part);
            let elsewhere = event["chair"] == person;
            assert_eq!(
                known.contains(&format!("urn:cadialog:{person}")),
                takes_part || elsewhere && is_held,
                "{person}: {event}"
            );
        }
        let status = match event["status"].as_str() {
            Some("postponed") => "EventPostponed",
            Some("cancelled") => "EventCancelled",
            _ => "EventScheduled",
        };
        assert_eq!(node["eventStatus"], format!("https://schema.org/{status}"));
    }
    assert!(doubtful > 10 && certain > 300, "{doubtful} {certain}");
}

#[test]
fn words_are_quotations_and_positions_are_not() {
    let nodes = read(&whole(&small(), OutputFormat::JsonLd));
    let said = &nodes["urn:cadialog:td-13-matsumoto-vital"];
    assert_eq!(said["@type"], "Quotation");
    assert_eq!(said["creator"]["@id"], "urn:cadialog:matsumoto");
    assert_eq!(said["recordedAt"]["@id"], "urn:cadialog:td-13");
    assert_eq!(said["isBasedOn"]["@id"], "urn:cadialog:thx");
    assert_eq!(said["dateCreated"], "2025-03-14", "that of its event");
    let meant = &nodes["urn:cadialog:kz-oil"];
    assert_eq!((&meant["@type"], &meant["genre"]), (&"CreativeWork".into(), &"paraphrase".into()));
    assert!(meant["text"].is_null() && meant["creator"].is_null(), "{meant}");
    assert!(meant["abstract"].as_str().is_some_and(|words| words.starts_with("Kazakhstan was open")));
    let event = &nodes["urn:cadialog:td-13"];
    assert_eq!(event["location"]["name"], "Iikura House");
    assert_eq!(event["location"]["address"]["addressLocality"], "Tokyo");
    assert!(event["location"]["geo"].is_null(), "the position of the city is not that of the house");
    assert_eq!(nodes["urn:cadialog:summit-2024"]["location"]["geo"]["latitude"], 51.1801, "of the capital that it names");
    let role = &event["attendee"];
    assert_eq!((&role["roleName"], &role["attendee"]["@id"]), (&"opening remarks".into(), &"urn:cadialog:matsumoto".into()));
    let names = &nodes["urn:cadialog:matsumoto"]["alternateName"];
    assert_eq!((&names["@value"], &names["@language"]), (&"松本尚".into(), &"ja".into()));
}
