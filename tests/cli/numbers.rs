//! `stats` and `trace`: numbers that add up.

use serde_json::Value;

use super::{json, run};

fn total(counts: &Value) -> u64 {
    counts.as_array().expect("counts").iter().map(|count| count["total"].as_u64().expect("total")).sum()
}

#[test]
fn counts_add_up_and_agree_with_the_lists() {
    let answer = json(&["stats", "--format", "json"]);
    assert_eq!(answer["schema"], "cadialog.stats/1");
    assert_eq!(total(&answer["types"]), answer["total"].as_u64().expect("total"));
    for count in answer["types"].as_array().expect("types") {
        let listed = run(&["list", count["name"].as_str().expect("name"), "--format", "ids"]).out.lines().count();
        assert_eq!(count["total"], listed, "{count}");
    }
    let kazakhstan = answer["countries"].as_array().expect("countries").iter().find(|c| c["id"] == "KZ").expect("KZ").clone();
    let listed = run(&["list", "events", "-c", "KZ", "--format", "ids"]).out.lines().count();
    assert_eq!(kazakhstan["counts"]["events"], listed);
}

#[test]
fn a_filter_narrows_every_count() {
    let answer = json(&["stats", "--date", "2015", "--type", "event", "--format", "json"]);
    let years: Vec<&str> = answer["years"].as_array().expect("years").iter().map(|y| y["id"].as_str().expect("id")).collect();
    assert_eq!(years, ["2015"]);
    assert_eq!(answer["query"], "type:event date:2015");
}

#[test]
fn a_table_by_two_has_the_same_numbers_as_text_and_as_csv() {
    for by in ["country,year", "topic,year", "country,topic", "year,topic", "topic,country", "type,year", "year,country"] {
        let cross = json(&["stats", "--by", by, "--format", "json"])["by"].clone();
        let cells = cross["cells"].as_array().expect("cells");
        let sum: u64 = cells.iter().map(|cell| cell["count"].as_u64().expect("count")).sum();
        assert!(sum > 50, "{by}: {sum}");
        let csv = run(&["stats", "--by", by, "--format", "csv"]).out;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.headers().expect("head").len(), cross["columns"].as_array().expect("columns").len() + 1);
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
        let from_csv: u64 = rows.iter().flat_map(|row| row.iter().skip(1)).map(|n| n.parse::<u64>().expect("number")).sum();
        assert_eq!(from_csv, sum, "{by}");
        let text = run(&["stats", "--by", by]).out;
        let from_text: u64 =
            // Where the columns are too many, several tables stand under each other, each with its head.
            text.lines().filter(|line| !line.starts_with(by.split(',').next().expect("rows"))).flat_map(|line| line.split_whitespace().skip(1)).filter_map(|word| word.parse::<u64>().ok()).sum();
        assert_eq!(from_text, sum, "{by}\n{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{by}: too wide\n{text}");
        let unused = |n: usize| rows.iter().all(|row| &row[n] == "0");
        let heads: Vec<&str> = text.split_whitespace().collect();
        for (n, column) in reader.headers().expect("head").iter().enumerate().skip(1) {
            assert!(!unused(n) || !heads.contains(&column), "{by}: a column of noughts, {column}\n{text}");
        }
    }
    let years = json(&["stats", "--by", "country,year", "--format", "json"])["by"]["columns"].clone();
    let years: Vec<i32> =
        years.as_array().expect("years").iter().map(|y| y.as_str().expect("year").parse().expect("number")).collect();
    assert!(years.windows(2).all(|pair| pair[1] == pair[0] + 1), "quiet years have a column too: {years:?}");
}

#[test]
fn counts_by_one_thing_are_those_of_the_whole() {
    let whole = run(&["stats"]).out;
    for (by, some) in [("topic", "Energy"), ("country", "Kazakhstan"), ("year", "2025"), ("type", "quotes")] {
        let said = run(&["stats", "--by", by]);
        assert!(said.code == 0 && said.out.contains(some) && said.out.starts_with(&format!("By {by}\n")), "{}", said.out);
        assert!(
            said.out.lines().skip(2).all(|line| whole.contains(line.split_whitespace().next().unwrap_or_default())),
            "{}",
            said.out
        );
        assert_eq!(said.out.matches("By ").count(), 1);
    }
    let wrong = run(&["stats", "--by", "colour"]).err;
    assert!(wrong.contains("or two of them with a comma: topic,year"), "{wrong}");
    // Each that is named can be counted by.
    let named = wrong.split("write ").nth(1).and_then(|rest| rest.split(", or two of them").next()).expect(&wrong);
    let named: Vec<&str> = named.split([' ', ',']).filter(|word| !word.is_empty() && *word != "or").collect();
    for by in ["country", "topic", "type", "year", "kind", "form", "state", "place", "person", "organisation"] {
        assert!(named.contains(&by), "{by}: {wrong}");
    }
    for by in named {
        let said = run(&["stats", "--by", by]);
        assert!(said.code == 0 && said.out.lines().count() > 2, "{by}: {}", said.out);
        let head = said.out.lines().next().expect("a heading");
        assert!(head == format!("By {by}") || head.starts_with(&format!("{by} ")), "{by}: {}", said.out);
    }
    assert_eq!(run(&["stats", "--by", "year,year"]).code, 2);
}

#[test]
fn a_trace_follows_a_word_from_its_first_to_its_last_mention() {
    let answer = json(&["trace", "water", "--format", "json"]);
    assert_eq!(answer["schema"], "cadialog.trace/1");
    let years = answer["years"].as_array().expect("years");
    let sum: u64 = years.iter().map(|year| year["count"].as_u64().expect("count")).sum();
    assert_eq!(Some(sum), answer["total"].as_u64());
    let year = |end: &str| answer[end]["date"].as_str().expect("date").trim_matches('[')[..4].parse::<i64>().expect("year");
    assert_eq!(years.first().expect("first")["year"], year("first"));
    assert_eq!(years.last().expect("last")["year"], year("last"));
    let silent: Vec<&Value> = years.iter().filter(|year| year["count"] == 0).map(|year| &year["year"]).collect();
    assert_eq!(silent, answer["silent_years"].as_array().expect("silent").iter().collect::<Vec<_>>());
    assert!(answer["speakers"].as_array().is_some_and(|speakers| !speakers.is_empty()));
}

#[test]
fn a_trace_as_text_has_a_bar_for_every_mention() {
    let answer = json(&["trace", "water", "--format", "json"]);
    let text = run(&["trace", "water"]).out;
    assert_eq!(Some(text.matches('█').count() as u64), answer["total"].as_u64(), "{text}");
    assert!(
        text.starts_with("First") && text.contains("\nLast") && text.contains("\nWho\n") && text.contains("\nSilent: "),
        "{text}"
    );
    let ascii = run(&["--ascii", "trace", "water"]).out;
    assert!(!ascii.contains('█') && ascii.contains('#'), "{ascii}");
}

#[test]
fn a_trace_does_not_count_what_is_only_spelled_alike() {
    let typo = run(&["trace", "tourizm"]);
    let name = run(&["trace", "tourism"]);
    assert_eq!((typo.code, name.code), (1, 0), "{}", typo.err);
    assert!(typo.err.contains("similar spellings"), "{}", typo.err);
}
