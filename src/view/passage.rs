//! Why a record was found: the text of it, or the name of what it links to, where most of the words stand, cut around them.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Catalogue, Highlighter, View};
use crate::archive::{Id, Relation};
use crate::record::{Field, FieldDeclaration, OwnValue, Record};
use crate::search::{Hit, HitSection};
use crate::text;

/// The text that shows a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedText {
    /// Where in the record it stands.
    pub field: Field,
    /// The field of the pack's own that it is of.
    pub declaration: Option<&'static FieldDeclaration>,
    /// Whether it stands in the reader's own note on the record, and not in the record.
    pub is_own: bool,
    /// In one line, cut around the match; without control characters.
    pub text: String,
    /// The words met, by bytes of the text.
    pub lit: Vec<Range<usize>>,
    /// Whether it is the title of the record.
    pub is_title: bool,
}

impl MatchedText {
    /// A line of a note, in which nothing is met.
    pub fn of_note(line: &str) -> Self {
        Self {
            field: Field::Note,
            declaration: None,
            is_own: true,
            text: text::clean(line).into_owned(),
            lit: Vec::new(),
            is_title: false,
        }
    }

    /// Where it stands, in a word: the name of the field, or whose note it is.
    pub fn place(&self) -> &'static str {
        if self.is_own {
            return "your note";
        }
        self.declaration.map_or(self.field.name(), FieldDeclaration::label)
    }
}

/// Characters before the first word met.
const BEFORE: usize = 40;

/// Bytes in which a long text is looked at.
const LOOKED_AT: usize = 1 << 15;

/// What names are looked at for: the record that bears them, the field of its name and the section of the hit.
type NameKey = (Id, Field, HitSection);

/// Shows why records were found. Records have names of others in common, which are looked at once.
#[derive(Debug)]
pub struct Passages<'a> {
    view: &'a View,
    catalogue: &'a Catalogue,
    /// The first name of a record in which words are met, if there is one.
    names: RefCell<HashMap<NameKey, Option<&'a str>>>,
}

impl View {
    /// What shows why records of the view were found.
    pub fn passages<'a>(&'a self, catalogue: &'a Catalogue) -> Passages<'a> {
        Passages { view: self, catalogue, names: RefCell::default() }
    }
}

impl<'a> Passages<'a> {
    /// What shows why a record was found, in at most about `room` characters.
    pub fn of(&self, hit: &Hit, room: usize) -> MatchedText {
        let record = self.catalogue.archive.record(hit.id);
        let lit = self.view.lit_of(self.catalogue, hit);
        let mut texts: Vec<(Field, &str)> = Vec::new();
        record.texts(&mut |field, text| texts.push((field, text)));
        texts.retain(|(_, text)| *text != record.id());
        let mut best = TextMatch::new(Field::Title, record.title(), &lit, hit);
        for (field, text) in texts {
            let candidate = TextMatch::new(field, text, &lit, hit);
            if candidate.worth() > best.worth() {
                best = candidate;
            }
        }
        if best.words == 0
            && let Some((field, name)) = self.linked_name(hit, record)
        {
            best = TextMatch::new(field, name, &lit, hit);
        }
        let own = self.view.annotations.note_on(hit.id).map(|note| TextMatch::new(Field::Note, note, &lit, hit));
        let own = own.filter(|own| own.words > best.words);
        let is_own = own.is_some();
        best = own.unwrap_or(best);
        let is_title = best.text == record.title();
        let holds = |values: &[OwnValue]| values.iter().any(|value| std::ptr::eq(value.text.as_str(), best.text));
        let declaration = record.own().iter().find(|field| holds(&field.values)).map(|field| field.declaration);
        MatchedText { declaration, is_own, is_title, ..best.cut(room) }
    }

    /// The first name of what a record links to in which words are met, and the field that it stands for.
    fn linked_name(&self, hit: &Hit, record: &Record) -> Option<(Field, &'a str)> {
        let archive = &self.catalogue.archive;
        let linked = NAMING
            .into_iter()
            .filter(|_| record.record_type().is_dated())
            .flat_map(|(relation, field)| archive.linked(hit.id, relation).map(move |to| (field, to)));
        linked.into_iter().find_map(|(field, to)| Some((field, self.name_met(hit, field, to)?)))
    }

