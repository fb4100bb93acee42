//! Reads a large file into an archive, stretch by stretch, and tells what is left out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::between::{Between, Betweens, RecordLine, in_pack};
use super::chunk::Chunk;
use super::concept::ReadConcept;
use super::diagnostic::{Code, Diagnostic, Spot};
use super::load::faults_of_line;
use super::open::{self, LINE_BYTES, shown};
use super::segment::{Segment, Store};
use super::thesaurus::ConceptBook;
use super::writer::{ArchiveWriter, WriterEnd};
use super::{Archive, Id, PackInfo, Report, Volume};
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
    between: Betweens,
    /// The byte at which each chunk begins, and how many lines stand before.
    chunks: Vec<(u64, usize)>,
}

/// What is to be known of a volume that was read to its end, so that what is added to it later can be read alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct VolumeEnd {
    lines: usize,
    chunks: Vec<(u64, usize)>,
    writer: WriterEnd,
    /// What was left out of it, but for links to nowhere, which may lead somewhere when there is more.
    told: Report,
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
        Self {
            writer,
            volume,
            info,
            lines: 0,
            concepts: None,
            warnings: Report::default(),
            between: Betweens::default(),
            chunks: Vec::new(),
        }
    }

    /// Goes on with a volume that has become longer, behind the records of `archive`, which are those it had.
    pub(crate) fn behind(archive: Archive, volume: Arc<Volume>, end: VolumeEnd) -> Self {
        let VolumeEnd { lines, chunks, writer, told } = end;
        let is_own = |segment: &&Arc<Segment>| matches!(&segment.store, Store::File(known) if Arc::ptr_eq(known, &volume));
        let (at, info) = match archive.segments().iter().enumerate().find(|(_, segment)| is_own(segment)) {
            Some((at, segment)) => (at, Arc::clone(&segment.info)),
            None => return Self::new(archive, volume),
        };
        let writer = ArchiveWriter::behind(archive, at, writer);
        Self { writer, volume, info, lines, concepts: None, warnings: told, between: Betweens::default(), chunks }
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
        let any = chunk.len() > 0;
        self.chunks.push((chunk.base, self.lines));
        self.lines += chunk.lines;
        let left_out = self.writer.take(Store::File(Arc::clone(&self.volume)), Arc::clone(&self.info), chunk);
        self.between.clashes(&self.writer.archive, left_out);
        any
    }

    fn concept(&mut self, concept: Concept, overrides: bool, line: usize) {
        /// Most concepts of a large pack, which all stay in memory.
        const MOST: usize = 1 << 16;
        let book = self.concepts.get_or_insert_with(|| ConceptBook::of(self.writer.archive.concepts()));
        let file = shown(self.volume.path());
        if book.concepts.len() < MOST {
            let told = book.take_or_tell(ReadConcept { concept, overrides, file, line }, 0);
            return told.into_iter().for_each(|fault| self.warnings.say(fault));
        }
        let message = format!("there are more than {MOST} concepts; “{}” is left out", concept.id);
        let fault = Diagnostic::of_file(&file, Code::SameId, message, "put fewer into one pack");
        self.warnings.say(Diagnostic { line: Some(line), record: Some(concept.id), ..fault });
    }

    /// What has been read so far, its concepts apart.
    pub fn archive(&mut self) -> Archive {
        self.writer.archive()
    }

    /// Where the record stands, if it is one of this volume: its line, and the byte at which that begins.
    fn place(&self, id: Id) -> Option<(usize, u64)> {
        let (segment, number) = self.writer.archive.segment_of(id)?;
        let at = segment.begins(number)?;
        if !std::ptr::eq(segment.info(), &raw const *self.info) {
            return None;
        }
        let (base, before) = *self.chunks.get(self.chunks.partition_point(|(base, _)| *base <= at).checked_sub(1)?)?;
        let mut bytes = Vec::new();
        self.volume.bytes(base, at, &mut bytes).ok()?;
        Some((before + memchr::memchr_iter(b'\n', &bytes).count() + 1, at))
    }

    fn words(&self, id: Id) -> String {
        let file = shown(self.volume.path());
        match self.place(id) {
            Some((line, _)) => RecordLine { file, line }.words(),
            None => in_pack(&self.writer.archive, id),
        }
    }

    /// The fault with the text at its place.
    fn told(&self, fault: &Between) -> Diagnostic {
        let (archive, file) = (&self.writer.archive, shown(self.volume.path()));
        let words = |id| self.words(id);
        let Some((line, at)) = self.place(fault.of) else { return fault.of_file(archive, &file, None, &words) };
        match self.line(at).as_deref().and_then(text_of) {
            Some(text) => {
                let spot = Spot { file: &file, source: text, range: 0..text.len(), line, column: 0 };
                fault.diagnostic(archive, &spot, &words)
            }
            None => fault.of_file(archive, &file, Some(line), &words),
        }
    }

    /// The bytes of the line that begins at this byte; none if it cannot be read, or is too long.
    fn line(&self, at: u64) -> Option<Vec<u8>> {
        /// Most lines are shorter.
        const FIRST: u64 = 4 << 10;
        let mut bytes = Vec::new();
        let mut wanted = FIRST;
        loop {
            let had = bytes.len();
            self.volume.bytes(at + had as u64, at + wanted, &mut bytes).ok()?;
            if let Some(end) = memchr::memchr(b'\n', &bytes[had..]) {
                bytes.truncate(had + end);
                break;
            }
            if (bytes.len() as u64) < wanted || bytes.len() > LINE_BYTES {
                break;
            }
            wanted *= 4;
        }
        (bytes.len() <= LINE_BYTES).then_some(bytes)
    }

    /// Tells what is wrong with the line that begins at this byte.
    fn diagnose(&mut self, at: u64, line: usize) {
        let file = shown(self.volume.path());
        let of_line =
            |code, message: &str, help: &str| Diagnostic { line: Some(line), ..Diagnostic::of_file(&file, code, message, help) };
        let Some(bytes) = self.line(at) else {
            let message = format!("this line is longer than {} MiB", LINE_BYTES >> 20);
            return self.warnings.say(of_line(Code::TooLarge, &message, "split the record into several"));
        };
        let Some(text) = text_of(&bytes) else {
            return self.warnings.say(open::not_utf8(&file, &bytes, line));
        };
        let spot = Spot { file: &file, source: text, range: 0..text.len(), line, column: 0 };
        self.warnings.append(faults_of_line(&self.info, spot));
    }

    /// Ends the volume: finds the events that came after what belongs to them. Gives the archive, what was left out (lines, and
    /// links to nowhere), and what is needed to read on when there is more; nothing, if it brings concepts, which are settled at the
    /// end.
    pub(crate) fn close(mut self) -> (Archive, Report, Option<VolumeEnd>) {
        let file = shown(self.volume.path());
        let open = self.writer.close();
        let between = std::mem::take(&mut self.between);
        self.tell(&between);
        let end =
            VolumeEnd { lines: self.lines, chunks: self.chunks.clone(), writer: self.writer.end(), told: self.warnings.clone() };
        let mut between = Betweens::default();
        between.open_links(&self.writer.archive, open);
        self.tell(&between);
        let brings_concepts = self.concepts.is_some();
        if let Some(book) = self.concepts.take() {
            let (thesaurus, told) = book.close(&file);
            self.writer.archive.thesaurus = thesaurus;
            told.into_iter().for_each(|fault| self.warnings.say(fault));
        }
        self.warnings.sort();
        (self.writer.archive(), self.warnings, (!brings_concepts).then_some(end))
    }

    /// Tells what is wrong between records.
    fn tell(&mut self, between: &Betweens) {
        let mut told = Report::default();
        between.report(&mut told, false, &mut |fault| self.told(fault));
        self.warnings.append(told);
    }
}

/// The text of a line.
fn text_of(bytes: &[u8]) -> Option<&str> {
    str::from_utf8(bytes).ok().map(|text| text.trim_end_matches('\r').trim_start_matches('\u{feff}'))
}
