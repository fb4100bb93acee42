//! One record under the glass: everything that is wrong or doubtful with it by itself, with the place of each fault.

use super::diagnostic::{Code, Diagnostic, Fault, OF_ONE_RECORD, Severity, Spot};
use super::doubts::doubts;
use super::json::{self, Element, Member, Value};
use super::link::named_by;
use super::placeholders::placeholders;
use super::{PackInfo, declarations, info, parse, schema};
use crate::record::RecordType;
use crate::text;

/// A record as examined; `element` is none when it is no JSON.
pub(super) struct Examined<'a> {
    pub of_type: Option<RecordType>,
    pub element: Option<Element<'a>>,
    pub faults: Vec<Fault>,
}

impl Examined<'_> {
    /// The record's id as written, whether or not it may be one.
    pub(super) fn id(&self) -> Option<&str> {
        self.element.as_ref()?.get("id")?.text()
    }

    /// Lets the reader's word stand, which is `read`: a record that the program shows has no errors, whatever else may be
    /// wrong with it, and one that it refuses has at least one.
    pub(super) fn judged(mut self, read: bool, spot: &Spot<'_>) -> Self {
        let errors = self.faults.iter_mut().filter(|fault| fault.severity == Severity::Error);
        if read {
            errors.for_each(|fault| fault.severity = Severity::Warning);
        } else if errors.count() == 0 {
            let text = &spot.source[spot.range.clone()];
            let reason = match self.of_type.map(|of_type| parse::read_record(of_type, text)) {
                Some(Err(error)) => error.to_string(),
                _ => "it cannot be read as a record".to_owned(),
            };
            self.faults.push(Fault::new(spot.range.start..spot.range.start + 1, Code::Syntax, reason, "correct the record"));
        }
        self
    }

    /// The faults with their places.
    pub(super) fn diagnostics(&mut self, spot: &Spot<'_>) -> Vec<Diagnostic> {
        let faults = std::mem::take(&mut self.faults);
        faults.into_iter().map(|fault| spot.diagnostic(fault, self.id())).collect()
    }
}

/// Examines the record at `spot`, of a `pack` that says so of itself; where `of_type` is none, the record says its type itself. A line that says `"type": "pack"`
/// is what the pack says of itself: then the type is none, and there is a element.
pub(super) fn examine<'a>(of_type: Option<RecordType>, pack: Option<&PackInfo>, spot: &Spot<'a>) -> Examined<'a> {
    let line = spot.source[spot.range.clone()].trim_ascii();
    if of_type.is_none() && (line.starts_with('[') || line == "]") {
        let help = "take away the brackets around the records and the commas between them, or save them as a .json pack";
        let message = "this is a JSON array; a .jsonl file has one record a line and nothing around them";
        let at = spot.range.start..spot.range.start + 1;
        return Examined { of_type, element: None, faults: vec![Fault::new(at, Code::NotAPack, message, help)] };
    }
    let (element, mut faults) = json::parse(spot.source, spot.range.clone());
    let Some(element) = element else { return Examined { of_type, element: None, faults } };
    if !matches!(element.value, Value::Object(_)) {
        faults.push(Fault::new(
            element.span.clone(),
            Code::WrongType,
            "a record is an object, which begins with “{”",
            "write { … }",
        ));
        return Examined { of_type, element: Some(element), faults };
    }
    let of_type = of_type.or_else(|| own_type(&element, &mut faults));
    match of_type {
        Some(of_type) => {
            schema::record(of_type, pack, &element, &mut faults);
            doubts(of_type, pack, &element, &mut faults);
            placeholders(&element, &mut faults);
        }
        None if is_info(&element) => faults.extend(info_of(&spot.source[spot.range.clone()], &element, schema::info_line).1),
        None => {}
    }
    hidden("", false, &element, &mut faults);
    Examined { of_type, element: Some(element), faults }
}

/// Whether a line of a `.jsonl` file is what the pack says of itself.
pub(super) fn is_info(element: &Element<'_>) -> bool {
    element.get("type").and_then(Element::text) == Some("pack")
}

