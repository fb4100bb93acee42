//! `check`: every fault of packs in one run. Reads each pack twice, first for its records and their ids, then for what they
//! name, so that memory holds only the ids however large a pack is.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::diagnostic::{Code, Diagnostic, Fault, OF_ONE_RECORD, Severity, Spot};
use super::examine::{Examined, examine, is_info};
use super::json::{Node, Value};
use super::link::{Relation, named_by, nearest};
use super::load::{Base, LISTED, unlisted};
use super::pieces::{self, Piece, Shape};
use super::schema::a;
use super::{Pack, bundled, open, schema};
use crate::record::RecordType;

/// Every fault of the packs at `paths`, which may refer to the bundled pack and to one another; in the order of files and
/// lines. With `strict`, a warning about the form (an unknown field, a stray file, a hidden character, a bad link, an idle
/// override) is an error. One about what a record leaves open stays a warning: nobody should make up a country to pass.
pub fn check(paths: &[PathBuf], strict: bool) -> Vec<Diagnostic> {
    check_from(Base::Bundled, paths, if strict { Strictness::Strict } else { Strictness::Lenient })
}

/// What a warning about the form counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    Strict,
    Lenient,
}

/// As [`check`], upon another base.
pub(super) fn check_from(base: Base, paths: &[PathBuf], strictness: Strictness) -> Vec<Diagnostic> {
    let mut checker = Checker::default();
    let shapes: Vec<_> = paths.iter().map(|path| pieces::shape(path).map_err(|fault| checker.say(*fault)).ok()).collect();
    let packs = || paths.iter().zip(&shapes).enumerate().filter_map(|(n, (path, shape))| Some((n, path, (*shape)?)));
    if base == Base::Bundled {
        checker.lay_bundled(packs().filter_map(|(_, path, shape)| pieces::name(path, shape)));
    }
    for (number, path, shape) in packs() {
        checker.pack = number;
        checker.register_pack(path, shape);
    }
    for (number, path, shape) in packs() {
        checker.pack = number;
        pieces::pieces(path, shape, &mut |piece| checker.follow(piece));
    }
    let mut said = checker.said;
    let of_file: HashMap<&str, usize> = checker.files.iter().enumerate().map(|(n, file)| (file.as_str(), n)).collect();
    said.sort_by_key(|d| (of_file.get(d.file.as_str()).copied(), d.line, d.column));
    said.extend(unlisted(checker.unlisted, &said));
    if strictness == Strictness::Strict {
        said.iter_mut().filter(|d| !d.code.is_doubt()).for_each(|d| d.severity = Severity::Error);
    }
    said
}

/// A record whose id is known.
#[derive(Clone, Copy)]
struct Known {
    of_type: RecordType,
    /// The pack, by its place among the paths.
    pack: usize,
    file: usize,
    line: usize,
    /// Whether the id is an alias.
    alias: bool,
}

/// The name of the bundled pack and the ids in it.
fn bundled_ids() -> &'static (String, HashMap<String, Known>) {
    static IDS: OnceLock<(String, HashMap<String, Known>)> = OnceLock::new();
    IDS.get_or_init(|| {
        let Ok(pack) = Pack::bundled() else { return Default::default() };
        let mut ids = HashMap::new();
        for record in &pack.records {
            let known = Known { of_type: record.record_type(), pack: usize::MAX, file: usize::MAX, line: 0, alias: false };
            ids.insert(record.id().to_owned(), known);
            ids.extend(record.aliases().iter().map(|alias| (alias.clone(), Known { alias: true, ..known })));
        }
        (pack.info.name, ids)
    })
}

#[derive(Default)]
struct Checker {
    pack: usize,
    /// The names of the packs, with their files.
    names: Vec<(String, String)>,
    /// Names of files, in the order in which they were met.
    files: Vec<String>,
    ids: HashMap<String, Known>,
    said: Vec<Diagnostic>,
    unlisted: usize,
}

