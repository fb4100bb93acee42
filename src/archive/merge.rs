//! `pack merge`: two changes of one pack brought together by record and field, written as ours is laid out.
//!
//! What one side changed is taken. Where both changed the same, ours stays, and what theirs says is left in the record, in a
//! field `_conflicts`: the file stays JSON that the program reads, `check` tells of it, and no value goes lost, whatever
//! becomes of the messages. A record that one side removed and the other changed stays, as changed.

mod layout;
mod value;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::collection::{CollectedRecord, Collection, Emptiness, FileShape, RecordKey, name_lists};
use super::diagnostic::{Code, Diagnostic};
use super::node::TextNode;
use super::parts::PackList;
use super::rewrite::edits::indent;
use super::rewrite::replacement::{Before, Replacement, put_all};
use super::rewrite::{RewriteError, list_span, members};
use super::{Report, open};
use layout::{Blanks, Slot, laid, rebuilt, woven};
pub use value::FieldConflict;
use value::{ValueMerge, with_deletion};

/// A side of a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeSide {
    /// The version that is merged into.
    Ours,
    /// The version that is merged.
    Theirs,
}

impl MergeSide {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// What could not be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeConflict {
    /// The list of the record: "events".
    pub list: String,
    /// Its id; empty of what is in no list.
    pub id: String,
    /// What is in conflict.
    pub what: ConflictKind,
}

/// What about a record could not be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConflictKind {
    /// Both sides changed a field; ours stays.
    Field(FieldConflict),
    /// This side removed the record, which the other one changed; it stays, as changed.
    Removed(MergeSide),
}

/// A file as merged.
#[derive(Debug)]
struct MergedFile {
    /// Where it lies, or is to lie, in ours.
    path: PathBuf,
    /// What it holds, if that is not the same as before.
    text: String,
    before: Option<String>,
}

/// The outcome of a merge, not yet written.
#[derive(Debug)]
pub struct Merged {
    files: Vec<MergedFile>,
    is_directory: bool,
    /// In the order of the records.
    pub conflicts: Vec<MergeConflict>,
    /// How many records of theirs came to ours.
    pub added: usize,
    /// How many records of ours were changed.
    pub changed: usize,
    /// How many records of ours theirs has removed.
    pub removed: usize,
}

/// Merges what `theirs` changed since `base` into `ours`: packs, or single files of them. `name` is the path of the file of which
/// they are versions, if they bear other names.
///
/// # Errors
/// Every fault of their JSON, records without an id, and ids that are given twice.
pub fn merge(base: &Path, ours: &Path, theirs: &Path, name: Option<&Path>) -> Result<Merged, RewriteError> {
    let mut report = Report::default();
    let read = [(base, Emptiness::Allowed), (ours, Emptiness::Refused), (theirs, Emptiness::Refused)]
        .map(|(path, emptiness)| Collection::read(path, emptiness, &mut report));
    let [Some(mut base), Some(mut ours), Some(mut theirs)] = read else { return Err(RewriteError::Faulty(report.only_errors())) };
    name_lists(&mut [&mut base, &mut ours, &mut theirs], name);
    let entries = [&base, &ours, &theirs].map(|collection| collection.entries(&mut report));
    let Some(merged) = Merge::of(&ours, &entries, &mut report) else { return Err(RewriteError::Faulty(report.only_errors())) };
    if report.errors() > 0 { Err(RewriteError::Faulty(report.only_errors())) } else { Ok(merged) }
}

impl Merged {
    /// Whether it is a directory, which has no text of its own.
    pub fn is_directory(&self) -> bool {
        self.is_directory
    }

    /// The text of the only file; none of a directory.
    pub fn text(&self) -> Option<&str> {
        self.files.first().filter(|_| !self.is_directory).map(|file| file.text.as_str())
    }

    /// Writes it: into ours, or beside it to `into`, a file or the directory of a pack.
    ///
    /// # Errors
    /// When a file cannot be written. Then every file is as it was.
    pub fn write(self, into: Option<&Path>) -> Result<(), RewriteError> {
        let mut written = Vec::new();
        if let Some(folder) = into.filter(|_| self.is_directory) {
            std::fs::create_dir_all(folder).map_err(|error| super::rewrite::replacement::unwritable(folder, &error))?;
        }
        for MergedFile { path, text, before } in self.files {
            let Some(into) = into else {
                if before.as_ref() != Some(&text) {
                    written.push(Replacement::of_text(&path, &text, before.map_or(Before::Nothing, Before::Text))?);
                }
                continue;
            };
            let path = path.file_name().filter(|_| self.is_directory).map_or_else(|| into.to_owned(), |name| into.join(name));
            let before = std::fs::read_to_string(&path).map_or(Before::Nothing, Before::Text);
            written.push(Replacement::of_text(&path, &text, before)?);
        }
        put_all(written)
    }
}

