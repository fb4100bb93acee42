//! `search`, `list` and `show`.

use std::io;

use super::arguments::{Filters, ListOptions, Matching};
use super::select::{self, Selection};
use super::{CliError, ExitStatus, Output, json, plain, table};
use crate::archive::{Archive, Id};
use crate::export::{self, OutputFormat};
use crate::record::Language;
use crate::search::{Annotations, Catalogue};

pub(super) fn search(
    catalogue: &Catalogue,
    filters: &Filters,
    words: &str,
    options: &ListOptions,
    matching: Matching,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let mut selection = Selection::new(catalogue, filters, words, matching, output)?;
    if selection.query.is_empty() {
        let what =
            if words.trim().is_empty() { "nothing to search for" } else { "no word in the query that can be searched for" };
        return Err(CliError::Usage(format!("{what}; give a word, or list records with “cadialog list”")));
    }
    selection.sort(&catalogue.archive, options.sort);
    let archive = &catalogue.archive;
    let total = selection.hits.list.len();
    let shown = options.limit.unwrap_or(usize::MAX).min(total);
    match options.format {
        OutputFormat::Text => plain::search(catalogue, &selection, shown, output)?,
        OutputFormat::Json => json::search(catalogue, &selection, shown, output)?,
        OutputFormat::Jsonl => json::search_lines(catalogue, &selection, shown, output)?,
        OutputFormat::Ids => ids(archive, &selection.ids()[..shown.min(selection.total())], output)?,
        _ => {
            let found = json::found(catalogue, &selection, shown);
            table::records(found.iter().map(|found| (&found.outline, Some(found))), options.format, output)?;
        }
    }
    match selection.view.narration().filter(|_| total == 0) {
        Some(narration) => output.note(&narration)?,
        None => narrate(&selection, options.limit, output)?,
    }
    Ok(ExitStatus::of(total))
}

pub(super) fn list(
    catalogue: &Catalogue,
    filters: &Filters,
    of_type: Option<&str>,
    options: &ListOptions,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let mut filters = filters.clone();
    filters.of_type.extend(of_type.map(str::to_owned));
    if filters.of_type.is_empty() {
        filters.of_type.push("event".to_owned());
    }
    let mut selection = Selection::new(catalogue, &filters, "", Matching::default(), output)?;
    selection.sort(archive, options.sort);
    let all = selection.ids();
    let shown = select::first(&all, options.limit);
    match options.format {
        OutputFormat::Text => plain::list(archive, shown, language, output)?,
        OutputFormat::Json => json::list(archive, &selection.spelled, shown, all.len(), output)?,
        OutputFormat::Jsonl => json::outline_lines(archive, shown, output)?,
        OutputFormat::Ids => ids(archive, shown, output)?,
        _ => {
            let outlines: Vec<_> = shown.iter().map(|&id| json::outline(archive, id)).collect();
            table::records(outlines.iter().map(|outline| (outline, None)), options.format, output)?;
        }
    }
    narrate(&selection, options.limit, output)?;
    Ok(ExitStatus::of(all.len()))
}

pub(super) fn show(
    archive: &Archive,
    names: &[String],
    format: OutputFormat,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let found = select::records(archive, names)?;
    match format {
        OutputFormat::Text => plain::show(archive, &found, language, &Annotations::default(), output)?,
        OutputFormat::Json => json::show(archive, &found, output)?,
        _ => drop(export::write(archive, &found, format, language, output.out)?),
    }
    Ok(ExitStatus::Fine)
}

pub(super) fn ids(archive: &Archive, ids: &[Id], output: &mut Output<'_>) -> io::Result<()> {
    ids.iter().try_for_each(|&id| writeln!(output.out, "{}", archive.record(id).id()))
}

/// Says on stderr what was asked, what counts, what stands beside it, and what a limit left out.
pub(super) fn narrate(selection: &Selection, limit: Option<usize>, output: &mut Output<'_>) -> io::Result<()> {
    let (total, about) = (selection.total(), selection.about());
    match limit {
        _ if total == 0 => output.note(&format!("nothing found{about}")),
        Some(limit) if limit < total => output.note(&format!("{limit} of {total} records{about}; --limit was {limit}")),
        _ => output.note(&format!("{}{about}", crate::text::count(total, "record"))),
    }
}
