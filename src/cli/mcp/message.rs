//! JSON-RPC 2.0: what a message is, and the objects that answer it (<https://www.jsonrpc.org/specification>).

use serde_json::{Map, Value, json};

/// The message is no JSON.
pub const NO_JSON: i32 = -32700;
/// It is JSON, but no request.
pub const NO_REQUEST: i32 = -32600;
/// There is no such method.
pub const NO_METHOD: i32 = -32601;
/// The parameters are not those of the method.
pub const WRONG_PARAMETERS: i32 = -32602;
/// The server cannot go on answering.
pub const INTERNAL: i32 = -32603;
/// There is no such resource; a code of the Model Context Protocol.
pub const NO_RESOURCE: i32 = -32002;

/// Why a request is not answered: a code and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RpcError {
    /// One of the codes of this module.
    pub code: i32,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl RpcError {
    /// An error with a code and what to say of it.
    pub fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A message as it is understood.
#[derive(Debug, PartialEq)]
pub enum Message {
    /// A request, to be answered under its id.
    Request {
        /// A string or a whole number.
        id: Value,
        /// What is asked for.
        method: String,
        /// What is said with it; an error where that is no object.
        parameters: Result<Map<String, Value>, RpcError>,
    },
    /// A notification or an answer: neither is ever answered.
    Unanswered,
    /// Neither; to be answered with an error, under its id if it has one.
    Wrong {
        /// The id, or null.
        id: Value,
        /// What is wrong with it.
        fault: RpcError,
    },
}

impl Message {
    /// What `value` is. A batch is to be taken apart before.
    pub fn of(value: Value) -> Self {
        let wrong = |id, message: &str| Self::Wrong { id, fault: RpcError::new(NO_REQUEST, message) };
        let Value::Object(mut message) = value else {
            return wrong(Value::Null, "a message is a JSON object: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        };
        let id = message.remove("id");
        if !message.contains_key("method") && (message.contains_key("result") || message.contains_key("error")) {
            return Self::Unanswered;
        }
        let has_id = id.is_some();
        // What does not come back as it was sent would belong to no request.
        let id = id.filter(|id| id.is_string() || id.is_i64() || id.is_u64());
        if has_id && id.is_none() {
            return wrong(Value::Null, "an id is a string or a whole number of at most 64 bits");
        }
        if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
            return wrong(id.unwrap_or_default(), "the member jsonrpc is missing or not \"2.0\"");
        }
        let Some(Value::String(method)) = message.remove("method") else {
            return wrong(id.unwrap_or_default(), "the member method is missing or no string");
        };
        let Some(id) = id else { return Self::Unanswered };
        let parameters = match message.remove("params") {
            None => Ok(Map::new()),
            Some(Value::Object(parameters)) => Ok(parameters),
            Some(_) => Err(RpcError::new(WRONG_PARAMETERS, "params is an object, or left out")),
        };
        Self::Request { id, method, parameters }
    }
}

/// The answer to request `id`.
pub fn answer(id: Value, outcome: Result<Value, RpcError>) -> Value {
    match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(RpcError { code, message }) => {
            json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_id_is_not_answered_and_what_is_no_message_is() {
        for unanswered in [
            json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
            json!({"jsonrpc": "2.0", "method": "tools/call", "params": 3}),
            json!({"jsonrpc": "2.0", "id": 1, "result": {}}),
            json!({"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "no"}}),
        ] {
            assert_eq!(Message::of(unanswered.clone()), Message::Unanswered, "{unanswered}");
        }
        for (wrong, id) in [
            (json!(1), json!(null)),
            (json!({}), json!(null)),
            (json!({"jsonrpc": "2.0", "id": 4}), json!(4)),
            (json!({"jsonrpc": "2.0", "id": "a", "method": 1}), json!("a")),
            (json!({"jsonrpc": "1.0", "id": -7, "method": "ping"}), json!(-7)),
            (json!({"id": 7, "method": "ping"}), json!(7)),
            (json!({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}), json!(null)),
            (json!({"jsonrpc": "2.0", "id": null, "method": "ping"}), json!(null)),
            (json!({"jsonrpc": "2.0", "id": [], "method": "ping"}), json!(null)),
            (json!({"jsonrpc": "2.0", "method": {}}), json!(null)),
        ] {
            let Message::Wrong { id: answered, fault } = Message::of(wrong.clone()) else { panic!("{wrong} is taken for right") };
            assert_eq!((answered, fault.code), (id, NO_REQUEST), "{wrong}");
        }
    }

    #[test]
    fn parameters_are_an_object_or_nothing() {
        for (given, right) in [(json!({"a": 1}), true), (json!([1]), false), (json!(null), false), (json!("a"), false)] {
            let message = Message::of(json!({"jsonrpc": "2.0", "id": 1, "method": "m", "params": given}));
            let Message::Request { parameters, .. } = message else { panic!("{given} makes it no request") };
            assert_eq!(parameters.is_ok(), right, "{given}");
        }
    }
}
