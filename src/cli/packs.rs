//! Packs of the user's own: reading them, `check`, `draft`, `pack new`, `pack fmt`, `pack diff`, `pack merge`.

mod diff;
mod fmt;
mod merge;
mod places;

pub(super) use diff::diff;
pub(super) use fmt::fmt;
pub(super) use merge::merge;
pub use places::{Opened, archive, remarks};

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::arguments::DraftArguments;
use super::{CliError, ExitStatus, Output};
use crate::archive::{self, Archive, Diagnostic, Report, RewriteError, StarterError};
use crate::draft::{self, DraftError, Options};
use crate::export::OutputFormat;
use crate::record::Date;
use crate::text;

/// What `check` is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub strict: bool,
    /// Whether every fault is printed, and not only the first of those alike.
    pub all: bool,
    pub format: OutputFormat,
}

/// Every fault of the packs, and their number.
pub(super) fn check(paths: &[PathBuf], asked: Asked, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let check = if asked.all || asked.format == OutputFormat::Json { archive::check_all } else { archive::check };
    let found = check(paths, asked.strict);
    let (errors, warnings) = (found.errors(), found.warnings());
    if asked.format == OutputFormat::Json {
        let rest = found.rest();
        let results: Vec<&Diagnostic> = found.iter().chain(&rest).collect();
        let answer = json!({"schema": "cadialog.check/1", "errors": errors, "warnings": warnings, "results": results});
        super::json::write(&answer, output)?;
    } else {
        print(&found, asked.all, output)?;
    }
    let said = format!("{}, {}", text::count(errors, "error"), text::count(warnings, "warning"));
    if errors > 0 {
        output.out.flush()?;
        return Err(CliError::of(&found, said));
    }
    output.note(&said)?;
    Ok(ExitStatus::Fine)
}

/// Why nothing was written, once the faults are printed.
fn unwritten(error: RewriteError, output: &mut Output<'_>) -> Result<CliError, CliError> {
    match error {
        RewriteError::Faulty(found) => {
            print(&found, false, output)?;
            output.out.flush()?;
            Ok(CliError::of(&found, format!("{}; nothing was written", text::count(found.errors(), "error"))))
        }
        error => Ok(CliError::Io(io::Error::other(error.to_string()))),
    }
}

/// Prints faults: all, or the first of those alike.
fn print(found: &Report, all: bool, output: &mut Output<'_>) -> io::Result<()> {
    let (alike, rest) = (found.alike(), found.rest());
    let each = found.iter().chain(&rest).map(|fault| (fault, &[][..], 1));
    let grouped = alike.iter().filter_map(|(first, count)| Some((*first.first()?, &first[1..], *count)));
    let listed: Box<dyn Iterator<Item = _>> = if all { Box::new(each) } else { Box::new(grouped) };
    for (fault, also, count) in listed {
        writeln!(output.out, "{}", fault.with_like(also, count, "--all lists them", output.color))?;
    }
    Ok(())
}

/// The draft of a text as a pack in one file; what was inferred stands in its notes.
pub(super) fn draft(archive: &Archive, asked: &DraftArguments, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let file = asked.file.as_path();
    let published: Option<Date> = asked
        .published
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|e: crate::record::DateError| CliError::Usage(e.to_string()))?;
    let mut bytes = Vec::new();
    // One byte more than may be opened tells that there is more.
    let most = draft::LARGEST as u64 + 1;
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.display()));
    if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file).map_err(named)?.take(most).read_to_end(&mut bytes).map_err(named)?;
    }
    let options = Options { name: asked.name.clone(), published };
    let made = if bytes.len() > draft::LARGEST { Err(DraftError::TooLong) } else { draft::draft_file(&bytes, archive, &options) };
    let made = made.map_err(|e| CliError::Usage(format!("{}: {e}", file.display())))?;
    writeln!(output.out, "{}", text::escape_json(&made.to_json()))?;
    for remark in &made.remarks {
        output.note(&format!("{}: {remark}", file.display()))?;
    }
    let (quotes, facts) = (text::count(made.quotes.len(), "quote"), text::count(made.inferences.len(), "thing"));
    output.note(&format!(
        "{quotes}; {facts} read out of the text, each with its sentence in the notes; complete it, then cadialog check"
    ))?;
    if !made.left_over.is_empty() {
        let left = text::count(made.left_over.len(), "sentence");
        output.note(&format!("nothing was read from {left}, which stand in the notes of the source"))?;
    }
    Ok(ExitStatus::Fine)
}

/// A pack to start from.
pub(super) fn begin(path: &Path, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let written = archive::start_pack(path).map_err(|error| match error {
        StarterError::Unwritable { .. } => CliError::Io(io::Error::other(error.to_string())),
        error => CliError::Usage(error.to_string()),
    })?;
    for file in &written {
        writeln!(output.out, "{}", text::clean(&file.to_string_lossy()))?;
    }
    let path = path.display();
    output.note(&format!("edit the records, then: cadialog check {path}, and cadialog --data {path}"))?;
    Ok(ExitStatus::Fine)
}
