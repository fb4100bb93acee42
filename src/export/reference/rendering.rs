//! One item through the processor: which of the types that a style may know tells most of it, and the text without what only lists
//! have.

use hayagriva::citationberg::json::Item as CslItem;
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta};
use serde_json::{Value, json};

use super::super::csl;
use super::super::item::{Item, ItemType};
use super::super::span::{self, Parts, Span};
use super::date::PrintedDate;
use super::{ReferenceStyle, tidy};
use crate::record::Date;

/// Where an address stands while the text is tidied: of a private use, so that nothing else is it.
const ADDRESS: &str = "\u{f8d0}";

/// The year in which a page was read, likewise: it must not pass for that of the item.
const YEAR_READ: i32 = 9871;

impl ReferenceStyle {
    /// The reference to `item` alone. Styles say nothing, or little, of types that they do not know; then the type of those that come
    /// near is taken which prints most of author, title, date and address.
    pub(super) fn render(&self, item: &Item) -> String {
        let mut best = (0, String::new());
        let own = csl::type_of(item);
        let other: &[&str] =
            if item.url.is_empty() { &["webpage", "document", "report"] } else { &["webpage", "report", "document"] };
        for of_type in std::iter::once(own).chain(other.iter().copied().filter(|other| *other != own)) {
            let text = self.rendered_as(item, of_type);
            let (score, full) = told(item, &text);
            if best.1.is_empty() || score > best.0 {
                best = (score, text);
            }
            if score == full {
                break;
            }
        }
        let (_, mut text) = best;
        // What the style has no place for stands at the end.
        if !has_year(item, &text) {
            // Days in words only where the words are of the language of the style.
            let has_words = !self.locale.0.starts_with("de");
            let language = self.language();
            let told =
                |date: &Date| if has_words || date.edtf().starts_with('[') { date.said(language) } else { date.listed(language) };
            let date = item.date.as_ref().map(told).unwrap_or_default();
            // ISO 690 dates nothing that nobody has written.
            let undated = "[no date]";
            text = if text.contains(undated) { text.replacen(undated, &date, 1) } else { format!("{text} ({date})") };
        }
        if !item.url.is_empty() && !text.contains(ADDRESS) {
            text = format!("{} {ADDRESS}", tidy::ended(&text));
        }
        let read = item.accessed.as_ref().and_then(span::certain).map(|day| day.year.to_string()).unwrap_or_default();
        text.replace(&YEAR_READ.to_string(), &read).replace(ADDRESS, &item.url)
    }

    fn rendered_as(&self, item: &Item, of_type: &str) -> String {
        let date = item.date.as_ref().map(|date| PrintedDate::of(date, self.language()));
        let (first, last) = date.as_ref().map(PrintedDate::ends).unzip();
        let pieces = |at: Option<Parts>| self.processed(&variables(item, of_type, at));
        let first = pieces(first);
        let text = match (date, last.flatten()) {
            (Some(date), Some(last)) => date_by_date(&date, first, pieces(Some(last))),
            _ => first.into_iter().map(Stretch::text).collect(),
        };
        tidy::line(&text, item)
    }

    /// What the processor makes of an item: its entry in a list of references, or its note in a style that knows only notes.
    fn processed(&self, variables: &Value) -> Vec<Stretch> {
        let Ok(item) = serde_json::from_value::<CslItem>(variables.clone()) else { return Vec::new() };
        let locale = Some(self.locale.clone());
        let mut driver = BibliographyDriver::new();
        let cited = vec![CitationItem::with_entry(&item)];
        driver.citation(CitationRequest::new(cited, &self.csl, locale.clone(), &self.locales, Some(1)));
        let done = driver.finish(BibliographyRequest::new(&self.csl, locale, &self.locales));
        let mut pieces = Vec::new();
        match done.bibliography {
            Some(list) => list.items.iter().for_each(|entry| flatten(&entry.content, &mut pieces)),
            None => done.citations.iter().for_each(|note| flatten(&note.citation, &mut pieces)),
        }
        pieces
    }
}

/// A stretch of text, and whether it is a date.
enum Stretch {
    Text(String),
    Date(String),
}

impl Stretch {
    fn text(self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) => text,
        }
    }
}

/// The text of `children`; the number that an entry has in a list is left out.
fn flatten(children: &ElemChildren, pieces: &mut Vec<Stretch>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => pieces.push(Stretch::Text(text.text.clone())),
            ElemChild::Link { text, .. } => pieces.push(Stretch::Text(text.text.clone())),
            ElemChild::Markup(text) => pieces.push(Stretch::Text(text.clone())),
            ElemChild::Transparent { .. } => {}
            ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel)) => {}
            ElemChild::Elem(elem) => {
                let gap = || Stretch::Text(if elem.display.is_some() { " ".to_owned() } else { String::new() });
                let mut inner = Vec::new();
                flatten(&elem.children, &mut inner);
                pieces.push(gap());
                if elem.meta == Some(ElemMeta::Date) {
                    pieces.push(Stretch::Date(inner.into_iter().map(Stretch::text).collect()));
                } else {
                    pieces.append(&mut inner);
                }
                pieces.push(gap());
            }
        }
    }
}

