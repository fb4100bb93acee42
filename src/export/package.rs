//! A Frictionless data package (Data Package and Table Schema, version 1; <https://specs.frictionlessdata.io>): `datapackage.json`, a
//! CSV table for each type of records, those who took part in events, and a table for each pair of types whose records are linked.
//!
//! A cell of several ids is no foreign key; the tables of links are what the keys are declared on. They hold the links of which both
//! ends are in the package, so that every key leads somewhere; the cells name the others too. Cells that a spreadsheet would take for
//! a formula have an apostrophe before them, as in every CSV table of this program.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use serde_json::{Value, json};

use super::container::{self, ContainedFile};
use super::separated::{self, Separated};
use super::tables::{TypeTable, tables};
use super::{item, span};
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{OutcomeForm, Record, RecordType, State, name_of};
use crate::search::Annotations;

/// What one record is to another, as the tables of links call it.
const RELATIONS: [(Relation, &str); 15] = [
    (Relation::Country, "country"),
    (Relation::Topic, "topic"),
    (Relation::Person, "person"),
    (Relation::Speaker, "speaker"),
    (Relation::Host, "host"),
    (Relation::Organisation, "organisation"),
    (Relation::By, "by"),
    (Relation::To, "to"),
    (Relation::Place, "place"),
    (Relation::Event, "event"),
    (Relation::Document, "document"),
    (Relation::Project, "project"),
    (Relation::Related, "related"),
    (Relation::Parent, "parent"),
    (Relation::Source, "source"),
];

/// Writes the records `ids` as one ZIP file.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(archive: &Archive, ids: &[Id], annotations: &Annotations, out: &mut dyn Write) -> io::Result<()> {
    container::write(&files(archive, ids, annotations)?, out)
}

/// The files of the package, its description first.
///
/// # Errors
/// None but those of memory.
pub fn files(archive: &Archive, ids: &[Id], annotations: &Annotations) -> io::Result<Vec<ContainedFile>> {
    let tables = tables(archive, ids, annotations);
    let mut resources = Vec::new();
    let mut files = Vec::new();
    let mut put = |name: &str, title: &str, schema: Value, bytes: Vec<u8>| {
        let path = format!("data/{name}.csv");
        resources.push(json!({
            "name": name, "path": path, "title": title, "profile": "tabular-data-resource", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "bytes": bytes.len(),
            "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "header": true },
            "schema": schema,
        }));
        files.push(ContainedFile { name: path, bytes });
    };
    for table in &tables {
        let mut bytes = Vec::new();
        table.write_separated(&mut bytes)?;
        put(table.of_type.plural(), &crate::text::capitalise(table.of_type.plural()), schema(table), bytes);
    }
    let took_part = participants(archive, &tables);
    if took_part.len() > 1 {
        let schema = json!({
            "fields": took_part[0].iter().map(|name| participant_field(name)).collect::<Vec<_>>(),
            "primaryKey": ["event", "number"],
            "foreignKeys": [foreign_key("event", RecordType::Event)],
            "missingValues": [""],
        });
        put("participants", "Who took part in events", schema, separated(&took_part)?);
    }
    for ((from, to), rows) in links(archive, &tables) {
        let title = format!("What {} have to do with {}", from.plural(), to.plural());
        let schema = json!({
            "fields": [
                { "name": from.name(), "type": "string", "constraints": { "required": true } },
                { "name": other(from, to), "type": "string", "constraints": { "required": true } },
                { "name": "relation", "type": "string", "constraints": { "required": true },
                  "description": "What the second is to the first" },
            ],
            "primaryKey": [from.name(), other(from, to), "relation"],
            "foreignKeys": [foreign_key(from.name(), from), foreign_key(other(from, to), to)],
            "missingValues": [""],
        });
        put(&format!("{}-{}", from.name(), to.plural()), &title, schema, separated(&rows)?);
    }
    let description = json!({ "resources": resources });
    let mut bytes = serde_json::to_vec_pretty(&described(archive, ids, description))?;
    bytes.push(b'\n');
    files.insert(0, ContainedFile { name: "datapackage.json".to_owned(), bytes });
    Ok(files)
}

