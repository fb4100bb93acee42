//! `--linear` in a pseudo-terminal: keys that end it, and lines as wide as the terminal.

use std::path::Path;

use super::pty::Pty;

fn start(arguments: &[&str], home: &Path) -> Pty {
    Pty::start(arguments, &[("TERM", "dumb"), ("XDG_DATA_HOME", home.to_str().expect("UTF-8"))], 80, 24)
}

#[test]
fn a_dumb_terminal_gets_lines_only_and_they_are_not_written_twice() {
    let home = super::home();
    let mut pty = start(&["--linear"], home.path());
    pty.wait_for("Nothing hidden.");
    pty.send("countries\n");
    pty.wait_for(&format!("Kazakhstan: {} events.", super::bundled::of_country("KZ")));
    pty.send("\u{4}");
    assert_eq!(pty.exit_code(), 0);
    let raw = pty.raw();
    assert!(!raw.contains('\u{1b}'), "{raw:?}");
    assert_eq!(raw.matches("countries").count(), 1, "{raw:?}");
    assert!(raw.ends_with("> \r\n"), "the shell’s prompt begins a line: {raw:?}");
}

#[test]
fn ctrl_c_ends_it_with_130_and_keeps_the_session() {
    let home = super::home();
    let mut pty = start(&["--linear", "-c", "KZ"], home.path());
    pty.wait_for("Showing country:KZ");
    pty.send("\u{3}");
    assert_eq!(pty.exit_code(), 130);
    let mut pty = start(&["--linear"], home.path());
    pty.wait_for("Restored the last session; X clears, --fresh starts without it.");
    pty.wait_for("Showing country:KZ: ");
    pty.signal("-TERM");
    assert_eq!(pty.exit_code(), 143);
    let mut pty = start(&["--linear", "--fresh"], home.path());
    let fresh = pty.wait_for("Nothing hidden.");
    assert!(!fresh.contains("estored"), "{fresh}");
    pty.send("quit\n");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn ctrl_c_and_ctrl_d_end_it_where_words_are_asked_for() {
    let home = super::home();
    let mut pty = start(&["--linear"], home.path());
    pty.wait_for("Nothing hidden.");
    pty.send("/\n");
    pty.wait_for("search> ");
    pty.send("half a word\u{3}");
    assert_eq!(pty.exit_code(), 130);
    let mut pty = start(&["--linear", "id:td-13-2025"], home.path());
    pty.wait_for("Showing id:td-13-2025");
    pty.send("note\n");
    pty.wait_for("note> ");
    pty.send("\u{4}");
    pty.wait_for("The note stays as it was.");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn words_are_not_parted_at_the_edge_of_the_terminal_and_addresses_nowhere() {
    let home = super::home();
    let mut pty = start(&["--linear", "id:td-13-2025"], home.path());
    pty.wait_for("Showing id:td-13-2025");
    pty.send("open\n");
    pty.wait_for("End of the record");
    pty.send("quit\n");
    assert_eq!(pty.exit_code(), 0);
    let raw = pty.raw().replace('\r', "");
    let address = "https://thxnews.com/2025/03/14/japan-strengthens-ties-with-central-asia/";
    assert!(raw.contains(address), "{raw}");
    for line in raw.lines() {
        let wide = cadialog::text::width(line) > 80;
        assert!(!wide || !line.trim().contains(' '), "wider than the terminal: {line}");
    }
    // Through a pipe the same sentence is one line.
    let (piped, _) = super::run(home.path(), &["id:td-13-2025"], &["open"]);
    assert!(piped.lines().any(|line| cadialog::text::width(line) > 80), "{piped}");
}

#[test]
fn without_the_option_a_dumb_terminal_is_told_of_it_in_a_line() {
    let mut pty = start(&[], super::home().path());
    assert_eq!(pty.exit_code(), 2);
    let raw = pty.raw();
    assert!(raw.contains("“cadialog --linear” is the same in plain lines") && !raw.contains('\u{1b}'), "{raw:?}");
    assert_eq!(raw.trim_end().lines().count(), 1, "{raw:?}");
}
