//! Whatever has a name: people, organisations, countries, places, topics.

use super::Graph;
use super::event::coordinates;
use super::node::{LinkedNode, text};
use crate::export::span::Span;
use crate::record::{Country, Organisation, Person, Place, Topic};

/// A topic.
pub(super) fn topic(topic: &Topic) -> LinkedNode {
    let mut node = LinkedNode::new("DefinedTerm", &topic.id);
    node.put("name", text(&topic.name));
    node.put("description", text(&topic.description));
    node.put_names(&topic.names, &topic.other_names);
    node
}

/// A country.
pub(super) fn country(country: &Country) -> LinkedNode {
    let mut node = LinkedNode::new("Country", &country.id);
    node.put("name", text(&country.name));
    node.put_names(&country.names, country.official_name.iter().chain(&country.other_names));
    node.put_names(&country.official_names, []);
    node
}

impl Graph<'_> {
    /// A person, with the offices that they held.
    pub(super) fn person(&mut self, person: &Person) -> LinkedNode {
        let mut node = LinkedNode::new("Person", &person.id);
        node.put("name", text(&person.name));
        node.put_names(&person.names, &person.other_names);
        for office in &person.offices {
            let body = self.links(&office.organisation).pop();
            let property = if body.is_some() { "affiliation" } else { "jobTitle" };
            let mut role = LinkedNode::without_id(if body.is_some() { "OrganizationRole" } else { "Role" });
            role.put("roleName", text(&office.title));
            role.put(property, body.or_else(|| text(&office.title)));
            // A role has room for single dates only: what is not exact is said nowhere rather than as if it were.
            for (name, date) in [("startDate", &office.from), ("endDate", &office.to)] {
                let exact = date.as_ref().filter(|date| !date.is_doubtful()).map(Span::of);
                if let Some(Span::Point(at)) = exact {
                    role.put(name, [at.iso().into()]);
                }
            }
            node.put(property, [role.into()]);
        }
        node
    }

    /// A ministry, institute, agency or forum.
    pub(super) fn organisation(&mut self, organisation: &Organisation) -> LinkedNode {
        let mut node = LinkedNode::new("Organization", &organisation.id);
        node.put("name", text(&organisation.name));
        node.put_names(&organisation.names, organisation.abbreviation.iter().chain(&organisation.other_names));
        let archive = self.archive;
        let country = organisation.country.as_ref().and_then(|country| archive.id(country));
        node.put("keywords", country.and_then(|country| text(archive.record(country).title())));
        node
    }

    /// A city or other place.
    pub(super) fn place(&mut self, place: &Place) -> LinkedNode {
        let mut node = LinkedNode::new("Place", &place.id);
        node.put("name", text(&place.name));
        node.put_names(&place.names, &place.other_names);
        node.put("containedInPlace", self.links(&place.country));
        node.put("geo", place.latitude.zip(place.longitude).map(coordinates));
        node
    }
}
