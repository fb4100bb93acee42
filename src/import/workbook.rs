//! Spreadsheets: the sheets of `.xlsx`, `.xls` and `.ods` files as tables. Formulas have the values that were last computed.

mod compound;

use std::error::Error;
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsx};

use super::table::{MergedCells, SheetCell, SheetRow, SheetTable};

/// Rows and columns of the largest sheet that spreadsheet programs have.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// The format of a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BookFormat {
    Xlsx,
    Xls,
    Ods,
}

/// The sheets of a file, hidden ones with them: what was in the file is not lost.
///
/// # Errors
/// In words, when the file is no such spreadsheet.
pub fn read(format: BookFormat, bytes: Vec<u8>) -> Result<Vec<SheetTable>, String> {
    if format == BookFormat::Xls && !compound::is_sound(&bytes) {
        return Err("its parts do not hang together".to_owned());
    }
    let from = Cursor::new(bytes);
    // The reader trusts what stands in a file; where it should not have, the file is damaged and the program is not.
    let tables = catch_unwind(AssertUnwindSafe(|| match format {
        BookFormat::Xlsx => xlsx(from).map_err(|error| error.to_string()),
        BookFormat::Xls => xls(from).map_err(|error| error.to_string()),
        BookFormat::Ods => ods(from).map_err(|error| error.to_string()),
    }));
    tables.unwrap_or_else(|_| Err("it cannot be read to its end".to_owned()))
}

fn xlsx(from: impl Read + Seek) -> Result<Vec<SheetTable>, Box<dyn Error>> {
    let mut book: Xlsx<_> = Xlsx::new(from)?;
    let from_1904 = book.has_1904_epoch();
    let mut tables = Vec::new();
    for name in sheets(&book) {
        let mut table = SheetTable { name: name.clone(), from_1904, ..SheetTable::default() };
        // Cell by cell: a sheet that says that it is vast need not be.
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // Charts are sheets without cells.
            Err(calamine::XlsxError::WorksheetNotFound(_) | calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            if row >= ROWS || column >= COLUMNS {
                return Err("a cell lies beyond the last row or column that there can be".into());
            }
            if let Some(cell) = of_ref(cell.get_value()) {
                put(&mut table.rows, row, column, cell);
            }
        }
        drop(cells);
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        table.merged = merged.iter().filter_map(merged_cells).collect();
        tables.push(table);
    }
    Ok(tables)
}

fn xls(from: impl Read + Seek + Clone) -> Result<Vec<SheetTable>, calamine::XlsError> {
    let mut book: Xls<_> = Xls::new(from)?;
    let from_1904 = book.has_1904_epoch();
    let mut tables = Vec::new();
    for name in sheets(&book) {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merged = merged.iter().filter_map(merged_cells).collect();
        tables.push(SheetTable { name, rows: rows(&range), merged, from_1904 });
    }
    Ok(tables)
}

fn ods(from: impl Read + Seek + Clone) -> Result<Vec<SheetTable>, calamine::OdsError> {
    let mut book: Ods<_> = Ods::new(from)?;
    let mut tables = Vec::new();
    for name in sheets(&book) {
        let range = book.worksheet_range(&name)?;
        tables.push(SheetTable { name, rows: rows(&range), ..SheetTable::default() });
    }
    Ok(tables)
}

/// The names of the sheets; those that only macros see are none of the reader’s.
fn sheets<R: Read + Seek>(book: &impl Reader<R>) -> Vec<String> {
    let seen = book.sheets_metadata().iter().filter(|sheet| sheet.visible != SheetVisible::VeryHidden);
    seen.map(|sheet| sheet.name.clone()).collect()
}

/// What was merged, if a sheet can have it.
fn merged_cells(cells: &calamine::Dimensions) -> Option<MergedCells> {
    let merged = MergedCells { rows: (cells.start.0, cells.end.0), columns: (cells.start.1, cells.end.1) };
    (merged.rows.1 < ROWS && merged.columns.1 < COLUMNS).then_some(merged)
}

