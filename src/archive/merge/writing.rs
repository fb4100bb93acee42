//! The files of ours as merged: lists with what stays, changes, goes and comes, in the layout of each file.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::layout::{Blanks, FLAT, Slot, laid, rebuilt, woven};
use super::value::with_deletion;
use super::{Fate, Merge, MergeSide, MergedFile};
use crate::archive::collection::{CollectedRecord, FileShape, RecordKey};
use crate::archive::diagnostic::{Code, Diagnostic};
use crate::archive::node::TextNode;
use crate::archive::parts::PackList;
use crate::archive::rewrite::edits::indent;
use crate::archive::rewrite::{list_span, members};
use crate::archive::{Report, json, open};

impl<'e, 'c> Merge<'e, 'c> {
    /// A record of theirs as it is to stand in a place of ours whose lines begin with `to`.
    fn brought(&self, key: &RecordKey, to: &str, is_line: bool) -> String {
        let Some(entry) = self.theirs.get(key) else { return String::new() };
        let node = entry.node();
        let mut text = laid(node, to, is_line);
        if is_line && let (Some(list), None) = (PackList::named(&key.list), node.get("type")) {
            let of_type = if let PackList::Records(of_type) = list { of_type.name() } else { "concept" };
            text.replace_range(..1, &format!("{{\"type\": \"{of_type}\", "));
        }
        // The note of a conflict is a member like the others.
        if self.added.get(key).is_some_and(|returns| *returns) {
            let (element, _) = json::parse(&text, 0..text.len());
            if let Some(element) = element {
                return with_deletion(TextNode { text: &text, element: &element }, MergeSide::Ours.name());
            }
        }
        text
    }

