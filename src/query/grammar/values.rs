//! The fields of the language and what may stand behind each colon.

use super::atoms::Value;
use super::reader::{Reader, any, within};
use super::{Fields, Node, Sort, countries, named};
use crate::archive::nearest;
use crate::query::filter::{Attribute, Filter, Link, Name, Span};
use crate::record::{Field, RecordType};

/// A name that may stand before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Type,
    Linked(Link, RecordType),
    Named(Name),
    Date,
    Attribute(Attribute),
    Texts(Fields),
    In,
    Sort,
}

/// Every field, in the order in which hints list them.
pub(super) const FIELDS: [(&str, Key); 23] = [
    ("type", Key::Type),
    ("country", Key::Linked(Link::Country, RecordType::Country)),
    ("topic", Key::Linked(Link::Topic, RecordType::Topic)),
    ("speaker", Key::Linked(Link::Speaker, RecordType::Person)),
    ("person", Key::Linked(Link::Person, RecordType::Person)),
    ("organisation", Key::Linked(Link::Organisation, RecordType::Organisation)),
    ("place", Key::Named(Name::Place)),
    ("date", Key::Date),
    ("year", Key::Date),
    ("kind", Key::Attribute(Attribute::Kind)),
    ("status", Key::Attribute(Attribute::Status)),
    ("form", Key::Attribute(Attribute::Form)),
    ("level", Key::Attribute(Attribute::Level)),
    ("source", Key::Named(Name::Source)),
    ("pack", Key::Named(Name::Pack)),
    ("id", Key::Named(Name::Id)),
    ("title", Key::Texts(Fields::of(&[Field::Title]))),
    ("text", Key::Texts(Fields::of(&[Field::Text, Field::Summary]))),
    ("note", Key::Texts(Fields::of(&[Field::Note]))),
    ("in", Key::In),
    ("has", Key::Attribute(Attribute::Has)),
    ("is", Key::Attribute(Attribute::Is)),
    ("sort", Key::Sort),
];

/// The names that `in:` knows, each of one searchable field.
pub(super) const PLACES: [Field; 6] = [Field::Title, Field::Person, Field::Topic, Field::Text, Field::Summary, Field::Note];

/// The field that `name` is or abbreviates.
pub(super) fn field(name: &str) -> Result<(&'static str, Key), String> {
    let name = name.to_ascii_lowercase();
    let name = if name.starts_with("organiz") { name.replacen('z', "s", 1) } else { name };
    if let Some(&exact) = FIELDS.iter().find(|(known, _)| *known == name) {
        return Ok(exact);
    }
    let fitting: Vec<_> = FIELDS.iter().filter(|(known, _)| known.starts_with(&name)).collect();
    let names = |list: &[&(&str, Key)]| list.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
    match fitting[..] {
        [only] => Ok(*only),
        [] => {
            let near = nearest(&name, FIELDS.iter().map(|(known, _)| *known));
            let near = near.map_or_else(String::new, |near| format!("did you mean “{near}:”? "));
            Err(format!("no field “{name}:”; searched as words ({near}fields: {})", names(&FIELDS.iter().collect::<Vec<_>>())))
        }
        _ => Err(format!("“{name}:” may be {}; searched as words", names(&fitting))),
    }
}

