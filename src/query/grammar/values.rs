//! The fields of the language and what may stand behind each colon.

use super::reader::{Reader, Value, any, within};
use super::{Fields, Node, Sort, SortDirection, Term, countries, named};
use crate::archive::{Archive, Relation};
use crate::query::filter::{Attribute, DayRange, Filter, Name, OwnTest};
use crate::record::{Field, FieldDeclaration, FieldType, OwnKind, RecordType};
use crate::text::{self, did_you_mean};

/// A name that may stand before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum QueryField {
    Type,
    Linked(Relation),
    Named(Name),
    Date,
    Attribute(Attribute),
    Texts(Fields),
    Own(&'static FieldDeclaration),
    In,
    Sort,
}

/// One construct of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Construct {
    /// How it is written.
    pub form: &'static str,
    /// What it means, in a few words.
    pub meaning: &'static str,
    /// A query that finds something in the bundled archive.
    pub example: &'static str,
}

impl Construct {
    /// The name of a field.
    pub(super) fn name(&self) -> &'static str {
        self.form.trim_end_matches(':')
    }
}

pub(in crate::query) const fn row(form: &'static str, meaning: &'static str, example: &'static str) -> Construct {
    Construct { form, meaning, example }
}

/// Every field, in the order in which hints list them, and how it is explained.
pub(in crate::query) const FIELDS: [(QueryField, Construct); 31] = [
    (QueryField::Type, row("type:", "the type of record", "type:document declaration")),
    (
        QueryField::Linked(Relation::Country),
        row("country:", "a country by code or any name; ca5 the five, all6 with Japan", "c:Казахстан uranium"),
    ),
    (QueryField::Linked(Relation::Topic), row("topic:", "a field of cooperation", "topic:tourism visa")),
    (QueryField::Linked(Relation::Speaker), row("speaker:", "who spoke", "speaker:aso catalyst")),
    (QueryField::Linked(Relation::Person), row("person:", "whom a record has to do with", "person:tokayev type:event")),
    (
        QueryField::Linked(Relation::Organisation),
        row("organisation:", "a body a record has to do with", "organisation:jica bridge"),
    ),
    (QueryField::Linked(Relation::By), row("by:", "who agreed, promised or proposed", "by:JP form:pledge")),
    (QueryField::Linked(Relation::To), row("to:", "for whom, or of whom", "to:UZ form:pledge")),
    (QueryField::Named(Name::Place), row("place:", "a city, venue or country, in any script", "place:Душанбе kind:som")),
    (QueryField::Date, row("date:", "a day, month, year, or a stretch of them", "date:2015..2020 type:quote catalyst")),
    (QueryField::Date, row("year:", "the same as date:", "year:2017,2019 kind:fmm")),
    (
        QueryField::Attribute(Attribute::Kind),
        row("kind:", "the series or sort: fmm, som, td, visit, declaration …", "kind:summit"),
    ),
    (QueryField::Attribute(Attribute::Status), row("status:", "held, planned, postponed, cancelled", "status:cancelled")),
    (
        QueryField::Attribute(Attribute::Form),
        row("form:", "agreement, pledge, proposal, result …; verbatim, paraphrase …; online", "form:verbatim"),
    ),
    (
        QueryField::Attribute(Attribute::State),
        row("state:", "what became of it: begun, done, not-known …", "is:commitment state:not-known"),
    ),
    (
        QueryField::Attribute(Attribute::Corroboration),
        row(
            "corroboration:",
            "of quotes and outcomes: primary, secondary, single-secondary",
            "corroboration:primary form:pledge",
        ),
    ),
    (
        QueryField::Attribute(Attribute::Confidence),
        row("confidence:", "how well a record is carried: high, medium, low", "confidence:low"),
    ),
    (QueryField::Attribute(Attribute::Level), row("level:", "the rank of somebody who took part", "level:leader type:event")),
    (
        QueryField::Named(Name::Source),
        row("source:", "resting on a source, by id, title, publisher or kind", "source:unodc border"),
    ),
    (
        QueryField::Named(Name::Vote),
        row("vote:", "of decisions, a vote that was cast: for, against, abstain", "type:outcome -vote:against"),
    ),
    (QueryField::Named(Name::Unit), row("unit:", "with a figure in a unit: JPY, USD, people", "unit:USD")),
    (QueryField::Named(Name::Pack), row("pack:", "from a pack", "pack:central-asia kind:declaration")),
    (QueryField::Named(Name::Id), row("id:", "the beginning of an id", "id:fmm-05")),
    (QueryField::Texts(Fields::of(&[Field::Title])), row("title:", "words in titles and names", "title:roadmap")),
    (
        QueryField::Texts(Fields::of(&[Field::Text, Field::Summary])),
        row("text:", "words in quotes and summaries", "text:\"gas pipeline\""),
    ),
    (
        QueryField::Texts(Fields::of(&[Field::Note])),
        row("note:", "words in notes and sources, and in your own notes; note:mine all of yours", "note:earthquake"),
    ),
    (QueryField::In, row("in:", "where all words are looked for: title, person, topic, text, summary, note", "corridor in:text")),
    (
        QueryField::Attribute(Attribute::Has),
        row("has:", "quote, figure, note, outcome, disagreement, document, project …", "has:figure kind:visit"),
    ),
    (
        QueryField::Attribute(Attribute::Is),
        row("is:", "marked, noted, new, held, planned, postponed, cancelled, uncertain, quoted, commitment", "is:marked"),
    ),
    (QueryField::Named(Name::Mark), row("mark:", "marked under a word of yours", "mark:thesis")),
    (QueryField::Sort, row("sort:", "date, -date or rank", "uranium sort:date")),
];

