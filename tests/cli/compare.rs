//! `compare`: records side by side, selections by what they count.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Run, ended, json as answer, program, run};

/// A pack of two meetings that differ in known ways.
fn on_meetings(columns: &str, arguments: &[&str]) -> Run {
    let events = json!([
        {
            "id": "first", "title": "First talks on the river", "date": "2011", "kind": "visit", "countries": ["KZ", "JP"],
            "participants": [{"person": "aalto", "office": "Minister"}, {"name": "Bracken"}], "themes": ["water"],
            "summary": "The ministers met by the river and agreed to meet again.", "sources": ["page"], "format": "online",
        },
        {
            "id": "second", "title": "Second talks on the river", "date": "2011", "kind": "visit", "countries": ["JP", "UZ"],
            "participants": [{"person": "aalto", "office": "Envoy"}, {"name": "Cedar"}], "themes": ["water"],
            "summary": "The ministers met by the sea and agreed to meet again.", "sources": ["page"], "place": {"city": "Osh"},
        },
    ]);
    let outcomes = json!([
        {"id": "own", "text": "A bridge is to be built.", "form": "agreement", "event": "first", "sources": ["page"]},
        {"id": "own-2", "text": "A bridge is to be built.", "form": "agreement", "event": "second", "sources": ["page"]},
        {"id": "own-3", "text": "A ferry is to be bought.", "form": "pledge", "event": "second", "sources": ["page"]},
    ]);
    let quotes = json!([
        {"id": "said", "text": "The river is wide.", "form": "verbatim", "event": "first", "speaker": {"person": "aalto"}, "sources": ["page"]},
    ]);
    let pack = json!({
        "pack": {"name": "tiny", "title": "Tiny", "version": "1"}, "events": events, "outcomes": outcomes, "quotes": quotes,
        "people": [{"id": "aalto", "name": "Aalto Mika", "sources": ["page"]}],
        "sources": [{"id": "page", "title": "A page", "publisher": "River Press", "kind": "primary"}],
    });
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pack.json");
    std::fs::write(&path, pack.to_string()).expect("written");
    let mut command = program();
    command.env("COLUMNS", columns).args(arguments).arg("--no-bundled").arg("--data").arg(&path);
    ended(command.output().expect("runs"))
}

#[test]
fn fields_are_told_as_equal_different_or_on_one_side() {
    let found = on_meetings("100", &["compare", "first", "second", "--format", "json"]);
    let found: Value = serde_json::from_str(&found.out).expect("JSON");
    let fields = found["fields"].as_array().expect("fields");
    let told: Vec<(&str, &str)> =
        fields.iter().map(|field| (field["field"].as_str().expect("name"), field["relation"].as_str().expect("word"))).collect();
    let wanted = [
        ("type", "equal"),
        ("title", "different"),
        ("date", "equal"),
        ("kind", "equal"),
        ("format", "only-a"),
        ("place.city", "only-b"),
        ("participants", "different"),
        ("countries", "different"),
        ("themes", "equal"),
        ("summary", "different"),
        ("outcomes", "different"),
        ("quoted", "only-a"),
        ("sources", "equal"),
    ];
    assert_eq!(told, wanted);
    let of = |name: &str| fields.iter().find(|field| field["field"] == name).expect(name);
    let items = |name: &str| -> Vec<(String, String)> {
        let name_of = |item: &Value| {
            let item = if item["a"].is_null() { &item["b"] } else { &item["a"] };
            ["person", "name"].iter().find_map(|field| item[*field].as_str()).or(item.as_str()).expect("a name").to_owned()
        };
        let items = of(name)["items"].as_array().expect("items").iter();
        items.map(|item| (item["relation"].as_str().expect("word").to_owned(), name_of(item))).collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(relation, name)| ((*relation).to_owned(), (*name).to_owned())).collect()
    };
    assert_eq!(items("countries"), pairs(&[("equal", "JP"), ("only-a", "KZ"), ("only-b", "UZ")]));
    // One who took part with another office is in both, and differs.
    assert_eq!(items("participants"), pairs(&[("different", "aalto"), ("only-a", "Bracken"), ("only-b", "Cedar")]));
    assert_eq!(
        items("outcomes"),
        pairs(&[("equal", "agreement: A bridge is to be built."), ("only-b", "pledge: A ferry is to be bought.")])
    );
    let words: Vec<(&str, &str, &str)> = of("summary")["words"]
        .as_array()
        .expect("words")
        .iter()
        .map(|one| (one["op"].as_str().expect("op"), one["record"].as_str().expect("a"), one["said"].as_str().expect("b")))
        .collect();
    assert_eq!(
        words,
        [
            ("equal", "The ministers met by the", "The ministers met by the"),
            ("replace", "river", "sea"),
            ("equal", "and agreed to meet again", "and agreed to meet again"),
        ]
    );
    assert_eq!(found["equal"], false);
}

