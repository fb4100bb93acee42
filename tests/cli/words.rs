//! `collocates`, `keyness` and `trace --compare`: figures that somebody else has worked out, windows counted by hand.

use serde_json::{Value, json};

use super::{Run, ended, program};

/// Titles and summaries of four events, by the last letter of their ids, with their dates.
const TEXTS: [(&str, &str, &str, &str); 4] = [
    (
        "a",
        "2011",
        "Talks one",
        "The river rises in the snow. Shared rivers need shared rules, and a shared river needs patience. Ministers asked for \
         rules on the river and for money.",
    ),
    (
        "b",
        "2011-05",
        "Talks two",
        "Money was promised for the railway. The railway crosses the river twice; the bridge over the river is old. Engineers \
         want a new bridge.",
    ),
    (
        "c",
        "2012",
        "Talks three",
        "Rules for trade came first. Trade along the railway grew, trade over the bridge grew. Nobody spoke of water, but the \
         river froze.",
    ),
    (
        "d",
        "2014-03-02",
        "Talks four",
        "Snow fed the rivers again. Engineers measured snow and shared rules of measurement with ministers. The shared river was \
         calm.",
    ),
];

/// Calls the program on these texts alone, or on others besides.
fn on(more: &[Value], arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pack.json");
    let event = |(id, date, title, summary): (&str, &str, &str, &str)| json!({"id": format!("ev-{id}"), "title": title, "date": date, "kind": "visit", "summary": summary, "sources": ["page"]});
    let events: Vec<Value> = TEXTS.into_iter().map(event).chain(more.iter().cloned()).collect();
    let source = json!({"id": "page", "title": "A page on the river", "publisher": "River Press", "kind": "primary"});
    let pack = json!({"pack": {"name": "tiny", "title": "Tiny", "version": "1"}, "events": events, "sources": [source]});
    std::fs::write(&path, pack.to_string()).expect("written");
    let mut command = program();
    command.args(arguments).arg("--no-bundled").arg("--data").arg(&path);
    ended(command.output().expect("runs"))
}

fn answer(arguments: &[&str]) -> Value {
    let run = on(&[], &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}\n{}{}", run.out, run.err))
}

fn near(value: &Value, wanted: f64, about: &str) {
    let value = value.as_f64().expect("a number");
    assert!((value - wanted).abs() < 0.0006, "{about}: {value} is not {wanted}");
}

/// The figures are those of a script in Python written for this test alone: it parts the texts at `[a-z0-9]+` in lower case, counts
/// “river” and “rivers” as the word, and uses the formulas that `cadialog help collocates` names.
#[test]
fn collocates_have_the_figures_of_an_independent_count() {
    let found = answer(&["collocates", "river", "--window", "3", "--all-words"]);
    assert_eq!((&found["words"], &found["count"], &found["words_within"]), (&102.into(), &9.into(), &47.into()));
    assert_eq!((&found["records"], &found["records_read"]), (&4.into(), &4.into()));
    assert_eq!(found["forms"], json!([{"form": "river", "count": 7}, {"form": "rivers", "count": 2}]));
    let wanted = [
        // The word, f(xy), before, behind, f(y), expected, logDice, G².
        ("the", 9, 7, 2, 13, 6.570, 13.710, 2.163),
        ("shared", 4, 3, 1, 5, 2.527, 13.193, 1.962),
        ("engineers", 2, 0, 2, 2, 1.011, 12.541, 2.773),
        ("ministers", 2, 1, 1, 2, 1.011, 12.541, 2.773),
        ("and", 2, 1, 1, 3, 1.516, 12.415, 0.329),
        ("snow", 2, 2, 0, 3, 1.516, 12.415, 0.329),
        ("rules", 2, 1, 1, 4, 2.022, 12.300, 0.000),
    ];
    let results = found["results"].as_array().expect("results");
    assert_eq!(results.len(), wanted.len());
    for (result, (word, count, left, right, frequency, expected, log_dice, log_likelihood)) in results.iter().zip(wanted) {
        assert_eq!(result["word"].as_str().expect("word").to_lowercase(), word);
        assert_eq!((&result["count"], &result["frequency"]), (&json!(count), &json!(frequency)), "{word}");
        assert_eq!((&result["left"], &result["right"]), (&json!(left), &json!(right)), "{word}");
        assert_eq!(result["few"], json!(count < 5), "{word}");
        near(&result["expected"], expected, word);
        near(&result["log_dice"], log_dice, word);
        near(&result["log_likelihood"], log_likelihood, word);
    }
}

