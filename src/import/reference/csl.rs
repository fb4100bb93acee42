//! CSL-JSON, as Zotero and others write it.

use serde_json::{Map, Value};

use super::ReferenceEntry;

/// Types of CSL 1.0.2 by which such a file is known.
const TYPES: [&str; 46] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
    "article-online",
];

/// Whether the beginning of a JSON file is that of a list of CSL items.
pub(crate) fn is_csl(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is_list = head.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
    let named = head.match_indices("\"type\"").any(|(at, key)| {
        let value = head[at + key.len()..].trim_start().strip_prefix(':').map(str::trim_start);
        let value = value.and_then(|value| value.strip_prefix('"')?.split('"').next());
        value.is_some_and(|value| TYPES.contains(&value))
    });
    is_list && named && (head.contains("\"title\"") || head.contains("\"id\""))
}

pub(super) fn read(text: &str) -> Result<Vec<ReferenceEntry>, String> {
    let items: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(items.iter().map(reference).collect())
}

fn reference(item: &Map<String, Value>) -> ReferenceEntry {
    let mut reference = ReferenceEntry::default();
    for (name, value) in item {
        let text = said(value);
        match name.as_str() {
            "id" => reference.key = text,
            "title" => reference.title = text,
            "original-title" => reference.title_original = text,
            "author" => reference.authors = people(value),
            "publisher" => reference.publisher = text,
            "container-title" => reference.container = text,
            "URL" => reference.url = text,
            "issued" => reference.date = text,
            "accessed" => reference.accessed = text,
            "language" => reference.language = text,
            "note" => reference.notes.push(text),
            "keyword" => text.split([',', ';']).for_each(|word| reference.other("keyword", word)),
            "type" => reference.other("csl-type", &text),
            _ => match people(value) {
                names if names.is_empty() => reference.other(name, &text),
                names => names.iter().for_each(|person| reference.other(name, person)),
            },
        }
    }
    reference
}

/// People and bodies of a list of names.
fn people(value: &Value) -> Vec<String> {
    let part = |name: &Value, key: &str| name[key].as_str().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    let listed = |name: &Value| {
        if let Some(literal) = part(name, "literal") {
            return Some(literal);
        }
        let particles = [part(name, "dropping-particle"), part(name, "non-dropping-particle"), part(name, "family")];
        let family = particles.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let family = Some(family).filter(|family| !family.is_empty());
        let parts: Vec<String> = [family, part(name, "suffix"), part(name, "given")].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    value.as_array().into_iter().flatten().filter_map(listed).collect()
}

/// A value as text; dates as EDTF.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Object(object) if object.contains_key("date-parts") => dated(value),
        Value::Object(object) => {
            let words = ["raw", "literal"].iter().find_map(|key| object.get(*key)?.as_str());
            words.map_or_else(|| value.to_string(), str::to_owned)
        }
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Value::Null => String::new(),
        Value::Array(_) => value.to_string(),
    }
}

/// `{"date-parts": [[2020, 3, 12], [2020, 3, 14]], "circa": true, "season": 1}`; the parts may be texts.
fn dated(value: &Value) -> String {
    let number = |part: &Value| part.as_u64().or_else(|| part.as_str()?.trim().parse().ok());
    let one = |parts: &Value| {
        let numbers: Vec<u64> = parts.as_array().into_iter().flatten().map_while(number).collect();
        numbers
            .iter()
            .enumerate()
            .map(|(n, part)| if n == 0 { format!("{part:04}") } else { format!("{part:02}") })
            .collect::<Vec<_>>()
            .join("-")
    };
    let ends: Vec<String> = value["date-parts"].as_array().into_iter().flatten().map(one).filter(|end| !end.is_empty()).collect();
    let about = match &value["circa"] {
        Value::Bool(about) => *about,
        Value::Null => false,
        _ => true,
    };
    let season = number(&value["season"]).filter(|season| (1..=4).contains(season) && ends.len() == 1 && ends[0].len() == 4);
    let end = |end: String| match (season, about) {
        (Some(season), _) => format!("{end}-2{season}"),
        (None, true) => format!("{end}~"),
        (None, false) => end,
    };
    ends.into_iter().map(end).collect::<Vec<_>>().join("/")
}
