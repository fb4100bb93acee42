//! The tools on real questions: the same JSON as on the command line, figures counted in the files of the archive, and what words say.

use serde_json::{Value, json};

use super::{code, records, result, told};
use crate::json as cli_json;

/// What the command line prints for the same question.
fn printed(arguments: &[&str]) -> Value {
    cli_json(arguments)
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["results"].as_array().expect("results").iter().map(|one| one["id"].as_str().expect("id")).collect()
}

fn holds(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(word),
        Value::Array(list) => list.iter().any(|one| holds(one, word)),
        Value::Object(map) => map.values().any(|one| holds(one, word)),
        _ => false,
    }
}

#[test]
fn every_tool_has_a_description_and_a_schema_and_is_read_only() {
    let listed = result(&[], "tools/list", json!({}));
    let tools = listed["tools"].as_array().expect("tools");
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().expect("name")).collect();
    for name in ["search", "show", "cite", "verify", "outcomes", "commitments", "compare", "stats"] {
        assert!(names.contains(&name), "{name} is missing in {names:?}");
    }
    for tool in tools {
        let name = tool["name"].as_str().expect("name");
        assert!(tool["description"].as_str().is_some_and(|said| said.len() > 60), "{name}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{name}");
        let schema = &tool["inputSchema"];
        jsonschema::validator_for(schema).unwrap_or_else(|fault| panic!("{name} has a faulty schema: {fault}"));
        assert_eq!((&schema["type"], &schema["additionalProperties"]), (&json!("object"), &json!(false)), "{name}");
        for (argument, described) in schema["properties"].as_object().expect("properties") {
            let said = described["description"].as_str().unwrap_or_default();
            assert!(said.len() > 15 || argument == "limit", "{name}: {argument}: {said}");
        }
    }
    assert_eq!(code("tools/list", json!({"cursor": "2"})), -32602);
}

#[test]
fn a_search_finds_as_many_records_as_a_plain_scan() {
    // Titles, texts, summaries, topics and notes that hold the word as it is written; sources and events name it nowhere else.
    let scan = records().iter().filter(|(list, record)| *list == "outcomes" && holds(&record["text"], "uranium")).count();
    let (found, text) = told(&[], "search", json!({"query": "text:uranium", "type": "outcome", "limit": 500}));
    assert_eq!(found["blocks"]["all"], scan, "{text}");
    assert!(scan >= 3);
    let (found, _) = told(&[], "search", json!({"query": "text:uranium", "type": "outcome"}));
    for id in ids(&found).into_iter().take(scan) {
        let own = records().into_iter().find(|(_, record)| record["id"] == id).expect("a record").1;
        assert!(holds(&own["text"], "uranium"), "{id}");
    }
}

#[test]
fn answers_are_those_of_the_command_line() {
    for (tool, given, same) in [
        ("search", json!({"query": "uranium"}), &["search", "uranium", "--limit", "20"][..]),
        (
            "search",
            json!({"query": "water", "type": "quote,outcome", "country": "KZ,Uzbekistan", "topic": "environment-water", "date": "2015..", "limit": 3}),
            // On the command line the conditions of the options stand in another order.
            &["search", "country:KZ,UZ topic:environment-water date:2015.. water", "--type", "quote,outcome", "--limit", "3"],
        ),
        ("search", json!({"query": "", "type": "country"}), &["search", "", "--type", "country", "--limit", "20"]),
        ("show", json!({"ids": ["td-13-2025", "KG"]}), &["show", "td-13-2025", "KG"]),
        ("cite", json!({"ids": ["td-13-2025"], "style": "bibtex"}), &["cite", "td-13-2025", "--style", "bibtex"]),
        ("cite", json!({"ids": ["kawaguchi"]}), &["cite", "kawaguchi"]),
        (
            "verify",
            json!({"text": "The leaders should not meet every two years."}),
            &["verify", "The leaders should not meet every two years."],
        ),
        (
            "outcomes",
            json!({"query": "customs", "form": "agreement,pledge"}),
            &["outcomes", "customs", "--form", "agreement,pledge", "--limit", "20"],
        ),
        (
            "commitments",
            json!({"state": "not-known", "by": "JP", "to": "UZ", "limit": 500}),
            &["commitments", "--state", "not-known", "--by", "JP", "--to", "UZ"],
        ),
        ("compare", json!({"a": "KZ", "b": "UZ"}), &["compare", "KZ", "UZ", "--limit", "20"]),
        ("compare", json!({"a": "2015", "b": "2025", "limit": 3}), &["compare", "2015", "2025", "--limit", "3"]),
        ("compare", json!({"a": "som-12-2018", "b": "som-13-2018"}), &["compare", "som-12-2018", "som-13-2018"]),
        ("stats", json!({}), &["stats"]),
        ("stats", json!({"query": "water", "by": "country,year"}), &["stats", "water", "--by", "country,year"]),
    ] {
        let (mut told, mut printed) = (told(&[], tool, given.clone()).0, printed(&[same, &["--format", "json"]].concat()));
        if given["country"].is_string() {
            assert_eq!(told["total"], printed["total"]);
            told["query"].take();
            printed["query"].take();
        }
        assert_eq!(told, printed, "{tool} {given}");
    }
}

