//! The pages of countries, topics, people and organisations.

use super::{Look, Piece, Writer, language_name};
use crate::archive::{Id, Relation};
use crate::record::{Capital, Country, Names, Office, Organisation, Person, RecordType, Topic};

pub(super) fn country(writer: &mut Writer<'_>, country: &Country) {
    let name = writer.archive.title(writer.id, writer.language).to_owned();
    writer.title(&name);
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
        let years = match (&former.from, &former.to) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => String::new(),
        };
        let other: Vec<&str> = former.names.values().map(String::as_str).collect();
        let names = if other.is_empty() { former.name.clone() } else { format!("{} ({})", former.name, other.join(", ")) };
        let text = if years.is_empty() { names } else { format!("{names}, {years}") };
        writer.fact_text("Formerly", &text);
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
    let name = writer.archive.title(writer.id, writer.language).to_owned();
    writer.title(&name);
    if topic.founding {
        writer.meta(&["one of the five areas of cooperation of the 13th Tokyo Dialogue".to_owned()]);
    }
    writer.paragraph(&topic.description);
    let parent: Vec<Id> = writer.archive.linked(writer.id, Relation::Parent).collect();
    let pieces = writer.links(parent);
    writer.fact("Part of", pieces);
    let children: Vec<Id> = writer.archive.referring_as(writer.id, Relation::Parent).collect();
    let pieces = writer.links(children);
    writer.fact("Includes", pieces);
    forms(writer, &topic.names);
    writer.fact_text("Also", &topic.other_names.join(", "));
    record_lists(writer);
}

pub(super) fn person(writer: &mut Writer<'_>, person: &Person) {
    let name = writer.archive.title(writer.id, writer.language).to_owned();
    writer.title(&name);
    let countries: Vec<Id> = writer.archive.linked(writer.id, Relation::Country).collect();
    let pieces = writer.links(countries);
    writer.fact("Country", pieces);
    if person.uncertain {
        let warning = Piece::new("the spelling in Latin letters is uncertain", Look::Warning);
        writer.fact("Name", vec![warning]);
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
            let pieces = office(writer, &offices[..together]);
            writer.item(pieces);
            offices = &offices[together..];
        }
    }
    let said = writer.referring(RecordType::Quote);
    writer.quotes(said);
    let events = writer.referring(RecordType::Event);
    writer.dated_list("Events", events);
}

fn only_attested(office: &Office) -> bool {
    office.attested.is_some() && office.from.is_none() && office.to.is_none()
}

/// An office with its dates; several when it is attested on several days.
fn office(writer: &Writer<'_>, shown: &[Office]) -> Vec<Piece> {
    let Some(first) = shown.first() else { return Vec::new() };
    let days: Vec<String> = shown.iter().filter_map(|o| o.attested.as_ref()).map(ToString::to_string).collect();
    let when = match (&first.from, &first.to) {
        (Some(from), Some(to)) => format!(", {from} to {to}"),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(to)) => format!(", until {to}"),
        (None, None) if days.is_empty() => String::new(),
        (None, None) => format!(", attested {}", days.join(", ")),
    };
    let notes: Vec<&str> = shown.iter().flat_map(|o| &o.notes).map(String::as_str).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(" ")) };
    let mut sources: Vec<String> = shown.iter().flat_map(|o| o.sources.iter().cloned()).collect();
    sources.dedup();
    let mut pieces = vec![Piece::new(&first.title, Look::Plain), Piece::new(format!("{when}{notes}"), Look::Faint)];
    pieces.extend(writer.numbers(&sources));
    pieces
}

pub(super) fn organisation(writer: &mut Writer<'_>, organisation: &Organisation) {
    let name = writer.archive.title(writer.id, writer.language).to_owned();
    writer.title(&name);
    writer.meta(&[organisation.abbreviation.clone().unwrap_or_default()]);
    let countries: Vec<Id> = writer.archive.linked(writer.id, Relation::Country).collect();
    let pieces = writer.links(countries);
    writer.fact("Country", pieces);
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

/// Everything dated that refers to the record, and the people and organisations that do.
fn record_lists(writer: &mut Writer<'_>) {
    let events = writer.referring(RecordType::Event);
    writer.dated_list("Events", events);
    let quotes = writer.referring(RecordType::Quote);
    writer.quotes(quotes);
    let documents = writer.referring(RecordType::Document);
    writer.dated_list("Documents", documents);
    let projects = writer.referring(RecordType::Project);
    writer.dated_list("Projects", projects);
    for (heading, wanted) in [("People", RecordType::Person), ("Organisations", RecordType::Organisation)] {
        writer.name_list(heading, wanted);
    }
}
