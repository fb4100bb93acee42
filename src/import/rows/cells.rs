//! One row taken apart: what each of its cells says, by the role of its column.

use serde_json::Value;

use super::draft::RecordDraft;
use super::{Rows, Sheet, TOLD};
use crate::import::day::{self, Reading};
use crate::import::finding::ImportRemark;
use crate::import::markup;
use crate::import::number;
use crate::import::plan::Column;
use crate::import::profile::{is_address, pieces};
use crate::import::role::{ColumnRole, ColumnType};
use crate::import::table::{SheetCell, SheetRow};
use crate::import::visible::visible;

impl Rows<'_> {
    pub(super) fn draft(&mut self, sheet: &mut Sheet<'_>, row: usize, cells: SheetRow) -> RecordDraft {
        let mut draft = RecordDraft::default();
        let plan = sheet.plan;
        let mut columns = plan.columns.iter().enumerate().peekable();
        for (at, cell) in cells {
            while columns.next_if(|(_, column)| column.at < at).is_some() {}
            let Some((number, column)) = columns.next_if(|(_, column)| column.at == at) else { continue };
            self.cell(sheet, &mut draft, (row, number), column, cell);
        }
        if let Some((number, text)) = draft.settle_date() {
            let text = format!("“{text}” makes no range with the beginning; it is kept as it is");
            self.unread(sheet, row, &plan.columns[number], &text);
        }
        draft
    }

    fn cell(
        &mut self,
        sheet: &mut Sheet<'_>,
        draft: &mut RecordDraft,
        (row, number): (usize, usize),
        column: &Column,
        cell: SheetCell,
    ) {
        let typed = if let SheetCell::Number(number) = cell { Some(number) } else { None };
        let is_error = matches!(cell, SheetCell::Error(_));
        let mut text = visible(cell.into_text());
        if is_error {
            self.unread(sheet, row, column, &format!("the formula of this cell gives {text}"));
            return draft.given(number, &text);
        }
        if column.role != ColumnRole::Address
            && let Some((plain, loses)) = markup::plain(&text)
        {
            // What stands for a character may stand for one that nobody can see.
            let plain = visible(plain).trim().to_owned();
            if loses {
                draft.given(number, &text);
            }
            if crate::text::is_blank(&plain) {
                return draft.given(number, &text);
            }
            text = plain;
        }
        if sheet.plan.title_from == Some(column.at) {
            draft.title_from = Some(text.clone());
        }
        let list = |text: &str| -> Vec<String> { pieces(text, column.separator.as_deref()).map(str::to_owned).collect() };
        match column.role {
            ColumnRole::Id => {
                draft.id = Some(text.clone());
                draft.field(number, Value::from(text));
            }
            ColumnRole::Title => draft.title = Some((number, text)),
            ColumnRole::Text => draft.text = Some((number, text)),
            ColumnRole::Summary => draft.summary = Some((number, text)),
            ColumnRole::Notes => draft.notes.push((number, text)),
            ColumnRole::Kind => draft.kind = Some((number, text)),
            ColumnRole::City => draft.city = Some((number, text)),
            ColumnRole::Venue => draft.venue = Some((number, text)),
            ColumnRole::Speaker => draft.speaker = Some((number, text)),
            ColumnRole::Office => draft.office = Some((number, text)),
            ColumnRole::People => draft.people = Some((number, list(&text))),
            ColumnRole::Organisations => draft.bodies = Some((number, list(&text))),
            ColumnRole::Hosts => draft.hosts = Some((number, list(&text))),
            ColumnRole::Date | ColumnRole::Start | ColumnRole::End | ColumnRole::Due => {
                self.date(sheet, draft, (row, number), column, typed, &text);
            }
            ColumnRole::Year | ColumnRole::Month | ColumnRole::Day => draft.part(column.role, number, &text),
            ColumnRole::Countries => {
                // “Korea, Republic of” is one.
                let whole = column.separator.as_deref().is_none_or(|by| by == ",").then(|| self.country(&text)).flatten();
                if let Some(id) = whole {
                    return draft.countries.push((number, id));
                }
                for name in pieces(&text, column.separator.as_deref()) {
                    if let Some(id) = self.country(name) {
                        draft.countries.push((number, id));
                        continue;
                    }
                    // One that comes again is told once.
                    if !sheet.strangers.contains(name) {
                        sheet.strangers.insert(name.to_owned());
                        self.unread(sheet, row, column, &format!("no country is called “{name}”; it is kept as it is"));
                    }
                    draft.given(number, &text);
                }
            }
            ColumnRole::Country => match self.country(&text) {
                Some(id) => draft.place_country = Some((number, id)),
                None => draft.given(number, &text),
            },
            ColumnRole::Topics => {
                for name in pieces(&text, column.separator.as_deref()) {
                    match self.topic(name) {
                        Some(id) => draft.topics.push((number, id)),
                        None => draft.given(number, &text),
                    }
                }
            }
            ColumnRole::Address => {
                let parts: Vec<&str> =
                    text.split(|c: char| c.is_whitespace() || c == ';').filter(|part| !part.is_empty()).collect();
                if parts.iter().any(|part| !is_address(part)) {
                    self.unread(sheet, row, column, &format!("“{text}” is no address of the web; it is kept as it is"));
                    draft.given(number, &text);
                }
                draft.addresses.extend(parts.into_iter().filter(|part| is_address(part)).map(str::to_owned));
            }
            ColumnRole::Status => match number::status(&text) {
                Some(status) => draft.status = Some((number, status)),
                None => draft.given(number, &text),
            },
            ColumnRole::Ordinal
            | ColumnRole::For
            | ColumnRole::Against
            | ColumnRole::Abstain
            | ColumnRole::Latitude
            | ColumnRole::Longitude => match number::read(&text, column.comma) {
                Some(value) => draft.numbers.push((column.role, number, value)),
                None => {
                    self.unread(sheet, row, column, &format!("“{text}” is no number; it is kept as it is"));
                    draft.given(number, &text);
                }
            },
            ColumnRole::Field => self.field(sheet, draft, (row, number), column, typed, text),
        }
    }

    fn date(
        &mut self,
        sheet: &mut Sheet<'_>,
        draft: &mut RecordDraft,
        at: (usize, usize),
        column: &Column,
        typed: Option<f64>,
        text: &str,
    ) {
        let (row, number) = at;
        match Self::read_date(sheet, column, typed, text) {
            Some(reading) => {
                if reading.loses {
                    draft.given(number, text);
                }
                match column.role {
                    ColumnRole::Date => draft.date = Some(reading.edtf),
                    ColumnRole::Start => draft.start = Some(reading.edtf),
                    ColumnRole::End => draft.end = Some((number, reading.edtf, text.to_owned())),
                    _ => draft.due = Some(reading.edtf),
                }
            }
            None => {
                self.no_date(sheet, row, column, text);
                draft.given(number, text);
            }
        }
    }

    fn no_date(&mut self, sheet: &mut Sheet<'_>, row: usize, column: &Column, text: &str) {
        if !day::is_unknown(text) {
            let shown = crate::text::truncate(text, 60, "…");
            self.unread(sheet, row, column, &format!("“{shown}” is no date that can be read; it is kept as it is"));
        }
    }

    fn read_date(sheet: &mut Sheet<'_>, column: &Column, typed: Option<f64>, text: &str) -> Option<Reading> {
        let serial = typed.or_else(|| text.parse().ok().filter(|value| *value > 2200.0 && text.len() < 8));
        let reading = match serial.filter(|_| column.serial) {
            Some(serial) => {
                let (edtf, loses) = day::of_serial(serial, sheet.table.from_1904)?;
                Reading { edtf, loses, short_year: false }
            }
            None => day::read(text, sheet.plan.order)?,
        };
        sheet.short_years |= reading.short_year;
        Some(reading)
    }

    fn field(
        &mut self,
        sheet: &mut Sheet<'_>,
        draft: &mut RecordDraft,
        at: (usize, usize),
        column: &Column,
        typed: Option<f64>,
        text: String,
    ) {
        let (row, number) = at;
        if matches!(column.of_type, ColumnType::Text | ColumnType::Url) {
            return draft.field(number, Value::from(text));
        }
        let text = text.as_str();
        let value = match column.of_type {
            ColumnType::Text | ColumnType::Url => Some(Value::from(text)),
            ColumnType::Term => {
                let mut parts: Vec<Value> = pieces(text, column.separator.as_deref()).map(Value::from).collect();
                if parts.len() > 1 { Some(Value::Array(parts)) } else { parts.pop() }
            }
            ColumnType::Number => {
                let percent = column.unit.as_deref() == Some("%");
                let digits = if percent { text.strip_suffix('%').unwrap_or(text) } else { text };
                number::read(digits, column.comma && typed.is_none()).map(number::value)
            }
            ColumnType::Date => Self::read_date(sheet, column, typed, text).map(|reading| {
                if reading.loses {
                    draft.given(number, text);
                }
                Value::from(reading.edtf)
            }),
            ColumnType::Flag => number::flag(text).map(Value::Bool),
            ColumnType::Country => {
                let names: Vec<&str> = pieces(text, column.separator.as_deref()).collect();
                let mut known: Vec<Value> = names.iter().filter_map(|name| self.country(name)).map(Value::from).collect();
                match known.len() {
                    found if found < names.len() => None,
                    1 => known.pop(),
                    _ => Some(Value::Array(known)),
                }
            }
        };
        match value {
            Some(value) => draft.field(number, value),
            None => {
                match column.of_type {
                    ColumnType::Date => self.no_date(sheet, row, column, text),
                    _ => self.unread(
                        sheet,
                        row,
                        column,
                        &format!("“{text}” is not like the others of its column; it is kept as it is"),
                    ),
                }
                draft.given(number, text);
            }
        }
    }

    /// Tells of a cell that could not be read.
    fn unread(&mut self, sheet: &mut Sheet<'_>, row: usize, column: &Column, text: &str) {
        let count = sheet.unread.entry(column.at).or_default();
        *count += 1;
        if *count <= TOLD {
            self.findings.push(ImportRemark { cell: sheet.table.called(row, column.at), text: text.to_owned() });
        }
    }
}
