//! How many of the selected events there are by year and kind, by topic and country, by year and country: what the charts
//! show. Counted through the sets of the facets and the dates, never through the texts of records.

use std::collections::BTreeSet;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::Catalogue;
use crate::archive::{Archive, Id};
use crate::record::{EventKind, RecordType};

/// How many events belong to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellCount {
    /// Those that the timeline files there.
    pub filed: usize,
    /// Those filed under another year whose dates reach into this one, so that `year:` finds them too.
    pub reaching: usize,
}

impl CellCount {
    /// What a search for the cell finds.
    pub const fn all(self) -> usize {
        self.filed + self.reaching
    }
}

/// Counts by two headings, with a last row and a last column for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    most: usize,
    cells: Vec<CellCount>,
}

impl Matrix {
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        Self { rows, columns, most: 0, cells: vec![CellCount::default(); (rows + 1) * (columns + 1)] }
    }

    /// Rows without that of the totals, which comes behind them.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns without that of the totals, which comes behind them.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The count of a cell; nothing outside.
    pub fn get(&self, row: usize, column: usize) -> CellCount {
        let inside = row <= self.rows && column <= self.columns;
        self.cells.get(row * (self.columns + 1) + column).copied().filter(|_| inside).unwrap_or_default()
    }

    /// The largest count that is no total.
    pub fn most(&self) -> usize {
        self.most
    }

    pub(super) fn set(&mut self, row: usize, column: usize, count: CellCount) {
        if row < self.rows && column < self.columns {
            self.most = self.most.max(count.filed);
        }
        let at = row * (self.columns + 1) + column;
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = count;
        }
    }

    pub(super) fn set_column(&mut self, column: usize, counts: &[CellCount], total: usize) {
        counts.iter().enumerate().for_each(|(row, &count)| self.set(row, column, count));
        self.set(self.rows, column, CellCount { filed: total, reaching: 0 });
    }
}

/// The counts of one selection of events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many events are selected.
    pub events: usize,
    /// The years from the first to the last event, those without any included.
    pub years: Vec<i32>,
    /// The kinds of which there are events, the highest level first.
    pub kinds: Vec<EventKind>,
    /// Every country, in the archive's order.
    pub countries: Vec<Id>,
    /// Every topic, in the archive's order.
    pub topics: Vec<Id>,
    /// Years × kinds.
    pub kinds_by_year: Matrix,
    /// Topics × countries.
    pub countries_by_topic: Matrix,
    /// Years × countries.
    pub countries_by_year: Matrix,
    /// Topics × years.
    pub topics_by_year: Matrix,
}