#[test]
fn counts_are_those_of_the_files() {
    let (counted, text) = told(&[], "stats", json!({"query": "type:outcome", "by": "form,year"}));
    let pledges = records().iter().filter(|(list, record)| *list == "outcomes" && record["form"] == "pledge").count();
    let cells = counted["by"]["cells"].as_array().expect("cells");
    let sum: u64 = cells.iter().filter(|cell| cell["row"] == "pledge").filter_map(|cell| cell["count"].as_u64()).sum();
    assert_eq!(usize::try_from(sum).ok(), Some(pledges), "{text}");
    assert!(text.contains("pledge"), "{text}");
    let (listed, text) = told(&[], "outcomes", json!({"form": "pledge", "limit": 1}));
    assert_eq!(listed["total"], pledges);
    assert!(text.contains(&format!("1 of {pledges} stand here")), "{text}");
}

#[test]
fn words_name_ids_dates_forms_attestation_and_sources() {
    let (_, text) = told(&[], "search", json!({"query": "mirziyoyev presence", "type": "quote", "limit": 1}));
    let quote =
        records().into_iter().find(|(_, record)| record["id"] == "speech-mirziyoyev-mirziyoyev-presence").expect("a quote").1;
    assert!(text.contains("speech-mirziyoyev-mirziyoyev-presence (quote)"), "{text}");
    assert!(text.contains("20 December 2025") && text.contains("paraphrase, primary source"), "{text}");
    let named = quote["sources"][0].as_str().expect("a source");
    let source = records().into_iter().find(|(_, record)| record["id"] == named).expect("a source").1;
    for field in ["id", "title", "publisher", "url"] {
        assert!(text.contains(source[field].as_str().expect("text")), "{field}: {text}");
    }
    let (_, page) = told(&[], "show", json!({"ids": ["td-13-2025"]}));
    for needed in [
        "td-13-2025 (event)",
        "14 March 2025",
        "[td-13-2025-area-energy]",
        "[thx-news-2025-03-14]",
        "https://thxnews.com/",
        "Where sources disagree",
    ] {
        assert!(page.contains(needed), "{needed}: {page}");
    }
    let (_, text) = told(&[], "outcomes", json!({"query": "id:speech-kawaguchi-tashkent-2004-thousand-trainees"}));
    assert!(text.contains("Pledge") && text.contains("due 2007") && text.contains("more than 1,000 people"), "{text}");
    let (_, text) = told(&[], "verify", json!({"text": "Japan ought to be more present in Central Asia"}));
    assert!(
        text.contains("Word for word") && text.contains("not for quotation marks") && text.contains("https://gov.uz/"),
        "{text}"
    );
}

#[test]
fn what_is_cut_and_what_is_not_there_is_said() {
    let (found, text) = told(&[], "search", json!({"query": "water", "limit": 2}));
    let all: u64 = found["blocks"].as_object().expect("blocks").values().filter_map(Value::as_u64).sum();
    assert_eq!(ids(&found).len(), 2);
    assert!(text.contains(&format!("2 of {all} stand here")), "{text}");
    let (found, text) = told(&[], "search", json!({"query": "xyzzyqq"}));
    assert!(
        found["total"] == 0 && text.contains("Nothing found") && text.contains("xyzzyqq") && text.contains("no proof"),
        "{text}"
    );
    let (found, text) = told(&[], "verify", json!({"text": "The moon is made of green cheese, he thundered."}));
    assert!(found["results"][0]["found"] == false && text.contains("no proof"), "{text}");
    let (found, text) = told(&[], "search", json!({"query": "foo:water"}));
    assert!(found["total"].as_u64() > Some(0) && text.contains("No field “foo:”"), "{text}");
}

