//! Colour and closed pipes: what depends on where the output goes.

use std::io::Read;
use std::process::{Command, Stdio};

use super::{ended, program, run};

const ESCAPE: char = '\u{1b}';

#[test]
fn a_pipe_gets_no_colour_unless_asked() {
    let search = ["search", "water", "--limit", "3"];
    assert!(!run(&search).out.contains(ESCAPE));
    assert!(run(&["search", "water", "--limit", "3", "--color", "always"]).out.contains(ESCAPE));
    let with = |name: &str, value: &str| ended(program().env(name, value).args(search).output().expect("runs")).out;
    assert!(with("CLICOLOR_FORCE", "1").contains(ESCAPE));
    assert!(!with("CLICOLOR_FORCE", "0").contains(ESCAPE), "CLICOLOR_FORCE=0 forces nothing");
    assert!(!with("NO_COLOR", "1").contains(ESCAPE));
}

#[test]
fn no_color_outweighs_force_and_an_option_outweighs_both() {
    let both = |more: &[&str]| {
        let mut command = program();
        command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").args(["search", "water"]).args(more);
        ended(command.output().expect("runs")).out
    };
    assert!(!both(&[]).contains(ESCAPE));
    assert!(both(&["--color", "always"]).contains(ESCAPE));
    assert!(!both(&["--color", "never"]).contains(ESCAPE));
}

#[test]
fn colour_changes_nothing_but_colour() {
    for arguments in [&["search", "water"][..], &["list", "quotes"], &["show", "td-13-2025"]] {
        let plain = run(arguments).out;
        let mut coloured = run(&[arguments, &["--color", "always"]].concat()).out;
        while let Some(at) = coloured.find(ESCAPE) {
            let end = at + coloured[at..].find('m').expect("SGR") + 1;
            coloured.replace_range(at..end, "");
        }
        assert_eq!(plain, coloured, "{arguments:?}");
    }
}

#[test]
fn data_formats_are_never_coloured() {
    let out = run(&["search", "water", "--format", "json", "--color", "always"]).out;
    assert!(!out.contains(ESCAPE));
}

#[test]
fn a_closed_pipe_is_silent_and_no_error() {
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    for arguments in [
        &["list", "events", "--format", "json"][..],
        &["list", "sources"],
        &["list", "sources", "--format", "ids"],
        &["search", "japan"],
        &["export", "--format", "json"],
        &["export", "--format", "jsonl"],
        &["export", "--format", "csv"],
        &["export", "--format", "tsv"],
        &["export", "--format", "markdown"],
        &["export", "--format", "csl-json"],
        &["export", "--format", "bibtex"],
        &["export", "--format", "ris"],
        &["export", "--format", "ics"],
        &["export", "--format", "geojson", "--type", "event"],
        &["export", "--format", "text"],
        &["report"],
        &["stats", "--by", "country,topic", "--format", "json"],
        &["schema", "export"],
        &["completions", "bash"],
        &["man"],
        &["help"],
    ] {
        let mut child =
            Command::new(program).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        let mut out = child.stdout.take().expect("stdout");
        let mut first = [0; 1];
        out.read_exact(&mut first).expect("a byte");
        drop(out);
        let rest = child.wait_with_output().expect("ends");
        assert_eq!(rest.status.code(), Some(0), "{arguments:?}");
        let said = String::from_utf8_lossy(&rest.stderr);
        assert!(!said.contains("ipe") && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}

#[test]
#[cfg(unix)]
fn remarks_come_after_the_data_where_both_go_to_one_place() {
    let program = assert_cmd::cargo::cargo_bin!("cadialog");
    for call in ["list sources --format ids --limit 300", "stats --type event", "export --format ids", "report topic:energy"] {
        let script = format!("\"$0\" {call} 2>&1");
        let both = Command::new("sh").arg("-c").arg(script).arg(program).output().expect("sh");
        let both = String::from_utf8_lossy(&both.stdout).into_owned();
        assert_eq!(both.matches("cadialog: ").count(), 1, "{call}: {both}");
        assert!(both.lines().last().is_some_and(|line| line.starts_with("cadialog: ")), "{call}: the remark is not last");
    }
}

#[test]
#[cfg(unix)]
fn colour_on_a_terminal_obeys_term_and_no_color() {
    for (name, value, coloured) in [("TERM", "xterm-256color", true), ("TERM", "dumb", false), ("NO_COLOR", "1", false)] {
        let out = in_terminal(name, value);
        assert!(out.contains("Tajikistan"), "{out}");
        assert_eq!(out.contains(ESCAPE), coloured, "{name}={value}: {out:?}");
    }
}

/// The output of a search in a terminal of 60 columns.
#[cfg(unix)]
fn in_terminal(name: &str, value: &str) -> String {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 60, pixel_width: 0, pixel_height: 0 }).expect("PTY");
    let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin!("cadialog"));
    for unset in ["NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(unset);
    }
    command.env("TERM", "xterm-256color");
    command.env(name, value);
    command.args(["search", "tajikstan"]);
    let mut child = pair.slave.spawn_command(command).expect("runs");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("reader");
    let mut out = Vec::new();
    // The end of a PTY reads as an error on Linux.
    let _ = reader.read_to_end(&mut out);
    child.wait().expect("ends");
    String::from_utf8_lossy(&out).into_owned()
}