/// The description of the package with what the packs say of themselves, and the sources of the records.
fn described(archive: &Archive, ids: &[Id], mut package: Value) -> Value {
    let clean = |text: &str| crate::text::clean(text).into_owned();
    let packs = archive.packs();
    let joined = |of: &dyn Fn(&crate::archive::PackInfo) -> Option<String>| {
        packs.iter().filter_map(|pack| of(pack)).collect::<Vec<_>>().join("; ")
    };
    package["profile"] = "data-package".into();
    package["name"] = plain_name(packs.first().map_or("", |pack| &pack.name)).into();
    package["title"] = clean(&joined(&|pack| Some(pack.title.clone()))).into();
    package["version"] = clean(&joined(&|pack| Some(pack.version.clone()))).into();
    let description = clean(&joined(&|pack| pack.description.clone()));
    if !description.is_empty() {
        package["description"] = description.into();
    }
    if let Some(day) = span::day_made(archive) {
        package["created"] = format!("{day}T00:00:00Z").into();
    }
    if let Some(home) = packs.iter().filter_map(|pack| pack.homepage.as_ref()).find(|url| page::is_openable(url)) {
        package["homepage"] = home.clone().into();
    }
    let mut licences: Vec<String> = packs.iter().filter_map(|pack| pack.licence.as_deref()).map(clean).collect();
    licences.dedup();
    // A licence needs a name of plain letters; one in other words is a title under the name of no licence.
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    let licences: Vec<Value> = licences
        .iter()
        .map(|name| if is_name(name) { json!({ "name": name }) } else { json!({ "name": "other", "title": name }) })
        .collect();
    if !licences.is_empty() {
        package["licenses"] = licences.into();
    }
    let contributors: Vec<Value> =
        packs.iter().flat_map(|pack| &pack.contributors).map(|name| json!({ "title": clean(name) })).collect();
    if !contributors.is_empty() {
        package["contributors"] = contributors.into();
    }
    let sources = sources(archive, ids);
    if !sources.is_empty() {
        package["sources"] = sources.into();
    }
    package
}

/// The sources of the records, each once, by publisher and title.
fn sources(archive: &Archive, ids: &[Id]) -> Vec<Value> {
    let mut known = HashSet::new();
    let own = |id: Id| Some(id).filter(|&id| archive.record_type(id) == RecordType::Source);
    let all = ids.iter().flat_map(|&id| own(id).into_iter().chain(archive.linked(id, Relation::Source)));
    let described = all.filter(|&id| known.insert(id)).filter_map(|id| match archive.record(id) {
        Record::Source(source) => {
            let mut described = json!({ "title": format!("{}, “{}”", source.publisher, item::inner(&source.title)) });
            if let Some(url) = source.url.as_ref().filter(|url| page::is_openable(url)) {
                described["path"] = url.clone().into();
            }
            Some(described)
        }
        _ => None,
    });
    described.collect()
}

/// A name as packages have it: small letters, digits, and marks between them.
fn plain_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-._".contains(c) { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(plain).collect();
    if name.is_empty() { "cadialog-export".to_owned() } else { name }
}

/// The schema of the table of one type.
fn schema(table: &TypeTable) -> Value {
    let fields: Vec<Value> = table.head.iter().map(|name| field(table.of_type, name)).collect();
    json!({ "fields": fields, "primaryKey": "id", "missingValues": [""] })
}

/// A column: its type, what it holds where the name does not say it, and what may stand in it.
fn field(of_type: RecordType, name: &str) -> Value {
    let mut field = json!({ "name": name, "type": if matches!(name, "first_day" | "last_day") { "date" } else { "string" } });
    let description = match name {
        "date" => "At the precision that is known, as EDTF (ISO 8601-2, levels 0 to 2)",
        "first_day" => "The first day that the date can touch; no claim that it was that day",
        "last_day" => "The last day that the date can touch; no claim that it was that day",
        "countries" | "topics" | "sources" => "Ids, with a semicolon between them",
        "people" => "Ids, and names of those without a record, with a semicolon between them",
        "organisations" => "Ids, with a semicolon between them",
        "country" => "An ISO 3166-1 code",
        "original" => "The words in their own language",
        "note" | "marks" => "The reader’s own; no part of the record",
        _ => "",
    };
    if !description.is_empty() {
        field["description"] = description.into();
    }
    if name == "id" {
        field["constraints"] = json!({ "required": true, "unique": true });
    }
    let among: Option<Vec<&str>> = match (of_type, name) {
        (RecordType::Event, "status") => Some(vec!["held", "planned", "postponed", "cancelled"]),
        (RecordType::Outcome, "form") => Some(OutcomeForm::ALL.into_iter().map(|form| form.label()).collect()),
        (RecordType::Outcome, "status") => Some(State::ALL.into_iter().map(|state| state.label()).collect()),
        (RecordType::Quote, "form") => Some(vec!["verbatim", "translation", "paraphrase", "term"]),
        _ => None,
    };
    if let Some(among) = among {
        field["constraints"] = json!({ "enum": among });
    }
    field
}

