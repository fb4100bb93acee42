//! Two records: their fields side by side, in two columns where there is room for them.

use serde_json::Value;

use super::super::answer::{CompareAnswer, ComparedItem, ComparedSide, ComparedStretch, FieldAnswer};
use super::super::arguments::CompareArguments;
use super::super::output::Style;
use super::super::table::Table;
use super::super::{CliError, ExitStatus, Output, json};
use crate::archive::{Archive, Id};
use crate::comparison::{FieldContent, FieldRelation, RecordComparison, RecordField};
use crate::export::{Data, OutputFormat};
use crate::record::Language;
use crate::search::Catalogue;
use crate::text;
use crate::verify::{Difference, DifferenceKind};

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
        OutputFormat::Text => Columns::new(archive, language, &found, output.width).print(&found, output)?,
        format => table(&found).print(format, output)?,
    }
    let of = |relation| found.count(relation);
    output.note(&if found.is_equal() {
        "nothing differs".to_owned()
    } else {
        format!(
            "{}: {} equal, {} different, {} only in A, {} only in B",
            text::count(found.fields.len(), "field"),
            of(FieldRelation::Equal),
            of(FieldRelation::Different),
            of(FieldRelation::OnlyA),
            of(FieldRelation::OnlyB)
        )
    })?;
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
        for (relation, [a, b]) in rows(field) {
            let cell = |value: Option<Value>| value.map(|value| line(&value, &|_, word| word.to_owned())).unwrap_or_default();
            table.rows.push(vec![field.name.clone(), relation.name().to_owned(), cell(a), cell(b)]);
        }
    }
    table
}

/// What each side has, a row for a value and for each item of a list.
fn rows(field: &RecordField) -> Vec<(FieldRelation, [Option<Value>; 2])> {
    match &field.content {
        FieldContent::Value(sides) => vec![(field.relation(), sides.clone())],
        FieldContent::Text(sides, _) => vec![(field.relation(), sides.clone().map(|side| side.map(Value::String)))],
        FieldContent::List(items) => items.iter().map(|item| (item.relation(), item.sides.clone())).collect(),
    }
}

/// The fields of a participant, figure or the like, in the order in which they are told.
const TOLD: [&str; 12] = [
    "person",
    "name",
    "description",
    "office",
    "organisation",
    "country",
    "on_behalf_of",
    "state",
    "date",
    "text",
    "as_reported",
    "id",
];

