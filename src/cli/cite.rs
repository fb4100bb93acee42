//! `cite`: references to records.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use super::answer::{Cite, Reference};
use super::arguments::{CiteArguments, StyleChoice};
use super::{CliError, ExitStatus, Output, json, select};
use crate::archive::Archive;
use crate::export::{self, Citer, OutputFormat};
use crate::file;
use crate::record::Language;

/// Most bytes of a style; the largest of the published ones has some 250,000.
const LARGEST_STYLE: u64 = 4 << 20;

pub(super) fn cite(
    archive: &Archive,
    asked: &CiteArguments,
    lang: Option<Language>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let ids = select::records(archive, &asked.ids)?;
    let language = asked.locale.or(lang);
    let citer = match &asked.style {
        StyleChoice::Known(style) => Citer::new(*style, language),
        StyleChoice::File(path) => of_file(path, language)?,
    };
    match asked.format {
        OutputFormat::Json => {
            let reference = |&id| Reference {
                id: archive.record(id).id().to_owned(),
                text: citer.cite(archive, id, asked.with_sources),
                csl: export::csl_items(archive, id, asked.with_sources),
            };
            let results: Vec<Reference> = ids.iter().map(reference).collect();
            let style = asked.style.name();
            json::write(
                &Cite { schema: "cadialog.cite/1", data: export::Data::of(archive), style, total: results.len(), results },
                output,
            )?;
        }
        _ => citer.cite_all(archive, &ids, asked.with_sources, output.out)?,
    }
    Ok(ExitStatus::Fine)
}

/// The style in a file.
fn of_file(path: &Path, language: Option<Language>) -> Result<Citer, CliError> {
    let named = |what: &dyn std::fmt::Display| format!("the style {}: {what}", path.display());
    let bytes = file::open(path, OpenOptions::new().read(true)).and_then(|file| file::read(file, LARGEST_STYLE));
    let bytes = bytes.map_err(|error| CliError::Io(io::Error::new(error.kind(), named(&error))))?;
    let text = std::str::from_utf8(file::without_mark(&bytes)).map_err(|_| CliError::Usage(named(&"it is not UTF-8")))?;
    Citer::read(text, language).map_err(|fault| CliError::Usage(named(&fault)))
}
