//! One record parsed from its text; here is the gate through which texts from data pass.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::strict::Gathering;
use crate::record::{OwnFields, Record, RecordType};

/// Calls the macro `$read` with the variant of a type that is known only at run time.
macro_rules! each_type {
    ($of_type:expr, $read:ident) => {
        match $of_type {
            RecordType::Event => $read!(Event),
            RecordType::Quote => $read!(Quote),
            RecordType::Outcome => $read!(Outcome),
            RecordType::Topic => $read!(Topic),
            RecordType::Country => $read!(Country),
            RecordType::Person => $read!(Person),
            RecordType::Organisation => $read!(Organisation),
            RecordType::Place => $read!(Place),
            RecordType::Project => $read!(Project),
            RecordType::Document => $read!(Document),
            RecordType::Source => $read!(Source),
        }
    };
}

/// Reads one record of a text that is ours, and harmless.
pub(super) fn read_plain(of_type: RecordType, json: &str) -> Result<Record, serde_json::Error> {
    macro_rules! read {
        ($variant:ident) => {
            serde_json::from_str(json).map(|record| Record::$variant(Box::new(record)))
        };
    }
    each_type!(of_type, read)
}

/// Reads one record of a file that may be a stranger's, with fields of its pack's own; faults are for [`super::examine`] to place.
pub(super) fn read_record(of_type: RecordType, json: &str) -> Result<Record, serde_json::Error> {
    macro_rules! read {
        ($variant:ident) => {
            read_with_own(json).map(|(record, own)| {
                let mut record = Record::$variant(Box::new(record));
                if !own.is_empty() {
                    record.set_own(OwnFields::read(own));
                }
                record
            })
        };
    }
    each_type!(of_type, read)
}

/// Fields that a type does not know, with their values.
type Own = Vec<(String, serde_json::Value)>;

/// Reads a record, and the fields that its type does not know.
fn read_with_own<T: DeserializeOwned>(json: &str) -> Result<(T, Own), serde_json::Error> {
    let mut own = Own::new();
    let mut text = serde_json::Deserializer::from_str(json);
    let read = T::deserialize(Gathering { inner: &mut text, own: &mut own })?;
    text.end()?;
    if may_be_unsafe(json.as_bytes()) {
        // Only now, so that no date and no word of a choice is made sound by what is taken out of it.
        let mut value = serde_json::from_str(json)?;
        if clean_value(&mut value) {
            own.clear();
            return Ok((T::deserialize(Gathering { inner: value, own: &mut own })?, own));
        }
    }
    Ok((read, own))
}

/// Reads a part of a file that may be a stranger's and is no record.
pub(super) fn read_strictly<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    read_with_own(json).map(|(read, _)| read)
}

/// Whether a text of the record may hold a control character, as it is or written with “\\”.
pub(crate) fn may_be_unsafe(json: &[u8]) -> bool {
    memchr::memchr(b'\\', json).is_some() || crate::text::holds_unsafe(json)
}

/// Texts from data never reach a terminal with control or reordering characters in them; here is the one gate. Tells whether
/// there were any.
pub(super) fn clean_value(value: &mut serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => match crate::text::clean(text) {
            Cow::Borrowed(_) => false,
            Cow::Owned(cleaned) => {
                *text = cleaned;
                true
            }
        },
        serde_json::Value::Array(items) => items.iter_mut().filter_map(|item| clean_value(item).then_some(())).count() > 0,
        serde_json::Value::Object(fields) => fields.values_mut().filter_map(|field| clean_value(field).then_some(())).count() > 0,
        _ => false,
    }
}

pub(super) use each_type;
