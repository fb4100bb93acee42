//! Entries for biblatex and its program biber: as BibTeX, with the types, the EDTF dates and the fields that only biblatex has.

use std::fmt::Write;

use super::bibtex::{address, dashed, escape, name, protected};
use super::item::{Item, ItemType};
use super::span::{Span, certain};
use crate::record::Date;

/// One entry, with a line break at its end.
pub fn entry(item: &Item) -> String {
    let kind = match item.kind {
        ItemType::Web => "online",
        ItemType::Report => "report",
        ItemType::Speech => "unpublished",
        ItemType::Dataset => "dataset",
        ItemType::Event | ItemType::Entry | ItemType::Work => "misc",
    };
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut put = |field, value: String| {
        if !value.is_empty() {
            fields.push((field, value));
        }
    };
    put("author", item.authors.iter().map(name).collect::<Vec<_>>().join(" and "));
    let (title, addon) = match item.original.as_str() {
        "" => (item.printed_title(), String::new()),
        original => (original.to_owned(), format!("[{}]", item.title)),
    };
    put("title", protected(&title));
    put("titleaddon", protected(&addon));
    put("date", item.date.as_ref().map(date).unwrap_or_default());
    let is_report = item.kind == ItemType::Report;
    put("type", if is_report { escape(&item.genre) } else { String::new() });
    put(if is_report { "institution" } else { "organization" }, escape(&item.publisher));
    put("eventtitle", escape(&item.event));
    put("venue", if item.event.is_empty() { String::new() } else { escape(&item.place) });
    put("location", if item.event.is_empty() { escape(&item.place) } else { String::new() });
    put("howpublished", if is_report || item.genre.is_empty() { String::new() } else { escape(&item.genre) });
    put("url", address(&item.url));
    put("urldate", item.accessed.as_ref().filter(|_| !item.url.is_empty()).map(date).unwrap_or_default());
    put("langid", language(&item.language).to_owned());
    let words = if item.kind == ItemType::Speech { format!("{} ", item.text) } else { String::new() };
    put("note", escape(format!("{words}{}", item.note).trim()));
    put("annotation", escape(&item.annotation));
    put("keywords", escape(&item.keywords.join(", ")));
    let mut entry = format!("@{kind}{{{},\n", item.key);
    for (field, value) in fields {
        let _ = writeln!(entry, "  {field} = {{{value}}},");
    }
    entry.push_str("}\n");
    entry
}

/// A date as biblatex reads it, EDTF levels 0 and 1; of what these cannot say only what is certain.
fn date(date: &Date) -> String {
    let doubt = match (date.edtf().contains(['~', '%']), date.is_uncertain()) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    };
    match Span::of(date) {
        Span::Point(at) => format!("{}{doubt}", dashed(at)),
        Span::Lasting(first, last) if doubt.is_empty() => format!("{}/{}", dashed(first), dashed(last)),
        _ => certain(date).map(dashed).unwrap_or_default(),
    }
}

/// The languages of babel by their tags; others are left out.
fn language(tag: &str) -> &'static str {
    match tag.split('-').next().unwrap_or_default() {
        "en" => "english",
        "ja" => "japanese",
        "ru" => "russian",
        "de" => "german",
        "fr" => "french",
        "it" => "italian",
        "es" => "spanish",
        "pt" => "portuguese",
        "tr" => "turkish",
        "tk" => "turkmen",
        _ => "",
    }
}
