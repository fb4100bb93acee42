//! The concepts of all packs of an archive: whose place each takes, what they name, and that none is wider than itself. Those that
//! the program carries stay text until somebody asks for them.

use std::collections::HashMap;
use std::sync::Arc;

use super::concept::ReadConcept;
use super::diagnostic::{Code, Diagnostic};
use super::pack::Origins;
use super::{Archive, Pack, bundled};
use crate::record::{Concept, Record, Topic};
use crate::text::quote;

/// The concepts of an archive.
#[derive(Debug, Clone, Default)]
pub(super) struct Thesaurus {
    /// Whether it has those that the program carries.
    pub is_bundled: bool,
    /// All, if packs bring any of their own.
    pub all: Option<Arc<Vec<Concept>>>,
}

impl Archive {
    /// The concepts of all packs, in their order; one of a later pack that takes the place of an earlier one stands there. Ids that
    /// they name are those of concepts here, and none is wider than itself. The first call reads those that the program carries.
    pub fn concepts(&self) -> &[Concept] {
        match &self.thesaurus.all {
            Some(all) => all,
            None if self.thesaurus.is_bundled => bundled::concepts(),
            None => &[],
        }
    }

    /// The concept of that id.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.concepts().iter().find(|concept| concept.id == id)
    }
}

/// The concepts of `packs`, which they lose; and what was left out: a concept with the id of another, and links to nowhere or in a
/// circle.
pub(super) fn gather(packs: &mut [Pack]) -> (Thesaurus, Vec<Diagnostic>) {
    let is_bundled = packs.iter().any(Pack::is_bundled);
    let named = packs.iter().any(|pack| !pack.concepts.is_empty() || topics(pack).next().is_some());
    if !named {
        return (Thesaurus { is_bundled, all: None }, Vec::new());
    }
    let mut book = if is_bundled { ConceptBook::bundled() } else { ConceptBook::default() };
    let mut told = Vec::new();
    for (number, pack) in packs.iter_mut().enumerate() {
        told.extend(std::mem::take(&mut pack.concepts).into_iter().filter_map(|read| book.take_or_tell(read, number)));
    }
    for pack in packs.iter() {
        for (number, topic) in topics(pack) {
            let (file, line) = pack.file_and_line(number).unwrap_or_else(|| (format!("the pack “{}”", pack.info.name), 0));
            let nowhere = topic.concepts.iter().filter(|name| book.at(name).is_none());
            told.extend(nowhere.map(|name| link_dropped(name, &file, Some(line), topic.id.clone())));
        }
    }
    book.settle("", &mut told);
    (Thesaurus { is_bundled, all: Some(Arc::new(book.concepts)) }, told)
}

/// The topics of a pack that name concepts, with their numbers. Those of the bundled pack are left to the test on the data.
fn topics(pack: &Pack) -> impl Iterator<Item = (usize, &Topic)> {
    let records = pack.records.iter().enumerate().filter(|_| !pack.is_bundled());
    records.filter_map(|(number, record)| match record {
        Record::Topic(topic) if !topic.concepts.is_empty() => Some((number, &**topic)),
        _ => None,
    })
}

impl Pack {
    fn is_bundled(&self) -> bool {
        matches!(self.places, Origins::Bundled)
    }
}

/// Where a concept stands that a pack brings.
#[derive(Debug, Clone)]
struct ConceptPlace {
    pack: usize,
    file: String,
    line: usize,
}

/// Concepts laid together as packs bring them.
#[derive(Debug, Default)]
pub(super) struct ConceptBook {
    pub concepts: Vec<Concept>,
    /// Where each stands; none of those that were there before.
    places: Vec<Option<ConceptPlace>>,
    at: HashMap<String, usize>,
}

/// Something that a concept names and that is not there.
#[derive(Debug)]
pub(super) struct OpenEnd {
    /// The place of the concept in the book.
    pub at: usize,
    pub is_broader: bool,
    pub name: String,
}