    /// The keys of a list in the order in which its records are to stand: those of ours, whether they stay or go, and what is added.
    fn order(&self, list: Option<&str>) -> (Vec<&'e RecordKey>, Vec<&'e RecordKey>, HashSet<&'e RecordKey>) {
        let keys = |side: usize| -> Vec<&'e RecordKey> {
            let keys = self.entries[side].iter().map(|entry| &entry.key);
            keys.filter(|key| list.is_none_or(|list| key.list == list)).collect()
        };
        let added = self.added.keys().copied().filter(|key| list.is_none_or(|list| key.list == list)).collect();
        (keys(1), keys(2), added)
    }

    /// The records of a list that ours has.
    fn slots(&self, list: Option<&str>, own: &[&'e CollectedRecord<'c>], to: &str, is_line: bool) -> Vec<Slot<'_>> {
        let (ours, theirs, added) = self.order(list);
        let added = added.iter().collect();
        let numbers: HashMap<&RecordKey, usize> = own.iter().enumerate().map(|(number, entry)| (&entry.key, number)).collect();
        let mut slots = Vec::new();
        for key in woven(&ours, &theirs, &added) {
            match (numbers.get(*key), self.fates.get(*key)) {
                (Some(_), Some(Fate::Goes)) => {}
                (Some(&from), Some(Fate::Changes(text))) => slots.push(Slot { from: Some(from), text: Cow::Borrowed(text) }),
                (Some(&from), _) => slots.push(Slot { from: Some(from), text: Cow::Borrowed(own[from].node().raw()) }),
                (None, Some(_)) => {}
                (None, None) => slots.push(Slot { from: None, text: Cow::Owned(self.brought(key, to, is_line)) }),
            }
        }
        slots
    }

    fn own(&self, file: usize, list: Option<&str>) -> Vec<&'e CollectedRecord<'c>> {
        let own = self.entries[1].iter().filter(|entry| entry.file == file);
        own.filter(|entry| list.is_none_or(|list| entry.key.list == list)).collect()
    }

    /// The list at `span` of a file as merged.
    fn list(&self, file: usize, list: &str, span: &Range<usize>) -> String {
        let text = &self.ours.files[file].text;
        let own = self.own(file, Some(list));
        let outer = indent(text, span.start);
        let inner = format!("\n{outer}  ");
        let to = own.first().map_or(&inner[1..], |first| indent(text, first.element.span.start));
        let slots = self.slots(Some(list), &own, to, false);
        let old: Vec<_> = own.iter().map(|entry| entry.element.span.clone()).collect();
        rebuilt(text, span, &old, &slots, Blanks { open: &inner, gap: &inner, close: &inner[..=outer.len()] })
    }

    /// Lists of which theirs adds records and ours has nothing.
    fn new_lists(&self) -> Vec<&'e str> {
        let own: HashSet<&str> = self.entries[1].iter().map(|entry| entry.key.list.as_str()).collect();
        let mut lists = Vec::new();
        let added = |entry: &&CollectedRecord<'_>| self.added.contains_key(&entry.key) && !entry.key.id.is_empty();
        for entry in self.entries[2].iter().filter(added) {
            let list = entry.key.list.as_str();
            if !own.contains(list) && !lists.contains(&list) {
                lists.push(list);
            }
        }
        lists
    }

    pub(super) fn files(&self, report: &mut Report) -> Option<Vec<MergedFile>> {
        let mut files = Vec::new();
        let mut new = self.new_lists();
        for (number, file) in self.ours.files.iter().enumerate() {
            let own = self.own(number, None);
            let text = match file.shape {
                FileShape::Lines => {
                    new.clear();
                    self.lines(number)
                }
                FileShape::Single => {
                    let fate = own.first().and_then(|entry| self.fates.get(&entry.key));
                    match (fate, own.first()) {
                        (Some(Fate::Changes(text)), Some(entry)) => {
                            let span = &entry.element.span;
                            format!("{}{text}{}", &file.text[..span.start], &file.text[span.end..])
                        }
                        _ => file.text.clone(),
                    }
                }
                FileShape::Array => {
                    let span = list_span(&file.text, 0)?;
                    let stem = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                    let list = own.first().map(|entry| entry.key.list.as_str());
                    let list = list.or_else(|| if self.ours.is_directory { None } else { new.first().copied() }).unwrap_or(&stem);
                    let text = self.list(number, list, &span);
                    new.retain(|other| *other != list);
                    format!("{}{text}{}", &file.text[..span.start], &file.text[span.end..])
                }
                FileShape::Object => self.object(number, &std::mem::take(&mut new))?,
            };
            let marked = |text: &str| if file.has_mark { format!("\u{feff}{text}") } else { text.to_owned() };
            files.push(MergedFile { path: file.path.clone(), text: marked(&text), before: Some(marked(&file.text)) });
        }
        if !self.ours.is_directory && !new.is_empty() {
            let message = format!(
                "theirs adds {} to a file of another type",
                crate::text::join_and(&new.iter().map(|&l| l.to_owned()).collect::<Vec<_>>())
            );
            let help = "merge versions of one file, or whole packs";
            report.say(Diagnostic::of_file(&open::shown(&self.ours.path), Code::NotAPack, message, help));
            return None;
        }
        for list in new {
            let slots = self.slots(Some(list), &[], "  ", false);
            let text = rebuilt("[]", &(0..2), &[], &slots, Blanks { open: "\n  ", gap: "\n  ", close: "\n" }) + "\n";
            files.push(MergedFile { path: self.ours.path.join(format!("{list}.json")), text, before: None });
        }
        Some(files)
    }

    /// A pack in one file.
    fn object(&self, number: usize, new: &[&'e str]) -> Option<String> {
        let text = &self.ours.files[number].text;
        let found = members(text)?;
        let span = text.find('{')?..text.trim_ascii_end().len();
        let mut slots = Vec::new();
        let mut new = new.to_vec();
        for (from, (name, key, value)) in found.iter().enumerate() {
            let before = &text[key.start..value.start];
            let own = self.own(number, Some(name));
            let now = if PackList::named(name).is_some() {
                new.retain(|list| *list != name);
                self.list(number, name, value)
            } else if let Some(Fate::Changes(now)) = own.first().and_then(|entry| self.fates.get(&entry.key)) {
                now.clone()
            } else {
                text[value.clone()].to_owned()
            };
            slots.push(Slot { from: Some(from), text: Cow::Owned(format!("{before}{now}")) });
        }
        let outer = found.first().map_or("", |(_, key, _)| indent(text, key.start));
        for list in new {
            let inner = format!("\n{outer}  ");
            let records = self.slots(Some(list), &[], &inner[1..], false);
            let blanks = Blanks { open: &inner, gap: &inner, close: &inner[..=outer.len()] };
            let text = format!("\"{list}\": {}", rebuilt("[]", &(0..2), &[], &records, blanks));
            slots.push(Slot { from: None, text: Cow::Owned(text) });
        }
        for entry in self.entries[2].iter().filter(|entry| entry.key.id.is_empty() && self.added.contains_key(&entry.key)) {
            let text = format!("\"{}\": {}", entry.key.list, laid(entry.node(), outer, false));
            slots.push(Slot { from: None, text: Cow::Owned(text) });
        }
        let old: Vec<_> = found.iter().map(|(_, key, value)| key.start..value.end).collect();
        let merged = rebuilt(text, &span, &old, &slots, FLAT);
        Some(format!("{}{merged}{}", &text[..span.start], &text[span.end..]))
    }

    /// A file with a record a line.
    fn lines(&self, number: usize) -> String {
        let text = &self.ours.files[number].text;
        let own = self.own(number, None);
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let slots = self.slots(None, &own, "", true);
        let line = |entry: &CollectedRecord<'_>| {
            let at = text[entry.element.span.end..].find('\n').map_or(text.len(), |at| entry.element.span.end + at + 1);
            entry.element.span.start..at
        };
        let mut out = String::with_capacity(text.len());
        let mut next = 0;
        for slot in &slots {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push_str(end);
            }
            match slot.from {
                Some(from) => {
                    // Blank lines before it stay; the lines of records that go do not.
                    let before = if from == 0 { 0 } else { line(own[from - 1]).end };
                    let span = line(own[from]);
                    out.push_str(&text[before..span.start]);
                    out.push_str(&slot.text);
                    out.push_str(&text[own[from].element.span.end..span.end]);
                    next = span.end;
                }
                None => {
                    out.push_str(&slot.text);
                    out.push_str(end);
                }
            }
        }
        if next < text.len() && own.last().is_none_or(|last| line(last).end <= next) {
            out.push_str(&text[next..]);
        }
        out
    }
}
