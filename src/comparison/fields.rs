//! A field of two records: a value, a text word by word, or a list as a set.

use serde_json::Value;

use super::known::place_within;
use crate::verify::{Difference, differences};

/// How a field of the one record relates to that of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldRelation {
    /// Both have it, and it is the same.
    Equal,
    /// Both have it, and it differs.
    Different,
    /// Only A has it.
    OnlyA,
    /// Only B has it.
    OnlyB,
}

impl FieldRelation {
    /// The name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Different => "different",
            Self::OnlyA => "only-a",
            Self::OnlyB => "only-b",
        }
    }

    /// The sign before a line: what only A has is taken away on the way to B, what only B has is added.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Different => "≠",
            Self::OnlyA => "−",
            Self::OnlyB => "+",
        }
    }

    /// Of what each side has, if it has it.
    fn of<T: PartialEq>(sides: &[Option<T>; 2]) -> Self {
        match sides {
            [Some(a), Some(b)] if a == b => Self::Equal,
            [Some(_), None] => Self::OnlyA,
            [None, Some(_)] => Self::OnlyB,
            _ => Self::Different,
        }
    }
}

/// An item of a list, as A and as B has it. Objects are the same item if they are about the same: a participant with another office
/// is in both, and differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldItem {
    /// As in the record; none on the side that lacks it.
    pub sides: [Option<Value>; 2],
}

impl FieldItem {
    /// How the one relates to the other.
    pub fn relation(&self) -> FieldRelation {
        FieldRelation::of(&self.sides)
    }
}

/// What stands in a field, on either side.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldContent {
    /// A number, a word or a few.
    Value([Option<Value>; 2]),
    /// A text, with what must be done to the words of A to get those of B; the words of A are those of the record in
    /// [`Difference`], those of B what is said.
    Text([Option<String>; 2], Vec<Difference>),
    /// A list as a set: first what both have, then what only A has, then what only B has, these two in their own order.
    List(Vec<FieldItem>),
}

/// A field of two records.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordField {
    /// Its name in the record: `summary`, `place.venue`; `outcomes` and `quoted` stand for the records that refer to it.
    pub name: String,
    /// What stands there.
    pub content: FieldContent,
}

/// From so many words on a value is a text, to be compared word by word.
const TEXT: usize = 4;

impl RecordField {
    /// Compares the values that stand in a field; one of them at least is there.
    pub(super) fn new(name: String, sides: [Option<Value>; 2]) -> Self {
        let content = match sides {
            [Some(Value::Array(a)), Some(Value::Array(b))] => FieldContent::List(items(a, b)),
            [Some(Value::Array(a)), None] => FieldContent::List(items(a, Vec::new())),
            [None, Some(Value::Array(b))] => FieldContent::List(items(Vec::new(), b)),
            sides if sides.iter().flatten().any(is_text) => text(sides.map(|side| side.map(|value| said(&value)))),
            sides => FieldContent::Value(sides),
        };
        Self { name, content }
    }

    /// How the one relates to the other.
    pub fn relation(&self) -> FieldRelation {
        match &self.content {
            FieldContent::Value(sides) => FieldRelation::of(sides),
            FieldContent::Text(sides, _) => FieldRelation::of(sides),
            FieldContent::List(items) => {
                let mut relations = items.iter().map(FieldItem::relation);
                let first = relations.next().unwrap_or(FieldRelation::Equal);
                if relations.all(|relation| relation == first) { first } else { FieldRelation::Different }
            }
        }
    }
}

impl RecordField {
    /// What each side has, a row for a value and for each item of a list.
    pub fn rows(&self) -> Vec<(FieldRelation, [Option<Value>; 2])> {
        match &self.content {
            FieldContent::Value(sides) => vec![(self.relation(), sides.clone())],
            FieldContent::Text(sides, _) => vec![(self.relation(), sides.clone().map(|side| side.map(Value::String)))],
            FieldContent::List(items) => items.iter().map(|item| (item.relation(), item.sides.clone())).collect(),
        }
    }
}

/// A value in one line; `named` says what a word of a field stands for.
pub fn line(value: &Value, named: &mut dyn FnMut(&str, &str) -> String) -> String {
    match value {
        Value::String(text) => named("", text),
        Value::Array(items) => items.iter().map(|item| line(item, named)).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_by_key(|name| (place_within(name).unwrap_or(usize::MAX), *name));
            let mut part = |name: &String| match &fields[name] {
                Value::String(text) if place_within(name).is_some() => named(name, text),
                value => format!("{}: {}", name.replace('_', " "), line(value, named)),
            };
            keys.into_iter().map(&mut part).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A value in words.
fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.split_whitespace().count() >= TEXT)
}

/// The words of two texts. They are compared in one order whichever of them is A, so that to swap them mirrors the differences.
fn text(sides: [Option<String>; 2]) -> FieldContent {
    let [Some(a), Some(b)] = &sides else { return FieldContent::Text(sides, Vec::new()) };
    let found = if a <= b { differences(a, b) } else { differences(b, a).into_iter().map(Difference::mirrored).collect() };
    FieldContent::Text(sides, found)
}