/// By the same script: two events that name snow against the two others, 51 words each.
#[test]
fn keywords_have_the_figures_of_an_independent_count() {
    let found = answer(&["keyness", "snow", "--all-words", "--sort", "log-ratio"]);
    for side in ["selection", "reference"] {
        assert_eq!((&found[side]["records"], &found[side]["words"]), (&2.into(), &51.into()));
    }
    let positive = [
        ("shared", 5, 0, 98.039, 0.0, 3.322, 6.931),
        ("and", 3, 0, 58.824, 0.0, 2.585, 4.159),
        ("snow", 3, 0, 58.824, 0.0, 2.585, 4.159),
        ("ministers", 2, 0, 39.216, 0.0, 2.0, 2.773),
        ("rivers", 2, 0, 39.216, 0.0, 2.0, 2.773),
        ("rules", 3, 1, 58.824, 19.608, 1.585, 1.046),
        ("river", 4, 3, 78.431, 58.824, 0.415, 0.143),
    ];
    let negative = [
        ("bridge", 0, 3, 0.0, 58.824, -2.585, 4.159),
        ("railway", 0, 3, 0.0, 58.824, -2.585, 4.159),
        ("trade", 0, 3, 0.0, 58.824, -2.585, 4.159),
        ("grew", 0, 2, 0.0, 39.216, -2.0, 2.773),
        ("over", 0, 2, 0.0, 39.216, -2.0, 2.773),
        ("the", 5, 8, 98.039, 156.863, -0.678, 0.699),
    ];
    for (side, wanted) in [("positive", &positive[..]), ("negative", &negative)] {
        let results = found[side].as_array().expect("results");
        assert_eq!(results.len(), wanted.len(), "{side}: {results:?}");
        for (result, &(word, count, other, share, of_other, log_ratio, log_likelihood)) in results.iter().zip(wanted) {
            assert_eq!(result["word"].as_str().expect("word").to_lowercase(), word);
            assert_eq!((&result["count"], &result["reference_count"]), (&json!(count), &json!(other)), "{word}");
            assert_eq!(result["few"], json!(count + other < 5), "{word}");
            near(&result["per_thousand"], share, word);
            near(&result["reference_per_thousand"], of_other, word);
            near(&result["log_ratio"], log_ratio, word);
            near(&result["log_likelihood"], log_likelihood, word);
        }
    }
}

/// The words beside one, with how often, in the order of letters.
fn beside(arguments: &[&str]) -> Vec<(String, u64)> {
    let found = answer(&[&["collocates"], arguments, &["--all-words", "--min", "1", "--sort", "count"]].concat());
    let results = found["results"].as_array().expect("results").iter();
    let mut list: Vec<(String, u64)> =
        results.map(|one| (one["word"].as_str().expect("word").to_lowercase(), one["count"].as_u64().expect("count"))).collect();
    list.sort();
    list
}

#[test]
fn windows_are_those_counted_by_hand() {
    let wanted =
        |list: &[(&str, u64)]| -> Vec<(String, u64)> { list.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect() };
    // “over the bridge grew” and “the bridge over the river”, “a new bridge”.
    assert_eq!(beside(&["bridge", "--window", "1"]), wanted(&[("grew", 1), ("new", 1), ("over", 1), ("the", 2)]));
    assert_eq!(beside(&["bridge", "--left", "1", "--right", "0"]), wanted(&[("new", 1), ("the", 2)]));
    assert_eq!(
        beside(&["bridge", "--left", "0", "--right", "2"]),
        wanted(&[("grew", 1), ("nobody", 1), ("over", 1), ("the", 1)])
    );
    assert_eq!(beside(&["bridge", "--window", "0"]), []);
    // Several words in a row, in their forms: “for the railway. The railway crosses”, “along the railway grew”. What stands between
    // two places is the other place.
    assert_eq!(beside(&["the railways", "--window", "1"]), wanted(&[("along", 1), ("crosses", 1), ("for", 1), ("grew", 1)]));
}

#[test]
fn no_window_crosses_the_border_of_a_text() {
    // The summary begins where the title ends: “Talks two” | “Money was …”.
    assert_eq!(beside(&["two", "--window", "500"]), [("talks".to_owned(), 1)]);
    let talks = beside(&["talks", "--window", "500"]);
    assert_eq!(talks.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["four", "one", "three", "two"]);
    let froze = beside(&["froze", "--left", "500", "--right", "500"]);
    assert!(froze.iter().all(|(word, _)| word != "talks" && word != "snow"), "{froze:?}");
    assert_eq!(froze.iter().map(|(_, count)| count).sum::<u64>(), 22, "the other words of its summary");
}

