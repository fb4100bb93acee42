//! JSON-LD 1.1 in the words of <https://schema.org>: one document, a node for each record in `@graph`, whose context stands in the
//! document itself, so that nobody has to ask the network for it.
//!
//! | record | schema.org |
//! |---|---|
//! | event | `Event`; a numbered one has its `EventSeries` as `superEvent`; who took part as `attendee`, with their office in a `Role` |
//! | quote | `Quotation`; a paraphrase, whose words are nobody's, is a `CreativeWork` with an `abstract` |
//! | outcome | `CreativeWork` with its form as `genre`: the actions of schema.org are done by somebody to something, and outcomes are words |
//! | document | `Report` of a white paper, else `CreativeWork`; `genre` says the kind |
//! | source | `WebPage` where it has an address of the web, else `CreativeWork`: which pages are news articles no record says |
//! | project | `Project` |
//! | person, organisation, country, place | `Person`, `Organization`, `Country`, `Place` |
//! | topic | `DefinedTerm` |
//!
//! - Every `@id` is `urn:cadialog:` and the id of a record, and has a node in the document. Records that were not asked for and are
//!   named by others have their name only, sources all that they have.
//! - Dates that are beyond doubt stand in the date properties, no more exactly than they are known (ISO 8601 reduced precision);
//!   everything else stands in `temporalCoverage` as EDTF, also on events, to which schema.org gives no property for it.
//! - Words are made when they are said: a quote has `dateCreated`, and `recordedAt` for the event. Only what is issued has
//!   `datePublished`.
//! - Sources are `isBasedOn` of quotes, outcomes and compiled notes, which are taken from them, and `subjectOf` of what they report on.
//! - What schema.org would turn into another claim is left out: the country of a person (`nationality`), participations that a
//!   source leaves in doubt, groups known only by office, attendance of what was not held, the language of a quote's text. The country
//!   of a body and the fields of a project are `keywords`.

mod event;
mod name;
mod node;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::archive::{Archive, Gazetteer, Id};
use crate::page;
use crate::record::{EventKind, Record};
use node::{LinkedNode, text};

/// Writes the records `ids`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<()> {
    let mut graph = Graph { archive, gazetteer: Gazetteer::new(archive), named: BTreeSet::new(), series: BTreeMap::new() };
    let mut nodes: Vec<Value> = archive.packs().iter().map(|pack| pack_node(pack)).collect();
    nodes.extend(ids.iter().map(|&id| graph.node(id)));
    let own: BTreeSet<Id> = ids.iter().copied().collect();
    // Sources name nobody else, so that one round is enough.
    let others: Vec<Id> = graph.named.difference(&own).copied().collect();
    nodes.extend(others.into_iter().map(|id| graph.named_node(id)));
    nodes.extend(graph.series.into_values());
    let address = json!({ "@type": "@id" });
    let context = json!({
        "@vocab": "https://schema.org/", "url": address, "archivedAt": address, "eventStatus": address, "eventAttendanceMode": address,
    });
    serde_json::to_writer_pretty(&mut *out, &json!({ "@context": context, "@graph": nodes }))?;
    writeln!(out)
}

/// A pack as a data set.
fn pack_node(pack: &crate::archive::PackInfo) -> Value {
    let mut node = LinkedNode::new("Dataset", &format!("pack:{}", pack.name));
    node.put("name", text(&pack.title));
    node.put("version", text(&pack.version));
    node.put("description", pack.description.as_deref().and_then(text));
    node.put("license", pack.licence.as_deref().map(|name| json!({ "@type": "CreativeWork", "name": crate::text::clean(name) })));
    node.put("url", pack.homepage.as_deref().filter(|url| page::is_openable(url)).and_then(text));
    node.put("dateCreated", pack.created.as_deref().and_then(text));
    node.into()
}

/// What is being written, and whom it names.
struct Graph<'a> {
    archive: &'a Archive,
    gazetteer: Gazetteer,
    /// The records that others name.
    named: BTreeSet<Id>,
    /// The series of the events, by their kinds.
    series: BTreeMap<&'static str, Value>,
}

impl Graph<'_> {
    /// The whole node of a record.
    fn node(&mut self, id: Id) -> Value {
        let archive = self.archive;
        let mut node = match archive.record(id) {
            Record::Event(event) => self.event(id, event),
            Record::Quote(quote) => self.quote(id, quote),
            Record::Outcome(outcome) => self.outcome(id, outcome),
            Record::Document(document) => self.document(id, document),
            Record::Source(source) => work::source(source),
            Record::Project(project) => self.project(id, project),
            Record::Topic(topic) => name::topic(topic),
            Record::Country(country) => name::country(country),
            Record::Person(person) => self.person(person),
            Record::Organisation(organisation) => self.organisation(organisation),
            Record::Place(place) => self.place(place),
        };
        let record = archive.record(id);
        node.put("identifier", std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)).filter_map(text));
        self.put_sources(&mut node, id);
        node.into()
    }

    /// The node of a record that others name.
    fn named_node(&mut self, id: Id) -> Value {
        let record = self.archive.record(id);
        if let Record::Source(source) = record {
            return work::source(source).into();
        }
        let mut node = LinkedNode::new(type_of(record), record.id());
        let is_paraphrase = matches!(record, Record::Quote(quote) if !quote.form.is_quoted());
        let property = match record {
            Record::Quote(_) if is_paraphrase => "abstract",
            Record::Quote(_) | Record::Outcome(_) => "text",
            _ => "name",
        };
        node.put(property, text(record.title()));
        node.into()
    }

    /// A link to a record, for which there will be a node.
    fn link(&mut self, id: Id) -> Value {
        self.named.insert(id);
        node::link(self.archive.record(id).id())
    }

    /// Links to the records of these ids or other ids.
    fn links<'b>(&mut self, names: impl IntoIterator<Item = &'b String>) -> Vec<Value> {
        let mut known = BTreeSet::new();
        let ids: Vec<Id> = names.into_iter().filter_map(|name| self.archive.id(name)).filter(|&id| known.insert(id)).collect();
        ids.into_iter().map(|id| self.link(id)).collect()
    }

    /// The series of a kind of events.
    fn series(&mut self, kind: EventKind) -> Value {
        let id = format!("series:{}", kind.name());
        self.series.entry(kind.name()).or_insert_with(|| {
            let mut node = LinkedNode::new("EventSeries", &id);
            node.put("name", text(kind.label()));
            node.into()
        });
        node::link(&id)
    }

    /// The sources of a record.
    fn put_sources(&mut self, node: &mut LinkedNode, id: Id) {
        let record = self.archive.record(id);
        let sources = self.links(record.sources());
        node.put(work::relation_to_sources(record), sources);
    }
}

/// What a record is in the words of schema.org.
fn type_of(record: &Record) -> &'static str {
    match record {
        Record::Event(_) => "Event",
        Record::Quote(quote) => work::type_of_quote(quote),
        Record::Outcome(_) => "CreativeWork",
        Record::Document(document) => work::type_of_document(document),
        Record::Source(source) => work::type_of_source(source),
        Record::Project(_) => "Project",
        Record::Topic(_) => "DefinedTerm",
        Record::Country(_) => "Country",
        Record::Person(_) => "Person",
        Record::Organisation(_) => "Organization",
        Record::Place(_) => "Place",
    }
}
