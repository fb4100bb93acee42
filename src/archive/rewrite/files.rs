//! Packs that are read as a whole, a directory or one `.json` file, in the new shape.

use std::path::{Path, PathBuf};

use super::edits::Edits;
use super::lists::{FileList, list, members};
use super::replacement::{Before, Replacement};
use super::survey::Survey;
use super::{RewriteError, changed};
use crate::archive::open::{self, FileOrigin};
use crate::record::RecordType;

/// Types whose records can have the old shape; outcomes come last, so that what is made is laid behind them.
const OLD: [RecordType; 3] = [RecordType::Event, RecordType::Project, RecordType::Outcome];

const MARK: &str = "\u{feff}";

/// A file that was read: its text without, and with, the byte-order mark.
struct WholeFile {
    path: PathBuf,
    text: String,
    has_mark: bool,
}

impl WholeFile {
    fn read(path: PathBuf, origin: FileOrigin) -> Result<Self, RewriteError> {
        let (text, has_mark) = open::marked(&path, origin).map_err(|_| changed(&path))?;
        Ok(Self { path, text, has_mark })
    }

    fn replaced(&self, edits: Edits) -> Result<Replacement, RewriteError> {
        let text = edits.apply(&self.text, 0..self.text.len());
        let marked = |text: &str| if self.has_mark { format!("{MARK}{text}") } else { text.to_owned() };
        Replacement::of_text(&self.path, &marked(&text), Before::Text(marked(&self.text)))
    }

    fn list(&self) -> Result<FileList, RewriteError> {
        list(&self.text, 0).ok_or_else(|| changed(&self.path))
    }
}

/// The files of the directory that change; that of the outcomes comes first, for none may be lost on the way.
pub(super) fn directory(path: &Path, survey: &mut Survey) -> Result<Vec<Replacement>, RewriteError> {
    let file = |of_type: RecordType| path.join(format!("{}.json", of_type.plural()));
    let mut sources = Vec::new();
    for of_type in
        [RecordType::Event, RecordType::Project].into_iter().filter(|of_type| survey.holds(&open::shown(&file(*of_type))))
    {
        sources.push((of_type, WholeFile::read(file(of_type), FileOrigin::InPack)?));
    }
    let mut replaced = Vec::new();
    let (mut outcomes, mut layout, mut rest) = (Vec::new(), None, "");
    for (of_type, source) in &sources {
        let mut edits = Edits::default();
        let list = source.list()?;
        let made = list.reshape(&source.text, *of_type, &mut survey.taken, &mut edits).ok_or_else(|| changed(&source.path))?;
        if layout.is_none() && !made.is_empty() {
            (layout, rest) = (Some(list.layout(&source.text)), &source.text[list.span.end..]);
        }
        outcomes.extend(made);
        replaced.push(source.replaced(edits)?);
    }
    let own = file(RecordType::Outcome);
    if !survey.moves_outcomes() && !survey.holds(&open::shown(&own)) {
        return Ok(replaced);
    }
    let layout = layout.unwrap_or_default();
    let first = if own.symlink_metadata().is_ok() {
        let source = WholeFile::read(own, FileOrigin::InPack)?;
        let (list, mut edits) = (source.list()?, Edits::default());
        list.reshape(&source.text, RecordType::Outcome, &mut survey.taken, &mut edits).ok_or_else(|| changed(&source.path))?;
        if !outcomes.is_empty() {
            list.append(&source.text, &outcomes, layout, &mut edits);
        }
        source.replaced(edits)?
    } else {
        Replacement::of_text(&own, &(layout.list(&outcomes) + rest), Before::Nothing)?
    };
    replaced.insert(0, first);
    Ok(replaced)
}

/// The file in the new shape.
pub(super) fn object(path: &Path, survey: &mut Survey) -> Result<Replacement, RewriteError> {
    let source = WholeFile::read(path.to_owned(), FileOrigin::Named)?;
    let (text, mut edits) = (&source.text, Edits::default());
    let found = members(text).ok_or_else(|| changed(path))?;
    let (mut outcomes, mut origin, mut own) = (Vec::new(), None, None);
    for of_type in OLD {
        let Some(at) = found.iter().position(|(name, ..)| name == of_type.plural()) else { continue };
        let list = list(text, found[at].2.start).ok_or_else(|| changed(path))?;
        let made = list.reshape(text, of_type, &mut survey.taken, &mut edits).ok_or_else(|| changed(path))?;
        if origin.is_none() && !made.is_empty() {
            origin = Some((at, list.layout(text)));
        }
        outcomes.extend(made);
        own = (of_type == RecordType::Outcome).then_some(list);
    }
    if let Some((at, layout)) = origin {
        match own {
            Some(list) => list.append(text, &outcomes, layout, &mut edits),
            None => {
                // Right behind the list that they come from, laid out as that is.
                let (_, key, value) = &found[at];
                let before = &text[..key.start];
                let lead = &before[before.trim_ascii_end().len()..];
                let colon = &text[key.end..value.start];
                edits.insert(value.end, format!(",{lead}\"outcomes\"{colon}{}", layout.list(&outcomes)));
            }
        }
    }
    source.replaced(edits)
}
