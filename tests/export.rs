//! Exports and citations: each format against its golden file, read back by a reader that is not ours, and with records
//! that were written to do harm.

#[path = "export/bibliography.rs"]
mod bibliography;
#[path = "export/calendar_and_map.rs"]
mod calendar_and_map;
#[path = "export/dossier.rs"]
mod dossier;
#[path = "common/dossier.rs"]
mod dossier_reader;
#[path = "export/golden.rs"]
mod golden;
#[path = "export/hostile.rs"]
mod hostile;
#[path = "export/linked.rs"]
mod linked;
#[path = "export/network_and_timeline.rs"]
mod network_and_timeline;
#[path = "export/package.rs"]
mod package;
#[path = "export/readers.rs"]
mod readers;
#[path = "export/references.rs"]
mod references;
#[path = "export/ris_reader.rs"]
mod ris_reader;
#[path = "export/sha256.rs"]
mod sha256;
#[path = "export/tables.rs"]
mod tables;
#[path = "export/workbook.rs"]
mod workbook;

use cadialog::archive::{Archive, Id, Pack, PackText};
use cadialog::export::{self, LeftOut, OutputFormat};
use cadialog::record::{Language, RecordType};
use serde_json::Value;

/// The archive in one JSON object: the pack under `pack`, the records under the plural of their type.
fn archive_of(whole: &Value) -> Archive {
    let info = whole["pack"].to_string();
    let texts: Vec<(RecordType, String)> =
        RecordType::ALL.into_iter().filter_map(|of_type| Some((of_type, whole.get(of_type.plural())?.to_string()))).collect();
    let files: Vec<(RecordType, &str)> = texts.iter().map(|(of_type, text)| (*of_type, text.as_str())).collect();
    Archive::new(vec![Pack::read(&PackText { info: &info, files: &files }).expect("pack")]).expect("archive")
}

/// The records of the golden files: every type, every precision of dates, every status.
fn small() -> Archive {
    archive_of(&serde_json::from_str(include_str!("golden/pack.json")).expect("JSON"))
}

/// Every record by type, in listing order.
fn all(archive: &Archive) -> Vec<Id> {
    RecordType::ALL.into_iter().flat_map(|of_type| archive.of_type(of_type).to_vec()).collect()
}

fn exported(archive: &Archive, ids: &[Id], format: OutputFormat) -> (String, Vec<LeftOut>) {
    let mut out = Vec::new();
    let left_out = export::write(archive, ids, format, Language::En, &mut out).expect("writes");
    (String::from_utf8(out).expect("UTF-8"), left_out)
}

/// What is written, where that is no text.
fn bytes(archive: &Archive, format: OutputFormat) -> Vec<u8> {
    let mut out = Vec::new();
    export::write(archive, &all(archive), format, Language::En, &mut out).expect("writes");
    out
}

/// The records of the bundled archive as they stand in their files.
fn data(plural: &str) -> Vec<Value> {
    let path = format!("{}/data/{plural}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("data")).expect("JSON")
}

/// The texts of an array of texts.
fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Whether it is a date of one day, month or year, with nothing in doubt.
fn is_plain(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    parts.len() <= 3
        && parts.iter().enumerate().all(|(n, part)| {
            part.len() == if n == 0 { 4 } else { 2 }
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && (n != 1 || *part <= "12")
        })
}

fn whole(archive: &Archive, format: OutputFormat) -> String {
    exported(archive, &all(archive), format).0
}

#[test]
fn text_is_the_pages_of_the_records_and_no_list_of_ids() {
    let archive = small();
    let text = whole(&archive, OutputFormat::Text);
    let ids = whole(&archive, OutputFormat::Ids);
    assert_eq!(ids.lines().count(), all(&archive).len());
    for &id in &all(&archive) {
        let title = archive.record(id).title();
        assert!(text.contains(title), "{title}");
    }
    assert_eq!(text.matches(&format!("\n\n{}\n\n", "-".repeat(40))).count(), all(&archive).len() - 1);
    assert!(text.lines().all(|line| line == line.trim_end()), "no blank at the end of a line");
}
