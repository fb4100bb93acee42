//! A phrase through the years: how often it stands in the texts of each, and in how many words.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::texts::{each_text, scan};
use crate::archive::Archive;
use crate::record::{Date, Fields};
use crate::search::{Catalogue, Hit};
use crate::text;
use crate::view::View;

/// How many words the texts of each year have. The year of a record is that in which its date begins; of a quote or an outcome without a
/// date of its own that of its event. Records without a date are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearTotals {
    /// Words by year.
    pub words: BTreeMap<i32, usize>,
}

impl YearTotals {
    /// Counts the texts of the records of `set`.
    pub fn new(archive: &Archive, set: &FixedBitSet) -> Self {
        let mut words = BTreeMap::new();
        scan(archive, set, &mut |id, record| {
            let Some(year) = archive.date(id).map(Date::year) else { return };
            let of_year = words.entry(year).or_insert(0);
            each_text(record, Fields::ALL, &mut |source| text::each_token(source, &mut |_, _| *of_year += 1));
        });
        Self { words }
    }
}

/// How often a phrase stands in the texts of each year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhraseYears {
    /// By year how many places there are, and in how many records the phrase is met: in their texts, or as a name of what they are about.
    pub years: BTreeMap<i32, (usize, usize)>,
}

impl PhraseYears {
    /// Counts the places of what `view` looked for in the texts of `hits`, which are dated; places are those of a concordance.
    pub fn new(catalogue: &Catalogue, view: &View, hits: &[Hit]) -> Self {
        let archive = &catalogue.archive;
        let mut years = BTreeMap::new();
        for hit in hits {
            let Some(year) = archive.date(hit.id).map(Date::year) else { continue };
            let (places, records) = years.entry(year).or_insert((0, 0));
            *records += 1;
            each_text(archive.record(hit.id), Fields::ALL, &mut |source| *places += view.count_places(catalogue, hit, source));
        }
        Self { years }
    }

    /// All places, and all records.
    pub fn totals(&self) -> (usize, usize) {
        self.years.values().fold((0, 0), |(places, records), (p, r)| (places + p, records + r))
    }
}
