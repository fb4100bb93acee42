//! The map: the places of the selected events, the country under the cursor, and moving from country to country.

mod census;

pub use census::{MapPlace, MapTally};

use super::{App, Effect, Focus, Mode};
use crate::archive::{Archive, Gazetteer, Id, Locality};
use crate::atlas::{self, Area, Frames};
use crate::keys::Action;
use crate::query::{Places, Query};
use crate::record::RecordType;
use crate::view::Facet;
use census::Census;

/// What the map shows, beside the query.
#[derive(Debug, Default)]
pub(super) struct Map {
    gazetteer: Option<Gazetteer>,
    /// What of the earth it shows; `None` where no place has a position, and until it is looked for.
    frames: Option<Frames>,
    is_framed: bool,
    census: Option<Census>,
    /// Places that the map shows and that have selected events, the busiest first; `None` until they are counted.
    spots: Option<Vec<MapPlace>>,
    tally: MapTally,
    /// The place under the cursor, by its number in `spots`.
    place: Option<usize>,
    /// The country under the cursor, where no pane lists countries.
    country: Option<Id>,
    /// The selected event, and where it took place.
    here: Option<(Id, Vec<(f64, f64)>)>,
}

impl Map {
    /// Counts anew when next looked at: the query selects other events.
    pub(super) fn forget(&mut self) {
        self.spots = None;
        self.here = None;
    }
}

/// A step on the map: degrees of longitude and latitude change in these directions.
type Direction = (i8, i8);

/// How far off the straight line a country may lie, against its distance along it.
const ASIDE: f64 = 2.5;

/// What lies next to a point of the earth in a direction, of things at longitudes and latitudes: near, and not too far off the
/// straight line.
fn next<T>(from: [f64; 2], (east, north): Direction, things: impl Iterator<Item = (T, [f64; 2])>) -> Option<T> {
    let (east, north) = (f64::from(east), f64::from(north));
    let ahead = things.filter_map(|(thing, at)| {
        // The shorter way round the earth, on which a degree of longitude is shorter than one of latitude.
        let around = (at[0] - from[0] + 180.0).rem_euclid(360.0) - 180.0;
        let (dx, dy) = (around * f64::midpoint(at[1], from[1]).to_radians().cos(), at[1] - from[1]);
        let (along, aside) = (dx * east + dy * north, (dx * north).abs() + (dy * east).abs());
        (along > 0.0 && aside <= along * ASIDE).then_some((along + 2.0 * aside, thing))
    });
    ahead.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, thing)| thing)
}

