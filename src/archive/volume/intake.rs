//! Takes a volume into an archive, chunk by chunk: numbers its records, finds their events, and tells what is left out.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::super::diagnostic::{Code, Diagnostic, Spot};
use super::super::link::{Relation, references};
use super::super::load::faults_of_line;
use super::super::open::{LINE_BYTES, shown};
use super::super::report::LISTED;
use super::super::{Archive, Id, Report};
use super::{Chunk, Segment, Volume, link_key, name_key};
use crate::record::RecordType;

/// Keys are well mixed already. They come in order, by their upper bits; those say the place in the table, so that one lands
/// beside the last.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(24)
    }
}

type ByKey<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;
type Keys = HashSet<u64, BuildHasherDefault<AsIs>>;

/// What has been read of a volume so far, and what is needed to read on.
pub struct Intake {
    volume: Arc<Volume>,
    next: u32,
    known: ByKey<u32>,
    /// The relations that links in the volume have.
    relations: Vec<Relation>,
    /// Records whose events have not been met yet, with the key of the event's name.
    waiting: Vec<(Id, u64)>,
    lines: usize,
    report: Report,
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Intake").field("volume", &self.volume).field("next", &self.next).finish_non_exhaustive()
    }
}

impl Intake {
    /// Begins with a volume behind the records of `archive`.
    pub fn new(archive: &Archive, volume: Arc<Volume>) -> Self {
        let mut known = ByKey::default();
        for (name, id) in archive.names() {
            known.insert(name_key(name), id.0);
        }
        for segment in archive.segments() {
            for (key, number) in segment.all_names() {
                known.insert(key, segment.first() + u32::from(number));
            }
        }
        let next = u32::try_from(archive.len()).unwrap_or(u32::MAX);
        Self { volume, next, known, relations: Vec::new(), waiting: Vec::new(), lines: 0, report: Report::default() }
    }

    /// Numbers the records of a chunk, which comes behind those taken before. Who has the id of another is left out.
    pub fn take(&mut self, archive: &Archive, mut chunk: Chunk) -> Segment {
        self.relations.append(&mut chunk.relations);
        self.relations.sort_unstable();
        self.relations.dedup();
        let events = std::mem::take(&mut chunk.events);
        let at_lines = std::mem::take(&mut chunk.at_lines);
        let faulty = std::mem::take(&mut chunk.faulty);
        faulty.iter().for_each(|&(at, before)| self.explain(at, self.lines + before + 1));
        let mut double: Vec<u16> = Vec::new();
        for &(name, number) in &chunk.names {
            let id = self.next + u32::from(number);
            if self.known.insert(name, id).is_some_and(|other| other != id) {
                double.push(number);
            }
        }
        double.sort_unstable();
        double.dedup();
        let lines = self.lines;
        self.lines += chunk.lines;
        let mut segment = Segment::new(Arc::clone(&self.volume), self.next, chunk);
        for &number in &double {
            self.leave_out(&segment, number, lines + at_lines[usize::from(number)] as usize + 1);
        }
        segment.leave_out(&double);
        self.next += u32::try_from(segment.len()).unwrap_or(0);
        for (number, &event) in events.iter().enumerate().filter(|(_, event)| **event != 0) {
            let id = Id(segment.first() + u32::try_from(number).unwrap_or(0));
            if !self.find_event(archive, &segment, number, event) {
                self.waiting.push((id, event));
            }
        }
        segment
    }

    fn find_event(&self, archive: &Archive, segment: &Segment, number: usize, name: u64) -> bool {
        let Some(&event) = self.known.get(&name) else { return false };
        let days = if event >= segment.first() && event < segment.numbers().end {
            segment.packed_days((event - segment.first()) as usize)
        } else if (event as usize) < archive.len() {
            archive.packed_days(Id(event))
        } else {
            return false; // read, but not yet in the archive
        };
        segment.set_event(number, Id(event), days);
        true
    }

