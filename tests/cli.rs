//! The command line from outside: what goes to stdout, what to stderr, and the exit codes.

#[path = "cli/compare.rs"]
mod compare;
#[path = "cli/completing.rs"]
mod completing;
#[path = "cli/conditions.rs"]
mod conditions;
#[path = "cli/context.rs"]
mod context;
#[path = "common/dossier.rs"]
mod dossier_reader;
#[path = "cli/exit_codes.rs"]
mod exit_codes;
#[path = "cli/export_files.rs"]
mod export_files;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/hints.rs"]
mod hints;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/looks.rs"]
mod looks;
#[path = "cli/machine.rs"]
mod machine;
#[path = "cli/mcp.rs"]
mod mcp;
#[path = "cli/merging.rs"]
mod merging;
#[path = "cli/notes.rs"]
mod notes;
#[path = "cli/numbers.rs"]
mod numbers;
#[path = "cli/packs.rs"]
mod packs;
#[path = "cli/packs_at_start.rs"]
mod packs_at_start;
#[path = "cli/packs_left_out.rs"]
mod packs_left_out;
#[path = "cli/packs_refused.rs"]
mod packs_refused;
#[path = "cli/plainly.rs"]
mod plainly;
#[cfg(unix)]
#[path = "common/pty.rs"]
mod pty;
#[path = "cli/records.rs"]
mod records;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/report_in_a_browser.rs"]
mod report_in_a_browser;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/verify.rs"]
mod verify;
#[path = "cli/words.rs"]
mod words;

use std::process::Output;

/// What one call printed, and how it ended.
struct Run {
    out: String,
    err: String,
    code: i32,
}

/// The program, in an environment that asks for nothing.
fn program() -> assert_cmd::Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CADIALOG_CONFIG", "COLUMNS", "LC_ALL", "LC_CTYPE", "LANG"] {
        command.env_remove(name);
    }
    command
        .env("TERM", "xterm-256color")
        .env("XDG_CONFIG_HOME", "/nowhere/to/be/found")
        .env("XDG_DATA_HOME", "/nowhere/to/be/found");
    command
}

fn run(arguments: &[&str]) -> Run {
    ended(program().args(arguments).output().expect("runs"))
}

fn ended(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code().unwrap_or(-1) }
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let run = run(arguments);
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{arguments:?} prints no JSON: {e}\n{}{}", run.out, run.err))
}
