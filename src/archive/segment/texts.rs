//! The texts of a segment’s records, parsed when they are asked for.

use std::ops::Range;

use super::{Segment, Store, Volume};
use crate::archive::keys::name_key;
use crate::archive::parse::read_record;
use crate::record::{Names, OwnFields, Record, RecordType, Topic};

/// Bytes of a file that are read at once: no more than stay in the processor's own memory until they have been looked at.
const PIECE: u32 = 1 << 18;

/// Tells from their bytes which lines of a file are worth reading.
pub trait FilterLines {
    /// The first byte from `from` on at which something stands for which a line is to be read.
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize>;

    /// Whether a line is to be read although nothing stands in it.
    fn is_doubtful(&self, line: &[u8]) -> bool;
}

impl Segment {
    /// The record as the store has it now, without keeping it; none when the file has changed, which the volume remembers.
    pub fn read(&self, number: usize) -> Option<Record> {
        self.read_line(number, None)
    }

    /// As [`Self::read`], unless a filter says that the line of the record in a file need not be read.
    pub fn read_line(&self, number: usize, filter: Option<&dyn FilterLines>) -> Option<Record> {
        self.type_of(number).and_then(|_| self.filtered(number, filter))
    }

    /// The byte of its file at which the record begins; none of one in memory.
    pub(in crate::archive) fn begins(&self, number: usize) -> Option<u64> {
        matches!(self.store, Store::File(_)).then(|| self.base + u64::from(self.starts[number]))
    }

    /// As [`Self::read`], whether or not the record was left out.
    pub(in crate::archive) fn stored(&self, number: usize) -> Option<Record> {
        self.filtered(number, None)
    }

    fn filtered(&self, number: usize, filter: Option<&dyn FilterLines>) -> Option<Record> {
        let of_type = self.types[number];
        let (from, to) = (self.starts[number], self.starts[number + 1]);
        let volume = match &self.store {
            Store::Bytes(text) => return self.parse(of_type, text.get(from as usize..to as usize)?),
            Store::Kept(text) => return self.parse(of_type, &text.get(from as usize, to as usize)?),
            Store::File(volume) => volume,
        };
        let mut bytes = Vec::new();
        let is_there = volume.bytes(self.base + u64::from(from), self.base + u64::from(to), &mut bytes).is_ok();
        if is_there && filter.is_some_and(|filter| filter.next(&bytes, 0).is_none() && !filter.is_doubtful(&bytes)) {
            return None;
        }
        let read = if is_there { line(&bytes).and_then(|own| self.parse(of_type, own)) } else { None };
        let read = read.filter(|record| self.is_called(number, record));
        if read.is_none() {
            volume.lose();
        }
        read
    }

    /// Whether its records lie in a file of their own, a line each.
    pub fn is_in_file(&self) -> bool {
        matches!(self.store, Store::File(_))
    }

    /// Calls `visit` with the records `wanted` says, read in one go.
    pub fn scan(&self, wanted: &mut dyn FnMut(usize) -> bool, visit: &mut dyn FnMut(usize, &Record)) {
        self.scan_lines(wanted, None, visit);
    }

    /// As [`Self::scan`], but for the lines of a file that a filter says need not be read.
    pub fn scan_lines(
        &self,
        wanted: &mut dyn FnMut(usize) -> bool,
        filter: Option<&dyn FilterLines>,
        visit: &mut dyn FnMut(usize, &Record),
    ) {
        let volume = match &self.store {
            Store::Bytes(_) | Store::Kept(_) => {
                // What lies in memory stays parsed.
                let there = (0..self.len()).filter(|&number| self.type_of(number).is_some() && wanted(number));
                return there.for_each(|number| visit(number, self.record(number)));
            }
            Store::File(volume) => volume,
        };
        let mut bytes = Vec::new();
        let mut from = 0;
        while from < self.len() {
            let begin = self.starts[from];
            let to =
                self.starts.partition_point(|&start| start <= begin.saturating_add(PIECE)).clamp(from + 2, self.len() + 1) - 1;
            let end = self.starts[to];
            bytes.clear();
            if volume.bytes(self.base + u64::from(begin), self.base + u64::from(end), &mut bytes).is_err() {
                return volume.lose();
            }
            self.scan_piece(volume, (from..to, begin, &bytes), wanted, filter, visit);
            from = to;
        }
    }

    /// As [`Self::scan_lines`], of records whose lines are `bytes`, which begin at `begin` of the segment.
    fn scan_piece(
        &self,
        volume: &Volume,
        (numbers, begin, bytes): (Range<usize>, u32, &[u8]),
        wanted: &mut dyn FnMut(usize) -> bool,
        filter: Option<&dyn FilterLines>,
        visit: &mut dyn FnMut(usize, &Record),
    ) {
        let mut next = filter.and_then(|filter| filter.next(bytes, 0));
        for number in numbers {
            let Some(of_type) = self.type_of(number).filter(|_| wanted(number)) else { continue };
            let (from, to) = ((self.starts[number] - begin) as usize, (self.starts[number + 1] - begin) as usize);
            let own = bytes.get(from..to);
            if let (Some(filter), Some(own)) = (filter, own) {
                if next.is_some_and(|at| at < from) {
                    next = filter.next(bytes, from);
                }
                if next.is_none_or(|at| at >= to) && !filter.is_doubtful(own) {
                    continue;
                }
            }
            match own.and_then(line).and_then(|text| self.parse(of_type, text)) {
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
