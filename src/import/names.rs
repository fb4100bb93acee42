//! What the archive knows by name, for columns of countries and topics.

use std::collections::HashMap;

use crate::text::fold;

/// Names of countries and topics in every spelling, filled in by whoever holds an archive; without it none are known.
#[derive(Debug, Clone, Default)]
pub struct KnownNames {
    countries: HashMap<String, String>,
    topics: HashMap<String, String>,
}

impl KnownNames {
    /// Takes a name of the country `id`.
    pub fn add_country(&mut self, name: &str, id: &str) {
        self.countries.entry(key(name)).or_insert_with(|| id.to_owned());
    }

    /// Takes a name of the topic `id`.
    pub fn add_topic(&mut self, name: &str, id: &str) {
        self.topics.entry(key(name)).or_insert_with(|| id.to_owned());
    }

    /// The code of the country of this name.
    pub fn country(&self, name: &str) -> Option<&str> {
        self.countries.get(&key(name)).map(String::as_str)
    }

    /// The id of the topic of this name.
    pub fn topic(&self, name: &str) -> Option<&str> {
        self.topics.get(&key(name)).map(String::as_str)
    }
}

/// Without case, accents, and an article.
fn key(name: &str) -> String {
    let folded = fold(name.trim());
    folded.strip_prefix("the ").map_or(folded.clone(), str::to_owned)
}