/// Concepts that are wider than themselves.
#[derive(Debug)]
pub(super) struct Circle {
    /// The place of the one that should not name …
    pub at: usize,
    /// … the one at this place as broader.
    pub broader: usize,
    /// The first of those that lie on it.
    through: Vec<usize>,
    length: usize,
}

/// How many concepts of a circle are told by name.
const TOLD: usize = 5;

impl ConceptBook {
    /// Those that the program carries.
    pub(super) fn bundled() -> Self {
        Self::of(bundled::concepts())
    }

    /// Those that are there before.
    pub(super) fn of(concepts: &[Concept]) -> Self {
        let at = concepts.iter().enumerate().map(|(at, concept)| (concept.id.clone(), at)).collect();
        Self { concepts: concepts.to_vec(), places: vec![None; concepts.len()], at }
    }

    /// The place of the concept called `id`.
    pub(super) fn at(&self, id: &str) -> Option<usize> {
        self.at.get(id).copied()
    }

    /// Every id.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.concepts.iter().map(|concept| concept.id.as_str())
    }

    /// Whether the concept at this place is that of the file and line.
    pub(super) fn stands_at(&self, at: usize, file: &str, line: usize) -> bool {
        self.places[at].as_ref().is_some_and(|place| place.file == file && place.line == line)
    }

    /// Whether the concept at this place is one of the pack of this number.
    pub(super) fn is_of(&self, at: usize, pack: usize) -> bool {
        self.places[at].as_ref().is_some_and(|place| place.pack == pack)
    }

    /// Where the concept at this place stands, in words.
    pub(super) fn place(&self, at: usize) -> String {
        match &self.places[at] {
            Some(place) => format!("{}, line {}", place.file, place.line),
            None => bundled::place_of_concept(&self.concepts[at].id),
        }
    }

    /// Takes a concept of the pack of this number.
    ///
    /// # Errors
    /// The place of the one that has its id, if it may not take that place.
    pub(super) fn take(&mut self, read: ReadConcept, pack: usize) -> Result<(), usize> {
        let place = Some(ConceptPlace { pack, file: read.file, line: read.line });
        let Some(other) = self.at(&read.concept.id) else {
            self.at.insert(read.concept.id.clone(), self.concepts.len());
            self.concepts.push(read.concept);
            self.places.push(place);
            return Ok(());
        };
        if !read.overrides || self.is_of(other, pack) {
            return Err(other);
        }
        self.concepts[other] = read.concept;
        self.places[other] = place;
        Ok(())
    }

    /// What concepts name that is not there.
    pub(super) fn open(&self) -> Vec<OpenEnd> {
        let mut open = Vec::new();
        for (at, concept) in self.concepts.iter().enumerate() {
            for (names, is_broader) in [(&concept.broader, true), (&concept.related, false)] {
                let nowhere = names.iter().filter(|name| self.at(name).is_none());
                open.extend(nowhere.map(|name| OpenEnd { at, is_broader, name: name.clone() }));
            }
        }
        open
    }

    /// Lets the concept no longer name what is not there.
    pub(super) fn drop(&mut self, open: &OpenEnd) {
        let concept = &mut self.concepts[open.at];
        if open.is_broader { &mut concept.broader } else { &mut concept.related }.retain(|name| *name != open.name);
    }

    /// Lets the concept no longer name the wider one that leads back to it.
    pub(super) fn cut(&mut self, circle: &Circle) {
        let to = self.concepts[circle.broader].id.clone();
        self.concepts[circle.at].broader.retain(|name| *name != to);
    }

    /// Circles of wider concepts; without one link of each there are none. That link is one of a pack's concept, not of one that was
    /// there before, if there is such on the way.
    pub(super) fn circles(&self) -> Vec<Circle> {
        const UNSEEN: usize = usize::MAX;
        const DONE: usize = usize::MAX - 1;
        // By concept: unseen, done, or how many stand before it on the way.
        let mut state = vec![UNSEEN; self.concepts.len()];
        let mut circles = Vec::new();
        for start in 0..self.concepts.len() {
            // A way of its own, for packs may be deeper than the stack.
            let mut way: Vec<(usize, usize)> = Vec::new();
            if state[start] == UNSEEN {
                state[start] = 0;
                way.push((start, 0));
            }
            while let Some((at, next)) = way.last_mut() {
                let Some(name) = self.concepts[*at].broader.get(*next) else {
                    state[*at] = DONE;
                    way.pop();
                    continue;
                };
                *next += 1;
                match self.at(name).map(|to| (to, state[to])) {
                    None | Some((_, DONE)) => {}
                    Some((to, UNSEEN)) => {
                        state[to] = way.len();
                        way.push((to, 0));
                    }
                    Some((_, from)) => circles.push(self.circle(&way[from..])),
                }
            }
        }
        circles
    }

    fn circle(&self, way: &[(usize, usize)]) -> Circle {
        let cut = way.iter().rposition(|(at, _)| self.places[*at].is_some()).unwrap_or(way.len() - 1);
        let through = way.iter().map(|(at, _)| *at).take(TOLD).collect();
        Circle { at: way[cut].0, broader: way[(cut + 1) % way.len()].0, through, length: way.len() }
    }

    /// The way around a circle, in words.
    pub(super) fn path(&self, circle: &Circle) -> String {
        let mut ids: Vec<&str> = circle.through.iter().map(|&at| self.concepts[at].id.as_str()).collect();
        if circle.length > ids.len() {
            ids.push("…");
        }
        ids.push(ids[0]);
        ids.join(" → ")
    }

    /// As [`Self::take`], and says what is wrong if it may not.
    pub(super) fn take_or_tell(&mut self, read: ReadConcept, pack: usize) -> Option<Diagnostic> {
        let (id, file, line) = (read.concept.id.clone(), read.file.clone(), read.line);
        let other = self.take(read, pack).err()?;
        let (message, help) = self.same_id(&id, other, pack);
        let fault = Diagnostic::of_file(&file, Code::SameId, message, help);
        Some(Diagnostic { line: Some(line), record: Some(id), ..fault })
    }

    /// That a concept of the pack of this number has the id of the one at the place `other`; and what to do.
    pub(super) fn same_id(&self, id: &str, other: usize, pack: usize) -> (String, &'static str) {
        let message = format!("“{id}” is already the id of a concept: {}", self.place(other));
        let help = if self.is_of(other, pack) {
            "give one of them another id"
        } else {
            "give it another id, or write \"override\": true if it is to take the place of that concept"
        };
        (message, help)
    }

    /// Lets go of what leads nowhere or in a circle, and tells of it; `file` is that of concepts whose place is not known.
    fn settle(&mut self, file: &str, told: &mut Vec<Diagnostic>) {
        for open in self.open() {
            let file = self.places[open.at].as_ref().map_or(file, |place| &place.file);
            told.push(link_dropped(&open.name, file, self.line(open.at), self.concepts[open.at].id.clone()));
            self.drop(&open);
        }
        for circle in self.circles() {
            let id = self.concepts[circle.at].id.clone();
            let message = format!("“{id}” is wider than itself: {}", self.path(&circle));
            let file = self.places[circle.at].as_ref().map_or(file, |place| &place.file);
            let fault = Diagnostic::of_file(file, Code::Circle, message, "leave out one of these links").warning();
            told.push(Diagnostic { line: self.line(circle.at), record: Some(id), ..fault });
            self.cut(&circle);
        }
    }

    /// Ends the book of concepts that were read line by line, of `file`; and tells what was left out.
    pub(super) fn close(mut self, file: &str) -> (Thesaurus, Vec<Diagnostic>) {
        let mut told = Vec::new();
        self.settle(file, &mut told);
        (Thesaurus { is_bundled: false, all: Some(Arc::new(self.concepts)) }, told)
    }

    fn line(&self, at: usize) -> Option<usize> {
        self.places[at].as_ref().map(|place| place.line)
    }
}

fn link_dropped(name: &str, file: &str, line: Option<usize>, id: String) -> Diagnostic {
    let message = format!("there is no concept {}", quote(name));
    let fault = Diagnostic::of_file(file, Code::Dangling, message, "add a concept of that id, or correct it").warning();
    Diagnostic { line, record: Some(id), ..fault }
}
