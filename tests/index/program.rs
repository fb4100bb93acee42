//! The program itself: what it keeps, and what becomes of that.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program with this folder for its indexes.
fn program(cache: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cadialog"));
    command.env("XDG_CACHE_HOME", cache).env("XDG_CONFIG_HOME", cache).env("XDG_DATA_HOME", cache).args(words);
    command
}

/// What it prints on both streams.
fn printed(cache: &Path, words: &[&str]) -> (String, String) {
    let ended = program(cache, words).output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(ended.stdout), text(ended.stderr))
}

/// The names of the files in its folder.
fn files(cache: &Path) -> Vec<String> {
    let entries = fs::read_dir(cache.join("cadialog")).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

#[test]
fn the_second_call_says_what_the_first_did() {
    let cache = tempfile::tempdir().expect("a folder");
    let words = ["search", "energy", "-c", "KZ"];
    let without = printed(cache.path(), &["search", "energy", "-c", "KZ", "--no-cache"]);
    assert!(files(cache.path()).is_empty(), "{:?}", files(cache.path()));
    let first = printed(cache.path(), &words);
    assert_eq!(files(cache.path()).len(), 1);
    assert_eq!((&first, &printed(cache.path(), &words)), (&without, &without));
    let shown = printed(cache.path(), &["show", "td-13-2025"]);
    assert_eq!(shown, printed(cache.path(), &["show", "td-13-2025", "--no-cache"]));
    assert_eq!(files(cache.path()).len(), 1, "nothing else is written");
}

#[test]
fn indexes_are_made_listed_and_removed() {
    let cache = tempfile::tempdir().expect("a folder");
    let pack = cache.path().join("mine.jsonl");
    fs::write(&pack, "{\"type\":\"topic\",\"id\":\"own\",\"name\":\"A topic\"}\n").expect("written");
    let (out, told) = printed(cache.path(), &["index", "--no-bundled", "--data", pack.to_str().expect("UTF-8")]);
    assert!(told.contains("the index of 1 record is made"), "{told}");
    assert!(out.lines().count() == 1 && out.contains(".index\n"), "{out}");
    let (_, told) = printed(cache.path(), &["index", "--no-bundled", "--data", pack.to_str().expect("UTF-8")]);
    assert!(told.contains("kept already"), "{told}");
    let (out, _) = printed(cache.path(), &["paths"]);
    let line = out.lines().find(|line| line.starts_with("indexes")).expect("a line");
    assert!(line.contains("in use") && line.contains(cache.path().to_str().expect("UTF-8")), "{line}");
    let (_, told) = printed(cache.path(), &["index", "--remove"]);
    assert!(told.contains("1 index removed"), "{told}");
    assert!(files(cache.path()).is_empty());
}

#[test]
fn where_nothing_can_be_kept_everything_works() {
    let cache = tempfile::tempdir().expect("a folder");
    fs::write(cache.path().join("cadialog"), "in the way").expect("written");
    let wanted = printed(cache.path(), &["search", "uranium", "--no-cache"]);
    assert_eq!(printed(cache.path(), &["search", "uranium"]), wanted);
    let ended = program(cache.path(), &["index"]).output().expect("runs");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(4), "{told}");
    assert!(told.contains("cadialog"), "{told}");
}

#[test]
fn killed_at_any_moment_it_leaves_nothing_wrong() {
    let cache = tempfile::tempdir().expect("a folder");
    let pack = cache.path().join("large.jsonl");
    fs::write(&pack, super::lines(0, 45_000)).expect("written");
    let words = ["search", "\"said 4711\"", "--no-bundled", "--limit", "5", "--data", pack.to_str().expect("UTF-8")];
    let with = |more: &[&'static str]| [&words[..], more].concat();
    let wanted = printed(cache.path(), &with(&["--no-cache"]));
    assert!(wanted.0.contains("q-4711"), "{wanted:?}");
    for n in 0..12 {
        let mut running = program(cache.path(), &words);
        let mut child = running.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
        std::thread::sleep(Duration::from_millis(40 * n));
        let _ = child.kill();
        child.wait().expect("ended");
        assert_eq!(printed(cache.path(), &words), wanted, "killed after {} ms", 40 * n);
        // So that the next one writes again.
        fs::remove_dir_all(cache.path().join("cadialog")).expect("removed");
    }
}
