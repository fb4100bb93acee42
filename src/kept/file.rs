//! A kept file that has been found whole.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;

use super::stored::greatest;
use super::{Deferred, FORMAT, HEADER, LONGEST_TABLE, MAGIC, PackedTexts, StoredNumber};

/// Why a kept file is of no use: it is not there, of another version, torn, or not as it was written.
#[derive(Debug)]
pub(crate) struct Unusable;

impl From<io::Error> for Unusable {
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// Where a section lies, and what is known of it.
#[derive(Debug, Clone, Copy)]
struct KeptSection {
    at: u64,
    width: usize,
    count: usize,
    checksum: u32,
    /// The greatest of its numbers.
    greatest: u64,
}

/// The name of a section, and its number among those of the name.
type SectionName = (String, u32);

type NamedSection = (SectionName, KeptSection);

impl KeptSection {
    const fn bytes(self) -> u64 {
        self.count as u64 * self.width as u64
    }
}

/// A kept file, open: it stays readable when another takes its name.
#[derive(Debug)]
pub(crate) struct KeptFile {
    file: File,
    sections: HashMap<SectionName, KeptSection>,
    /// Whether something in it could no longer be read.
    has_lost: AtomicBool,
}

/// Bytes that are read at once: no more than stay in the processor's own memory until they have been looked at.
const PIECE: usize = 1 << 16;

/// From so many bytes on the sections are checked by two threads, and by as many as there can be.
const SMALL: u64 = 1 << 20;
const LARGE: u64 = 8 << 20;

impl KeptFile {
    /// Opens the file and checks all of it.
    ///
    /// # Errors
    /// When it is not exactly as it was written.
    pub fn open(path: &Path) -> Result<Arc<Self>, Unusable> {
        let file = crate::file::open(path, OpenOptions::new().read(true))?;
        let length = file.metadata()?.len();
        let mut header = [0; HEADER];
        read_at(&file, &mut header, 0)?;
        let (front, checksum) = header.split_last_chunk::<4>().ok_or(Unusable)?;
        let mut reader = ByteReader(front);
        let magic = reader.take(8)?;
        let (format, table_at, ends, table_checksum) = (reader.u32()?, reader.u64()?, reader.u64()?, reader.u32()?);
        let is_sound = magic == MAGIC && format == FORMAT && u32::from_le_bytes(*checksum) == crc32fast::hash(front);
        let table_length = ends.checked_sub(table_at).filter(|length| *length <= LONGEST_TABLE).ok_or(Unusable)?;
        if !is_sound || ends != length || table_at < HEADER as u64 {
            return Err(Unusable);
        }
        let mut table = vec![0; usize::try_from(table_length).map_err(|_| Unusable)?];
        read_at(&file, &mut table, table_at)?;
        if crc32fast::hash(&table) != table_checksum {
            return Err(Unusable);
        }
        let sections = sections(&table, table_at)?;
        let mut opened = Self { file, sections: HashMap::new(), has_lost: AtomicBool::new(false) };
        opened.sections = opened.checked(sections, length)?;
        Ok(Arc::new(opened))
    }

