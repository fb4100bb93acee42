//! A report in Markdown: records grouped by type, quotes first, sources numbered at the end. Nothing in a record can act
//! as markup.

use std::collections::HashMap;
use std::io::{self, Write};

use super::annotation::Annotation;
use super::item::{self, Author, Item};
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Confidence, FieldType, Language, OwnField, OwnValue, Record, RecordType};
use crate::search::Annotations;
pub use crate::text::escape_markdown as escape;

/// The order of the report: what was said, what happened, what came of it, who and what is meant.
const ORDER: [RecordType; 10] = [
    RecordType::Quote,
    RecordType::Event,
    RecordType::Outcome,
    RecordType::Document,
    RecordType::Project,
    RecordType::Topic,
    RecordType::Country,
    RecordType::Person,
    RecordType::Organisation,
    RecordType::Place,
];

/// Writes the report on `ids`.
pub fn report(archive: &Archive, ids: &[Id], annotations: &Annotations, out: &mut dyn Write) -> io::Result<()> {
    let title = archive.packs().iter().map(|p| p.title.as_str()).collect::<Vec<_>>().join("; ");
    writeln!(out, "# {}", escape(&title))?;
    let (mut numbers, mut numbered) = (HashMap::new(), Vec::new());
    let mut number = |source: Id| {
        *numbers.entry(source).or_insert_with(|| {
            numbered.push(source);
            numbered.len()
        })
    };
    for of_type in ORDER {
        let records: Vec<Id> = ids.iter().copied().filter(|&id| archive.record(id).record_type() == of_type).collect();
        if records.is_empty() {
            continue;
        }
        writeln!(out, "\n## {}", crate::text::capitalise(of_type.plural()))?;
        for id in records {
            let mut numbers: Vec<usize> = archive.linked(id, Relation::Source).map(&mut number).collect();
            numbers.sort_unstable();
            let marks = numbers.iter().map(|number| format!("\\[{number}\\]")).collect::<Vec<_>>().concat();
            write!(out, "\n{}{}", record(archive, id, &marks), own(annotations, id, "\n"))?;
        }
    }
    for &id in ids.iter().filter(|&&id| archive.record(id).record_type() == RecordType::Source) {
        number(id);
    }
    if !numbered.is_empty() {
        writeln!(out, "\n## Sources\n")?;
    }
    for (n, &id) in numbered.iter().enumerate() {
        writeln!(out, "{}. {}", n + 1, source(&Item::of(archive, id)))?;
        write!(out, "{}", own(annotations, id, "    "))?;
    }
    let own = Item::of_archive(archive);
    writeln!(out, "\n---\n\n{}, {}, {}.", escape(item::AUTHORS), escape(&own.title), escape(&own.note))
}

/// What the reader has added, behind `lead`: a list item whose lines stay lines; empty where there is nothing.
fn own(annotations: &Annotations, id: Id, lead: &str) -> String {
    let Some(own) = Annotation::of(annotations, id) else { return String::new() };
    let lines: Vec<String> = own.told().iter().map(|line| escape(line)).collect();
    format!("{lead}- {}\n", lines.join(&format!("\\\n{}  ", lead.trim_start_matches('\n'))))
}

fn record(archive: &Archive, id: Id, marks: &str) -> String {
    let record = archive.record(id);
    if matches!(record, Record::Quote(_)) {
        return quote(archive, id, marks);
    }
    let item = Item::of(archive, id);
    let mut text = format!("### {}\n\n", escape(&item.title));
    let mut about: Vec<String> = Vec::new();
    about.extend(item.date.as_ref().map(ToString::to_string));
    about.extend(Some(item.place.clone()));
    about.extend(Some(item.genre.clone()).filter(|genre| genre != record.record_type().name()));
    if let Record::Event(event) = record {
        about.extend(Some(event.status.label().to_owned()).filter(|_| event.status != crate::record::Status::Held));
        about.extend(event.confidence.filter(|c| *c != Confidence::High).map(|c| format!("confidence: {}", c.label())));
    }
    about.push(format!("{} {}", record.record_type().name(), record.id()));
    about.retain(|part| !part.is_empty());
    text.push_str(&format!("*{}* {marks}\n", escape(&about.join(" · "))));
    if !item.text.is_empty() && item.text.trim_end_matches('.') != item.title {
        text.push_str(&format!("\n{}\n", escape(&item.text)));
    }
    let outcomes = page::outcomes(archive, id).into_iter().map(|outcome| match archive.record(outcome) {
        Record::Outcome(outcome) => format!("{}: {}", crate::text::capitalise(outcome.form.label()), outcome.text),
        other => other.title().to_owned(),
    });
    let inline = record.inline_outcomes().iter().map(|outcome| outcome.text.clone());
    let own = record.own().iter().map(|field| own_line(archive, field));
    let lines = own.chain(outcomes).chain(inline).chain(record.notes().iter().map(|note| format!("Note: {note}")));
    for (n, line) in lines.enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        text.push_str(&format!("{gap}- {}\n", escape(&line)));
    }
    text
}

/// A field of the pack’s own, with what it is called.
fn own_line(archive: &Archive, field: &OwnField) -> String {
    let said = |value: &OwnValue| match field.declaration.of_type {
        FieldType::Date => value.date().map(|date| date.to_string()),
        of_type => of_type.target().and_then(|_| archive.id(&value.text)).map(|id| archive.record(id).title().to_owned()),
    };
    let value = |value: &OwnValue| said(value).unwrap_or_else(|| value.with_unit(field.declaration));
    let values: Vec<String> = field.values.iter().map(value).collect();
    format!("{}: {}", crate::text::capitalise(field.declaration.label()), values.join(", "))
}

/// A block quote with who, where, when and how well attested; `marks` are the numbers of its sources.
pub fn quote(archive: &Archive, id: Id, marks: &str) -> String {
    let Some(quote) = archive.quote(id) else { return String::new() };
    let item = Item::of(archive, id);
    let mut about = vec![page::speaker(archive, quote, Language::En)];
    about.extend(quote.speaker.office.clone());
    about.extend([item.event.clone(), item.place.clone()]);
    about.extend(item.date.as_ref().map(ToString::to_string));
    about.retain(|part| !part.is_empty());
    let mut text = format!("> {}\n", escape(&item.text));
    if let Some(original) = &quote.original {
        text.push_str(&format!(">\n> {}\n", escape(&original.text)));
    }
    let attested = page::attestation(quote).replace(" · ", ", ");
    text.push_str(&format!(">\n> — {} *({}; quote {})* {marks}", escape(&about.join(", ")), escape(&attested), escape(&item.id)));
    format!("{}\n", text.trim_end())
}

/// A source as a list item: its title as a link.
pub fn source(source: &Item) -> String {
    let title = escape(&source.printed_title());
    let linked = if source.url.is_empty() {
        if source.described { title } else { format!("“{}”", super::item::inner(&title)) }
    } else {
        format!("[{title}](<{}>)", crate::text::markdown_address(&source.url))
    };
    let mut parts = vec![escape(&source.authors.iter().map(Author::listed).collect::<Vec<_>>().join("; ")), linked];
    parts.extend(source.date.as_ref().map(|date| escape(&date.to_string())));
    parts.extend(source.accessed.as_ref().map(|date| format!("accessed {date}")));
    parts.push(escape(&source.genre));
    parts.join(", ")
}
