//! The shelf: nothing kept is ever lost, whoever writes at the same time, whatever is killed, whatever the file holds.

#[path = "common/cases.rs"]
mod cases;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cadialog::shelf::{Session, Shelf, ShelfError};
use cases::cases;
use proptest::prelude::*;

/// Set in a process that is to write to the shelf in that directory until it is done or killed.
const WRITER: &str = "CADIALOG_TEST_SHELF";
const WHO: &str = "CADIALOG_TEST_WHO";

/// Runs the test called `name` of this file as another process.
fn another_process(name: &str, folder: &Path, who: &str) -> std::process::Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", name])
        .env(WRITER, folder)
        .env(WHO, who)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}

fn as_writer() -> Option<(Shelf, String)> {
    Some((Shelf::new(std::env::var_os(WRITER)?), std::env::var(WHO).ok()?))
}

/// The moment up to which another writer is waited for.
fn soon() -> Instant {
    Instant::now() + cadialog::shelf::PATIENCE
}

#[test]
fn what_is_kept_is_read_again_and_readable_by_people() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path().join("new/cadialog"));
    assert_eq!(shelf.read().expect("nothing yet").contents, cadialog::shelf::Contents::default());
    assert!(!shelf.directory().exists(), "reading makes nothing");
    shelf
        .change(|kept| {
            kept.marks.insert("td-13-2025".into());
            kept.notes.insert("KZ".into(), "first line\nsecond “line” 中央".into());
            kept.searches.insert("water".into(), "water country:UZ".into());
        })
        .expect("kept");
    shelf.change(|kept| _ = kept.marks.insert("KZ".into())).expect("kept");
    let read = shelf.read().expect("read");
    assert!(read.warning.is_none());
    assert_eq!(read.contents.marks.iter().collect::<Vec<_>>(), ["KZ", "td-13-2025"]);
    assert_eq!(read.contents.notes["KZ"], "first line\nsecond “line” 中央");
    assert_eq!(read.contents.searches["water"], "water country:UZ");
    let text = fs::read_to_string(shelf.directory().join("shelf.json")).expect("a file");
    assert!(text.contains("\n  \"version\": 1") && text.contains("中央") && text.ends_with("}\n"), "{text}");
    let session = Session { query: "energy".into(), record: Some("KZ".into()), ..Session::default() };
    shelf.keep_session(session.clone(), soon()).expect("kept");
    assert_eq!(shelf.session().expect("read").contents, session);
    assert_eq!(shelf.read().expect("read").contents, read.contents, "the session is a file of its own");
}

#[test]
fn two_processes_marking_at_once_lose_no_mark() {
    const MARKS: usize = 60;
    if let Some((shelf, who)) = as_writer() {
        for n in 0..MARKS {
            shelf.change(|kept| _ = kept.marks.insert(format!("{who}-{n}"))).expect("kept");
        }
        return;
    }
    let folder = tempfile::tempdir().expect("a directory");
    let writers = ["left", "right"].map(|who| another_process("two_processes_marking_at_once_lose_no_mark", folder.path(), who));
    for mut writer in writers {
        assert!(writer.wait().expect("ended").success());
    }
    let marks = Shelf::new(folder.path()).read().expect("read").contents.marks;
    assert_eq!(marks.len(), 2 * MARKS);
}

#[test]
fn threads_share_the_shelf_too() {
    let folder = tempfile::tempdir().expect("a directory");
    std::thread::scope(|scope| {
        for who in 0..4 {
            let shelf = Shelf::new(folder.path());
            scope.spawn(move || {
                for n in 0..20 {
                    shelf.change(|kept| _ = kept.notes.insert(format!("{who}-{n}"), "note".into())).expect("kept");
                    shelf.keep_session(Session { query: format!("{who}"), ..Session::default() }, soon()).expect("kept");
                }
            });
        }
    });
    assert_eq!(Shelf::new(folder.path()).read().expect("read").contents.notes.len(), 80);
}

/// Two hundred kills: after each the shelf holds what was kept before or what was being kept, never anything between.
#[test]
fn a_killed_writer_leaves_the_old_state_or_the_new() {
    if let Some((shelf, _)) = as_writer() {
        for n in (0..u32::MAX).cycle() {
            let who = ["a", "b"][n as usize % 2];
            let marks = (0..400).map(|m| format!("{who}-{m}")).collect();
            shelf.change(|kept| kept.marks = marks).expect("kept");
        }
    }
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    shelf.change(|kept| kept.marks = (0..400).map(|m| format!("a-{m}")).collect()).expect("kept");
    let mut seen = std::collections::BTreeSet::new();
    for round in 0..200u64 {
        let mut writer = another_process("a_killed_writer_leaves_the_old_state_or_the_new", folder.path(), "killed");
        std::thread::sleep(Duration::from_millis(5) + Duration::from_micros(round * 397 % 15_000));
        writer.kill().expect("killed");
        writer.wait().expect("ended");
        let read = shelf.read().expect("read");
        assert!(read.warning.is_none(), "{:?}", read.warning);
        let first = read.contents.marks.iter().next().expect("marks")[..1].to_owned();
        assert_eq!(read.contents.marks.len(), 400);
        assert!(read.contents.marks.iter().all(|mark| mark.starts_with(&first)));
        seen.insert(first);
    }
    assert_eq!(seen.len(), 2, "no writer ever wrote: the test shows nothing");
    shelf.change(|_| ()).expect("kept");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("directory").map(|e| e.expect("entry").file_name()).collect();
    assert!(left.len() == 2, "unfinished files are swept away: {left:?}");
}

