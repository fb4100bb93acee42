//! The JSON Schema of packs: made from the record types, kept in `assets/`, and what `check` goes by, so that editors, the
//! checker and the reader say the same.

mod generate;
mod own;

use std::ops::Range;
use std::sync::OnceLock;

use serde_json::{Map, Value as Json};

use super::article::a;
use super::diagnostic::{Code, Fault, OF_ONE_RECORD};
use super::json::{Element, Member, Value};
use super::{PackInfo, declared};
use crate::record::{Date, RecordType};
use crate::text::{did_you_mean, is_blank, quote};
use generate::definition;
pub use generate::generate;
pub use own::schema_of;

/// The schema as the program carries it: JSON Schema 2020-12 for a pack in one file.
pub const SCHEMA: &str = include_str!("../../assets/pack.schema.json");

/// The field of a record in which a merge leaves what it could not decide. No record has one otherwise.
pub(super) const CONFLICTS: &str = "_conflicts";

fn root() -> &'static Json {
    static ROOT: OnceLock<Json> = OnceLock::new();
    ROOT.get_or_init(|| serde_json::from_str(SCHEMA).unwrap_or_default())
}

/// Compares a record with its type's definition and with what its pack declares; every difference is a fault.
pub(super) fn record(of_type: RecordType, info: Option<&PackInfo>, element: &Element<'_>, faults: &mut Vec<Fault>) {
    let record = Some((of_type, element.span.clone()));
    Walker { root: root(), info, record, faults }.walk(&root()["$defs"][definition(of_type)], element, of_type.name());
}

/// As [`record`], for a concept.
pub(super) fn concept(element: &Element<'_>, faults: &mut Vec<Fault>) {
    Walker { root: root(), info: None, record: None, faults }.walk(&root()["$defs"]["Concept"], element, "concept");
}

/// Whether a record of that type has a field of this name.
pub(super) fn has_field(of_type: RecordType, name: &str) -> bool {
    root()["$defs"][definition(of_type)]["properties"].get(name).is_some()
}

/// The values that the schema allows under this name.
pub(super) fn values_of(definition: &str) -> Vec<&'static str> {
    let schema = &root()["$defs"][definition];
    // Kinds of a pack’s own may stand beside those that the schema has as examples.
    let known = schema["examples"].as_array().into_iter().flatten().filter_map(Json::as_str);
    values(schema).into_iter().chain(known).collect()
}

/// Compares what a pack says of itself with its definition.
pub(super) fn info(element: &Element<'_>, faults: &mut Vec<Fault>) {
    Walker { root: root(), info: None, record: None, faults }.walk(&root()["$defs"]["PackInfo"], element, "pack");
}

/// The same for a line of a `.jsonl` file, which has `"type": "pack"` besides.
pub(super) fn info_line(element: &Element<'_>, faults: &mut Vec<Fault>) {
    let before = faults.len();
    info(element, faults);
    let at_type = element.members().iter().find(|m| m.key == "type").map(|m| m.key_span.clone());
    let mut number = 0;
    faults.retain(|fault| {
        number += 1;
        number <= before || fault.code != Code::UnknownField || Some(&fault.span) != at_type.as_ref()
    });
}

/// Whether `id` may be the id of a record of that type.
pub(super) fn is_id(of_type: RecordType, id: &str) -> bool {
    match of_type {
        RecordType::Country => id.len() == 2 && id.bytes().all(|b| b.is_ascii_uppercase()),
        _ => is_name(id, b"-"),
    }
}

/// Whether `name` may be the name of a pack.
pub(super) fn is_pack_name(name: &str) -> bool {
    is_name(name, b"._-")
}

fn is_name(name: &str, others: &[u8]) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    name.bytes().next().is_some_and(plain) && name.bytes().all(|b| plain(b) || others.contains(&b))
}

/// Reads the part of JSON Schema that [`generate`] writes.
struct Walker<'s, 'f> {
    root: &'s Json,
    /// What the pack says of itself.
    info: Option<&'s PackInfo>,
    /// The record that is compared, and where it stands.
    record: Option<(RecordType, Range<usize>)>,
    faults: &'f mut Vec<Fault>,
}