/// Longitudes and latitudes of every place that has a record, or at which an event took place.
fn positions(archive: &Archive, gazetteer: &Gazetteer) -> Vec<(f64, f64)> {
    let records = archive.of_type(RecordType::Place).iter().filter_map(|&id| gazetteer.position(archive, id));
    let of_events = archive.event_places().flat_map(|event| gazetteer.sites(archive, event)).filter_map(|site| site.position);
    let mut all: Vec<(f64, f64)> = records.chain(of_events).map(|(latitude, longitude)| (longitude, latitude)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    all.dedup();
    all
}

impl App {
    /// The country under the cursor of the countries, which is that of the map.
    pub fn map_country(&self) -> Option<Id> {
        if self.lists_countries() {
            return self.record_at(Focus::Countries, self.lists.countries.selected());
        }
        self.map.country.or_else(|| self.view.countries.first().map(|(id, _)| *id))
    }

    /// Whether the first pane lists countries, so that its cursor is that of the map.
    fn lists_countries(&self) -> bool {
        self.view.panes[0].facet == Facet::Country
    }

    /// The places of selected events that the map shows, the busiest first. Counted while the map is open.
    pub fn spots(&self) -> &[MapPlace] {
        self.map.spots.as_deref().unwrap_or_default()
    }

    /// The place under the cursor, by its number among [`Self::spots`].
    pub fn spot_cursor(&self) -> Option<usize> {
        self.map.place
    }

    /// What the map has of the selected events, and why it has not the others.
    pub fn map_tally(&self) -> &MapTally {
        &self.map.tally
    }

    /// Latitude and longitude of the places of the selected event, which is the record in the detail, else that of the timeline’s
    /// row; of a tour of each of its stops.
    pub fn here(&self) -> &[(f64, f64)] {
        self.map.here.as_ref().map_or(&[], |(_, at)| at)
    }

    /// The name of a place, in the chosen language where it has one there.
    pub fn spot_name(&self, spot: &MapPlace) -> String {
        spot.name(self.archive(), self.language)
    }

    /// What of the earth the map shows; `None` where no record has a place with a position.
    pub fn map_frames(&self) -> Option<Frames> {
        self.map.frames
    }

    /// Whether the map has countries to move to and to filter by.
    pub fn maps_countries(&self) -> bool {
        self.map_countries().next().is_some()
    }

    /// The countries that the map shows and records name, with their outlines.
    fn map_countries(&self) -> impl Iterator<Item = (Id, &'static Area)> {
        let (archive, frames) = (self.archive(), self.map_frames());
        let areas = frames.as_ref().map_or(&[][..], atlas::areas).iter().filter(|area| !area.is_water());
        let shown = areas.filter(move |area| frames.is_some_and(|frames| frames.show(area.centre[0], area.centre[1])));
        let is_country = |id: &Id| archive.record_type(*id) == RecordType::Country;
        shown.filter_map(move |area| Some((archive.id(&area.code).filter(is_country)?, area)))
    }

    pub(super) fn open_map(&mut self) {
        if self.map_frames().is_none() {
            return self.say("no record has a place with a position, so there is no map");
        }
        self.mode = Mode::Map;
        self.map.place = None;
    }

    /// Counts the selected events by place while the map is open, and finds the selected event’s place.
    pub(super) fn fit_map(&mut self) {
        let archive = &self.catalogue.archive;
        let event = |id: &Id| archive.record_type(*id) == RecordType::Event;
        let row = self.row().and_then(|row| row.id());
        let here = self.reading.detail.id().filter(event).or(row.filter(event));
        let map = &mut self.map;
        if map.here.as_ref().map(|(id, _)| *id) != here {
            let gazetteer = map.gazetteer.get_or_insert_with(|| Gazetteer::new(archive));
            let sites = |id| archive.event_place(id).map(|event| gazetteer.sites(archive, event)).unwrap_or_default();
            map.here = here.map(|id| (id, sites(id).into_iter().filter_map(|site| site.position).collect()));
        }
        if !map.is_framed {
            let gazetteer = map.gazetteer.get_or_insert_with(|| Gazetteer::new(archive));
            (map.frames, map.is_framed) = (Frames::of(&positions(archive, gazetteer)), true);
        }
        let Some(frames) = map.frames.filter(|_| self.mode == Mode::Map && map.spots.is_none()) else { return };
        let gazetteer = map.gazetteer.get_or_insert_with(|| Gazetteer::new(archive));
        let census = map.census.get_or_insert_with(|| Census::new(archive, gazetteer));
        let (spots, tally) = census.count(&self.view.events, &frames);
        map.tally = tally;
        map.place = map.place.filter(|&place| place < spots.len());
        map.spots = Some(spots);
    }

    pub(super) fn update_map(&mut self, action: Action) -> Effect {
        match action {
            Action::Up => self.move_on_map((0, 1), "north"),
            Action::Down => self.move_on_map((0, -1), "south"),
            Action::East => self.move_on_map((1, 0), "east"),
            Action::West => self.move_on_map((-1, 0), "west"),
            Action::NextPane => self.step_place(true),
            Action::PreviousPane => self.step_place(false),
            Action::Toggle | Action::OnlyThis => {
                let place = self.place_under_cursor();
                if let Some(filter) = self.map_country().and_then(|id| Query::condition_on(id, self.archive())) {
                    self.filter_by(filter, action == Action::OnlyThis);
                }
                self.find_place(place);
            }
            Action::ClearFilters => {
                let place = self.place_under_cursor();
                self.clear_filters();
                self.find_place(place);
            }
            Action::Open if self.map.place.is_some() => self.list_place(),
            Action::Open if self.map_country().is_none() => self.step_place(true),
            Action::Open => {
                self.mode = Mode::Browse;
                self.set_focus(Focus::Countries);
                return self.open();
            }
            Action::Back | Action::Map | Action::Quit => self.mode = Mode::Browse,
            Action::Language => self.next_language(),
            Action::Interrupt => return Effect::Interrupt,
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            // These lead somewhere else: the map makes room.
            Action::Search | Action::Marks | Action::Help => return self.leave_map_for(action),
            Action::Countries | Action::Topics | Action::Timeline | Action::Quotes | Action::Detail => {
                return self.leave_map_for(action);
            }
            _ => self.say_without_use(action),
        }
        Effect::None
    }

    fn leave_map_for(&mut self, action: Action) -> Effect {
        self.mode = Mode::Browse;
        self.act(action)
    }

    fn move_on_map(&mut self, direction: Direction, towards: &str) {
        let under = self.map_country();
        let countries: Vec<(Id, [f64; 2])> = self.map_countries().map(|(id, area)| (id, area.centre)).collect();
        let Some(&(first, _)) = countries.first() else { return self.move_among_places(direction, towards) };
        self.map.place = None;
        let ahead = match countries.iter().find(|(id, _)| Some(*id) == under) {
            Some((_, from)) => next(*from, direction, countries.iter().copied().filter(|(id, _)| Some(*id) != under)),
            // The cursor stands on a country without an outline: the first one with one is as good as any.
            None => Some(first),
        };
        match ahead {
            Some(id) => self.choose_country(id),
            None => self.say(format!("no country of the map lies further {towards}")),
        }
    }

    /// Moves from place to place, where records name no country of the map.
    fn move_among_places(&mut self, direction: Direction, towards: &str) {
        let Some(at) = self.map.place else { return self.step_place(true) };
        let places = self.spots().iter().map(|spot| [spot.longitude, spot.latitude]).enumerate();
        let Some(&[longitude, latitude]) = self.spots().get(at).map(|spot| [spot.longitude, spot.latitude]).as_ref() else {
            return;
        };
        match next([longitude, latitude], direction, places.filter(|(place, _)| *place != at)) {
            Some(place) => _ = self.choose_place(place),
            None => self.say(format!("no place of the map lies further {towards}")),
        }
    }

    /// Goes to a country of the open map.
    pub fn choose_country(&mut self, id: Id) {
        self.message = None;
        self.map.place = None;
        self.select_country(id);
        self.settle();
    }

    /// Selects a country in its pane; the detail follows.
    fn select_country(&mut self, id: Id) {
        if !self.lists_countries() {
            self.map.country = Some(id);
        } else if self.select(Focus::Countries, Some(id)) {
            self.set_focus(Focus::Countries);
        }
    }

    /// Goes to the next place, or the one before, round the ends; its country is selected.
    fn step_place(&mut self, forward: bool) {
        let count = self.spots().len();
        if count == 0 {
            return self.say("no selected event has a place on the map");
        }
        let place = match (self.map.place, forward) {
            (Some(place), true) => (place + 1) % count,
            (Some(place), false) => (place + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        self.choose_place(place);
    }

    /// Goes to a place of the open map by its number in [`Self::spots`]; its country is selected. Says whether there is one.
    pub fn choose_place(&mut self, place: usize) -> bool {
        self.message = None;
        let Some(country) = self.spots().get(place).map(|spot| spot.country) else { return false };
        self.map.place = Some(place);
        if let Some(country) = country {
            self.select_country(country);
        }
        self.settle();
        true
    }

    fn place_under_cursor(&self) -> Option<Locality> {
        self.map.place.and_then(|place| self.spots().get(place)).map(|spot| spot.locality.clone())
    }

    /// Puts the cursor back onto a place after a change of the query, if it still has selected events.
    fn find_place(&mut self, place: Option<Locality>) {
        self.fit_map();
        self.map.place = place.and_then(|place| self.spots().iter().position(|spot| spot.locality == place));
    }

    /// Closes the map and lists the events that it counts at the place under the cursor.
    fn list_place(&mut self) {
        let Some(place) = self.place_under_cursor() else { return };
        let condition = Places::condition(self.archive(), &place);
        let Some(condition) = condition else {
            return self.say("this place has no name that a search could ask for");
        };
        let mut query = self.query.clone();
        query.demand(&condition, &self.catalogue.archive);
        query.demand("type:event", &self.catalogue.archive);
        self.list_counted(query);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIRECTIONS: [Direction; 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];

    fn six() -> impl Iterator<Item = (&'static str, [f64; 2])> {
        let countries = atlas::areas(&Frames::Dialogue).iter().filter(|area| !area.is_water());
        countries.map(|area| (area.code.as_str(), area.centre))
    }

    fn beside(code: &str, direction: Direction) -> Option<&'static str> {
        let (_, from) = six().find(|(known, _)| *known == code).expect("an outline");
        next(from, direction, six().filter(|(known, _)| *known != code))
    }

    #[test]
    fn from_every_country_every_other_can_be_reached() {
        let count = six().count();
        for (start, _) in six() {
            let mut reached = vec![start];
            let mut at = 0;
            while at < reached.len() {
                let from = reached[at];
                for code in DIRECTIONS.iter().filter_map(|&direction| beside(from, direction)) {
                    if !reached.contains(&code) {
                        reached.push(code);
                    }
                }
                at += 1;
            }
            assert_eq!(reached.len(), count, "from {start} only {reached:?}");
        }
    }

    #[test]
    fn the_next_country_is_the_one_a_reader_expects() {
        let (east, west, north, south) = ((1, 0), (-1, 0), (0, 1), (0, -1));
        for (from, direction, to) in [
            ("KZ", south, Some("UZ")),
            ("KZ", east, Some("KG")),
            ("UZ", north, Some("KZ")),
            ("UZ", west, Some("TM")),
            ("UZ", east, Some("KG")),
            ("TM", east, Some("UZ")),
            ("TM", west, None),
            ("KG", south, Some("TJ")),
            ("KG", east, Some("JP")),
            ("TJ", north, Some("KG")),
            ("JP", east, None),
        ] {
            assert_eq!(beside(from, direction), to, "from {from} to {direction:?}");
        }
    }

    #[test]
    fn the_way_east_leads_over_the_antimeridian() {
        let places = [("Suva", [178.4, -18.1]), ("Apia", [-171.8, -13.8]), ("Lima", [-77.0, -12.0])];
        assert_eq!(next(places[0].1, (1, 0), places[1..].iter().copied()), Some("Apia"));
        assert_eq!(next(places[1].1, (-1, 0), places[..1].iter().copied()), Some("Suva"));
    }
}
