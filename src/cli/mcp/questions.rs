//! The arguments of the tools: what they hold, and the JSON Schemas that assistants are told.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::message::{RpcError, WRONG_PARAMETERS};
use crate::text;

/// Most records of one answer.
pub const MOST: u16 = 500;
/// Most records shown in full at once.
pub const MOST_SHOWN: usize = 20;
/// Most records cited at once.
pub const MOST_CITED: usize = 100;

const fn twenty() -> u16 {
    20
}

fn chicago() -> String {
    "chicago".to_owned()
}

/// What `search` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchQuestion {
    /// Words and fields of the query language: uranium; "quality infrastructure"; water country:KZ type:quote. May be empty if
    /// another argument narrows
    #[serde(default)]
    pub query: String,
    /// At most so many records
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 500))]
    pub limit: u16,
    /// Only these types, with commas between: event, quote, outcome, topic, country, person, organisation, place, project, document,
    /// source
    #[serde(default, rename = "type")]
    pub of_type: String,
    /// Only what involves one of these countries, with commas between: codes or names; ca5 is the five of Central Asia
    #[serde(default)]
    pub country: String,
    /// Only what is on one of these topics, with commas between: ids or names
    #[serde(default)]
    pub topic: String,
    /// Only what can fall into these days: 2025, 2019-05.., 2015..2020, >=2019-05
    #[serde(default)]
    pub date: String,
}

/// What `show` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowQuestion {
    /// Ids of records, as every answer names them
    #[schemars(length(min = 1, max = 20))]
    pub ids: Vec<String>,
}

/// What `cite` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CiteQuestion {
    /// Ids of records, as every answer names them
    #[schemars(length(min = 1, max = 100))]
    pub ids: Vec<String>,
    /// Style of the references by its name: chicago, apa, mla, harvard, iso-690, vancouver, gost, sist02, bibtex,
    /// biblatex, ris, csl-json, markdown
    #[serde(default = "chicago")]
    pub style: String,
}

/// What `compare` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompareQuestion {
    /// A record by its id, a year, a country, a topic, or a query such as topic:energy country:KZ
    pub a: String,
    /// What it is compared with, of the same sort
    pub b: String,
    /// Of selections, at most so many lines a count, and so many records that both have, or only one
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 500))]
    pub limit: u16,
}

/// What `verify` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyQuestion {
    /// One sentence or quotation, without the sentences around it; who is said to have spoken may stand with it: Tokayev said “…”
    pub text: String,
}

/// What `outcomes` and `commitments` are asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomesQuestion {
    /// Words and fields of the query language, such as customs country:UZ date:2015..; empty for all
    #[serde(default)]
    pub query: String,
    /// Only of these forms, with commas between: agreement, pledge, proposal, decision, result, discussion, assessment
    #[serde(default)]
    pub form: String,
    /// Only of which this became, with commas between: announced, begun, done, done-in-part, lapsed, not-known, overdue
    #[serde(default)]
    pub state: String,
    /// Only what these agreed, promised or proposed, with commas between: ids or names of countries, bodies or people
    #[serde(default)]
    pub by: String,
    /// Only what is for these, or of these, with commas between
    #[serde(default)]
    pub to: String,
    /// At most so many records
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 500))]
    pub limit: u16,
}

/// What `stats` is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatsQuestion {
    /// Words and fields of the query language that select what is counted; empty for everything
    #[serde(default)]
    pub query: String,
    /// One of country, topic, type, year, kind, form, state, place, source-kind, corroboration, organisation, person; or a table by two
    /// of them: country,year. Empty for type, country, topic and year each
    #[serde(default)]
    pub by: String,
}

/// The JSON Schema of a tool’s arguments, without what only says how it was made.
pub fn schema<T: JsonSchema>() -> Value {
    let mut schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>().to_value();
    if let Value::Object(whole) = &mut schema {
        ["$schema", "title", "description"].into_iter().for_each(|name| drop(whole.remove(name)));
        let properties = whole.get_mut("properties").and_then(Value::as_object_mut);
        for property in properties.into_iter().flatten().filter_map(|(_, property)| property.as_object_mut()) {
            property.remove("format");
        }
    }
    schema
}

/// Reads the arguments of a tool. What is null is not given.
///
/// # Errors
/// The argument that is unknown, missing or of another type.
pub fn read<T: DeserializeOwned>(mut given: Map<String, Value>) -> Result<T, RpcError> {
    given.retain(|_, value| !value.is_null());
    serde_path_to_error::deserialize(Value::Object(given)).map_err(|fault| {
        let place = fault.path().to_string();
        let place = if place == "." { String::new() } else { format!("{place}: ") };
        wrong(&format!("{place}{}", fault.inner()))
    })
}

/// The number of records asked for.
///
/// # Errors
/// When it is none that may be asked for.
pub fn limit(limit: u16) -> Result<u16, RpcError> {
    let fault = || wrong(&format!("limit: {limit} is not from 1 to {MOST}"));
    (1..=MOST).contains(&limit).then_some(limit).ok_or_else(fault)
}

/// The ids asked for.
///
/// # Errors
/// When there are none, or more than `most`.
pub fn ids(ids: Vec<String>, most: usize) -> Result<Vec<String>, RpcError> {
    let fault = wrong(&format!("ids: {} are not from 1 to {most}", ids.len()));
    (1..=most).contains(&ids.len()).then_some(ids).ok_or(fault)
}

/// Most characters of what is said of arguments, which may be long themselves.
const SAID: usize = 400;

fn wrong(message: &str) -> RpcError {
    RpcError::new(WRONG_PARAMETERS, text::abridge(message, SAID))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn the_schemas_say_the_limits_that_are_kept() {
        let search = schema::<SearchQuestion>();
        assert_eq!(search["properties"]["limit"]["maximum"], MOST);
        assert_eq!(search["properties"]["limit"]["default"], twenty());
        assert_eq!(schema::<OutcomesQuestion>()["properties"]["limit"]["maximum"], MOST);
        assert_eq!(schema::<ShowQuestion>()["properties"]["ids"]["maxItems"], MOST_SHOWN);
        assert_eq!(schema::<CiteQuestion>()["properties"]["ids"]["maxItems"], MOST_CITED);
        assert_eq!(schema::<VerifyQuestion>()["required"], json!(["text"]));
        assert!(limit(0).is_err() && limit(MOST + 1).is_err() && limit(MOST).is_ok());
        assert!(ids(Vec::new(), 1).is_err() && ids(vec![String::new(); 2], 1).is_err());
    }

    #[test]
    fn what_is_unknown_missing_or_of_another_type_is_named() {
        let fault = |given: Value| read::<ShowQuestion>(object(given)).expect_err("a fault").message;
        assert!(fault(json!({"ids": ["KZ"], "idz": 1})).contains("idz"));
        assert!(fault(json!({})).contains("ids"));
        assert!(fault(json!({"ids": ["KZ", 3]})).starts_with("ids[1]: "));
        assert!(fault(json!({"ids": "x".repeat(9000)})).chars().count() <= SAID + 1);
        let asked: SearchQuestion = read(object(json!({"query": "water", "type": null}))).expect("read");
        assert_eq!((asked.query.as_str(), asked.of_type.as_str(), asked.limit), ("water", "", 20));
    }
}
