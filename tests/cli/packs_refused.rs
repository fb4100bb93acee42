//! Files that are no packs, for `check` and `--data`: rubbish large and small, files without an end, what cannot be read.

use std::fs;

use super::packs::folder;
use super::run;
#[cfg(unix)]
use super::{ended, program};

#[test]
fn a_large_pack_of_rubbish_is_refused_as_a_small_one_is() {
    let place = folder();
    let line = |name: &str, times: usize| format!("{{\"type\": \"topic\", \"name\": \"{}\"}}\n", name.repeat(times));
    for (about, unit, large) in [
        ("blank lines", "\n".to_owned(), 17 << 20),
        ("one long line", "x".to_owned(), 20 << 20),
        ("binary", "\u{0}\u{1}\n".to_owned(), 6 << 20),
        ("faulty records", line("y", 1000), 17 << 10),
    ] {
        let mut said = Vec::new();
        for times in [3, large] {
            let path = place.path().join("rubbish.jsonl");
            fs::write(&path, unit.repeat(times)).expect("written");
            let path = path.to_str().expect("UTF-8");
            let (list, check) = (run(&["list", "topics", "--data", path]), run(&["check", path]));
            assert_eq!((list.code, check.code, list.out.as_str()), (3, 3, ""), "{about}, {times} times: {}", list.err);
            assert!(list.err.contains("rubbish.jsonl"), "{about}: {}", list.err);
            said.push(list.err);
        }
        assert_eq!(
            said[0].contains("rubbish.jsonl:1"),
            said[1].contains("rubbish.jsonl:1") || about == "one long line",
            "{about}: {said:?}"
        );
    }
}

#[test]
fn a_line_is_told_what_it_is() {
    let place = folder();
    let path = place.path().join("odd.jsonl");
    let topic = "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"N\"}";
    for (text, wanted) in [
        (format!("[\n{topic},\n{topic}\n]\n"), "this is a JSON array; a .jsonl file has one record a line"),
        (format!("[{topic}]\n"), "this is a JSON array; a .jsonl file has one record a line"),
        (format!("{topic},\n"), "remove the comma: a record stands by itself"),
        (format!("\u{1e}{topic}\n"), "U+001E (record separator) cannot begin a value"),
    ] {
        fs::write(&path, &text).expect("written");
        let said = run(&["check", path.to_str().expect("UTF-8")]);
        assert!(said.code == 3 && said.out.contains(wanted), "{text:?}: {}", said.out);
    }
}

#[cfg(unix)]
#[test]
fn files_without_an_end_and_files_of_holes_are_answered_with_a_word() {
    let place = folder();
    let endless = place.path().join("endless.jsonl");
    std::os::unix::fs::symlink("/proc/self/pagemap", &endless).expect("linked");
    let holes = |name: &str, length: u64| {
        let path = place.path().join(name);
        fs::File::create(&path).and_then(|file| file.set_len(length)).expect("a sparse file");
        path
    };
    let topic = "{\"type\": \"topic\", \"id\": \"own\", \"name\": \"N\"}\n";
    let long = place.path().join("long.jsonl");
    fs::write(&long, topic).expect("written");
    fs::OpenOptions::new().write(true).open(&long).and_then(|file| file.set_len(300 << 20)).expect("a sparse file");
    for (path, wanted) in [
        (endless, "it holds no record"),
        (holes("holes.jsonl", 1 << 40), "it is larger than 64 GiB"),
        (holes("holes.json", 1 << 40), "it is larger than 256 MiB"),
        (holes("zeros.jsonl", 300 << 20), "no line ends in 256 MiB from line 1 on"),
    ] {
        let path = path.to_str().expect("UTF-8");
        for arguments in [&["check", path][..], &["list", "topics", "--data", path]] {
            let output = program().args(arguments).timeout(std::time::Duration::from_mins(2)).output().expect("runs");
            let said = ended(output);
            assert!(said.code == 3 && (said.out.clone() + &said.err).contains(wanted), "{arguments:?}: {}{}", said.out, said.err);
        }
    }
}

#[cfg(unix)]
#[test]
fn of_a_file_that_cannot_be_read_only_that_is_told() {
    let place = folder();
    let new = place.path().join("steppe");
    let path = new.to_str().expect("UTF-8");
    assert_eq!(run(&["pack", "new", path]).code, 0);
    // A directory cannot be read as a file, whoever asks.
    fs::remove_file(new.join("events.json")).expect("removed");
    fs::create_dir(new.join("events.json")).expect("created");
    let said = run(&["check", path]);
    assert!(said.code == 4 && said.err.contains("1 error,"), "{}{}", said.out, said.err);
    assert!(said.out.contains("events.json") && !said.out.contains("there is no event"), "{}", said.out);
    fs::remove_dir(new.join("events.json")).expect("removed");
    assert!(run(&["check", path]).out.contains("there is no event"), "a file that is not there has no such excuse");
}
