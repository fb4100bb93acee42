//! By what records are counted, the values that they have of it, and the condition that asks for each value.

mod offered;

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use clap::ValueEnum;
use fixedbitset::FixedBitSet;

use super::Catalogue;
use super::money::currency;
use crate::archive::{Archive, EventPlace, Gazetteer, Id, Locality, Relation};
use crate::query::{Places, value_text};
use crate::record::{
    Corroboration, EventKind, FieldDeclaration, FieldType, Language, OutcomeForm, Record, RecordType, SourceKind, State, name_of,
};

/// What records are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
#[allow(missing_docs)]
pub enum Facet {
    Country,
    Topic,
    Type,
    Kind,
    Form,
    State,
    Year,
    Place,
    SourceKind,
    Corroboration,
    Organisation,
    Person,
    Currency,
    /// A field that a pack declares.
    #[value(skip)]
    Own(&'static FieldDeclaration),
}

impl Facet {
    /// Those of one type of records; [`Facet::Type`] is none of these.
    pub const OF_ONE_TYPE: [Self; 12] = [
        Self::Country,
        Self::Topic,
        Self::Kind,
        Self::Form,
        Self::State,
        Self::Year,
        Self::Place,
        Self::SourceKind,
        Self::Corroboration,
        Self::Organisation,
        Self::Person,
        Self::Currency,
    ];

    /// What it is called: "source kind".
    pub fn label(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Topic => "topic",
            Self::Type => "type",
            Self::Kind => "kind",
            Self::Form => "form",
            Self::State => "state",
            Self::Year => "year",
            Self::Place => "place",
            Self::SourceKind => "source kind",
            Self::Corroboration => "corroboration",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Currency => "currency",
            Self::Own(field) => field.label(),
        }
    }

    /// Several of its values: "source kinds".
    pub fn plural(self) -> &'static str {
        match self {
            Self::Country => "countries",
            Self::Topic => "topics",
            Self::Type => "types",
            Self::Kind => "kinds",
            Self::Form => "forms",
            Self::State => "states",
            Self::Year => "years",
            Self::Place => "places",
            Self::SourceKind => "source kinds",
            Self::Corroboration => "corroborations",
            Self::Organisation => "organisations",
            Self::Person => "people",
            Self::Currency => "currencies",
            Self::Own(field) => field.label(),
        }
    }

    /// The field of a query that asks for a value of it.
    pub fn field(self) -> &'static str {
        match self {
            Self::SourceKind => "source",
            Self::Currency => "unit",
            Self::Own(field) => field.name.as_str(),
            facet => facet.label(),
        }
    }

    /// Whether only outcomes have it, of what a table by it counts.
    pub const fn is_of_outcomes(self) -> bool {
        matches!(self, Self::Form | Self::State | Self::Corroboration | Self::Currency)
    }

    /// The type of records that a table by these two counts.
    pub const fn counted(rows: Self, columns: Self) -> RecordType {
        if rows.is_of_outcomes() || columns.is_of_outcomes() { RecordType::Outcome } else { RecordType::Event }
    }
}

/// What a row or column of a table is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FacetValue {
    /// A country, topic, person or body.
    Record(Id),
    /// A place.
    Place(Locality),
    /// A word of a short list, as the pack format writes it, and how people say it.
    Word(String, &'static str),
    /// The code of a currency.
    Currency(String),
    /// A year.
    Year(i32),
    /// A value of a declared field, as it is written.
    Own(String),
}

