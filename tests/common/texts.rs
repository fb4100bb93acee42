//! Every text of the bundled files, with the place where it stands.

use cadialog::archive::BUNDLED;
use cadialog::record::RecordType;
use serde_json::Value;

/// A text of the bundled pack.
pub struct Text {
    /// The type whose file it stands in.
    pub of_type: RecordType,
    /// The record.
    pub id: String,
    /// The innermost field that holds it; for names the field that holds the languages.
    pub field: String,
    /// What it says.
    pub words: String,
}

impl Text {
    /// Where the text stands, for a message.
    pub fn place(&self) -> String {
        format!("{}.json, “{}”, {}", self.of_type.plural(), self.id, self.field)
    }
}

/// The records of each bundled file as plain JSON.
pub fn files() -> Vec<(RecordType, Vec<Value>)> {
    let parse = |json| serde_json::from_str(json).expect("an array of records");
    BUNDLED.files.iter().map(|&(of_type, json)| (of_type, parse(json))).collect()
}

/// Every string of every record.
pub fn all() -> Vec<Text> {
    let mut found = Vec::new();
    for (of_type, records) in files() {
        for record in &records {
            let id = record["id"].as_str().expect("an id").to_owned();
            walk(record, "", &mut |field, text| {
                found.push(Text { of_type, id: id.clone(), field: field.to_owned(), words: text.to_owned() });
            });
        }
    }
    found
}

fn walk(value: &Value, field: &str, visit: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => visit(field, text),
        Value::Array(items) => items.iter().for_each(|item| walk(item, field, visit)),
        Value::Object(fields) => {
            for (name, inner) in fields {
                let by_language = matches!(field, "names" | "official_names");
                walk(inner, if by_language { field } else { name }, visit);
            }
        }
        _ => {}
    }
}
