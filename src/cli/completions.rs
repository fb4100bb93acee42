//! `completions`: scripts for shells that know the ids, countries and topics of the archive.

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::{Generator, shells};

use super::arguments::Shell;
use super::{Arguments, CliError, Outcome, Output};
use crate::archive::Archive;
use crate::record::RecordType;

pub(super) fn print(archive: &Archive, shell: Shell, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let command = with_values(archive);
    match shell {
        Shell::Bash => write(shells::Bash, command, output),
        Shell::Zsh => write(shells::Zsh, command, output),
        Shell::Fish => write(shells::Fish, command, output),
        Shell::Powershell => write(shells::PowerShell, command, output),
        Shell::Elvish => write(shells::Elvish, command, output),
        Shell::Nushell => write(clap_complete_nushell::Nushell, command, output),
    }
}

fn write(shell: impl Generator, mut command: Command, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    command.build();
    // Generated in memory: the generators would rather panic than report a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "cadialog", &mut script);
    output.out.write_all(&script)?;
    Ok(Outcome::Fine)
}

/// The command line with the archive's own names as values of its options.
fn with_values(archive: &Archive) -> Command {
    let ids = |of_type: RecordType| -> Vec<String> {
        archive.of_type(of_type).iter().map(|&id| plain(archive.record(id).id())).filter(|id| !id.is_empty()).collect()
    };
    let mut countries = ids(RecordType::Country);
    countries.extend(["ca5", "all6"].map(str::to_owned));
    let types = RecordType::ALL.map(|of_type| of_type.plural().to_owned()).to_vec();
    let all: Vec<String> = RecordType::ALL.into_iter().flat_map(ids).collect();
    let given = |values: Vec<String>| {
        move |arg: clap::Arg| arg.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
    };
    let mut command = Arguments::command()
        .mut_arg("country", given(countries))
        .mut_arg("topic", given(ids(RecordType::Topic)))
        .mut_arg("of_types", given(types.clone()))
        .mut_subcommand("list", |list| list.mut_arg("of_type", given(types)));
    for name in ["show", "cite"] {
        let all = all.clone();
        command = command.mut_subcommand(name, |command| command.mut_arg("ids", given(all)));
    }
    command
}

/// Ids of ordinary packs as they are; of others nothing, since a script would carry them into a shell.
fn plain(id: &str) -> String {
    if id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') { id.to_owned() } else { String::new() }
}
