//! A value of a JSON text together with that text: compared by what it means, written as it stands.

use super::json::{Element, Member, Value};

/// A value of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextNode<'e> {
    pub text: &'e str,
    pub element: &'e Element<'e>,
}

impl<'e> TextNode<'e> {
    /// As it is written.
    pub(super) fn raw(self) -> &'e str {
        &self.text[self.element.span.clone()]
    }

    pub(super) fn of(self, element: &'e Element<'e>) -> Self {
        Self { element, ..self }
    }

    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.element.get(key).map(|element| self.of(element))
    }

    pub(super) fn is_object(self) -> bool {
        matches!(self.element.value, Value::Object(_))
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self.element.value, Value::List(_))
    }

    /// Whether both mean the same; the order of the members of an object means nothing.
    pub(super) fn is_same(self, other: Self) -> bool {
        match (&self.element.value, &other.element.value) {
            (Value::Text(one), Value::Text(two)) => one == two,
            (Value::List(one), Value::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| self.of(one).is_same(other.of(two)))
            }
            (Value::Object(one), Value::Object(two)) => {
                let same = |key: &str, value| other.get(key).is_some_and(|their| self.of(value).is_same(their));
                one.len() == two.len() && one.iter().all(|member| same(&member.key, &member.element))
            }
            (Value::Text(_) | Value::List(_) | Value::Object(_), _) | (_, Value::Text(_) | Value::List(_) | Value::Object(_)) => {
                false
            }
            _ => self.raw() == other.raw(),
        }
    }

    /// On one line.
    pub(super) fn flat(self) -> String {
        match &self.element.value {
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.of(item).flat()).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(members) => {
                let member = |m: &Member<'_>| format!("{}: {}", &self.text[m.key_span.clone()], self.of(&m.element).flat());
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
            }
            _ => self.raw().to_owned(),
        }
    }
}