/// What asks for all of the reader's own notes, behind `note:`.
const MINE: &str = "mine";

/// The names that `in:` knows, each of one searchable field.
pub(super) const PLACES: [Field; 6] = [Field::Title, Field::Person, Field::Topic, Field::Text, Field::Summary, Field::Note];

/// The field that `name` is or abbreviates; those that packs declare come last.
pub(super) fn field(name: &str, archive: &Archive) -> Result<(&'static str, QueryField), String> {
    let name = name.to_ascii_lowercase();
    let name = if name.starts_with("organiz") { name.replacen('z', "s", 1) } else { name };
    let fields = || FIELDS.iter().map(|(key, row)| (row.name(), *key));
    if let Some(exact) = fields().find(|(known, _)| *known == name) {
        return Ok(exact);
    }
    let own = archive.fields();
    let own = || own.iter().map(|field| (field.name.as_str(), QueryField::Own(field)));
    if let Some(exact) = own().find(|(known, _)| *known == name) {
        return Ok(exact);
    }
    let mut fitting: Vec<_> = fields().filter(|(known, _)| known.starts_with(&name)).collect();
    if fitting.is_empty() {
        fitting = own().filter(|(known, _)| known.starts_with(&name)).collect();
    }
    if fitting.len() > 1 {
        // What readers have long typed keeps its meaning: "c:" is country, whatever came later.
        fitting.retain(|(_, key)| !is_cut_last(*key));
    }
    let names = |list: &[(&str, QueryField)]| list.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
    match fitting[..] {
        [only] => Ok(only),
        [] => {
            let near = text::nearest(&name, fields().chain(own()).map(|(known, _)| known)).into_iter().next();
            let near = near.map_or_else(String::new, |near| format!("did you mean “{near}:”? "));
            let all = names(&fields().chain(own()).collect::<Vec<_>>());
            Err(format!("no field “{name}:”; searched as words ({near}fields: {all})"))
        }
        _ => Err(format!("“{name}:” may be {}; searched as words", names(&fitting))),
    }
}

/// Whether a beginning means this field only if it begins no other.
const fn is_cut_last(key: QueryField) -> bool {
    matches!(
        key,
        QueryField::Linked(Relation::By | Relation::To)
            | QueryField::Attribute(Attribute::State | Attribute::Corroboration | Attribute::Confidence)
    )
}