#[test]
fn what_a_tool_cannot_find_or_understand_is_said_as_on_the_command_line() {
    for (tool, given, same) in [
        ("show", json!({"ids": ["td-13-2052"]}), &["show", "td-13-2052"][..]),
        ("cite", json!({"ids": ["KZ", "nosuch"]}), &["cite", "KZ", "nosuch"]),
        ("search", json!({"query": "water", "country": "Kasachstan-West"}), &["search", "water", "-c", "Kasachstan-West"]),
        ("search", json!({"query": ""}), &["search", ""]),
        ("outcomes", json!({"form": "wish"}), &["outcomes", "--form", "wish"]),
        ("stats", json!({"by": "colour"}), &["stats", "--by", "colour"]),
    ] {
        let answered = result(&[], "tools/call", json!({"name": tool, "arguments": given}));
        assert_eq!(answered["isError"], true, "{tool}: {answered}");
        let (said, run) = (answered["content"][0]["text"].as_str().expect("text"), crate::run(same));
        assert_eq!(run.code, 2);
        assert_eq!(format!("cadialog: {said}\n"), run.err, "{tool}");
    }
    // What would read a file, or the messages themselves, is only text here.
    for (tool, given) in [
        ("show", json!({"ids": ["-"]})),
        ("cite", json!({"ids": ["KZ"], "style": "../x.csl"})),
        ("cite", json!({"ids": ["KZ"], "style": "klingon"})),
        ("verify", json!({"text": "  … "})),
    ] {
        let answered = result(&[], "tools/call", json!({"name": tool, "arguments": given}));
        assert_eq!(answered["isError"], true, "{tool}: {answered}");
    }
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let (found, _) = told(&[], "verify", json!({"text": manifest}));
    assert_eq!(found["results"][0]["text"], manifest);
}

#[test]
fn arguments_that_a_tool_does_not_have_are_refused() {
    for (name, given) in [
        ("search", json!({"query": 3})),
        ("search", json!({"qeury": "water"})),
        ("search", json!({"query": "water", "limit": 0})),
        ("search", json!({"query": "water", "limit": 501})),
        ("search", json!({"query": "water", "limit": -1})),
        ("search", json!({"query": "water", "limit": 1e300})),
        ("show", json!({})),
        ("show", json!({"ids": []})),
        ("show", json!({"ids": "KZ"})),
        ("show", json!({"ids": vec!["KZ"; 21]})),
        ("verify", json!({})),
        ("verify", json!([])),
        ("nosuch", json!({})),
    ] {
        assert_eq!(code("tools/call", json!({"name": name, "arguments": given})), -32602, "{name} {given}");
    }
    assert_eq!(code("tools/call", json!({})), -32602);
    assert_eq!(code("tools/call", json!({"name": ["search"]})), -32602);
    assert_eq!(code("tools/call", json!(["search"])), -32602);
}

#[test]
fn filters_of_the_call_bound_every_tool() {
    let bounds = &["-c", "TM", "--type", "event,quote,outcome", "--date", "2015..2019"];
    let (found, text) = told(bounds, "search", json!({"query": "energy", "limit": 500}));
    assert!(!ids(&found).is_empty(), "{text}");
    for one in found["results"].as_array().expect("results") {
        let years = one["date"].as_str().expect("a date");
        assert!(("2015".."2020").contains(&years), "{one}");
        assert!(one["countries"].as_array().expect("countries").contains(&json!("TM")), "{one}");
    }
    let (within, _) = told(bounds, "search", json!({"query": "energy", "country": "KZ", "limit": 500}));
    let (both, _) = told(
        &[],
        "search",
        json!({"query": "energy country:TM country:KZ date:2015..2019 type:event,quote,outcome", "limit": 500}),
    );
    assert_eq!((&within["total"], within["total"].as_u64() > Some(0)), (&both["total"], true));
    let (none, _) = told(bounds, "search", json!({"query": "energy", "type": "document"}));
    assert_eq!(none["total"], 0);
    let (counted, _) = told(bounds, "stats", json!({}));
    let all = crate::run(&["export", "-c", "TM", "--type", "event,quote,outcome", "--date", "2015..2019", "--format", "ids"]).out;
    assert_eq!((&counted["total"], all.lines().count() > 50), (&json!(all.lines().count()), true));
    let (outcomes, _) = told(bounds, "outcomes", json!({"limit": 1}));
    let is_outcome = |id: &&str| records().iter().any(|(list, record)| *list == "outcomes" && record["id"] == *id);
    assert_eq!(outcomes["total"], all.lines().filter(is_outcome).count());
    let (none, _) = told(&["--type", "quote"], "outcomes", json!({}));
    assert_eq!(none["total"], 0);
    // Said outside of the bounds is not said within them.
    let given = json!({"text": "Japan ought to be more present in Central Asia"});
    assert_eq!(told(&[], "verify", given.clone()).0["results"][0]["verdict"], "verbatim");
    assert_ne!(told(bounds, "verify", given).0["results"][0]["verdict"], "verbatim");
    for (name, arguments) in
        [("show", json!({"ids": ["td-13-2025"]})), ("compare", json!({"a": "td-13-2025", "b": "td-12-2024"}))]
    {
        let refused = result(bounds, "tools/call", json!({"name": name, "arguments": arguments}));
        let said = refused["content"][0]["text"].as_str().unwrap_or_default();
        assert!(refused["isError"] == true && said.contains("outside"), "{refused}");
    }
}
