//! Whether every record that was asked for could be read. The file of a volume may change while it is in use; what is
//! written out of it then stops, rather than go on with something in place of records.

use std::io::{self, Write};

use super::segment::Store;
use super::{Archive, Id, open};

impl Archive {
    /// Why not everything that was asked for could be had: the first file that has changed while it was in use. None as
    /// long as all could be read.
    pub fn lost(&self) -> Option<String> {
        if self.kept.as_ref().is_some_and(|kept| kept.has_lost()) {
            return Some("the kept index can no longer be read; start again to make it anew".to_owned());
        }
        let volume = self.segments.iter().find_map(|segment| match &segment.store {
            Store::File(volume) if volume.has_lost() => Some(volume),
            _ => None,
        })?;
        let file = open::shown(volume.path());
        Some(format!(
            "{file} has changed while it was in use, and records in it can no longer be read; start again to read it anew"
        ))
    }

    /// Whether something stands in for the record, because its file no longer had it.
    pub fn is_lost(&self, id: Id) -> bool {
        self.segment_of(id).is_some_and(|(segment, number)| segment.is_lost(number))
    }

    /// `out`, as long as all records can be read: nothing passes that was made after one could not.
    pub fn whole<'a>(&'a self, out: &'a mut dyn Write) -> Whole<'a> {
        Whole { archive: self, out }
    }
}

/// See [`Archive::whole`].
pub struct Whole<'a> {
    archive: &'a Archive,
    out: &'a mut dyn Write,
}

impl Whole<'_> {
    fn check(&self) -> io::Result<()> {
        self.archive.lost().map_or(Ok(()), |reason| Err(io::Error::other(reason)))
    }
}

impl Write for Whole<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.check()?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.check()?;
        self.out.flush()
    }
}
