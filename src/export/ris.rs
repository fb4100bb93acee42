//! RIS: `TY  - …` to `ER  - `, one value a line, lines ending with CR LF. Never `GEN`, which Zotero takes for a journal article.

use super::item::{Author, Item, ItemType};
use super::span::{self, Parts, Span};
use crate::record::Date;

/// One entry, with an empty line behind it.
pub fn entry(item: &Item) -> String {
    let mut lines = Lines(String::new());
    lines.put(
        "TY",
        match item.kind {
            ItemType::Event | ItemType::Web | ItemType::Entry => "ELEC",
            ItemType::Speech => "SLIDE",
            ItemType::Report | ItemType::Work => "RPRT",
            ItemType::Dataset => "DATA",
        },
    );
    lines.put("ID", &item.key);
    lines.put("TI", &item.printed_title());
    for author in &item.authors {
        lines.put("AU", &name(author));
    }
    let meeting = if item.event.is_empty() { &item.container } else { &item.event };
    lines.put("T2", meeting);
    if let Some(date) = &item.date {
        dates(date, &mut lines);
    }
    lines.put("CY", &item.place);
    lines.put("PB", &item.publisher);
    lines.put("UR", &item.url);
    if let Some(day) = &item.accessed
        && let Span::Point(parts) = Span::of(day)
    {
        lines.put("Y2", &slashed(parts));
    }
    lines.put("LA", &item.language);
    lines.put("AB", &item.text);
    lines.put("N1", &item.note);
    lines.put("N1", &item.annotation);
    lines.put("M3", &item.genre);
    for keyword in &item.keywords {
        lines.put("KW", keyword);
    }
    lines.put("DB", "cadialog");
    lines.0.push_str("ER  - \r\n\r\n");
    lines.0
}

struct Lines(String);

impl Lines {
    fn put(&mut self, tag: &str, value: &str) {
        let value = crate::text::clean(value);
        if !value.trim().is_empty() {
            self.0.push_str(&format!("{tag}  - {}\r\n", value.trim()));
        }
    }
}

/// Readers take authors apart at commas, so an institution has none.
fn name(name: &Author) -> String {
    match name {
        Author::Person(family, Some(given)) => format!("{}, {}", family.replace(',', " "), given.replace(',', " ")),
        Author::Person(whole, None) | Author::Institution(whole) => whole.replace(", ", " ").replace(',', " "),
    }
}

/// What is certain of the date; the note has every date in words.
fn dates(date: &Date, lines: &mut Lines) {
    if let Some(known) = span::certain(date) {
        lines.put("DA", &slashed(known));
        lines.put("PY", &format!("{:04}", known.year));
    }
}

/// `2025/03/14`, `2025/03` or `2025`, as far as known.
fn slashed(parts: Parts) -> String {
    let mut text = format!("{:04}", parts.year);
    for part in [parts.month, parts.day].into_iter().map_while(|part| part) {
        text.push_str(&format!("/{part:02}"));
    }
    text
}
