//! A pack that was written to do harm: every format stays valid, and nothing in it acts.

use cadialog::archive::Archive;
use cadialog::cli::{Arguments, Output};
use cadialog::export::{self, CitationStyle, Citer, OutputFormat};
use cadialog::search::Catalogue;
use clap::Parser as _;
use pulldown_cmark::{Event, Parser, Tag};
use serde_json::{Value, json};

use super::{all, archive_of, exported, ris_reader, whole};

/// What each field of the hostile records holds, one thing after the other.
fn poisons() -> Vec<String> {
    [
        "=cmd|'/C calc'!A0",
        "+1+cmd()",
        "@SUM(A1)",
        "-2+3",
        "\t=tab()",
        "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m",
        "\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}",
        "line one\r\nline two\nER  - \r\nTY  - GEN",
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
        "a, b; c\\, \"quoted\" 'single' “curly”",
        "} unbalanced { @misc{x, title={y}} \\input{/etc/passwd} \\end{document} $x^2_3$ 100% #1 ~ &",
        "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.org/i.png) `code` **b** http://e.org",
        "# heading\n- item\n| a | b |\n```",
        "１２３ 中央アジア 🇯🇵👩‍👩‍👧‍👦 e\u{301}\u{301}\u{301}",
        "",
        " ",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(["長".repeat(10_000), "x".repeat(10_000), "word, ".repeat(2_000)])
    .collect()
}

pub fn hostile() -> Archive {
    let (mut events, mut quotes, mut sources, mut documents, mut people) = (vec![], vec![], vec![], vec![], vec![]);
    for (n, poison) in poisons().iter().enumerate() {
        sources
            .push(json!({"id": format!("source-{n}"), "title": poison, "publisher": poison, "url": poison, "language": poison,
            "kind": "primary", "supports": poison, "notes": [poison]}));
        people.push(json!({"id": format!("person-{n}"), "name": poison, "sort_name": poison, "offices": [{"title": poison}],
            "sources": [format!("source-{n}")]}));
        events.push(
            json!({"id": format!("event-{n}"), "title": poison, "date": "2025-03-14", "kind": "summit", "summary": poison,
            "place": {"city": poison, "venue": poison}, "themes": [poison], "outcomes": [{"text": poison}], "notes": [poison],
            "participants": [{"name": poison, "office": poison}], "sources": [format!("source-{n}")]}),
        );
        quotes.push(json!({"id": format!("quote-{n}"), "text": poison, "event": format!("event-{n}"), "form": "verbatim",
            "speaker": {"person": format!("person-{n}"), "office": poison}, "original": {"lang": "ja", "text": poison},
            "sources": [format!("source-{n}")]}));
        documents.push(json!({"id": format!("weird id {n} }}{{,\"é"), "title": poison, "date": "2025", "kind": "declaration",
            "summary": poison, "sources": [format!("source-{n}")]}));
    }
    archive_of(&json!({
        "pack": {"name": "hostile\u{1b}[31m", "title": "Hostile\u{1b}[2J\nER  - \n=cmd()", "version": "1\u{202e}\n2", "licence": "x\ny"},
        "events": events, "quotes": quotes, "sources": sources, "documents": documents, "people": people,
    }))
}

const FORMATS: [OutputFormat; 16] = [
    OutputFormat::Html,
    OutputFormat::Json,
    OutputFormat::Jsonl,
    OutputFormat::Csv,
    OutputFormat::Tsv,
    OutputFormat::Markdown,
    OutputFormat::CslJson,
    OutputFormat::Bibtex,
    OutputFormat::Biblatex,
    OutputFormat::Ris,
    OutputFormat::Ics,
    OutputFormat::Geojson,
    OutputFormat::JsonLd,
    OutputFormat::Gexf,
    OutputFormat::TimelineJs,
    OutputFormat::Ids,
];

/// Characters that may stand in no output, line ends of the format aside.
pub fn dangerous(text: &str) -> Option<char> {
    text.chars().find(|&c| !matches!(c, '\n' | '\r' | '\t') && cadialog::text::is_unsafe(c))
}

#[test]
fn no_format_and_no_citation_carries_control_or_reordering_characters() {
    let archive = hostile();
    for format in FORMATS {
        let text = whole(&archive, format);
        assert_eq!(dangerous(&text), None, "{format:?}");
        assert!(text.is_ascii() || text.len() > 1000, "{format:?} is empty");
    }
    for style in CitationStyle::all() {
        let citer = Citer::new(style, None);
        for id in all(&archive) {
            assert_eq!(dangerous(&citer.cite(&archive, id, false)), None, "{style:?} of {}", archive.record(id).id());
        }
    }
}

#[test]
fn no_command_carries_them_to_a_terminal_either() {
    let catalogue = Catalogue::new(hostile());
    let mut calls: Vec<Vec<&str>> = vec![vec!["stats"], vec!["stats", "--by", "country,year"], vec!["trace", "line"]];
    for format in ["text", "json", "jsonl", "csv", "tsv", "markdown", "ids"] {
        calls.push(vec!["list", "--type", "event,quote,source,document,person", "--format", format]);
        calls.push(vec!["search", "line", "--format", format]);
        calls.push(vec!["show", "event-5", "event-6", "quote-7", "source-10", "--format", format]);
    }
    for call in calls {
        let arguments = Arguments::try_parse_from(std::iter::once("cadialog").chain(call.iter().copied())).expect("a call");
        for width in [20, 100] {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut output = Output { out: &mut out, err: &mut err, width, color: false, terminal: false };
            // Whether there is something to count or to trace is not the question here.
            cadialog::cli::run(&catalogue, &arguments, &mut output).expect("runs");
            for text in [out, err] {
                assert_eq!(dangerous(&String::from_utf8(text).expect("UTF-8")), None, "{call:?}");
            }
        }
    }
}

#[test]
fn tables_stay_in_shape_and_hold_no_formula() {
    let archive = hostile();
    for (format, delimiter, quoting) in [(OutputFormat::Csv, b',', true), (OutputFormat::Tsv, b'\t', false)] {
        let text = whole(&archive, format);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).quoting(quoting).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
        assert_eq!(rows.len(), archive.len());
        for cell in rows.iter().flatten() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{format:?} has a formula: {cell}");
            assert!(!cell.contains(['\r', '\n', '\t']), "{format:?} has a line break in a cell");
        }
    }
}

