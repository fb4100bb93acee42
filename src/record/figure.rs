//! Numbers as sources report them.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A number as reported, and as a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "FigureShape")]
pub struct Figure {
    /// In the words of the source: "about 700 million".
    pub as_reported: String,
    /// The number, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Not less than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Not more than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// An ISO 4217 code, or what is counted: `people`, `km`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Ids of its own sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A figure as it stands in a pack. Those of the old shape have their words as `value`.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "Figure")]
struct FigureShape {
    #[serde(default)]
    as_reported: Option<String>,
    #[serde(default)]
    value: Option<FigureValue>,
    #[serde(default)]
    low: Option<f64>,
    #[serde(default)]
    high: Option<f64>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    of: Option<String>,
    #[serde(default)]
    sources: Vec<String>,
}

impl TryFrom<FigureShape> for Figure {
    type Error = &'static str;

    fn try_from(shape: FigureShape) -> Result<Self, Self::Error> {
        let FigureShape { as_reported, value, low, high, unit, of, sources } = shape;
        let (value, words) = match value {
            Some(FigureValue::Digits(number)) => (Some(number), Some(number.to_string())),
            Some(FigureValue::Words(words)) => (None, Some(words)),
            None => (None, None),
        };
        let as_reported = as_reported.or(words).ok_or("a figure needs “as_reported”")?;
        Ok(Self { as_reported, value, low, high, unit, of, sources })
    }
}

/// A number, or a number in words.
enum FigureValue {
    Digits(f64),
    Words(String),
}

impl JsonSchema for FigureValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

impl<'de> Deserialize<'de> for FigureValue {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = FigureValue;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<FigureValue, E> {
                Ok(FigureValue::Digits(number))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<FigureValue, E> {
                #[allow(clippy::cast_precision_loss)] // beyond 2^53 no report counts by ones
                Ok(FigureValue::Digits(number as f64))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<FigureValue, E> {
                #[allow(clippy::cast_precision_loss)] // as above
                Ok(FigureValue::Digits(number as f64))
            }

            fn visit_str<E: Error>(self, words: &str) -> Result<FigureValue, E> {
                Ok(FigureValue::Words(words.to_owned()))
            }
        }
        text.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;

    #[test]
    fn a_figure_of_the_old_shape_keeps_its_words() {
        let figure = |json: &str| serde_json::from_str::<Figure>(json);
        let old = figure(r#"{"value": "about 700 million", "unit": "USD"}"#).expect("sound");
        assert_eq!((old.as_reported.as_str(), old.value), ("about 700 million", None));
        let new = figure(r#"{"as_reported": "about 24 billion", "value": 24000000000, "unit": "JPY"}"#).expect("sound");
        assert_eq!((new.as_reported.as_str(), new.value), ("about 24 billion", Some(24e9)));
        assert!(figure(r#"{"unit": "JPY"}"#).is_err());
    }
}
