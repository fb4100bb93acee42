//! Rows of a comparison in lines of a width: two columns where there is room for them, else one with − and +.

use super::fields::FieldRelation;
use super::told::{SAME_WORDS, ToldRow, ToldWords};
use crate::text;
use crate::verify::Difference;

/// Fewest cells of a line with two columns.
const WIDE: usize = 60;

/// Most cells of the names of fields.
const LABEL: usize = 16;

/// Most cells of the names of what is counted.
const NAME: usize = 48;

/// Cells of a column of counts.
const NUMBER: usize = 7;

/// How a line is meant to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnLook {
    /// What heads others.
    Strong,
    /// What differs.
    Plain,
    /// What is the same.
    Faint,
}

/// A line of a comparison, made harmless for a terminal. The parts stand one behind the other: the mark, a blank, the label, two
/// blanks, left and right. All but the last line of a row may have a part that is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLine {
    /// The row, by its number from 0.
    pub row: usize,
    /// A sign of one cell.
    pub mark: &'static str,
    /// As wide as all labels are.
    pub label: String,
    /// What stands left, or over both columns; filled up to the right column where that has words.
    pub left: String,
    /// What stands right.
    pub right: String,
    /// How left and right look.
    pub look: ColumnLook,
}

impl ColumnLine {
    /// The whole line.
    pub fn text(&self) -> String {
        format!("{} {}  {}{}", self.mark, self.label, self.left, self.right).trim_end().to_owned()
    }
}

/// The mark and the label before a line.
type Lead<'a> = (&'static str, &'a str);

/// How a width is shared, and the lines that came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Cells of the names of fields.
    pub label: usize,
    /// Cells of the column of either side; of one that takes both where they stand under each other.
    pub room: usize,
    /// Cells of the names of what is counted, before the counts.
    name: usize,
    /// Whether the sides stand beside each other, two cells apart.
    pub is_wide: bool,
    /// The lines, one below the other.
    pub lines: Vec<ColumnLine>,
}

impl Columns {
    /// The rows in lines of `width` cells.
    pub fn new(rows: &[ToldRow], width: usize) -> Self {
        let is_wide = width >= WIDE;
        let is_label = |row: &&ToldRow| !matches!(row.words, ToldWords::Counts(..));
        let longest = rows.iter().filter(is_label).map(|row| text::width(&row.label)).max().unwrap_or(0);
        let label = longest.min(LABEL).min(width / 4);
        // A mark and a blank, the name and two blanks, and two blanks between the columns.
        let rest = width.saturating_sub(label + 4);
        let room = if is_wide { rest.saturating_sub(2) / 2 } else { rest };
        let counted = |row: &ToldRow| match &row.words {
            ToldWords::Counts(..) => text::width(&row.label),
            ToldWords::Heading { words, of_counts: true } => text::width(words),
            _ => 0,
        };
        let name = rows.iter().map(counted).max().unwrap_or(0).min(NAME);
        let mut columns = Self { label, room: room.max(8), name, is_wide, lines: Vec::new() };
        for (n, row) in rows.iter().enumerate() {
            columns.row(n, row);
        }
        columns
    }

