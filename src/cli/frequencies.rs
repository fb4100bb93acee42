//! `trace --compare` and `trace --per-thousand`: phrases against each other, year by year, and how often in a thousand words.

use super::answer::{Frequencies, PhraseCount, PhraseTotal, YearFrequencies};
use super::arguments::{Filters, Matching, TraceArguments};
use super::corpus::{Corpus, rounded};
use super::select::Selection;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::Archive;
use crate::corpus::{PhraseTrace, PhraseYears, TracedCount, TracedYear, YearTotals, as_phrase, is_dated};
use crate::export::{Data, OutputFormat};
use crate::search::{Catalogue, Hit};
use crate::text;

pub(super) fn frequencies(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &TraceArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let phrases = if asked.compare { asked.words.clone() } else { vec![asked.words.join(" ")] };
    let mut counted: Vec<(String, PhraseYears)> = Vec::new();
    for phrase in &phrases {
        let query = if asked.compare { as_phrase(phrase) } else { phrase.clone() };
        let selection = Selection::new(catalogue, filters, &query, Matching { exact: true, ..Matching::default() }, output)?;
        if selection.query.is_empty() || selection.query.parsed.is_empty() {
            return Err(CliError::Usage("no word to trace; give one that has letters or digits".to_owned()));
        }
        let hits: Vec<Hit> = selection.counted().iter().filter(|hit| is_dated(catalogue, hit)).cloned().collect();
        let years = PhraseYears::new(catalogue, &selection.view, &hits);
        counted.push((text::clean(phrase.trim()).into_owned(), years));
    }
    let whole = Corpus::new(catalogue, filters, "", Matching::default(), output)?;
    let totals = YearTotals::new(archive, &whole.set);
    let answer = answer(archive, whole.selection.spelled, PhraseTrace::of(counted, &totals));
    match asked.format {
        OutputFormat::Json => json::write(&answer, output)?,
        format => table(&answer, asked, format).print(format, output)?,
    }
    let found = answer.phrases.iter().map(|phrase| phrase.records).sum();
    let said: Vec<String> =
        answer.phrases.iter().map(|one| format!("{} of {}", text::count(one.places, "place"), one.phrase)).collect();
    output.note(&said.join(", "))?;
    Ok(ExitStatus::of(found))
}

fn answer(archive: &Archive, query: String, found: PhraseTrace) -> Frequencies {
    let phrases = found.phrases.into_iter();
    let phrases = phrases.map(|(phrase, TracedCount { places, records, .. })| PhraseTotal { phrase, places, records }).collect();
    let count = |count: TracedCount| PhraseCount {
        places: count.places,
        records: count.records,
        per_thousand: count.per_thousand.map(rounded),
    };
    let years = found.years.into_iter().map(|TracedYear { year, words, counts }| YearFrequencies {
        year,
        words,
        phrases: counts.into_iter().map(count).collect(),
    });
    Frequencies { schema: "cadialog.frequencies/1", data: Data::of(archive), query, phrases, years: years.collect() }
}

/// Years as rows, phrases as columns: for people the places, or with --per-thousand these and their share; for programs both.
fn table(answer: &Frequencies, asked: &TraceArguments, format: OutputFormat) -> Table {
    let is_shared = asked.per_thousand || format != OutputFormat::Text;
    let mut head = vec!["year".to_owned(), "words".to_owned()];
    for PhraseTotal { phrase, .. } in &answer.phrases {
        head.push(phrase.clone());
        head.extend(is_shared.then(|| format!("{phrase} per 1,000")));
    }
    let mut table = Table { head, rows: Vec::new(), words: 1 };
    for year in &answer.years {
        let mut row = vec![year.year.to_string(), year.words.to_string()];
        for count in &year.phrases {
            row.push(count.places.to_string());
            let share = count.per_thousand.map_or_else(String::new, |share| {
                if format == OutputFormat::Text { format!("{share:.2}") } else { share.to_string() }
            });
            row.extend(is_shared.then_some(share));
        }
        table.rows.push(row);
    }
    table
}
