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
    assert!(screen.contains("✓ Kazakhstan"), "{screen}");
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
    pty.wait_for("title of the event");
    pty.send("/title of");
    pty.wait_for("found");
    pty.send("\r");
    let events = pack.join("events.json");
    let good = fs::read_to_string(&events).expect("events");
    fs::write(&events, good.replacen("of the event\",", "of the event\"", 1)).expect("written");
    pty.wait("the fault and its place", |text| text.contains("my-pack/events.json, line ") && text.contains("last good state"));
    pty.send("j");
    pty.wait_for("a pack is faulty");
    fs::write(&events, good.replacen("To complete: title of the event", "The title of a good event", 1)).expect("written");
    let screen = pty.wait_for("The title of a good event");
    assert!(screen.contains("/ title of"), "the search is kept:\n{screen}");
    pty.wait("no fault", |text| !text.contains("a pack is faulty"));
    quit(pty);
}

#[test]
fn the_browser_says_what_was_left_out_of_a_pack_and_takes_no_worse_one() {
    let folder = tempfile::tempdir().expect("a directory");
    let pack = folder.path().join("mine.jsonl");
    let topic = |id: &str, name: &str| format!("{{\"type\":\"topic\",\"id\":\"{id}\",\"name\":{name}}}\n");
    let (good, bad) = (topic("good", "\"A good topic\""), topic("bad", "7"));
    fs::write(&pack, good.clone() + &bad + &bad).expect("written");
    let home = tempfile::tempdir().expect("a directory");
    let mut pty = start(&["--fresh", "--data", pack.to_str().expect("utf-8"), "pack:mine"], home.path());
    pty.wait("the first fault and the count", |text| {
        text.contains("mine.jsonl, line 2: “name” is a text, not 7; the same in 1 more place: cadialog check tells")
    });
    fs::write(&pack, bad.repeat(3) + &good).expect("written");
    pty.wait_for("last good state");
    fs::write(&pack, topic("better", "\"A better topic\"") + &bad).expect("written");
    pty.wait("the new state", |text| text.contains("line 2: “name” is a text, not 7") && !text.contains("last good state"));
    pty.send("q");
}

/// A note with a rare word is written, and found by it when the program is started again, listed and exported.
#[test]
fn a_note_is_found_again_by_its_rare_word_and_exported() {
    let home = tempfile::tempdir().expect("a directory");
    let mut pty = start(&["--fresh", "id:td-13-2025 type:event"], home.path());
    pty.wait_for("Tokyo Dialogue");
    pty.send("aa zebrafish remark\x1b\rof two lines\r");
    pty.wait_for("the note is kept");
    quit(pty);
    assert_eq!(notes(home.path())["td-13-2025"], "a zebrafish remark\nof two lines");
    let mut pty = start(&["--fresh"], home.path());
    pty.wait_for("nothing hidden");
    pty.send("/zebrafish\r");
    let screen = pty.wait_for("1 record found");
    assert!(screen.contains("✎ a zebrafish re"), "{screen}");
    pty.send("XN");
    let screen = pty.wait("the list of notes", |text| text.contains("note:mine") && text.contains("✎ a zebrafish re"));
    assert!(screen.contains("13th Tokyo Dialogue"), "{screen}");
    for (name, words) in [
        ("found.md", "Your note: a zebrafish"),
        ("found.csv", "a zebrafish remark / of two lines"),
        ("found.json", "remark\\nof"),
    ] {
        let file = home.path().join(name);
        pty.send(&format!("e{}\r", file.display()));
        pty.wait("the file", |text| text.contains("written to") && text.contains(name));
        let written = fs::read_to_string(&file).expect("written");
        assert!(written.contains(words), "{name}: {written}");
        pty.send("k");
        pty.wait("the message gone", |text| !text.contains("written to"));
    }
    quit(pty);
}

/// The notes on the shelf.
fn notes(home: &Path) -> std::collections::BTreeMap<String, String> {
    cadialog::shelf::Shelf::new(home.join("cadialog")).read().expect("a shelf").contents.notes
}

#[test]
fn a_lock_held_by_somebody_else_freezes_nothing_and_the_words_are_told_at_the_end() {
    let home = tempfile::tempdir().expect("a directory");
    fs::create_dir(home.path().join("cadialog")).expect("made");
    let lock = fs::File::create(home.path().join("cadialog/lock")).expect("a lock");
    lock.lock().expect("taken");
    let mut pty = start(&["--fresh", "id:td-13-2025"], home.path());
    pty.wait_for("Tokyo Dialogue");
    pty.send("aask about the venue\r");
    pty.wait_for("waiting for another instance");
    pty.send("1");
    pty.wait_for("filter");
    pty.send("q");
    assert_eq!(pty.exit_code(), 4);
    let told = pty.text();
    assert!(told.contains("the note on td-13-2025 is not kept, “ask about the venue”"), "{told}");
    assert!(told.contains("where you were is not kept"), "{told}");
    drop(lock);
    assert!(notes(home.path()).is_empty());
}

