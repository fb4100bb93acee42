//! `report`: what is selected, where it is written, and that it can be made again.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::dossier_reader::read;
use super::{Run, ended, program, run};

/// A file of the bundled pack.
fn records(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
    serde_json::from_str(&fs::read_to_string(path).expect("data")).expect("JSON")
}

fn holds(record: &Value, field: &str, name: &str) -> bool {
    record[field].as_array().is_some_and(|list| list.iter().any(|one| one == name))
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    ended(program().current_dir(folder).args(arguments).output().expect("runs"))
}

#[test]
fn what_is_selected_is_counted_in_the_pack() {
    let events = records("events.json").iter().filter(|event| holds(event, "countries", "UZ")).count();
    let quotes = records("quotes.json").iter().filter(|quote| holds(quote, "topics", "energy")).count();
    for (arguments, count, told) in [
        (&["report", "--type", "event", "-c", "UZ"][..], events, format!("{events} events and ")),
        (&["report", "--type", "quote", "topic:energy"], quotes, format!("{quotes} quotes and ")),
    ] {
        let dossier = read(&run(arguments).out);
        assert_eq!(dossier.articles.len(), count, "{arguments:?}");
        assert!(dossier.text.contains(&told), "{told}");
    }
}

#[test]
fn ids_keep_their_order_and_words_are_a_query() {
    let dossier = read(&run(&["report", "td-13-2025", "td-03-2009", "td-12-2023", "KZ"]).out);
    let places: Vec<&str> = dossier.articles.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["r-td-13-2025", "r-td-03-2009", "r-td-12-2023", "r-KZ"]);
    let piped = program().args(["report", "-"]).write_stdin("td-03-2009\ntd-13-2025\n").output().expect("runs");
    let piped = read(&ended(piped).out);
    assert_eq!(piped.articles.iter().map(|(place, _)| place.as_str()).collect::<Vec<_>>(), ["r-td-03-2009", "r-td-13-2025"]);
    let (id, query) = (run(&["report", "energy"]), run(&["report", "energy", "--as-query"]));
    assert_eq!(read(&id.out).articles.len(), 1);
    assert!(id.err.contains("--as-query looks for the word"), "{}", id.err);
    assert!(read(&query.out).articles.len() > 20);
}

#[test]
fn nothing_found_writes_nothing_and_no_file_is_written_over() {
    let folder = tempfile::tempdir().expect("a directory");
    let here = folder.path();
    let nothing = run_in(here, &["report", "zzzzqqqq", "-o", "a.html"]);
    assert_eq!((nothing.code, here.read_dir().expect("a directory").count()), (1, 0), "{}", nothing.err);
    fs::write(here.join("a.html"), "mine").expect("written");
    let refused = run_in(here, &["report", "td-13-2025", "-o", "a.html"]);
    assert!(refused.code == 2 && refused.err.contains("is there already; --force"), "{}", refused.err);
    assert_eq!(fs::read_to_string(here.join("a.html")).expect("there"), "mine");
    let forced = run_in(here, &["report", "td-13-2025", "-o", "a.html", "--force"]);
    assert!(forced.code == 0 && forced.out.is_empty() && forced.err.contains("1 record written to a.html"), "{}", forced.err);
    assert_eq!(read(&fs::read_to_string(here.join("a.html")).expect("there")).articles.len(), 1);
    assert_eq!(here.read_dir().expect("a directory").count(), 1, "nothing else is left behind");
    let folder_there = run_in(here, &["report", "td-13-2025", "-o", "."]);
    assert_eq!(folder_there.code, 2, "{}", folder_there.err);
    assert_eq!(run_in(here, &["report", "td-13-2025", "-o", "b.html"]).code, 0);
    assert_eq!(run_in(here, &["report", "td-13-2025", "-o", "-"]).out, fs::read_to_string(here.join("b.html")).expect("there"));
}

