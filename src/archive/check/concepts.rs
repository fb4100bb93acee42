//! What `check` says of concepts: ids that are taken, names that two of them bear, what leads nowhere or in a circle.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Checker, PROPOSALS};
use crate::archive::concept::examine_concept;
use crate::archive::diagnostic::{Code, Fault, OF_ONE_RECORD, Spot};
use crate::archive::json::Element;
use crate::archive::thesaurus::ConceptBook;
use crate::text::{did_you_mean, fold, quote};

/// What is known of the concepts of all packs.
#[derive(Default)]
pub(super) struct KnownConcepts {
    book: Option<ConceptBook>,
    /// Whether the book begins with the bundled ones.
    pub(super) are_bundled: bool,
    /// Ids of those that cannot be used; what names one is not blamed.
    faulty: HashSet<String>,
    /// Whether concepts may be missing, because a file cannot be read.
    pub(super) lost: bool,
    /// Folded names, each with the place of the first concept that bears it.
    bearers: HashMap<String, usize>,
    /// By the place of a concept, the wider one that it should not name, and the way around.
    circles: HashMap<usize, Vec<(usize, String)>>,
    /// How many names that lead nowhere were told.
    open: usize,
}

impl KnownConcepts {
    /// Those that are there so far; made only for packs that have to do with concepts.
    fn book(&mut self) -> &mut ConceptBook {
        let are_bundled = self.are_bundled;
        self.book.get_or_insert_with(|| if are_bundled { ConceptBook::bundled() } else { ConceptBook::default() })
    }

    /// Once all are known: who bears which name, and which lie in a circle.
    pub(super) fn settle(&mut self) {
        let Some(book) = &self.book else { return };
        for (at, concept) in book.concepts.iter().enumerate() {
            for (_, name) in concept.all_names() {
                self.bearers.entry(fold(name)).or_insert(at);
            }
        }
        for circle in book.circles() {
            self.circles.entry(circle.at).or_default().push((circle.broader, book.path(&circle)));
        }
    }

    /// What is wrong with an id of a concept, if there is none of that id.
    fn dangling(&mut self, span: Range<usize>, id: &str) -> Option<Fault> {
        if self.lost || self.faulty.contains(id) || self.book().at(id).is_some() {
            return None;
        }
        self.open += 1;
        let near = if self.open <= PROPOSALS { did_you_mean(id, self.book().ids()) } else { None };
        let help = match near {
            Some(near) => format!("{near} Else add a concept of that id"),
            None => "add a concept of that id, or correct it".to_owned(),
        };
        Some(Fault::new(span, Code::Dangling, format!("there is no concept {}", quote(id)), help))
    }

    /// What is wrong with a name that the concept at `at` bears, if another bears it.
    fn shared_name(&self, at: usize, name: &Element<'_>) -> Option<Fault> {
        let words = name.text()?;
        let other = *self.bearers.get(&fold(words)).filter(|other| **other != at)?;
        let book = self.book.as_ref()?;
        let (id, place) = (&book.concepts[other].id, book.place(other));
        let message = format!("{} is a name of the concept “{id}”, too ({place})", quote(words));
        let help = "leave it to one of the two, or make them one concept";
        Some(Fault::new(name.span.clone(), Code::SameName, message, help))
    }
}

impl Checker {
    /// Takes down the concept, and what is wrong with it.
    pub(super) fn register_concept(&mut self, spot: &Spot<'_>) {
        self.file(spot.file);
        let mut examined = examine_concept(spot);
        match examined.read.take() {
            Some(read) => {
                let (overrides, id) = (read.overrides, read.concept.id.clone());
                let is_new = self.concepts.book().at(&id).is_none();
                let taken = self.concepts.book().take(read, self.pack);
                let at = || examined.element.as_ref().and_then(|element| element.get("id")).map_or(0..0, |id| id.span.clone());
                if let Err(other) = taken {
                    let (message, help) = self.concepts.book().same_id(&id, other, self.pack);
                    examined.faults.push(Fault::new(at(), Code::SameId, message, help));
                } else if overrides && is_new {
                    let message = format!("there is no concept “{id}” before it whose place it could take");
                    let fault = Fault::new(at(), Code::Override, message, "leave out “override”, or correct the id");
                    examined.faults.push(fault.warning());
                }
            }
            None => self.concepts.faulty.extend(examined.id().map(str::to_owned)),
        }
        let faults = std::mem::take(&mut examined.faults);
        faults.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, examined.id())));
    }

    /// The second reading: its names, and the concepts that it names.
    pub(super) fn follow_concept(&mut self, spot: &Spot<'_>) {
        let examined = examine_concept(spot);
        let (Some(element), Some(id)) = (&examined.element, examined.id()) else { return };
        // One that cannot be used, or whose id another has, is only asked what it names.
        let book = self.concepts.book();
        let at = book.at(id).filter(|&at| book.stands_at(at, spot.file, spot.line));
        let mut faults = Vec::new();
        if let Some(at) = at {
            let other = element.get("other_names").map_or(&[][..], Element::members).iter().flat_map(|m| m.element.items());
            let names = element.get("names").map_or(&[][..], Element::members).iter().map(|m| &m.element).chain(other);
            faults.extend(names.filter_map(|name| self.concepts.shared_name(at, name)));
        }
        for field in ["broader", "related"] {
            for named in element.get(field).map_or(&[][..], Element::items) {
                let Some(name) = named.text() else { continue };
                faults.extend(self.concepts.dangling(named.span.clone(), name));
                let to = self.concepts.book().at(name);
                let circles = at.filter(|_| field == "broader").and_then(|at| self.concepts.circles.get(&at));
                if let Some((_, path)) = circles.and_then(|circles| circles.iter().find(|(broader, _)| Some(*broader) == to)) {
                    let message = format!("“{id}” is wider than itself: {path}");
                    faults.push(Fault::new(named.span.clone(), Code::Circle, message, "leave out one of these links"));
                }
            }
        }
        faults.truncate(OF_ONE_RECORD);
        faults.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, Some(id))));
    }

    /// Tells the concepts that a topic names and that are not there.
    pub(super) fn follow_concepts_of_topic(&mut self, spot: &Spot<'_>) {
        let (Some(element), _) = crate::archive::json::parse(spot.source, spot.range.clone()) else { return };
        let id = element.get("id").and_then(Element::text);
        for named in element.get("concepts").map_or(&[][..], Element::items).iter().take(OF_ONE_RECORD) {
            let fault = named.text().and_then(|name| self.concepts.dangling(named.span.clone(), name));
            fault.into_iter().for_each(|fault| self.say(spot.diagnostic(fault, id)));
        }
    }
}
