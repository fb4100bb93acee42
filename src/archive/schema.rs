//! The JSON Schema of packs: made from the record types, kept in `assets/`, and what `check` goes by, so that editors, the
//! checker and the reader say the same.

use std::ops::Range;
use std::sync::OnceLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use super::PackInfo;
use super::diagnostic::{Code, Fault, OF_ONE_RECORD};
use super::json::{Element, Member, Value};
use crate::record::{Country, Date, Document, Event, Organisation, Person, Project, Quote, RecordType, Source, Topic};
use crate::text::{did_you_mean, is_blank, quote};

/// The schema as the program carries it: JSON Schema 2020-12 for a pack in one file.
pub const SCHEMA: &str = include_str!("../../assets/pack.schema.json");

/// A pack in one file; records of each type, and what the pack says of itself.
#[derive(JsonSchema)]
#[allow(dead_code)] // never made: the shape of the file, for the schema
struct PackFile {
    pack: PackInfo,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    quotes: Vec<Quote>,
    #[serde(default)]
    topics: Vec<Topic>,
    #[serde(default)]
    countries: Vec<Country>,
    #[serde(default)]
    people: Vec<Person>,
    #[serde(default)]
    organisations: Vec<Organisation>,
    #[serde(default)]
    projects: Vec<Project>,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    sources: Vec<Source>,
}

/// The name of a type's definition in the schema.
fn definition(of_type: RecordType) -> String {
    crate::text::capitalise(of_type.name())
}

/// The field that must not be empty: what a list calls the record.
fn title_field(of_type: RecordType) -> &'static str {
    match of_type {
        RecordType::Event | RecordType::Project | RecordType::Document | RecordType::Source => "title",
        RecordType::Quote => "text",
        RecordType::Topic | RecordType::Country | RecordType::Person | RecordType::Organisation => "name",
    }
}

/// Makes the schema anew from the types; the file in `assets/` is its text.
pub fn generate() -> Json {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<PackFile>().to_value();
    schema["title"] = json!("cadialog pack");
    let set = |schema: &mut Json, path: &str, field: &str, value: Json| {
        if let Some(fields) = schema.pointer_mut(path).and_then(Json::as_object_mut) {
            fields.insert(field.to_owned(), value);
        }
    };
    for of_type in RecordType::ALL {
        let properties = format!("/$defs/{}/properties", definition(of_type));
        let (format, pattern) = match of_type {
            RecordType::Country => ("country-code", "^[A-Z]{2}$"),
            _ => ("record-id", "^[a-z0-9][a-z0-9-]*$"),
        };
        set(&mut schema, &format!("{properties}/id"), "format", json!(format));
        set(&mut schema, &format!("{properties}/id"), "pattern", json!(pattern));
        set(&mut schema, &format!("{properties}/{}", title_field(of_type)), "minLength", json!(1));
        let note = "That the record takes the place of the one with its id in an earlier pack.";
        set(&mut schema, &properties, "override", json!({"type": "boolean", "default": false, "description": note}));
        let note = "The type of the record; needed on the lines of a .jsonl file, elsewhere the place says it.";
        set(&mut schema, &properties, "type", json!({"const": of_type.name(), "description": note}));
    }
    for of_type in ["Place", "Capital"] {
        for (field, limit) in [("latitude", 90), ("longitude", 180)] {
            let path = format!("/$defs/{of_type}/properties/{field}");
            set(&mut schema, &path, "minimum", json!(-limit));
            set(&mut schema, &path, "maximum", json!(limit));
        }
    }
    set(&mut schema, "/$defs/Quote", "anyOf", json!([{"required": ["event"]}, {"required": ["date"]}]));
    set(&mut schema, "/$defs/PackInfo/properties/name", "format", json!("pack-name"));
    set(&mut schema, "/$defs/PackInfo/properties/name", "pattern", json!("^[a-z0-9][a-z0-9._-]*$"));
    set(&mut schema, "/$defs/PackInfo/properties/schema", "maximum", json!(PackInfo::SCHEMA));
    set(&mut schema, "/$defs/PackInfo/properties/schema", "minimum", json!(1));
    set(&mut schema, "/properties", "$schema", json!({"type": "string"}));
    schema
}

fn root() -> &'static Json {
    static ROOT: OnceLock<Json> = OnceLock::new();
    ROOT.get_or_init(|| serde_json::from_str(SCHEMA).unwrap_or_default())
}

/// Compares a record with its type's definition; every difference is a fault.
pub(super) fn record(of_type: RecordType, element: &Element<'_>, faults: &mut Vec<Fault>) {
    Walker { root: root(), faults }.walk(&root()["$defs"][definition(of_type)], element, of_type.name());
}

/// Compares what a pack says of itself with its definition.
pub(super) fn info(element: &Element<'_>, faults: &mut Vec<Fault>) {
    Walker { root: root(), faults }.walk(&root()["$defs"]["PackInfo"], element, "pack");
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
            Some("edtf") => {
                if let Err(error) = text.parse::<Date>() {
                    self.fault(&element.span, Code::Date, error.fault().replace(&format!("“{text}”"), &shown), error.remedy());
                }
            }
            Some("record-id") if !is_name(text, b"-") => {
                let message = format!("{shown} cannot be the id of a record");
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
                "schema" => (Code::SchemaVersion, "this program reads packs of schema 1; a newer one may read this".to_owned()),
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
                None => {
                    let near = did_you_mean(&member.key, fields.unwrap_or(&empty).keys().map(String::as_str));
                    let help = near.unwrap_or_else(|| "remove it; a remark can stand in “notes”".to_owned());
                    let message = format!("{} has no field {}; it is not read", a(name), quote(&member.key));
                    self.fault(&member.key_span, Code::UnknownField, message, help);
                }
            }
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
        Some("record-id") => format!("add \"{wanted}\": \"a-short-name-that-stays\""),
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

/// The noun with its article.
pub(super) fn a(noun: &str) -> String {
    format!("{} {noun}", if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
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
