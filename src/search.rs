//! Searching: the words of a query matched against the dictionary, the records that hold them scored segment by segment, the
//! best ranked by where their words stand. One way for every archive, however large.

mod alias;
mod annotations;
mod bits;
mod expand;
mod facets;
mod filters;
mod growth;
mod hit;
mod kept;
mod letters;
mod line_filter;
mod matcher;
mod meaning;
mod most;
mod own;
mod phrase;
mod plan;
mod planner;
mod rank;
mod rerank;
mod scorer;
mod scores;
mod top_hits;
pub mod watch;

pub use annotations::Annotations;
use expand::TypedTerm;
pub(crate) use expand::{Expansion, forms_of};
pub use facets::Facets;
pub use growth::Progress;
pub use hit::{Hit, HitBlock, HitSection, Hits, SectionCounts, Tier};
pub use kept::{IndexFile, IndexFolder, KeptCatalogue, MissingIndex};
pub use matcher::Matcher;
pub(crate) use phrase::part_of;
pub(crate) use plan::MatchedTerm;
pub(crate) use top_hits::{Searcher, TopHits};

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use fixedbitset::FixedBitSet;

use crate::archive::{Archive, VolumeEnd, number_in_segment};
use crate::index::{KeptPositions, Positions, Postings, PostingsWriter, TermDictionary, TermMerger};
use crate::record::FieldDeclaration;
use meaning::SenseIndex;
pub use own::OwnSets;

/// Up to so many records it is kept where their words stand, and every hit is ranked by it.
const KEPT: usize = 20_000;

/// Up to so many records are searched within a frame, even the first time.
const QUICK: usize = 4_000;

/// How many terms are remembered: those of the phrase that is being typed.
const REMEMBERED: usize = 32;

/// An archive with what makes it searchable. The index is made when first asked for, so that a browser that is not searched
/// starts without it.
#[derive(Debug)]
pub struct Catalogue {
    /// The records.
    pub archive: Archive,
    facets: Arc<Facets>,
    index: Arc<OnceLock<Index>>,
    sense_index: Arc<OnceLock<SenseIndex>>,
    /// What conditions selected that only the texts of records can tell, by the condition as it is spelled.
    selected: Arc<Mutex<HashMap<String, Arc<FixedBitSet>>>>,
    /// The values of fields of packs’ own, as far as they were asked for.
    own_sets: Arc<Mutex<HashMap<&'static FieldDeclaration, Arc<OwnSets>>>>,
    /// What the reader keeps, where nobody else tells of it: [`Catalogue::annotate`].
    annotations: Arc<Annotations>,
    /// How the last large pack ended, to read on when there is more of it.
    volume_end: Option<Arc<VolumeEnd>>,
}

/// The words of an archive.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub dictionary: Arc<TermDictionary>,
    /// How many records hold each word.
    pub frequency: Arc<Vec<u32>>,
    /// By segment of the archive.
    pub postings: Vec<Arc<Postings>>,
    /// Where words stand in the records that others are found by the names of.
    names: OnceLock<Positions>,
    /// Where words stand in all records of a small archive.
    positions: OnceLock<Positions>,
    expansions_cache: Mutex<Vec<Arc<Expansion>>>,
    /// Whether it was read from a kept file, where the positions then fit it.
    is_kept: bool,
}

impl Index {
    fn new(merger: &TermMerger, postings: Vec<Arc<Postings>>) -> Self {
        let (dictionary, frequency) = (Arc::clone(&merger.dictionary), Arc::clone(&merger.frequency));
        Self { dictionary, frequency, postings, ..Self::default() }
    }

    /// Reads every record of `archive`.
    fn of(archive: &Archive) -> Self {
        let mut merger = TermMerger::new(Arc::default(), Arc::default());
        let mut writer = PostingsWriter::new(0);
        let mut postings = Vec::with_capacity(archive.segments().len());
        for segment in archive.segments() {
            segment.scan(&mut |_| true, &mut |number, record| writer.read(number_in_segment(number), record));
            postings.push(Arc::new(merger.merge(writer.finish())));
        }
        Self::new(&merger, postings)
    }

