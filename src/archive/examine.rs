//! One record under the glass: everything that is wrong or doubtful with it by itself, with the place of each fault.

use super::diagnostic::{Code, Diagnostic, Fault, OF_ONE_RECORD, Spot};
use super::json::{self, Member, Node, Value};
use super::link::nearest;
use super::schema;
use crate::record::RecordType;

/// A record as examined; `node` is none when it is no JSON.
pub(super) struct Examined<'a> {
    pub of_type: Option<RecordType>,
    pub node: Option<Node<'a>>,
    pub faults: Vec<Fault>,
}

impl Examined<'_> {
    /// The record's id as written, whether or not it may be one.
    pub(super) fn id(&self) -> Option<&str> {
        self.node.as_ref()?.get("id")?.text()
    }

    /// The faults with their places.
    pub(super) fn diagnostics(&mut self, spot: &Spot<'_>) -> Vec<Diagnostic> {
        let faults = std::mem::take(&mut self.faults);
        faults.into_iter().map(|fault| spot.diagnostic(fault, self.id())).collect()
    }
}

/// Examines the record at `spot`; where `of_type` is none, the record says its type itself. A line that says `"type": "pack"`
/// is what the pack says of itself: then the type is none, and there is a node.
pub(super) fn examine<'a>(of_type: Option<RecordType>, spot: &Spot<'a>) -> Examined<'a> {
    let (node, mut faults) = json::parse(spot.source, spot.range.clone());
    let Some(node) = node else { return Examined { of_type, node: None, faults } };
    if !matches!(node.value, Value::Object(_)) {
        faults.push(Fault::new(
            node.span.clone(),
            Code::WrongType,
            "a record is an object, which begins with “{”",
            "write { … }",
        ));
        return Examined { of_type, node: Some(node), faults };
    }
    let of_type = of_type.or_else(|| own_type(&node, &mut faults));
    match of_type {
        Some(of_type) => {
            schema::record(of_type, &node, &mut faults);
            doubts(of_type, &node, &mut faults);
        }
        None if is_info(&node) => schema::info_line(&node, &mut faults),
        None => {}
    }
    hidden(&node, &mut faults);
    Examined { of_type, node: Some(node), faults }
}

/// Whether a line of a `.jsonl` file is what the pack says of itself.
pub(super) fn is_info(node: &Node<'_>) -> bool {
    node.get("type").and_then(Node::text) == Some("pack")
}

fn own_type(node: &Node<'_>, faults: &mut Vec<Fault>) -> Option<RecordType> {
    let known = RecordType::ALL.map(RecordType::name);
    let listed = format!("“{}”", known.join("”, “"));
    let Some(said) = node.get("type") else {
        let span = node.span.start..node.span.start + 1;
        let help = format!("add \"type\": one of {listed}");
        faults.push(Fault::new(span, Code::MissingField, "“type” is missing from this record", help));
        return None;
    };
    let name = said.text().unwrap_or_default();
    let found = RecordType::ALL.into_iter().find(|t| t.name() == name);
    if found.is_none() && name != "pack" {
        let near = nearest(name, known.into_iter());
        let help =
            near.map_or_else(|| format!("write one of {listed}"), |near| format!("did you mean “{near}”? Known are {listed}"));
        let shown = crate::text::truncate(name, 40, "…").into_owned();
        faults.push(Fault::new(said.span.clone(), Code::UnknownType, format!("“{shown}” is no type of record"), help));
    }
    found
}

/// Things that a record may lack, but seldom should.
fn doubts(of_type: RecordType, node: &Node<'_>, faults: &mut Vec<Fault>) {
    let empty = |field: &str| node.get(field).is_none_or(|n| matches!(&n.value, Value::List(items) if items.is_empty()));
    let mut doubt = |code, message: &str, help: &str| {
        let at =
            node.members().iter().find(|m| m.key == "id").map_or(node.span.start..node.span.start + 1, |m| m.node.span.clone());
        faults.push(Fault::new(at, code, message, help));
    };
    if of_type == RecordType::Event && empty("countries") {
        doubt(
            Code::NoCountry,
            "this event names no country",
            "add \"countries\": [\"KZ\", …]; without it no filter by country finds it",
        );
    }
    let rests_on_sources = matches!(of_type, RecordType::Event | RecordType::Quote | RecordType::Project | RecordType::Document);
    if rests_on_sources && empty("sources") {
        let message = format!("this {} has no source", of_type.name());
        doubt(Code::NoSource, &message, "add \"sources\": [\"…\"], with the id of a record of type source");
    }
    if of_type == RecordType::Quote
        && let Some(speaker) = node.get("speaker")
        && !speaker.members().iter().any(|m| ["person", "description", "organisation", "country"].contains(&&*m.key))
    {
        let help = "add \"person\": \"…\", or \"description\": \"…\" for somebody without a name";
        doubt(Code::NoSpeaker, "this quote does not say who spoke", help);
    }
    if of_type == RecordType::Source
        && let Some(url) = node.get("url")
        && let Some(address) = url.text()
        && !crate::text::is_web_address(address)
    {
        let fault = Fault::new(url.span.clone(), Code::Link, "this is no web address; it is never opened", "write https://…");
        faults.push(fault);
    }
}

/// Characters that could drive a terminal or turn the text around are left out when the record is shown; say so.
fn hidden(node: &Node<'_>, faults: &mut Vec<Fault>) {
    if faults.len() >= OF_ONE_RECORD {
        return;
    }
    let mut look = |text: &str, span: &std::ops::Range<usize>| {
        let is_hidden = |c: &char| crate::text::is_unsafe(*c) && !matches!(c, '\n' | '\t' | '\r');
        if let Some(c) = text.chars().find(is_hidden) {
            let message = format!("this text holds the hidden character U+{:04X}; it is left out", c as u32);
            faults.push(Fault::new(span.clone(), Code::HiddenCharacters, message, "remove it"));
        }
    };
    match &node.value {
        Value::Text(text) => look(text, &node.span),
        Value::List(items) => items.iter().for_each(|item| hidden(item, faults)),
        Value::Object(members) => {
            for Member { key, key_span, .. } in members {
                look(key, key_span);
            }
            members.iter().for_each(|m| hidden(&m.node, faults));
        }
        _ => {}
    }
}