impl FacetValue {
    /// Its id, as tables for programs have it.
    pub fn id(&self, archive: &Archive) -> String {
        match self {
            Self::Record(id) | Self::Place(Locality::Record(id)) => archive.record(*id).id().to_owned(),
            Self::Place(_) => self.name(archive, Language::En),
            Self::Word(code, _) | Self::Currency(code) | Self::Own(code) => code.clone(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// Its name.
    pub fn name(&self, archive: &Archive, language: Language) -> String {
        match self {
            Self::Record(id) | Self::Place(Locality::Record(id)) => archive.title(*id, language).to_owned(),
            Self::Place(Locality::Capital(country)) => {
                let capital = archive.country(*country).and_then(|country| country.capital.as_ref());
                capital.map(|capital| capital.called(language).to_owned()).unwrap_or_default()
            }
            Self::Place(Locality::City(words, _)) => crate::text::capitalise(words),
            Self::Place(Locality::Point(north, east)) => {
                format!("{:.2} N, {:.2} E", f64::from_bits(*north), f64::from_bits(*east))
            }
            Self::Word(_, label) => (*label).to_owned(),
            Self::Currency(code) | Self::Own(code) => code.clone(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// The condition that asks for it; none of what no search can ask for.
    pub fn condition(&self, archive: &Archive, facet: Facet) -> Option<String> {
        Some(match self {
            Self::Record(id) => format!("{}:{}", facet.field(), archive.record(*id).id()),
            Self::Place(place) => return Places::condition(archive, place),
            Self::Word(word, _) => format!("{}:{word}", facet.field()),
            Self::Currency(code) => format!("unit:{code}"),
            Self::Own(value) => format!("{}:{}", facet.field(), value_text(value)),
            Self::Year(year) if (0..=9999).contains(year) => format!("year:{year:04}"),
            Self::Year(_) => return None,
        })
    }
}

/// The values of a facet, each with the records of `selected` that have it: countries, topics and words of short lists in their
/// order, whatever else is named with the most often named first. Years are the caller’s own.
pub(super) fn sets(catalogue: &Catalogue, selected: &FixedBitSet, facet: Facet) -> Vec<(FacetValue, FixedBitSet)> {
    let archive = &catalogue.archive;
    let linked = |of_type| {
        let of = |&id: &Id| {
            let mut set = selected.clone();
            catalogue.facets().narrow(&mut set, &[id]);
            (FacetValue::Record(id), set)
        };
        archive.of_type(of_type).iter().map(of).collect()
    };
    match facet {
        Facet::Country => return linked(RecordType::Country),
        Facet::Topic => return linked(RecordType::Topic),
        Facet::Own(field) => return own_sets(catalogue, selected, field),
        _ => {}
    }
    let mut by_value: HashMap<FacetValue, FixedBitSet> = HashMap::new();
    let mut values = Values::new(archive, facet);
    for number in selected.ones() {
        for value in values.of(Id::from_index(number)) {
            by_value.entry(value).or_insert_with(|| FixedBitSet::with_capacity(archive.end())).insert(number);
        }
    }
    let order = words(facet);
    let mut sets: Vec<(FacetValue, FixedBitSet)> = by_value.into_iter().collect();
    sets.sort_by_cached_key(|(value, set)| {
        let in_list = order.iter().position(|(word, _)| matches!(value, FacetValue::Word(own, _) if own == word));
        (in_list, std::cmp::Reverse(set.count_ones(..)), value.name(archive, Language::En))
    });
    if facet == Facet::Type {
        // A program finds the same columns every time.
        let empty = |(word, label)| (FacetValue::Word(word, label), FixedBitSet::with_capacity(archive.end()));
        let all = order.into_iter().map(empty);
        return all.map(|(value, none)| sets.iter().find(|(own, _)| *own == value).cloned().unwrap_or((value, none))).collect();
    }
    sets
}

/// The values of a declared field, all of them, with the records of `selected` that have each.
fn own_sets(catalogue: &Catalogue, selected: &FixedBitSet, field: &'static FieldDeclaration) -> Vec<(FacetValue, FixedBitSet)> {
    let archive = &catalogue.archive;
    let value = |text: &String| {
        let record = archive.id(text).filter(|&id| field.of_type.target() == Some(archive.record_type(id)));
        match (record, text.parse::<bool>()) {
            (Some(id), _) => FacetValue::Record(id),
            (None, Ok(is)) if field.of_type == FieldType::Flag => FacetValue::Word(text.clone(), if is { "yes" } else { "no" }),
            _ => FacetValue::Own(text.clone()),
        }
    };
    let sets = catalogue.own_sets(field, &AtomicBool::new(false));
    sets.iter().map(|(text, set)| (value(text), set & selected)).collect()
}

/// The words of a facet that has a short list of them, in order.
fn words(facet: Facet) -> Vec<(String, &'static str)> {
    match facet {
        Facet::Type => RecordType::ALL.map(|of_type| (of_type.name().to_owned(), of_type.name())).to_vec(),
        Facet::Kind => EventKind::ALL.map(|kind| (kind.name().to_owned(), kind.label())).to_vec(),
        Facet::Form => OutcomeForm::ALL.map(|form| (name_of(form), form.label())).to_vec(),
        Facet::State => State::ALL.map(|state| (name_of(state), state.label())).to_vec(),
        Facet::SourceKind => [SourceKind::Primary, SourceKind::Mirror, SourceKind::Secondary, SourceKind::Reference]
            .map(|kind| (name_of(kind), kind.label()))
            .to_vec(),
        Facet::Corroboration => [Corroboration::Primary, Corroboration::Secondary, Corroboration::SingleSecondary]
            .map(|level| (name_of(level), level.label()))
            .to_vec(),
        _ => Vec::new(),
    }
}

/// Which values a record has.
struct Values<'a> {
    archive: &'a Archive,
    facet: Facet,
    gazetteer: Gazetteer,
    places: HashMap<&'a EventPlace, Vec<FacetValue>>,
}

impl<'a> Values<'a> {
    fn new(archive: &'a Archive, facet: Facet) -> Self {
        let gazetteer = if facet == Facet::Place { Gazetteer::new(archive) } else { Gazetteer::default() };
        Self { archive, facet, gazetteer, places: HashMap::new() }
    }

    fn of(&mut self, id: Id) -> Vec<FacetValue> {
        let archive = self.archive;
        let one = |word: String, label| vec![FacetValue::Word(word, label)];
        match self.facet {
            Facet::Type => {
                let name = archive.record_type(id).name();
                one(name.to_owned(), name)
            }
            Facet::Kind => self.kind(id).map_or_else(Vec::new, |kind| one(name_of(kind), kind.label())),
            Facet::Form => match archive.record(id) {
                Record::Outcome(outcome) => one(name_of(outcome.form), outcome.form.label()),
                Record::Quote(quote) => one(name_of(quote.form), quote.form.label()),
                Record::Event(event) => event.format.map_or_else(Vec::new, |format| one(name_of(format), format.label())),
                _ => Vec::new(),
            },
            Facet::State => match archive.record(id) {
                Record::Outcome(outcome) => outcome.state().map_or_else(Vec::new, |state| one(name_of(state), state.label())),
                _ => Vec::new(),
            },
            Facet::Corroboration => archive.corroboration(id).map_or_else(Vec::new, |level| one(name_of(level), level.label())),
            Facet::SourceKind => {
                let sources = archive.linked(id, Relation::Source);
                let mut kinds: Vec<SourceKind> = sources
                    .filter_map(
                        |source| if let Record::Source(source) = archive.record(source) { Some(source.kind) } else { None },
                    )
                    .collect();
                kinds.sort_unstable_by_key(|kind| *kind as u8);
                kinds.dedup();
                kinds.into_iter().map(|kind| FacetValue::Word(name_of(kind), kind.label())).collect()
            }
            Facet::Place => self.places(id),
            Facet::Organisation => {
                self.named(id, RecordType::Organisation, &[Relation::Host, Relation::Organisation, Relation::By, Relation::To])
            }
            Facet::Person => {
                self.named(id, RecordType::Person, &[Relation::Person, Relation::Speaker, Relation::By, Relation::To])
            }
            Facet::Currency => {
                let mut codes: Vec<&str> = archive.record(id).figures().iter().filter_map(currency).collect();
                codes.sort_unstable();
                codes.dedup();
                codes.into_iter().map(|code| FacetValue::Currency(code.to_owned())).collect()
            }
            Facet::Year => archive.year(id).map(FacetValue::Year).into_iter().collect(),
            Facet::Country | Facet::Topic | Facet::Own(_) => Vec::new(),
        }
    }

    /// The event that it is, or to which it belongs.
    fn event(&self, id: Id) -> Option<Id> {
        if self.archive.record_type(id) == RecordType::Event {
            return Some(id);
        }
        self.archive.segment_of(id).and_then(|(segment, at)| segment.event(at))
    }

    fn kind(&self, id: Id) -> Option<EventKind> {
        let shares = matches!(
            self.archive.record_type(id),
            RecordType::Event | RecordType::Quote | RecordType::Outcome | RecordType::Document
        );
        self.archive.event_kind(self.event(id).filter(|_| shares)?)
    }

    fn places(&mut self, id: Id) -> Vec<FacetValue> {
        let archive = self.archive;
        let Some(event) = self.event(id).and_then(|event| archive.event_place(event)) else { return Vec::new() };
        let sites = || self.gazetteer.sites(archive, event).into_iter().map(|site| FacetValue::Place(site.locality)).collect();
        self.places.entry(event).or_insert_with(sites).clone()
    }

    fn named(&self, id: Id, wanted: RecordType, relations: &[Relation]) -> Vec<FacetValue> {
        let mut found: Vec<Id> = relations.iter().flat_map(|&relation| self.archive.linked(id, relation)).collect();
        found.retain(|&id| self.archive.record_type(id) == wanted);
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(FacetValue::Record).collect()
    }
}
