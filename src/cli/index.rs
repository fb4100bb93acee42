//! `index`: makes the index of the packs of the call, to be kept, and tells what is kept.

use std::io;

use super::arguments::IndexArguments;
use super::{CliError, ExitStatus, Output};
use crate::archive::Report;
use crate::search::{Catalogue, IndexFolder, MissingIndex};
use crate::text;

/// Keeps the index of the catalogue, if it is not kept yet, and prints the files of all that are; or removes them.
///
/// # Errors
/// When there is no folder for them, or it cannot be written.
pub fn index(
    catalogue: &Catalogue,
    folder: Option<&IndexFolder>,
    (missing, left_out): (Option<MissingIndex>, [&Report; 2]),
    asked: &IndexArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let folder = folder.ok_or_else(|| CliError::Usage("there is no directory for indexes; set XDG_CACHE_HOME".to_owned()))?;
    let named = |error: io::Error| CliError::Io(io::Error::new(error.kind(), format!("{}: {error}", folder.path().display())));
    let outcome = if asked.remove {
        let removed = folder.clear().map_err(named)?;
        let bytes = removed.iter().map(|file| file.bytes).sum();
        output.note(&format!("{} removed, {}", text::count(removed.len(), "index"), size(bytes))).map(|()| ExitStatus::Fine)
    } else {
        let made = missing.map(|missing| missing.keep(catalogue, left_out)).transpose().map_err(named)?;
        let files = folder.files();
        for file in &files {
            writeln!(output.out, "{:>9}  {}", size(file.bytes), text::clean(&file.path.to_string_lossy()))?;
        }
        let records = text::count(catalogue.archive.len(), "record");
        let said = match (made, files.first()) {
            (Some(made), _) => format!("the index of {records} is made: {}", size(made.bytes)),
            (None, Some(_)) => format!("the index of {records} is kept already"),
            (None, None) => "nothing is kept: these packs are read anew each time (--no-cache, --strict, or a table)".to_owned(),
        };
        output.note(&said).map(|()| ExitStatus::Fine)
    };
    super::finish(outcome.map_err(Into::into), output)
}

/// Bytes in words: "1.4 GiB".
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = UNITS.iter().find(|(unit, _)| bytes >= *unit);
    unit.map_or_else(|| format!("{bytes} B"), |(unit, name)| format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit))
}
