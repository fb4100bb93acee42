//! Where records stand in a dossier: the names of places that links lead to.

use std::collections::HashMap;

use crate::archive::{Archive, Id};

/// The place of each record of a dossier.
#[derive(Debug, Clone, Default)]
pub struct Anchors(HashMap<Id, String>);

impl Anchors {
    /// Places for the records `ids`, in their order. An id of letters, digits and hyphens is its own place, so that a link to it lasts;
    /// any other has a number.
    pub fn new(archive: &Archive, ids: &[Id]) -> Self {
        let plain = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let place = |(n, &id): (usize, &Id)| {
            let name = archive.record(id).id();
            (id, if plain(name) { format!("r-{name}") } else { format!("n-{}", n + 1) })
        };
        Self(ids.iter().enumerate().map(place).collect())
    }

    /// The place of a record, if the dossier has it.
    pub fn of(&self, id: Id) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }
}
