//! RIS: a tag of two characters, two blanks, a hyphen and a blank, then the value; from `TY` to `ER`.

use super::ReferenceEntry;

/// The entries. Lines that stand in none are named.
pub(super) fn read(text: &str, faults: &mut Vec<(usize, String)>) -> Vec<ReferenceEntry> {
    let mut found = Vec::new();
    let mut entry: Option<RisEntry> = None;
    for (number, line) in text.lines().enumerate() {
        match (tag(line), &mut entry) {
            (Some(("TY", of_type)), _) => {
                // An entry that does not end ends where the next begins.
                found.extend(entry.replace(RisEntry::new(of_type)).map(RisEntry::finish));
            }
            (Some(("ER", _)), _) => found.extend(entry.take().map(RisEntry::finish)),
            (Some((tag, value)), Some(entry)) => entry.lines.push((tag.to_owned(), value.to_owned())),
            (None, Some(entry)) if !line.trim().is_empty() => match entry.lines.last_mut() {
                // A long value goes on.
                Some((_, value)) => value.push_str(&format!("\n{}", line.trim())),
                None => faults.push((number + 1, "this line has no tag".to_owned())),
            },
            (Some(_), None) => faults.push((number + 1, "this line stands in no entry; it is not read".to_owned())),
            (None, _) => {}
        }
    }
    found.extend(entry.map(RisEntry::finish));
    found
}

/// The tag of a line, and its value.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let tag = line.get(..2).filter(|tag| tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))?;
    let rest = line.get(2..)?.trim_start().strip_prefix('-')?;
    // Text may go on with two capitals and a hyphen: blanks stand before the hyphen of a tag.
    line.get(2..3).filter(|blank| *blank == " ")?;
    Some((tag, rest.trim()))
}

struct RisEntry {
    of_type: String,
    lines: Vec<(String, String)>,
}

impl RisEntry {
    fn new(of_type: &str) -> Self {
        Self { of_type: of_type.to_owned(), lines: Vec::new() }
    }

    fn finish(self) -> ReferenceEntry {
        let mut reference = ReferenceEntry::default();
        reference.other("ris-type", &self.of_type);
        let mut pages = [String::new(), String::new()];
        let mut year = String::new();
        for (tag, value) in &self.lines {
            if value.is_empty() {
                continue;
            }
            let mut first = |slot: &mut String, other: &str| {
                if slot.is_empty() {
                    value.clone_into(slot);
                } else if slot != value {
                    reference_other(&mut reference.others, other, value);
                }
            };
            match tag.as_str() {
                "TI" | "T1" | "CT" => first(&mut reference.title, "other-title"),
                "BT" if reference.title.is_empty() => value.clone_into(&mut reference.title),
                "T2" | "JO" | "JF" | "BT" => first(&mut reference.container, "other-container"),
                "TT" | "OP" => first(&mut reference.title_original, "other-title"),
                "AU" | "A1" => reference.authors.push(value.clone()),
                "PB" => first(&mut reference.publisher, "other-publisher"),
                "UR" => first(&mut reference.url, "other-url"),
                "DA" => first(&mut reference.date, "other-date"),
                "PY" | "Y1" => first(&mut year, "other-date"),
                "Y2" => first(&mut reference.accessed, "other-date"),
                "LA" => first(&mut reference.language, "other-language"),
                "ID" => first(&mut reference.key, "other-key"),
                "N1" => reference.notes.push(value.clone()),
                "SP" => value.clone_into(&mut pages[0]),
                "EP" => value.clone_into(&mut pages[1]),
                other => reference.other(name(other), value),
            }
        }
        reference.date = slashed(&reference.date);
        let year = slashed(&year);
        if reference.date.is_empty() {
            reference.date = year;
        } else if !reference.date.starts_with(&year) {
            reference.other("year-issued", &year);
        }
        reference.accessed = slashed(&reference.accessed);
        reference.other("page", pages.join("–").trim_matches('–'));
        if reference.title.is_empty() {
            reference.title.clone_from(&reference.container);
        }
        reference
    }
}

fn reference_other(others: &mut Vec<(String, Vec<String>)>, name: &str, value: &str) {
    match others.iter_mut().find(|(known, _)| known == name) {
        Some((_, values)) => values.push(value.to_owned()),
        None => others.push((name.to_owned(), vec![value.to_owned()])),
    }
}

/// A date as RIS has it, `2020/03/12/remark`, the later parts of which may be empty.
fn slashed(date: &str) -> String {
    let mut parts: Vec<&str> = date.splitn(4, '/').map(str::trim).collect();
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    let is_plain = parts.len() <= 3 && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty());
    if is_plain && parts.first().is_some_and(|year| year.len() == 4) {
        return parts.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
    }
    date.to_owned()
}

/// What CSL calls the value of a tag.
fn name(tag: &str) -> &str {
    match tag {
        "A2" | "ED" => "editor",
        "A3" => "collection-editor",
        "A4" => "translator",
        "AB" | "N2" => "abstract",
        "KW" => "keyword",
        "CY" => "publisher-place",
        "VL" => "volume",
        "IS" => "issue",
        "ET" => "edition",
        "SN" => "ISBN-or-ISSN",
        "DO" => "DOI",
        "M3" => "genre",
        "T3" => "collection-title",
        "DB" => "archive",
        "DP" => "source-catalogue",
        "CN" => "call-number",
        "ST" => "title-short",
        "C1" => "custom-1",
        "L1" | "L2" | "L4" => "attachment",
        other => other,
    }
}