    /// The sections, if all are as they were written, with the greatest number of each.
    fn checked(&self, mut listed: Vec<NamedSection>, length: u64) -> Result<HashMap<SectionName, KeptSection>, Unusable> {
        // To ask how many there can be takes as long as to check a small file.
        let threads = if length < SMALL {
            1
        } else if length < LARGE {
            2
        } else {
            std::thread::available_parallelism().map_or(1, |n| n.get()).min(8)
        };
        let next = AtomicUsize::new(0);
        let check = || {
            let (mut bytes, mut found) = (vec![0; PIECE], Vec::new());
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some((_, section)) = listed.get(number) else { return Some(found) };
                found.push((number, self.greatest(*section, &mut bytes)?));
            }
        };
        let found = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(check)).collect();
            let mut found = check();
            for other in others {
                let more = other.join().ok().flatten();
                found = found.zip(more).map(|(mut found, more)| {
                    found.extend(more);
                    found
                });
            }
            found
        });
        for (number, greatest) in found.ok_or(Unusable)? {
            listed[number].1.greatest = greatest;
        }
        Ok(listed.into_iter().collect())
    }

    /// The greatest number of a section; none if its checksum is another.
    fn greatest(&self, section: KeptSection, bytes: &mut [u8]) -> Option<u64> {
        // A number never lies across two pieces: their length is a multiple of every width.
        let (mut checksum, mut most, mut done) = (crc32fast::Hasher::new(), 0, 0);
        while done < section.bytes() {
            let length = usize::try_from(section.bytes() - done).unwrap_or(PIECE).min(bytes.len());
            let bytes = &mut bytes[..length];
            read_at(&self.file, bytes, section.at + done).ok()?;
            checksum.update(bytes);
            most = most.max(greatest(section.width, bytes));
            done += bytes.len() as u64;
        }
        (checksum.finalize() == section.checksum).then_some(most)
    }

    /// The section of this name and number, of numbers of this width, none of them `below` or above.
    fn section(&self, name: &str, number: usize, width: usize, below: u64) -> Result<KeptSection, Unusable> {
        let number = u32::try_from(number).map_err(|_| Unusable)?;
        let section = self.sections.get(&(name.to_owned(), number)).ok_or(Unusable)?;
        let fits = section.width == width && (section.count == 0 || section.greatest < below || below == u64::MAX);
        if fits { Ok(*section) } else { Err(Unusable) }
    }

    /// How many numbers a section has.
    ///
    /// # Errors
    /// When there is none.
    pub fn count(&self, name: &str, number: usize) -> Result<usize, Unusable> {
        let key = (name.to_owned(), u32::try_from(number).map_err(|_| Unusable)?);
        self.sections.get(&key).map(|section| section.count).ok_or(Unusable)
    }

    /// Reads a section of numbers, each less than `below` (any, if that is the greatest there is).
    ///
    /// # Errors
    /// When there is none that fits.
    pub fn column<T: StoredNumber>(&self, name: &str, number: usize, below: u64) -> Result<Vec<T>, Unusable> {
        let section = self.section(name, number, T::WIDTH, below)?;
        Ok(self.part(section, 0, section.count))
    }

    /// As [`Self::column`], of exactly so many numbers, which are read when they are first asked for.
    ///
    /// # Errors
    /// When there is none that fits.
    pub fn deferred<T: StoredNumber + Sync>(
        self: &Arc<Self>,
        name: &str,
        number: usize,
        below: u64,
        count: Option<usize>,
    ) -> Result<Deferred<Vec<T>>, Unusable> {
        let section = self.section(name, number, T::WIDTH, below)?;
        if count.is_some_and(|count| count != section.count) {
            return Err(Unusable);
        }
        let file = Arc::clone(self);
        Ok(Deferred::of(move || file.part(section, 0, section.count)))
    }

    /// Numbers of a section; zeros if they can no longer be read.
    fn part<T: StoredNumber>(&self, section: KeptSection, from: usize, count: usize) -> Vec<T> {
        T::read_all(&self.bytes(section.at + (from * T::WIDTH) as u64, count * T::WIDTH))
    }

    /// Bytes of the file; zeros if they can no longer be read.
    fn bytes(&self, at: u64, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        if read_at(&self.file, &mut bytes, at).is_err() {
            self.has_lost.store(true, Ordering::Relaxed);
            bytes.fill(0);
        }
        bytes
    }

    /// What reads numbers of a section, from one on so many.
    ///
    /// # Errors
    /// When there is none that fits.
    pub fn parts<T: StoredNumber>(
        self: &Arc<Self>,
        name: &str,
        number: usize,
        below: u64,
    ) -> Result<impl Fn(usize, usize) -> Vec<T> + Send + Sync + use<T>, Unusable> {
        let section = self.section(name, number, T::WIDTH, below)?;
        let file = Arc::clone(self);
        Ok(move |from: usize, count: usize| {
            file.part(section, from.min(section.count), count.min(section.count.saturating_sub(from)))
        })
    }

    /// Reads a section of text.
    ///
    /// # Errors
    /// When there is none, or it is no UTF-8.
    pub fn text(&self, name: &str, number: usize) -> Result<String, Unusable> {
        let section = self.section(name, number, 1, u64::MAX)?;
        String::from_utf8(self.bytes(section.at, section.count)).map_err(|_| Unusable)
    }

    /// A section of text, of which parts are read as they are asked for.
    ///
    /// # Errors
    /// When there is none.
    pub fn parts_of_text(self: &Arc<Self>, name: &str, number: usize) -> Result<KeptText, Unusable> {
        Ok(KeptText { file: Arc::clone(self), section: self.section(name, number, 1, u64::MAX)? })
    }

    /// Reads texts that were written together.
    ///
    /// # Errors
    /// When there are none, or they do not lie one behind the other.
    pub fn texts(&self, name: &str, number: usize) -> Result<PackedTexts, Unusable> {
        let (text, ends) = (self.text(&format!("{name} text"), number)?, self.column(&format!("{name} ends"), number, u64::MAX)?);
        PackedTexts::new(text, ends).ok_or(Unusable)
    }

    /// Reads lists of numbers that were written together, each number less than `below`.
    ///
    /// # Errors
    /// When there are none, or they do not lie one behind the other.
    pub fn lists<T: StoredNumber>(&self, name: &str, number: usize, below: u64) -> Result<Vec<Vec<T>>, Unusable> {
        let all: Vec<T> = self.column(&format!("{name} numbers"), number, below)?;
        let ends: Vec<u64> = self.column(&format!("{name} ends"), number, u64::MAX)?;
        let mut from = 0;
        let cut = |end: u64| {
            let to = usize::try_from(end).ok()?;
            let own = all.get(from..to)?.to_vec();
            from = to;
            Some(own)
        };
        ends.into_iter().map(cut).collect::<Option<Vec<Vec<T>>>>().ok_or(Unusable)
    }

    /// Notes that the file at `path` has been used now, as far as the system lets us. Windows sets no time through a file that was
    /// opened only to be read.
    pub fn touch(path: &Path) {
        let _ = crate::file::open(path, OpenOptions::new().write(true)).and_then(|file| file.set_modified(SystemTime::now()));
    }

    /// Whether something in it could no longer be read.
    pub fn has_lost(&self) -> bool {
        self.has_lost.load(Ordering::Relaxed)
    }
}

