//! BibTeX and BibLaTeX.

use biblatex::{Bibliography, ChunksExt, Entry, Person};

use super::ReferenceEntry;

/// The entries; those that cannot be read are named by their lines, and kept as they are.
pub(super) fn read(text: &str, faults: &mut Vec<(usize, String)>) -> Vec<ReferenceEntry> {
    if let Ok(bibliography) = Bibliography::parse(text) {
        return bibliography.iter().map(reference).collect();
    }
    // One fault must not cost the rest.
    let mut strings = String::new();
    let mut found = Vec::new();
    for (at, part) in entries(text) {
        let name = part[1..].chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
        match name.as_str() {
            "string" => strings.push_str(part),
            "comment" | "preamble" => {}
            _ => match Bibliography::parse(&format!("{strings}{part}")) {
                Ok(bibliography) => found.extend(bibliography.iter().map(reference)),
                Err(error) => {
                    let line = text[..at].matches('\n').count() + 1;
                    faults.push((line, format!("this entry cannot be read ({}); it is kept as it is", error.kind)));
                    let key =
                        part.split(['{', '(']).nth(1).and_then(|rest| rest.split([',', '}', '\n']).next()).unwrap_or_default();
                    let mut reference = ReferenceEntry { key: key.trim().to_owned(), ..ReferenceEntry::default() };
                    reference.other("entry", part);
                    found.push(reference);
                }
            },
        }
    }
    found
}

/// Where entries begin: at an @ at the start of a line.
fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text
        .match_indices('@')
        .map(|(at, _)| at)
        .filter(|at| text[..*at].trim_end_matches([' ', '\t']).ends_with('\n') || *at == 0);
    let starts: Vec<usize> = starts.collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| (start, &text[start..end]))
}

fn reference(entry: &Entry) -> ReferenceEntry {
    let mut reference = ReferenceEntry { key: entry.key.clone(), ..ReferenceEntry::default() };
    reference.other("entry-type", &entry.entry_type.to_string());
    reference.authors = entry.author().unwrap_or_default().iter().map(listed).collect();
    let get = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim()).unwrap_or_default();
    let date = get("date");
    reference.date = if date.is_empty() {
        // “mar” stands for the month, as do numbers.
        let month = get("month");
        let (year, day) = (get("year"), get("day"));
        match month.trim().parse::<u32>() {
            Ok(month) if day.is_empty() => format!("{year}-{month:02}"),
            Ok(month) => format!("{year}-{month:02}-{:02}", day.trim().parse::<u32>().unwrap_or_default()),
            Err(_) => format!("{day} {month} {year}").trim().to_owned(),
        }
    } else {
        date
    };
    for (name, chunks) in &entry.fields {
        let value = chunks.format_verbatim();
        let value = value.trim();
        match name.as_str() {
            "title" => value.clone_into(&mut reference.title),
            "origtitle" => value.clone_into(&mut reference.title_original),
            "author" | "date" | "year" | "month" | "day" => {}
            "publisher" | "institution" | "organization" | "school" if reference.publisher.is_empty() => {
                value.clone_into(&mut reference.publisher);
            }
            "journal" | "journaltitle" | "booktitle" | "maintitle" if reference.container.is_empty() => {
                value.clone_into(&mut reference.container);
            }
            "url" => value.clone_into(&mut reference.url),
            "howpublished" if reference.url.is_empty() && value.contains("://") && !entry.fields.contains_key("url") => {
                value.trim_start_matches("\\url").trim_matches(['{', '}']).clone_into(&mut reference.url);
            }
            "urldate" => value.clone_into(&mut reference.accessed),
            "language" | "langid" if reference.language.is_empty() => value.clone_into(&mut reference.language),
            "note" | "annote" | "annotation" | "addendum" => reference.notes.push(value.to_owned()),
            "keywords" => value.split([',', ';']).for_each(|word| reference.other("keyword", word)),
            "editor" => {
                let editors = entry.editors().unwrap_or_default();
                editors.iter().flat_map(|(people, _)| people).for_each(|person| reference.other("editor", &listed(person)));
            }
            "doi" => reference.other("DOI", value),
            "pages" => reference.other("page", value),
            "number" => reference.other("number", value),
            "location" | "address" => reference.other("publisher-place", value),
            other => reference.other(other, value),
        }
    }
    if reference.title.is_empty() {
        reference.title.clone_from(&reference.container);
    }
    reference
}

/// “Family, Given”, with what stands before and behind.
fn listed(person: &Person) -> String {
    let family = format!("{} {}", person.prefix, person.name);
    let rest = [person.suffix.as_str(), &person.given_name].into_iter().filter(|part| !part.is_empty());
    std::iter::once(family.trim()).chain(rest).collect::<Vec<_>>().join(", ")
}
