//! `export --output`: which format a file gets, when one is written, and what stays as it was.

use std::fs;
use std::path::Path;

use super::run;

fn export(arguments: &[&str], path: &Path) -> super::Run {
    run(&[&["export"], arguments, &["-o", path.to_str().expect("UTF-8")]].concat())
}

#[test]
fn a_file_holds_what_the_standard_output_would() {
    let folder = tempfile::tempdir().expect("a directory");
    for (name, format) in [
        ("a.csv", "csv"),
        ("a.bib", "bibtex"),
        ("a.json", "json"),
        ("a.timeline.json", "timelinejs"),
        ("a.jsonld", "json-ld"),
        ("a.gexf", "gexf"),
        ("A.ICS", "ics"),
    ] {
        let path = folder.path().join(name);
        let written = export(&["-c", "TM", "--type", "event"], &path);
        let printed = run(&["export", "-c", "TM", "--type", "event", "--format", format]);
        assert_eq!((written.code, written.out.as_str()), (0, ""), "{name}: {}", written.err);
        assert!(fs::read_to_string(&path).expect("written") == printed.out, "{name} is not as printed");
        assert!(written.err.contains(&format!("written to {}", path.display())), "{}", written.err);
    }
    let named = folder.path().join("named.txt");
    assert_eq!(export(&["tokdia13", "--limit", "1", "--format", "ids"], &named).code, 0);
    assert_eq!(fs::read_to_string(&named).expect("written"), "td-13-2025\n", "the format that was asked for");
    let marked = folder.path().join("bom.csv");
    assert_eq!(export(&["id:td-13", "--bom"], &marked).out, "", "the mark is in the file");
    assert!(fs::read_to_string(&marked).expect("written").starts_with("\u{feff}type,id,"));
    let printed = run(&["export", "id:td-13", "-o", "-"]);
    assert!(printed.out.starts_with('{') && printed.out.contains("cadialog.export/1"), "{}", printed.out);
}

#[test]
fn a_spreadsheet_and_a_package_are_files() {
    let folder = tempfile::tempdir().expect("a directory");
    let book = folder.path().join("tm.xlsx");
    assert_eq!(export(&["-c", "TM"], &book).code, 0);
    let read = calamine::open_workbook_auto(&book).map(|book| calamine::Reader::sheet_names(&book)).expect("a spreadsheet");
    assert!(read.contains(&"Events".to_owned()) && read.contains(&"Outcomes".to_owned()), "{read:?}");
    let zipped = folder.path().join("tm.zip");
    assert_eq!(export(&["-c", "TM"], &zipped).code, 0);
    let directory = folder.path().join("deep/package");
    let written = export(&["-c", "TM", "--format", "frictionless"], &directory);
    assert_eq!(written.code, 0, "{}", written.err);
    let mut container = zip::ZipArchive::new(fs::File::open(&zipped).expect("written")).expect("a ZIP file");
    for at in 0..container.len() {
        let mut file = container.by_index(at).expect("a file");
        let (name, mut bytes) = (file.name().expect("a name").to_string(), Vec::new());
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("read");
        assert_eq!(fs::read(directory.join(&name)).expect("written"), bytes, "{name}");
    }
    let again = export(&["-c", "TM", "--format", "frictionless"], &directory);
    assert!(again.code == 4 && again.err.contains("a directory with files in it"), "{} {}", again.code, again.err);
}

#[test]
fn nothing_is_written_that_would_hold_nothing() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("kept.ics");
    fs::write(&path, "as it was").expect("written");
    let nothing = export(&["qqqzzz"], &path);
    assert_eq!(nothing.code, 1);
    let topics = export(&["--type", "topic"], &path);
    assert!(topics.code == 1 && topics.err.contains("left out: a calendar holds events only"), "{}", topics.err);
    assert!(topics.err.contains("nothing is written to "), "{}", topics.err);
    assert_eq!(fs::read_to_string(&path).expect("there"), "as it was");
    let replaced = export(&["id:td-13"], &path);
    assert_eq!(replaced.code, 0);
    assert!(fs::read_to_string(&path).expect("there").starts_with("BEGIN:VCALENDAR"), "an earlier export gives way to a later");
    assert_eq!(folder.path().read_dir().expect("a directory").count(), 1, "nothing is left beside it");
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().expect("a directory");
    for name in ["file", "file.docx", ".csv"] {
        let refused = export(&["id:td-13"], &folder.path().join(name));
        assert!(
            refused.code == 2 && refused.err.contains("no ending that says a format; give one with --format"),
            "{}",
            refused.err
        );
    }
    let nowhere = export(&["id:td-13"], &folder.path().join("none/a.csv"));
    assert!(nowhere.code == 4 && nowhere.err.contains("none/a.csv could not be written"), "{}", nowhere.err);
}
