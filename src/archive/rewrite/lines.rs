//! A `.jsonl` file in the new shape, line by line: outcomes stand on lines behind the event or project that they stood in.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::edits::Edits;
use super::replacement::{Replacement, unwritable};
use super::shape::{old_shape, reshape};
use super::survey::{Survey, type_of};
use super::{RewriteError, changed};
use crate::archive::{json, open};

/// The file in the new shape; memory holds one line of it.
pub(super) fn lines(path: &Path, survey: &mut Survey) -> Result<Replacement, RewriteError> {
    let (file, _) = open::open_lines(path).map_err(|_| changed(path))?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut line = Vec::new();
    let mut is_first = true;
    let mut last_end = "\n".to_owned();
    Replacement::written(path, |out| {
        loop {
            line.clear();
            if reader.read_until(b'\n', &mut line).map_err(|error| unwritable(path, &error))? == 0 {
                return Ok(());
            }
            let mark = if std::mem::take(&mut is_first) && line.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let text = str::from_utf8(&line[mark..]).map_err(|_| changed(path))?;
            let made = changed_line(text, &mut last_end, survey);
            let parts = [&line[..mark], made.as_deref().unwrap_or(text).as_bytes()];
            parts.iter().try_for_each(|part| out.write_all(part)).map_err(|error| unwritable(path, &error))?;
        }
    })
}

/// The line, and those that come of it, if it has the old shape; `last_end` is how the line before it ended.
fn changed_line(text: &str, last_end: &mut String, survey: &mut Survey) -> Option<String> {
    let bare = text.trim_end_matches(['\r', '\n']);
    let end = &text[bare.len()..];
    if !end.is_empty() && end != last_end {
        end.clone_into(last_end);
    }
    let element = json::parse(bare, 0..bare.len()).0?;
    let of_type = type_of(None, &element)?;
    old_shape(of_type, &element)?;
    let mut edits = Edits::default();
    let outcomes = reshape(bare, of_type, &element, true, &mut survey.taken, &mut edits);
    let mut lines = edits.apply(bare, 0..bare.len());
    for outcome in outcomes {
        lines.push_str(last_end);
        lines.push_str(&outcome.at(""));
    }
    lines.push_str(end);
    Some(lines)
}
