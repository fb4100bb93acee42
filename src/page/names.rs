//! The pages of countries, topics, people and organisations.

use super::{Look, Piece, Writer, language_name};
use crate::archive::Relation;
use crate::record::{Capital, Country, Language, Names, Office, Organisation, Person, Place, RecordType, Topic};
use crate::text::fold;

pub(super) fn country(writer: &mut Writer<'_>, country: &Country) {
    writer.title(writer.archive.title(writer.id, writer.language));
    writer.meta(&[
        country.official_name.clone().unwrap_or_default(),
        country.id.clone(),
        country.alpha3.clone().unwrap_or_default(),
    ]);
    writer.paragraph(country.participation.as_deref().unwrap_or_default());
    if let Some(relations) = &country.relations_with_japan {
        writer.heading("Relations with Japan");
        for (label, value) in [
            ("Recognised", &relations.recognised),
            ("Established", &relations.established),
            ("Embassy of Japan", &relations.embassy_of_japan),
            ("Embassy in Tokyo", &relations.embassy_in_tokyo),
        ] {
            let text = value.as_deref().unwrap_or_default();
            let shown = text.parse().map_or_else(|_| text.to_owned(), |date: crate::record::Date| date.said(writer.language));
            writer.fact_text(label, &shown);
        }
    }
    writer.heading("Names");
    forms(writer, &country.names);
    official_forms(writer, &country.official_names);
    writer.fact_text("Also", &country.other_names.join(", "));
    writer.fact_text("People", &country.demonyms.join(", "));
    if let Some(area) = country.area_km2 {
        writer.fact_text("Area", &format!("{} km²", thousands(area)));
    }
    if let Some(place) = &country.capital {
        capital(writer, place);
    }
    record_lists(writer);
}

fn capital(writer: &mut Writer<'_>, capital: &Capital) {
    writer.heading(format!("Capital: {}", capital.name));
    forms(writer, &capital.names);
    writer.fact_text("Also", &capital.other_names.join(", "));
    for former in &capital.former {
        let years = from_to(former.from.as_ref(), former.to.as_ref()).unwrap_or_default();
        let other: Vec<&str> = former.names.values().map(String::as_str).collect();
        let names = if other.is_empty() { former.name.clone() } else { format!("{} ({})", former.name, other.join(", ")) };
        writer.fact_text("Formerly", &format!("{names}{years}"));
    }
}

/// ", 1961 to 1992", as far as either end is known.
fn from_to<T: std::fmt::Display>(from: Option<T>, to: Option<T>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) => Some(format!(", {from} to {to}")),
        (Some(from), None) => Some(format!(", from {from}")),
        (None, to) => to.map(|to| format!(", until {to}")),
    }
}

/// "2,724,900".
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn topic(writer: &mut Writer<'_>, topic: &Topic) {
    writer.title(writer.archive.title(writer.id, writer.language));
    if topic.founding {
        writer.meta(&["one of the five areas of cooperation of the 13th Tokyo Dialogue".to_owned()]);
    }
    writer.paragraph(&topic.description);
    writer.linked("Part of", Relation::Parent);
    writer.fact("Includes", writer.links(writer.archive.referring_as(writer.id, Relation::Parent)));
    forms(writer, &topic.names);
    writer.fact_text("Also", &topic.other_names.join(", "));
    let concepts = topic.concepts.iter().filter_map(|id| writer.archive.concept(id));
    let names = concepts.map(|concept| concept.name(Language::En)).filter(|name| fold(name) != fold(&topic.name));
    let covers: Vec<&str> = names.collect();
    writer.fact_text("Covers", &covers.join(", "));
    record_lists(writer);
}

pub(super) fn person(writer: &mut Writer<'_>, person: &Person) {
    writer.title(writer.archive.title(writer.id, writer.language));
    writer.linked("Country", Relation::Country);
    if person.uncertain {
        writer.fact("Name", vec![Piece::new("the spelling in Latin letters is uncertain", Look::Warning)]);
    }
    forms(writer, &person.names);
    writer.fact_text("Reading", person.reading.as_deref().unwrap_or_default());
    writer.fact_text("Also", &person.other_names.join(", "));
    if !person.offices.is_empty() {
        writer.heading("Offices");
        let mut offices = person.offices.as_slice();
        while let Some(first) = offices.first() {
            // One office shown on several days is one line, with its days.
            let same = |o: &&Office| o.title == first.title && only_attested(o) && only_attested(first);
            let together = offices.iter().take_while(same).count().max(1);
            writer.item(office(writer, &offices[..together]));
            offices = &offices[together..];
        }
    }
    record_lists(writer);
}

fn only_attested(office: &Office) -> bool {
    office.attested.is_some() && office.from.is_none() && office.to.is_none()
}

/// An office with its dates; several when it is attested on several days.
fn office(writer: &Writer<'_>, shown: &[Office]) -> Vec<Piece> {
    let Some(first) = shown.first() else { return Vec::new() };
    let days: Vec<String> = shown.iter().filter_map(|o| o.attested.as_ref()).map(ToString::to_string).collect();
    let attested = || if days.is_empty() { String::new() } else { format!(", attested {}", days.join(", ")) };
    let when = from_to(first.from.as_ref(), first.to.as_ref()).unwrap_or_else(attested);
    let notes: Vec<&str> = shown.iter().flat_map(|o| &o.notes).map(String::as_str).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(" ")) };
    let mut sources: Vec<String> = shown.iter().flat_map(|o| o.sources.iter().cloned()).collect();
    sources.dedup();
    let mut pieces = vec![Piece::new(&first.title, Look::Plain), Piece::new(format!("{when}{notes}"), Look::Faint)];
    pieces.extend(writer.numbers(&sources));
    pieces
}

pub(super) fn organisation(writer: &mut Writer<'_>, organisation: &Organisation) {
    writer.title(writer.archive.title(writer.id, writer.language));
    writer.meta(&[organisation.abbreviation.clone().unwrap_or_default()]);
    writer.linked("Country", Relation::Country);
    forms(writer, &organisation.names);
    writer.fact_text("Also", &organisation.other_names.join(", "));
    record_lists(writer);
}

/// Names by language, a line each.
fn forms(writer: &mut Writer<'_>, names: &Names) {
    for (tag, name) in names {
        writer.fact_text(language_name(tag), name);
    }
}

fn official_forms(writer: &mut Writer<'_>, names: &Names) {
    let forms: Vec<&str> = names.values().map(String::as_str).collect();
    writer.fact_text("Official", &forms.join(", "));
}

pub(super) fn place(writer: &mut Writer<'_>, place: &Place) {
    writer.title(writer.archive.title(writer.id, writer.language));
    let at = place.latitude.zip(place.longitude).map(|(north, east)| format!("{north:.2}° N, {east:.2}° E"));
    writer.meta(&["place".to_owned(), at.unwrap_or_default()]);
    writer.linked("Country", Relation::Country);
    forms(writer, &place.names);
    writer.fact_text("Also", &place.other_names.join(", "));
    record_lists(writer);
}

/// Everything dated that refers to the record, as a thread, and the people and organisations that do.
fn record_lists(writer: &mut Writer<'_>) {
    writer.thread();
    for (heading, wanted) in
        [("People", RecordType::Person), ("Organisations", RecordType::Organisation), ("Places", RecordType::Place)]
    {
        writer.name_list(heading, wanted);
    }
}
