//! The rows of a table as records. A cell whose reading loses something is kept as it was, under a declared field named after its
//! column; a row without a date, which no event and no quote can be, becomes an outcome.

mod cells;
mod draft;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use crate::record::RecordType;

use super::finding::ImportRemark;
use super::ids::Ids;
use super::names::KnownNames;
use super::pack::{Declared, DeclaredKind, ImportedRecord};
use super::plan::{Column, ColumnPlan, slug};
use super::role::ColumnType;
use super::side_file::RowType;
use super::table::{SheetCell, SheetRow, SheetTable, letters};

/// How many findings of one column are told one by one.
const TOLD: usize = 10;

/// Kinds of events that the pack format has already.
const KINDS: [&str; 14] = [
    "summit",
    "foreign-ministers-meeting",
    "senior-officials-meeting",
    "tokyo-dialogue",
    "experts-meeting",
    "business-dialogue",
    "economy-energy-dialogue",
    "visit",
    "speech",
    "ministers-meeting",
    "parliamentary-contact",
    "exchange",
    "message",
    "precursor",
];

/// Makes records of rows.
pub struct Rows<'n> {
    names: &'n KnownNames,
    /// The name of the pack, with which ids begin.
    stem: String,
    /// The source that is the file itself.
    file: String,
    pub ids: Ids,
    pub records: Vec<ImportedRecord>,
    pub declared: Vec<Declared>,
    declared_at: HashMap<String, usize>,
    pub kinds: Vec<DeclaredKind>,
    pub findings: Vec<ImportRemark>,
    known_kinds: HashMap<String, String>,
    people: HashMap<String, String>,
    bodies: HashMap<String, String>,
    addresses: HashMap<String, String>,
    countries: HashMap<String, Option<String>>,
    topics: HashMap<String, Option<String>>,
}

/// The table that is read, and what was seen of it.
struct Sheet<'t> {
    table: &'t SheetTable,
    number: usize,
    plan: &'t ColumnPlan,
    /// By column, which types have a record with its field, and with the text that it was given.
    uses: Vec<[u16; 2]>,
    /// By column, how many cells could not be read.
    unread: BTreeMap<u32, usize>,
    /// Names of no country.
    strangers: HashSet<String>,
    /// Rows that have no date.
    undated: usize,
    short_years: bool,
    prefix: String,
}

impl<'n> Rows<'n> {
    /// For the pack called `stem`, whose tables come from the source `file`.
    pub fn new(stem: &str, file: &str, ids: Ids, names: &'n KnownNames) -> Self {
        Self {
            names,
            stem: stem.to_owned(),
            file: file.to_owned(),
            ids,
            records: Vec::new(),
            declared: Vec::new(),
            declared_at: HashMap::new(),
            kinds: Vec::new(),
            findings: Vec::new(),
            known_kinds: HashMap::new(),
            people: HashMap::new(),
            bodies: HashMap::new(),
            addresses: HashMap::new(),
            countries: HashMap::new(),
            topics: HashMap::new(),
        }
    }

    /// With what ids begin.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// Adds the rows of the table of this number.
    pub fn table(&mut self, number: usize, mut table: SheetTable, plan: &ColumnPlan) {
        // Ids of a second sheet must not depend on those of the first.
        let prefix = if number == 0 { self.stem.clone() } else { self.sheet_prefix(&table.name) };
        // Texts of cells go over into the records.
        let rows = std::mem::take(&mut table.rows);
        let uses = vec![[0; 2]; plan.columns.len()];
        let mut sheet = Sheet {
            table: &table,
            number,
            plan,
            uses,
            unread: BTreeMap::new(),
            strangers: HashSet::new(),
            undated: 0,
            short_years: false,
            prefix,
        };
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut twice = 0;
        for (row, cells) in rows.into_iter().enumerate().take(plan.end).skip(plan.header.first) {
            if cells.is_empty() {
                continue;
            }
            let first = *seen.entry(checksum(&cells)).or_insert(row);
            if first != row {
                twice += 1;
                if twice <= TOLD {
                    let text = format!("this row is the same as row {}; both are kept", first + 1);
                    self.findings.push(ImportRemark { cell: format!("{}!{}", table.name, row + 1), text });
                }
            }
            self.row(&mut sheet, row, cells);
        }
        if twice > TOLD {
            let text = format!("{} more rows stand twice", twice - TOLD);
            self.findings.push(ImportRemark { cell: table.name.clone(), text });
        }
        self.finish(&sheet);
    }

