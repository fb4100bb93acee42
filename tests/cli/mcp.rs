//! `cadialog mcp` from outside: messages in, messages out.

#[path = "mcp/hostile.rs"]
mod hostile;
#[path = "mcp/resources.rs"]
mod resources;
#[path = "mcp/tools.rs"]
mod tools;

use std::fs;

use serde_json::{Value, json};

use super::{program, run};

/// What the server writes for the lines of `input`, and how it ended.
fn spoken(arguments: &[&str], input: impl Into<Vec<u8>>) -> super::Run {
    super::ended(program().arg("mcp").args(arguments).write_stdin(input).output().expect("runs"))
}

/// The answers to `messages`, a line each.
fn answers(arguments: &[&str], messages: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = messages.iter().map(Value::to_string).collect();
    let run = spoken(arguments, lines.join("\n"));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{messages:?}");
    run.out.lines().map(|line| serde_json::from_str(line).expect("a message")).collect()
}

fn request(id: i64, method: &str, parameters: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": parameters})
}

/// The result of one request to a server called with `arguments`.
fn result(arguments: &[&str], method: &str, parameters: Value) -> Value {
    let mut all = answers(arguments, &[request(1, method, parameters)]);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((&all[0]["jsonrpc"], &all[0]["id"]), (&json!("2.0"), &json!(1)));
    all[0]["result"].take()
}

/// The code of the error with which one request is answered.
fn code(method: &str, parameters: Value) -> i64 {
    let all = answers(&[], &[request(1, method, parameters)]);
    assert!(all[0].get("result").is_none(), "{all:?}");
    assert!(all[0]["error"]["message"].as_str().is_some_and(|message| !message.is_empty()), "{all:?}");
    all[0]["error"]["code"].as_i64().expect("a code")
}

/// Structured content and text of what a tool answers.
fn told(arguments: &[&str], tool: &str, given: Value) -> (Value, String) {
    let mut result = result(arguments, "tools/call", json!({"name": tool, "arguments": given}));
    let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{tool}: {result}")).to_owned();
    assert_eq!(result["isError"], false, "{tool}: {text}");
    (result["structuredContent"].take(), text)
}

/// Every record of the bundled archive, as its files have them.
fn records() -> Vec<(&'static str, Value)> {
    let files = [
        "countries",
        "documents",
        "events",
        "organisations",
        "outcomes",
        "people",
        "places",
        "projects",
        "quotes",
        "sources",
        "topics",
    ];
    let of = |name: &'static str| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/").to_owned() + name + ".json";
        let list: Vec<Value> = serde_json::from_str(&fs::read_to_string(file).expect("a file")).expect("a list");
        list.into_iter().map(move |record| (name, record))
    };
    files.into_iter().flat_map(of).collect()
}

#[test]
fn a_conversation_begins_with_the_version_that_both_know() {
    for (asked, agreed) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("1999-01-01", "2025-06-18"),
        ("2099-01-01", "2025-06-18"),
    ] {
        let begun = result(
            &[],
            "initialize",
            json!({"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}),
        );
        assert_eq!(begun["protocolVersion"], agreed);
        assert_eq!(begun["serverInfo"]["name"], "cadialog");
        assert!(begun["capabilities"]["tools"].is_object() && begun["capabilities"]["resources"].is_object());
    }
    assert_eq!(code("initialize", json!({})), -32602);
    assert_eq!(code("initialize", json!({"protocolVersion": 3})), -32602);
}

#[test]
fn the_instructions_say_what_this_is_and_how_much() {
    let begun = result(&[], "initialize", json!({"protocolVersion": "2025-06-18"}));
    let said = begun["instructions"].as_str().expect("instructions");
    for name in ["events", "quotes", "outcomes", "documents", "sources"] {
        let count = records().iter().filter(|(list, _)| *list == name).count();
        assert!(said.contains(&format!("{count} {name}")), "{count} {name}: {said}");
    }
    for needed in ["verify", "cite", "no proof", "country:KZ"] {
        assert!(said.contains(needed), "{needed}");
    }
}

#[test]
fn every_request_is_answered_in_turn_and_no_notification_is() {
    let all = answers(
        &[],
        &[
            request(1, "initialize", json!({"protocolVersion": "2025-06-18"})),
            json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
            json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}),
            json!({"jsonrpc": "2.0", "method": "nobody/knows"}),
            json!({"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "stats"}}),
            json!({"jsonrpc": "2.0", "id": 9, "result": {}}),
            json!({"jsonrpc": "2.0", "id": "b", "method": "ping"}),
            request(3, "prompts/list", json!({})),
            request(4, "nobody/knows", json!({})),
            request(5, "logging/setLevel", json!({"level": "debug"})),
        ],
    );
    let ids: Vec<&Value> = all.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!("b"), &json!(3), &json!(4), &json!(5)]);
    assert_eq!(all[1]["result"], json!({}));
    assert_eq!(all[2]["result"], json!({"prompts": []}));
    assert_eq!(all[3]["error"]["code"], -32601);
    assert_eq!(all[4]["error"]["code"], -32601);
}

#[test]
fn a_batch_is_answered_as_one_where_the_version_has_batches() {
    let ping = |id: i64| request(id, "ping", json!({}));
    let note = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    let begin = |version: &str| request(0, "initialize", json!({"protocolVersion": version}));
    for version in ["2024-11-05", "2025-03-26"] {
        let all = answers(&[], &[begin(version), json!([ping(1), note, 7, ping(2)]), json!([note, note]), ping(3)]);
        assert_eq!(all.len(), 3, "{all:?}");
        assert_eq!(all[1][0], json!({"jsonrpc": "2.0", "id": 1, "result": {}}));
        assert_eq!((&all[1][1]["id"], &all[1][1]["error"]["code"]), (&Value::Null, &json!(-32600)));
        assert_eq!(all[1][2]["id"], 2);
        assert_eq!(all[1].as_array().map(Vec::len), Some(3));
        assert_eq!(all[2]["id"], 3);
    }
    let all = answers(&[], &[begin("2025-06-18"), json!([ping(1), ping(2)]), ping(3)]);
    assert_eq!((&all[1]["id"], &all[1]["error"]["code"], &all[2]["id"]), (&Value::Null, &json!(-32600), &json!(3)));
    let all = answers(&[], &[json!([]), Value::Array((0..60).map(ping).collect()), json!([begin("2025-03-26")])]);
    assert_eq!((&all[0]["error"]["code"], &all[1]["error"]["code"]), (&json!(-32600), &json!(-32600)));
    assert_eq!((&all[2][0]["id"], &all[2][0]["error"]["code"]), (&json!(0), &json!(-32600)));
}

#[test]
fn a_call_that_is_off_ends_before_a_message() {
    for arguments in [&["mcp", "-c", "KX"][..], &["mcp", "--date", "yesterday"], &["mcp", "words"]] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
    }
    assert_eq!(spoken(&[], "").code, 0);
}
