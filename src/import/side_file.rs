//! The side file `NAME.cadialog.toml`: what was guessed of a table, for people to read and to correct.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::record::{Form, OutcomeForm};

use super::day::DateOrder;
use super::role::{ColumnRole, ColumnType};
use super::taken::is_taken;
use super::{ImportError, table};

/// What is known of the sheets before they are read; all of it may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guesses {
    /// By the names of sheets.
    #[serde(default, rename = "sheet")]
    pub sheets: BTreeMap<String, SheetGuess>,
}

/// What the rows of a sheet become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowType {
    /// Something that took place.
    Event,
    /// What somebody said.
    Quote,
    /// What was decided or is to be done.
    Outcome,
    /// Nothing: the sheet is left out.
    Nothing,
}

impl RowType {
    /// Whether what the rows become can have this form.
    pub(super) fn have(self, form: &str) -> bool {
        let form = Value::from(form);
        match self {
            Self::Quote => serde_json::from_value::<Form>(form).is_ok(),
            Self::Outcome => serde_json::from_value::<OutcomeForm>(form).is_ok(),
            Self::Event | Self::Nothing => false,
        }
    }
}

/// Which forms there are.
const FORMS: &str = "of quotes: verbatim, translation, paraphrase, term; of outcomes: decision, agreement, pledge, …";

/// What is known of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetGuess {
    /// The encoding of a text file, by its name on the web.
    pub encoding: Option<String>,
    /// What stands between the values of a text file.
    pub separator: Option<char>,
    /// The number of the row with the headings, from 1; 0 if there is none.
    pub header_row: Option<u32>,
    /// What a row becomes.
    #[serde(rename = "type")]
    pub of_type: Option<RowType>,
    /// The form of all its quotes or outcomes.
    pub form: Option<String>,
    /// Whether the day or the month comes first.
    pub date_order: Option<DateOrder>,
    /// The letters of the column that gives the titles, if none is the title.
    pub title_from: Option<String>,
    /// Its columns.
    #[serde(default, rename = "column")]
    pub columns: Vec<ColumnGuess>,
}

/// What is known of a column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnGuess {
    /// Its heading.
    #[serde(default)]
    pub heading: String,
    /// Its letters, where a heading stands twice.
    pub at: Option<String>,
    /// What its cells become.
    #[serde(rename = "is")]
    pub role: Option<ColumnRole>,
    /// The name of the declared field.
    pub name: Option<String>,
    /// The type of the declared field.
    #[serde(rename = "type")]
    pub of_type: Option<ColumnType>,
    /// What stands between the values of one cell.
    pub separator: Option<String>,
    /// What its numbers count.
    pub unit: Option<String>,
}

/// What a column can be, as the side file says it.
const ROLES: &str = "what its cells become: id, title, date, start, end, year, month, day, kind, city, venue, country (of the place), \
    countries, people, speaker, office, organisations, hosts, topics, address, summary, text, notes, status, ordinal, due, for, against, \
    abstain, latitude, longitude; or field: a field of its own";

impl Guesses {
    /// Where the side file of `path` lies.
    pub fn path(path: &Path) -> PathBuf {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".cadialog.toml");
        path.with_file_name(name)
    }

    /// Reads the side file of `path`; without one, nothing is known.
    ///
    /// # Errors
    /// When it cannot be read, or is faulty.
    pub fn of(path: &Path) -> Result<Self, ImportError> {
        let side = Self::path(path);
        match std::fs::read_to_string(&side) {
            Ok(text) => Self::parse(&text, &side.to_string_lossy()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ImportError::read(&side, error)),
        }
    }

    /// Reads the text of a side file called `file`.
    ///
    /// # Errors
    /// When it is faulty; the fault names the line.
    pub fn parse(text: &str, file: &str) -> Result<Self, ImportError> {
        let fault = |line: usize, message: String| ImportError::SideFile { file: file.to_owned(), line, message };
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let guesses: Self = toml::from_str(text).map_err(|error| {
            fault(error.span().map_or(1, |span| line(span.start)), error.message().replace('`', "“").trim().to_owned())
        })?;
        for sheet in guesses.sheets.values() {
            let unknown = sheet.encoding.as_ref().filter(|name| !super::encoding::is_known(name));
            if let Some(name) = unknown {
                let at = text.find(name.as_str()).unwrap_or_default();
                let message = format!("no encoding is called “{name}”; write “utf-8”, “shift_jis”, “windows-1251” or the like");
                return Err(fault(line(at), message));
            }
            let unknown =
                sheet.form.as_ref().filter(|form| ![RowType::Quote, RowType::Outcome].iter().any(|rows| rows.have(form)));
            if let Some(form) = unknown {
                let at = text.find(&format!("\"{form}\"")).unwrap_or_default();
                let message = format!("neither quotes nor outcomes have the form “{form}”; {FORMS}");
                return Err(fault(line(at), message));
            }
            for name in sheet.columns.iter().filter_map(|column| column.name.as_ref()) {
                if !is_field_name(name) {
                    let at = text.find(&format!("\"{name}\"")).unwrap_or_default();
                    let message =
                        format!("“{name}” cannot be the name of a field; use a–z, 0–9 and “_”, and begin with a letter");
                    return Err(fault(line(at), message));
                }
                if is_taken(name) {
                    let at = text.find(&format!("\"{name}\"")).unwrap_or_default();
                    return Err(fault(line(at), format!("records or queries have a “{name}” already; choose another name")));
                }
            }
        }
        Ok(guesses)
    }

    /// As the text of a side file.
    pub fn to_toml(&self, file: &str) -> String {
        let mut out =
            format!("# How cadialog reads {}. Change what is wrong and read the table again; a line that is\n", quoted(file));
        out.push_str("# taken out is guessed anew. Nothing is written into the table itself.\n");
        for (name, sheet) in &self.sheets {
            sheet.write(name, &mut out);
        }
        out
    }
}

