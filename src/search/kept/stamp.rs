//! By what files are known again: their length, the time of their last change, and checksums of their content, stretch by
//! stretch.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::archive;
use crate::search::growth::on_threads;

/// Bytes of a stretch, of which each has a checksum (CRC-32).
const STRETCH: u64 = 256 << 10;

/// How many stretches are compared of a file that has the length and the time that it had.
const SAMPLE: usize = 8;

/// What can be told of a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileFacts {
    pub path: PathBuf,
    /// None of a file that is not there.
    there: Option<(u64, Option<u128>)>,
}

/// A file as it was when its records were read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct FileStamp {
    facts: FileFacts,
    checksums: Vec<u32>,
}

/// How a file stands to what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChange {
    Same,
    /// It has become longer, and begins as it was, so many bytes.
    Grown(u64),
    Other,
}

impl FileFacts {
    /// Those of the files that a pack can have.
    pub fn of_pack(path: &Path) -> Vec<Self> {
        archive::files(path).into_iter().map(Self::of).collect()
    }

    fn of(path: PathBuf) -> Self {
        let there = std::fs::metadata(&path).ok().map(|data| {
            let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_nanos());
            (data.len(), data.modified().ok().and_then(since))
        });
        Self { path, there }
    }

    /// Its length in bytes; 0 of one that is not there.
    fn length(&self) -> u64 {
        self.there.map_or(0, |(length, _)| length)
    }

    /// The same with the checksums of its content.
    ///
    /// # Errors
    /// When it cannot be read, or is no longer as it was.
    pub fn stamp(self) -> io::Result<FileStamp> {
        let count = usize::try_from(self.length().div_ceil(STRETCH)).map_err(io::Error::other)?;
        let checksums =
            if count == 0 { Vec::new() } else { checksums(&self.path, self.length(), &(0..count).collect::<Vec<_>>())? };
        if Self::of(self.path.clone()) != self {
            return Err(io::Error::other("it has changed while it was read"));
        }
        Ok(FileStamp { facts: self, checksums })
    }
}

impl FileStamp {
    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.facts.path
    }

    /// How the file stands to what it was.
    pub fn change(&self) -> FileChange {
        let now = FileFacts::of(self.facts.path.clone());
        let (length, count) = (self.facts.length(), self.checksums.len());
        if now.there.is_none() || self.facts.there.is_none() {
            return if now == self.facts { FileChange::Same } else { FileChange::Other };
        }
        if now.length() < length || count as u64 != length.div_ceil(STRETCH) {
            return FileChange::Other;
        }
        // A sample of what has the length and time that it had; else all of it.
        let is_untouched = now == self.facts && count > SAMPLE;
        let wanted: Vec<usize> =
            if is_untouched { (0..SAMPLE).map(|n| n * (count - 1) / (SAMPLE - 1)).collect() } else { (0..count).collect() };
        let is_same = checksums(&self.facts.path, length, &wanted)
            .is_ok_and(|found| wanted.iter().zip(found).all(|(&n, found)| self.checksums[n] == found));
        match is_same {
            true if now.length() == length => FileChange::Same,
            true => FileChange::Grown(length),
            false => FileChange::Other,
        }
    }
}

/// The checksums of some stretches of the first `length` bytes of a file.
fn checksums(path: &Path, length: u64, wanted: &[usize]) -> io::Result<Vec<u32>> {
    /// Stretches that a thread reads one after the other.
    const BATCH: usize = 64;
    let batches: Vec<&[usize]> = wanted.chunks(BATCH).collect();
    let found = on_threads(batches.len(), &AtomicBool::new(false), &|at| {
        let mut file = File::open(path)?;
        let mut bytes = Vec::new();
        batches[at]
            .iter()
            .map(|&n| {
                let from = n as u64 * STRETCH;
                file.seek(SeekFrom::Start(from))?;
                bytes.clear();
                let wanted = STRETCH.min(length.saturating_sub(from));
                if file.by_ref().take(wanted).read_to_end(&mut bytes)? as u64 != wanted {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(crc32fast::hash(&bytes))
            })
            .collect::<io::Result<Vec<u32>>>()
    });
    found.into_iter().collect::<io::Result<Vec<_>>>().map(|found| found.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_again_however_little_of_it_changes() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("pack.jsonl");
        let mut text: Vec<u8> = (0..3_000_000u32).map(|n| b'a' + (n % 23) as u8).collect();
        std::fs::write(&path, &text).expect("written");
        let stamp = FileFacts::of(path.clone()).stamp().expect("a stamp");
        assert_eq!(stamp.change(), FileChange::Same);
        let change = |text: &[u8]| {
            std::fs::write(&path, text).expect("written");
            let file = File::options().write(true).open(&path).expect("the file");
            file.set_modified(UNIX_EPOCH + std::time::Duration::from_secs(1)).expect("a time");
            stamp.change()
        };
        assert_eq!(change(&text), FileChange::Same, "the time alone is no change");
        for at in [0, 1_234_567, 2_999_999] {
            text[at] ^= 1;
            assert_eq!(change(&text), FileChange::Other, "byte {at}");
            let longer = [&text[..], b"more"].concat();
            assert_eq!(change(&longer), FileChange::Other, "byte {at}, and more behind");
            text[at] ^= 1;
        }
        assert_eq!(change(&text[..2_999_999]), FileChange::Other);
        text.extend_from_slice(b"more");
        assert_eq!(change(&text), FileChange::Grown(3_000_000));
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(stamp.change(), FileChange::Other);
        let absent = FileFacts::of(path.clone()).stamp().expect("a stamp");
        assert_eq!(absent.change(), FileChange::Same);
        std::fs::write(&path, "").expect("written");
        assert_eq!(absent.change(), FileChange::Other);
    }
}
