//! GEXF and `TimelineJS`, read back and counted again from the files of the records.

use std::collections::{BTreeMap, BTreeSet};

use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use quick_xml::events::Event;
use serde_json::Value;

use super::hostile::hostile;
use super::{all, data, exported, is_plain, small, texts, whole};

type Attributes = BTreeMap<String, String>;

/// Nodes and edges with their attributes, those declared as well.
fn read(xml: &str) -> (Vec<Attributes>, Vec<Attributes>) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut nodes, mut edges, mut depth) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        let (element, is_empty) = match reader.read_event().expect("XML") {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(_) => {
                depth.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = element.name().as_ref().to_owned();
        let attributes: Attributes = element
            .attributes()
            .map(|attribute| {
                let attribute = attribute.expect("an attribute");
                let value = quick_xml::escape::unescape(&attribute.value).expect("escaped").into_owned();
                (attribute.key.as_ref().to_owned(), value)
            })
            .collect();
        match (name.as_str(), depth.last().map(String::as_str)) {
            ("gexf", None) => assert_eq!((&*attributes["version"], &*attributes["xmlns"]), ("1.3", "http://gexf.net/1.3")),
            ("node", Some("nodes")) => nodes.push(attributes),
            ("edge", Some("edges")) => edges.push(attributes),
            ("attvalue", _) => {
                let of = if depth.contains(&"edges".to_owned()) { edges.last_mut() } else { nodes.last_mut() };
                of.expect("a thing").insert(attributes["for"].clone(), attributes["value"].clone());
            }
            _ => {}
        }
        if !is_empty {
            depth.push(name);
        }
    }
    (nodes, edges)
}

/// Who took part in an event, by its record.
fn parties(event: &Value) -> BTreeSet<String> {
    let mut found: BTreeSet<String> =
        ["hosts", "organisations", "countries"].iter().flat_map(|field| texts(&event[field])).collect();
    found.extend(event["chair"].as_str().map(str::to_owned));
    for who in event["participants"].as_array().into_iter().flatten().filter(|who| who["uncertain"] != true) {
        found.extend(["person", "organisation", "country"].iter().filter_map(|field| who[field].as_str()).map(str::to_owned));
    }
    found
}

#[test]
fn edges_are_the_events_in_which_both_took_part() {
    let (nodes, edges) = read(&whole(&Archive::bundled().expect("archive"), OutputFormat::Gexf));
    let mut wanted: BTreeMap<[String; 2], BTreeSet<String>> = BTreeMap::new();
    for event in data("events") {
        let is_held = event["status"].is_null() || event["status"] == "held";
        if !is_held || event["kind"] == "message" {
            continue;
        }
        let parties = parties(&event);
        for one in &parties {
            for other in parties.iter().filter(|other| *other > one) {
                let id = event["id"].as_str().expect("id").to_owned();
                wanted.entry([one.clone(), other.clone()]).or_default().insert(id);
            }
        }
    }
    let ids: BTreeSet<&str> = nodes.iter().map(|node| node["id"].as_str()).collect();
    assert_eq!(ids.len(), nodes.len(), "two nodes share an id");
    let mut found: BTreeMap<[String; 2], BTreeSet<String>> = BTreeMap::new();
    for edge in &edges {
        let mut ends = [edge["source"].clone(), edge["target"].clone()];
        assert!(ends.iter().all(|end| ids.contains(end.as_str())), "{ends:?}");
        ends.sort();
        let events: BTreeSet<String> = edge["events"].split("; ").map(str::to_owned).collect();
        assert_eq!(edge["weight"], events.len().to_string());
        assert!(found.insert(ends, events).is_none(), "an edge stands twice");
    }
    assert_eq!(found, wanted);
    let dates: BTreeMap<String, String> =
        data("events").iter().map(|e| (e["id"].as_str().expect("id").into(), e["date"].as_str().expect("date").into())).collect();
    for edge in &edges {
        let among: Vec<&str> = edge["events"].split("; ").map(|event| dates[event].as_str()).collect();
        assert!(among.contains(&edge["first"].as_str()) && among.contains(&edge["last"].as_str()), "{edge:?}");
        assert!(edge["first"].trim_start_matches('[') <= edge["last"].trim_start_matches('['), "{edge:?}");
    }
    let types: BTreeSet<&str> = nodes.iter().map(|node| node["type"].as_str()).collect();
    assert_eq!(types, BTreeSet::from(["country", "organisation", "person"]));
}

