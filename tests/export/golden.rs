//! Golden files: what is written, byte for byte. After an intended change: `UPDATE_GOLDEN=1 cargo test --test export`,
//! and read the difference.

use std::path::PathBuf;

use cadialog::archive::Archive;
use cadialog::export::{CarriedStyle, CitationStyle, Citer, OutputFormat};

use cadialog::record::Language;

use super::{bytes, small, whole};

/// A style that prints text.
const fn printed(style: CarriedStyle) -> CitationStyle {
    CitationStyle::Printed(style)
}

fn compare(name: &str, written: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, written).expect("golden file");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == written,
        "{} differs; if that is intended: UPDATE_GOLDEN=1 cargo test --test export\n{written}",
        path.display()
    );
}

#[test]
fn every_format_is_written_as_its_golden_file() {
    let archive = small();
    for (name, format) in [
        ("export.json", OutputFormat::Json),
        ("export.jsonl", OutputFormat::Jsonl),
        ("export.csv", OutputFormat::Csv),
        ("export.tsv", OutputFormat::Tsv),
        ("export.html", OutputFormat::Html),
        ("export.md", OutputFormat::Markdown),
        ("export.csl.json", OutputFormat::CslJson),
        ("export.bib", OutputFormat::Bibtex),
        ("export.biblatex.bib", OutputFormat::Biblatex),
        ("export.ris", OutputFormat::Ris),
        ("export.ics", OutputFormat::Ics),
        ("export.geojson", OutputFormat::Geojson),
        ("export.jsonld", OutputFormat::JsonLd),
        ("export.gexf", OutputFormat::Gexf),
        ("export.timeline.json", OutputFormat::TimelineJs),
        ("export.ids", OutputFormat::Ids),
    ] {
        compare(name, &whole(&archive, format));
    }
}

#[test]
fn every_style_cites_as_its_golden_file() {
    let archive = small();
    let ids = ["td-13-matsumoto-vital", "kz-oil", "td-13", "td-11", "td-13-ports", "doc-2004", "KZ", "almaty", "thx"];
    let ids = ids.map(|id| archive.id(id).expect(id));
    for (name, style) in [
        ("cite.chicago.txt", printed(CarriedStyle::ChicagoNotes)),
        ("cite.apa.txt", printed(CarriedStyle::Apa)),
        ("cite.biblatex.bib", CitationStyle::Biblatex),
        ("cite.md", CitationStyle::Markdown),
        ("cite.bib", CitationStyle::Bibtex),
        ("cite.ris", CitationStyle::Ris),
        ("cite.csl.json", CitationStyle::CslJson),
    ] {
        let mut out = Vec::new();
        Citer::new(style, None).cite_all(&archive, &ids, true, &mut out).expect("writes");
        compare(name, &String::from_utf8(out).expect("UTF-8"));
    }
}

#[test]
fn a_second_run_writes_the_same_bytes() {
    let (one, other) = (Archive::bundled().expect("archive"), Archive::bundled().expect("archive"));
    for format in [
        OutputFormat::Json,
        OutputFormat::Csv,
        OutputFormat::Markdown,
        OutputFormat::CslJson,
        OutputFormat::Bibtex,
        OutputFormat::Ris,
        OutputFormat::Ics,
        OutputFormat::Geojson,
        OutputFormat::JsonLd,
        OutputFormat::Gexf,
        OutputFormat::TimelineJs,
    ] {
        assert!(whole(&one, format) == whole(&other, format), "{format:?} differs from run to run");
    }
    for format in [OutputFormat::Xlsx, OutputFormat::Frictionless] {
        assert!(bytes(&one, format) == bytes(&other, format), "{format:?} differs from run to run");
    }
}

#[test]
fn a_citation_names_the_words_then_the_source_then_the_archive() {
    let archive = small();
    let id = archive.id("td-13-matsumoto-vital").expect("quote");
    for style in CitationStyle::all().filter(|style| *style != CitationStyle::CslJson) {
        let text = Citer::new(style, Some(Language::En)).cite(&archive, id, true);
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{style:?} lacks “{part}”:\n{text}"));
        let (words, source, version) = (at("andscape "), at("thxnews.com"), text.rfind("2026.11.23").expect("version"));
        assert!(words < source && source < version, "{style:?}:\n{text}");
        assert!(text.ends_with('\n'));
    }
    let items: Vec<serde_json::Value> =
        serde_json::from_str(&Citer::new(CitationStyle::CslJson, None).cite(&archive, id, true)).expect("JSON");
    let types: Vec<&str> = items.iter().map(|item| item["type"].as_str().expect("type")).collect();
    assert_eq!(types, ["speech", "webpage", "dataset"]);
    assert!(items[2]["note"].as_str().is_some_and(|note| note.contains("2026.11.23")));
}

#[test]
fn a_paraphrase_is_never_set_in_quotation_marks() {
    let archive = small();
    let id = archive.id("kz-oil").expect("quote");
    for style in CitationStyle::all() {
        let text = Citer::new(style, None).cite(&archive, id, false);
        let marks = ["“Kazakhstan was", "‘Kazakhstan was", "“[Kazakhstan was", "‘[Kazakhstan was", "«[Kazakhstan was"];
        assert!(!marks.iter().any(|mark| text.contains(mark)), "{style:?}:\n{text}");
        let is_told = text.to_lowercase().contains("paraphrase") || text.contains("[Kazakhstan was");
        assert!(is_told, "{style:?}:\n{text}");
    }
}
