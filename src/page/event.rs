//! The page of an event.

use std::collections::HashSet;

use super::{BlockKind, Look, Piece, Writer};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Confidence, Event, Figure, Language, Numbering, Participant, Record, RecordType, Status};

pub(super) fn write(writer: &mut Writer<'_>, event: &Event) {
    writer.title(&event.title);
    writer.meta(&[
        event.date.said(writer.language),
        place(writer.archive, event, writer.language),
        event.format.map(|f| f.label().to_owned()).unwrap_or_default(),
    ]);
    let of_year = writer.archive.numbering(writer.id, event.kind) == Numbering::Year;
    let series = if of_year { format!("of {}", event.date.year()) } else { "of its series".to_owned() };
    let ordinal = event.ordinal.map(|n| format!("number {n} {series}")).unwrap_or_default();
    writer.meta(&[event.kind.label().to_owned(), ordinal]);
    if event.status != Status::Held {
        let status = Piece::new(crate::text::capitalise(event.status.label()), Look::Warning);
        writer.block(BlockKind::Paragraph, "", vec![status]);
    }
    writer.paragraph(&event.summary);
    if let Some(confidence) = event.confidence.filter(|c| *c != Confidence::High) {
        writer.fact_text("Confidence", confidence.label());
    }
    for theme in &event.themes {
        writer.fact_text("Theme", theme);
    }
    writer.linked("Hosts", Relation::Host);
    if let Some(chair) = &event.chair {
        writer.fact("Chair", vec![writer.link_named(chair)]);
    }
    writer.participants(&event.participants);
    writer.linked("Bodies", Relation::Organisation);
    writer.outcomes();
    figures(writer, &event.figures);
    let quotes: Vec<Id> = writer
        .archive
        .referring_as(writer.id, Relation::Event)
        .filter(|&q| writer.archive.record_type(q) == RecordType::Quote)
        .collect();
    writer.quotes(quotes);
    let mut documents: Vec<Id> = writer.archive.linked(writer.id, Relation::Document).collect();
    documents.extend(writer.referrers().all(RecordType::Document));
    documents.sort_unstable();
    documents.dedup();
    writer.dated_list("Documents", documents);
    writer.dated_list("Projects", writer.referring(RecordType::Project));
    related(writer, event);
    if [Relation::Topic, Relation::Country].into_iter().any(|to| writer.archive.linked(writer.id, to).next().is_some()) {
        let by_country = writer.archive.linked(writer.id, Relation::Country).next().is_some();
        writer.heading(if by_country { "Topics and countries" } else { "Topics" });
        writer.linked("Topics", Relation::Topic);
        writer.linked("Countries", Relation::Country);
    }
}

/// The names of the places of an event: of a tour of each stop, else of the city.
pub fn cities(archive: &Archive, event: &Event) -> Vec<String> {
    let title = |id: &String| archive.id(id).map(|id| archive.record(id).title().to_owned());
    if !event.stops.is_empty() {
        return event.stops.iter().filter_map(title).collect();
    }
    let place = event.place.as_ref();
    place.and_then(|place| place.city.clone().or_else(|| title(place.id.as_ref()?))).into_iter().collect()
}

/// "Iikura House, Tokyo, Japan", or the stops of a tour, as far as known: in `language` if all of it has a name there, else all of it
/// in English, so that no place is half in one and half in the other.
pub fn place(archive: &Archive, event: &Event, language: Language) -> String {
    if !event.stops.is_empty() {
        let stops = event.stops.iter().filter_map(|stop| archive.id(stop)).map(|stop| archive.title(stop, language));
        return stops.collect::<Vec<_>>().join(", ");
    }
    let Some(place) = &event.place else { return String::new() };
    let record = place.id.as_ref().and_then(|id| archive.id(id)).map(|id| archive.record(id));
    let of_record = if let Some(Record::Place(place)) = record { place.country.as_ref() } else { None };
    let country = place.country.as_ref().or(of_record).and_then(|country| archive.id(country));
    let called = place.city.as_deref().or_else(|| record.map(Record::title)).map(str::to_owned);
    let capital = country.and_then(|id| archive.country(id)?.capital.as_ref());
    let capital = capital.filter(|capital| Some(&capital.name) == place.city.as_ref()).map(|capital| &capital.names);
    let names = record.and_then(Record::names).or(capital);
    let name = names.and_then(|names| names.get(language.tag()));
    let (city, language) = match name {
        Some(name) if place.venue.is_none() => (Some(name.clone()), language),
        None if place.venue.is_none() && called.is_none() => (None, language),
        _ => (called, Language::En),
    };
    let country = country.map(|id| archive.title(id, language).to_owned());
    let parts: Vec<String> = [place.venue.clone(), city, country].into_iter().flatten().collect();
    parts.join(", ")
}

impl Writer<'_> {
    pub(super) fn participants(&mut self, participants: &[Participant]) {
        if !participants.is_empty() {
            self.heading("Participants");
            participants.iter().for_each(|who| self.item(participant(self, who)));
        }
    }
}

