//! Faults that lie between records: an id that is given twice, a link to nowhere. They are found when records are put together,
//! whatever the size of their pack, and told in the words of the checker.

use std::ops::Range;

use super::article::a;
use super::diagnostic::{Code, Diagnostic, Fault, Spot};
use super::json::{self, Element, Value};
use super::link::{Relation, named_by};
use super::writer::{Conflict, OpenLink, Refused};
use super::{Archive, Id, Report};
use crate::record::{Record, RecordType};
use crate::text::{Alike, did_you_mean, join_or, quote};

/// What is wrong, and what to do.
pub(super) type Words = (String, String);

/// That an id is another's already, in the words of checker and loader. `place` is where the other stands.
pub(super) fn same_id(id: &str, place: &str, help: &str) -> Words {
    (format!("{} is already the id of a record: {place}", quote(id)), help.to_owned())
}

/// That a record bears an id twice.
pub(super) fn given_twice(id: &str) -> Words {
    (format!("{} is given to this record twice", quote(id)), "keep one of the two".to_owned())
}

/// What to do about two records of one pack that have an id.
pub(super) const RENAME: &str = "give one of them another id";
/// What to do about a record that has the id of one in another pack.
pub(super) const RENAME_OR_OVERRIDE: &str =
    "give it another id, or write \"override\": true if it is to take the place of that record";

/// That a record of type `new` cannot take the place of one of type `old`.
pub(super) fn another_type(new: RecordType, old: RecordType, place: &str) -> Words {
    let message = format!("{} cannot take the place of {} ({place})", a(new.name()), a(old.name()));
    (message, "give it another id".to_owned())
}

/// That the id whose place is to be taken is only another name of a record.
pub(super) fn only_an_alias(id: &str, place: &str) -> Words {
    (format!("{} is only another name of a record ({place})", quote(id)), "to take its place, use its own id".to_owned())
}

/// That `name` leads nowhere where a record of a `wanted` type should stand: `known` is the type of the record of that name, `near`
/// proposes others.
pub(super) fn nowhere(name: &str, wanted: &[RecordType], known: Option<RecordType>, near: Option<String>) -> Words {
    let nouns: Vec<String> = wanted.iter().map(|of_type| of_type.name().to_owned()).collect();
    let noun = if wanted.is_empty() { "record".to_owned() } else { join_or(&nouns) };
    if let Some(known) = known {
        let message = format!("{} is {}; {} should stand here", quote(name), a(known.name()), a(&noun));
        return (message, format!("write the id of {}", a(&noun)));
    }
    let help = match near {
        Some(near) => format!("{near} Else add {} of that id", a(&noun)),
        None => format!("add {} of that id, or correct it", a(&noun)),
    };
    (format!("there is no {noun} {}", quote(name)), help)
}

/// Calls `visit` with every text in the value of the field `key` that names a record, and what that is to the one that holds it.
pub(super) fn names<'n>(
    key: &str,
    relation: Option<Relation>,
    element: &'n Element<'_>,
    visit: &mut dyn FnMut(Range<usize>, &'n str, Relation),
) {
    match &element.value {
        Value::Object(members) => {
            members.iter().for_each(|member| names(&member.key, named_by(key, &member.key), &member.element, visit));
        }
        Value::List(items) => items.iter().for_each(|item| names(key, relation, item, visit)),
        Value::Text(name) => relation.into_iter().for_each(|relation| visit(element.span.clone(), name, relation)),
        _ => {}
    }
}

/// What is wrong between a record and others.
#[derive(Debug)]
pub(super) enum Wrong {
    /// Another record is in its way, and it was left out.
    Clash { other: Id, why: Conflict },
    /// A link of it leads nowhere, and was left out.
    Nowhere { relation: Relation, name: String },
}

/// A fault between the record `of` and others.
#[derive(Debug)]
pub(super) struct Between {
    pub of: Id,
    pub wrong: Wrong,
}