/// What becomes of a record.
enum Fate {
    Stays,
    Changes(String),
    Goes,
}

/// A merge of records that have been read.
struct Merge<'e, 'c> {
    ours: &'c Collection,
    entries: &'e [Vec<CollectedRecord<'c>>; 3],
    base: HashMap<&'e RecordKey, &'e CollectedRecord<'c>>,
    theirs: HashMap<&'e RecordKey, &'e CollectedRecord<'c>>,
    /// What becomes of those of ours.
    fates: HashMap<&'e RecordKey, Fate>,
    /// What of theirs comes to them.
    added: HashMap<&'e RecordKey, bool>,
    conflicts: Vec<MergeConflict>,
}

impl<'e, 'c> Merge<'e, 'c> {
    fn of(ours: &'c Collection, entries: &'e [Vec<CollectedRecord<'c>>; 3], report: &mut Report) -> Option<Merged> {
        let by_key = |side: usize| entries[side].iter().map(|entry| (&entry.key, entry)).collect();
        let (base, theirs) = (by_key(0), by_key(2));
        let mut merge = Self { ours, entries, base, theirs, fates: HashMap::new(), added: HashMap::new(), conflicts: Vec::new() };
        merge.decide();
        let [mut added, mut changed, mut removed] = [merge.added.len(), 0, 0];
        for fate in merge.fates.values() {
            match fate {
                Fate::Stays => {}
                Fate::Changes(_) => changed += 1,
                Fate::Goes => removed += 1,
            }
        }
        added -= merge.added.values().filter(|returns| **returns).count();
        changed += merge.added.values().filter(|returns| **returns).count();
        let files = merge.files(report)?;
        let (conflicts, is_directory) = (merge.conflicts, ours.is_directory);
        Some(Merged { files, is_directory, conflicts, added, changed, removed })
    }

    fn note(&mut self, key: &RecordKey, what: ConflictKind) {
        self.conflicts.push(MergeConflict { list: key.list.clone(), id: key.id.clone(), what });
    }

    fn decide(&mut self) {
        let [_, ours, theirs] = self.entries;
        for entry in ours {
            let base = self.base.get(&entry.key).map(|base| base.node());
            let own = entry.node();
            let fate = match (base, self.theirs.get(&entry.key)) {
                (base, Some(their)) => {
                    let mut values = ValueMerge { conflicts: Vec::new(), is_line: self.is_line(entry.file) };
                    let text = values.record(base, own, their.node());
                    values.conflicts.into_iter().for_each(|conflict| self.note(&entry.key, ConflictKind::Field(conflict)));
                    text.map_or(Fate::Stays, Fate::Changes)
                }
                (Some(base), None) if is_same_record(base, own) => Fate::Goes,
                (Some(_), None) => {
                    self.note(&entry.key, ConflictKind::Removed(MergeSide::Theirs));
                    Fate::Changes(with_deletion(own, MergeSide::Theirs.name()))
                }
                (None, None) => Fate::Stays,
            };
            self.fates.insert(&entry.key, fate);
        }
        for entry in theirs.iter().filter(|entry| !self.fates.contains_key(&entry.key)).collect::<Vec<_>>() {
            match self.base.get(&entry.key).map(|base| base.node()) {
                None => _ = self.added.insert(&entry.key, false),
                Some(base) if is_same_record(base, entry.node()) => {}
                Some(_) => {
                    self.note(&entry.key, ConflictKind::Removed(MergeSide::Ours));
                    self.added.insert(&entry.key, true);
                }
            }
        }
    }

    fn is_line(&self, file: usize) -> bool {
        self.ours.files[file].shape == FileShape::Lines
    }

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
            let (element, _) = super::json::parse(&text, 0..text.len());
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

    fn files(&self, report: &mut Report) -> Option<Vec<MergedFile>> {
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
        let merged = rebuilt(text, &span, &old, &slots, layout::FLAT);
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

/// Whether both records mean the same, whatever layout asks for a type.
fn is_same_record(one: TextNode<'_>, other: TextNode<'_>) -> bool {
    let fields = |node: TextNode<'_>| node.element.members().iter().filter(|member| member.key != "type").count();
    if !one.is_object() || !other.is_object() {
        return one.is_same(other);
    }
    let mut members = one.element.members().iter().filter(|member| member.key != "type");
    fields(one) == fields(other)
        && members.all(|member| other.get(&member.key).is_some_and(|their| one.of(&member.element).is_same(their)))
}
