//! A node of the graph: properties in any order, none of them empty.

use serde_json::{Map, Value, json};

use crate::export::span::{self, Span};
use crate::record::{Date, End, Names, Shape};

/// A thing with its `@id` and `@type`.
pub struct LinkedNode(Map<String, Value>);

impl From<LinkedNode> for Value {
    fn from(node: LinkedNode) -> Self {
        Self::Object(node.0)
    }
}

impl LinkedNode {
    /// A thing of this type, by the id of its record.
    pub fn new(of_type: &str, id: &str) -> Self {
        let mut node = Self::without_id(of_type);
        node.0.insert("@id".to_owned(), address(id).into());
        node
    }

    /// A thing that stands inside another.
    pub fn without_id(of_type: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), of_type.into())]))
    }

    /// Adds values to a property: none leave it out, one stands by itself, several in an array.
    pub fn put(&mut self, property: &str, values: impl IntoIterator<Item = Value>) {
        let mut values: Vec<Value> = values.into_iter().filter(|value| value.as_str() != Some("")).collect();
        match self.0.get_mut(property) {
            Some(Value::Array(known)) => known.append(&mut values),
            Some(known) if !values.is_empty() => {
                values.insert(0, known.take());
                *known = values.into();
            }
            Some(_) => {}
            None if values.len() > 1 => drop(self.0.insert(property.to_owned(), values.into())),
            None => drop(values.pop().map(|only| self.0.insert(property.to_owned(), only))),
        }
    }

    /// When: in the property `begins` (and `ends`, where the thing has such a property) as far as it is beyond doubt, else as EDTF.
    pub fn put_date(&mut self, begins: &str, ends: Option<&str>, date: &Date) {
        match (Span::of(date), ends) {
            _ if date.is_doubtful() => {}
            (Span::Point(at), _) => return self.put(begins, [at.iso().into()]),
            (Span::Lasting(first, last), Some(ends)) => {
                self.put(begins, [first.iso().into()]);
                return self.put(ends, [last.iso().into()]);
            }
            (Span::Words, Some(_)) => {
                if let Shape::Lasting(End::At(first), End::Open | End::Unknown) = date.shape() {
                    self.put(begins, span::parts(first).map(|first| first.iso().into()));
                }
            }
            _ => {}
        }
        self.put("temporalCoverage", [date.edtf().into()]);
    }

    /// Names in other languages, and other names.
    pub fn put_names<'a>(&mut self, names: &Names, others: impl IntoIterator<Item = &'a String>) {
        self.put("alternateName", names.iter().filter_map(|(tag, name)| in_language(name, Some(tag))));
        self.put("alternateName", others.into_iter().filter_map(|name| text(name)));
    }
}

/// A text without what no text may hold; none of nothing.
pub fn text(words: &str) -> Option<Value> {
    let words = crate::text::clean(words);
    (!words.trim().is_empty()).then(|| words.into())
}

/// A text in a language, where its tag is one (BCP 47: letters and digits, up to eight, with hyphens between).
pub fn in_language(words: &str, tag: Option<&str>) -> Option<Value> {
    let value = text(words)?;
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let tag = tag.filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()) && tag.split('-').all(is_part));
    Some(tag.map_or(value.clone(), |tag| json!({ "@value": value, "@language": tag })))
}

/// A link to the record of this id.
pub fn link(id: &str) -> Value {
    json!({ "@id": address(id) })
}

/// The IRI of an id: what stands for itself in one, the rest as bytes in per cent.
fn address(id: &str) -> String {
    let mut address = "urn:cadialog:".to_owned();
    for byte in id.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b':' => address.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_no_more_exact_than_its_record() {
        let of = |date: &str, ends: Option<&str>| {
            let mut node = LinkedNode::without_id("Event");
            node.put_date("begins", ends, &date.parse().expect(date));
            let value = Value::from(node);
            ["begins", "ends", "temporalCoverage"].map(|name| value[name].as_str().unwrap_or("-").to_owned()).join(" ")
        };
        for (date, wanted, as_point) in [
            ("2025-03-14", "2025-03-14 - -", "2025-03-14 - -"),
            ("2006-02", "2006-02 - -", "2006-02 - -"),
            ("2011", "2011 - -", "2011 - -"),
            ("2025-12-19/2025-12-20", "2025-12-19 2025-12-20 -", "- - 2025-12-19/2025-12-20"),
            ("2020-08/2021", "2020-08 2021 -", "- - 2020-08/2021"),
            ("2018-01-05/..", "2018-01-05 - 2018-01-05/..", "- - 2018-01-05/.."),
            ("2025-03-14~", "- - 2025-03-14~", "- - 2025-03-14~"),
            ("[2018-06-13..2019-05-17]", "- - [2018-06-13..2019-05-17]", "- - [2018-06-13..2019-05-17]"),
            ("2018-21", "- - 2018-21", "- - 2018-21"),
            ("../2024-02", "- - ../2024-02", "- - ../2024-02"),
        ] {
            assert_eq!(of(date, Some("ends")), wanted, "{date}");
            assert_eq!(of(date, None), as_point, "{date}");
        }
    }

    #[test]
    fn ids_are_iris_and_tags_are_tags() {
        assert_eq!(address("weird id }é:x"), "urn:cadialog:weird%20id%20%7D%C3%A9:x");
        assert_eq!(in_language("水", Some("ja")), Some(json!({ "@value": "水", "@language": "ja" })));
        assert_eq!(in_language("水", Some("=cmd()")), Some("水".into()));
        assert_eq!(in_language(" ", Some("ja")), None);
    }
}
