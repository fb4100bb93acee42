//! Phrases against each other through the years: how often each stands in the texts of a year, and how many words these have.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::measure::per_thousand;
use super::years::{PhraseYears, YearTotals};
use crate::query::Query;
use crate::search::{Annotations, Catalogue, Hit, HitSection, Hits};
use crate::text;
use crate::view::View;

/// What a phrase has in a year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TracedCount {
    /// Places where it stands.
    pub places: usize,
    /// Records that hold it, in their texts or as a name of what they are about.
    pub records: usize,
    /// Places in a thousand words of the year; none where the year has no words.
    pub per_thousand: Option<f64>,
}

/// A year of a trace.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedYear {
    /// The year.
    pub year: i32,
    /// How many words all its texts have.
    pub words: usize,
    /// What each phrase has, in the order of the phrases.
    pub counts: Vec<TracedCount>,
}

/// Phrases through the years.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhraseTrace {
    /// The phrases as they were asked for, each with all its places and records.
    pub phrases: Vec<(String, TracedCount)>,
    /// From the first year with a mention to the last, without a gap.
    pub years: Vec<TracedYear>,
}

impl PhraseTrace {
    /// Puts together what was counted of each phrase, and the words of each year.
    pub fn of(counted: Vec<(String, PhraseYears)>, totals: &YearTotals) -> Self {
        let all = || counted.iter().flat_map(|(_, phrase)| phrase.years.keys().copied());
        let years = all().min().zip(all().max()).map_or_else(Vec::new, |(first, last)| {
            let of_year = |year: i32| {
                let words = totals.words.get(&year).copied().unwrap_or(0);
                let count = |(_, phrase): &(String, PhraseYears)| {
                    let (places, records) = phrase.years.get(&year).copied().unwrap_or_default();
                    TracedCount { places, records, per_thousand: per_thousand(places, words) }
                };
                TracedYear { year, words, counts: counted.iter().map(count).collect() }
            };
            (first..=last).map(of_year).collect()
        });
        let phrases = counted.into_iter().map(|(phrase, years)| {
            let (places, records) = years.totals();
            (phrase, TracedCount { places, records, per_thousand: None })
        });
        Self { phrases: phrases.collect(), years }
    }

    /// Counts phrases within the conditions of `within`, whose text does not count; `annotations` are the reader’s own. One phrase is the
    /// query that its words are; of several each is its words in a row.
    ///
    /// # Errors
    /// The first phrase that has no word to be looked for.
    pub fn new(
        catalogue: &Catalogue,
        within: &Query,
        phrases: &[String],
        annotations: &Arc<Annotations>,
    ) -> Result<Self, String> {
        let archive = &catalogue.archive;
        let mut counted = Vec::new();
        for phrase in phrases {
            let mut query = within.clone();
            let text = if phrases.len() > 1 { as_phrase(phrase) } else { phrase.clone() };
            query.set_text(&text, archive);
            query.list_by_fields();
            query.parsed.finish();
            if query.parsed.is_empty() {
                return Err(phrase.clone());
            }
            let view = View::with_annotations(catalogue, &query, annotations);
            let ranked = view.hits.clone().filter(|_| query.parsed.has_words());
            let hits = ranked.unwrap_or_else(|| Hits::of_all_with_annotations(catalogue, &query, annotations)).list;
            let is_counted = |hit: &Hit| hit.section == HitSection::All && is_dated(catalogue, hit);
            let hits: Vec<Hit> = hits.into_iter().filter(is_counted).collect();
            counted.push((text::clean(phrase.trim()).into_owned(), PhraseYears::new(catalogue, &view, &hits)));
        }
        let mut all = within.clone();
        all.set_text("", archive);
        all.list_by_fields();
        let mut set = FixedBitSet::with_capacity(archive.end());
        let any = all.types().is_empty();
        let read = Hits::of_all_with_annotations(catalogue, &all, annotations).list;
        let is_read = |hit: &&Hit| !any || archive.record_type(hit.id).is_dated();
        read.iter().filter(is_read).for_each(|hit| set.insert(hit.id.index()));
        Ok(Self::of(counted, &YearTotals::new(archive, &set)))
    }
}

/// Whether a hit has a year of its own.
pub fn is_dated(catalogue: &Catalogue, hit: &Hit) -> bool {
    let archive = &catalogue.archive;
    archive.record_type(hit.id).is_dated() && archive.date(hit.id).is_some()
}

/// What is asked for by the words of a phrase: these in a row. What is written as a query stays one.
pub fn as_phrase(words: &str) -> String {
    let words = words.trim();
    let is_query = words.contains(['"', ':', '/', '|']);
    if words.contains(char::is_whitespace) && !is_query { format!("\"{words}\"") } else { words.to_owned() }
}
