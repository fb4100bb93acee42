//! `search --kwic`: every place where the words stand, a line each, with what is left and right of it.

use std::io;

use serde_json::json;

use super::arguments::{Filters, ListOptions, Matching};
use super::output::Style;
use super::select::Selection;
use super::{CliError, ExitStatus, Output};
use crate::export::OutputFormat;
use crate::search::Catalogue;
use crate::text;
use crate::view::concordance::{Line, Order};

/// How the lines are asked for.
pub(super) struct Asked<'a> {
    pub order: Order,
    pub list: &'a ListOptions,
    pub matching: Matching,
}

pub(super) fn concordance(
    catalogue: &Catalogue,
    filters: &Filters,
    words: &str,
    asked: &Asked<'_>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let mut selection = Selection::new(catalogue, filters, words, asked.matching, output)?;
    selection.sort(&catalogue.archive, asked.list.sort);
    let lines = selection.view.concordance(catalogue, &selection.hits, asked.order);
    let shown = &lines[..asked.list.limit.unwrap_or(usize::MAX).min(lines.len())];
    match asked.list.format {
        OutputFormat::Text => {
            let id = |line: &Line| text::width(catalogue.archive.record(line.id).id());
            let longest = shown.iter().map(id).max().unwrap_or(0);
            shown.iter().try_for_each(|line| print(catalogue, line, longest, output))?;
        }
        OutputFormat::Json => write_json(catalogue, &selection.spelled, shown, lines.len(), output)?,
        _ => return Err(CliError::Usage("keywords in context are printed as text or json; leave --format out".to_owned())),
    }
    let about = format!("{} for {}", text::count(lines.len(), "place"), selection.spelled);
    output.note(&if shown.len() < lines.len() {
        format!("{} of {about}; --limit was {}", shown.len(), shown.len())
    } else {
        about
    })?;
    Ok(ExitStatus::of(lines.len()))
}

/// Fewest cells of a hit.
const HIT: usize = 8;

/// The hit in the middle of the line, its contexts cut on the far sides, the record's id at the end, where `longest` cells are
/// kept for it.
fn print(catalogue: &Catalogue, line: &Line, longest: usize, output: &mut Output<'_>) -> io::Result<()> {
    let id = catalogue.archive.record(line.id).id();
    // A blank on either side of the hit, two before the id.
    let room = output.width.saturating_sub(longest + 4);
    let hit = text::truncate(&line.hit, room.max(HIT), "…");
    let side = room.saturating_sub(text::width(&hit)) / 2;
    let left = text::truncate_start(&line.left, side, "…");
    let right = text::truncate(&line.right, side, "…");
    // As in the text: no blank behind an opening quotation mark, nor before a comma.
    let blank = |apart| if apart { " " } else { "" };
    let (before, behind) = (blank(line.apart.0), blank(line.apart.1));
    let lead = " ".repeat((side + 1).saturating_sub(text::width(&left) + before.len()));
    let gap = " ".repeat(side.saturating_sub(text::width(&right)));
    writeln!(
        output.out,
        "{lead}{left}{before}{}{behind}{right}{gap}  {}",
        output.styled(&hit, Style::Matched),
        output.styled(id, Style::Faint)
    )
}

/// `cadialog.kwic/1`.
fn write_json(catalogue: &Catalogue, query: &str, shown: &[Line], total: usize, output: &mut Output<'_>) -> Result<(), CliError> {
    let results: Vec<_> = shown
        .iter()
        .map(|line| {
            let record = catalogue.archive.record(line.id);
            json!({
                "type": record.record_type().name(), "id": record.id(), "field": line.field.name(),
                "left": line.left, "hit": line.hit, "right": line.right,
            })
        })
        .collect();
    let answer = json!({
        "schema": "cadialog.kwic/1", "query": query, "total": total, "returned": results.len(),
        "truncated": results.len() < total, "results": results,
    });
    super::json::write(&answer, output)
}
