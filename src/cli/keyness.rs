//! `keyness`: what one selection says more than another.

use super::answer::{KeynessAnswer, KeywordAnswer, SelectionSize};
use super::arguments::{Filters, KeynessArguments};
use super::corpus::{Corpus, few, marked, paragraph, print_warnings, rounded};
use super::output::Style;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json, select};
use crate::corpus::{FEW, Keyness, Keyword, per_thousand};
use crate::export::{Data, OutputFormat};
use crate::search::Catalogue;
use crate::text;

pub(super) fn keyness(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &KeynessArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let first = Corpus::new(catalogue, filters, &asked.queries[0], asked.matching, output)?;
    let second = asked.queries.get(1).map_or("", String::as_str);
    let mut second = Corpus::new(catalogue, filters, second, asked.matching, output)?;
    let mut names = [first.named(), second.named()];
    if asked.queries.len() == 1 {
        second.set.difference_with(&first.set);
        names[1] = if second.selection.spelled.is_empty() { "the rest".to_owned() } else { format!("the rest of {}", names[1]) };
    }
    let mut found = Keyness::new(archive, [&first.set, &second.set], (&asked.listed).into());
    found.sort(asked.sort);
    if let Some(side) = found.words.iter().position(|words| *words == 0) {
        output.note(&format!("no words in {}: there is nothing to compare", names[side]))?;
        if asked.format == OutputFormat::Text {
            return Ok(ExitStatus::Nothing);
        }
    }
    let shown = [&found.positive, &found.negative].map(|list| select::first(list, asked.listed.limit));
    let both = first.set.intersection_count(&second.set);
    let warnings = warnings(&found, both);
    match asked.format {
        OutputFormat::Json => json::write(&answer(catalogue, &names, &found, shown, warnings), output)?,
        OutputFormat::Text => print(&names, &found, shown, &warnings, output)?,
        _ => table(&found, shown).print(asked.format, output)?,
    }
    let total = found.positive.len() + found.negative.len();
    if total > 0 {
        let about = format!("{} of {} against {}", text::count(total, "keyword"), names[0], names[1]);
        let returned = shown[0].len() + shown[1].len();
        output.note(&match asked.listed.limit {
            Some(limit) if returned < total => format!("{returned} of {about}; --limit was {limit} on either side"),
            _ => about,
        })?;
    }
    Ok(ExitStatus::of(total))
}

fn is_few(one: &Keyword) -> bool {
    one.counts[0] + one.counts[1] < FEW
}

fn warnings(found: &Keyness, both: usize) -> Vec<String> {
    let all = || found.positive.iter().chain(&found.negative);
    let overlap =
        (both > 0).then(|| format!("{} in both selections: their words count on either side", text::count(both, "record")));
    overlap.into_iter().chain(few(all().filter(|one| is_few(one)).count(), all().count())).collect()
}

/// How often a word stands in a thousand words of either selection.
fn shares(found: &Keyness, one: &Keyword) -> [f64; 2] {
    [0, 1].map(|side| per_thousand(one.counts[side], found.words[side]).unwrap_or_default())
}

fn answer(
    catalogue: &Catalogue,
    names: &[String; 2],
    found: &Keyness,
    shown: [&[Keyword]; 2],
    warnings: Vec<String>,
) -> KeynessAnswer {
    let size = |side: usize| SelectionSize { query: names[side].clone(), records: found.records[side], words: found.words[side] };
    let results = |list: &[Keyword]| {
        let result = |one: &Keyword| {
            let [own, other] = shares(found, one);
            KeywordAnswer {
                word: one.word.clone(),
                count: one.counts[0],
                reference_count: one.counts[1],
                per_thousand: rounded(own),
                reference_per_thousand: rounded(other),
                log_ratio: rounded(one.log_ratio),
                log_likelihood: rounded(one.log_likelihood),
                few: is_few(one),
            }
        };
        list.iter().map(result).collect()
    };
    KeynessAnswer {
        schema: "cadialog.keyness/1",
        data: Data::of(&catalogue.archive),
        selection: size(0),
        reference: size(1),
        total_positive: found.positive.len(),
        total_negative: found.negative.len(),
        truncated: shown[0].len() < found.positive.len() || shown[1].len() < found.negative.len(),
        warnings,
        positive: results(shown[0]),
        negative: results(shown[1]),
    }
}

/// A row a word, for other programs.
fn table(found: &Keyness, shown: [&[Keyword]; 2]) -> Table {
    let head = [
        "key",
        "word",
        "count",
        "reference_count",
        "per_thousand",
        "reference_per_thousand",
        "log_ratio",
        "log_likelihood",
        "few",
    ];
    let mut table = Table::new(&head, 2);
    for (key, list) in ["positive", "negative"].into_iter().zip(shown) {
        table.rows.extend(list.iter().map(|one| {
            let [own, other] = shares(found, one);
            let figures = [own, other, one.log_ratio, one.log_likelihood].map(|figure| rounded(figure).to_string());
            let words = [key.to_owned(), one.word.clone(), one.counts[0].to_string(), one.counts[1].to_string()];
            let few = if is_few(one) { "yes" } else { "" };
            words.into_iter().chain(figures).chain([few.to_owned()]).collect()
        }));
    }
    table
}

/// The two selections, what the first uses more, what the second uses more, and what to beware of.
fn print(
    names: &[String; 2],
    found: &Keyness,
    shown: [&[Keyword]; 2],
    warnings: &[String],
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    for (side, letter) in ["A", "B"].into_iter().enumerate() {
        let (records, words) = (text::count(found.records[side], "record"), text::thousands(found.words[side]));
        paragraph(&format!("{letter}  {}: {records}, {words} words", names[side]), Style::Plain, output)?;
    }
    for (letter, list) in ["A", "B"].into_iter().zip(shown) {
        if list.is_empty() {
            continue;
        }
        writeln!(output.out)?;
        paragraph(&format!("More in {letter}"), Style::Strong, output)?;
        let mut table = Table::new(&["word", "in A", "in B ", "A per 1,000", "B per 1,000", "log ratio", "G²"], 1);
        table.rows.extend(list.iter().map(|one| {
            let [own, other] = shares(found, one);
            vec![
                one.word.clone(),
                one.counts[0].to_string(),
                marked(one.counts[1], is_few(one)),
                format!("{own:.2}"),
                format!("{other:.2}"),
                format!("{:.2}", one.log_ratio),
                format!("{:.2}", one.log_likelihood),
            ]
        }));
        table.print(OutputFormat::Text, output)?;
    }
    print_warnings(warnings, output)
}
