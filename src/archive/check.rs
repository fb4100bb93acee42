//! `check`: every fault of packs in one run. Reads each pack twice, first for its records and their ids, then for what they
//! name, so that memory holds only the ids however large a pack is.

mod concepts;
mod known;
mod outcomes;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::between::{RENAME, RENAME_OR_OVERRIDE, Words, another_type, given_twice, names, nowhere, only_an_alias, same_id};
use super::diagnostic::{Code, Diagnostic, Fault, OF_ONE_RECORD, Severity, Spot};
use super::examine::{Examined, examine, examine_info, is_info};
use super::info::{Base, info_from_name};
use super::json::Element;
use super::link::{Relation, references};
use super::parts::{self, PackLayout, PackPart};
use super::read::read_fast;
use super::report::ALL;
use super::{PackInfo, Report, Volume, bundled, open, reference};
use crate::record::{Record, RecordType};
use crate::text::{did_you_mean, quote};
use concepts::KnownConcepts;
use known::{KnownRecord, bundled_ids};

/// Every fault of the packs at `paths`, which may refer to the bundled pack and to one another; in the order of files and
/// lines. With `strict`, a warning about the form (an unknown field, a stray file, a hidden character, a bad link, an idle
/// override) is an error. One about what a record leaves open stays a warning: nobody should make up a country to pass.
///
/// Whether a record has an error is for the reader to say (`read::read_fast`), and whether a name leads nowhere for the links that it
/// makes (`link::references`); what is found beside that only explains. So the checker and the program cannot disagree.
pub fn check(paths: &[PathBuf], strict: bool) -> Report {
    check_from(Base::Bundled, paths, if strict { Strictness::Strict } else { Strictness::Lenient })
}

/// As [`check`], of a million faults each one and not of ten thousand.
pub fn check_all(paths: &[PathBuf], strict: bool) -> Report {
    let strictness = if strict { Strictness::Strict } else { Strictness::Lenient };
    checked(Base::Bundled, paths, Checker { strictness, report: Report::listing(ALL), ..Checker::default() })
}

/// What a warning about the form counts as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Strictness {
    /// An error.
    Strict,
    #[default]
    /// A warning.
    Lenient,
}

/// As [`check`], upon another base.
pub fn check_from(base: Base, paths: &[PathBuf], strictness: Strictness) -> Report {
    checked(base, paths, Checker { strictness, ..Checker::default() })
}

fn checked(base: Base, paths: &[PathBuf], mut checker: Checker) -> Report {
    let layouts: Vec<_> = paths.iter().map(|path| parts::layout(path).map_err(|fault| checker.lose(*fault)).ok()).collect();
    let infos = paths.iter().zip(&layouts).map(|(path, layout)| parts::info(path, (*layout)?));
    checker.infos = infos.collect();
    let packs = || paths.iter().zip(&layouts).enumerate().filter_map(|(n, (path, layout))| Some((n, path, (*layout)?)));
    if base == Base::Bundled {
        let names: Vec<String> = checker.infos.iter().flatten().map(|info| info.name.clone()).collect();
        checker.lay_bundled(names.into_iter());
    }
    for (number, path, layout) in packs() {
        checker.pack = number;
        checker.register_pack(path, layout);
    }
    checker.concepts.settle();
    for (number, path, layout) in packs() {
        checker.pack = number;
        parts::parts(path, layout, &mut |part| checker.follow(part));
    }
    let files = checker.numbers;
    checker.report.sort_by_cached_key(|d| (files.get(&d.file).copied(), d.line, d.column));
    checker.report
}

/// How many names that lead nowhere get a proposal. Likeness to every id is dear in a large archive.
const PROPOSALS: usize = 200;
/// As [`PROPOSALS`], where there are very many ids.
const FEW_PROPOSALS: usize = 20;
/// From how many ids on there are very many.
const VERY_MANY: usize = 50_000;