    fn sheet_prefix(&self, name: &str) -> String {
        let said = slug(name, '-');
        let said = if said.is_empty() { super::ids::pack_name(name) } else { said };
        format!("{}-{said}", self.stem)
    }

    fn finish(&mut self, sheet: &Sheet<'_>) {
        for (column, count) in &sheet.unread {
            if *count > TOLD {
                let cell = format!("{}!{}", sheet.table.name, letters(*column));
                self.findings.push(ImportRemark { cell, text: format!("{} more such cells in this column", count - TOLD) });
            }
        }
        if sheet.undated > TOLD {
            let text = format!("{} more rows have no date", sheet.undated - TOLD);
            self.findings.push(ImportRemark { cell: sheet.table.name.clone(), text });
        }
        if sheet.short_years {
            let text = "years of two digits are read as 1969 to 2068".to_owned();
            self.findings.push(ImportRemark { cell: sheet.table.name.clone(), text });
        }
        for (column, [as_field, as_given]) in sheet.plan.columns.iter().zip(&sheet.uses) {
            let role_field = column.role != super::role::ColumnRole::Field;
            let of_type = match column.role {
                super::role::ColumnRole::Id => ColumnType::Term,
                _ if role_field => ColumnType::Text,
                _ => column.of_type,
            };
            self.declare(&column.field, of_type, column, *as_field);
            self.declare(&column.given, ColumnType::Text, column, *as_given);
        }
    }

    fn declare(&mut self, name: &str, of_type: ColumnType, column: &Column, types: u16) {
        let on = RecordType::ALL.into_iter().filter(|of| types & bit(*of) != 0);
        for on in on {
            match self.declared_at.get(name).map(|at| &mut self.declared[*at]) {
                Some(declared) => {
                    if !declared.on.contains(&on) {
                        declared.on.push(on);
                    }
                    // Two sheets may hold different things under one heading.
                    if declared.of_type != of_type {
                        declared.of_type = ColumnType::Text;
                    }
                }
                None => {
                    self.declared_at.insert(name.to_owned(), self.declared.len());
                    self.declared.push(Declared {
                        name: name.to_owned(),
                        on: vec![on],
                        of_type,
                        label: crate::text::clean(&column.heading).into_owned(),
                        unit: column
                            .unit
                            .as_deref()
                            .filter(|_| of_type == ColumnType::Number)
                            .map(|unit| crate::text::clean(unit).into_owned()),
                    });
                }
            }
        }
    }

    fn row(&mut self, sheet: &mut Sheet<'_>, row: usize, cells: SheetRow) {
        let draft = self.draft(sheet, row, cells);
        if draft.date.is_none() && matches!(sheet.plan.of_type, RowType::Event | RowType::Quote) {
            sheet.undated += 1;
            if sheet.undated <= TOLD {
                let text = "this row has no date, which every event and quote has; it becomes an outcome".to_owned();
                self.findings.push(ImportRemark { cell: format!("{}!{}", sheet.table.name, row + 1), text });
            }
        }
        let of_type = match sheet.plan.of_type {
            RowType::Event if draft.date.is_some() => RecordType::Event,
            RowType::Quote if draft.date.is_some() && draft.text.is_some() => RecordType::Quote,
            RowType::Nothing => return,
            _ => RecordType::Outcome,
        };
        self.write(sheet, row, of_type, draft);
    }

    /// The id of the person of this name, for whom there is a record from now on.
    fn person(&mut self, name: &str, origin: (usize, usize)) -> String {
        if let Some(id) = self.people.get(name) {
            return id.clone();
        }
        let id = self.named(RecordType::Person, "person", name, origin);
        self.people.insert(name.to_owned(), id.clone());
        id
    }

