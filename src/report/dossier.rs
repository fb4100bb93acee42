//! A dossier as it is composed: chapters of articles by type and date, charts of what is in it, and every source once.

use std::collections::HashSet;

use super::anchors::Anchors;
use super::chart::{self, BarChart};
use super::composer::{Composer, HEADLINE, shortened};
use super::inline::{ArticlePart, Inline};
use super::inquiry::Inquiry;
use super::{DossierRequest, closing, happened, names, said};
use crate::archive::{Archive, Id};
use crate::record::{Language, Record, RecordType, Source};
use crate::text;

/// The order of the chapters: what happened, what was said and came of it, what was written, who and what is meant.
const ORDER: [RecordType; 11] = [
    RecordType::Event,
    RecordType::Quote,
    RecordType::Outcome,
    RecordType::Document,
    RecordType::Project,
    RecordType::Topic,
    RecordType::Country,
    RecordType::Person,
    RecordType::Organisation,
    RecordType::Place,
    RecordType::Source,
];

/// Everything that a dossier says.
#[derive(Debug)]
pub struct Dossier<'a> {
    /// Where the records are.
    pub archive: &'a Archive,
    /// What was asked.
    pub inquiry: &'a Inquiry,
    /// The heading of the whole.
    pub title: String,
    /// How many records of each type there are; of sources as many as the list at its end has.
    pub counts: Vec<(RecordType, usize)>,
    /// When, and on what.
    pub charts: Vec<BarChart>,
    /// A chapter for each type of which there are records.
    pub chapters: Vec<Chapter>,
    /// The sources by their numbers, the first at 0.
    pub sources: Vec<CitedSource<'a>>,
    /// Where records stand.
    pub anchors: Anchors,
}

/// The records of one type.
#[derive(Debug)]
pub struct Chapter {
    /// The type.
    pub of_type: RecordType,
    /// Its articles, by date, by name, or as they were named.
    pub articles: Vec<Article>,
}

/// A record in full.
#[derive(Debug)]
pub struct Article {
    /// The record.
    pub id: Id,
    /// Its heading.
    pub title: Inline,
    /// Its date in a few signs, for the contents; empty without one.
    pub brief_date: String,
    /// Its date at its true precision, and what sort of record it is.
    pub about: Vec<String>,
    /// The rest.
    pub parts: Vec<ArticlePart>,
}

/// A source in the list at the end.
#[derive(Debug)]
pub struct CitedSource<'a> {
    /// Its record.
    pub id: Id,
    /// What is known of it; nothing where something else has its id.
    pub source: Option<&'a Source>,
    /// The records that rest on it, in the order of the dossier.
    pub citing: Vec<Id>,
    /// What the reader has added to it.
    pub own: Option<ArticlePart>,
}

impl<'a> Dossier<'a> {
    /// Composes what is asked for.
    pub fn new(request: &DossierRequest<'a>) -> Self {
        let &DossierRequest { archive, ids, annotations, language, inquiry } = request;
        let mut known = HashSet::new();
        let ids: Vec<Id> = ids.iter().copied().filter(|&id| known.insert(id)).collect();
        let only_sources = ids.iter().all(|&id| archive.record_type(id) == RecordType::Source);
        let with_sources = inquiry.with_sources || only_sources;
        let is_article = |id: &Id| with_sources || archive.record_type(*id) != RecordType::Source;
        let ordered: Vec<(RecordType, Vec<Id>)> = ORDER
            .into_iter()
            .map(|of_type| {
                let of_this = |id: &Id| archive.record_type(*id) == of_type && is_article(id);
                let listed = if inquiry.by_name { &ids[..] } else { archive.of_type(of_type) };
                (of_type, listed.iter().copied().filter(|id| known.contains(id) && of_this(id)).collect())
            })
            .filter(|(_, ids): &(RecordType, Vec<Id>)| !ids.is_empty())
            .collect();
        let articles: Vec<Id> = ordered.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        let anchors = Anchors::new(archive, &articles);
        let mut composer = Composer::new(archive, language, &anchors);
        let chapters: Vec<Chapter> = ordered
            .into_iter()
            .map(|(of_type, ids)| {
                let articles = ids.into_iter().map(|id| article(&mut composer, id, annotations)).collect();
                Chapter { of_type, articles }
            })
            .collect();
        // What was found itself, and no record here rests on.
        for &id in ids.iter().filter(|&&id| archive.record_type(id) == RecordType::Source) {
            composer.number(id, None);
        }
        let mut counts: Vec<(RecordType, usize)> = chapters.iter().map(|c| (c.of_type, c.articles.len())).collect();
        counts.retain(|(of_type, _)| *of_type != RecordType::Source);
        counts.extend((!composer.cited.is_empty()).then_some((RecordType::Source, composer.cited.len())));
        let sources = std::mem::take(&mut composer.cited)
            .into_iter()
            .map(|(id, citing)| {
                let source = if let Record::Source(source) = archive.record(id) { Some(&**source) } else { None };
                CitedSource { id, source, citing, own: closing::own(annotations, id) }
            })
            .collect();
        let charts = chart::charts(archive, &articles);
        let title = inquiry.title.clone().unwrap_or_else(|| title(archive, inquiry, &articles));
        Self { archive, inquiry, title, counts, charts, chapters, sources, anchors }
    }