#[test]
fn a_lock_that_is_a_pipe_stops_nothing() {
    let home = tempfile::tempdir().expect("a directory");
    fs::create_dir(home.path().join("cadialog")).expect("made");
    let made = std::process::Command::new("mkfifo").arg(home.path().join("cadialog/lock")).status().expect("mkfifo");
    assert!(made.success());
    let mut pty = start(&["--fresh"], home.path());
    pty.wait_for("nothing hidden");
    pty.send("m");
    pty.wait_for("not a regular file");
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
}

/// As on a full disk: writes fail after the first block, which is 512 or 1024 bytes for `ulimit -f`.
#[test]
fn writes_that_fail_are_told_and_leave_the_shelf_as_it_was_and_no_half_file() {
    let home = tempfile::tempdir().expect("a directory");
    let shelf = cadialog::shelf::Shelf::new(home.path().join("cadialog"));
    let long = "words ".repeat(100);
    shelf.change(|kept| _ = kept.notes.insert("KZ".to_owned(), long.clone())).expect("kept");
    let before = fs::read(home.path().join("cadialog/shelf.json")).expect("there");
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {} --fresh id:td-13-2025", env!("CARGO_BIN_EXE_cadialog"));
    let environment = [("XDG_DATA_HOME", home.path().to_str().expect("utf-8"))];
    let mut pty = Pty::run(Path::new("/bin/sh"), &["-c", &script], &environment, 140, 36);
    pty.wait_for("Tokyo Dialogue");
    pty.send(&format!("a{}\r", "more words ".repeat(60)));
    let screen = pty.wait("the reason", |text| text.contains("the note is not kept: ") && text.contains("note on 13th"));
    assert!(screen.contains("more words"), "{screen}");
    pty.send("\u{1b}");
    pty.wait("the line closed", |text| !text.contains("note on 13th"));
    let target = home.path().join("all.json");
    pty.send(&format!("Xe{}\r", target.display()));
    pty.wait_for("nothing is left of it");
    pty.send("\u{3}");
    assert_eq!(pty.exit_code(), 130);
    assert_eq!(fs::read(home.path().join("cadialog/shelf.json")).expect("there"), before);
    let left: Vec<_> = home.path().join("cadialog").read_dir().expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".unfinished")), "{left:?}");
    assert!(!target.exists());
}

/// Four instances add to one note, and are killed in the middle of it: whatever was told as kept is there.
#[test]
fn four_instances_writing_on_one_record_lose_no_word_whoever_is_killed() {
    const KILLS: usize = 20;
    let home = tempfile::tempdir().expect("a directory");
    let threads: Vec<_> = (0..4)
        .map(|who| {
            let home = home.path().to_owned();
            std::thread::spawn(move || {
                let mut told = Vec::new();
                for kill in 0..KILLS / 4 {
                    let mut pty = start(&["--fresh", "id:td-13-2025 type:event"], &home);
                    pty.wait_for("Tokyo Dialogue");
                    for n in 0..3 {
                        let word = format!("w{who}x{kill}x{n}");
                        pty.send("a");
                        pty.wait_for("note on 13th");
                        pty.send(&format!(" {word}\r"));
                        if n == 2 {
                            // The last one may have come to its end or not.
                            std::thread::sleep(std::time::Duration::from_millis(kill as u64 * 3));
                            pty.signal("-KILL");
                            break;
                        }
                        pty.wait("it is kept", |text| text.contains(" is kept") || text.contains("are kept"));
                        told.push(word);
                        pty.send("k"); // nowhere: it is the only row
                        pty.wait("the message gone", |text| !text.contains("is kept") && !text.contains("are kept"));
                        pty.send("j");
                    }
                }
                told
            })
        })
        .collect();
    let told: Vec<String> = threads.into_iter().flat_map(|thread| thread.join().expect("a writer")).collect();
    assert_eq!(told.len(), KILLS * 2);
    let note = notes(home.path()).remove("td-13-2025").expect("a note");
    let lost: Vec<&String> = told.iter().filter(|word| !note.split_whitespace().any(|kept| kept == word.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?} are lost of\n{note}");
    assert!(note.len() < 100 * KILLS * 3, "what stood there is not doubled: {} bytes", note.len());
}
