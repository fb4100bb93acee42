//! Hits in the order of a field of a pack’s own.

use std::cmp::Ordering;

use crate::archive::Archive;
use crate::query::SortDirection;
use crate::record::{FieldDeclaration, FieldType, OwnValue};
use crate::search::Hit;

/// Puts hits in order, section by section: numbers by size, dates by their days, what else by its words; what has no value last.
pub(super) fn sort(list: &mut [Hit], archive: &Archive, field: &FieldDeclaration, direction: SortDirection) {
    let value = |hit: &Hit| archive.record(hit.id).own().get(&field.name).and_then(|own| own.values.first());
    list.sort_by(|one, other| {
        one.section.cmp(&other.section).then_with(|| match (value(one), value(other)) {
            (Some(one), Some(other)) => {
                let order = compare(one, other, field.of_type);
                if direction == SortDirection::Down { order.reverse() } else { order }
            }
            (one, other) => one.is_none().cmp(&other.is_none()),
        })
    });
}

fn compare(one: &OwnValue, other: &OwnValue, of_type: FieldType) -> Ordering {
    match of_type {
        FieldType::Number => one.number().unwrap_or(f64::NAN).total_cmp(&other.number().unwrap_or(f64::NAN)),
        FieldType::Date => one.date().map(|date| date.first()).cmp(&other.date().map(|date| date.first())),
        _ => crate::text::fold(&one.text).cmp(&crate::text::fold(&other.text)),
    }
}