fn participant(writer: &Writer<'_>, who: &Participant) -> Vec<Piece> {
    let name = match (&who.person, &who.name, &who.description) {
        (Some(person), ..) => writer.link_named(person),
        (_, Some(name), _) | (_, _, Some(name)) => Piece::new(name, Look::Plain),
        _ => Piece::new("not named", Look::Faint),
    };
    let mut pieces = vec![name];
    let mut about = String::new();
    // "Minister of Foreign Affairs of Kazakhstan (not named)" has said the office already.
    let said = |office: &&String| who.person.is_none() && who.description.as_ref().is_some_and(|text| text.starts_with(*office));
    if let Some(office) = who.office.as_ref().filter(|office| !said(office)) {
        about.push_str(&format!(", {office}"));
    }
    if let Some(country) = who.country.as_ref().and_then(|c| writer.archive.id(c)) {
        // An office such as "Ambassador of Turkmenistan" has said it already.
        let name = writer.archive.record(country).title();
        if !who.office.iter().chain(&who.description).any(|text| text.contains(name)) {
            about.push_str(&format!(" · {}", writer.archive.title(country, writer.language)));
        }
    }
    if let Some(whom) = &who.on_behalf_of {
        about.push_str(&format!(" · for the {whom}"));
    }
    let marks = [who.role.map(|r| r.label()), who.level.map(|l| l.label())];
    for mark in marks.into_iter().flatten() {
        about.push_str(&format!(" · {mark}"));
    }
    if let Some(note) = &who.note {
        about.push_str(&format!(" · {note}"));
    }
    pieces.push(Piece::new(about, Look::Faint));
    if who.uncertain {
        pieces.push(Piece::new(" · uncertain", Look::Warning));
    }
    pieces
}

/// Words and signs by which a report has said the currency itself.
const CURRENCIES: [&str; 6] = ["yen", "dollar", "euro", "¥", "$", "€"];

/// A figure in words: "about 24 billion JPY". A source’s words may have the unit in them: "600 people", "2 billion yen".
pub fn figure(figure: &Figure) -> String {
    let words = &figure.as_reported;
    let is_code = |unit: &str| unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
    match figure.unit.as_deref() {
        Some(unit) if words.contains(unit) => words.clone(),
        Some(unit) if is_code(unit) && CURRENCIES.iter().any(|currency| words.contains(currency)) => words.clone(),
        Some(unit) => format!("{words} {unit}"),
        None => words.clone(),
    }
}

/// The reported numbers, each with what it counts.
pub(super) fn figures(writer: &mut Writer<'_>, figures: &[Figure]) {
    if figures.is_empty() {
        return;
    }
    writer.heading("Figures");
    for figure in figures {
        let mut pieces = vec![Piece::new(self::figure(figure), Look::Strong)];
        if let Some(of) = &figure.of {
            pieces.push(Piece::new(format!(" — {of}"), Look::Plain));
        }
        pieces.extend(writer.numbers(&figure.sources));
        writer.item(pieces);
    }
}

/// The chain of events: the neighbours in its series, and what it names as related or is named by.
fn related(writer: &mut Writer<'_>, event: &Event) {
    let (before, after) = neighbours(writer.archive, writer.id, event);
    let mut lines: Vec<(String, Id)> = Vec::new();
    lines.extend(before.map(|id| ("before it in the series".to_owned(), id)));
    lines.extend(after.map(|id| ("after it in the series".to_owned(), id)));
    let series: Vec<Id> = lines.iter().map(|(_, id)| *id).collect();
    let named = event.related.iter().filter_map(|r| Some((r.relation.clone(), writer.archive.id(&r.id)?)));
    let named = named.filter(|(_, id)| !series.contains(id));
    lines.extend(named);
    let mut known: HashSet<Id> = lines.iter().map(|(_, id)| *id).collect();
    let others = writer.archive.referring_as(writer.id, Relation::Related).filter(|&id| known.insert(id));
    lines.extend(others.map(|id| ("refers to this".to_owned(), id)));
    if lines.is_empty() {
        return;
    }
    writer.heading("Related events");
    for (relation, id) in lines {
        let date = writer.archive.date(id).map(|d| format!(" · {}", d.said(writer.language))).unwrap_or_default();
        writer.item(vec![writer.link(id), Piece::new(format!("{date} · {relation}"), Look::Faint)]);
    }
}

/// The events before and after this one in its numbered series, by date.
fn neighbours(archive: &Archive, id: Id, event: &Event) -> (Option<Id>, Option<Id>) {
    if event.ordinal.is_none() {
        return (None, None);
    }
    let series = || archive.numbered_events(event.kind);
    let key = |id: &Id| (archive.packed_days(*id), *id);
    let here = key(&id);
    (series().filter(|other| key(other) < here).max_by_key(key), series().filter(|other| key(other) > here).min_by_key(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_its_unit_once() {
        for (words, unit, wanted) in [
            ("about 24 billion", Some("JPY"), "about 24 billion JPY"),
            ("2 billion yen", Some("JPY"), "2 billion yen"),
            ("600 people", Some("people"), "600 people"),
            ("over a thousand", None, "over a thousand"),
        ] {
            let json = serde_json::json!({ "as_reported": words, "unit": unit });
            let figure: Figure = serde_json::from_value(json).expect("a figure");
            assert_eq!(super::figure(&figure), wanted);
        }
    }
}
