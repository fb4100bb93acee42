//! How many of the selected events took place where: each event counted at every place where it was, and never twice at one.

use std::collections::HashMap;

use crate::archive::{Absence, Archive, EventPlace, Gazetteer, Id, Locality};
use crate::atlas::Frames;
use crate::record::{Language, RecordType};

/// A place on the earth, with the number of selected events that took place there.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPlace {
    /// Which place it is.
    pub locality: Locality,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Its country, where a record says.
    pub country: Option<Id>,
    /// Selected events.
    pub count: usize,
    /// The city as its first event has it.
    city: Option<String>,
}

impl MapPlace {
    /// What it is called, in `language` where it has a name there.
    pub(super) fn name(&self, archive: &Archive, language: Language) -> String {
        let city = || self.city.clone();
        let of_capital = |country: Id| {
            let capital = archive.country(country)?.capital.as_ref()?;
            Some(capital.called(language).to_owned())
        };
        let name = match self.locality {
            Locality::Record(id) => Some(archive.title(id, language).to_owned()),
            Locality::Capital(country) => of_capital(country).or_else(city),
            Locality::City(..) => city(),
            Locality::Point(..) => None,
        };
        name.unwrap_or_else(|| format!("{:.2} N, {:.2} E", self.latitude, self.longitude))
    }
}

/// What the map has of the selected events, and why it has not the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MapTally {
    /// Events on the map, each once.
    pub events: usize,
    /// Events outside its frames.
    pub outside: usize,
    /// Events at places of which no position is known.
    pub without_position: usize,
    /// Events without a place, by the reason.
    pub absent: [usize; Absence::ALL.len()],
}

impl MapTally {
    /// What there is to say of events that are not on the map, with their numbers: "6 online", "2 tours without places".
    pub fn missing(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.outside > 0 {
            said.push(format!("{} off the map", self.outside));
        }
        if self.without_position > 0 {
            said.push(format!("{} without a position", self.without_position));
        }
        said.extend(Absence::ALL.into_iter().zip(self.absent).filter(|(_, n)| *n > 0).map(|(absence, n)| absence.said(n)));
        said
    }
}

/// Where the events of one archive took place. Made when the map is first opened.
#[derive(Debug, Default)]
pub(super) struct Census {
    spots: Vec<FoundSpot>,
    /// What is known of events that took place alike.
    alike: Vec<Whereabouts>,
    of: HashMap<Id, usize>,
}

/// A place whose position may still be found.
#[derive(Debug)]
struct FoundSpot {
    locality: Locality,
    country: Option<Id>,
    city: Option<String>,
    position: Option<(f64, f64)>,
    /// Whether the position is only what an event says of itself.
    is_own: bool,
}

/// The places of an event, by their numbers, and what to say where it has none.
#[derive(Debug)]
struct Whereabouts {
    spots: Vec<usize>,
    absence: Absence,
}

impl Census {
    pub(super) fn new(archive: &Archive, gazetteer: &Gazetteer) -> Self {
        let mut made = Self::default();
        // Places are few and events many: each is looked up once.
        let mut known: HashMap<&EventPlace, usize> = HashMap::new();
        let mut numbers: HashMap<Locality, usize> = HashMap::new();
        for &id in archive.of_type(RecordType::Event) {
            let Some(event) = archive.event_place(id) else { continue };
            let number = *known.entry(event).or_insert_with(|| {
                let spots = made.find(archive, gazetteer, event, &mut numbers);
                made.alike.push(Whereabouts { spots, absence: event.absence });
                made.alike.len() - 1
            });
            made.of.insert(id, number);
        }
        made
    }

    fn find(
        &mut self,
        archive: &Archive,
        gazetteer: &Gazetteer,
        event: &EventPlace,
        numbers: &mut HashMap<Locality, usize>,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for site in gazetteer.sites(archive, event) {
            let number = *numbers.entry(site.locality.clone()).or_insert_with(|| {
                let (locality, city) = (site.locality.clone(), event.city.clone());
                self.spots.push(FoundSpot { locality, country: site.country, city, position: None, is_own: true });
                self.spots.len() - 1
            });
            let spot = &mut self.spots[number];
            spot.country = spot.country.or(site.country);
            // The position of the place itself goes before what one of its events says.
            if site.position.is_some() && (spot.position.is_none() || spot.is_own && !site.is_own) {
                (spot.position, spot.is_own) = (site.position, site.is_own);
            }
            found.push(number);
        }
        found
    }

    /// Counts `events`: the places that the map shows, the busiest first, and what it does not show.
    pub(super) fn count(&self, events: &[Id], frames: &Frames) -> (Vec<MapPlace>, MapTally) {
        let mut counts = vec![0; self.spots.len()];
        let mut tally = MapTally::default();
        let shown = |spot: &usize| self.spots[*spot].position.is_some_and(|(north, east)| frames.show(east, north));
        for whereabouts in events.iter().filter_map(|id| self.alike.get(*self.of.get(id)?)) {
            let spots = &whereabouts.spots;
            spots.iter().for_each(|&spot| counts[spot] += 1);
            if spots.is_empty() {
                let at = Absence::ALL.iter().position(|absence| *absence == whereabouts.absence);
                at.into_iter().for_each(|at| tally.absent[at] += 1);
            } else if spots.iter().any(shown) {
                tally.events += 1;
            } else if spots.iter().any(|&spot| self.spots[spot].position.is_some()) {
                tally.outside += 1;
            } else {
                tally.without_position += 1;
            }
        }
        let mut places: Vec<MapPlace> = self
            .spots
            .iter()
            .zip(counts)
            .filter_map(|(spot, count)| {
                let (latitude, longitude) = spot.position.filter(|(north, east)| count > 0 && frames.show(*east, *north))?;
                let (locality, country, city) = (spot.locality.clone(), spot.country, spot.city.clone());
                Some(MapPlace { locality, longitude, latitude, country, count, city })
            })
            .collect();
        places.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.longitude.total_cmp(&b.longitude)));
        (places, tally)
    }
}
