//! `help` and `man`: pages about commands, made from the parser itself.

use std::path::Path;

use clap::{Command, CommandFactory};

use super::output::Style;
use super::{Arguments, CliError, ExitStatus, Output, suggest};
use crate::{query, text};

/// The command called `name`, with the options it has from the program as a whole.
fn command(name: &str) -> Result<Command, CliError> {
    let mut program = Arguments::command();
    program.build();
    let found = program.find_subcommand(name).cloned();
    found.ok_or_else(|| {
        let near = suggest::command(name).map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
        let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        CliError::Usage(format!("no command “{name}”{near} (commands: {})", names.join(", ")))
    })
}

/// The long help of the program or of a command; `query` is the query language.
pub(super) fn help(topic: Option<&str>, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let mut about = match topic {
        None => Arguments::command(),
        Some("query") => return language(output),
        Some(name) => command(name)?,
    };
    let text = about.render_long_help();
    if output.color {
        write!(output.out, "{}", text.ansi())?;
    } else {
        write!(output.out, "{text}")?;
    }
    Ok(ExitStatus::Fine)
}

/// The table of the query language.
fn language(output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    writeln!(output.out, "{}", query::help::INTRODUCTION)?;
    for (heading, rows) in query::help::PARTS {
        writeln!(output.out, "\n{}", output.styled(heading, Style::Strong))?;
        for row in rows {
            let gap = " ".repeat(25usize.saturating_sub(text::width(row.form)).max(1));
            writeln!(output.out, "  {}{gap}{}", output.styled(row.form, Style::Matched), row.meaning)?;
            writeln!(
                output.out,
                "  {:25}{}",
                "",
                output.styled(&format!("cadialog search '{}'", row.example.replace('\'', "'\\''")), Style::Faint)
            )?;
        }
    }
    Ok(ExitStatus::Fine)
}

/// One manual page on stdout, or all of them into `dir`.
pub(super) fn man(name: Option<&str>, dir: Option<&Path>, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    if let Some(dir) = dir {
        std::fs::create_dir_all(dir)?;
        clap_mangen::generate_to(Arguments::command(), dir)?;
        output.note(&format!("manual pages written to {}", dir.display()))?;
        return Ok(ExitStatus::Fine);
    }
    let page = match name {
        None => Arguments::command(),
        Some(name) => {
            let title = format!("cadialog-{name}");
            command(name)?.name(title.clone()).display_name(title)
        }
    };
    clap_mangen::Man::new(page).render(&mut output.out)?;
    Ok(ExitStatus::Fine)
}
