//! One file of the shelf: read, set aside, locked, written whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{FileContents, Read, ShelfError, Stored, VERSION};
use crate::file;

/// Larger than any shelf that a person fills.
const BYTES: u64 = 64 << 20;
/// Files that a killed instance left half written begin so.
const UNFINISHED: &str = ".unfinished-";

#[derive(Debug, Clone)]
pub(super) struct Folder(PathBuf);

/// How reading a file went.
enum FileState<T> {
    Nothing,
    Sound(Stored<T>),
    /// It is no JSON, or not of the shape it should have.
    Damaged(String),
}

impl<T: FileContents> Stored<T> {
    fn empty() -> Self {
        Self { version: VERSION, contents: T::default(), other: serde_json::Map::new() }
    }
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn file<T: FileContents>(&self) -> PathBuf {
        self.0.join(format!("{}.json", T::NAME))
    }

    pub(super) fn read<T: FileContents>(&self) -> Result<Read<T>, ShelfError> {
        let (stored, warning) = match self.look()? {
            FileState::Damaged(_) => {
                let _lock = self.lock(Instant::now() + super::PATIENCE)?;
                self.read_locked()?
            }
            FileState::Nothing => (Stored::empty(), None),
            FileState::Sound(stored) => (stored, None),
        };
        Ok(Read { contents: stored.contents, warning })
    }

    pub(super) fn change<T: FileContents>(&self, until: Instant, edit: impl FnOnce(&mut T)) -> Result<Read<T>, ShelfError> {
        self.make().map_err(|e| fault(&self.0, &e))?;
        let _lock = self.lock(until)?;
        let (mut stored, warning) = self.read_locked::<T>()?;
        edit(&mut stored.contents);
        stored.contents.texts(&clean);
        self.write(&stored)?;
        Ok(Read { contents: stored.contents, warning })
    }

    /// Makes the directory, for its owner only.
    fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(&self.0)
    }

    /// Reads under the lock; what is damaged is set aside.
    fn read_locked<T: FileContents>(&self) -> Result<(Stored<T>, Option<String>), ShelfError> {
        Ok(match self.look()? {
            FileState::Nothing => (Stored::empty(), None),
            FileState::Sound(stored) => (stored, None),
            FileState::Damaged(reason) => (Stored::empty(), Some(self.set_aside::<T>(&reason)?)),
        })
    }

    fn look<T: FileContents>(&self) -> Result<FileState<T>, ShelfError> {
        let path = self.file::<T>();
        if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Ok(FileState::Nothing);
        }
        let read = file::open(&path, fs::OpenOptions::new().read(true)).and_then(|open| file::read(open, BYTES));
        let bytes = read.map_err(|e| fault(&path, &e))?;
        let bytes = file::without_mark(&bytes);
        if newer(bytes) {
            return Err(ShelfError::Newer { path });
        }
        Ok(match serde_json::from_slice::<Stored<T>>(bytes) {
            Ok(mut stored) => {
                stored.contents.texts(&clean);
                FileState::Sound(stored)
            }
            Err(error) => FileState::Damaged(error.to_string()),
        })
    }

    /// Gives the damaged file a name that nothing else has.
    fn set_aside<T: FileContents>(&self, reason: &str) -> Result<String, ShelfError> {
        let path = self.file::<T>();
        let free =
            (1..=u16::MAX).map(|n| self.0.join(format!("{}.damaged-{n}.json", T::NAME))).find(|p| p.symlink_metadata().is_err());
        let free = free.unwrap_or_else(|| path.with_extension("damaged"));
        fs::rename(&path, &free).map_err(|e| fault(&path, &e))?;
        let (path, free) = (path.display().to_string(), free.display().to_string());
        let warning = format!("{path} could not be understood ({reason}); it now lies in {free}, and a new one is begun");
        Ok(crate::text::clean(&warning).into_owned())
    }

    /// Takes the lock, once more at least when it is too late already.
    fn lock(&self, until: Instant) -> Result<File, ShelfError> {
        let path = self.0.join("lock");
        let mut options = File::options();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = file::open(&path, options.create(true).truncate(false).write(true)).map_err(|e| fault(&path, &e))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(Duration::from_millis(2)),
                Err(TryLockError::WouldBlock) => return Err(ShelfError::Busy { path: self.0.clone() }),
                Err(TryLockError::Error(error)) => return Err(fault(&path, &error)),
            }
        }
    }

    /// Writes beside the file, then puts it in its place in one step; the lock is held.
    fn write<T: FileContents>(&self, stored: &Stored<T>) -> Result<(), ShelfError> {
        self.sweep();
        // A link to a file elsewhere stays a link.
        let path = self.file::<T>();
        let path = path.canonicalize().unwrap_or(path);
        let folder = path.parent().unwrap_or(&self.0);
        let written = || -> io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
            let mut text = serde_json::to_string_pretty(stored)?;
            text.push('\n');
            if text.len() as u64 > BYTES {
                return Err(io::Error::other(format!("it would be larger than {} MiB", BYTES >> 20)));
            }
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            file::put(file, &path)?;
            // The new name, too, must survive a power cut; systems that cannot sync a directory need not.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
            Ok(())
        };
        written().map_err(|e| fault(&path, &e))
    }

    /// Removes what killed instances left; under the lock nobody else is writing.
    fn sweep(&self) {
        for entry in self.0.read_dir().into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn fault(path: &Path, error: &io::Error) -> ShelfError {
    ShelfError::Io { path: path.to_owned(), reason: error.to_string() }
}

/// Whether a file says that it is of a later version, whatever else it holds.
fn newer(bytes: &[u8]) -> bool {
    let value: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
    value.is_ok_and(|value| value["version"].as_u64().is_some_and(|version| version > u64::from(VERSION)))
}

/// The lines of a text without characters that could drive a terminal.
fn clean(text: &str) -> String {
    text.lines().map(crate::text::clean).collect::<Vec<_>>().join("\n")
}
