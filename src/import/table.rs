//! A table as it stands in a file: rows of cells, and how a cell is called.

use std::borrow::Cow;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// Words, and dates as ISO 8601 has them.
    Text(Box<str>),
    /// A number; of a spreadsheet also the serial number of a day.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// An error of a formula, as `#REF!`.
    Error(Box<str>),
}

impl SheetCell {
    /// The text of a cell, `None` if there is nothing to be seen of it.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
        (!crate::text::is_blank(text)).then(|| Self::Text(text.into()))
    }

    /// As [`SheetTableCell::text`], of a cell that is no longer needed.
    pub fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.into_string(),
            other => other.text().into_owned(),
        }
    }

    /// As a person would type it.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        }
    }
}

/// Cells of a row that hold something, by rising number of their column, which begins at 0.
pub type SheetRow = Vec<(u32, SheetCell)>;

/// Cells that were merged into one: first and last row, first and last column, each from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct MergedCells {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

/// One sheet, or the whole of a file that has none.
#[derive(Debug, Clone, Default)]
pub struct SheetTable {
    /// Its name in messages and in the side file: that of the sheet, or of the file.
    pub name: String,
    /// From the first row of the sheet on; those without cells are there, too.
    pub rows: Vec<SheetRow>,
    /// What was merged.
    pub merged: Vec<MergedCells>,
    /// Whether serial numbers of days begin with 1904, as on old Macintoshes.
    pub from_1904: bool,
}

impl SheetTable {
    /// The cell at `row` and `column`, each from 0.
    pub fn cell(&self, row: usize, column: u32) -> Option<&SheetCell> {
        at(self.rows.get(row)?, column)
    }

    /// What a cell is called: `Sheet1!C42`.
    pub fn called(&self, row: usize, column: u32) -> String {
        format!("{}!{}{}", self.name, letters(column), row + 1)
    }

    /// Gives every row of cells that were merged downwards their value, in the rows from `first` on.
    pub fn fill_down(&mut self, first: usize) {
        for merged in std::mem::take(&mut self.merged) {
            let (top, column) = (merged.rows.0 as usize, merged.columns.0);
            self.merged.push(merged);
            let Some(cell) = self.cell(top, column).cloned().filter(|_| top >= first) else { continue };
            let last = (merged.rows.1 as usize).min(self.rows.len().saturating_sub(1));
            for row in top + 1..=last {
                put(&mut self.rows[row], column, cell.clone());
            }
        }
    }
}

/// The cell in `column` of a row.
pub fn at(row: &SheetRow, column: u32) -> Option<&SheetCell> {
    // Most rows have every cell.
    if let Some((number, cell)) = row.get(column as usize)
        && *number == column
    {
        return Some(cell);
    }
    row.binary_search_by_key(&column, |(number, _)| *number).ok().map(|found| &row[found].1)
}

/// Puts a cell where none is.
pub fn put(row: &mut SheetRow, column: u32, cell: SheetCell) {
    if let Err(place) = row.binary_search_by_key(&column, |(number, _)| *number) {
        row.insert(place, (column, cell));
    }
}

/// A, B, …, Z, AA, …: the name of the column of this number, which begins at 0.
pub fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn what_was_merged_downwards_holds_for_every_row() {
        let text = |text: &str| SheetCell::Text(text.into());
        let mut table = SheetTable { rows: vec![vec![(0, text("a"))], vec![(1, text("b"))], vec![]], ..SheetTable::default() };
        table.merged.push(MergedCells { rows: (0, 2), columns: (0, 0) });
        table.fill_down(0);
        assert_eq!(table.cell(2, 0), Some(&text("a")));
        assert_eq!(table.rows[1], [(0, text("a")), (1, text("b"))]);
    }
}
