//! Which texts of records are read as a corpus.

use std::collections::HashSet;

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id};
use crate::record::{Field, Fields, Record};

/// Calls `visit` with the texts of a record in these fields that somebody wrote: those that search reads, each once, in their order; without ids, and
/// without the words that the program itself has for kinds, forms and states.
pub fn each_text<'a>(record: &'a Record, fields: Fields, visit: &mut dyn FnMut(&'a str)) {
    let labels = labels(record);
    let mut seen: HashSet<&str> = record.aliases().iter().map(String::as_str).chain([record.id()]).collect();
    record.texts(&mut |field, text| {
        if fields.has(field) && !labels.contains(&(field, text)) && seen.insert(text) {
            visit(text);
        }
    });
}

/// The words of the format among the texts of a record.
fn labels(record: &Record) -> Vec<(Field, &'static str)> {
    match record {
        Record::Event(event) => {
            vec![(Field::Topic, event.kind.label()), (Field::Topic, event.kind.short()), (Field::Summary, event.status.label())]
        }
        Record::Quote(quote) => vec![(Field::Note, quote.form.label())],
        Record::Outcome(outcome) => vec![(Field::Topic, outcome.form.label())],
        Record::Document(document) => vec![(Field::Topic, document.kind.label())],
        _ => Vec::new(),
    }
}

/// Calls `visit` with the records of `set`, segment by segment; those of large files are read and not kept.
pub(super) fn scan(archive: &Archive, set: &FixedBitSet, visit: &mut dyn FnMut(Id, &Record)) {
    for segment in archive.segments() {
        let first = segment.first() as usize;
        let wanted = &mut |number: usize| set.contains(first + number);
        segment.scan(wanted, &mut |number, record| visit(Id::from_index(first + number), record));
    }
}
