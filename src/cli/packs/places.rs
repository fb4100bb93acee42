//! Where packs are read from: the data directory, the configuration, the call; and what a fault does in each of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::CliError;
use super::super::arguments::Packs;
use crate::archive::{self, Archive, Base, Code, Diagnostic, Pack, Volume};
use crate::config::{self, Config};
use crate::text;

/// The archive that was asked for, and where it came from.
#[derive(Debug)]
pub struct Opened {
    /// The records of all packs but the large ones.
    pub archive: Archive,
    /// Packs too large for memory, still to be read.
    pub volumes: Vec<Volume>,
    /// Remarks for stderr.
    pub told: Vec<String>,
    /// What lies under the packs below.
    pub base: Base,
    /// The packs that were read, in order; to be watched for changes.
    pub paths: Vec<PathBuf>,
}

/// The archive of the bundled pack, of those in the data directory (by name), of those in the configuration file, and of those
/// named in the call; with it come remarks for stderr. A faulty pack of the data directory is left out with a remark, so that
/// a forgotten one never keeps the program from starting.
///
/// # Errors
/// [`CliError::of`] every fault of the packs that the call or the configuration names.
pub fn archive(packs: &Packs, config: &Config) -> Result<Opened, CliError> {
    let mut told = Vec::new();
    if packs.no_bundled {
        if packs.data.is_empty() {
            return Err(CliError::Usage("--no-bundled leaves nothing; name a pack with --data PATH".to_owned()));
        }
        return load(Base::Nothing, Vec::new(), &packs.data, told);
    }
    let mut named = config.data.clone();
    named.retain(|path| !packs.data.iter().any(|other| is_same(path, other)));
    named.extend_from_slice(&packs.data);
    let installed = installed(&mut told);
    if installed.is_empty() && named.is_empty() {
        let archive = Archive::bundled().map_err(|e| CliError::Data(e.to_string()))?;
        return Ok(Opened { archive, volumes: Vec::new(), told, base: Base::Bundled, paths: Vec::new() });
    }
    load(Base::Bundled, installed, &named, told)
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

/// Loads the packs, leaving out one faulty pack of the data directory after the other: without the first another may lack
/// what it refers to.
fn load(base: Base, mut installed: Vec<PathBuf>, named: &[PathBuf], mut told: Vec<String>) -> Result<Opened, CliError> {
    loop {
        let all: Vec<PathBuf> = installed.iter().chain(named).cloned().collect();
        let faults = match archive::load(base, &all) {
            Ok(loaded) => {
                told.extend(loaded.diagnostics.iter().map(ToString::to_string));
                return Ok(Opened { archive: loaded.archive, volumes: loaded.volumes, told, base, paths: all });
            }
            Err(faults) => faults,
        };
        let before = installed.len();
        give_way(&mut installed, named, &faults, &mut told);
        installed.retain(|path| {
            let own: Vec<&Diagnostic> = faults.iter().filter(|fault| is_of(path, fault)).collect();
            told.extend(own.first().map(|first| left_out(path, first, own.len())));
            own.is_empty()
        });
        let blames_named = faults.iter().any(|fault| named.iter().any(|path| is_of(path, fault)));
        if installed.len() == before && !blames_named && !installed.is_empty() {
            // No pack is blamed, so that it cannot be told which one to leave out.
            told.extend(installed.drain(..).zip(std::iter::repeat(&faults[0])).map(|(path, fault)| left_out(&path, fault, 1)));
        }
        if installed.len() == before {
            return Err(refused(&faults));
        }
    }
}

/// A pack that is named takes the place of one of the data directory that is called the same, as it does with the bundled one:
/// so the next version can be tried beside the one in use.
fn give_way(installed: &mut Vec<PathBuf>, named: &[PathBuf], faults: &[Diagnostic], told: &mut Vec<String>) {
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

fn left_out(path: &Path, first: &Diagnostic, count: usize) -> String {
    let (path, count) = (shown(path), text::count(count, "fault"));
    format!("cadialog: {path} is left out: {count}; correct it (cadialog check {path}), or take it away\n{first}")
}

fn refused(faults: &[Diagnostic]) -> CliError {
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let count = text::count(faults.len(), "fault");
    CliError::of(faults, format!("the packs cannot be used: {count}\n{}", told.join("\n")))
}
