//! Answers in words, for a model to read: every record with its id, date, form and attestation, and the sources it rests on with their
//! publishers and addresses.

use serde_json::Value;

use super::questions::MOST;
use super::served::Served;
use crate::archive::{Id, Relation};
use crate::page::{self, Page, Piece, Target};
use crate::record::{Language, Outcome, Record};
use crate::text;
use crate::verify::{Finding, Verification};

/// Behind an answer that has nothing.
const NO_PROOF: &str = "That it is not in this archive is no proof that it was not said or done.";

/// Most sources named under one record of a list.
const FEW: usize = 6;

/// The answer of `search` in words.
pub fn search(served: &Served<'_>, found: &Value, remarks: &[String]) -> String {
    let blocks = found["blocks"].as_object().into_iter().flatten();
    let all = blocks.filter_map(|(_, count)| count.as_u64()).sum();
    listed(served, found, remarks, all)
}

/// How a hit was found, if not by all words as asked; nothing of what was not searched for.
fn how(hit: &Value) -> &'static str {
    match hit["block"].as_str() {
        Some("meaning") => ", found by meaning",
        Some("similar") => ", found by a similar spelling",
        Some("most") => ", holds most of the words",
        _ => "",
    }
}

/// The text that shows why a record was found, unless `said` has it: "summary: …"
fn why(hit: &Value, said: &str) -> Option<String> {
    let (field, snippet) = (hit["field"].as_str()?, hit["snippet"].as_str()?);
    let is_lit = hit["highlights"].as_array().is_some_and(|lit| !lit.is_empty());
    (is_lit && !said.contains(snippet.trim_matches('…').trim())).then(|| format!("{field}: {snippet}"))
}

/// The answer of `outcomes` and `commitments` in words.
pub fn outcomes(served: &Served<'_>, found: &Value, remarks: &[String]) -> String {
    listed(served, found, remarks, found["total"].as_u64().unwrap_or_default())
}

/// What was asked, the records that stand in an answer, what of `all` does not, and the sources.
fn listed(served: &Served<'_>, found: &Value, remarks: &[String], all: u64) -> String {
    let archive = served.archive();
    let results = found["results"].as_array().map_or(&[][..], Vec::as_slice);
    let mut lines: Vec<String> = remarks.iter().map(|remark| format!("{}.", text::capitalise(remark))).collect();
    if results.is_empty() {
        lines.push(format!("Understood as: {}.", found["query"].as_str().unwrap_or_default()));
        lines.push(NO_PROOF.to_owned());
        return lines.join("\n");
    }
    let (mut sources, mut number) = (Vec::new(), 0);
    for hit in results {
        let Some(id) = hit["id"].as_str().and_then(|id| archive.id(id)) else { continue };
        number += 1;
        let said = record(served, id, how(hit));
        let why = why(hit, &said).map_or_else(String::new, |why| format!("\n   {why}"));
        lines.push(format!("\n{number}. {said}{why}"));
        let own: Vec<Id> = archive.linked(id, Relation::Source).collect();
        if !own.is_empty() {
            let named: Vec<&str> = own.iter().take(FEW).map(|&id| archive.record(id).id()).collect();
            let more = if own.len() > FEW { format!(", and {} more", own.len() - FEW) } else { String::new() };
            lines.push(format!("   sources: {}{more}", named.join(", ")));
        }
        sources.extend(own.into_iter().take(FEW));
    }
    let shown = results.len() as u64;
    if shown < all {
        let more = all - shown;
        let rest = if all <= u64::from(MOST) {
            format!("For the rest ask again with limit {all}")
        } else {
            format!("One answer has at most {MOST}: for the rest ask part by part, by date, country, topic or type")
        };
        lines.push(format!("\n{shown} of {all} stand here; {more} do not. {rest}, or narrow the query."));
    }
    lines.push(self::sources(served, sources));
    lines.join("\n")
}

/// A record in a line, with its id, and with what of an outcome the line does not say.
fn record(served: &Served<'_>, id: Id, how: &str) -> String {
    let (archive, language) = (served.archive(), served.language);
    let record = archive.record(id);
    let mut said = format!("{} ({}{how}): ", record.id(), record.record_type().name());
    match record {
        Record::Source(_) => said.push_str(&source(served, id)),
        Record::Outcome(outcome) => {
            said.push_str(&page::line(archive, id, language));
            let about = particulars(served, id, outcome, language);
            if !about.is_empty() {
                said.push_str(&format!("\n   {}", about.join("; ")));
            }
        }
        _ => said.push_str(&page::line(archive, id, language)),
    }
    said
}

