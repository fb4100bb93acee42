//! One concept of a thesaurus read and examined. Reader and checker both go by what is found here, so that they cannot disagree.

use super::diagnostic::{Code, Fault, Severity, Spot};
use super::examine::hidden;
use super::json::{self, Element, Value};
use super::placeholders::placeholders;
use super::{parse, schema};
use crate::record::Concept;

/// A concept of a pack, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct ReadConcept {
    pub concept: Concept,
    /// Whether it takes the place of one of an earlier pack.
    pub overrides: bool,
    pub file: String,
    pub line: usize,
}

/// A concept as examined; `read` is none if it cannot be used, `element` if it is no JSON.
pub(super) struct ExaminedConcept<'a> {
    pub read: Option<ReadConcept>,
    pub element: Option<Element<'a>>,
    pub faults: Vec<Fault>,
}

impl ExaminedConcept<'_> {
    /// Its id as written, whether or not it may be one.
    pub(super) fn id(&self) -> Option<&str> {
        self.element.as_ref()?.get("id")?.text()
    }
}

/// Whether a line of a `.jsonl` file is a concept.
pub(super) fn is_concept(line: &str) -> bool {
    memchr::memmem::find(line.as_bytes(), b"\"concept\"").is_some()
        && json::parse(line, 0..line.len())
            .0
            .is_some_and(|element| element.get("type").and_then(Element::text) == Some("concept"))
}

/// Examines the concept at `spot`.
pub(super) fn examine_concept<'a>(spot: &Spot<'a>) -> ExaminedConcept<'a> {
    let (element, mut faults) = json::parse(spot.source, spot.range.clone());
    let Some(element) = element else { return ExaminedConcept { read: None, element, faults } };
    if matches!(element.value, Value::Object(_)) {
        schema::concept(&element, &mut faults);
        placeholders(&element, &mut faults);
        hidden("", false, &element, &mut faults);
    } else {
        let message = "a concept is an object, which begins with “{”";
        faults.push(Fault::new(element.span.clone(), Code::WrongType, message, "write { … }"));
    }
    let mut read = None;
    if faults.iter().all(|fault| fault.severity == Severity::Warning) {
        let text = &spot.source[spot.range.clone()];
        match parse::read_strictly(text) {
            Ok(concept) => {
                let overrides = element.get("override").is_some_and(|said| spot.source[said.span.clone()] == *"true");
                read = Some(ReadConcept { concept, overrides, file: spot.file.to_owned(), line: spot.line });
            }
            Err(error) => {
                let at = spot.range.start..spot.range.start + 1;
                faults.push(Fault::new(at, Code::Syntax, error.to_string(), "correct the concept"));
            }
        }
    }
    ExaminedConcept { read, element: Some(element), faults }
}
