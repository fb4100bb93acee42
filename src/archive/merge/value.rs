//! Two changes of one value brought together: objects by their fields, lists by their items, all else as a whole. Where both
//! changed the same, ours stays, and what theirs says is noted.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::layout::{FLAT, Slot, laid, rebuilt, woven};
use crate::archive::identity::names;
use crate::archive::json::{Element, Value};
use crate::archive::node::TextNode;
use crate::archive::rewrite::edits::indent;
use crate::archive::schema::CONFLICTS;

/// A field that both sides changed, each in its own way: its three values, each on one line of JSON; none where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// Its name in the record: `summary`, `place.venue`, `participants[koike].office`.
    pub field: String,
    #[allow(missing_docs)]
    pub base: Option<String>,
    /// What stays.
    pub ours: Option<String>,
    #[allow(missing_docs)]
    pub theirs: Option<String>,
}

/// What came of two lists.
enum ListMerge {
    /// Their items cannot be told apart, or both sides ordered them: it is one value.
    Whole,
    Stays,
    Changed(String),
}

/// One merge of a record.
#[derive(Debug)]
pub(super) struct ValueMerge {
    pub conflicts: Vec<FieldConflict>,
    /// Whether the record stands on a line.
    pub is_line: bool,
}

impl ValueMerge {
    /// The record as ours has it, with what theirs changed and what is in conflict; none if it stays as it is.
    pub(super) fn record(&mut self, base: Option<TextNode<'_>>, ours: TextNode<'_>, theirs: TextNode<'_>) -> Option<String> {
        if ours.is_object() && theirs.is_object() {
            return self.object("", base.filter(|base| base.is_object()), ours, theirs);
        }
        self.value("", base, ours, theirs)
    }

    fn conflict(&mut self, field: &str, base: Option<TextNode<'_>>, ours: Option<TextNode<'_>>, theirs: Option<TextNode<'_>>) {
        let [base, ours, theirs] = [base, ours, theirs].map(|value| value.map(TextNode::flat));
        self.conflicts.push(FieldConflict { field: field.to_owned(), base, ours, theirs });
    }

    /// What stands in the place of ours; none if it stays.
    fn value(&mut self, path: &str, base: Option<TextNode<'_>>, ours: TextNode<'_>, theirs: TextNode<'_>) -> Option<String> {
        if ours.is_same(theirs) || base.is_some_and(|base| base.is_same(theirs)) {
            return None;
        }
        if ours.is_object() && theirs.is_object() {
            return self.object(path, base.filter(|base| base.is_object()), ours, theirs);
        }
        if ours.is_list() && theirs.is_list() && base.is_none_or(TextNode::is_list) {
            let empty = Element { span: 0..0, value: Value::List(Vec::new()) };
            let base = base.unwrap_or(TextNode { text: "", element: &empty });
            match self.list(path, base, ours, theirs) {
                ListMerge::Whole => {}
                ListMerge::Stays => return None,
                ListMerge::Changed(text) => return Some(text),
            }
        }
        if base.is_some_and(|base| base.is_same(ours)) {
            return Some(laid(theirs, indent(ours.text, ours.element.span.start), self.is_line));
        }
        self.conflict(path, base, Some(ours), Some(theirs));
        None
    }

