//! A pack: records with one licence and one version, read from JSON.

use serde::de::DeserializeOwned;

use super::concept::ReadConcept;
use super::info::{PackInfo, PackText};
use super::parse::{clean_value, each_type, may_be_unsafe, read_plain, read_record};
use super::parts::{self, PackList, PackPart};
use super::{ArchiveError, BUNDLED, inline};
use crate::record::{Record, RecordType};

/// A pack that has been read but not yet linked.
#[derive(Debug)]
pub struct Pack {
    /// What it says of itself.
    pub info: PackInfo,
    /// In the order of the files.
    pub records: Vec<Record>,
    /// Their texts, one behind the other, and where each begins.
    pub(super) text: String,
    pub(super) starts: Vec<u32>,
    /// Where its records stand.
    pub(super) places: Origins,
    /// Numbers of the records that take the place of earlier ones, in rising order.
    pub(super) overrides: Vec<u32>,
    /// The concepts that it brings; those of the bundled pack are not read with it.
    pub(super) concepts: Vec<ReadConcept>,
}

/// Where the records of a pack stand, for messages.
#[derive(Debug)]
pub(super) enum Origins {
    /// Not kept.
    Unknown,
    /// In the texts of the program; found again when wanted, so that starting does not pay for it.
    Bundled,
    /// In files: their names with the number of the first record of each, and the line of every record.
    Files { files: Vec<(String, u32)>, lines: Vec<u32> },
}

impl Pack {
    /// Reads the texts.
    ///
    /// # Errors
    /// The first fault, with its file, line and place in the record.
    pub fn read(text: &PackText<'_>) -> Result<Self, ArchiveError> {
        let info: PackInfo = parse("pack", "pack", text.info)?;
        let mut pack = Self::new(info);
        pack.text.reserve(text.files.iter().map(|(_, json)| json.len()).sum());
        for &(of_type, json) in text.files {
            pack.read_array(of_type, json)?;
        }
        Ok(pack)
    }

    /// The pack that the program carries.
    ///
    /// # Errors
    /// When the bundled files are faulty, which the data test rules out for a release.
    pub fn bundled() -> Result<Self, ArchiveError> {
        Ok(Self { places: Origins::Bundled, ..Self::read(&BUNDLED)? })
    }

    /// No record yet.
    pub(super) fn new(info: PackInfo) -> Self {
        let (places, overrides) = (Origins::Unknown, Vec::new());
        let (records, text, starts) = (Vec::new(), String::new(), Vec::new());
        Self { info, records, text, starts, places, overrides, concepts: Vec::new() }
    }

    /// Adds a record and its text; outcomes that stand inside it become records behind it.
    pub(super) fn push(&mut self, mut record: Record, text: &str) {
        if record.inline_outcomes().is_empty() {
            return self.lay(text, record);
        }
        let made = inline::outcomes_of(&mut record);
        std::iter::once(record).chain(made).for_each(|record| self.lay(&written(&record), record));
    }

    fn lay(&mut self, text: &str, record: Record) {
        self.starts.push(super::number(self.text.len()));
        self.text.push_str(text);
        self.records.push(record);
    }

    /// Where the record of this number stands, if its pack came from files.
    pub(super) fn file_and_line(&self, number: usize) -> Option<(String, usize)> {
        let Origins::Files { files, lines } = &self.places else { return None };
        let file = files.partition_point(|(_, first)| *first as usize <= number).checked_sub(1)?;
        Some((files.get(file)?.0.clone(), *lines.get(number)? as usize))
    }

    /// Adds the records of an array.
    fn read_array(&mut self, of_type: RecordType, json: &str) -> Result<(), ArchiveError> {
        let mut sound = true;
        parts::array("", json, PackList::Records(of_type), &mut |part| {
            let PackPart::Record(_, spot) = part else { return sound = false };
            let text = &spot.source[spot.range];
            // What needs no cleaning needs no second look: these texts are the program's own, or a test's.
            let read = if may_be_unsafe(text.as_bytes()) { read_record(of_type, text) } else { read_plain(of_type, text) };
            match read {
                Ok(mut record) => {
                    self.info.declare(&mut record);
                    self.push(record, text);
                }
                Err(_) => sound = false,
            }
        });
        if sound {
            return Ok(());
        }
        // Only a fault pays for finding its place.
        macro_rules! read {
            ($variant:ident) => {
                parse::<Vec<crate::record::$variant>>(&self.info.name, of_type.plural(), json).map(|_| ())
            };
        }
        each_type!(of_type, read)
    }
}

/// The text of a record that was changed after it was read.
pub(super) fn written(record: &Record) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

fn parse<T: DeserializeOwned>(pack: &str, file: &str, json: &str) -> Result<T, ArchiveError> {
    let parsed = if may_be_unsafe(json.as_bytes()) {
        serde_json::from_str(json).and_then(|mut value| {
            clean_value(&mut value);
            serde_json::from_value(value)
        })
    } else {
        serde_json::from_str(json)
    };
    // Only a fault pays for finding its place.
    parsed.or_else(|_| {
        let reader = &mut serde_json::Deserializer::from_str(json);
        serde_path_to_error::deserialize(reader).map_err(|error| ArchiveError::Unreadable {
            pack: pack.to_owned(),
            file: file.to_owned(),
            line: error.inner().line(),
            path: error.path().to_string(),
            reason: reason(error.inner()),
        })
    })
}

/// The message without `serde_json`’s own "at line 1 column 2", which the caller gives in its own words.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(reason, _)| reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &str = r#"{"name":"test","title":"Test","version":"1"}"#;

    #[test]
    fn a_fault_names_file_line_and_place() {
        let text =
            PackText { info: INFO, files: &[(RecordType::Event, "[\n{\"id\":\"a\",\"title\":\"A\",\"date\":\"2025-13\"}]")] };
        let error = Pack::read(&text).expect_err("month 13").to_string();
        assert!(error.contains("events.json, line 2") && error.contains("[0].date") && error.contains("2025-13"), "{error}");
    }

    #[test]
    fn escape_sequences_in_data_are_disarmed() {
        let topic = "[{\"id\":\"t\",\"name\":\"a\\u001b[2Jb\\u202ec\"}]";
        let pack = Pack::read(&PackText { info: INFO, files: &[(RecordType::Topic, topic)] }).expect("reads");
        assert_eq!(pack.records[0].title(), "a[2Jbc");
        let source = "[{\"id\":\"s\",\"title\":\"T\",\"publisher\":\"P\",\"kind\":\"primary\",\"language\":\"\u{202e}xx\"}]";
        let info = r#"{"name":"p\u001b[31m","title":"Test","version":"1"}"#;
        let pack = Pack::read(&PackText { info, files: &[(RecordType::Source, source)] }).expect("reads");
        let Record::Source(source) = &pack.records[0] else { panic!("a source") };
        assert_eq!((source.language.as_deref(), pack.info.name.as_str()), (Some("xx"), "p[31m"));
    }
}
