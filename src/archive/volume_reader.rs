//! Reads a large file into an archive, stretch by stretch, and tells what is left out.

use std::sync::Arc;

use super::chunk::Chunk;
use super::concept::ReadConcept;
use super::diagnostic::{Code, Diagnostic, Spot};
use super::load::faults_of_line;
use super::open::{LINE_BYTES, shown};
use super::report::LISTED;
use super::segment::Store;
use super::thesaurus::ConceptBook;
use super::writer::{ArchiveWriter, Conflict, Refused};
use super::{Archive, PackInfo, Report, Volume};
use crate::record::Concept;

/// What has been read of a volume so far, and what is needed to read on.
pub struct VolumeReader {
    writer: ArchiveWriter,
    volume: Arc<Volume>,
    info: Arc<PackInfo>,
    lines: usize,
    /// The concepts, once the volume has brought one.
    concepts: Option<ConceptBook>,
    warnings: Report,
}

impl std::fmt::Debug for VolumeReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VolumeReader").field("volume", &self.volume).finish_non_exhaustive()
    }
}

impl VolumeReader {
    /// Begins with a volume behind the records of `archive`.
    pub fn new(archive: Archive, volume: Arc<Volume>) -> Self {
        let mut writer = ArchiveWriter::new(archive);
        let info = writer.begin(volume.info().clone());
        Self { writer, volume, info, lines: 0, concepts: None, warnings: Report::default() }
    }

    /// Takes a chunk, which comes behind those taken before, if it holds any record; who has the id of another is left out.
    /// Whether it made a segment.
    pub fn take(&mut self, mut chunk: Chunk) -> bool {
        for &(at, before) in &chunk.faulty {
            self.diagnose(at, self.lines + before + 1);
        }
        for (concept, overrides, before) in std::mem::take(&mut chunk.concepts) {
            self.concept(concept, overrides, self.lines + before + 1);
        }
        let (lines, at_lines, any) = (self.lines, chunk.at_lines.clone(), chunk.len() > 0);
        self.lines += chunk.lines;
        let first = self.writer.archive.end();
        for left_out in self.writer.take(Store::File(Arc::clone(&self.volume)), Arc::clone(&self.info), chunk) {
            let line = lines + at_lines[left_out.id.index() - first] as usize + 1;
            self.warn(&left_out, line);
        }
        any
    }

    fn concept(&mut self, concept: Concept, overrides: bool, line: usize) {
        /// Most concepts of a large pack, which all stay in memory.
        const MOST: usize = 1 << 16;
        let book = self.concepts.get_or_insert_with(|| ConceptBook::of(self.writer.archive.concepts()));
        let (id, file) = (concept.id.clone(), shown(self.volume.path()));
        let (message, help) = if book.concepts.len() >= MOST {
            (format!("there are more than {MOST} concepts; “{id}” is left out"), "put fewer into one pack")
        } else if book.take(ReadConcept { concept, overrides, file: file.clone(), line }, 0).is_err() {
            (format!("another concept is called “{id}”; this one is left out"), "give each concept an id of its own")
        } else {
            return;
        };
        let mut fault = Diagnostic::of_file(&file, Code::SameId, message, help);
        (fault.line, fault.record) = (Some(line), Some(id));
        self.warnings.say(fault);
    }

    /// What has been read so far, its concepts apart.
    pub fn archive(&mut self) -> Archive {
        self.writer.archive()
    }

    fn warn(&mut self, left_out: &Refused, line: usize) {
        let stored = self.writer.archive.segment_of(left_out.id).and_then(|(segment, number)| segment.stored(number));
        let id = stored.as_ref().map_or("", |record| record.id());
        let (message, help) = match left_out.why {
            Conflict::SameName => {
                (format!("another record is called “{id}”; this one is left out"), "give each record an id of its own")
            }
            Conflict::Override(reason) => {
                (format!("“{id}” cannot take the place of another record: {reason}; this one is left out"), "correct the record")
            }
        };
        let mut fault = Diagnostic::of_file(&shown(self.volume.path()), Code::SameId, message, help);
        (fault.line, fault.record) = (Some(line), Some(id.to_owned()));
        self.warnings.say(fault);
    }

    /// Tells what is wrong with the line that begins at this byte.
    fn diagnose(&mut self, at: u64, line: usize) {
        let file = shown(self.volume.path());
        let mut bytes = Vec::new();
        let read = self.volume.bytes(at, at + LINE_BYTES as u64 + 1, &mut bytes);
        bytes.truncate(memchr::memchr(b'\n', &bytes).unwrap_or(bytes.len()));
        if read.is_err() || bytes.len() > LINE_BYTES {
            let message = format!("this line is longer than {} MiB", LINE_BYTES >> 20);
            let mut fault = Diagnostic::of_file(&file, Code::TooLarge, message, "split the record into several");
            fault.line = Some(line);
            return self.warnings.say(fault);
        }
        let text = match str::from_utf8(&bytes) {
            Ok(text) => text.trim_end_matches('\r').trim_start_matches('\u{feff}'),
            Err(_) => {
                let mut fault = Diagnostic::of_file(&file, Code::Encoding, "this line is not UTF-8", "save the file as UTF-8");
                fault.line = Some(line);
                return self.warnings.say(fault);
            }
        };
        let spot = Spot { file: &file, source: text, range: 0..text.len(), line, column: 0 };
        self.warnings.append(faults_of_line(&self.info, spot));
    }

    /// Ends the volume: finds the events that came after what belongs to them. Gives the archive, and what was left out: lines, and
    /// links to nowhere.
    pub fn close(mut self) -> (Archive, Report) {
        let file = shown(self.volume.path());
        for open in self.writer.close(Some(LISTED)) {
            let message = format!("{} names “{}”, which is not there; the link is left out", open.relation.field(), open.name);
            let help = "correct the id, or add the record";
            let mut fault = Diagnostic::of_file(&file, Code::Dangling, message, help).warning();
            fault.record = Some(self.writer.archive.record(open.from).id().to_owned());
            self.warnings.say(fault);
        }
        if let Some(book) = self.concepts.take() {
            let (thesaurus, told) = book.close(&file);
            self.writer.archive.thesaurus = thesaurus;
            told.into_iter().for_each(|fault| self.warnings.say(fault));
        }
        (self.writer.archive(), self.warnings)
    }
}
