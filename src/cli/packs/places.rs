//! Where packs are read from: the data directory, the configuration, the call; and what a fault does in each of them.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::CliError;
use super::super::arguments::Packs;
use super::super::import::ImportedFiles;
use crate::archive::{self, Archive, Base, Code, Diagnostic, Loaded, Pack, Report, Strictness, Volume};
use crate::config::{self, Config};
use crate::search::{Catalogue, IndexFolder, KeptCatalogue, MissingIndex};
use crate::text::{self, Alike};

/// The archive that was asked for, and where it came from.
#[derive(Debug)]
pub struct Opened {
    /// The records of all packs but those still to be read.
    pub catalogue: Catalogue,
    /// Packs too large for memory, still to be read.
    pub volumes: Vec<Arc<Volume>>,
    /// What is needed to keep the index, once all are read.
    pub missing: Option<MissingIndex>,
    /// Remarks for stderr.
    pub told: Vec<String>,
    /// What was left out of the packs that were read.
    pub found: Report,
    /// What lies under the packs below.
    pub base: Base,
    /// The packs that were read, in order; to be watched for changes.
    pub paths: Vec<PathBuf>,
    /// What was made of tables and reference libraries; it is to be kept as long as their records are read.
    pub imported: ImportedFiles,
}

/// The archive of the bundled pack, of those in the data directory (by name), of those in the configuration file, and of those
/// named in the call; with it come remarks for stderr. A faulty record is left out with a remark; so is a pack of the data directory
/// of which nothing can be used, so that a forgotten one never keeps the program from starting.
///
/// # Errors
/// `CliError::of` every fault of the packs that the call or the configuration names, if nothing of one can be used; with `--strict`
/// of every fault.
pub fn archive(packs: &Packs, config: &Config, kept: Option<&IndexFolder>) -> Result<Opened, CliError> {
    let mut told = Vec::new();
    let mut data = packs.data.clone();
    let imported = ImportedFiles::open(&mut data, !packs.no_bundled)?;
    told.extend(imported.told.iter().map(|remark| format!("cadialog: {remark}")));
    let packs = Packs { data, ..packs.clone() };
    // What was made of tables lies in another place every time.
    let kept = kept.filter(|_| !packs.no_cache && !packs.strict && imported.folder().is_none());
    let opened = open(&packs, config, kept, told)?;
    Ok(Opened { imported, ..opened })
}