    /// What a term may mean, if that is remembered: every letter typed asks for the words before it again.
    fn remembered(&self, typed: TypedTerm<'_>) -> Option<Arc<Expansion>> {
        let remembered = self.expansions_cache.lock().ok()?;
        remembered.iter().find(|known| known.typed() == typed).cloned()
    }

    /// Remembers what a term may mean.
    pub fn remember(&self, expansion: &Arc<Expansion>) {
        if let Ok(mut remembered) = self.expansions_cache.lock() {
            if remembered.len() >= REMEMBERED {
                remembered.remove(0);
            }
            remembered.push(Arc::clone(expansion));
        }
    }
}

impl Catalogue {
    /// Takes the archive and groups its records by country, topic and type.
    pub fn new(archive: Archive) -> Self {
        let facets = Arc::new(Facets::new(&archive));
        Self {
            archive,
            facets,
            index: Arc::default(),
            sense_index: Arc::default(),
            selected: Arc::default(),
            own_sets: Arc::default(),
            annotations: Arc::default(),
            volume_end: None,
        }
    }

    /// Another hold on the same.
    fn share(&self) -> Self {
        Self {
            archive: self.archive.clone(),
            facets: Arc::clone(&self.facets),
            index: Arc::clone(&self.index),
            sense_index: Arc::clone(&self.sense_index),
            selected: Arc::clone(&self.selected),
            own_sets: Arc::clone(&self.own_sets),
            annotations: Arc::clone(&self.annotations),
            volume_end: self.volume_end.clone(),
        }
    }

    /// Takes what the reader keeps, for queries that come without it.
    pub fn annotate(&mut self, annotations: Annotations) {
        self.annotations = Arc::new(annotations);
    }

    /// What the reader keeps, if somebody has told.
    pub fn annotations(&self) -> &Arc<Annotations> {
        &self.annotations
    }

    /// The sets of records by country, topic and type.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// Makes ready what a search needs; the first search does so otherwise, and others wait for it.
    pub fn prepare(&self) {
        self.names();
        if self.keeps_positions() {
            self.positions();
        }
    }

    /// How many distinct words the records hold.
    pub fn word_count(&self) -> usize {
        self.index().dictionary.words.len()
    }

    /// What words mean; made on the first call.
    fn senses(&self) -> &SenseIndex {
        let kept = || SenseIndex::kept(&self.archive, self.archive.kept_in()?).ok();
        self.sense_index.get_or_init(|| kept().unwrap_or_else(|| SenseIndex::new(&self.archive)))
    }

    /// The words of the records; read on the first call, which other callers wait for.
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::kept(&self.archive).unwrap_or_else(|| Index::of(&self.archive)))
    }

    /// Where words stand in the records that others are found by the names of.
    pub(crate) fn names(&self) -> &Positions {
        let (archive, index) = (&self.archive, self.index());
        index.names.get_or_init(|| {
            if let Some(kept) = index.kept_positions(archive, KeptPositions::Names) {
                return kept;
            }
            let pinned = archive.segments().iter().flat_map(|segment| segment.pinned());
            let pinned = pinned.filter(|id| !archive.is_replaced(*id));
            Positions::of(archive, &index.dictionary, pinned.map(|id| (id, archive.record(id))))
        })
    }

    /// Where words stand in every record.
    pub(crate) fn positions(&self) -> &Positions {
        let (archive, index) = (&self.archive, self.index());
        let made = || Positions::of(archive, &index.dictionary, archive.all().map(|id| (id, archive.record(id))));
        index.positions.get_or_init(|| index.kept_positions(archive, KeptPositions::All).unwrap_or_else(made))
    }

    /// Likewise, if it is at hand: somebody has asked for it before, or it was kept between runs.
    pub(crate) fn known_positions(&self) -> Option<&Positions> {
        let index = self.index();
        if index.is_kept { Some(self.positions()) } else { index.positions.get() }
    }

    /// Whether it is kept where the words of every record stand.
    pub(crate) fn keeps_positions(&self) -> bool {
        self.archive.len() <= KEPT
    }

    /// Whether the words of the records have been read, by a search or to be kept.
    pub fn is_indexed(&self) -> bool {
        self.index.get().is_some()
    }

    /// Whether answers may take longer than a frame.
    pub fn is_large(&self) -> bool {
        self.archive.len() > QUICK
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::catalogue_of_event;
