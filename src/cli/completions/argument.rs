//! Which argument of the call the word that is being typed belongs to.

use clap::{Arg, Command};

/// The argument that a word is given to.
#[derive(Debug)]
pub(super) struct GivenArgument<'a> {
    /// The argument.
    pub of: &'a Arg,
    /// What stands before the value in the word: `--style=`, or nothing.
    pub lead: &'a str,
    /// The words that the argument has been given before, if it takes several.
    pub before: Vec<&'a str>,
    /// Whether the word may be the name of a command.
    pub is_first: bool,
}

impl<'a> GivenArgument<'a> {
    /// The argument of `program` that the last of `words`, which stand behind its name, is given to; none for an option that is not whole.
    pub fn of(program: &'a Command, words: &'a [String]) -> Option<Self> {
        let (current, before) = words.split_last()?;
        let (mut command, mut given, mut waiting, mut literal) = (program, Vec::new(), None, false);
        for word in before {
            if waiting.take().is_some() {
                continue;
            }
            if !literal && word == "--" {
                literal = true;
            } else if !literal && word.len() > 1 && word.starts_with('-') {
                waiting = option(command, word).filter(|_| !word.contains('='));
            } else if let Some(sub) = command.find_subcommand(word).filter(|_| given.is_empty() && !literal) {
                command = sub;
            } else {
                given.push(word.as_str());
            }
        }
        if let Some(of) = waiting {
            return Some(Self { of, lead: "", before: Vec::new(), is_first: false });
        }
        if !literal && current.starts_with('-') {
            let lead = current.find('=').map(|at| &current[..=at])?;
            return option(command, lead).map(|of| Self { of, lead, before: Vec::new(), is_first: false });
        }
        let place = command.get_positionals().nth(given.len()).or_else(|| command.get_positionals().last())?;
        let is_first = given.is_empty() && command.has_subcommands();
        let takes_several = place.get_num_args().is_some_and(|range| range.max_values() > 2) || is_repeated(place);
        let own = command.get_positionals().take_while(|arg| arg.get_id() != place.get_id()).count();
        let before = if takes_several { given.split_off(own.min(given.len())) } else { Vec::new() };
        Some(Self { of: place, lead: "", before, is_first })
    }
}

fn is_repeated(of: &Arg) -> bool {
    matches!(of.get_action(), clap::ArgAction::Append)
}

/// The option `word`, if its value is the next word or stands behind `=`.
fn option<'a>(command: &'a Command, word: &str) -> Option<&'a Arg> {
    let name = word.strip_suffix('=').unwrap_or(word);
    let name = name.split('=').next()?;
    let is_named = |arg: &&Arg| match name.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long),
        None => arg.get_short().is_some_and(|short| name.strip_prefix('-').is_some_and(|rest| rest == short.to_string())),
    };
    let found = command.get_arguments().find(is_named)?;
    let takes_next = found.get_action().takes_values() && (!found.is_require_equals_set() || word.contains('='));
    takes_next.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn a_word_belongs_to_its_option_or_to_its_place() {
        let mut program = super::super::Arguments::command();
        program.build();
        for (line, id, lead) in [
            ("search water spea", Some("query"), ""),
            ("-c K", Some("country"), ""),
            ("search water --country K", Some("country"), ""),
            ("cite --style=a", Some("style"), "--style="),
            ("cite td-1", Some("ids"), ""),
            ("cite -- -x", Some("ids"), ""),
            ("list ev", Some("of_type"), ""),
            ("collocates water spea", Some("query"), ""),
            ("collocates wat", Some("word"), ""),
            ("search --kwic wat", Some("query"), ""),
            ("search --sty", None, ""),
            ("sea", Some("query"), ""),
        ] {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let found = GivenArgument::of(&program, &words);
            let found = found.as_ref().map(|found| (found.of.get_id().as_str(), found.lead));
            assert_eq!(found, id.map(|id| (id, lead)), "{line}");
        }
    }
}
