//! `completions`: scripts for shells that know the ids, countries and topics of the archive.

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::{Generator, shells};

use super::arguments::Shell;
use super::{Arguments, CliError, ExitStatus, Output};
use crate::archive::Archive;
use crate::record::RecordType;

pub(super) fn print(archive: &Archive, shell: Shell, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let values = CompletionValues::of(archive);
    let script = match shell {
        Shell::Bash => generated(shells::Bash, &values),
        Shell::Zsh => generated(shells::Zsh, &values),
        Shell::Fish => format!("{}{}", generated(shells::Fish, &values), values.for_fish()),
        // The generators for these two know options but no values; they are put in before the script answers.
        Shell::Powershell => inserted(&generated(shells::PowerShell, &values), "    $completions = @(", &values.for_powershell()),
        Shell::Elvish => inserted(&generated(shells::Elvish, &values), "    $completions[$command]\n", &values.for_elvish()),
        Shell::Nushell => generated(clap_complete_nushell::Nushell, &values),
    };
    output.out.write_all(script.as_bytes())?;
    Ok(ExitStatus::Fine)
}

/// The script in memory: the generators would rather panic than report a closed pipe.
fn generated(shell: impl Generator, values: &CompletionValues) -> String {
    let mut command = values.command();
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

    /// The generator leaves out values of arguments that are no options.
    fn for_fish(&self) -> String {
        let line = |(commands, values): (&[&str], &[String])| {
            format!(
                "complete -c cadialog -n \"__fish_cadialog_using_subcommand {}\" -f -a \"{}\"\n",
                commands.join(" "),
                values.join(" ")
            )
        };
        self.places().into_iter().filter(|(words, _)| !words[0].starts_with('-')).map(line).collect()
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
