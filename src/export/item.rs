//! One record as a bibliography sees it; what CSL-JSON, BibTeX, RIS and the printed styles are all made from.

mod author;

pub use author::Author;

use super::annotation::Annotation;
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Date, Form, Language, Record, RecordType, Source, SourceKind};

/// The institution that stands as author of whatever nobody else wrote.
pub const AUTHORS: &str = "The cadialog authors";

/// What sort of thing is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ItemType {
    /// A meeting, visit or the like.
    Event,
    /// Words or a position.
    Speech,
    /// A statement, plan or release.
    Report,
    /// A page on the web.
    Web,
    /// An article of this archive on somebody or something.
    #[default]
    Entry,
    /// A printed or otherwise offline work.
    Work,
    /// The archive itself.
    Dataset,
}

/// What is cited. Empty strings are what is not known.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// A stable key of letters, digits and hyphens.
    pub key: String,
    /// The record's own id.
    pub id: String,
    /// What it is.
    pub kind: ItemType,
    /// Its title in English; of a quote a short one.
    pub title: String,
    /// The title that it bears itself, where that is in another language.
    pub original: String,
    /// Whether the title only describes it, and nobody printed it.
    pub described: bool,
    /// The words or the summary.
    pub text: String,
    /// Who wrote, spoke, signed or convened; nobody for an event whose hosts are not known.
    pub authors: Vec<Author>,
    /// When.
    pub date: Option<Date>,
    /// At which event it was said.
    pub event: String,
    /// Where.
    pub place: String,
    /// In what it stands.
    pub container: String,
    /// Who published it, where that is not the author.
    pub publisher: String,
    /// In which archive, version and record it stands, where nothing but a record of this archive is cited.
    pub record: String,
    /// Where it can be read.
    pub url: String,
    /// When it was read there.
    pub accessed: Option<Date>,
    /// BCP 47.
    pub language: String,
    /// What sort it is, in words.
    pub genre: String,
    /// Of an event that was not held: whether it is planned, put off or cancelled.
    pub status: &'static str,
    /// Remarks: how well attested, from which pack.
    pub note: String,
    /// Names of topics and countries, and the words under which the reader has marked it.
    pub keywords: Vec<String>,
    /// The reader's own note, on one line.
    pub annotation: String,
}

impl Item {
    /// The record `id` as an item.
    pub fn of(archive: &Archive, id: Id) -> Self {
        let record = archive.record(id);
        let sources: Vec<&Source> = archive.linked(id, Relation::Source).filter_map(|id| source(archive, id)).collect();
        let mut item = Self {
            key: key(record.id()),
            id: record.id().to_owned(),
            title: record.title().to_owned(),
            authors: vec![Author::Institution(AUTHORS.to_owned())],
            date: archive.date(id).cloned(),
            container: container(archive),
            url: sources.iter().find_map(|s| s.url.clone().filter(|url| page::is_openable(url))).unwrap_or_default(),
            accessed: sources.iter().find(|s| s.url.is_some()).and_then(|s| s.accessed.clone()),
            language: "en".to_owned(),
            genre: record.record_type().name().to_owned(),
            keywords: keywords(archive, id),
            ..Self::default()
        };
        item.fill(archive, id, &sources);
        if !matches!(record, Record::Source(_) | Record::Document(_)) {
            item.record = provenance(archive, id);
        }
        if !matches!(record, Record::Source(_)) {
            let named: Vec<String> = sources.iter().map(|s| source_in_short(s)).collect();
            let sources = if named.is_empty() { String::new() } else { format!("Sources: {}. ", named.join("; ")) };
            let doubt = item.date.as_ref().map(|date| format!("Date: {date}. ")).unwrap_or_default();
            item.note = format!("{}{doubt}{sources}{}", item.note, provenance(archive, id));
        }
        item
    }

    /// The record `id` as references have it. What the archive has compiled on somebody or something is as old as the archive, and stands
    /// nowhere else: not at the address of its first source.
    pub fn cited(archive: &Archive, id: Id) -> Self {
        let item = Self::of(archive, id);
        if item.record.is_empty() || archive.record(id).record_type().is_dated() {
            return item;
        }
        Self { date: Self::of_archive(archive).date, url: String::new(), accessed: None, ..item }
    }

    /// With what the reader has added.
    pub fn annotated(mut self, own: Option<Annotation>) -> Self {
        if let Some(own) = own {
            self.annotation = own.line();
            self.keywords.extend(own.marks);
        }
        self
    }