#[test]
fn wide_text_has_two_columns_and_narrow_text_one() {
    let wide = on_meetings("80", &["compare", "first", "second"]);
    assert!(wide.err.contains("13 fields: 5 equal, 5 different, 2 only in A, 1 only in B"), "{}", wide.err);
    let line = |begin: &str| wide.out.lines().find(|line| line.starts_with(begin)).unwrap_or_else(|| panic!("{}", wide.out));
    assert_eq!(
        line("≠ title").split_whitespace().collect::<Vec<_>>().join(" "),
        "≠ title [-First-] {+Second+} talks on the river"
    );
    assert!(line("≠ summary").contains("by the [-river-] {+sea+} and agreed"), "{}", wide.out);
    let column = |line: &str, word: &str| line.chars().count() - line[line.find(word).expect(word)..].chars().count();
    let (left, right) = (column(line("− format"), "online"), column(line("+ place city"), "Osh"));
    assert!(left < 20 && right > 40, "{}", wide.out);
    assert_eq!(column(line("≠ participants"), "Aalto Mika, Minister"), left);
    assert_eq!(column(line("≠ participants"), "Aalto Mika, Envoy"), right);
    assert!(wide.out.contains("\n=                Japan\n") || wide.out.contains("= countries     Japan\n"), "{}", wide.out);
    let narrow = on_meetings("40", &["compare", "first", "second"]);
    assert!(narrow.out.starts_with("−") && narrow.out.contains("\n+ "), "{}", narrow.out);
    let participants: Vec<&str> = narrow.out.lines().skip_while(|line| !line.starts_with("− partic")).take(2).collect();
    assert!(participants[0].ends_with("Aalto Mika, Minister") && participants[1].starts_with('+'), "{}", narrow.out);
    for (run, width) in [(&wide, 80), (&narrow, 40), (&on_meetings("20", &["compare", "first", "second"]), 20)] {
        let widest = run.out.lines().map(cadialog::text::width).max().expect("lines");
        assert!(widest <= width, "{widest} of {width}\n{}", run.out);
    }
}

/// The answer with A and B in each other's place.
fn mirrored(value: &Value) -> Value {
    let swapped = |value: &Value, one: &str, other: &str| {
        let mut value = value.clone();
        if let Some(fields) = value.as_object_mut() {
            let (a, b) = (fields.remove(one), fields.remove(other));
            fields.extend(b.map(|b| (one.to_owned(), b)));
            fields.extend(a.map(|a| (other.to_owned(), a)));
            if let Some(relation) = fields.get_mut("relation") {
                *relation = match relation.as_str() {
                    Some("only-a") => "only-b".into(),
                    Some("only-b") => "only-a".into(),
                    _ => relation.clone(),
                };
            }
        }
        value
    };
    let mut all = swapped(&swapped(&swapped(value, "a", "b"), "only_a", "only_b"), "only_a_total", "only_b_total");
    for field in all["fields"].as_array_mut().expect("fields") {
        *field = swapped(field, "a", "b");
        if let Some(items) = field["items"].as_array().map(|items| items.iter().map(|item| swapped(item, "a", "b")).collect()) {
            let mut items: Vec<Value> = items;
            items.sort_by_key(|item| match item["relation"].as_str() {
                Some("only-a") => 1,
                Some("only-b") => 2,
                _ => 0,
            });
            field["items"] = items.into();
        }
        for stretch in field.get_mut("words").and_then(Value::as_array_mut).into_iter().flatten() {
            *stretch = swapped(stretch, "record", "said");
            stretch["op"] = match stretch["op"].as_str() {
                Some("insert") => "delete".into(),
                Some("delete") => "insert".into(),
                _ => stretch["op"].clone(),
            };
        }
    }
    for section in all["counts"].as_array_mut().expect("counts") {
        for row in section["rows"].as_array_mut().expect("rows") {
            *row = swapped(row, "a", "b");
            row["difference"] = (-row["difference"].as_i64().expect("difference")).into();
        }
    }
    all
}

