//! `stats`: how many records there are by type, country, topic and year, or by any two facets.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::answer::{Cell, Count, Cross, Stats};
use super::arguments::{Filters, StatsArguments, name_of};
use super::output::Style;
use super::select::Selection;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::{Archive, Id};
use crate::export::{Data, OutputFormat};
use crate::record::{Language, RecordType};
use crate::search::Catalogue;
use crate::view::{Breakdown, Facet, FacetValue};

/// What has a table of its own, with a column for each type of records.
const WHOLE: [Facet; 4] = [Facet::Type, Facet::Country, Facet::Topic, Facet::Year];

pub(super) fn stats(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &StatsArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let (mut filters, by, format) = (filters.clone(), asked.by.as_ref(), asked.format);
    let by = by.map(|by| by.facets(archive)).transpose().map_err(|fault| CliError::Usage(format!("--by {fault}")))?;
    let two = by.and_then(|(rows, columns)| match columns {
        None if WHOLE.contains(&rows) => None,
        columns => Some((rows, columns.unwrap_or(Facet::Type))),
    });
    if let Some((rows, columns)) = two.filter(|(rows, columns)| *rows != Facet::Type && *columns != Facet::Type)
        && filters.of_type.is_empty()
    {
        filters.of_type.push(Facet::counted(rows, columns).name().to_owned());
    }
    let selection = Selection::new(catalogue, &filters, &asked.query.join(" "), asked.matching, output)?;
    let ids = selection.ids();
    let cross = two.map(|by| CrossTable::new(catalogue, &ids, by));
    if format == OutputFormat::Json {
        let answer = Stats {
            schema: "cadialog.stats/1",
            data: Data::of(archive),
            query: selection.spelled.clone(),
            total: ids.len(),
            types: types(archive, &ids),
            countries: linked(catalogue, &ids, RecordType::Country),
            topics: linked(catalogue, &ids, RecordType::Topic),
            years: years(archive, &ids),
            by: cross.map(|table| table.cross),
        };
        json::write(&answer, output)?;
        return Ok(ExitStatus::of(ids.len()));
    }
    if let Some(cross) = cross {
        cross.table(archive, format).print(format, output)?;
    } else {
        let mut parts = vec![
            ("type", types(archive, &ids)),
            ("country", linked(catalogue, &ids, RecordType::Country)),
            ("topic", linked(catalogue, &ids, RecordType::Topic)),
            ("year", years(archive, &ids)),
        ];
        parts.retain(|(name, counts)| by.map_or(!counts.is_empty(), |(rows, _)| rows.name() == *name));
        whole(&parts, format, output)?;
    }
    output.note(&format!("{}{}", crate::text::count(ids.len(), "record"), selection.about()))?;
    Ok(ExitStatus::of(ids.len()))
}

/// All counts: a block each as text, one long table for spreadsheets.
fn whole(parts: &[(&str, Vec<Count>)], format: OutputFormat, output: &mut Output<'_>) -> Result<(), CliError> {
    // A reader is spared columns of noughts; a program finds the same columns every time.
    let used = |of_type: &RecordType| {
        parts.iter().any(|(_, counts)| counts.iter().any(|count| count.counts.contains_key(of_type.plural())))
    };
    let shown: Vec<RecordType> =
        RecordType::ALL.into_iter().filter(|t| t.is_dated() && (format != OutputFormat::Text || used(t))).collect();
    let head = |first: &[&str]| {
        let columns: Vec<&str> = first.iter().copied().chain(shown.iter().map(|t| t.plural())).chain(["all"]).collect();
        Table::new(&columns, first.len())
    };
    let numbers = |count: &Count| {
        let of = |of_type: &RecordType| count.counts.get(of_type.plural()).copied().unwrap_or(0).to_string();
        shown.iter().map(of).chain([count.total.to_string()]).collect::<Vec<String>>()
    };
    if format != OutputFormat::Text {
        let mut table = head(&["by", "id", "name"]);
        for (by, counts) in parts {
            for count in counts {
                let mut row = vec![(*by).to_owned(), count.id.clone(), count.name.clone()];
                row.extend(numbers(count));
                table.rows.push(row);
            }
        }
        return table.print(format, output);
    }
    for (n, (by, counts)) in parts.iter().enumerate() {
        if n > 0 {
            writeln!(output.out)?;
        }
        if *by == "type" {
            writeln!(output.out, "{}", output.styled("By type", Style::Strong))?;
            for count in counts {
                writeln!(output.out, "{:>6}  {}", count.total, count.name)?;
            }
            continue;
        }
        writeln!(output.out, "{}", output.styled(&format!("By {by}"), Style::Strong))?;
        let mut table = head(&[by]);
        for count in counts {
            let mut row = vec![count.name.clone()];
            row.extend(numbers(count));
            table.rows.push(row);
        }
        table.print(format, output)?;
    }
    Ok(())
}

