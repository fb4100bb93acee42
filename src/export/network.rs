//! GEXF 1.3 (<http://gexf.net/1.3>): who took part in the same events; whether they also spoke with each other no record says. A
//! node is a person, a body or a country. An edge joins two that took part in the same events; its weight is the number of these
//! events, and it names them with the first and the last date.
//!
//! Only events that were held count, and of those only participations that no source leaves in doubt. A person takes part as
//! participant or chair, a body as host, as named for the event, or through somebody who took part for it, a country as named for the
//! event, or through somebody who took part for it. Dates are EDTF, and text to other programs: none is more exact than its record.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::markup::escape;
use super::{LeftOut, span};
use crate::archive::{Archive, Id};
use crate::record::{Date, Event, EventKind, Record, RecordType, Status};

/// Who took part, and with whom.
#[derive(Default)]
struct Network {
    /// In how many events each took part.
    nodes: BTreeMap<Id, usize>,
    /// The events in which both took part; the earlier record stands first.
    edges: BTreeMap<(Id, Id), Vec<Id>>,
}

/// Writes the network of the events among `ids`; says what has no part in it.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
    let mut network = Network::default();
    let mut left_out = Vec::new();
    for &id in ids {
        if let Some(event) = archive.event(id)
            && let Err(why) = network.take(archive, id, event)
        {
            LeftOut::add(&mut left_out, why, id);
        }
    }
    for &id in ids.iter().filter(|&&id| archive.record_type(id) != RecordType::Event && !network.nodes.contains_key(&id)) {
        let why = match archive.record_type(id) {
            RecordType::Person | RecordType::Organisation | RecordType::Country => "they met nobody at the events exported",
            _ => "a network holds events, and who took part in them",
        };
        LeftOut::add(&mut left_out, why, id);
    }
    network.write(archive, out)?;
    Ok(left_out)
}

impl Network {
    /// Adds an event.
    ///
    /// # Errors
    /// Why it brings nobody together.
    fn take(&mut self, archive: &Archive, id: Id, event: &Event) -> Result<(), &'static str> {
        match event.status {
            Status::Held => {}
            Status::Planned => return Err("it is still to come"),
            Status::Postponed | Status::Cancelled => return Err("it was not held"),
        }
        if event.kind == EventKind::Message {
            return Err("nobody met: a letter or an announcement");
        }
        let parties: Vec<Id> = parties(archive, event).into_iter().collect();
        if parties.len() < 2 {
            return Err("fewer than two that took part are known");
        }
        for (at, &one) in parties.iter().enumerate() {
            *self.nodes.entry(one).or_default() += 1;
            for &other in &parties[at + 1..] {
                self.edges.entry((one, other)).or_default().push(id);
            }
        }
        Ok(())
    }

    fn write(&self, archive: &Archive, out: &mut dyn Write) -> io::Result<()> {
        let titles: Vec<&str> = archive.packs().iter().map(|pack| pack.title.as_str()).collect();
        let versions: Vec<&str> = archive.packs().iter().map(|pack| pack.version.as_str()).collect();
        let made = span::day_made(archive).map(|day| format!(" lastmodifieddate=\"{day}\"")).unwrap_or_default();
        let about =
            format!("Who took part in the same events: {}, version {}", escape(&titles.join("; ")), escape(&versions.join(", ")));
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
             <meta{made}>\n<creator>cadialog</creator>\n<description>{about}</description>\n</meta>\n\
             <graph defaultedgetype=\"undirected\" mode=\"static\">\n\
             <attributes class=\"node\">\n\
             <attribute id=\"type\" title=\"type\" type=\"string\"/>\n\
             <attribute id=\"country\" title=\"country\" type=\"string\"/>\n\
             <attribute id=\"count\" title=\"number of events\" type=\"integer\"/>\n\
             </attributes>\n\
             <attributes class=\"edge\">\n\
             <attribute id=\"first\" title=\"first date\" type=\"string\"/>\n\
             <attribute id=\"last\" title=\"last date\" type=\"string\"/>\n\
             <attribute id=\"events\" title=\"events\" type=\"string\"/>\n\
             </attributes>\n<nodes>"
        )?;
        for (&id, events) in &self.nodes {
            let record = archive.record(id);
            let country = match record {
                Record::Person(person) => person.country.as_deref(),
                Record::Organisation(organisation) => organisation.country.as_deref(),
                _ => None,
            };
            let country = country.map(|id| attribute("country", id)).unwrap_or_default();
            let values = [attribute("type", record.record_type().name()), country, attribute("count", &events.to_string())];
            let (id, label, values) = (escape(record.id()), escape(record.title()), values.concat());
            writeln!(out, "<node id=\"{id}\" label=\"{label}\"><attvalues>{values}</attvalues></node>")?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for (n, (&(one, other), events)) in self.edges.iter().enumerate() {
            let dates = || events.iter().filter_map(|&event| archive.date(event));
            let edtf = |date: Option<&Date>| date.map(|date| date.edtf().to_owned()).unwrap_or_default();
            let first = edtf(dates().min_by_key(|date| date.sort_key()));
            let last = edtf(dates().max_by_key(|date| (date.last(), date.sort_key())));
            let named: Vec<&str> = events.iter().map(|&event| archive.record(event).id()).collect();
            let values = [attribute("first", &first), attribute("last", &last), attribute("events", &named.join("; "))].concat();
            let [one, other] = [one, other].map(|id| escape(archive.record(id).id()));
            let weight = events.len();
            writeln!(
                out,
                "<edge id=\"{n}\" source=\"{one}\" target=\"{other}\" weight=\"{weight}\"><attvalues>{values}</attvalues></edge>"
            )?;
        }
        writeln!(out, "</edges>\n</graph>\n</gexf>")
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!("<attvalue for=\"{name}\" value=\"{}\"/>", escape(value))
}

/// Who took part in an event, beyond doubt.
fn parties(archive: &Archive, event: &Event) -> BTreeSet<Id> {
    let certain = || event.participants.iter().filter(|who| !who.uncertain);
    let people = event.chair.iter().chain(certain().filter_map(|who| who.person.as_ref()));
    let bodies = event.hosts.iter().chain(&event.organisations).chain(certain().filter_map(|who| who.organisation.as_ref()));
    let countries = event.countries.iter().chain(certain().filter_map(|who| who.country.as_ref()));
    let is_party =
        |id: &Id| matches!(archive.record_type(*id), RecordType::Person | RecordType::Organisation | RecordType::Country);
    people.chain(bodies).chain(countries).filter_map(|name| archive.id(name)).filter(is_party).collect()
}
