//! Outcomes, evidence and links between events as the readme promises them.

use std::collections::HashSet;

use cadialog::archive::{Id, Relation};
use cadialog::record::{Event, Record, RecordType, Source, Update};
use cadialog::text;

use super::{archive, none, records};

/// The countries and topics of the event or project of an outcome; none where it stands in a document alone.
fn home(outcome: &cadialog::record::Outcome) -> Option<(&[String], &[String], &str)> {
    let archive = archive();
    let named = |id: &Option<String>| id.as_ref().and_then(|id| archive.id(id)).map(|id| archive.record(id));
    let of_document = || match named(&outcome.document) {
        Some(Record::Document(document)) => named(&document.event),
        _ => None,
    };
    match named(&outcome.event).or_else(|| named(&outcome.project)).or_else(of_document)? {
        Record::Event(event) => Some((&event.countries, &event.topics, &event.id)),
        Record::Project(project) => Some((&project.countries, &project.topics, &project.id)),
        _ => None,
    }
}

#[test]
fn countries_and_topics_of_an_outcome_are_within_those_of_its_event() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        let Record::Outcome(outcome) = record else { continue };
        let Some((countries, topics, home)) = home(outcome) else { continue };
        let beyond = outcome.countries.iter().filter(|id| !countries.contains(id));
        let beyond = beyond.chain(outcome.topics.iter().filter(|id| !topics.contains(id)));
        faults.extend(beyond.map(|id| format!("“{}”: {id} is none of “{home}”", outcome.id)));
    }
    none(&faults);
}

#[test]
fn an_outcome_says_where_it_was_made_and_by_whom() {
    let mut faults = Vec::new();
    let mut unsaid = 0;
    for record in records(archive()) {
        let Record::Outcome(outcome) = record else { continue };
        let made = [&outcome.event, &outcome.document, &outcome.project].into_iter().flatten().count();
        if made != 1 {
            faults.push(format!("“{}” was made at {made} records", outcome.id));
        }
        unsaid += usize::from(outcome.is_open_ended() && outcome.by.is_empty());
        for id in outcome.by.iter().chain(&outcome.to).filter(|id| id.bytes().all(|b| b.is_ascii_uppercase())) {
            if !outcome.countries.contains(id) {
                faults.push(format!("“{}”: {id} is not among its countries", outcome.id));
            }
        }
        let days: Vec<_> = outcome.updates.iter().map(|Update { date, .. }| date.sort_key()).collect();
        if !days.is_sorted() {
            faults.push(format!("“{}”: its updates are out of order", outcome.id));
        }
        if outcome.updates.iter().any(|update| update.sources.is_empty()) {
            faults.push(format!("“{}”: an update without a source", outcome.id));
        }
    }
    none(&faults);
    // A panel that advised, a conference, a firm without a record: the text says who it was.
    assert!(unsaid <= 10, "of {unsaid} agreements, pledges and proposals it is not said whose they are");
}

#[test]
fn related_events_name_each_other() {
    let archive = archive();
    let mut faults = Vec::new();
    let events: Vec<&Event> = archive.of_type(RecordType::Event).iter().filter_map(|&id| archive.event(id)).collect();
    for event in &events {
        for related in &event.related {
            let other = archive.id(&related.id).and_then(|id| archive.event(id));
            if !other.is_some_and(|other| other.related.iter().any(|back| back.id == event.id)) {
                faults.push(format!("“{}” names “{}”, which does not name it", event.id, related.id));
            }
        }
        let mut named = HashSet::new();
        faults.extend(
            event.related.iter().filter(|r| !named.insert(&r.id)).map(|r| format!("“{}” names “{}” twice", event.id, r.id)),
        );
    }
    none(&faults);
}

#[test]
fn titles_fit_a_line_and_long_ones_have_a_short_form() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        if !matches!(record, Record::Event(_) | Record::Project(_) | Record::Document(_)) {
            continue;
        }
        let width = text::width(record.title());
        if width > 70 {
            faults.push(format!("“{}”: its title has {width} cells", record.id()));
        }
        if record.short_title().is_some_and(|short| text::width(short) > 40 || short == record.title()) {
            faults.push(format!("“{}”: its short title is not short", record.id()));
        }
    }
    none(&faults);
}

#[test]
fn a_place_is_that_of_its_record() {
    let archive = archive();
    let mut faults = Vec::new();
    for &id in archive.of_type(RecordType::Event) {
        let event = archive.event(id).expect("an event");
        let Some(place) = &event.place else { continue };
        let of = place.id.as_ref().and_then(|id| archive.id(id)).map(|id| archive.record(id));
        match of {
            Some(Record::Place(of)) if place.city.as_ref() == Some(&of.name) && place.country == of.country => {}
            Some(Record::Place(of)) => {
                faults.push(format!("“{}”: {:?} is not as “{}” says", event.id, place.city, of.id));
            }
            _ if place.city.is_some() => faults.push(format!("“{}”: {:?} has no record", event.id, place.city)),
            _ => {}
        }
    }
    none(&faults);
}

