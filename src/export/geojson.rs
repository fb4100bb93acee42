//! `GeoJSON` (RFC 7946): events as points, longitude before latitude. An event has the position that it states, that of its place
//! record, or that of the capital it names, by any name the city has or had; a tour has a point for each of its stops. What is
//! nowhere has a geometry of null.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::LeftOut;
use super::item::Item;
use crate::archive::{Archive, Gazetteer, Id, Relation};
use crate::record::Event;

/// Writes the events among `ids`; says what was left out.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
    let (events, others): (Vec<Id>, Vec<Id>) = ids.iter().partition(|&&id| archive.event(id).is_some());
    let gazetteer = Gazetteer::new(archive);
    let feature = |&id: &Id| Some(feature(archive, &gazetteer, id, archive.event(id)?));
    let features: Vec<Value> = events.iter().filter_map(feature).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "type": "FeatureCollection", "features": features }))?;
    writeln!(out)?;
    Ok(if others.is_empty() { Vec::new() } else { vec![LeftOut { why: "a map holds events only", ids: others }] })
}

fn feature(archive: &Archive, gazetteer: &Gazetteer, id: Id, event: &Event) -> Value {
    let points = positions(archive, gazetteer, id);
    let points: Vec<[f64; 2]> = points.into_iter().map(|(latitude, longitude)| [longitude, latitude]).collect();
    let geometry = match &points[..] {
        [] => Value::Null,
        [only] => json!({ "type": "Point", "coordinates": only }),
        several => json!({ "type": "MultiPoint", "coordinates": several }),
    };
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

/// Latitude and longitude of where an event took place, as far as they are known: of a tour of each stop, in their order.
pub(super) fn positions(archive: &Archive, gazetteer: &Gazetteer, event: Id) -> Vec<(f64, f64)> {
    let sites = archive.event_place(event).map(|place| gazetteer.sites(archive, place)).unwrap_or_default();
    sites.into_iter().filter_map(|site| site.position).collect()
}
