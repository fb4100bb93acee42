//! Which place the records of events mean: a place record by its id or any of its names, else a capital, else a city that only
//! events name, else a mere position. A map counts by it and a search finds by it, so that both tell the same.

use std::collections::HashMap;

use super::{Archive, EventPlace, Id};
use crate::record::{Capital, Place, Record, RecordType};
use crate::text;

/// One place, however the records of events call it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Locality {
    /// A place record.
    Record(Id),
    /// The capital of a country, which has no record of its own.
    Capital(Id),
    /// A city without a record: its folded words, and its country where an event says.
    City(String, Option<Id>),
    /// Latitude and longitude, as bits, of a place without a name.
    Point(u64, u64),
}

/// A place at which an event took place.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Which place it is.
    pub locality: Locality,
    /// Its country, where a record says.
    pub country: Option<Id>,
    /// Latitude and longitude, WGS 84: those that the event has, else those of its place record, else of the capital.
    pub position: Option<(f64, f64)>,
    /// Whether the event itself has the position.
    pub is_own: bool,
}

/// Every name of a place record or capital, in any script, now and before. Made for one archive, and to be asked about that.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// By their words, place records before capitals.
    names: HashMap<String, Vec<Locality>>,
    /// By countries, the place record that is the capital.
    capitals: HashMap<Id, Id>,
}

/// A position that lies on the earth.
fn on_earth(latitude: Option<f64>, longitude: Option<f64>) -> Option<(f64, f64)> {
    latitude.zip(longitude).filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0)
}

/// Every name of a capital, in any language, now and before.
fn names_of_capital(capital: &Capital) -> impl Iterator<Item = &String> {
    let former = capital.former.iter().flat_map(|former| std::iter::once(&former.name).chain(former.names.values()));
    std::iter::once(&capital.name).chain(capital.names.values()).chain(&capital.other_names).chain(former)
}

/// Every name of a place record.
fn names_of_place(place: &Place) -> impl Iterator<Item = &String> {
    std::iter::once(&place.name).chain(place.names.values()).chain(&place.other_names)
}

fn place(archive: &Archive, id: Id) -> Option<&Place> {
    match archive.of_wanted_type(id, RecordType::Place)? {
        Record::Place(place) => Some(place),
        _ => None,
    }
}

fn capital(archive: &Archive, country: Id) -> Option<&Capital> {
    archive.country(country)?.capital.as_ref()
}

impl Gazetteer {
    /// That of an archive.
    pub fn new(archive: &Archive) -> Self {
        let mut made = Self::default();
        for &id in archive.of_type(RecordType::Place) {
            place(archive, id).into_iter().flat_map(names_of_place).for_each(|name| made.note(name, Locality::Record(id)));
        }
        for &country in archive.of_type(RecordType::Country) {
            let names: Vec<&String> = capital(archive, country).into_iter().flat_map(names_of_capital).collect();
            let own = names.iter().find_map(|name| made.record_in(archive, name, Some(country)));
            made.capitals.extend(own.map(|own| (country, own)));
            let locality = own.map_or(Locality::Capital(country), Locality::Record);
            names.into_iter().for_each(|name| made.note(name, locality.clone()));
        }
        made
    }

    fn note(&mut self, name: &str, locality: Locality) {
        let known = self.names.entry(text::in_words(name)).or_default();
        if !known.contains(&locality) {
            known.push(locality);
        }
    }

    /// What bears this name, given by its words.
    pub fn named(&self, words: &str) -> &[Locality] {
        self.names.get(words).map_or(&[], Vec::as_slice)
    }

    /// Every name by its words, and what bears it.
    pub fn names(&self) -> impl Iterator<Item = (&str, &[Locality])> {
        self.names.iter().map(|(name, bearing)| (name.as_str(), bearing.as_slice()))
    }

    /// The place record of this name that may lie in `country`.
    fn record_in(&self, archive: &Archive, name: &str, country: Option<Id>) -> Option<Id> {
        self.named(&text::in_words(name)).iter().find_map(|locality| match locality {
            Locality::Record(id) => {
                let own = country_of(archive, *id);
                (own.is_none() || country.is_none() || own == country).then_some(*id)
            }
            _ => None,
        })
    }

    /// Where an event took place: the stops of a tour in their order, else its one place; each place once.
    pub fn sites(&self, archive: &Archive, event: &EventPlace) -> Vec<Site> {
        let record = |name: &String| archive.id(name).filter(|&id| archive.record_type(id) == RecordType::Place);
        let stops = event.stops.iter().filter_map(record).map(|id| self.site_of(archive, id, None, None));
        let mut sites: Vec<Site> = Vec::new();
        for site in stops.chain(self.site(archive, event)) {
            if !sites.iter().any(|known| known.locality == site.locality) {
                sites.push(site);
            }
        }
        sites
    }

    /// Its one place.
    fn site(&self, archive: &Archive, event: &EventPlace) -> Option<Site> {
        let stated = event.country.as_ref().and_then(|country| archive.id(country));
        let own = event.position().and_then(|(north, east)| on_earth(Some(north), Some(east)));
        let by_id = event.id.as_ref().and_then(|id| archive.id(id)).filter(|&id| place(archive, id).is_some());
        let city = event.city.as_ref();
        if let Some(id) = by_id.or_else(|| self.record_in(archive, city?, stated)) {
            return Some(self.site_of(archive, id, stated, own));
        }
        let words = city.map(|city| text::in_words(city)).filter(|words| !words.is_empty());
        let of_country = |locality: &&Locality| match locality {
            Locality::Capital(country) => stated.is_none_or(|stated| stated == *country),
            _ => false,
        };
        let (locality, country) = match (words, own) {
            (Some(words), _) => match self.named(&words).iter().find(of_country) {
                Some(Locality::Capital(country)) => (Locality::Capital(*country), Some(*country)),
                _ => (Locality::City(words, stated), stated),
            },
            (None, Some((north, east))) => (Locality::Point(north.to_bits(), east.to_bits()), stated),
            (None, None) => return None,
        };
        let of_capital = country.filter(|_| matches!(locality, Locality::Capital(_))).and_then(|id| capital(archive, id));
        let position = own.or_else(|| of_capital.and_then(|capital| on_earth(capital.latitude, capital.longitude)));
        Some(Site { locality, country, position, is_own: own.is_some() })
    }

    /// Latitude and longitude of a place record: its own, else those of the capital that it is.
    pub fn position(&self, archive: &Archive, place: Id) -> Option<(f64, f64)> {
        self.site_of(archive, place, None, None).position
    }

    fn site_of(&self, archive: &Archive, id: Id, stated: Option<Id>, own: Option<(f64, f64)>) -> Site {
        let country = country_of(archive, id).or(stated);
        let of_record = place(archive, id).and_then(|place| on_earth(place.latitude, place.longitude));
        let capital = country.filter(|country| self.capitals.get(country) == Some(&id)).and_then(|id| capital(archive, id));
        let position = own.or(of_record).or_else(|| capital.and_then(|capital| on_earth(capital.latitude, capital.longitude)));
        Site { locality: Locality::Record(id), country, position, is_own: own.is_some() }
    }
}

/// The country of a place record.
fn country_of(archive: &Archive, id: Id) -> Option<Id> {
    archive.id(place(archive, id)?.country.as_ref()?)
}
