//! The record shown opened in an editor, by the built program: what the editor is told, and the terminal whole again whatever
//! becomes of it. Shell scripts stand in for editors.
#![cfg(unix)]

#[path = "common/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use pty::Pty;

const STARTED: &str = "nothing hidden";

const EVENTS: &str = r#"[
  {
    "id": "first",
    "title": "The first event",
    "date": "2025-03-14",
    "kind": "visit",
    "summary": "What happened.",
    "sources": ["own"]
  },
  {
    "id": "second",
    "title": "The second event",
    "date": "2026-03-14",
    "kind": "visit",
    "summary": "What happened then.",
    "sources": ["own"]
  }
]
"#;

/// What a script writes down of how it was called.
const RECORD: &str = "printf '%s\\n' \"$@\" > \"$0.got\"";

/// A place with a pack and editors.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn with(editors: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let pack = folder.path().join("mine");
        fs::create_dir(&pack).expect("created");
        let source = r#"[{"id": "own", "title": "A report", "publisher": "P", "kind": "primary"}]"#;
        let info = r#"{"name": "mine", "title": "Mine", "version": "1"}"#;
        for (name, text) in [("pack", info), ("events", EVENTS), ("sources", source)] {
            fs::write(pack.join(format!("{name}.json")), text).expect("written");
        }
        for (name, script) in editors {
            let path = folder.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("may be run");
        }
        Self { folder }
    }

    fn pack(&self) -> PathBuf {
        self.folder.path().join("mine")
    }

    fn events(&self) -> PathBuf {
        self.pack().join("events.json")
    }

    /// What an editor has written down.
    fn got(&self, editor: &str) -> Vec<String> {
        let text = fs::read_to_string(self.folder.path().join(format!("{editor}.got"))).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Starts the browser on the pack, at its second event, where $VISUAL says `editor`.
    fn start(&self, editor: &str) -> Pty {
        self.start_in(editor, 120, 30)
    }

    fn start_in(&self, editor: &str, width: u16, height: u16) -> Pty {
        let path = format!("{}:/usr/bin:/bin", self.folder.path().display());
        let environment = [("PATH", path.as_str()), ("VISUAL", editor), ("EDITOR", "")];
        let pack = self.pack();
        let mut pty = Pty::start(&["--no-bundled", "--data", pack.to_str().expect("UTF-8")], &environment, width, height);
        pty.wait_for(STARTED);
        pty.send("/id:second\r");
        pty.wait("the record", |text| text.contains("What happened then.") && !text.contains("give up"));
        pty
    }
}

/// Main screen, visible cursor, no bracketed paste, no mouse.
fn assert_given_back(pty: &Pty) {
    pty.wait("main screen", |_| !pty.in_alternate_screen());
    assert!(!pty.cursor_is_hidden(), "the cursor is hidden");
    let raw = pty.raw();
    for (on, off) in [("\u{1b}[?2004h", "\u{1b}[?2004l"), ("\u{1b}[?1049h", "\u{1b}[?1049l")] {
        assert!(raw.rfind(off) > raw.rfind(on), "{off:?} does not come last");
    }
}

fn quit(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
    assert_given_back(&pty);
}

/// Linux's pseudo-terminals keep the mode in which they were left; stty tells it.
#[cfg(target_os = "linux")]
fn mode(pty: &Pty) -> String {
    let terminal = format!("/proc/{}/fd/0", pty.child.process_id().expect("running"));
    let told = std::process::Command::new("stty").args(["-a", "-F", &terminal]).output().expect("stty");
    String::from_utf8_lossy(&told.stdout).into_owned()
}

#[test]
fn every_editor_opens_the_file_at_the_line_of_the_record() {
    for (editor, arguments) in [
        ("vim", &["+10", "FILE"][..]),
        ("nano", &["+10", "FILE"]),
        ("emacsclient", &["+10", "FILE"]),
        ("hx", &["FILE:10"]),
        ("code", &["--wait", "--goto", "FILE:10"]),
        ("kate", &["--block", "--line", "10", "FILE"]),
        ("gedit", &["--wait", "+10", "FILE"]),
        ("mate", &["-w", "-l", "10", "FILE"]),
        ("notepad++", &["-multiInst", "-n10", "FILE"]),
    ] {
        let place = Place::with(&[(editor, RECORD)]);
        let mut pty = place.start(editor);
        pty.send("E");
        pty.wait_for(&format!("back from {editor}; nothing has changed"));
        let file = place.events().to_string_lossy().into_owned();
        let wanted: Vec<String> = arguments.iter().map(|argument| argument.replace("FILE", &file)).collect();
        assert_eq!(place.got(editor), wanted, "{editor}");
        quit(pty);
    }
}

