//! The map as it can be told: the places of the selected events and the countries, with their counts.

use crate::app::{App, MapPlace};
use crate::archive::Id;
use crate::text::{count, fold};

fn selected_country(app: &App) -> usize {
    let under = app.map_country();
    app.view().countries.iter().position(|(id, _)| Some(*id) == under).unwrap_or(0)
}

/// "Map, place 3 of 17", or "Map, country 1 of 9".
pub(super) fn place(app: &App) -> String {
    match app.spot_cursor() {
        Some(place) => format!("Map, place {} of {}", place + 1, app.spots().len()),
        None if app.view().countries.is_empty() => format!("Map, {}", count(app.spots().len(), "place")),
        None => format!("Map, country {} of {}", selected_country(app) + 1, app.view().countries.len()),
    }
}

/// How many events are at how many places, what is not on the map, and every country with its count.
pub(super) fn overview(app: &App) -> Vec<String> {
    let tally = app.map_tally();
    let at = format!("{} at {}", count(tally.events, "event"), count(app.spots().len(), "place"));
    let first = std::iter::once(at).chain(tally.missing()).collect::<Vec<_>>().join("; ");
    let countries: Vec<String> = (0..app.view().countries.len()).map(|n| country(app, n)).collect();
    let countries = (!countries.is_empty()).then(|| format!("Countries: {}.", countries.join("; ")));
    std::iter::once(format!("{first}.")).chain(countries).collect()
}

/// "Kazakhstan: 69 events, chosen".
fn country(app: &App, at: usize) -> String {
    let Some(&(id, number)) = app.view().countries.get(at) else { return String::new() };
    let noun = if app.view().hits.is_some() { "record" } else { "event" };
    let chosen = if app.filters_by(id) { ", chosen" } else { "" };
    format!("{}: {}{chosen}", app.archive().title(id, app.language()), count(number, noun))
}

/// "Astana, Kazakhstan: 6 events."
pub(super) fn spot(app: &App, spot: &MapPlace) -> String {
    let country = spot.country.map(|id| format!(", {}", app.archive().title(id, app.language()))).unwrap_or_default();
    format!("{}{country}: {}.", app.spot_name(spot), count(spot.count, "event"))
}

/// What is under the cursor.
pub(super) fn here(app: &App) -> String {
    match app.spot_cursor().and_then(|number| app.spots().get(number)) {
        Some(place) => spot(app, place),
        None if app.view().countries.is_empty() => String::new(),
        None => format!("{}.", country(app, selected_country(app))),
    }
}

/// The country that is called so, by its code or its name.
pub(super) fn named(app: &App, words: &str) -> Option<Id> {
    let wanted = fold(words.trim());
    let mut countries = app.view().countries.iter().map(|(id, _)| *id);
    countries.find(|id| {
        let archive = app.archive();
        [archive.record(*id).id(), archive.record(*id).title(), archive.title(*id, app.language())]
            .iter()
            .any(|name| fold(name) == wanted)
    })
}
