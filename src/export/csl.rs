//! CSL-JSON: what Zotero, Pandoc and the citation processors read. Institutions are `literal` and stay whole.

use serde_json::{Value, json};

use super::item::{Author, Item, ItemType};
use super::span::{Parts, Span};
use crate::archive::{Archive, Id, Relation};
use crate::record::Date;

/// The record; `with_sources` its sources and the archive behind it, in that order.
pub fn items(archive: &Archive, id: Id, with_sources: bool) -> Vec<Value> {
    let sources = archive.linked(id, Relation::Source).map(|source| Item::of(archive, source));
    let more = sources.chain(std::iter::once_with(|| Item::of_archive(archive)));
    let more = more.take(if with_sources { usize::MAX } else { 0 });
    std::iter::once(Item::cited(archive, id)).chain(more).map(|item| entry(&item)).collect()
}

/// The type that CSL has for it.
pub fn type_of(item: &Item) -> &'static str {
    match item.kind {
        ItemType::Event => "event",
        ItemType::Speech => "speech",
        ItemType::Report => "report",
        ItemType::Web => "webpage",
        ItemType::Entry => "entry",
        ItemType::Work => "document",
        ItemType::Dataset => "dataset",
    }
}

/// One item.
pub fn entry(item: &Item) -> Value {
    let names: Vec<Value> = item.authors.iter().map(name).collect();
    let mut entry = json!({ "id": item.key, "type": type_of(item), "title": item.printed_title() });
    if !names.is_empty() {
        entry["author"] = names.into();
    }
    let mut put = |field: &str, value: &str| {
        if !value.is_empty() {
            entry[field] = value.into();
        }
    };
    put("container-title", &item.container);
    put("publisher", &item.publisher);
    put("event-title", &item.event);
    put("event-place", &item.place);
    put("URL", &item.url);
    put("language", &item.language);
    // Of a source the kind is a remark on it, and no genre.
    put("genre", if matches!(item.kind, ItemType::Web | ItemType::Work) { "" } else { &item.genre });
    put("abstract", &item.text);
    put("note", [item.note.as_str(), &item.annotation].join("\n").trim_end());
    put("keyword", &item.keywords.join(", "));
    if item.kind == ItemType::Speech || item.kind == ItemType::Event {
        put("archive", "cadialog");
        put("archive_location", &item.id);
    }
    if !item.described && !item.original.is_empty() {
        // Not as "original-title": that is the title under which a translated work came out first, and printed as such.
        entry["custom"] = json!({ "original-title": item.original, "translated-title": item.title });
    }
    if let Some(day) = &item.date {
        // No "event-date" beside it: styles that know both print the day twice.
        entry["issued"] = date(day);
    }
    if let Some(day) = &item.accessed {
        entry["accessed"] = date(day);
    }
    entry
}

fn name(name: &Author) -> Value {
    match name {
        Author::Person(family, Some(given)) => json!({ "family": family, "given": given }),
        Author::Person(whole, None) | Author::Institution(whole) => json!({ "literal": whole }),
    }
}

/// Year, month and day as far as they are known.
pub(super) fn date_parts(parts: Parts) -> Vec<i32> {
    let more = [parts.month, parts.day].into_iter().map_while(|part| part.map(i32::from));
    std::iter::once(parts.year).chain(more).collect()
}

/// `date-parts` at the precision known. What year, month and day cannot say, words do, which processors prefer.
fn date(date: &Date) -> Value {
    let parts = date_parts;
    let mut value = match Span::of(date) {
        Span::Point(day) => json!({ "date-parts": [parts(day)] }),
        Span::Lasting(first, last) => json!({ "date-parts": [parts(first), parts(last)] }),
        Span::Between(first, last) => {
            json!({ "date-parts": [parts(first), parts(last)], "circa": true, "literal": date.to_string() })
        }
        Span::Words => json!({ "literal": date.to_string() }),
    };
    if date.is_doubtful() {
        value["circa"] = true.into();
    }
    value
}
