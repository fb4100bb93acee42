//! Whatever comes in, the server lives, says what is wrong, and writes nothing anywhere.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::{program, spoken};

const PING: &str = "{\"jsonrpc\":\"2.0\",\"id\":\"still here\",\"method\":\"ping\"}";

/// The code of the error with which a line is answered, after which a ping is.
fn fault(line: impl AsRef<[u8]>) -> (Value, i64) {
    let input = [line.as_ref(), b"\n", PING.as_bytes(), b"\n"].concat();
    let run = spoken(&[], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines.len(), &lines[1]["id"]), (2, &json!("still here")), "{lines:?}");
    (lines[0]["id"].clone(), lines[0]["error"]["code"].as_i64().unwrap_or_else(|| panic!("{} is no error", lines[0])))
}

#[test]
fn lines_that_are_no_message_are_told_and_passed_over() {
    let null = Value::Null;
    for line in [
        "{",
        "hello",
        "\"\\ud800\"",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\\udfff\"}",
        "[1e999]",
        "{} {}",
        "\u{feff}{}",
        "{\"a\u{0}\":1}",
    ] {
        assert_eq!(fault(line), (null.clone(), -32700), "{line:?}");
    }
    assert_eq!(fault(b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}"), (null.clone(), -32700));
    assert_eq!(fault("[".repeat(100_000)), (null.clone(), -32700));
    assert_eq!(fault("{\"a\":".repeat(100_000)), (null.clone(), -32700));
    for line in ["1", "\"x\"", "null", "true", "{}", "[]", "[[]]"] {
        let found = spoken(&[], format!("{line}\n")).out;
        assert!(found.contains("-32600"), "{line}: {found}");
    }
    // A number that cannot come back as it was sent is no id.
    assert_eq!(fault("{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"ping\"}"), (null, -32600));
    assert_eq!(fault(format!("{{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"{}\"}}", "m".repeat(900_000))), (json!(3), -32601));
}

#[test]
fn a_line_that_is_too_long_is_passed_over_to_its_end() {
    let long = |length: usize| {
        let frame = r#"{"jsonrpc":"2.0","id":2,"method":"ping","params":{"x":""}}"#;
        frame.replace(r#""x":"""#, &format!("\"x\":\"{}\"", "x".repeat(length - frame.len())))
    };
    assert_eq!(fault(long((1 << 20) + 1)), (Value::Null, -32600));
    assert_eq!(fault(long(20 << 20)), (Value::Null, -32600));
    let whole = spoken(&[], long(1 << 20)).out;
    assert!(whole.contains("\"result\":{}"), "{whole:.200}");
}

#[test]
fn blank_lines_and_carriage_returns_mean_nothing_and_the_last_line_needs_no_break() {
    let run = spoken(&[], format!("\n  \r\n{PING}\r\n\n{PING}"));
    assert_eq!((run.code, run.out.lines().count()), (0, 2));
}

#[test]
fn nothing_of_a_message_drives_a_terminal_that_shows_the_answers() {
    let hostile = "\u{1b}[31m\u{202e}\u{9b}2J\u{7}\u{0}";
    for given in [
        json!({"query": hostile}),
        json!({"query": format!("{hostile} water")}),
        json!({"query": "water", "country": hostile}),
        json!({"query": "a", hostile: 1}),
    ] {
        let call =
            json!({"jsonrpc": "2.0", "id": hostile, "method": "tools/call", "params": {"name": "search", "arguments": given}});
        let run = spoken(&[], format!("{call}\n"));
        assert!(
            !run.out.contains(|c: char| c != '\n' && c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)),
            "{:?}",
            run.out
        );
        let answer: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(answer["id"], hostile);
    }
}

/// Every file under a folder, with its length and the time of its last change.
fn listing(folder: &Path) -> Vec<(String, u64, SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let about = entry.metadata().expect("its state");
        found.push((entry.path().display().to_string(), about.len(), about.modified().expect("a time")));
        if about.is_dir() {
            found.extend(listing(&entry.path()));
        }
    }
    found.sort();
    found
}

