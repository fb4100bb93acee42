//! A catalogue in a kept file: the archive and everything that makes it searchable. What of it cannot be used is made again from
//! the records.

mod folder;
mod stamp;

pub use folder::{IndexFile, IndexFolder, KeptCatalogue, MissingIndex};

use std::io;
use std::sync::{Arc, OnceLock};

use super::{Catalogue, Facets, Index};
use crate::archive::{Archive, Volume, VolumeEnd};
use crate::index::{KeptPositions, Positions, Postings, TermDictionary};
use crate::kept::{KeptFile, KeptWriter, Unusable};

impl Catalogue {
    /// Writes the catalogue, with its index, which is made if nobody has asked for it yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn keep(&self, to: &mut KeptWriter) -> io::Result<()> {
        self.prepare();
        self.archive.keep(&self.archive.volumes(), to)?;
        self.facets.keep(to)?;
        to.text("volume end", 0, &serde_json::to_vec(&self.volume_end.as_deref()).map_err(io::Error::other)?)?;
        let index = self.index();
        index.dictionary.keep(to)?;
        to.column("frequency", 0, &index.frequency)?;
        for (n, postings) in index.postings.iter().enumerate() {
            postings.keep(n, to)?;
        }
        self.senses().keep(to)?;
        self.names().keep(KeptPositions::Names, to)?;
        if self.keeps_positions() {
            self.positions().keep(KeptPositions::All, to)?;
        }
        Ok(())
    }

    /// The catalogue of a kept file, whose large packs are `volumes`.
    ///
    /// # Errors
    /// When the file does not hold one that hangs together.
    pub(super) fn kept(from: &Arc<KeptFile>, volumes: &[Arc<Volume>]) -> Result<Self, Unusable> {
        let archive = Archive::kept(from, volumes)?;
        let facets = Arc::new(Facets::kept(&archive, from)?);
        let end = from.text("volume end", 0)?;
        let volume_end = serde_json::from_str::<Option<VolumeEnd>>(&end).map_err(|_| Unusable)?.map(Arc::new);
        // That it has an index; what is wrong inside that one is seen when it is read.
        from.count("frequency", 0)?;
        Ok(Self {
            facets,
            archive,
            index: Arc::new(OnceLock::new()),
            sense_index: Arc::default(),
            selected: Arc::default(),
            own_sets: Arc::default(),
            annotations: Arc::default(),
            volume_end,
        })
    }
}

impl Index {
    /// The index that was kept of an archive, if it can be used.
    pub(super) fn kept(archive: &Archive) -> Option<Self> {
        let from = archive.kept_in()?;
        let dictionary = TermDictionary::kept(from).ok()?;
        let words = dictionary.words.len();
        let frequency: Vec<u32> = from.column("frequency", 0, u64::MAX).ok().filter(|list: &Vec<u32>| list.len() == words)?;
        let segments = archive.segments().iter().enumerate();
        let postings = segments.map(|(n, segment)| Postings::kept(n, segment.len(), words, from).ok().map(Arc::new));
        let postings = postings.collect::<Option<Vec<_>>>()?;
        Some(Self {
            dictionary: Arc::new(dictionary),
            frequency: Arc::new(frequency),
            postings,
            is_kept: true,
            ..Self::default()
        })
    }

    /// The positions that were kept with the index, if they can be used.
    pub(super) fn kept_positions(&self, archive: &Archive, which: KeptPositions) -> Option<Positions> {
        let from = archive.kept_in().filter(|_| self.is_kept)?;
        Positions::kept(which, archive.end(), from).ok()
    }
}

#[cfg(test)]
mod tests;
