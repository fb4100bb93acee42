//! `pack merge`: two changes of one pack in one, and every conflict told with all its values.

use std::path::{Path, PathBuf};

use super::diff::said;
use super::unwritten;
use crate::archive::{self, ConflictKind, MergeConflict, MergeSide};
use crate::cli::{CliError, ExitStatus, Output};
use crate::text::count;

/// Merges base, ours and theirs, into ours or `into`.
pub(in crate::cli) fn merge(
    [base, ours, theirs]: [&PathBuf; 3],
    into: Option<&Path>,
    name: Option<&Path>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let merged = match archive::merge(base, ours, theirs, name) {
        Ok(merged) => merged,
        Err(error) => return Err(unwritten(error, output)?),
    };
    let conflicts = merged.conflicts.clone();
    let (added, removed) = (count(merged.added, "record"), merged.removed);
    let done = format!("from theirs: {added} added, {removed} removed, {} changed", merged.changed);
    if into == Some(Path::new("-")) {
        let Some(text) = merged.text() else {
            let what = "a directory is not written to the standard output; name another with --output";
            return Err(CliError::Usage(what.to_owned()));
        };
        output.out.write_all(text.as_bytes())?;
    } else if let Err(error) = merged.write(into) {
        return Err(unwritten(error, output)?);
    }
    for conflict in &conflicts {
        told(conflict).iter().try_for_each(|line| output.note(line))?;
    }
    if conflicts.is_empty() {
        output.note(&done)?;
        return Ok(ExitStatus::Fine);
    }
    output.note(&format!(
        "{done}; {}: choose, and remove “_conflicts” from {}",
        count(conflicts.len(), "conflict"),
        if conflicts.len() == 1 { "the record" } else { "the records" }
    ))?;
    Ok(ExitStatus::Nothing)
}

/// What is said of a conflict, line by line.
fn told(conflict: &MergeConflict) -> Vec<String> {
    let id = if conflict.id.is_empty() { String::new() } else { format!(" “{}”", conflict.id) };
    let record = format!("{}{id}", conflict.list);
    match &conflict.what {
        ConflictKind::Field(field) => {
            let value = |side: &str, value: &Option<String>| {
                format!("  {side}: {}", value.as_ref().map_or_else(|| "nothing".to_owned(), |value| said(value)))
            };
            let head = format!("{record}, {}: both changed it; ours stays", field.field);
            vec![head, value("base", &field.base), value("ours", &field.ours), value("theirs", &field.theirs)]
        }
        ConflictKind::Removed(side) => {
            let other = if *side == MergeSide::Ours { MergeSide::Theirs } else { MergeSide::Ours };
            vec![format!("{record}: {} removed it, {} changed it; it stays", side.name(), other.name())]
        }
    }
}