/// Two renderings that differ in their dates as one.
fn date_by_date(date: &PrintedDate, first: Vec<Stretch>, last: Vec<Stretch>) -> String {
    let joined = |(first, last)| match (first, last) {
        (Stretch::Date(first), Stretch::Date(last)) => date.joined(&first, &last),
        (first, _) => first.text(),
    };
    first.into_iter().zip(last).map(joined).collect()
}

/// The variables of CSL that are printed, dated `at`. What is said of a record beside what identifies it is left out: some styles print
/// whatever notes an item has.
fn variables(item: &Item, of_type: &str, at: Option<Parts>) -> Value {
    let mut all = csl::entry(item);
    all["type"] = of_type.into();
    let Some(fields) = all.as_object_mut() else { return all };
    for field in ["issued", "accessed", "abstract", "note", "keyword", "archive", "archive_location", "custom"] {
        fields.remove(field);
    }
    if !item.record.is_empty() {
        fields.remove("container-title");
    }
    // "Tokyo Dialogue" says nothing beside "13th Tokyo Dialogue", nor "speech" of one.
    let unsaid = |words: &&str| !words.is_empty() && !item.title.to_lowercase().contains(&words.to_lowercase());
    let genre = match item.kind {
        // Styles have no other place for where and whether it was held.
        ItemType::Event => {
            fields.remove("event-place");
            [item.genre.as_str(), &item.place, item.status].into_iter().filter(unsaid).collect::<Vec<_>>().join(", ")
        }
        ItemType::Report | ItemType::Dataset => Some(item.genre.as_str()).filter(unsaid).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    fields.remove("genre");
    if !genre.is_empty() {
        fields.insert("genre".to_owned(), genre.into());
    }
    // Titles in English are set in capitals by some styles; descriptions are sentences.
    if item.described {
        fields.insert("language".to_owned(), "zxx".into());
    }
    if !item.url.is_empty() {
        fields.insert("URL".to_owned(), ADDRESS.into());
    }
    // Where speeches are not known, the meeting stands as that in which the words stand.
    if of_type == "webpage" && !item.event.is_empty() {
        fields.remove("event-title");
        let place = fields.remove("event-place").and_then(|place| place.as_str().map(str::to_owned));
        let whole = [Some(item.event.clone()), place].into_iter().flatten().collect::<Vec<_>>().join(", ");
        fields.insert("container-title".to_owned(), whole.into());
    }
    let mut date = |field: &str, parts: Parts| {
        fields.insert(field.to_owned(), json!({ "date-parts": [csl::date_parts(parts)] }));
    };
    if let Some(at) = at {
        date("issued", at);
    }
    if let Some(Span::Point(day)) = item.accessed.as_ref().filter(|_| !item.url.is_empty()).map(Span::of) {
        date("accessed", Parts { year: YEAR_READ, ..day });
    }
    all
}

/// Whether the year is told, where it is certain.
fn has_year(item: &Item, text: &str) -> bool {
    let year = item.date.as_ref().and_then(span::certain).map(|date| date.year);
    year.is_none_or(|year| is_dated(item, text, year))
}

/// Whether `number` of the date of `item` stands in `text` more often than its title and its event, where they are told, have it:
/// "Action Plan 2006" is not dated by its name.
fn is_dated(item: &Item, text: &str, number: i32) -> bool {
    let whole = letters(text);
    let named = [item.printed_title(), item.event.clone()].into_iter().filter(|name| whole.contains(&begin(name)));
    let named: usize = named.map(|name| count_of(&name, number)).sum();
    count_of(text, number) > named
}

/// How often `number` stands in `text`.
fn count_of(text: &str, number: i32) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).filter(|other| other.parse() == Ok(number)).count()
}

/// The letters and digits of `text`, folded.
fn letters(text: &str) -> String {
    crate::text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Those of its beginning, by which it is known where it is cut.
fn begin(text: &str) -> String {
    letters(&text.chars().take(24).collect::<String>())
}

/// How many of author, title, year, day and address a text has, and how many it could have.
fn told(item: &Item, text: &str) -> (usize, usize) {
    let has_address = text.contains(ADDRESS);
    let (whole, certain) = (letters(text), item.date.as_ref().and_then(span::certain));
    let parts = [
        item.authors.first().map(|author| whole.contains(&begin(author.head()))),
        (!item.title.is_empty()).then(|| whole.contains(&begin(&item.printed_title()))),
        certain.map(|date| is_dated(item, text, date.year)),
        certain.and_then(|date| date.day).map(|day| is_dated(item, text, day.into())),
        (!item.url.is_empty()).then_some(has_address),
    ];
    (parts.iter().flatten().filter(|told| **told).count(), parts.iter().flatten().count())
}