/// Who, to whom, how much, until when, and how well attested.
fn particulars(served: &Served<'_>, id: Id, outcome: &Outcome, language: Language) -> Vec<String> {
    let archive = served.archive();
    let parties = |ids: &[String]| page::parties(archive, ids, language);
    let parts = [
        ("by", parties(&outcome.by)),
        ("to", parties(&outcome.to)),
        ("figures:", outcome.figures.iter().map(page::figure).collect::<Vec<_>>().join(", ")),
        ("due", outcome.due.as_ref().map(|due| due.said(language)).unwrap_or_default()),
        ("attested:", archive.corroboration(id).map_or("", |corroboration| corroboration.label()).to_owned()),
    ];
    parts.into_iter().filter(|(_, words)| !words.is_empty()).map(|(label, words)| format!("{label} {words}")).collect()
}

/// The sources once each, with their publishers and addresses; nothing without any.
fn sources(served: &Served<'_>, mut ids: Vec<Id>) -> String {
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    if ids.is_empty() {
        return String::new();
    }
    let listed = ids.iter().map(|&id| format!("\n{}: {}", served.archive().record(id).id(), source(served, id)));
    format!("\nSources:{}", listed.collect::<String>())
}

/// "“Title”, publisher, 14 March 2025, primary, in ja, https://…"
fn source(served: &Served<'_>, id: Id) -> String {
    let Record::Source(source) = served.archive().record(id) else { return String::new() };
    let date = source.date.as_ref().map(|date| date.said(served.language));
    let language = source.language.as_deref().filter(|tag| *tag != "en").map(|tag| format!("in {tag}"));
    let parts = [Some(format!("“{}”", source.title)), Some(source.publisher.clone()), date, Some(source.kind.label().to_owned())];
    let parts: Vec<String> =
        parts.into_iter().chain([language, source.url.clone()]).flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A record in full, with the id of whatever it leads to behind its name.
pub fn page(served: &Served<'_>, id: Id) -> String {
    let archive = served.archive();
    let outside = |piece: &Piece| match piece.target {
        Some(Target::Record(to)) => archive.record_type(to).is_dated() && !served.holds(to),
        _ => false,
    };
    let put = |piece: &Piece| match piece.target {
        Some(Target::Record(to)) if to != id => format!("{} [{}]", piece.text, archive.record(to).id()),
        _ => piece.text.clone(),
    };
    let record = archive.record(id);
    let mut lines = vec![format!("{} ({})", record.id(), record.record_type().name())];
    let (mut above, mut left_out) = (None, 0);
    for block in Page::new(archive, id, served.language).blocks {
        if block.pieces.iter().any(outside) {
            left_out += 1;
            continue;
        }
        if block.kind.is_apart_from(above) {
            lines.push(String::new());
        }
        lines.push(format!("{}{}", block.label, block.pieces.iter().map(put).collect::<String>()));
        above = Some(block.kind);
    }
    if left_out > 0 {
        let left_out = text::count(left_out, "line");
        lines.push(format!("\nOnly {} is served here; {left_out} on records outside of it left out.", served.bounds));
    }
    lines.join("\n")
}

/// What follows from a verdict, and the sources of the records that came near.
pub fn verified(served: &Served<'_>, found: &Verification) -> String {
    let ids = found.findings.iter().map(|finding: &Finding| finding.id);
    let sources = sources(served, ids.flat_map(|id| served.archive().linked(id, Relation::Source)).collect());
    let remark = if found.is_found() { String::new() } else { format!("\n{NO_PROOF}\n") };
    format!("{remark}{sources}")
}

/// Counts, with what they are of.
pub fn counted(table: &str, remarks: &[String]) -> String {
    let mut lines: Vec<String> = remarks.iter().map(|remark| format!("{}.", text::capitalise(remark))).collect();
    lines.push(format!("\n{}", table.trim_end()));
    lines.join("\n")
}
