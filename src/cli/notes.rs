//! `notes`: the records on which the reader has written, with what stands there.

use super::answer::{NoteAnswer, Notes};
use super::arguments::{Filters, NotesArguments};
use super::records::{ids, narrate};
use super::select::{self, Selection};
use super::table::Table;
use super::{CliError, ExitStatus, Output, json, plain};
use crate::archive::Id;
use crate::export::{Annotation, Data, OutputFormat};
use crate::record::Language;
use crate::search::Catalogue;

/// Lists the records with a note that the filters and words select.
pub(super) fn notes(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &NotesArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let (archive, annotations) = (&catalogue.archive, catalogue.annotations());
    let (mut filters, options) = (filters.clone(), &asked.list);
    filters.fields.push(("is", vec!["noted".to_owned()]));
    let mut selection = Selection::new(catalogue, &filters, &asked.query.join(" "), asked.matching, output)?;
    selection.sort(archive, options.sort);
    let all = selection.ids();
    let shown = select::first(&all, options.limit);
    let answer = |&id: &Id| NoteAnswer { outline: json::outline(archive, id), annotation: Annotation::of(annotations, id) };
    match options.format {
        OutputFormat::Text => {
            for (n, &id) in shown.iter().enumerate() {
                if n > 0 {
                    writeln!(output.out)?;
                }
                plain::list(archive, &[id], Language::En, output)?;
                plain::own(annotations, id, "  ", output)?;
            }
        }
        OutputFormat::Json => {
            let results: Vec<NoteAnswer> = shown.iter().map(answer).collect();
            let (returned, query) = (results.len(), selection.spelled.clone());
            let (data, total, truncated) = (Data::of(archive), all.len(), results.len() < all.len());
            json::write(&Notes { schema: "cadialog.notes/1", data, query, total, returned, truncated, results }, output)?;
        }
        OutputFormat::Jsonl => json::lines(shown.iter().map(answer), output)?,
        OutputFormat::Ids => ids(archive, shown, output)?,
        format => {
            let mut table = Table::new(&["type", "id", "title", "date", "note", "marks"], 6);
            for NoteAnswer { outline, annotation } in shown.iter().map(answer) {
                let (note, marks) = annotation.map(|own| (own.line(), own.mark())).unwrap_or_default();
                let date = outline.date.unwrap_or_default();
                table.rows.push(vec![outline.of_type.to_owned(), outline.id, outline.title, date, note, marks]);
            }
            table.print(format, output)?;
        }
    }
    narrate(&selection, options.limit, output)?;
    if !annotations.strays.is_empty() {
        let ids: Vec<String> = annotations.strays.iter().map(|id| crate::text::clean(id).into_owned()).collect();
        output.note(&format!("no pack here has the records of other notes: {}", ids.join(", ")))?;
    }
    Ok(ExitStatus::of(all.len()))
}
