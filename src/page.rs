//! How one record reads: a page of blocks with links, drawn by the detail pane and printed by `cadialog show`.

mod block;
mod closing;
mod commitment;
mod event;
mod line;
mod names;
mod outcome;
mod own;
mod texts;
mod thread;

pub use block::{Block, BlockKind, Look, Piece, Target};
pub use commitment::Commitment;
pub use event::{cities, figure, place};
pub use line::{headline, line};
pub use outcome::{made_at, outcomes, parties, state};

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::archive::{Archive, Id, Referrers, Relation};
use crate::record::{Language, Quote, Record, RecordType};
use crate::text;

/// A record in full.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The blocks, top to bottom.
    pub blocks: Vec<Block>,
}

impl Page {
    /// The page of record `id`, with names in `language`.
    pub fn new(archive: &Archive, id: Id, language: Language) -> Self {
        let mut sources: Vec<Id> = archive.linked(id, Relation::Source).collect();
        let outcomes = outcomes(archive, id);
        for own in outcomes.iter().flat_map(|&outcome| archive.linked(outcome, Relation::Source)) {
            if !sources.contains(&own) {
                sources.push(own);
            }
        }
        let numbers = sources.iter().copied().zip(1..).collect();
        let mut writer =
            Writer { archive, language, id, sources, numbers, outcomes, referrers: OnceCell::new(), blocks: Vec::new() };
        match archive.record(id) {
            Record::Event(event) => event::write(&mut writer, event),
            Record::Quote(quote) => texts::quote(&mut writer, quote),
            Record::Outcome(outcome) => outcome::outcome(&mut writer, outcome),
            Record::Topic(topic) => names::topic(&mut writer, topic),
            Record::Country(country) => names::country(&mut writer, country),
            Record::Person(person) => names::person(&mut writer, person),
            Record::Organisation(organisation) => names::organisation(&mut writer, organisation),
            Record::Place(place) => names::place(&mut writer, place),
            Record::Project(project) => texts::project(&mut writer, project),
            Record::Document(document) => texts::document(&mut writer, document),
            Record::Source(source) => texts::source(&mut writer, source),
        }
        writer.own();
        writer.closing();
        Self { blocks: writer.blocks }
    }

    /// Its plain text, a line a block and an empty one between those that are set apart.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let above = std::iter::once(None).chain(self.blocks.iter().map(|block| Some(block.kind)));
        self.blocks.iter().zip(above).flat_map(|(block, above)| {
            let apart = block.kind.is_apart_from(above).then(String::new);
            apart.into_iter().chain([format!("{}{}", block.label, block.text())])
        })
    }

    /// Every link, top to bottom.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.blocks.iter().flat_map(|block| &block.pieces).filter_map(|piece| piece.target.as_ref())
    }
}

/// Who spoke, in a line: name or description, and office.
pub fn speaker(archive: &Archive, quote: &Quote, language: Language) -> String {
    let person = quote.speaker.person.as_deref().and_then(|id| archive.id(id));
    let name = person.map(|id| archive.title(id, language).to_owned()).or_else(|| quote.speaker.description.clone());
    name.unwrap_or_else(|| "speaker not named".to_owned())
}

/// The family name of whoever spoke. Which part of a name that is, is known of the Latin form only.
pub fn family_name<'a>(archive: &'a Archive, quote: &Quote, language: Language) -> Option<&'a str> {
    let id = quote.speaker.person.as_deref().and_then(|id| archive.id(id)).filter(|_| language == Language::En)?;
    let Record::Person(person) = archive.record(id) else { return None };
    person.sort_name.as_deref()?.split(',').next()
}

/// Who spoke, for a column: the family name where it is known, else name or description, else the body; empty where no speaker is
/// named, or the record is no quote.
pub fn speaker_briefly(archive: &Archive, id: Id, language: Language) -> String {
    let Some(quote) = archive.quote(id) else { return String::new() };
    let called = |relation| archive.linked(id, relation).next().map(|who| archive.title(who, language).to_owned());
    let name = family_name(archive, quote, language).map(str::to_owned).or_else(|| called(Relation::Speaker));
    name.or_else(|| quote.speaker.description.clone()).or_else(|| called(Relation::Organisation)).unwrap_or_default()
}

/// The date of a dated record, as exactly as it is known, with its year: "14 Mar 2025", "2006", "until 2024". Countries, topics,
/// people and organisations have none of their own.
pub fn brief_date(archive: &Archive, id: Id, language: Language) -> String {
    let of_type = archive.record_type(id);
    let date = archive.date(id).filter(|_| of_type.is_dated() || of_type == RecordType::Source);
    date.map(|date| date.brief_with_year(language)).unwrap_or_default()
}

