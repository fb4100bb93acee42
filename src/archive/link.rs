//! What a record names, and as what.

use crate::record::{FieldType, Participant, Record, RecordType};

/// What one record is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Relation {
    Country,
    Topic,
    Person,
    Speaker,
    Host,
    Organisation,
    By,
    To,
    Place,
    Event,
    Document,
    Project,
    Related,
    Parent,
    Source,
}

impl Relation {
    pub(super) const ALL: [Self; 15] = [
        Self::Country,
        Self::Topic,
        Self::Person,
        Self::Speaker,
        Self::Host,
        Self::Organisation,
        Self::By,
        Self::To,
        Self::Place,
        Self::Event,
        Self::Document,
        Self::Project,
        Self::Related,
        Self::Parent,
        Self::Source,
    ];

    /// The types of record it may point at; empty for any.
    pub(super) const fn targets(self) -> &'static [RecordType] {
        match self {
            Self::Country => &[RecordType::Country],
            Self::Topic | Self::Parent => &[RecordType::Topic],
            Self::Person | Self::Speaker => &[RecordType::Person],
            Self::Host | Self::Organisation => &[RecordType::Organisation],
            Self::By | Self::To => &[RecordType::Country, RecordType::Organisation, RecordType::Person],
            Self::Place => &[RecordType::Place],
            Self::Event => &[RecordType::Event],
            Self::Document => &[RecordType::Document],
            Self::Project => &[RecordType::Project],
            Self::Source => &[RecordType::Source],
            Self::Related => &[],
        }
    }

    /// What the records named by a declared field are to the one that has it; none if such a field names none.
    pub(super) const fn of_field(of_type: FieldType) -> Option<Self> {
        Some(match of_type {
            FieldType::Person => Self::Person,
            FieldType::Organisation => Self::Organisation,
            FieldType::Country => Self::Country,
            FieldType::Place => Self::Place,
            FieldType::Topic => Self::Topic,
            FieldType::Event => Self::Event,
            FieldType::Text | FieldType::Term | FieldType::Number | FieldType::Date | FieldType::Url | FieldType::Flag => {
                return None;
            }
        })
    }
}

/// What a record that a field called `key` names by id is to the one that holds the field; none if it names none. In
/// every type of record a field of that name means the same, which a test on the bundled pack holds to.
pub(super) fn named_by(parent: &str, key: &str) -> Option<Relation> {
    Some(match key {
        "country" | "countries" | "signatories" => Relation::Country,
        "topics" => Relation::Topic,
        "parent" => Relation::Parent,
        "person" | "chair" => Relation::Person,
        "hosts" | "organisation" | "organisations" => Relation::Host,
        "by" => Relation::By,
        "to" if parent.is_empty() => Relation::To,
        "stops" => Relation::Place,
        "id" if parent == "place" => Relation::Place,
        "event" => Relation::Event,
        "document" | "documents" => Relation::Document,
        "project" => Relation::Project,
        "sources" => Relation::Source,
        "id" if parent == "related" => Relation::Related,
        _ => return None,
    })
}

