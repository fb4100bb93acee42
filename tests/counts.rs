//! One figure for one query: what the header, the panes and the last line of the browser say, and what `search`, `stats` and
//! `export` count.

mod common;

use cadialog::cli::{self, Arguments, Output};
use clap::Parser;
use common::{Session, catalogue};
use serde_json::Value;

/// Words, questions, fields, other scripts, slips; some find nothing.
const QUERIES: [&str; 62] = [
    "uranium",
    "water",
    "energy",
    "'uranium'",
    "\"free and open\"",
    "visa",
    "hydropower",
    "corridor",
    "trains",
    "tokayev",
    "aso",
    "japan",
    "tashkent",
    "Ташкент",
    "タシケント",
    "中央アジア",
    "エネルギー",
    "водные ресурсы",
    "стипендия",
    "奨学金",
    "stipend",
    "tourizm",
    "infrastrcture",
    "uzbekstan",
    "energy uzbekistan",
    "water tajikistan",
    "silk road visa",
    "kawaguchi tashkent",
    "uranium zebra",
    "locust pakistan fao grant",
    "where was the ninth tokyo dialogue held",
    "第9回東京対話はどこで開かれたか",
    "где прошла седьмая встреча министров иностранных дел",
    "zebra quagga",
    "zzzzzz",
    "SOM",
    "FMM",
    "ADB",
    "type:project",
    "type:person",
    "type:document kind:declaration",
    "type:quote form:verbatim",
    "speaker:tokayev",
    "organisation:jica",
    "country:KZ",
    "topic:energy",
    "year:2015",
    "date:2010..2012 energy",
    "country:KZ uranium",
    "topic:energy -uranium",
    "water -energy",
    "water | energy",
    "(locusts | vaccines) tajikistan",
    "title:roadmap",
    "text:uranium",
    "note:earthquake",
    "/hydro.*/",
    "^action",
    "decarb*",
    "energy sort:date",
    "is:quoted",
    "has:figure",
];

/// What a command prints on the standard output.
fn printed(arguments: &[&str]) -> String {
    let arguments = Arguments::try_parse_from(["cadialog"].iter().chain(arguments)).expect("a command");
    let mut out = Vec::new();
    let mut output = Output { out: &mut out, err: &mut std::io::sink(), width: 100, color: false, terminal: false };
    cli::run(&catalogue(), &arguments, &mut output).expect("an answer");
    String::from_utf8(out).expect("UTF-8")
}

fn total(arguments: &[&str]) -> usize {
    let answer: Value = serde_json::from_str(&printed(arguments)).expect("JSON");
    usize::try_from(answer["total"].as_u64().expect("a total")).expect("few")
}

/// A browser in which a query was typed and given.
fn browser(query: &str) -> Session {
    let mut session = Session::new(160, 50);
    let typed: Vec<String> = query.split(' ').map(|word| format!("'{word}")).collect();
    session.press(&format!("/ {} Enter", typed.join(" '' ")));
    session
}

#[test]
fn every_surface_gives_one_figure_for_a_query() {
    for query in QUERIES {
        let searched = total(&["search", "--format", "json", "--", query]);
        assert_eq!(total(&["stats", "--format", "json", "--", query]), searched, "stats {query}");
        assert_eq!(printed(&["export", "--format", "ids", "--", query]).lines().count(), searched, "export {query}");
        assert_eq!(printed(&["search", "--format", "ids", "--", query]).lines().count(), searched, "search {query}");
        let session = browser(query);
        assert_eq!(session.app.hit_count(), Some(searched), "the browser, {query}");
        let records = cadialog::text::count(searched, "record");
        let header = if searched == 0 { "nothing found" } else { &records };
        assert!(
            session.text().lines().next().is_some_and(|line| line.contains(header)),
            "the header, {query}: {}",
            session.text()
        );
        let left = session.app.query().only_type().map_or(records.clone(), |of_type| {
            let item =
                session.app.type_line().into_iter().find(|item| item.of_type == Some(of_type)).expect("on the line of types");
            assert_eq!(item.count, searched, "the line of types, {query}");
            format!(" {searched} of {} {} ", session.app.archive().of_type(of_type).len(), item.label.to_lowercase())
        });
        assert!(session.status().contains(&left), "the last line, {query}: {}", session.status());
        assert_eq!(session.app.listed().0, searched, "what is exported, {query}");
    }
}

#[test]
fn the_panes_count_what_a_filter_leaves() {
    for query in
        ["uranium", "water", "energy", "visa", "tokayev", "type:project", "speaker:tokayev", "中央アジア", "water -energy"]
    {
        let session = browser(query);
        for &(country, count) in &session.app.view().countries {
            let id = catalogue().archive.record(country).id().to_owned();
            // With a filter that leaves none of the first block another block would be the first.
            let left = total(&["search", "--exact", "--format", "json", "-c", &id, "--", query]);
            assert_eq!(count, left, "{query} in {id}");
        }
    }
}