impl Counts {
    /// Counts `events`. An event counts once in each of its countries and topics, and in the year under which the timeline
    /// files it.
    pub fn new(catalogue: &Catalogue, events: &[Id]) -> Self {
        let (archive, facets) = (&catalogue.archive, catalogue.facets());
        let mut chosen = FixedBitSet::with_capacity(archive.end());
        events.iter().for_each(|id| chosen.insert(id.index()));
        let calendar = Calendar::new(archive, &chosen);
        let countries = archive.of_type(RecordType::Country).to_vec();
        let topics = archive.of_type(RecordType::Topic).to_vec();
        let by_kind = facets.kinds(&chosen);
        let years = calendar.years.len();
        let kinds: Vec<EventKind> = by_kind.iter().map(|(kind, _)| *kind).collect();
        let mut kinds_by_year = Matrix::new(years, kinds.len());
        for (column, (_, set)) in by_kind.iter().enumerate() {
            kinds_by_year.set_column(column, &calendar.count(set), set.count_ones(..));
        }
        let mut countries_by_topic = Matrix::new(topics.len(), countries.len());
        let mut countries_by_year = Matrix::new(years, countries.len());
        let by_topic = |set: &FixedBitSet| -> Vec<CellCount> {
            facets.counts(set, &topics).into_iter().map(|(_, filed)| CellCount { filed, reaching: 0 }).collect()
        };
        for (column, &country) in countries.iter().enumerate() {
            let mut set = chosen.clone();
            facets.narrow(&mut set, &[country]);
            let total = set.count_ones(..);
            countries_by_topic.set_column(column, &by_topic(&set), total);
            countries_by_year.set_column(column, &calendar.count(&set), total);
        }
        let mut topics_by_year = Matrix::new(topics.len(), years);
        let mut row = |n: usize, set: &FixedBitSet| {
            let counts = calendar.count(set);
            counts.into_iter().enumerate().for_each(|(column, count)| topics_by_year.set(n, column, count));
            topics_by_year.set(n, years, CellCount { filed: set.count_ones(..), reaching: 0 });
        };
        for (n, &topic) in topics.iter().enumerate() {
            let mut set = chosen.clone();
            facets.narrow(&mut set, &[topic]);
            row(n, &set);
        }
        row(topics.len(), &chosen);
        let (of_years, total) = (calendar.count(&chosen), chosen.count_ones(..));
        kinds_by_year.set_column(kinds.len(), &of_years, total);
        countries_by_year.set_column(countries.len(), &of_years, total);
        countries_by_topic.set_column(countries.len(), &by_topic(&chosen), total);
        Self {
            events: total,
            years: calendar.years,
            kinds,
            countries,
            topics,
            kinds_by_year,
            countries_by_topic,
            countries_by_year,
            topics_by_year,
        }
    }
}

/// Most years between the first and the last for which those without events are listed too.
const LONGEST_SPAN: i32 = 1000;

/// The years to be listed, in order: all from the first to the last, unless these lie too far apart.
fn listed(years: impl Iterator<Item = i32> + Clone) -> Vec<i32> {
    match years.clone().min().zip(years.clone().max()) {
        Some((first, last)) if last.saturating_sub(first) < LONGEST_SPAN => (first..=last).collect(),
        _ => years.collect::<BTreeSet<i32>>().into_iter().collect(),
    }
}

/// The years of a selection of events.
pub(super) struct Calendar {
    pub years: Vec<i32>,
    /// By record number, which of the years the record is filed under.
    filed: Vec<Option<u32>>,
    /// Records whose dates reach into other years, with all years that they touch.
    reaching: Vec<(usize, Range<usize>)>,
}

impl Calendar {
    /// Reads the date of every record of `events` once, in the order in which the records lie.
    pub fn new(archive: &Archive, events: &FixedBitSet) -> Self {
        let mut dated = Vec::with_capacity(events.count_ones(..));
        let mut reaching = Vec::new();
        for number in events.ones() {
            let id = Id::from_index(number);
            let (Some((first, last)), Some(year)) = (archive.days(id), archive.year(id)) else { continue };
            dated.push((number, year));
            let (first, last) = (first.year, last.year);
            if first != last {
                reaching.push((number, first, last));
            }
        }
        let years = listed(dated.iter().map(|(_, year)| *year));
        let mut filed = vec![None; archive.end()];
        for (number, year) in dated {
            filed[number] = years.binary_search(&year).ok().and_then(|year| u32::try_from(year).ok());
        }
        let touched = |first: i32, last: i32| years.partition_point(|&y| y < first)..years.partition_point(|&y| y <= last);
        let reaching = reaching.into_iter().map(|(number, first, last)| (number, touched(first, last))).collect();
        Self { years, filed, reaching }
    }

    /// The records of `set` by year.
    pub fn count(&self, set: &FixedBitSet) -> Vec<CellCount> {
        let mut counts = vec![CellCount::default(); self.years.len()];
        for year in set.ones().filter_map(|number| self.filed[number]) {
            counts[year as usize].filed += 1;
        }
        for (number, span) in self.reaching.iter().filter(|(number, _)| set.contains(*number)) {
            let own = self.filed[*number].map(|year| year as usize);
            span.clone().filter(|year| Some(*year) != own).for_each(|year| counts[year].reaching += 1);
        }
        counts
    }
}
