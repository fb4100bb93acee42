//! Other people’s files in: tables, spreadsheets and reference libraries as packs. What each column of a table becomes is guessed
//! from its heading and its cells, and stands in a side file for people to correct; what is not understood becomes a declared
//! field, so that nothing that was in the file is lost.

mod address;
mod bundle;
mod day;
mod encoding;
mod finding;
mod header;
mod ids;
mod markup;
mod names;
mod number;
mod pack;
mod plan;
mod profile;
mod reference;
mod role;
mod rows;
mod separated;
mod side_file;
mod table;
mod taken;
mod visible;
mod workbook;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::record::RecordType;

pub use bundle::{ImportFormat, kind_of};
pub use day::DateOrder;
pub use finding::ImportRemark;
pub use names::KnownNames;
pub use pack::{Import, ImportedRecord};
pub use role::{ColumnRole, ColumnType};
pub use side_file::{ColumnGuess, Guesses, RowType, SheetGuess};

use bundle::BundlePart;
use plan::ColumnPlan;
use rows::Rows;

/// Why a file cannot be imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ImportError {
    #[error("{file} cannot be read: {error}")]
    Unreadable { file: String, error: std::io::Error },
    #[error(
        "{file} is no table, spreadsheet or reference library that can be read; give a .csv, .tsv, .xlsx, .xls, .ods, .bib or .ris file, CSL-JSON, or a folder or .zip of such"
    )]
    Unknown { file: String },
    #[error("{file} is larger than {} MiB{unpacked}; import it in parts", most >> 20)]
    TooLarge { file: String, most: u64, unpacked: &'static str },
    #[error("{file} is damaged, or is not what its name says: {}", crate::text::clean(.message))]
    Damaged { file: String, message: String },
    #[error("{}:{line}: {}", crate::text::clean(.file), crate::text::clean(.message))]
    SideFile { file: String, line: usize, message: String },
    #[error("{file} holds no rows")]
    Empty { file: String },
}

impl ImportError {
    fn read(path: &Path, error: std::io::Error) -> Self {
        Self::Unreadable { file: shown(path), error }
    }
}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    crate::text::clean(&path.to_string_lossy()).into_owned()
}

/// Imports the file, folder or archive at `path`. `guesses` is what somebody has said of it ([`Guesses::of`]); `names`, how
/// countries and topics are known.
///
/// # Errors
/// When it cannot be read, or nothing in it can.
pub fn read(path: &Path, guesses: &Guesses, names: &KnownNames) -> Result<Import, ImportError> {
    let parts = bundle::open(path)?;
    let file_name = path.file_name().map_or_else(|| shown(path), |name| shown(Path::new(name)));
    let stem = path.file_stem().map_or_else(|| file_name.clone(), |stem| stem.to_string_lossy().into_owned());
    let mut making = Making::new(&ids::pack_name(&stem), &file_name, names);
    for part in parts {
        making.part(part, guesses)?;
    }
    making.finish(path, stem, file_name)
}

/// A pack that is being made.
struct Making<'n> {
    rows: Rows<'n>,
    file: ImportedRecord,
    remarks: Vec<String>,
    tables: Vec<String>,
    guesses: Guesses,
    names: &'n KnownNames,
    name: String,
}

impl<'n> Making<'n> {
    fn new(name: &str, file_name: &str, names: &'n KnownNames) -> Self {
        let mut ids = ids::Ids::default();
        let id = ids.of(&ids::record_stem(name), &["file"]);
        // Who made the file is not known; its name is all that it says.
        let fields = vec![
            (Cow::Borrowed("title"), Value::from(file_name)),
            (Cow::Borrowed("publisher"), Value::from(file_name)),
            (Cow::Borrowed("kind"), Value::from("secondary")),
        ];
        let file = ImportedRecord { of_type: RecordType::Source, id: id.clone(), fields, table: 0, row: 0 };
        let rows = Rows::new(&ids::record_stem(name), &id, ids, names);
        Self { rows, file, remarks: Vec::new(), tables: Vec::new(), guesses: Guesses::default(), names, name: name.to_owned() }
    }