/// A text in a kept file.
#[derive(Debug, Clone)]
pub(crate) struct KeptText {
    file: Arc<KeptFile>,
    section: KeptSection,
}

impl KeptText {
    /// The bytes `from..to` of the text; none if it has not so many, or they are no UTF-8.
    pub fn get(&self, from: usize, to: usize) -> Option<String> {
        let count = to.checked_sub(from).filter(|_| to <= self.section.count)?;
        String::from_utf8(self.file.bytes(self.section.at + from as u64, count)).ok()
    }

    /// All of it; nothing if it is no UTF-8.
    pub fn whole(&self) -> String {
        self.get(0, self.section.count).unwrap_or_default()
    }
}

/// The sections that a table names, as they lie one behind the other.
fn sections(table: &[u8], ends: u64) -> Result<Vec<NamedSection>, Unusable> {
    let (mut reader, mut at, mut found) = (ByteReader(table), HEADER as u64, Vec::new());
    while !reader.0.is_empty() {
        let length = usize::from(reader.take(1)?[0]);
        let name = str::from_utf8(reader.take(length)?).map_err(|_| Unusable)?.to_owned();
        let (number, width) = (reader.u32()?, usize::from(reader.take(1)?[0]));
        let (count, checksum) = (usize::try_from(reader.u64()?).map_err(|_| Unusable)?, reader.u32()?);
        let bytes = (count as u64).checked_mul(width as u64).ok_or(Unusable)?;
        let end = at.checked_add(bytes).filter(|end| *end <= ends).ok_or(Unusable)?;
        if !matches!(width, 1 | 2 | 4 | 8 | 16) {
            return Err(Unusable);
        }
        found.push(((name, number), KeptSection { at, width, count, checksum, greatest: 0 }));
        at = end;
    }
    if at == ends { Ok(found) } else { Err(Unusable) }
}

/// Reads the fields of a header or table, one behind the other.
struct ByteReader<'a>(&'a [u8]);

impl<'a> ByteReader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Unusable> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Unusable)?;
        self.0 = rest;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, Unusable> {
        let bytes = self.take(4)?.first_chunk().ok_or(Unusable)?;
        Ok(u32::from_le_bytes(*bytes))
    }

    fn u64(&mut self) -> Result<u64, Unusable> {
        let bytes = self.take(8)?.first_chunk().ok_or(Unusable)?;
        Ok(u64::from_le_bytes(*bytes))
    }
}

/// Fills `bytes` with what stands from `at` on.
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, bytes, at);
    #[cfg(windows)]
    {
        let mut done = 0;
        while done < bytes.len() {
            match std::os::windows::fs::FileExt::seek_read(file, &mut bytes[done..], at + done as u64)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => done += read,
            }
        }
        Ok(())
    }
}
