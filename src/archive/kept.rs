//! An archive in a kept file: its segments, and what lies between them. The texts of small packs are written with it; those of
//! large ones stay in their files.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::links::Replaced;
use super::segment::{Segment, SegmentFacts, Store};
use super::thesaurus::Thesaurus;
use super::{Archive, Id, PackInfo, Volume};
use crate::kept::{KeptFile, KeptText, KeptWriter, Unusable};
use crate::record::{Concept, RecordType};

/// What is written of an archive beside its lists.
#[derive(Debug, Serialize, Deserialize)]
struct ArchiveFacts {
    packs: Vec<PackInfo>,
    /// Those of them that somebody has asked for.
    asked_for: Vec<usize>,
    segments: Vec<(SegmentFacts, usize, StoreFacts)>,
    /// Records, each with the one whose place it has taken.
    replaced: Vec<(u32, u32)>,
    has_bundled_concepts: bool,
    concepts: Option<Vec<Concept>>,
}

/// Where the texts of a segment lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum StoreFacts {
    /// In the kept file: the text of this number.
    Text(usize),
    /// In the large pack of this number, of those that were read.
    Volume(usize),
}

impl Archive {
    /// Writes the archive; `volumes` are its large packs, in their order.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn keep(&self, volumes: &[Arc<Volume>], to: &mut KeptWriter) -> io::Result<()> {
        let mut packs = self.packs.clone();
        let mut texts: Vec<&Store> = Vec::new();
        let mut segments = Vec::with_capacity(self.segments.len());
        for segment in &self.segments {
            let store = match &segment.store {
                text @ (Store::Bytes(_) | Store::Kept(_)) => StoreFacts::Text(at(&mut texts, text, Store::is_same)),
                Store::File(volume) => {
                    let known = volumes.iter().position(|known| Arc::ptr_eq(known, volume));
                    StoreFacts::Volume(known.ok_or_else(|| io::Error::other("a large pack that was not named"))?)
                }
            };
            let pack = packs.iter().position(|known| Arc::ptr_eq(known, &segment.info)).unwrap_or_else(|| {
                packs.push(Arc::clone(&segment.info));
                packs.len() - 1
            });
            segments.push((segment.facts(), pack, store));
        }
        let facts = ArchiveFacts {
            asked_for: (0..self.packs.len()).collect(),
            packs: packs.iter().map(|pack| PackInfo::clone(pack)).collect(),
            segments,
            replaced: self.replaced.pairs().map(|(new, old)| (new.0, old.0)).collect(),
            has_bundled_concepts: self.thesaurus.is_bundled,
            concepts: self.thesaurus.all.as_deref().cloned(),
        };
        to.text("archive", 0, &serde_json::to_vec(&facts).map_err(io::Error::other)?)?;
        for (n, text) in texts.iter().enumerate() {
            match text {
                Store::Bytes(text) => to.text("text", n, text.as_bytes())?,
                Store::Kept(text) => to.text("text", n, text.whole().as_bytes())?,
                Store::File(_) => {}
            }
        }
        for (n, segment) in self.segments.iter().enumerate() {
            segment.keep(n, to)?;
        }
        for of_type in RecordType::ALL {
            to.each("listed", of_type as usize, self.of_type(of_type).iter().map(|id| id.0))?;
        }
        Ok(())
    }

    /// The archive of a kept file, whose large packs are `volumes`.
    ///
    /// # Errors
    /// When it does not hold one that hangs together.
    pub(crate) fn kept(from: &Arc<KeptFile>, volumes: &[Arc<Volume>]) -> Result<Self, Unusable> {
        let facts: ArchiveFacts = serde_json::from_str(&from.text("archive", 0)?).map_err(|_| Unusable)?;
        let packs: Vec<Arc<PackInfo>> = facts.packs.into_iter().map(Arc::new).collect();
        let lengths = (0..facts.segments.len()).map(|n| from.count("types", n)).sum::<Result<usize, Unusable>>()?;
        let end = u32::try_from(lengths).map_err(|_| Unusable)?;
        let mut texts: Vec<Arc<KeptText>> = Vec::new();
        while let Ok(text) = from.parts_of_text("text", texts.len()) {
            texts.push(Arc::new(text));
        }
        let mut segments: Vec<Arc<Segment>> = Vec::with_capacity(facts.segments.len());
        for (n, (own, pack, store)) in facts.segments.into_iter().enumerate() {
            let store = match store {
                StoreFacts::Text(text) => Store::Kept(Arc::clone(texts.get(text).ok_or(Unusable)?)),
                StoreFacts::Volume(volume) => Store::File(Arc::clone(volumes.get(volume).ok_or(Unusable)?)),
            };
            let pack = Arc::clone(packs.get(pack).ok_or(Unusable)?);
            let segment = Segment::kept(own, store, pack, (n, end), from)?;
            if segment.first() != segments.last().map_or(0, |before| before.numbers().end) {
                return Err(Unusable);
            }
            segments.push(Arc::new(segment));
        }
        let mut replaced = Replaced::default();
        for (new, old) in facts.replaced {
            // Each stands in the place of an earlier one, so that no two follow each other in a circle.
            if old >= new || new >= end {
                return Err(Unusable);
            }
            replaced.note(Id(new), Id(old));
        }
        let mut by_type: [Vec<Id>; RecordType::ALL.len()] = std::array::from_fn(|_| Vec::new());
        for of_type in RecordType::ALL {
            let listed: Vec<u32> = from.column("listed", of_type as usize, u64::from(end))?;
            by_type[of_type as usize] = listed.into_iter().map(Id).collect();
        }
        let asked_for = facts.asked_for.iter().map(|&pack| packs.get(pack).cloned());
        Ok(Self {
            packs: asked_for.collect::<Option<_>>().ok_or(Unusable)?,
            segments,
            replaced: Arc::new(replaced),
            by_type: Arc::new(by_type),
            thesaurus: Thesaurus { is_bundled: facts.has_bundled_concepts, all: facts.concepts.map(Arc::new) },
            today: None,
            kept: Some(Arc::clone(from)),
        })
    }

    /// The file from which it was read; none if it has changed since.
    pub(crate) fn kept_in(&self) -> Option<&Arc<KeptFile>> {
        self.kept.as_ref()
    }

    /// Its large packs, each once, in their order.
    pub(crate) fn volumes(&self) -> Vec<Arc<Volume>> {
        let mut volumes: Vec<Arc<Volume>> = Vec::new();
        for segment in &self.segments {
            if let Store::File(volume) = &segment.store
                && !volumes.iter().any(|known| Arc::ptr_eq(known, volume))
            {
                volumes.push(Arc::clone(volume));
            }
        }
        volumes
    }
}

impl Store {
    /// Whether both are the same text.
    fn is_same(one: &Self, other: &Self) -> bool {
        match (one, other) {
            (Self::Bytes(one), Self::Bytes(other)) => Arc::ptr_eq(one, other),
            (Self::Kept(one), Self::Kept(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// The place of what is the same as `wanted` in a list; it is added if it is not there.
fn at<'t, T>(list: &mut Vec<&'t T>, wanted: &'t T, is_same: impl Fn(&T, &T) -> bool) -> usize {
    list.iter().position(|known| is_same(known, wanted)).unwrap_or_else(|| {
        list.push(wanted);
        list.len() - 1
    })
}
