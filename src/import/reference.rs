//! Reference libraries: BibTeX and BibLaTeX, RIS, CSL-JSON. Each entry becomes a source; what a source has no place for becomes a
//! declared field under the name that CSL has for it.

mod bib;
mod csl;
mod ris;

use std::borrow::Cow;

use serde_json::Value;

use crate::record::RecordType;
use crate::text::is_blank;

use super::address::host;
use super::day::{self, DateOrder};
use super::finding::ImportRemark;
use super::pack::{Declared, ImportedRecord};
use super::role::ColumnType;
use super::rows::Rows;
use super::visible::visible;

pub(super) use csl::is_csl;

/// The format of a reference library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Library {
    Bib,
    Ris,
    Csl,
}

/// What a source has for lack of a publisher: the schema wants one, and none is made up.
const NO_PUBLISHER: &str = "not stated";

/// An entry of a library, as far as the formats agree.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct ReferenceEntry {
    key: String,
    title: String,
    title_original: String,
    /// “Family, Given” or the name of a body.
    authors: Vec<String>,
    publisher: String,
    /// What it stands in.
    container: String,
    url: String,
    /// As written.
    date: String,
    accessed: String,
    language: String,
    notes: Vec<String>,
    /// The names of CSL, and the values, several of keywords and the like.
    others: Vec<(String, Vec<String>)>,
}

impl ReferenceEntry {
    /// Without what nobody can see, whatever the format has it from.
    fn visible(mut self) -> Self {
        let texts = [
            &mut self.key,
            &mut self.title,
            &mut self.title_original,
            &mut self.publisher,
            &mut self.container,
            &mut self.url,
            &mut self.date,
            &mut self.accessed,
            &mut self.language,
        ];
        let lists = [&mut self.authors, &mut self.notes].into_iter().flatten();
        let others = self.others.iter_mut().flat_map(|(name, values)| std::iter::once(name).chain(values));
        for text in texts.into_iter().chain(lists).chain(others) {
            visible(std::mem::take(text)).trim().clone_into(text);
            if is_blank(text) {
                text.clear();
            }
        }
        self.authors.retain(|author| !author.is_empty());
        self.notes.retain(|note| !note.is_empty());
        self
    }

    /// Keeps a value that has no place of its own.
    fn other(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match self.others.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => values.push(value.to_owned()),
            None => self.others.push((name.to_owned(), vec![value.to_owned()])),
        }
    }
}

/// Adds the entries of a library to a pack.
///
/// # Errors
/// In words, when it holds no entry that can be read.
pub(super) fn read(name: &str, format: Library, bytes: &[u8], table: usize, rows: &mut Rows<'_>) -> Result<(), String> {
    let (text, _, _) = super::encoding::decode(bytes, None);
    let mut faults = Vec::new();
    let references = match format {
        Library::Bib => bib::read(&text, &mut faults),
        Library::Ris => ris::read(&text, &mut faults),
        Library::Csl => csl::read(&text)?,
    };
    if references.is_empty() {
        let message = faults.first().map_or_else(|| "there is no entry in it".to_owned(), |(_, text)| text.clone());
        return Err(message);
    }
    rows.findings.extend(faults.into_iter().map(|(line, text)| ImportRemark { cell: format!("{name}:{line}"), text }));
    for (row, reference) in references.into_iter().enumerate() {
        rows.source(name, reference.visible(), (table, row));
    }
    Ok(())
}