fn own_type(element: &Element<'_>, faults: &mut Vec<Fault>) -> Option<RecordType> {
    let known = RecordType::ALL.map(RecordType::name);
    let listed = format!("“{}”", known.join("”, “"));
    let Some(said) = element.get("type") else {
        let span = element.span.start..element.span.start + 1;
        let help = format!("add \"type\": one of {listed}");
        faults.push(Fault::new(span, Code::MissingField, "“type” is missing from this record", help));
        return None;
    };
    let name = said.text().unwrap_or_default();
    let found = RecordType::ALL.into_iter().find(|t| t.name() == name);
    if found.is_none() && name != "pack" {
        let near = text::did_you_mean(name, known.into_iter());
        let help = near.map_or_else(|| format!("write one of {listed}"), |near| format!("{near} Known are {listed}"));
        let message = format!("{} is no type of record", text::quote(name));
        faults.push(Fault::new(said.span.clone(), Code::UnknownType, message, help));
    }
    found
}

/// What the pack says of itself at `spot`, and what is wrong with it; none if the pack cannot be used.
pub(super) fn examine_info(spot: &Spot<'_>) -> (Option<PackInfo>, Vec<Fault>) {
    let (element, mut faults) = json::parse(spot.source, spot.range.clone());
    let Some(element) = element else { return (None, faults) };
    let (info, more) = info_of(&spot.source[spot.range.clone()], &element, schema::info);
    faults.extend(more);
    (info.filter(|_| faults.iter().all(|fault| fault.severity == Severity::Warning)), faults)
}

fn info_of(text: &str, element: &Element<'_>, schema: fn(&Element<'_>, &mut Vec<Fault>)) -> (Option<PackInfo>, Vec<Fault>) {
    let mut faults = Vec::new();
    schema(element, &mut faults);
    placeholders(element, &mut faults);
    let info = info::read_info(text);
    if let Ok(info) = &info {
        declarations::declarations(info, element, &mut faults);
    }
    if let (Err(error), true) = (&info, faults.iter().all(|fault| fault.severity == Severity::Warning)) {
        faults.push(Fault::new(element.span.clone(), Code::Syntax, error.to_string(), "correct it"));
    }
    (info.ok(), faults)
}

/// Tells characters that could drive a terminal or turn the text around. In a text they are left out when the record is shown;
/// in an id and in the name of a field there is no place for them. In titles and names, those that only take no room are told as well. `names` says
/// whether the value is an id, `key` whose it is.
pub(super) fn hidden(key: &str, names: bool, element: &Element<'_>, faults: &mut Vec<Fault>) {
    if faults.len() >= OF_ONE_RECORD {
        return;
    }
    // Prose may be parted at zero-width blanks and soft hyphens; a title or name has no use for them.
    let is_title = matches!(key, "title" | "name" | "sort_name" | "official_name" | "names" | "official_names" | "other_names");
    let is_hidden = |c: &char| {
        let hidden = text::is_unsafe(*c) || is_title && text::is_unseen(*c);
        hidden && (names || !matches!(c, '\n' | '\t' | '\r'))
    };
    match &element.value {
        Value::Text(text) => {
            let Some(c) = text.chars().find(is_hidden) else { return };
            let fault = if names {
                let message = format!("{} cannot be an id", text::quote(text));
                Fault::new(element.span.clone(), Code::Id, message, "remove what cannot be seen")
            } else {
                let what = if text::is_unsafe(c) { "is left out" } else { "takes no room, and search passes over it" };
                let message = format!("this text holds the hidden character {}; it {what}", text::name_hidden(c));
                Fault::new(element.span.clone(), Code::HiddenCharacters, message, "remove it")
            };
            faults.push(fault);
        }
        Value::List(items) => items.iter().for_each(|item| hidden(key, names, item, faults)),
        Value::Object(members) => {
            for Member { key: inner, key_span, element } in members {
                if inner.contains(text::is_unsafe) {
                    let message = format!("{} cannot be the name of a field", text::quote(inner));
                    faults.push(Fault::new(key_span.clone(), Code::Id, message, "remove what cannot be seen"));
                }
                let concepts = ["broader", "related", "concepts"].contains(&&**inner);
                let names = concepts || matches!(&**inner, "id" | "aliases") || named_by(key, inner).is_some();
                // The names in each language are names.
                let inner = if matches!(key, "names" | "official_names") { key } else { inner };
                hidden(inner, names, element, faults);
            }
        }
        _ => {}
    }
}
