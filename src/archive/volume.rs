//! A volume: a JSON Lines pack too large to be kept in memory. Of each record there is kept what lists, filters and links
//! need; its text is read from the file when it is shown.

mod chunk;
mod intake;
mod segment;

pub use chunk::Chunk;
pub use intake::Intake;
pub use segment::Segment;

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::diagnostic::{Code, Diagnostic};
use super::link::Relation;
use super::{PackInfo, open, pieces};
use crate::record::Day;

/// From this size on, in bytes, a JSON Lines pack is a volume: smaller ones are read at once, and faster than anybody waits.
pub const LARGE: u64 = 16 << 20;

/// A large JSON Lines file, kept open: when another file takes its name, this one is still read.
#[derive(Debug)]
pub struct Volume {
    path: PathBuf,
    file: File,
    length: u64,
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
        let info = pieces::info(path).unwrap_or_else(|| super::load::info_from_name(path));
        Ok(Self { path: path.to_owned(), file, length, info, has_lost: AtomicBool::new(false) })
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
    fn lose(&self) {
        self.has_lost.store(true, Ordering::Relaxed);
    }

    /// Whether a record that was asked for could no longer be read, because the file has changed since it was opened.
    pub fn has_lost(&self) -> bool {
        self.has_lost.load(Ordering::Relaxed)
    }

    /// The bytes from `from` to `to`, as many as there are.
    fn bytes(&self, from: u64, to: u64, into: &mut Vec<u8>) -> io::Result<()> {
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

/// The first and last day of a date in one number, ordered as days are; 0 is no date.
pub(super) fn pack_days(first: Day, last: Day) -> u64 {
    u64::from(pack_day(first)) << 32 | u64::from(pack_day(last))
}

/// Years reach from −2²⁰ to 2²⁰; what lies beyond has no day of its own.
fn pack_day(day: Day) -> u32 {
    const REACH: i32 = 1 << 20;
    match day.year {
        year if year <= -REACH => 1,
        year if year >= REACH => u32::MAX,
        year => u32::try_from(year + REACH).unwrap_or(0) << 9 | u32::from(day.month) << 5 | u32::from(day.day),
    }
}

fn unpack_day(packed: u32) -> Day {
    match packed {
        0 | 1 => Day { year: i32::MIN, month: 1, day: 1 },
        u32::MAX => Day { year: i32::MAX, month: 12, day: 31 },
        _ => Day {
            year: i32::try_from(packed >> 9).unwrap_or(i32::MAX) - (1 << 20),
            month: (packed >> 5 & 0xf) as u8,
            day: (packed & 0x1f) as u8,
        },
    }
}

#[allow(clippy::cast_possible_truncation)] // one half, then the other
fn unpack_days(packed: u64) -> Option<(Day, Day)> {
    (packed != 0).then(|| (unpack_day((packed >> 32) as u32), unpack_day(packed as u32)))
}

/// A number for an id; of a million ids two share one once in some thirty million archives.
pub(super) fn name_key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// A number for the link to whatever has the number `name`.
pub(super) fn link_key(relation: Relation, name: u64) -> u64 {
    name.rotate_left(relation as u32 + 1) ^ (relation as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_days_keep_their_order() {
        let day = |year, month, day| Day { year, month, day };
        let days =
            [day(i32::MIN, 1, 1), day(-44, 3, 15), day(1997, 7, 24), day(2025, 3, 14), day(2025, 12, 19), day(i32::MAX, 12, 31)];
        for pair in days.windows(2) {
            assert!(pack_day(pair[0]) < pack_day(pair[1]), "{pair:?}");
        }
        for day in days {
            assert_eq!(unpack_day(pack_day(day)), day);
        }
        assert_eq!(unpack_days(0), None);
    }
}