impl Reader<'_> {
    /// Reads the values of the field written at `from`.
    pub(super) fn values(&mut self, from: usize, (name, key): (&'static str, QueryField)) -> Option<Node> {
        let mut values = Vec::new();
        loop {
            values.extend(self.value());
            if !self.take(',') {
                break;
            }
        }
        if values.is_empty() {
            let known = choices(key);
            let known = if known.is_empty() { String::new() } else { format!(": {known}") };
            self.hint(from, format!("“{name}:” needs a value behind it{known}"));
            return None;
        }
        if let QueryField::Texts(fields) = key {
            // The reader's own notes have a word by which all are asked for; in quotation marks it is a word like others.
            let is_mine = |node: &Node| name == "note" && matches!(node, Node::Term(Term::Word { word, .. }) if word == MINE);
            let (mine, others): (Vec<Node>, Vec<Node>) = values.into_iter().filter_map(|value| value.node).partition(is_mine);
            let noted = (!mine.is_empty()).then(|| Node::Filter(Filter::Attribute(Attribute::Is, vec!["noted"])));
            return any(noted.into_iter().chain(any(others).map(|node| within(fields, node))).collect());
        }
        match key {
            QueryField::In => {
                let fields = self.all(&values, places);
                if let Some(fields) = fields.into_iter().reduce(Fields::or) {
                    let known = self.parsed.fields.unwrap_or(Fields::ALL);
                    self.parsed.fields = Some(known.and(fields));
                }
                None
            }
            QueryField::Sort => {
                let archive = self.archive;
                self.parsed.sort = self.all(&values, |value| sort(value, archive)).pop().or(self.parsed.sort);
                None
            }
            _ => {
                let archive = self.archive;
                let filters = self.all(&values, |value| key.condition(archive, value).map(|filter| vec![filter]));
                any(Filter::joined(filters).into_iter().map(Node::Filter).collect())
            }
        }
    }

    /// Reads each value; what one does not know is a hint.
    fn all<T: PartialEq>(&mut self, values: &[Value], mut read: impl FnMut(&str) -> Result<Vec<T>, String>) -> Vec<T> {
        let mut found = Vec::new();
        for value in values {
            let answer =
                if value.text.is_empty() { Err("brackets cannot stand behind this field".to_owned()) } else { read(&value.text) };
            match answer {
                Ok(more) => more.into_iter().for_each(|one| {
                    if !found.contains(&one) {
                        found.push(one);
                    }
                }),
                Err(message) => self.hint(value.at, message),
            }
        }
        found
    }
}

impl Filter {
    /// The condition `field:value`, as in a query text.
    ///
    /// # Errors
    /// What is wrong with the field or the value, and what may be written.
    pub(in crate::query) fn read(name: &str, value: &str, archive: &Archive) -> Result<Self, String> {
        field(name, archive)?.1.condition(archive, value)
    }
}

/// The type of the records in this relation.
pub(super) const fn targets(relation: Relation) -> &'static [RecordType] {
    match relation {
        Relation::Country => &[RecordType::Country],
        Relation::Topic => &[RecordType::Topic],
        Relation::Organisation => &[RecordType::Organisation],
        Relation::By | Relation::To => &[RecordType::Country, RecordType::Organisation, RecordType::Person],
        _ => &[RecordType::Person],
    }
}

impl QueryField {
    /// The first of its names.
    pub(super) fn name(self) -> &'static str {
        FIELDS.iter().find(|(key, _)| *key == self).map_or("", |(_, row)| row.name())
    }

    /// The condition with one value.
    fn condition(self, archive: &Archive, value: &str) -> Result<Filter, String> {
        match self {
            Self::Type => record_types(value).map(Filter::Type),
            Self::Linked(Relation::Country) => countries(archive, value).map(|ids| Filter::Linked(Relation::Country, ids)),
            Self::Linked(relation @ (Relation::By | Relation::To)) => {
                let found = targets(relation).iter().find_map(|&of_type| named(archive, of_type, value).ok());
                let message = || format!("no country, body or person {}", text::quote(value));
                found.map(|ids| Filter::Linked(relation, ids)).ok_or_else(message)
            }
            Self::Linked(relation) => {
                let people = named(archive, targets(relation)[0], value).map(|ids| Filter::Linked(relation, ids));
                // Who spoke may be known by a description only.
                people.or_else(|message| match Name::Speaker.read(archive, value) {
                    Some(described) if relation == Relation::Speaker => Ok(Filter::Named(Name::Speaker, vec![described])),
                    _ => Err(message),
                })
            }
            Self::Named(name) => match name.read(archive, value) {
                Some(folded) => Ok(Filter::Named(name, vec![folded])),
                None => Err(format!("no {} {}", self.name(), text::quote(value))),
            },
            Self::Date => DayRange::read(value).map(|range| Filter::Date(vec![range])),
            Self::Attribute(Attribute::Kind) if !own_kinds(archive, value).is_empty() => {
                let mut values = Attribute::Kind.read(value);
                values.extend(own_kinds(archive, value));
                Ok(Filter::Attribute(Attribute::Kind, values))
            }
            Self::Attribute(attribute) => match attribute.read(value) {
                none if none.is_empty() => {
                    Err(format!("“{}:” knows no {}; write {}", self.name(), text::quote(value), attribute.choices()))
                }
                values => Ok(Filter::Attribute(attribute, values)),
            },
            Self::Own(field) => match field.of_type.target().filter(|_| value.trim() != "*") {
                Some(target) => {
                    let ids = named(archive, target, value)?;
                    Ok(Filter::Own(field, ids.into_iter().map(|id| archive.record(id).id().to_owned()).collect()))
                }
                None => OwnTest::read(field, value, archive).map(|_| Filter::Own(field, vec![value.trim().to_owned()])),
            },
            Self::Texts(_) | Self::In | Self::Sort => Err("this field is no condition on a record".to_owned()),
        }
    }
}

