//! Where packs are read from: the data directory, the configuration, the call; and what a fault does in each of them.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::CliError;
use super::super::arguments::Packs;
use crate::archive::{self, Archive, Base, Code, Diagnostic, Loaded, Pack, Report, Volume};
use crate::config::{self, Config};
use crate::text::{self, Alike};

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
/// `CliError::of` every fault of the packs that the call or the configuration names.
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

/// Loads the packs. A faulty pack of the data directory is left out, and with it at once those that need it.
fn load(base: Base, installed: Vec<PathBuf>, named: &[PathBuf], told: Vec<String>) -> Result<Opened, CliError> {
    load_by(&archive::load, base, installed, named, told)
}

/// What reads packs upon a base.
type Load<'l> = dyn Fn(Base, &[PathBuf]) -> Result<Loaded, Report> + 'l;

/// As [`load`], by the means of `load_all`.
fn load_by(
    load_all: &Load<'_>,
    base: Base,
    mut installed: Vec<PathBuf>,
    named: &[PathBuf],
    mut told: Vec<String>,
) -> Result<Opened, CliError> {
    let mut left_out: Vec<SkippedPack> = Vec::new();
    loop {
        let all: Vec<PathBuf> = installed.iter().chain(named).cloned().collect();
        let faults = match load_all(base, &all) {
            Ok(loaded) => {
                told.extend(tell_left_out(&left_out));
                told.extend(remarks(&loaded.diagnostics));
                return Ok(Opened { archive: loaded.archive, volumes: loaded.volumes, told, base, paths: all });
            }
            Err(faults) => faults,
        };
        let before = installed.len();
        give_way(&mut installed, named, &faults, &mut told);
        let at_fault = by_pack(&all, &faults);
        let broken: Vec<PathBuf> = installed.iter().filter(|path| at_fault.contains_key(path.as_path())).cloned().collect();
        let needing = archive::dependants(base, &all, &broken);
        installed.retain(|path| {
            let (first, count) = match (at_fault.get(path.as_path()), needing.get(path)) {
                (Some(&(first, count)), _) => (first.clone(), count),
                (None, Some(why)) => (why.clone(), 1),
                (None, None) => return true,
            };
            left_out.push(SkippedPack { path: path.clone(), first, count });
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

/// What is said of packs as remarks, the same fault once.
pub fn remarks(report: &Report) -> Vec<String> {
    let alike = report.alike();
    let tell = |(first, count): &(Vec<&Diagnostic>, usize)| Some(first.first()?.with_like(&first[1..], *count, false));
    let mut remarks: Vec<String> = alike.iter().take(TOLD).filter_map(tell).collect();
    let more: usize = alike.iter().skip(TOLD).map(|(_, count)| count).sum();
    if more > 0 {
        remarks.push(format!("cadialog: and {} of other kinds, which cadialog check tells", text::count(more, "fault")));
    }
    remarks
}

fn refused(faults: &Report) -> CliError {
    let count = text::count(faults.errors(), "fault");
    CliError::of(faults, format!("the packs cannot be used: {count}\n{}", remarks(faults).join("\n")))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Each pack names a topic of the one before; the first is faulty.
    fn chain(folder: &Path, length: usize) -> Vec<PathBuf> {
        let pack = |n: usize| {
            let parent = n.checked_sub(1).map_or("7".to_owned(), |before| format!("\"t-{before}\""));
            let topic = format!("{{\"type\": \"topic\", \"id\": \"t-{n}\", \"name\": \"T\", \"parent\": {parent}}}\n");
            let path = folder.join(format!("pack-{n:04}.jsonl"));
            fs::write(&path, topic).expect("written");
            path
        };
        (0..length).map(pack).collect()
    }

    #[test]
    fn a_chain_of_packs_that_need_each_other_is_left_out_in_one_round() {
        for length in [4, 60] {
            let folder = tempfile::tempdir().expect("a directory");
            let installed = chain(folder.path(), length);
            let sound = folder.path().join("sound.jsonl");
            fs::write(&sound, "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"T\"}\n").expect("written");
            let installed: Vec<PathBuf> = installed.into_iter().chain([sound.clone()]).collect();
            let rounds = Cell::new(0);
            let load_all = |base, packs: &[PathBuf]| {
                rounds.set(rounds.get() + 1);
                archive::load(base, packs)
            };
            let opened = load_by(&load_all, Base::Nothing, installed, &[], Vec::new()).expect("opened");
            assert_eq!((rounds.get(), opened.paths.as_slice()), (2, &[sound][..]), "{length} packs");
            let told = opened.told.join("\n");
            assert!(told.contains("pack-0000.jsonl is left out") && told.contains("it needs “t-0” of"), "{told}");
            assert!(told.contains(&format!("{} packs are left out", length - 1)), "{told}");
            assert!(told.lines().count() < 20, "{told}");
        }
    }

    #[test]
    fn a_pack_that_finds_what_it_needs_elsewhere_stays() {
        let folder = tempfile::tempdir().expect("a directory");
        let written = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("written");
            path
        };
        let faulty =
            written("a.jsonl", "{\"type\": \"topic\", \"id\": \"energy\", \"name\": \"T\", \"override\": true, \"parent\": 7}\n");
        let user = written("b.jsonl", "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"T\", \"parent\": \"energy\"}\n");
        let opened = load(Base::Bundled, vec![faulty, user.clone()], &[], Vec::new()).expect("opened");
        assert_eq!(opened.paths, [user], "the bundled topic is there");
    }
}
