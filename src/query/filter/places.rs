//! What `place:` means: the places that a name names, and the events that took place there.

use std::collections::HashSet;

use crate::archive::{Archive, EventPlace, Gazetteer, Id, Locality, Site};
use crate::record::{Country, Record, RecordType};
use crate::text;

/// The places that a value names. Whatever is called so counts; only where nothing is do names and venues that begin so.
pub(crate) struct Places {
    gazetteer: Gazetteer,
    localities: HashSet<Locality>,
    countries: HashSet<Id>,
    /// The value, where nothing is called so as a whole.
    begun: Option<String>,
}

/// Whether the words of `value` stand in `text` in a row, the last perhaps begun only.
pub(super) fn begins_in(text: &str, value: &str) -> bool {
    format!(" {}", text::in_words(text)).contains(&format!(" {value}"))
}

fn names(country: &Country) -> impl Iterator<Item = &String> {
    std::iter::once(&country.name).chain(country.names.values()).chain(&country.other_names)
}

impl Places {
    /// Those that `value` names, given by its folded words: a place record by its id, else places and countries by any of their
    /// names, a place perhaps with the code of its country behind it (`highport xa`).
    pub(crate) fn new(archive: &Archive, value: &str) -> Self {
        let gazetteer = Gazetteer::new(archive);
        let mut places = Self { gazetteer, localities: HashSet::new(), countries: HashSet::new(), begun: None };
        if value.is_empty() {
            return places;
        }
        let is_called = |id: &&Id| text::in_words(archive.record(**id).id()) == value;
        if let Some(&id) = archive.of_type(RecordType::Place).iter().find(is_called) {
            places.localities.insert(Locality::Record(id));
            return places;
        }
        places.called(archive, value);
        if places.localities.is_empty() && places.countries.is_empty() {
            places.begun = Some(value.to_owned());
            let begins = |name: &str| format!(" {name}").contains(&format!(" {value}"));
            let begun = places.gazetteer.names().filter(|(name, _)| begins(name)).flat_map(|(_, bearing)| bearing);
            places.localities = begun.cloned().collect();
        }
        places
    }

    /// Takes whatever is called `value` as a whole.
    fn called(&mut self, archive: &Archive, value: &str) {
        self.localities.extend(self.gazetteer.named(value).iter().cloned());
        let country = value.rsplit_once(' ').and_then(|(name, code)| {
            let code = archive.id(code).filter(|&id| archive.record_type(id) == RecordType::Country)?;
            Some((name, code))
        });
        if let Some((name, code)) = country {
            self.localities
                .extend(self.gazetteer.named(name).contains(&Locality::Capital(code)).then_some(Locality::Capital(code)));
        }
        for site in archive.event_places().flat_map(|event| self.gazetteer.sites(archive, event)) {
            let is_called = match &site.locality {
                Locality::City(name, _) if name == value => true,
                Locality::City(name, of) => country.is_some_and(|(wanted, code)| name == wanted && *of == Some(code)),
                _ => false,
            };
            if is_called {
                self.localities.insert(site.locality);
            }
        }
        for &id in archive.of_type(RecordType::Country) {
            let Some(country) = archive.country(id) else { continue };
            if country.id.to_lowercase() == value || names(country).any(|name| text::in_words(name) == value) {
                self.countries.insert(id);
            }
        }
    }

    /// Whether any record may be meant; of very many it is taken for granted.
    pub(super) fn is_known(&self, archive: &Archive, most: usize) -> bool {
        let events = archive.of_type(RecordType::Event);
        match &self.begun {
            Some(_) => events.len() > most || events.iter().any(|&id| self.hold(archive, archive.record(id))),
            None => {
                let held = |event: &EventPlace| self.hold_sites(archive, event);
                archive.event_places().any(held)
            }
        }
    }

    /// Whether these are the events of one place only: what a map counts there.
    pub(crate) fn are(&self, locality: &Locality) -> bool {
        self.begun.is_none() && self.countries.is_empty() && self.localities.len() == 1 && self.localities.contains(locality)
    }

    /// The condition that selects what took place there, and nothing else where names allow; none of a place without a name.
    pub(crate) fn condition(archive: &Archive, place: &Locality) -> Option<String> {
        let (name, country) = match place {
            Locality::Record(id) => (archive.record(*id).id().to_owned(), None),
            Locality::Capital(country) => (archive.country(*country)?.capital.as_ref()?.name.clone(), Some(*country)),
            Locality::City(words, country) => (words.clone(), *country),
            Locality::Point(..) => return None,
        };
        let with_country = country.map(|country| format!("{name} {}", archive.record(country).id()));
        let is_exact = |name: &&String| Self::new(archive, &text::in_words(name)).are(place);
        let name = [Some(&name), with_country.as_ref()].into_iter().flatten().find(is_exact).unwrap_or(&name);
        let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == '-');
        Some(if is_plain { format!("place:{name}") } else { format!("place:\"{name}\"") })
    }

    /// Whether the record is an event that took place there, if only at one of its stops.
    pub(crate) fn hold(&self, archive: &Archive, record: &Record) -> bool {
        let Record::Event(event) = record else { return false };
        self.hold_sites(archive, &EventPlace::of(event))
            || self.begun.as_ref().is_some_and(|value| {
                let place = event.place.iter().flat_map(|place| [&place.city, &place.venue]).flatten();
                place.into_iter().any(|name| begins_in(name, value))
            })
    }

    fn hold_sites(&self, archive: &Archive, event: &EventPlace) -> bool {
        let stated = event.country.as_ref().and_then(|country| archive.id(country));
        let is_there = |site: &Site| {
            self.localities.contains(&site.locality) || site.country.is_some_and(|country| self.countries.contains(&country))
        };
        stated.is_some_and(|country| self.countries.contains(&country))
            || self.gazetteer.sites(archive, event).iter().any(is_there)
    }
}
