//! Where an event took place as its record says, and what is to be said of an event whose record names no place.

use serde::{Deserialize, Serialize};

use crate::record::{Event, EventKind, Format, Status};

/// Where an event took place, as far as a map needs it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventPlace {
    /// The id of its record.
    pub id: Option<String>,
    /// The city as the event has it.
    pub city: Option<String>,
    /// The id of the country.
    pub country: Option<String>,
    /// The ids of the places of a tour.
    pub stops: Vec<String>,
    /// What is to be said where none of these leads anywhere.
    pub absence: Absence,
    /// Latitude and longitude, WGS 84, as the bits of their degrees.
    position: Option<(u64, u64)>,
}

/// Why an event may have no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Absence {
    /// People met by video.
    Online,
    /// They spoke by telephone.
    Telephone,
    /// Somebody went to several countries; where to is not known.
    Tour,
    /// Nobody met: a letter or an announcement.
    Message,
    /// It is still to come.
    Planned,
    /// It was put off or called off.
    NotHeld,
    /// People met somewhere that no source names.
    Unknown,
}

/// From so many countries on a visit is a tour: the visitor’s own, and two that were visited.
const OF_A_TOUR: usize = 3;

impl Absence {
    /// In the order in which they are told.
    pub const ALL: [Self; 7] =
        [Self::Online, Self::Telephone, Self::Tour, Self::Message, Self::Planned, Self::NotHeld, Self::Unknown];

    fn of(event: &Event) -> Self {
        let goes_about = matches!(event.kind, EventKind::Visit | EventKind::Precursor) && event.format == Some(Format::InPerson);
        match event.status {
            Status::Planned => Self::Planned,
            Status::Postponed | Status::Cancelled => Self::NotHeld,
            Status::Held if event.format == Some(Format::Online) => Self::Online,
            Status::Held if event.format == Some(Format::Telephone) => Self::Telephone,
            Status::Held if event.kind == EventKind::Message => Self::Message,
            Status::Held if !event.stops.is_empty() || goes_about && event.countries.len() >= OF_A_TOUR => Self::Tour,
            Status::Held => Self::Unknown,
        }
    }

    /// So many events without a place, in words: "6 online", "1 tour without places".
    pub fn said(self, count: usize) -> String {
        let many = count != 1;
        match self {
            Self::Online => format!("{count} online"),
            Self::Telephone => format!("{count} by telephone"),
            Self::Tour => format!("{count} tour{} without places", if many { "s" } else { "" }),
            Self::Message => format!("{count} message{}", if many { "s" } else { "" }),
            Self::Planned => format!("{count} planned"),
            Self::NotHeld => format!("{count} not held"),
            Self::Unknown => format!("{count} place not known"),
        }
    }
}

impl EventPlace {
    /// That of an event.
    pub fn of(event: &Event) -> Self {
        let place = event.place.clone().unwrap_or_default();
        let position = place.latitude.zip(place.longitude).map(|(north, east)| (north.to_bits(), east.to_bits()));
        let (stops, absence) = (event.stops.clone(), Absence::of(event));
        Self { id: place.id, city: place.city, country: place.country, stops, absence, position }
    }

    /// Degrees north and east, WGS 84, where the event itself has them.
    pub fn position(&self) -> Option<(f64, f64)> {
        self.position.map(|(north, east)| (f64::from_bits(north), f64::from_bits(east)))
    }
}