#[test]
fn notes_are_for_readers() {
    // How a page was read is for its source to say.
    let method =
        ["opening part", "read only in", "machine-mangled", "no other kind fits", "not read to its end", "was read only"];
    let mut faults = Vec::new();
    for record in records(archive()) {
        for note in record.notes() {
            if let Some(words) = method.into_iter().find(|words| note.contains(words)) {
                faults.push(format!("“{}”: “{words}” in {note}", record.id()));
            }
        }
    }
    none(&faults);
}

#[test]
fn everybody_and_everything_is_named_by_a_record() {
    let archive = archive();
    let mut faults = Vec::new();
    for of_type in [RecordType::Person, RecordType::Organisation, RecordType::Place] {
        for &id in archive.of_type(of_type) {
            let named = RecordType::ALL.into_iter().any(|from| !archive.referring(id, from).is_empty());
            if !named {
                faults.push(format!("{} “{}” is named by no record", of_type.name(), archive.record(id).id()));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_foreign_title_is_the_pages_own_or_a_description() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        let Record::Source(source) = record else { continue };
        let Source { id, title, title_original, language, described, .. } = &**source;
        let foreign = language.as_deref().is_some_and(|language| !language.starts_with("en"));
        let own = title_original.is_some() || *described || title.chars().any(|c| c.is_alphabetic() && c >= '\u{370}');
        if foreign && !own {
            faults.push(format!("“{id}”: an English title of a page in {language:?}: {title}"));
        }
        if *described && title_original.is_some() {
            faults.push(format!("“{id}” has a title of its own and is only described"));
        }
    }
    none(&faults);
}

#[test]
fn figures_are_numbers_where_they_are_one() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        for figure in record.figures() {
            let plain: String = figure.as_reported.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
            if let Ok(number) = plain.parse::<f64>()
                && figure.value != Some(number)
            {
                faults.push(format!("“{}”: {} is {:?} as a number", record.id(), figure.as_reported, figure.value));
            }
            if figure.low.zip(figure.high).is_some_and(|(low, high)| low > high) {
                faults.push(format!("“{}”: {} ends before it begins", record.id(), figure.as_reported));
            }
        }
    }
    none(&faults);
}

#[test]
fn enough_commitments_are_followed_up() {
    let followed = |record: &&Record| matches!(record, Record::Outcome(o) if o.is_commitment() && !o.updates.is_empty());
    let count = records(archive()).filter(followed).count();
    assert!(count >= 40, "only {count} commitments say what became of them");
}

#[test]
fn what_a_record_names_is_there_once() {
    let archive = archive();
    let mut faults = Vec::new();
    let twice = |id: Id, relation: Relation, list: &[String], faults: &mut Vec<String>| {
        let mut known = HashSet::new();
        faults.extend(
            list.iter()
                .filter(|one| !known.insert(*one))
                .map(|one| format!("“{}”: {relation:?} {one} twice", archive.record(id).id())),
        );
    };
    for &id in archive.of_type(RecordType::Event) {
        let event = archive.event(id).expect("an event");
        twice(id, Relation::Country, &event.countries, &mut faults);
        twice(id, Relation::Topic, &event.topics, &mut faults);
        twice(id, Relation::Document, &event.documents, &mut faults);
    }
    none(&faults);
}

#[test]
fn numerals_names_and_currencies_have_one_style() {
    const WORDS: [&str; 7] = ["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"];
    const SERIES: [&str; 4] = ["Tokyo Dialogue", "Senior Officials", "Foreign Ministers", "meeting"];
    let mut faults = Vec::new();
    for text in super::texts::all() {
        let prose = matches!(text.field.as_str(), "title" | "summary" | "text" | "of" | "about" | "contents");
        // The titles of sources are other people’s.
        if !prose || text.of_type == RecordType::Source {
            continue;
        }
        let folded = text.words.to_lowercase();
        let counted = |word: &&str| SERIES.iter().any(|series| folded.contains(&format!("{word} {}", series.to_lowercase())));
        if let Some(word) = WORDS.into_iter().find(counted) {
            faults.push(format!("{}: {word} in a word: {}", text.place(), text.words));
        }
        let code = |code: &&str| text.words.split(' ').any(|word| word.trim_matches([',', '.', ';']) == *code);
        if let Some(code) = ["JPY", "USD", "EUR"].into_iter().find(code) {
            faults.push(format!("{}: {code} in prose: {}", text.place(), text.words));
        }
    }
    for &id in archive().of_type(RecordType::Event) {
        let event = archive().event(id).expect("an event");
        if event.summary.contains("Kyrgyz Republic") && event.summary.contains("Kyrgyzstan") {
            faults.push(format!("“{}”: Kyrgyzstan and the Kyrgyz Republic in one summary", event.id));
        }
    }
    none(&faults);
}
