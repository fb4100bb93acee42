//! Two records, field by field.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{FieldRelation, RecordField};
use super::known::place_of;
use crate::archive::{Archive, Id};
use crate::page;
use crate::record::{Language, Record, RecordType, name_of};
use crate::text;

/// Two records side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordComparison {
    /// A and B.
    pub ids: [Id; 2],
    /// Every field that one of them has, but for their ids.
    pub fields: Vec<RecordField>,
}

impl RecordComparison {
    /// Compares two records as they stand in their packs, with the outcomes of each and who is quoted at it.
    pub fn new(archive: &Archive, ids: [Id; 2]) -> Self {
        let [a, b] = ids.map(|id| values(archive, id));
        let mut names: Vec<&String> = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name))).collect();
        names.sort_by_key(|name| (place_of(name), *name));
        let fields = names.into_iter().map(|name| RecordField::new(name.clone(), [a.get(name).cloned(), b.get(name).cloned()]));
        Self { ids, fields: fields.collect() }
    }

    /// Whether nothing differs.
    pub fn is_equal(&self) -> bool {
        self.fields.iter().all(|field| field.relation() == FieldRelation::Equal)
    }

    /// What differs, in a line: "13 fields: 5 equal, 5 different, 2 only in A, 1 only in B".
    pub fn sentence(&self) -> String {
        if self.is_equal() {
            return "nothing differs".to_owned();
        }
        let of = |relation| self.count(relation);
        format!(
            "{}: {} equal, {} different, {} only in A, {} only in B",
            text::count(self.fields.len(), "field"),
            of(FieldRelation::Equal),
            of(FieldRelation::Different),
            of(FieldRelation::OnlyA),
            of(FieldRelation::OnlyB)
        )
    }

    /// How many fields relate so.
    pub fn count(&self, relation: FieldRelation) -> usize {
        self.fields.iter().filter(|field| field.relation() == relation).count()
    }
}

/// The values of a record by their names; those within an object as `place.venue`.
fn values(archive: &Archive, id: Id) -> BTreeMap<String, Value> {
    let record = archive.record(id);
    let mut found = BTreeMap::new();
    // A record is made of texts, numbers and lists; there is nothing in it that JSON cannot hold.
    if let Ok(Value::Object(fields)) = serde_json::to_value(record) {
        for (name, value) in fields.into_iter().filter(|(name, _)| name != "id") {
            flatten(name, value, &mut found);
        }
    }
    let outcomes: Vec<Value> = page::outcomes(archive, id).into_iter().filter_map(|id| outcome(archive.record(id))).collect();
    if !outcomes.is_empty() {
        found.insert("outcomes".to_owned(), Value::Array(outcomes));
    }
    let mut quoted: Vec<String> = Vec::new();
    if record.record_type() == RecordType::Event {
        for quote in archive.referring(id, RecordType::Quote).into_iter().filter_map(|quote| archive.quote(quote)) {
            let name = page::speaker(archive, quote, Language::En);
            if !quoted.contains(&name) {
                quoted.push(name);
            }
        }
    }
    if !quoted.is_empty() {
        found.insert("quoted".to_owned(), quoted.into());
    }
    found
}

/// An outcome in a line: "agreement: …".
fn outcome(record: &Record) -> Option<Value> {
    let Record::Outcome(outcome) = record else { return None };
    Some(format!("{}: {}", name_of(outcome.form), outcome.text).into())
}

fn flatten(name: String, value: Value, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            fields.into_iter().for_each(|(inner, value)| flatten(format!("{name}.{inner}"), value, found));
        }
        value => {
            found.insert(name, value);
        }
    }
}
