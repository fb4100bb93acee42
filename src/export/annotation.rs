//! What the reader has added to a record, as exports write it: the note, and the words under which it is marked.

use schemars::JsonSchema;
use serde::Serialize;

use crate::archive::{Archive, Id};
use crate::record::Record;
use crate::search::Annotations;

/// What stands between the lines of a note where there is room for one line only.
const LINE_END: &str = " / ";

/// What a reader has added to a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Annotation {
    /// The note; its lines end with LF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the record is marked.
    pub marked: bool,
    /// The words under which it is marked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
}

impl Annotation {
    /// What `annotations` have of a record, if anything.
    pub fn of(annotations: &Annotations, id: Id) -> Option<Self> {
        let note = annotations.note_on(id).map(|note| crate::text::clean_lines(note).into_owned());
        let marks = annotations.groups_of(id).map(|word| crate::text::clean(word).into_owned()).collect();
        let own = Self { note, marked: annotations.marked.contains(&id), marks };
        (own.marked || own.note.is_some()).then_some(own)
    }

    /// The note on one line; empty without one.
    pub fn line(&self) -> String {
        self.note.as_deref().unwrap_or_default().lines().collect::<Vec<_>>().join(LINE_END)
    }

    /// Both as lines under a page: "Marked under: thesis", "Your note: …".
    pub fn told(&self) -> Vec<String> {
        let mark = if self.marks.is_empty() { "Marked".to_owned() } else { format!("Marked under: {}", self.mark()) };
        let lines = self.note.as_deref().unwrap_or_default().lines().enumerate();
        let note = lines.map(|(n, line)| format!("{}{line}", if n == 0 { "Your note: " } else { "           " }));
        self.marked.then_some(mark).into_iter().chain(note).collect()
    }

    /// The words under which it is marked; without any only that it is.
    pub fn mark(&self) -> String {
        if self.marked && self.marks.is_empty() { "marked".to_owned() } else { self.marks.join("; ") }
    }
}

/// A whole record, fields as in the pack format, with what the reader has added.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AnnotatedRecord<'a> {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub record: &'a Record,
    /// The reader's own note and marks; no part of the pack format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotation: Option<Annotation>,
}

impl<'a> AnnotatedRecord<'a> {
    /// The record with what `annotations` have of it.
    pub fn of(archive: &'a Archive, annotations: &Annotations, id: Id) -> Self {
        Self { record: archive.record(id), annotation: Annotation::of(annotations, id) }
    }
}
