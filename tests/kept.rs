//! The built program started again and again in a pseudo-terminal: what it keeps comes back, and packs edited beside it
//! show at once.
#![cfg(unix)]

#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;

use pty::Pty;

fn start(arguments: &[&str], home: &Path) -> Pty {
    Pty::start(arguments, &[("XDG_DATA_HOME", home.to_str().expect("utf-8"))], 140, 36)
}

fn quit(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn marks_and_the_last_session_outlive_the_program() {
    let home = tempfile::tempdir().expect("a directory");
    let mut pty = start(&[], home.path());
    pty.wait_for("nothing hidden");
    pty.send("m");
    pty.wait_for("★ Event");
    pty.send("1 ");
    pty.wait_for("country:KZ");
    quit(pty);
    assert!(home.path().join("cadialog/shelf.json").exists());
    let pty = start(&[], home.path());
    let screen = pty.wait_for("restored the last session; X clears, --fresh starts without it");
    assert!(screen.contains("● Kazakhstan"), "{screen}");
    quit(pty);
    for arguments in [&["--fresh"][..], &["-t", "energy"], &["water"]] {
        let pty = start(arguments, home.path());
        let screen = pty.wait("a first screen", |text| text.contains("Help") || text.contains("? help"));
        assert!(!screen.contains("restored") && !screen.contains("country:KZ"), "{arguments:?}:\n{screen}");
        drop(pty); // killed: nothing is kept of it
    }
    let mut pty = start(&["--fresh"], home.path());
    pty.wait_for("nothing hidden");
    pty.send("'");
    pty.wait_for("Results · 1 record");
    pty.send("\u{3}");
    assert_eq!(pty.exit_code(), 130);
    start(&[], home.path()).wait_for("restored the last session");
}

#[test]
fn a_pack_edited_beside_the_browser_shows_at_once_and_a_broken_one_says_where() {
    let folder = tempfile::tempdir().expect("a directory");
    let pack = folder.path().join("my-pack");
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_cadialog"));
    command.args(["pack", "new"]).arg(&pack).assert().success();
    let home = tempfile::tempdir().expect("a directory");
    let mut pty = start(&["--data", pack.to_str().expect("utf-8")], home.path());
    pty.wait_for("An event to replace");
    pty.send("/event to");
    pty.wait_for("found");
    pty.send("\r");
    let events = pack.join("events.json");
    let good = fs::read_to_string(&events).expect("events");
    fs::write(&events, good.replacen("\"title\": \"An event to replace\",", "\"title\": \"An event to replace\"", 1))
        .expect("written");
    pty.wait("the fault and its place", |text| text.contains("my-pack/events.json, line ") && text.contains("last good state"));
    pty.send("j");
    pty.wait_for("a pack is faulty");
    fs::write(&events, good.replacen("An event to replace", "An event to remember", 1)).expect("written");
    let screen = pty.wait_for("An event to remember");
    assert!(screen.contains("/ event to"), "the search is kept:\n{screen}");
    pty.wait("no fault", |text| !text.contains("a pack is faulty"));
    quit(pty);
}