fn open(packs: &Packs, config: &Config, kept: Option<&IndexFolder>, mut told: Vec<String>) -> Result<Opened, CliError> {
    if packs.no_bundled {
        if packs.data.is_empty() {
            return Err(CliError::Usage("--no-bundled leaves nothing; name a pack with --data PATH".to_owned()));
        }
        return load(Base::Nothing, Vec::new(), &packs.data, packs.strict, kept, told);
    }
    let mut named = config.data.clone();
    named.retain(|path| !packs.data.iter().any(|other| is_same(path, other)));
    named.extend_from_slice(&packs.data);
    let installed = installed(&mut told);
    load(Base::Bundled, installed, &named, packs.strict, kept, told)
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The packs of the data directory, by name; hidden files and what is no pack by its name are passed over.
fn installed(told: &mut Vec<String>) -> Vec<PathBuf> {
    let Some(folder) = config::packs_path() else { return Vec::new() };
    let is_pack = |path: &PathBuf| {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        !hidden && (matches!(extension.as_deref(), Some("json" | "jsonl" | "ndjson")) || path.is_dir())
    };
    let listed = fs::read_dir(&folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>());
    match listed {
        Ok(mut paths) => {
            paths.retain(is_pack);
            paths.sort();
            paths
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            let folder = shown(&folder);
            told.push(format!("cadialog: the packs in {folder} are left out: {error}; make it a folder that may be read"));
            Vec::new()
        }
    }
}

/// Loads the packs. One of the data directory of which nothing can be used is left out; if `strict`, any fault is an error.
fn load(
    base: Base,
    mut installed: Vec<PathBuf>,
    named: &[PathBuf],
    strict: bool,
    kept: Option<&IndexFolder>,
    mut told: Vec<String>,
) -> Result<Opened, CliError> {
    let mut left_out: Vec<SkippedPack> = Vec::new();
    loop {
        let all: Vec<PathBuf> = installed.iter().chain(named).cloned().collect();
        let missing = match kept.map(|kept| kept.open(base, &all)) {
            Some(Ok(kept)) => {
                let KeptCatalogue { catalogue, volumes, missing, mut found, told: of_large } = *kept;
                told.extend(tell_left_out(&left_out));
                told.extend([&found, &of_large].into_iter().flat_map(remarks));
                // Of a large pack that need not be read all that is left out is known at once.
                found.append(of_large);
                let imported = ImportedFiles::default();
                return Ok(Opened { catalogue, volumes, missing, told, found, base, paths: all, imported });
            }
            Some(Err(missing)) => missing,
            None => None,
        };
        if base == Base::Bundled && all.is_empty() {
            let archive = Archive::bundled().map_err(|e| CliError::Data(e.to_string()))?;
            let (catalogue, volumes, found) = (Catalogue::new(archive), Vec::new(), Report::default());
            return Ok(Opened { catalogue, volumes, missing, told, found, base, paths: all, imported: ImportedFiles::default() });
        }
        let faults = match archive::load(base, &all) {
            Ok(loaded) => {
                if strict {
                    strictly(base, &all)?;
                }
                told.extend(tell_left_out(&left_out));
                told.extend(remarks(&loaded.diagnostics));
                let Loaded { archive, volumes, diagnostics: found } = loaded;
                let volumes = volumes.into_iter().map(Arc::new).collect();
                let (catalogue, imported) = (Catalogue::new(archive), ImportedFiles::default());
                return Ok(Opened { catalogue, volumes, missing, told, found, base, paths: all, imported });
            }
            Err(faults) => faults,
        };
        let before = installed.len();
        give_way(&mut installed, named, &faults, &mut told);
        if strict && installed.len() == before {
            return Err(refused(&faults));
        }
        let at_fault = by_pack(&all, &faults);
        installed.retain(|path| {
            let Some(&(first, count)) = at_fault.get(path.as_path()) else { return true };
            left_out.push(SkippedPack { path: path.clone(), first: first.clone(), count });
            false
        });
        let blames_named = named.iter().any(|path| at_fault.contains_key(path.as_path()));
        if let (true, false, Some(first)) = (installed.len() == before, blames_named, faults.first()) {
            // No pack is blamed, so that it cannot be told which one to leave out.
            left_out.extend(installed.drain(..).map(|path| SkippedPack { path, first: first.clone(), count: 1 }));
        }
        if installed.len() == before {
            told.extend(tell_left_out(&left_out));
            return Err(refused(&faults));
        }
    }
}

/// Refuses packs in which `check --strict` finds an error.
fn strictly(base: Base, packs: &[PathBuf]) -> Result<(), CliError> {
    let found = archive::check_from(base, packs, Strictness::Strict).only_errors();
    if found.errors() > 0 { Err(refused(&found)) } else { Ok(()) }
}

/// The first fault of each pack that has any, and their number.
fn by_pack<'f>(packs: &[PathBuf], faults: &'f Report) -> HashMap<PathBuf, (&'f Diagnostic, usize)> {
    // Faults name the file as it is shown; one of a folder lies within what is shown of the pack.
    let packs: HashMap<PathBuf, &PathBuf> = packs.iter().map(|path| (PathBuf::from(shown(path)), path)).collect();
    let mut found: HashMap<PathBuf, (&Diagnostic, usize)> = HashMap::new();
    for fault in faults.iter() {
        let pack = Path::new(&fault.file).ancestors().find_map(|path| packs.get(path));
        pack.into_iter().for_each(|pack| found.entry((*pack).clone()).or_insert((fault, 0)).1 += 1);
    }
    found
}

