//! The texts of a segment’s records, parsed when they are asked for.

use super::{Segment, Store};
use crate::archive::keys::name_key;
use crate::archive::parse::read_record;
use crate::record::{Names, OwnFields, Record, RecordType, Topic};

impl Segment {
    /// The record as the store has it now, without keeping it; none when the file has changed, which the volume remembers.
    pub fn read(&self, number: usize) -> Option<Record> {
        self.type_of(number).and_then(|_| self.stored(number))
    }

    /// The byte of its file at which the record begins; none of one in memory.
    pub(in crate::archive) fn begins(&self, number: usize) -> Option<u64> {
        matches!(self.store, Store::File(_)).then(|| self.base + u64::from(self.starts[number]))
    }

    /// As [`Self::read`], whether or not the record was left out.
    pub(in crate::archive) fn stored(&self, number: usize) -> Option<Record> {
        let of_type = self.types[number];
        let (from, to) = (self.starts[number], self.starts[number + 1]);
        let volume = match &self.store {
            Store::Bytes(text) => return self.parse(of_type, text.get(from as usize..to as usize)?),
            Store::Kept(text) => return self.parse(of_type, &text.get(from as usize, to as usize)?),
            Store::File(volume) => volume,
        };
        let mut bytes = Vec::new();
        let read = volume.bytes(self.base + u64::from(from), self.base + u64::from(to), &mut bytes).ok();
        let read = read.and_then(|()| self.parse(of_type, line(&bytes)?)).filter(|record| self.is_called(number, record));
        if read.is_none() {
            volume.lose();
        }
        read
    }

    /// Calls `visit` with the records `wanted` says, read in one go.
    pub fn scan(&self, wanted: &mut dyn FnMut(usize) -> bool, visit: &mut dyn FnMut(usize, &Record)) {
        let Some(&end) = self.starts.last() else { return };
        let volume = match &self.store {
            Store::Bytes(_) | Store::Kept(_) => {
                // What lies in memory stays parsed.
                let there = (0..self.len()).filter(|&number| self.type_of(number).is_some() && wanted(number));
                return there.for_each(|number| visit(number, self.record(number)));
            }
            Store::File(volume) => volume,
        };
        let mut bytes = Vec::new();
        if volume.bytes(self.base, self.base + u64::from(end), &mut bytes).is_err() {
            return volume.lose();
        }
        for number in 0..self.len() {
            let Some(of_type) = self.type_of(number).filter(|_| wanted(number)) else { continue };
            let bytes = bytes.get(self.starts[number] as usize..self.starts[number + 1] as usize);
            match bytes.and_then(line).and_then(|text| self.parse(of_type, text)) {
                Some(record) => visit(number, &record),
                None => volume.lose(),
            }
        }
    }

    /// Reads a record of the pack, with what the pack declares.
    fn parse(&self, of_type: RecordType, text: &str) -> Option<Record> {
        let mut record = read_record(of_type, text).ok()?;
        self.info.declare(&mut record);
        Some(record)
    }

    fn is_called(&self, number: usize, record: &Record) -> bool {
        self.bearing(name_key(record.id())).any(|known| usize::from(known) == number)
    }

    /// What stands in for a record that is no longer there: something with a name that says so.
    pub(super) fn lost(&self) -> Record {
        let file = match &self.store {
            Store::Bytes(_) | Store::Kept(_) => self.info.name.clone(),
            Store::File(volume) => crate::archive::open::shown(volume.path()),
        };
        Record::Topic(Box::new(Topic {
            id: "lost".to_owned(),
            name: format!("no longer to be read: {file} has changed; start again to read it anew"),
            description: String::new(),
            aliases: Vec::new(),
            parent: None,
            founding: false,
            names: Names::default(),
            other_names: Vec::new(),
            concepts: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
            own: OwnFields::NONE,
        }))
    }
}

/// The line that begins where `bytes` do.
fn line(bytes: &[u8]) -> Option<&str> {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    str::from_utf8(&bytes[..end]).ok()
}
