//! Packs from the file system: read, and put beside the bundled one.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::check::{Strictness, check_from};
use super::concept::{ReadConcept, examine_concept};
use super::diagnostic::{Code, Diagnostic, Severity, Spot};
use super::examine::{examine, examine_info, is_info};
use super::info::{Base, info_from_name, read_info};
use super::pack::{Origins, written};
use super::parts::{self, PackLayout, PackPart};
use super::read::read_fast;
use super::{Archive, Pack, PackInfo, Report, Volume, assemble, inline, number as number_of, open};
use crate::record::{Record, RecordType};

/// Files up to this size, in bytes, are looked through for fields that are not read when they are loaded; of larger ones
/// `check` tells.
const LOOKED_THROUGH: usize = 4 << 20;

/// An archive of packs from files, and what was left out of it.
#[derive(Debug)]
pub struct Loaded {
    /// The linked records of all packs but the large ones.
    pub archive: Archive,
    /// Packs too large for memory, to be read behind the screen.
    pub volumes: Vec<Volume>,
    /// Records that could not be used and were left out, and links that lead nowhere; fields that are not read, each name once.
    pub diagnostics: Report,
}

/// Reads and links the packs at `paths`, earlier ones first, upon `base`.
///
/// # Errors
/// Every fault of packs of which nothing can be used, and that two have one name. A faulty record keeps out only itself.
pub fn load(base: Base, paths: &[PathBuf]) -> Result<Loaded, Report> {
    let mut packs = Vec::new();
    let (mut faults, mut diagnostics) = (Report::default(), Report::default());
    let mut volumes: Vec<Volume> = Vec::new();
    let (large, small): (Vec<_>, Vec<_>) = paths.iter().partition(|path| Volume::is_large(path));
    for path in large {
        match holds_a_record(path).and_then(|()| Volume::open(path).map_err(|fault| Report::from(*fault))) {
            Ok(volume) => volumes.push(volume),
            Err(said) => faults.append(said),
        }
    }
    for path in small {
        match Pack::open(path) {
            Ok((pack, said)) => {
                diagnostics.append(said);
                packs.push(pack);
            }
            Err(said) => faults.append(said),
        }
    }
    let own = |reason: String| {
        Report::from(Diagnostic::of_file("the bundled pack", Code::Unreadable, reason, "install the program again"))
    };
    if base == Base::Bundled {
        let bundled = Pack::bundled().map_err(|e| own(e.to_string()))?;
        if !packs.iter().any(|pack| pack.info.name == bundled.info.name) {
            packs.insert(0, bundled);
        }
    }
    same_names(&packs, &volumes).into_iter().for_each(|fault| faults.say(fault));
    if faults.errors() > 0 {
        return Err(faults.only_errors());
    }
    match assemble::assemble(packs) {
        Ok(assembled) => {
            assembled.report(paths, !volumes.is_empty(), &mut diagnostics);
            diagnostics.sort();
            Ok(Loaded { archive: assembled.archive, volumes, diagnostics })
        }
        // The checker knows the places.
        Err(_) => Err(check_from(base, paths, Strictness::Lenient).only_errors()),
    }
}

