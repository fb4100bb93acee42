//! `compare`: two records side by side, or two years, countries, topics or queries by what they count.

mod records;
mod selections;
mod subject;

use super::arguments::{CompareArguments, Filters};
use super::{CliError, ExitStatus, Output};
use crate::record::Language;
use crate::search::Catalogue;
use subject::Subjects;

pub(super) fn compare(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &CompareArguments,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let [a, b] = &asked.sides[..] else {
        return Err(CliError::Usage("two things are compared: ids, years, countries, topics or queries".to_owned()));
    };
    match Subjects::new(catalogue, [a, b])? {
        Subjects::Records(ids) => {
            if !filters.is_empty() {
                output.note("records are compared whole: -c, -t, --type and --date do not narrow them")?;
            }
            records::print(catalogue, ids, asked, language, output)
        }
        Subjects::Selections(queries) => selections::print(catalogue, filters, &queries, asked, language, output),
    }
}
