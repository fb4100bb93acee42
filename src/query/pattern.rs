//! Regular expressions in a query: linear in the text, bounded in size, blind to case.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

/// Most bytes that one compiled expression may take; what asks for more is refused.
const LARGEST: usize = 1 << 18;

/// A regular expression over texts as they are written. Equal when written alike.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Reads the source between the slashes; `\/` is a slash.
    ///
    /// # Errors
    /// What is wrong with it, in a line.
    pub fn new(source: &str) -> Result<Self, String> {
        let made =
            RegexBuilder::new(&source.replace("\\/", "/")).case_insensitive(true).size_limit(LARGEST).nest_limit(50).build();
        made.map(Self).map_err(|fault| match fault {
            regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
            other => other.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        })
    }

    /// Whether it matches anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Where it matches in `text`, in order; never nothing.
    pub fn ranges<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.0.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}
