//! The formats of `list`, `search` and `show`, filters by type and date, orders.

use super::{json, program, run};

#[test]
fn every_format_of_a_list_holds_the_same_records() {
    let ids = run(&["list", "events", "-c", "UZ", "--format", "ids"]).out;
    let ids: Vec<&str> = ids.lines().collect();
    assert!(ids.len() > 20);
    let lines = run(&["list", "events", "-c", "UZ", "--format", "jsonl"]).out;
    let from_lines: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].as_str().expect("id").to_owned())
        .collect();
    assert_eq!(from_lines, ids);
    for (format, delimiter, quoting) in [("csv", b',', true), ("tsv", b'\t', false)] {
        let table = run(&["list", "events", "-c", "UZ", "--format", format]).out;
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).quoting(quoting).from_reader(table.as_bytes());
        assert_eq!(reader.headers().expect("head"), vec!["type", "id", "title", "date", "countries", "topics"]);
        let read: Vec<String> = reader.records().map(|row| row.expect("row")[1].to_owned()).collect();
        assert_eq!(read, ids, "{format}");
    }
    let markdown = run(&["list", "events", "-c", "UZ", "--format", "markdown"]).out;
    assert_eq!(markdown.lines().count(), ids.len() + 2);
    assert!(markdown.lines().all(|line| line.starts_with("| ") && line.ends_with(" |")));
    let text = run(&["list", "events", "-c", "UZ"]).out;
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(ids.iter().all(|id| flat.contains(id)), "{text}");
}

