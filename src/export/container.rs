//! Several files as one ZIP file: the same files give the same bytes.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of a container.
pub struct ContainedFile {
    /// Its path inside, with `/` between folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Writes `files` into one ZIP file, in their order. The time of each is the first that the format knows, 1 January 1980.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(files: &[ContainedFile], out: &mut dyn Write) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    // A ZIP file is written to and fro, which a pipe does not allow.
    let mut container = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        container.start_file(&*file.name, options.large_file(u32::try_from(file.bytes.len()).is_err()))?;
        container.write_all(&file.bytes)?;
    }
    out.write_all(container.finish()?.get_ref())
}
