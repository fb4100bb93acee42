//! Bytes as terminals send them, and as they arrive when something goes wrong on the way, into the built program: cut, lost,
//! late, foreign, in floods. After each the keyboard answers, no processor is kept busy, and nothing is kept that nobody
//! wanted to keep.
#![cfg(target_os = "linux")]

#[path = "common/pty.rs"]
mod pty;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use pty::Pty;

const STARTED: &str = "nothing hidden";

/// What the screen must show when the bytes have come and what has begun has been given up.
enum Then {
    /// What it showed before them.
    Same,
    /// This.
    Shows(&'static str),
    /// The program is gone, with this exit code.
    Ended(u32),
    /// Anything: the keys of a flood have their effect.
    Anything,
}
use Then::{Anything, Ended, Same, Shows};

struct Case {
    name: &'static str,
    /// Typed first.
    keys: &'static str,
    /// Milliseconds to wait, and what is then sent in one write.
    bytes: Vec<(u64, Vec<u8>)>,
    then: Then,
}

fn case(name: &'static str, keys: &'static str, bytes: &[(u64, &[u8])], then: Then) -> Case {
    Case { name, keys, bytes: bytes.iter().map(|(pause, bytes)| (*pause, bytes.to_vec())).collect(), then }
}

fn flood(name: &'static str, keys: &'static str, bytes: Vec<u8>, then: Then) -> Case {
    Case { name, keys, bytes: vec![(0, bytes)], then }
}

fn pasted(text: &[u8]) -> Vec<u8> {
    [b"\x1b[200~", text, b"\x1b[201~"].concat()
}

fn cases() -> Vec<Case> {
    vec![
        // Answers to the program that ran before.
        case("background colour, ended by ST", "", &[(0, b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\")], Same),
        case("background colour, ended by BEL", "", &[(0, b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07")], Same),
        case("background colour in a search", "/wat", &[(0, b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\er")], Shows("/ water")),
        case("version of tmux", "", &[(0, b"\x1bP>|tmux 3.4\x1b\\")], Same),
        case("version of xterm", "", &[(0, b"\x1bP>|XTerm(370)\x1b\\")], Same),
        case("a setting reported", "", &[(0, b"\x1bP1$r0m\x1b\\")], Same),
        case("a capability reported", "", &[(0, b"\x1bP1+r544e=787465726d\x1b\\")], Same),
        case("the clipboard", "", &[(0, b"\x1b]52;c;aGVsbG8gd29ybGQ=\x1b\\")], Same),
        case("an answer of kitty's graphics", "", &[(0, b"\x1b_Gi=31;OK\x1b\\")], Same),
        case("a privacy message", "", &[(0, b"\x1b^mark this\x1b\\")], Same),
        case("a string of SOS", "", &[(0, b"\x1bXmark this\x1b\\")], Same),
        case("primary attributes", "", &[(0, b"\x1b[?62;22c")], Same),
        case("secondary attributes", "", &[(0, b"\x1b[>0;276;0c")], Same),
        case("tertiary attributes", "", &[(0, b"\x1bP!|00000000\x1b\\")], Same),
        case("where the cursor is", "", &[(0, b"\x1b[12;40R")], Same),
        case("status", "", &[(0, b"\x1b[0n")], Same),
        case("a mode", "", &[(0, b"\x1b[?2026;2$y")], Same),
        case("size in pixels", "", &[(0, b"\x1b[4;600;800t")], Same),
        case("focus in and out", "", &[(0, b"\x1b[I\x1b[O")], Same),
        case("kitty's flags", "", &[(0, b"\x1b[?1u")], Same),
        case("an answer in three pieces", "", &[(0, b"\x1b]11;rg"), (120, b"b:1e1e/1e"), (120, b"1e/2e2e\x1b\\")], Same),
        case("an answer cut before ST's end", "", &[(0, b"\x1bP>|tmux 3.4\x1b"), (60, b"\\")], Same),
        case("old mouse reports", "", &[(0, b"\x1b[M !!\x1b[M#!!")], Same),
        case("bytes of no encoding", "", &[(0, b"\xff\xfe\x80\xc0")], Same),
        // Cut in two.
        case("Down in two pieces", "/water", &[(0, b"\x1b"), (20, b"[D"), (0, b"X")], Shows("/ wateXr")),
        case("a long key in three", "/water", &[(0, b"\x1b["), (20, b"1;5"), (20, b"D"), (0, b"X")], Shows("/ Xwater")),
        case("a letter in two", "/", &[(0, b"\xe6\x9d"), (20, b"\xbe\xe6\x9c\xac")], Shows("/ 松本")),
        case("a paste in pieces", "/", &[(0, b"\x1b[20"), (20, b"0~wat"), (20, b"er\x1b[2"), (20, b"01~!")], Shows("/ water!")),
        // Lost ends.
        case("a paste without end", "/", &[(0, b"\x1b[200~hello")], Shows("/ hello")),
        case("a paste without end, then keys", "/", &[(0, b"\x1b[200~hel"), (1000, b"lo")], Shows("/ hello")),
        case("a paste without end, then C-c", "/", &[(0, b"\x1b[200~hello"), (10, b"\x03")], Ended(130)),
        case("the end of a paste alone", "", &[(0, b"\x1b[201~")], Same),
        case("a sequence without end", "", &[(0, b"\x1b[?")], Same),
        case("parameters without end", "", &[(0, b"\x1b[1;5")], Same),
        case("a mouse report without end", "", &[(0, b"\x1b[M ")], Same),
        case("an answer without end", "", &[(0, b"\x1b]11;rgb:1e1e")], Same),
        case("a device string without end", "", &[(0, b"\x1bPq;x")], Same),
        case("a sequence without end, then C-c", "", &[(0, b"\x1b[?"), (10, b"\x03")], Ended(130)),
        case("an answer without end, then C-c", "", &[(0, b"\x1b]11;"), (10, b"\x03")], Ended(130)),
        case("C-c behind g", "", &[(0, b"g\x03")], Ended(130)),
        case("C-c behind y", "", &[(0, b"y\x03")], Ended(130)),
        case("C-c behind C-w", "", &[(0, b"\x17\x03")], Ended(130)),
        case("C-c of kitty's protocol", "", &[(0, b"\x1b[99;5u")], Ended(130)),
        case("C-c of modifyOtherKeys", "/", &[(0, b"\x1b[27;5;99~")], Ended(130)),
        // Other layouts.
        case("Russian signs", "", &[(0, "Ж".as_bytes())], Shows("Actions")),
        case("the Russian slash", "", &[(0, b".water")], Shows("/ water")),
        case("full-width signs", "", &[(0, "／water".as_bytes())], Shows("/ water")),
        // Floods.
        flood("1,025 keys", "", vec![b'j'; 1025], Anything),
        flood("100,000 keys", "", vec![b'j'; 100_000], Anything),
        flood("100,000 letters into a search", "/", vec![b'e'; 100_000], Shows("this line takes 1000 bytes")),
        flood("5,000 keys and C-c", "", [vec![b'j'; 5000], vec![3]].concat(), Ended(130)),
        flood("400 arrows", "", b"\x1b[B".repeat(400), Anything),
        flood("300 turns of the wheel", "\x1b[17~", b"\x1b[<65;50;10M".repeat(300), Anything),
        flood("1,500 bytes pasted", "/", pasted(&b"energy ".repeat(214)), Shows("this line takes 1000 bytes")),
        flood("1 MB pasted", "/", pasted(&b"energy ".repeat(150_000)), Shows("this line takes 1000 bytes")),
        flood("1 MB pasted into a note", "a", pasted(&b"energy ".repeat(150_000)), Shows("this line takes 65536 bytes")),
        flood("1 MB pasted where nothing is typed", "", pasted(&b"mmm ".repeat(250_000)), Shows("here it is left out")),
        flood("control characters pasted", "/", pasted(b"wa\x1b[31m\x03\x07ter"), Shows("/ wa[31mter")),
    ]
}

/// Waits until the program has worked off what it was sent; one that spins never has.
fn comes_to_rest(pty: &Pty, name: &str) {
    let windows = (0..20).map(|_| {
        let used = pty.processor_seconds();
        std::thread::sleep(Duration::from_millis(400));
        pty.processor_seconds() - used
    });
    let busy: Vec<f64> = windows.take_while(|used| *used >= 0.1).collect();
    assert!(busy.len() < 20, "{name}: seconds of a processor in each 0.4 s of rest: {busy:?}");
}

fn try_out(case: &Case) {
    let mut pty = Pty::start(&["--fresh"], &[], 120, 36);
    pty.wait_for(STARTED);
    pty.send(case.keys);
    if case.keys.starts_with('/') {
        pty.wait_for(&case.keys.replacen('/', "/ ", 1));
    }
    let before = pty.text();
    for (pause, bytes) in &case.bytes {
        std::thread::sleep(Duration::from_millis(*pause));
        pty.send_bytes(bytes);
    }
    match case.then {
        Ended(code) => {
            assert_eq!(pty.exit_code(), code, "{}", case.name);
            assert!(!pty.in_alternate_screen(), "{}", case.name);
        }
        Shows(text) => drop(pty.wait(case.name, |screen| screen.contains(text))),
        Same => {
            // What has begun is given up within a second.
            std::thread::sleep(Duration::from_secs(1));
            assert_eq!(pty.text(), before, "{}", case.name);
        }
        Anything => {}
    }
    if !matches!(case.then, Ended(_)) {
        if matches!(case.then, Same | Anything) {
            pty.send("?");
            pty.wait(case.name, |text| text.contains("Esc closes"));
        }
        comes_to_rest(&pty, case.name);
        pty.send("\u{3}");
        assert_eq!(pty.exit_code(), 130, "{}", case.name);
    }
    let shelf = pty.kept().join("cadialog/shelf.json");
    assert!(!shelf.exists(), "{}: {}", case.name, std::fs::read_to_string(&shelf).unwrap_or_default());
}

#[test]
fn whatever_arrives_the_keyboard_answers() {
    let (cases, next) = (cases(), AtomicUsize::new(0));
    assert!(cases.len() >= 40);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    try_out(case);
                }
            });
        }
    });
}

/// What waits on the terminal before the program starts: answers to the program before it, in part even.
#[test]
fn what_waits_before_the_first_frame_is_thrown_away() {
    for queued in ["\u{1b}]11;rgb:1e1e/1e1e/2e2e\u{1b}\\", "mmm", "\u{1b}P>|tmux 3.4\u{1b}\\m", "\u{1b}]11;rgb:1e1e"] {
        let script = format!("sleep 0.3; exec {} --fresh", env!("CARGO_BIN_EXE_cadialog"));
        let mut pty = Pty::run(std::path::Path::new("/bin/sh"), &["-c", &script], &[], 120, 36);
        pty.send(queued);
        pty.wait_for(STARTED);
        std::thread::sleep(Duration::from_millis(600));
        assert!(pty.text().contains(STARTED) && !pty.text().contains("marked"), "{queued:?}:\n{}", pty.text());
        pty.send("?");
        pty.wait_for("Esc closes");
        pty.send("\u{3}");
        assert_eq!(pty.exit_code(), 130);
        assert!(!pty.kept().join("cadialog/shelf.json").exists(), "{queued:?}");
    }
}

/// Keys that come together with a change of size, while the program draws.
#[test]
fn a_key_that_comes_with_a_change_of_size_is_heard() {
    let mut pty = Pty::start(&["--fresh"], &[], 100, 30);
    pty.wait_for(STARTED);
    for n in 0..20 {
        pty.send("\u{c}");
        pty.resize(100 + n % 2, 30);
        pty.send("?");
        if n % 2 == 0 {
            pty.wait_for("Esc closes");
        } else {
            pty.wait("closed help", |text| text.contains(STARTED) && !text.contains("Esc closes"));
        }
    }
    comes_to_rest(&pty, "resizing");
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
}
