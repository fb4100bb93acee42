//! Packs from the file system: read, and put beside the bundled one.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::check::{Strictness, check_from};
use super::diagnostic::{Code, Diagnostic, Fault, Spot};
use super::examine::{Examined, examine, is_info};
use super::pack::{Places, read_info, read_record};
use super::pieces::{self, Piece, Shape};
use super::{Archive, Pack, PackInfo, Volume, open, schema};
use crate::record::{Record, RecordType};

/// How many faults are listed before the rest is only counted.
pub(in crate::archive) const LISTED: usize = 1000;

/// Files up to this size, in bytes, are looked through for fields that are not read when they are loaded; of larger ones
/// `check` tells.
const LOOKED_THROUGH: usize = 4 << 20;

/// What lies under the packs that the user names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The pack that the program carries; unless a named pack has its name, which then stands in its place.
    Bundled,
    /// Nothing (`--no-bundled`).
    Nothing,
}

/// An archive of packs from files, and what was left out of it.
#[derive(Debug)]
pub struct Loaded {
    /// The linked records of all packs but the large ones.
    pub archive: Archive,
    /// Packs too large for memory, to be read behind the screen.
    pub volumes: Vec<Volume>,
    /// Lines of JSON Lines packs that could not be used, and links that led to nowhere for that reason; fields that are not
    /// read, each name once.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and links the packs at `paths`, earlier ones first, upon `base`.
///
/// # Errors
/// Every fault that keeps a pack from being used. In a JSON Lines pack a bad line keeps out only itself.
pub fn load(base: Base, paths: &[PathBuf]) -> Result<Loaded, Vec<Diagnostic>> {
    let mut packs = Vec::new();
    let (mut faults, mut diagnostics) = (Vec::new(), Vec::new());
    let mut volumes: Vec<Volume> = Vec::new();
    let (large, small): (Vec<_>, Vec<_>) = paths.iter().partition(|path| Volume::is_large(path));
    for path in large {
        match Volume::open(path) {
            Ok(volume) => volumes.push(volume),
            Err(fault) => faults.push(*fault),
        }
    }
    for path in small {
        match Pack::open(path) {
            Ok((pack, mut said)) => {
                diagnostics.append(&mut said);
                packs.push(pack);
            }
            Err(mut said) => faults.append(&mut said),
        }
    }
    let own =
        |reason: String| vec![Diagnostic::of_file("the bundled pack", Code::Unreadable, reason, "install the program again")];
    if base == Base::Bundled {
        let bundled = Pack::bundled().map_err(|e| own(e.to_string()))?;
        if !packs.iter().any(|pack| pack.info.name == bundled.info.name) {
            packs.insert(0, bundled);
        }
    }
    faults.extend(same_names(&packs, &volumes));
    if faults.is_empty() {
        match Archive::assemble(packs) {
            Ok((archive, dropped)) => {
                diagnostics.extend(dropped);
                return Ok(Loaded { archive, volumes, diagnostics });
            }
            Err(error) => {
                // The checker knows all faults between packs and their places; the error only the first.
                faults = check_from(base, paths, Strictness::Lenient);
                faults.retain(Diagnostic::is_error);
                if faults.is_empty() {
                    faults.push(Diagnostic::of_file(
                        "packs",
                        Code::Unreadable,
                        error.to_string(),
                        "correct the record and start again",
                    ));
                }
            }
        }
    }
    faults.retain(Diagnostic::is_error);
    Err(faults)
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
    /// the faults of lines that are left out, and warnings of fields that are not read.
    ///
    /// # Errors
    /// Every fault; in a `.jsonl` file, faults of single lines are errors only if no line is good.
    pub fn open(path: &Path) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let shape = pieces::shape(path).map_err(|fault| vec![*fault])?;
        let mut reader = Reader::default();
        pieces::pieces(path, shape, &mut |piece| reader.take(piece));
        let faulty = reader.faults.iter().any(Diagnostic::is_error);
        if shape == Shape::Lines && reader.info.is_none() && !reader.records.is_empty() {
            reader.info = Some(info_from_name(path));
        }
        reader.close();
        match reader.info {
            Some(info) if !faulty || shape == Shape::Lines && !reader.records.is_empty() => {
                let places = Places::Files { files: reader.files, lines: reader.lines };
                let pack = Self { info, records: reader.records, places, overrides: reader.overrides, partial: faulty };
                reader.faults.retain(|fault| fault.is_error() || fault.code == Code::UnknownField);
                Ok((pack, reader.faults))
            }
            _ => {
                if reader.faults.is_empty() {
                    let help = "write one record a line, each with a \"type\"";
                    reader.faults.push(Diagnostic::of_file(&open::shown(path), Code::NotAPack, "it holds no record", help));
                }
                Err(reader.faults)
            }
        }
    }
}

