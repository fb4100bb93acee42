//! `pack merge`: two changes of one pack brought together by record and field, written as ours is laid out.
//!
//! What one side changed is taken. Where both changed the same, ours stays, and what theirs says is left in the record, in a
//! field `_conflicts`: the file stays JSON that the program reads, `check` tells of it, and no value goes lost, whatever
//! becomes of the messages. A record that one side removed and the other changed stays, as changed.

mod layout;
mod value;
mod writing;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::Report;
use super::collection::{CollectedRecord, Collection, Emptiness, FileShape, RecordKey, name_lists};
use super::node::TextNode;
use super::open::{self, FileOrigin};
use super::rewrite::RewriteError;
use super::rewrite::replacement::{Before, Replacement, put_all};
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
            let before = open::whole(&path, FileOrigin::Named).map_or(Before::NotKept, Before::Text);
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