impl Checker {
    fn say(&mut self, fault: Diagnostic) {
        if self.said.len() < LISTED {
            self.said.push(fault);
        } else {
            self.unlisted += 1;
        }
    }

    fn file(&mut self, name: &str) -> usize {
        if self.files.last().is_some_and(|last| last == name) {
            return self.files.len() - 1;
        }
        let known = self.files.iter().position(|file| file == name);
        known.unwrap_or_else(|| {
            self.files.push(name.to_owned());
            self.files.len() - 1
        })
    }

    fn register_pack(&mut self, path: &Path, shape: Shape) {
        let shown = open::shown(path);
        self.file(&shown);
        let mut records = 0usize;
        pieces::pieces(path, shape, &mut |piece| match piece {
            Piece::Fault(fault) => {
                self.file(&fault.file);
                records += 1;
                self.say(fault);
            }
            Piece::Info(spot) => self.info(&spot),
            Piece::Record(of_type, spot) => {
                records += 1;
                self.register(of_type, &spot);
            }
        });
        if shape == Shape::Lines && records == 0 {
            let help = "write one record a line, each with a \"type\"";
            self.say(Diagnostic::of_file(&shown, Code::NotAPack, "it holds no record", help));
        }
    }

    fn info(&mut self, spot: &Spot<'_>) {
        self.file(spot.file);
        let (node, mut faults) = super::json::parse(spot.source, spot.range.clone());
        if let Some(node) = &node {
            schema::info(node, &mut faults);
            self.pack_name(node, spot);
        }
        faults.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, None)));
    }

    fn pack_name(&mut self, node: &Node<'_>, spot: &Spot<'_>) {
        let Some(at) = node.get("name") else { return };
        let Some(name) = at.text() else { return };
        if let Some((_, other)) = self.names.iter().find(|(known, _)| known == name) {
            let message = format!("the pack of {other} is called “{name}” too");
            let fault = Fault::new(at.span.clone(), Code::SamePack, message, "give this pack another name");
            self.say(spot.diagnostic(fault, None));
        }
        self.names.push((name.to_owned(), spot.file.to_owned()));
    }

    fn register(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) {
        let file = self.file(spot.file);
        let mut examined = examine(of_type, spot);
        examined.diagnostics(spot).into_iter().for_each(|fault| self.say(fault));
        let Some(node) = &examined.node else { return };
        let Some(of_type) = examined.of_type else {
            if is_info(node) {
                self.pack_name(node, spot);
            }
            return;
        };
        let replaces = spot.source[node.get("override").map_or(0..0, |n| n.span.clone())] == *"true";
        let known = Known { of_type, pack: self.pack, file, line: spot.line, alias: false };
        if let Some(at) = node.get("id") {
            self.name(at, known, replaces, spot, &examined);
        }
        for at in node.get("aliases").map_or(&[][..], Node::items) {
            self.name(at, Known { alias: true, ..known }, replaces, spot, &examined);
        }
    }

    /// Takes down one id of a record.
    fn name(&mut self, at: &Node<'_>, new: Known, replaces: bool, spot: &Spot<'_>, examined: &Examined<'_>) {
        let Some(id) = at.text() else { return };
        let fault = match self.ids.get(id).copied() {
            Some(old) => self.clash(id, at, old, new, replaces),
            None if replaces && !new.alias => {
                let message = format!("there is no “{id}” before it whose place it could take");
                Some(Fault::new(at.span.clone(), Code::Override, message, "leave out “override”, or correct the id").warning())
            }
            None => None,
        };
        let sound = fault.as_ref().is_none_or(|fault| fault.severity == Severity::Warning);
        fault.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, examined.id())));
        if sound {
            self.ids.insert(id.to_owned(), new);
        }
    }

    /// What is wrong with giving a known id to another record, if anything.
    fn clash(&self, id: &str, at: &Node<'_>, old: Known, new: Known, replaces: bool) -> Option<Fault> {
        let place = match self.files.get(old.file) {
            Some(file) => format!("{file}, line {}", old.line),
            None => bundled::place(old.of_type, id),
        };
        let shown = crate::text::truncate(id, 80, "…");
        let fault = |code, message, help: &str| Some(Fault::new(at.span.clone(), code, message, help));
        if old.pack == new.pack && old.file == new.file && old.line == new.line && (old.alias || new.alias) {
            return fault(Code::SameId, format!("“{shown}” is given to this record twice"), "keep one of the two");
        }
        if old.pack == new.pack || !replaces {
            let help = if old.pack == new.pack {
                "give one of them another id"
            } else {
                "give it another id, or write \"override\": true if it is to take the place of that record"
            };
            return fault(Code::SameId, format!("“{shown}” is already the id of a record: {place}"), help);
        }
        if old.of_type != new.of_type {
            let message = format!("{} cannot take the place of {} ({place})", a(new.of_type.name()), a(old.of_type.name()));
            return fault(Code::Override, message, "give it another id");
        }
        if old.alias != new.alias {
            let message = format!("“{shown}” is only another name of a record ({place})");
            return fault(Code::Override, message, "to take its place, use its own id");
        }
        None
    }

    /// Puts the bundled pack under the others, unless one of them has its name and so stands in its place.
    fn lay_bundled(&mut self, mut names: impl Iterator<Item = String>) {
        let (name, ids) = bundled_ids();
        if !names.any(|other| other == *name) {
            self.ids.clone_from(ids);
        }
    }

    /// The second reading: whether everything that a record names is there.
    fn follow(&mut self, piece: Piece<'_>) {
        let Piece::Record(_, spot) = piece else { return };
        let (Some(node), _) = super::json::parse(spot.source, spot.range.clone()) else { return };
        let id = node.get("id").and_then(Node::text);
        let mut faults = Vec::new();
        self.references("", None, &node, &mut faults);
        faults.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, id)));
    }

    /// Looks for what is named in the value of the field `key`, which names records as `relation`, if it names any.
    fn references(&self, key: &str, relation: Option<Relation>, node: &Node<'_>, faults: &mut Vec<Fault>) {
        match &node.value {
            Value::Object(members) => {
                for member in members {
                    self.references(&member.key, named_by(key, &member.key), &member.node, faults);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.references(key, relation, item, faults)),
            Value::Text(name) => {
                if faults.len() < OF_ONE_RECORD
                    && let Some(relation) = relation
                    && let Some(fault) = self.dangling(name, relation.targets())
                {
                    faults.push(Fault::new(node.span.clone(), Code::Dangling, fault.0, fault.1));
                }
            }
            _ => {}
        }
    }

    fn dangling(&self, name: &str, wanted: &[RecordType]) -> Option<(String, String)> {
        let fits = |of_type: RecordType| wanted.is_empty() || wanted.contains(&of_type);
        let noun = wanted.first().map_or("record", |t| t.name());
        let shown = crate::text::truncate(name, 80, "…");
        match self.ids.get(name) {
            Some(known) if fits(known.of_type) => None,
            Some(known) => {
                let message = format!("“{shown}” is {}; {} should stand here", a(known.of_type.name()), a(noun));
                Some((message, format!("write the id of {}", a(noun))))
            }
            None => {
                // Likeness to every id is dear in a large archive: there only the first faults get a proposal.
                let few = self.said.len() < if self.ids.len() < 50_000 { LISTED } else { 20 };
                let candidates = self.ids.iter().take(if few { usize::MAX } else { 0 });
                let near = nearest(name, candidates.filter(|(_, known)| fits(known.of_type)).map(|(id, _)| id.as_str()));
                let help = match near {
                    Some(near) => format!("did you mean “{near}”? Else add {} of that id", a(noun)),
                    None => format!("add {} of that id, or correct it", a(noun)),
                };
                Some((format!("there is no {noun} “{shown}”"), help))
            }
        }
    }
}
