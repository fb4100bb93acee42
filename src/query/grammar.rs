//! The query language: what a query text means, as a tree of terms and filters. What is not understood is taken
//! literally, with a hint that says where; it never empties a list while somebody types.

mod atoms;
mod completion;
mod function_words;
mod names;
mod reader;
mod run;
mod signs;
mod spell;
mod spoken_date;
mod values;

pub use completion::{Candidate, Completions, completions};
pub(crate) use function_words::{is_function_kana, is_function_word};
pub use names::{countries, named};
pub use reader::LONGEST;
pub(super) use signs::plain;
pub(crate) use spell::{field_name, places, spell_term, value_text};
pub use values::Construct;
pub(super) use values::{FIELDS, row};

use std::ops::Range;

use super::filter::{DayRange, Filter};
use crate::archive::Archive;
use crate::record::{FieldDeclaration, Fields};

/// Something to look for in texts; its words are folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word, forgivingly: spelling variants, beginnings, inflections, parts, typos.
    Word {
        /// The folded word; a possessive keeps its apostrophe: "japan's".
        word: String,
        /// Whether it is the word being typed: the last one, with no blank behind it.
        unfinished: bool,
        /// Whether it is a question or function word beside others: it never excludes.
        optional: bool,
        /// Whether it was typed in capitals, as an acronym: it begins no other word and stands inside none.
        acronym: bool,
    },
    /// A date as people write it: the records of those days, and those that have it in words.
    Date {
        /// The days.
        days: DayRange,
        /// As it was typed.
        typed: String,
        /// The folded words.
        words: Vec<String>,
    },
    /// Words in a row, exactly.
    Phrase(Phrase),
    /// Letters in order, anywhere (`~word`).
    Loose(String),
    /// A regular expression over the texts as written, whatever the case.
    Pattern(String),
}

/// Words that must stand in a row, and how their ends may stick out of the words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The folded words; at least one.
    pub words: Vec<String>,
    /// Whether the first may be the end of a longer word.
    pub open_left: bool,
    /// Whether the last may be the beginning of a longer word.
    pub open_right: bool,
    /// Whether it must stand at the start of a field.
    pub at_start: bool,
    /// Whether it must stand at the end of a field.
    pub at_end: bool,
    /// How many other words may stand among them, in which case their order is free.
    pub slop: u8,
    /// How it was written.
    pub mark: PhraseSyntax,
}

/// "japan" of the word "japan's".
pub(crate) fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

impl Phrase {
    /// Whole words, anywhere in a field.
    pub(crate) fn new(words: Vec<String>, mark: PhraseSyntax) -> Self {
        Self { words, open_left: false, open_right: false, at_start: false, at_end: false, slop: 0, mark }
    }
}

/// How a row is written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PhraseSyntax {
    /// `中央アジア`: Japanese without blanks.
    Run,
    /// `"a phrase"`, `^"a phrase"$`
    Phrase,
    /// `'part`
    Part,
    /// `'word'`
    Whole,
    /// `word*`
    Beginning,
    /// `^word`, `word$`, `^word$`
    Anchored,
    /// A name of the thesaurus, each word of it in any inflection; nobody types it.
    Name,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Something to look for.
    Term(Term),
    /// A condition on a record.
    Filter(Filter),
    /// Something to look for in these fields only.
    Within(Fields, Box<Self>),
    /// What must not hold.
    Not(Box<Self>),
    /// One of these must hold.
    Any(Vec<Self>),
    /// All of these must hold.
    All(Vec<Self>),
}

impl Node {
    /// Whether it only adds to rank: a function word beside others.
    pub(crate) fn is_optional(&self) -> bool {
        matches!(self, Self::Term(Term::Word { optional: true, .. }))
    }

    /// Whether it asks for types of records.
    pub(crate) fn is_type(&self) -> bool {
        matches!(self, Self::Filter(Filter::Type(_)))
    }

    /// Whether it looks for anything in texts.
    pub(crate) fn is_textual(&self) -> bool {
        match self {
            Self::Term(_) => true,
            Self::Filter(_) | Self::Not(_) => false,
            Self::Within(_, inner) => inner.is_textual(),
            Self::Any(list) | Self::All(list) => list.iter().any(Self::is_textual),
        }
    }
}

/// The order of the answers, where the query asks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Oldest first.
    Oldest,
    /// Newest first.
    Newest,
    /// Best first; the same as no `sort:`.
    Rank,
    /// By a field of a pack's own, the least first, or the greatest.
    Own(&'static FieldDeclaration, SortDirection),
}

/// Which end of an order comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    /// The least.
    Up,
    /// The greatest.
    Down,
}

/// What could not be taken as written, where, and what might have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the query text.
    pub at: Range<usize>,
    /// One line, lower case.
    pub message: String,
}

/// A query text as understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// What must all hold, in the order of the text.
    pub nodes: Vec<Node>,
    /// The fields named by `in:`, where words are looked for.
    pub fields: Option<Fields>,
    /// The order named by `sort:`.
    pub sort: Option<Sort>,
    /// What was not understood, in the order of the text.
    pub hints: Vec<Hint>,
}

impl Parsed {
    /// Reads `query` against the names of `archive`.
    pub fn new(query: &str, archive: &Archive) -> Self {
        reader::read(query, archive)
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether anything is to be looked for in texts, so that the answers are ranked.
    pub fn has_words(&self) -> bool {
        self.nodes.iter().any(Node::is_textual)
    }

    /// Takes every word as typed to its end, as on the command line.
    pub fn finish(&mut self) {
        self.words_mut(&mut |unfinished, optional| (*unfinished, *optional) = (false, false));
        reader::mark_optional(self);
    }

    /// Calls `change` with whether a forgiving word is unfinished, and whether it is optional, for each of them.
    fn words_mut(&mut self, change: &mut dyn FnMut(&mut bool, &mut bool)) {
        fn each(node: &mut Node, change: &mut dyn FnMut(&mut bool, &mut bool)) {
            match node {
                Node::Term(Term::Word { unfinished, optional, .. }) => change(unfinished, optional),
                Node::Term(_) | Node::Filter(_) => {}
                Node::Within(_, inner) | Node::Not(inner) => each(inner, change),
                Node::Any(list) | Node::All(list) => list.iter_mut().for_each(|node| each(node, change)),
            }
        }
        self.nodes.iter_mut().for_each(|node| each(node, change));
    }
}
