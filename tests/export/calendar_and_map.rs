//! iCalendar and `GeoJSON`, read back.

use std::str::FromStr;

use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use cadialog::record::RecordType;
use geojson::{FeatureCollection, GeoJson, GeometryValue};
use ical::parser::ical::component::{IcalCalendar, IcalEvent};

use super::{all, exported, small, whole};

fn read(text: &str) -> IcalCalendar {
    let mut calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect::<Result<_, _>>().expect("iCalendar");
    assert_eq!(calendars.len(), 1);
    calendars.remove(0)
}

fn value(event: &IcalEvent, name: &str) -> Option<String> {
    event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone())
}

fn by_id<'a>(calendar: &'a IcalCalendar, id: &str) -> &'a IcalEvent {
    let uid = format!("{id}@cadialog");
    calendar.events.iter().find(|event| value(event, "UID").as_deref() == Some(&uid)).expect(id)
}

#[test]
fn calendar_lines_are_folded_at_75_octets_and_end_with_crlf() {
    for archive in [small(), Archive::bundled().expect("archive")] {
        let text = whole(&archive, OutputFormat::Ics);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare line break");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        assert!(text.contains("\r\n "), "something long enough to be folded");
    }
}

#[test]
fn every_event_of_a_known_day_is_an_entry_with_what_the_standard_requires() {
    for archive in [small(), Archive::bundled().expect("archive")] {
        let (text, left_out) = exported(&archive, &all(&archive), OutputFormat::Ics);
        let calendar = read(&text);
        let made = archive.packs()[0].created.as_ref().expect("the day the pack was made").replace('-', "");
        assert_eq!(calendar.events.len() + left_out.iter().map(|part| part.ids.len()).sum::<usize>(), archive.len());
        let mut uids: Vec<String> = calendar.events.iter().map(|event| value(event, "UID").expect("UID")).collect();
        uids.sort();
        uids.dedup();
        assert_eq!(uids.len(), calendar.events.len(), "two entries share a UID");
        for event in &calendar.events {
            assert_eq!(value(event, "DTSTAMP"), Some(format!("{made}T000000Z")), "not the day of the export");
            let (start, end) = (value(event, "DTSTART").expect("start"), value(event, "DTEND").expect("end"));
            assert!(start < end && start.len() == 8 && end.len() == 8, "{start}–{end}");
            assert!(["CONFIRMED", "TENTATIVE", "CANCELLED"].contains(&value(event, "STATUS").expect("status").as_str()));
        }
    }
}

#[test]
fn calendar_entries_have_true_days_states_and_places() {
    let (text, left_out) = exported(&small(), &all(&small()), OutputFormat::Ics);
    let calendar = read(&text);
    let td = by_id(&calendar, "td-13");
    assert_eq!(value(td, "DTSTART").as_deref(), Some("20250314"));
    assert_eq!(value(td, "DTEND").as_deref(), Some("20250315"), "the end is the day after");
    assert_eq!(value(td, "LOCATION").as_deref(), Some("Iikura House\\, Tokyo\\, Japan"));
    assert_eq!(value(td, "GEO").as_deref(), Some("35.6895;139.69171"));
    let postponed = by_id(&calendar, "summit-2024");
    assert_eq!(value(postponed, "STATUS").as_deref(), Some("CANCELLED"));
    assert_eq!(value(postponed, "DTEND").as_deref(), Some("20240812"));
    assert!(value(postponed, "SUMMARY").expect("summary").contains("(postponed)"));
    let planned = by_id(&calendar, "forum-2027");
    assert_eq!((value(planned, "STATUS").as_deref(), value(planned, "DTEND").as_deref()), (Some("TENTATIVE"), Some("20270601")));
    for id in ["som-02", "td-11"] {
        assert!(!text.contains(&format!("UID:{id}@")), "{id} is not known to the day");
    }
    let left_out: Vec<(&str, usize)> = left_out.iter().map(|part| (part.why, part.ids.len())).collect();
    assert_eq!(
        left_out,
        [
            ("only the month is known", 1),
            ("only the days between which it lies are known", 1),
            ("a calendar holds events only", small().len() - small().of_type(RecordType::Event).len())
        ]
    );
}

#[test]
fn a_map_has_longitude_first_and_null_where_nothing_is_known() {
    let text = whole(&small(), OutputFormat::Geojson);
    let GeoJson::FeatureCollection(FeatureCollection { features, foreign_members, .. }) =
        GeoJson::from_str(&text).expect("GeoJSON")
    else {
        panic!("no collection")
    };
    assert!(foreign_members.is_none(), "no crs and the like");
    assert_eq!(features.len(), 5);
    let place = |id: &str| {
        let feature = features.iter().find(|f| f.id == Some(geojson::feature::Id::String(id.to_owned()))).expect(id);
        feature.geometry.as_ref().map(|geometry| match &geometry.value {
            GeometryValue::Point { coordinates } => (coordinates[0], coordinates[1]),
            other => panic!("no point: {other:?}"),
        })
    };
    assert_eq!(place("td-13"), Some((139.69171, 35.6895)));
    assert_eq!(place("summit-2024"), Some((71.44598, 51.1801)));
    assert_eq!(place("som-02"), place("summit-2024"), "a former name of the city is the same place");
    assert_eq!(place("forum-2027"), None, "no capital, no coordinates");
    assert_eq!(place("td-11"), None);
}

#[test]
fn events_of_the_bundled_archive_lie_on_earth() {
    let archive = Archive::bundled().expect("archive");
    let text = whole(&archive, OutputFormat::Geojson);
    let collection = FeatureCollection::try_from(GeoJson::from_str(&text).expect("GeoJSON")).expect("collection");
    assert_eq!(collection.features.len(), archive.of_type(RecordType::Event).len());
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (feature, &id) in collection.features.iter().zip(archive.of_type(RecordType::Event)) {
        let event = archive.event(id).expect("an event");
        let stops = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Point { coordinates }) => std::slice::from_ref(coordinates),
            // A tour is where it stopped.
            Some(GeometryValue::MultiPoint { coordinates }) => &coordinates[..],
            Some(other) => panic!("no point: {other:?}"),
            None => &[],
        };
        assert!(stops.len() <= event.stops.len().max(1), "{}: {stops:?}", event.id);
        assert!(stops.len() == event.stops.len() || event.stops.is_empty(), "{}: {stops:?}", event.id);
        if event.place.as_ref().and_then(|place| place.id.as_deref()) == Some("new-york") {
            assert!(stops.iter().all(|at| (-75.0..-73.0).contains(&at[0]) && (40.0..41.0).contains(&at[1])), "{stops:?}");
            continue;
        }
        points.extend(stops.iter().map(|at| (at[0], at[1])));
    }
    assert!(points.len() > 120, "{} points", points.len());
    for (longitude, latitude) in points {
        assert!((30.0..150.0).contains(&longitude) && (30.0..60.0).contains(&latitude), "{longitude}, {latitude}");
    }
}
