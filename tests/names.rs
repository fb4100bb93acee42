//! Whoever types a full name, in any script that the archive has it in, finds its bearer first.

use std::sync::LazyLock;

use cadialog::archive::{Archive, Id};
use cadialog::query::Query;
use cadialog::record::{Field, Record, RecordType};
use cadialog::search::{Catalogue, Tier};
use cadialog::text;
use cadialog::view::View;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Archive::bundled().expect("the bundled pack")));

/// Every name that the record bears, in every script.
fn names(record: &Record) -> Vec<&str> {
    let mut found: Vec<&str> = vec![record.title()];
    found.extend(record.names().into_iter().flat_map(|names| names.values()).map(String::as_str));
    match record {
        Record::Country(country) => {
            found.extend(country.official_name.as_deref());
            found.extend(country.official_names.values().chain(&country.other_names).map(String::as_str));
            found.extend(country.alpha3.as_deref());
        }
        Record::Person(person) => {
            found.extend(person.reading.as_deref());
            found.extend(person.sort_name.as_deref());
            found.extend(person.other_names.iter().map(String::as_str));
        }
        Record::Organisation(organisation) => {
            found.extend(organisation.abbreviation.as_deref());
            found.extend(organisation.other_names.iter().map(String::as_str));
        }
        Record::Place(place) => found.extend(place.other_names.iter().map(String::as_str)),
        _ => {}
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The words of a name as search sees them, in an order of no meaning: "Aso Taro" and "Taro Aso" are one name.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = text::tokens(name).into_iter().map(|token| token.word).collect();
    words.sort_unstable();
    words
}

/// Whether one of the record's titles is the name itself.
fn bears(record: &Record, name: &str) -> bool {
    let wanted = words(name);
    let mut found = false;
    record.texts(&mut |field, text| found |= field == Field::Title && words(text) == wanted);
    found
}

/// Why searching for `name` does not give the record first, or level with others of that name.
fn fault(id: Id, name: &str) -> Option<String> {
    let archive = &CATALOGUE.archive;
    let mut query = Query::default();
    query.set_text(name, archive);
    let record = archive.record(id);
    let place = || format!("{} “{}” by “{name}”", record.record_type().name(), record.id());
    let Some(hits) = View::new(&CATALOGUE, &query).hits.map(|hits| hits.list) else {
        return Some(format!("{}: no word to search for", place()));
    };
    let Some(rank) = hits.iter().position(|hit| hit.id == id) else { return Some(format!("{}: not found", place())) };
    if let Some(above) = hits[..rank].iter().map(|hit| archive.record(hit.id)).find(|above| !bears(above, name)) {
        let by = format!("{} “{}”", above.record_type().name(), above.id());
        return Some(format!("{}: at rank {}, after {by}", place(), rank + 1));
    }
    let tier = hits[rank].tier;
    (!matches!(tier, Tier::Exact | Tier::Alias)).then(|| format!("{}: only as {}", place(), tier.name()))
}

/// Searches for every name of every record of a type.
fn every_name_finds_its_bearer(of_type: RecordType, at_least: usize) {
    let archive = &CATALOGUE.archive;
    let mut faults = Vec::new();
    let mut count = 0;
    for &id in archive.of_type(of_type) {
        for name in names(archive.record(id)) {
            count += 1;
            faults.extend(fault(id, name));
        }
    }
    assert!(faults.is_empty(), "{} of {count} names fail:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= at_least, "only {count} names were there to check");
}

#[test]
fn every_country_is_found_by_each_of_its_names() {
    every_name_finds_its_bearer(RecordType::Country, 100);
}

#[test]
fn every_person_is_found_by_each_name_in_each_script() {
    every_name_finds_its_bearer(RecordType::Person, 700);
}

#[test]
fn every_organisation_is_found_by_each_of_its_names() {
    every_name_finds_its_bearer(RecordType::Organisation, 110);
}

#[test]
fn every_place_is_found_by_each_of_its_names() {
    every_name_finds_its_bearer(RecordType::Place, 60);
}

#[test]
fn a_name_that_is_not_theirs_is_a_fault() {
    let archive = &CATALOGUE.archive;
    let aso = archive.id("aso").expect("Aso Taro");
    assert_eq!(fault(aso, "Aso Taro"), None);
    assert!(fault(aso, "Kawaguchi Yoriko").is_some());
    let motegi = archive.id("motegi").expect("Motegi Toshimitsu");
    assert!(fault(motegi, "Motegi Toshimitsy").is_some_and(|fault| fault.contains("only as typo")));
}
