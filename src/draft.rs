//! A press release or article as a draft pack: what the text says in words that the archive knows, each inference marked with
//! the sentence it came from, nothing made up, for a person to check and complete.

mod amount;
mod countries;
mod dates;
mod day;
mod document;
mod docx;
mod event;
mod head;
mod html;
mod meeting;
mod names;
mod office;
mod outcome;
mod people;
mod place;
mod quotes;
mod reading;
mod sentence;
mod topics;
mod tour;
mod words;

use std::collections::HashSet;

use serde::Serialize;

use crate::archive::{Archive, PackInfo};
use crate::record::{Corroboration, Date, Event, Form, Outcome, OwnFields, Quote, Related, Source, SourceKind, Speaker};
use document::FileText;
use event::Drafter;
use head::Head;
use names::NameFinder;
use outcome::OutcomeOrigin;
use place::Cities;
use quotes::Attribution;
use sentence::Sentence;
use topics::Topics;
use tour::Stop;

/// The longest text that is drafted from, in bytes; a book is no press release.
pub const LONGEST: usize = 1 << 20;
/// The largest file that is opened, in bytes; documents have pictures in them.
pub const LARGEST: usize = 32 << 20;

/// What the user says besides the text.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the pack; anything that cannot stand in one is replaced.
    pub name: String,
    /// The day on which the text was published, for "last Friday" and dates without a year.
    pub published: Option<Date>,
}

/// Why no draft can be made.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum DraftError {
    #[error("the text is empty; give a file with the words of a press release or article")]
    Empty,
    #[error("the text is longer than {} MiB; cut out the article", LONGEST >> 20)]
    TooLong,
    #[error("the text gives no date with a year{said}; give the day on which it was published (--published DATE)")]
    NoDate { said: String },
    #[error("{reason}")]
    Unreadable { reason: String },
}

/// Something read out of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inference {
    /// The field, and what it was given.
    pub what: String,
    /// The sentence that says so.
    pub sentence: String,
}

/// A pack in one file, which passes `check` beside the bundled pack.
#[derive(Debug, Serialize)]
pub struct Draft {
    /// What the pack says of itself.
    pub pack: PackInfo,
    /// The event that the text is about; of a journey, each stop.
    pub events: Vec<Event>,
    /// Its quotations.
    pub quotes: Vec<Quote>,
    /// What came of the event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// The text itself, to be completed.
    pub sources: Vec<Source>,
    /// Everything inferred, as it also stands in the notes of the events.
    #[serde(skip)]
    pub inferences: Vec<Inference>,
    /// Sentences from which nothing was read, as they also stand in the notes of the source.
    #[serde(skip)]
    pub left_over: Vec<String>,
    /// What was guessed of the file, and what of it was not read; also in the notes of the source.
    #[serde(skip)]
    pub remarks: Vec<String>,
}