fn rows(range: &calamine::Range<Data>) -> Vec<SheetRow> {
    let mut rows = Vec::new();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
        if let Some(cell) = of_data(cell) {
            put(&mut rows, top + row, left + column, cell);
        }
    }
    rows
}

fn put(rows: &mut Vec<SheetRow>, row: u32, column: u32, cell: SheetCell) {
    let row = row as usize;
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    // Cells come in their order; one that does not is put where it belongs.
    match rows[row].last() {
        Some((last, _)) if *last >= column => super::table::put(&mut rows[row], column, cell),
        _ => rows[row].push((column, cell)),
    }
}

fn of_ref(value: &DataRef<'_>) -> Option<SheetCell> {
    match value {
        DataRef::Int(number) => Some(whole(*number)),
        DataRef::Float(number) => Some(SheetCell::Number(*number)),
        DataRef::String(text) => SheetCell::of(text),
        DataRef::SharedString(text) => SheetCell::of(text),
        DataRef::Bool(flag) => Some(SheetCell::Flag(*flag)),
        DataRef::DateTime(date) => dated(date),
        DataRef::DateTimeIso(text) => SheetCell::of(text),
        DataRef::DurationIso(text) => SheetCell::of(&duration(text)),
        DataRef::Error(error) => Some(SheetCell::Error(error.to_string().into())),
        DataRef::Empty => None,
    }
}

fn of_data(value: &Data) -> Option<SheetCell> {
    match value {
        Data::Int(number) => Some(whole(*number)),
        Data::Float(number) => Some(SheetCell::Number(*number)),
        Data::String(text) => SheetCell::of(text),
        Data::Bool(flag) => Some(SheetCell::Flag(*flag)),
        Data::DateTime(date) => dated(date),
        Data::DateTimeIso(text) => SheetCell::of(text),
        Data::DurationIso(text) => SheetCell::of(&duration(text)),
        Data::Error(error) => Some(SheetCell::Error(error.to_string().into())),
        Data::Empty => None,
    }
}

#[allow(clippy::cast_precision_loss)] // a cell holds no more digits
fn whole(number: i64) -> SheetCell {
    SheetCell::Number(number as f64)
}

/// A number that is shown as a date: a day, a day with its time, a time alone, or a duration.
fn dated(date: &ExcelDateTime) -> Option<SheetCell> {
    let serial = date.as_f64();
    if date.is_duration() || serial < 1.0 {
        return SheetCell::of(&clock(serial));
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        (_, _, 0) => format!(" {hour:02}:{minute:02}"),
        _ => format!(" {hour:02}:{minute:02}:{second:02}"),
    };
    SheetCell::of(&format!("{day}{time}"))
}

/// A part of a day as hours and minutes.
fn clock(days: f64) -> String {
    #[allow(clippy::cast_possible_truncation)] // a sheet has no longer durations
    let seconds = (days * 86_400.0).round() as i64;
    let (minutes, second) = (seconds / 60, seconds % 60);
    let text = format!("{}:{:02}", minutes / 60, minutes % 60);
    if second == 0 { text } else { format!("{text}:{second:02}") }
}

/// `PT01H30M00S` as 1:30; anything else as it is.
fn duration(text: &str) -> String {
    let parts = text.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.split(['S', '.']).next().unwrap_or_default();
        Some((hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?, seconds.parse::<u32>().unwrap_or_default()))
    });
    match parts {
        Some((hours, minutes, 0)) => format!("{hours}:{minutes:02}"),
        Some((hours, minutes, seconds)) => format!("{hours}:{minutes:02}:{seconds:02}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_durations_are_hours_and_minutes() {
        assert_eq!(clock(0.4375), "10:30");
        assert_eq!(clock(1.5), "36:00");
        assert_eq!(duration("PT01H30M00S"), "1:30");
        assert_eq!(duration("P1D"), "P1D");
    }
}
