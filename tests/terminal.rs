//! The built program in a real pseudo-terminal: start, keys, resizing, signals, panic, and the terminal given back.
#![cfg(unix)]

#[path = "common/pty.rs"]
mod pty;

use pty::Pty;

const STARTED: &str = "nothing hidden";

fn start() -> Pty {
    let pty = Pty::start(&[], &[], 100, 30);
    pty.wait_for(STARTED);
    pty
}

/// What every ending must have done: main screen, visible cursor, no bracketed paste.
fn assert_given_back(pty: &Pty) {
    pty.wait("main screen", |_| !pty.in_alternate_screen());
    assert!(!pty.cursor_is_hidden(), "the cursor is hidden");
    let raw = pty.raw();
    let last = |on: &str, off: &str| raw.rfind(off) > raw.rfind(on);
    assert!(last("\u{1b}[?2004h", "\u{1b}[?2004l"), "bracketed paste is still on");
    assert!(last("\u{1b}[?1049h", "\u{1b}[?1049l"), "the alternate screen is still on");
}

#[test]
fn starts_searches_and_quits() {
    let mut pty = start();
    assert!(pty.in_alternate_screen());
    pty.send("/");
    pty.wait_for("Enter results");
    pty.send("tajikstan");
    pty.wait_for("Republic of Tajikistan");
    pty.send("\r");
    pty.wait_for("Relations with Japan");
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
    assert_given_back(&pty);
}

#[test]
fn japanese_typed_into_the_search_finds_the_person() {
    let mut pty = start();
    pty.send("/松本");
    pty.wait_for("Matsumoto Hisashi");
    // Esc must have been read before the next key is sent, or the two are Alt and that key; and a screen may be read in
    // the middle of a frame, so both ends of it are looked at.
    pty.send("\u{1b}");
    pty.wait("first screen", |text| text.starts_with("cadialog") && text.contains(STARTED));
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn resizing_draws_the_layout_of_the_new_size() {
    let mut pty = start();
    pty.resize(140, 40);
    pty.wait_for("4 Quotes");
    pty.resize(60, 20);
    pty.wait_for(" 1 Countries  2 Topics  3 Timeline");
    pty.resize(30, 5);
    pty.wait_for("needs 40×10");
    pty.resize(100, 30);
    pty.wait_for(STARTED);
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn control_c_ends_with_130_and_a_clean_terminal() {
    let mut pty = start();
    pty.send("\u{3}");
    assert_eq!(pty.exit_code(), 130);
    assert_given_back(&pty);
}

#[test]
fn termination_leaves_a_clean_terminal() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let mut pty = start();
        pty.signal(signal);
        assert_eq!(pty.exit_code(), code, "{signal}");
        assert_given_back(&pty);
    }
}

#[test]
fn signals_that_end_a_program_at_once_leave_a_clean_terminal() {
    for signal in ["-QUIT", "-ABRT", "-USR1", "-USR2", "-ALRM", "-XCPU"] {
        let mut pty = start();
        pty.signal(signal);
        assert_ne!(pty.exit_code(), 0, "{signal}");
        assert_given_back(&pty);
    }
}

#[test]
fn termination_ends_the_program_while_nobody_reads_its_screen() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129)] {
        let mut pty = start();
        pty.stop_reading();
        // Each frame is a few kilobytes; a pseudo-terminal takes some sixty.
        for _ in 0..300 {
            pty.send("\u{c}");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        pty.signal(signal);
        assert_eq!(pty.exit_code(), code, "{signal}");
    }
}

/// Linux's pseudo-terminals keep the mode in which they were left; stty tells it.
#[cfg(target_os = "linux")]
fn mode(pty: &Pty) -> String {
    let terminal = format!("/proc/{}/fd/0", pty.child.process_id().expect("running"));
    let told = std::process::Command::new("stty").args(["-a", "-F", &terminal]).output().expect("stty");
    String::from_utf8_lossy(&told.stdout).into_owned()
}

