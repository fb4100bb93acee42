//! Places: the map, `place:`, exports and lists tell the same of events that have a place record, a city, stops or nothing.

mod common;

use cadialog::app::Mode;
use cadialog::archive::{Archive, Gazetteer};
use cadialog::export::{OutputFormat, write};
use cadialog::query::{Query, completions};
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::view::View;
use common::Session;
use serde_json::{Value, json};
use std::sync::Arc;

/// Two places with records in Uzbekistan, one of them the capital without a position of its own, and one of each reason for which
/// an event has no place.
fn pack() -> Value {
    let event = |id: &str, kind: &str, format: &str, countries: &[&str], more: Value| {
        let mut event = json!({"id": id, "title": format!("Event {id}"), "date": "2020-05-10", "kind": kind, "format": format,
            "countries": countries, "summary": "Something took place.", "sources": ["page"]});
        event.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        event
    };
    let met =
        |id: &str, country: &str, place: Value| event(id, "experts-meeting", "in-person", &[country], json!({"place": place}));
    json!({
        "pack": {"name": "places", "title": "Places", "version": "1", "schema": 1},
        "countries": [
            {"id": "UZ", "name": "Uzbekistan", "names": {"ru": "Узбекистан"}, "capital": {"name": "Tashkent", "latitude": 41.26, "longitude": 69.22}},
            {"id": "KZ", "name": "Kazakhstan", "capital": {"name": "Astana", "names": {"ru": "Астана"}, "latitude": 51.18, "longitude": 71.45,
                "former": [{"name": "Nur-Sultan"}]}},
            {"id": "JP", "name": "Japan", "capital": {"name": "Tokyo", "latitude": 35.69, "longitude": 139.69}},
        ],
        "topics": [{"id": "water", "name": "Water"}],
        "places": [
            {"id": "tashkent", "name": "Tashkent", "names": {"ru": "Ташкент", "ja": "タシケント"}, "country": "UZ"},
            {"id": "samarkand", "name": "Samarkand", "names": {"ru": "Самарканд", "ja": "サマルカンド"}, "other_names": ["Samarqand"],
                "country": "UZ", "latitude": 39.65, "longitude": 66.96},
            {"id": "the-region", "name": "The Region", "country": "JP"},
        ],
        "events": [
            met("in-tashkent", "UZ", json!({"id": "tashkent", "city": "Tashkent", "country": "UZ"})),
            met("in-samarqand", "UZ", json!({"city": "Samarqand", "country": "UZ"})),
            met("with-position", "UZ", json!({"id": "samarkand", "latitude": 39.7, "longitude": 67.0})),
            met("in-tokyo", "JP", json!({"city": "Tokyo", "country": "JP", "venue": "Tashkent Hall"})),
            met("in-astana", "KZ", json!({"city": "Nur-Sultan", "country": "KZ"})),
            met("in-highport", "KZ", json!({"city": "Highport", "country": "KZ"})),
            met("in-a-region", "JP", json!({"id": "the-region"})),
            met("nowhere-known", "JP", json!({"country": "JP", "venue": "A hall"})),
            event("tour", "visit", "in-person", &["JP", "UZ"], json!({"stops": ["tashkent", "samarkand", "tashkent"]})),
            event("lost-tour", "visit", "in-person", &["JP", "UZ", "KZ"], json!({})),
            event("video", "experts-meeting", "online", &["UZ"], json!({})),
            event("letter", "message", "online", &["UZ"], json!({"format": null})),
            event("to-come", "summit", "in-person", &["JP"], json!({"status": "planned"})),
            event("put-off", "summit", "in-person", &["JP"], json!({"status": "postponed"})),
        ],
        "sources": [{"id": "page", "title": "A page", "publisher": "P", "kind": "primary", "url": "https://example.org/"}],
    })
}

fn catalogue() -> Arc<Catalogue> {
    common::of_pack(&pack())
}

fn events(catalogue: &Catalogue, text: &str) -> Vec<String> {
    let mut query = Query::default();
    query.set_text(text, &catalogue.archive);
    assert!(query.parsed.hints.is_empty(), "{text}: {:?}", query.parsed.hints);
    let mut found: Vec<String> =
        View::new(catalogue, &query).events.iter().map(|id| catalogue.archive.record(*id).id().to_owned()).collect();
    found.sort();
    found
}

