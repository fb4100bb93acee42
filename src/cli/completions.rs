//! `completions`: scripts for shells. Those for bash, zsh and fish ask the program, word by word, what may stand there: ids, names, fields
//! of the query language and their values. The others carry the ids, countries and topics of the archive.

mod argument;
mod shell_line;
mod value;

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory, Parser};
use clap_complete::{Generator, shells};

use super::arguments::Shell;
use super::{Arguments, CliError, ExitStatus, Output};
use crate::archive::Archive;
use crate::query::Candidate;
use crate::record::RecordType;
use crate::text;
use argument::GivenArgument;
use shell_line::ShellLine;

/// What bash is told: values first, and what its own script knows where there are none.
const BASH: &str = r#"
_cadialog_values() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]/#\~/$HOME}" completions bash -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        _cadialog "$@"
    elif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
        compopt -o nospace 2>/dev/null
    fi
}

complete -F _cadialog_values -o bashdefault -o default cadialog
"#;

/// The same for zsh, before the function that completes.
const ZSH: &str = r#"_cadialog_values() {
    local -a found texts fields shown of_fields
    local one
    found=("${(@f)$("${(Q)words[1]/#\~/$HOME}" completions zsh -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for one in $found; do
        if [[ ${one%%$'\t'*} == *: ]]; then
            fields+=("${one%%$'\t'*}") of_fields+=("${one//$'\t'/  -- }")
        else
            texts+=("${one%%$'\t'*}") shown+=("${one//$'\t'/  -- }")
        fi
    done
    (( $#texts + $#fields )) || return 1
    (( $#texts )) && compadd -U -l -V values -d shown -a texts
    (( $#fields )) && compadd -U -l -V fields -S '' -d of_fields -a fields
    return 0
}

_cadialog() {
    _cadialog_values && return 0
"#;

/// The same for fish, which asks for the values of each option by a line of its own.
const FISH: &str = r"
function __cadialog_values
    set -l before (commandline -opc)
    $before[1] completions fish -- $before (commandline -ct) 2>/dev/null
end
complete -c cadialog -a '(__cadialog_values)'
";

/// Prints the script for `shell`, or, if there is one, what completes the last word of `line`.
pub(super) fn print(archive: &Archive, shell: Shell, line: &[String], output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    if !line.is_empty() {
        return complete(archive, shell, line, output);
    }
    let values = CompletionValues::of(archive);
    let asking = Arguments::command;
    let script = match shell {
        Shell::Bash => format!("{}{BASH}", generated(shells::Bash, asking())),
        Shell::Zsh => generated(shells::Zsh, asking()).replacen("_cadialog() {\n", ZSH, 1),
        Shell::Fish => format!("{}{FISH}{}", generated(shells::Fish, asking()), options_for_fish()),
        // The generators for these two know options but no values; they are put in before the script answers.
        Shell::Powershell => {
            inserted(&generated(shells::PowerShell, values.command()), "    $completions = @(", &values.for_powershell())
        }
        Shell::Elvish => {
            inserted(&generated(shells::Elvish, values.command()), "    $completions[$command]\n", &values.for_elvish())
        }
        Shell::Nushell => generated(clap_complete_nushell::Nushell, values.command()),
    };
    output.out.write_all(script.as_bytes())?;
    Ok(ExitStatus::Fine)
}

/// Prints what completes the last word of `line`, a line each: for bash what it puts in, for others the word, a tab and what it means.
fn complete(archive: &Archive, shell: Shell, line: &[String], output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let typed = typed(shell, line);
    let mut program = Arguments::command();
    program.build();
    let words = typed.words.get(1..).unwrap_or_default();
    let argument = GivenArgument::of(&program, words);
    let current = words.last().map_or("", String::as_str);
    let mut found = argument.map_or_else(Vec::new, |argument| value::candidates(archive, &argument, current));
    // What would drive a terminal, or end a line, is nothing to type.
    found.retain(|candidate| !candidate.text.chars().any(char::is_control));
    if matches!(shell, Shell::Bash) {
        let put: Vec<String> = found.iter().filter_map(|candidate| typed.replacing(&candidate.text)).collect();
        let is_lost = put.len() > 1 && !put.iter().all(|text| text.starts_with(typed.replaced()));
        // Bash puts in what all have in common, if anything, in place of what is typed: an empty one keeps that.
        let kept = is_lost.then(String::new);
        for text in put.iter().chain(&kept) {
            writeln!(output.out, "{text}")?;
        }
        return Ok(ExitStatus::of(put.len()));
    }
    for Candidate { text, meaning } in &found {
        let tab = if meaning.is_empty() { "" } else { "\t" };
        writeln!(output.out, "{text}{tab}{}", text::clean(meaning))?;
    }
    Ok(ExitStatus::of(found.len()))
}

/// The words of a line as `shell` hands it over.
fn typed(shell: Shell, line: &[String]) -> ShellLine {
    match (shell, line) {
        (Shell::Bash, [whole]) => ShellLine::new(whole),
        // Fish gives the word at the caret as it is written.
        (Shell::Fish, [before @ .., last]) => {
            let last = ShellLine::new(last).words.pop().unwrap_or_default();
            ShellLine::of_words(before.iter().cloned().chain([last]).collect())
        }
        _ => ShellLine::of_words(line.to_vec()),
    }
}

/// Takes the packs that a line names for those that are read to complete it.
pub fn take_packs(arguments: &mut Arguments) {
    let Some(super::Command::Completions { shell, line }) = &arguments.command else { return };
    let words = typed(*shell, line).words;
    // Only what says which packs there are; the rest of the line is not whole yet.
    let mut options = vec!["cadialog".to_owned()];
    let mut words = words.split_last().map_or(&[][..], |(_, before)| before).iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--data" => options.extend([word.clone()].into_iter().chain(words.next().cloned())),
            "--no-bundled" => options.push(word.clone()),
            word if word.starts_with("--data=") => options.push(word.to_owned()),
            _ => {}
        }
    }
    if let Ok(named) = Arguments::try_parse_from(options) {
        arguments.packs.data.extend(named.packs.data);
        arguments.packs.no_bundled |= named.packs.no_bundled;
    }
}

/// A line for each option whose values the program knows.
fn options_for_fish() -> String {
    let mut program = Arguments::command();
    program.build();
    let line = |of: &clap::Arg, condition: &str| {
        let long = of.get_long().map(|long| format!(" -l {long}")).unwrap_or_default();
        let short = of.get_short().map(|short| format!(" -s {short}")).unwrap_or_default();
        format!("complete -c cadialog{condition}{short}{long} -r -f -a '(__cadialog_values)'\n")
    };
    let known = |of: &&clap::Arg| !of.is_positional() && value::is_of_archive(of);
    let everywhere = program.get_arguments().filter(known).map(|of| line(of, ""));
    let of_command = program.get_subcommands().flat_map(|command| {
        let condition = format!(" -n '__fish_cadialog_using_subcommand {}'", command.get_name());
        let own = command.get_arguments().filter(known).filter(|of| !of.is_global_set());
        own.map(|of| line(of, &condition)).collect::<Vec<_>>()
    });
    everywhere.chain(of_command).collect()
}

/// The script in memory: the generators would rather panic than report a closed pipe.
fn generated(shell: impl Generator, mut command: Command) -> String {
    command.build();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "cadialog", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

fn inserted(script: &str, before: &str, part: &str) -> String {
    script.replacen(before, &format!("{part}{before}"), 1)
}

/// The words that options and arguments may take, as the archive has them.
struct CompletionValues {
    countries: Vec<String>,
    topics: Vec<String>,
    types: Vec<String>,
    ids: Vec<String>,
}

impl CompletionValues {
    fn of(archive: &Archive) -> Self {
        // Ids of any other kind would carry whatever they hold into a shell.
        let plain = |id: &&str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let ids = |of_type: RecordType| -> Vec<String> {
            archive.of_type(of_type).iter().map(|&id| archive.record(id).id()).filter(plain).map(str::to_owned).collect()
        };
        let mut countries = ids(RecordType::Country);
        countries.extend(["ca5", "all6"].map(str::to_owned));
        Self {
            countries,
            topics: ids(RecordType::Topic),
            types: RecordType::ALL.map(|of_type| of_type.plural().to_owned()).to_vec(),
            ids: RecordType::ALL.into_iter().flat_map(ids).collect(),
        }
    }

    /// The command line with these as the values of its options.
    fn command(&self) -> Command {
        let given = |values: &[String]| {
            let values = values.to_vec();
            move |arg: clap::Arg| arg.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
        };
        let types = given(&self.types);
        let mut command = Arguments::command()
            .mut_arg("country", given(&self.countries))
            .mut_arg("topic", given(&self.topics))
            .mut_arg("of_types", given(&self.types))
            .mut_subcommand("list", |list| list.mut_arg("of_type", types));
        for (name, argument) in [("show", "ids"), ("cite", "ids"), ("compare", "sides")] {
            let ids = given(&self.ids);
            command = command.mut_subcommand(name, |command| command.mut_arg(argument, ids));
        }
        command
    }

    /// The words after which values come, and the values.
    fn places(&self) -> [(&'static [&'static str], &[String]); 5] {
        [
            (&["-c", "--country"], &self.countries),
            (&["-t", "--topic"], &self.topics),
            (&["--type"], &self.types),
            (&["list"], &self.types),
            (&["show", "cite", "compare"], &self.ids),
        ]
    }

    fn for_powershell(&self) -> String {
        let quoted = |words: &mut dyn Iterator<Item = &str>| words.map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
        let mut arms = String::new();
        for (words, values) in self.places() {
            let (words, values) = (quoted(&mut words.iter().copied()), quoted(&mut values.iter().map(String::as_str)));
            arms.push_str(&format!("        {{ $_ -cin @({words}) }} {{ @({values}); break }}\n"));
        }
        format!(
            "    $place = $commandElements.Count - 1\n    if ($wordToComplete) {{ $place -= 1 }}\n    \
             $before = if ($place -ge 0) {{ $commandElements[$place].Extent.Text }} else {{ '' }}\n    \
             $values = @(switch ($before) {{\n{arms}    }})\n    if ($values.Count -gt 0) {{\n        \
             return $values.Where{{ $_ -like \"$wordToComplete*\" }} |\n            \
             ForEach-Object {{ [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_) }}\n    }}\n\n"
        )
    }

    fn for_elvish(&self) -> String {
        let arms = self
            .places()
            .into_iter()
            .map(|(words, values)| format!("    if (has-value [{}] $before) {{ put {} }}\n", words.join(" "), values.join(" ")));
        let arms: String = arms.collect();
        format!("    var before = ''\n    if (> (count $words) 1) {{ set before = $words[-2] }}\n{arms}")
    }
}
