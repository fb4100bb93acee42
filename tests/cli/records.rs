//! `search`, `list` and `show`: what they print, and as what.

use super::{json, run};

#[test]
fn search_prints_hits_on_stdout_and_the_count_on_stderr() {
    let found = run(&["search", "tokyo", "dialogue"]);
    assert_eq!(found.code, 0);
    assert!(found.out.lines().next().expect("a hit").contains("Tokyo Dialogue"), "{}", found.out);
    assert!(!found.out.contains("cadialog:"), "narration among the data");
    assert!(found.err.starts_with("cadialog: ") && found.err.contains("for tokyo dialogue"), "{}", found.err);
}

#[test]
fn search_forgives_a_typo_and_knows_other_scripts() {
    for (word, id) in [("tajikstan", "TJ"), ("токаев", "tokayev"), ("マツモト", "matsumoto"), ("tokdia13", "td-13-2025")]
    {
        let found = run(&["search", word, "--format", "ids"]);
        assert!(found.out.lines().any(|line| line.starts_with(id)), "{word} does not find {id}:\n{}", found.out);
    }
}

#[test]
fn search_as_json_follows_its_schema() {
    let answer = json(&["search", "water", "-c", "KG", "--limit", "3", "--format", "json"]);
    assert_eq!(answer["schema"], "cadialog.search/1");
    assert_eq!(answer["data"]["packs"][0]["name"], "central-asia-plus-japan");
    assert_eq!(answer["query"], "country:KG water");
    assert_eq!((answer["returned"].as_u64(), answer["truncated"].as_bool()), (Some(3), Some(true)));
    assert!(answer["total"].as_u64() > Some(3));
    let results = answer["results"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    for result in results {
        for field in ["type", "id", "title", "date", "countries", "topics", "tier", "field", "snippet", "highlights"] {
            assert!(result.get(field).is_some(), "{field} is missing: {result}");
        }
        let tiers = ["exact", "alias", "prefix", "inflection", "inside", "typo", "loose"];
        assert!(tiers.contains(&result["tier"].as_str().expect("tier")), "{result}");
        assert!(result["countries"].as_array().expect("list").contains(&"KG".into()), "{result}");
    }
}

#[test]
fn highlights_are_character_positions_in_the_snippet() {
    let answer = json(&["search", "water", "--limit", "20", "--format", "json"]);
    let mut lit = 0;
    for result in answer["results"].as_array().expect("results") {
        let snippet: Vec<char> = result["snippet"].as_str().expect("snippet").chars().collect();
        for range in result["highlights"].as_array().expect("highlights") {
            let at = |n: usize| usize::try_from(range[n].as_u64().expect("number")).expect("fits");
            let word: String = snippet[at(0)..at(1)].iter().collect();
            assert_eq!(word.to_lowercase(), "water");
            lit += 1;
        }
    }
    assert!(lit > 5);
}

#[test]
fn a_list_is_sorted_by_date_and_filtered_by_country_and_topic() {
    let answer = json(&["list", "events", "-c", "TM", "-t", "energy", "--format", "json"]);
    assert_eq!(answer["schema"], "cadialog.list/1");
    let results = answer["results"].as_array().expect("results");
    assert!(results.len() > 3 && results.len() == usize::try_from(answer["total"].as_u64().expect("total")).expect("fits"));
    let first_days: Vec<String> =
        results.iter().map(|r| r["date"].as_str().expect("date").trim_matches('[')[..4].to_owned()).collect();
    assert!(first_days.is_sorted(), "{first_days:?}");
    for result in results {
        assert!(result["countries"].as_array().expect("list").contains(&"TM".into()), "{result}");
        assert!(result["topics"].as_array().expect("list").contains(&"energy".into()), "{result}");
    }
}

#[test]
fn countries_are_alternatives_and_go_by_name_code_or_group() {
    let count = |filter: &str| run(&["list", "-c", filter, "--format", "ids"]).out.lines().count();
    let (kz, uz, both) = (count("KZ"), count("Uzbekistan"), count("KZ,UZ"));
    assert!(both >= kz.max(uz) && both <= kz + uz && kz > 10, "{kz} {uz} {both}");
    assert_eq!(count("kz"), kz);
    assert_eq!(count("Казахстан"), kz);
    assert_eq!(count("ca5"), count("KZ,KG,TJ,TM,UZ"));
}

#[test]
fn a_limit_is_announced_on_stderr() {
    let cut = run(&["list", "events", "--limit", "2", "--format", "ids"]);
    assert_eq!(cut.out.lines().count(), 2);
    assert!(cut.err.contains("2 of ") && cut.err.contains("--limit was 2"), "{}", cut.err);
    let whole = run(&["list", "countries", "--format", "ids"]);
    assert!(!whole.err.contains("--limit"), "{}", whole.err);
}

#[test]
fn show_prints_the_record_with_its_sources_and_what_refers_to_it() {
    let text = run(&["show", "td-13-2025"]);
    assert!(text.out.starts_with("13th Tokyo Dialogue") || text.out.contains("Tokyo Dialogue"), "{}", text.out);
    assert!(text.out.contains("Sources (") && text.out.contains("[1] ") && text.out.contains("event td-13-2025"), "{}", text.out);
    let answer = json(&["show", "td-13-2025", "KG", "--format", "json"]);
    assert_eq!(answer["schema"], "cadialog.show/1");
    assert_eq!(answer["results"][0]["type"], "event");
    assert_eq!(answer["results"][0]["date"], "2025-03-14");
    assert!(!answer["results"][0]["referred_to_by"]["quotes"].as_array().expect("quotes").is_empty());
    assert_eq!(answer["results"][1]["id"], "KG");
}

#[test]
fn the_language_of_names_can_be_chosen() {
    let text = run(&["--lang", "ja", "show", "KZ"]);
    assert!(text.out.contains("カザフスタン"), "{}", text.out);
}

#[test]
fn the_same_call_prints_the_same_bytes_in_any_locale() {
    for arguments in [&["search", "water"][..], &["list", "quotes", "--format", "json"], &["show", "td-13-2025", "KG"]] {
        let plain = run(arguments);
        for (name, value) in [("LC_ALL", "tr_TR.UTF-8"), ("LANG", "ja_JP.EUC-JP"), ("LC_ALL", "C.UTF-8"), ("TZ", "Asia/Tokyo")] {
            let other = super::ended(super::program().env(name, value).args(arguments).output().expect("runs"));
            assert_eq!(plain.out, other.out, "{arguments:?} differs with {name}={value}");
        }
    }
}

#[test]
fn ids_come_from_standard_input_too() {
    let ids = run(&["list", "quotes", "-t", "energy", "--limit", "3", "--format", "ids"]).out;
    for command in ["show", "cite"] {
        let piped = super::ended(super::program().args([command, "-"]).write_stdin(ids.clone()).output().expect("runs"));
        let named: Vec<&str> = std::iter::once(command).chain(ids.lines()).collect();
        assert_eq!((piped.code, piped.out), (0, run(&named).out), "{command}");
        let nothing = super::ended(super::program().args([command, "-"]).write_stdin(" \n").output().expect("runs"));
        assert!(nothing.code == 2 && nothing.err.contains("standard input"), "{}", nothing.err);
    }
}

#[test]
fn listed_quotes_say_who_spoke() {
    let quotes = super::json(&["list", "quotes", "--format", "json"]);
    let quotes = quotes["results"].as_array().expect("results");
    assert!(quotes.iter().all(|quote| quote["speaker"].as_str().is_some_and(|name| !name.is_empty())), "{quotes:?}");
    assert!(super::json(&["list", "events", "--format", "json"])["results"][0]["speaker"].is_null());
}

#[test]
fn a_topic_says_what_it_covers_and_exports_it() {
    let page = run(&["show", "energy"]).out;
    let page: Vec<&str> = page.split_whitespace().collect();
    let page = page.join(" ");
    assert!(page.contains(" Also energy partnerships Covers electric power, ") && page.contains(" uranium, "), "{page}");
    for args in [&["show", "energy", "--format", "json"][..], &["export", "id:energy", "--format", "jsonl"]] {
        let said = run(args).out;
        assert!(said.contains("\"concepts\"") && said.contains("\"uranium\""), "{said}");
    }
}
