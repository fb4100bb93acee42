//! The page of an event.

use std::collections::HashSet;

use super::{BlockKind, Look, Piece, Writer};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Confidence, Event, Language, Participant, RecordType, Status};

pub(super) fn write(writer: &mut Writer<'_>, event: &Event) {
    writer.title(&event.title);
    writer.meta(&[
        event.date.said(writer.language),
        place(writer.archive, event, writer.language),
        event.format.map(|f| f.label().to_owned()).unwrap_or_default(),
    ]);
    let ordinal = event.ordinal.map(|n| format!("number {n} of its series")).unwrap_or_default();
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
    if !event.participants.is_empty() {
        writer.heading("Participants");
        for who in &event.participants {
            writer.item(participant(writer, who));
        }
    }
    writer.outcomes(if event.status == Status::Held { "Outcomes" } else { "What became of it" }, &event.outcomes);
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
        writer.heading("Topics and countries");
        writer.linked("Topics", Relation::Topic);
        writer.linked("Countries", Relation::Country);
    }
}

/// "Iikura House, Tokyo, Japan", as far as known: in `language` if all of it has a name there, else all of it in English, so
/// that no place is half in one and half in the other. Of cities only the names of capitals are known.
pub fn place(archive: &Archive, event: &Event, language: Language) -> String {
    let Some(place) = &event.place else { return String::new() };
    let country = place.country.as_ref().and_then(|country| archive.id(country));
    let capital = country.and_then(|id| archive.country(id)?.capital.as_ref());
    let there = match (&place.venue, &place.city) {
        (None, None) => Some(None),
        (None, Some(city)) => capital
            .filter(|capital| capital.name == *city)
            .and_then(|capital| capital.names.get(language.tag()))
            .map(|name| Some(name.clone())),
        _ => None,
    };
    let (city, language) = match there {
        Some(city) if language != Language::En => (city, language),
        _ => (place.city.clone(), Language::En),
    };
    let country = country.map(|id| archive.title(id, language).to_owned());
    let parts: Vec<String> = [place.venue.clone(), city, country].into_iter().flatten().collect();
    parts.join(", ")
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

/// The reported numbers, each with what it counts.
pub(super) fn figures(writer: &mut Writer<'_>, figures: &[crate::record::Figure]) {
    if figures.is_empty() {
        return;
    }
    writer.heading("Figures");
    for figure in figures {
        let unit = figure.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let mut pieces = vec![Piece::new(format!("{}{unit}", figure.value), Look::Strong)];
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
    let named = event.related.iter().filter_map(|r| Some((r.relation.clone(), writer.archive.id(&r.id)?)));
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