#[test]
#[cfg(target_os = "linux")]
fn stopped_from_outside_it_takes_the_terminal_again() {
    for stop in ["-TSTP", "-STOP"] {
        let mut pty = start();
        assert!(mode(&pty).contains("-icanon"));
        pty.signal(stop);
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", pty.child.process_id().expect("running")));
        pty.wait("stopped program", |_| state().is_ok_and(|stat| stat.contains(") T ")));
        if stop == "-TSTP" {
            pty.wait("main screen", |_| !pty.in_alternate_screen());
        }
        // The shell, which has the terminal now, sets it as it likes it.
        let terminal = format!("/proc/{}/fd/0", pty.child.process_id().expect("running"));
        std::process::Command::new("stty").args(["-F", &terminal, "sane"]).status().expect("stty");
        pty.signal("-CONT");
        pty.wait("raw mode", |_| mode(&pty).contains("-icanon") && mode(&pty).contains("-echo "));
        pty.wait("alternate screen", |text| pty.in_alternate_screen() && text.contains(STARTED));
        pty.send("/water");
        pty.wait_for("records found");
        pty.send("\u{3}");
        assert_eq!(pty.exit_code(), 130, "{stop}");
        assert_given_back(&pty);
    }
}

#[test]
fn a_terminal_of_no_size_is_taken_for_one_of_the_usual_size() {
    for (environment, wanted) in [(&[][..], (80, 24)), (&[("COLUMNS", "100"), ("LINES", "30")][..], (100, 30))] {
        let script = format!("stty cols 0 rows 0; exec {} --fresh", env!("CARGO_BIN_EXE_cadialog"));
        let mut pty = Pty::run(std::path::Path::new("/bin/sh"), &["-c", &script], environment, wanted.0, wanted.1);
        let screen = pty.wait_for(STARTED);
        assert_eq!(screen.lines().count(), usize::from(wanted.1), "{screen}");
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
    }
}

#[test]
fn a_file_that_may_not_grow_is_a_failed_write() {
    let folder = tempfile::tempdir().expect("a directory");
    let script = format!("ulimit -f 1; cd {}; exec {} --fresh", folder.path().display(), env!("CARGO_BIN_EXE_cadialog"));
    let mut pty = Pty::run(std::path::Path::new("/bin/bash"), &["-c", &script], &[], 100, 30);
    pty.wait_for(STARTED);
    pty.send("e");
    pty.wait_for("Export what is shown");
    pty.send("\r");
    pty.wait_for("large"); // EFBIG, as the system words it
    pty.send("\u{3}");
    assert_eq!(pty.exit_code(), 130);
    assert_given_back(&pty);
    let left: Vec<_> = folder.path().read_dir().expect("there").flatten().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_closed_window_ends_the_program() {
    let mut pty = start();
    pty.hang_up();
    pty.exit_code();
}

/// Not a test of its own: the child of the next one, which takes the terminal, draws, and panics.
#[test]
fn child_that_panics() {
    if std::env::var_os("CADIALOG_CHILD").is_none() {
        return;
    }
    let _ = cadialog::terminal::borrow(|screen| -> std::io::Result<()> {
        screen.draw(|frame| {
            frame.buffer_mut().set_string(0, 0, "drawn", ratatui::style::Style::new());
        })?;
        panic!("on purpose");
    });
}

#[test]
fn a_panic_leaves_a_clean_terminal_and_its_message() {
    let this = std::env::current_exe().expect("this test");
    let mut pty = Pty::run(&this, &["--exact", "child_that_panics", "--nocapture"], &[("CADIALOG_CHILD", "1")], 100, 30);
    assert_eq!(pty.exit_code(), 101);
    pty.wait_for("on purpose");
    assert!(pty.raw().contains("drawn"));
    assert_given_back(&pty);
}

#[test]
fn suspension_gives_the_terminal_back_and_takes_it_again() {
    let mut pty = start();
    pty.send("1");
    pty.wait_for("Space filter");
    pty.send("\u{1a}");
    pty.wait("main screen", |_| !pty.in_alternate_screen());
    pty.signal("-CONT");
    pty.wait("alternate screen", |text| pty.in_alternate_screen() && text.contains("Space filter"));
    pty.send(" ");
    pty.wait_for("country:KZ");
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
    assert_given_back(&pty);
}

#[test]
fn without_colour_no_colour_is_written() {
    for (arguments, environment) in
        [(&[][..], &[("NO_COLOR", "1")][..]), (&["--theme", "mono"][..], &[][..]), (&["--color", "never"][..], &[][..])]
    {
        let mut pty = Pty::start(arguments, environment, 100, 30);
        pty.wait_for(STARTED);
        pty.send("1 /water");
        pty.wait_for("found");
        pty.send("\u{3}");
        pty.exit_code();
        let raw = pty.raw();
        let colored = raw.split("\u{1b}[").skip(1).filter_map(|part| part.split_once('m')).any(|(sgr, _)| {
            sgr.chars().all(|c| c.is_ascii_digit() || c == ';')
                && sgr
                    .split(';')
                    .any(|n| matches!(n, "30" | "31" | "32" | "33" | "34" | "35" | "36" | "37" | "38") || n.starts_with('9'))
        });
        assert!(!colored, "a colour was written with {arguments:?} {environment:?}");
        assert!(raw.contains("\u{1b}[7m") || raw.contains(";7m"), "the selection is still reversed");
    }
}

#[test]
fn a_faulty_configuration_is_refused_before_the_terminal_is_taken() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("faulty.toml");
    std::fs::write(&path, "theme = \"drak\"\n").expect("written");
    let mut pty = Pty::start(&["--config", path.to_str().expect("utf-8")], &[], 100, 30);
    assert_eq!(pty.exit_code(), 2);
    let raw = pty.raw();
    assert!(raw.contains("faulty.toml") && raw.contains("line 1") && raw.contains("drak"), "{raw}");
    assert!(!raw.contains("\u{1b}[?1049h"), "the terminal was taken");
}