fn count(archive: &Archive, id: String, name: String, ids: impl Iterator<Item = Id>) -> Count {
    let mut counts = BTreeMap::new();
    let mut total = 0;
    for record in ids {
        *counts.entry(archive.record(record).record_type().plural().to_owned()).or_insert(0) += 1;
        total += 1;
    }
    Count { id, name, counts, total }
}

fn types(archive: &Archive, ids: &[Id]) -> Vec<Count> {
    let of = |of_type: RecordType| {
        let ids = ids.iter().copied().filter(|&id| archive.record(id).record_type() == of_type);
        count(archive, of_type.name().to_owned(), of_type.plural().to_owned(), ids)
    };
    RecordType::ALL.into_iter().map(of).filter(|count| count.total > 0).collect()
}

/// Whether the record is one of those that are counted by what they belong to.
fn counts(archive: &Archive, id: Id) -> bool {
    archive.record_type(id).is_dated()
}

/// By the countries or topics to which records belong, as `country:` and `topic:` find them.
fn linked(catalogue: &Catalogue, ids: &[Id], of_type: RecordType) -> Vec<Count> {
    let archive = &catalogue.archive;
    let counted: FixedBitSet = ids.iter().filter(|&&id| counts(archive, id)).map(|id| id.index()).collect();
    let of = |&facet: &Id| {
        let mut members = counted.clone();
        catalogue.facets().narrow(&mut members, &[facet]);
        let record = archive.record(facet);
        count(archive, record.id().to_owned(), record.title().to_owned(), members.ones().map(Id::from_index))
    };
    archive.of_type(of_type).iter().map(of).filter(|count| count.total > 0).collect()
}

/// The year in which the record's date begins.
fn year(archive: &Archive, id: Id) -> Option<i32> {
    counts(archive, id).then(|| archive.date(id).map(crate::record::Date::year))?
}

fn years(archive: &Archive, ids: &[Id]) -> Vec<Count> {
    let mut by_year: BTreeMap<i32, Vec<Id>> = BTreeMap::new();
    ids.iter().for_each(|&id| {
        if let Some(year) = year(archive, id) {
            by_year.entry(year).or_default().push(id);
        }
    });
    by_year.into_iter().map(|(year, ids)| count(archive, year.to_string(), year.to_string(), ids.into_iter())).collect()
}

/// A table by two facets.
struct CrossTable {
    cross: Cross,
    breakdown: Breakdown,
}

impl CrossTable {
    fn new(catalogue: &Catalogue, ids: &[Id], by: (Facet, Facet)) -> Self {
        let archive = &catalogue.archive;
        let selected: FixedBitSet = ids.iter().map(|id| id.index()).collect();
        let breakdown = Breakdown::new(catalogue, &selected, by, usize::MAX);
        let matrix = &breakdown.matrix;
        let names = |values: &[FacetValue]| values.iter().map(|value| value.id(archive)).collect::<Vec<_>>();
        let (rows, columns) = (names(&breakdown.rows), names(&breakdown.columns));
        let mut cells = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for (c, column) in columns.iter().enumerate() {
                let count = matrix.get(r, c).filed;
                if count > 0 {
                    cells.push(Cell { row: row.clone(), column: column.clone(), count });
                }
            }
        }
        let is_used = |r: &usize| (0..columns.len()).any(|c| matrix.get(*r, c).filed > 0);
        let rows = (0..rows.len()).filter(is_used).map(|r| rows[r].clone()).collect();
        Self { cross: Cross { rows_are: name_of(&by.0), columns_are: name_of(&by.1), rows, columns, cells }, breakdown }
    }

    /// The table; as text without columns of noughts, which would only make it wide.
    fn table(&self, archive: &Archive, format: OutputFormat) -> Table {
        let Breakdown { rows, columns, matrix, .. } = &self.breakdown;
        let is_used = |c: &usize| (0..rows.len()).any(|r| matrix.get(r, *c).filed > 0);
        let shown: Vec<usize> = (0..columns.len()).filter(|c| format != OutputFormat::Text || is_used(c)).collect();
        let mut head = vec![self.cross.rows_are.as_str()];
        head.extend(shown.iter().map(|&c| self.cross.columns[c].as_str()));
        let mut table = Table::new(&head, 1);
        for (r, row) in rows.iter().enumerate() {
            let counts: Vec<usize> = shown.iter().map(|&c| matrix.get(r, c).filed).collect();
            if counts.iter().all(|count| *count == 0) {
                continue;
            }
            let name = match row {
                // Topics have long names; their ids say as much.
                FacetValue::Record(id) if archive.record_type(*id) == RecordType::Topic => row.id(archive),
                row => row.name(archive, Language::En),
            };
            table.rows.push(std::iter::once(name).chain(counts.iter().map(usize::to_string)).collect());
        }
        table
    }
}
