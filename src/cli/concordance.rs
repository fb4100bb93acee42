//! `search --kwic`: every place where the words stand, a line each, with what is left and right of it, the date and who spoke.

use std::io;

use super::answer::{InContext, WordPlace};
use super::arguments::{Filters, ListOptions, Matching};
use super::output::Style;
use super::select::{self, Selection};
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::Archive;
use crate::export::OutputFormat;
use crate::page;
use crate::record::Language;
use crate::search::Catalogue;
use crate::text;
use crate::view::concordance::{Line, Order};

/// How the lines are asked for.
pub(super) struct Asked<'a> {
    pub order: Order,
    pub list: &'a ListOptions,
    pub matching: Matching,
    pub language: Language,
}

pub(super) fn concordance(
    catalogue: &Catalogue,
    filters: &Filters,
    words: &str,
    asked: &Asked<'_>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let mut selection = Selection::new(catalogue, filters, words, asked.matching, output)?;
    selection.sort(archive, asked.list.sort);
    let lines = selection.view.concordance(catalogue, selection.counted(), asked.order);
    let shown = select::first(&lines, asked.list.limit);
    let results = || shown.iter().map(|line| place(archive, line));
    match asked.list.format {
        OutputFormat::Text => print(archive, shown, asked.language, output)?,
        OutputFormat::Json => {
            let results: Vec<WordPlace> = results().collect();
            let (query, total, returned) = (selection.spelled.clone(), lines.len(), results.len());
            let answer = InContext { schema: "cadialog.kwic/1", query, total, returned, truncated: returned < total, results };
            json::write(&answer, output)?;
        }
        OutputFormat::Jsonl => json::lines(results(), output)?,
        OutputFormat::Csv | OutputFormat::Tsv | OutputFormat::Markdown => {
            let mut table = Table::new(&["id", "type", "date", "speaker", "field", "left", "hit", "right"], 8);
            table.rows = results().map(row).collect();
            table.print(asked.list.format, output)?;
        }
        _ => {
            let known = "text, json, jsonl, csv, tsv or markdown";
            return Err(CliError::Usage(format!("keywords in context are printed as {known}; leave --format out for text")));
        }
    }
    let about = format!("{} for {}", text::count(lines.len(), "place"), selection.spelled);
    output.note(&if shown.len() < lines.len() {
        format!("{} of {about}; --limit was {}", shown.len(), shown.len())
    } else {
        about
    })?;
    Ok(ExitStatus::of(lines.len()))
}

/// A place as programs get it.
fn place(archive: &Archive, line: &Line) -> WordPlace {
    let record = archive.record(line.id);
    WordPlace {
        id: record.id().to_owned(),
        of_type: record.record_type().name(),
        date: archive.date(line.id).map(|date| date.edtf().to_owned()),
        speaker: json::speaker(archive, line.id, record),
        field: line.field.name(),
        left: line.left.clone(),
        hit: line.hit.clone(),
        right: line.right.clone(),
    }
}

fn row(place: WordPlace) -> Vec<String> {
    let WordPlace { id, of_type, date, speaker, field, left, hit, right } = place;
    vec![id, of_type.to_owned(), date.unwrap_or_default(), speaker.unwrap_or_default(), field.to_owned(), left, hit, right]
}

/// Fewest cells of a hit.
const HIT: usize = 8;

/// Cells between columns.
const GAP: usize = 2;

/// Parts of the line, in a hundred, that the date takes at most, and who spoke with the record: the rest is for the words.
const DATE: usize = 20;
const RECORD: usize = 25;

/// The places in text: the date, the words matched one under the other in the middle, their contexts cut on the far sides, who spoke
/// and the id at the end, as far as there is room for it.
fn print(archive: &Archive, shown: &[Line], language: Language, output: &mut Output<'_>) -> io::Result<()> {
    let about: Vec<[String; 3]> = shown
        .iter()
        .map(|line| {
            let speaker = page::speaker_briefly(archive, line.id, language);
            let speaker = if speaker.is_empty() { speaker } else { format!("{speaker}, ") };
            [page::brief_date(archive, line.id, language), speaker, archive.record(line.id).id().to_owned()]
        })
        .collect();
    let widest = |cells: &dyn Fn(&[String; 3]) -> usize, share: usize| {
        about.iter().map(cells).max().unwrap_or(0).min(output.width * share / 100)
    };
    let dates = widest(&|[date, ..]| text::width(date), DATE);
    let records = widest(&|[_, speaker, id]| text::width(speaker) + text::width(id), RECORD);
    // A blank on either side of the hit.
    let room = output.width.saturating_sub(if dates > 0 { dates + GAP } else { 0 } + records + GAP + 2);
    for (line, [date, speaker, id]) in shown.iter().zip(&about) {
        let date = text::padded(&text::truncate(date, dates, "…"), if dates > 0 { dates + GAP } else { 0 });
        let speaker = text::truncate(speaker, records / 2, "… ");
        let id = text::truncate(id, records - text::width(&speaker), "…");
        let (before, behind) = line.gaps();
        let hit = text::truncate(&line.hit, room.max(HIT), "…");
        let side = room.saturating_sub(text::width(&hit)) / 2;
        let left = text::truncate_start(&line.left, side, "…");
        let right = text::truncate(&line.right, side, "…");
        let lead = " ".repeat((side + 1).saturating_sub(text::width(&left) + before.len()));
        let gap = " ".repeat((side + 1 + GAP).saturating_sub(text::width(&right) + behind.len()));
        let (date, about) = (output.styled(&date, Style::Faint), output.styled(&format!("{speaker}{id}"), Style::Faint));
        let hit = output.styled(&hit, Style::Matched);
        writeln!(output.out, "{date}{lead}{left}{before}{hit}{behind}{right}{gap}{about}")?;
    }
    Ok(())
}