#[test]
fn to_swap_the_sides_mirrors_the_answer() {
    for (a, b) in [
        ("td-12-2023", "td-13-2025"),
        ("kawaguchi", "aso"),
        ("KZ", "td-13-2025"),
        ("doc-action-plan-2006", "td-13-2025"),
        ("KZ", "UZ"),
        ("2015", "2025"),
        ("type:quote water", "type:quote energy"),
    ] {
        let (there, back) = (answer(&["compare", a, b, "--format", "json"]), answer(&["compare", b, a, "--format", "json"]));
        assert_eq!(back, mirrored(&there), "{a} and {b}");
        assert_ne!(back, there, "{a} and {b}");
    }
}

#[test]
fn a_record_is_equal_to_itself() {
    for id in ["td-13-2025", "kawaguchi", "doc-action-plan-2006", "mofa"] {
        let found = answer(&["compare", id, id, "--format", "json"]);
        assert_eq!(found["equal"], true, "{id}");
        let fields = found["fields"].as_array().expect("fields");
        assert!(fields.len() > 3 && fields.iter().all(|field| field["relation"] == "equal"), "{id}");
        let stretches = fields.iter().filter_map(|field| field["words"].as_array()).flatten();
        assert!(stretches.clone().all(|one| one["op"] == "equal" && one["said"] == one["record"]), "{id}");
        let text = run(&["compare", id, id]);
        assert!(
            text.err.contains("nothing differs")
                && text.out.lines().skip(2).all(|line| line.is_empty() || line.starts_with(['=', ' ']))
        );
    }
    let same = answer(&["compare", "KZ", "kazakhstan", "--format", "json"]);
    assert_eq!((&same["equal"], &same["only_a_total"]), (&true.into(), &0.into()));
}

#[test]
fn selections_are_counted_as_stats_counts_them_and_share_what_both_list() {
    let found = answer(&["compare", "KZ", "UZ", "--format", "json"]);
    let section = |by: &str| {
        let sections = found["counts"].as_array().expect("sections");
        sections.iter().find(|section| section["by"] == by).expect(by)["rows"].as_array().expect("rows").clone()
    };
    for (side, country) in [("a", "KZ"), ("b", "UZ")] {
        let stats = answer(&["stats", "-c", country, "--format", "json"]);
        assert_eq!(found[side]["records"], stats["total"]);
        for (by, list) in [("type", "types"), ("topic", "topics"), ("country", "countries")] {
            for count in stats[list].as_array().expect("counts") {
                let row = section(by).into_iter().find(|row| row["id"] == count["id"]);
                let row = row.unwrap_or_else(|| panic!("no row for {count}"));
                assert_eq!(row[side], count["total"], "{country}: {row}");
            }
        }
        let forms =
            answer(&["stats", "-c", country, "--by", "form", "--type", "outcome", "--format", "json"])["by"]["cells"].clone();
        for cell in forms.as_array().expect("cells") {
            let row = section("form").into_iter().find(|row| row["id"] == cell["row"]).expect("a row");
            assert_eq!(row[side], cell["count"], "{country}: {row}");
        }
    }
    let listed = |country: &str| -> BTreeSet<String> {
        run(&["list", "--type", "event,quote", "-c", country, "--format", "ids"]).out.lines().map(str::to_owned).collect()
    };
    let (kz, uz) = (listed("KZ"), listed("UZ"));
    let both = answer(&["compare", "KZ", "UZ", "--type", "event,quote", "--format", "json"]);
    let ids = |part: &str| -> BTreeSet<String> {
        both[part].as_array().expect(part).iter().map(|one| one["id"].as_str().expect("id").to_owned()).collect()
    };
    assert_eq!(ids("common"), kz.intersection(&uz).cloned().collect());
    assert_eq!(ids("only_a"), kz.difference(&uz).cloned().collect());
    assert_eq!(ids("only_b"), uz.difference(&kz).cloned().collect());
    assert_eq!(both["common_total"], ids("common").len());
}

