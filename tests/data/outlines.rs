//! The map outlines: what the file format of the readme says, and what a map of the Dialogue needs.

use std::collections::BTreeMap;

use serde_json::Value;

/// Polygons of rings of longitude and latitude, in degrees.
type Outline = Vec<Vec<Vec<[f64; 2]>>>;

const WORLD: (&str, &str, usize, usize) =
    ("outlines-world-110m.json", include_str!("../../data/outlines-world-110m.json"), 285, 10_583);

const FILES: [(&str, &str, usize, usize); 2] = [
    ("outlines-110m.json", include_str!("../../data/outlines-110m.json"), 11, 462),
    ("outlines-50m-simplified.json", include_str!("../../data/outlines-50m-simplified.json"), 16, 1257),
];

#[test]
fn the_outlines_hold_the_six_countries_and_both_seas() {
    for (file, json, rings, points) in FILES {
        let outlines: BTreeMap<String, Outline> = serde_json::from_str(json).expect(file);
        for name in ["JP", "KZ", "KG", "TJ", "TM", "UZ", "CASPIAN", "ARAL"] {
            assert!(outlines.contains_key(name), "{file}: no outline of {name}");
        }
        let all: Vec<&Vec<[f64; 2]>> = outlines.values().flatten().flatten().collect();
        for ring in &all {
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{file}: a ring is not closed: {ring:?}");
        }
        for [longitude, latitude] in all.iter().copied().flatten() {
            // From the Caspian Sea to the east of Japan, from the south of Japan to the north of Kazakhstan.
            assert!((40.0..=150.0).contains(longitude), "{file}: longitude {longitude}");
            assert!((20.0..=60.0).contains(latitude), "{file}: latitude {latitude}");
        }
        is_as_the_readme_says(file, json, &all, (rings, points));
    }
}

#[test]
fn the_world_holds_every_country_that_has_a_code_and_an_outline() {
    let (file, json, rings, points) = WORLD;
    let outlines: BTreeMap<String, Outline> = serde_json::from_str(json).expect(file);
    let reference: Vec<Value> = serde_json::from_str(include_str!("../../data/reference/countries.json")).expect("countries");
    let codes: Vec<&str> = reference.iter().filter_map(|country| country["id"].as_str()).collect();
    for code in outlines.keys() {
        let is_own = code.strip_prefix('-').is_some_and(|number| number.parse::<u8>().is_ok());
        assert!(is_own || codes.contains(&code.as_str()), "{file}: {code} is no code of ISO 3166-1");
    }
    // Of the states of some size none is missing, and each holds its capital, where the reference has one.
    let mut held = 0;
    for country in &reference {
        let (Some(outline), Some(capital)) = (outlines.get(country["id"].as_str().expect("an id")), country.get("capital"))
        else {
            continue;
        };
        let [x, y] = ["longitude", "latitude"].map(|name| capital[name].as_f64().expect("a position"));
        held += usize::from(outline.iter().any(|polygon| inside(&polygon[0], x, y)));
    }
    assert!(held >= 150, "only {held} capitals lie within the outline of their country");
    let all: Vec<&Vec<[f64; 2]>> = outlines.values().flatten().flatten().collect();
    for ring in &all {
        assert!(ring.len() >= 4 && ring.first() == ring.last(), "{file}: a ring is not closed: {ring:?}");
        // What crosses the antimeridian goes on: no side leads round the earth, but for the edge at the pole.
        let jumps = ring.windows(2).any(|side| (side[0][0] - side[1][0]).abs() > 180.0 && side[0][1] > -90.0);
        assert!(!jumps, "{file}: a side leads round the earth");
    }
    is_as_the_readme_says(file, json, &all, (rings, points));
}

/// Two decimals at most, and rings, points and bytes as the readme's table has them.
fn is_as_the_readme_says(file: &str, json: &str, all: &[&Vec<[f64; 2]>], (rings, points): (usize, usize)) {
    for degrees in all.iter().copied().flatten().flatten() {
        assert!((degrees * 100.0 - (degrees * 100.0).round()).abs() < 1e-6, "{file}: {degrees} is too exact");
    }
    assert_eq!((all.len(), all.iter().map(|ring| ring.len()).sum::<usize>()), (rings, points), "{file}: rings and points");
    let readme = include_str!("../../data/README.md");
    let row = readme.lines().find(|line| line.contains(&format!("`{file}`"))).expect("a row of the readme's table");
    let bytes = thousands(json.len());
    assert!(row.contains(&format!(" {rings} ")) && row.contains(&thousands(points)) && row.contains(&bytes), "{file}: {row}");
}

#[test]
fn the_capitals_lie_in_their_countries() {
    let outlines: BTreeMap<String, Outline> = serde_json::from_str(FILES[1].1).expect("outlines");
    let archive = super::archive();
    for code in ["JP", "KZ", "KG", "TJ", "TM", "UZ"] {
        let country = archive.id(code).and_then(|id| archive.country(id)).expect("a country");
        let capital = country.capital.as_ref().expect("a capital");
        let (x, y) = (capital.longitude.expect("longitude"), capital.latitude.expect("latitude"));
        assert!(outlines[code].iter().any(|polygon| inside(&polygon[0], x, y)), "{} at {x}, {y} is not in {code}", capital.name);
    }
}

/// Whether the point lies inside the ring, by the number of its sides that a ray to the east crosses.
fn inside(ring: &[[f64; 2]], x: f64, y: f64) -> bool {
    let crosses = |side: &&[[f64; 2]]| {
        let ([x1, y1], [x2, y2]) = (side[0], side[1]);
        (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

/// "1,257", as the readme writes numbers.
fn thousands(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