    fn row(&mut self, n: usize, row: &ToldRow) {
        let label = if row.is_continued { "" } else { row.label.as_str() };
        let mark = row.relation.map_or(" ", FieldRelation::sign);
        match &row.words {
            ToldWords::Heads([a, b]) if self.is_wide => self.sides(n, (" ", ""), [Some(a), Some(b)], ColumnLook::Strong),
            ToldWords::Heads([a, b]) => {
                self.across(n, ("−", ""), a, ColumnLook::Strong);
                self.across(n, ("+", ""), b, ColumnLook::Strong);
            }
            ToldWords::Heading { words, of_counts } => self.heading(n, words, *of_counts),
            ToldWords::Same(words) => self.across(n, (mark, label), words, ColumnLook::Faint),
            ToldWords::Texts(differences) => {
                let (mut marked, places) = Difference::marked(differences);
                if places.is_empty() {
                    marked = format!("{marked} {SAME_WORDS}");
                }
                self.across(n, (mark, label), &marked, ColumnLook::Plain);
            }
            ToldWords::Sides([a, b]) => match (self.is_wide, a, b) {
                (false, Some(a), Some(b)) => {
                    self.across(n, ("−", label), a, ColumnLook::Plain);
                    self.across(n, ("+", ""), b, ColumnLook::Plain);
                }
                (false, a, b) => {
                    self.across(n, (mark, label), a.as_deref().or(b.as_deref()).unwrap_or(""), ColumnLook::Plain);
                }
                (true, a, b) => self.sides(n, (mark, label), [a.as_deref(), b.as_deref()], ColumnLook::Plain),
            },
            ToldWords::Counts(counts, by) => {
                self.counts(n, mark, &row.label, [&counts[0].to_string(), &counts[1].to_string(), by]);
            }
            ToldWords::More(words) => self.across(n, (" ", ""), words, ColumnLook::Faint),
        }
    }

    /// Cells behind the mark and the label.
    fn width(&self) -> usize {
        if self.is_wide { 2 * self.room + 2 } else { self.room }
    }

    /// A blank line, unless it would be the first below the heads, then what heads others.
    fn heading(&mut self, row: usize, words: &str, of_counts: bool) {
        if row > 1 {
            self.push(row, (" ", ""), String::new(), String::new(), ColumnLook::Plain);
        }
        if of_counts {
            self.counts(row, " ", words, ["A", "B", "B − A"]);
            if let Some(line) = self.lines.last_mut() {
                line.look = ColumnLook::Strong;
            }
        } else {
            self.across(row, (" ", ""), words, ColumnLook::Strong);
        }
    }

    /// A name and three numbers, which are set to the right.
    fn counts(&mut self, row: usize, mark: &'static str, name: &str, numbers: [&str; 3]) {
        let room = self.width().saturating_sub(3 * NUMBER).min(self.name);
        let name = text::padded(&text::truncate(&text::clean(name), room, "…"), room);
        let numbers = numbers.map(|number| format!("{number:>NUMBER$}")).concat();
        let look = if mark == FieldRelation::Equal.sign() { ColumnLook::Faint } else { ColumnLook::Plain };
        self.push(row, (mark, ""), format!("{name}{numbers}"), String::new(), look);
    }

    /// A row of two columns, one of which may be empty.
    fn sides(&mut self, row: usize, lead: Lead<'_>, sides: [Option<&str>; 2], look: ColumnLook) {
        let columns = sides.map(|side| wrapped(side.unwrap_or_default(), self.room));
        for n in 0..columns[0].len().max(columns[1].len()).max(1) {
            let cell = |side: usize| columns[side].get(n).map_or("", String::as_str);
            let left = text::padded(cell(0), self.room + 2);
            let lead = if n == 0 { lead } else { (" ", "") };
            self.push(row, lead, left, cell(1).to_owned(), look);
        }
    }

    /// A row over both columns.
    fn across(&mut self, row: usize, lead: Lead<'_>, words: &str, look: ColumnLook) {
        for (n, line) in wrapped(words, self.width()).into_iter().enumerate() {
            let lead = if n == 0 { lead } else { (" ", "") };
            self.push(row, lead, line, String::new(), look);
        }
    }

    fn push(&mut self, row: usize, (mark, label): Lead<'_>, left: String, right: String, look: ColumnLook) {
        let label = text::padded(&text::truncate(label, self.label, "…"), self.label);
        self.lines.push(ColumnLine { row, mark, label, left, right, look });
    }
}

/// The lines of words, made harmless; one at least.
fn wrapped(words: &str, room: usize) -> Vec<String> {
    let words = text::clean(words);
    let lines: Vec<String> = text::wrap(&words, room, 0).into_iter().map(|range| words[range].trim_end().to_owned()).collect();
    if lines.is_empty() { vec![String::new()] } else { lines }
}
