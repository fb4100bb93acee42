//! Large packs that shrink while they are in use: what can no longer be read is said, and never invented.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use cadialog::app::App;
use cadialog::archive::Archive;
use cadialog::keys::Keymap;
use cadialog::page::Page;
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;

use super::common::Session;
use super::{beside, found, quote, volume, written};

#[test]
fn a_file_that_has_changed_is_said_to_have_changed() {
    let folder = tempfile::tempdir().expect("a directory");
    let text: String = (0..3000).map(|n| quote(n, "a word")).collect();
    let path = written(&folder, &text);
    let (catalogue, _) = volume(&path);
    let seen = catalogue.archive.id("q-2000").expect("there");
    assert_eq!(catalogue.archive.record(seen).title(), "a word");
    std::fs::OpenOptions::new().write(true).open(&path).expect("there").set_len(2000).expect("shortened");
    assert_eq!(catalogue.archive.record(seen).title(), "a word", "what was shown is still there");
    let lost = catalogue.archive.record(catalogue.archive.id("q-2500").expect("known")).title().to_owned();
    assert!(lost.contains("has changed"), "{lost}");
    let lost = catalogue.archive.id("q-2501").expect("known");
    let page = Page::new(&catalogue.archive, lost, Language::En);
    assert!(!page.blocks.is_empty());
    let there = text[..2000].matches('\n').count();
    assert_eq!(found(&catalogue, "\"a word\"").len(), there, "the records whose texts are still there");
}

/// A large pack that shrinks while it is in use, with more records than have been read of it.
fn shrunk(folder: &tempfile::TempDir) -> (PathBuf, Catalogue) {
    let text: String = (0..3000).map(|n| quote(n, "Of water and of energy.")).collect();
    let path = written(folder, &text);
    let (catalogue, told) = beside(&path);
    assert_eq!(told[..], []);
    assert!(catalogue.archive.lost().is_none());
    std::fs::OpenOptions::new().write(true).open(&path).expect("there").set_len(20_000).expect("shortened");
    (path, catalogue)
}

#[test]
fn an_export_of_records_that_can_no_longer_be_read_stops_and_invents_none() {
    use cadialog::export::{self, OutputFormat};
    for (ending, format, _) in OutputFormat::FILES {
        let folder = tempfile::tempdir().expect("a directory");
        let (path, catalogue) = shrunk(&folder);
        let archive = &catalogue.archive;
        let ids: Vec<_> = archive.all().skip(Archive::bundled().expect("sound").len()).collect();
        let mut out = Vec::new();
        let written = export::write(archive, &ids, format, Language::En, &mut archive.whole(&mut out));
        let refused = match written {
            // A calendar holds no quotes, and says so without a word written.
            Ok(left_out) if !left_out.is_empty() => continue,
            Ok(_) => panic!("{ending}: whole"),
            Err(error) => error.to_string(),
        };
        assert!(refused.contains("large.jsonl") && refused.contains("start again"), "{ending}: {refused}");
        let out = String::from_utf8(out).expect("UTF-8");
        assert!(!out.contains("lost") && !out.contains("no longer"), "{ending}: {}", &out[out.len().saturating_sub(300)..]);
        let whole = std::fs::read_to_string(&path).expect("there").matches('\n').count();
        assert!(ids[..whole].iter().all(|&id| !archive.is_lost(id)), "{ending}: what is there is read");
    }
}

#[test]
fn the_browser_leaves_no_file_of_such_an_export_and_marks_no_such_record() {
    let folder = tempfile::tempdir().expect("a directory");
    let (_, catalogue) = shrunk(&folder);
    let app = App::new(Arc::new(catalogue), Keymap::default(), Query::default(), Language::En);
    let mut session = Session::new(120, 36);
    session.app = app;
    let target = folder.path().join("all.csv");
    session.press(&format!("/ 'water Enter e '{} Enter", target.display()));
    let Some(cadialog::app::Effect::Export(export)) = session.performed.pop() else { panic!("{}", session.text()) };
    let told = cadialog::export::write_job(&export, &AtomicBool::new(false)).expect_err("not whole");
    assert!(told.contains("start again") && told.contains("nothing is left of it"), "{told}");
    assert!(!target.exists());
    session.performed.clear();
    let ids: Vec<_> = session.app.rows().iter().filter_map(|row| row.id()).collect();
    let last = ids.iter().rposition(|&id| session.app.archive().is_lost(id)).expect("a row that says so");
    assert!(session.app.choose(last + 1));
    session.feed(Vec::new());
    let shown = session.app.detail().id().expect("a record");
    assert!(session.app.archive().is_lost(shown), "{}", session.text());
    for keys in ["m", "a", "y i", "y b"] {
        session.press(keys);
        assert!(session.status().starts_with("this record can no longer be read"), "{keys}: {}", session.status());
    }
    assert!(session.performed.is_empty(), "{:?}", session.performed);
    assert_eq!(session.app.session().record, None);
}

/// The built program, with a pack of the size from which on texts stay on disk, and a reader who is slow.
#[test]
fn a_command_whose_pack_shrinks_ends_with_an_error_and_prints_no_record_that_was_not_there() {
    use std::io::Read;
    let folder = tempfile::tempdir().expect("a directory");
    let words = "Of water and of energy, at some length. ".repeat(20);
    let text: String = (0..18_000).map(|n| quote(n, &words)).collect();
    assert!(text.len() as u64 > cadialog::archive::LARGE, "{}", text.len());
    let path = written(&folder, &text);
    for arguments in
        [&["export", "--format", "bibtex"][..], &["list", "quotes", "--format", "ids"], &["export", "--format", "jsonl"]]
    {
        std::fs::write(&path, &text).expect("written");
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("cadialog"))
            .args(arguments)
            .args(["--no-bundled", "--data"])
            .arg(&path)
            .env("XDG_CONFIG_HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .env_remove("CADIALOG_CONFIG")
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("runs");
        let mut out = child.stdout.take().expect("stdout");
        let mut printed = vec![0; 10];
        out.read_exact(&mut printed).expect("it has begun to write, and waits now");
        std::fs::OpenOptions::new().write(true).open(&path).expect("there").set_len(100_000).expect("shortened");
        out.read_to_end(&mut printed).expect("the rest");
        let ended = child.wait_with_output().expect("ends");
        let (printed, told) = (String::from_utf8_lossy(&printed), String::from_utf8_lossy(&ended.stderr));
        assert_eq!(ended.status.code(), Some(4), "{arguments:?}: {told}");
        assert!(told.contains("large.jsonl has changed while it was in use") && told.contains("start again"), "{told}");
        assert!(!printed.contains("lost") && !printed.contains("no longer"), "{arguments:?}");
    }
}