#[derive(Default)]
struct Checker {
    strictness: Strictness,
    pack: usize,
    /// What each pack says of itself.
    infos: Vec<Option<PackInfo>>,
    /// The pack that is read first, as it is shown; none once it was told that it has the old shape.
    path: Option<String>,
    /// Whether outcomes inside its records become records when it is read.
    makes_outcomes: bool,
    /// The names of the packs, with their files and numbers.
    names: HashMap<String, (String, usize)>,
    /// Names of files, in the order in which they were met.
    files: Vec<String>,
    /// Their places in that list.
    numbers: HashMap<String, usize>,
    ids: HashMap<String, KnownRecord>,
    /// Types of which records may be missing, because a file of them cannot be read: what names one is not blamed.
    lost: HashSet<RecordType>,
    concepts: KnownConcepts,
    report: Report,
    dangling: usize,
}

impl Checker {
    fn say(&mut self, fault: Diagnostic) {
        let strict = self.strictness == Strictness::Strict && !fault.code.is_doubt();
        self.report.say(if strict { Diagnostic { severity: Severity::Error, ..fault } } else { fault });
    }

    /// Tells a fault of a file, which may keep its records from being known.
    fn lose(&mut self, fault: Diagnostic) {
        if fault.line.is_none() && matches!(fault.code, Code::Unreadable | Code::TooLarge | Code::Encoding) {
            let stem = Path::new(&fault.file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            match RecordType::ALL.into_iter().find(|of_type| Some(of_type.plural()) == stem.as_deref()) {
                Some(of_type) => _ = self.lost.insert(of_type),
                None if stem.as_deref() == Some(parts::THESAURUS) => self.concepts.lost = true,
                None => {
                    self.concepts.lost = true;
                    self.lost.extend(RecordType::ALL);
                }
            }
        }
        self.file(&fault.file);
        self.say(fault);
    }

    fn file(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        self.files.push(name.to_owned());
        self.numbers.insert(name.to_owned(), self.files.len() - 1);
        self.files.len() - 1
    }

    fn register_pack(&mut self, path: &Path, layout: PackLayout) {
        let shown = open::shown(path);
        self.file(&shown);
        (self.path, self.makes_outcomes) = (Some(shown.clone()), !Volume::is_large(path));
        let (mut records, mut named) = (0usize, false);
        parts::parts(path, layout, &mut |part| match part {
            PackPart::Fault(fault) => {
                records += 1;
                self.lose(fault);
            }
            PackPart::Info(spot) => self.info(&spot),
            PackPart::Record(of_type, spot) => {
                records += 1;
                named |= self.register(of_type, &spot);
            }
            PackPart::Concept(spot) => {
                records += 1;
                self.register_concept(&spot);
            }
        });
        if layout == PackLayout::Lines {
            if records == 0 {
                let help = "write one record a line, each with a \"type\"";
                self.say(Diagnostic::of_file(&shown, Code::NotAPack, "it holds no record", help));
            } else if !named {
                // Its file names it.
                let fault = self.pack_name(&info_from_name(path).name, &shown);
                fault
                    .into_iter()
                    .for_each(|(message, help)| self.say(Diagnostic::of_file(&shown, Code::SamePack, message, help)));
            }
        }
    }

    fn info(&mut self, spot: &Spot<'_>) {
        self.file(spot.file);
        let (info, mut faults) = examine_info(spot);
        if let Some(info) = info {
            let fault = self.pack_name(&info.name, spot.file);
            faults.extend(fault.map(|(message, help)| Fault::new(spot.range.clone(), Code::SamePack, message, help)));
        }
        faults.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, None)));
    }

    /// Takes down the name of the pack; what is wrong with it, and what to do, if another has it.
    fn pack_name(&mut self, name: &str, file: &str) -> Option<(String, &'static str)> {
        let (other, pack) = self.names.entry(name.to_owned()).or_insert_with(|| (file.to_owned(), self.pack));
        (*pack != self.pack).then(|| (format!("the pack of {other} is called “{name}” too"), "give this pack another name"))
    }

    /// Takes down the record, and what is wrong with it; tells whether it is what the pack says of itself.
    fn register(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>) -> bool {
        let file = self.file(spot.file);
        let mut examined = examine(of_type, self.infos.get(self.pack).and_then(Option::as_ref), spot);
        let mut record = None;
        let says_name = examined.of_type.is_none() && examined.element.as_ref().is_some_and(is_info);
        if says_name {
            let name = examined.element.as_ref().and_then(|element| element.get("name")).and_then(Element::text);
            if let Some((message, help)) = name.map(str::to_owned).and_then(|name| self.pack_name(&name, spot.file)) {
                examined.faults.push(Fault::new(spot.range.clone(), Code::SamePack, message, help));
            }
        } else {
            record = read_fast(of_type, &spot.source[spot.range.clone()]).map(|(record, _)| record);
            examined = examined.judged(record.is_some(), spot);
        }
        examined.diagnostics(spot).into_iter().for_each(|fault| self.say(fault));
        let (Some(element), Some(of_type)) = (&examined.element, examined.of_type) else { return says_name };
        let replaces = spot.source[element.get("override").map_or(0..0, |n| n.span.clone())] == *"true";
        let first = record.as_ref().and_then(known::first_day);
        let known = KnownRecord { of_type, pack: self.pack, file, line: spot.line, alias: false, is_made: false, first };
        let aliases = element.get("aliases").map_or(&[][..], Element::items).iter().map(|at| (at, true));
        for (at, alias) in element.get("id").map(|at| (at, false)).into_iter().chain(aliases) {
            if let Some(name) = at.text() {
                self.name((name, &at.span), KnownRecord { alias, ..known }, replaces, spot, &examined);
            }
        }
        self.old_shape(of_type, element, spot, &examined);
        if let Some(record) = record.filter(|_| self.makes_outcomes) {
            self.made_outcomes(&record, known, replaces, spot, &examined);
        }
        false
    }

    /// Takes down one id of a record, and where it stands.
    fn name(
        &mut self,
        (id, at): (&str, &Range<usize>),
        new: KnownRecord,
        replaces: bool,
        spot: &Spot<'_>,
        examined: &Examined<'_>,
    ) {
        let fault = match self.ids.get(id).copied() {
            Some(old) => self.clash(id, at, old, new, replaces),
            None if replaces && !new.alias && !new.is_made => {
                let message = format!("there is no {} before it whose place it could take", quote(id));
                Some(Fault::new(at.clone(), Code::Override, message, "leave out “override”, or correct the id").warning())
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
    fn clash(&self, id: &str, at: &Range<usize>, old: KnownRecord, new: KnownRecord, replaces: bool) -> Option<Fault> {
        let place = match self.files.get(old.file) {
            Some(file) => format!("{file}, line {}", old.line),
            None => bundled::place(old.of_type, id),
        };
        let fault = |code, (message, help): Words| Some(Fault::new(at.clone(), code, message, help));
        if old.pack == new.pack && old.file == new.file && old.line == new.line && (old.alias || new.alias) {
            return fault(Code::SameId, given_twice(id));
        }
        if old.pack == new.pack || !replaces {
            let help = if old.pack == new.pack && (old.is_made || new.is_made) {
                "an outcome inside a record has its id by its number; cadialog pack fmt gives it another, or write another here"
            } else if old.pack == new.pack {
                RENAME
            } else {
                RENAME_OR_OVERRIDE
            };
            return fault(Code::SameId, same_id(id, &place, help));
        }
        if old.of_type != new.of_type {
            return fault(Code::Override, another_type(new.of_type, old.of_type, &place));
        }
        if old.alias != new.alias {
            return fault(Code::Override, only_an_alias(id, &place));
        }
        None
    }

    /// The second reading: whether everything that a record names is there.
    fn follow(&mut self, part: PackPart<'_>) {
        let (of_type, spot) = match part {
            PackPart::Record(of_type, spot) => (of_type, spot),
            PackPart::Concept(spot) => return self.follow_concept(&spot),
            PackPart::Info(_) | PackPart::Fault(_) => return,
        };
        let text = &spot.source[spot.range.clone()];
        let mut record = read_fast(of_type, text).map(|(record, _)| record);
        let info = self.infos.get(self.pack).and_then(Option::as_ref);
        record.iter_mut().zip(info).for_each(|(record, info)| info.declare(record));
        if matches!(&record, Some(Record::Topic(topic)) if !topic.concepts.is_empty()) {
            self.follow_concepts_of_topic(&spot);
        }
        if let Some(Record::Outcome(outcome)) = &record {
            self.follow_dates(outcome, &spot);
        }
        let open = record.as_ref().map(|record| self.open_ends(record));
        if open.as_ref().is_some_and(HashMap::is_empty) {
            return;
        }
        let (Some(element), _) = super::json::parse(spot.source, spot.range.clone()) else { return };
        let mut faults = Vec::new();
        names("", None, &element, &mut |span, name, relation| {
            let is_open = faults.len() < OF_ONE_RECORD && open.as_ref().is_none_or(|open| open.contains_key(name));
            if is_open && self.dangling(name, relation.targets(), false).is_some() {
                faults.push((span, name.to_owned(), relation));
            }
        });
        if let (true, Some(open)) = (faults.is_empty(), open) {
            let at = spot.range.start..spot.range.start + 1;
            faults.extend(open.into_iter().map(|(name, relation)| (at.clone(), name.to_owned(), relation)));
        }
        let id = element.get("id").and_then(Element::text);
        for (span, name, relation) in faults {
            let Some((message, help)) = self.dangling(&name, relation.targets(), true) else { continue };
            self.dangling += 1;
            self.say(spot.diagnostic(Fault::new(span, Code::Dangling, message, help), id));
        }
    }

    /// What the record names that is not there, as the links of the archive would find it.
    fn open_ends<'r>(&self, record: &'r Record) -> HashMap<&'r str, Relation> {
        let mut open = HashMap::new();
        references(record, &mut |relation, name| {
            if self.dangling(name, relation.targets(), false).is_some() {
                open.insert(name, relation);
            }
        });
        open
    }

    /// What is wrong with naming `name` where a record of a `wanted` type should stand, and what to do; with a proposal, if
    /// `proposed`.
    fn dangling(&self, name: &str, wanted: &[RecordType], proposed: bool) -> Option<(String, String)> {
        let fits = |of_type: RecordType| wanted.is_empty() || wanted.contains(&of_type);
        match self.ids.get(name) {
            Some(known) if fits(known.of_type) => None,
            Some(known) => Some(nowhere(name, wanted, Some(known.of_type), None)),
            None if fits(RecordType::Country) && reference::is_country(name) => None,
            None if self.lost.iter().any(|&of_type| fits(of_type)) => None,
            None => {
                let most = if self.ids.len() < VERY_MANY { PROPOSALS } else { FEW_PROPOSALS };
                let candidates = self.ids.iter().take(if proposed && self.dangling < most { usize::MAX } else { 0 });
                let ids = candidates.filter(|(_, known)| fits(known.of_type)).map(|(id, _)| id.as_str());
                Some(nowhere(name, wanted, None, did_you_mean(name, ids)))
            }
        }
    }

    /// Puts the bundled pack under the others, unless one of them has its name and so stands in its place.
    fn lay_bundled(&mut self, mut names: impl Iterator<Item = String>) {
        let (name, ids) = bundled_ids();
        if !names.any(|other| other == *name) {
            self.ids.clone_from(ids);
            self.concepts.are_bundled = true;
        }
    }
}
