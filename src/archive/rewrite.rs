//! `pack fmt`: packs of the old shape written in the new one, where they lie. Outcomes inside events and projects become
//! records, and numbers in words say that they are as reported. Texts are edited, not written anew, so that all the rest stays
//! byte for byte; of a `.jsonl` file one line is held at a time.

pub(super) mod edits;
mod figure;
mod files;
mod lines;
mod lists;
mod made;
pub(super) mod replacement;
mod shape;
mod survey;

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::json::Element;
use super::parts::{self, PackLayout};
use super::{Report, open};
use crate::record::RecordType;
pub(super) use lists::{list_span, members};
use replacement::Replacement;
use survey::Survey;

/// What of one file is, or would be, in the new shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The file, as it is shown.
    pub file: String,
    /// How many outcomes move out of events and projects.
    pub outcomes: usize,
    /// Of how many events.
    pub events: usize,
    /// Of how many projects.
    pub projects: usize,
    /// How many figures say that their words are as reported.
    pub figures: usize,
    /// How many of those are a number, too.
    pub numbers: usize,
    /// Where the outcomes go.
    pub to: OutcomePlace,
}

/// Where the outcomes of a file go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomePlace {
    /// Into the pack's `outcomes.json`.
    File,
    /// Into the list `outcomes` of the same file.
    List,
    /// Onto lines behind their event or project.
    Lines,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum RewriteError {
    /// The packs are faulty.
    #[error("the packs are faulty")]
    Faulty(Report),
    #[error("{path} cannot be written: {reason}")]
    Unwritable { path: String, reason: String },
    #[error("{path} was changed while it was read; nothing was written, try again")]
    Changed { path: String },
}

/// Whether files are written, or only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewriteMode {
    /// Only tell what would be done.
    Look,
    /// Do it.
    Write,
}

/// Writes the packs at `paths` in the new shape, and tells of every file that was not. What is in that shape stays untouched.
///
/// # Errors
/// Every fault of the JSON of the packs, and of records that would have to be changed; or that a file cannot be written. Then
/// every file is as it was.
pub fn rewrite(paths: &[PathBuf], mode: RewriteMode) -> Result<Vec<Rewritten>, RewriteError> {
    let mut faults = Report::default();
    let mut surveys = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            continue;
        }
        match parts::layout(path) {
            Ok(layout) => {
                let (survey, said) = survey::survey(path, layout);
                faults.append(said);
                surveys.push((path, layout, survey));
            }
            Err(fault) => faults.say(*fault),
        }
    }
    if faults.errors() > 0 {
        return Err(RewriteError::Faulty(faults.only_errors()));
    }
    surveys.retain(|(_, _, survey)| survey.is_old());
    if mode == RewriteMode::Write {
        let mut written = Vec::new();
        for (path, layout, survey) in &mut surveys {
            written.extend(replacements(path, *layout, survey)?);
        }
        replacement::put_all(written)?;
    }
    Ok(surveys.into_iter().flat_map(|(_, _, survey)| survey.into_files()).collect())
}

fn replacements(path: &Path, layout: PackLayout, survey: &mut Survey) -> Result<Vec<Replacement>, RewriteError> {
    match layout {
        PackLayout::Directory => files::directory(path, survey),
        PackLayout::Object => Ok(vec![files::object(path, survey)?]),
        PackLayout::Lines => Ok(vec![lines::lines(path, survey)?]),
    }
}

fn changed(path: &Path) -> RewriteError {
    RewriteError::Changed { path: open::shown(path) }
}

/// The name of the first field of the record that has the old shape, if one has.
pub(super) fn old_shape(of_type: RecordType, element: &Element<'_>) -> Option<Range<usize>> {
    shape::old_shape(of_type, element)
}
