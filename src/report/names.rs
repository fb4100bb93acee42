//! The articles of what has a name: topics, countries, people, bodies and places.

use super::composer::Composer;
use super::inline::Inline;
use crate::archive::Relation;
use crate::page;
use crate::record::{Country, Date, Language, Names, Office, Organisation, Person, Place, Topic};
use crate::text;

pub fn topic(composer: &mut Composer<'_>, topic: &Topic) {
    composer.paragraph(&topic.description);
    composer.linked("Part of", Relation::Parent);
    let parts = composer.links(composer.archive.referring_as(composer.id, Relation::Parent));
    composer.fact("Includes", parts);
    forms(composer, &topic.names);
    composer.fact_text("Also", &topic.other_names.join(", "));
    let concepts = topic.concepts.iter().filter_map(|id| composer.archive.concept(id));
    let names: Vec<&str> = concepts.map(|concept| concept.name(Language::En)).collect();
    composer.fact_text("Covers", &names.join(", "));
    // Topics and countries are named by most records; their chapters have them.
    composer.referring(false);
}

pub fn country(composer: &mut Composer<'_>, country: &Country) {
    composer.paragraph(country.participation.as_deref().unwrap_or_default());
    composer.fact_text("Official name", country.official_name.as_deref().unwrap_or_default());
    official(composer, &country.official_names);
    forms(composer, &country.names);
    composer.fact_text("Also", &country.other_names.join(", "));
    composer.fact_text("Code", &std::iter::once(&country.id).chain(&country.alpha3).cloned().collect::<Vec<_>>().join(", "));
    if let Some(capital) = &country.capital {
        composer.fact_text("Capital", &capital.name);
    }
    if let Some(area) = country.area_km2 {
        composer.fact_text("Area", &format!("{} km²", text::thousands(area as usize)));
    }
    if let Some(relations) = &country.relations_with_japan {
        for (name, value) in [
            ("Recognised by Japan", &relations.recognised),
            ("Relations with Japan", &relations.established),
            ("Embassy of Japan", &relations.embassy_of_japan),
            ("Embassy in Tokyo", &relations.embassy_in_tokyo),
        ] {
            let value = value.as_deref().unwrap_or_default();
            composer.fact_text(name, &value.parse().map_or_else(|_| value.to_owned(), |date: Date| date.to_string()));
        }
    }
    composer.referring(false);
}

pub fn person(composer: &mut Composer<'_>, person: &Person) {
    composer.linked("Country", Relation::Country);
    if person.uncertain {
        composer.fact("Name", vec![Inline::Warning("the spelling in Latin letters is uncertain".to_owned())]);
    }
    forms(composer, &person.names);
    if let Some(reading) = &person.reading {
        composer.fact("Reading", vec![Inline::Foreign("ja".to_owned(), reading.clone())]);
    }
    composer.fact_text("Also", &person.other_names.join(", "));
    let mut items = Vec::new();
    for office in &person.offices {
        let mut item = vec![Inline::text(&office.title), Inline::text(held(office))];
        item.extend(composer.sources(&office.sources));
        items.push(item);
    }
    composer.list("Offices", items);
    composer.referring(true);
}

/// ", from January 2006 to 2009 (a note)", ", attested 14 March 2025".
fn held(office: &Office) -> String {
    let when = match (&office.from, &office.to, &office.attested) {
        (Some(from), Some(to), _) => format!(", {from} to {to}"),
        (Some(from), None, _) => format!(", from {from}"),
        (None, Some(to), _) => format!(", until {to}"),
        (None, None, Some(day)) => format!(", attested {day}"),
        (None, None, None) => String::new(),
    };
    if office.notes.is_empty() { when } else { format!("{when} ({})", office.notes.join(" ")) }
}

pub fn organisation(composer: &mut Composer<'_>, organisation: &Organisation) {
    composer.fact_text("Abbreviation", organisation.abbreviation.as_deref().unwrap_or_default());
    composer.linked("Country", Relation::Country);
    forms(composer, &organisation.names);
    composer.fact_text("Also", &organisation.other_names.join(", "));
    composer.referring(true);
}

pub fn place(composer: &mut Composer<'_>, place: &Place) {
    composer.linked("Country", Relation::Country);
    if let (Some(north), Some(east)) = (place.latitude, place.longitude) {
        composer.fact_text("Position", &format!("{north:.2}° N, {east:.2}° E"));
    }
    forms(composer, &place.names);
    composer.fact_text("Also", &place.other_names.join(", "));
    composer.referring(true);
}

/// Names by language.
fn forms(composer: &mut Composer<'_>, names: &Names) {
    for (tag, name) in names {
        composer.fact(page::language_name(tag), vec![Inline::Foreign(tag.clone(), name.clone())]);
    }
}

fn official(composer: &mut Composer<'_>, names: &Names) {
    for (tag, name) in names {
        let label = format!("Official name, {}", page::language_name(tag));
        composer.fact(&label, vec![Inline::Foreign(tag.clone(), name.clone())]);
    }
}
