//! Records as JSON: a contract, versioned by `schema`, field names as in the pack format.

use std::io;

use serde::Serialize;

use super::answer::{Blocks, Found, List, Outline, Search, Show, Shown};
use super::select::Selection;
use super::{CliError, Output};
use crate::archive::{Archive, Id, Relation};
use crate::export::Data;
use crate::record::{Record, RecordType};
use crate::search::{Catalogue, HitBlock};

/// `cadialog.search/1`.
pub fn search(catalogue: &Catalogue, selection: &Selection, shown: usize, output: &mut Output<'_>) -> Result<(), CliError> {
    let results = found(catalogue, selection, shown);
    let (data, total, counts) = (Data::of(&catalogue.archive), selection.total(), selection.hits.counts);
    let (returned, truncated) = (results.len(), results.len() < selection.hits.list.len());
    let query = selection.spelled.clone();
    let [all, meaning, similar, most] = HitBlock::ALL.map(|block| counts.of_block(block));
    let blocks = Blocks { all, meaning, similar, most };
    write(&Search { schema: "cadialog.search/1", data, query, total, blocks, returned, truncated, results }, output)
}

/// The hits of `cadialog.search/1`, a line each.
pub fn search_lines(catalogue: &Catalogue, selection: &Selection, shown: usize, output: &mut Output<'_>) -> Result<(), CliError> {
    lines(found(catalogue, selection, shown).iter(), output)
}

/// The first `shown` hits, each with the text that shows the match.
pub fn found(catalogue: &Catalogue, selection: &Selection, shown: usize) -> Vec<Found> {
    let archive = &catalogue.archive;
    let passages = selection.view.passages(catalogue);
    let hit = |hit: &crate::search::Hit| {
        let passage = passages.of(hit, SNIPPET);
        let mut matched: Vec<String> = passage.lit.iter().map(|range| passage.text[range.clone()].to_owned()).collect();
        matched.dedup();
        Found {
            outline: outline(archive, hit.id),
            block: hit.section.block().name(),
            tier: hit.tier.name(),
            field: if passage.lit.is_empty() { hit.field.name() } else { passage.place() },
            matched,
            highlights: passage.lit.iter().map(|range| characters(&passage.text, range)).collect(),
            snippet: passage.text,
        }
    };
    selection.hits.list.iter().take(shown).map(hit).collect()
}

/// `cadialog.list/1`.
pub fn list(archive: &Archive, query: &str, shown: &[Id], total: usize, output: &mut Output<'_>) -> Result<(), CliError> {
    let results: Vec<Outline> = shown.iter().map(|&id| outline(archive, id)).collect();
    let (returned, truncated) = (results.len(), results.len() < total);
    let query = query.to_owned();
    write(&List { schema: "cadialog.list/1", data: Data::of(archive), query, total, returned, truncated, results }, output)
}

/// The records of `cadialog.list/1`, a line each.
pub fn outline_lines(archive: &Archive, ids: &[Id], output: &mut Output<'_>) -> Result<(), CliError> {
    lines(ids.iter().map(|&id| outline(archive, id)), output)
}

/// `cadialog.show/1`: whole records, each with what refers to it.
pub fn show(archive: &Archive, ids: &[Id], output: &mut Output<'_>) -> Result<(), CliError> {
    let referring = |id: Id| {
        let of = |of_type: RecordType| {
            let from: Vec<String> =
                archive.referring(id, of_type).into_iter().map(|from| archive.record(from).id().to_owned()).collect();
            (!from.is_empty()).then(|| (of_type.plural().to_owned(), from))
        };
        RecordType::ALL.into_iter().filter_map(of).collect()
    };
    let results: Vec<Shown<'_>> =
        ids.iter().map(|&id| Shown { record: archive.record(id), referred_to_by: referring(id) }).collect();
    write(&Show { schema: "cadialog.show/1", data: Data::of(archive), total: results.len(), results }, output)
}

/// What every listed record says of itself.
pub fn outline(archive: &Archive, id: Id) -> Outline {
    let record = archive.record(id);
    let ids = |relation| archive.linked(id, relation).map(|to| archive.record(to).id().to_owned()).collect();
    Outline {
        of_type: record.record_type().name(),
        id: record.id().to_owned(),
        title: record.title().to_owned(),
        date: archive.date(id).map(|date| date.edtf().to_owned()),
        countries: ids(Relation::Country),
        topics: ids(Relation::Topic),
        speaker: speaker(archive, id, record),
    }
}

/// Who spoke, if the record is a quote that says it.
pub fn speaker(archive: &Archive, id: Id, record: &Record) -> Option<String> {
    let Record::Quote(quote) = record else { return None };
    let called = |relation| archive.linked(id, relation).next().map(|who| archive.record(who).title().to_owned());
    called(Relation::Speaker).or_else(|| quote.speaker.description.clone()).or_else(|| called(Relation::Organisation))
}

/// About how many characters of a text show a match.
const SNIPPET: usize = 160;

/// A byte range as character positions, which any language can use.
fn characters(text: &str, range: &std::ops::Range<usize>) -> [usize; 2] {
    [text[..range.start].chars().count(), text[..range.end].chars().count()]
}

/// A whole answer, indented.
pub fn write(answer: &impl Serialize, output: &mut Output<'_>) -> Result<(), CliError> {
    let json = serde_json::to_string_pretty(answer).map_err(io::Error::from)?;
    writeln!(output.out, "{}", crate::text::escape_json(&json))?;
    Ok(())
}

/// Answers, a line each.
pub fn lines<T: Serialize>(answers: impl Iterator<Item = T>, output: &mut Output<'_>) -> Result<(), CliError> {
    for answer in answers {
        let json = serde_json::to_string(&answer).map_err(io::Error::from)?;
        writeln!(output.out, "{}", crate::text::escape_json(&json))?;
    }
    Ok(())
}
