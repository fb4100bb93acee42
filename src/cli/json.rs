//! Records as JSON: a contract, versioned by `schema`, field names as in the pack format.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::{CliError, Output};
use crate::archive::{Archive, Id, Relation};
use crate::query::{Catalogue, Hits, Query, View};
use crate::record::{Field, RecordType};

/// `cadialog.search/1`.
pub fn search(
    catalogue: &Catalogue,
    asked: &Query,
    view: &View,
    hits: &Hits,
    limit: Option<usize>,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    let archive = &catalogue.archive;
    let lit = view.lit(catalogue);
    let results: Vec<Value> = hits
        .list
        .iter()
        .take(limit.unwrap_or(usize::MAX))
        .map(|hit| {
            let mut result = outline(archive, hit.id);
            let snippet = snippet(archive, hit.id, hit.field, &lit);
            let highlights: Vec<[usize; 2]> = lit.ranges(&snippet).into_iter().map(|r| characters(&snippet, &r)).collect();
            result["tier"] = hit.tier.name().into();
            result["field"] = hit.field.name().into();
            result["snippet"] = snippet.into();
            result["highlights"] = json!(highlights);
            result
        })
        .collect();
    write(envelope(archive, "cadialog.search/1", asked, hits.list.len(), results), output)
}

/// `cadialog.list/1`.
pub fn list(
    catalogue: &Catalogue,
    of_type: RecordType,
    asked: &Query,
    ids: &[Id],
    limit: Option<usize>,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    let archive = &catalogue.archive;
    let results = ids.iter().take(limit.unwrap_or(usize::MAX)).map(|&id| outline(archive, id)).collect();
    let mut answer = envelope(archive, "cadialog.list/1", asked, ids.len(), results);
    answer["type"] = of_type.name().into();
    write(answer, output)
}

/// `cadialog.show/1`: whole records, each with what refers to it.
pub fn show(archive: &Archive, ids: &[Id], output: &mut Output<'_>) -> Result<(), CliError> {
    let mut results = Vec::new();
    for &id in ids {
        let mut record = serde_json::to_value(archive.record(id)).map_err(io::Error::from)?;
        let mut referring = serde_json::Map::new();
        for of_type in RecordType::ALL {
            let from: Vec<&str> = archive.referring(id, of_type).into_iter().map(|from| archive.record(from).id()).collect();
            if !from.is_empty() {
                referring.insert(of_type.plural().to_owned(), json!(from));
            }
        }
        record["referred_to_by"] = Value::Object(referring);
        results.push(record);
    }
    let answer = json!({"schema": "cadialog.show/1", "data": data(archive), "total": results.len(), "results": results});
    write(answer, output)
}

fn envelope(archive: &Archive, schema: &str, asked: &Query, total: usize, results: Vec<Value>) -> Value {
    json!({
        "schema": schema,
        "data": data(archive),
        "query": asked.spell(archive),
        "total": total,
        "returned": results.len(),
        "truncated": results.len() < total,
        "results": results,
    })
}

fn data(archive: &Archive) -> Value {
    let packs: Vec<Value> = archive.packs().iter().map(|p| json!({"name": p.name, "version": p.version})).collect();
    json!({ "packs": packs })
}

/// What every listed record says of itself.
fn outline(archive: &Archive, id: Id) -> Value {
    let record = archive.record(id);
    let ids = |relation| archive.linked(id, relation).map(|to| archive.record(to).id()).collect::<Vec<_>>();
    json!({
        "type": record.record_type().name(),
        "id": record.id(),
        "title": record.title(),
        "date": archive.date(id).map(crate::record::Date::edtf),
        "countries": ids(Relation::Country),
        "topics": ids(Relation::Topic),
    })
}

/// The text of the hit's field that shows the match, cut to about 160 characters around it.
fn snippet(archive: &Archive, id: Id, field: Field, lit: &crate::query::Lit<'_>) -> String {
    let mut best: Option<String> = None;
    let mut first = None;
    archive.record(id).texts(&mut |of, text| {
        first.get_or_insert_with(|| text.to_owned());
        if best.is_none() && of == field && !lit.ranges(text).is_empty() {
            best = Some(text.to_owned());
        }
    });
    let text = best.or(first).unwrap_or_default();
    let at = lit.ranges(&text).first().map_or(0, |range| range.start);
    let start = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| text[..at].rfind(' ').map_or(0, |blank| blank + 1));
    let rest = &text[start..];
    let end = rest.char_indices().nth(160).map_or(rest.len(), |(at, _)| rest[..at].rfind(' ').unwrap_or(at));
    let lead = if start > 0 { "…" } else { "" };
    let tail = if end < rest.len() { "…" } else { "" };
    format!("{lead}{}{tail}", &rest[..end])
}

/// A byte range as character positions, which any language can use.
fn characters(text: &str, range: &std::ops::Range<usize>) -> [usize; 2] {
    [text[..range.start].chars().count(), text[..range.end].chars().count()]
}

fn write(answer: impl Serialize, output: &mut Output<'_>) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut output.out, &answer).map_err(io::Error::from)?;
    writeln!(output.out)?;
    Ok(())
}
