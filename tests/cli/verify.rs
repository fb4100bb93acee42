//! `verify`: what it prints, its contract, and how it ends.

use super::{Run, ended, json, program, run};

/// A sentence of the archive, and the same with a number turned.
const SAID: &str = "The economies of the region grow by 5–6 per cent a year.";
const TURNED: &str = "The economies of the region grow by 7–8 per cent a year.";

fn file(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

fn piped(arguments: &[&str], text: impl Into<Vec<u8>>) -> Run {
    ended(program().args(arguments).write_stdin(text).output().expect("runs"))
}

#[test]
fn exit_codes_tell_what_was_found() {
    for (text, code) in [
        (SAID, 0),
        (TURNED, 1),
        ("Uzbekistan was ready to hold a coming summit.", 0),
        ("Uzbekistan is not ready to hold a coming summit.", 1),
        ("Japan will build a nuclear plant in Dushanbe by 2030.", 1),
        ("", 2),
        ("…—“”", 2),
        ("\u{202e}\u{7}", 2),
        ("no/such/file", 4),
        ("nothing.md", 4),
    ] {
        assert_eq!(run(&["verify", text]).code, code, "{text}");
    }
    assert_eq!(run(&["verify"]).code, 2);
    assert_eq!(run(&["verify", "--format", "csv", "catalyst"]).code, 2);
    assert_eq!(run(&["verify", "The", "leaders", "should", "meet", "every", "two", "years"]).code, 0, "words are one text");
}

#[test]
fn people_read_the_verdict_the_difference_and_where_it_stands() {
    let found = run(&["verify", TURNED]);
    for part in [
        "Nearly so.",
        "! number",
        "[-5–6-] {+7–8+}",
        "quote speech-mirziyoyev-mirziyoyev-growth",
        "a paraphrase: not for quotation marks",
        "Shavkat Mirziyoyev",
    ] {
        assert!(found.out.contains(part), "{part} is not in\n{}", found.out);
    }
    assert!(run(&["verify", SAID]).out.contains("Word for word."));
    let absent = run(&["verify", "Japan will build a nuclear plant in Dushanbe by 2030."]);
    assert!(absent.out.contains("Not in this record.") && !absent.out.to_lowercase().contains("false"), "{}", absent.out);
}

#[test]
fn the_contract_is_kept() {
    let schema = json(&["schema", "verify"]);
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for text in [SAID, TURNED, "The Emperor of Japan opened the summit in Samarkand.", "qwertyuiop"] {
        let answer: serde_json::Value = serde_json::from_str(&run(&["verify", "--format", "json", text]).out).expect("JSON");
        assert!(schema.is_valid(&answer), "{answer:#}");
        assert_eq!(answer["schema"], "cadialog.verify/1");
        assert_eq!(answer["results"][0]["text"], text);
        assert!(answer["results"][0].get("line").is_none());
    }
    let answer = json(&["verify", "--format", "json", TURNED]);
    let (result, best) = (&answer["results"][0], &answer["results"][0]["matches"][0]);
    assert_eq!((&result["verdict"], &result["found"]), (&"near".into(), &false.into()));
    let kinds: Vec<&str> =
        result["warnings"].as_array().expect("warnings").iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, ["number", "number"]);
    assert_eq!(best["id"], "speech-mirziyoyev-mirziyoyev-growth");
    assert_eq!((&best["type"], &best["field"], &best["form"]), (&"quote".into(), &"text".into(), &"paraphrase".into()));
    let both = |side: &str| {
        let words = best["differences"].as_array().expect("differences").iter().filter_map(|one| one[side].as_str());
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(both("said"), TURNED.trim_end_matches('.'));
    assert_eq!(both("record"), SAID.trim_end_matches('.'));
}

#[test]
fn a_text_is_read_from_standard_input() {
    assert_eq!(piped(&["verify", "-"], SAID).code, 0);
    let answer: serde_json::Value =
        serde_json::from_str(&piped(&["verify", "--format", "json", "-"], format!("{SAID}\n")).out).expect("JSON");
    assert_eq!((&answer["results"][0]["text"], &answer["results"][0]["verdict"]), (&SAID.into(), &"verbatim".into()));
    assert_eq!(piped(&["verify", "-"], "").code, 2);
    assert_eq!(piped(&["verify", "-"], vec![0xff, 0xfe, b'a']).code, 2);
    let long = piped(&["verify", "-"], format!("{SAID} {}", "water and energy ".repeat(8000)));
    assert!(long.err.contains("longer than 64 KiB"), "{}", long.err);
}

#[test]
fn every_quotation_of_a_file_is_looked_for() {
    let text = format!(
        "Report\n\n“{SAID}” said Mirziyoyev.\n\nHe called it a “historic day”.\n\n> {TURNED}\n\nKishida noted: «The leaders should meet every two years».\n"
    );
    let (_folder, path) = file("article.md", &text);
    let found = run(&["verify", &path]);
    assert_eq!(found.code, 1);
    assert!(found.err.contains("3 quotations, 2 not found"), "{}", found.err);
    for line in ["line 3: ", "line 7: ", "line 9: "] {
        assert!(found.out.contains(line), "{}", found.out);
    }
    let answer = json(&["verify", &path, "--format", "json"]);
    let results = answer["results"].as_array().expect("results");
    let told: Vec<(u64, &str, bool)> = results
        .iter()
        .map(|one| (one["line"].as_u64().unwrap_or(0), one["verdict"].as_str().unwrap_or(""), one["found"] == true))
        .collect();
    assert_eq!(told, [(3, "verbatim", true), (7, "near", false), (9, "verbatim", false)]);
    assert_eq!(results[2]["warnings"][0]["kind"], "speaker");
    let (_folder, path) = file("sound.txt", &format!("“{SAID}”"));
    assert_eq!(run(&["verify", &path]).code, 0);
    let (_folder, path) = file("none.txt", "nothing is quoted here");
    let none = run(&["verify", &path]);
    assert!(none.code == 1 && none.err.contains("no quotation"), "{}", none.err);
}

#[test]
fn nothing_of_a_text_drives_the_terminal() {
    let text = format!("“\u{1b}[31m{SAID} \u{202e}\u{9b}2J”");
    let (_folder, path) = file("hostile.md", &text);
    for arguments in [vec!["verify", &path], vec!["verify", &path, "--format", "json"], vec!["verify", &text]] {
        let found = run(&arguments);
        let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!found.out.contains(bad) && !found.err.contains(bad), "{:?}", found.out);
        assert_eq!(found.code, 0, "{}", found.out);
    }
}
