//! Two records: their fields side by side, in two columns where there is room for them.

use serde_json::Value;

use super::super::answer::{CompareAnswer, ComparedItem, ComparedSide, ComparedStretch, FieldAnswer};
use super::super::arguments::CompareArguments;
use super::super::output::Style;
use super::super::table::Table;
use super::super::{CliError, ExitStatus, Output, json};
use crate::archive::{Archive, Id};
use crate::comparison::{self, ColumnLook, Columns, FieldContent, RecordComparison, RecordField};
use crate::export::{Data, OutputFormat};
use crate::record::Language;
use crate::search::Catalogue;
use crate::verify::Difference;

pub(super) fn print(
    catalogue: &Catalogue,
    ids: [Id; 2],
    asked: &CompareArguments,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let found = RecordComparison::new(archive, ids);
    match asked.format {
        OutputFormat::Json => json::write(&answer(archive, asked, &found), output)?,
        OutputFormat::Text => told(archive, language, &found, output)?,
        format => table(&found).print(format, output)?,
    }
    output.note(&found.sentence())?;
    Ok(ExitStatus::Fine)
}

fn answer(archive: &Archive, asked: &CompareArguments, found: &RecordComparison) -> CompareAnswer {
    let side = |n: usize| ComparedSide {
        asked: asked.sides[n].clone(),
        record: Some(json::outline(archive, found.ids[n])),
        query: None,
        records: None,
    };
    CompareAnswer {
        schema: "cadialog.compare/1",
        data: Data::of(archive),
        what: "records",
        a: side(0),
        b: side(1),
        equal: found.is_equal(),
        fields: found.fields.iter().map(field).collect(),
        counts: Vec::new(),
        common_total: 0,
        common: Vec::new(),
        only_a_total: 0,
        only_a: Vec::new(),
        only_b_total: 0,
        only_b: Vec::new(),
        truncated: false,
    }
}

fn field(field: &RecordField) -> FieldAnswer {
    let stretch = |difference: &Difference| ComparedStretch {
        op: difference.kind.name(),
        said: difference.said.clone(),
        record: difference.record.clone(),
    };
    let (mut words, mut items) = (None, None);
    let [a, b] = match &field.content {
        FieldContent::Value(sides) => sides.clone(),
        FieldContent::Text(sides, differences) => {
            words = sides.iter().all(Option::is_some).then(|| differences.iter().map(stretch).collect());
            sides.clone().map(|side| side.map(Value::String))
        }
        FieldContent::List(list) => {
            let item = |item: &crate::comparison::FieldItem| {
                let [a, b] = item.sides.clone();
                ComparedItem { relation: item.relation().name(), a, b }
            };
            items = Some(list.iter().map(item).collect());
            [None, None]
        }
    };
    FieldAnswer { field: field.name.clone(), relation: field.relation().name(), a, b, words, items }
}

/// A row for every value and every item, with ids as they stand in the records.
fn table(found: &RecordComparison) -> Table {
    let mut table = Table::new(&["field", "relation", "a", "b"], 4);
    for field in &found.fields {
        for (relation, [a, b]) in field.rows() {
            let cell = |value: Option<Value>| {
                value.map(|value| comparison::line(&value, &mut |_, word| word.to_owned())).unwrap_or_default()
            };
            table.rows.push(vec![field.name.clone(), relation.name().to_owned(), cell(a), cell(b)]);
        }
    }
    table
}

/// The two records, then their fields, in columns.
fn told(archive: &Archive, language: Language, found: &RecordComparison, output: &mut Output<'_>) -> Result<(), CliError> {
    let lines = Columns::new(&found.told(archive, language), output.width).lines;
    for (n, line) in lines.iter().enumerate() {
        // The fields stand apart from what heads them.
        if line.row == 1 && n > 0 && lines[n - 1].row == 0 {
            writeln!(output.out)?;
        }
        let style = match line.look {
            ColumnLook::Strong => Style::Strong,
            ColumnLook::Plain => Style::Plain,
            ColumnLook::Faint => Style::Faint,
        };
        let label = output.styled(&line.label, Style::Faint);
        let (left, right) = (output.styled(&line.left, style), output.styled(&line.right, style));
        writeln!(output.out, "{}", format!("{} {label}  {left}{right}", line.mark).trim_end())?;
    }
    Ok(())
}
