//! What other programs build on: schemas, the description of the command line, completions, manual pages, settings.

use serde_json::Value;

use super::{ended, json, program, run};

#[test]
fn every_json_output_follows_the_schema_that_is_printed_for_it() {
    for (name, arguments) in [
        ("search", &["search", "water", "--format", "json"][..]),
        ("search", &["search", "tajikstan", "--limit", "0", "--format", "json"]),
        ("kwic", &["search", "catalyst", "--kwic", "--format", "json"]),
        ("list", &["list", "--type", "event,quote,source", "--format", "json"]),
        ("show", &["show", "td-13-2025", "KG", "kawaguchi", "energy", "mofa", "--format", "json"]),
        ("export", &["export", "--format", "json"]),
        ("cite", &["cite", "td-13-2025", "--format", "json"]),
        ("stats", &["stats", "--by", "country,topic", "--format", "json"]),
        ("trace", &["trace", "water", "--format", "json"]),
        ("frequencies", &["trace", "--compare", "water", "central asia", "--format", "json"]),
        ("frequencies", &["trace", "--per-thousand", "zzzzqqqq", "--format", "json"]),
        ("compare", &["compare", "td-12-2023", "td-13-2025", "--format", "json"]),
        ("compare", &["compare", "kawaguchi", "KZ", "--format", "json"]),
        ("compare", &["compare", "2015", "2025", "--format", "json"]),
        ("collocates", &["collocates", "water", "--format", "json"]),
        ("collocates", &["collocates", "zzzzqqqq", "--format", "json"]),
        ("keyness", &["keyness", "country:KZ", "--limit", "9", "--format", "json"]),
        ("keyness", &["keyness", "year:2090", "--format", "json"]),
        ("verify", &["verify", "Japan is no more than a catalyst", "--format", "json"]),
        (
            "diff",
            &[
                "pack",
                "diff",
                "tests/packs/good/directory/sources.json",
                "tests/packs/good/directory/events.json",
                "--format",
                "json",
            ],
        ),
        ("keys", &["keys", "--format", "json"]),
        ("paths", &["paths", "--format", "json"]),
    ] {
        let schema = json(&["schema", name]);
        let answer = json(arguments);
        let validator = jsonschema::validator_for(&schema).unwrap_or_else(|e| panic!("{name} has a faulty schema: {e}"));
        let faults: Vec<String> = validator.iter_errors(&answer).take(3).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{arguments:?}: {faults:#?}");
        assert_eq!(answer["schema"], format!("cadialog.{name}/1"));
        let mut wrong = answer;
        wrong["schema"] = "cadialog.other/1".into();
        assert!(!validator.is_valid(&wrong), "the schema of {name} accepts anything");
    }
}

#[test]
fn schemas_are_listed_and_each_is_printed() {
    let names = run(&["schema"]).out;
    assert!(names.lines().count() >= 10);
    for name in names.lines() {
        assert!(json(&["schema", name]).is_object(), "{name}");
    }
    assert_eq!(json(&["schema", "cadialog.search/1"]), json(&["schema", "search"]));
}

#[test]
fn the_description_of_the_command_line_is_complete() {
    let cli = json(&["schema", "cli"]);
    assert_eq!(cli["schema"], "cadialog.cli/1");
    let named = |list: &Value| -> Vec<String> {
        list.as_array().expect("list").iter().map(|one| one["name"].as_str().expect("name").to_owned()).collect()
    };
    let commands = named(&cli["commands"]);
    for name in [
        "search",
        "list",
        "show",
        "cite",
        "export",
        "stats",
        "trace",
        "compare",
        "collocates",
        "keyness",
        "schema",
        "keys",
        "config",
        "paths",
        "completions",
        "man",
    ] {
        assert!(commands.iter().any(|command| command == name), "{name} is missing");
    }
    let help = run(&["--help"]).out;
    for name in &commands {
        assert!(help.contains(&format!("\n  {name} ")), "the help does not name {name}");
    }
    let export = cli["commands"].as_array().expect("commands").iter().find(|c| c["name"] == "export").expect("export");
    let format = export["options"].as_array().expect("options").iter().find(|o| o["name"] == "format").expect("format");
    assert_eq!(format["values"].as_array().expect("values").len(), 18);
    for option in ["country", "topic", "type", "date", "color", "config"] {
        assert!(named(&cli["options"]).contains(&option.to_owned()), "{option}");
    }
    assert_eq!(cli["exit_codes"].as_object().expect("codes").len(), 6);
}

#[test]
fn every_command_has_help_with_examples_before_the_options() {
    let cli = json(&["schema", "cli"]);
    let help = run(&["--help"]).out;
    assert!(help.find("Examples:").expect("examples") < help.find("Usage:").expect("usage"));
    for command in cli["commands"].as_array().expect("commands") {
        let name = command["name"].as_str().expect("name");
        let (short, long) = (run(&[name, "-h"]), run(&["help", name]));
        assert_eq!((short.code, long.code), (0, 0), "{name}");
        assert!(short.out.contains("Usage: cadialog"), "{name}");
        if let Some(examples) = short.out.find("Examples:") {
            assert!(examples < short.out.find("Usage:").expect("usage"), "{name}: the examples come last");
            for example in short.out[examples..].lines().skip(1).take_while(|line| line.starts_with("  cadialog")) {
                assert!(example.contains(&format!("cadialog {name}")), "{name}: {example}");
            }
        }
    }
}

#[test]
fn completions_know_ids_countries_and_topics_in_every_shell() {
    for shell in ["powershell", "elvish", "nushell"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, 0, "{shell}");
        for name in ["td-13-2025", "KZ", "ca5", "transport-connectivity", "csl-json"] {
            // The generators for PowerShell and elvish know no values but ours.
            let known = script.out.contains(name) || name == "csl-json" && ["powershell", "elvish"].contains(&shell);
            assert!(known, "{shell} does not know {name}");
        }
    }
    // The others ask the program.
    for shell in ["bash", "zsh", "fish"] {
        let script = run(&["completions", shell]);
        assert!(script.code == 0 && script.out.contains(&format!("completions {shell} -- ")), "{shell} does not ask");
    }
}