/// Whether a declared field may have this name.
pub fn is_field_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// As a string of TOML that is read back as it was, and drives no terminal.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if crate::text::is_unsafe(c) => out.push_str(&format!("\\u{:04X}", c as u32)), // none lies beyond U+FFFF
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn named(value: impl Serialize) -> String {
    serde_json::to_string(&value).unwrap_or_default()
}

impl SheetGuess {
    fn write(&self, name: &str, out: &mut String) {
        out.push_str(&format!("\n[sheet.{}]\n", quoted(name)));
        let mut line = |key: &str, value: Option<String>, remark: &str| {
            if let Some(value) = value {
                out.push_str(&format!("{:<28}# {remark}\n", format!("{key} = {value}")));
            }
        };
        line("encoding", self.encoding.as_deref().map(quoted), "of the file");
        line("separator", self.separator.map(|c| quoted(&c.to_string())), "what stands between values");
        line("header_row", self.header_row.map(|row| row.to_string()), "the row with the headings; 0: there is none");
        line("type", self.of_type.map(named), "what a row becomes: event, quote, outcome, or nothing");
        line("form", self.form.as_deref().map(quoted), FORMS);
        line("date_order", self.date_order.map(named), "3/4/2020 is 3 April: day-first; 4 March: month-first");
        line("title_from", self.title_from.as_deref().map(quoted), "the column whose cells are the titles as well");
        let mut told = HashSet::new();
        for column in &self.columns {
            column.write(name, &mut told, out);
        }
    }

    /// What is said of the column at this place with this heading.
    pub fn column(&self, at: u32, heading: &str) -> Option<&ColumnGuess> {
        let letters = table::letters(at);
        let of = |column: &&ColumnGuess| column.heading.trim() == heading.trim();
        let same = self.columns.iter().filter(of).find(|column| column.at.as_ref().is_some_and(|at| *at == letters));
        // A heading that stands once may have moved.
        same.or_else(|| {
            self.columns.iter().find(|column| of(column) && (column.at.is_none() || self.columns.iter().filter(of).count() == 1))
        })
    }
}

impl ColumnGuess {
    fn write(&self, sheet: &str, told: &mut HashSet<&'static str>, out: &mut String) {
        out.push_str(&format!("\n[[sheet.{}.column]]\n", quoted(sheet)));
        // What a line means is told once.
        let mut line = |key: &'static str, value: Option<String>, remark: &str| {
            if let Some(value) = value {
                let remark = if remark.is_empty() || !told.insert(key) { String::new() } else { format!("# {remark}") };
                out.push_str(format!("{:<28}{remark}", format!("{key} = {value}")).trim_end());
                out.push('\n');
            }
        };
        line("heading", Some(quoted(&self.heading)), "as it stands over the column");
        line("at", self.at.as_deref().map(quoted), "the letters of the column, where a heading stands twice");
        line("is", self.role.map(named), ROLES);
        line("name", self.name.as_deref().map(quoted), "of the field");
        line("type", self.of_type.map(named), "text, term, number, date, country, url or flag");
        line("separator", self.separator.as_deref().map(quoted), "several values in a cell are parted here");
        line("unit", self.unit.as_deref().map(quoted), "of its numbers");
    }
}