/// A quote's words as they are shown: in quotation marks, unless they are a paraphrase.
pub fn quoted(quote: &Quote) -> String {
    if quote.form.is_quoted() { format!("“{}”", quote.text.trim_matches(['“', '”'])) } else { quote.text.clone() }
}

/// Writes the blocks of one page.
struct Writer<'a> {
    archive: &'a Archive,
    language: Language,
    id: Id,
    /// The record's sources in the order of their numbers.
    sources: Vec<Id>,
    numbers: HashMap<Id, usize>,
    /// The records of what came of it.
    outcomes: Vec<Id>,
    /// Who refers to the record, once that is asked for.
    referrers: OnceCell<Referrers<'a>>,
    blocks: Vec<Block>,
}

/// Lists of up to so many records stand on a page in full.
const FULL: usize = 500;

/// Of longer ones there are so many: what refers to a topic may be a hundred thousand, each to be read from its file, and nobody
/// reads that many on a page.
const SHORTENED: usize = 100;

/// The records of a list, in listing order, and how many there are in all: of a long list only the last are at hand.
struct RecordList {
    ids: Vec<Id>,
    count: usize,
}

impl RecordList {
    /// The last `ids` of a list of `count`, as many as a page is to have.
    fn new(mut ids: Vec<Id>, count: usize) -> Self {
        if count > FULL {
            ids.drain(..ids.len().saturating_sub(SHORTENED));
        }
        Self { ids, count }
    }
}

impl From<Vec<Id>> for RecordList {
    fn from(ids: Vec<Id>) -> Self {
        let count = ids.len();
        Self::new(ids, count)
    }
}

impl<'a> Writer<'a> {
    fn block(&mut self, kind: BlockKind, label: impl Into<String>, pieces: Vec<Piece>) {
        self.blocks.push(Block { kind, label: label.into(), pieces });
    }

    fn title(&mut self, title: &str) {
        self.block(BlockKind::Title, "", vec![Piece::new(title, Look::Strong)]);
    }

    fn meta(&mut self, parts: &[String]) {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        if !parts.is_empty() {
            self.block(BlockKind::Meta, "", vec![Piece::new(parts.join(" · "), Look::Faint)]);
        }
    }