/// Where a record stands.
pub(super) struct RecordLine {
    /// The file, as it is shown.
    pub file: String,
    pub line: usize,
}

/// Faults between records, those alike together: of a million of one kind the first three are kept.
#[derive(Debug, Default)]
pub(super) struct Betweens(Alike<Between>);

impl Betweens {
    /// Takes down records that were left out.
    pub(super) fn clashes(&mut self, archive: &Archive, left_out: Vec<Refused>) {
        for Refused { id, other, why } in left_out {
            let pack = |id: Id| archive.segment_of(id).map(|(segment, _)| &segment.info().name);
            let likeness = format!("{why:?} {} {:?} {:?}", id == other, pack(id), pack(other));
            self.0.push(likeness, Between { of: id, wrong: Wrong::Clash { other, why } });
        }
    }

    /// Takes down links to nowhere.
    pub(super) fn open_links(&mut self, archive: &Archive, open: Vec<OpenLink>) {
        for OpenLink { from, count, relation, name } in open {
            let likeness = format!("{:?} {:?}", relation.targets(), known_type(archive, &name));
            let first = from.into_iter().map(|of| Between { of, wrong: Wrong::Nowhere { relation, name: name.clone() } });
            self.0.push_counted(likeness, first, count);
        }
    }

    /// The first fault.
    pub(super) fn first(&self) -> Option<&Between> {
        self.0.groups().next()?.0.first()
    }

    /// Tells all in `report`, or without links to nowhere if `open`; `tell` gives the first of each kind their places.
    pub(super) fn report(&self, report: &mut Report, open: bool, tell: &mut dyn FnMut(&Between) -> Diagnostic) {
        let is_told = |fault: &Between| !open || matches!(fault.wrong, Wrong::Clash { .. });
        for (first, count) in self.0.groups().filter(|(first, _)| first.iter().all(is_told)) {
            let told: Vec<Diagnostic> = first.iter().map(&mut *tell).collect();
            let likeness = told.first().map(|fault| (fault.severity, fault.likeness()));
            let more = count - told.len();
            told.into_iter().for_each(|fault| report.say(fault));
            likeness.into_iter().for_each(|(severity, likeness)| report.count(severity, likeness, more));
        }
    }
}

fn known_type(archive: &Archive, name: &str) -> Option<RecordType> {
    archive.id(name).map(|id| archive.record_type(id))
}

/// A record as its store has it, whether or not it was left out.
pub(super) fn stored(archive: &Archive, id: Id) -> Option<Record> {
    let (segment, number) = archive.segment_of(id)?;
    segment.stored(number)
}

impl Between {
    /// The id of the record at fault.
    pub(super) fn record(&self, archive: &Archive) -> String {
        stored(archive, self.of).map(|record| record.id().to_owned()).unwrap_or_default()
    }

    /// The fault in the record whose text is `spot`; `place` says in words where another record stands.
    pub(super) fn diagnostic(&self, archive: &Archive, spot: &Spot<'_>, place: &dyn Fn(Id) -> String) -> Diagnostic {
        let (element, _) = json::parse(spot.source, spot.range.clone());
        let whole = spot.range.start..spot.range.start + 1;
        let (code, marked, (message, help)) = self.explained(archive, place);
        let span = element.as_ref().and_then(|element| self.span(element, &marked)).unwrap_or(whole);
        let fault = spot.diagnostic(Fault::new(span, code, message, help), Some(&self.record(archive)));
        self.judged(fault)
    }

    /// The fault, where only the file is known, and perhaps the line.
    pub(super) fn of_file(&self, archive: &Archive, file: &str, line: Option<usize>, place: &dyn Fn(Id) -> String) -> Diagnostic {
        let (code, _, (message, help)) = self.explained(archive, place);
        let fault = Diagnostic::of_file(file, code, message, help);
        self.judged(Diagnostic { line, record: Some(self.record(archive)), ..fault })
    }

