//! Tables: of records and of numbers, as text, CSV, TSV or Markdown.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Drawn, presets};

use super::answer::{Found, Outline};
use super::output::Style;
use super::{CliError, Output};
use crate::export::{self, OutputFormat, Separated};
use crate::text;

/// Cells between columns.
const GAP: u16 = 2;

/// Rows under a heading. Numbers are set to the right.
pub struct Table {
    /// What the columns are called.
    pub head: Vec<String>,
    /// The rows; each as long as the head.
    pub rows: Vec<Vec<String>>,
    /// How many columns on the left hold words.
    pub words: usize,
}

impl Table {
    /// A table without rows.
    pub fn new(head: &[&str], words: usize) -> Self {
        Self { head: head.iter().map(|&h| h.to_owned()).collect(), rows: Vec::new(), words }
    }

    /// Prints the table, as text where the format is none of tables: JSON is the caller's own.
    pub fn print(&self, format: OutputFormat, output: &mut Output<'_>) -> Result<(), CliError> {
        match format {
            OutputFormat::Csv => self.separated(Separated::Commas, output),
            OutputFormat::Tsv => self.separated(Separated::Tabs, output),
            OutputFormat::Markdown => self.markdown(output),
            _ => self.text(output),
        }
    }

    /// As text, no wider than the line: where the columns of numbers are too many, several tables stand under each other.
    fn text(&self, output: &mut Output<'_>) -> Result<(), CliError> {
        let wide = |n: usize| {
            let cells = std::iter::once(&self.head).chain(&self.rows).filter_map(|row| row.get(n));
            cells.map(|cell| text::width(cell)).max().unwrap_or(0) + usize::from(GAP)
        };
        let numbers: usize = (self.words..self.head.len()).map(wide).sum();
        // Words go on below where all numbers then fit, down to a quarter of the line.
        let room = output.width.saturating_sub(numbers);
        let most = if room >= output.width / 4 { room } else { output.width / 2 };
        let words = (0..self.words).map(wide).sum::<usize>().min(output.width / 2).min(most);
        let mut from = self.words;
        loop {
            let (mut to, mut taken) = (from, words);
            while to < self.head.len() && (to == from || taken + wide(to) <= output.width) {
                taken += wide(to);
                to += 1;
            }
            if from > self.words {
                writeln!(output.out)?;
            }
            self.columns(from..to, output)?;
            if to >= self.head.len() {
                return Ok(());
            }
            from = to;
        }
    }

    /// The columns of words, and of the others those in `numbers`.
    fn columns(&self, numbers: std::ops::Range<usize>, output: &mut Output<'_>) -> Result<(), CliError> {
        let part = |row: &[String]| [&row[..self.words], &row[numbers.clone()]].concat();
        let (head, rows) = (part(&self.head), self.rows.iter().map(|row| part(row)).collect::<Vec<_>>());
        let mut drawn = Drawn::new();
        drawn.load_style(presets::NOTHING);
        drawn.set_content_arrangement(ContentArrangement::Dynamic);
        drawn.set_width(u16::try_from(output.width).unwrap_or(u16::MAX));
        drawn.set_header(head);
        for row in rows {
            drawn.add_row(row);
        }
        for (n, column) in drawn.column_iter_mut().enumerate() {
            column.set_padding((0, GAP));
            if n >= self.words {
                column.set_constraint(ColumnConstraint::ContentWidth);
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for (n, line) in drawn.lines().enumerate() {
            let line = line.trim_end();
            writeln!(output.out, "{}", if n == 0 { output.styled(line, Style::Faint) } else { line.to_owned() })?;
        }
        Ok(())
    }

    fn separated(&self, by: Separated, output: &mut Output<'_>) -> Result<(), CliError> {
        export::separated(std::iter::once(&self.head).chain(&self.rows), by, output.out)?;
        Ok(())
    }

    fn markdown(&self, output: &mut Output<'_>) -> Result<(), CliError> {
        let line = |cells: &[String]| {
            format!("| {} |", cells.iter().map(|c| export::escape_markdown(c)).collect::<Vec<_>>().join(" | "))
        };
        writeln!(output.out, "{}", line(&self.head))?;
        let rule: Vec<&str> = (0..self.head.len()).map(|n| if n < self.words { "---" } else { "---:" }).collect();
        writeln!(output.out, "| {} |", rule.join(" | "))?;
        for row in &self.rows {
            writeln!(output.out, "{}", line(row))?;
        }
        Ok(())
    }
}

/// Records in a table: what `list` and `search` print as CSV, TSV and Markdown.
pub fn records<'a>(
    rows: impl Iterator<Item = (&'a Outline, Option<&'a Found>)>,
    format: OutputFormat,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    let mut table = Table::new(&["type", "id", "title", "date", "countries", "topics"], 9);
    let mut ranked = false;
    for (outline, found) in rows {
        let mut row = vec![
            outline.of_type.to_owned(),
            outline.id.clone(),
            outline.title.clone(),
            outline.date.clone().unwrap_or_default(),
            outline.countries.join("; "),
            outline.topics.join("; "),
        ];
        if let Some(found) = found {
            ranked = true;
            row.extend([found.block.to_owned(), found.tier.to_owned(), found.field.to_owned(), found.snippet.clone()]);
        }
        table.rows.push(row);
    }
    if ranked {
        table.head.extend(["block", "tier", "field", "snippet"].map(str::to_owned));
    }
    table.print(format, output)
}