impl<'s> Walker<'s, '_> {
    fn fault(&mut self, span: &Range<usize>, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault::new(span.clone(), code, message, help));
    }

    fn walk(&mut self, schema: &'s Json, element: &Element<'_>, name: &str) {
        if self.faults.len() >= OF_ONE_RECORD {
            return;
        }
        if matches!(element.value, Value::Faulty) {
            return;
        }
        if let Some(target) = schema["$ref"].as_str() {
            let target = self.root.pointer(target.trim_start_matches('#')).unwrap_or(&Json::Null);
            return self.walk(target, element, name);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            if choices.iter().any(|c| c["type"] == "null") {
                // An optional part: null stands for its absence.
                let some = choices.iter().find(|c| c["type"] != "null");
                return match (some, &element.value) {
                    (_, Value::Null) | (None, _) => {}
                    (Some(some), _) => self.walk(some, element, name),
                };
            }
            self.one_of_fields(choices, element, name);
        }
        let known = values(schema);
        if !known.is_empty() {
            return self.known_value(&known, element, name);
        }
        if !self.is_of_type(schema, element, name) {
            return;
        }
        match &element.value {
            Value::Text(text) => self.text(schema, text, element, name),
            Value::Number(text) => self.number(schema, text, element, name),
            Value::List(items) => items.iter().for_each(|item| self.walk(&schema["items"], item, name)),
            Value::Object(_) => self.object(schema, element, name),
            Value::Null | Value::Bool | Value::Faulty => {}
        }
    }

    fn one_of_fields(&mut self, choices: &[Json], element: &Element<'_>, name: &str) {
        let fields: Vec<&str> = choices.iter().filter_map(|c| c["required"][0].as_str()).collect();
        // Null stands for the absence of a field.
        let is_given = |m: &Member<'_>| fields.contains(&&*m.key) && !matches!(m.element.value, Value::Null);
        if element.members().iter().any(is_given) || !matches!(element.value, Value::Object(_)) {
            return;
        }
        let message = format!("this {name} has neither “{}”", fields.join("” nor “"));
        let help = format!("add “{}”", fields.join("” or “"));
        self.fault(&(element.span.start..element.span.start + 1), Code::MissingField, message, help);
    }

    fn known_value(&mut self, known: &[&str], element: &Element<'_>, name: &str) {
        let listed = format!("“{}”", known.join("”, “"));
        match element.text() {
            Some(text) if known.contains(&text) => {}
            Some(text) => {
                let help = match did_you_mean(text, known.iter().copied()) {
                    _ if known.len() == 1 => format!("write {listed}"),
                    Some(near) => format!("{near} Known are {listed}"),
                    None => format!("write one of {listed}"),
                };
                self.fault(&element.span, Code::UnknownValue, format!("{} is no {name}", quote(text)), help);
            }
            None => {
                let message = format!("“{name}” is a text, not {}", noun(&element.value));
                self.fault(&element.span, Code::WrongType, message, format!("write one of {listed}"));
            }
        }
    }

    fn is_of_type(&mut self, schema: &Json, element: &Element<'_>, name: &str) -> bool {
        let wanted: Vec<&str> = match &schema["type"] {
            Json::String(one) => vec![one],
            Json::Array(many) => many.iter().filter_map(Json::as_str).collect(),
            _ => return true,
        };
        let whole = |text: &str| !text.contains(['.', 'e', 'E']);
        let fits = |wanted: &&str| match (*wanted, &element.value) {
            ("null", Value::Null) | ("boolean", Value::Bool) | ("string", Value::Text(_)) => true,
            ("array", Value::List(_)) | ("object", Value::Object(_)) | ("number", Value::Number(_)) => true,
            ("integer", Value::Number(text)) => whole(text),
            _ => false,
        };
        if wanted.iter().any(fits) {
            return true;
        }
        let (noun_wanted, help) = match wanted[0] {
            "string" => ("a text", "write \"…\""),
            "integer" => ("a whole number", "write digits, without quotation marks"),
            "number" => ("a number", "write digits, without quotation marks"),
            "boolean" => ("true or false", "write true or false, without quotation marks"),
            "array" => ("a list", "write [ … ]"),
            _ => ("an object", "write { … }"),
        };
        let found = if let Value::Number(text) = element.value { short(text) } else { noun(&element.value).to_owned() };
        let message = format!("“{name}” is {noun_wanted}, not {found}");
        self.fault(&element.span, Code::WrongType, message, help);
        false
    }

    fn text(&mut self, schema: &Json, text: &str, element: &Element<'_>, name: &str) {
        let shown = quote(text);
        match schema["format"].as_str() {
            Some("event-kind") => self.faults.extend(declared::kind(self.info, text, element)),
            Some("edtf") => {
                if let Err(error) = text.parse::<Date>() {
                    self.fault(&element.span, Code::Date, error.fault().replace(&format!("“{text}”"), &shown), error.remedy());
                }
            }
            Some(format @ ("record-id" | "concept-id")) if !is_name(text, b"-") => {
                let message = format!("{shown} cannot be the id of a {}", format.trim_end_matches("-id"));
                self.fault(&element.span, Code::Id, message, "use a–z, 0–9 and “-”, and begin with a letter or digit");
            }
            Some("country-code") if !is_id(RecordType::Country, text) => {
                let message = format!("{shown} is not the code of a country");
                self.fault(&element.span, Code::Id, message, "use the two capital letters of ISO 3166, as in KZ");
            }
            Some("pack-name") if !is_pack_name(text) => {
                let message = format!("{shown} cannot be the name of a pack");
                self.fault(
                    &element.span,
                    Code::PackName,
                    message,
                    "use a–z, 0–9, “.”, “_” and “-”, and begin with a letter or digit",
                );
            }
            _ => {}
        }
        if schema["minLength"] == 1 && is_blank(text) {
            let message = match text {
                "" => format!("“{name}” is empty"),
                _ if text.trim().is_empty() => format!("“{name}” is blank"),
                _ => format!("nothing can be seen of “{name}”: {}", quote(text)),
            };
            self.fault(&element.span, Code::MissingField, message, "fill it in");
        }
    }

    fn number(&mut self, schema: &Json, text: &str, element: &Element<'_>, name: &str) {
        let Ok(number) = text.parse::<f64>() else { return };
        let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
        let most = most.or_else(|| (schema["format"] == "uint32").then_some(f64::from(u32::MAX)));
        if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
            let range = format!("{} to {}", least.unwrap_or(f64::MIN), most.unwrap_or(f64::MAX));
            let (code, help) = match name {
                "schema" => {
                    (Code::SchemaVersion, "this program reads packs of the old shape; a newer one may read this".to_owned())
                }
                _ => (Code::OutOfRange, format!("write a number from {range}")),
            };
            self.fault(&element.span, code, format!("“{name}” is {}, which is out of range", short(text)), help);
        }
    }

    fn object(&mut self, schema: &'s Json, element: &Element<'_>, name: &str) {
        let empty = Map::new();
        let fields = schema["properties"].as_object();
        for member in element.members() {
            if self.faults.len() >= OF_ONE_RECORD {
                return;
            }
            match fields.and_then(|fields| fields.get(&*member.key)) {
                Some(field) => self.walk(field, &member.element, &member.key),
                None if schema["additionalProperties"].is_object() => {
                    self.walk(&schema["additionalProperties"], &member.element, &member.key);
                }
                None if member.key == CONFLICTS => {
                    let message = "a merge has left a conflict here";
                    let help = "choose between this record and what “_conflicts” says, then remove “_conflicts”";
                    self.fault(&member.key_span, Code::Conflict, message, help);
                }
                None if self.record.as_ref().is_some_and(|(_, span)| *span == element.span) => {
                    let of_type = self.record.as_ref().map_or(RecordType::Event, |(of_type, _)| *of_type);
                    let known = fields.unwrap_or(&empty).keys().map(String::as_str);
                    self.faults.extend(declared::field(self.info, of_type, member, known));
                }
                None => {
                    let fields = fields.unwrap_or(&empty);
                    let near = did_you_mean(&member.key, fields.keys().map(String::as_str));
                    let remark = if fields.contains_key("notes") { "; a remark can stand in “notes”" } else { "" };
                    let help = near.unwrap_or_else(|| format!("remove it{remark}"));
                    let message = format!("{} has no field {}; it is not read", a(name), quote(&member.key));
                    self.fault(&member.key_span, Code::UnknownField, message, help);
                }
            }
        }
        if schema["minProperties"] == 1 && element.members().is_empty() {
            self.fault(&element.span, Code::MissingField, format!("“{name}” is empty"), "fill it in");
        }
        for wanted in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            if element.get(wanted).is_none() {
                let span = element.span.start..element.span.start + 1;
                let message = format!("“{wanted}” is missing from this {name}");
                self.fault(&span, Code::MissingField, message, missing_help(wanted, &schema["properties"][wanted], self.root));
            }
        }
    }
}