/// A `.jsonl` file need not say what it is; then its name does.
pub(super) fn info_from_name(path: &Path) -> PackInfo {
    let stem = open::shown(Path::new(path.file_stem().unwrap_or_default()));
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c.to_ascii_lowercase() } else { '-' };
    let name: String = stem.chars().map(plain).collect();
    let name = name.trim_start_matches(['.', '_', '-']);
    PackInfo {
        name: if name.is_empty() { "pack".to_owned() } else { name.to_owned() },
        title: stem,
        version: "0".to_owned(),
        licence: None,
        description: None,
        homepage: None,
        created: None,
        contributors: Vec::new(),
        schema: PackInfo::SCHEMA,
    }
}

#[derive(Default)]
struct Reader {
    info: Option<PackInfo>,
    records: Vec<Record>,
    files: Vec<(String, u32)>,
    lines: Vec<u32>,
    overrides: Vec<u32>,
    faults: Vec<Diagnostic>,
    unlisted: usize,
}

/// What stands on a line besides the record.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    of_type: Option<RecordType>,
    #[serde(rename = "override", default)]
    replaces: bool,
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Info(spot) => self.info(&spot),
            Piece::Record(of_type, spot) => {
                if !self.record(of_type, &spot) {
                    self.explain(of_type, &spot);
                } else if of_type.is_some() && spot.source.len() <= LOOKED_THROUGH {
                    self.passed_over(of_type, &spot);
                }
            }
            Piece::Fault(fault) => self.fault(fault),
        }
    }

    fn fault(&mut self, fault: Diagnostic) {
        if self.faults.len() < LISTED {
            self.faults.push(fault);
        } else {
            self.unlisted += 1;
        }
    }

    fn close(&mut self) {
        self.faults.extend(unlisted(self.unlisted, &self.faults));
    }

    fn info(&mut self, spot: &Spot<'_>) {
        let (node, mut faults) = super::json::parse(spot.source, spot.range.clone());
        if let Some(node) = &node {
            schema::info(node, &mut faults);
        }
        let text = &spot.source[spot.range.clone()];
        match read_info(text) {
            Ok(info) => self.info = Some(info),
            Err(error) if faults.is_empty() => {
                faults.push(Fault::new(spot.range.clone(), Code::Syntax, error.to_string(), "correct it"));
            }
            Err(_) => {}
        }
        faults.into_iter().for_each(|fault| self.fault(spot.diagnostic(fault, None)));
    }

    /// The straight way: whether the record was read and is sound.
    fn record(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) -> bool {
        let Some((record, replaces)) = straight(of_type, &spot.source[spot.range.clone()]) else { return false };
        let number = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        if self.files.last().is_none_or(|(file, _)| file != spot.file) {
            self.files.push((spot.file.to_owned(), number));
        }
        if replaces {
            self.overrides.push(number);
        }
        self.lines.push(u32::try_from(spot.line).unwrap_or(u32::MAX));
        self.records.push(record);
        true
    }

    /// Tells of fields that are not read: a slip in an optional one would go unseen.
    fn passed_over(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) {
        for fault in examine(of_type, spot).diagnostics(spot) {
            if fault.code == Code::UnknownField && !self.faults.iter().any(|known| known.message == fault.message) {
                self.fault(fault);
            }
        }
    }

    /// The slow way, for a record that the straight one refused: every fault of it, with its place.
    fn explain(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) {
        let mut examined = examine(of_type, spot);
        if examined.of_type.is_none() && examined.node.as_ref().is_some_and(is_info) {
            return self.info_line(examined, spot);
        }
        let mut said = examined.diagnostics(spot);
        if !said.iter().any(Diagnostic::is_error) {
            let text = &spot.source[spot.range.clone()];
            let reason = match examined.of_type.map(|of_type| read_record(of_type, text)) {
                Some(Err(error)) => error.to_string(),
                _ => "it cannot be read as a record".to_owned(),
            };
            let fault = Fault::new(spot.range.start..spot.range.start + 1, Code::Syntax, reason, "correct the record");
            said.push(spot.diagnostic(fault, examined.id()));
        }
        said.into_iter().for_each(|fault| self.fault(fault));
    }

    fn info_line(&mut self, mut examined: Examined<'_>, spot: &Spot<'_>) {
        let said = examined.diagnostics(spot);
        if !said.iter().any(Diagnostic::is_error) {
            self.info = read_info(&spot.source[spot.range.clone()]).ok().or(self.info.take());
        }
        said.into_iter().for_each(|fault| self.fault(fault));
    }
}

