//! `cadialog`: parse, run, turn the outcome into an exit code.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use cadialog::archive::Archive;
use cadialog::cli::{self, Arguments, CliError, Color, Command, Outcome, Output};
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

fn run(mut arguments: Arguments) -> Result<ExitCode, (u8, String)> {
    let archive = Archive::bundled().map_err(|e| (exit::DATA, e.to_string()))?;
    let catalogue = Catalogue::new(archive);
    match arguments.command.take() {
        Some(_) if !arguments.query.is_empty() => Err((exit::USAGE, cli::words_before_command(&arguments.query))),
        Some(command) => print(&catalogue, command, &arguments),
        None => Err((exit::USAGE, cli::no_terminal(&arguments.query))),
    }
}

fn print(catalogue: &Catalogue, mut command: Command, arguments: &Arguments) -> Result<ExitCode, (u8, String)> {
    if let (Command::Show { lang, .. }, Some(chosen)) = (&mut command, arguments.lang) {
        *lang = chosen.into();
    }
    let terminal = io::stdout().is_terminal();
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("CLICOLOR_FORCE") && std::env::var("CLICOLOR_FORCE").is_ok_and(|v| v != "0") => true,
        Color::Auto => terminal && std::env::var("TERM").is_ok_and(|term| term != "dumb"),
    };
    let width = if terminal { crossterm::terminal::size().map_or(80, |(width, _)| usize::from(width)) } else { 100 };
    let (stdout, stderr) = (io::stdout().lock(), io::stderr().lock());
    let mut out = io::BufWriter::new(stdout);
    let mut output = Output { out: &mut out, err: &mut { stderr }, width: width.max(20), color };
    match cli::run(catalogue, &command, &arguments.filters, &mut output) {
        Ok(Outcome::Fine) => Ok(ExitCode::SUCCESS),
        Ok(Outcome::Nothing) => Ok(ExitCode::from(exit::NOTHING)),
        Err(CliError::Usage(message)) => Err((exit::USAGE, message)),
        Err(CliError::Io(error)) => Err((exit::IO, error.to_string())),
    }
}