    /// The title as it is printed: the original one with its translation in brackets, a description in brackets.
    pub fn printed_title(&self) -> String {
        let inner = || self.title.replace('[', "(").replace(']', ")");
        match (self.described, self.original.as_str()) {
            (true, _) => format!("[{}]", inner().trim_end_matches('.')),
            (false, "") => self.title.clone(),
            (false, original) => format!("{original} [{}]", inner()),
        }
    }

    fn fill(&mut self, archive: &Archive, id: Id, sources: &[&Source]) {
        match archive.record(id) {
            Record::Event(event) => {
                self.kind = ItemType::Event;
                event.kind.label().clone_into(&mut self.genre);
                self.text.clone_from(&event.summary);
                self.place = place(archive, id);
                if event.status != crate::record::Status::Held {
                    self.status = event.status.label();
                    self.note = format!("{}. ", crate::text::capitalise(self.status));
                }
                self.authors = archive.linked(id, Relation::Host).map(|host| Author::of_record(archive, host)).collect();
            }
            Record::Quote(quote) => {
                self.kind = ItemType::Speech;
                let speaker = quote.speaker.person.as_deref().and_then(|id| archive.id(id)).map(|id| archive.record(id));
                let name = match speaker {
                    Some(Record::Person(person)) => Author::of_person(person),
                    _ => Author::Institution(page::speaker(archive, quote, Language::En)),
                };
                self.authors = vec![name];
                self.title = shorten(quote.text.trim_matches(['“', '”']), LONGEST);
                // A paraphrase is nobody’s words.
                self.described = !quote.form.is_quoted();
                self.text = page::quoted(quote);
                let office = quote.speaker.office.as_ref().map(|office| format!("{office}. ")).unwrap_or_default();
                self.note = format!("{}. {office}", crate::text::capitalise(&page::attestation(quote)));
                self.genre = match quote.form {
                    Form::Verbatim => "verbatim quotation".to_owned(),
                    other => other.label().to_owned(),
                };
                if let Some(event) = archive.linked(id, Relation::Event).next() {
                    archive.record(event).title().clone_into(&mut self.event);
                    self.place = place(archive, event);
                }
            }
            Record::Outcome(outcome) => {
                outcome.form.label().clone_into(&mut self.genre);
                outcome.text.trim_end_matches('.').clone_into(&mut self.title);
                // It has no title; a sentence of the archive says what it is.
                self.described = true;
                self.text.clone_from(&outcome.text);
                if let Some(made_at) = page::made_at(archive, id) {
                    archive.record(made_at).title().clone_into(&mut self.event);
                    self.place = place(archive, made_at);
                }
            }
            Record::Place(_) => {}
            Record::Document(document) => {
                self.kind = ItemType::Report;
                document.kind.label().clone_into(&mut self.genre);
                self.text.clone_from(&document.summary);
                self.authors = author::of_document(archive, id, document, sources);
                self.container.clear();
                if let Some(own) = sources.first().filter(|source| author::is_text_of(source, document)) {
                    self.original = own.title_original.clone().filter(|_| !own.described).unwrap_or_default();
                    self.url = own.url.clone().filter(|url| page::is_openable(url)).unwrap_or_default();
                    self.accessed = own.accessed.clone().filter(|_| !self.url.is_empty());
                    self.language = own.language.clone().unwrap_or_else(|| std::mem::take(&mut self.language));
                }
                let publisher = sources.first().map(|source| source.publisher.clone()).unwrap_or_default();
                self.publisher = Some(publisher).filter(|name| self.authors.iter().all(|a| a.head() != name)).unwrap_or_default();
                if let Some(event) = archive.linked(id, Relation::Event).next() {
                    archive.record(event).title().clone_into(&mut self.event);
                }
            }
            Record::Source(source) => {
                *self = Self {
                    id: self.id.clone(),
                    key: self.key.clone(),
                    keywords: std::mem::take(&mut self.keywords),
                    ..from_source(archive, source)
                };
            }
            Record::Project(project) => {
                self.text.clone_from(&project.summary);
                self.authors = archive.linked(id, Relation::Organisation).map(|body| Author::of_record(archive, body)).collect();
            }
            Record::Topic(topic) => self.text.clone_from(&topic.description),
            Record::Country(country) => self.text = country.participation.clone().unwrap_or_default(),
            Record::Person(person) => {
                let offices: Vec<&str> = person.offices.iter().map(|office| office.title.as_str()).collect();
                self.text = offices.join("; ");
            }
            Record::Organisation(_) => {}
        }
    }

