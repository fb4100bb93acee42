//! The door for assistants: lines of JSON in, lines of JSON out.

use std::io;

use cadialog::cli::{Arguments, ExitStatus, Output, serve};
use cadialog::search::Catalogue;
use clap::Parser;
use serde_json::Value;

use super::drives_a_terminal;

/// Most bytes of an answer, beside the id that it repeats: what five hundred records take, the most that are asked for at once.
const LONGEST: usize = 8 << 20;
/// Most bytes of why there is no answer.
const FAULT: usize = 4096;
/// Most messages of a batch, and the version that has none.
const TOGETHER: usize = 50;
const WITHOUT_BATCHES: &str = "2025-06-18";

/// Whether a message is to be answered; and under which id, where that is plain.
fn due(message: &Value) -> (bool, Option<&Value>) {
    let Some(members) = message.as_object() else { return (true, Some(&Value::Null)) };
    let is_answer = !members.contains_key("method") && (members.contains_key("result") || members.contains_key("error"));
    let is_note = message["jsonrpc"] == "2.0" && message["method"].is_string() && !members.contains_key("id");
    let id = members.get("id").unwrap_or(&Value::Null);
    let is_id = id.is_string() || id.is_i64() || id.is_u64();
    (!is_answer && !is_note, Some(if is_id { id } else { &Value::Null }))
}

/// An answer is one of JSON-RPC, under the id of its message, and says what is wrong where something is.
fn is_answer(answer: &Value, id: &Value) {
    assert_eq!((&answer["jsonrpc"], &answer["id"]), (&Value::from("2.0"), id), "{answer}");
    let members = answer.as_object().expect("an object");
    assert_eq!((members.len(), members.contains_key("result")), (3, !members.contains_key("error")), "{answer}");
    if let Some(fault) = members.get("error") {
        assert!(fault["code"].as_i64().is_some_and(|code| code < 0), "{answer}");
        let said = fault["message"].as_str().expect("a message");
        assert!(!said.trim().is_empty() && said.len() <= FAULT, "{} bytes: {said}", said.len());
        assert_ne!(fault["code"], -32603, "{answer}");
    } else {
        assert!(answer["result"].is_object(), "{answer}");
        if answer["result"]["isError"] == true {
            let said = answer["result"]["content"][0]["text"].as_str().expect("a text");
            assert!(!said.trim().is_empty() && said.len() <= FAULT, "{} bytes: {said}", said.len());
        }
        if let Some(said) = answer["result"]["content"][0]["text"].as_str() {
            assert!(!drives_a_terminal(said), "{said:?}");
        }
    }
}

/// Every request has one answer in its turn and under its id, no notification has any, and none is longer than it may be or drives a
/// terminal.
pub fn assistants(bytes: &[u8], catalogue: &Catalogue) {
    let arguments = Arguments::parse_from(["cadialog", "mcp"]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output { out: &mut out, err: &mut err, width: 80, color: false, terminal: false };
    let ended = serve(catalogue, &arguments, &mut io::BufReader::with_capacity(61, bytes), &mut output);
    assert!(matches!(ended, Ok(ExitStatus::Fine)) && err.is_empty());
    let out = String::from_utf8(out).expect("text");
    assert!(!drives_a_terminal(&out), "{out:?}");
    let mut answers = out.lines();
    let mut version = None;
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
        let mut answer = || {
            let answer = answers.next().expect("an answer");
            assert!(answer.len() <= LONGEST + 6 * line.len(), "{} bytes", answer.len());
            serde_json::from_str::<Value>(answer).expect("JSON")
        };
        let message = serde_json::from_slice::<Value>(line).unwrap_or_default();
        if let Value::Array(batch) = &message {
            let is_batch = (1..=TOGETHER).contains(&batch.len()) && version.as_deref() != Some(WITHOUT_BATCHES);
            let dues: Vec<_> = batch.iter().map(due).filter(|(is_due, _)| *is_due).filter_map(|(_, id)| id).collect();
            if !is_batch {
                is_answer(&answer(), &Value::Null);
            } else if !dues.is_empty() {
                let answer = answer();
                let answers = answer.as_array().expect("a batch");
                assert_eq!(answers.len(), dues.len());
                answers.iter().zip(dues).for_each(|(answer, id)| is_answer(answer, id));
            }
        } else if let (true, Some(id)) = due(&message) {
            let answer = answer();
            is_answer(&answer, id);
            if message["method"] == "initialize" {
                version = answer["result"]["protocolVersion"].as_str().map(str::to_owned).or(version);
            }
        }
    }
    assert_eq!(answers.next(), None);
}
