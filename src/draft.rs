//! A press release or article as a draft pack: what the text says in words that the archive knows, each inference marked with
//! the sentence it came from, nothing made up, for a person to check and complete.

mod amount;
mod dates;
mod event;
mod html;
mod meeting;
mod names;
mod office;
mod outcome;
mod quotes;
mod reading;
mod sentence;
mod words;

use serde::Serialize;

use crate::archive::{Archive, PackInfo};
use crate::record::{Corroboration, Date, Event, Form, Outcome, OwnFields, Quote, Source, SourceKind, Speaker};
use names::{NameFinder, Topics};
use outcome::OutcomeOrigin;
use quotes::Attribution;
use sentence::Sentence;

/// The longest text that is drafted from, in bytes; a book is no press release.
pub const LONGEST: usize = 1 << 20;

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
    #[error("the text gives no date with a year{said}; give the day on which it was published")]
    NoDate { said: String },
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
    /// The event that the text is about: always one.
    pub events: Vec<Event>,
    /// Its quotations.
    pub quotes: Vec<Quote>,
    /// What came of the event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// The text itself, to be completed.
    pub sources: Vec<Source>,
    /// Everything inferred, as it also stands in the notes of the event.
    #[serde(skip)]
    pub inferences: Vec<Inference>,
}

impl Draft {
    /// The pack as the text of its file.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Drafts a pack from `text`: plain, Markdown or HTML, in English, and in Japanese as far as it goes.
///
/// # Errors
/// When there is no text, or nothing in it says when it was.
pub fn draft(text: &str, archive: &Archive, options: &Options) -> Result<Draft, DraftError> {
    if text.len() > LONGEST {
        return Err(DraftError::TooLong);
    }
    let reading = reading::read(text);
    let sentences = sentence::sentences(&reading.passages);
    if sentences.is_empty() {
        return Err(DraftError::Empty);
    }
    let names = NameFinder::new(archive);
    let topics = Topics::new(archive);
    let base = base_of(&options.name);
    let id = |what: &str| free(format!("{base}-{what}"), archive);
    let source_id = id("source");
    let drafter = event::Drafter { archive, names: &names, topics: &topics, sentences: &sentences, options };
    let event_id = id("event");
    let numbered = |number: usize| id(&format!("outcome-{number}"));
    let origin = OutcomeOrigin { event: &event_id, source: &source_id, id: &numbered };
    let (outcomes, marks) = drafter.outcomes(&origin);
    let (mut event, mut inferences) = drafter.event(event_id.clone(), reading.title.as_deref(), &source_id, &outcomes)?;
    inferences.extend(marks);

    let people = drafter.people();
    let (quotations, terms) = quotes::all(&sentences, &names, &people);
    for (term, number) in terms {
        let sentence = &sentences[number].text;
        let lower = sentence.to_lowercase();
        if ["focus", "theme", "titled", "entitled", "テーマ", "題し"].iter().any(|word| lower.contains(word))
            && event.themes.is_empty()
        {
            inferences.push(Inference { what: format!("theme “{term}”"), sentence: sentence.clone() });
            event.themes.push(term);
        }
    }
    let quotes = quotations.iter().enumerate().map(|(n, quotation)| {
        let sentence = &sentences[quotation.sentence].text;
        let mut notes = vec![format!("Drafted from the sentence: {sentence}"), format!("The speaker: {}.", quotation.how)];
        notes.push("The text does not say whether these are the words as spoken or a translation.".to_owned());
        Quote {
            id: id(&format!("quote-{}", n + 1)),
            aliases: Vec::new(),
            text: quotation.text.clone(),
            event: Some(event.id.clone()),
            date: None,
            speaker: speaker(&quotation.speaker, archive, &names, &event),
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

    event.notes.push("A draft made from a text by the program: check every statement against the text.".to_owned());
    event.notes.push("Topics were found by the words that the archive gives for them.".to_owned());
    event.notes.extend(inferences.iter().map(|i| format!("Inferred: {} – from: {}", i.what, i.sentence)));
    let source = source(source_id, reading.title, &sentences, options);
    let pack = PackInfo {
        version: "0.1.0".to_owned(),
        description: Some("Drafted from one text; what was inferred is marked in the notes of the event.".to_owned()),
        ..PackInfo::of_name(base.clone(), format!("Draft: {}", event.title))
    };
    Ok(Draft { pack, events: vec![event], quotes, outcomes, sources: vec![source], inferences })
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

fn source(id: String, title: Option<String>, sentences: &[Sentence], options: &Options) -> Source {
    let credit =
        sentences.iter().rev().find(|s| ["sources:", "source:", "出典"].iter().any(|w| s.text.to_lowercase().starts_with(w)));
    let mut notes = vec!["To complete: title, publisher, address, date, and whether the source is primary.".to_owned()];
    notes.extend(credit.map(|s| format!("The text names as its own source: {}", s.text)));
    Source {
        id,
        title: title.unwrap_or_else(|| "To complete: title of the text".to_owned()),
        title_original: None,
        author: None,
        publisher: "To complete: publisher".to_owned(),
        url: None,
        language: None,
        date: options.published.clone(),
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
