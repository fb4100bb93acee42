//! The records of a pack, or of one file of it, with their texts and places: what `pack diff` compares and `pack merge` edits.
//! What a file holds is told by its name, else by how it begins: version control hands files over under names without an ending.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::diagnostic::{Code, Diagnostic, Fault, Severity, Spot};
use super::json::{self, Element};
use super::node::TextNode;
use super::open::{self, FileKind, FileOrigin};
use super::parts::{self, PackLayout, PackList, PackPart};
use super::rewrite::members;
use super::{Report, schema};
use crate::record::RecordType;

/// How the records of a file are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileShape {
    /// An array of records of one type: a file of a pack's directory.
    Array,
    /// A pack in one file.
    Object,
    /// A record a line.
    Lines,
    /// One object that is no list of records: `pack.json`.
    Single,
}

/// A file of a collection.
#[derive(Debug)]
pub(super) struct CollectionFile {
    pub path: PathBuf,
    /// The path, as it is shown.
    name: String,
    pub shape: FileShape,
    pub text: String,
    pub has_mark: bool,
    /// Where its records stand, in their order.
    items: Vec<ListedItem>,
}

/// A record, and the list in which it stands; of a file that does not say its list this is empty until it is [named](name_lists).
#[derive(Debug)]
struct ListedItem {
    list: String,
    span: Range<usize>,
}

/// A pack, or one file of it.
#[derive(Debug)]
pub(super) struct Collection {
    /// As it was named.
    pub path: PathBuf,
    pub files: Vec<CollectionFile>,
    pub is_directory: bool,
}

/// What a record goes by, in whichever layout it is kept: its list, and its id there. What is in no list has an empty id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RecordKey {
    pub list: String,
    pub id: String,
}

/// A record of a collection.
#[derive(Debug)]
pub(super) struct CollectedRecord<'a> {
    pub key: RecordKey,
    /// The number of its file.
    pub file: usize,
    pub text: &'a str,
    pub element: Element<'a>,
}

impl CollectedRecord<'_> {
    pub(super) fn node(&self) -> TextNode<'_> {
        TextNode { text: self.text, element: &self.element }
    }
}

/// Whether a version of a file may be empty: the one from which others come is, where both have added it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emptiness {
    Allowed,
    Refused,
}

impl Collection {
    /// Reads what lies at `path`; faults of its JSON are told.
    pub(super) fn read(path: &Path, emptiness: Emptiness, report: &mut Report) -> Option<Self> {
        let told = |fault: Box<Diagnostic>, report: &mut Report| report.say(*fault);
        let kind = open::kind(path).map_err(|fault| told(fault, report)).ok()?;
        let is_directory = kind == FileKind::Directory;
        let mut files = Vec::new();
        if is_directory {
            parts::parts(path, PackLayout::Directory, &mut |part| {
                if let PackPart::Fault(fault) = part {
                    report.say(fault);
                }
            });
            for file in parts::files(path).into_iter().filter(|file| file.symlink_metadata().is_ok()) {
                // What cannot be read has been told.
                let Ok((text, has_mark)) = open::marked(&file, FileOrigin::InPack) else { continue };
                let shape = if stem(&file).as_deref() == Some("pack") { FileShape::Single } else { FileShape::Array };
                files.push(CollectionFile::of(file, text, has_mark, shape, &mut Report::default()));
            }
        } else {
            let (text, has_mark) = open::marked(path, FileOrigin::Named).map_err(|fault| told(fault, report)).ok()?;
            if text.trim_ascii().is_empty() && emptiness == Emptiness::Refused {
                let help = "name a pack, or a file with an array of records";
                report.say(Diagnostic::of_file(&open::shown(path), Code::NotAPack, "the file is empty", help));
                return None;
            }
            let shape = shape(path, &text);
            files.push(CollectionFile::of(path.to_owned(), text, has_mark, shape, report));
        }
        Some(Self { path: path.to_owned(), files, is_directory })
    }