#[test]
fn only_the_texts_of_the_fields_asked_for_are_read() {
    let titles = answer(&["collocates", "talks", "--in", "title", "--min", "1"]);
    assert_eq!((&titles["words"], &titles["count"]), (&8.into(), &4.into()));
    let summaries = answer(&["keyness", "snow", "--in", "summary,note"]);
    assert_eq!((&summaries["selection"]["words"], &summaries["reference"]["words"]), (&47.into(), &47.into()));
    let wrong = on(&[], &["keyness", "snow", "--in", "colour"]);
    assert!(wrong.code == 2 && wrong.err.contains("title, person, topic, text, summary or note"), "{}", wrong.err);
}

#[test]
fn what_the_program_writes_itself_and_ids_are_no_words() {
    // “visit” is the kind, “held” the state, “ev” and “a” stand in ids.
    for word in ["visit", "held", "ev"] {
        let nothing = on(&[], &["collocates", word, "--all-words", "--min", "1"]);
        assert_eq!((nothing.code, nothing.out.as_str()), (1, ""), "{word}");
        assert!(nothing.err.contains("stands nowhere"), "{}", nothing.err);
    }
    // Sources are read where they are asked for.
    let sources = answer(&["collocates", "river", "--type", "source"]);
    assert_eq!((&sources["count"], &sources["records_read"]), (&2.into(), &1.into()));
}

#[test]
fn stop_words_are_left_out_and_small_figures_are_told() {
    let listed = |run: &Run| -> Vec<String> {
        run.out.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_lowercase).collect()
    };
    let run = on(&[], &["collocates", "river", "--window", "3"]);
    let words = listed(&run);
    assert!(words.contains(&"shared".to_owned()) && !words.contains(&"the".to_owned()), "{}", run.out);
    assert!(run.out.contains(" 4* ") && run.out.contains("fewer than 5 times (*)"), "{}", run.out);
    let all = on(&[], &["collocates", "river", "--window", "3", "--all-words"]);
    assert!(listed(&all).contains(&"the".to_owned()) && all.out.contains(" 9  "), "{}", all.out);
    let rare = answer(&["collocates", "bridge"]);
    assert!(rare["warnings"].to_string().contains("the word itself stands there 3 times"), "{rare}");
    let keys = on(&[], &["keyness", "snow"]);
    assert!(keys.out.contains("More in A\n") && keys.out.contains("More in B\n") && keys.out.contains("(*)"), "{}", keys.out);
    let many = "The river and the sea. ".repeat(6);
    let more =
        json!({"id": "ev-e", "title": "Talks five", "date": "2015", "kind": "visit", "summary": many, "sources": ["page"]});
    let enough = on(&[more], &["collocates", "sea", "--min", "5"]);
    assert!(enough.code == 0 && !enough.out.contains('*'), "{}", enough.out);
}

#[test]
fn records_of_both_selections_are_told() {
    let found = answer(&["keyness", "snow", "river", "--all-words"]);
    assert_eq!(found["warnings"][0], "2 records in both selections: their words count on either side");
    assert!(answer(&["keyness", "snow", "railway"])["warnings"].as_array().expect("list").len() < 2);
}

#[test]
fn what_is_compared_with_nothing_is_told() {
    let all = on(&[], &["keyness", "river"]);
    assert_eq!((all.code, all.out.as_str()), (1, ""));
    assert!(all.err.contains("no words in the rest"), "{}", all.err);
    let none = on(&[], &["keyness", "year:1900", "--format", "csv"]);
    assert_eq!((none.code, none.out.lines().count()), (1, 1), "the head alone: {}", none.out);
}

#[test]
fn every_format_holds_the_same_words() {
    for call in [&["collocates", "river"][..], &["keyness", "snow"], &["trace", "--compare", "river", "the railway"]] {
        let as_format = |format| on(&[], &[call, &["--format", format]].concat()).out;
        let csv = as_format("csv");
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(csv.as_bytes()).records().collect::<Result<_, _>>().expect("rows");
        assert!(rows.len() > 3, "{csv}");
        let cells: Vec<String> = rows.iter().map(|row| row.iter().collect::<Vec<_>>().join("\t")).collect();
        assert_eq!(as_format("tsv").lines().skip(1).collect::<Vec<_>>(), cells);
        let markdown = as_format("markdown");
        assert_eq!(markdown.lines().count(), rows.len() + 2, "{markdown}");
        let answer: Value = serde_json::from_str(&as_format("json")).expect("JSON");
        let lists = ["results", "positive", "negative", "years"];
        let of_json: usize = lists.iter().filter_map(|list| answer[list].as_array()).map(Vec::len).sum();
        assert_eq!(of_json, rows.len(), "{call:?}");
    }
}

