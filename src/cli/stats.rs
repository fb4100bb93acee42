//! `stats`: how many records there are by type, country, topic and year, or by two of these.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::answer::{Cell, Count, Cross, Stats};
use super::arguments::{By, Facet, Filters, Matching, name_of};
use super::output::Style;
use super::select::Selection;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::{Archive, Id, Relation};
use crate::export::{Data, OutputFormat};
use crate::record::{Record, RecordType};
use crate::search::Catalogue;

/// What is to be counted, and by what.
pub(super) struct Asked<'a> {
    pub filters: &'a Filters,
    pub words: &'a str,
    pub by: Option<By>,
    pub matching: Matching,
}

pub(super) fn stats(
    catalogue: &Catalogue,
    asked: &Asked<'_>,
    format: OutputFormat,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let (mut filters, by) = (asked.filters.clone(), asked.by);
    let two = by.and_then(|by| Some((by.rows, by.columns?)));
    if two.is_some_and(|(rows, columns)| rows != Facet::Type && columns != Facet::Type) && filters.of_type.is_empty() {
        filters.of_type.push("event".to_owned());
    }
    let selection = Selection::new(catalogue, &filters, asked.words, asked.matching, output)?;
    let ids = selection.ids();
    let cross = two.map(|(rows, columns)| cross(archive, &ids, rows, columns));
    if format == OutputFormat::Json {
        let answer = Stats {
            schema: "cadialog.stats/1",
            data: Data::of(archive),
            query: selection.spelled.clone(),
            total: ids.len(),
            types: types(archive, &ids),
            countries: linked(archive, &ids, RecordType::Country),
            topics: linked(archive, &ids, RecordType::Topic),
            years: years(archive, &ids),
            by: cross,
        };
        json::write(&answer, output)?;
        return Ok(ExitStatus::of(ids.len()));
    }
    if let Some(cross) = cross {
        cross_table(archive, &cross, format).print(format, output)?;
    } else {
        let mut parts = vec![
            ("type", types(archive, &ids)),
            ("country", linked(archive, &ids, RecordType::Country)),
            ("topic", linked(archive, &ids, RecordType::Topic)),
            ("year", years(archive, &ids)),
        ];
        parts.retain(|(name, _)| by.is_none_or(|by| name_of(&by.rows) == *name));
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

/// The countries or topics that the record itself names.
fn facets(archive: &Archive, id: Id, of_type: RecordType) -> impl Iterator<Item = Id> + '_ {
    archive.linked(id, if of_type == RecordType::Country { Relation::Country } else { Relation::Topic })
}

fn linked(archive: &Archive, ids: &[Id], of_type: RecordType) -> Vec<Count> {
    let of = |&facet: &Id| {
        let members = ids.iter().copied().filter(|&id| counts(archive, id) && facets(archive, id, of_type).any(|f| f == facet));
        let record = archive.record(facet);
        count(archive, record.id().to_owned(), record.title().to_owned(), members)
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

/// The values of a facet, in the order of the archive; every year between the first and the last.
fn values(archive: &Archive, ids: &[Id], facet: Facet) -> Vec<String> {
    let names = |of_type| archive.of_type(of_type).iter().map(|&id| archive.record(id).id().to_owned()).collect();
    match facet {
        Facet::Country => names(RecordType::Country),
        Facet::Topic => names(RecordType::Topic),
        Facet::Type => RecordType::ALL.map(|of_type| of_type.name().to_owned()).to_vec(),
        Facet::Year => {
            let years = || ids.iter().filter_map(|&id| archive.date(id).map(crate::record::Date::year));
            match years().min().zip(years().max()) {
                // Years in which nothing happened have a column too.
                Some((first, last)) => (first..=last).map(|year| year.to_string()).collect(),
                None => Vec::new(),
            }
        }
    }
}

/// The values of a facet that the record has.
fn values_of(archive: &Archive, id: Id, facet: Facet) -> Vec<String> {
    let names = |of_type| facets(archive, id, of_type).map(|id| archive.record(id).id().to_owned()).collect();
    match facet {
        Facet::Country => names(RecordType::Country),
        Facet::Topic => names(RecordType::Topic),
        Facet::Type => vec![archive.record_type(id).name().to_owned()],
        Facet::Year => archive.date(id).map(|date| date.year().to_string()).into_iter().collect(),
    }
}

fn cross(archive: &Archive, ids: &[Id], by_row: Facet, by_column: Facet) -> Cross {
    let (rows, columns) = (values(archive, ids, by_row), values(archive, ids, by_column));
    let numbers = |names: &[String]| -> HashMap<String, usize> { names.iter().cloned().zip(0..).collect() };
    let (row_numbers, column_numbers) = (numbers(&rows), numbers(&columns));
    let mut cells: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &id in ids {
        let of_record = values_of(archive, id, by_column);
        for row in values_of(archive, id, by_row).iter().filter_map(|row| row_numbers.get(row)) {
            for column in of_record.iter().filter_map(|column| column_numbers.get(column)) {
                *cells.entry((*row, *column)).or_insert(0) += 1;
            }
        }
    }
    let used: BTreeSet<usize> = cells.keys().map(|(row, _)| *row).collect();
    Cross {
        rows_are: name_of(&by_row),
        columns_are: name_of(&by_column),
        rows: used.into_iter().map(|row| rows[row].clone()).collect(),
        cells: cells
            .into_iter()
            .map(|((row, column), count)| Cell { row: rows[row].clone(), column: columns[column].clone(), count })
            .collect(),
        columns,
    }
}

/// The table; as text without columns of noughts, which would only make it wide.
fn cross_table(archive: &Archive, cross: &Cross, format: OutputFormat) -> Table {
    let counts: HashMap<(&str, &str), usize> =
        cross.cells.iter().map(|cell| ((cell.row.as_str(), cell.column.as_str()), cell.count)).collect();
    let is_used = |column: &&String| cross.cells.iter().any(|cell| cell.column == **column);
    let columns: Vec<&String> = cross.columns.iter().filter(|c| format != OutputFormat::Text || is_used(c)).collect();
    let mut head = vec![cross.rows_are.as_str()];
    head.extend(columns.iter().map(|column| column.as_str()));
    let mut table = Table::new(&head, 1);
    for row in &cross.rows {
        let name = archive.id(row).map_or(row.as_str(), |id| match archive.record(id) {
            // Topics have long names; their ids say as much.
            Record::Topic(topic) => topic.id.as_str(),
            other => other.title(),
        });
        let count = |column: &&String| counts.get(&(row.as_str(), column.as_str())).copied().unwrap_or(0).to_string();
        table.rows.push(std::iter::once(name.to_owned()).chain(columns.iter().map(count)).collect());
    }
    table
}