#[test]
fn json_formats_stay_json() {
    let archive = hostile();
    for format in
        [OutputFormat::Json, OutputFormat::CslJson, OutputFormat::Geojson, OutputFormat::JsonLd, OutputFormat::TimelineJs]
    {
        serde_json::from_str::<Value>(&whole(&archive, format)).unwrap_or_else(|e| panic!("{format:?}: {e}"));
    }
    assert_eq!(whole(&archive, OutputFormat::Jsonl).lines().count(), archive.len());
}

#[test]
fn bibtex_stays_balanced_and_every_entry_is_read() {
    let archive = hostile();
    let text = whole(&archive, OutputFormat::Bibtex);
    let mut depth = 0_i32;
    for c in text.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0, "a brace closes what was not open");
    }
    assert_eq!(depth, 0);
    for command in ["\\input", "\\end{", "\\write"] {
        assert!(!text.contains(command), "{command} survives");
    }
    let read = biblatex::Bibliography::parse(&text).expect("BibTeX");
    assert_eq!(read.len(), archive.len(), "keys are unique and nothing is lost or added");
}

#[test]
fn ris_and_calendar_cannot_be_injected() {
    let archive = hostile();
    let read = ris_reader::read(&whole(&archive, OutputFormat::Ris)).expect("RIS");
    assert_eq!(read.len(), archive.len());
    assert!(read.iter().all(|reference| reference.one("TY") != Some("GEN")));
    let (text, _) = exported(&archive, &all(&archive), OutputFormat::Ics);
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect::<Result<_, _>>().expect("iCalendar");
    assert_eq!(calendars[0].events.len(), poisons().len());
}

#[test]
fn markdown_has_no_html_no_foreign_link_and_no_image() {
    let archive = hostile();
    let mut texts = vec![whole(&archive, OutputFormat::Markdown)];
    texts.extend(all(&archive).into_iter().map(|id| export::cite(&archive, id, CitationStyle::Markdown)));
    texts.iter().for_each(|text| inert_markdown(text, ""));
}

/// Sees that nothing in a text acts, and that no code stands in it but that of the program's own.
pub fn inert_markdown(text: &str, own: &str) {
    for event in Parser::new(text) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML survives: {html}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("an image survives: {dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => panic!("no source has an address that may be opened: {dest_url}"),
            Event::Code(code) => assert_eq!(&*code, own, "code survives"),
            _ => {}
        }
    }
}
