//! What the checker keeps of the records that it has met: their ids, and where they stand.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::archive::Pack;
use crate::record::{Day, Record, RecordType};

/// A record whose id is known.
#[derive(Clone, Copy)]
pub(super) struct KnownRecord {
    pub of_type: RecordType,
    /// The pack, by its place among the paths.
    pub pack: usize,
    pub file: usize,
    pub line: usize,
    /// Whether the id is an alias.
    pub alias: bool,
    /// Whether it is an outcome that stands inside another record.
    pub is_made: bool,
    /// The first day that it can touch, of what outcomes come from.
    pub first: Option<Day>,
}

/// The name of the bundled pack and the ids in it.
pub(super) fn bundled_ids() -> &'static (String, HashMap<String, KnownRecord>) {
    static IDS: OnceLock<(String, HashMap<String, KnownRecord>)> = OnceLock::new();
    IDS.get_or_init(|| {
        let Ok(pack) = Pack::bundled() else { return Default::default() };
        let mut ids = HashMap::new();
        for record in &pack.records {
            let (of_type, first) = (record.record_type(), first_day(record));
            let (pack, file) = (usize::MAX, usize::MAX);
            let known = KnownRecord { of_type, pack, file, line: 0, alias: false, is_made: false, first };
            ids.insert(record.id().to_owned(), known);
            ids.extend(record.aliases().iter().map(|alias| (alias.clone(), KnownRecord { alias: true, ..known })));
        }
        (pack.info.name, ids)
    })
}

/// The first day of a record from which outcomes come.
pub(super) fn first_day(record: &Record) -> Option<Day> {
    let is_origin = matches!(record, Record::Event(_) | Record::Document(_) | Record::Project(_));
    record.date().filter(|_| is_origin).map(|date| date.first())
}
