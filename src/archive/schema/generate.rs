//! Makes the JSON Schema of packs from the types of records and concepts.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value as Json, json};

use crate::archive::PackInfo;
use crate::record::{
    Concept, Country, Document, Event, Organisation, Outcome, Person, Place, Project, Quote, RecordType, Source, Topic,
};

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
    outcomes: Vec<Outcome>,
    #[serde(default)]
    topics: Vec<Topic>,
    #[serde(default)]
    countries: Vec<Country>,
    #[serde(default)]
    people: Vec<Person>,
    #[serde(default)]
    organisations: Vec<Organisation>,
    #[serde(default)]
    places: Vec<Place>,
    #[serde(default)]
    projects: Vec<Project>,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    sources: Vec<Source>,
    /// Words that mean the same, for search.
    #[serde(default)]
    thesaurus: Vec<Concept>,
}

/// What the ids of records and concepts are like.
const RECORD_ID: &str = "^[a-z0-9][a-z0-9-]*$";

/// The name of a type's definition in the schema.
pub(super) fn definition(of_type: RecordType) -> String {
    crate::text::capitalise(of_type.name())
}

/// The field that must not be empty: what a list calls the record.
fn title_field(of_type: RecordType) -> &'static str {
    match of_type {
        RecordType::Event | RecordType::Project | RecordType::Document | RecordType::Source => "title",
        RecordType::Quote | RecordType::Outcome => "text",
        RecordType::Topic | RecordType::Country | RecordType::Person | RecordType::Organisation | RecordType::Place => "name",
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
            _ => ("record-id", RECORD_ID),
        };
        set(&mut schema, &format!("{properties}/id"), "format", json!(format));
        set(&mut schema, &format!("{properties}/id"), "pattern", json!(pattern));
        set(&mut schema, &format!("{properties}/{}", title_field(of_type)), "minLength", json!(1));
        let note = "That the record takes the place of the one with its id in an earlier pack.";
        set(&mut schema, &properties, "override", json!({"type": "boolean", "default": false, "description": note}));
        let note = "The type of the record; needed on the lines of a .jsonl file, elsewhere the place says it.";
        set(&mut schema, &properties, "type", json!({"const": of_type.name(), "description": note}));
    }
    concepts(&mut schema, &set);
    for of_type in ["Location", "Place", "Capital"] {
        for (field, limit) in [("latitude", 90), ("longitude", 180)] {
            let path = format!("/$defs/{of_type}/properties/{field}");
            set(&mut schema, &path, "minimum", json!(-limit));
            set(&mut schema, &path, "maximum", json!(limit));
        }
    }
    set(&mut schema, "/$defs/Quote", "anyOf", json!([{"required": ["event"]}, {"required": ["date"]}]));
    set(&mut schema, "/$defs/Figure", "anyOf", json!([{"required": ["as_reported"]}, {"required": ["value"]}]));
    set(&mut schema, "/$defs/PackInfo/properties/name", "format", json!("pack-name"));
    set(&mut schema, "/$defs/PackInfo/properties/name", "pattern", json!("^[a-z0-9][a-z0-9._-]*$"));
    set(&mut schema, "/$defs/PackInfo/properties/schema", "maximum", json!(PackInfo::SCHEMA));
    set(&mut schema, "/$defs/PackInfo/properties/schema", "minimum", json!(1));
    set(&mut schema, "/properties", "$schema", json!({"type": "string"}));
    schema
}

/// What the type of concepts does not say of them.
fn concepts(schema: &mut Json, set: &dyn Fn(&mut Json, &str, &str, Json)) {
    let properties = "/$defs/Concept/properties";
    set(schema, &format!("{properties}/id"), "format", json!("concept-id"));
    set(schema, &format!("{properties}/id"), "pattern", json!(RECORD_ID));
    set(schema, &format!("{properties}/names"), "minProperties", json!(1));
    set(schema, &format!("{properties}/names/additionalProperties"), "minLength", json!(1));
    set(schema, &format!("{properties}/other_names/additionalProperties/items"), "minLength", json!(1));
    let note = "That the concept takes the place of the one with its id in an earlier pack.";
    set(schema, properties, "override", json!({"type": "boolean", "default": false, "description": note}));
    let note = "Needed on the lines of a .jsonl file, elsewhere the place says it.";
    set(schema, properties, "type", json!({"const": "concept", "description": note}));
}