    fn object(&mut self, path: &str, base: Option<TextNode<'_>>, ours: TextNode<'_>, theirs: TextNode<'_>) -> Option<String> {
        let members = ours.element.members();
        let field = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let base_of = |key: &str| base.and_then(|base| base.get(key));
        let noted = self.conflicts.len();
        let mut changed: HashMap<&str, Option<String>> = HashMap::new();
        for member in members {
            let (key, own) = (&*member.key, ours.of(&member.element));
            // The type of a line is part of its layout.
            if path.is_empty() && key == "type" {
                continue;
            }
            match (base_of(key), theirs.get(key)) {
                (base, Some(their)) => {
                    if let Some(text) = self.value(&field(key), base, own, their) {
                        changed.insert(key, Some(text));
                    }
                }
                (Some(base), None) if base.is_same(own) => _ = changed.insert(key, None),
                (Some(base), None) => self.conflict(&field(key), Some(base), Some(own), None),
                (None, None) => {}
            }
        }
        let mut added = HashSet::new();
        let keys = |node: TextNode<'_>| node.element.members().iter().map(|member| member.key.to_string()).collect::<Vec<_>>();
        let (own_keys, their_keys) = (keys(ours), keys(theirs));
        for member in theirs.element.members().iter().filter(|member| ours.get(&member.key).is_none()) {
            match base_of(&member.key) {
                _ if path.is_empty() && member.key == "type" => {}
                None => _ = added.insert(&*member.key),
                Some(base) if base.is_same(theirs.of(&member.element)) => {}
                Some(base) => self.conflict(&field(&member.key), Some(base), None, Some(theirs.of(&member.element))),
            }
        }
        let left = if path.is_empty() { self.left(noted) } else { None };
        if changed.is_empty() && added.is_empty() && left.is_none() {
            return None;
        }
        let to = members.first().map_or("", |first| indent(ours.text, first.key_span.start));
        let compact = ours.raw().contains("\":") && !ours.raw().contains("\": ");
        let colon = if compact { "" } else { " " };
        let added_keys = their_keys.iter().filter(|key| added.contains(key.as_str())).collect();
        let mut slots: Vec<(&str, Slot<'_>)> = Vec::new();
        for key in woven(&own_keys, &their_keys, &added_keys) {
            let slot = match (members.iter().position(|member| member.key == *key), changed.remove(key.as_str())) {
                (Some(_), Some(None)) => continue,
                (Some(from), Some(Some(text))) => {
                    let member = &members[from];
                    let before = &ours.text[member.key_span.start..member.element.span.start];
                    Slot { from: Some(from), text: Cow::Owned(format!("{before}{text}")) }
                }
                (Some(from), None) => {
                    let member = &members[from];
                    let whole = &ours.text[member.key_span.start..member.element.span.end];
                    Slot { from: Some(from), text: Cow::Borrowed(whole) }
                }
                (None, _) => {
                    let Some(member) = theirs.element.members().iter().find(|member| member.key == *key) else { continue };
                    let value = laid(theirs.of(&member.element), to, self.is_line);
                    let name = &theirs.text[member.key_span.clone()];
                    Slot { from: None, text: Cow::Owned(format!("{name}:{colon}{value}")) }
                }
            };
            slots.push((key, slot));
        }
        if let Some(left) = left {
            leave(&mut slots, &left, colon);
        }
        let old: Vec<_> = members.iter().map(|member| member.key_span.start..member.element.span.end).collect();
        let slots: Vec<Slot<'_>> = slots.into_iter().map(|(_, slot)| slot).collect();
        Some(rebuilt(ours.text, &ours.element.span, &old, &slots, FLAT))
    }

    /// What is noted of conflicts from number `from` on, as the items of a list.
    fn left(&self, from: usize) -> Option<String> {
        let items: Vec<String> = self.conflicts[from..].iter().map(left_of).collect();
        (!items.is_empty()).then(|| items.join(", "))
    }

    /// The list as a set.
    fn list(&mut self, path: &str, base: TextNode<'_>, ours: TextNode<'_>, theirs: TextNode<'_>) -> ListMerge {
        let named = names(&[base, ours, theirs]).and_then(|names| <[Vec<String>; 3]>::try_from(names).ok());
        let Some([of_base, of_ours, of_theirs]) = named else { return ListMerge::Whole };
        let find = |list: &[String], name: &String| list.iter().position(|known| known == name);
        let are_texts = [base, ours, theirs].iter().flat_map(|list| list.element.items()).all(|item| item.text().is_some());
        let is_new = |list: &[String]| list.iter().any(|name| !of_base.contains(name));
        let gone = |name: &String| !of_ours.contains(name) && !of_theirs.contains(name);
        if !are_texts && of_base.iter().any(gone) && is_new(&of_ours) && is_new(&of_theirs) {
            return ListMerge::Whole; // both may have given one thing another name
        }
        // The order of what all three have: theirs counts if ours left it alone.
        let common = |list: &[String]| -> Vec<String> {
            let all = |name: &&String| of_base.contains(name) && of_ours.contains(name) && of_theirs.contains(name);
            list.iter().filter(all).cloned().collect()
        };
        let [base_order, our_order, their_order] = [&of_base, &of_ours, &of_theirs].map(|list| common(list));
        let is_moved = their_order != our_order && their_order != base_order;
        if is_moved && our_order != base_order {
            return ListMerge::Whole;
        }
        let mut texts: HashMap<&String, Slot<'_>> = HashMap::new();
        let mut is_changed = is_moved;
        for (from, name) in of_ours.iter().enumerate() {
            let own = ours.of(&ours.element.items()[from]);
            let mut text = Cow::Borrowed(own.raw());
            let was = find(&of_base, name).map(|at| &base.element.items()[at]);
            match (was, find(&of_theirs, name).map(|at| &theirs.element.items()[at])) {
                (was, Some(their)) => {
                    let was = was.map(|was| base.of(was));
                    if let Some(new) = self.value(&format!("{path}[{name}]"), was, own, theirs.of(their)) {
                        (text, is_changed) = (Cow::Owned(new), true);
                    }
                }
                (Some(was), None) if base.of(was).is_same(own) => {
                    is_changed = true;
                    continue;
                }
                (Some(was), None) => self.conflict(&format!("{path}[{name}]"), Some(base.of(was)), Some(own), None),
                (None, None) => {}
            }
            texts.insert(name, Slot { from: Some(from), text });
        }
        let to = ours.element.items().first().map_or("", |first| indent(ours.text, first.span.start));
        for (at, name) in of_theirs.iter().enumerate().filter(|(_, name)| !of_ours.contains(name)) {
            let their = theirs.of(&theirs.element.items()[at]);
            match find(&of_base, name).map(|at| &base.element.items()[at]) {
                None => {
                    is_changed = true;
                    texts.insert(name, Slot { from: None, text: Cow::Owned(laid(their, to, self.is_line)) });
                }
                Some(was) if base.of(was).is_same(their) => {}
                Some(was) => self.conflict(&format!("{path}[{name}]"), Some(base.of(was)), None, Some(their)),
            }
        }
        if !is_changed {
            return ListMerge::Stays;
        }
        let (first, second) = if is_moved { (&of_theirs, &of_ours) } else { (&of_ours, &of_theirs) };
        let added = second.iter().filter(|name| texts.contains_key(name) && !first.contains(name)).collect();
        let slots: Vec<Slot<'_>> = woven(first, second, &added).into_iter().filter_map(|name| texts.remove(name)).collect();
        let old: Vec<_> = ours.element.items().iter().map(|item| item.span.clone()).collect();
        ListMerge::Changed(rebuilt(ours.text, &ours.element.span, &old, &slots, FLAT))
    }
}

/// A conflict as it is left in its record: without ours, which stands there.
fn left_of(conflict: &FieldConflict) -> String {
    let name = serde_json::Value::from(conflict.field.as_str());
    let value =
        |side: &str, value: &Option<String>| value.as_ref().map_or(String::new(), |value| format!(", \"{side}\": {value}"));
    format!("{{\"field\": {name}{}{}}}", value("base", &conflict.base), value("theirs", &conflict.theirs))
}

/// Adds `left` to the conflicts that stand among the members already, or as a member behind them.
fn leave(slots: &mut Vec<(&str, Slot<'_>)>, left: &str, colon: &str) {
    if let Some((_, slot)) = slots.iter_mut().find(|(key, _)| *key == CONFLICTS)
        && let Some(before) = slot.text.trim_end().strip_suffix(']')
    {
        let comma = if before.trim_end().ends_with('[') { "" } else { ", " };
        slot.text = Cow::Owned(format!("{}{comma}{left}]", before.trim_end()));
        return;
    }
    slots.push((CONFLICTS, Slot { from: None, text: Cow::Owned(format!("\"{CONFLICTS}\":{colon}[{left}]")) }));
}

/// A record that one side removed and the other changed, with a note of it.
pub(super) fn with_deletion(record: TextNode<'_>, side: &str) -> String {
    let mut slots: Vec<(&str, Slot<'_>)> = Vec::new();
    for (from, member) in record.element.members().iter().enumerate() {
        let whole = &record.text[member.key_span.start..member.element.span.end];
        slots.push((&*member.key, Slot { from: Some(from), text: Cow::Borrowed(whole) }));
    }
    let colon = if record.raw().contains("\":") && !record.raw().contains("\": ") { "" } else { " " };
    leave(&mut slots, &format!("{{\"removed\": \"{side}\"}}"), colon);
    let old: Vec<_> = record.element.members().iter().map(|m| m.key_span.start..m.element.span.end).collect();
    let slots: Vec<Slot<'_>> = slots.into_iter().map(|(_, slot)| slot).collect();
    rebuilt(record.text, &record.element.span, &old, &slots, FLAT)
}