    fn heading(&mut self, text: impl Into<String>) {
        self.block(BlockKind::Heading, "", vec![Piece::new(text, Look::Strong)]);
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.block(BlockKind::Paragraph, "", vec![Piece::new(text, Look::Plain)]);
        }
    }

    fn item(&mut self, pieces: Vec<Piece>) {
        self.block(BlockKind::Item, "• ", pieces);
    }

    /// "Label  value" on a line of its own.
    fn fact(&mut self, label: &str, pieces: Vec<Piece>) {
        if !pieces.is_empty() {
            self.block(BlockKind::Item, format!("{label}  "), pieces);
        }
    }

    fn fact_text(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.fact(label, vec![Piece::new(text, Look::Plain)]);
        }
    }

    /// Links to the records in a relation, behind a label.
    fn linked(&mut self, label: &str, relation: Relation) {
        self.fact(label, self.links(self.archive.linked(self.id, relation)));
    }

    fn link(&self, id: Id) -> Piece {
        Piece { text: self.archive.title(id, self.language).to_owned(), look: Look::Plain, target: Some(Target::Record(id)) }
    }

    /// A link to the record called `name`, or the bare name.
    fn link_named(&self, name: &str) -> Piece {
        self.archive.id(name).map_or_else(|| Piece::new(name, Look::Plain), |id| self.link(id))
    }

    /// Links with commas between them.
    fn links(&self, ids: impl IntoIterator<Item = Id>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (n, id) in ids.into_iter().enumerate() {
            if n == FULL {
                pieces.push(Piece::new(", …", Look::Plain));
                break;
            }
            if !pieces.is_empty() {
                pieces.push(Piece::new(", ", Look::Plain));
            }
            pieces.push(self.link(id));
        }
        pieces
    }

    /// A dated record in a list: "14 March 2025  13th Tokyo Dialogue".
    fn dated(&mut self, id: Id) {
        let mut pieces = vec![self.link(id)];
        if let Some(date) = self.archive.date(id) {
            pieces.push(Piece::new(format!(" · {}", date.said(self.language)), Look::Faint));
        }
        if let Some(event) = self.archive.event(id)
            && event.status != crate::record::Status::Held
        {
            pieces.push(Piece::new(format!(" · {}", event.status.label()), Look::Warning));
        }
        self.item(pieces);
    }

    /// A heading with its count and the dated records under it, newest first; nothing when there are none.
    fn dated_list(&mut self, heading: &str, list: impl Into<RecordList>) {
        let RecordList { ids, count } = list.into();
        if ids.is_empty() {
            return;
        }
        self.heading(format!("{heading} ({count})"));
        ids.iter().rev().for_each(|&id| self.dated(id));
        self.and_more(count - ids.len());
    }

    /// Says that a list goes on with so many.
    fn and_more(&mut self, count: usize) {
        if count > 0 {
            let words = format!("and {count} more: filter by this record, or search");
            self.item(vec![Piece::new(words, Look::Faint)]);
        }
    }

    /// A quote in a list: its words as the link, then who and how well attested.
    fn quote_item(&mut self, id: Id) {
        let Some(quote) = self.archive.quote(id) else { return };
        let words = Piece { text: quoted(quote), look: Look::Plain, target: Some(Target::Record(id)) };
        let about = format!(" — {} · {}", speaker(self.archive, quote, self.language), attestation(quote));
        self.item(vec![words, Piece::new(about, Look::Faint)]);
    }

    fn quotes(&mut self, list: impl Into<RecordList>) {
        let RecordList { ids, count } = list.into();
        if !ids.is_empty() {
            self.heading(format!("Quotes and positions ({count})"));
            ids.iter().for_each(|&id| self.quote_item(id));
            self.and_more(count - ids.len());
        }
    }

    /// The numbers of `sources` on this page: " [1][3]"; they are listed at its end.
    fn numbers(&self, sources: &[String]) -> Option<Piece> {
        let number = |id: &String| self.numbers.get(&self.archive.id(id)?).copied();
        let mut numbers: Vec<usize> = sources.iter().filter_map(number).collect();
        numbers.sort_unstable();
        let marks: Vec<String> = numbers.into_iter().map(|number| format!("[{number}]")).collect();
        let marks = marks.concat();
        (!marks.is_empty()).then(|| Piece::new(format!(" {marks}"), Look::Faint))
    }

    fn referrers(&self) -> &Referrers<'a> {
        self.referrers.get_or_init(|| self.archive.referrers(self.id))
    }

    fn referring(&self, wanted: RecordType) -> RecordList {
        let (ids, count) = self.referrers().last(wanted, FULL);
        RecordList::new(ids, count)
    }

    /// A heading with its count and under it the names of those of a type that refer to the record.
    fn name_list(&mut self, heading: &str, wanted: RecordType) {
        let RecordList { ids, count } = self.referring(wanted);
        if ids.is_empty() {
            return;
        }
        self.heading(format!("{heading} ({count})"));
        let more = count - ids.len();
        let mut pieces = self.links(ids);
        if more > 0 {
            pieces.push(Piece::new(format!(" and {more} more"), Look::Faint));
        }
        self.block(BlockKind::Paragraph, "", pieces);
    }
}

/// An address as a link, if it is one that may be opened.
fn address(url: &str) -> Piece {
    let target = is_openable(url).then(|| Target::Address(url.to_owned()));
    Piece { text: url.to_owned(), look: Look::Faint, target }
}

/// Whether the program may hand the address to a browser: only the web's own schemes, in plain characters.
pub fn is_openable(url: &str) -> bool {
    text::is_web_address(url) && !url.ends_with("://") && !url.contains(|c: char| c.is_whitespace() || text::is_unsafe(c))
}

/// How a quote is attested: "verbatim · one report only".
pub fn attestation(quote: &Quote) -> String {
    let mut words = quote.form.label().to_owned();
    if let Some(corroboration) = quote.corroboration {
        words.push_str(&format!(" · {}", corroboration.label()));
    }
    words
}

/// English name of a language by its tag; the tag itself for rare ones.
pub fn language_name(tag: &str) -> &str {
    match tag {
        "en" => "English",
        "ja" => "Japanese",
        "ru" => "Russian",
        "kk" => "Kazakh",
        "ky" => "Kyrgyz",
        "tg" => "Tajik",
        "tk" => "Turkmen",
        "uz" => "Uzbek",
        "uz-Cyrl" => "Uzbek (Cyrillic)",
        "de" => "German",
        "fr" => "French",
        "it" => "Italian",
        "zh" => "Chinese",
        "ps" => "Pashto",
        "fa" | "fa-AF" => "Dari",
        other => other,
    }
}
