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
    for (name, variable) in [
        ("wl-copy", "WAYLAND_DISPLAY"),
        ("xclip", "DISPLAY"),
        ("xsel", "DISPLAY"),
        ("pbcopy", "PATH"),
        ("clip.exe", "WSL_DISTRO_NAME"),
        ("clip.exe", "PATHEXT"),
        ("tmux", "TMUX"),
    ] {
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
fn what_windows_is_given_it_can_read() {
    let folder = programs(&[("clip.exe", RECORD)]);
    let mut pty = start(folder.path(), &[], &[("WSL_DISTRO_NAME", "there")]);
    pty.send("yy");
    pty.wait_for("with clip.exe");
    let bytes = fs::read(folder.path().join("clip.exe.got")).expect("recorded");
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&units).expect("UTF-16");
    assert!(text.contains("Central Asia") && text.contains(|c: char| !c.is_ascii()), "{text}");
    quit(pty);
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

/// The records of the archive as they stand in their files.
fn read(name: &str) -> Vec<serde_json::Value> {
    let path = format!("{}/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).expect("data")).expect("JSON")
}

/// The addresses of the sources of the event.
fn addresses() -> Vec<String> {
    let event = read("events").into_iter().find(|event| event["id"] == EVENT).expect("it is there");
    let sources = read("sources");
    let of = |id: &serde_json::Value| sources.iter().find(|source| source["id"] == *id)?["url"].as_str().map(str::to_owned);
    event["sources"].as_array().expect("sources").iter().filter_map(of).collect()
}

#[test]
fn the_reader_chooses_which_source_is_opened() {
    let folder = programs(&[("my-browser", "echo \"$@\" > \"$0.got\"")]);
    let mut opened = Vec::new();
    for keys in ["\r", "\u{1b}[B\r"] {
        let _ = fs::remove_file(folder.path().join("my-browser.got"));
        let mut pty = start(folder.path(), &[], &[("BROWSER", "my-browser")]);
        pty.send("o");
        pty.wait_for("Open a source");
        pty.send(keys);
        pty.wait("what the browser got", |_| recorded(folder.path(), "my-browser").ends_with('\n'));
        opened.push(recorded(folder.path(), "my-browser").trim().to_owned());
        quit(pty);
    }
    assert!(opened[0] != opened[1] && opened.iter().all(|address| addresses().contains(address)), "{opened:?}");
}

#[test]
fn a_printed_address_is_cut_only_where_a_link_leads_to_the_whole() {
    let longest = addresses().into_iter().max_by_key(String::len).expect("an address");
    assert!(longest.len() > 60, "{longest}");
    for (term, linked) in [("xterm-256color", true), ("linux", false), ("dumb", false)] {
        let mut pty = Pty::start(&["show", EVENT], &[("TERM", term)], 50, 36);
        assert_eq!(pty.exit_code(), 0);
        let raw = pty.raw();
        let link = format!("\u{1b}]8;;{longest}\u{1b}\\");
        assert_eq!(raw.contains(&link), linked, "{term}");
        assert_eq!(raw.contains("\u{1b}]8;"), linked, "{term}");
        let shown = raw.split(&link).nth(1).and_then(|rest| rest.split('\u{1b}').next());
        assert!(shown.is_none_or(|shown| shown.ends_with('…') && longest.starts_with(shown.trim_end_matches('…'))), "{shown:?}");
        assert!(linked || raw.contains(&longest), "{term}: whole, and not broken");
    }
}

#[test]
fn an_address_on_the_screen_leads_to_the_whole_of_it() {
    let folder = programs(&[]);
    let mut pty = start(folder.path(), &[], &[]);
    pty.send("\rG");
    pty.wait("an address that is cut", |text| {
        text.split("https://").skip(1).any(|rest| rest.lines().next().is_some_and(|l| l.contains('…')))
    });
    // What the page shows has sources of its own.
    let known: Vec<String> = read("sources").iter().filter_map(|source| source["url"].as_str().map(str::to_owned)).collect();
    let raw = pty.raw();
    assert!(raw.contains("\u{1b}]8;id="));
    let links = raw.split("\u{1b}]8;id=").skip(1).filter_map(|rest| rest.split('\u{1b}').next()?.split_once(';'));
    for (_, address) in links {
        assert!(known.iter().any(|whole| whole == address), "{address}");
    }
    quit(pty);
}
