//! `outcomes` and `commitments`: what was agreed, promised and proposed, and what became of it.

use super::answer::{OutcomeAnswer, Outcomes};
use super::arguments::{Filters, OutcomeArguments, SortKey, SortOrder};
use super::output::Style;
use super::records::{ids, narrate};
use super::select::{self, Selection};
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::{Archive, Id};
use crate::export::{self, Data, OutputFormat};
use crate::page::{self, Commitment};
use crate::record::{Language, Outcome, Record, name_of};
use crate::search::Catalogue;
use crate::text;

/// Outcomes by date.
pub(super) fn outcomes(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &OutcomeArguments,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    listed(catalogue, &asked.which.beside(filters), asked, language, by_year, output)
}

/// Those by which somebody is bound.
pub(super) fn commitments(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &OutcomeArguments,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let mut filters = asked.which.beside(filters);
    filters.fields.push(("is", vec!["commitment".to_owned()]));
    listed(catalogue, &filters, asked, language, one_by_one, output)
}

/// Prints what `filters` and `asked` select; as text by `print`.
fn listed(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &OutcomeArguments,
    language: Language,
    print: fn(&Archive, &[Id], Language, &mut Output<'_>) -> Result<(), CliError>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let mut selection = Selection::new(catalogue, filters, &asked.query.join(" "), asked.matching, output)?;
    selection.sort(archive, asked.list.sort.or(Some(SortOrder { key: SortKey::Date, backwards: false })));
    let all = selection.ids();
    let shown = select::first(&all, asked.list.limit);
    match asked.list.format {
        OutputFormat::Text => print(archive, shown, language, output)?,
        OutputFormat::Json => {
            let results: Vec<OutcomeAnswer> = shown.iter().filter_map(|&id| answer(archive, id)).collect();
            let (returned, query) = (results.len(), selection.spelled.clone());
            let (data, total, truncated) = (Data::of(archive), all.len(), results.len() < all.len());
            json::write(&Outcomes { schema: "cadialog.outcomes/1", data, query, total, returned, truncated, results }, output)?;
        }
        OutputFormat::Jsonl => json::lines(shown.iter().filter_map(|&id| answer(archive, id)), output)?,
        OutputFormat::Ids => ids(archive, shown, output)?,
        format @ (OutputFormat::Csv | OutputFormat::Tsv | OutputFormat::Markdown) => {
            table(archive, shown).print(format, output)?;
        }
        format => drop(export::write(archive, shown, format, language, output.out)?),
    }
    narrate(&selection, asked.list.limit, output)?;
    Ok(ExitStatus::of(all.len()))
}

fn outcome(archive: &Archive, id: Id) -> Option<&Outcome> {
    match archive.record(id) {
        Record::Outcome(outcome) => Some(outcome),
        _ => None,
    }
}

fn answer(archive: &Archive, id: Id) -> Option<OutcomeAnswer> {
    let outcome = outcome(archive, id)?;
    Some(OutcomeAnswer {
        outline: json::outline(archive, id),
        form: outcome.form.label(),
        made_at: page::made_at(archive, id).map(|made| archive.record(made).id().to_owned()),
        by: outcome.by.clone(),
        to: outcome.to.clone(),
        figures: outcome.figures.clone(),
        due: outcome.due.as_ref().map(|due| due.edtf().to_owned()),
        state: outcome.state().map(name_of),
        updates: outcome.updates.clone(),
        corroboration: archive.corroboration(id).map(name_of),
        sources: outcome.sources.clone(),
    })
}

/// Every outcome with all that is known of it, a row each.
fn table(archive: &Archive, shown: &[Id]) -> Table {
    let head = [
        "id",
        "date",
        "form",
        "text",
        "made at",
        "by",
        "to",
        "how much",
        "due",
        "state",
        "last evidence",
        "countries",
        "topics",
        "corroboration",
        "sources",
    ];
    let mut table = Table::new(&head, head.len());
    for answer in shown.iter().filter_map(|&id| answer(archive, id)) {
        let last = answer.updates.last().map(|update| format!("{}: {}", update.date.edtf(), update.text));
        let figures = answer.figures.iter().map(page::figure).collect::<Vec<_>>();
        table.rows.push(vec![
            answer.outline.id,
            answer.outline.date.unwrap_or_default(),
            answer.form.to_owned(),
            answer.outline.title,
            answer.made_at.unwrap_or_default(),
            answer.by.join("; "),
            answer.to.join("; "),
            figures.join("; "),
            answer.due.unwrap_or_default(),
            answer.state.unwrap_or_default(),
            last.unwrap_or_default(),
            answer.outline.countries.join("; "),
            answer.outline.topics.join("; "),
            answer.corroboration.unwrap_or_default(),
            answer.sources.join("; "),
        ]);
    }
    table
}

/// Cells before the words of an outcome.
const HANG: usize = 12;

/// The outcomes under their years: day, form and words; then where it was made and what became of it.
fn by_year(archive: &Archive, shown: &[Id], language: Language, output: &mut Output<'_>) -> Result<(), CliError> {
    for (n, same) in shown.chunk_by(|one, other| archive.year(*one) == archive.year(*other)).enumerate() {
        if n > 0 {
            writeln!(output.out)?;
        }
        let year = archive.year(same[0]).map_or_else(|| "without a date".to_owned(), |year| year.to_string());
        writeln!(output.out, "{}", output.styled(&year, Style::Strong))?;
        for &id in same {
            let Some(outcome) = outcome(archive, id) else { continue };
            let day = archive.date(id).map(|date| date.brief(language)).unwrap_or_default();
            paragraph(&format!("{}: {}", outcome.form.label(), outcome.text), &text::padded(&day, HANG), Style::Plain, output)?;
            let made = page::made_at(archive, id).map(|made| archive.title(made, language).to_owned());
            let state = outcome.is_commitment().then(|| page::state(outcome, language)).flatten();
            let about: Vec<String> = made.into_iter().chain(state).chain([outcome.id.clone()]).collect();
            paragraph(&about.join(" · "), &" ".repeat(HANG), Style::Faint, output)?;
        }
    }
    Ok(())
}

/// Each commitment: when, by whom, to whom, how much, until when; its words; and what became of it.
fn one_by_one(archive: &Archive, shown: &[Id], language: Language, output: &mut Output<'_>) -> Result<(), CliError> {
    for (n, &id) in shown.iter().enumerate() {
        let (Some(outcome), Some(cells)) = (outcome(archive, id), Commitment::of(archive, id, language)) else { continue };
        if n > 0 {
            writeln!(output.out)?;
        }
        let sides = [cells.by, cells.to].into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join(" → ");
        let due = if cells.due.is_empty() { String::new() } else { format!("due {}", cells.due) };
        let head: Vec<String> = [cells.made, sides, cells.how_much, due].into_iter().filter(|part| !part.is_empty()).collect();
        paragraph(&head.join(" · "), "", Style::Strong, output)?;
        paragraph(&outcome.text, "  ", Style::Plain, output)?;
        for update in &outcome.updates {
            let told = format!("{}, {}: {}", update.state.label(), update.date.said(language), update.text);
            paragraph(&told, "  → ", Style::Plain, output)?;
        }
        if outcome.updates.is_empty() {
            paragraph("what became of it: not known", "  → ", Style::Plain, output)?;
        }
        let made = page::made_at(archive, id).map(|made| archive.title(made, language).to_owned());
        let about: Vec<String> = made.into_iter().chain([outcome.id.clone()]).collect();
        paragraph(&about.join(" · "), "  ", Style::Faint, output)?;
    }
    Ok(())
}

/// Words wrapped behind a label on their first line, and under them on the others.
fn paragraph(words: &str, label: &str, style: Style, output: &mut Output<'_>) -> Result<(), CliError> {
    let words = text::clean(words);
    let hang = text::width(label);
    for (n, line) in text::wrap(&words, output.width.saturating_sub(hang), 0).into_iter().enumerate() {
        let lead = if n == 0 { label.to_owned() } else { " ".repeat(hang) };
        let shown = format!("{}{}", output.styled(&lead, Style::Faint), output.styled(words[line].trim_end(), style));
        writeln!(output.out, "{}", shown.trim_end())?;
    }
    Ok(())
}
