//! The folder in which indexes are kept: a file for each choice of packs, and the least recently used give way when they become
//! too large.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::stamp::{FileChange, FileFacts, FileStamp};
use crate::archive::{Base, Report, Volume};
use crate::kept::{KeptFile, KeptWriter};
use crate::search::Catalogue;

/// How the names of kept indexes end.
const ENDING: &str = "index";

/// Bytes that all kept indexes may have together.
const MOST: u64 = 4 << 30;

/// After so long what is still unfinished is no longer being written.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// Where indexes are kept.
#[derive(Debug, Clone)]
pub struct IndexFolder {
    folder: PathBuf,
    /// Which program: another, or another version of it, may have another way of reading records and words.
    program: String,
}

/// What an index was made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct PackChoice {
    has_bundled: bool,
    /// The packs as they were named, for they are named so in messages, and where they lie.
    paths: Vec<(PathBuf, PathBuf)>,
}

/// What stands in a kept index beside the catalogue.
#[derive(Debug, Serialize, Deserialize)]
struct IndexFacts {
    program: String,
    choice: PackChoice,
    files: Vec<FileStamp>,
    /// What was left out of the small packs, and of the large ones.
    left_out: [Report; 2],
}

/// Packs whose index is not kept yet, and their files as they were before they were read.
#[derive(Debug)]
pub struct MissingIndex {
    folder: IndexFolder,
    choice: PackChoice,
    files: Vec<FileFacts>,
}

/// A catalogue as it was kept.
#[derive(Debug)]
pub struct KeptCatalogue {
    /// The records, with their index.
    pub catalogue: Catalogue,
    /// The large pack that has become longer, of which the rest is still to be read.
    pub volumes: Vec<Arc<Volume>>,
    /// What is needed to keep it with the rest, if there is any.
    pub missing: Option<MissingIndex>,
    /// What was left out of the small packs.
    pub found: Report,
    /// What was left out of the large ones, if all has been read.
    pub told: Report,
}

/// A file in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// When it was last used.
    pub used: SystemTime,
}

impl IndexFolder {
    /// The folder at `folder`, which need not be there, as `program` uses it.
    pub fn new(folder: PathBuf, program: String) -> Self {
        Self { folder, program }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The catalogue that was kept of these packs, if what they hold is as it was, or has become more at the end of the last large
    /// one.
    ///
    /// # Errors
    /// What is needed to keep the packs, if nothing is kept of them that can be used; none if nothing can be kept.
    pub fn open(&self, base: Base, paths: &[PathBuf]) -> Result<Box<KeptCatalogue>, Option<MissingIndex>> {
        let choice = PackChoice::new(base, paths).ok_or(None)?;
        // The files are looked at before they are read: what changes meanwhile is not kept.
        let files = paths.iter().flat_map(|path| FileFacts::of_pack(path)).collect();
        let missing = MissingIndex { folder: self.clone(), choice, files };
        match self.usable(&missing.choice) {
            Some((mut kept, is_whole)) => {
                kept.missing = (!is_whole).then_some(missing);
                Ok(Box::new(kept))
            }
            None => Err(Some(missing)),
        }
    }

    fn place(&self, choice: &PackChoice) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        choice.hash(&mut hasher);
        self.folder.join(format!("{:016x}.{ENDING}", hasher.finish()))
    }

    /// What is kept of these packs, and whether that is all of them.
    fn usable(&self, choice: &PackChoice) -> Option<(KeptCatalogue, bool)> {
        let place = self.place(choice);
        let file = KeptFile::open(&place).ok()?;
        let facts: IndexFacts = serde_json::from_str(&file.text("index", 0).ok()?).ok()?;
        if facts.program != self.program || facts.choice != *choice {
            return None;
        }
        let mut grown: Option<(&Path, u64)> = None;
        for stamp in &facts.files {
            match stamp.change() {
                FileChange::Same => {}
                FileChange::Grown(from) if grown.is_none() => grown = Some((stamp.path(), from)),
                FileChange::Grown(_) | FileChange::Other => return None,
            }
        }
        let large = choice.paths.iter().map(|(path, _)| path.as_path()).filter(|path| Volume::is_large(path));
        let mut volumes = large.map(|path| Volume::open(path).ok()).collect::<Option<Vec<Volume>>>()?;
        if let Some((path, from)) = grown {
            // The records of others would come between.
            let last = volumes.pop().filter(|last| last.path() == path)?;
            volumes.push(last.known_to(from)?);
        }
        let volumes: Vec<Arc<Volume>> = volumes.into_iter().map(Arc::new).collect();
        let catalogue = Catalogue::kept(&file, &volumes).ok()?;
        if grown.is_some() && catalogue.volume_end.is_none() {
            return None;
        }
        KeptFile::touch(&place);
        let [found, told] = facts.left_out;
        let (told, volumes) = match grown {
            // What was left out of the large pack is told when it has been read to its end.
            Some(_) => (Report::default(), volumes.last().cloned().into_iter().collect()),
            None => (told, Vec::new()),
        };
        Some((KeptCatalogue { catalogue, volumes, found, told, missing: None }, grown.is_none()))
    }

