//! Which texts of a record search reads, and what each is worth.

use super::{FieldType, Record};

/// A searchable field. The order is that of ranking: a hit further up counts more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Titles and names, in every language and spelling, and ids.
    Title,
    /// Speakers, offices, participants, places.
    Person,
    /// Kinds, themes, topics in words.
    Topic,
    /// The words of a quote.
    Text,
    /// Summaries, outcomes, figures, descriptions.
    Summary,
    /// Notes and sources.
    Note,
}

impl Field {
    /// Every field, in the order of ranking.
    pub const ALL: [Self; 6] = [Self::Title, Self::Person, Self::Topic, Self::Text, Self::Summary, Self::Note];

    /// Weight in ranking, after `design`: title 8, person and country 6, topic 5, quote text 4, summary 3, notes 1.
    pub const fn weight(self) -> u8 {
        match self {
            Self::Title => 8,
            Self::Person => 6,
            Self::Topic => 5,
            Self::Text => 4,
            Self::Summary => 3,
            Self::Note => 1,
        }
    }

    /// The field's name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Person => "person",
            Self::Topic => "topic",
            Self::Text => "text",
            Self::Summary => "summary",
            Self::Note => "note",
        }
    }
}

/// A set of searchable fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fields(u8);

impl Fields {
    /// Every field.
    pub const ALL: Self = Self(u8::MAX);

    /// Just these.
    pub const fn of(fields: &[Field]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < fields.len() {
            bits |= 1 << fields[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// One bit a field, by its number.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// Whether `field` is one of them.
    pub const fn has(self, field: Field) -> bool {
        self.0 & 1 << field as u8 != 0
    }

    /// Those in either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Record {
    /// Calls `visit` with every searchable text of the record, the title first.
    pub fn texts<'a>(&'a self, visit: &mut dyn FnMut(Field, &'a str)) {
        match self {
            Self::Event(event) => {
                visit(Field::Title, &event.title);
                visit(Field::Topic, event.kind.label());
                visit(Field::Topic, event.kind.short());
                event.themes.iter().for_each(|t| visit(Field::Topic, t));
                if let Some(place) = &event.place {
                    [&place.city, &place.venue].into_iter().flatten().for_each(|t| visit(Field::Person, t));
                }
                participants(&event.participants, visit);
                visit(Field::Summary, &event.summary);
                event.outcomes.iter().for_each(|o| visit(Field::Summary, &o.text));
                visit(Field::Summary, event.status.label());
            }
            Self::Quote(quote) => {
                visit(Field::Text, &quote.text);
                quote.original.iter().for_each(|o| visit(Field::Text, &o.text));
                [&quote.speaker.description, &quote.speaker.office].into_iter().flatten().for_each(|t| visit(Field::Person, t));
                visit(Field::Note, quote.form.label());
            }
            Self::Outcome(outcome) => {
                visit(Field::Summary, &outcome.text);
                visit(Field::Topic, outcome.form.label());
                outcome.updates.iter().for_each(|update| visit(Field::Summary, &update.text));
                outcome.tally.iter().flat_map(|tally| &tally.votes).for_each(|vote| visit(Field::Note, &vote.vote));
            }
            Self::Topic(topic) => {
                visit(Field::Title, &topic.name);
                topic.names.values().chain(&topic.other_names).for_each(|t| visit(Field::Title, t));
                visit(Field::Summary, &topic.description);
            }
            Self::Country(country) => {
                visit(Field::Title, &country.name);
                country.official_name.iter().chain(&country.alpha3).for_each(|t| visit(Field::Title, t));
                let names = country.names.values().chain(country.official_names.values());
                names.chain(&country.other_names).chain(&country.demonyms).for_each(|t| visit(Field::Title, t));
                if let Some(capital) = &country.capital {
                    visit(Field::Person, &capital.name);
                    capital.names.values().chain(&capital.other_names).for_each(|t| visit(Field::Person, t));
                    for former in &capital.former {
                        visit(Field::Person, &former.name);
                        former.names.values().for_each(|t| visit(Field::Person, t));
                    }
                }
                country.participation.iter().for_each(|t| visit(Field::Summary, t));
            }
            Self::Person(person) => {
                visit(Field::Title, &person.name);
                person.reading.iter().for_each(|t| visit(Field::Title, t));
                person.names.values().chain(&person.other_names).for_each(|t| visit(Field::Title, t));
                person.offices.iter().for_each(|o| visit(Field::Person, &o.title));
            }
            Self::Organisation(organisation) => {
                visit(Field::Title, &organisation.name);
                organisation.abbreviation.iter().for_each(|t| visit(Field::Title, t));
                organisation.names.values().chain(&organisation.other_names).for_each(|t| visit(Field::Title, t));
            }
            Self::Place(place) => {
                visit(Field::Title, &place.name);
                place.names.values().chain(&place.other_names).for_each(|t| visit(Field::Title, t));
            }
            Self::Project(project) => {
                visit(Field::Title, &project.title);
                visit(Field::Summary, &project.summary);
                project.outcomes.iter().for_each(|o| visit(Field::Summary, &o.text));
                participants(&project.participants, visit);
            }
            Self::Document(document) => {
                visit(Field::Title, &document.title);
                visit(Field::Topic, document.kind.label());
                visit(Field::Summary, &document.summary);
                document.contents.iter().for_each(|t| visit(Field::Summary, t));
            }
            Self::Source(source) => {
                // A page’s title is no title of the archive’s own: "Tokyo Dialogue" should find the events first.
                visit(Field::Note, &source.title);
                source.author.iter().for_each(|t| visit(Field::Note, t));
                visit(Field::Note, &source.publisher);
                // An address is nobody’s words, and the page’s own title says again what `title` says: its words in another script
                // would keep records about the thing from being looked for by meaning.
                source.supports.iter().for_each(|t| visit(Field::Note, t));
            }
        }
        visit(if matches!(self, Self::Source(_)) { Field::Note } else { Field::Title }, self.id());
        self.aliases().iter().for_each(|t| visit(Field::Title, t));
        for own in self.own() {
            let field = match own.declaration.of_type {
                FieldType::Term => Field::Topic,
                FieldType::Text | FieldType::Number | FieldType::Date => Field::Summary,
                // Addresses are nobody’s words; what links name is found by its names.
                _ => continue,
            };
            let words = own.values.iter().map(|value| value.text.as_str());
            words.filter(|text| !is_address(text)).for_each(|text| visit(field, text));
        }
        for figure in self.figures() {
            visit(Field::Summary, &figure.as_reported);
            figure.unit.iter().chain(&figure.of).for_each(|t| visit(Field::Summary, t));
        }
        for disagreement in self.disagreements() {
            visit(Field::Note, &disagreement.about);
            disagreement.readings.iter().for_each(|reading| visit(Field::Note, &reading.text));
        }
        self.notes().iter().for_each(|t| visit(Field::Note, t));
    }

    /// Whether the record's titles are names of people, places or bodies, which may be romanised in many ways.
    pub const fn is_name(&self) -> bool {
        matches!(self, Self::Country(_) | Self::Person(_) | Self::Organisation(_) | Self::Place(_))
    }
}

/// Whether a text is the address of a page.
fn is_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
}

fn participants<'a>(participants: &'a [super::Participant], visit: &mut dyn FnMut(Field, &'a str)) {
    for who in participants {
        for text in [&who.name, &who.description, &who.office, &who.on_behalf_of] {
            text.iter().for_each(|t| visit(Field::Person, t));
        }
        who.note.iter().for_each(|t| visit(Field::Note, t));
    }
}