/// The kinds of packs' own that `value` names: by id, name or short form, else those that begin so.
fn own_kinds(archive: &Archive, value: &str) -> Vec<&'static str> {
    let plain = |name: &str| text::fold(&name.replace(['-', '_'], " "));
    let wanted = plain(value);
    let kinds = archive.own_kinds();
    let names = |kind: &OwnKind| [plain(kind.id()), plain(kind.label()), plain(kind.short())];
    let exact = || kinds.iter().filter(|kind| names(kind).contains(&wanted));
    let begun = || kinds.iter().filter(|kind| !wanted.is_empty() && names(kind).iter().any(|name| name.starts_with(&wanted)));
    let found: Vec<&'static str> = exact().map(|kind| kind.id()).collect();
    if found.is_empty() { begun().map(|kind| kind.id()).collect() } else { found }
}

/// What a field takes, where that is a list.
fn choices(key: QueryField) -> String {
    match key {
        QueryField::Type => RecordType::ALL.map(RecordType::name).join(", "),
        QueryField::Attribute(attribute) => attribute.choices(),
        QueryField::In => PLACES.map(Field::name).join(", "),
        QueryField::Sort => "date, -date, rank".to_owned(),
        QueryField::Date => "2017, 2017-05, 2015..2020, >=2019-05".to_owned(),
        QueryField::Named(Name::Vote) => "for, against, abstain".to_owned(),
        QueryField::Own(field) => match field.of_type {
            FieldType::Number => "1000, >1000, 10..20".to_owned(),
            FieldType::Date => choices(QueryField::Date),
            FieldType::Flag => "yes, no".to_owned(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

fn record_types(value: &str) -> Result<Vec<RecordType>, String> {
    if let Some(exact) = RecordType::named(value) {
        return Ok(vec![exact]);
    }
    let value = value.to_ascii_lowercase().replace("organiz", "organis");
    let begun: Vec<RecordType> =
        RecordType::ALL.into_iter().filter(|t| t.name().starts_with(&value) || t.plural().starts_with(&value)).collect();
    if begun.is_empty() {
        let near =
            did_you_mean(&value, RecordType::ALL.iter().map(|t| t.plural())).map_or_else(String::new, |near| format!("; {near}"));
        return Err(format!("no type {}{near} (types: {})", text::quote(&value), choices(QueryField::Type)));
    }
    Ok(begun)
}

fn places(value: &str) -> Result<Vec<Fields>, String> {
    let value = value.to_ascii_lowercase();
    let found: Vec<Fields> =
        PLACES.into_iter().filter(|field| field.name().starts_with(&value)).map(|field| Fields::of(&[field])).collect();
    if found.is_empty() { Err(format!("“in:” knows no “{value}”; write {}", choices(QueryField::In))) } else { Ok(found) }
}

fn sort(value: &str, archive: &Archive) -> Result<Vec<Sort>, String> {
    let known = Sort::ALL.into_iter().find(|(_, name, _)| name.eq_ignore_ascii_case(value));
    let (name, direction) = value.strip_prefix('-').map_or((value, SortDirection::Up), |name| (name, SortDirection::Down));
    let own = || archive.fields().into_iter().find(|field| field.name.eq_ignore_ascii_case(name));
    known
        .map(|(sort, ..)| vec![sort])
        .or_else(|| own().map(|field| vec![Sort::Own(field, direction)]))
        .ok_or_else(|| format!("no order {}; write sort:date, sort:-date or sort:rank", text::quote(value)))
}
