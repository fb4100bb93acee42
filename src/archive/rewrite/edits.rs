//! Changes of a text, and how JSON is laid out around them.

use std::ops::Range;

use crate::archive::json::{Element, Member};

/// Parts of a text, each with what takes its place.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, at: Range<usize>, by: impl Into<String>) {
        self.0.push((at, by.into()));
    }

    pub(super) fn insert(&mut self, at: usize, what: impl Into<String>) {
        self.replace(at..at, what);
    }

    /// Takes out the member of this number, with one comma; there is another beside it.
    pub(super) fn remove(&mut self, members: &[Member<'_>], number: usize) {
        let own = &members[number];
        let at = match members.get(number + 1) {
            Some(next) => own.key_span.start..next.key_span.start,
            None => {
                number.checked_sub(1).map_or(own.key_span.start, |before| members[before].element.span.end)..own.element.span.end
            }
        };
        self.replace(at, "");
    }

    /// The bytes `range` of `text`, changed.
    pub(super) fn apply(mut self, text: &str, range: Range<usize>) -> String {
        self.0.sort_by_key(|(at, _)| at.start);
        let mut out = String::with_capacity(range.len() + self.0.iter().map(|(_, by)| by.len()).sum::<usize>());
        let mut from = range.start;
        for (at, by) in self.0 {
            out.push_str(&text[from..at.start]);
            out.push_str(&by);
            from = at.end;
        }
        out.push_str(&text[from..range.end]);
        out
    }
}

/// How an object is laid out: what stands between its members, and between a name and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct ObjectLayout<'a> {
    /// With its comma.
    gap: &'a str,
    /// With its colon.
    colon: &'a str,
    /// What begins the first line, where one member stands alone on it.
    lead: &'a str,
}

impl<'a> ObjectLayout<'a> {
    pub(super) fn of(text: &'a str, object: &Element<'_>) -> Self {
        let members = object.members();
        let colon = members.first().map_or(": ", |first| &text[first.key_span.end..first.element.span.start]);
        let (gap, lead) = match members {
            [first, second, ..] => (&text[first.element.span.end..second.key_span.start], ""),
            [only] => match &text[object.span.start + 1..only.key_span.start] {
                lead if lead.contains('\n') => (",", lead),
                _ if colon.ends_with(':') => (",", ""),
                _ => (", ", ""),
            },
            [] => (", ", ""),
        };
        Self { gap, colon, lead }
    }

    /// What stands between two members.
    pub(super) fn gap(&self) -> String {
        format!("{}{}", self.gap, self.lead)
    }

    /// A member with this value.
    pub(super) fn member(&self, key: &str, value: &str) -> String {
        format!("\"{key}\"{}{value}", self.colon)
    }

    /// Whether every member has a line of its own.
    pub(super) fn has_lines(&self) -> bool {
        self.gap.contains('\n') || self.lead.contains('\n')
    }

    /// A comma between the items of a list on one line.
    pub(super) fn comma(&self) -> &'static str {
        if self.colon.ends_with(':') { "," } else { ", " }
    }
}

/// The blanks with which the line of the byte `at` begins.
pub(in crate::archive) fn indent(text: &str, at: usize) -> &str {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The value with its lines but the first begun by `to` where they are by `from`. JSON has no line breaks inside texts.
pub(in crate::archive) fn moved(value: &str, from: &str, to: &str) -> String {
    let mut lines = value.split_inclusive('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        match line.strip_prefix(from) {
            Some(rest) => {
                out.push_str(to);
                out.push_str(rest);
            }
            None => out.push_str(line),
        }
    }
    out
}