/// A pack that is named takes the place of one of the data directory that is called the same, as it does with the bundled one:
/// so the next version can be tried beside the one in use.
fn give_way(installed: &mut Vec<PathBuf>, named: &[PathBuf], faults: &Report, told: &mut Vec<String>) {
    let name = |path: &Path| Pack::open(path).ok().map(|(pack, _)| pack.info.name);
    let clashes = |path: &&PathBuf| faults.iter().any(|fault| fault.code == Code::SamePack && is_of(path, fault));
    let taken: Vec<String> = named.iter().filter(clashes).filter_map(|path| name(path)).collect();
    if taken.is_empty() {
        return;
    }
    installed.retain(|path| {
        let Some(name) = name(path).filter(|name| taken.contains(name)) else { return true };
        told.push(format!("cadialog: {} is left out; the pack named in its place is called “{name}”, too", shown(path)));
        false
    });
}

/// Whether the fault lies in the pack at `path`.
fn is_of(path: &Path, fault: &Diagnostic) -> bool {
    Path::new(&fault.file).starts_with(shown(path))
}

/// The path as faults name it: harmless on a terminal.
fn shown(path: &Path) -> String {
    text::clean(&path.to_string_lossy()).into_owned()
}

/// A pack of the data directory that is left out, its first fault and how many it has.
struct SkippedPack {
    path: PathBuf,
    first: Diagnostic,
    count: usize,
}

/// The packs that were left out, those with the same fault together.
fn tell_left_out(left_out: &[SkippedPack]) -> Vec<String> {
    let alike = Alike::new(left_out, |pack| pack.first.likeness());
    let tell = |(first, count): (&[&SkippedPack], usize)| match first {
        [only] => {
            let (path, count) = (shown(&only.path), text::count(only.count, "fault"));
            format!("cadialog: {path} is left out: {count}; correct it (cadialog check {path}), or take it away\n{}", only.first)
        }
        packs => {
            let paths: Vec<String> = packs.iter().map(|pack| shown(&pack.path)).collect();
            let (many, paths) = (if count > packs.len() { ", among them " } else { ": " }, text::join_and(&paths));
            let first = packs.first().map(|pack| pack.first.to_string()).unwrap_or_default();
            format!(
                "cadialog: {count} packs are left out{many}{paths}; correct each (cadialog check PATH), or take it away\n{first}"
            )
        }
    };
    alike.groups().map(tell).collect()
}

/// How many faults that are not alike are told one by one at the start.
const TOLD: usize = 20;

/// What is said of packs as remarks, the same fault once, and what became of what is faulty.
pub fn remarks(report: &Report) -> Vec<String> {
    let mut remarks = kinds(report);
    let left_out: usize =
        report.alike().iter().filter(|(first, _)| first.iter().any(|fault| fault.leaves_out())).map(|(_, n)| n).sum();
    if left_out > 0 {
        let said = text::count(left_out, "fault");
        remarks.push(format!(
            "cadialog: {said}: a record with an error is left out, and a link to nowhere; the rest is used (--strict refuses such packs)"
        ));
    }
    remarks
}

/// The kinds of faults, each with its first places.
fn kinds(report: &Report) -> Vec<String> {
    let alike = report.alike();
    let tell = |(first, count): &(Vec<&Diagnostic>, usize)| {
        Some(first.first()?.with_like(&first[1..], *count, "cadialog check --all lists them", false))
    };
    let mut told: Vec<String> = alike.iter().take(TOLD).filter_map(tell).collect();
    let more: usize = alike.iter().skip(TOLD).map(|(_, count)| count).sum();
    if more > 0 {
        told.push(format!("cadialog: and {} of other kinds, which cadialog check tells", text::count(more, "fault")));
    }
    told
}

fn refused(faults: &Report) -> CliError {
    let count = text::count(faults.errors(), "fault");
    CliError::of(faults, format!("the packs cannot be used: {count}\n{}", kinds(faults).join("\n")))
}
