//! `cadialog`: parse, run, turn the outcome into an exit code.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use cadialog::archive::Archive;
use cadialog::cli::{self, Arguments, CliError, Outcome, Output};
use cadialog::query::Catalogue;
use clap::Parser;

/// The exit codes, as the README documents them.
mod exit {
    pub const NOTHING: u8 = 1;
    pub const USAGE: u8 = 2;
    pub const DATA: u8 = 3;
    pub const IO: u8 = 4;
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err((code, message)) => {
            // Nobody may be there to read it.
            let _ = writeln!(io::stderr(), "cadialog: {}", cadialog::text::clean(&message));
            ExitCode::from(code)
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, (u8, String)> {
    if let Some(command) = &arguments.command {
        if !arguments.query.is_empty() {
            return Err((exit::USAGE, cli::words_before_command(&arguments.query)));
        }
        if !command.needs_archive() {
            return print(&arguments, |output| cli::run_bare(&arguments, output));
        }
    }
    let archive = Archive::bundled().map_err(|e| (exit::DATA, e.to_string()))?;
    let catalogue = Catalogue::new(archive);
    match arguments.command {
        Some(_) => print(&arguments, |output| cli::run(&catalogue, &arguments, output)),
        None => Err((exit::USAGE, cli::no_terminal(&arguments.query))),
    }
}

/// Gives `command` the streams, and turns what becomes of it into an exit code.
fn print(
    arguments: &Arguments,
    command: impl FnOnce(&mut Output<'_>) -> Result<Outcome, CliError>,
) -> Result<ExitCode, (u8, String)> {
    let terminal = io::stdout().is_terminal();
    let width = if terminal { crossterm::terminal::size().map_or(80, |(width, _)| usize::from(width)) } else { 100 };
    let (stdout, stderr) = (io::stdout().lock(), io::stderr().lock());
    let mut out = io::BufWriter::new(stdout);
    let color = arguments.color.applies(terminal);
    let mut output = Output { out: &mut out, err: &mut { stderr }, width: width.max(20), color };
    match command(&mut output) {
        Ok(Outcome::Fine) => Ok(ExitCode::SUCCESS),
        Ok(Outcome::Nothing) => Ok(ExitCode::from(exit::NOTHING)),
        Err(CliError::Usage(message)) => Err((exit::USAGE, message)),
        Err(CliError::Io(error)) => Err((exit::IO, error.to_string())),
    }
}