#[test]
fn text_shows_ten_of_each_part_and_says_how_many_more() {
    let text = run(&["compare", "KZ", "UZ"]).out;
    assert!(text.starts_with("A  country:KZ: ") && text.contains("\nB  country:UZ: "), "{text}");
    let found = answer(&["compare", "KZ", "UZ", "--format", "json"]);
    let both = found["common_total"].as_u64().expect("a number");
    assert!(text.contains(&format!("\nIn both: {both} records\n")), "{text}");
    assert!(text.contains(&format!("… and {} more; --limit shows them", both - 10)), "{text}");
    let cut = answer(&["compare", "KZ", "UZ", "--limit", "2", "--format", "json"]);
    assert_eq!((&cut["truncated"], cut["common"].as_array().map(Vec::len)), (&true.into(), Some(2)));
    assert_eq!((&found["truncated"], found["common"].as_array().map(Vec::len)), (&false.into(), usize::try_from(both).ok()));
}

#[test]
fn every_table_has_a_row_for_each_item_or_record() {
    for (call, wanted) in
        [(&["compare", "first", "second"][..], 18), (&["compare", "year:2011 type:event", "river type:quote"], 0)]
    {
        let csv = on_meetings("80", &[call, &["--format", "csv"]].concat()).out;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
        assert!(rows.len() == wanted || wanted == 0 && rows.len() > 5, "{}: {csv}", rows.len());
        let lines = |format| on_meetings("80", &[call, &["--format", format]].concat()).out.lines().count();
        assert_eq!((lines("tsv"), lines("markdown")), (rows.len() + 1, rows.len() + 2));
    }
}

#[test]
fn what_is_neither_a_record_nor_a_query_is_told_with_what_is_near() {
    for (call, said) in [
        (["td-13-202", "td-12-2023"], "no record “td-13-202”; did you mean “td-13-20"),
        (["KZ", "kawaguch"], "no record “kawaguch”; did you mean “kawaguchi”"),
        (["td-13-2025", "topic:energy"], "“td-13-2025” is a record and “topic:energy” a selection"),
        (["KZ", " "], "nothing is named on one side"),
        (["country:KZ", "country:XX"], "no country “XX”"),
        (["2015", "td-13-2025"], "“td-13-2025” is a record and “2015” a selection"),
    ] {
        let refused = run(&["compare", call[0], call[1]]);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{call:?}");
        assert!(refused.err.contains(said), "{call:?}: {}", refused.err);
    }
    let nothing = run(&["compare", "2015", "2090"]);
    assert!(nothing.code == 1 && nothing.err.contains("nothing found for date:2090"), "{}", nothing.err);
    // A word of a topic’s name beside another word is a word.
    let words = answer(&["compare", "water", "uranium", "--format", "json"]);
    assert_eq!((&words["a"]["query"], &words["b"]["query"]), (&"water".into(), &"uranium".into()));
    let topics = answer(&["compare", "energy", "environment-water", "--format", "json"]);
    assert_eq!((&topics["a"]["query"], &topics["b"]["query"]), (&"topic:energy".into(), &"topic:environment-water".into()));
}
