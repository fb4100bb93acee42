//! `stats`: how many records there are by type, country, topic and year, or by two of these.

use std::collections::{BTreeMap, HashMap};

use super::answer::{Cell, Count, Cross, Stats};
use super::arguments::{CrossBy, Filters, TableFormat};
use super::output::Style;
use super::select::Selection;
use super::table::Table;
use super::{CliError, Outcome, Output, json};
use crate::archive::{Archive, Id, Relation};
use crate::query::Catalogue;
use crate::record::{Record, RecordType};

/// The types that are counted by country, topic and year, in the order of the columns.
const COUNTED: [RecordType; 4] = [RecordType::Event, RecordType::Quote, RecordType::Project, RecordType::Document];

pub(super) fn stats(
    catalogue: &Catalogue,
    filters: &Filters,
    by: Option<CrossBy>,
    format: TableFormat,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let archive = &catalogue.archive;
    let mut filters = filters.clone();
    if by.is_some() && filters.of_type.is_empty() {
        filters.of_type.push("event".to_owned());
    }
    let selection = Selection::new(catalogue, &filters, "", false, output)?;
    let ids = selection.ids();
    let cross = by.map(|by| cross(archive, &ids, by));
    if format == TableFormat::Json {
        let answer = Stats {
            schema: "cadialog.stats/1",
            data: json::data(archive),
            query: selection.spelled.clone(),
            total: ids.len(),
            types: types(archive, &ids),
            countries: linked(archive, &ids, RecordType::Country),
            topics: linked(archive, &ids, RecordType::Topic),
            years: years(archive, &ids),
            by: cross,
        };
        json::write(&answer, output)?;
        return Ok(Outcome::of(ids.len()));
    }
    if let Some(cross) = cross {
        cross_table(archive, &cross).print(format, output)?;
    } else {
        let parts = [
            ("type", types(archive, &ids)),
            ("country", linked(archive, &ids, RecordType::Country)),
            ("topic", linked(archive, &ids, RecordType::Topic)),
            ("year", years(archive, &ids)),
        ];
        whole(&parts, format, output)?;
    }
    let about = if selection.spelled.is_empty() { String::new() } else { format!(" for {}", selection.spelled) };
    output.note(&format!("{}{about}", crate::text::count(ids.len(), "record")))?;
    Ok(Outcome::of(ids.len()))
}

/// All counts: a block each as text, one long table for spreadsheets.
fn whole(parts: &[(&str, Vec<Count>)], format: TableFormat, output: &mut Output<'_>) -> Result<(), CliError> {
    // A reader is spared columns of noughts; a program finds the same columns every time.
    let used = |of_type: &RecordType| {
        parts.iter().any(|(_, counts)| counts.iter().any(|count| count.counts.contains_key(of_type.plural())))
    };
    let shown: Vec<RecordType> = COUNTED.into_iter().filter(|t| format != TableFormat::Text || used(t)).collect();
    let head = |first: &[&str]| {
        let columns: Vec<&str> = first.iter().copied().chain(shown.iter().map(|t| t.plural())).chain(["all"]).collect();
        Table::new(&columns, first.len())
    };
    let numbers = |count: &Count| {
        let of = |of_type: &RecordType| count.counts.get(of_type.plural()).copied().unwrap_or(0).to_string();
        shown.iter().map(of).chain([count.total.to_string()]).collect::<Vec<String>>()
    };
    if format != TableFormat::Text {
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
    COUNTED.contains(&archive.record(id).record_type())
}

/// The countries or topics that the record itself names.
fn facets(archive: &Archive, id: Id, of_type: RecordType) -> impl Iterator<Item = Id> + '_ {
    archive.linked(id, if of_type == RecordType::Country { Relation::Country } else { Relation::Topic })
}

fn linked(archive: &Archive, ids: &[Id], of_type: RecordType) -> Vec<Count> {
    let mut members: HashMap<Id, Vec<Id>> = HashMap::new();
    for &id in ids.iter().filter(|&&id| counts(archive, id)) {
        facets(archive, id, of_type).for_each(|facet| members.entry(facet).or_default().push(id));
    }
    let of = |facet: &Id| {
        let record = archive.record(*facet);
        Some(count(archive, record.id().to_owned(), record.title().to_owned(), members.remove(facet)?.into_iter()))
    };
    archive.of_type(of_type).iter().filter_map(of).collect()
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

fn cross(archive: &Archive, ids: &[Id], by: CrossBy) -> Cross {
    let (row_type, column_type) = match by {
        CrossBy::CountryYear => (RecordType::Country, None),
        CrossBy::TopicYear => (RecordType::Topic, None),
        CrossBy::CountryTopic => (RecordType::Country, Some(RecordType::Topic)),
    };
    let name = |id: Id| archive.record(id).id().to_owned();
    let mut cells: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let rows: Vec<Id> = archive.of_type(row_type).to_vec();
    let columns: Vec<String> = match column_type {
        Some(of_type) => archive.of_type(of_type).iter().map(|&id| name(id)).collect(),
        None => {
            let mut years: Vec<i32> = ids.iter().filter_map(|&id| archive.date(id).map(crate::record::Date::year)).collect();
            years.sort_unstable();
            match years.first().zip(years.last()) {
                // Years in which nothing happened have a column too.
                Some((&first, &last)) => (first..=last).map(|year| year.to_string()).collect(),
                None => Vec::new(),
            }
        }
    };
    let row_of: HashMap<Id, usize> = rows.iter().copied().zip(0..).collect();
    let column_of: HashMap<&str, usize> = columns.iter().map(String::as_str).zip(0..).collect();
    for &id in ids {
        let of_record: Vec<String> = match column_type {
            Some(of_type) => facets(archive, id, of_type).map(name).collect(),
            None => archive.date(id).map(|date| date.year().to_string()).into_iter().collect(),
        };
        for row in facets(archive, id, row_type).filter_map(|facet| row_of.get(&facet)) {
            for column in of_record.iter().filter_map(|name| column_of.get(name.as_str())) {
                *cells.entry((*row, *column)).or_insert(0) += 1;
            }
        }
    }
    let mut used: Vec<usize> = cells.keys().map(|(row, _)| *row).collect();
    used.dedup();
    let kept: Vec<String> = used.into_iter().map(|row| name(rows[row])).collect();
    let cells = cells
        .into_iter()
        .map(|((row, column), count)| Cell { row: name(rows[row]), column: columns[column].clone(), count })
        .collect();
    Cross {
        rows_are: row_type.name().to_owned(),
        columns_are: column_type.map_or("year", RecordType::name).to_owned(),
        rows: kept,
        columns,
        cells,
    }
}

fn cross_table(archive: &Archive, cross: &Cross) -> Table {
    let mut head = vec![cross.rows_are.as_str()];
    head.extend(cross.columns.iter().map(String::as_str));
    let mut table = Table::new(&head, 1);
    let counts: HashMap<(&str, &str), usize> =
        cross.cells.iter().map(|cell| ((cell.row.as_str(), cell.column.as_str()), cell.count)).collect();
    for row in &cross.rows {
        let name = archive.id(row).map_or(row.as_str(), |id| match archive.record(id) {
            // Topics have long names; their ids say as much.
            Record::Topic(topic) => topic.id.as_str(),
            other => other.title(),
        });
        let mut cells = vec![name.to_owned()];
        for column in &cross.columns {
            cells.push(counts.get(&(row.as_str(), column.as_str())).copied().unwrap_or(0).to_string());
        }
        table.rows.push(cells);
    }
    table
}