fn missing_help(wanted: &str, schema: &Json, root: &Json) -> String {
    let target = schema["$ref"].as_str().and_then(|t| root.pointer(t.trim_start_matches('#'))).unwrap_or(schema);
    let known = values(target);
    match target["format"].as_str() {
        _ if !known.is_empty() => format!("add \"{wanted}\": one of “{}”", known.join("”, “")),
        Some("edtf") => format!("add \"{wanted}\": \"2025-03-14\", or only \"2025-03\" or \"2025\" if no more is known"),
        Some("country-code") => format!("add \"{wanted}\": \"KZ\""),
        Some("record-id" | "concept-id") => format!("add \"{wanted}\": \"a-short-name-that-stays\""),
        _ if target["type"] == "object" => format!("add \"{wanted}\": {{ … }}"),
        _ => format!("add \"{wanted}\": \"…\""),
    }
}

/// The texts that the schema allows, if it is a choice of texts.
fn values(schema: &Json) -> Vec<&str> {
    let mut found: Vec<&str> = schema["enum"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    found.extend(schema["const"].as_str());
    for choice in schema["oneOf"].as_array().into_iter().flatten() {
        found.extend(values(choice));
    }
    found
}

fn short(text: &str) -> String {
    crate::text::truncate(&crate::text::clean(text), 60, "…").into_owned()
}

fn noun(value: &Value<'_>) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool => "true or false",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
        Value::Faulty => "this",
    }
}
