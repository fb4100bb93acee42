//! `pack diff`: the records that one pack has and another has not, and of those that both have the fields that differ.

use std::collections::HashMap;
use std::path::Path;

use super::Report;
use super::collection::{CollectedRecord, Collection, Emptiness, RecordKey, name_lists};
use super::identity::names;
use super::json::Element;
use super::node::TextNode;
use super::parts::PackList;
use crate::record::RecordType;

/// What happened to a record from the old pack to the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Only the new one has it.
    Added,
    /// Only the old one has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

impl ChangeKind {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name in the record: `summary`, `place.venue`, `participants[koike].office`.
    pub field: String,
    /// Whether the values are items of the list that the field is, and not the field itself.
    pub is_item: bool,
    /// As JSON on one line; none where there was nothing.
    pub old: Option<String>,
    /// As JSON on one line; none where there is nothing any more.
    pub new: Option<String>,
}

/// A record that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// Its list: "events"; of what a pack says of itself "pack".
    pub list: String,
    /// Its id; empty of what is in no list.
    pub id: String,
    /// Its title, name or text, as the new pack has it, where it is there.
    pub title: Option<String>,
    /// What happened to it.
    pub kind: ChangeKind,
    /// What differs, in the order of the fields; of a record added or removed every field.
    pub fields: Vec<FieldChange>,
}

/// What differs between two packs, in the order of the new one; what is removed comes first in its list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct PackDifference {
    pub changes: Vec<RecordChange>,
}

impl PackDifference {
    /// How many records were changed in this way.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}

/// Compares two packs, or single files of them. The order of fields and of records, the layout and the blanks mean nothing.
///
/// # Errors
/// Every fault of their JSON, records without an id, and ids that are given twice.
pub fn compare(old: &Path, new: &Path) -> Result<PackDifference, Report> {
    let mut report = Report::default();
    let read = [old, new].map(|path| Collection::read(path, Emptiness::Refused, &mut report));
    let [Some(mut old), Some(mut new)] = read else { return Err(report.only_errors()) };
    name_lists(&mut [&mut old, &mut new], None);
    let [old, new] = [&old, &new].map(|collection| collection.entries(&mut report));
    if report.errors() > 0 {
        return Err(report.only_errors());
    }
    let by_key =
        |entries: &'_ [CollectedRecord<'_>]| entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect();
    let (of_old, of_new): (HashMap<RecordKey, usize>, HashMap<RecordKey, usize>) = (by_key(&old), by_key(&new));
    let mut changes = Vec::new();
    for entry in old.iter().filter(|entry| !of_new.contains_key(&entry.key)) {
        changes.push(change(entry, ChangeKind::Removed, all(entry, |value| (Some(value), None))));
    }
    for entry in &new {
        match of_old.get(&entry.key) {
            None => changes.push(change(entry, ChangeKind::Added, all(entry, |value| (None, Some(value))))),
            Some(&at) => {
                let mut fields = Vec::new();
                value("", old[at].node(), entry.node(), &mut fields);
                if !fields.is_empty() {
                    changes.push(change(entry, ChangeKind::Changed, fields));
                }
            }
        }
    }
    let place = |list: &str| match PackList::named(list) {
        Some(PackList::Records(of_type)) => of_type as usize,
        Some(PackList::Concepts) => RecordType::ALL.len(),
        None => usize::MAX,
    };
    changes.sort_by_key(|change| place(&change.list));
    Ok(PackDifference { changes })
}

fn change(entry: &CollectedRecord<'_>, kind: ChangeKind, fields: Vec<FieldChange>) -> RecordChange {
    let title = ["title", "name", "text"].into_iter().find_map(|field| entry.element.get(field)).and_then(Element::text);
    let RecordKey { list, id } = entry.key.clone();
    RecordChange { list, id, title: title.map(str::to_owned), kind, fields }
}

fn all(entry: &CollectedRecord<'_>, sides: fn(String) -> (Option<String>, Option<String>)) -> Vec<FieldChange> {
    let node = entry.node();
    let members = node.element.members().iter();
    let fields = members.map(|member| {
        let (old, new) = sides(node.of(&member.element).flat());
        FieldChange { field: member.key.to_string(), is_item: false, old, new }
    });
    fields.collect()
}

fn note(path: &str, is_item: bool, old: Option<TextNode<'_>>, new: Option<TextNode<'_>>, changes: &mut Vec<FieldChange>) {
    let [old, new] = [old, new].map(|value| value.map(TextNode::flat));
    changes.push(FieldChange { field: path.to_owned(), is_item, old, new });
}

fn value(path: &str, old: TextNode<'_>, new: TextNode<'_>, changes: &mut Vec<FieldChange>) {
    if old.is_same(new) {
        return;
    }
    if old.is_object() && new.is_object() {
        return object(path, old, new, changes);
    }
    if old.is_list()
        && new.is_list()
        && let Some([of_old, of_new]) = names(&[old, new]).and_then(|names| <[Vec<String>; 2]>::try_from(names).ok())
    {
        let before = changes.len();
        list(path, (old, &of_old), (new, &of_new), changes);
        if changes.len() > before {
            return;
        }
    }
    note(path, false, Some(old), Some(new), changes);
}

fn object(path: &str, old: TextNode<'_>, new: TextNode<'_>, changes: &mut Vec<FieldChange>) {
    let field = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    // Only a line says its type.
    let counts = |key: &str| !(path.is_empty() && key == "type");
    for member in old.element.members().iter().filter(|member| counts(&member.key)) {
        let was = old.of(&member.element);
        match new.get(&member.key) {
            Some(now) => value(&field(&member.key), was, now, changes),
            None => note(&field(&member.key), false, Some(was), None, changes),
        }
    }
    for member in new.element.members().iter().filter(|member| counts(&member.key) && old.get(&member.key).is_none()) {
        note(&field(&member.key), false, None, Some(new.of(&member.element)), changes);
    }
}

/// Lists whose items have names; if they differ in their order only, nothing is noted.
fn list(path: &str, old: (TextNode<'_>, &[String]), new: (TextNode<'_>, &[String]), changes: &mut Vec<FieldChange>) {
    let ((old, of_old), (new, of_new)) = (old, new);
    for (was, name) in old.element.items().iter().zip(of_old) {
        match of_new.iter().position(|other| other == name) {
            Some(at) => value(&format!("{path}[{name}]"), old.of(was), new.of(&new.element.items()[at]), changes),
            None => note(path, true, Some(old.of(was)), None, changes),
        }
    }
    for (now, name) in new.element.items().iter().zip(of_new) {
        if !of_old.contains(name) {
            note(path, true, None, Some(new.of(now)), changes);
        }
    }
}
