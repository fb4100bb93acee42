//! The command line beside the browser. Data go to stdout, narration to stderr; a closed pipe is no error.

mod answer;
mod arguments;
mod call;
mod cite;
mod collocates;
mod compare;
mod completions;
mod concordance;
mod corpus;
mod describe;
mod export;
mod frequencies;
mod help;
mod import;
mod index;
mod json;
mod keyness;
mod mcp;
mod notes;
mod outcomes;
mod output;
mod packs;
mod plain;
mod records;
mod report;
mod schema;
mod select;
mod settings;
mod stats;
mod suggest;
mod table;
mod trace;
mod verify;

pub use arguments::{Arguments, Command, Filters, ListOptions, Matching, Packs, Printed, SortOrder, is_colored};
pub use call::{about_minus, misunderstood};
pub use completions::take_packs;
pub use index::index;
pub use mcp::serve;
pub use output::{Output, asks_for_ascii};
pub use packs::{Opened, archive, remarks};
pub use select::{opening, query};

use std::io;

use arguments::PackCommand;

use crate::archive::{Code, Diagnostic};
use crate::config::{Config, ConfigError};
use crate::search::Catalogue;

/// How a command ended; the exit code is documented in the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Something was found, or all went well.
    Fine,
    /// Nothing was found; what was asked is not so.
    Nothing,
}