    fn part(&mut self, part: BundlePart, guesses: &Guesses) -> Result<(), ImportError> {
        match part {
            BundlePart::Text { name, bytes, tabs } => {
                let given = guesses.sheets.get(&name).cloned().unwrap_or_default();
                let (text, encoding, whole) = encoding::decode(&bytes, given.encoding.as_deref());
                drop(bytes);
                if !whole {
                    let text =
                        format!("some characters cannot be read as {encoding}; set “encoding” in the side file if it is another");
                    self.rows.findings.push(ImportRemark { cell: name.clone(), text });
                }
                let (table, separator) = separated::read(&name, &text, given.separator, tabs);
                self.table(table, &given, Some((encoding, separator)));
            }
            BundlePart::Book { prefix, file, format, bytes } => {
                let tables = workbook::read(format, bytes).map_err(|message| ImportError::Damaged { file, message })?;
                for mut table in tables {
                    table.name = format!("{prefix}{}", crate::text::clean(&table.name));
                    let given = guesses.sheets.get(&table.name).cloned().unwrap_or_default();
                    self.table(table, &given, None);
                }
            }
            BundlePart::References { name, file, format, bytes } => {
                let number = self.tables.len();
                self.tables.push(name.clone());
                reference::read(&name, format, &bytes, number, &mut self.rows)
                    .map_err(|message| ImportError::Damaged { file, message })?;
            }
        }
        Ok(())
    }

    fn table(&mut self, mut table: table::SheetTable, given: &SheetGuess, text: Option<(&str, char)>) {
        if table.rows.iter().all(Vec::is_empty) {
            return;
        }
        let number = self.tables.len();
        self.tables.push(table.name.clone());
        let plan = ColumnPlan::new(&mut table, given, self.names, &mut self.rows.findings);
        // Headings without rows are remarks, too.
        let is_bare = table.rows[plan.header.first.min(plan.end)..plan.end].iter().all(Vec::is_empty);
        let above = if is_bare { plan.header.first } else { plan.header.above };
        let outside = (0..above).chain(plan.end..table.rows.len());
        for row in outside {
            for (column, cell) in &table.rows[row] {
                let text = visible::visible(cell.text().into_owned());
                self.remarks.push(format!("{}: {text}", table.called(row, *column)));
            }
        }
        let guess = plan.guess(text.map(|(encoding, _)| encoding), text.map(|(_, separator)| separator));
        self.guesses.sheets.insert(table.name.clone(), guess);
        self.rows.table(number, table, &plan);
    }

    fn finish(mut self, path: &Path, stem: String, file_name: String) -> Result<Import, ImportError> {
        if self.rows.records.is_empty() {
            return Err(ImportError::Empty { file: shown(path) });
        }
        if !self.remarks.is_empty() {
            self.file.fields.push((Cow::Borrowed("notes"), Value::from(self.remarks)));
        }
        let Rows { mut records, declared, kinds, mut findings, .. } = self.rows;
        for text in findings.iter_mut().flat_map(|finding| [&mut finding.cell, &mut finding.text]) {
            *text = crate::text::clean(text).into_owned();
        }
        // The file is a source only of what was read from its tables.
        let is_cited = records.iter().any(|record| record.of_type != RecordType::Source) || self.file.get("notes").is_some();
        if is_cited {
            records.insert(0, self.file);
        }
        let title = if stem.is_empty() { file_name } else { crate::text::clean(&stem).into_owned() };
        let pack = pack::info(&self.name, &title, &kinds, &declared, &records);
        Ok(Import { pack, records, tables: self.tables, guesses: self.guesses, findings })
    }
}

/// Where the side file of `path` lies.
pub fn side_file(path: &Path) -> PathBuf {
    Guesses::path(path)
}
