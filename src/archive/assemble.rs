//! Packs in memory made into one archive. A record that has the id of another, or would take a place that it may not, is left out; a
//! link to nowhere leads nowhere.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::between::{Between, Betweens, RecordLine, in_pack};
use super::chunk::{Chunk, MOST};
use super::diagnostic::Diagnostic;
use super::json::{self, Element};
use super::parts::{self, PackPart};
use super::segment::Store;
use super::thesaurus::gather;
use super::writer::ArchiveWriter;
use super::{Archive, ArchiveError, Id, Pack, Report, number, open};

/// Packs put together, and what of them was left out.
pub(super) struct Assembled {
    pub archive: Archive,
    /// Concepts that were left out, and links of concepts.
    concepts: Vec<Diagnostic>,
    between: Betweens,
    /// The packs, without their records, and the numbers that those have.
    read: Vec<(Range<usize>, Pack)>,
}

/// The records of `packs`, linked.
///
/// # Errors
/// When two packs have one name.
pub(super) fn assemble(mut packs: Vec<Pack>) -> Result<Assembled, ArchiveError> {
    let (thesaurus, concepts) = gather(&mut packs);
    let mut writer = ArchiveWriter::new(Archive::default());
    let mut read: Vec<(Range<usize>, Pack)> = Vec::with_capacity(packs.len());
    let mut between = Betweens::default();
    for mut pack in packs {
        if writer.archive.packs().iter().any(|info| info.name == pack.info.name) {
            return Err(ArchiveError::SamePack { name: pack.info.name });
        }
        let first = writer.archive.end();
        let info = writer.begin(pack.info.clone());
        let text = Arc::new(std::mem::take(&mut pack.text));
        let length = number(text.len());
        let starts = std::mem::take(&mut pack.starts);
        let mut records = std::mem::take(&mut pack.records).into_iter().enumerate();
        let count = records.len();
        read.push((first..first + count, pack));
        let overrides = &read[read.len() - 1].1.overrides;
        let mut at = 0;
        while at < count {
            let end = count.min(at + MOST);
            let to = starts.get(end).copied().unwrap_or(length);
            let own = records.by_ref().take(end - at);
            let own = own.map(|(n, record)| (starts[n], record, overrides.binary_search(&number(n)).is_ok()));
            let left_out = writer.take(Store::Bytes(Arc::clone(&text)), Arc::clone(&info), Chunk::of(own, to));
            between.clashes(&writer.archive, left_out);
            at = end;
        }
    }
    writer.archive.thesaurus = thesaurus;
    let open = writer.close();
    between.open_links(&writer.archive, open);
    Ok(Assembled { archive: writer.archive(), concepts, between, read })
}

impl Assembled {
    /// The archive, if nothing was left out.
    pub(super) fn strictly(self) -> Result<Archive, ArchiveError> {
        let between = self.between.first().map(|fault| {
            let place = self.place(fault.of).unwrap_or_else(|| in_pack(&self.archive, fault.of));
            let fault = fault.of_file(&self.archive, "", None, &|id| self.words(id));
            (place, fault)
        });
        let concept = || {
            let fault = self.concepts.first()?;
            Some((format!("{}, line {}", fault.file, fault.line.unwrap_or(0)), fault.clone()))
        };
        match between.or_else(concept) {
            Some((place, Diagnostic { message, help, .. })) => Err(ArchiveError::Faulty { place, message, help }),
            None => Ok(self.archive),
        }
    }

    fn file_and_line(&self, id: Id) -> Option<RecordLine> {
        let (range, pack) = &self.read[self.read.partition_point(|(range, _)| range.end <= id.index())];
        let (file, line) = pack.file_and_line(id.index() - range.start)?;
        Some(RecordLine { file, line })
    }

    fn place(&self, id: Id) -> Option<String> {
        self.file_and_line(id).map(|place| place.words())
    }

    fn words(&self, id: Id) -> String {
        self.place(id).unwrap_or_else(|| in_pack(&self.archive, id))
    }

    /// Tells what was left out of the packs, which lie at `paths`, with the text at each place; not of links, if more packs are
    /// to come, which may have what they name.
    pub(super) fn report(&self, paths: &[PathBuf], more: bool, report: &mut Report) {
        self.concepts.iter().for_each(|fault| report.say(fault.clone()));
        self.between.report(report, more, &mut |fault| {
            let words = |id: Id| self.words(id);
            let Some(place) = self.file_and_line(fault.of) else {
                return fault.of_file(&self.archive, &in_pack(&self.archive, fault.of), None, &words);
            };
            let pack = paths.iter().find(|path| std::path::Path::new(&place.file).starts_with(open::shown(path)));
            let found = pack.and_then(|path| self.in_text(path, fault, &place, &words));
            found.unwrap_or_else(|| fault.of_file(&self.archive, &place.file, Some(place.line), &words))
        });
    }

    /// The fault in the text of its pack, which is read again.
    fn in_text(
        &self,
        path: &std::path::Path,
        fault: &Between,
        place: &RecordLine,
        words: &dyn Fn(Id) -> String,
    ) -> Option<Diagnostic> {
        let id = fault.record(&self.archive);
        let mut found = None;
        parts::parts(path, parts::layout(path).ok()?, &mut |part| {
            let PackPart::Record(_, spot) = part else { return };
            if found.is_some() || spot.line != place.line || spot.file != place.file {
                return;
            }
            let (element, _) = json::parse(spot.source, spot.range.clone());
            if element.as_ref().and_then(|element| element.get("id")).and_then(Element::text) == Some(&id) {
                found = Some(fault.diagnostic(&self.archive, &spot, words));
            }
        });
        found
    }
}