/// Parts of messages, right and wrong.
fn message() -> impl Strategy<Value = Vec<u8>> {
    let names = prop::sample::select(vec![
        "initialize",
        "ping",
        "tools/list",
        "tools/call",
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "prompts/list",
        "notifications/initialized",
        "nosuch/method",
        "",
    ]);
    let tools = prop::sample::select(vec!["search", "show", "cite", "verify", "outcomes", "commitments", "stats", "nosuch"]);
    let keys = prop::sample::select(vec![
        "query", "ids", "text", "limit", "type", "country", "topic", "date", "style", "form", "by", "to", "cursor", "uri",
    ]);
    let words = prop_oneof![
        prop::sample::select(vec![
            "water",
            "KZ",
            "td-13-2025",
            "-",
            "--",
            "--help",
            "country:KZ,UZ",
            "(",
            "\"",
            "/a(b/",
            "cadialog://record/KZ",
            "2015..",
            "apa",
            "year",
            "100"
        ])
        .prop_map(|word| json!(word)),
        any::<String>().prop_map(|word| json!(word)),
        any::<i64>().prop_map(|number| json!(number)),
        Just(json!(3)),
        Just(Value::Null),
        prop::collection::vec(prop::sample::select(vec!["KZ", "td-13-2025", "-", "nosuch"]), 0..3).prop_map(|ids| json!(ids)),
    ];
    let given = prop::collection::vec((keys, words), 0..4)
        .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<serde_json::Map<_, _>>());
    let id = prop_oneof![4 => any::<i64>().prop_map(|id| json!(id)), 1 => any::<String>().prop_map(|id| json!(id)), 1 => Just(Value::Null), 1 => Just(json!(1.5))];
    let right = prop::sample::select(vec![
        ("search", json!({"query": "water", "limit": 3})),
        ("search", json!({"type": "quote", "country": "KZ", "limit": 2})),
        ("show", json!({"ids": ["KZ"]})),
        ("cite", json!({"ids": ["td-13-2025"], "style": "apa"})),
        ("outcomes", json!({"form": "pledge", "limit": 2})),
        ("commitments", json!({"by": "JP", "limit": 1})),
        ("show", json!({"ids": ["-"]})),
    ]);
    let called = prop_oneof![1 => right.prop_map(|(tool, given)| (tool, given)), 2 => (tools, given).prop_map(|(tool, given)| (tool, json!(given)))];
    let whole = (prop::option::weighted(0.8, id), names, called, prop::bool::weighted(0.5)).prop_map(
        |(id, method, (tool, given), is_tool)| {
            let (method, parameters) =
                if is_tool { ("tools/call", json!({"name": tool, "arguments": given})) } else { (method, json!(given)) };
            let mut message = json!({"jsonrpc": "2.0", "method": method, "params": parameters});
            if let Some(id) = id {
                message["id"] = id;
            }
            message.to_string().into_bytes()
        },
    );
    let torn = (whole.clone().boxed(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes
    });
    let cut = (whole.clone().boxed(), any::<prop::sample::Index>()).prop_map(|(mut bytes, at)| {
        bytes.truncate(at.index(bytes.len()));
        bytes
    });
    let one = prop_oneof![4 => whole, 2 => torn, 1 => cut, 1 => prop::collection::vec(any::<u8>(), 0..60)];
    // A line is one message.
    one.prop_map(|bytes| bytes.into_iter().filter(|byte| *byte != b'\n').collect())
}

/// How many answers a line is to have: none or one.
fn due(line: &[u8]) -> usize {
    if line.trim_ascii().is_empty() {
        return 0;
    }
    let Ok(value) = serde_json::from_slice::<Value>(line) else { return 1 };
    let Value::Object(message) = &value else { return 1 };
    let is_answer = !message.contains_key("method") && (message.contains_key("result") || message.contains_key("error"));
    let is_note = value["jsonrpc"] == "2.0" && value["method"].is_string() && !message.contains_key("id");
    usize::from(!is_answer && !is_note)
}

#[test]
fn any_messages_are_answered_or_rightly_not_and_no_file_is_touched() {
    let home = tempfile::tempdir().expect("a folder");
    for name in ["config/cadialog", "data/cadialog", "cache", "here"] {
        fs::create_dir_all(home.path().join(name)).expect("a folder");
    }
    fs::write(home.path().join("config/cadialog/config.toml"), "lang = \"en\"\n").expect("written");
    fs::write(home.path().join("data/cadialog/other.txt"), "kept").expect("written");
    let before = listing(home.path());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let strategy = message();
    let lines: Vec<Vec<u8>> = (0..3000).map(|_| strategy.new_tree(&mut runner).expect("a message").current()).collect();
    let mut input = lines.join(&b'\n');
    input.extend_from_slice(format!("\n{PING}\n").as_bytes());
    let run = super::super::ended(
        program()
            .arg("mcp")
            .current_dir(home.path().join("here"))
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .write_stdin(input)
            .output()
            .expect("runs"),
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answers: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), lines.iter().map(|line| due(line)).sum::<usize>() + 1);
    assert_eq!(answers.last().map(|answer| answer["id"].clone()), Some(json!("still here")));
    let codes = |code: i64| answers.iter().filter(|answer| answer["error"]["code"] == code).count();
    // The messages are of every sort, or the test would show little.
    assert!([-32700, -32600, -32601, -32602].into_iter().all(|code| codes(code) > 20));
    assert!(answers.iter().filter(|answer| answer["result"].is_object()).count() > 300);
    assert_eq!(codes(-32603), 0);
    assert_eq!(listing(home.path()), before);
}
