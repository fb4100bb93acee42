//! A volume: a JSON Lines pack too large to be kept in memory. Of each record there is kept what lists, filters and links
//! need; its text is read from the file when it is shown.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::diagnostic::{Code, Diagnostic};
use super::parts::{self, PackLayout};
use super::{PackInfo, open};

/// From this size on, in bytes, a JSON Lines pack is a volume: smaller ones are read at once, and faster than anybody waits.
pub const LARGE: u64 = 16 << 20;

/// A large JSON Lines file, kept open: when another file takes its name, this one is still read.
#[derive(Debug)]
pub struct Volume {
    path: PathBuf,
    file: File,
    length: u64,
    /// The byte from which on its records are still to be read.
    begins: u64,
    info: PackInfo,
    /// Whether a record that was asked for could no longer be read.
    has_lost: AtomicBool,
}

impl Volume {
    /// Whether the pack at `path` is too large for memory.
    pub fn is_large(path: &Path) -> bool {
        let lines = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"));
        lines && std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() >= LARGE)
    }

    /// Opens the file and reads what it says of itself in its first line.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, Box<Diagnostic>> {
        let (file, length) = open::open_lines(path)?;
        let info = parts::info(path, PackLayout::Lines).unwrap_or_else(|| super::info::info_from_name(path));
        Ok(Self { path: path.to_owned(), file, length, begins: 0, info, has_lost: AtomicBool::new(false) })
    }

    /// The same, of which the records before byte `begins` are known already; none unless a line begins there.
    pub(crate) fn known_to(self, begins: u64) -> Option<Self> {
        let mut before = Vec::new();
        self.bytes(begins.checked_sub(1)?, begins, &mut before).ok()?;
        (before == b"\n").then_some(Self { begins, ..self })
    }

    /// The byte from which on its records are still to be read.
    pub fn begins(&self) -> u64 {
        self.begins
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says of itself.
    pub fn info(&self) -> &PackInfo {
        &self.info
    }

    /// Its length in bytes when it was opened.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// That it cannot be read, and why.
    pub fn unreadable(&self, error: &io::Error) -> Diagnostic {
        let message = format!("it cannot be read: {error}; the records after this are left out");
        Diagnostic::of_file(&open::shown(&self.path), Code::Unreadable, message, "check the disk")
    }

    /// Remembers that a record could no longer be read.
    pub(super) fn lose(&self) {
        self.has_lost.store(true, Ordering::Relaxed);
    }

    /// Whether a record that was asked for could no longer be read, because the file has changed since it was opened.
    pub fn has_lost(&self) -> bool {
        self.has_lost.load(Ordering::Relaxed)
    }

    /// The bytes from `from` to `to`, as many as there are.
    pub(super) fn bytes(&self, from: u64, to: u64, into: &mut Vec<u8>) -> io::Result<()> {
        let wanted = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX);
        let begin = into.len();
        into.resize(begin + wanted, 0);
        let mut done = 0;
        while done < wanted {
            match self.read_at(&mut into[begin + done..], from + done as u64) {
                Ok(0) => break,
                Ok(read) => done += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    into.truncate(begin + done);
                    return Err(error);
                }
            }
        }
        into.truncate(begin + done);
        Ok(())
    }

    #[cfg(unix)]
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.file, into, at)
    }

    #[cfg(windows)]
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.file, into, at)
    }
}