/// Reads a sound record, and whether it takes the place of another; none for one that needs [`examine`].
pub(super) fn straight(of_type: Option<RecordType>, text: &str) -> Option<(Record, bool)> {
    // Values in the middle of a file have been skipped already, which bounds their depth; lines have not.
    if of_type.is_none() {
        super::pieces::skip(text.as_bytes(), text.len() - text.trim_start().len())?;
    }
    let head = match of_type {
        None => head(text)?,
        Some(_) if !text.contains("\"override\"") && !text.contains("\"type\"") => Head { of_type, replaces: false },
        Some(_) => serde_json::from_str(text).ok()?,
    };
    let of_type = match (of_type, head.of_type) {
        (Some(place), Some(own)) if place != own => return None,
        (place, own) => place.or(own)?,
    };
    // Only maps of names take a key twice in silence.
    if text.contains("names\"") && !super::json::parse(text, 0..text.len()).1.is_empty() {
        return None;
    }
    let record = read_record(of_type, text).ok()?;
    is_sound(&record).then_some((record, head.replaces))
}

/// Everything that is wrong with a line of a large file, which says its type itself.
pub(super) fn faults_of_line(spot: Spot<'_>) -> Vec<Diagnostic> {
    let mut reader = Reader::default();
    let refused = || {
        let help = "put it into a pack of its own, which is small enough to be read at once";
        let message = "a record of so large a file cannot take the place of another";
        vec![spot.diagnostic(Fault::new(spot.range.clone(), Code::SameId, message, help), None)]
    };
    if reader.record(None, &spot) {
        return refused();
    }
    reader.explain(None, &spot);
    reader.faults.retain(|fault| fault.is_error());
    reader.faults
}

/// What a line says besides the record. Most begin with their type, which saves reading them twice.
fn head(text: &str) -> Option<Head> {
    let plain = text.strip_prefix("{\"type\":\"").and_then(|rest| rest.split_once('"'));
    if let Some((name, rest)) = plain
        && !rest.contains("\"type\"")
        && !rest.contains("\"override\"")
        && let Some(of_type) = RecordType::ALL.into_iter().find(|of_type| of_type.name() == name)
    {
        return Some(Head { of_type: Some(of_type), replaces: false });
    }
    serde_json::from_str(text).ok()
}

/// The last entry of a list of faults that is too long to give in full.
pub(super) fn unlisted(count: usize, listed: &[Diagnostic]) -> Option<Diagnostic> {
    let file = &listed.last().filter(|_| count > 0)?.file;
    let message = format!("{} more, which are not listed", crate::text::count(count, "fault"));
    Some(Diagnostic::of_file(file, Code::More, message, "correct those above and check again"))
}

/// What the types do not say, but the schema does.
fn is_sound(record: &Record) -> bool {
    let within = |value: Option<f64>, limit: f64| value.is_none_or(|v| v.abs() <= limit);
    schema::is_id(record.record_type(), record.id())
        && !record.title().is_empty()
        && match record {
            Record::Event(event) => event.place.as_ref().is_none_or(|p| within(p.latitude, 90.0) && within(p.longitude, 180.0)),
            Record::Country(country) => {
                country.capital.as_ref().is_none_or(|c| within(c.latitude, 90.0) && within(c.longitude, 180.0))
            }
            Record::Quote(quote) => quote.event.is_some() || quote.date.is_some(),
            _ => true,
        }
}
