//! A JSON value whose parts know where they stand.

use std::borrow::Cow;
use std::ops::Range;

/// A value and the bytes where it stands.
#[derive(Debug)]
pub(in crate::archive) struct Element<'a> {
    pub span: Range<usize>,
    pub value: Value<'a>,
}

#[derive(Debug)]
pub(in crate::archive) enum Value<'a> {
    Null,
    Bool,
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Element<'a>>),
    Object(Vec<Member<'a>>),
    /// Something that is no JSON; a fault has been noted.
    Faulty,
}

#[derive(Debug)]
pub(in crate::archive) struct Member<'a> {
    pub key: Cow<'a, str>,
    pub key_span: Range<usize>,
    pub element: Element<'a>,
}

impl<'a> Element<'a> {
    /// The members, if it is an object.
    pub(in crate::archive) fn members(&self) -> &[Member<'a>] {
        if let Value::Object(members) = &self.value { members } else { &[] }
    }

    /// The value called `key`, if it is an object that has one.
    pub(in crate::archive) fn get(&self, key: &str) -> Option<&Element<'a>> {
        self.members().iter().find(|m| m.key == key).map(|m| &m.element)
    }

    /// The text, if it is one.
    pub(in crate::archive) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The items, if it is a list.
    pub(in crate::archive) fn items(&self) -> &[Element<'a>] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }
}
