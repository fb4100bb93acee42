//! Conditions on records: what `field:value` means, and which records meet it.

mod attribute;
mod day_range;
mod own;
mod places;

pub use attribute::Attribute;
pub use day_range::DayRange;
pub(crate) use own::OwnTest;
pub(crate) use places::Places;

use places::begins_in;

use crate::archive::{Archive, Id, Relation};
use crate::record::{FieldDeclaration, Record, RecordType, name_of};
use crate::text;

/// Up to so many records are read for a hint that nothing bears a name.
const MOST_READ: usize = 20_000;

/// The kinds of sources, by which `source:` selects what rests on any of a kind.
const SOURCE_KINDS: [&str; 4] = ["primary", "mirror", "secondary", "reference"];

/// A condition. Its values are alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Filter {
    Type(Vec<RecordType>),
    Linked(Relation, Vec<Id>),
    Named(Name, Vec<String>),
    Date(Vec<DayRange>),
    Attribute(Attribute, Vec<&'static str>),
    /// On a field of a pack’s own, with the values as they are written.
    Own(&'static FieldDeclaration, Vec<String>),
}

/// What is named by words and has no record of its own, or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name {
    /// A city, venue or country where something took place.
    Place,
    /// A speaker known by description only.
    Speaker,
    /// Sources, by id, title, publisher or kind.
    Source,
    /// The unit of a figure: `JPY`, `people`.
    Unit,
    /// How somebody voted on a decision: `for`, `against`, `abstain`.
    Vote,
    /// A pack.
    Pack,
    /// The beginning of an id, or of a part of it behind a hyphen.
    Id,
    /// A word by which the reader has grouped marks.
    Mark,
}

impl Name {
    /// The value folded, if any record meets it.
    pub(super) fn read(self, archive: &Archive, value: &str) -> Option<String> {
        let folded = match self {
            Self::Id | Self::Pack => value.to_lowercase(),
            _ => text::in_words(value),
        };
        let known = match self {
            Self::Place => Places::new(archive, &folded).is_known(archive, MOST_READ),
            _ if folded.is_empty() => false,
            // Which groups there are, no archive knows; and to look for votes where there are none is no slip.
            Self::Mark | Self::Vote => true,
            _ => {
                if self == Self::Pack {
                    archive.packs().iter().any(|pack| pack.name.to_lowercase().starts_with(&folded))
                } else {
                    archive.len() > MOST_READ || archive.all().any(|id| self.names(archive.record(id), &folded))
                }
            }
        };
        known.then_some(folded)
    }

    /// Whether the record itself bears the name.
    pub(crate) fn names(self, record: &Record, value: &str) -> bool {
        match (self, record) {
            (Self::Id, _) => std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)).any(|id| {
                let id = id.to_lowercase();
                id.starts_with(value) || id.match_indices('-').any(|(at, _)| id[at + 1..].starts_with(value))
            }),
            // What a source is goes before what may be called so.
            (Self::Source, Record::Source(source)) if SOURCE_KINDS.contains(&value) => name_of(source.kind) == value,
            (Self::Source, Record::Source(source)) => {
                source.id.to_lowercase() == value
                    || begins_in(&source.title, value)
                    || begins_in(&source.publisher, value)
                    || begins_in(&source.id, value)
            }
            (Self::Unit, _) => {
                record.figures().iter().filter_map(|figure| figure.unit.as_ref()).any(|unit| text::in_words(unit) == value)
            }
            (Self::Vote, Record::Outcome(outcome)) => outcome.tally.as_ref().is_some_and(|tally| tally.has(value)),
            (Self::Speaker, Record::Quote(quote)) => {
                [&quote.speaker.description, &quote.speaker.office].into_iter().flatten().any(|text| begins_in(text, value))
            }
            _ => false,
        }
    }
}

impl Filter {
    /// Takes the values of `other` as further alternatives; says whether it is a condition of the same field.
    pub(super) fn absorb(&mut self, other: &Self) -> bool {
        fn add<T: PartialEq + Clone>(known: &mut Vec<T>, more: &[T]) -> bool {
            more.iter().for_each(|one| {
                if !known.contains(one) {
                    known.push(one.clone());
                }
            });
            true
        }
        match (self, other) {
            (Self::Type(known), Self::Type(more)) => add(known, more),
            (Self::Linked(field, known), Self::Linked(other, more)) if field == other => add(known, more),
            (Self::Named(field, known), Self::Named(other, more)) if field == other => add(known, more),
            (Self::Date(known), Self::Date(more)) => add(known, more),
            (Self::Attribute(field, known), Self::Attribute(other, more)) if field == other => add(known, more),
            (Self::Own(field, known), Self::Own(other, more)) if field == other => add(known, more),
            _ => false,
        }
    }