#[test]
fn the_ending_or_the_option_says_the_format() {
    let folder = tempfile::tempdir().expect("a directory");
    for (file, format, begin) in [
        ("a.html", None, "<!DOCTYPE html>"),
        ("a.HTM", None, "<!DOCTYPE html>"),
        ("a.md", None, "# 13th Tokyo Dialogue"),
        ("a.txt", Some("markdown"), "# 13th Tokyo Dialogue"),
        ("b.md", Some("html"), "<!DOCTYPE html>"),
    ] {
        let mut arguments = vec!["report", "td-13-2025", "-o", file];
        arguments.extend(format.iter().flat_map(|format| ["--format", format]));
        let run = run_in(folder.path(), &arguments);
        assert_eq!(run.code, 0, "{file}: {}", run.err);
        let text = fs::read_to_string(folder.path().join(file)).expect("written");
        assert!(text.starts_with(begin), "{file}: {}", &text[..100]);
    }
    assert!(run(&["report", "td-13-2025", "--format", "md"]).out.starts_with("# "));
}

/// The call that stands at the end of a dossier makes it again, byte for byte, when a shell runs it.
#[test]
#[cfg(unix)]
fn the_call_at_its_end_makes_it_again() {
    let program_path = assert_cmd::cargo::cargo_bin!("cadialog");
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/good/every-type.json");
    let pack = pack.to_str().expect("UTF-8");
    for arguments in [
        &["report", "summit", "--title", "It's \"mine\" & $HOME `x`"][..],
        &["report", "-c", "KZ,UZ", "-t", "energy", "--date", "2015..2020", "water | uranium"],
        &["report", "td-13-2025", "KZ", "--format", "markdown"],
        &["report", "energy", "--as-query", "--exact", "--type", "quote"],
        &["report", "--lang", "ja", "--type", "person", "--", "-tokyo", "matsumoto"],
        &["report", "--no-bundled", "--data", pack],
    ] {
        let folder = tempfile::tempdir().expect("a directory");
        let first = run(arguments);
        assert_eq!(first.code, 0, "{arguments:?}: {}", first.err);
        assert_eq!(run(arguments).out, first.out, "{arguments:?}: a second run");
        let html = first.out.starts_with('<');
        let call = if html {
            read(&first.out).code["code"][0].clone()
        } else {
            first.out.split("Made again by: `").nth(1).and_then(|rest| rest.split("`\n").next()).expect("a call").to_owned()
        };
        let call = call.replacen("cadialog", &program_path.display().to_string(), 1);
        let mut shell = std::process::Command::new("sh");
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            shell.env(name, "/nowhere/to/be/found");
        }
        let again = shell.args(["-c", &call]).env_remove("CADIALOG_CONFIG").current_dir(folder.path()).output().expect("sh");
        assert!(again.status.success(), "{call}: {}", String::from_utf8_lossy(&again.stderr));
        let file = folder.path().join(if html { "dossier.html" } else { "dossier.md" });
        let made = fs::read_to_string(file).unwrap_or_else(|fault| panic!("{call}: {fault}"));
        assert!(made == first.out, "{call} makes another dossier");
    }
}

#[test]
fn what_the_reader_has_marked_is_selected_and_told() {
    let home = tempfile::tempdir().expect("a directory");
    let with = |arguments: &[&str], input: &str| {
        let mut command = program();
        command.env("XDG_DATA_HOME", home.path()).args(arguments).write_stdin(input.to_owned());
        ended(command.output().expect("runs"))
    };
    let kept = with(&["--linear", "td-13-2025"], "open 1\nmark\nnote two lenses\nquit\n");
    assert_eq!(kept.code, 0, "{}{}", kept.out, kept.err);
    let marked = with(&["report", "is:marked"], "");
    let dossier = read(&marked.out);
    assert_eq!(dossier.articles.len(), 1, "{}{}", kept.out, marked.err);
    let (place, text) = &dossier.articles[0];
    assert!(place == "r-td-13-2025" && text.contains("The reader’s note: two lenses"), "{place}: {text}");
    let bare = with(&["report", "is:marked", "--no-notes"], "").out;
    assert!(read(&bare).articles.len() == 1 && !bare.contains("two lenses"));
}
