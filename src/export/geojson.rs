//! `GeoJSON` (RFC 7946): events as points, longitude before latitude. An event has the position that it states, or that of
//! the capital it names, by any name the city has or had; else its geometry is null.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::LeftOut;
use super::item::Item;
use crate::archive::{Archive, Id, Relation};
use crate::record::{Capital, Event, Record, RecordType};

/// Writes the events among `ids`; says what was left out.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
    let (events, others): (Vec<Id>, Vec<Id>) = ids.iter().partition(|&&id| archive.event(id).is_some());
    let features: Vec<Value> = events.iter().filter_map(|&id| Some(feature(archive, id, archive.event(id)?))).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "type": "FeatureCollection", "features": features }))?;
    writeln!(out)?;
    Ok(if others.is_empty() { Vec::new() } else { vec![LeftOut { why: "a map holds events only", ids: others }] })
}

fn feature(archive: &Archive, id: Id, event: &Event) -> Value {
    let geometry =
        position(archive, id).map(|(latitude, longitude)| json!({ "type": "Point", "coordinates": [longitude, latitude] }));
    let linked = |relation| archive.linked(id, relation).map(|to| archive.record(to).id()).collect::<Vec<_>>();
    let item = Item::of(archive, id);
    json!({
        "type": "Feature",
        "id": event.id,
        "geometry": geometry,
        "properties": {
            "title": event.title,
            "date": event.date.edtf(),
            "kind": event.kind,
            "status": event.status,
            "place": item.place,
            "countries": linked(Relation::Country),
            "topics": linked(Relation::Topic),
            "summary": event.summary,
            "url": item.url,
        },
    })
}

/// Latitude and longitude of where an event took place, if they are known. Online meetings have no place on a map.
pub fn position(archive: &Archive, event: Id) -> Option<(f64, f64)> {
    let place = archive.event_place(event)?;
    let on_earth = |(latitude, longitude): &(f64, f64)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    if let Some(own) = place.position().filter(on_earth) {
        return Some(own);
    }
    let city = crate::text::fold(place.city.as_ref()?);
    let stated = place.country.as_ref().and_then(|code| archive.id(code));
    let capitals = archive.of_type(RecordType::Country).iter().filter(|&&id| stated.is_none_or(|stated| stated == id));
    capitals
        .filter_map(|&id| if let Record::Country(country) = archive.record(id) { country.capital.as_ref() } else { None })
        .find(|capital| names(capital).any(|name| crate::text::fold(name) == city))
        .and_then(|capital| capital.latitude.zip(capital.longitude))
        .filter(on_earth)
}

/// Every name of a capital, in any language, now and before.
fn names(capital: &Capital) -> impl Iterator<Item = &String> {
    let former = capital.former.iter().flat_map(|former| std::iter::once(&former.name).chain(former.names.values()));
    std::iter::once(&capital.name).chain(capital.names.values()).chain(&capital.other_names).chain(former)
}