#[test]
fn the_variable_may_hold_arguments_and_quotation_marks() {
    let place = Place::with(&[("my vim", RECORD)]);
    let mut pty = place.start(&format!("'{}/my vim' -u \"NO NE\"", place.folder.path().display()));
    pty.send("E");
    pty.wait_for("back from my vim; the record stands in line 10; nothing has changed");
    assert_eq!(place.got("my vim"), ["-u", "NO NE", &place.events().to_string_lossy()]);
    quit(pty);
    let mut pty = place.start("no-such-editor -x");
    pty.send("E");
    pty.wait_for("there is no program “no-such-editor”, which $VISUAL names");
    quit(pty);
}

#[test]
fn what_changed_is_told_and_the_place_is_kept() {
    let place = Place::with(&[("vim", "sed -i 's/happened then/came of it/; s/The second/A second/' \"$2\"")]);
    let mut pty = place.start("vim");
    pty.send("E");
    pty.wait("the change", |text| text.contains("“second” has changed: summary, title") && text.contains("What came of it."));
    let text = pty.text();
    assert!(text.contains("id:second") && pty.in_alternate_screen(), "{text}");
    quit(pty);
}

#[test]
fn a_file_that_no_longer_reads_leaves_the_last_state_and_can_be_corrected() {
    let place = Place::with(&[(
        "vim",
        "if [ \"$1\" = +10 ]; then sed -i 's/\"sources\"/sources\"/' \"$2\"; else cp \"$2.whole\" \"$2\"; fi; printf '%s\\n' \"$1\" >> \"$0.got\"",
    )]);
    fs::write(place.pack().join("events.json.whole"), EVENTS.replace("happened then", "is mended")).expect("written");
    let mut pty = place.start_in("vim", 160, 30);
    pty.send("E");
    pty.wait("the fault", |text| text.contains("mine/events.json, line 8") && text.contains("the last good state is shown"));
    assert!(pty.text().contains("What happened then."), "{}", pty.text());
    pty.send("E");
    pty.wait("the correction", |text| text.contains("“second” has changed: summary") && text.contains("What is mended."));
    assert_eq!(place.got("vim"), ["+10", "+8"], "the second time it opens at the fault");
    quit(pty);
}

