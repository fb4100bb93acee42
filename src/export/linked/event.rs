//! Events and projects: when, where, by whom, with whom.

use serde_json::{Value, json};

use super::Graph;
use super::node::{LinkedNode, text};
use crate::archive::{Id, Locality, Relation};
use crate::record::{Event, EventKind, Format, Participant, Project, Status};

impl Graph<'_> {
    /// An event.
    pub(super) fn event(&mut self, id: Id, event: &Event) -> LinkedNode {
        let mut node = LinkedNode::new("Event", &event.id);
        node.put("name", text(&event.title));
        node.put("alternateName", event.short_title.as_deref().and_then(text));
        node.put("description", text(&event.summary));
        node.put_date("startDate", Some("endDate"), &event.date);
        let (status, remark) = match event.status {
            Status::Held => ("EventScheduled", None),
            Status::Planned => ("EventScheduled", Some(event.status.label())),
            Status::Postponed => ("EventPostponed", None),
            Status::Cancelled => ("EventCancelled", None),
        };
        node.put("eventStatus", [format!("https://schema.org/{status}").into()]);
        node.put("keywords", [text(event.kind.label()), remark.and_then(text)].into_iter().flatten());
        let mode = match event.format {
            Some(Format::InPerson) => Some("OfflineEventAttendanceMode"),
            Some(Format::Online) => Some("OnlineEventAttendanceMode"),
            Some(Format::Hybrid) => Some("MixedEventAttendanceMode"),
            Some(Format::Telephone) | None => None,
        };
        node.put("eventAttendanceMode", mode.map(|mode| format!("https://schema.org/{mode}").into()));
        node.put("location", self.location(id, event));
        node.put("organizer", self.links(&event.hosts));
        if event.status == Status::Held && event.kind != EventKind::Message {
            node.put("attendee", self.attendees(event));
        }
        let about = event.topics.iter().chain(&event.countries).chain(&event.documents);
        node.put("about", self.links(about));
        if self.archive.is_numbered(id) {
            node.put("superEvent", [self.series(event.kind)]);
        }
        node
    }

    /// Where it took place: the places of a tour, a place record, or what the event says of its place.
    fn location(&mut self, id: Id, event: &Event) -> Vec<Value> {
        let archive = self.archive;
        let sites = archive.event_place(id).map(|place| self.gazetteer.sites(archive, place)).unwrap_or_default();
        let records: Vec<Id> =
            sites.iter().filter_map(|site| if let Locality::Record(id) = site.locality { Some(id) } else { None }).collect();
        let Some(place) = event.place.as_ref().filter(|_| event.stops.is_empty()) else {
            return records.into_iter().map(|id| self.link(id)).collect();
        };
        if let (Some(&record), None) = (records.first(), &place.venue) {
            return vec![self.link(record)];
        }
        let site = sites.first();
        let mut node = LinkedNode::without_id("Place");
        let city = place.city.as_deref().or_else(|| records.first().map(|&id| archive.record(id).title()));
        node.put("name", place.venue.as_deref().or(city).and_then(text));
        let country = place.country.as_deref().or_else(|| Some(archive.record(site?.country?).id()));
        let mut address = LinkedNode::without_id("PostalAddress");
        address.put("addressLocality", city.and_then(text));
        address.put("addressCountry", country.and_then(text));
        if city.is_some() || country.is_some() {
            node.put("address", [address.into()]);
        }
        // The place of a city is not that of a house in it.
        let is_of_it = |site: &&crate::archive::Site| site.is_own || place.venue.is_none();
        node.put("geo", site.filter(is_of_it).and_then(|site| site.position).map(coordinates));
        if let Some(&record) = records.first() {
            let within = self.link(record);
            node.put("containedInPlace", [within]);
        }
        let value = Value::from(node);
        if value.as_object().is_some_and(|fields| fields.len() > 1) { vec![value] } else { Vec::new() }
    }

    /// Who took part, beyond doubt: people with the office held or the part they had, and bodies.
    fn attendees(&mut self, event: &Event) -> Vec<Value> {
        let mut attendees = Vec::new();
        let certain: Vec<&Participant> = event.participants.iter().filter(|who| !who.uncertain).collect();
        let named = |person: &String| certain.iter().any(|who| who.person.as_ref() == Some(person));
        for person in event.chair.iter().filter(|person| !named(person)) {
            attendees.extend(self.links([person]).into_iter().map(|who| role(who, Some("chair"))));
        }
        for who in &certain {
            let person = self
                .links(&who.person)
                .pop()
                .or_else(|| who.name.as_deref().and_then(text).map(|name| json!({ "@type": "Person", "name": name })));
            let part = who.office.as_deref().or_else(|| who.role.map(crate::record::Role::label));
            attendees.extend(person.map(|person| role(person, part)));
        }
        attendees.extend(self.links(&event.organisations));
        attendees
    }

    /// A project.
    pub(super) fn project(&mut self, id: Id, project: &Project) -> LinkedNode {
        let mut node = LinkedNode::new("Project", &project.id);
        node.put("name", text(&project.title));
        node.put("alternateName", project.short_title.as_deref().and_then(text));
        node.put("description", text(&project.summary));
        node.put("temporalCoverage", text(project.date.edtf()));
        node.put("member", self.links(&project.organisations));
        node.put("event", self.links(&project.event));
        let archive = self.archive;
        let fields = archive.linked(id, Relation::Topic).chain(archive.linked(id, Relation::Country));
        node.put("keywords", fields.filter_map(|field| text(archive.record(field).title())));
        node
    }
}

/// Somebody in a role, as schema.org has it: the property once more, inside.
fn role(who: Value, part: Option<&str>) -> Value {
    match part.and_then(text) {
        Some(part) => json!({ "@type": "Role", "roleName": part, "attendee": who }),
        None => who,
    }
}

/// Degrees north and east, WGS 84.
pub(super) fn coordinates((latitude, longitude): (f64, f64)) -> Value {
    json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude })
}