#[test]
fn what_has_no_part_in_a_network_is_told() {
    let archive = small();
    let (text, left_out) = exported(&archive, &all(&archive), OutputFormat::Gexf);
    let (nodes, edges) = read(&text);
    let ids: Vec<&str> = nodes.iter().map(|node| node["id"].as_str()).collect();
    // td-13: Matsumoto, two hosts, two countries; som-02: the two countries.
    assert_eq!(ids.iter().collect::<BTreeSet<_>>(), BTreeSet::from([&"KZ", &"JP", &"matsumoto", &"mofa", &"gfj"]));
    assert_eq!(edges.len(), 5 * 4 / 2);
    let both = edges.iter().find(|edge| [edge["source"].as_str(), edge["target"].as_str()].iter().all(|end| end.len() == 2));
    let both = both.expect("the two countries");
    assert_eq!((both["weight"].as_str(), both["first"].as_str(), both["last"].as_str()), ("2", "2006-02", "2025-03-14"));
    let told: BTreeMap<&str, Vec<&str>> =
        left_out.iter().map(|part| (part.why, part.ids.iter().map(|&id| archive.record(id).id()).collect())).collect();
    assert_eq!(told["it was not held"], ["summit-2024"]);
    assert_eq!(told["it is still to come"], ["forum-2027"]);
    assert_eq!(told["fewer than two that took part are known"], ["td-11"]);
    assert_eq!(left_out.iter().map(|part| part.ids.len()).sum::<usize>(), archive.len() - nodes.len() - 2);
}

#[test]
fn a_hostile_network_is_xml_with_the_same_nodes() {
    let (nodes, _) = read(&whole(&hostile(), OutputFormat::Gexf));
    assert!(nodes.is_empty(), "nobody but people without a record took part");
    let name = "<a href=\"x\">&amp; \u{1b}[2J]]></nodes>";
    let archive = super::archive_of(&serde_json::json!({
        "pack": {"name": "p", "title": name, "version": name},
        "people": [{"id": "a", "name": name}, {"id": "b \"<", "name": "B"}],
        "events": [{"id": "e", "title": name, "date": "2025", "participants": [{"person": "a"}, {"person": "b \"<"}]}],
    }));
    let (nodes, edges) = read(&whole(&archive, OutputFormat::Gexf));
    assert_eq!(nodes[0]["label"], "<a href=\"x\">&amp; [2J]]></nodes>");
    assert_eq!((edges.len(), edges[0]["target"].as_str()), (1, "b \"<"));
}

#[test]
fn slides_stand_where_their_records_do() {
    let archive = Archive::bundled().expect("archive");
    let (text, left_out) = exported(&archive, &all(&archive), OutputFormat::TimelineJs);
    let timeline: Value = serde_json::from_str(&text).expect("JSON");
    let slides = timeline["events"].as_array().expect("slides");
    assert_eq!(slides.len() + left_out.iter().map(|part| part.ids.len()).sum::<usize>(), archive.len());
    let by_id: BTreeMap<&str, &Value> = slides.iter().map(|slide| (slide["unique_id"].as_str().expect("id"), slide)).collect();
    assert_eq!(by_id.len(), slides.len());
    let iso = |date: &Value| -> Option<String> {
        let rest = ["month", "day"].iter().filter_map(|part| date[part].as_u64()).map(|part| format!("-{part:02}"));
        Some(format!("{:04}{}", date["year"].as_u64()?, rest.collect::<String>()))
    };
    let mut plain = 0;
    for plural in ["events", "documents", "projects"] {
        for record in data(plural) {
            let date = record["date"].as_str().expect("date");
            let Some(slide) = by_id.get(format!("cadialog-{}", record["id"].as_str().expect("id")).as_str()) else {
                assert!(!is_plain(date), "{record}");
                continue;
            };
            let (start, end) = (iso(&slide["start_date"]).expect("a start"), iso(&slide["end_date"]));
            match date.split_once('/') {
                None if is_plain(date) => assert_eq!((start.as_str(), end), (date, None)),
                Some((first, last)) if is_plain(first) && is_plain(last) => {
                    assert_eq!((&*start, end.as_deref()), (first, Some(last)));
                }
                _ => assert!(end.is_none() && start.len() < 10, "{date} is not {start}"),
            }
            plain += 1;
        }
    }
    assert!(plain > 200, "{plain}");
}

/// The tags of HTML, by their names.
fn tags(html: &str) -> Vec<String> {
    let begun = html.split('<').skip(1);
    begun.map(|tag| tag.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect()).collect()
}

#[test]
fn no_words_of_a_record_act_on_a_timeline() {
    for archive in [hostile(), Archive::bundled().expect("archive")] {
        let timeline: Value = serde_json::from_str(&whole(&archive, OutputFormat::TimelineJs)).expect("JSON");
        for slide in timeline["events"].as_array().expect("slides").iter().chain([&timeline["title"]]) {
            assert_eq!(tags(slide["text"]["headline"].as_str().expect("headline")), Vec::<String>::new());
            let text = slide["text"]["text"].as_str().expect("text");
            assert!(tags(text).iter().all(|tag| ["p", "a"].contains(&tag.as_str())), "{text}");
            assert!(text.split("<a ").skip(1).all(|link| link.starts_with("href=\"http")), "{text}");
            let media = slide["media"]["url"].as_str().unwrap_or_default();
            assert!(tags(media).iter().all(|tag| ["blockquote", "cite"].contains(&tag.as_str())), "{media}");
            assert_eq!(slide["autolink"], false);
        }
    }
}
