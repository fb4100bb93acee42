//! One record as a bibliography sees it; what CSL-JSON, BibTeX, RIS and the printed styles are all made from.

use super::annotation::Annotation;
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Date, Document, DocumentKind, Form, Language, Record, RecordType, Source, SourceKind};

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

/// Who is named as author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A person: family name, and the rest if it is known apart.
    Person(String, Option<String>),
    /// An institution, never to be taken apart.
    Institution(String),
}

impl Author {
    /// "Family, Given" or the institution.
    pub fn listed(&self) -> String {
        match self {
            Self::Person(family, Some(given)) => format!("{family}, {given}"),
            Self::Person(name, None) | Self::Institution(name) => name.clone(),
        }
    }
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
    /// Its title; of a quote a short one.
    pub title: String,
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
    /// Where it can be read.
    pub url: String,
    /// When it was read there.
    pub accessed: Option<Date>,
    /// BCP 47.
    pub language: String,
    /// What sort it is, in words.
    pub genre: String,
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
        if !matches!(record, Record::Source(_)) {
            let named: Vec<String> = sources.iter().map(|s| source_in_short(s)).collect();
            let sources = if named.is_empty() { String::new() } else { format!("Sources: {}. ", named.join("; ")) };
            let doubt = item.date.as_ref().map(|date| format!("Date: {date}. ")).unwrap_or_default();
            item.note = format!("{}{doubt}{sources}{}", item.note, provenance(archive, id));
        }
        item
    }

    /// With what the reader has added.
    pub fn annotated(mut self, own: Option<Annotation>) -> Self {
        if let Some(own) = own {
            self.annotation = own.line();
            self.keywords.extend(own.marks);
        }
        self
    }

    fn fill(&mut self, archive: &Archive, id: Id, sources: &[&Source]) {
        match archive.record(id) {
            Record::Event(event) => {
                self.kind = ItemType::Event;
                event.kind.label().clone_into(&mut self.genre);
                self.text.clone_from(&event.summary);
                self.place = place(archive, id);
                if event.status != crate::record::Status::Held {
                    self.note = format!("{}. ", crate::text::capitalise(event.status.label()));
                }
                self.authors = archive.linked(id, Relation::Host).map(|host| institution(archive, host)).collect();
            }
            Record::Quote(quote) => {
                self.kind = ItemType::Speech;
                let speaker = quote.speaker.person.as_deref().and_then(|id| archive.id(id)).map(|id| archive.record(id));
                let name = match speaker {
                    Some(Record::Person(person)) => person_name(person),
                    _ => Author::Institution(page::speaker(archive, quote, Language::En)),
                };
                self.authors = vec![name];
                self.title = shorten(&quote.text);
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
                self.authors = signatories(archive, document, sources);
                if let Some(event) = archive.linked(id, Relation::Event).next() {
                    archive.record(event).title().clone_into(&mut self.event);
                }
            }
            Record::Source(source) => {
                *self = Self {
                    id: self.id.clone(),
                    key: self.key.clone(),
                    keywords: std::mem::take(&mut self.keywords),
                    ..from_source(source)
                };
            }
            Record::Project(project) => {
                self.text.clone_from(&project.summary);
                self.authors = archive.linked(id, Relation::Organisation).map(|body| institution(archive, body)).collect();
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

fn from_source(source: &Source) -> Item {
    let url = source.url.clone().filter(|url| page::is_openable(url)).unwrap_or_default();
    Item {
        kind: if url.is_empty() { ItemType::Work } else { ItemType::Web },
        title: source.title.clone(),
        text: source.supports.as_ref().map(|what| format!("Cited for: {what}")).unwrap_or_default(),
        authors: vec![Author::Institution(source.publisher.clone())],
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

fn institution(archive: &Archive, id: Id) -> Author {
    Author::Institution(archive.record(id).title().to_owned())
}

/// "Family, Given" taken apart at the first comma.
fn person_name(person: &crate::record::Person) -> Author {
    let listed = person.sort_name.as_ref().unwrap_or(&person.name);
    match listed.split_once(',') {
        Some((family, given)) => Author::Person(family.trim().to_owned(), Some(given.trim().to_owned())),
        None => Author::Person(listed.clone(), None),
    }
}

/// Who stands behind a document: the states that signed, else whoever published it, else this archive.
fn signatories(archive: &Archive, document: &Document, sources: &[&Source]) -> Vec<Author> {
    let signed = document.signatories.iter().filter_map(|id| archive.id(id));
    let signed: Vec<Author> = signed.map(|id| institution(archive, id)).collect();
    if !signed.is_empty() {
        return signed;
    }
    let published = sources.first().filter(|_| document.kind != DocumentKind::CompiledNote);
    vec![Author::Institution(published.map_or_else(|| AUTHORS.to_owned(), |source| source.publisher.clone()))]
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

/// A title for words that have none: their beginning, cut at a blank.
fn shorten(words: &str) -> String {
    const LONGEST: usize = 80;
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words.trim_matches(['“', '”']).to_owned() };
    let cut = words[..end].rfind(' ').unwrap_or(end);
    format!("{}…", words[..cut].trim_matches(['“', '”', ',', ';']))
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
