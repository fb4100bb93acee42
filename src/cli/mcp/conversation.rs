//! The conversation with one program: its methods, its version of the protocol, and batches.

use serde_json::{Map, Value, json};

use super::instructions::instructions;
use super::line;
use super::message::{INTERNAL, Message, NO_JSON, NO_METHOD, NO_REQUEST, RpcError, WRONG_PARAMETERS, answer};
use super::served::Served;
use super::{resources, tools};
use crate::text;

/// The versions of the protocol that are known, the newest last.
const VERSIONS: [&str; 3] = ["2024-11-05", "2025-03-26", "2025-06-18"];

/// Most messages of one batch, so that its answers are bounded too.
const MOST_TOGETHER: usize = 50;

/// What is served, and what was agreed on.
pub struct Conversation<'a> {
    served: &'a Served<'a>,
    /// The version that both speak, once that is agreed.
    version: Option<&'static str>,
}

/// The answer to a message that is too long to be read.
pub fn too_long() -> Value {
    let message = format!("a message has at most {} KiB on one line; the rest of the line was passed over", line::LONGEST >> 10);
    answer(Value::Null, Err(RpcError::new(NO_REQUEST, message)))
}

impl<'a> Conversation<'a> {
    /// A conversation that has not begun.
    pub const fn new(served: &'a Served<'a>) -> Self {
        Self { served, version: None }
    }

    /// The answer to one message, if it is to have one.
    pub fn answer(&mut self, message: &[u8]) -> Option<Value> {
        let value: Value = match serde_json::from_slice(message) {
            Ok(value) => value,
            Err(fault) => return Some(answer(Value::Null, Err(RpcError::new(NO_JSON, format!("no JSON: {fault}"))))),
        };
        let Value::Array(batch) = value else { return self.respond(Message::of(value), false) };
        if let Some(fault) = self.refuse(&batch) {
            return Some(answer(Value::Null, Err(RpcError::new(NO_REQUEST, fault))));
        }
        let answers: Vec<Value> = batch.into_iter().filter_map(|message| self.respond(Message::of(message), true)).collect();
        (!answers.is_empty()).then_some(Value::Array(answers))
    }

    /// Why a batch is not answered message by message.
    fn refuse(&self, batch: &[Value]) -> Option<String> {
        match self.version {
            Some(version @ "2025-06-18") => {
                Some(format!("version {version} of the protocol has no batches; send one message a line"))
            }
            _ if batch.is_empty() => Some("an empty batch".to_owned()),
            _ if batch.len() > MOST_TOGETHER => Some(format!("a batch has at most {MOST_TOGETHER} messages")),
            _ => None,
        }
    }

    fn respond(&mut self, message: Message, in_batch: bool) -> Option<Value> {
        Some(match message {
            Message::Unanswered => return None,
            Message::Wrong { id, fault } => answer(id, Err(fault)),
            Message::Request { method, id, .. } if in_batch && method == "initialize" => {
                answer(id, Err(RpcError::new(NO_REQUEST, "initialize stands in no batch")))
            }
            Message::Request { id, method, parameters } => {
                let outcome = parameters.and_then(|parameters| self.carry_out(&method, parameters));
                // Nothing is told that was made after a file of records had changed under the program.
                let lost = self.served.catalogue.archive.lost();
                answer(id, lost.map_or(outcome, |reason| Err(RpcError::new(INTERNAL, reason))))
            }
        })
    }

    fn carry_out(&mut self, method: &str, parameters: Map<String, Value>) -> Result<Value, RpcError> {
        match method {
            "initialize" => self.begin(&parameters),
            "ping" => Ok(json!({})),
            "tools/list" => whole(&parameters, json!({"tools": tools::list()})),
            "tools/call" => tools::call(self.served, parameters),
            "resources/list" => resources::list(self.served, &parameters),
            "resources/templates/list" => whole(&parameters, json!({"resourceTemplates": resources::templates()})),
            "resources/read" => resources::read(self.served, &parameters),
            "prompts/list" => whole(&parameters, json!({"prompts": []})),
            other => Err(RpcError::new(NO_METHOD, format!("no method {}", text::quote(other)))),
        }
    }

    /// Agrees on the version asked for, or else on the newest known, and says what this is.
    fn begin(&mut self, parameters: &Map<String, Value>) -> Result<Value, RpcError> {
        let Some(Value::String(asked)) = parameters.get("protocolVersion") else {
            return Err(RpcError::new(WRONG_PARAMETERS, "protocolVersion is missing or no string"));
        };
        let newest = VERSIONS[VERSIONS.len() - 1];
        let version = VERSIONS.into_iter().find(|known| known == asked).unwrap_or(newest);
        self.version = Some(version);
        Ok(json!({
            "protocolVersion": version,
            "capabilities": {"tools": {}, "resources": {}},
            "serverInfo": {"name": "cadialog", "title": "cadialog", "version": env!("CARGO_PKG_VERSION")},
            "instructions": instructions(self.served),
        }))
    }
}

/// A list that stands on one page, so that there is no cursor which would lead on.
fn whole(parameters: &Map<String, Value>, list: Value) -> Result<Value, RpcError> {
    match parameters.get("cursor") {
        None | Some(Value::Null) => Ok(list),
        Some(_) => Err(RpcError::new(WRONG_PARAMETERS, "no such cursor: the list has one page")),
    }
}