    /// The first name of the record `to` in which words are met: its title, or as the name of a person, body or place any other.
    fn name_met(&self, hit: &Hit, field: Field, to: Id) -> Option<&'a str> {
        let key = (to, field, hit.section);
        if let Some(known) = self.names.borrow().get(&key) {
            return *known;
        }
        let record = self.catalogue.archive.record(to);
        let mut names = vec![record.title()];
        if field == Field::Person {
            record.texts(&mut |own, name| {
                if own == Field::Title && name != record.id() {
                    names.push(name);
                }
            });
        }
        let lit = self.view.lit_of(self.catalogue, hit);
        let met = names.into_iter().find(|name| !lit.ranges_before(name, LOOKED_AT).is_empty());
        self.names.borrow_mut().insert(key, met);
        met
    }
}

/// By what a record may be found that it links to, and the field of which its name then is.
const NAMING: [(Relation, Field); 9] = [
    (Relation::Speaker, Field::Person),
    (Relation::Person, Field::Person),
    (Relation::Host, Field::Person),
    (Relation::Organisation, Field::Person),
    (Relation::By, Field::Person),
    (Relation::To, Field::Person),
    (Relation::Place, Field::Person),
    (Relation::Country, Field::Person),
    (Relation::Topic, Field::Topic),
];

/// A text that may show the match.
struct TextMatch<'a> {
    field: Field,
    text: &'a str,
    lit: Vec<Range<usize>>,
    /// How many different words are met in it.
    words: usize,
    /// Whether it is of the field in which the record was found.
    expected: bool,
}

impl<'a> TextMatch<'a> {
    fn new(field: Field, text: &'a str, lit: &Highlighter<'_>, hit: &Hit) -> Self {
        let lit = lit.ranges_before(text, LOOKED_AT);
        let words: BTreeSet<String> = lit.iter().map(|range| text::fold(&text[range.clone()])).collect();
        Self { field, text, words: words.len(), lit, expected: field == hit.field }
    }

    /// The more words the better, then the field in which the record was found; of two that are as good the first is taken.
    fn worth(&self) -> (usize, bool) {
        (self.words, self.expected && self.words > 0)
    }

    /// The stretch of the text with the most words in it.
    fn cut(self, room: usize) -> MatchedText {
        let Self { field, text, lit, .. } = self;
        let within = |from: usize| lit.iter().filter(|range| range.start >= from && range.start < from + room).count();
        let at = lit.iter().map(|range| range.start).max_by_key(|&from| (within(from), std::cmp::Reverse(from))).unwrap_or(0);
        let short = text::graphemes(text).nth(room).is_none();
        let start = if short {
            0
        } else {
            let before = text[..at].grapheme_indices(true).rev().nth(BEFORE.min(room / 3));
            before.map_or(0, |(at, _)| text[..at].rfind(char::is_whitespace).map_or(at, |blank| blank + 1))
        };
        let start = text.ceil_char_boundary(start);
        let rest = &text[start..];
        let at: usize = text::graphemes(rest).take(room).map(str::len).sum();
        let end = if at < rest.len() { rest[..at].rfind(char::is_whitespace).unwrap_or(at) } else { at };
        let (lead, tail) = (if start > 0 { "…" } else { "" }, if end < rest.len() { "…" } else { "" });
        let shown = format!("{lead}{}{tail}", &rest[..end]);
        let clean = text::clean(&shown);
        // What is cleaned away moves everything behind it.
        let same = clean.len() == shown.len();
        let moved = lit.into_iter().filter(|range| same && range.start >= start && range.end <= start + end);
        let lit = moved.map(|range| range.start - start + lead.len()..range.end - start + lead.len()).collect();
        MatchedText { field, declaration: None, text: clean.into_owned(), lit, is_title: false, is_own: false }
    }
}
