//! The fields that records have: in which order they are told, and which of them hold the ids of other records.

/// A field of a record, or of a participant, figure or the like within one.
struct KnownField {
    name: &'static str,
    /// Whether ids of other records stand in it, which are told by their names.
    refers: bool,
}

const fn plain(name: &'static str) -> KnownField {
    KnownField { name, refers: false }
}

const fn refers(name: &'static str) -> KnownField {
    KnownField { name, refers: true }
}

/// Fields of records in the order in which they are told; others come behind them, by name.
const OF_RECORDS: [KnownField; 48] = [
    plain("type"),
    plain("title"),
    plain("name"),
    plain("short_title"),
    plain("text"),
    plain("original"),
    plain("date"),
    plain("kind"),
    plain("ordinal"),
    plain("status"),
    plain("format"),
    plain("form"),
    plain("place"),
    refers("stops"),
    plain("speaker"),
    refers("person"),
    refers("event"),
    refers("document"),
    refers("project"),
    refers("parent"),
    refers("country"),
    refers("hosts"),
    refers("chair"),
    plain("participants"),
    refers("by"),
    refers("to"),
    refers("organisations"),
    refers("countries"),
    refers("signatories"),
    refers("topics"),
    plain("themes"),
    plain("summary"),
    plain("description"),
    plain("contents"),
    plain("outcomes"),
    plain("quoted"),
    plain("figures"),
    plain("due"),
    plain("updates"),
    plain("tally"),
    refers("documents"),
    refers("related"),
    plain("corroboration"),
    plain("confidence"),
    plain("disagreements"),
    plain("notes"),
    refers("sources"),
    refers("organisation"),
];

/// The fields of a participant, figure or the like in the order in which they are told, without their names; others come behind them,
/// with theirs.
const WITHIN: [KnownField; 12] = [
    refers("person"),
    plain("name"),
    plain("description"),
    plain("office"),
    refers("organisation"),
    refers("country"),
    plain("on_behalf_of"),
    plain("state"),
    plain("date"),
    plain("text"),
    plain("as_reported"),
    refers("id"),
];

/// Where a field of a record is told among the others, by its name or its path: `summary`, `place.venue`.
pub(super) fn place_of(name: &str) -> usize {
    let first = name.split('.').next().unwrap_or(name);
    position(&OF_RECORDS, first).unwrap_or(OF_RECORDS.len())
}

/// Where a field within another is told; none for one that is told with its name, behind those.
pub(super) fn place_within(name: &str) -> Option<usize> {
    position(&WITHIN, name)
}

/// Whether ids of records stand in the field of this name.
pub(super) fn is_reference(name: &str) -> bool {
    OF_RECORDS.iter().chain(&WITHIN).any(|field| field.name == name && field.refers)
}

fn position(fields: &[KnownField], name: &str) -> Option<usize> {
    fields.iter().position(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::archive::Archive;

    /// Calls `each` with the name of every field and the text that stands in it, or in its list.
    fn walk(name: &str, value: &Value, each: &mut dyn FnMut(&str, &str)) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| walk(name, value, each)),
            Value::Array(items) => items.iter().for_each(|item| walk(name, item, each)),
            Value::String(text) => each(name, text),
            _ => {}
        }
    }

    #[test]
    fn fields_that_hold_ids_are_known_to() {
        use std::collections::BTreeMap;
        let archive = Archive::bundled().expect("the bundled archive is sound");
        let mut fields: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for id in archive.all() {
            let value = serde_json::to_value(archive.record(id)).expect("a record is JSON");
            for (name, value) in value.as_object().expect("an object").iter().filter(|(name, _)| *name != "id") {
                walk(name, value, &mut |name, text| {
                    let (ids, all) = fields.entry(name.to_owned()).or_default();
                    *all += 1;
                    *ids += usize::from(archive.id(text).is_some_and(|id| archive.record(id).id() == text));
                });
            }
        }
        for (name, (ids, all)) in fields {
            // For whom something is agreed may be told by a name as well.
            assert_eq!(is_reference(&name), ids * 4 > all * 3, "{name}: {ids} of {all} are ids");
        }
    }
}
