//! Files that are vast, odd or out to harm.

use crate::common::{file, import, names};
use cadialog::import::{Guesses, read};
use std::io::Write;

fn book(sheet: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.to_owned()),
        ("_rels/.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        ("xl/workbook.xml", r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{sheet}</sheetData></worksheet>"#)),
    ];
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("started");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

#[test]
fn a_sheet_that_is_vast_and_nearly_empty_is_read_cell_by_cell() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let sheet = format!(
        r#"<row r="1">{}{}</row><row r="2">{}{}</row><row r="1048576">{}</row>"#,
        cell("A1", "Date"),
        cell("B1", "Title"),
        cell("A2", "2020-01-02"),
        cell("B2", "One"),
        cell("XFD1048576", "far away")
    );
    let import = import(&file("vast", "vast.xlsx", &book(&sheet)));
    let far = import.records.iter().find(|record| record.row == 1_048_575).expect("the last row");
    assert!(far.fields.iter().any(|(_, value)| value == "far away"));
}

#[test]
fn many_columns_and_a_long_cell_are_kept() {
    let headings: Vec<String> = (0..16_384).map(|n| format!("h{n}")).collect();
    let values: Vec<String> = (0..16_384).map(|n| format!("v{n}")).collect();
    let import = import(&file("wide", "wide.csv", format!("{}\n{}\n", headings.join(","), values.join(",")).as_bytes()));
    let row = import.records.iter().find(|record| record.row == 1 && record.fields.len() > 100).expect("the row");
    let all: std::collections::HashSet<&str> = row.fields.iter().filter_map(|(_, value)| value.as_str()).collect();
    assert!(values.iter().all(|value| all.contains(value.as_str())));

    let long = "word ".repeat(200_000);
    let import =
        crate::common::import(&file("long", "long.csv", format!("Date,Title,Summary\n2020-01-02,One,{long}\n").as_bytes()));
    let event = import.records.iter().find(|record| record.of_type.name() == "event").expect("an event");
    assert_eq!(event.get("summary").and_then(|summary| summary.as_str()).map(str::len), Some(long.trim().len()));
}

fn walk(value: &serde_json::Value, check: &dyn Fn(&str)) {
    match value {
        serde_json::Value::String(text) => check(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, check)),
        serde_json::Value::Object(items) => items.values().for_each(|item| walk(item, check)),
        _ => {}
    }
}

#[test]
fn what_drives_terminals_does_not_come_in() {
    let table = "Date,Title,\u{202e}Ward\u{1b}[2J\n2020-01-02,\u{1b}]0;x\u{7}One\u{200b},\u{202e}two\n";
    let import = import(&file("escape", "esc\u{1b}[ape.csv", table.as_bytes()));
    let mut text = Vec::new();
    import.to_json_lines(&mut text).expect("memory");
    let text = String::from_utf8(text).expect("UTF-8");
    let unsafe_in = |value: &str| value.chars().find(|c| *c != '\n' && cadialog::text::is_unsafe(*c));
    assert_eq!(unsafe_in(&text), None);
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("sound");
        walk(&value, &|text| assert_eq!(unsafe_in(text), None, "{text:?}"));
    }
    assert!(import.findings.iter().all(|finding| unsafe_in(&finding.text).is_none() && unsafe_in(&finding.cell).is_none()));
}

#[test]
fn an_old_workbook_whose_sectors_go_in_circles_is_refused() {
    let bytes = std::fs::read(crate::common::data("termine.xls")).expect("read");
    let mut refused = 0;
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] = damaged[at].wrapping_add(1);
        // Whatever is damaged: it is read, or it is refused.
        refused += usize::from(read(&file("circles", "circle.xls", &damaged), &Guesses::default(), &names()).is_err());
    }
    assert!(refused > 0);
}
