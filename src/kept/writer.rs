//! Writes a kept file: section by section into one beside it, which takes its name when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{FORMAT, HEADER, MAGIC, PackedTexts, StoredNumber};

/// How the names of files begin that are still being written.
const UNFINISHED: &str = ".unfinished-";

/// How the names of files begin that this process is still writing.
fn own_prefix() -> String {
    format!("{UNFINISHED}{}-", std::process::id())
}

/// A kept file while it is written.
pub(crate) struct KeptWriter {
    out: BufWriter<NamedTempFile<File>>,
    table: Vec<u8>,
    sections: u32,
    length: u64,
    bytes: Vec<u8>,
}

impl KeptWriter {
    /// Begins a file in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn new(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix(&own_prefix()).tempfile_in(folder)?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        out.write_all(&[0; HEADER])?;
        Ok(Self { out, table: Vec::new(), sections: 0, length: HEADER as u64, bytes: Vec::new() })
    }

    /// Whether a file of this name is one that is still being written, or was left so.
    pub fn is_unfinished(name: &str) -> bool {
        name.starts_with(UNFINISHED)
    }

    /// Whether it is one that this process has begun.
    pub fn is_unfinished_here(name: &str) -> bool {
        name.starts_with(&own_prefix())
    }

    /// Adds the section of this name and number.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn column<T: StoredNumber>(&mut self, name: &str, number: usize, values: &[T]) -> io::Result<()> {
        self.each(name, number, values.iter().copied())
    }

    /// As [`Self::column`], of numbers that are made as they are written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn each<T: StoredNumber>(&mut self, name: &str, number: usize, values: impl Iterator<Item = T>) -> io::Result<()> {
        /// Bytes that are written at once.
        const PIECE: usize = 1 << 18;
        let (mut checksum, mut count) = (crc32fast::Hasher::new(), 0u64);
        let mut bytes = std::mem::take(&mut self.bytes);
        for value in values {
            value.write(&mut bytes);
            count += 1;
            if bytes.len() >= PIECE {
                checksum.update(&bytes);
                self.out.write_all(&bytes)?;
                bytes.clear();
            }
        }
        checksum.update(&bytes);
        self.out.write_all(&bytes)?;
        bytes.clear();
        self.bytes = bytes;
        self.length += count * T::WIDTH as u64;
        self.enter(name, number, T::WIDTH, count, checksum.finalize());
        Ok(())
    }

    /// Adds a section of bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn text(&mut self, name: &str, number: usize, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.length += bytes.len() as u64;
        self.enter(name, number, 1, bytes.len() as u64, crc32fast::hash(bytes));
        Ok(())
    }

    /// Adds texts, one behind the other, and where each ends.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn texts<'t>(&mut self, name: &str, number: usize, texts: impl Iterator<Item = &'t str>) -> io::Result<()> {
        let packed: PackedTexts = texts.collect();
        self.text(&format!("{name} text"), number, packed.text().as_bytes())?;
        self.column(&format!("{name} ends"), number, packed.ends())
    }

    /// Adds lists of numbers, one behind the other, and where each ends.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn lists<T: StoredNumber>(&mut self, name: &str, number: usize, lists: impl Iterator<Item = Vec<T>>) -> io::Result<()> {
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        for list in lists {
            all.extend(list);
            ends.push(all.len() as u64);
        }
        self.column(&format!("{name} numbers"), number, &all)?;
        self.column(&format!("{name} ends"), number, &ends)
    }

    fn enter(&mut self, name: &str, number: usize, width: usize, count: u64, checksum: u32) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
        self.table.push(length);
        self.table.extend_from_slice(&name.as_bytes()[..usize::from(length)]);
        self.table.extend_from_slice(&number.to_le_bytes());
        self.table.push(u8::try_from(width).unwrap_or(0));
        self.table.extend_from_slice(&count.to_le_bytes());
        self.table.extend_from_slice(&checksum.to_le_bytes());
        self.sections += 1;
    }

    /// Ends the file and gives it the name `path`, in the place of what had it.
    ///
    /// # Errors
    /// When it cannot be written; then there is nothing new under the name.
    pub fn finish(mut self, path: &Path) -> io::Result<()> {
        self.out.write_all(&self.table)?;
        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(MAGIC);
        header.extend_from_slice(&FORMAT.to_le_bytes());
        header.extend_from_slice(&self.length.to_le_bytes());
        header.extend_from_slice(&(self.length + self.table.len() as u64).to_le_bytes());
        header.extend_from_slice(&crc32fast::hash(&self.table).to_le_bytes());
        header.extend_from_slice(&crc32fast::hash(&header).to_le_bytes());
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header)?;
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        crate::file::put(file, path)
    }
}
