//! `cite`: references to records.

use super::answer::{Cite, Reference};
use super::arguments::{CiteArguments, name_of};
use super::{CliError, ExitStatus, Output, json, select};
use crate::archive::Archive;
use crate::export::{self, OutputFormat};

pub(super) fn cite(archive: &Archive, asked: &CiteArguments, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let style = asked.style;
    let ids = select::records(archive, &asked.ids)?;
    match asked.format {
        OutputFormat::Json => {
            let reference = |&id| Reference {
                id: archive.record(id).id().to_owned(),
                text: export::cite(archive, id, style),
                csl: export::csl_items(archive, id),
            };
            let results: Vec<Reference> = ids.iter().map(reference).collect();
            let style = name_of(&style);
            json::write(
                &Cite { schema: "cadialog.cite/1", data: export::Data::of(archive), style, total: results.len(), results },
                output,
            )?;
        }
        _ => export::cite_all(archive, &ids, style, output.out)?,
    }
    Ok(ExitStatus::Fine)
}
