//! Who stands as author: of a document the states that signed it or the body that issued it, of a page whoever wrote it.

use super::AUTHORS;
use crate::archive::{Archive, Id, Relation};
use crate::record::{Document, DocumentKind, Person, Record, RecordType, Source, SourceKind};

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

    /// The name by which it is filed: the family name, or the institution.
    pub fn head(&self) -> &str {
        match self {
            Self::Person(name, _) | Self::Institution(name) => name,
        }
    }

    /// "Family, Given" taken apart at the first comma.
    pub fn of_person(person: &Person) -> Self {
        let listed = person.sort_name.as_ref().unwrap_or(&person.name);
        match listed.split_once(',') {
            Some((family, given)) => Self::Person(family.trim().to_owned(), Some(given.trim().to_owned())),
            None => Self::Person(listed.clone(), None),
        }
    }

    /// The institution that a record is.
    pub fn of_record(archive: &Archive, id: Id) -> Self {
        match archive.record(id) {
            Record::Person(person) => Self::of_person(person),
            record => Self::Institution(record.title().to_owned()),
        }
    }
}

/// Who wrote a source, and whose page it stands on where that is somebody else. An official text through a named copy ("Ministry
/// of Foreign Affairs of Japan, through expydoc.com") is by the institution.
pub fn of_source(archive: &Archive, source: &Source) -> (Vec<Author>, String) {
    if let Some(names) = &source.author {
        return (names.split(", ").map(|name| named(archive, name)).collect(), source.publisher.clone());
    }
    match source.publisher.split_once(", through ").filter(|_| source.kind == SourceKind::Mirror) {
        Some((institution, copy)) => (vec![Author::Institution(institution.to_owned())], copy.to_owned()),
        None => (vec![Author::Institution(source.publisher.clone())], String::new()),
    }
}

/// Who stands behind a document: the states that signed, else who wrote or issued it, else this archive.
pub fn of_document(archive: &Archive, id: Id, document: &Document, sources: &[&Source]) -> Vec<Author> {
    let signed = document.signatories.iter().filter_map(|id| archive.id(id));
    let signed: Vec<Author> = signed.map(|id| Author::of_record(archive, id)).collect();
    if !signed.is_empty() {
        return signed;
    }
    if document.kind == DocumentKind::SpeechText
        && let Some(speaker) = speaker(archive, id, document)
    {
        return vec![speaker];
    }
    let own: Vec<&Source> = sources.iter().copied().filter(|source| is_text_of(source, document)).collect();
    let official = |source: &&&Source| matches!(source.kind, SourceKind::Primary | SourceKind::Mirror);
    let issued = own.iter().find(|source| source.author.is_some());
    let issued = issued.or_else(|| own.iter().find(official)).or_else(|| sources.iter().find(official)).or(sources.first());
    match issued.filter(|_| document.kind != DocumentKind::CompiledNote) {
        Some(source) => of_source(archive, source).0,
        None => vec![Author::Institution(AUTHORS.to_owned())],
    }
}

/// Who gave a speech: of those who were quoted at its event the only one, else the one whose family name stands in its title.
fn speaker(archive: &Archive, id: Id, document: &Document) -> Option<Author> {
    let event = archive.linked(id, Relation::Event).next()?;
    let quotes = archive.referring(event, RecordType::Quote);
    let mut people: Vec<Id> = quotes.into_iter().flat_map(|quote| archive.linked(quote, Relation::Speaker)).collect();
    people.sort_unstable();
    people.dedup();
    let person = |id: Id| if let Record::Person(person) = archive.record(id) { Some(Author::of_person(person)) } else { None };
    match people[..] {
        [only] => person(only),
        _ => people.into_iter().filter_map(person).find(|author| document.title.contains(author.head())),
    }
}

/// Whether the page has the document itself, and is not a report on it: more than half of the words of the document’s title stand in
/// its own.
pub fn is_text_of(source: &Source, document: &Document) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = crate::text::fold(text);
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let (wanted, had) = (words(&document.title), words(&source.title));
    let known = wanted.iter().filter(|word| had.iter().any(|other| other.starts_with(&word[..])));
    let is_same_kind = crate::text::fold(&source.title).starts_with(&crate::text::fold(document.kind.label()));
    is_same_kind || known.count() * 2 > wanted.len()
}

/// More people than this are not looked through for a name.
const MANY_PEOPLE: usize = 5_000;

/// The person called `name`, taken apart as the archive knows; a name that it does not know stays whole.
fn named(archive: &Archive, name: &str) -> Author {
    let people = archive.of_type(RecordType::Person);
    let known = people.iter().take(if people.len() > MANY_PEOPLE { 0 } else { MANY_PEOPLE }).find_map(|&id| {
        let Record::Person(person) = archive.record(id) else { return None };
        (person.name == name || person.other_names.iter().any(|other| other == name)).then(|| Author::of_person(person))
    });
    known.unwrap_or_else(|| Author::Person(name.to_owned(), None))
}
