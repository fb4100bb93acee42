//! The schema of one pack: that of the format, with the fields and kinds that the pack declares.

use serde_json::{Value as Json, json};

use super::generate::definition;
use super::root;
use crate::archive::PackInfo;
use crate::record::{EventKind, FieldDeclaration, FieldType};

/// The schema with what the pack declares, so that an editor completes and checks it.
pub fn schema_of(info: &PackInfo) -> Json {
    let mut schema = root().clone();
    for field in &info.fields {
        for &of_type in &field.on {
            let path = format!("/$defs/{}/properties", definition(of_type));
            if let Some(properties) = schema.pointer_mut(&path).and_then(Json::as_object_mut) {
                properties.entry(field.name.clone()).or_insert_with(|| field_schema(field));
            }
        }
    }
    let kinds: Vec<&str> =
        EventKind::ALL.iter().map(|kind| kind.name()).chain(info.kinds.iter().map(|kind| kind.id.as_str())).collect();
    schema["$defs"]["EventKind"]["examples"] = json!(kinds);
    schema
}

/// One value, or a list of such.
fn field_schema(field: &FieldDeclaration) -> Json {
    let one = match field.of_type {
        FieldType::Number => json!({"type": "number"}),
        FieldType::Flag => json!({"type": "boolean"}),
        FieldType::Date => json!({"type": "string", "format": "edtf"}),
        FieldType::Url => json!({"type": "string", "format": "iri"}),
        FieldType::Country => json!({"type": "string", "format": "country-code", "pattern": "^[A-Z]{2}$"}),
        of_type if of_type.target().is_some() => json!({"type": "string", "format": "record-id"}),
        _ => json!({"type": "string"}),
    };
    let unit = field.unit.as_ref().map_or_else(String::new, |unit| format!(", in {unit}"));
    json!({"description": format!("{}{unit}.", field.label()), "anyOf": [one, {"type": "array", "items": one}]})
}