/// Reads the large pack at `path` up to its first record: one that has none is no more a pack than a small one like it.
fn holds_a_record(path: &Path) -> Result<(), Report> {
    let mut reader = PackReader::default();
    let _ = parts::lines(path, &mut |part| {
        reader.take(part);
        if reader.is_empty() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if reader.is_usable() { Ok(()) } else { Err(reader.refused(path)) }
}

/// Large packs that are called as another is.
fn same_names(packs: &[Pack], volumes: &[Volume]) -> Vec<Diagnostic> {
    let mut names: Vec<&str> = packs.iter().map(|pack| pack.info.name.as_str()).collect();
    let mut faults = Vec::new();
    for volume in volumes {
        let name = &volume.info().name;
        if names.contains(&name.as_str()) {
            let message = format!("another pack is called “{name}”, too");
            faults.push(Diagnostic::of_file(&open::shown(volume.path()), Code::SamePack, message, "rename one of them"));
        }
        names.push(name);
    }
    faults
}

impl Pack {
    /// Reads the pack at `path`: a directory, a `.json` file, or a `.jsonl` file, which is read line by line. With it come
    /// the faults of records that are left out, and warnings of fields that are not read.
    ///
    /// # Errors
    /// Every fault, if no record is good.
    pub fn open(path: &Path) -> Result<(Self, Report), Report> {
        let layout = parts::layout(path).map_err(|fault| Report::from(*fault))?;
        let declared = if layout == PackLayout::Object { parts::info(path, layout) } else { None };
        let mut reader = PackReader { declared, ..PackReader::default() };
        parts::parts(path, layout, &mut |part| reader.take(part));
        // A directory that does not say that it is a pack is none.
        let may_be = layout != PackLayout::Directory || path.join("pack.json").symlink_metadata().is_ok();
        if may_be && reader.info.is_none() && !reader.is_empty() {
            reader.info = Some(info_from_name(path));
        }
        let usable = reader.is_usable();
        match reader.info.take() {
            Some(info) if usable => {
                let places = Origins::Files { files: reader.files, lines: reader.lines };
                let report = std::mem::take(&mut reader.report);
                let PackReader { mut records, text, starts, overrides, concepts, .. } = reader;
                records.iter_mut().for_each(|record| info.declare(record));
                let pack = Self { info, records, text, starts, places, overrides, concepts };
                Ok((pack, report))
            }
            _ => Err(reader.refused(path)),
        }
    }
}

#[derive(Default)]
struct PackReader {
    info: Option<PackInfo>,
    /// What it says of itself, where that stands behind its records.
    declared: Option<PackInfo>,
    records: Vec<Record>,
    text: String,
    starts: Vec<u32>,
    files: Vec<(String, u32)>,
    lines: Vec<u32>,
    overrides: Vec<u32>,
    concepts: Vec<ReadConcept>,
    report: Report,
    /// The fields that are not read of which the report tells.
    passed_over: HashSet<String>,
}

impl PackReader {
    fn declared(&self) -> Option<&PackInfo> {
        self.info.as_ref().or(self.declared.as_ref())
    }

    /// Whether it has met neither a record nor a concept.
    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.concepts.is_empty()
    }

    /// Whether what was read makes a pack: what is faulty is only left out, if there is something good.
    fn is_usable(&self) -> bool {
        !self.is_empty() || self.report.errors() == 0 && self.info.is_some()
    }

    /// Why there is no pack at `path`.
    fn refused(mut self, path: &Path) -> Report {
        if self.report.errors() == 0 {
            let help = "write one record a line, each with a \"type\"";
            self.report.say(Diagnostic::of_file(&open::shown(path), Code::NotAPack, "it holds no record", help));
        }
        self.report
    }

    fn take(&mut self, part: PackPart<'_>) {
        match part {
            PackPart::Info(spot) => self.info(&spot),
            PackPart::Record(of_type, spot) => {
                if !self.record(of_type, &spot) {
                    self.diagnose(of_type, &spot);
                } else if of_type.is_some() && spot.source.len() <= LOOKED_THROUGH {
                    self.warn_unknown_fields(of_type, &spot);
                }
            }
            PackPart::Concept(spot) => self.concept(&spot),
            PackPart::Fault(fault) => self.fault(fault),
        }
    }

    /// Takes down what keeps something out, and fields that are not read; other warnings are for `check`.
    fn fault(&mut self, fault: Diagnostic) {
        if fault.is_error() || fault.code == Code::UnknownField {
            self.report.say(fault);
        }
    }

    fn info(&mut self, spot: &Spot<'_>) {
        let (info, faults) = examine_info(spot);
        self.info = info.or(self.info.take());
        faults.into_iter().for_each(|fault| self.fault(spot.diagnostic(fault, None)));
    }

    /// The straight way: whether the record was read and is sound.
    fn record(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) -> bool {
        let text = &spot.source[spot.range.clone()];
        let Some((mut record, replaces)) = read_fast(of_type, text) else { return false };
        if record.inline_outcomes().is_empty() {
            self.lay(text, record, replaces, spot);
            return true;
        }
        // Those of a record in the place of another stand in the place of its own.
        let made = inline::outcomes_of(&mut record);
        std::iter::once(record).chain(made).for_each(|record| self.lay(&written(&record), record, replaces, spot));
        true
    }

    fn lay(&mut self, text: &str, record: Record, replaces: bool, spot: &Spot<'_>) {
        let number = number_of(self.records.len());
        if self.files.last().is_none_or(|(file, _)| file != spot.file) {
            self.files.push((spot.file.to_owned(), number));
        }
        if replaces {
            self.overrides.push(number);
        }
        self.lines.push(number_of(spot.line));
        self.starts.push(number_of(self.text.len()));
        self.text.push_str(text);
        self.records.push(record);
    }

    fn concept(&mut self, spot: &Spot<'_>) {
        let mut examined = examine_concept(spot);
        self.concepts.extend(examined.read.take());
        for fault in std::mem::take(&mut examined.faults) {
            if fault.code != Code::UnknownField || self.passed_over.insert(fault.message.clone()) {
                self.fault(spot.diagnostic(fault, examined.id()));
            }
        }
    }

    /// Tells of fields that are not read: a slip in an optional one would go unseen.
    fn warn_unknown_fields(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) {
        for fault in examine(of_type, self.declared(), spot).judged(true, spot).diagnostics(spot) {
            if fault.code == Code::UnknownField && self.passed_over.insert(fault.message.clone()) {
                self.fault(fault);
            }
        }
    }

    /// The slow way, for a record that the straight one refused: every fault of it, with its place.
    fn diagnose(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) {
        let mut examined = examine(of_type, self.declared(), spot);
        if examined.of_type.is_none() && examined.element.as_ref().is_some_and(is_info) {
            if examined.faults.iter().all(|fault| fault.severity == Severity::Warning) {
                self.info = read_info(&spot.source[spot.range.clone()]).ok().or(self.info.take());
            }
        } else {
            examined = examined.judged(false, spot);
        }
        examined.diagnostics(spot).into_iter().for_each(|fault| self.fault(fault));
    }
}

/// Everything that is wrong with a line of a large file, which says its type itself.
pub(super) fn faults_of_line(info: &PackInfo, spot: Spot<'_>) -> Report {
    let mut reader = PackReader { declared: Some(info.clone()), ..PackReader::default() };
    match parts::of_line(spot) {
        PackPart::Record(of_type, spot) => reader.diagnose(of_type, &spot),
        part => reader.take(part),
    }
    reader.report.only_errors()
}
