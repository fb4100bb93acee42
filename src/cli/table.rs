//! Tables: of records and of numbers, as text, CSV, TSV or Markdown.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Drawn, presets};

use super::answer::{Found, Outline};
use super::arguments::{Format, TableFormat};
use super::output::Style;
use super::{CliError, Output};
use crate::export::{self, Separated};
use crate::text;

/// Cells between columns.
const GAP: u16 = 2;

/// Cells that a column of words needs, lest words be cut.
const LONG_WORD: usize = 18;

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

    /// Prints the table; as JSON the caller prints it.
    pub fn print(&self, format: TableFormat, output: &mut Output<'_>) -> Result<(), CliError> {
        match format {
            TableFormat::Text | TableFormat::Json => self.text(output),
            TableFormat::Csv => self.separated(Separated::Commas, output),
            TableFormat::Tsv => self.separated(Separated::Tabs, output),
            TableFormat::Markdown => self.markdown(output),
        }
    }

    fn text(&self, output: &mut Output<'_>) -> Result<(), CliError> {
        let mut drawn = Drawn::new();
        drawn.load_style(presets::NOTHING);
        // Words are wrapped where there is room for a word beside the numbers. Numbers never are: such a table is wider
        // than the line.
        let cells = |n: usize| std::iter::once(&self.head).chain(&self.rows).filter_map(move |row| row.get(n));
        let numbers = self.words..self.head.len();
        let taken: usize = numbers.map(|n| cells(n).map(|cell| text::width(cell)).max().unwrap_or(0) + usize::from(GAP)).sum();
        if taken + self.words * LONG_WORD <= output.width {
            drawn.set_content_arrangement(ContentArrangement::Dynamic);
            drawn.set_width(u16::try_from(output.width).unwrap_or(u16::MAX));
        } else {
            drawn.set_content_arrangement(ContentArrangement::Disabled);
        }
        drawn.set_header(self.head.clone());
        for row in &self.rows {
            drawn.add_row(row.clone());
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
    format: Format,
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
            row.extend([found.tier.to_owned(), found.field.to_owned(), found.snippet.clone()]);
        }
        table.rows.push(row);
    }
    if ranked {
        table.head.extend(["tier", "field", "snippet"].map(str::to_owned));
    }
    let format = match format {
        Format::Csv => TableFormat::Csv,
        Format::Tsv => TableFormat::Tsv,
        _ => TableFormat::Markdown,
    };
    table.print(format, output)
}
