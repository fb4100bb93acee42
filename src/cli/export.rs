//! `export`: what the filters select, for other programs, on the standard output, into a file or a directory.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::arguments::{ExportArguments, Filters};
use super::records::narrate;
use super::select::{self, Selection};
use super::{CliError, ExitStatus, Output, plain};
use crate::archive::Id;
use crate::export::{self, LeftOut, OutputFormat};
use crate::record::Language;
use crate::search::{Annotations, Catalogue};

/// So many of the records that a format cannot hold for one reason are named, each of them.
const NAMED: usize = 20;

/// Exports with names in a language, and with a byte-order mark before what is separated, if that is asked for.
pub(super) fn export(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &ExportArguments,
    (language, bom): (Language, bool),
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let (archive, words) = (&catalogue.archive, asked.query.join(" "));
    let format = asked.format().map_err(CliError::Usage)?;
    if format.is_binary() && asked.file().is_none() && output.terminal {
        let ending = if format == OutputFormat::Xlsx { "xlsx" } else { "zip" };
        return Err(CliError::Usage(format!(
            "this format is no text that a terminal could show; write it to a file: -o FILE.{ending}"
        )));
    }
    let mut selection = Selection::new(catalogue, filters, &words, asked.matching, output)?;
    selection.refuse_wordless(&words, "to export everything")?;
    selection.sort(archive, asked.sort);
    let all = selection.ids();
    let shown = select::first(&all, asked.limit);
    let nothing = Annotations::default();
    let annotations = if asked.no_notes { &nothing } else { &**catalogue.annotations() };
    let export = Export { catalogue, ids: shown, format, language, annotations, bom };
    let left_out = match asked.file() {
        Some(path) if !shown.is_empty() => export.write_file(path)?,
        Some(_) => Vec::new(),
        None if format == OutputFormat::Text => {
            plain::show(archive, shown, language, annotations, output)?;
            Vec::new()
        }
        None => export::write_annotated(archive, shown, format, language, annotations, output.out)?,
    };
    let lost: usize = left_out.iter().map(|part| part.ids.len()).sum();
    for left_out in left_out {
        output.note(&left_out.told(archive, "record", NAMED))?;
    }
    narrate(&selection, asked.limit, output)?;
    if let Some(path) = asked.file() {
        let (path, kept) = (path.to_string_lossy(), shown.len() - lost);
        let told = if kept == 0 {
            format!("nothing is written to {path}")
        } else {
            format!("{} written to {path}", crate::text::count(kept, "record"))
        };
        output.note(&told)?;
        return Ok(ExitStatus::of(kept));
    }
    Ok(ExitStatus::of(all.len()))
}

/// Records to be written to a file.
struct Export<'a> {
    catalogue: &'a Catalogue,
    ids: &'a [Id],
    format: OutputFormat,
    language: Language,
    annotations: &'a Annotations,
    bom: bool,
}

impl Export<'_> {
    /// Writes to a file, which is there whole or not at all, and not if the format holds none of the records; a data package also
    /// as a directory.
    fn write_file(&self, path: &Path) -> Result<Vec<LeftOut>, CliError> {
        let shown = path.to_string_lossy();
        let fault = |error: &io::Error| {
            CliError::Io(io::Error::new(error.kind(), format!("{shown} could not be written: {error}; choose another place")))
        };
        if self.format == OutputFormat::Frictionless && !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
        {
            return self.write_directory(path).map(|()| Vec::new()).map_err(|error| fault(&error));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let written = new_file(folder).and_then(|mut file| {
            let left_out = self.write(&mut BufWriter::with_capacity(1 << 16, file.as_file_mut()))?;
            if left_out.iter().map(|part| part.ids.len()).sum::<usize>() < self.ids.len() {
                crate::file::put(file, path)?;
            }
            Ok(left_out)
        });
        written.map_err(|error| fault(&error))
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
        let archive = &self.catalogue.archive;
        let out = &mut archive.whole(out);
        if self.bom && matches!(self.format, OutputFormat::Csv | OutputFormat::Tsv) {
            write!(out, "\u{feff}")?;
        }
        let left_out = export::write_annotated(archive, self.ids, self.format, self.language, self.annotations, out)?;
        out.flush().map(|()| left_out)
    }

    /// Writes a data package as the files of a directory that is new or empty.
    fn write_directory(&self, path: &Path) -> io::Result<()> {
        let archive = &self.catalogue.archive;
        let files = export::package_files(archive, self.ids, self.annotations)?;
        if let Some(reason) = archive.lost() {
            return Err(io::Error::other(reason));
        }
        fs::create_dir_all(path)?;
        if fs::read_dir(path)?.next().is_some() {
            return Err(io::Error::new(
                io::ErrorKind::DirectoryNotEmpty,
                "it is a directory with files in it, which stay as they are",
            ));
        }
        for file in files {
            let path = path.join(file.name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, file.bytes)?;
        }
        Ok(())
    }
}

/// A file beside the one to be written, with the permissions of a new file.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    #[cfg(unix)]
    return tempfile::Builder::new().permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)).tempfile_in(folder);
    #[cfg(not(unix))]
    tempfile::Builder::new().tempfile_in(folder)
}
