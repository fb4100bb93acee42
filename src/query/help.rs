//! The query language as a table: for `cadialog help query`, the help overlay and the README. A test runs every example.

use super::grammar::{FIELDS as KEYED, row};

pub use super::grammar::Construct;

/// Words and how exactly they are meant.
pub const WORDS: [Construct; 15] = [
    row("word", "a word: other spellings, scripts, beginnings and typos too", "tourizm"),
    row("two words", "both of them", "kawaguchi tashkent"),
    row("a | b, a OR b", "either; binds tighter than AND", "hydropower | uranium"),
    row("!word, -word, NOT word", "not the word itself", "summit -postponed"),
    row("( … )", "a group", "(locusts | vaccines) tajikistan"),
    row("\"a phrase\"", "words in a row", "\"quality infrastructure\""),
    row("\"a phrase\"~3", "in any order, at most 3 words among them", "\"peace afghanistan\"~3"),
    row("'part", "this exact part of a word", "'frastruct"),
    row("'word'", "this exact whole word", "'catalyst'"),
    row("word*", "words that begin so", "decarb*"),
    row("^word", "at the start of a field", "^action"),
    row("word$", "at the end of a field", "agriculture$"),
    row("^word$", "the whole of a field", "^energy$"),
    row("~word", "the letters in order, anywhere", "~tokdia13"),
    row("/regex/", "a regular expression, in any case", "/cajad|ca\\+jad/"),
];

/// Fields; a name may be cut as long as only one field begins so.
pub const FIELDS: [Construct; KEYED.len()] = {
    let mut rows = [KEYED[0].1; KEYED.len()];
    let mut n = 1;
    while n < rows.len() {
        rows[n] = KEYED[n].1;
        n += 1;
    }
    rows
};

/// How values are written.
pub const VALUES: [Construct; 6] = [
    row("a,b", "either value; a repeated field asks for both", "country:kz,uz uranium"),
    row("2015..2020", "from … to …; either end may be left out", "date:..2001"),
    row(">=2019-05, <2005", "compared", "date:<1998"),
    row("field:(a b)", "a group in title:, text:, note:", "title:(business forum)"),
    row("field:\"a b\"", "a value with blanks", "country:\"Kyrgyz Republic\" locust"),
    row("\\", "takes the next character literally", "\\-japan"),
];

/// The parts of the table with their headings, in reading order.
pub const PARTS: [(&str, &[Construct]); 3] = [("Words", &WORDS), ("Fields", &FIELDS), ("Values", &VALUES)];

/// What a query is, before the table.
pub const INTRODUCTION: &str =
    "A query is words and fields with blanks between them; all must hold. Letter case and accents do not matter.";

/// The whole table, in reading order.
pub fn constructs() -> impl Iterator<Item = &'static Construct> {
    PARTS.into_iter().flat_map(|(_, rows)| rows)
}