    /// What is kept, the most recently used first.
    pub fn files(&self) -> Vec<IndexFile> {
        let file = |entry: io::Result<std::fs::DirEntry>| {
            let path = entry.ok()?.path();
            let data = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
            let is_index = path.extension().is_some_and(|ending| ending == ENDING);
            is_index.then_some(IndexFile { path, bytes: data.len(), used: data.modified().ok()? })
        };
        let mut files: Vec<IndexFile> = std::fs::read_dir(&self.folder).into_iter().flatten().filter_map(file).collect();
        files.sort_by(|one, other| other.used.cmp(&one.used).then_with(|| one.path.cmp(&other.path)));
        files
    }

    /// Removes what is kept; gives what was removed.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn clear(&self) -> io::Result<Vec<IndexFile>> {
        let files = self.files();
        files.iter().try_for_each(|file| std::fs::remove_file(&file.path))?;
        self.sweep(Duration::ZERO);
        Ok(files)
    }

    /// Removes the least recently used beyond what all may have together, but for `newest`.
    fn shrink(&self, newest: &Path, most: u64) {
        let files = self.files();
        let mut total = files.iter().filter(|file| file.path == newest).map(|file| file.bytes).sum::<u64>();
        for file in files.iter().filter(|file| file.path != newest) {
            total += file.bytes;
            if total > most {
                let _ = std::fs::remove_file(&file.path);
            }
        }
        self.sweep(FORGOTTEN);
    }

    /// Removes what programs that were killed have left unfinished.
    fn sweep(&self, after: Duration) {
        let is_old = |data: std::fs::Metadata| data.modified().ok()?.elapsed().ok().map(|age| age >= after);
        self.remove(&|name, entry| KeptWriter::is_unfinished(name) && entry.metadata().ok().and_then(is_old).unwrap_or(false));
    }

    /// Removes what this process is still writing: it is about to end.
    pub fn abandon(&self) {
        self.remove(&|name, _| KeptWriter::is_unfinished_here(name));
    }

    fn remove(&self, is_wanted: &dyn Fn(&str, &std::fs::DirEntry) -> bool) {
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if is_wanted(&entry.file_name().to_string_lossy(), &entry) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

impl MissingIndex {
    /// Keeps the catalogue that was read of the packs, with what was left out of the small and of the large ones; gives the file.
    ///
    /// # Errors
    /// When it cannot be written, or the packs have changed meanwhile.
    pub fn keep(self, catalogue: &Catalogue, left_out: [&Report; 2]) -> io::Result<IndexFile> {
        self.keep_within(catalogue, left_out, MOST)
    }

    pub(super) fn keep_within(self, catalogue: &Catalogue, left_out: [&Report; 2], most: u64) -> io::Result<IndexFile> {
        let Self { folder, choice, files } = self;
        let files = files.into_iter().map(FileFacts::stamp).collect::<io::Result<Vec<FileStamp>>>()?;
        let at = folder.place(&choice);
        let facts = IndexFacts { program: folder.program.clone(), choice, files, left_out: left_out.map(Report::clone) };
        let mut writer = KeptWriter::new(&folder.folder)?;
        writer.text("index", 0, &serde_json::to_vec(&facts).map_err(io::Error::other)?)?;
        catalogue.keep(&mut writer)?;
        writer.finish(&at)?;
        folder.shrink(&at, most);
        let data = std::fs::metadata(&at)?;
        Ok(IndexFile { path: at, bytes: data.len(), used: data.modified()? })
    }
}

impl PackChoice {
    /// None for packs that do not lie in files, or not under names that can be written.
    fn new(base: Base, paths: &[PathBuf]) -> Option<Self> {
        let place = |path: &PathBuf| {
            let at = std::fs::canonicalize(path).ok()?;
            (path.to_str().is_some() && at.to_str().is_some()).then_some((path.clone(), at))
        };
        Some(Self { has_bundled: base == Base::Bundled, paths: paths.iter().map(place).collect::<Option<_>>()? })
    }
}
