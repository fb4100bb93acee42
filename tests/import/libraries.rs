//! Reference libraries: title, date, author and address of every entry come in; a folder or an archive is one pack.

use crate::common::{file, import, names};
use cadialog::import::{Guesses, Import, ImportError, ImportFormat, kind_of, read};
use std::io::Write;

const BIB: &str = "@misc{founding, author = {{Ministry of Foreign Affairs of Japan}}, title = {{Central Asia} plus {Japan} Dialogue},\n\
    year = 2004, month = aug, url = {https://www.mofa.go.jp/region/a.html}, note = {read whole}}\n\
    @article{usmanov, author = {Usmanov, Jakhon and Lee, Ann}, title = {Water}, journal = {Survey}, date = {2020-03/2020-05}, url = {https://e.org/w}, pages = {1--20}}\n";
const RIS: &str = "TY  - RPRT\r\nID  - r1\r\nTI  - Quality infrastructure\r\nAU  - Tanaka, Aiko\r\nAU  - JICA\r\nDA  - 2019/06/28/\r\nUR  - https://e.org/q\r\nPB  - JICA\r\nLA  - en\r\nER  - \r\n";
const CSL: &str = r#"[{"id": "t1", "type": "treaty", "title": "Accord", "author": [{"literal": "State A"}, {"family": "van Dijk", "given": "Jan"}],
    "issued": {"date-parts": [[1998, 2]], "circa": true}, "URL": "https://e.org/t", "publisher": "United Nations", "keyword": "peace, water", "custom-thing": {"a": 1}}]"#;

/// Title, author, date and address of every source, by title.
fn core(import: &Import) -> Vec<[String; 5]> {
    let text = |record: &cadialog::import::ImportedRecord, field: &str| {
        record.get(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    };
    let mut all: Vec<[String; 5]> = import
        .records
        .iter()
        .map(|record| ["title", "author", "date", "url", "publisher"].map(|field| text(record, field)))
        .collect();
    all.sort();
    all
}

fn of(parts: [&str; 5]) -> [String; 5] {
    parts.map(str::to_owned)
}

#[test]
fn title_author_date_and_address_come_in() {
    let bib = import(&file("libraries", "refs.bib", BIB.as_bytes()));
    assert_eq!(
        core(&bib),
        [
            of([
                "Central Asia plus Japan Dialogue",
                "Ministry of Foreign Affairs of Japan",
                "2004-08",
                "https://www.mofa.go.jp/region/a.html",
                "mofa.go.jp"
            ]),
            of(["Water", "Usmanov, Jakhon; Lee, Ann", "2020-03/2020-05", "https://e.org/w", "Survey"]),
        ]
    );
    let ris = import(&file("libraries", "refs.ris", RIS.as_bytes()));
    assert_eq!(core(&ris), [of(["Quality infrastructure", "Tanaka, Aiko; JICA", "2019-06-28", "https://e.org/q", "JICA"])]);
    let csl = import(&file("libraries", "refs.json", CSL.as_bytes()));
    assert_eq!(core(&csl), [of(["Accord", "State A; van Dijk, Jan", "1998-02~", "https://e.org/t", "United Nations"])]);
    assert_eq!(csl.records[0].get("keyword"), Some(&serde_json::json!(["peace", "water"])));
    assert_eq!(csl.records[0].get("custom_thing"), Some(&serde_json::json!("{\"a\":1}")));
    assert_eq!(bib.records[1].get("page"), Some(&serde_json::json!("1–20")));
}

#[test]
fn a_folder_and_an_archive_are_one_pack_each() {
    let table = b"Date,Title\n2020-01-02,One\n2020-02-03,Two\n";
    let folder = file("folder", "b-table.csv", table).parent().expect("a folder").to_owned();
    file("folder", "a-refs.ris", RIS.as_bytes());
    file("folder", "ignored.txt", b"nothing");
    assert_eq!(kind_of(&folder), Some(ImportFormat::Folder));
    let from_folder = import(&folder);
    assert_eq!(from_folder.tables, ["a-refs.ris", "b-table.csv"]);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("x/a-refs.ris", RIS.as_bytes()), ("x/b-table.csv", table), ("__MACOSX/x/._b-table.csv", b"junk")] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("started");
        archive.write_all(bytes).expect("written");
    }
    let bytes = archive.finish().expect("finished").into_inner();
    let path = file("archive", "both.zip", &bytes);
    assert_eq!(kind_of(&path), Some(ImportFormat::Zip));
    let from_zip = import(&path);
    assert_eq!(from_zip.tables, ["x/a-refs.ris", "x/b-table.csv"]);
    assert_eq!(from_zip.records.len(), from_folder.records.len());
}

#[test]
fn a_file_is_known_by_its_name_and_what_it_holds() {
    let kind = |name: &str, bytes: &[u8]| kind_of(&file("kinds", name, bytes));
    assert_eq!(kind("a.json", CSL.as_bytes()), Some(ImportFormat::CslJson));
    assert_eq!(kind("pack.json", br#"{"pack": {"name": "x"}}"#), None);
    assert_eq!(kind("events.json", br#"[{"id": "x", "kind": "summit", "title": "T"}]"#), None);
    assert_eq!(kind("a.txt", b"a,b"), None);
    assert_eq!(kind("A.CSV", b"a,b"), Some(ImportFormat::Csv));
    // A table that somebody called .xls, and a new workbook called so.
    let renamed = import(&file("kinds", "old.xls", b"Date\tTitle\n2020-01-02\tOne\n"));
    assert!(renamed.records.iter().any(|record| record.get("title").is_some_and(|title| title == "One")));
    let book = std::fs::read(crate::common::data("sheets.xlsx")).expect("read");
    assert_eq!(import(&file("kinds", "book.xls", &book)).tables[0], "Meetings");
    for (name, bytes) in [
        ("broken.xlsx", b"PK\x03\x04junk".as_slice()),
        ("broken.bib", b"nothing here"),
        ("empty.csv", b""),
        ("blank.csv", b"\n\n"),
    ] {
        let fault = read(&file("kinds", name, bytes), &Guesses::default(), &names()).expect_err(name);
        assert!(matches!(fault, ImportError::Damaged { .. } | ImportError::Empty { .. }), "{name}: {fault}");
        assert!(fault.to_string().contains(name), "{fault}");
    }
}
