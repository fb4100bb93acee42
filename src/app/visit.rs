//! What is new since the last visit: records that were not there, or said something else, when their pack was last left. At a
//! first visit nothing is new.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::App;
use crate::archive::{Archive, Id};
use crate::keys::Action;
use crate::shelf::{Visit, Visits};

/// Of a pack with more records it is kept only whether it is the same.
const MOST: usize = 5_000;

/// The search that selects what is new to the reader.
const NEW: &str = "is:new";

/// A number for the whole of a pack, as visits have it.
fn whole(archive: &Archive, pack: &str) -> String {
    format!("{:016x}", archive.fingerprint_of_pack(pack))
}

/// The records that are new to whoever left the packs so.
pub(super) fn news(archive: &Archive, visits: &Visits) -> HashSet<Id> {
    let mut new = HashSet::new();
    for pack in archive.packs() {
        let Some(visit) = visits.packs.get(&pack.name).filter(|visit| !visit.records.is_empty()) else { continue };
        if visit.whole != whole(archive, &pack.name) && archive.of_pack(&pack.name).nth(MOST).is_none() {
            new.extend(archive.of_pack(&pack.name).filter(|&id| !visit.records.contains(&archive.fingerprint(id))));
        }
    }
    new
}

impl App {
    /// Takes how the packs were last left.
    pub fn revisit(&mut self, visits: Visits) {
        self.shelf.visits = visits;
        self.shelf.find_records(&self.catalogue.archive);
        self.settle();
    }

    /// How the packs were last left, and those that are left otherwise now.
    pub fn visits(&self) -> (&Visits, Visits) {
        let (archive, before) = (self.archive(), &self.shelf.visits);
        let mut packs = BTreeMap::new();
        for pack in archive.packs() {
            let whole = whole(archive, &pack.name);
            if before.packs.get(&pack.name).is_none_or(|before| before.whole != whole) {
                let few = archive.of_pack(&pack.name).nth(MOST).is_none();
                let records: BTreeSet<u64> =
                    archive.of_pack(&pack.name).filter(|_| few).map(|id| archive.fingerprint(id)).collect();
                packs.insert(pack.name.clone(), Visit { whole, records });
            }
        }
        (before, Visits { packs })
    }

    /// Shows what is new since the last visit as results.
    pub(super) fn show_news(&mut self) {
        let all = self.shelf.annotations.new.len();
        if all == 0 {
            let marks = self.keymap.hint(Action::Marks);
            return self.say(format!("nothing is new or changed since your last visit; {marks} shows what is marked"));
        }
        self.show_kept(NEW, all, "new");
    }
}
