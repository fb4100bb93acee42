//! The records of several packs in one list: each id once, or replaced with the author's word.

use std::collections::HashMap;

use super::diagnostic::{Code, Diagnostic};
use super::link::Dropped;
use super::pack::Places;
use super::{ArchiveError, Id, Pack, PackInfo};
use crate::record::Record;

/// A record's pack, and its number there.
type Origin = (u16, u32);

pub(super) struct Gathered {
    pub infos: Vec<PackInfo>,
    pub records: Vec<Record>,
    pub ids: HashMap<String, Id>,
    pub origins: Vec<Origin>,
    /// Where the records stand; only if a pack is incomplete.
    pub partial: Option<Partial>,
}

/// The places of the records of packs, kept when some pack is incomplete.
pub(super) struct Partial(Vec<(bool, Pack)>);

impl Partial {
    pub(super) fn of(&self, origin: Origin) -> bool {
        self.0[usize::from(origin.0)].0
    }

    /// The dropped link as a warning to its author.
    pub(super) fn told(&self, origin: Origin, records: &[Record], dropped: Dropped) -> Diagnostic {
        let (file, line) = self.0[usize::from(origin.0)].1.file_and_line(origin.1 as usize).unwrap_or_default();
        let message = format!("{} names “{}”, which is not there; the link is left out", dropped.field, dropped.name);
        let help = "correct the lines that were left out, then the id";
        let mut told = Diagnostic::of_file(&file, Code::Dangling, message, help).warning();
        told.line = Some(line);
        told.record = Some(records[dropped.from.index()].id().to_owned());
        told
    }
}

/// Puts the records of `packs` one after the other; one that takes another's place stands there.
pub(super) fn gather(packs: Vec<Pack>) -> Result<Gathered, ArchiveError> {
    let count: usize = packs.iter().map(|pack| pack.records.len()).sum();
    let mut gathered = Gathered {
        infos: Vec::with_capacity(packs.len()),
        records: Vec::with_capacity(count),
        ids: HashMap::with_capacity(count * 2),
        origins: Vec::with_capacity(count),
        partial: None,
    };
    let mut emptied: Vec<Pack> = Vec::with_capacity(packs.len());
    for mut pack in packs {
        if gathered.infos.iter().any(|info| info.name == pack.info.name) {
            return Err(ArchiveError::SamePack { name: pack.info.name });
        }
        gathered.infos.push(pack.info.clone());
        let number = u16::try_from(emptied.len()).unwrap_or(u16::MAX);
        let records = std::mem::take(&mut pack.records);
        emptied.push(pack);
        for (at, record) in records.into_iter().enumerate() {
            let origin = (number, u32::try_from(at).unwrap_or(u32::MAX));
            gathered.add(record, origin, &emptied)?;
        }
    }
    if emptied.iter().any(|pack| pack.partial) {
        gathered.partial = Some(Partial(emptied.into_iter().map(|pack| (pack.partial, pack)).collect()));
    }
    Ok(gathered)
}

impl Gathered {
    fn add(&mut self, record: Record, origin: Origin, packs: &[Pack]) -> Result<(), ArchiveError> {
        let replaces = packs[usize::from(origin.0)].overrides.binary_search(&origin.1).is_ok();
        let earlier = self.ids.get(record.id()).copied().filter(|_| replaces);
        let earlier = earlier.filter(|id| self.origins[id.index()].0 != origin.0);
        let id = match earlier {
            Some(id) => {
                let old = &self.records[id.index()];
                let refuse = |reason| {
                    let first = self.place(id, packs);
                    let second = packs[usize::from(origin.0)].place(origin.1 as usize, &record);
                    Err(ArchiveError::Override { id: record.id().to_owned(), first, second, reason })
                };
                if old.record_type() != record.record_type() {
                    return refuse("they are of different types");
                }
                if old.id() != record.id() {
                    return refuse("there it is only another name of a record; use that record's own id");
                }
                id
            }
            None => Id(u32::try_from(self.records.len()).unwrap_or(u32::MAX)),
        };
        for name in std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)) {
            if let Some(other) = self.ids.insert(name.to_owned(), id).filter(|&other| other != id || earlier.is_none()) {
                let first = self.place(other, packs);
                let second = packs[usize::from(origin.0)].place(origin.1 as usize, &record);
                return Err(ArchiveError::SameId { id: name.to_owned(), first, second });
            }
        }
        match earlier {
            Some(id) => {
                self.records[id.index()] = record;
                self.origins[id.index()] = origin;
            }
            None => {
                self.records.push(record);
                self.origins.push(origin);
            }
        }
        Ok(())
    }

    /// Where the record stands; a record that is about to be added, and names itself twice, is not there yet.
    fn place(&self, id: Id, packs: &[Pack]) -> String {
        match (self.origins.get(id.index()), self.records.get(id.index())) {
            (Some(&(pack, number)), Some(record)) => packs[usize::from(pack)].place(number as usize, record),
            _ => "the record itself".to_owned(),
        }
    }
}

impl Pack {
    fn file_and_line(&self, number: usize) -> Option<(String, usize)> {
        let Places::Files { files, lines } = &self.places else { return None };
        let file = files.partition_point(|(_, first)| *first as usize <= number).checked_sub(1)?;
        Some((files.get(file)?.0.clone(), *lines.get(number)? as usize))
    }

    /// Where record `number` stands, in words: "mine/events.json, line 3".
    fn place(&self, number: usize, record: &Record) -> String {
        if let Places::Bundled = self.places {
            return super::bundled::place(record.record_type(), record.id());
        }
        match self.file_and_line(number) {
            Some((file, line)) => format!("{file}, line {line}"),
            None => format!("the pack “{}”", self.info.name),
        }
    }
}
