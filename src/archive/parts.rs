//! A pack cut into the texts of its records, wherever it lies: a directory, one `.json` file, or the lines of a `.jsonl`.
//! Reading and checking both go through here, so that they see the same records.

mod cutter;
mod shape;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::PackInfo;
use super::concept::is_concept;
use super::diagnostic::{Code, Diagnostic, Spot};
use super::open::{self, FileKind, FileOrigin};
use crate::record::RecordType;
use crate::text::is_slip;
use cutter::Cutter;

/// What a pack is made of.
pub(super) enum PackPart<'a> {
    /// What the pack says of itself.
    Info(Spot<'a>),
    /// The text of one record; the type is none where the record says it itself.
    Record(Option<RecordType>, Spot<'a>),
    /// The text of one concept.
    Concept(Spot<'a>),
    /// A fault outside the records; a line that cannot be read.
    Fault(Diagnostic),
}

/// How a pack is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PackLayout {
    Directory,
    Object,
    Lines,
}

/// Decides by what lies at `path`.
pub(super) fn layout(path: &Path) -> Result<PackLayout, Box<Diagnostic>> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    Ok(match (open::kind(path)?, extension.as_deref()) {
        (FileKind::Directory, _) => PackLayout::Directory,
        (FileKind::File, Some("jsonl" | "ndjson")) => PackLayout::Lines,
        (FileKind::File, Some("json")) => PackLayout::Object,
        (FileKind::File, _) => {
            let help = "a pack is a directory, a .json file or a .jsonl file; rename it";
            return Err(Diagnostic::boxed(&open::shown(path), Code::NotAPack, "its name does not say what it is", help));
        }
    })
}

/// The files of which the pack at `path` is made, whether or not they are there.
pub fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    stems().map(|name| path.join(format!("{name}.json"))).collect()
}

/// The name of the file, and of the key, that holds concepts.
pub(super) const THESAURUS: &str = "thesaurus";

/// The names of a pack's files, without their ending, and of the keys of a pack in one file.
fn stems() -> impl Iterator<Item = &'static str> {
    RecordType::ALL.into_iter().map(RecordType::plural).chain(["pack", THESAURUS])
}

/// How the file should be called that somebody called `stem`, if that is plain.
fn plural_of(stem: &str) -> Option<&'static str> {
    let concepts = matches!(stem, "concept" | "concepts").then_some(THESAURUS);
    RecordType::named(stem).map(RecordType::plural).or(concepts)
}

/// What the pack at `path` says of itself.
///
/// # Errors
/// Why it says nothing.
pub fn info_at(path: &Path) -> Result<PackInfo, String> {
    let layout = layout(path).map_err(|fault| format!("{}: {}", fault.file, fault.message))?;
    info(path, layout)
        .ok_or_else(|| format!("{}: what the pack says of itself cannot be read; cadialog check tells why", open::shown(path)))
}

/// What the pack at `path` says of itself; of a `.jsonl` file only the first line is asked.
pub(super) fn info(path: &Path, layout: PackLayout) -> Option<PackInfo> {
    let mut info = None;
    let mut read = |text: &str| info = super::info::read_info(text).ok();
    match layout {
        PackLayout::Directory => read(&open::whole(&path.join("pack.json"), FileOrigin::InPack).ok()?),
        PackLayout::Object => parts(path, layout, &mut |part| {
            if let PackPart::Info(spot) = part {
                read(&spot.source[spot.range]);
            }
        }),
        PackLayout::Lines => {
            let _ = open::lines(path, &mut |_, text| {
                text.into_iter().for_each(&mut read);
                ControlFlow::Break(())
            });
        }
    }
    info
}