impl Rows<'_> {
    fn source(&mut self, library: &str, reference: ReferenceEntry, origin: (usize, usize)) {
        let mut fields: Vec<(Cow<'static, str>, Value)> = Vec::new();
        let mut others = Vec::new();
        let mut put = |name: &'static str, value: String| {
            if !value.is_empty() {
                fields.push((Cow::Borrowed(name), Value::from(value)));
            }
        };
        let said = if reference.key.is_empty() { reference.title.as_str() } else { reference.key.as_str() };
        let stem = self.stem().to_owned();
        let id = self.ids.of(&stem, &[said]);
        let title = reference.title.clone();
        put("title", if title.is_empty() { format!("[{said}]") } else { title });
        put("title_original", reference.title_original.clone());
        put("author", reference.authors.join("; "));
        let is_web = super::profile::is_address(&reference.url);
        let host = if is_web { host(&reference.url) } else { "" };
        let publisher =
            [&reference.publisher, &reference.container, host, NO_PUBLISHER].into_iter().find(|name| !name.is_empty());
        put("publisher", publisher.unwrap_or_default().to_owned());
        if is_web {
            put("url", reference.url.clone());
        } else if !reference.url.is_empty() {
            others.push(("address".to_owned(), vec![reference.url.clone()]));
        }
        match language(&reference.language) {
            Some(tag) => put("language", tag),
            None => others.push(("language_given".to_owned(), vec![reference.language.clone()])),
        }
        for (name, given, written) in
            [("date", "date_given", &reference.date), ("accessed", "accessed_given", &reference.accessed)]
        {
            match day::read(written, DateOrder::DayFirst) {
                _ if written.trim().is_empty() => {}
                Some(reading) => {
                    if reading.loses {
                        others.push((given.to_owned(), vec![written.clone()]));
                    }
                    put(name, reading.edtf);
                }
                None => {
                    let text = format!("“{written}” is no date that can be read; it is kept as it is");
                    self.findings.push(ImportRemark { cell: format!("{library}: {said}"), text });
                    others.push((given.to_owned(), vec![written.clone()]));
                }
            }
        }
        put("kind", "secondary".to_owned());
        if !reference.notes.is_empty() {
            fields.push((Cow::Borrowed("notes"), Value::from(reference.notes)));
        }
        others.push(("citation_key".to_owned(), vec![reference.key.clone()]));
        others.push(("container".to_owned(), vec![reference.container.clone()]));
        others.extend(reference.others);
        for (name, values) in others {
            self.keep(&name, &values, &mut fields);
        }
        self.records.push(ImportedRecord { of_type: RecordType::Source, id, fields, table: origin.0, row: origin.1 });
    }

    fn keep(&mut self, name: &str, values: &[String], fields: &mut Vec<(Cow<'static, str>, Value)>) {
        let mut values: Vec<Value> =
            values.iter().filter(|value| !value.is_empty()).map(|value| Value::from(value.as_str())).collect();
        let several = values.len() > 1;
        let value = if several { Value::Array(values) } else { values.pop().unwrap_or_default() };
        let field = super::plan::field_name(name);
        if value.is_null() || fields.iter().any(|(known, _)| *known == field) {
            return;
        }
        let short = value.as_str().is_none_or(|value| value.chars().count() <= 40);
        match self.declared.iter_mut().find(|declared| declared.name == field) {
            Some(declared) if !several && !short => declared.of_type = ColumnType::Text,
            Some(_) => {}
            None => self.declared.push(Declared {
                name: field.clone(),
                on: vec![RecordType::Source],
                of_type: if short { ColumnType::Term } else { ColumnType::Text },
                label: if is_blank(name) { field.clone() } else { crate::text::capitalise(&name.replace(['_', '-'], " ")) },
                unit: None,
            }),
        }
        fields.push((Cow::Owned(field), value));
    }
}

/// The names under which libraries have languages.
const LANGUAGES: [(&str, &str); 14] = [
    ("english", "en"),
    ("american", "en-US"),
    ("british", "en-GB"),
    ("german", "de"),
    ("ngerman", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("russian", "ru"),
    ("japanese", "ja"),
    ("chinese", "zh"),
    ("korean", "ko"),
    ("kazakh", "kk"),
    ("uzbek", "uz"),
    ("italian", "it"),
];

/// The tag of a language (BCP 47), empty for none; `None` if it is not known.
fn language(name: &str) -> Option<String> {
    let name = name.trim();
    let lower = name.to_ascii_lowercase();
    if let Some((_, tag)) = LANGUAGES.iter().find(|(known, _)| *known == lower) {
        return Some((*tag).to_owned());
    }
    let is_tag = name.split(['-', '_']).enumerate().all(|(n, part)| {
        part.bytes().all(|b| b.is_ascii_alphanumeric())
            && if n == 0 { (2..=3).contains(&part.len()) } else { (1..=8).contains(&part.len()) }
    });
    (name.is_empty() || is_tag).then(|| name.replace('_', "-"))
}

#[cfg(test)]
mod tests;
