//! What was imported, as a pack.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::record::RecordType;

use super::finding::ImportRemark;
use super::role::ColumnType;
use super::side_file::Guesses;

/// A pack made of other people’s files.
#[derive(Debug)]
pub struct Import {
    /// What the pack says of itself: name, title, version, schema, and the `kinds`, `fields` and `facets` that it declares.
    pub pack: Map<String, Value>,
    /// Its records; those that others refer to stand before them.
    pub records: Vec<ImportedRecord>,
    /// The names of the tables, by number.
    pub tables: Vec<String>,
    /// How the tables were read, with what was guessed; for the side file.
    pub guesses: Guesses,
    /// What could not be read, and what was decided.
    pub findings: Vec<ImportRemark>,
}

/// A record, and the row that it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedRecord {
    /// Its type.
    pub of_type: RecordType,
    /// Its id.
    pub id: String,
    /// Its other fields, in the order in which they are written. A member of an object is called `place.city`, and follows its other
    /// members; a list of objects with one member each, `participants[].name`: maps of one member would take most of the memory.
    pub fields: Vec<(Cow<'static, str>, Value)>,
    /// The number of its table.
    pub table: usize,
    /// The number of its row, from 0.
    pub row: usize,
}

/// A field that the pack declares.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Declared {
    pub name: String,
    pub on: Vec<RecordType>,
    pub of_type: ColumnType,
    pub label: String,
    pub unit: Option<String>,
}

/// A kind of events that the pack declares.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct DeclaredKind {
    pub id: String,
    pub name: String,
}

/// How many declared terms become facets.
const FACETS: usize = 4;

/// What a pack says of itself.
pub(super) fn info(
    name: &str,
    title: &str,
    kinds: &[DeclaredKind],
    declared: &[Declared],
    records: &[ImportedRecord],
) -> Map<String, Value> {
    let mut pack = Map::new();
    let mut put = |key: &str, value: Value| drop(pack.insert(key.to_owned(), value));
    put("name", Value::from(name));
    put("title", Value::from(title));
    put("version", Value::from("1"));
    put("schema", Value::from(1));
    if !kinds.is_empty() {
        put("kinds", kinds.iter().map(|kind| json!({"of": "event", "id": kind.id, "name": kind.name})).collect());
    }
    if !declared.is_empty() {
        put("fields", declared.iter().map(field).collect());
    }
    let has = |field: &str| records.iter().any(|record| record.fields.iter().any(|(name, _)| name == field));
    let mut facets: Vec<&str> = Vec::new();
    facets.extend(has("countries").then_some("country"));
    facets.extend(has("topics").then_some("topic"));
    facets.extend((kinds.len() > 1).then_some("kind"));
    facets
        .extend(declared.iter().filter(|field| field.of_type == ColumnType::Term).map(|field| field.name.as_str()).take(FACETS));
    if !facets.is_empty() {
        put("facets", Value::from(facets));
    }
    pack
}

fn field(declared: &Declared) -> Value {
    let on: Vec<&str> = declared.on.iter().map(|on| on.name()).collect();
    let mut field = json!({"name": declared.name, "on": on, "type": declared.of_type, "label": declared.label});
    if let Some(unit) = &declared.unit {
        field["unit"] = Value::from(unit.as_str());
    }
    field
}

impl ImportedRecord {
    /// The record as JSON, with its id and, if wanted, its type.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, typed: bool, out: &mut dyn Write) -> io::Result<()> {
        let of_type = if typed { format!("\"type\":\"{}\",", self.of_type.name()) } else { String::new() };
        // Ids are plain ASCII.
        write!(out, "{{{of_type}\"id\":\"{}\"", self.id)?;
        let mut open = None;
        for (name, value) in &self.fields {
            let (object, member) = name.split_once('.').map_or((None, &**name), |(object, member)| (Some(object), member));
            let (list, object) = match object.and_then(|object| object.strip_suffix("[]")) {
                Some(list) => (Some(list), None),
                None => (None, object),
            };
            if open.is_some() && open != object {
                out.write_all(b"}")?;
            }
            out.write_all(b",")?;
            match (list, value.as_array()) {
                (Some(list), Some(items)) => {
                    write!(out, "\"{list}\":[")?;
                    for (n, item) in items.iter().enumerate() {
                        write!(out, "{}{{\"{member}\":", if n == 0 { "" } else { "," })?;
                        serde_json::to_writer(&mut *out, item)?;
                        out.write_all(b"}")?;
                    }
                    out.write_all(b"]")?;
                }
                _ => {
                    if let Some(object) = object.filter(|_| open != object) {
                        write!(out, "\"{object}\":{{")?;
                    }
                    // Names of fields are plain ASCII as well.
                    write!(out, "\"{member}\":")?;
                    serde_json::to_writer(&mut *out, value)?;
                }
            }
            open = object;
        }
        out.write_all(if open.is_some() { b"}}" } else { b"}" })
    }

    /// A field of it.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value)
    }
}

impl Import {
    /// Writes the pack as JSON Lines: what it says of itself, then one record a line.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn to_json_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"type\":\"pack\"")?;
        self.write_info(out, b",")?;
        out.write_all(b"}\n")?;
        for record in &self.records {
            record.write(true, out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Writes the pack as one JSON object with a list for each type, one record a line.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn to_json(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\n \"pack\": {")?;
        self.write_info(out, b"")?;
        out.write_all(b"}")?;
        for of_type in RecordType::ALL {
            let mut records = self.records.iter().filter(|record| record.of_type == of_type).peekable();
            if records.peek().is_none() {
                continue;
            }
            write!(out, ",\n \"{}\": [\n", of_type.plural())?;
            while let Some(record) = records.next() {
                out.write_all(b"  ")?;
                record.write(false, out)?;
                out.write_all(if records.peek().is_some() { b",\n" } else { b"\n" })?;
            }
            out.write_all(b" ]")?;
        }
        out.write_all(b"\n}\n")
    }

    fn write_info(&self, out: &mut dyn Write, before: &[u8]) -> io::Result<()> {
        let mut before = before;
        // Name and title first, whatever order a map has.
        let first = ["name", "title", "version", "schema"];
        let rest = self.pack.iter().filter(|(key, _)| !first.contains(&key.as_str()));
        let first = first.iter().filter_map(|key| self.pack.get_key_value(*key));
        for (key, value) in first.chain(rest) {
            out.write_all(before)?;
            serde_json::to_writer(&mut *out, key)?;
            out.write_all(b":")?;
            serde_json::to_writer(&mut *out, value)?;
            before = b",";
        }
        Ok(())
    }
}