/// Calls `visit` with every part of the pack at `path`, in the order of the files.
pub(super) fn parts(path: &Path, layout: PackLayout, visit: &mut dyn FnMut(PackPart<'_>)) {
    match layout {
        PackLayout::Directory => directory(path, visit),
        PackLayout::Object => match open::whole(path, FileOrigin::Named) {
            Ok(text) => object(&open::shown(path), &text, visit),
            Err(fault) => visit(PackPart::Fault(*fault)),
        },
        PackLayout::Lines => {
            let _ = lines(path, &mut |part| {
                visit(part);
                ControlFlow::Continue(())
            });
        }
    }
}

/// Calls `visit` with what stands on each line of the `.jsonl` file at `path`, until it says to stop. A file of another shape is one
/// fault, not one for every line.
pub(super) fn lines(path: &Path, visit: &mut dyn FnMut(PackPart<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
    let file = open::shown(path);
    let mut is_first = true;
    open::lines(path, &mut |line, text| match text {
        Ok(source) => {
            let spot = Spot { file: &file, source, range: 0..source.len(), line, column: 0 };
            if let Some(fault) = shape::of_lines(&spot).filter(|_| is_first) {
                visit(PackPart::Fault(fault))?;
                return ControlFlow::Break(());
            }
            is_first = false;
            visit(of_line(spot))
        }
        Err(fault) => visit(PackPart::Fault(fault)),
    })
}

/// What stands on a line of a `.jsonl` file.
pub(super) fn of_line(spot: Spot<'_>) -> PackPart<'_> {
    if is_concept(spot.source) { PackPart::Concept(spot) } else { PackPart::Record(None, spot) }
}

fn directory(path: &Path, visit: &mut dyn FnMut(PackPart<'_>)) {
    let info = path.join("pack.json");
    match info.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let help = "write a pack.json with name, title and version, or name a .json or .jsonl file";
            visit(PackPart::Fault(Diagnostic::of_file(
                &open::shown(path),
                Code::NotAPack,
                "this directory has no pack.json",
                help,
            )));
        }
        Err(error) => return visit(PackPart::Fault(*open::unreadable(path, &error))),
        Ok(_) => match open::whole(&info, FileOrigin::InPack) {
            Ok(text) => {
                visit(PackPart::Info(Spot {
                    file: &open::shown(&info),
                    source: &text,
                    range: 0..text.len(),
                    line: 1,
                    column: 0,
                }));
            }
            Err(fault) => visit(PackPart::Fault(*fault)),
        },
    }
    strays(path, visit);
    for list in RecordType::ALL.into_iter().map(PackList::Records).chain([PackList::Concepts]) {
        let file = path.join(format!("{}.json", list.name()));
        if file.symlink_metadata().is_err() {
            continue;
        }
        match open::whole(&file, FileOrigin::InPack) {
            Ok(text) => array(&open::shown(&file), &text, list, visit),
            Err(fault) => visit(PackPart::Fault(*fault)),
        }
    }
}

/// Files of a pack's directory that are not read, but look as if they were meant to be.
fn strays(path: &Path, visit: &mut dyn FnMut(PackPart<'_>)) {
    let Ok(entries) = path.read_dir() else { return };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    for name in names {
        let Some((stem, "json" | "jsonl")) = name.rsplit_once('.') else { continue };
        if stems().any(|k| format!("{k}.json") == name) {
            continue;
        }
        // Maps and other data may lie there too: only a slip of the pen is worth a word.
        if let Some(near) = plural_of(stem).or_else(|| stems().find(|known| is_slip(stem, known))) {
            let help = format!("rename it to {near}.json if what it holds belongs to the pack");
            let file = open::shown(&path.join(&name));
            visit(PackPart::Fault(Diagnostic::of_file(
                &file,
                Code::StrayFile,
                "no file of a pack has this name; it is not read",
                help,
            )));
        }
    }
}

/// What an array of a pack holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum PackList {
    Records(RecordType),
    Concepts,
}

impl PackList {
    /// The name of its file, or of its key in a pack in one file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Records(of_type) => of_type.plural(),
            Self::Concepts => THESAURUS,
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        RecordType::ALL.into_iter().map(Self::Records).chain([Self::Concepts]).find(|list| list.name() == name)
    }

    fn part(self, spot: Spot<'_>) -> PackPart<'_> {
        match self {
            Self::Records(of_type) => PackPart::Record(Some(of_type), spot),
            Self::Concepts => PackPart::Concept(spot),
        }
    }
}

/// The parts of a text that is an array of records or concepts.
pub(super) fn array(file: &str, text: &str, list: PackList, visit: &mut dyn FnMut(PackPart<'_>)) {
    let mut cutter = Cutter::new(file, text, visit);
    if let Some(()) = cutter.array(list) {
        cutter.end();
    }
}

pub(super) fn object(file: &str, text: &str, visit: &mut dyn FnMut(PackPart<'_>)) {
    if let Some(fault) = shape::of_object(&Spot { file, source: text, range: 0..text.len(), line: 1, column: 0 }) {
        return visit(PackPart::Fault(fault));
    }
    let mut cutter = Cutter::new(file, text, visit);
    if let Some(()) = cutter.object() {
        cutter.end();
    }
}
