//! `pack diff`: what differs between two packs, for people line by line and for programs as JSON.

use std::io;
use std::path::Path;

use super::print;
use crate::archive::{ChangeKind, FieldChange, PackDifference, RecordChange, compare};
use crate::cli::answer::{ChangedField, ChangedRecord, Diff};
use crate::cli::output::Style;
use crate::cli::{CliError, ExitStatus, Output, json};
use crate::export::OutputFormat;
use crate::text::{self, count};

/// Compares the packs and prints what differs.
pub(in crate::cli) fn diff(
    old: &Path,
    new: &Path,
    format: OutputFormat,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let found = match compare(old, new) {
        Ok(found) => found,
        Err(faults) => {
            print(&faults, false, output)?;
            output.out.flush()?;
            return Err(CliError::of(&faults, count(faults.errors(), "error")));
        }
    };
    let [added, removed, changed] = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed].map(|kind| found.count(kind));
    if format == OutputFormat::Json {
        let shown = |path: &Path| text::clean(&path.to_string_lossy()).into_owned();
        let results = answers(found)?;
        let is_same = results.is_empty();
        let (old, new) = (shown(old), shown(new));
        json::write(&Diff { schema: "cadialog.diff/1", old, new, added, removed, changed, results }, output)?;
        return Ok(if is_same { ExitStatus::Fine } else { ExitStatus::Nothing });
    }
    for change in &found.changes {
        record(change, output)?;
    }
    if found.changes.is_empty() {
        output.note("no record differs")?;
        return Ok(ExitStatus::Fine);
    }
    output.note(&format!("{} added, {removed} removed, {changed} changed", count(added, "record")))?;
    Ok(ExitStatus::Nothing)
}

/// "~ events “td-13-2025”: 13th Tokyo Dialogue", and below it the fields.
fn record(change: &RecordChange, output: &mut Output<'_>) -> io::Result<()> {
    let sign = match change.kind {
        ChangeKind::Added => '+',
        ChangeKind::Removed => '-',
        ChangeKind::Changed => '~',
    };
    let id = if change.id.is_empty() { String::new() } else { format!(" “{}”", change.id) };
    let title = change.title.as_ref().map_or_else(String::new, |title| format!(": {}", text::abridge(title, 100)));
    let head = text::clean(&format!("{sign} {}{id}{title}", change.list)).into_owned();
    let head = output.styled(&head, Style::Strong);
    writeln!(output.out, "{head}")?;
    let mut last = "";
    for field in change.fields.iter().filter(|_| change.kind == ChangeKind::Changed) {
        if field.field != last {
            writeln!(output.out, "    {}", text::clean(&field.field))?;
        }
        last = &field.field;
        for (sign, value) in [('-', &field.old), ('+', &field.new)] {
            if let Some(value) = value {
                writeln!(output.out, "      {sign} {}", said(value))?;
            }
        }
    }
    Ok(())
}

/// A value of JSON for people: a text as its words.
pub(super) fn said(value: &str) -> String {
    let words = serde_json::from_str::<String>(value);
    text::clean(&words.unwrap_or_else(|_| value.to_owned())).into_owned()
}

fn answers(found: PackDifference) -> io::Result<Vec<ChangedRecord>> {
    let parsed = |value: Option<String>| value.map(|value| serde_json::from_str(&value)).transpose();
    let field = |FieldChange { field, is_item, old, new }| -> io::Result<ChangedField> {
        Ok(ChangedField { field, item: is_item, old: parsed(old)?, new: parsed(new)? })
    };
    let of_record = |RecordChange { list, id, title, kind, fields }| -> io::Result<ChangedRecord> {
        let fields = fields.into_iter().map(field).collect::<io::Result<_>>()?;
        Ok(ChangedRecord { list, id: Some(id).filter(|id| !id.is_empty()), title, change: kind.name(), fields })
    };
    found.changes.into_iter().map(of_record).collect()
}
