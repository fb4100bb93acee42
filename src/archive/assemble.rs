//! Packs in memory made into one archive, strictly: each id once or replaced with the author's word, and no link to nowhere.

use std::ops::Range;
use std::sync::Arc;

use super::chunk::{Chunk, MOST};
use super::diagnostic::{Code, Diagnostic};
use super::pack::Origins;
use super::segment::Store;
use super::thesaurus::gather;
use super::writer::{ArchiveWriter, Conflict, OpenLink, Refused};
use super::{Archive, ArchiveError, Id, Pack, number};
use crate::record::Record;
use crate::text::did_you_mean;

/// The records of `packs`, linked; and the links that were dropped because lines of a JSON Lines pack were left out.
pub(super) fn assemble(mut packs: Vec<Pack>) -> Result<(Archive, Vec<Diagnostic>), ArchiveError> {
    let (thesaurus, mut dropped) = gather(&mut packs)?;
    let mut writer = ArchiveWriter::new(Archive::default());
    let mut read: Vec<(Range<usize>, Pack)> = Vec::with_capacity(packs.len());
    for mut pack in packs {
        if writer.archive.packs().iter().any(|info| info.name == pack.info.name) {
            return Err(ArchiveError::SamePack { name: pack.info.name });
        }
        let first = writer.archive.end();
        let info = writer.begin(pack.info.clone());
        let text = Arc::new(std::mem::take(&mut pack.text));
        let starts = std::mem::take(&mut pack.starts);
        let mut records = std::mem::take(&mut pack.records).into_iter().enumerate();
        let count = records.len();
        read.push((first..first + count, pack));
        let overrides = &read[read.len() - 1].1.overrides;
        let mut at = 0;
        while at < count {
            let end = count.min(at + MOST);
            let to = starts.get(end).copied().unwrap_or_else(|| number(text.len()));
            let own = records.by_ref().take(end - at);
            let own = own.map(|(n, record)| (starts[n], record, overrides.binary_search(&number(n)).is_ok()));
            let left_out = writer.take(Store::Bytes(Arc::clone(&text)), Arc::clone(&info), Chunk::of(own, to));
            if let Some(first) = left_out.first() {
                return Err(refused(&writer.archive, &read, first));
            }
            at = end;
        }
    }
    writer.archive.thesaurus = thesaurus;
    for open in writer.close(None) {
        let (range, pack) = pack_of(&read, open.from);
        if !pack.partial {
            return Err(dangling(&writer.archive, &open));
        }
        dropped.push(left_off(&writer.archive, pack, open.from.index() - range.start, &open));
    }
    Ok((writer.archive(), dropped))
}

fn pack_of(read: &[(Range<usize>, Pack)], id: Id) -> &(Range<usize>, Pack) {
    &read[read.partition_point(|(range, _)| range.end <= id.index())]
}

/// Where the record stands, in words: "mine/events.json, line 3".
fn place(archive: &Archive, read: &[(Range<usize>, Pack)], id: Id) -> String {
    let (range, pack) = pack_of(read, id);
    match (&pack.places, pack.file_and_line(id.index() - range.start)) {
        (Origins::Bundled, _) => {
            stored(archive, id).map_or_else(String::new, |record| super::bundled::place(record.record_type(), record.id()))
        }
        (_, Some((file, line))) => format!("{file}, line {line}"),
        (_, None) => format!("the pack “{}”", pack.info.name),
    }
}

/// The record as its text has it, whether or not it was left out.
fn stored(archive: &Archive, id: Id) -> Option<Record> {
    let (segment, number) = archive.segment_of(id)?;
    segment.stored(number)
}

fn refused(archive: &Archive, read: &[(Range<usize>, Pack)], left_out: &Refused) -> ArchiveError {
    let (own, other) = (stored(archive, left_out.id), stored(archive, left_out.other));
    let second = place(archive, read, left_out.id);
    let first = if left_out.id == left_out.other { "the record itself".to_owned() } else { place(archive, read, left_out.other) };
    let names = |record: &Record| -> Vec<String> {
        std::iter::once(record.id().to_owned()).chain(record.aliases().iter().cloned()).collect()
    };
    let (own, other) = (own.as_ref().map(names).unwrap_or_default(), other.as_ref().map(names).unwrap_or_default());
    let shared = if left_out.id == left_out.other {
        own.iter().enumerate().find(|(at, name)| own[..*at].contains(name)).map(|(_, name)| name)
    } else {
        own.iter().find(|name| other.contains(name))
    };
    let id = shared.or(own.first()).cloned().unwrap_or_default();
    match left_out.why {
        Conflict::SameName => ArchiveError::SameId { id, first, second },
        Conflict::Override(reason) => ArchiveError::Override { id, first, second, reason },
    }
}

fn dangling(archive: &Archive, open: &OpenLink) -> ArchiveError {
    let record = archive.record(open.from);
    let names = || {
        archive.all().flat_map(|id| {
            let record = archive.record(id);
            std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str))
        })
    };
    let near = did_you_mean(&open.name, names()).map_or_else(String::new, |near| format!("; {near}"));
    ArchiveError::Dangling {
        record: format!("{} “{}”", record.record_type().name(), record.id()),
        field: open.relation.field(),
        target: open.name.clone(),
        wanted: open.relation.targets().first().map_or("record", |of_type| of_type.name()),
        near,
    }
}

/// The dropped link as a warning to its author.
fn left_off(archive: &Archive, pack: &Pack, number: usize, open: &OpenLink) -> Diagnostic {
    let (file, line) = pack.file_and_line(number).unwrap_or_default();
    let message = format!("{} names “{}”, which is not there; the link is left out", open.relation.field(), open.name);
    let help = "correct the lines that were left out, then the id";
    let mut warning = Diagnostic::of_file(&file, Code::Dangling, message, help).warning();
    warning.line = Some(line);
    warning.record = Some(archive.record(open.from).id().to_owned());
    warning
}
