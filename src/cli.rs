//! The command line beside the browser: `search`, `list`, `show`. Data go to stdout, narration to stderr; a closed pipe
//! is no error.

mod arguments;
mod json;
mod output;
mod plain;
mod suggest;

pub use arguments::{Arguments, Color, Command, Filters, ListFormat, ListOptions, RecordFormat};

use std::io;

use crate::archive::{Archive, Id};
use crate::query::{Catalogue, Hits, Query, View, countries, named};
use crate::record::{Language, RecordType};
pub use output::Output;
pub use suggest::command as nearest_command;

/// How a command ended; the exit code is documented in the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found, or all went well.
    Fine,
    /// Nothing was found.
    Nothing,
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The words of the call or of the query are off.
    #[error("{0}")]
    Usage(String),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Builds the query of the filters and words.
///
/// # Errors
/// Unknown countries, topics or types, with the nearest names.
pub fn query(archive: &Archive, filters: &Filters, words: &str) -> Result<Query, CliError> {
    let mut query = Query::default();
    query.set_text(words, archive);
    for value in &filters.country {
        let found = countries(archive, value);
        query.countries.extend(found.map_err(|_| CliError::Usage(suggest::no_such_name(archive, RecordType::Country, value)))?);
    }
    for value in &filters.topic {
        let found = named(archive, RecordType::Topic, value);
        query.topics.extend(found.map_err(|_| CliError::Usage(suggest::no_such_name(archive, RecordType::Topic, value)))?);
    }
    for list in [&mut query.countries, &mut query.topics] {
        list.sort_unstable();
        list.dedup();
    }
    Ok(query)
}

/// Carries out `command`, writing to `output`.
///
/// # Errors
/// See [`CliError`]; a closed pipe is none.
pub fn run(catalogue: &Catalogue, command: &Command, filters: &Filters, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let outcome = match command {
        Command::Search { query, list, strict } => search(catalogue, filters, &query.join(" "), list, *strict, output),
        Command::List { of_type, list } => self::list(catalogue, filters, of_type.as_deref(), list, output),
        Command::Show { ids, format, lang } => show(catalogue, ids, *format, *lang, output),
    };
    match outcome.and_then(|outcome| output.out.flush().map(|()| outcome).map_err(Into::into)) {
        Err(CliError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Fine),
        outcome => outcome,
    }
}

/// What to say when the browser is asked for and there is no terminal: most likely a command was meant.
pub fn no_terminal(query: &[String]) -> String {
    match query.first().map(|word| (word, suggest::command(word))) {
        Some((word, Some(near))) => {
            format!("no command “{word}”; did you mean “{near}”? To search for the word: cadialog search {word}")
        }
        Some((word, None)) => format!("the browser needs a terminal; to print what is found: cadialog search {word}"),
        None => "the browser needs a terminal; try “cadialog search WORD” or “cadialog --help”".to_owned(),
    }
}

/// What to say when words stand before a command, where they would be lost.
pub fn words_before_command(query: &[String]) -> String {
    format!("“{}” stands before the command; put the words behind “search”, or quote them all for the browser", query.join(" "))
}

fn search(
    catalogue: &Catalogue,
    filters: &Filters,
    words: &str,
    options: &ListOptions,
    strict: bool,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let mut asked = query(&catalogue.archive, filters, words)?;
    for hint in &asked.parsed.hints {
        if strict {
            return Err(CliError::Usage(hint.message.clone()));
        }
        output.note(&hint.message)?;
    }
    let values: Vec<&str> = words.split_whitespace().collect();
    if asked.is_empty() {
        let what = if values.is_empty() { "nothing to search for" } else { "no word in the query that can be searched for" };
        return Err(CliError::Usage(format!("{what}; give a word, or list records with “cadialog list”")));
    }
    // On the command line no word is still being typed.
    asked.parsed.terms.iter_mut().for_each(|term| term.unfinished = false);
    let view = View::new(catalogue, &asked);
    let hits = view.hits.clone().unwrap_or_else(|| Hits::of_all(catalogue, &asked));
    match options.format {
        ListFormat::Json => json::search(catalogue, &asked, &view, &hits, options.limit, output)?,
        ListFormat::Ids => ids(catalogue, hits.list.iter().map(|hit| hit.id), options.limit, output)?,
        ListFormat::Text => plain::search(catalogue, &view, &hits, options.limit, output)?,
    }
    narrate(catalogue, &asked, hits.list.len(), options.limit, output)?;
    Ok(if hits.list.is_empty() { Outcome::Nothing } else { Outcome::Fine })
}

fn list(
    catalogue: &Catalogue,
    filters: &Filters,
    of_type: Option<&str>,
    options: &ListOptions,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let archive = &catalogue.archive;
    let wanted = of_type.map_or(Ok(RecordType::Event), |name| {
        RecordType::named(name).ok_or_else(|| CliError::Usage(suggest::no_such_type(name)))
    })?;
    let asked = query(archive, filters, "")?;
    let mut set = catalogue.facets().of_type(wanted).clone();
    catalogue.facets().narrow(&mut set, &asked.countries);
    catalogue.facets().narrow(&mut set, &asked.topics);
    let found: Vec<Id> = archive.of_type(wanted).iter().filter(|id| set.contains(id.index())).copied().collect();
    match options.format {
        ListFormat::Json => json::list(catalogue, wanted, &asked, &found, options.limit, output)?,
        ListFormat::Ids => ids(catalogue, found.iter().copied(), options.limit, output)?,
        ListFormat::Text => plain::list(archive, &found, options.limit, output)?,
    }
    narrate(catalogue, &asked, found.len(), options.limit, output)?;
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Fine })
}

fn show(
    catalogue: &Catalogue,
    names: &[String],
    format: RecordFormat,
    lang: Language,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let archive = &catalogue.archive;
    let mut found = Vec::new();
    for name in names {
        found.push(archive.id(name).ok_or_else(|| CliError::Usage(suggest::no_such_record(archive, name)))?);
    }
    match format {
        RecordFormat::Json => json::show(archive, &found, output)?,
        RecordFormat::Text => plain::show(archive, &found, lang, output)?,
    }
    Ok(Outcome::Fine)
}

fn ids(
    catalogue: &Catalogue,
    ids: impl Iterator<Item = Id>,
    limit: Option<usize>,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    for id in ids.take(limit.unwrap_or(usize::MAX)) {
        writeln!(output.out, "{}", catalogue.archive.record(id).id())?;
    }
    Ok(())
}

/// Says on stderr what was asked, and what a limit left out.
fn narrate(catalogue: &Catalogue, asked: &Query, total: usize, limit: Option<usize>, output: &mut Output<'_>) -> io::Result<()> {
    let spelled = asked.spell(&catalogue.archive);
    let about = if spelled.is_empty() { String::new() } else { format!(" for {spelled}") };
    match limit {
        _ if total == 0 => output.note(&format!("nothing found{about}")),
        Some(limit) if limit < total => output.note(&format!("{limit} of {total} records{about}; --limit was {limit}")),
        _ => output.note(&format!("{}{about}", crate::text::count(total, "record"))),
    }
}
