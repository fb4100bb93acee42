//! Other people’s files: tables, spreadsheets and reference libraries, as packs that can be opened.

use std::collections::HashSet;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::OnceLock;

use cadialog::archive::{self, Base, Strictness};
use cadialog::import::{self, Guesses, Import, ImportError, KnownNames};
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::{drives_a_terminal, scratch};

/// An old workbook that is sound.
const OLD: &[u8] = include_bytes!("../import/data/termine.xls");
/// What a new workbook consists of beside its sheet, the texts that its cells share, and its styles.
const BOOK: [(&str, &str); 4] = [
    ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
];

fn names() -> &'static KnownNames {
    static NAMES: OnceLock<KnownNames> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = KnownNames::default();
        for (name, id) in [("Japan", "JP"), ("日本", "JP"), ("Казахстан", "KZ"), ("Uzbekistan", "UZ"), ("JP", "JP")] {
            names.add_country(name, id);
        }
        names
    })
}

/// An archive of files, without compression: what is wrong is not to be found in the archive.
fn zipped<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        archive.start_file(name, plain).expect("begun");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

/// A new workbook: the XML of its sheet, of the texts that cells share and of the styles, with null bytes between them.
fn book(bytes: &[u8]) -> Vec<u8> {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let own = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"].map(|name| (name, parts.next()));
    let own = own.into_iter().filter_map(|(name, bytes)| Some((name, bytes?)));
    zipped(BOOK.map(|(name, text)| (name, text.as_bytes())).into_iter().chain(own))
}

/// An open document: the XML of its content.
fn sheets(bytes: &[u8]) -> Vec<u8> {
    zipped([("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]), ("content.xml", bytes)])
}

/// The old workbook with bytes changed as `edits` says, two for the place and one for the value.
fn damaged(edits: &[u8]) -> Vec<u8> {
    let mut bytes = OLD.to_vec();
    for edit in edits.chunks_exact(3) {
        let at = (usize::from(edit[0]) << 8 | usize::from(edit[1])) % bytes.len();
        bytes[at] = edit[2];
    }
    bytes
}

/// A table of the sort that the first byte names: values between commas or tabs, both with what a side file says before a null byte; an
/// old or new workbook, an open document, a file that is called a workbook, an archive that is called one.
pub fn table(bytes: &[u8]) {
    let Some((&sort, bytes)) = bytes.split_first() else { return };
    let (ending, bytes, told) = match sort {
        b't' => ("tsv", bytes.to_vec(), None),
        b's' => match bytes.iter().position(|byte| *byte == 0) {
            Some(at) => ("csv", bytes[at + 1..].to_vec(), Some(&bytes[..at])),
            None => ("csv", Vec::new(), Some(bytes)),
        },
        b'x' => ("xlsx", book(bytes), None),
        b'o' => ("ods", sheets(bytes), None),
        b'l' => ("xls", damaged(bytes), None),
        b'w' => ("xls", bytes.to_vec(), None),
        b'z' => ("zip", bytes.to_vec(), None),
        _ => ("csv", bytes.to_vec(), None),
    };
    let guesses = match told.map(|told| Guesses::parse(&String::from_utf8_lossy(told), "any.cadialog.toml")) {
        None => Guesses::default(),
        Some(Ok(guesses)) => guesses,
        Some(Err(fault)) => return is_told(&fault, "any.cadialog.toml"),
    };
    read(&scratch::file(format!("any.{ending}"), &bytes), &guesses);
}

/// A reference library of the sort that the first byte names: RIS, CSL-JSON, or BibTeX.
pub fn library(bytes: &[u8]) {
    let Some((&sort, bytes)) = bytes.split_first() else { return };
    let ending = match sort {
        b'r' => "ris",
        b'j' => "json",
        _ => "bib",
    };
    read(&scratch::file(format!("any.{ending}"), bytes), &Guesses::default());
}

/// Why there is nothing names the file, and drives no terminal.
fn is_told(fault: &ImportError, file: &str) {
    let said = fault.to_string();
    assert!(said.contains(file) && !drives_a_terminal(&said), "{said:?}");
}

/// A file is refused for a reason, or made into a pack: the same one again as its own side file says.
fn read(path: &Path, guesses: &Guesses) {
    let made = match import::read(path, guesses, names()) {
        Ok(made) => made,
        Err(fault) => return is_told(&fault, path.to_str().expect("a plain name")),
    };
    is_sound(&made);
    let side = made.guesses.to_toml("any");
    assert!(!drives_a_terminal(&side), "{side:?}");
    let guesses = Guesses::parse(&side, "any").unwrap_or_else(|fault| panic!("{fault}\n{side}"));
    assert_eq!(guesses, made.guesses, "{side}");
    let again = import::read(path, &guesses, names()).unwrap_or_else(|fault| panic!("{fault}\n{side}"));
    assert_eq!((again.records, again.guesses), (made.records, made.guesses), "{side}");
}

/// Records with ids of their own, without characters that drive a terminal, and a pack that can be opened.
fn is_sound(made: &Import) {
    assert!(made.findings.iter().all(|finding| !finding.text.trim().is_empty()));
    assert!(!made.findings.iter().any(|finding| drives_a_terminal(&finding.cell) || drives_a_terminal(&finding.text)));
    let ids: HashSet<&str> = made.records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids.len(), made.records.len());
    assert!(made.records.iter().all(|record| record.table < made.tables.len().max(1)));
    let (mut lines, mut whole) = (Vec::new(), Vec::new());
    made.to_json_lines(&mut lines).and_then(|()| made.to_json(&mut whole)).expect("memory");
    let lines = String::from_utf8(lines).expect("text");
    let each: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(each.len(), made.records.len() + 1);
    each.iter().for_each(says_nothing_unsafe);
    let whole: Value = serde_json::from_slice(&whole).expect("JSON");
    let lists = whole.as_object().expect("a pack").values().filter_map(Value::as_array);
    assert_eq!(lists.map(Vec::len).sum::<usize>(), made.records.len());
    let path = scratch::file("made.jsonl", lines.as_bytes());
    let said = archive::check_from(Base::Nothing, &[path], Strictness::Lenient);
    let errors: Vec<String> = said.iter().filter(|fault| fault.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{lines}", errors.join("\n"));
}

fn says_nothing_unsafe(value: &Value) {
    match value {
        Value::String(text) => assert!(!drives_a_terminal(text), "{text:?}"),
        Value::Array(items) => items.iter().for_each(says_nothing_unsafe),
        Value::Object(members) => {
            assert!(!members.keys().any(|name| drives_a_terminal(name)));
            members.values().for_each(says_nothing_unsafe);
        }
        _ => {}
    }
}
