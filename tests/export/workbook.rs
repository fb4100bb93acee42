//! Spreadsheets, read back by another reader and held against the CSV table cell for cell.

use std::io::{Cursor, Read};

use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use cadialog::record::{Day, RecordType};
use calamine::{Data, Reader, Xlsx};

use super::hostile::hostile;
use super::{bytes, is_plain, small, whole};

type Rows = Vec<Vec<Data>>;

fn read(file: Vec<u8>) -> Vec<(String, Rows)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).expect("a spreadsheet");
    let names = book.sheet_names();
    let rows = |name: String| {
        let range = book.worksheet_range(&name).expect("a sheet");
        (name, range.rows().map(<[Data]>::to_vec).collect())
    };
    names.into_iter().map(rows).collect()
}

/// Whether both ends of the date are days, and nothing is in doubt.
fn has_days(date: &str) -> bool {
    date.split('/').count() <= 2 && date.split('/').all(|end| end.len() == 10 && is_plain(end))
}

#[test]
fn every_cell_is_that_of_the_table() {
    for archive in [small(), Archive::bundled().expect("archive"), hostile()] {
        let text = whole(&archive, OutputFormat::Csv);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().expect("head").clone();
        let table: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
        let sheets = read(bytes(&archive, OutputFormat::Xlsx));
        let wanted: Vec<&str> =
            RecordType::ALL.into_iter().filter(|of_type| !archive.of_type(*of_type).is_empty()).map(RecordType::plural).collect();
        let named: Vec<String> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(named, wanted);
        let (mut rows, mut days) = (table.iter(), 0);
        for (name, sheet) in &sheets {
            let columns: Vec<(String, usize)> = sheet[0]
                .iter()
                .map(|cell| {
                    let called = cell.to_string();
                    let in_csv = if ["original", "url", "offices"].contains(&&*called) { "summary" } else { &called };
                    let at = head.iter().position(|name| name == in_csv).unwrap_or_else(|| panic!("{name}: {called}"));
                    (called, at)
                })
                .collect();
            for row in &sheet[1..] {
                let in_csv = rows.next().expect("as many rows");
                for ((called, at), cell) in columns.iter().zip(row) {
                    let wanted = &in_csv[*at];
                    if called.ends_with("_day") {
                        let date = &in_csv[3];
                        let exact = has_days(date);
                        match cell {
                            #[allow(clippy::cast_possible_truncation)] // a day has no fraction
                            Data::DateTime(day) => {
                                days += 1;
                                assert!(exact, "{date} has no {called}");
                                assert_eq!(Day::of_number(day.as_f64() as i64 - 25_569).to_string(), wanted);
                            }
                            Data::Empty => assert!(!exact, "{date} has a {called}"),
                            other => panic!("{other:?}"),
                        }
                        continue;
                    }
                    match cell {
                        Data::String(text) => assert!(text == wanted || format!("'{text}") == wanted, "{text:?} {wanted:?}"),
                        Data::Empty => assert_eq!(wanted.trim(), "", "{name}, {called}"),
                        other => panic!("no text: {other:?}"),
                    }
                }
                // What the type has no column for is empty, or stands elsewhere.
                for (at, name) in head.iter().enumerate().filter(|(at, _)| columns.iter().all(|(_, kept)| kept != at)) {
                    let is_country = name == "countries" && in_csv[at] == in_csv[10];
                    assert!(name == "type" || is_country || in_csv[at].trim().is_empty(), "{name} is lost: {in_csv:?}");
                }
            }
        }
        assert!(rows.next().is_none() && days > 0);
    }
}

#[test]
fn what_looks_like_a_formula_is_a_text_and_the_heading_stays_in_sight() {
    let file = bytes(&hostile(), OutputFormat::Xlsx);
    let mut container = zip::ZipArchive::new(Cursor::new(file.clone())).expect("a ZIP file");
    for n in 0..container.len() {
        let mut part = container.by_index(n).expect("a part");
        let (name, mut xml) = (part.name().expect("a name").to_string(), String::new());
        part.read_to_string(&mut xml).expect("text");
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name} has a formula");
        assert!(!xml.contains("<hyperlink"), "{name} has a link");
        if name.contains("worksheets/") {
            assert!(xml.contains("<pane ySplit=\"1\"") && xml.contains("state=\"frozen\""), "{name}");
        }
        let mut reader = quick_xml::Reader::from_str(&xml);
        while reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) != quick_xml::events::Event::Eof {}
    }
    let sheets = read(file);
    let title = |at: usize| sheets[0].1[at][1].clone();
    let titles: Vec<Data> = (1..sheets[0].1.len()).map(title).collect();
    assert!(titles.contains(&Data::String("=cmd|'/C calc'!A0".to_owned())), "as it is, not defused: {titles:?}");
}

#[test]
fn a_record_with_a_cell_that_no_sheet_holds_is_left_out_and_told() {
    let topic = |id: &str, length: usize| serde_json::json!({"id": id, "name": id, "description": "水".repeat(length)});
    let archive = super::archive_of(&serde_json::json!({
        "pack": {"name": "long", "title": "Long", "version": "1"},
        "topics": [topic("short", 32_767), topic("long", 32_768)],
    }));
    let mut out = Vec::new();
    let ids = super::all(&archive);
    let left_out = cadialog::export::write(&archive, &ids, OutputFormat::Xlsx, cadialog::record::Language::En, &mut out);
    let left_out = left_out.expect("writes");
    assert_eq!((left_out.len(), &left_out[0].ids[..]), (1, &[archive.id("long").expect("there")][..]));
    assert_eq!(read(out)[0].1.len(), 2, "a heading and a row");
}