/// Calls `visit` with everything the record refers to by id.
pub(super) fn references<'a>(record: &'a Record, visit: &mut dyn FnMut(Relation, &'a str)) {
    fn each<'a>(relation: Relation, ids: &'a [String], visit: &mut dyn FnMut(Relation, &'a str)) {
        ids.iter().for_each(|id| visit(relation, id));
    }
    // The record’s own list first: its order is the author’s, and the numbers on a page follow it.
    each(Relation::Source, record.sources(), visit);
    match record {
        Record::Event(event) => {
            each(Relation::Host, &event.hosts, visit);
            event.chair.iter().for_each(|id| visit(Relation::Person, id));
            participants(&event.participants, visit);
            each(Relation::Organisation, &event.organisations, visit);
            each(Relation::Country, &event.countries, visit);
            if let Some(place) = &event.place {
                place.id.iter().for_each(|id| visit(Relation::Place, id));
                place.country.iter().for_each(|id| visit(Relation::Country, id));
            }
            each(Relation::Place, &event.stops, visit);
            each(Relation::Topic, &event.topics, visit);
            each(Relation::Document, &event.documents, visit);
            event.related.iter().for_each(|r| visit(Relation::Related, &r.id));
        }
        Record::Quote(quote) => {
            quote.event.iter().for_each(|id| visit(Relation::Event, id));
            quote.speaker.person.iter().for_each(|id| visit(Relation::Speaker, id));
            quote.speaker.organisation.iter().for_each(|id| visit(Relation::Organisation, id));
            each(Relation::Country, &quote.countries, visit);
            quote.speaker.country.iter().for_each(|id| visit(Relation::Country, id));
            each(Relation::Topic, &quote.topics, visit);
        }
        Record::Topic(topic) => topic.parent.iter().for_each(|id| visit(Relation::Parent, id)),
        Record::Outcome(outcome) => {
            outcome.event.iter().for_each(|id| visit(Relation::Event, id));
            outcome.document.iter().for_each(|id| visit(Relation::Document, id));
            outcome.project.iter().for_each(|id| visit(Relation::Project, id));
            each(Relation::By, &outcome.by, visit);
            each(Relation::To, &outcome.to, visit);
            each(Relation::Country, &outcome.countries, visit);
            each(Relation::Topic, &outcome.topics, visit);
            for vote in outcome.tally.iter().flat_map(|tally| &tally.votes) {
                vote.person.iter().for_each(|id| visit(Relation::Person, id));
                vote.country.iter().for_each(|id| visit(Relation::Country, id));
                vote.organisation.iter().for_each(|id| visit(Relation::Organisation, id));
            }
            outcome.updates.iter().for_each(|update| each(Relation::Source, &update.sources, visit));
        }
        Record::Place(place) => place.country.iter().for_each(|id| visit(Relation::Country, id)),
        Record::Country(_) | Record::Source(_) => {}
        Record::Person(person) => {
            person.country.iter().for_each(|id| visit(Relation::Country, id));
            for office in &person.offices {
                office.organisation.iter().for_each(|id| visit(Relation::Organisation, id));
                each(Relation::Source, &office.sources, visit);
            }
        }
        Record::Organisation(organisation) => organisation.country.iter().for_each(|id| visit(Relation::Country, id)),
        Record::Project(project) => {
            each(Relation::Country, &project.countries, visit);
            each(Relation::Topic, &project.topics, visit);
            project.event.iter().for_each(|id| visit(Relation::Event, id));
            each(Relation::Organisation, &project.organisations, visit);
            participants(&project.participants, visit);
        }
        Record::Document(document) => {
            document.event.iter().for_each(|id| visit(Relation::Event, id));
            each(Relation::Country, &document.signatories, visit);
            each(Relation::Topic, &document.topics, visit);
        }
    }
    for outcome in record.inline_outcomes() {
        each(Relation::Topic, &outcome.topics, visit);
        each(Relation::Country, &outcome.countries, visit);
        each(Relation::Source, &outcome.sources, visit);
    }
    for own in record.own() {
        let Some(relation) = Relation::of_field(own.declaration.of_type) else { continue };
        own.values.iter().for_each(|value| visit(relation, &value.text));
    }
    record.figures().iter().for_each(|figure| each(Relation::Source, &figure.sources, visit));
    let readings = record.disagreements().iter().flat_map(|disagreement| &disagreement.readings);
    readings.for_each(|reading| each(Relation::Source, &reading.sources, visit));
}

fn participants<'a>(participants: &'a [Participant], visit: &mut dyn FnMut(Relation, &'a str)) {
    for who in participants {
        who.person.iter().for_each(|id| visit(Relation::Person, id));
        who.country.iter().for_each(|id| visit(Relation::Country, id));
        who.organisation.iter().for_each(|id| visit(Relation::Organisation, id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Pack;

    fn named(key: &str, relation: Option<Relation>, value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.iter().for_each(|(inner, v)| named(inner, named_by(key, inner), v, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| named(key, relation, item, found)),
            serde_json::Value::String(name) if relation.is_some() => found.push(name.clone()),
            _ => {}
        }
    }

    #[test]
    fn the_checker_knows_every_field_that_names_a_record() {
        for record in Pack::bundled().expect("bundled").records {
            let mut by_type = Vec::new();
            references(&record, &mut |_, name| by_type.push(name.to_owned()));
            let mut by_key = Vec::new();
            named("", None, &serde_json::to_value(&record).expect("JSON"), &mut by_key);
            by_type.sort_unstable();
            by_key.sort_unstable();
            assert_eq!(by_type, by_key, "{}", record.id());
        }
    }
}
