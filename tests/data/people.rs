//! People as the readme promises them: Japanese family names first, and every participant at a level.

use std::collections::{BTreeMap, BTreeSet};

use cadialog::record::{Level, Participant, Record, RecordType};
use cadialog::text;

use super::{archive, none, records};

/// The key under which the spellings of one name meet, whatever its script.
fn key(word: &str) -> String {
    // げんば is written Gemba as well as Genba.
    text::romanise(&text::fold(word)).unwrap_or_default().replace("nb", "mb")
}

#[test]
fn japanese_people_are_named_family_name_first() {
    let mut faults = Vec::new();
    let (mut read, mut both_orders) = (0, 0);
    for record in records(archive()) {
        let Record::Person(person) = record else { continue };
        if person.country.as_deref() != Some("JP") {
            continue;
        }
        let mut fault = |why: &str| faults.push(format!("“{}”, {}: {why}", person.id, person.name));
        let (family, given) = person.name.split_once(' ').unwrap_or((&person.name, ""));
        // "Nagashima" and "Nakane" are known by family name alone.
        let sorted = if given.is_empty() { family.to_owned() } else { format!("{family}, {given}") };
        if person.sort_name.as_ref() != Some(&sorted) {
            fault("the sort name is not “Family, Given”");
        }
        if let Some(reading) = &person.reading {
            read += 1;
            let kana: Vec<String> = reading.split(' ').map(key).collect();
            if kana != [key(family), key(given)] {
                fault("the reading gives another name, or another order");
            }
        }
        if !given.is_empty() {
            both_orders += 1;
            let turned = format!("{given} {family}");
            if !person.other_names.iter().any(|name| text::fold(name) == text::fold(&turned)) {
                fault("the order with the given name first is not among the other names");
            }
        }
    }
    none(&faults);
    assert!(read >= 25 && both_orders >= 60, "only {read} readings and {both_orders} full names were there to check");
}

#[test]
fn different_family_names_sound_different() {
    let mut families = BTreeMap::new();
    for record in records(archive()) {
        let Record::Person(person) = record else { continue };
        let sorted = person.sort_name.as_deref().unwrap_or(&person.name);
        let family = text::fold(sorted.split(',').next().unwrap_or(sorted));
        families.entry(key(&family)).or_insert_with(BTreeSet::new).insert(family);
    }
    let mut alike: Vec<Vec<&str>> = families.values().map(|names| names.iter().map(String::as_str).collect()).collect();
    alike.retain(|names| names.len() > 1);
    assert!(families.len() > 150 && alike.is_empty(), "{alike:?}");
}

#[test]
fn every_person_has_a_sort_name_made_of_the_name() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        let Record::Person(person) = record else { continue };
        let words = |text: &str| {
            let mut words: Vec<String> = text::tokens(text).into_iter().map(|token| token.word).collect();
            words.sort();
            words
        };
        let sorted = person.sort_name.as_deref().unwrap_or_default();
        if words(sorted) != words(&person.name) {
            faults.push(format!("“{}”: {} sorts as “{sorted}”", person.id, person.name));
        }
    }
    none(&faults);
}

#[test]
fn no_record_bears_a_name_twice() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        let others: &[String] = match record {
            Record::Topic(topic) => &topic.other_names,
            Record::Country(country) => &country.other_names,
            Record::Person(person) => &person.other_names,
            Record::Organisation(organisation) => &organisation.other_names,
            _ => continue,
        };
        // Capitals alone make no other name: search does not see them.
        let mut borne: Vec<String> =
            record.names().into_iter().flat_map(|names| names.values()).map(|n| n.to_lowercase()).collect();
        borne.push(record.title().to_lowercase());
        for other in others.iter().map(|other| other.to_lowercase()) {
            if borne.contains(&other) {
                faults.push(format!("“{}”: “{other}” among the other names", record.id()));
            }
            borne.push(other);
        }
    }
    none(&faults);
}

#[test]
fn participants_have_a_level_and_one_way_of_being_named() {
    let archive = archive();
    let mut faults = Vec::new();
    let (mut named, mut ranked) = (0, 0);
    for &id in archive.of_type(RecordType::Event) {
        let event = archive.event(id).expect("an event");
        for who in &event.participants {
            let Participant { person, name, description, office, level, .. } = who;
            let known = person.as_ref().or(name.as_ref()).or(description.as_ref()).map_or("?", String::as_str);
            if [person, name, description].into_iter().flatten().count() != 1 {
                faults.push(format!("“{}”, {known}: one of person, name and description", event.id));
            }
            if description.is_none() {
                named += 1;
                ranked += usize::from(level.is_some());
            }
            // An office that tells the rank leaves no reason to leave the level out.
            let office = office.as_deref().unwrap_or_default();
            let expected = match office {
                o if o.starts_with("Ambassador of") || o.starts_with("Ambassador to") => Some(Level::Ambassador),
                o if o.starts_with("President of the Republic") || o.starts_with("Prime Minister of") => Some(Level::Leader),
                o if o.starts_with("Minister of") || o.starts_with("Minister for") => Some(Level::Minister),
                o if o.starts_with("Deputy Minister") || o.starts_with("Parliamentary Vice-Minister") => {
                    Some(Level::DeputyMinister)
                }
                _ => None,
            };
            if expected.is_some() && *level != expected {
                faults.push(format!("“{}”, {known}, {office}: the level is {level:?}", event.id));
            }
        }
        if let Some(chair) = &event.chair
            && !event.participants.iter().any(|who| who.person.as_ref() == Some(chair))
        {
            faults.push(format!("“{}”: the chair {chair} is no participant", event.id));
        }
        for country in event.participants.iter().filter_map(|who| who.country.as_ref()) {
            if !event.countries.contains(country) {
                faults.push(format!("“{}”: {country} took part, but is not among the countries", event.id));
            }
        }
    }
    none(&faults);
    // Artists, keepers of a museum, families: nobody of a rank.
    assert!(named - ranked <= 10, "{} of {named} people who took part have no level", named - ranked);
}
