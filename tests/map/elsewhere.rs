//! The map of records of other places: by the outlines of the world, around where their places lie.

use std::path::Path;
use std::sync::Arc;

use cadialog::app::Mode;
use cadialog::archive::{self, Base};
use cadialog::search::Catalogue;
use serde_json::{Value, json};

use super::common::{Session, of_pack};
use super::{dots, foot, overlay};

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign").join(name)
}

fn of(name: &str, width: u16, height: u16) -> Session {
    let loaded = archive::load(Base::Nothing, &[folder(name)]).expect("the pack is sound");
    Session::on(Arc::new(Catalogue::new(loaded.archive)), width, height)
}

/// The events of a pack that have a position, counted in its JSON.
fn with_position(name: &str) -> usize {
    let text = std::fs::read_to_string(folder(name).join("events.json")).expect("events");
    let events: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    events.iter().filter(|event| event["place"]["latitude"].is_number()).count()
}

/// The column and line of the first cell of a name, or of the code that stands for it where room is short.
fn at(session: &Session, name: &str, code: &str) -> (usize, usize) {
    let text = overlay(session);
    let of =
        |word: &str| text.lines().enumerate().find_map(|(y, line)| Some((cadialog::text::width(&line[..line.find(word)?]), y)));
    of(name).or_else(|| of(code)).unwrap_or_else(|| panic!("no {name}:\n{text}"))
}

#[test]
fn a_treaty_of_the_world_has_the_map_of_the_world() {
    for (width, height) in [(80, 24), (120, 36), (160, 50)] {
        let mut session = of("treaty", width, height);
        session.press("M");
        let text = overlay(&session);
        assert!(text.contains(&format!("Map · {} events at 4 places ", with_position("treaty"))), "{text}");
        assert!(!text.contains("Japan") && !text.contains("Caspian") && !text.contains("off the map"), "{text}");
        assert!(dots(&session).0 > 100, "{text}");
        let [portugal, norway, kenya, uruguay] = [("Portugal", "PT"), ("Norway", "NO"), ("Kenya", "KE"), ("Uruguay", "UY")]
            .map(|(name, code)| at(&session, name, code));
        assert!(norway.1 < portugal.1 && portugal.1 < kenya.1 && kenya.1 < uruguay.1, "from north to south:\n{text}");
        assert!(uruguay.0 < portugal.0 && portugal.0 < kenya.0, "from west to east:\n{text}");
    }
}

#[test]
fn countries_of_the_world_are_moved_to_and_filtered_by() {
    let mut session = of("treaty", 120, 36);
    session.press("M");
    for _ in 0..6 {
        session.press("Up");
    }
    assert!(foot(&session).contains("Norway"), "furthest north: {}", foot(&session));
    session.press("Down");
    assert!(foot(&session).contains("Portugal"), "{}", foot(&session));
    let (_, before) = dots(&session);
    session.press("Space");
    assert!(session.status().contains("country:PT"), "{}", session.status());
    assert!(overlay(&session).contains("✓ Portugal") || overlay(&session).contains("✓ PT"), "{}", overlay(&session));
    // Portugal is small on it.
    assert!(dots(&session).1 > before, "{}", overlay(&session));
    session.press("Space Tab");
    assert!(foot(&session).contains("Vila Calma, Portugal: 3 events · place 1 of 4"), "{}", foot(&session));
}

#[test]
fn a_council_has_the_map_of_its_town_and_no_countries() {
    for (width, height) in [(80, 24), (120, 36), (160, 50)] {
        let mut session = of("council", width, height);
        session.press("M");
        assert_eq!(session.app.mode(), Mode::Map);
        let text = overlay(&session);
        assert!(text.contains(&format!("Map · {} events at 2 places ", with_position("council"))), "{text}");
        for word in ["country", "Japan", "Kazakhstan", "filter"] {
            assert!(!text.contains(word), "{word}:\n{text}");
        }
        assert!(dots(&session).0 > 20, "the coast:\n{text}");
        session.press("Down");
        assert!(foot(&session).contains("Saltmere: 10 events"), "{}", foot(&session));
        session.press("Up");
        assert!(foot(&session).contains("Gull Island: 1 event"), "the island lies north: {}", foot(&session));
        session.press("Up");
        assert!(session.status().contains("no place of the map lies further north"), "{}", session.status());
        session.press("Enter");
        assert_eq!(session.app.mode(), Mode::Browse);
        assert_eq!(session.app.view().selected.0, 1, "the one event there: {}", session.status());
    }
}

#[test]
fn where_no_place_has_a_position_there_is_no_map() {
    let event = json!({"id": "e", "title": "A meeting", "kind": "forum", "date": "2020", "summary": "Held.", "sources": ["s"],
        "place": {"city": "Nowhere", "country": "JP"}, "countries": ["JP"]});
    let source = json!({"id": "s", "publisher": "P", "title": "T"});
    let pack = json!({"name": "mine", "title": "Mine", "version": "1", "events": [event], "sources": [source]});
    let mut session = Session::on(of_pack(&pack), 160, 50);
    assert!(!session.text().contains("enlarges"), "{}", session.text());
    session.press("M");
    assert_eq!(session.app.mode(), Mode::Browse);
    assert!(session.status().contains("no record has a place with a position"), "{}", session.status());
}

#[test]
fn places_on_both_sides_of_the_antimeridian_are_near_each_other() {
    let event = |id: &str, city: &str, latitude: f64, longitude: f64| {
        json!({"id": id, "title": id, "kind": "forum", "date": "2020", "summary": "Held.", "sources": ["s"],
            "place": {"city": city, "latitude": latitude, "longitude": longitude}})
    };
    let events = [event("a", "Suva", -18.1, 178.4), event("b", "Apia", -13.8, -171.8)];
    let pack = json!({"name": "mine", "title": "Mine", "version": "1", "events": events,
        "sources": [{"id": "s", "publisher": "P", "title": "T"}]});
    let mut session = Session::on(of_pack(&pack), 120, 36);
    session.press("M");
    let (suva, apia) = (at(&session, "Suva", "Suva"), at(&session, "Apia", "Apia"));
    assert!(suva.0 < apia.0 && apia.1 < suva.1, "Apia lies north-east of Suva:\n{}", overlay(&session));
    assert!(apia.0 - suva.0 > 20, "the frame is no larger than they need:\n{}", overlay(&session));
}
