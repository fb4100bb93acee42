//! Searching: words matched against the dictionary, the records that hold them scored segment by segment, the best ranked.

mod alias;
mod bits;
mod evaluate;
mod expand;
mod facets;
mod filters;
mod growth;
mod matcher;
mod phrase;
mod plan;
mod rank;
mod rerank;
mod scorer;
mod scores;
pub(crate) mod top_hits;
pub mod watch;

pub(crate) use evaluate::{ClauseMatches, Evaluator, MatchedTerm};
pub(crate) use expand::Expansion;
pub use facets::Facets;
pub use growth::Progress;
pub use matcher::Matcher;
pub(crate) use phrase::part_of;
pub(crate) use rank::rank;
pub use rank::{Hit, Hits, Tier};

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, Id};
use crate::index::Positions;
use growth::Volumes;

/// An archive with what makes it searchable. The word index is made when first asked for, so that a browser that is
/// not searched starts without it.
#[derive(Debug)]
pub struct Catalogue {
    /// The records.
    pub archive: Archive,
    facets: Arc<Facets>,
    index: Arc<OnceLock<Positions>>,
    pub(crate) volumes: Volumes,
    /// What conditions that only the texts of volumes can tell selected, by the condition as it is spelled.
    scanned: Arc<Mutex<HashMap<String, Arc<FixedBitSet>>>>,
    /// The records on the reader's shelf, where nobody else tells of them: [`Catalogue::mark`].
    pub(crate) marked: Arc<HashSet<Id>>,
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
    pub fn index(&self) -> &Positions {
        self.index.get_or_init(|| Positions::new(&self.archive))
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