    /// Its records, in their order; what has no id, or that of another, is told.
    pub(super) fn entries(&self, report: &mut Report) -> Vec<CollectedRecord<'_>> {
        let mut entries: Vec<CollectedRecord<'_>> = Vec::new();
        let mut seen = HashSet::new();
        for (number, file) in self.files.iter().enumerate() {
            for item in &file.items {
                let (element, faults) = json::parse(&file.text, item.span.clone());
                let id = element.as_ref().and_then(|element| element.get("id")).and_then(Element::text).map(str::to_owned);
                let faults = faults.into_iter().filter(|fault| fault.severity == Severity::Error);
                let told: Vec<Diagnostic> = faults.map(|fault| file.spot().diagnostic(fault, id.as_deref())).collect();
                let is_sound = told.is_empty();
                told.into_iter().for_each(|fault| report.say(fault));
                let Some(element) = element.filter(|_| is_sound) else { continue };
                let is_listed = match file.shape {
                    FileShape::Array => true,
                    FileShape::Single => false,
                    FileShape::Object | FileShape::Lines => PackList::named(&item.list).is_some(),
                };
                let id = if is_listed { id } else { Some(String::new()) };
                let Some(id) = id else {
                    let at = element.span.start..element.span.start + 1;
                    let fault =
                        Fault::new(at, Code::MissingField, "this record has no id", "add \"id\": \"a-short-name-that-stays\"");
                    report.say(file.spot().diagnostic(fault, None));
                    continue;
                };
                let key = RecordKey { list: item.list.clone(), id };
                if !seen.insert(key.clone()) {
                    let at = element.get("id").unwrap_or(&element).span.clone();
                    let message = format!("{} {} stands here twice", key.list, crate::text::quote(&key.id));
                    let fault = Fault::new(at, Code::SameId, message, "rename one of the two, or remove it");
                    report.say(file.spot().diagnostic(fault, Some(&key.id)));
                    continue;
                }
                entries.push(CollectedRecord { key, file: number, text: &file.text, element });
            }
        }
        entries
    }
}

impl CollectionFile {
    fn of(path: PathBuf, text: String, has_mark: bool, shape: FileShape, report: &mut Report) -> Self {
        let mut file = Self { name: open::shown(&path), path, shape, text, has_mark, items: Vec::new() };
        file.items = file.items(report);
        file
    }

    fn spot(&self) -> Spot<'_> {
        Spot { file: &self.name, source: &self.text, range: 0..self.text.len(), line: 1, column: 0 }
    }

    fn items(&self, report: &mut Report) -> Vec<ListedItem> {
        let (name, text) = (self.name.as_str(), self.text.as_str());
        let own = stem(&self.path).and_then(|stem| PackList::named(&stem));
        let mut items = Vec::new();
        let mut visit = |part: PackPart<'_>| {
            let (list, spot) = match part {
                PackPart::Fault(fault) if fault.is_error() => return report.say(fault),
                PackPart::Fault(_) => return,
                PackPart::Record(of_type, spot) => {
                    let of_type = of_type.filter(|_| self.shape == FileShape::Object || own.is_some());
                    (of_type.map_or("", RecordType::plural), spot)
                }
                PackPart::Concept(spot) => (parts::THESAURUS, spot),
                PackPart::Info(spot) => ("pack", spot),
            };
            items.push(ListedItem { list: list.to_owned(), span: spot.range });
        };
        match self.shape {
            FileShape::Array if text.trim_ascii().is_empty() => {}
            FileShape::Array => parts::array(name, text, own.unwrap_or(PackList::Records(RecordType::Event)), &mut visit),
            FileShape::Object => {
                parts::object(name, text, &mut visit);
                let others = members(text).unwrap_or_default().into_iter();
                let others = others.filter(|(name, ..)| name != "pack" && PackList::named(name).is_none());
                items.extend(others.map(|(list, _, span)| ListedItem { list, span }));
            }
            FileShape::Lines => return self.lines(report),
            FileShape::Single => {
                let list = stem(&self.path).filter(|stem| stem == "pack").unwrap_or_default();
                let start = text.len() - text.trim_ascii_start().len();
                items.push(ListedItem { list, span: start..text.trim_ascii_end().len() });
            }
        }
        items
    }

    fn lines(&self, report: &mut Report) -> Vec<ListedItem> {
        let mut at = 0;
        let mut items = Vec::new();
        for line in self.text.split_inclusive('\n') {
            let start = at + (line.len() - line.trim_ascii_start().len());
            let span = start..at + line.trim_ascii_end().len();
            at += line.len();
            if span.is_empty() {
                continue;
            }
            let (element, _) = json::parse(&self.text, span.clone());
            let own = element.as_ref().and_then(|element| element.get("type")).and_then(Element::text).unwrap_or_default();
            let of_type = RecordType::ALL.into_iter().find(|of_type| of_type.name() == own);
            let list = match (own, of_type) {
                ("pack", _) => "pack",
                ("concept", _) => parts::THESAURUS,
                (_, Some(of_type)) => of_type.plural(),
                // What is no JSON is told when it is read again.
                _ if element.is_none() => "",
                _ => {
                    let message = "this line does not say what type of record it is";
                    let fault =
                        Fault::new(span.start..span.start + 1, Code::UnknownType, message, "add \"type\": \"event\", or another");
                    report.say(self.spot().diagnostic(fault, None));
                    continue;
                }
            };
            items.push(ListedItem { list: list.to_owned(), span });
        }
        items
    }
}

fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// What the file is, by its name, else by how it begins.
fn shape(path: &Path, text: &str) -> FileShape {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    if matches!(extension.as_deref(), Some("jsonl" | "ndjson")) {
        return FileShape::Lines;
    }
    if !text.trim_ascii_start().starts_with('{') {
        return FileShape::Array;
    }
    let is_list = |(name, _, at): &(String, Range<usize>, Range<usize>)| {
        name == "pack" || PackList::named(name).is_some() && text[at.clone()].starts_with('[')
    };
    let named = |wanted: &str| extension.as_deref() == Some(wanted);
    match members(text) {
        Some(found) if found.iter().any(is_list) => FileShape::Object,
        _ if named("json") => FileShape::Single,
        // A file that is no object is none of one line either: then the first line is.
        Some(found) if !found.iter().any(|(name, ..)| name == "type") => FileShape::Single,
        _ => FileShape::Lines,
    }
}

/// Gives the lists of files that do not say what they hold one name: that of the file `given`, of one of their own, or that of the
/// type whose fields all their records have.
pub(super) fn name_lists(collections: &mut [&mut Collection], given: Option<&Path>) {
    let known = |list: &str| PackList::named(list).is_some() || list == "pack";
    let items = |collections: &[&mut Collection]| -> Vec<String> {
        collections.iter().flat_map(|c| &c.files).flat_map(|file| &file.items).map(|item| item.list.clone()).collect()
    };
    let given = given.and_then(stem);
    let bare = |c: &&mut Collection| {
        !c.is_directory && c.files.iter().all(|file| matches!(file.shape, FileShape::Array | FileShape::Single))
    };
    let own = if collections.iter().all(bare) { items(collections).into_iter().find(|list| known(list)) } else { None };
    let list = given.or(own).or_else(|| told_by_fields(collections)).unwrap_or_else(|| "records".to_owned());
    let unnamed = collections.iter_mut().flat_map(|c| &mut c.files).flat_map(|file| &mut file.items);
    unnamed.filter(|item| item.list.is_empty()).for_each(|item| item.list.clone_from(&list));
}

/// The type whose fields all records have that stand in unnamed lists.
fn told_by_fields(collections: &[&mut Collection]) -> Option<String> {
    let mut possible = RecordType::ALL.to_vec();
    let mut any = false;
    for file in collections.iter().flat_map(|c| &c.files).filter(|file| file.shape == FileShape::Array) {
        for item in file.items.iter().filter(|item| item.list.is_empty()) {
            let Some(element) = json::parse(&file.text, item.span.clone()).0 else { continue };
            any = true;
            let fields =
                element.members().iter().map(|member| &*member.key).filter(|key| !matches!(*key, "override" | schema::CONFLICTS));
            let fields: Vec<&str> = fields.collect();
            possible.retain(|of_type| fields.iter().all(|field| schema::has_field(*of_type, field)));
        }
    }
    possible.first().filter(|_| any).map(|of_type| of_type.plural().to_owned())
}
