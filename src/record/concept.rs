//! Concepts: what a thesaurus knows by one name or another, and what is wider than what. They are no records: they are not listed,
//! and only topics name them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Language, Names};

/// A notion with its names in several languages, all of which mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Concept {
    /// Unique among concepts; a record may have the same.
    pub id: String,
    /// The usual name in each language, by its tag; at least one.
    pub names: Names,
    /// Other words for the same in each language, by its tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other_names: BTreeMap<String, Vec<String>>,
    /// Ids of wider concepts: all that belongs to this one belongs to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broader: Vec<String>,
    /// Ids of concepts that have to do with this one, and are neither wider nor narrower.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
}

impl Concept {
    /// What it is called in `language`; else in English, else in the first language that has a name for it.
    pub fn name(&self, language: Language) -> &str {
        let named = [language, Language::En].into_iter().find_map(|language| self.names.get(language.tag()));
        named.or(self.names.values().next()).unwrap_or(&self.id)
    }

    /// All its names with the tags of their languages, the usual ones first.
    pub fn all_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let usual = self.names.iter().map(|(tag, name)| (tag.as_str(), name.as_str()));
        let other = self.other_names.iter().flat_map(|(tag, names)| names.iter().map(|name| (tag.as_str(), name.as_str())));
        usual.chain(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concept_without_a_name_in_the_language_is_called_by_another() {
        let concept = |json: &str| serde_json::from_str::<Concept>(json).expect("a concept");
        let railway = concept(
            r#"{"id": "railway", "names": {"en": "railway", "ja": "鉄道"}, "other_names": {"en": ["rail"], "ja": ["鉄路"]}}"#,
        );
        let called = [Language::En, Language::Ja, Language::Ru].map(|language| railway.name(language));
        assert_eq!(called, ["railway", "鉄道", "railway"]);
        assert_eq!(concept(r#"{"id": "yurt", "names": {"kk": "киіз үй"}}"#).name(Language::Ja), "киіз үй");
        let all: Vec<_> = railway.all_names().collect();
        assert_eq!(all, [("en", "railway"), ("ja", "鉄道"), ("en", "rail"), ("ja", "鉄路")]);
    }
}