#[test]
fn a_damaged_file_is_set_aside_with_a_word_and_never_written_over() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    let file = folder.path().join("shelf.json");
    let damaged: [&[u8]; 5] =
        [b"", b"{\"version\": 1, \"marks\": [\"KZ\"", b"\0\0\0\0", b"[1]", b"{\"version\": 1, \"marks\": {\"not\": \"a list\"}}"];
    for (n, bytes) in damaged.iter().enumerate() {
        fs::write(&file, bytes).expect("written");
        let read = if n % 2 == 0 { shelf.read() } else { shelf.change(|kept| _ = kept.marks.insert("KZ".into())) };
        let read = read.expect("goes on");
        let warning = read.warning.expect("told");
        let aside = folder.path().join(format!("shelf.damaged-{}.json", n + 1));
        assert!(warning.contains(&*aside.to_string_lossy()), "{warning}");
        assert_eq!(&fs::read(&aside).expect("set aside"), bytes);
    }
    assert!(shelf.read().expect("read").warning.is_none());
}

#[test]
fn a_file_of_a_newer_version_is_left_alone_and_unknown_fields_stay() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    let file = folder.path().join("shelf.json");
    let newer = "{\"version\": 2, \"marks\": {\"KZ\": {\"colour\": \"red\"}}}";
    fs::write(&file, newer).expect("written");
    assert!(matches!(shelf.read(), Err(ShelfError::Newer { .. })));
    assert!(matches!(shelf.change(|kept| kept.marks.clear()), Err(ShelfError::Newer { .. })));
    assert_eq!(fs::read_to_string(&file).expect("there"), newer);
    fs::write(&file, "{\"version\": 1, \"marks\": [\"KZ\"], \"tags\": [\"of a plugin\"]}").expect("written");
    shelf.change(|kept| _ = kept.marks.insert("UZ".into())).expect("kept");
    assert!(fs::read_to_string(&file).expect("there").contains("of a plugin"));
}

#[test]
fn escape_sequences_do_not_come_out_of_it() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    fs::write(
        folder.path().join("shelf.json"),
        "{\"version\": 1, \"marks\": [\"a\\u001b[2J\"], \"notes\": {\"k\\u202e\": \"x\\u009b1m\\ny\"}, \"searches\": {\"s\\u0007\": \"\\u001b]0;t\\u0007\"}}",
    )
    .expect("written");
    let kept = shelf.read().expect("read").contents;
    assert_eq!(kept.notes["k"], "x1m\ny");
    let texts = kept.marks.iter().chain(kept.searches.keys()).chain(kept.searches.values());
    assert!(texts.into_iter().all(|text| !text.contains(cadialog::text::is_unsafe)));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_an_error_not_a_wait() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    let pipe = folder.path().join("shelf.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    assert!(matches!(shelf.read(), Err(ShelfError::Io { .. })));
    assert!(matches!(shelf.change(|_| ()), Err(ShelfError::Io { .. })));
    fs::remove_file(&pipe).expect("removed");
    // A link to a file elsewhere, as people keep their settings, stays one.
    let elsewhere = tempfile::tempdir().expect("a directory");
    let target = elsewhere.path().join("mine.json");
    fs::write(&target, "{\"version\": 1}").expect("written");
    std::os::unix::fs::symlink(&target, &pipe).expect("linked");
    shelf.change(|kept| _ = kept.marks.insert("KZ".into())).expect("kept");
    assert!(fs::symlink_metadata(&pipe).expect("there").is_symlink());
    assert!(fs::read_to_string(&target).expect("there").contains("KZ"));
    // While it leads nowhere, what it led to may come back.
    fs::rename(&target, elsewhere.path().join("away.json")).expect("moved");
    let told = shelf.change(|kept| _ = kept.marks.insert("UZ".into())).expect_err("leads nowhere").to_string();
    assert!(told.contains("a link to a file that is not there"), "{told}");
    assert!(fs::symlink_metadata(&pipe).expect("there").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_no_file_is_an_error_not_a_wait() {
    for odd in ["pipe", "directory", "link to a pipe"] {
        let folder = tempfile::tempdir().expect("a directory");
        let shelf = Shelf::new(folder.path());
        let (lock, pipe) = (folder.path().join("lock"), folder.path().join("pipe"));
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        match odd {
            "pipe" => fs::rename(&pipe, &lock).expect("renamed"),
            "directory" => fs::create_dir(&lock).expect("made"),
            _ => std::os::unix::fs::symlink(&pipe, &lock).expect("linked"),
        }
        let told = shelf.change(|kept| _ = kept.marks.insert("KZ".into())).expect_err(odd).to_string();
        assert!(told.contains("lock") && told.contains("not a regular file"), "{odd}: {told}");
        assert!(shelf.keep_session(Session::default(), soon()).is_err());
        assert!(!folder.path().join("shelf.json").exists() && !folder.path().join("session.json").exists());
    }
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path().join("data/cadialog"));
    shelf.change(|kept| _ = kept.marks.insert("KZ".into())).expect("kept");
    shelf.keep_session(Session::default(), soon()).expect("kept");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(shelf.directory()), 0o700);
    for file in ["shelf.json", "session.json", "lock"] {
        assert_eq!(mode(&shelf.directory().join(file)), 0o600, "{file}");
    }
}

