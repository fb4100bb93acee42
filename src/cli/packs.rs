//! Packs of the user's own: reading them, `check`, `draft`, `pack new`.

mod places;

pub use places::{Opened, archive};

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::arguments::TableFormat;
use super::{CliError, Outcome, Output};
use crate::archive::{self, Archive, StarterError};
use crate::draft::{self, Options};
use crate::file::without_mark;
use crate::record::Date;
use crate::text;

/// Every fault of the packs, and their number.
pub(super) fn check(paths: &[PathBuf], strict: bool, format: TableFormat, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let found = archive::check(paths, strict);
    let errors = found.iter().filter(|d| d.is_error()).count();
    match format {
        TableFormat::Json => {
            let answer =
                json!({"schema": "cadialog.check/1", "errors": errors, "warnings": found.len() - errors, "results": found});
            serde_json::to_writer_pretty(&mut output.out, &answer).map_err(io::Error::from)?;
            writeln!(output.out)?;
        }
        _ => {
            for diagnostic in &found {
                let shown = if output.color { diagnostic.coloured() } else { diagnostic.to_string() };
                writeln!(output.out, "{shown}")?;
            }
        }
    }
    let said = format!("{}, {}", text::count(errors, "error"), text::count(found.len() - errors, "warning"));
    if errors > 0 {
        output.out.flush()?;
        return Err(CliError::of(&found, said));
    }
    output.note(&said)?;
    Ok(Outcome::Fine)
}

/// The draft of a text as a pack in one file; what was inferred stands in its notes.
pub(super) fn draft(
    archive: &Archive,
    file: &Path,
    name: &str,
    published: Option<&str>,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let published: Option<Date> =
        published.map(str::parse).transpose().map_err(|e: crate::record::DateError| CliError::Usage(e.to_string()))?;
    let mut bytes = Vec::new();
    // One byte more than may be drafted from tells that there is more.
    let most = draft::LONGEST as u64 + 1;
    if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file.display()));
        std::fs::File::open(file).map_err(named)?.take(most).read_to_end(&mut bytes).map_err(named)?;
    }
    let words = str::from_utf8(without_mark(&bytes)).map_err(|e| {
        CliError::Usage(format!("{}: not UTF-8 at byte {}; save it as UTF-8 text", file.display(), e.valid_up_to()))
    })?;
    let options = Options { name: name.to_owned(), published };
    let made = draft::draft(words, archive, &options)
        .map_err(|e| CliError::Usage(format!("{}: {e} (--published DATE)", file.display())))?;
    writeln!(output.out, "{}", made.to_json())?;
    let (quotes, facts) = (text::count(made.quotes.len(), "quote"), text::count(made.inferences.len(), "thing"));
    output.note(&format!(
        "{quotes}; {facts} read out of the text, each with its sentence in the notes; complete it, then cadialog check"
    ))?;
    Ok(Outcome::Fine)
}

/// A pack to start from.
pub(super) fn begin(path: &Path, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let written = archive::start_pack(path).map_err(|error| match error {
        StarterError::Unwritable { .. } => CliError::Io(io::Error::other(error.to_string())),
        error => CliError::Usage(error.to_string()),
    })?;
    for file in &written {
        writeln!(output.out, "{}", file.display())?;
    }
    let path = path.display();
    output.note(&format!("edit the records, then: cadialog check {path}, and cadialog --data {path}"))?;
    Ok(Outcome::Fine)
}
