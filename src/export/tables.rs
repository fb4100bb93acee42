//! Records as tables, one for each type: the rows of the one table of CSV, with the columns that the type has.

use std::io::{self, Write};

use super::separated::{self, Separated};
use crate::archive::{Archive, Id};
use crate::record::RecordType;
use crate::search::Annotations;

/// The records of one type.
pub struct TypeTable {
    /// Which.
    pub of_type: RecordType,
    /// The records, a row each.
    pub ids: Vec<Id>,
    /// The columns: what every record of the type has, fields of packs’ own, and the reader's notes and marks.
    pub head: Vec<String>,
    /// The cells, as many a row as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// The tables of the records `ids`, in listing order of their types; none is empty.
pub fn tables(archive: &Archive, ids: &[Id], annotations: &Annotations) -> Vec<TypeTable> {
    RecordType::ALL
        .into_iter()
        .filter_map(|of_type| {
            let ids: Vec<Id> = ids.iter().copied().filter(|&id| archive.record_type(id) == of_type).collect();
            (!ids.is_empty()).then(|| table(archive, of_type, ids, annotations))
        })
        .collect()
}

fn table(archive: &Archive, of_type: RecordType, ids: Vec<Id>, annotations: &Annotations) -> TypeTable {
    let (head, rows) = separated::table(archive, &ids, annotations);
    let kept: Vec<usize> =
        (0..head.len()).filter(|&at| at >= separated::HEAD.len() || has_column(of_type, separated::HEAD[at])).collect();
    let head: Vec<String> = kept.iter().map(|&at| called(of_type, &head[at]).to_owned()).collect();
    let rows = rows.into_iter().map(|mut row| kept.iter().map(|&at| taken(&mut row, at)).collect()).collect();
    TypeTable { of_type, ids, head, rows }
}

/// The cell of a row; no day of a year that other programs do not have.
fn taken(row: &mut [String], at: usize) -> String {
    let cell = std::mem::take(&mut row[at]);
    let is_day = separated::HEAD.get(at).is_some_and(|name| name.ends_with("_day"));
    if is_day && cell.starts_with("0000-") { String::new() } else { cell }
}

/// Whether records of the type can have something in a column of CSV; their type itself is said by the table.
fn has_column(of_type: RecordType, column: &str) -> bool {
    use RecordType::*;
    match column {
        "id" | "title" => true,
        "date" | "first_day" | "last_day" => of_type.is_dated() || of_type == Source,
        "kind" => matches!(of_type, Event | Project | Document | Source),
        "status" => matches!(of_type, Event | Outcome),
        "format" | "city" | "venue" => of_type == Event,
        "country" => matches!(of_type, Event | Person | Organisation | Place),
        "countries" | "topics" => of_type.is_dated(),
        "people" => matches!(of_type, Event | Quote | Outcome | Project),
        "organisations" => matches!(of_type, Event | Quote | Outcome | Person | Project),
        "speaker" => of_type == Quote,
        "form" | "corroboration" => matches!(of_type, Quote | Outcome),
        "summary" => !matches!(of_type, Organisation | Place),
        "sources" => of_type != Source,
        _ => false,
    }
}

/// What the column is called in the table of the type: in CSV, which has one table for all, some hold what is nearest.
fn called(of_type: RecordType, column: &str) -> &str {
    match (of_type, column) {
        (RecordType::Quote, "summary") => "original",
        (RecordType::Source, "summary") => "url",
        (RecordType::Person, "summary") => "offices",
        _ => column,
    }
}

impl TypeTable {
    /// The table as CSV, each cell made harmless.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_separated(&self, out: &mut dyn Write) -> io::Result<()> {
        separated::write(std::iter::once(&self.head).chain(&self.rows), Separated::Commas, out)
    }
}
