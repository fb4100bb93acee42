//! Fields that a pack has of its own, with their values as the record gives them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Date, EventKind, FieldDeclaration, FieldType, KindDeclaration, OwnKind, Record};

/// The fields of a record that the pack format does not know, in the order of the record. Most records have none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnFields(Option<Box<[OwnField]>>);

/// A field of a pack's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnField {
    /// What the pack declares of it.
    pub declaration: &'static FieldDeclaration,
    /// Its values, in their order; one unless the record gives a list.
    pub values: Vec<OwnValue>,
    is_list: bool,
}

/// A value of such a field.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnValue {
    /// As text: a number as it was written, `true`, `false`, an object as JSON.
    pub text: String,
    is_text: bool,
}

impl OwnFields {
    /// No field.
    pub const NONE: Self = Self(None);

    /// Takes fields as they were read; a null is the absence of one.
    pub(crate) fn read(fields: Vec<(String, Value)>) -> Self {
        let fields: Vec<OwnField> = fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let (values, is_list) = match value {
                    Value::Array(items) => (items.into_iter().map(OwnValue::read).collect(), true),
                    one => (vec![OwnValue::read(one)], false),
                };
                OwnField { declaration: FieldDeclaration::undeclared(&name).interned(), values, is_list }
            })
            .collect();
        Self((!fields.is_empty()).then(|| fields.into_boxed_slice()))
    }

    /// The fields.
    pub fn iter(&self) -> std::slice::Iter<'_, OwnField> {
        self.0.as_deref().unwrap_or_default().iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&OwnField> {
        self.iter().find(|field| field.declaration.name == name)
    }
}

impl<'a> IntoIterator for &'a OwnFields {
    type Item = &'a OwnField;
    type IntoIter = std::slice::Iter<'a, OwnField>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for OwnFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self {
            match &field.values[..] {
                [one] if !field.is_list => map.serialize_entry(&field.declaration.name, &one.json())?,
                list => {
                    let list: Vec<Value> = list.iter().map(OwnValue::json).collect();
                    map.serialize_entry(&field.declaration.name, &list)?;
                }
            }
        }
        map.end()
    }
}

impl OwnField {
    /// Its values as one text, as tables have it.
    pub fn joined(&self) -> String {
        let texts: Vec<&str> = self.values.iter().map(|value| value.text.as_str()).collect();
        texts.join("; ")
    }

    /// The first value that is not what the declaration says.
    pub fn misfit(&self) -> Option<&OwnValue> {
        self.values.iter().find(|value| match self.declaration.of_type {
            FieldType::Number => value.number().is_none(),
            FieldType::Date => value.date().is_none(),
            FieldType::Flag => value.flag().is_none(),
            _ => false,
        })
    }
}

impl OwnValue {
    /// A text.
    pub fn of_text(text: &str) -> Self {
        Self { text: text.to_owned(), is_text: true }
    }

    fn read(value: Value) -> Self {
        match value {
            Value::String(text) => Self { text, is_text: true },
            other => Self { text: other.to_string(), is_text: false },
        }
    }

    /// The value as JSON has it.
    pub fn json(&self) -> Value {
        let text = || Value::String(self.text.clone());
        if self.is_text { text() } else { serde_json::from_str(&self.text).unwrap_or_else(|_| text()) }
    }

    /// The number that it is.
    pub fn number(&self) -> Option<f64> {
        self.text.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// A number with what it counts: "25000 EUR".
    pub fn with_unit(&self, field: &FieldDeclaration) -> String {
        field.unit.as_ref().map_or_else(|| self.text.clone(), |unit| format!("{} {unit}", self.text))
    }

    /// The date that it is.
    pub fn date(&self) -> Option<Date> {
        self.text.parse().ok()
    }

    /// The yes or no that it is.
    pub fn flag(&self) -> Option<bool> {
        self.text.parse().ok()
    }
}

impl Record {
    /// The fields that its pack has of its own.
    pub fn own(&self) -> &OwnFields {
        super::each!(self, record => &record.own)
    }

    /// Takes fields that the pack format does not know.
    pub(crate) fn set_own(&mut self, fields: OwnFields) {
        super::each!(self, record => record.own = fields);
    }

    /// Gives its own kind and fields what the pack declares of them.
    pub(crate) fn declare(&mut self, kinds: &[KindDeclaration], fields: &[FieldDeclaration]) {
        if let Self::Event(event) = self
            && let EventKind::Own(kind) = event.kind
            && let Some(declared) = kinds.iter().find(|declared| declared.id == kind.id())
        {
            event.kind = EventKind::Own(OwnKind::declared(declared));
        }
        let of_type = self.record_type();
        let own = super::each!(self, record => &mut record.own);
        for field in own.0.iter_mut().flat_map(|fields| fields.iter_mut()) {
            let is_it = |known: &&FieldDeclaration| known.name == field.declaration.name && known.on.contains(&of_type);
            if let Some(declared) = fields.iter().find(is_it) {
                field.declaration = declared.interned();
            }
        }
    }
}
