//! The sets of records in a kept file.

use std::io;

use fixedbitset::FixedBitSet;

use super::{Facets, Members, union};
use crate::archive::{Archive, Id};
use crate::kept::{KeptFile, KeptWriter, Unusable};
use crate::record::{EventKind, RecordType};

/// Bits of a block of a set.
const BLOCK: usize = 64;

impl Facets {
    /// Writes the sets.
    pub(in crate::search) fn keep(&self, to: &mut KeptWriter) -> io::Result<()> {
        for (n, set) in self.by_type.iter().enumerate() {
            to.each("of type", n, blocks(set))?;
        }
        let kinds: Vec<EventKind> = self.all_kinds();
        to.text("kinds of events", 0, &serde_json::to_vec(&kinds).map_err(io::Error::other)?)?;
        for (n, (_, members)) in self.by_kind.iter().enumerate() {
            members.keep("of kind", n, to)?;
        }
        let mut facets: Vec<Id> = self.by_link.keys().copied().collect();
        facets.sort_unstable();
        to.each("facets", 0, facets.iter().map(|id| id.0))?;
        for (n, facet) in facets.iter().enumerate() {
            self.by_link[facet].keep("of facet", n, to)?;
        }
        Ok(())
    }

    /// The sets of a kept file of this archive.
    ///
    /// # Errors
    /// When the file does not hold any that fit.
    pub(in crate::search) fn kept(archive: &Archive, from: &KeptFile) -> Result<Self, Unusable> {
        let size = archive.end();
        let by_type = (0..RecordType::ALL.len()).map(|n| set("of type", n, size, from));
        let by_type = by_type.collect::<Result<Vec<FixedBitSet>, Unusable>>()?;
        let kinds: Vec<EventKind> = serde_json::from_str(&from.text("kinds of events", 0)?).map_err(|_| Unusable)?;
        let declared = |kind: EventKind| {
            let own = archive.packs().iter().map(|pack| pack.declared(kind));
            own.into_iter().find(|own| *own != kind).unwrap_or(kind)
        };
        let by_kind =
            kinds.into_iter().enumerate().map(|(n, kind)| Ok((declared(kind), Members::kept("of kind", n, size, from)?)));
        let by_kind = by_kind.collect::<Result<_, Unusable>>()?;
        let facets: Vec<u32> = from.column("facets", 0, size as u64)?;
        let by_link = facets.into_iter().enumerate().map(|(n, id)| Ok((Id(id), Members::kept("of facet", n, size, from)?)));
        let by_link = by_link.collect::<Result<_, Unusable>>()?;
        Ok(Self { by_link, all: union(&by_type), by_type, by_kind, size })
    }
}

impl Members {
    fn keep(&self, name: &str, n: usize, to: &mut KeptWriter) -> io::Result<()> {
        match self {
            Self::Few(list) => to.column(&format!("few {name}"), n, list),
            Self::Many(set) => to.each(name, n, blocks(set)),
        }
    }

    fn kept(name: &str, n: usize, size: usize, from: &KeptFile) -> Result<Self, Unusable> {
        let few = format!("few {name}");
        if from.count(&few, n).is_ok() {
            return Ok(Self::Few(from.column(&few, n, size as u64)?));
        }
        Ok(Self::Many(set(name, n, size, from)?))
    }
}

/// A set as blocks of 64 bits.
fn blocks(set: &FixedBitSet) -> impl Iterator<Item = u64> {
    let per_block = BLOCK / usize::BITS as usize;
    set.as_slice().chunks(per_block.max(1)).map(|parts| {
        let part = |(n, &part): (usize, &usize)| (part as u64) << (n * usize::BITS as usize);
        parts.iter().enumerate().map(part).fold(0, |all, part| all | part)
    })
}

/// The set of this name, of numbers below `size`.
fn set(name: &str, n: usize, size: usize, from: &KeptFile) -> Result<FixedBitSet, Unusable> {
    let blocks: Vec<u64> = from.column(name, n, u64::MAX)?;
    let beyond = |(at, bits): (usize, &u64)| match size.saturating_sub(at * BLOCK) {
        room if room >= BLOCK => false,
        room => bits >> room != 0,
    };
    if blocks.iter().enumerate().rev().take(2).any(beyond) || blocks.len() > size.div_ceil(BLOCK) + 1 {
        return Err(Unusable);
    }
    #[allow(clippy::cast_possible_truncation)] // part by part
    let parts =
        blocks.into_iter().flat_map(|bits| (0..BLOCK as u32).step_by(usize::BITS as usize).map(move |at| (bits >> at) as usize));
    Ok(FixedBitSet::with_capacity_and_blocks(size, parts))
}
