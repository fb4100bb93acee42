//! BibTeX. Escaped by hand: the crate that reads it in the tests writes `\~` for a tilde, which LaTeX takes for an accent.

use std::fmt::Write;

use super::item::{Author, Item, ItemType};
use super::span::{self, Parts, Span};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// One entry, with a line break at its end.
pub fn entry(item: &Item) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let authors: Vec<String> = item.authors.iter().map(name).collect();
    if authors.is_empty() {
        // What nobody wrote is sorted by its title.
        fields.push(("key", escape(&item.title)));
    } else {
        fields.push(("author", authors.join(" and ")));
    }
    fields.push(("title", protected(&item.printed_title())));
    // Year and month are given only when they are certain; the note says the rest in words.
    if let Some(known) = item.date.as_ref().and_then(span::certain) {
        fields.push(("year", known.year.to_string()));
        fields.extend(known.month.map(|month| ("month", MONTHS[usize::from(month - 1)].to_owned())));
    }
    if !item.publisher.is_empty() {
        fields.push(("organization", escape(&item.publisher)));
    }
    if !item.url.is_empty() {
        fields.push(("url", address(&item.url)));
        if let Some(Span::Point(day)) = item.accessed.as_ref().map(Span::of) {
            fields.push(("urldate", dashed(day)));
        }
    }
    let mut note = item.note.clone();
    if item.kind == ItemType::Speech {
        let at = if item.event.is_empty() { String::new() } else { format!(" At: {}.", item.event) };
        note = format!("{}{at} {note}", item.text);
    }
    let dated = item.date.as_ref().filter(|_| matches!(item.kind, ItemType::Web | ItemType::Work));
    let published = dated.map(|date| format!("Published: {date}. ")).unwrap_or_default();
    let note = format!("{published}{}.", note.trim_end_matches('.'));
    fields.push(("note", escape(&note)));
    if !item.annotation.is_empty() {
        fields.push(("annote", escape(&item.annotation)));
    }
    if !item.language.is_empty() {
        fields.push(("language", escape(&item.language)));
    }
    if !item.keywords.is_empty() {
        fields.push(("keywords", escape(&item.keywords.join(", "))));
    }
    let mut entry = format!("@misc{{{},\n", item.key);
    for (field, value) in fields {
        // Names of months are macros, and stand without braces.
        let _ =
            if field == "month" { writeln!(entry, "  {field} = {value},") } else { writeln!(entry, "  {field} = {{{value}}},") };
    }
    entry.push_str("}\n");
    entry
}

/// Institutions in braces, so that no "and" or comma takes them apart.
pub(super) fn name(name: &Author) -> String {
    match name {
        Author::Person(family, Some(given)) => format!("{}, {}", braced(family), braced(given)),
        Author::Person(whole, None) | Author::Institution(whole) => format!("{{{}}}", escape(whole)),
    }
}

fn braced(part: &str) -> String {
    let escaped = escape(part);
    if part.contains(',') || part.split(' ').any(|word| word.eq_ignore_ascii_case("and")) {
        format!("{{{escaped}}}")
    } else {
        escaped
    }
}

/// Capitals after the first word stay capitals: each word that has one is braced by itself, without the marks around it.
pub(super) fn protected(text: &str) -> String {
    let mut out = String::new();
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let begin = word.find(char::is_alphanumeric).unwrap_or(word.len());
        let end = word.rfind(char::is_alphanumeric).map_or(begin, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
        let core = &word[begin..end];
        let capital = core.chars().any(char::is_uppercase) && (n > 0 || core.chars().skip(1).any(char::is_uppercase));
        let braced = if capital { format!("{{{}}}", escape(core)) } else { escape(core) };
        out.push_str(&format!("{}{braced}{}", escape(&word[..begin]), escape(&word[end..])));
    }
    out
}

/// `2025-03-14`, `2025-03` or `2025`, as far as known.
pub(super) fn dashed(parts: Parts) -> String {
    let mut text = format!("{:04}", parts.year);
    for part in [parts.month, parts.day].into_iter().map_while(|part| part) {
        let _ = write!(text, "-{part:02}");
    }
    text
}

/// Characters that mean something to TeX, as commands. Braces too, since BibTeX counts even escaped ones.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::text::clean(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// An address inside `\url{…}`: what would end it or start a command is percent-encoded.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '{' | '}' | '\\' | '^' | '`' | '"' | '<' | '>' | '|' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
