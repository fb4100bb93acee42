//! What the two arguments of `compare` mean.

use super::super::{CliError, suggest};
use crate::archive::{Archive, Id};
use crate::query::{Query, value_text};
use crate::record::RecordType;
use crate::search::{Catalogue, Hit, HitSection, Tier};
use crate::text;
use crate::view::View;

/// What is compared.
pub(super) enum Subjects {
    /// Two records.
    Records([Id; 2]),
    /// Two queries.
    Selections([String; 2]),
}

/// What one argument may mean: the record of that id, and what selects records.
struct SubjectMeaning<'a> {
    words: &'a str,
    record: Option<Id>,
    selects: Option<Selector>,
}

/// How an argument selects records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Selector {
    Year,
    Country,
    Topic,
    Query,
}

impl Subjects {
    /// Years, countries, topics and queries are selections; any other id is a record. A country beside a record is a record, too, and
    /// a word that is no id, but in the name of a topic, is a word beside other words.
    ///
    /// # Errors
    /// Where an argument is neither, with the ids nearest to it, and where a record is to be compared with a selection.
    pub fn new(catalogue: &Catalogue, words: [&str; 2]) -> Result<Self, CliError> {
        let [mut a, mut b] = words.map(|words| SubjectMeaning::of(catalogue, words.trim()));
        if a.selects != b.selects {
            [&mut a, &mut b].into_iter().for_each(SubjectMeaning::take_words);
        }
        match ((a.record, a.query()), (b.record, b.query())) {
            ((_, Some(a)), (_, Some(b))) => Ok(Self::Selections([a, b])),
            ((Some(a), _), (Some(b), _)) => Ok(Self::Records([a, b])),
            ((None, None), _) => Err(unknown(&catalogue.archive, a.words)),
            (_, (None, None)) => Err(unknown(&catalogue.archive, b.words)),
            ((_, of_a), _) => {
                let [record, other] = if of_a.is_none() { [a.words, b.words] } else { [b.words, a.words] }.map(text::quote);
                Err(CliError::Usage(format!(
                    "{record} is a record and {other} a selection; compare two ids, or two years, countries, topics or queries"
                )))
            }
        }
    }
}

fn unknown(archive: &Archive, words: &str) -> CliError {
    if words.is_empty() {
        return CliError::Usage(
            "nothing is named on one side; compare two ids, or two years, countries, topics or queries".to_owned(),
        );
    }
    // What has a field was meant for a query, and that says what is off with it.
    let mut query = Query::default();
    query.set_text(words, archive);
    if let Some(hint) = query.parsed.hints.first().filter(|_| words.contains(':')) {
        return CliError::Usage(hint.message.clone());
    }
    let why = suggest::no_such_record(archive, words, &[words.to_owned()]);
    CliError::Usage(format!("{why} (a query has a field: “topic:energy”, “text:water”)"))
}

impl<'a> SubjectMeaning<'a> {
    fn of(catalogue: &Catalogue, words: &'a str) -> Self {
        let archive = &catalogue.archive;
        let record = archive.id(words);
        let is_facet = |id: Id| matches!(archive.record_type(id), RecordType::Country | RecordType::Topic);
        let selects = if record.is_none_or(is_facet) { Selector::of(catalogue, words) } else { None };
        Self { words, record, selects }
    }

    /// Takes what is named by words, and not by an id, for the words themselves.
    fn take_words(&mut self) {
        if self.record.is_none() && self.selects == Some(Selector::Topic) {
            self.selects = Some(Selector::Query);
        }
    }

    /// The query that selects the records.
    fn query(&self) -> Option<String> {
        // Several with commas between them stay several.
        let value = || if self.words.contains(char::is_whitespace) { value_text(self.words) } else { self.words.to_owned() };
        Some(match self.selects? {
            Selector::Year => format!("year:{}", self.words),
            Selector::Country => format!("country:{}", value()),
            Selector::Topic => format!("topic:{}", value()),
            Selector::Query => self.words.to_owned(),
        })
    }
}

impl Selector {
    /// A year, the name of a country or topic, words with fields or several words, or one word that stands in the archive as it
    /// is or inflected. What looks like an id or begins one, and is none, selects nothing.
    fn of(catalogue: &Catalogue, words: &str) -> Option<Self> {
        let archive = &catalogue.archive;
        if words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Year);
        }
        let is_plain = !words.is_empty() && !words.contains([':', '"']);
        let names = |field: &str| is_plain && Query::default().restrict(field, &[words.to_owned()], archive).is_ok();
        if names("country") {
            return Some(Self::Country);
        }
        if names("topic") {
            return Some(Self::Topic);
        }
        let one = is_plain && !words.contains(char::is_whitespace);
        let is_id = one && words.contains(|c: char| c == '-' || c == '_' || c.is_ascii_digit());
        let mut query = Query::default();
        query.set_text(words, archive);
        if words.is_empty() || is_id || query.asks_nothing() {
            return None;
        }
        query.parsed.finish();
        let is_word = || {
            let hits = View::new(catalogue, &query).hits;
            let is_whole = |hit: &Hit| matches!(hit.tier, Tier::Exact | Tier::Alias | Tier::Inflection);
            hits.is_some_and(|hits| hits.list.iter().any(|hit| hit.section == HitSection::All && is_whole(hit)))
        };
        (!one || is_word()).then_some(Self::Query)
    }
}