    /// The same of a body.
    fn body(&mut self, name: &str, origin: (usize, usize)) -> String {
        if let Some(id) = self.bodies.get(name) {
            return id.clone();
        }
        let id = self.named(RecordType::Organisation, "body", name, origin);
        self.bodies.insert(name.to_owned(), id.clone());
        id
    }

    fn named(&mut self, of_type: RecordType, sort: &str, name: &str, origin: (usize, usize)) -> String {
        let id = self.ids.of(&self.stem, &[sort, name]);
        let fields = vec![(Cow::Borrowed("name"), Value::from(name)), (Cow::Borrowed("sources"), json!([self.file]))];
        self.records.push(ImportedRecord { of_type, id: id.clone(), fields, table: origin.0, row: origin.1 });
        id
    }

    /// The id of the source at this address; `title` says what it is about.
    fn address(&mut self, url: &str, title: &str, origin: (usize, usize)) -> String {
        if let Some(id) = self.addresses.get(url) {
            return id.clone();
        }
        let host = super::address::host(url);
        let id = self.ids.of(&self.stem, &["page", host]);
        let title = crate::text::abridge(title, 120).into_owned();
        let fields = vec![
            (Cow::Borrowed("title"), Value::from(title)),
            (Cow::Borrowed("publisher"), Value::from(host)),
            (Cow::Borrowed("kind"), Value::from("secondary")),
            (Cow::Borrowed("url"), Value::from(url)),
            (Cow::Borrowed("described"), Value::Bool(true)),
        ];
        self.records.push(ImportedRecord { of_type: RecordType::Source, id: id.clone(), fields, table: origin.0, row: origin.1 });
        self.addresses.insert(url.to_owned(), id.clone());
        id
    }

    /// The id of a kind of events, declared if it is not of the pack format.
    fn kind(&mut self, name: &str) -> String {
        if let Some(id) = self.known_kinds.get(name) {
            return id.clone();
        }
        let said = slug(name, '-');
        let mut id = if said.is_empty() { super::ids::pack_name(name).replacen("table", "kind", 1) } else { said };
        if !KINDS.contains(&id.as_str()) {
            // Two names of one slug are two kinds.
            let base = id.clone();
            let mut number = 2;
            while self.kinds.iter().any(|kind| kind.id == id) {
                id = format!("{base}-{number}");
                number += 1;
            }
            self.kinds.push(DeclaredKind { id: id.clone(), name: name.to_owned() });
        }
        self.known_kinds.insert(name.to_owned(), id.clone());
        id
    }

    fn country(&mut self, name: &str) -> Option<String> {
        if let Some(known) = self.countries.get(name) {
            return known.clone();
        }
        let id = self.names.country(name).map(str::to_owned);
        self.countries.insert(name.to_owned(), id.clone());
        id
    }

    fn topic(&mut self, name: &str) -> Option<String> {
        if let Some(known) = self.topics.get(name) {
            return known.clone();
        }
        let id = self.names.topic(name).map(str::to_owned);
        self.topics.insert(name.to_owned(), id.clone());
        id
    }
}

/// The bit of a type in a set of types.
fn bit(of_type: RecordType) -> u16 {
    1 << (of_type as u16)
}

/// A number that stands for the cells of a row (FNV-1a, eight bytes at a time).
fn checksum(cells: &SheetRow) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |part: u64| sum = (sum ^ part).wrapping_mul(0x100_0000_01b3).rotate_left(23);
    for (column, cell) in cells {
        take(u64::from(*column));
        match cell {
            SheetCell::Text(text) | SheetCell::Error(text) => {
                let (parts, rest) = text.as_bytes().as_chunks::<8>();
                parts.iter().for_each(|part| take(u64::from_le_bytes(*part)));
                rest.iter().for_each(|byte| take(u64::from(*byte)));
            }
            SheetCell::Number(number) => take(number.to_bits()),
            SheetCell::Flag(flag) => take(u64::from(*flag)),
        }
    }
    sum
}
