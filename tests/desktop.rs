//! Copying and opening with the programs of the desktop, in the built program: which one got what, and what is said of it.
#![cfg(unix)]

#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pty::Pty;

const STARTED: &str = "nothing hidden";

/// The id of the event that is selected.
const EVENT: &str = "summit-01-tokyo-2025";

/// A directory with shell scripts as programs.
fn programs(scripts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("may be run");
    }
    folder
}

/// Starts the browser where there are only these programs.
fn start(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Pty {
    let nothing = ["WAYLAND_DISPLAY", "DISPLAY", "TMUX", "STY", "WSL_DISTRO_NAME", "BROWSER"].map(|name| (name, ""));
    let path = [("PATH", folder.to_str().expect("utf-8"))];
    let environment: Vec<(&str, &str)> = nothing.into_iter().chain(path).chain(environment.iter().copied()).collect();
    let mut pty = Pty::start(arguments, &environment, 120, 36);
    pty.wait_for(STARTED);
    // What stands on top changes with the archive.
    pty.send(&format!("/id:{EVENT}\r"));
    pty.wait("the record", |text| text.contains("number 1 of its series") && !text.contains("give up"));
    pty
}

fn quit(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
}

/// What a script has recorded beside itself.
fn recorded(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(format!("{name}.got"))).unwrap_or_default()
}

const RECORD: &str = "/bin/cat > \"$0.got\"";

#[test]
fn a_copied_id_reaches_the_program_that_is_named() {
    for (name, variable) in
        [("wl-copy", "WAYLAND_DISPLAY"), ("xclip", "DISPLAY"), ("xsel", "DISPLAY"), ("pbcopy", "PATH"), ("tmux", "TMUX")]
    {
        let folder = programs(&[(name, RECORD)]);
        let environment = [(variable, "there")];
        let mut pty = start(folder.path(), &[], if variable == "PATH" { &[] } else { &environment });
        pty.send("yi");
        let words = if name == "tmux" { "into tmux’s buffer".to_owned() } else { format!("with {name}") };
        pty.wait_for(&format!("copied the id (20 characters) {words}"));
        assert_eq!(recorded(folder.path(), name), EVENT);
        assert!(!pty.raw().contains("\u{1b}]52;"), "the terminal is not asked as well");
        quit(pty);
    }
}

#[test]
fn without_a_program_the_terminal_is_asked_and_nothing_is_claimed() {
    let folder = programs(&[]);
    let mut pty = start(folder.path(), &[], &[]);
    pty.send("yi");
    pty.wait_for("sent the id (20 characters) to the terminal’s clipboard; nobody can tell whether it took it");
    assert!(pty.raw().contains("\u{1b}]52;c;c3VtbWl0LTAxLXRva3lvLTIwMjU=\u{1b}\\"));
    quit(pty);
    let mut pty = start(folder.path(), &[], &[("TERM", "linux")]);
    pty.send("yi");
    pty.wait_for("the id (20 characters) is not copied");
    assert!(!pty.raw().contains("\u{1b}]52;") && !pty.raw().contains("\u{1b}]8;"));
    quit(pty);
}

#[test]
fn a_program_that_fails_or_hangs_is_told_and_the_next_one_is_taken() {
    let folder = programs(&[("wl-copy", "exit 1"), ("xclip", "exec /bin/sleep 600")]);
    let mut pty = start(folder.path(), &[], &[("WAYLAND_DISPLAY", "there"), ("DISPLAY", "there")]);
    pty.send("yi");
    // The message is longer than a line.
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = joined(&pty.wait("the message", |text| joined(text).contains("it did not end within 2 seconds")));
    assert!(text.contains("sent the id (20 characters)") && text.contains("wl-copy: it ended with code 1"), "{text}");
    quit(pty);
}

#[test]
fn a_text_copied_just_before_the_end_arrives() {
    let folder = programs(&[("pbcopy", RECORD)]);
    let mut pty = start(folder.path(), &[], &[]);
    pty.send("yiq");
    assert_eq!(pty.exit_code(), 0);
    assert_eq!(recorded(folder.path(), "pbcopy"), EVENT);
}

#[test]
fn the_programs_of_the_configuration_are_used() {
    let folder = programs(&[("pbcopy", "exit 0"), ("my-clip", RECORD), ("my-browser", "echo \"$@\" > \"$0.got\"")]);
    let file = folder.path().join("config.toml");
    fs::write(&file, "clipboard = \"my-clip --now\"\nbrowser = \"my-browser --new %s\"\n").expect("written");
    let mut pty = start(folder.path(), &["--config", file.to_str().expect("utf-8")], &[("BROWSER", "no-such-browser")]);
    pty.send("yi");
    pty.wait_for("copied the id (20 characters) with my-clip");
    assert_eq!(recorded(folder.path(), "my-clip"), EVENT);
    pty.send("o");
    pty.wait_for("Open a source");
    pty.send("\r");
    pty.wait("what the browser got", |_| recorded(folder.path(), "my-browser").starts_with("--new https://"));
    quit(pty);
    fs::write(&file, "clipboard = \"my-clip 'now\"\n").expect("written");
    let mut pty = Pty::start(&["--config", file.to_str().expect("utf-8")], &[], 120, 36);
    assert_eq!(pty.exit_code(), 2);
    assert!(pty.raw().contains("is not closed"), "{}", pty.raw());
}

#[test]
fn where_no_browser_can_be_started_the_whole_address_is_shown_and_copied() {
    let folder = programs(&[("pbcopy", RECORD)]);
    let mut pty = start(folder.path(), &[], &[("BROWSER", "no-such-browser")]);
    pty.send("o");
    pty.wait_for("Open a source");
    pty.send("\r");
    let text = pty.wait_for("no web browser could be started");
    let address = recorded(folder.path(), "pbcopy");
    assert!(address.starts_with("https://") && text.contains(&address), "{address}\n{text}");
    assert!(text.contains("there is no program “no-such-browser”"), "{text}");
    quit(pty);
}

#[test]
fn a_browser_in_the_terminal_has_it_while_it_runs() {
    let folder = programs(&[("w3m", "echo \"reading $1\"; read key")]);
    let mut pty = start(folder.path(), &[], &[("BROWSER", "no-such-browser:w3m")]);
    pty.send("o");
    pty.wait_for("Open a source");
    pty.send("\r");
    pty.wait("the browser", |text| text.contains("reading https://") && !pty.in_alternate_screen());
    pty.send("\n");
    pty.wait("the program", |text| text.contains("back from w3m") && pty.in_alternate_screen());
    pty.wait_for("3 Results");
    quit(pty);
}
