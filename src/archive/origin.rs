//! Where a record stands in the files of packs, and a file of the reader's own for changes of what stands in none.

use std::path::{Path, PathBuf};

use super::json::{self, Element};
use super::open::{self, FileOrigin};
use super::parts::{self, PackLayout, PackPart};
use super::rewrite::replacement::{Before, Replacement, put_all};
use super::rewrite::{RewriteError, list_span};
use crate::record::{Record, RecordType};

/// A file and a line in it, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RecordOrigin {
    pub file: PathBuf,
    pub line: usize,
}

/// Where the packs at `paths` have the record of this type and id, or the one of which an outcome of this id stands inside;
/// where several have it, the last, which takes the place of the others. Files are read as they are now.
pub fn origin(paths: &[PathBuf], of_type: RecordType, id: &str) -> Option<RecordOrigin> {
    let within = id.rsplit_once("-outcome-").map(|(id, _)| id).filter(|_| of_type == RecordType::Outcome);
    let find = |id: &str, fits: &dyn Fn(RecordType) -> bool| paths.iter().rev().find_map(|path| in_pack(path, id, fits));
    find(id, &|other| other == of_type)
        .or_else(|| find(within?, &|other| matches!(other, RecordType::Event | RecordType::Project)))
}

fn in_pack(path: &Path, id: &str, fits: &dyn Fn(RecordType) -> bool) -> Option<RecordOrigin> {
    let layout = parts::layout(path).ok()?;
    let mut found = None;
    parts::parts(path, layout, &mut |part| {
        let PackPart::Record(of_type, spot) = part else { return };
        let text = &spot.source[spot.range.clone()];
        if !text.contains(id) {
            return;
        }
        let Some(element) = json::parse(spot.source, spot.range.clone()).0 else { return };
        let own = || element.get("type").and_then(Element::text);
        let of_type = of_type.or_else(|| RecordType::ALL.into_iter().find(|known| Some(known.name()) == own()));
        if let Some(of_type) = of_type.filter(|of_type| fits(*of_type))
            && element.get("id").and_then(Element::text) == Some(id)
        {
            let file = match layout {
                PackLayout::Directory => path.join(format!("{}.json", of_type.plural())),
                PackLayout::Object | PackLayout::Lines => path.to_owned(),
            };
            found = Some(RecordOrigin { file, line: spot.line });
        }
    });
    found
}

/// Puts a record with this text, as [`override_of`] makes it, into the pack in the directory `pack`, which is made if it is not
/// there. One of that id that stands there already stays as it is.
///
/// # Errors
/// When the directory or a file cannot be written, or the file there is no list.
pub fn put_override(pack: &Path, of_type: RecordType, id: &str, text: &str) -> Result<RecordOrigin, RewriteError> {
    if let Some(there) = in_pack(pack, id, &|other| other == of_type) {
        return Ok(there);
    }
    let unwritable = |reason: String| RewriteError::Unwritable { path: open::shown(pack), reason };
    std::fs::create_dir_all(pack).map_err(|error| unwritable(error.to_string()))?;
    let mut files = Vec::new();
    let info = pack.join("pack.json");
    if info.symlink_metadata().is_err() {
        let name = pack.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = format!(
            "{{\n  \"name\": \"{name}\",\n  \"title\": \"My changes\",\n  \"version\": \"1\",\n  \"description\": \"Records of other packs as I changed them.\"\n}}\n"
        );
        files.push(Replacement::of_text(&info, &text, Before::Nothing)?);
    }
    let file = pack.join(format!("{}.json", of_type.plural()));
    let (list, before) = match open::whole(&file, FileOrigin::InPack) {
        Ok(list) => (list.clone(), Before::Text(list)),
        Err(_) if file.symlink_metadata().is_err() => ("[]\n".to_owned(), Before::Nothing),
        Err(fault) => return Err(RewriteError::Unwritable { path: fault.file.clone(), reason: fault.message.clone() }),
    };
    let span = list_span(&list, 0).ok_or_else(|| RewriteError::Unwritable {
        path: open::shown(&file),
        reason: "it is no sound list of records; correct it first".to_owned(),
    })?;
    let head = list[..span.end - 1].trim_ascii_end();
    let comma = if head.len() == span.start + 1 { "" } else { "," };
    let changed = format!("{head}{comma}\n{}\n{}", text, &list[span.end - 1..]);
    files.push(Replacement::of_text(&file, &changed, before)?);
    put_all(files)?;
    Ok(RecordOrigin { line: head.matches('\n').count() + 2, file })
}

/// The record as an item of a list that takes the place of one of an earlier pack: a field a line.
pub fn override_of(record: &Record) -> String {
    let text = serde_json::to_string_pretty(record).unwrap_or_default();
    let mut lines: Vec<String> = crate::text::escape_json(&text).lines().map(|line| format!("  {line}")).collect();
    // The file says the type.
    lines.retain(|line| !line.starts_with("    \"type\": "));
    let at = lines.iter().position(|line| line.starts_with("    \"id\": ")).map_or(1, |at| at + 1);
    lines.insert(at, "    \"override\": true,".to_owned());
    lines.join("\n")
}