impl Reader<'_> {
    /// Reads the values of the field written at `from`.
    pub(super) fn values(&mut self, from: usize, (name, key): (&'static str, Key)) -> Option<Node> {
        let mut values = Vec::new();
        loop {
            values.extend(self.value());
            if !self.take(',') {
                break;
            }
        }
        if values.is_empty() {
            let known = choices(key);
            let known = if known.is_empty() { String::new() } else { format!(": {known}") };
            self.hint(from, format!("“{name}:” needs a value behind it{known}"));
            return None;
        }
        if let Key::Texts(fields) = key {
            return any(values.into_iter().filter_map(|value| value.node).collect()).map(|node| within(fields, node));
        }
        let archive = self.archive;
        let filter = match key {
            Key::Type => Filter::Type(self.all(&values, record_types)),
            Key::Linked(Link::Country, _) => Filter::Linked(Link::Country, self.all(&values, |value| countries(archive, value))),
            Key::Linked(Link::Speaker, of_type) => return self.speakers(&values, of_type),
            Key::Linked(link, of_type) => Filter::Linked(link, self.all(&values, |value| named(archive, of_type, value))),
            Key::Named(name) => {
                Filter::Named(name, self.all(&values, |value| name.read(archive, value).map(|value| vec![value])))
            }
            Key::Date => Filter::Date(self.all(&values, |value| Span::read(value).map(|span| vec![span]))),
            Key::Attribute(attribute) => Filter::Attribute(attribute, self.all(&values, |value| attribute.read(value))),
            Key::In => {
                let fields = self.all(&values, places);
                if let Some(fields) = fields.into_iter().reduce(Fields::or) {
                    let known = self.parsed.fields.unwrap_or(Fields::ALL);
                    self.parsed.fields = Some(known.and(fields));
                }
                return None;
            }
            Key::Sort => {
                self.parsed.sort = self.all(&values, sort).pop().or(self.parsed.sort);
                return None;
            }
            Key::Texts(_) => return None,
        };
        (!filter.is_empty()).then_some(Node::Filter(filter))
    }

    /// Reads each value; what one does not know is a hint.
    fn all<T: PartialEq>(&mut self, values: &[Value], mut read: impl FnMut(&str) -> Result<Vec<T>, String>) -> Vec<T> {
        let mut found = Vec::new();
        for value in values {
            let answer =
                if value.text.is_empty() { Err("brackets cannot stand behind this field".to_owned()) } else { read(&value.text) };
            match answer {
                Ok(more) => more.into_iter().for_each(|one| {
                    if !found.contains(&one) {
                        found.push(one);
                    }
                }),
                Err(message) => self.hint(value.at, message),
            }
        }
        found
    }

    /// Who spoke: people with records, or the words that describe a speaker.
    fn speakers(&mut self, values: &[Value], of_type: RecordType) -> Option<Node> {
        let archive = self.archive;
        let mut described = Vec::new();
        let people = self.all(values, |value| {
            named(archive, of_type, value).or_else(|message| {
                described.push(Name::Speaker.read(archive, value).map_err(|_| message)?);
                Ok(Vec::new())
            })
        });
        let mut nodes = Vec::new();
        if !people.is_empty() {
            nodes.push(Node::Filter(Filter::Linked(Link::Speaker, people)));
        }
        if !described.is_empty() {
            nodes.push(Node::Filter(Filter::Named(Name::Speaker, described)));
        }
        any(nodes)
    }
}

/// What a field takes, where that is a list.
fn choices(key: Key) -> String {
    match key {
        Key::Type => RecordType::ALL.map(RecordType::name).join(", "),
        Key::Attribute(attribute) => attribute.choices(),
        Key::In => PLACES.map(Field::name).join(", "),
        Key::Sort => "date, -date, rank".to_owned(),
        Key::Date => "2017, 2017-05, 2015..2020, >=2019-05".to_owned(),
        _ => String::new(),
    }
}

fn record_types(value: &str) -> Result<Vec<RecordType>, String> {
    if let Some(exact) = RecordType::named(value) {
        return Ok(vec![exact]);
    }
    let value = value.to_ascii_lowercase().replace("organiz", "organis");
    let begun: Vec<RecordType> =
        RecordType::ALL.into_iter().filter(|t| t.name().starts_with(&value) || t.plural().starts_with(&value)).collect();
    if begun.is_empty() {
        return Err(format!("no type “{value}”; types are {}", choices(Key::Type)));
    }
    Ok(begun)
}

fn places(value: &str) -> Result<Vec<Fields>, String> {
    let value = value.to_ascii_lowercase();
    let found: Vec<Fields> =
        PLACES.into_iter().filter(|field| field.name().starts_with(&value)).map(|field| Fields::of(&[field])).collect();
    if found.is_empty() { Err(format!("“in:” knows no “{value}”; write {}", choices(Key::In))) } else { Ok(found) }
}

fn sort(value: &str) -> Result<Vec<Sort>, String> {
    match value.to_ascii_lowercase().as_str() {
        "date" => Ok(vec![Sort::Oldest]),
        "-date" => Ok(vec![Sort::Newest]),
        "rank" => Ok(vec![Sort::Rank]),
        _ => Err(format!("no order “{value}”; write sort:date, sort:-date or sort:rank")),
    }
}