#[test]
fn a_limit_is_announced() {
    let cut = answer(&["collocates", "river", "--limit", "1"]);
    assert_eq!((&cut["returned"], &cut["truncated"]), (&1.into(), &true.into()));
    assert!(on(&[], &["collocates", "river", "--limit", "1"]).err.contains("--limit was 1"));
    let keys = on(&[], &["keyness", "snow", "--limit", "1"]);
    assert!(keys.err.contains("2 of ") && keys.err.contains("--limit was 1 on either side"), "{}", keys.err);
}

/// Places and words a year, counted by hand in the texts above: of 2011 two events with 2 and 28, and 2 and 23 words.
#[test]
fn phrases_are_counted_by_the_year_and_by_the_thousand_words() {
    let found = answer(&["trace", "--compare", "river", "the railway"]);
    let years: Vec<(i64, u64, u64, u64)> = found["years"]
        .as_array()
        .expect("years")
        .iter()
        .map(|year| {
            let places = |n: usize| year["phrases"][n]["places"].as_u64().expect("places");
            (year["year"].as_i64().expect("year"), year["words"].as_u64().expect("words"), places(0), places(1))
        })
        .collect();
    assert_eq!(years, [(2011, 55, 6, 2), (2012, 25, 1, 1), (2013, 0, 0, 0), (2014, 22, 2, 0)]);
    // 6 in 55 words are 109.09 in a thousand; in a year without words nothing is.
    near(&found["years"][0]["phrases"][0]["per_thousand"], 109.0909, "river in 2011");
    assert_eq!(found["years"][2]["phrases"][0]["per_thousand"], Value::Null);
    assert_eq!(found["phrases"][1], json!({"phrase": "the railway", "places": 3, "records": 2}));
    let text = on(&[], &["trace", "--compare", "river", "the railway"]).out;
    assert_eq!(text.lines().nth(1).expect("2011").split_whitespace().collect::<Vec<_>>(), ["2011", "55", "6", "2"]);
    let shares = on(&[], &["trace", "river", "--per-thousand"]).out;
    assert_eq!(shares.lines().nth(1).expect("2011").split_whitespace().collect::<Vec<_>>(), ["2011", "55", "6", "109.09"]);
    assert!(shares.starts_with("year  words  river  river per 1,000\n"), "{shares}");
}

/// A trace counts as many places as a concordance of the dated records lists.
#[test]
fn places_are_those_of_a_concordance() {
    for word in ["water", "uranium", "\"central asia\""] {
        let of_trace = super::json(&["trace", "--per-thousand", word, "--format", "json"]);
        let types = "event,quote,outcome,project,document";
        let lines = super::json(&["search", word, "--kwic", "--exact", "--type", types, "--format", "json"]);
        let dated = lines["results"].as_array().expect("places").iter().filter(|line| !line["date"].is_null()).count();
        assert!(dated > 3, "{word}");
        assert_eq!(of_trace["phrases"][0]["places"], dated, "{word}");
    }
}

#[test]
fn hostile_words_are_answered_as_any_others() {
    let escape = "ri\u{1b}[31mver\u{202e}";
    let more = json!({
        "id": "ev-x", "title": "=cmd", "date": "2015", "kind": "visit",
        "summary": "\u{1b}]0;x\u{7} sea \u{202e}evil sea =1+1 sea | sea", "sources": ["page"],
    });
    for call in [
        &["collocates", escape][..],
        &["collocates", "sea", "--all-words", "--min", "1"],
        &["keyness", "sea", "--all-words", "--min", "1"],
        &["keyness", escape, escape],
        &["trace", "--compare", escape, "sea"],
        &["collocates", "sea", "--window", "18446744073709551615"],
    ] {
        for format in ["text", "json", "csv", "tsv", "markdown"] {
            let run = on(std::slice::from_ref(&more), &[call, &["--format", format]].concat());
            assert!([0, 1, 2].contains(&run.code), "{call:?}: {}", run.err);
            for said in [&run.out, &run.err] {
                let unsafe_sign = said.chars().find(|c| cadialog::text::is_unsafe(*c) && !matches!(c, '\n' | '\r' | '\t'));
                assert_eq!(unsafe_sign, None, "{call:?} as {format}: {said:?}");
            }
        }
    }
}
