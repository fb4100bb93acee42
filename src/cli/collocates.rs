//! `collocates`: what stands beside a word.

use super::answer::{CollocateAnswer, CollocatesAnswer, WordForm};
use super::arguments::{CollocateArguments, Filters};
use super::corpus::{Corpus, few, marked, paragraph, print_warnings, rounded};
use super::output::Style;
use super::table::Table;
use super::{CliError, ExitStatus, Output, json, select};
use crate::corpus::{Collocate, Collocates, FEW, NodeWord};
use crate::export::{Data, OutputFormat};
use crate::search::Catalogue;
use crate::text;

pub(super) fn collocates(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &CollocateArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let Some(node) = NodeWord::new(catalogue, &asked.word) else {
        return Err(CliError::Usage("no word to look beside; give one that has letters or digits".to_owned()));
    };
    let corpus = Corpus::new(catalogue, filters, &asked.query.join(" "), asked.matching, output)?;
    let mut found = Collocates::new(&catalogue.archive, &corpus.set, node, asked.beside(), (&asked.listed).into());
    found.sort(asked.sort);
    let shown = select::first(&found.list, asked.listed.limit);
    let warnings = warnings(&found);
    match asked.format {
        OutputFormat::Json => json::write(&answer(catalogue, asked, &corpus, &found, shown, warnings), output)?,
        OutputFormat::Text => print(asked, &corpus, &found, shown, &warnings, output)?,
        _ => table(shown).print(asked.format, output)?,
    }
    let word = text::clean(&asked.word);
    let about = format!("{} of “{word}” in {}", text::count(found.list.len(), "collocate"), corpus.named());
    output.note(&if found.count == 0 {
        format!("“{word}” stands nowhere in {}", corpus.named())
    } else if shown.len() < found.list.len() {
        format!("{} of {about}; --limit was {}", shown.len(), shown.len())
    } else {
        about
    })?;
    Ok(ExitStatus::of(found.list.len()))
}

fn is_few(one: &Collocate) -> bool {
    one.count < FEW
}

fn warnings(found: &Collocates) -> Vec<String> {
    let rare = found.list.iter().filter(|one| is_few(one)).count();
    let own = (1..FEW)
        .contains(&found.count)
        .then(|| format!("the word itself stands there {}, fewer than {FEW} times", text::count(found.count, "time")));
    own.into_iter().chain(few(rare, found.list.len())).collect()
}

fn answer(
    catalogue: &Catalogue,
    asked: &CollocateArguments,
    corpus: &Corpus,
    found: &Collocates,
    shown: &[Collocate],
    warnings: Vec<String>,
) -> CollocatesAnswer {
    let window = asked.beside();
    let result = |one: &Collocate| CollocateAnswer {
        word: one.word.clone(),
        count: one.count,
        left: one.sides[0],
        right: one.sides[1],
        records: one.records,
        frequency: one.frequency,
        expected: rounded(one.expected),
        log_dice: rounded(one.log_dice),
        log_likelihood: rounded(one.log_likelihood),
        few: is_few(one),
    };
    CollocatesAnswer {
        schema: "cadialog.collocates/1",
        data: Data::of(&catalogue.archive),
        word: asked.word.clone(),
        forms: found.forms.iter().map(|(form, count)| WordForm { form: form.clone(), count: *count }).collect(),
        query: corpus.selection.spelled.clone(),
        left: window.left,
        right: window.right,
        count: found.count,
        records: found.records,
        records_read: found.read,
        words: found.words,
        words_within: found.within,
        total: found.list.len(),
        returned: shown.len(),
        truncated: shown.len() < found.list.len(),
        warnings,
        results: shown.iter().map(result).collect(),
    }
}

/// A row a word, for other programs.
fn table(shown: &[Collocate]) -> Table {
    let head = ["word", "count", "left", "right", "records", "frequency", "expected", "log_dice", "log_likelihood", "few"];
    let mut table = Table::new(&head, 1);
    table.rows.extend(shown.iter().map(|one| {
        let counts = [one.count, one.sides[0], one.sides[1], one.records, one.frequency].map(|count| count.to_string());
        let figures = [one.expected, one.log_dice, one.log_likelihood].map(|figure| rounded(figure).to_string());
        let few = if is_few(one) { "yes" } else { "" };
        std::iter::once(one.word.clone()).chain(counts).chain(figures).chain([few.to_owned()]).collect()
    }));
    table
}

/// What was counted, the table, and what to beware of.
fn print(
    asked: &CollocateArguments,
    corpus: &Corpus,
    found: &Collocates,
    shown: &[Collocate],
    warnings: &[String],
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    if found.count == 0 {
        return Ok(());
    }
    let forms: Vec<String> = found.forms.iter().map(|(form, count)| format!("{form} {count}")).collect();
    paragraph(&forms.join(", "), Style::Strong, output)?;
    let window = asked.beside();
    let about = format!(
        "{} in {} of {} ({}); {} words, {} of them within {} before and {} behind",
        text::count(found.count, "time"),
        text::thousands(found.records),
        text::count(found.read, "record"),
        corpus.named(),
        text::thousands(found.words),
        text::thousands(found.within),
        window.left,
        window.right,
    );
    paragraph(&about, Style::Faint, output)?;
    if !shown.is_empty() {
        writeln!(output.out)?;
        let mut table = Table::new(&["word", "count ", "before", "behind", "records", "in all", "expected", "logDice", "G²"], 1);
        table.rows.extend(shown.iter().map(|one| {
            vec![
                one.word.clone(),
                marked(one.count, is_few(one)),
                one.sides[0].to_string(),
                one.sides[1].to_string(),
                one.records.to_string(),
                one.frequency.to_string(),
                format!("{:.2}", one.expected),
                format!("{:.2}", one.log_dice),
                format!("{:.2}", one.log_likelihood),
            ]
        }));
        table.print(OutputFormat::Text, output)?;
    }
    print_warnings(warnings, output)
}