#[test]
#[cfg(target_os = "linux")]
fn an_editor_that_crashes_leaves_the_terminal_whole() {
    let crash = "stty raw -echo; printf '\\033[?1049h\\033[?1000h\\033[?1h\\033[5;10r\\033[31m'";
    for (kill, said) in [
        ("kill -SEGV $$", "vim was ended by a signal (11)"),
        ("kill -ABRT $$", "vim was ended by a signal (6)"),
        ("kill -KILL $$", "vim was ended by a signal (9)"),
        ("exit 3", "vim ended with code 3"),
    ] {
        let place = Place::with(&[("vim", &format!("{crash}; {kill}"))]);
        let path = format!("{}:/usr/bin:/bin", place.folder.path().display());
        let script = format!("{} --no-bundled --data {}; stty -a", env!("CARGO_BIN_EXE_cadialog"), place.pack().display());
        let mut pty = Pty::run(std::path::Path::new("/bin/sh"), &["-c", &script], &[("PATH", &path), ("VISUAL", "vim")], 120, 30);
        pty.wait_for(STARTED);
        let before = mode(&pty);
        pty.send("E");
        pty.wait_for(said);
        assert!(pty.in_alternate_screen(), "{kill}");
        assert_eq!(mode(&pty), before, "{kill}: the terminal is taken again as it was");
        pty.send("/id:second\r");
        pty.wait_for("What happened then.");
        let raw = pty.raw();
        assert!(raw.rfind("\u{1b}[r") > raw.rfind("\u{1b}[5;10r"), "{kill}: margins are left");
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
        let after = pty.wait("the mode that is left", |text| text.contains("echoke"));
        assert!(after.contains(" icanon") && after.contains(" echo ") && !after.contains("-opost"), "{kill}: {after}");
        assert_given_back(&pty);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_editor_that_stops_itself_stops_the_browser_and_both_go_on() {
    let place = Place::with(&[("vim", "kill -STOP $$; echo went on > \"$0.got\"")]);
    let mut pty = place.start("vim");
    let before = mode(&pty);
    pty.send("E");
    let state = || std::fs::read_to_string(format!("/proc/{}/stat", pty.child.process_id().expect("running")));
    pty.wait("stopped program", |_| state().is_ok_and(|stat| stat.contains(") T ")));
    assert!(!pty.in_alternate_screen() && mode(&pty).contains(" icanon"), "the shell has its turn");
    pty.signal("-CONT");
    pty.wait_for("back from vim; nothing has changed");
    assert_eq!(place.got("vim"), ["went on"]);
    assert_eq!(mode(&pty), before);
    quit(pty);
}

#[test]
fn a_record_of_the_program_s_own_is_copied_into_a_file_if_wanted() {
    let place = Place::with(&[("vim", &format!("{RECORD}; sed -i 's/\"summary\": \"/&Changed: /' \"$2\""))]);
    let path = format!("{}:/usr/bin:/bin", place.folder.path().display());
    let data = place.folder.path().join("data");
    let environment = [("PATH", path.as_str()), ("VISUAL", "vim"), ("XDG_DATA_HOME", data.to_str().expect("UTF-8"))];
    let mut pty = Pty::start(&[], &environment, 140, 36);
    pty.wait_for(STARTED);
    pty.send("/id:td-13-2025\r");
    pty.wait("the record", |text| text.contains("13th Tokyo Dialogue") && !text.contains("give up"));
    pty.send("E");
    pty.wait_for("comes with the program");
    pty.send("n");
    pty.wait_for("the record stays as it is");
    assert!(!data.join("cadialog/packs").exists(), "nothing is written");
    pty.send("E");
    pty.wait_for("comes with the program");
    pty.send("y");
    pty.wait_for("“td-13-2025” has changed: summary");
    let pack = data.join("cadialog/packs/my-changes");
    assert_eq!(place.got("vim"), ["+2", &pack.join("events.json").to_string_lossy()]);
    let text = fs::read_to_string(pack.join("events.json")).expect("written");
    assert!(text.starts_with("[\n  {\n    \"id\": \"td-13-2025\",\n    \"override\": true,\n"), "{text}");
    let found = cadialog::archive::check(std::slice::from_ref(&pack), true);
    assert_eq!(found.errors(), 0, "{found:?}");
    // The next time it stands in a file.
    pty.send("E");
    pty.wait("the second change", |_| {
        fs::read_to_string(pack.join("events.json")).is_ok_and(|text| text.contains("Changed: Changed: "))
    });
    pty.wait("the new state", |text| text.contains("Changed: Changed: ") && text.contains("has changed: summary"));
    quit(pty);
}

#[test]
fn the_word_edit_does_the_same_in_lines() {
    let place = Place::with(&[(
        "vim",
        "read line; printf '%s\\n' \"$@\" \"$line\" > \"$0.got\"; sed -i 's/The second/A second/' \"$2\"",
    )]);
    let path = format!("{}:/usr/bin:/bin", place.folder.path().display());
    let pack = place.pack();
    let environment = [("PATH", path.as_str()), ("VISUAL", "vim"), ("TERM", "dumb")];
    let mut pty =
        Pty::start(&["--linear", "--no-bundled", "--data", pack.to_str().expect("UTF-8"), "id:second"], &environment, 120, 30);
    pty.wait_for("Showing id:second");
    pty.send("edit\n");
    pty.wait_for("edit");
    pty.send("for the editor\n");
    pty.wait_for("“second” has changed: title.");
    assert_eq!(place.got("vim"), ["+10", &place.events().to_string_lossy(), "for the editor"], "the editor has the terminal");
    pty.send("quit\n");
    assert_eq!(pty.exit_code(), 0);
}