    fn leave_out(&mut self, segment: &Segment, number: u16, line: usize) {
        let record = segment.read(usize::from(number));
        let id = record.as_ref().map_or("", |record| record.id());
        let message = format!("another record is called “{id}”; this one is left out");
        let mut fault =
            Diagnostic::of_file(&shown(self.volume.path()), Code::SameId, message, "give each record an id of its own");
        (fault.line, fault.record) = (Some(line), Some(id.to_owned()));
        self.report.say(fault);
    }

    fn explain(&mut self, at: u64, line: usize) {
        let file = shown(self.volume.path());
        let mut bytes = Vec::new();
        let read = self.volume.bytes(at, at + LINE_BYTES as u64 + 1, &mut bytes);
        bytes.truncate(memchr::memchr(b'\n', &bytes).unwrap_or(bytes.len()));
        if read.is_err() || bytes.len() > LINE_BYTES {
            let message = format!("this line is longer than {} MiB", LINE_BYTES >> 20);
            let mut fault = Diagnostic::of_file(&file, Code::TooLarge, message, "split the record into several");
            fault.line = Some(line);
            return self.report.say(fault);
        }
        let text = match str::from_utf8(&bytes) {
            Ok(text) => text.trim_end_matches('\r').trim_start_matches('\u{feff}'),
            Err(_) => {
                let mut fault = Diagnostic::of_file(&file, Code::Encoding, "this line is not UTF-8", "save the file as UTF-8");
                fault.line = Some(line);
                return self.report.say(fault);
            }
        };
        let spot = Spot { file: &file, source: text, range: 0..text.len(), line, column: 0 };
        self.report.append(faults_of_line(spot));
    }

    /// Ends the volume, whose segments `archive` has by now: finds the events that came after what belongs to them. Gives
    /// what was left out: lines, and links to nowhere; and whether dates were found for records that had none.
    pub fn close(mut self, archive: &Archive) -> (Report, bool) {
        let late = !self.waiting.is_empty();
        for (id, name) in std::mem::take(&mut self.waiting) {
            if let (Some(&event), Some((segment, number))) = (self.known.get(&name), archive.segment_of(id)) {
                segment.set_event(number, Id(event), archive.packed_days(Id(event)));
            }
        }
        let own = || archive.segments().iter().filter(|segment| Arc::ptr_eq(&segment.volume, &self.volume));
        let mut open: Keys = own().flat_map(|segment| segment.all_links().map(|(key, _)| key)).collect();
        let mut close = |name: u64, of_type: RecordType| {
            for relation in self.relations.iter().filter(|r| r.targets().is_empty() || r.targets().contains(&of_type)) {
                open.remove(&link_key(*relation, name));
            }
        };
        archive.names().for_each(|(name, id)| close(name_key(name), archive.record_type(id)));
        for segment in archive.segments() {
            for (name, number) in segment.all_names() {
                segment.type_of(usize::from(number)).into_iter().for_each(|of_type| close(name, of_type));
            }
        }
        if !open.is_empty() {
            for segment in own() {
                for (key, numbers) in segment.all_links().filter(|(key, _)| open.contains(key)).take(LISTED) {
                    dangling(segment, usize::from(numbers[0]), key).into_iter().for_each(|fault| self.report.say(fault));
                }
            }
        }
        (self.report, late)
    }
}

/// The link of this key, which leads nowhere, as a warning.
fn dangling(segment: &Segment, number: usize, key: u64) -> Option<Diagnostic> {
    let record = segment.read(number)?;
    let mut message = None;
    references(&record, &mut |relation, name| {
        if link_key(relation, name_key(name)) == key {
            message
                .get_or_insert_with(|| format!("{} names “{name}”, which is not there; the link is left out", relation.field()));
        }
    });
    let file = shown(segment.volume.path());
    let mut fault = Diagnostic::of_file(&file, Code::Dangling, message?, "correct the id, or add the record").warning();
    fault.record = Some(record.id().to_owned());
    Some(fault)
}
