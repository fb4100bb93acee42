//! Which records a name in a query means: by id, by any name in any script, or by the beginning of one.

use crate::archive::{Archive, Id};
use crate::record::{Field, Record, RecordType};
use crate::text;

/// So many records of a type are named where one was not understood.
const LISTED: usize = 40;

/// The countries that `value` names: a code, `ca5` (the five), `all6` (with Japan), or a name in any script.
///
/// # Errors
/// A message with the nearest name when there is none.
pub fn countries(archive: &Archive, value: &str) -> Result<Vec<Id>, String> {
    let group: &[&str] = match value.to_ascii_lowercase().as_str() {
        "ca5" => &["KZ", "KG", "TJ", "TM", "UZ"],
        "all6" => &["JP", "KZ", "KG", "TJ", "TM", "UZ"],
        _ => &[],
    };
    let group: Vec<Id> = group.iter().filter_map(|code| archive.id(code)).collect();
    if group.is_empty() { named(archive, RecordType::Country, value) } else { Ok(group) }
}

/// The records of one type that `value` names: by id or alias, else by a whole name, else by the beginning of a word of
/// one, else by a whole name or word under its romanisation key.
///
/// # Errors
/// A message with the nearest name when there is none.
pub fn named(archive: &Archive, of_type: RecordType, value: &str) -> Result<Vec<Id>, String> {
    if let Some(id) = archive.id(value).filter(|&id| archive.record(id).record_type() == of_type) {
        return Ok(vec![id]);
    }
    let spaced = |name: &str| name.replace(['_', '-'], " ");
    let wanted = text::fold(spaced(value).trim());
    let key = text::romanise(&wanted).filter(|key| key.len() >= 3);
    let candidates = archive.of_type(of_type);
    let ways: [&dyn Fn(&str) -> bool; 3] = [
        &|name| name == wanted,
        &|name| !wanted.is_empty() && (name.starts_with(&wanted) || name.split(' ').any(|word| word.starts_with(&wanted))),
        &|name| key.is_some() && (text::romanise(name) == key || name.split(' ').any(|word| text::romanise(word) == key)),
    ];
    let mut folded: Vec<(Id, String)> = Vec::new();
    for &id in candidates {
        each_name(archive.record(id), &mut |name| folded.push((id, text::fold(&spaced(name)))));
    }
    for fits in ways {
        let mut found: Vec<Id> = folded.iter().filter(|(_, name)| fits(name)).map(|&(id, _)| id).collect();
        found.dedup();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let ids = || candidates.iter().map(|&id| archive.record(id).id());
    let near = text::did_you_mean(value, ids().chain(candidates.iter().map(|&id| archive.record(id).title())));
    // A short list is its own help.
    let all = || {
        (!candidates.is_empty() && candidates.len() <= LISTED)
            .then(|| format!("the {} are {}", of_type.plural(), ids().collect::<Vec<_>>().join(", ")))
    };
    let help = near.or_else(all).map_or_else(String::new, |help| format!("; {help}"));
    Err(format!("no {} {}{help}", of_type.name(), text::quote(value)))
}

pub(super) fn each_name<'a>(record: &'a Record, visit: &mut dyn FnMut(&'a str)) {
    record.texts(&mut |field, text| {
        if field == Field::Title {
            visit(text);
        }
    });
}