/// What an item is about: its id, or what else names it; of others all that it says.
fn key(item: &Value) -> String {
    let named = ["id", "person", "name", "about", "description"];
    let words = item.as_str().or_else(|| named.into_iter().find_map(|field| item.get(field)?.as_str()));
    words.map_or_else(|| item.to_string(), str::to_owned)
}

fn items(a: Vec<Value>, b: Vec<Value>) -> Vec<FieldItem> {
    fn take(rest: &mut [Option<Value>], is_it: impl Fn(&Value) -> bool) -> Option<Value> {
        rest.iter_mut().find(|other| other.as_ref().is_some_and(&is_it)).and_then(Option::take)
    }
    let mut rest: Vec<Option<Value>> = b.into_iter().map(Some).collect();
    let (mut both, mut unlike, mut only) = (Vec::new(), Vec::new(), Vec::new());
    // What is the same word for word goes before what is only about the same.
    for item in a {
        match take(&mut rest, |other| *other == item) {
            Some(other) => both.push((key(&item), FieldItem { sides: [Some(item), Some(other)] })),
            None => unlike.push(item),
        }
    }
    for item in unlike {
        let own = key(&item);
        match take(&mut rest, |other| key(other) == own) {
            Some(other) => both.push((own, FieldItem { sides: [Some(item), Some(other)] })),
            None => only.push(FieldItem { sides: [Some(item), None] }),
        }
    }
    both.sort_by(|(one, _), (other, _)| one.cmp(other));
    only.extend(rest.into_iter().flatten().map(|item| FieldItem { sides: [None, Some(item)] }));
    both.into_iter().map(|(_, item)| item).chain(only).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(a: Value, b: Value) -> RecordField {
        RecordField::new("field".to_owned(), [a, b].map(|side| Some(side).filter(|side| !side.is_null())))
    }

    /// With A and B in each other's place, worked out anew by parts.
    fn mirrored(field: &RecordField) -> RecordField {
        let content = match field.content.clone() {
            FieldContent::Value([a, b]) => FieldContent::Value([b, a]),
            FieldContent::Text([a, b], found) => {
                FieldContent::Text([b, a], found.into_iter().map(Difference::mirrored).collect())
            }
            FieldContent::List(items) => {
                let swapped: Vec<FieldItem> =
                    items.into_iter().map(|FieldItem { sides: [a, b] }| FieldItem { sides: [b, a] }).collect();
                let of = |relation: &[FieldRelation]| {
                    swapped.iter().filter(|item| relation.contains(&item.relation())).cloned().collect::<Vec<_>>()
                };
                let both = of(&[FieldRelation::Equal, FieldRelation::Different]);
                FieldContent::List([both, of(&[FieldRelation::OnlyA]), of(&[FieldRelation::OnlyB])].concat())
            }
        };
        RecordField { name: field.name.clone(), content }
    }

    #[test]
    fn lists_are_compared_as_sets_and_objects_by_what_they_are_about() {
        let one = field(json!(["KZ", "KG", "JP"]), json!(["JP", "UZ", "KZ"]));
        let FieldContent::List(items) = &one.content else { panic!("{one:?}") };
        let told: Vec<(FieldRelation, String)> =
            items.iter().map(|item| (item.relation(), item.sides.iter().flatten().map(key).next().expect("a side"))).collect();
        let wanted = [
            (FieldRelation::Equal, "JP"),
            (FieldRelation::Equal, "KZ"),
            (FieldRelation::OnlyA, "KG"),
            (FieldRelation::OnlyB, "UZ"),
        ];
        assert_eq!(told, wanted.map(|(relation, key)| (relation, key.to_owned())));
        let offices = field(json!([{"person": "a", "office": "x"}]), json!([{"person": "a", "office": "y"}]));
        assert_eq!(offices.relation(), FieldRelation::Different);
        assert!(matches!(&offices.content, FieldContent::List(items) if items.len() == 1));
        assert_eq!(field(json!(["b", "a", "a"]), json!(["a", "b", "a"])).relation(), FieldRelation::Equal);
        assert_eq!(field(json!(["a"]), json!(null)).relation(), FieldRelation::OnlyA);
    }

    #[test]
    fn to_swap_the_sides_mirrors_what_is_told() {
        let texts = [
            json!("the river and the sea and the lake"),
            json!("and the sea the river and a lake the"),
            json!("one two three four"),
            json!("The River and the sea"),
            json!("short"),
            json!(4),
            json!(["a", "b", "c"]),
            json!(["c", "d", {"name": "b", "x": 1}]),
            json!(null),
        ];
        for a in &texts {
            for b in texts.iter().filter(|b| !(a.is_null() && b.is_null()) && (a.is_array() == b.is_array() || b.is_null())) {
                let (there, back) = (field(a.clone(), b.clone()), field(b.clone(), a.clone()));
                assert_eq!(back, mirrored(&there), "{a} and {b}");
                let swapped = match there.relation() {
                    FieldRelation::OnlyA => FieldRelation::OnlyB,
                    FieldRelation::OnlyB => FieldRelation::OnlyA,
                    same => same,
                };
                assert_eq!(back.relation(), swapped);
                assert_eq!(there.relation() == FieldRelation::Equal, a == b, "{a} and {b}");
            }
        }
    }
}