#[test]
fn a_byte_order_mark_before_the_files_is_no_damage() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    for (file, text) in
        [("shelf.json", "{\"version\": 1, \"marks\": [\"KZ\"]}"), ("session.json", "{\"version\": 1, \"query\": \"water\"}")]
    {
        fs::write(folder.path().join(file), format!("\u{feff}{text}")).expect("written");
    }
    let (read, session) = (shelf.read().expect("read"), shelf.session().expect("read"));
    assert!(read.warning.is_none() && read.contents.marks.contains("KZ"), "{:?}", read.warning);
    assert!(session.warning.is_none() && session.contents.query == "water", "{:?}", session.warning);
    fs::write(folder.path().join("shelf.json"), "\u{feff}{\"version\": 2}").expect("written");
    assert!(matches!(shelf.read(), Err(ShelfError::Newer { .. })));
}

#[test]
fn the_searches_of_two_instances_are_both_remembered() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    let keep = |searches: &[&str]| {
        let searches = searches.iter().map(|&search| search.to_owned()).collect();
        shelf.keep_session(Session { searches, ..Session::default() }, soon()).expect("kept");
    };
    keep(&["old", "first"]);
    keep(&["old", "second"]);
    assert_eq!(shelf.session().expect("read").contents.searches, ["first", "old", "second"]);
    let many: Vec<String> = (0..120).map(|n| n.to_string()).collect();
    keep(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let kept = shelf.session().expect("read").contents.searches;
    assert_eq!((kept.len(), kept.last().map(String::as_str)), (cadialog::shelf::SEARCHES, Some("119")));
}

#[test]
fn a_lock_that_stays_taken_is_told_once_the_time_is_over() {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    shelf.change(|kept| _ = kept.marks.insert("KZ".into())).expect("kept");
    let lock = fs::File::options().write(true).open(folder.path().join("lock")).expect("a lock");
    lock.lock().expect("taken");
    let told = shelf.change_until(Instant::now(), |kept| kept.marks.clear());
    assert!(matches!(told, Err(ShelfError::Busy { .. })), "{told:?}");
    drop(lock);
    assert_eq!(shelf.change_until(Instant::now(), |_| ()).expect("free again").contents.marks.len(), 1);
}

proptest! {
    #![proptest_config(cases(64))]

    /// Whatever the file holds: an answer, and every byte of it is still somewhere.
    #[test]
    fn any_file_is_read_or_set_aside_whole(bytes in prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        "\\PC{0,80}".prop_map(String::into_bytes),
        "\\{\"version\": ?[0-9a-z\"-]{0,12}(, ?\"(marks|notes|searches)\": ?[\\[\\]{}\":a,0-9]{0,20}){0,3}\\}".prop_map(String::into_bytes),
    ]) {
        let folder = tempfile::tempdir().expect("a directory");
        let shelf = Shelf::new(folder.path());
        let file = folder.path().join("shelf.json");
        fs::write(&file, &bytes).expect("written");
        match shelf.read() {
            Ok(read) if read.warning.is_some() => {
                prop_assert_eq!(fs::read(folder.path().join("shelf.damaged-1.json")).expect("set aside"), bytes);
            }
            Ok(_) | Err(_) => prop_assert_eq!(fs::read(&file).expect("untouched"), bytes),
        }
    }

    #[test]
    fn what_is_kept_comes_back(marks in proptest::collection::btree_set("[a-z0-9-]{1,12}", 0..20), note in "[^\\p{C}\u{2028}\u{2029}]{0,40}", query in "[^\\p{C}\u{2028}\u{2029}]{0,40}") {
        let folder = tempfile::tempdir().expect("a directory");
        let shelf = Shelf::new(folder.path());
        shelf.change(|kept| {
            kept.marks = marks.clone();
            kept.notes.insert("KZ".into(), note.clone());
            kept.searches.insert("it".into(), query.clone());
        }).expect("kept");
        let kept = shelf.read().expect("read").contents;
        prop_assert_eq!((kept.marks, &kept.notes["KZ"], &kept.searches["it"]), (marks, &note, &query));
    }
}