/// A value in one line; `named` says what a word of a field stands for.
fn line(value: &Value, named: &dyn Fn(&str, &str) -> String) -> String {
    match value {
        Value::String(text) => named("", text),
        Value::Array(items) => items.iter().map(|item| line(item, named)).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_by_key(|name| (TOLD.iter().position(|told| told == name).unwrap_or(TOLD.len()), *name));
            let part = |name: &&String| match &fields[*name] {
                Value::String(text) if TOLD.contains(&name.as_str()) => named(name, text),
                value => format!("{}: {}", name.replace('_', " "), line(value, named)),
            };
            keys.iter().map(part).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// Fields that hold ids, which are told by the names of their records.
const REFERENCES: [&str; 20] = [
    "stops",
    "person",
    "country",
    "organisation",
    "event",
    "document",
    "project",
    "hosts",
    "chair",
    "by",
    "to",
    "organisations",
    "countries",
    "signatories",
    "topics",
    "documents",
    "related",
    "sources",
    "id",
    "parent",
];

/// Fewest cells of a line with two columns.
const WIDE: usize = 60;

/// Most cells of the names of fields.
const LABEL: usize = 16;

/// From this share of the characters on, in a hundred, that two texts have in common they are shown as one, with marks.
const ALIKE: usize = 30;

/// The fields as text.
struct Columns<'a> {
    archive: &'a Archive,
    language: Language,
    /// Cells of the names of fields.
    label: usize,
    /// Cells of the column of either record; of one that takes both where they stand under each other.
    room: usize,
    is_wide: bool,
}

impl<'a> Columns<'a> {
    fn new(archive: &'a Archive, language: Language, found: &RecordComparison, width: usize) -> Self {
        let is_wide = width >= WIDE;
        let longest = found.fields.iter().map(|field| text::width(&label(&field.name))).max().unwrap_or(0);
        let label = longest.min(LABEL).min(width / 4);
        // A mark and a blank, the name and two blanks, and two blanks between the columns.
        let rest = width.saturating_sub(label + 4);
        let room = if is_wide { rest.saturating_sub(2) / 2 } else { rest };
        Self { archive, language, label, room: room.max(8), is_wide }
    }

    fn print(&self, found: &RecordComparison, output: &mut Output<'_>) -> Result<(), CliError> {
        let heads = found.ids.map(|id| {
            let record = self.archive.record(id);
            let title = crate::page::headline(self.archive, id, self.language).into_owned();
            format!("{title} ({} {})", record.record_type().name(), record.id())
        });
        if self.is_wide {
            self.row([" ", ""], [Some(&heads[0]), Some(&heads[1])], Style::Strong, output)?;
        } else {
            self.row(["−", ""], [Some(&heads[0]), None], Style::Strong, output)?;
            self.row(["+", ""], [None, Some(&heads[1])], Style::Strong, output)?;
        }
        writeln!(output.out)?;
        for field in &found.fields {
            self.field(field, output)?;
        }
        Ok(())
    }

    fn field(&self, field: &RecordField, output: &mut Output<'_>) -> Result<(), CliError> {
        let mut label = label(&field.name);
        if let FieldContent::Text([Some(a), Some(b)], differences) = &field.content
            && a != b
            && is_alike(differences)
        {
            let (mut marked, places) = Difference::marked(differences);
            if places.is_empty() {
                marked.push_str(" (the same words; signs or capitals differ)");
            }
            return self.across(["≠", &label], &marked, Style::Plain, output);
        }
        for (relation, sides) in rows(field) {
            let [a, b] = sides.map(|side| side.map(|value| self.said(&field.name, &value)));
            let sides = [a.as_deref(), b.as_deref()];
            match relation {
                FieldRelation::Equal => self.across(["=", &label], sides[0].unwrap_or_default(), Style::Faint, output)?,
                FieldRelation::Different if self.is_wide => self.row(["≠", &label], sides, Style::Plain, output)?,
                FieldRelation::Different => {
                    self.row(["−", &label], [sides[0], None], Style::Plain, output)?;
                    self.row(["+", ""], [None, sides[1]], Style::Plain, output)?;
                }
                FieldRelation::OnlyA => self.row(["−", &label], sides, Style::Plain, output)?,
                FieldRelation::OnlyB => self.row(["+", &label], sides, Style::Plain, output)?,
            }
            label.clear();
        }
        Ok(())
    }

    /// A value as people read it: records by their names.
    fn said(&self, field: &str, value: &Value) -> String {
        let own = field.rsplit('.').next().unwrap_or(field);
        let named = |inner: &str, word: &str| {
            let field = if inner.is_empty() { own } else { inner };
            let record = self.archive.id(word).filter(|_| REFERENCES.contains(&field));
            record.map_or_else(|| word.to_owned(), |id| self.archive.title(id, self.language).to_owned())
        };
        line(value, &named)
    }

    /// A row of two columns, one of which may be empty; where they stand under each other only one of them is given.
    fn row(&self, lead: [&str; 2], sides: [Option<&str>; 2], style: Style, output: &mut Output<'_>) -> Result<(), CliError> {
        if !self.is_wide {
            let only = sides.into_iter().flatten().next().unwrap_or_default();
            return self.across(lead, only, style, output);
        }
        let columns = sides.map(|side| wrapped(side.unwrap_or_default(), self.room));
        for n in 0..columns[0].len().max(columns[1].len()).max(1) {
            let cell = |side: usize| columns[side].get(n).map_or("", String::as_str);
            let left = text::padded(cell(0), self.room + 2);
            let line = format!("{}{}{}", self.lead(lead, n, output), output.styled(&left, style), output.styled(cell(1), style));
            writeln!(output.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// A row over both columns.
    fn across(&self, lead: [&str; 2], words: &str, style: Style, output: &mut Output<'_>) -> Result<(), CliError> {
        let room = if self.is_wide { 2 * self.room + 2 } else { self.room };
        for (n, line) in wrapped(words, room).into_iter().enumerate() {
            let line = format!("{}{}", self.lead(lead, n, output), output.styled(&line, style));
            writeln!(output.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// The mark and the name before a line: of all but the first blanks.
    fn lead(&self, [mark, label]: [&str; 2], line: usize, output: &Output<'_>) -> String {
        let (mark, label) = if line == 0 { (mark, text::truncate(label, self.label, "…")) } else { (" ", "".into()) };
        format!("{mark} {}  ", output.styled(&text::padded(&label, self.label), Style::Faint))
    }
}

/// The name of a field as people read it.
fn label(name: &str) -> String {
    name.replace(['_', '.'], " ")
}

/// Whether so much of two texts is the same that the differences can be read in one line.
fn is_alike(differences: &[Difference]) -> bool {
    let (mut same, mut all) = (0, 0);
    for difference in differences {
        let length = difference.record.len().max(difference.said.len());
        all += length;
        same += if difference.kind == DifferenceKind::Equal { length } else { 0 };
    }
    same * 100 >= all * ALIKE
}

/// The lines of words, made harmless; one at least.
fn wrapped(words: &str, room: usize) -> Vec<String> {
    let words = text::clean(words);
    let lines: Vec<String> = text::wrap(&words, room, 0).into_iter().map(|range| words[range].trim_end().to_owned()).collect();
    if lines.is_empty() { vec![String::new()] } else { lines }
}
