//! What belongs to which country and topic: outcomes by their event, bodies and places by what they had a part in.

mod common;

use cadialog::query::Query;
use cadialog::search::{Catalogue, Hits};
use serde_json::json;

fn found(catalogue: &Catalogue, text: &str) -> Vec<String> {
    let mut query = Query::default();
    query.set_text(text, &catalogue.archive);
    assert!(query.parsed.hints.is_empty(), "{text}: {:?}", query.parsed.hints);
    let mut found: Vec<String> =
        Hits::of_all(catalogue, &query).list.iter().map(|hit| catalogue.archive.record(hit.id).id().to_owned()).collect();
    found.sort();
    found
}

#[test]
fn outcomes_bodies_and_places_belong_where_their_events_do() {
    let catalogue = common::of_pack(&json!({
        "pack": {"name": "facets", "title": "Facets", "version": "1", "schema": 1},
        "countries": [{"id": "UZ", "name": "Uzbekistan"}, {"id": "KZ", "name": "Kazakhstan"}, {"id": "JP", "name": "Japan"}],
        "topics": [{"id": "water", "name": "Water"}, {"id": "energy", "name": "Energy"}],
        "places": [{"id": "osh", "name": "Osh", "country": "KZ"}],
        "people": [{"id": "ada", "name": "Ada"}],
        "organisations": [{"id": "bank", "name": "A bank"}, {"id": "agency", "name": "An agency"}, {"id": "guest", "name": "A guest"}],
        "events": [
            {"id": "talks", "title": "Talks", "date": "2020-05-10", "kind": "experts-meeting", "countries": ["UZ", "JP"],
                "topics": ["water"], "stops": ["osh"], "organisations": ["guest"], "summary": "They met.", "sources": ["page"]},
        ],
        "documents": [
            {"id": "plan", "title": "A plan", "kind": "action-plan", "date": "2020", "event": "talks", "summary": "A plan.", "sources": ["page"]},
            {"id": "paper", "title": "A paper", "kind": "action-plan", "date": "2021", "topics": ["energy"], "signatories": ["KZ"],
                "summary": "A paper.", "sources": ["page"]},
        ],
        "outcomes": [
            {"id": "bare", "text": "Something was agreed.", "form": "agreement", "event": "talks", "sources": ["page"]},
            {"id": "own", "text": "Something was promised.", "form": "pledge", "event": "talks", "countries": ["KZ"],
                "topics": ["energy"], "by": ["bank"], "to": ["agency"], "sources": ["page"]},
            {"id": "to-one", "text": "Something was given.", "form": "pledge", "event": "talks", "by": ["ada"], "to": ["KZ"], "sources": ["page"]},
            {"id": "of-plan", "text": "The plan says so.", "form": "agreement", "document": "plan", "sources": ["page"]},
            {"id": "of-paper", "text": "The paper says so.", "form": "agreement", "document": "paper", "sources": ["page"]},
        ],
        "sources": [{"id": "page", "title": "A page", "publisher": "P", "kind": "primary", "url": "https://example.org/"}],
    }));
    assert_eq!(found(&catalogue, "country:UZ type:outcome"), ["bare", "of-plan", "to-one"]);
    assert_eq!(found(&catalogue, "country:KZ type:outcome"), ["of-paper", "own", "to-one"]);
    assert_eq!(found(&catalogue, "topic:water type:outcome"), ["bare", "of-plan", "to-one"]);
    assert_eq!(found(&catalogue, "topic:energy type:outcome"), ["of-paper", "own"]);
    assert_eq!(found(&catalogue, "topic:energy type:organisation"), ["agency", "bank"]);
    assert_eq!(found(&catalogue, "country:KZ type:organisation"), ["agency", "bank"]);
    assert_eq!(found(&catalogue, "topic:water type:organisation"), ["guest"]);
    assert_eq!(found(&catalogue, "topic:water type:person"), ["ada"]);
    assert_eq!(found(&catalogue, "country:KZ type:place"), ["osh"]);
    assert_eq!(found(&catalogue, "country:UZ type:place"), Vec::<String>::new(), "a place lies in one country");
    assert_eq!(found(&catalogue, "topic:water type:place"), ["osh"]);
}
