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
mod rank;
mod row;
mod tally;
mod view;

pub use facets::Facets;
pub use filter::{Attribute, Filter, Link, Name, Span, event_kind};
pub use grammar::{Fields, Hint, Mark, Node, Parsed, Row, Sort, Term, countries, named};
pub use index::Index;
pub use lit::Lit;
pub use rank::{Hit, Hits, Tier};
pub use tally::{Count, Matrix, Tally};
pub use view::{Correction, Query, View, Without};

use std::sync::OnceLock;

use crate::archive::Archive;

/// An archive with what makes it searchable. The word index is made when first asked for, so that a browser that is
/// not searched starts without it.
#[derive(Debug)]
pub struct Catalogue {
    /// The records.
    pub archive: Archive,
    facets: Facets,
    index: OnceLock<Index>,
}

impl Catalogue {
    /// Takes the archive and groups its records by country, topic and type.
    pub fn new(archive: Archive) -> Self {
        let facets = Facets::new(&archive);
        Self { archive, facets, index: OnceLock::new() }
    }

    /// The sets of records by country, topic and type.
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// The word index; made on the first call, which other callers wait for.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.archive))
    }
}
