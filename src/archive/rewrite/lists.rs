//! The lists of records in a file that is known to be sound: where each begins and ends, and the changes inside them.

use std::ops::Range;

use super::edits::{Edits, indent};
use super::made::{MadeOutcome, TakenIds};
use super::shape::reshape;
use crate::archive::json::{self, Parser, skip};
use crate::record::RecordType;

/// A list of records.
#[derive(Debug)]
pub(super) struct FileList {
    /// From bracket to bracket.
    pub span: Range<usize>,
    items: Vec<Range<usize>>,
}

/// The list that begins at the byte `at` of `text`, or behind blanks there.
pub(super) fn list(text: &str, at: usize) -> Option<FileList> {
    let mut parser = Parser::new(text, at);
    let open = open(&mut parser, b'[')?;
    let mut items = Vec::new();
    let mut more = !parser.closes(b']');
    while more {
        items.push(value(&mut parser, text)?);
        more = parser.more(open, b']')?;
    }
    Some(FileList { span: open..parser.at, items })
}

/// From bracket to bracket, the list that begins at the byte `at` of `text`, or behind blanks there.
pub(in crate::archive) fn list_span(text: &str, at: usize) -> Option<Range<usize>> {
    list(text, at).map(|list| list.span)
}

/// A value of an object that is a whole file: its name, where that stands, and where the value does.
pub(in crate::archive) type FileMember = (String, Range<usize>, Range<usize>);

/// The values of an object that is a whole file.
pub(in crate::archive) fn members(text: &str) -> Option<Vec<FileMember>> {
    let mut parser = Parser::new(text, 0);
    let open = open(&mut parser, b'{')?;
    let mut found = Vec::new();
    let mut more = !parser.closes(b'}');
    while more {
        let (key, span) = parser.key(open)?;
        let value = value(&mut parser, text)?;
        found.push((key.into_owned(), span, value));
        more = parser.more(open, b'}')?;
    }
    Some(found)
}

fn open(parser: &mut Parser<'_>, bracket: u8) -> Option<usize> {
    parser.blank();
    (parser.peek() == Some(bracket)).then(|| {
        parser.at += 1;
        parser.at - 1
    })
}

fn value(parser: &mut Parser<'_>, text: &str) -> Option<Range<usize>> {
    parser.blank();
    let start = parser.at;
    match skip(text.as_bytes(), start) {
        Some(end) => parser.at = end,
        None => _ = parser.value()?,
    }
    Some(start..parser.at)
}

impl FileList {
    /// Notes the changes of its records, and gives the outcomes that stood in them.
    pub(super) fn reshape<'a>(
        &self,
        text: &'a str,
        of_type: RecordType,
        taken: &mut TakenIds,
        edits: &mut Edits,
    ) -> Option<Vec<MadeOutcome<'a>>> {
        let mut outcomes = Vec::new();
        for item in &self.items {
            let element = json::parse(text, item.clone()).0?;
            outcomes.extend(reshape(text, of_type, &element, false, taken, edits));
        }
        Some(outcomes)
    }

    /// How its items are laid out.
    pub(super) fn layout<'a>(&self, text: &'a str) -> ListLayout<'a> {
        let (Some(last), Some(first)) = (self.items.last(), self.items.first()) else { return ListLayout::default() };
        let before = &text[..last.start];
        ListLayout {
            open: &text[self.span.start + 1..first.start],
            gap: &before[before.trim_ascii_end().len()..],
            close: &text[last.end..self.span.end - 1],
            indent: indent(text, last.start),
        }
    }

    /// Puts the outcomes behind its items; an empty one is laid out as `other`.
    pub(super) fn append(&self, text: &str, outcomes: &[MadeOutcome<'_>], other: ListLayout<'_>, edits: &mut Edits) {
        match self.items.last() {
            Some(last) => {
                let own = self.layout(text);
                let added = outcomes.iter().map(|outcome| format!(",{}{}", own.gap, outcome.at(own.indent)));
                edits.insert(last.end, added.collect::<String>());
            }
            None => edits.replace(self.span.clone(), other.list(outcomes)),
        }
    }
}

/// The blanks around the items of a list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ListLayout<'a> {
    open: &'a str,
    gap: &'a str,
    close: &'a str,
    indent: &'a str,
}

impl ListLayout<'_> {
    /// A list of the outcomes.
    pub(super) fn list(&self, outcomes: &[MadeOutcome<'_>]) -> String {
        let items: Vec<String> = outcomes.iter().map(|outcome| outcome.at(self.indent)).collect();
        // Where only one item was there to go by, its own line is that of each.
        let gap = if self.open.contains('\n') && !self.gap.contains('\n') { self.open } else { self.gap };
        format!("[{}{}{}]", self.open, items.join(&format!(",{gap}")), self.close)
    }
}