fn summary(text: &str) -> &str {
    text.lines().find(|line| line.contains("on the map")).map_or("", |line| line.trim_matches(['│', '┃', '|', ' ']))
}

#[test]
fn every_event_is_counted_at_its_places_or_by_why_it_has_none() {
    let mut session = Session::on(catalogue(), 160, 50);
    session.press("M");
    let counts: Vec<(String, usize)> = session.app.spots().iter().map(|spot| (session.app.spot_name(spot), spot.count)).collect();
    let wanted = [("Samarkand", 3), ("Tashkent", 2), ("Astana", 1), ("Tokyo", 1)];
    assert_eq!(counts, wanted.map(|(name, count)| (name.to_owned(), count)));
    assert!(session.text().contains("Map · 6 events at 4 places"), "{}", session.text());
    assert_eq!(
        summary(&session.text()),
        "6 on the map · 2 without a position · 1 online · 1 tour without places · 1 message · 1 planned · 1 not held · 1 place not known"
    );
    let tally = session.app.map_tally();
    let all = tally.events + tally.outside + tally.without_position + tally.absent.iter().sum::<usize>();
    assert_eq!(all, session.app.view().events.len(), "each event once");
}

#[test]
fn names_are_in_the_chosen_language() {
    let mut session = Session::on(catalogue(), 160, 50);
    for (keys, name) in [("M Tab", "Samarkand"), ("L", "サマルカンド"), ("L", "Самарканд"), ("Tab", "Ташкент"), ("Tab", "Астана")]
    {
        session.press(keys);
        let spot = &session.app.spots()[session.app.spot_cursor().expect("a place")];
        assert_eq!(session.app.spot_name(spot), name);
    }
}

#[test]
fn enter_lists_as_many_events_as_the_map_counts() {
    let mut session = Session::on(catalogue(), 120, 36);
    session.press("M");
    let spots = session.app.spots().to_vec();
    for (number, spot) in spots.iter().enumerate() {
        session.press(&format!("M{}", " Tab".repeat(number + 1)));
        if session.app.mode() != Mode::Map {
            session.press(&format!("M{}", " Tab".repeat(number + 1)));
        }
        assert_eq!(session.app.spot_cursor(), Some(number));
        session.press("Enter");
        assert_eq!(session.app.mode(), Mode::Browse);
        assert_eq!(session.rows().len(), spot.count, "{}: {}", session.app.spot_name(spot), session.app.query().text);
        assert_eq!(session.app.view().events.len(), spot.count);
        session.press("X M");
        assert_eq!(session.app.spots(), spots, "as before");
    }
}

#[test]
fn a_place_is_found_by_any_of_its_names() {
    let catalogue = catalogue();
    for name in ["tashkent", "Ташкент", "タシケント", "TASHKENT"] {
        assert_eq!(events(&catalogue, &format!("place:{name} type:event")), ["in-tashkent", "tour"], "{name}");
    }
    let samarkand = ["in-samarqand", "tour", "with-position"];
    for name in ["samarkand", "Samarqand", "Самарканд", "самарк"] {
        assert_eq!(events(&catalogue, &format!("place:{name} type:event")), samarkand, "{name}");
    }
    assert_eq!(events(&catalogue, "place:nur-sultan type:event"), ["in-astana"]);
    assert_eq!(events(&catalogue, "place:Астана type:event"), ["in-astana"]);
    assert_eq!(events(&catalogue, "place:highport type:event"), ["in-highport"]);
    assert_eq!(events(&catalogue, "place:\"highport kz\" type:event"), ["in-highport"]);
    assert_eq!(events(&catalogue, "place:the-region type:event"), ["in-a-region"]);
    assert_eq!(events(&catalogue, "place:\"tashkent h\" type:event"), ["in-tokyo"], "a venue, where no place is called so");
    let in_uzbekistan = ["in-samarqand", "in-tashkent", "tour", "with-position"];
    assert_eq!(events(&catalogue, "place:UZ type:event"), in_uzbekistan);
    assert_eq!(events(&catalogue, "place:Узбекистан type:event"), in_uzbekistan);
    assert_eq!(events(&catalogue, "place:tashkent,samarkand type:event"), in_uzbekistan);
    let mut with_place = in_uzbekistan.to_vec();
    with_place.extend(["in-tokyo", "in-astana", "in-highport", "in-a-region", "nowhere-known"]);
    with_place.sort_unstable();
    assert_eq!(events(&catalogue, "has:place type:event"), with_place);
}

