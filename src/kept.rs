//! One file of numbers and text that is kept between runs: written once, checked from end to end when it is opened, and read
//! section by section as it is needed. Whatever is wrong with it, it is not believed.
//!
//! ```text
//!  header    "cadialog" │ format u32 │ table at u64 │ length u64 │ checksum of the table u32 │ checksum of the header u32
//!  sections  numbers, little-endian, one behind the other; or text
//!  table     for each section: name, number, width, count, checksum
//! ```
//!
//! Checksums are CRC-32 (IEEE 802.3), which tells every single bit, and every run of up to 32, that is not as it was written.
//! Beside its checksum the greatest number of every section is taken down when the file is opened, so that who reads it can
//! refuse what would lead beyond a list.

mod deferred;
mod file;
mod packed_texts;
mod pages;
mod stored;
mod writer;

pub(crate) use deferred::Deferred;
pub(crate) use file::{KeptFile, KeptText, Unusable};
pub(crate) use packed_texts::PackedTexts;
pub(crate) use pages::Pages;
pub(crate) use stored::StoredNumber;
pub(crate) use writer::KeptWriter;

/// How every file of this sort begins.
const MAGIC: &[u8; 8] = b"cadialog";

/// The version of the format; a file of another is made again.
const FORMAT: u32 = 1;

/// Bytes of the header.
const HEADER: usize = 8 + 4 + 8 + 8 + 4 + 4;

/// Longest table of sections, in bytes: that of a thousand million records is shorter.
const LONGEST_TABLE: u64 = 64 << 20;

#[cfg(test)]
mod tests;