    /// A record whose link leads nowhere is kept.
    fn judged(&self, fault: Diagnostic) -> Diagnostic {
        if matches!(self.wrong, Wrong::Nowhere { .. }) { fault.warning() } else { fault }
    }

    /// Where the text that is at fault stands in the record.
    fn span(&self, element: &Element<'_>, marked: &str) -> Option<Range<usize>> {
        let Wrong::Nowhere { relation, .. } = &self.wrong else {
            let aliases = element.get("aliases").map_or(&[][..], Element::items);
            let mut ids = element.get("id").into_iter().chain(aliases).filter(|id| id.text() == Some(marked));
            let first = ids.next();
            return ids.next().or(first).map(|id| id.span.clone());
        };
        let mut found = None;
        names("", None, element, &mut |span, name, as_what| {
            let fits = name == marked && (as_what == *relation || as_what.targets() == relation.targets());
            found = found.take().or(fits.then_some(span));
        });
        found
    }

    /// The code, the id at fault, and the words.
    fn explained(&self, archive: &Archive, place: &dyn Fn(Id) -> String) -> (Code, String, Words) {
        let (other, why) = match &self.wrong {
            Wrong::Clash { other, why } => (*other, *why),
            Wrong::Nowhere { relation, name } => {
                let known = known_type(archive, name);
                let fits = |id: &Id| relation.leads_to(archive.record_type(*id));
                let few = archive.len() < MANY && known.is_none();
                let ids = archive.all().take(if few { usize::MAX } else { 0 }).filter(fits);
                let near = did_you_mean(name, ids.map(|id| archive.record(id).id()));
                return (Code::Dangling, name.clone(), nowhere(name, relation.targets(), known, near));
            }
        };
        let (own, old) = (stored(archive, self.of), stored(archive, other));
        let names = |record: &Option<Record>| -> Vec<String> {
            let record = record.iter();
            record.flat_map(|record| std::iter::once(record.id().to_owned()).chain(record.aliases().iter().cloned())).collect()
        };
        let (of, to) = (names(&own), names(&old));
        let is_same_pack = archive.segment_of(self.of).zip(archive.segment_of(other));
        let is_same_pack = is_same_pack.is_some_and(|((one, _), (two, _))| std::ptr::eq(one.info(), two.info()));
        if self.of == other {
            let twice = of.iter().enumerate().find(|(at, name)| of[..*at].contains(name)).map_or("", |(_, name)| name);
            return (Code::SameId, twice.to_owned(), given_twice(twice));
        }
        let id = of.iter().find(|name| to.contains(name)).or(of.first()).cloned().unwrap_or_default();
        let types = own.as_ref().map(Record::record_type).zip(old.as_ref().map(Record::record_type));
        let words = match (why, types) {
            (Conflict::SameName, _) => {
                let help = if is_same_pack { RENAME } else { RENAME_OR_OVERRIDE };
                return (Code::SameId, id.clone(), same_id(&id, &place(other), help));
            }
            (Conflict::Override, Some((new, old))) if new != old => another_type(new, old, &place(other)),
            (Conflict::Override, _) => only_an_alias(&id, &place(other)),
        };
        (Code::Override, id, words)
    }
}

/// From how many records on no id is proposed: likeness to every one is dear.
const MANY: usize = 10_000;

/// Where a record of a pack stands whose places are not at hand.
pub(super) fn in_pack(archive: &Archive, id: Id) -> String {
    let Some((segment, _)) = archive.segment_of(id) else { return String::new() };
    let record = stored(archive, id);
    match &record {
        Some(record) if Some(&segment.info().name) == super::bundled::name().as_ref() => {
            super::bundled::place(record.record_type(), record.id())
        }
        _ => format!("the pack {}", quote(&segment.info().name)),
    }
}

impl RecordLine {
    /// In words, as the checker has it.
    pub(super) fn words(&self) -> String {
        format!("{}, line {}", self.file, self.line)
    }
}