#[test]
fn manual_pages_are_printed_and_written() {
    let page = run(&["man"]).out;
    assert!(page.contains(".TH cadialog 1") && page.contains("cadialog\\-search"), "{page}");
    assert!(run(&["man", "export"]).out.contains(".TH cadialog-export 1"));
    let dir = std::env::temp_dir().join(format!("cadialog-man-{}", std::process::id()));
    let written = run(&["man", "--dir", dir.to_str().expect("UTF-8")]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    let pages = std::fs::read_dir(&dir).expect("directory").count();
    std::fs::remove_dir_all(&dir).expect("removes");
    assert!(pages > 10, "{pages} pages");
}

#[test]
fn keys_are_those_of_the_configuration() {
    let of = |answer: &Value, action: &str| {
        answer["results"].as_array().expect("results").iter().find(|row| row["action"] == action).expect(action)["keys"].clone()
    };
    assert_eq!(of(&json(&["keys", "--format", "json"]), "quit"), serde_json::json!(["q"]));
    let path = std::env::temp_dir().join(format!("cadialog-keys-{}.toml", std::process::id()));
    std::fs::write(&path, "[keys]\nquit = [\"Q\"]\n").expect("writes");
    let mut command = program();
    command.env("CADIALOG_CONFIG", &path);
    let changed = ended(command.args(["keys", "--format", "json"]).output().expect("runs"));
    let paths = ended(program().args(["paths", "--config"]).arg(&path).output().expect("runs"));
    std::fs::remove_file(&path).expect("removes");
    assert_eq!(of(&serde_json::from_str(&changed.out).expect("JSON"), "quit"), serde_json::json!(["Q"]));
    assert!(paths.out.contains("in use") && paths.out.contains("cadialog-keys-"), "{}", paths.out);
    let text = run(&["keys"]).out;
    assert!(text.starts_with("Moving\n") && text.contains("\nWhile typing a search or a note\n"), "{text}");
}

#[test]
fn config_prints_a_file_that_can_be_used() {
    let printed = run(&["config"]);
    assert_eq!(printed.out, cadialog::config::TEMPLATE);
    assert!(printed.err.contains("config.toml") && printed.err.contains("not there"), "{}", printed.err);
    let paths = run(&["paths"]).out;
    assert!(paths.lines().next().expect("a line").contains("/nowhere/to/be/found/cadialog/config.toml"), "{paths}");
}
