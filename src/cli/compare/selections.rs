//! Two selections: counts side by side, and the records of both and of only one.

use super::super::answer::{CompareAnswer, ComparedRow, ComparedSection, ComparedSide, Outline};
use super::super::arguments::{CompareArguments, Filters};
use super::super::corpus::{paragraph, set_of};
use super::super::output::Style;
use super::super::select::Selection;
use super::super::table::Table;
use super::super::{CliError, ExitStatus, Output, json, plain, select};
use crate::archive::{Archive, Id};
use crate::comparison::{CountSection, SelectionComparison};
use crate::export::{Data, OutputFormat};
use crate::record::Language;
use crate::search::Catalogue;
use crate::text;

/// So many rows and records of each part are printed as text, if nothing else is asked.
const SHOWN: usize = 10;

pub(super) fn print(
    catalogue: &Catalogue,
    filters: &Filters,
    queries: &[String; 2],
    asked: &CompareArguments,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let mut names = Vec::new();
    let mut sets = Vec::new();
    for query in queries {
        let selection = Selection::new(catalogue, filters, query, asked.matching, output)?;
        sets.push(set_of(archive, selection.ids().into_iter()));
        names.push(selection.spelled);
    }
    let found = SelectionComparison::new(catalogue, [&sets[0], &sets[1]]);
    let limit = asked.limit.or((asked.format == OutputFormat::Text).then_some(SHOWN));
    match asked.format {
        OutputFormat::Json => json::write(&answer(archive, asked, &names, &found, limit), output)?,
        OutputFormat::Text => told(archive, &names, &found, limit, language, output)?,
        format => table(archive, &found, limit, language).print(format, output)?,
    }
    let [a, b] = found.sizes;
    for (name, _) in names.iter().zip([a, b]).filter(|(_, size)| *size == 0) {
        output.note(&format!("nothing found for {name}: there is nothing to compare"))?;
    }
    Ok(ExitStatus::of(a.min(b)))
}

fn answer(
    archive: &Archive,
    asked: &CompareArguments,
    names: &[String],
    found: &SelectionComparison,
    limit: Option<usize>,
) -> CompareAnswer {
    let side = |n: usize| ComparedSide {
        asked: asked.sides[n].clone(),
        record: None,
        query: Some(names[n].clone()),
        records: Some(found.sizes[n]),
    };
    let section = |section: &CountSection| ComparedSection {
        by: section.by.name(),
        of: section.of,
        total: section.rows.len(),
        rows: select::first(&section.rows, limit)
            .iter()
            .map(|row| ComparedRow {
                id: row.id.clone(),
                name: row.name.clone(),
                a: row.counts[0],
                b: row.counts[1],
                difference: row.difference(),
            })
            .collect(),
    };
    let outlines =
        |ids: &[Id]| -> Vec<Outline> { select::first(ids, limit).iter().map(|&id| json::outline(archive, id)).collect() };
    let most = found.sections.iter().map(|section| section.rows.len()).chain(found.parts().map(|(_, _, ids)| ids.len())).max();
    CompareAnswer {
        schema: "cadialog.compare/1",
        data: Data::of(archive),
        what: "selections",
        a: side(0),
        b: side(1),
        equal: found.only.iter().all(Vec::is_empty),
        fields: Vec::new(),
        counts: found.sections.iter().map(section).collect(),
        common_total: found.common.len(),
        common: outlines(&found.common),
        only_a_total: found.only[0].len(),
        only_a: outlines(&found.only[0]),
        only_b_total: found.only[1].len(),
        only_b: outlines(&found.only[1]),
        truncated: limit.is_some_and(|limit| most.is_some_and(|most| limit < most)),
    }
}

/// One long table for spreadsheets: the counts, then a row for each record, which stands 1 or 0 times in A and in B.
fn table(archive: &Archive, found: &SelectionComparison, limit: Option<usize>, language: Language) -> Table {
    let mut table = Table::new(&["by", "id", "name", "a", "b", "difference"], 3);
    for section in &found.sections {
        for row in select::first(&section.rows, limit) {
            let [a, b] = row.counts.map(|count| count.to_string());
            table.rows.push(vec![section.by.name(), row.id.clone(), row.name.clone(), a, b, row.difference().to_string()]);
        }
    }
    for ((_, _, ids), counts) in found.parts().into_iter().zip([["1", "1", "0"], ["1", "0", "-1"], ["0", "1", "1"]]) {
        for &id in select::first(ids, limit) {
            let words = ["record".to_owned(), archive.record(id).id().to_owned(), archive.title(id, language).to_owned()];
            table.rows.push(words.into_iter().chain(counts.map(str::to_owned)).collect());
        }
    }
    table
}

/// The two queries, a table for each facet, and the records of each part.
fn told(
    archive: &Archive,
    names: &[String],
    found: &SelectionComparison,
    limit: Option<usize>,
    language: Language,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    for ((letter, name), size) in ["A", "B"].into_iter().zip(names).zip(found.sizes) {
        paragraph(&format!("{letter}  {name}: {}", text::count(size, "record")), Style::Strong, output)?;
    }
    for section in &found.sections {
        let shown = select::first(&section.rows, limit);
        writeln!(output.out)?;
        let label = section.by.label();
        let mut table = Table::new(&[&format!("{label} ({})", section.of), "A", "B", "B − A"], 1);
        table.rows.extend(
            shown
                .iter()
                .map(|row| vec![row.name.clone(), row.counts[0].to_string(), row.counts[1].to_string(), row.difference_said()]),
        );
        table.print(OutputFormat::Text, output)?;
        more(section.rows.len() - shown.len(), output)?;
    }
    for (heading, _, ids) in found.parts() {
        writeln!(output.out)?;
        paragraph(&format!("{heading}: {}", text::count(ids.len(), "record")), Style::Strong, output)?;
        let shown = select::first(ids, limit);
        plain::list(archive, shown, language, output)?;
        more(ids.len() - shown.len(), output)?;
    }
    Ok(())
}

/// What a limit leaves out.
fn more(count: usize, output: &mut Output<'_>) -> Result<(), CliError> {
    if count > 0 { paragraph(&format!("… and {count} more; --limit shows them"), Style::Faint, output) } else { Ok(()) }
}