fn foreign_key(field: &str, of_type: RecordType) -> Value {
    json!({ "fields": field, "reference": { "resource": of_type.plural(), "fields": "id" } })
}

/// The column of the second record of a link.
fn other(from: RecordType, to: RecordType) -> &'static str {
    if from == to { "other" } else { to.name() }
}

fn separated(rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    separated::write(rows.iter(), Separated::Commas, &mut bytes)?;
    Ok(bytes)
}

/// The links between the records of the tables, by the types at their ends, each table under its heading.
fn links(archive: &Archive, tables: &[TypeTable]) -> BTreeMap<(RecordType, RecordType), Vec<Vec<String>>> {
    let here: HashSet<Id> = tables.iter().flat_map(|table| &table.ids).copied().collect();
    let mut links: BTreeMap<(RecordType, RecordType), Vec<Vec<String>>> = BTreeMap::new();
    for table in tables {
        let from = table.of_type;
        for &id in &table.ids {
            for (relation, name) in RELATIONS {
                for linked in archive.linked(id, relation).filter(|linked| here.contains(linked)) {
                    let to = archive.record_type(linked);
                    let head = || vec![[from.name(), other(from, to), "relation"].map(str::to_owned).to_vec()];
                    let row = [archive.record(id).id(), archive.record(linked).id(), name].map(str::to_owned).to_vec();
                    links.entry((from, to)).or_insert_with(head).push(row);
                }
            }
        }
    }
    links
}

/// A column of the table of those who took part.
fn participant_field(name: &str) -> Value {
    let of_type = match name {
        "number" => "integer",
        "uncertain" => "boolean",
        _ => "string",
    };
    let mut field = json!({ "name": name, "type": of_type });
    let description = match name {
        "number" => "The place among those who took part in the event, from 1",
        "person" => "The id of a person; nothing for those without a record",
        "description" => "Somebody, or a group, known only by office",
        "uncertain" => "Whether a source leaves the participation in doubt",
        "country" => "The country represented",
        "organisation" => "The id of the body for which they took part",
        "office" => "The office held at the time",
        _ => "",
    };
    if !description.is_empty() {
        field["description"] = description.into();
    }
    if matches!(name, "event" | "number") {
        field["constraints"] = json!({ "required": true });
    }
    field
}

/// Those who took part in the events of the tables, under a heading.
fn participants(archive: &Archive, tables: &[TypeTable]) -> Vec<Vec<String>> {
    const HEAD: [&str; 13] = [
        "event",
        "number",
        "person",
        "name",
        "description",
        "office",
        "country",
        "organisation",
        "on_behalf_of",
        "level",
        "role",
        "uncertain",
        "note",
    ];
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    let events = tables.iter().flat_map(|table| &table.ids).filter_map(|&id| archive.event(id));
    for event in events {
        for (n, who) in event.participants.iter().enumerate() {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let person = who.person.as_ref().and_then(|id| archive.id(id)).map(|id| archive.record(id));
            let person = person.filter(|record| record.record_type() == RecordType::Person);
            let name = person.map(|record| record.title().to_owned()).or_else(|| who.name.clone()).unwrap_or_default();
            rows.push(vec![
                event.id.clone(),
                (n + 1).to_string(),
                person.map(|record| record.id().to_owned()).unwrap_or_default(),
                name,
                text(&who.description),
                text(&who.office),
                text(&who.country),
                text(&who.organisation),
                text(&who.on_behalf_of),
                who.level.map(name_of).unwrap_or_default(),
                who.role.map(name_of).unwrap_or_default(),
                who.uncertain.to_string(),
                text(&who.note),
            ]);
        }
    }
    rows
}
