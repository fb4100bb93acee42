//! Where an event was: a city of the archive, where a sentence tells of the event.

use super::words::{WordSpan, is_wide, words};
use crate::archive::Archive;
use crate::record::{Location, Record};

/// A city under one of its names.
#[derive(Debug, Clone)]
struct CityName {
    /// As it may stand in a text.
    name: String,
    /// The same folded, if it is in Cyrillic: its ending changes.
    cyrillic: Option<String>,
    city: String,
    country: Option<String>,
}

/// The cities of an archive.
pub(super) struct Cities(Vec<CityName>);

impl Cities {
    pub(super) fn new(archive: &Archive) -> Self {
        let mut found: Vec<CityName> = Vec::new();
        let mut add = |name: &String, city: &String, country: Option<&String>| {
            if !found.iter().any(|known| known.name == *name) && name.chars().count() > 1 {
                let folded = Some(crate::text::fold(name)).filter(|folded| crate::text::is_cyrillic(folded));
                found.push(CityName { name: name.clone(), cyrillic: folded, city: city.clone(), country: country.cloned() });
            }
        };
        for id in archive.all() {
            match archive.record(id) {
                Record::Country(country) => {
                    if let Some(capital) = &country.capital {
                        let names = [&capital.name].into_iter().chain(&capital.other_names).chain(capital.names.values());
                        names.for_each(|name| add(name, &capital.name, Some(&country.id)));
                    }
                }
                Record::Place(place) => {
                    let names = [&place.name].into_iter().chain(&place.other_names).chain(place.names.values());
                    names.for_each(|name| add(name, &place.name, place.country.as_ref()));
                }
                Record::Event(event) => {
                    if let Some(place) = &event.place
                        && let Some(city) = &place.city
                    {
                        add(city, city, place.country.as_ref());
                    }
                }
                _ => {}
            }
        }
        Self(found)
    }

    /// The city in which, by its words, what a sentence tells was; with `is_tour` also one that is visited or gone to. The first.
    pub(super) fn of(&self, text: &str, is_tour: bool) -> Option<Location> {
        let mut found: Vec<(usize, &CityName)> = Vec::new();
        let leads: &[&str] = if is_tour { &["in ", "at ", "to ", "visited "] } else { &["in ", "at "] };
        let wide: &[&str] = if is_tour {
            &["で", "にて", "において", "を訪", "に到着", "に移動", "での"]
        } else {
            &["で", "にて", "において", "での"]
        };
        // Words in Cyrillic behind "в" and the like, folded.
        let spans = words(text);
        let is_led = |pair: &&[WordSpan<'_>]| {
            let before = pair[0].text.to_lowercase();
            let leads = ["в", "во", "городе", "г"].contains(&before.as_str()) || is_tour && before.starts_with("посет");
            leads && pair[1].text.starts_with(char::is_uppercase)
        };
        let led: Vec<(usize, String)> =
            spans.windows(2).filter(is_led).map(|pair| (pair[1].range.start, crate::text::fold(pair[1].text))).collect();
        for city in &self.0 {
            if is_wide(&city.name) {
                let ends = |at: usize| {
                    let rest = &text[at + city.name.len()..];
                    let rest = rest.strip_prefix(['市', '都']).unwrap_or(rest);
                    wide.iter().any(|end| rest.starts_with(end))
                };
                found.extend(text.match_indices(&city.name).filter(|(at, _)| ends(*at)).map(|(at, _)| (at, city)));
            } else if let Some(name) = &city.cyrillic {
                let at = led.iter().find(|(_, word)| super::names::is_case_of(word, name));
                found.extend(at.map(|(at, _)| (*at, city)));
            } else {
                for lead in leads {
                    let words = format!("{lead}{}", city.name);
                    let at = text.match_indices(&words).find(|(at, _)| {
                        let rest = &text[at + words.len()..];
                        !rest.starts_with(char::is_alphanumeric) && !rest.starts_with(" Dialogue")
                    });
                    found.extend(at.map(|(at, _)| (at, city)));
                }
            }
        }
        found.into_iter().min_by_key(|(at, city)| (*at, std::cmp::Reverse(city.name.len()))).map(|(_, city)| location(city))
    }

    /// The city with which a text begins, as agencies write: "TASHKENT, 24 December".
    pub(super) fn at_head(&self, text: &str) -> Option<Location> {
        let upper = text.to_uppercase();
        self.0.iter().find(|city| upper.starts_with(&format!("{},", city.name.to_uppercase()))).map(location)
    }
}

fn location(city: &CityName) -> Location {
    Location { city: Some(city.city.clone()), country: city.country.clone(), ..Location::default() }
}
