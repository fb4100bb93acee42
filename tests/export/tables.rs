//! CSV, TSV, JSON, JSON Lines and Markdown, read back.

use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use cadialog::record::Record;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};
use serde_json::Value;

use super::{all, small, whole};

#[test]
fn csv_and_tsv_are_read_back_cell_by_cell() {
    for archive in [small(), Archive::bundled().expect("archive")] {
        for (format, delimiter, quoting) in [(OutputFormat::Csv, b',', true), (OutputFormat::Tsv, b'\t', false)] {
            let text = whole(&archive, format);
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).quoting(quoting).from_reader(text.as_bytes());
            let head: Vec<String> = reader.headers().expect("head").iter().map(str::to_owned).collect();
            let column = |name: &str| head.iter().position(|h| h == name).expect(name);
            let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
            assert_eq!(rows.len(), archive.len());
            for (row, id) in rows.iter().zip(all(&archive)) {
                let record = archive.record(id);
                assert_eq!(&row[column("id")], record.id());
                assert_eq!(row[column("title")].trim_start_matches('\''), record.title());
                assert_eq!(&row[column("date")], archive.date(id).map_or("", |date| date.edtf()));
            }
        }
    }
}

#[test]
fn a_cell_is_the_same_to_readers_that_know_quotation_marks_and_to_those_that_do_not() {
    let titles = ["\"=1+1\"", "\"open", " \"then", "=1+1", "-inf", "say “a” or \"b\"", "-1,234.56", "plain"];
    let topic = |(n, title): (usize, &&str)| serde_json::json!({"id": format!("t-{n}"), "name": title});
    let archive = super::archive_of(&serde_json::json!({
        "pack": {"name": "cells", "title": "Cells", "version": "1"},
        "topics": titles.iter().enumerate().map(topic).collect::<Vec<_>>(),
    }));
    let read = |format, delimiter, quoting| -> Vec<String> {
        let text = whole(&archive, format);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).quoting(quoting).from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("a row")[2].to_owned()).collect()
    };
    let (knowing, plain, commas) =
        (read(OutputFormat::Tsv, b'\t', true), read(OutputFormat::Tsv, b'\t', false), read(OutputFormat::Csv, b',', true));
    assert_eq!(knowing, plain);
    assert_eq!(plain, ["'\"=1+1\"", "'\"open", "' \"then", "'=1+1", "'-inf", "say “a” or \"b\"", "-1,234.56", "plain"]);
    assert_eq!(commas, ["\"=1+1\"", "\"open", " \"then", "'=1+1", "'-inf", "say “a” or \"b\"", "-1,234.56", "plain"]);
}

#[test]
fn csv_lines_end_with_crlf_and_tsv_lines_with_lf() {
    let archive = small();
    let csv = whole(&archive, OutputFormat::Csv);
    assert_eq!(csv.matches("\r\n").count(), archive.len() + 1);
    assert!(!csv.replace("\r\n", "").contains('\n'));
    let tsv = whole(&archive, OutputFormat::Tsv);
    assert_eq!(tsv.lines().count(), archive.len() + 1);
    assert!(!tsv.contains('\r'));
}

#[test]
fn json_holds_whole_records_under_the_version_of_the_pack() {
    let archive = small();
    let answer: Value = serde_json::from_str(&whole(&archive, OutputFormat::Json)).expect("JSON");
    assert_eq!(answer["schema"], "cadialog.export/1");
    assert_eq!(answer["data"]["packs"][0]["version"], "2026.11.23");
    let results = answer["results"].as_array().expect("results");
    assert_eq!(results.len(), archive.len());
    let lines: Vec<Value> =
        whole(&archive, OutputFormat::Jsonl).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(&lines, results, "JSON Lines hold the same records");
    for (record, id) in results.iter().zip(all(&archive)) {
        assert_eq!(record["id"], archive.record(id).id());
        assert_eq!(record["type"], archive.record(id).record_type().name());
    }
}

#[test]
fn a_report_on_one_record_has_it_whatever_its_type() {
    let archive = small();
    for id in all(&archive) {
        let text = super::exported(&archive, &[id], OutputFormat::Markdown).0;
        let record = archive.record(id);
        match record {
            Record::Source(source) => assert!(text.contains(&source.publisher), "{}:\n{text}", record.id()),
            _ => assert!(text.contains(record.id()), "{}:\n{text}", record.id()),
        }
    }
}

#[test]
fn a_report_begins_with_the_quotes_and_numbers_every_source() {
    let text = whole(&small(), OutputFormat::Markdown);
    let mut headings = Vec::new();
    let mut links = Vec::new();
    let mut level = None;
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::Heading { level: at, .. }) => level = Some(at),
            Event::Text(words) if level == Some(HeadingLevel::H2) => headings.push(words.to_string()),
            Event::End(_) => level = None,
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML in a report: {html}"),
            _ => {}
        }
    }
    let wanted = [
        "Quotes",
        "Events",
        "Outcomes",
        "Documents",
        "Projects",
        "Topics",
        "Countries",
        "People",
        "Organisations",
        "Places",
        "Sources",
    ];
    assert_eq!(headings, wanted);
    assert_eq!(links, ["https://thxnews.com/2025/03/14/japan_ties#100%25"]);
    assert!(text.contains("\n1. Ministry of Foreign Affairs of Japan") && text.contains("\n2. THX News"), "{text}");
    assert!(text.contains("version 2026.11.23"), "the archive is named with its version");
}