#[test]
fn keys_of_the_configuration_replace_the_defaults() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("keys.toml");
    std::fs::write(&path, "[keys]\nquit = [\"Q\"]\n").expect("written");
    let mut pty = Pty::start(&["--config", path.to_str().expect("utf-8")], &[], 100, 30);
    let screen = pty.wait_for(STARTED);
    assert!(screen.contains("Q quit"), "{screen}");
    pty.send("q?");
    pty.wait_for("Help · Esc closes");
    pty.send("\u{1b}");
    pty.wait("closed help", |text| !text.contains("Esc closes") && text.contains("Q quit"));
    pty.send("Q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn a_locale_without_other_characters_gets_ascii() {
    for (environment, ascii) in [([("LC_ALL", "C")], true), ([("TERM", "vt52")], true), ([("LC_ALL", "C.UTF-8")], false)] {
        let mut pty = Pty::start(&["--fresh"], &environment, 100, 30);
        pty.wait_for(STARTED);
        assert_eq!(pty.text().is_ascii(), ascii, "{environment:?}");
        pty.send("q");
        assert_eq!(pty.exit_code(), 0);
    }
}

/// `cadialog pick` with its standard output in a file, as in a pipe, behind the words of the call.
fn pick(words: &str) -> (Pty, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let call = format!("exec '{}' pick {words} > '{}/picked'", env!("CARGO_BIN_EXE_cadialog"), folder.path().display());
    (Pty::run(std::path::Path::new("/bin/sh"), &["-c", &call], &[], 100, 30), folder)
}

fn picked(mut pty: Pty, folder: &tempfile::TempDir) -> (u32, String) {
    let code = pty.exit_code();
    assert_given_back(&pty);
    (code, std::fs::read_to_string(folder.path().join("picked")).expect("the file"))
}

#[test]
fn the_record_on_which_enter_is_pressed_is_printed_where_the_call_leads() {
    let (mut pty, folder) = pick("13th tokyo dialogue");
    pty.wait_for("Enter picks the record");
    assert!(pty.in_alternate_screen());
    pty.send("\r");
    let (code, ids) = picked(pty, &folder);
    assert_eq!((code, ids.as_str()), (0, "td-13-2025\n"));
}

#[test]
fn records_marked_while_picking_are_printed_in_place_of_the_one() {
    let (mut pty, folder) = pick("type:country");
    pty.wait_for("Enter picks the record");
    // Listed as the pack has them: Kazakhstan, Kyrgyzstan, Tajikistan.
    pty.send("m");
    pty.wait_for("marked;");
    pty.send("jj");
    pty.send("m");
    pty.wait_for("marked;");
    pty.send("j\r");
    let (code, ids) = picked(pty, &folder);
    assert_eq!((code, ids.lines().collect::<Vec<_>>()), (0, vec!["KZ", "TJ"]));
}

#[test]
fn leaving_without_a_record_prints_nothing() {
    for (words, keys) in [("", "q"), ("", "\u{1b}"), ("water", "mq")] {
        let (mut pty, folder) = pick(words);
        pty.wait_for("Enter picks the record");
        pty.send(keys);
        assert_eq!(picked(pty, &folder), (1, String::new()), "{words} {keys:?}");
    }
}
