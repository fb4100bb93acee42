//! The map by lines: its places and countries, and how many events are where.

use std::collections::BTreeSet;

use serde_json::Value;

use super::dialogs::{holds, step};
use super::{bundled, journey};

#[test]
fn the_map_tells_its_places_and_countries() {
    let lines = [
        "map",
        "list 100",
        "2",
        "",
        "Kazakhstan",
        "space",
        "KG",
        "j",
        "99",
        "?",
        "open Uzbekistan",
        "back",
        "map",
        "/water",
        "map",
        "M",
    ];
    let said = journey(&[], &lines);
    let places: Vec<Vec<String>> = bundled::events().iter().map(bundled::on_the_map).collect();
    let on_the_map = places.iter().filter(|at| !at.is_empty()).count();
    let tokyo = places.iter().filter(|at| at.iter().any(|id| id == "tokyo")).count();
    let spots = places.iter().flatten().collect::<BTreeSet<_>>().len();
    let [kz, kg, tj] = ["KZ", "KG", "TJ"].map(bundled::of_country);
    holds(&step(&said, 1), "Map, country 1 of 9. Nothing hidden.");
    holds(&step(&said, 1), &format!("{on_the_map} events at {spots} places; "));
    let told = step(&said, 1)[2];
    let tally: Vec<usize> = told.split("; ").filter_map(|part| part.split(' ').next()?.parse().ok()).collect();
    assert_eq!(tally.iter().sum::<usize>(), places.len(), "each event once, on the map or by why it is not: {told}");
    let online = |event: &&Value| event["format"] == "online" && event["place"].is_null() && event["stops"].is_null();
    holds(&step(&said, 1), &format!("; {} online; ", bundled::events().iter().filter(online).count()));
    holds(&step(&said, 1), &format!("Countries: Kazakhstan: {kz} events; "));
    holds(&step(&said, 2), &format!("1. Tokyo, Japan: {tokyo} events."));
    holds(&step(&said, 2), &format!("Places 1 to {spots} of {spots}; these are all."));
    holds(&step(&said, 3), &format!("Map, place 2 of {spots}."));
    holds(&step(&said, 4), &format!("Map, place 3 of {spots}."));
    holds(&step(&said, 5), &format!("Kazakhstan: {kz} events."));
    holds(&step(&said, 6), "Filtered by Kazakhstan.");
    holds(&step(&said, 6), &format!("Kazakhstan: {kz} events, chosen."));
    holds(&step(&said, 7), &format!("Kyrgyzstan: {kg} events."));
    holds(&step(&said, 8), &format!("Tajikistan: {tj} events."));
    holds(&step(&said, 9), "There is no place 99, only ");
    holds(&step(&said, 10), "A number goes to that place");
    holds(&step(&said, 11), "Detail, country, line 1 of ");
    assert_eq!(step(&said, 14)[1], "The map is closed.");
    holds(&step(&said, 14), "Searched for water: ");
    holds(&step(&said, 16), "The map is closed.");
}