#[test]
fn a_search_as_a_table_says_how_it_was_matched() {
    let table = run(&["search", "water", "--limit", "5", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().expect("head").clone();
    assert_eq!(head.iter().skip(6).collect::<Vec<_>>(), ["block", "tier", "field", "snippet"]);
    assert_eq!(reader.records().collect::<Result<Vec<_>, _>>().expect("rows").len(), 5);
    let lines = run(&["search", "water", "--limit", "5", "--format", "jsonl"]).out;
    assert!(lines.lines().count() == 5 && lines.lines().all(|line| line.contains("\"tier\":\"exact\"")), "{lines}");
}

#[test]
fn records_are_filtered_by_type_and_by_days() {
    let answer = json(&["search", "water", "--type", "quotes", "--date", "2015..2025", "--format", "json"]);
    assert_eq!(answer["query"], "type:quote date:2015..2025 water");
    let results = answer["results"].as_array().expect("results");
    assert!(!results.is_empty() && results.iter().all(|result| result["type"] == "quote"));
    let first = json(&["list", "--date", ">=2025-12-19", "--limit", "1", "--format", "json"]);
    assert!(first["results"][0]["date"].as_str().expect("date") >= "2025-12", "{first}");
    let both = run(&["list", "--type", "quote,document", "--format", "jsonl"]).out;
    let (quotes, documents) = (both.matches("\"type\":\"quote\"").count(), both.matches("\"type\":\"document\"").count());
    assert!(quotes > 50 && documents > 10 && quotes + documents == both.lines().count(), "{quotes} {documents}");
}

#[test]
fn an_order_is_total_and_may_run_backwards() {
    let order = |sort: &str| -> Vec<String> {
        let out = run(&["list", "events", "--sort", sort, "--format", "ids"]).out;
        out.lines().map(str::to_owned).collect()
    };
    let (by_id, by_date) = (order("id"), order("date"));
    assert!(by_id.is_sorted());
    assert_ne!(by_id, by_date);
    for sort in ["id", "date", "title", "type"] {
        let mut backwards = order(&format!("-{sort}"));
        backwards.reverse();
        assert_eq!(order(sort), backwards, "--sort -{sort} is not --sort {sort} backwards");
    }
}

#[test]
fn export_writes_what_the_filters_select() {
    let answer = json(&["export", "-c", "TM", "--type", "event,quote", "--date", "2025", "--format", "json"]);
    assert_eq!(answer["schema"], "cadialog.export/1");
    let results = answer["results"].as_array().expect("results");
    assert!(results.len() > 3);
    for record in results {
        assert!(record["countries"].as_array().expect("countries").contains(&"TM".into()), "{record}");
    }
    let searched = run(&["export", "tokdia13", "--format", "ids", "--limit", "1"]);
    assert_eq!(searched.out, "td-13-2025\n");
    let calendar = run(&["export", "--format", "ics", "-c", "KZ"]);
    assert!(calendar.out.starts_with("BEGIN:VCALENDAR\r\n") && calendar.out.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.err.contains("left out: a calendar holds events only"), "{}", calendar.err);
}

#[test]
fn cite_prints_every_style_and_says_more_as_json() {
    let pack: serde_json::Value = serde_json::from_str(include_str!("../../data/pack.json")).expect("JSON");
    let version = pack["version"].as_str().expect("version");
    for style in ["chicago", "apa", "gost", "sist02", "bibtex", "biblatex", "ris", "csl-json", "markdown"] {
        let run = run(&["cite", "td-13-2025", "--style", style]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{style}");
        assert!(run.out.contains("13th") && run.out.contains(version), "{style}: {}", run.out);
    }
    let faulty = tempfile::tempdir().expect("a directory");
    let path = faulty.path().join("mine.csl");
    std::fs::write(&path, "no style").expect("a file");
    let path = path.to_str().expect("a path");
    let refused = run(&["cite", "td-13-2025", "--style", path]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("mine.csl: it is no CSL style"), "{}", refused.err);
    assert_eq!(run(&["cite", "td-13-2025", "--style", "nowhere.csl"]).code, 4);
    let own = run(&["cite", "td-13-2025", "--style", concat!(env!("CARGO_MANIFEST_DIR"), "/data/styles/apa.csl")]);
    assert_eq!(own.out, run(&["cite", "td-13-2025", "--style", "apa"]).out);
    assert_eq!(run(&["cite", "td-13-2025", "--style", "gost"]).out.lines().count(), 1);
    assert!(run(&["cite", "td-13-2025", "--style", "gost", "--with-sources"]).out.lines().count() > 2);
    let answer = json(&["cite", "td-13-2025", "--format", "json"]);
    assert_eq!((&answer["schema"], &answer["style"]), (&"cadialog.cite/1".into(), &"chicago-notes".into()));
    assert_eq!(answer["results"][0]["csl"][0]["type"], "event");
}

#[test]
fn every_command_takes_the_formats_that_its_content_can_be_written_in() {
    let all = [
        "text",
        "json",
        "csv",
        "tsv",
        "md",
        "jsonl",
        "ids",
        "csl-json",
        "bibtex",
        "biblatex",
        "ris",
        "ics",
        "geojson",
        "json-ld",
        "gexf",
        "timelinejs",
        "xlsx",
        "frictionless",
    ];
    for (call, taken) in [
        (&["export", "id:td-13"][..], 18),
        (&["show", "td-13-2025"], 7),
        (&["list", "--limit", "1"], 7),
        (&["search", "water", "--limit", "1"], 7),
        (&["stats"], 5),
        (&["trace", "water"], 5),
        (&["trace", "--compare", "water", "energy"], 5),
        (&["compare", "td-12-2023", "td-13-2025"], 5),
        (&["compare", "KZ", "UZ"], 5),
        (&["collocates", "water"], 5),
        (&["keyness", "water"], 5),
        (&["keys"], 5),
        (&["paths"], 5),
        (&["cite", "td-13-2025"], 2),
        (&["verify", "Japan is no more than a catalyst"], 2),
        (&["check", "tests/packs/good/compact.json"], 2),
    ] {
        for (n, format) in all.into_iter().enumerate() {
            // Two of them are no text.
            let ended = program().args([call, &["--format", format]].concat()).output().expect("runs");
            let told = String::from_utf8_lossy(&ended.stderr);
            assert_eq!(ended.status.code(), Some(if n < taken { 0 } else { 2 }), "{call:?} as {format}: {told}");
            assert!(n < taken || told.contains("[possible values: text, json"), "{told}");
        }
    }
}