#[test]
fn completion_offers_records_by_any_name_and_cities_without_one() {
    let catalogue = catalogue();
    let texts = |query: &str| {
        let found = completions(query, query.len(), &catalogue.archive).candidates;
        found.into_iter().map(|candidate| (candidate.text, candidate.meaning)).collect::<Vec<_>>()
    };
    let one = |text: &str, meaning: &str| vec![(text.to_owned(), meaning.to_owned())];
    assert_eq!(texts("place:tas"), one("tashkent", "Tashkent"));
    assert_eq!(texts("place:Таш"), one("tashkent", "Tashkent"));
    assert_eq!(texts("place:samarq"), one("samarkand", "Samarkand"));
    assert_eq!(texts("place:hi"), one("Highport", ""));
    assert_eq!(texts("place:").len(), 3 + 3, "three records, and Highport, Nur-Sultan and Tokyo");
}

#[test]
fn a_tour_is_several_points_and_an_events_own_position_wins() {
    let catalogue = catalogue();
    let all: Vec<_> = catalogue.archive.all().collect();
    let mut out = Vec::new();
    write(&catalogue.archive, &all, OutputFormat::Geojson, Language::En, &mut out).expect("written");
    let map: Value = serde_json::from_slice(&out).expect("JSON");
    let geometry = |id: &str| {
        let features = map["features"].as_array().expect("features");
        features.iter().find(|feature| feature["id"] == id).expect(id)["geometry"].clone()
    };
    assert_eq!(geometry("in-tashkent"), json!({"type": "Point", "coordinates": [69.22, 41.26]}), "of the capital");
    assert_eq!(geometry("in-samarqand"), json!({"type": "Point", "coordinates": [66.96, 39.65]}), "of the record");
    assert_eq!(geometry("with-position"), json!({"type": "Point", "coordinates": [67.0, 39.7]}), "its own");
    assert_eq!(geometry("tour"), json!({"type": "MultiPoint", "coordinates": [[69.22, 41.26], [66.96, 39.65]]}));
    assert_eq!(geometry("in-highport"), Value::Null);
    assert_eq!(geometry("video"), Value::Null);
    let mut out = Vec::new();
    write(&catalogue.archive, &all, OutputFormat::Ics, Language::En, &mut out).expect("written");
    let calendar = String::from_utf8(out).expect("UTF-8");
    let entry = |id: &str| {
        let from = calendar.find(&format!("UID:{id}@")).expect(id);
        calendar[from..].split("END:VEVENT").next().unwrap_or_default().to_owned()
    };
    assert!(entry("in-samarqand").contains("GEO:39.65;66.96\r\n"), "{}", entry("in-samarqand"));
    assert!(
        entry("with-position").contains("GEO:39.7;67\r\n") && entry("with-position").contains("LOCATION:Samarkand\\, Uzbekistan")
    );
    assert!(entry("tour").contains("LOCATION:Tashkent\\, Samarkand") && !entry("tour").contains("GEO:"), "{}", entry("tour"));
}

#[test]
fn the_selected_tour_is_marked_at_each_of_its_stops() {
    let mut session = Session::on(catalogue(), 160, 50);
    session.press("/ 'id:tour Enter");
    assert_eq!(session.shown(), "tour");
    assert_eq!(session.app.here().len(), 2);
    session.press("M");
    let map: String = session.text().lines().take(44).collect();
    assert_eq!(map.matches('◉').count(), 2, "{}", session.text());
}

#[test]
fn the_map_needs_no_room() {
    for (width, height) in [(1, 1), (4, 3), (20, 8), (39, 12), (80, 19), (80, 20), (80, 24)] {
        let mut session = Session::on(catalogue(), width, height);
        session.press("M Tab Tab Space");
        session.press("Enter M Down Enter");
    }
}

#[test]
fn places_are_found_in_any_archive() {
    let empty = Gazetteer::new(&Archive::default());
    assert!(empty.named("tashkent").is_empty());
}
