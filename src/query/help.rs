//! The query language as a table: for `cadialog help query`, the help overlay and the README. A test runs every example.

/// One construct of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Construct {
    /// How it is written.
    pub form: &'static str,
    /// What it means, in a few words.
    pub meaning: &'static str,
    /// A query that finds something in the bundled archive.
    pub example: &'static str,
}

const fn row(form: &'static str, meaning: &'static str, example: &'static str) -> Construct {
    Construct { form, meaning, example }
}

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
pub const FIELDS: [Construct; 23] = [
    row("type:", "the type of record", "type:document declaration"),
    row("country:", "a country by code or any name; ca5 the five, all6 with Japan", "c:Казахстан uranium"),
    row("topic:", "a field of cooperation", "topic:tourism visa"),
    row("speaker:", "who spoke", "speaker:aso catalyst"),
    row("person:", "whom a record has to do with", "person:tokayev type:event"),
    row("organisation:", "a body a record has to do with", "organisation:jica bridge"),
    row("place:", "a city, venue or country, in any script", "place:Душанбе kind:som"),
    row("date:", "a day, month, year, or a stretch of them", "date:2015..2020 type:quote catalyst"),
    row("year:", "the same as date:", "year:2017,2019 kind:fmm"),
    row("kind:", "the series or sort: fmm, som, td, visit, declaration …", "kind:summit"),
    row("status:", "held, planned, postponed, cancelled", "status:cancelled"),
    row("form:", "verbatim, translation, paraphrase, term; online, in-person", "form:verbatim"),
    row("level:", "the rank of somebody who took part", "level:leader type:event"),
    row("source:", "resting on a source, by id, title or publisher", "source:unodc border"),
    row("pack:", "from a pack", "pack:central-asia kind:declaration"),
    row("id:", "the beginning of an id", "id:fmm-05"),
    row("title:", "words in titles and names", "title:roadmap"),
    row("text:", "words in quotes and summaries", "text:\"gas pipeline\""),
    row("note:", "words in notes and sources", "note:earthquake"),
    row("in:", "where all words are looked for: title, person, topic, text, summary, note", "corridor in:text"),
    row("has:", "quote, figure, note, outcome, document, project …", "has:figure kind:visit"),
    row("is:", "marked, held, planned, postponed, cancelled, uncertain, quoted", "is:marked"),
    row("sort:", "date, -date or rank", "uranium sort:date"),
];

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