    /// How many records have an article.
    pub fn articles(&self) -> usize {
        self.chapters.iter().map(|chapter| chapter.articles.len()).sum()
    }

    /// "4 events, 12 quotes and 9 sources".
    pub fn counted(&self) -> String {
        let counts: Vec<String> = self.counts.iter().map(|(of_type, n)| text::count(*n, of_type.name())).collect();
        text::join_and(&counts)
    }

    /// How it came to be, name by name: the question, what it was taken for, the packs, the program.
    pub fn colophon(&self) -> Vec<(&'static str, Vec<String>)> {
        let inquiry = self.inquiry;
        let asked = if inquiry.spelled.is_empty() { "everything" } else { &inquiry.spelled };
        let words = if inquiry.words.is_empty() { "none" } else { &inquiry.words };
        let conditions = if inquiry.conditions.is_empty() { vec!["none".to_owned()] } else { inquiry.conditions.clone() };
        let counted = format!("{} in full; {} in all", text::count(self.articles(), "record"), self.counted());
        let program = concat!("cadialog ", env!("CARGO_PKG_VERSION")).to_owned();
        let mut all = vec![("Question", vec![asked.to_owned()])];
        if !inquiry.by_name {
            all.extend([("Words", vec![words.to_owned()]), ("Filters", conditions)]);
        }
        all.extend((!inquiry.understood.is_empty()).then(|| ("Understood as", vec![inquiry.understood.clone()])));
        all.extend([("Records", vec![counted]), ("Packs", self.packs()), ("Program", vec![program])]);
        all
    }

    /// A line for each pack: name, version, day, title and licence.
    pub fn packs(&self) -> Vec<String> {
        let line = |pack: &std::sync::Arc<crate::archive::PackInfo>| {
            let created =
                pack.created.as_ref().map(|day| day.parse().map_or_else(|_| day.clone(), |d: crate::record::Date| d.to_string()));
            let dated = created.map(|day| format!(", of {day}")).unwrap_or_default();
            let licence = pack.licence.as_ref().map(|licence| format!(", {licence}")).unwrap_or_default();
            format!("{}, version {}{dated}: {}{licence}", pack.name, pack.version, pack.title)
        };
        self.archive.packs().iter().map(line).collect()
    }
}

/// A title made of the question, or of the one record.
fn title(archive: &Archive, inquiry: &Inquiry, articles: &[Id]) -> String {
    match articles {
        [only] => shortened(archive.record(*only).title(), HEADLINE),
        _ => text::capitalise(&inquiry.said()),
    }
}

/// The article of one record.
fn article(composer: &mut Composer<'_>, id: Id, annotations: &crate::search::Annotations) -> Article {
    let archive = composer.archive;
    composer.begin(id);
    let record = archive.record(id);
    let mut about: Vec<String> = Vec::new();
    let dated = record.record_type().is_dated() || record.record_type() == RecordType::Source;
    let date = archive.date(id).filter(|_| dated);
    about.extend(date.map(ToString::to_string));
    match record {
        Record::Event(event) => about.extend(happened::about_event(composer, event)),
        Record::Quote(quote) => about.push(crate::page::attestation(quote)),
        Record::Outcome(outcome) => about.push(outcome.form.label().to_owned()),
        Record::Document(document) => about.push(document.kind.label().to_owned()),
        Record::Project(project) => about.extend(["project".to_owned(), project.link.label().to_owned()]),
        Record::Topic(topic) if topic.founding => about.push("one of the founding areas of cooperation".to_owned()),
        Record::Source(source) => about.push(format!("source, {}", source.kind.label())),
        other => about.push(other.record_type().name().to_owned()),
    }
    let title = match record {
        Record::Quote(quote) => Inline::Text(said::quote_headline(composer, quote)),
        Record::Outcome(outcome) => Inline::Text(shortened(&outcome.text, HEADLINE)),
        _ => match archive.title(id, composer.language) {
            own if own == record.title() => Inline::text(own),
            named => Inline::Foreign(composer.language.tag().to_owned(), named.to_owned()),
        },
    };
    match record {
        Record::Event(event) => happened::event(composer, event),
        Record::Project(project) => happened::project(composer, project),
        Record::Quote(quote) => said::quote(composer, quote),
        Record::Outcome(outcome) => said::outcome(composer, outcome),
        Record::Document(document) => said::document(composer, document),
        Record::Source(source) => said::source(composer, source),
        Record::Topic(topic) => names::topic(composer, topic),
        Record::Country(country) => names::country(composer, country),
        Record::Person(person) => names::person(composer, person),
        Record::Organisation(organisation) => names::organisation(composer, organisation),
        Record::Place(place) => names::place(composer, place),
    }
    closing::own_fields(composer);
    closing::closing(composer, annotations);
    let brief_date = date.map(|date| date.brief_with_year(Language::En)).unwrap_or_default();
    Article { id, title, brief_date, about, parts: composer.finish() }
}