impl Draft {
    /// The pack as the text of its file.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Drafts a pack from a file: text in any encoding, Markdown, HTML, or a Word document; in English, and in Japanese and Russian as
/// far as it goes.
///
/// # Errors
/// When there is no text, or nothing says when it was.
pub fn draft_file(bytes: &[u8], archive: &Archive, options: &Options) -> Result<Draft, DraftError> {
    of_document(document::open(bytes)?, archive, options)
}

/// The same from text that has been read: plain, Markdown or HTML.
///
/// # Errors
/// As [`draft_file`].
pub fn draft(text: &str, archive: &Archive, options: &Options) -> Result<Draft, DraftError> {
    of_document(document::of_text(text), archive, options)
}

fn of_document(document: FileText, archive: &Archive, options: &Options) -> Result<Draft, DraftError> {
    if document.text.len() > LONGEST {
        return Err(DraftError::TooLong);
    }
    let (names, topics, cities) = (NameFinder::new(archive), Topics::new(archive), Cities::new(archive));
    let mut passages = reading::read(&document.text);
    let head = head::head(&mut passages, document.title, &names);
    let sentences = sentence::sentences(&passages);
    if sentences.is_empty() {
        return Err(DraftError::Empty);
    }
    let base = base_of(&options.name);
    let id = |what: &str| free(format!("{base}-{what}"), archive);
    let source_id = id("source");
    let people = people::people(&sentences, &names);
    let whole = Drafter {
        archive,
        names: &names,
        topics: &topics,
        cities: &cities,
        head: &head,
        options,
        people: &people,
        whole: &sentences,
        sentences: &sentences,
        before: &[],
        stop: None,
    };
    let stops = tour::stops(&sentences, &cities, whole.near());
    let parts = if stops.is_empty() { vec![whole] } else { parts(&whole, &stops) };
    let numbered = |number: usize| id(&format!("outcome-{number}"));
    let (mut events, mut outcomes, mut inferences) = (Vec::<Event>::new(), Vec::new(), Vec::new());
    for (number, part) in parts.iter().enumerate() {
        let event_id = if stops.is_empty() { id("event") } else { id(&format!("event-{}", number + 1)) };
        let origin = OutcomeOrigin { event: &event_id, source: &source_id, id: &numbered, before: outcomes.len() };
        let (own, marks) = part.outcomes(&origin);
        let (mut event, mut read) = part.event(event_id.clone(), &source_id, &own)?;
        read.extend(marks);
        if let Some(before) = events.last() {
            event.related.push(Related { id: before.id.clone(), relation: "the stop before".to_owned() });
        }
        event.notes.extend(read.iter().map(|i| format!("Inferred: {} – from: {}", i.what, i.sentence)));
        inferences.extend(read);
        outcomes.extend(own);
        events.push(event);
    }

    let (quotations, terms) = quotes::all(&sentences, &names, &people);
    for (term, number) in terms {
        let sentence = &sentences[number].text;
        let lower = sentence.to_lowercase();
        let event = &mut events[part_of(&stops, number)];
        if ["focus", "theme", "titled", "entitled", "テーマ", "題し", "под названием", "на тему"]
            .iter()
            .any(|word| lower.contains(word))
            && event.themes.is_empty()
        {
            let read = Inference { what: format!("theme “{term}”"), sentence: sentence.clone() };
            event.notes.push(format!("Inferred: {} – from: {}", read.what, read.sentence));
            inferences.push(read);
            event.themes.push(term);
        }
    }
    let quotes = quotations.iter().enumerate().map(|(n, quotation)| {
        let sentence = &sentences[quotation.sentence].text;
        let event = &events[part_of(&stops, quotation.sentence)];
        let mut notes = vec![format!("Drafted from the sentence: {sentence}"), format!("The speaker: {}.", quotation.how)];
        notes.push("The text does not say whether these are the words as spoken or a translation.".to_owned());
        Quote {
            id: id(&format!("quote-{}", n + 1)),
            aliases: Vec::new(),
            text: quotation.text.clone(),
            event: Some(event.id.clone()),
            date: None,
            speaker: speaker(&quotation.speaker, archive, &names, event),
            form: Form::Verbatim,
            original: None,
            countries: Vec::new(),
            topics: topics.of(&quotation.text),
            corroboration: Some(Corroboration::SingleSecondary),
            disagreements: Vec::new(),
            notes,
            sources: vec![source_id.clone()],
            own: OwnFields::NONE,
        }
    });
    let quotes: Vec<Quote> = quotes.collect();

    for event in &mut events {
        event.notes.push("A draft made from a text by the program: check every statement against the text.".to_owned());
        event.notes.push("Topics were found by the words that the archive gives for them.".to_owned());
    }
    let mut source = source(source_id, &head, &sentences, options);
    let mut placed: HashSet<&str> = inferences.iter().map(|inference| inference.sentence.as_str()).collect();
    placed.extend(outcomes.iter().map(|outcome| outcome.text.as_str()).chain(events.iter().map(|event| event.summary.as_str())));
    placed.extend(quotations.iter().map(|quotation| sentences[quotation.sentence].text.as_str()));
    placed.extend(head.day.iter().filter(|_| options.published.is_none()).map(|(_, line)| line.as_str()));
    placed.extend([&head.publisher.as_ref().map(|(_, line)| line.as_str()), &Some(source.title.as_str())].into_iter().flatten());
    let left_over = sentences.iter().map(|sentence| sentence.text.as_str()).filter(|text| !placed.contains(text));
    let left_over: Vec<String> = left_over.map(str::to_owned).collect();
    source.notes.extend(document.remarks.iter().map(|remark| format!("Of the file: {remark}.")));
    source.notes.extend(left_over.iter().map(|sentence| format!("Left over, from which nothing was read: {sentence}")));
    let pack = PackInfo {
        version: "0.1.0".to_owned(),
        description: Some("Drafted from one text; what was inferred is marked in the notes of the event.".to_owned()),
        ..PackInfo::of_name(base.clone(), format!("Draft: {}", head.title.as_ref().unwrap_or(&events[0].title)))
    };
    Ok(Draft { pack, events, quotes, outcomes, sources: vec![source], inferences, left_over, remarks: document.remarks })
}

/// What tells of each stop of a journey: the first has also what stands before it.
fn parts<'a>(whole: &Drafter<'a>, stops: &'a [Stop]) -> Vec<Drafter<'a>> {
    let first = stops[0].sentences.start;
    let part = |(number, stop): (usize, &'a Stop)| {
        let (from, before) = if number == 0 { (0, 0) } else { (stop.sentences.start, first) };
        let (sentences, before) = (&whole.whole[from..stop.sentences.end], &whole.whole[..before]);
        Drafter { sentences, before, stop: Some(stop), ..*whole }
    };
    stops.iter().enumerate().map(part).collect()
}

/// The number of the event that a sentence belongs to.
fn part_of(stops: &[Stop], sentence: usize) -> usize {
    stops.iter().rposition(|stop| stop.sentences.start <= sentence).unwrap_or(0)
}

/// `id`, or with a number behind it if the archive has it already.
fn free(id: String, archive: &Archive) -> String {
    let numbered = (2..u32::MAX).map(|n| format!("{id}-{n}"));
    let free = std::iter::once(id.clone()).chain(numbered).find(|id| archive.id(id).is_none());
    free.unwrap_or(id)
}

/// The name as the beginning of ids: `[a-z0-9-]`, at most 40 characters.
fn base_of(name: &str) -> String {
    let folded = crate::text::fold(name);
    let parts: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let base: String = parts.join("-").chars().take(40).collect();
    let base = base.trim_end_matches('-');
    if base.is_empty() { "draft".to_owned() } else { base.to_owned() }
}

fn speaker(spoken: &Attribution, archive: &Archive, names: &NameFinder<'_>, event: &Event) -> Speaker {
    match spoken {
        Attribution::Person(id) => {
            let person = archive.record(*id).id().to_owned();
            let part = event.participants.iter().find(|p| p.person.as_ref() == Some(&person));
            Speaker {
                office: part.and_then(|p| p.office.clone()),
                country: part.and_then(|p| p.country.clone()),
                person: Some(person),
                ..Speaker::default()
            }
        }
        Attribution::Described(words) => Speaker {
            description: Some(crate::text::capitalise(words)),
            country: names.country_of_people(words).map(str::to_owned),
            ..Speaker::default()
        },
        Attribution::Unknown => Speaker { description: Some("Not named in the text".to_owned()), ..Speaker::default() },
    }
}

fn source(id: String, head: &Head, sentences: &[Sentence], options: &Options) -> Source {
    let credit = sentences.iter().rev().find(|sentence| {
        let lower = sentence.text.to_lowercase();
        ["sources:", "source:", "出典", "источник:"].iter().any(|word| lower.starts_with(word))
    });
    let mut missing = vec!["address", "date", "whether the source is primary"];
    let mut notes = Vec::new();
    match &head.publisher {
        Some((_, line)) => notes.push(format!("The publisher is read from the line: {line}")),
        None => missing.insert(0, "publisher"),
    }
    if head.title.is_none() {
        missing.insert(0, "title");
    }
    if let (None, Some((_, line))) = (&options.published, &head.day) {
        notes.push(format!("The date is read from the line: {line}"));
    }
    notes.insert(0, format!("To complete: {}.", missing.join(", ")));
    notes.extend(credit.map(|s| format!("The text names as its own source: {}", s.text)));
    Source {
        id,
        title: head.title.clone().unwrap_or_else(|| "To complete: title of the text".to_owned()),
        title_original: None,
        author: None,
        publisher: head.publisher.as_ref().map_or_else(|| "To complete: publisher".to_owned(), |(name, _)| name.clone()),
        url: None,
        language: None,
        date: options.published.clone().or_else(|| head.day.as_ref().map(|(day, _)| day.clone())),
        accessed: None,
        kind: SourceKind::Secondary,
        described: false,
        read: None,
        archived: None,
        supports: Some("everything in this draft".to_owned()),
        notes,
        own: OwnFields::NONE,
    }
}
