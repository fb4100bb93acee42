//! `trace`: a word through the years. Only what holds the word counts, not what is merely spelled like it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::answer::{Trace, Voice, YearCount};
use super::arguments::{Filters, Matching, TraceArguments};
use super::frequencies::frequencies;
use super::output::Style;
use super::select::Selection;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::{Archive, Id};
use crate::export::{Data, OutputFormat};
use crate::page;
use crate::record::{Language, Record};
use crate::search::Catalogue;
use crate::text;

/// Cells of the longest bar.
const BAR: usize = 40;

pub(super) fn trace(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &TraceArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    if asked.compare || asked.per_thousand {
        return frequencies(catalogue, filters, asked, output);
    }
    let archive = &catalogue.archive;
    let words = asked.words.join(" ");
    let selection = Selection::new(catalogue, filters, &words, Matching { exact: true, ..Matching::default() }, output)?;
    if selection.query.is_empty() || selection.query.parsed.is_empty() {
        return Err(CliError::Usage("no word to trace; give one that has letters or digits".to_owned()));
    }
    let hits = selection.ids().into_iter();
    let mut ids: Vec<Id> = hits.filter(|&id| archive.record_type(id).is_dated() && archive.date(id).is_some()).collect();
    // What lasted until a day is filed under its end, as its beginning is not known.
    let key = |id: Id| archive.date(id).map(|date| (date.year(), date.sort_key(), archive.record(id).id()));
    ids.sort_by(|&a, &b| key(a).cmp(&key(b)));
    let answer = answer(archive, selection.spelled.clone(), &ids);
    match asked.format {
        OutputFormat::Json => json::write(&answer, output)?,
        OutputFormat::Text => print(archive, &answer, &ids, output)?,
        _ => {
            let mut table = Table::new(&["year", "count"], 0);
            table.rows = answer.years.iter().map(|year| vec![year.year.to_string(), year.count.to_string()]).collect();
            table.print(asked.format, output)?;
        }
    }
    if ids.is_empty() {
        let found = selection.view.hits.as_ref().map_or(0, |hits| hits.list.len());
        let more = if found > 0 {
            "; “cadialog search” finds undated records, and others by meaning or similar spellings"
        } else {
            ""
        };
        output.note(&format!("no mention of {}{more}", selection.spelled))?;
    } else {
        output.note(&format!("{} of {}", text::count(ids.len(), "mention"), selection.spelled))?;
    }
    Ok(ExitStatus::of(ids.len()))
}

fn answer(archive: &Archive, query: String, ids: &[Id]) -> Trace {
    let mut by_year: BTreeMap<i32, usize> = BTreeMap::new();
    for year in ids.iter().filter_map(|&id| archive.date(id)).map(crate::record::Date::year) {
        *by_year.entry(year).or_default() += 1;
    }
    let all = by_year.keys().next().copied().zip(by_year.keys().last().copied());
    let years: Vec<YearCount> = all
        .map(|(first, last)| {
            (first..=last).map(|year| YearCount { year, count: by_year.get(&year).copied().unwrap_or(0) }).collect()
        })
        .unwrap_or_default();
    Trace {
        schema: "cadialog.trace/1",
        data: Data::of(archive),
        query,
        total: ids.len(),
        first: ids.first().map(|&id| json::outline(archive, id)),
        last: ids.last().map(|&id| json::outline(archive, id)),
        speakers: speakers(archive, ids),
        silent_years: years.iter().filter(|year| year.count == 0).map(|year| year.year).collect(),
        years,
    }
}

/// Whose quotes are among `ids`, most often first, equals by name.
fn speakers(archive: &Archive, ids: &[Id]) -> Vec<Voice> {
    let mut counts: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for quote in ids.iter().filter_map(|&id| archive.quote(id)) {
        let name = page::speaker(archive, quote, Language::En);
        *counts.entry((name, quote.speaker.person.clone())).or_default() += 1;
    }
    let mut voices: Vec<Voice> = counts.into_iter().map(|((name, id), count)| Voice { id, name, count }).collect();
    voices.sort_by_key(|voice| Reverse(voice.count));
    voices
}

fn print(archive: &Archive, answer: &Trace, ids: &[Id], output: &mut Output<'_>) -> Result<(), CliError> {
    let (Some(&first), Some(&last)) = (ids.first(), ids.last()) else { return Ok(()) };
    for (label, id) in [("First", first), ("Last", last)] {
        let record = archive.record(id);
        let title = if let Record::Quote(quote) = record { page::quoted(quote) } else { record.title().to_owned() };
        let date = archive.date(id).map(ToString::to_string).unwrap_or_default();
        let line = format!("{date}  {title}  {} {}", record.record_type().name(), record.id());
        for (n, range) in text::wrap(&line, output.width.saturating_sub(7), 0).into_iter().enumerate() {
            let label = if n == 0 { output.styled(&format!("{label:<7}"), Style::Faint) } else { " ".repeat(7) };
            writeln!(output.out, "{label}{}", line[range].trim_end())?;
        }
    }
    if !answer.speakers.is_empty() {
        writeln!(output.out, "\n{}", output.styled("Who", Style::Strong))?;
        for voice in &answer.speakers {
            writeln!(output.out, "{:>4}  {}", voice.count, voice.name)?;
        }
    }
    writeln!(output.out, "\n{}", output.styled("Mentions a year", Style::Strong))?;
    let most = answer.years.iter().map(|year| year.count).max().unwrap_or(1).max(1);
    let room = output.width.saturating_sub(12).clamp(1, BAR);
    for year in &answer.years {
        // A cell a mention while there is room; else in proportion, but whatever is not nothing is seen.
        let bar = if most <= room { year.count } else { (year.count * room).div_ceil(most) };
        let bar = "█".repeat(bar);
        writeln!(output.out, "{}", format!("{:>4}  {:>4}  {bar}", year.year, year.count).trim_end())?;
    }
    if !answer.silent_years.is_empty() {
        writeln!(output.out, "\nSilent: {}", runs(&answer.silent_years))?;
    }
    Ok(())
}

/// "1998–2001, 2003": years in a row as a range.
fn runs(years: &[i32]) -> String {
    let mut spans: Vec<(i32, i32)> = Vec::new();
    for &year in years {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => spans.push((year, year)),
        }
    }
    let written = |(first, last): (i32, i32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    spans.into_iter().map(written).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn silent_years_in_a_row_are_one_range() {
        assert_eq!(super::runs(&[1998, 1999, 2001, 2003, 2004, 2005]), "1998–1999, 2001, 2003–2005");
    }
}
