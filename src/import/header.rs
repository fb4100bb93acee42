//! Where a table begins: title rows above, the row of headings, rows of remarks below.

use crate::text::fold;

use super::day::{self, DateOrder};
use super::role;
use super::table::{SheetCell, SheetRow, SheetTable, at, letters};
use super::visible::visible;

/// How many rows may stand above the headings.
const ABOVE: usize = 40;
/// The longest heading, in characters.
const LONGEST: usize = 160;

/// The headings of a table, and where its rows begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The number of the row with the headings, from 0; of two such rows the lower.
    pub row: Option<usize>,
    /// The number of the first row behind it.
    pub first: usize,
    /// Columns that hold anything, with their headings.
    pub columns: Vec<(u32, String)>,
    /// How many rows above are no headings.
    pub above: usize,
}

/// Finds the headings; `given` is their row from 1 as somebody said, 0 for none.
pub fn find(table: &SheetTable, given: Option<u32>) -> Header {
    let width = usual_width(table);
    let found = match given {
        Some(0) => None,
        Some(row) => Some(row as usize - 1).filter(|row| *row < table.rows.len()),
        None => guess(table, width),
    };
    let first_filled = table.rows.iter().position(|row| !row.is_empty()).unwrap_or_default();
    let Some(top) = found else {
        return Header { row: None, first: first_filled, columns: columns(table, first_filled, &[]), above: 0 };
    };
    // Groups over headings: merged cells, with more headings beneath.
    let lower = if given.is_none() && is_grouped(table, top) { top + 1 } else { top };
    let rows: Vec<SheetRow> = (top..=lower).map(|row| spread(table, row)).collect();
    Header { row: Some(lower), first: lower + 1, columns: columns(table, lower + 1, &rows), above: top }
}

/// How many cells most rows have.
fn usual_width(table: &SheetTable) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in table.rows.iter().filter(|row| !row.is_empty()).take(500) {
        *counts.entry(row.len()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count * (*width).min(8), *width)).map_or(0, |(width, _)| width)
}

fn guess(table: &SheetTable, width: usize) -> Option<usize> {
    let filled = table.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()).take(ABOVE);
    for (number, _) in filled {
        let row = spread(table, number);
        let is_wide = row.len() * 2 >= width && (row.len() > 1 || width <= 1);
        let is_title = row.len() > 1 && row.iter().all(|(_, cell)| *cell == row[0].1);
        if !is_wide || is_title {
            continue;
        }
        // The first wide row has the headings, or the table has none.
        let labels = row.iter().filter(|(_, cell)| is_label(cell)).count();
        let known = row.iter().filter(|(_, cell)| !role::suggested(&cell.text()).is_empty()).count();
        let has_rows = table.rows.len() > number + 1;
        let plain = labels == row.len() || labels * 2 >= row.len() && known > 0;
        return (plain && (has_rows || known > 0) && !looks_like_below(table, number, known)).then_some(number);
    }
    None
}

/// Whether a row without any known heading holds what the rows beneath it hold.
fn looks_like_below(table: &SheetTable, number: usize, known: usize) -> bool {
    let values = |column: u32| table.rows[number + 1..].iter().take(200).filter_map(move |row| at(row, column));
    known == 0
        && table.rows[number].iter().any(|(column, cell)| {
            let folded = fold(&cell.text());
            values(*column).any(|below| fold(&below.text()) == folded)
        })
}

fn is_label(cell: &SheetCell) -> bool {
    let SheetCell::Text(text) = cell else { return false };
    text.chars().count() <= LONGEST
        && text.parse::<f64>().is_err()
        && !text.contains("://")
        && (day::read(text, DateOrder::DayFirst).is_none() || text.chars().all(|c| c.is_alphabetic()))
}

/// A row with what was merged over it.
fn spread(table: &SheetTable, number: usize) -> SheetRow {
    let mut row = table.rows[number].clone();
    let Ok(here) = u32::try_from(number) else { return row };
    for merged in table.merged.iter().filter(|merged| (merged.rows.0..=merged.rows.1).contains(&here)) {
        let Some(cell) = table.cell(merged.rows.0 as usize, merged.columns.0).cloned() else { continue };
        for column in merged.columns.0..=merged.columns.1.min(merged.columns.0 + 1000) {
            super::table::put(&mut row, column, cell.clone());
        }
    }
    row
}

/// Whether the cells of a row are merged over several headings each, which stand in the next row.
fn is_grouped(table: &SheetTable, number: usize) -> bool {
    let Ok(here) = u32::try_from(number) else { return false };
    let mut across = table
        .merged
        .iter()
        .filter(|merged| merged.rows.0 == here && merged.rows.1 == here && merged.columns.1 > merged.columns.0);
    let Some(next) = table.rows.get(number + 1) else { return false };
    across.any(|merged| (merged.columns.0..=merged.columns.1).all(|column| at(next, column).is_some_and(is_label)))
}

fn columns(table: &SheetTable, first: usize, headings: &[SheetRow]) -> Vec<(u32, String)> {
    let width = table.rows.iter().filter_map(|row| row.last()).map(|(column, _)| *column as usize + 1).max().unwrap_or_default();
    let mut used = vec![false; width];
    for (column, _) in table.rows.iter().skip(first).chain(headings).flatten() {
        used[*column as usize] = true;
    }
    let named = |column: u32| {
        let mut parts: Vec<String> =
            headings.iter().filter_map(|row| at(row, column)).map(|cell| one_line(&cell.text())).collect();
        parts.retain(|part| !crate::text::is_blank(part));
        parts.dedup();
        if parts.is_empty() { format!("Column {}", letters(column)) } else { parts.join(" – ") }
    };
    let used = used.into_iter().zip(0..).filter(|(used, _)| *used);
    used.map(|(_, column)| (column, named(column))).collect()
}

fn one_line(text: &str) -> String {
    visible(text.to_owned()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the rows end: behind them come only remarks, each alone in the first column of a table that has several.
pub fn end(table: &SheetTable, header: &Header) -> usize {
    let Some(&(first, _)) = header.columns.first() else { return table.rows.len() };
    let is_remark =
        |row: &SheetRow| row.is_empty() || matches!(row.as_slice(), [(column, SheetCell::Text(_))] if *column == first);
    let end = table.rows.iter().rposition(|row| !is_remark(row)).map_or(header.first, |last| last + 1);
    if header.columns.len() < 3 { table.rows.len() } else { end.max(header.first) }
}