impl ExitStatus {
    /// Nothing, if none was found.
    const fn of(found: usize) -> Self {
        if found == 0 { Self::Nothing } else { Self::Fine }
    }
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The words of the call or of the query are off.
    #[error("{0}")]
    Usage(String),
    /// Packs are faulty.
    #[error("{0}")]
    Data(String),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl CliError {
    /// Why packs with these faults cannot be used: reading failed where nothing else is wrong with them than that.
    fn of(faults: &[Diagnostic], message: String) -> Self {
        if faults.iter().filter(|fault| fault.is_error()).all(|fault| fault.code == Code::Unreadable) {
            return Self::Io(io::Error::other(message));
        }
        Self::Data(message)
    }
}

/// Carries out the command of `arguments`, writing to `output`. Without a command nothing happens.
///
/// # Errors
/// See [`CliError`]; a closed pipe is none.
pub fn run(catalogue: &Catalogue, arguments: &Arguments, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    // It looks itself, answer by answer, whether the records can still be read.
    if let Some(Command::Mcp) = &arguments.command {
        let outcome = mcp::serve(catalogue, arguments, &mut io::stdin().lock(), output);
        return finish(outcome, output);
    }
    let mut whole = catalogue.archive.whole(&mut *output.out);
    let output = &mut Output {
        out: &mut whole,
        err: &mut *output.err,
        width: output.width,
        color: output.color,
        terminal: output.terminal,
    };
    let filters = &arguments.filters;
    let lang = arguments.lang.unwrap_or_default();
    let Some(command) = &arguments.command else { return Ok(ExitStatus::Fine) };
    let outcome = match command {
        Command::Search { query, list, matching, kwic } => {
            let words = query.join(" ");
            match kwic {
                Some(order) => concordance::concordance(
                    catalogue,
                    filters,
                    &words,
                    &concordance::Asked { order: *order, list, matching: *matching, language: lang },
                    output,
                ),
                None => records::search(catalogue, filters, &words, list, *matching, output),
            }
        }
        Command::List { of_type, list } => records::list(catalogue, filters, of_type.as_deref(), list, lang, output),
        Command::Outcomes(asked) => outcomes::outcomes(catalogue, filters, asked, lang, output),
        Command::Commitments(asked) => outcomes::commitments(catalogue, filters, asked, lang, output),
        Command::Show { ids, format } => records::show(&catalogue.archive, ids, *format, lang, output),
        Command::Cite(asked) => cite::cite(&catalogue.archive, asked, arguments.lang, output),
        Command::Export(asked) => export::export(catalogue, filters, asked, (lang, arguments.bom), output),
        Command::Report(asked) => report::report(catalogue, arguments, asked, output),
        Command::Notes(asked) => notes::notes(catalogue, filters, asked, output),
        Command::Stats(asked) => stats::stats(catalogue, filters, asked, output),
        Command::Compare(asked) => compare::compare(catalogue, filters, asked, lang, output),
        Command::Trace(asked) => trace::trace(catalogue, filters, asked, output),
        Command::Collocates(asked) => collocates::collocates(catalogue, filters, asked, output),
        Command::Keyness(asked) => keyness::keyness(catalogue, filters, asked, output),
        Command::Verify(asked) => verify::verify(catalogue, asked, lang, output),
        Command::Completions { shell, line } => completions::print(&catalogue.archive, *shell, line, output),
        Command::Draft(asked) => packs::draft(&catalogue.archive, asked, output),
        _ => Err(CliError::Usage("this command does without the archive".to_owned())),
    };
    finish(outcome, output)
}

/// Carries out a command for which [`Command::needs_archive`] is false, with what became of reading the configuration.
///
/// # Errors
/// See [`CliError`]; a closed pipe is none.
pub fn run_bare(
    arguments: &Arguments,
    config: Result<Config, ConfigError>,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let config = config.map_err(|error| CliError::Usage(error.to_string()));
    let Some(command) = &arguments.command else { return Ok(ExitStatus::Fine) };
    let outcome = match command {
        Command::Schema { name, pack } => schema::print(name.as_deref(), pack.as_deref(), output),
        Command::Check { paths, strict, all, format } => {
            packs::check(paths, packs::Asked { strict: *strict, all: *all, format: *format }, output)
        }
        Command::Import { file, to } => import::import(file, to.as_deref(), output),
        Command::Pack { what: PackCommand::New { path } } => packs::begin(path, output),
        Command::Pack { what: PackCommand::Fmt { paths, check } } => packs::fmt(paths, *check, output),
        Command::Pack { what: PackCommand::Diff { old, new, format } } => packs::diff(old, new, *format, output),
        Command::Pack { what: PackCommand::Merge { base, ours, theirs, output: into, name } } => {
            packs::merge([base, ours, theirs], into.as_deref(), name.as_deref(), output)
        }
        Command::Keys { format } => config.and_then(|config| settings::keys(&config, *format, output)),
        Command::Config => settings::config(arguments.config.as_deref(), config, output),
        Command::Paths { format } => settings::paths(arguments.config.as_deref(), *format, output),
        Command::Man { command, dir } => help::man(command.as_deref(), dir.as_deref(), output),
        Command::Help { topic } => help::help(topic.as_deref(), output),
        _ => Err(CliError::Usage("this command needs the archive".to_owned())),
    };
    finish(outcome, output)
}

fn finish(outcome: Result<ExitStatus, CliError>, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    heard_out(outcome.and_then(|outcome| output.out.flush().map(|()| outcome).map_err(Into::into)))
}

/// The outcome of printing: a closed pipe is no error, for its reader has had enough.
///
/// # Errors
/// As `outcome` has it.
pub fn heard_out(outcome: Result<ExitStatus, CliError>) -> Result<ExitStatus, CliError> {
    match outcome {
        Err(CliError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitStatus::Fine),
        outcome => outcome,
    }
}

/// What to say when the browser is asked for and there is no terminal: most likely a command was meant.
pub fn no_terminal(query: &[String]) -> String {
    match query.first().map(|word| (word, suggest::command(word))) {
        Some((word, Some(near))) => {
            format!("no command “{word}”; did you mean “{near}”? To search for the word: cadialog search {word}")
        }
        Some((word, None)) => format!(
            "the browser needs a terminal; to print what is found: cadialog search {word}; to browse by lines: cadialog --linear {word}"
        ),
        None => "the browser needs a terminal; try “cadialog --linear”, “cadialog search WORD” or “cadialog --help”".to_owned(),
    }
}

/// What to say when records are to be picked in plain lines.
pub const fn no_lines_to_pick() -> &'static str {
    "pick opens the screen of the browser; in plain lines “cadialog list --format ids” and “cadialog search WORD --format ids” print ids"
}

/// What to say when the terminal cannot show a screen.
pub const fn dumb_terminal() -> &'static str {
    "TERM is dumb: this terminal cannot show the screen of the browser; “cadialog --linear” is the same in plain lines"
}

/// What to say when words stand before a command, where they would be lost.
pub fn words_before_command(query: &[String]) -> String {
    format!("“{}” stands before the command; put the words behind “search”, or quote them all for the browser", query.join(" "))
}
