//! The query and what it selects: filters and words in, [`View`] out; equal in, equal out.
//!
//! A word is matched against the vocabulary, not the texts; the records that hold a matched word come from its postings
//! and are then ranked. One engine serves the screen and the command line.

mod alias;
mod amend;
mod evaluate;
mod expand;
mod facets;
mod filter;
mod grammar;
pub mod help;
mod index;
mod interpret;
pub mod kwic;
mod lit;
mod matcher;
mod pattern;
mod postings;
mod rank;
mod row;
mod sweep;
mod tally;
mod view;
mod volumes;

pub use facets::Facets;
pub use filter::{Attribute, Filter, Link, Name, Span, event_kind};
pub use grammar::{
    Candidate, Completions, Fields, Hint, LONGEST, Mark, Node, Parsed, Row, Sort, Term, completions, countries, named,
};
pub use index::Index;
pub use lit::Lit;
pub use matcher::Matcher;
pub use rank::{Hit, Hits, Tier};
pub use tally::{Count, Matrix, Tally};
pub use view::{Correction, Query, View, Without};
pub use volumes::Progress;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id};
use volumes::Volumes;

/// An archive with what makes it searchable. The word index is made when first asked for, so that a browser that is
/// not searched starts without it.
#[derive(Debug)]
pub struct Catalogue {
    /// The records.
    pub archive: Archive,
    facets: Arc<Facets>,
    index: Arc<OnceLock<Index>>,
    volumes: Volumes,
    /// What conditions that only the texts of volumes can tell selected, by the condition as it is spelled.
    scanned: Arc<Mutex<HashMap<String, Arc<FixedBitSet>>>>,
    /// The records on the reader's shelf, where nobody else tells of them: [`Catalogue::mark`].
    marked: Arc<HashSet<Id>>,
}

impl Catalogue {
    /// Takes the archive and groups its records by country, topic and type.
    pub fn new(archive: Archive) -> Self {
        let facets = Arc::new(Facets::new(&archive));
        let (index, volumes) = (Arc::default(), Volumes::default());
        Self { archive, facets, index, volumes, scanned: Arc::default(), marked: Arc::default() }
    }

    /// Another hold on the same.
    fn share(&self) -> Self {
        Self {
            archive: self.archive.clone(),
            facets: Arc::clone(&self.facets),
            index: Arc::clone(&self.index),
            volumes: self.volumes.clone(),
            scanned: Arc::clone(&self.scanned),
            marked: Arc::clone(&self.marked),
        }
    }

    /// Takes the marks of the reader's shelf, by ids of records, for `is:marked` in queries that come without their own.
    pub fn mark(&mut self, ids: impl IntoIterator<Item = String>) {
        self.marked = Arc::new(ids.into_iter().filter_map(|id| self.archive.id(&id)).collect());
    }

    /// The sets of records by country, topic and type.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// The word index of the records in memory; made on the first call, which other callers wait for.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.archive))
    }

    /// Whether answers may take longer than a frame: some records lie in volumes.
    pub fn is_large(&self) -> bool {
        !self.archive.segments().is_empty()
    }
}

/// A catalogue of one event.
#[cfg(test)]
pub(crate) fn catalogue_of_event(title: &str, summary: &str, notes: &[String]) -> Catalogue {
    use crate::archive::{Pack, PackText};
    use crate::record::RecordType;
    let event = serde_json::json!([{
        "id": "event", "title": title, "date": "2025-03-14", "kind": "visit", "summary": summary, "notes": notes,
    }]);
    let info = r#"{"name": "own", "title": "Own", "version": "1"}"#;
    let text = PackText { info, files: &[(RecordType::Event, &event.to_string())] };
    Catalogue::new(Archive::new(vec![Pack::read(&text).expect("a pack")]).expect("an archive"))
}
