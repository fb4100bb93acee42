//! `schema cli`: the whole command line for machines, made from the parser itself.

use clap::{Arg, ArgAction, Command, CommandFactory};
use serde_json::{Value, json};

use super::Arguments;

/// The command line: commands, their arguments and options, exit codes, variables of the environment.
pub fn command_line() -> Value {
    let mut program = Arguments::command();
    program.build();
    let mut description = command(&program, true);
    description["schema"] = "cadialog.cli/1".into();
    description["version"] = env!("CARGO_PKG_VERSION").into();
    description["exit_codes"] = json!({
        "0": "found, or all is well; also a closed pipe",
        "1": "nothing found; what was asked is not so: packs differ, a merge has conflicts",
        "2": "the call or the query is off",
        "3": "the data are off",
        "4": "reading or writing failed",
        "130": "interrupted",
    });
    description["environment"] = json!({
        "NO_COLOR": "not empty: no colour in printed text",
        "CLICOLOR_FORCE": "neither empty nor 0: colour in printed text, even in a pipe; NO_COLOR outweighs it",
        "TERM": "dumb: no colour, and no browser but with --linear",
        "CADIALOG_CONFIG": "the configuration file",
        "XDG_CONFIG_HOME": "the directory of configuration files, on every system",
        "XDG_DATA_HOME": "the directory of what the reader keeps, and whose cadialog/packs are read at every start, on every system",
    });
    description
}

fn command(command: &Command, whole: bool) -> Value {
    let inherited = |arg: &&Arg| whole || !arg.is_global_set();
    let shown = || command.get_arguments().filter(|arg| !arg.is_hide_set()).filter(inherited);
    let mut description = json!({
        "name": command.get_name(),
        "about": command.get_about().map(ToString::to_string),
        "arguments": shown().filter(|arg| arg.is_positional()).map(argument).collect::<Vec<_>>(),
        "options": shown().filter(|arg| !arg.is_positional()).map(argument).collect::<Vec<_>>(),
    });
    let commands: Vec<Value> = command.get_subcommands().filter(|c| !c.is_hide_set()).map(|c| self::command(c, false)).collect();
    if !commands.is_empty() {
        description["commands"] = commands.into();
    }
    description
}

fn argument(arg: &Arg) -> Value {
    let takes = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let values: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    let defaults: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    let mut description = json!({
        "name": arg.get_long().unwrap_or_else(|| arg.get_id().as_str()),
        "help": arg.get_help().map(ToString::to_string),
        "required": arg.is_required_set(),
        "repeats": matches!(arg.get_action(), ArgAction::Append) || arg.get_value_delimiter().is_some(),
        "takes_value": takes,
        "global": arg.is_global_set(),
    });
    if let Some(short) = arg.get_short() {
        description["short"] = short.to_string().into();
    }
    if takes && let Some(names) = arg.get_value_names() {
        description["value"] = names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").into();
    }
    if takes && !values.is_empty() {
        description["values"] = values.into();
    }
    if takes && !defaults.is_empty() {
        description["default"] = defaults.join(",").into();
    }
    if let Some(variable) = arg.get_env() {
        description["environment"] = variable.to_string_lossy().into();
    }
    description
}
