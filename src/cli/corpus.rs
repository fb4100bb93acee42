//! What `collocates`, `keyness` and `trace --compare` have in common: which records they read, and how figures are printed.

use fixedbitset::FixedBitSet;

use super::arguments::{Filters, Matching};
use super::output::Style;
use super::select::Selection;
use super::{CliError, Output};
use crate::archive::{Archive, Id};
use crate::corpus::FEW;
use crate::search::Catalogue;
use crate::text;

/// Records that are read as a corpus.
pub(super) struct Corpus {
    pub selection: Selection,
    pub set: FixedBitSet,
}

impl Corpus {
    /// The records that count for the filters and `words`. Unless types are asked for, the dated ones: names of people in five scripts and
    /// titles of pages are nothing that was said at a meeting.
    pub fn new(
        catalogue: &Catalogue,
        filters: &Filters,
        words: &str,
        matching: Matching,
        output: &mut Output<'_>,
    ) -> Result<Self, CliError> {
        let selection = Selection::new(catalogue, filters, words, matching, output)?;
        if selection.query.asks_nothing() {
            let named = text::quote(words.trim());
            return Err(CliError::Usage(format!("no word in the query {named} that can be searched for")));
        }
        let archive = &catalogue.archive;
        let any = selection.query.types().is_empty();
        let is_read = |id: &Id| !any || archive.record_type(*id).is_dated();
        let set = set_of(archive, selection.ids().into_iter().filter(is_read));
        Ok(Self { selection, set })
    }

    /// What was asked, in a line: "country:KZ", or "all texts".
    pub fn named(&self) -> String {
        if self.selection.spelled.is_empty() { "all texts".to_owned() } else { self.selection.spelled.clone() }
    }
}

/// Records as a set.
pub(super) fn set_of(archive: &Archive, ids: impl Iterator<Item = Id>) -> FixedBitSet {
    let mut set = FixedBitSet::with_capacity(archive.end());
    ids.for_each(|id| set.insert(id.index()));
    set
}

/// A figure to four decimals, as programs get it.
pub(super) fn rounded(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}

/// What to say where some of the words listed occur fewer than five times.
pub(super) fn few(some: usize, listed: usize) -> Option<String> {
    (some > 0).then(|| {
        let all = text::thousands(listed);
        format!(
            "{} of {all} stand there fewer than {FEW} times (*): what figures say of them may be chance",
            text::thousands(some)
        )
    })
}

/// A count, marked where it is small.
pub(super) fn marked(count: usize, few: bool) -> String {
    // A blank in the place of the mark keeps the digits one under the other.
    format!("{count}{}", if few { "*" } else { " " })
}

/// Words in lines, made harmless.
pub(super) fn paragraph(words: &str, style: Style, output: &mut Output<'_>) -> Result<(), CliError> {
    let words = text::clean(words);
    for range in text::wrap(&words, output.width, 0) {
        writeln!(output.out, "{}", output.styled(words[range].trim_end(), style))?;
    }
    Ok(())
}

/// Warnings below a table, a paragraph each.
pub(super) fn print_warnings(warnings: &[String], output: &mut Output<'_>) -> Result<(), CliError> {
    for warning in warnings {
        writeln!(output.out)?;
        paragraph(warning, Style::Warning, output)?;
    }
    Ok(())
}