    /// The archive itself, with its version.
    pub fn of_archive(archive: &Archive) -> Self {
        let first = archive.packs().first();
        let created = first.and_then(|p| p.created.as_ref()).and_then(|day| day.parse().ok());
        let version = match archive.packs() {
            [only] => only.version.clone(),
            packs => packs.iter().map(|p| format!("{} {}", p.name, p.version)).collect::<Vec<_>>().join(", "),
        };
        let licence = first.and_then(|p| p.licence.as_ref()).map(|l| format!(", {l}")).unwrap_or_default();
        Self {
            key: "cadialog-archive".to_owned(),
            id: "cadialog-archive".to_owned(),
            kind: ItemType::Dataset,
            title: container(archive),
            authors: vec![Author::Institution(AUTHORS.to_owned())],
            date: created,
            url: first.and_then(|p| p.homepage.clone()).filter(|url| page::is_openable(url)).unwrap_or_default(),
            language: "en".to_owned(),
            genre: "data set".to_owned(),
            note: clean(&format!("Data set, version {version}{licence}")),
            ..Self::default()
        }
    }
}

fn from_source(archive: &Archive, source: &Source) -> Item {
    let (authors, container) = author::of_source(archive, source);
    let url = source.url.clone().filter(|url| page::is_openable(url)).unwrap_or_default();
    Item {
        kind: if url.is_empty() { ItemType::Work } else { ItemType::Web },
        title: source.title.clone(),
        original: source.title_original.clone().filter(|own| *own != source.title).unwrap_or_default(),
        described: source.described && source.title_original.is_none(),
        container,
        text: source.supports.as_ref().map(|what| format!("Cited for: {what}")).unwrap_or_default(),
        authors,
        date: source.date.clone(),
        url,
        accessed: source.accessed.clone(),
        language: source.language.clone().unwrap_or_default(),
        genre: source_kind(source).to_owned(),
        note: crate::text::capitalise(source_kind(source)),
        ..Item::default()
    }
}

const fn source_kind(source: &Source) -> &'static str {
    match source.kind {
        SourceKind::Primary => "primary source",
        SourceKind::Mirror => "official text, mirrored",
        SourceKind::Secondary => "secondary source",
        SourceKind::Reference => "reference work",
    }
}

/// `text` for use inside quotation marks: its own become single.
pub fn inner(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

fn source(archive: &Archive, id: Id) -> Option<&Source> {
    if let Record::Source(source) = archive.record(id) { Some(source) } else { None }
}

fn source_in_short(source: &Source) -> String {
    let date = source.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    format!("{}, “{}”{date}", source.publisher, inner(&source.title))
}

/// In which pack the record stands, and under which id.
pub fn provenance(archive: &Archive, id: Id) -> String {
    let packs: Vec<String> = archive.packs().iter().map(|p| clean(&format!("version {}", p.version))).collect();
    let record = archive.record(id);
    format!("{}, {}, {} {}", container(archive), packs.join(", "), record.record_type().name(), record.id())
}

fn container(archive: &Archive) -> String {
    clean(&archive.packs().iter().map(|p| p.title.as_str()).collect::<Vec<_>>().join("; "))
}

fn clean(text: &str) -> String {
    crate::text::clean(text).into_owned()
}

/// "Iikura House, Tokyo, Japan", as far as known.
pub fn place(archive: &Archive, id: Id) -> String {
    archive.event(id).map_or_else(String::new, |event| page::place(archive, event, Language::En))
}

fn keywords(archive: &Archive, id: Id) -> Vec<String> {
    let names = |relation| archive.linked(id, relation).map(|to| archive.record(to).title().to_owned());
    if archive.record(id).record_type() == RecordType::Source {
        return Vec::new();
    }
    names(Relation::Topic).chain(names(Relation::Country)).collect()
}

/// Most characters of words that stand as a title.
const LONGEST: usize = 80;

/// The beginning of `words`, at most `longest` characters, cut at a blank.
pub fn shorten(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_owned() };
    let cut = words[..end].rfind(' ').filter(|at| *at > 0).unwrap_or(end);
    let begin = words[..cut].trim_end_matches(['“', ',', ';', ' ', '(']);
    // What is opened is closed.
    let open = |open: char, shut: char| begin.matches(open).count() > begin.matches(shut).count();
    format!("{begin}…{}{}", if open('(', ')') { ")" } else { "" }, if open('“', '”') { "”" } else { "" })
}

/// A key of ASCII letters, digits and hyphens for any id. Ids of other characters get a checksum, so that no two meet.
pub fn key(id: &str) -> String {
    let plain: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    if plain == id && id.len() <= 100 {
        return format!("cadialog-{id}");
    }
    let sum = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("cadialog-{}-{sum:016x}", &plain[..plain.len().min(40)])
}
