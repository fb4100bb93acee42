//! The charts of a dossier, as numbers: events per year, and records by country or topic.

use std::collections::BTreeMap;

use crate::archive::{Archive, Id, Relation};
use crate::record::RecordType;
use crate::text;

/// Most bars of a timeline; more years than that are put together by tens, hundreds and so on.
const MOST_YEARS: i64 = 120;

/// Most bars of a chart by country or topic.
const MOST_NAMES: usize = 20;

/// Counts to be drawn, and to be read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarChart {
    /// What is counted: "Events per year".
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// The heading of the labels: "Year".
    pub label: &'static str,
    /// The heading of the counts: "Events".
    pub unit: String,
    /// The bars, from left to right or from top to bottom.
    pub bars: Vec<Bar>,
    /// Whether the bars stand; else they lie.
    pub upright: bool,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// How much.
    pub count: usize,
    /// The first of the records that it counts.
    pub first: Option<Id>,
}

impl BarChart {
    /// The highest count, at least 1.
    pub fn most(&self) -> usize {
        self.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1)
    }
}

/// The charts of the records `ids`, those that have anything to show.
pub fn charts(archive: &Archive, ids: &[Id]) -> Vec<BarChart> {
    let subjects =
        subjects(archive, ids, Relation::Country, "country").or_else(|| subjects(archive, ids, Relation::Topic, "topic"));
    timeline(archive, ids).into_iter().chain(subjects).collect()
}

/// Events per year; without events, dated records per year.
fn timeline(archive: &Archive, ids: &[Id]) -> Option<BarChart> {
    let events: Vec<Id> = ids.iter().copied().filter(|&id| archive.record_type(id) == RecordType::Event).collect();
    let dated = ids.iter().copied().filter(|&id| archive.record_type(id).is_dated());
    let (noun, counted) = if events.is_empty() { ("record", dated.collect()) } else { ("event", events) };
    let years: Vec<(i64, Id)> = counted.iter().filter_map(|&id| Some((i64::from(archive.year(id)?), id))).collect();
    let (first, last) = (years.iter().map(|(y, _)| *y).min()?, years.iter().map(|(y, _)| *y).max()?);
    let step = std::iter::successors(Some(1_i64), |step| Some(step * 10)).find(|step| (last - first) / step < MOST_YEARS)?;
    let mut bars: BTreeMap<i64, Bar> = (first.div_euclid(step)..=last.div_euclid(step))
        .map(|n| {
            let label = if step == 1 { n.to_string() } else { format!("{}–{}", n * step, n * step + step - 1) };
            (n, Bar { label, count: 0, first: None })
        })
        .collect();
    for (year, id) in years {
        if let Some(bar) = bars.get_mut(&year.div_euclid(step)) {
            bar.count += 1;
            bar.first = bar.first.or(Some(id));
        }
    }
    let bars: Vec<Bar> = bars.into_values().collect();
    let period = if step == 1 { "year".to_owned() } else { format!("{step} years") };
    let most = bars.iter().rev().max_by_key(|bar| bar.count)?;
    let total: usize = bars.iter().map(|bar| bar.count).sum();
    let description = format!(
        "{} from {} to {}; the most, {}, in {}.",
        text::count(total, noun),
        bars.first()?.label,
        bars.last()?.label,
        most.count,
        most.label
    );
    let unit = text::capitalise(text::count(2, noun).trim_start_matches("2 "));
    let title = format!("{unit} per {period}");
    Some(BarChart { title, description, label: "Year", unit, bars, upright: true })
}

/// Records by what they are linked to, the most first; equals in the order of the archive.
fn subjects(archive: &Archive, ids: &[Id], relation: Relation, noun: &str) -> Option<BarChart> {
    let mut counts: BTreeMap<Id, Bar> = BTreeMap::new();
    for &id in ids {
        let mut subjects: Vec<Id> = archive.linked(id, relation).collect();
        subjects.sort_unstable();
        subjects.dedup();
        for subject in subjects {
            let label = || archive.record(subject).title().to_owned();
            let bar = counts.entry(subject).or_insert_with(|| Bar { label: label(), count: 0, first: Some(id) });
            bar.count += 1;
        }
    }
    let mut bars: Vec<Bar> = counts.into_values().collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.count));
    let all = bars.len();
    bars.truncate(MOST_NAMES);
    let first = bars.first()?;
    let cut = if all > bars.len() { format!(" The first {} of {all} are shown.", bars.len()) } else { String::new() };
    let description = format!(
        "{} linked to records here; {} in most, {}. A record counts once in each.{cut}",
        text::capitalise(&text::count(all, noun)),
        first.label,
        first.count
    );
    let label = if relation == Relation::Country { "Country" } else { "Topic" };
    Some(BarChart { title: format!("Records by {noun}"), description, label, unit: "Records".to_owned(), bars, upright: false })
}