    /// The conditions with those of the same field made one.
    pub(super) fn joined(list: Vec<Self>) -> Vec<Self> {
        let mut joined: Vec<Self> = Vec::new();
        for filter in list {
            if !joined.iter_mut().any(|known| known.absorb(&filter)) {
                joined.push(filter);
            }
        }
        joined
    }

    /// Whether what it selects depends on what the reader keeps: marks, notes, what is new to them.
    pub(crate) fn asks_for_annotations(&self) -> bool {
        match self {
            Self::Attribute(Attribute::Is, values) => values.iter().any(|value| matches!(*value, "marked" | "noted" | "new")),
            Self::Named(Name::Mark, _) => true,
            _ => false,
        }
    }

    /// Whether it is a condition of the same field as `other`.
    pub(crate) fn is_of_field(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Type(_), Self::Type(_)) | (Self::Date(_), Self::Date(_)) => true,
            (Self::Linked(field, _), Self::Linked(other, _)) => field == other,
            (Self::Named(field, _), Self::Named(other, _)) => field == other,
            (Self::Attribute(field, _), Self::Attribute(other, _)) => field == other,
            (Self::Own(field, _), Self::Own(other, _)) => field == other,
            _ => false,
        }
    }

    /// Whether it has all values of `other`, which is a condition of the same field.
    pub(super) fn holds_all(&self, other: &Self) -> bool {
        fn all<T: PartialEq>(known: &[T], wanted: &[T]) -> bool {
            wanted.iter().all(|one| known.contains(one))
        }
        self.is_of_field(other)
            && match (self, other) {
                (Self::Type(known), Self::Type(wanted)) => all(known, wanted),
                (Self::Date(known), Self::Date(wanted)) => all(known, wanted),
                (Self::Linked(_, known), Self::Linked(_, wanted)) => all(known, wanted),
                (Self::Attribute(_, known), Self::Attribute(_, wanted)) => all(known, wanted),
                (Self::Named(_, known), Self::Named(_, wanted)) | (Self::Own(_, known), Self::Own(_, wanted)) => {
                    all(known, wanted)
                }
                _ => false,
            }
    }

    /// Takes the values of `other` away; says whether none is left.
    pub(super) fn remove(&mut self, other: &Self) -> bool {
        fn take<T: PartialEq>(known: &mut Vec<T>, gone: &[T]) -> bool {
            known.retain(|one| !gone.contains(one));
            known.is_empty()
        }
        match (self, other) {
            (Self::Type(known), Self::Type(gone)) => take(known, gone),
            (Self::Date(known), Self::Date(gone)) => take(known, gone),
            (Self::Linked(_, known), Self::Linked(_, gone)) => take(known, gone),
            (Self::Attribute(_, known), Self::Attribute(_, gone)) => take(known, gone),
            (Self::Named(_, known), Self::Named(_, gone)) | (Self::Own(_, known), Self::Own(_, gone)) => take(known, gone),
            _ => false,
        }
    }

    /// Puts records in the order of their numbers, so that the same choice is the same query.
    pub(super) fn sort(&mut self) {
        if let Self::Linked(_, ids) = self {
            ids.sort_unstable();
        }
    }

    /// Whether it is chosen in a pane that lists neither countries nor topics.
    pub(crate) fn is_beside_panes(&self) -> bool {
        self.narrows() && !self.is_on(Relation::Country) && !self.is_on(Relation::Topic)
    }

    /// Whether it narrows the timeline where it stands beside the text, as what is chosen in a pane does; a type is what is listed.
    pub(super) fn narrows(&self) -> bool {
        !matches!(self, Self::Type(_))
    }

    /// Whether it asks for certain records in this relation.
    pub(crate) fn is_on(&self, relation: Relation) -> bool {
        matches!(self, Self::Linked(known, _) if *known == relation)
    }

    /// Of a condition with exactly two values, one for each of them.
    pub fn halves(&self) -> Option<[Self; 2]> {
        fn two<T: Clone>(values: &[T], half: impl Fn(Vec<T>) -> Filter) -> Option<[Filter; 2]> {
            let [a, b] = values else { return None };
            Some([half(vec![a.clone()]), half(vec![b.clone()])])
        }
        match self {
            Self::Type(types) => two(types, Self::Type),
            Self::Date(ranges) => two(ranges, Self::Date),
            Self::Linked(relation, ids) => two(ids, |ids| Self::Linked(*relation, ids)),
            Self::Attribute(attribute, values) => two(values, |values| Self::Attribute(*attribute, values)),
            Self::Named(name, values) => two(values, |values| Self::Named(*name, values)),
            Self::Own(field, values) => two(values, |values| Self::Own(field, values)),
        }
    }
}
