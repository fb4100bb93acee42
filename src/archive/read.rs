//! Reads one record, if it is sound; for one that is not, the examination says why.

use serde::{Deserialize, Deserializer};

use super::diagnostic::Severity;
use super::examine::hidden;
use super::parse::{may_be_unsafe, read_record};
use super::strict::Strict;
use super::{json, schema};
use crate::record::{Record, RecordType};
use crate::text;

/// What stands on a line besides the record.
#[derive(Deserialize)]
struct LineHeader {
    #[serde(rename = "type", default, deserialize_with = "given")]
    of_type: Option<RecordType>,
    #[serde(rename = "override", default)]
    replaces: bool,
}

/// A type that is given; null is none.
fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<RecordType>, D::Error> {
    RecordType::deserialize(value).map(Some)
}

/// Reads a sound record, and whether it takes the place of another; none for one that needs [`examine`].
pub(super) fn read_fast(of_type: Option<RecordType>, text: &str) -> Option<(Record, bool)> {
    // Values in the middle of a file have been skipped already, which bounds their depth; lines have not.
    if of_type.is_none() {
        json::skip(text.as_bytes(), text.len() - text.trim_start().len())?;
    }
    let head = match of_type {
        None => head(text)?,
        Some(_) if !text.contains("\"override\"") && !text.contains("\"type\"") && !text.contains("\\u") => {
            LineHeader { of_type, replaces: false }
        }
        Some(_) => whole_head(text)?,
    };
    let of_type = match (of_type, head.of_type) {
        (Some(place), Some(own)) if place != own => return None,
        (place, own) => place.or(own)?,
    };
    // Maps of names take a key twice in silence, and what is cleaned may have been an id.
    if text.contains("names\"") || may_be_unsafe(text.as_bytes()) {
        let (node, mut faults) = json::parse(text, 0..text.len());
        hidden("", false, &node?, &mut faults);
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            return None;
        }
    }
    let record = read_record(of_type, text).ok()?;
    is_sound(&record).then_some((record, head.replaces))
}

/// What a line says besides the record. Most begin with their type, which saves reading them twice.
fn head(text: &str) -> Option<LineHeader> {
    let plain = text.strip_prefix("{\"type\":\"").and_then(|rest| rest.split_once('"'));
    if let Some((name, rest)) = plain
        && !rest.contains("\"type\"")
        && !rest.contains("\"override\"")
        && !rest.contains("\\u")
        && let Some(of_type) = RecordType::ALL.into_iter().find(|of_type| of_type.name() == name)
    {
        return Some(LineHeader { of_type: Some(of_type), replaces: false });
    }
    whole_head(text)
}

fn whole_head(text: &str) -> Option<LineHeader> {
    LineHeader::deserialize(Strict(&mut serde_json::Deserializer::from_str(text))).ok()
}

/// What the types do not say, but the schema does.
fn is_sound(record: &Record) -> bool {
    let within = |value: Option<f64>, limit: f64| value.is_none_or(|v| v.abs() <= limit);
    schema::is_id(record.record_type(), record.id())
        && !text::is_blank(record.title())
        && match record {
            Record::Event(event) => event.place.as_ref().is_none_or(|p| within(p.latitude, 90.0) && within(p.longitude, 180.0)),
            Record::Country(country) => {
                country.capital.as_ref().is_none_or(|c| within(c.latitude, 90.0) && within(c.longitude, 180.0))
            }
            Record::Place(place) => within(place.latitude, 90.0) && within(place.longitude, 180.0),
            Record::Quote(quote) => quote.event.is_some() || quote.date.is_some(),
            _ => true,
        }
}
