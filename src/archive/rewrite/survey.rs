//! What of a pack has the old shape, and what keeps it from being changed: the first reading of it.

use std::collections::HashMap;
use std::path::Path;

use super::made::TakenIds;
use super::shape::{count, misplaced, old_shape};
use super::{OutcomePlace, Rewritten};
use crate::archive::Report;
use crate::archive::diagnostic::{Severity, Spot};
use crate::archive::examine::{examine, examine_info};
use crate::archive::json::{self, Element};
use crate::archive::parts::{self, PackLayout, PackPart};
use crate::archive::read::read_fast;
use crate::record::RecordType;

/// The files of a pack that are to be changed, and the ids that are taken in it.
#[derive(Debug)]
pub(super) struct Survey {
    files: Vec<Rewritten>,
    /// Their places in that list.
    places: HashMap<String, usize>,
    pub taken: TakenIds,
    to: OutcomePlace,
}

/// Reads the pack; faults of its JSON and of records to be changed are told as `check` tells them.
pub(super) fn survey(path: &Path, layout: PackLayout) -> (Survey, Report) {
    let to = match layout {
        PackLayout::Directory => OutcomePlace::File,
        PackLayout::Object => OutcomePlace::List,
        PackLayout::Lines => OutcomePlace::Lines,
    };
    let mut survey = Survey { files: Vec::new(), places: HashMap::new(), taken: TakenIds::default(), to };
    let mut faults = Report::default();
    parts::parts(path, layout, &mut |part| match part {
        PackPart::Record(of_type, spot) => survey.record(of_type, &spot, &mut faults),
        PackPart::Info(spot) => {
            // Only the JSON counts: a pack that lacks a version can be changed.
            if json::parse(spot.source, spot.range.clone()).1.iter().any(|fault| fault.severity == Severity::Error) {
                examine_info(&spot).1.into_iter().for_each(|fault| faults.say(spot.diagnostic(fault, None)));
            }
        }
        PackPart::Concept(spot) => {
            let (_, found) = json::parse(spot.source, spot.range.clone());
            found.into_iter().for_each(|fault| faults.say(spot.diagnostic(fault, None)));
        }
        PackPart::Fault(fault) => faults.say(fault),
    });
    (survey, faults.only_errors())
}

/// The type of a record by its place, else by what it says itself.
pub(super) fn type_of(of_type: Option<RecordType>, element: &Element<'_>) -> Option<RecordType> {
    let own = || element.get("type").and_then(Element::text);
    of_type.or_else(|| RecordType::ALL.into_iter().find(|known| Some(known.name()) == own()))
}

impl Survey {
    /// Whether anything has the old shape.
    pub(super) fn is_old(&self) -> bool {
        !self.files.is_empty()
    }

    /// The files that are to be changed.
    pub(super) fn into_files(self) -> Vec<Rewritten> {
        self.files
    }

    /// Whether the file is to be changed.
    pub(super) fn holds(&self, file: &str) -> bool {
        self.places.contains_key(file)
    }

    /// Whether outcomes leave a file.
    pub(super) fn moves_outcomes(&self) -> bool {
        self.files.iter().any(|file| file.outcomes > 0)
    }

    fn record(&mut self, of_type: Option<RecordType>, spot: &Spot<'_>, faults: &mut Report) {
        let text = &spot.source[spot.range.clone()];
        let (element, found) = json::parse(spot.source, spot.range.clone());
        let own = element.as_ref().and_then(|element| Some((element, type_of(of_type, element)?)));
        let old = own.filter(|(element, of_type)| old_shape(*of_type, element).is_some());
        let is_faulty = element.is_none() || found.iter().any(|fault| fault.severity == Severity::Error);
        if is_faulty || old.is_some() && read_fast(of_type, text).is_none() {
            let mut examined = examine(of_type, None, spot).judged(false, spot);
            examined.diagnostics(spot).into_iter().for_each(|fault| faults.say(fault));
            return;
        }
        if let Some(element) = &element {
            self.taken.note(element);
        }
        let Some((element, of_type)) = old else { return };
        let id = element.get("id").and_then(Element::text);
        misplaced(of_type, element).into_iter().for_each(|fault| faults.say(spot.diagnostic(fault, id)));
        let parts = count(of_type, element);
        let file = self.file(spot.file);
        file.outcomes += parts.outcomes;
        file.events += usize::from(parts.outcomes > 0 && of_type == RecordType::Event);
        file.projects += usize::from(parts.outcomes > 0 && of_type == RecordType::Project);
        file.figures += parts.figures;
        file.numbers += parts.numbers;
    }

    fn file(&mut self, name: &str) -> &mut Rewritten {
        let at = *self.places.entry(name.to_owned()).or_insert_with(|| {
            let (outcomes, events, projects, figures, numbers) = (0, 0, 0, 0, 0);
            self.files.push(Rewritten { file: name.to_owned(), outcomes, events, projects, figures, numbers, to: self.to });
            self.files.len() - 1
        });
        &mut self.files[at]
    }
}
