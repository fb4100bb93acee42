//! Every name that a record bears finds it.

use std::collections::HashSet;

use cadialog::archive::Id;
use cadialog::record::{Record, RecordType};
use cadialog::text;

use super::{archive, hits};

/// Every form of a name that a record bears.
fn names(record: &Record) -> Vec<&str> {
    let mut found = vec![record.title()];
    found.extend(record.names().into_iter().flat_map(|names| names.values().map(String::as_str)));
    match record {
        Record::Country(country) => {
            found.extend(
                country
                    .official_name
                    .iter()
                    .chain(country.official_names.values())
                    .chain(&country.other_names)
                    .map(String::as_str),
            );
        }
        Record::Person(person) => found.extend(person.reading.iter().chain(&person.other_names).map(String::as_str)),
        Record::Organisation(body) => found.extend(body.abbreviation.iter().chain(&body.other_names).map(String::as_str)),
        _ => {}
    }
    found
}

#[test]
fn every_name_finds_its_bearer_first() {
    let bearers = [RecordType::Country, RecordType::Person, RecordType::Organisation, RecordType::Topic];
    let all: Vec<Id> = bearers.into_iter().flat_map(|of_type| archive().of_type(of_type)).copied().collect();
    let plain = |name: &str| text::tokens(name).into_iter().map(|token| token.word).collect::<Vec<_>>();
    let carried = |id: Id| names(archive().record(id)).into_iter().map(plain).collect::<HashSet<_>>();
    let carried: Vec<(Id, HashSet<Vec<String>>)> = all.iter().map(|&id| (id, carried(id))).collect();
    let mut faults = Vec::new();
    let mut count = 0;
    for &id in all.iter().filter(|&&id| archive().record(id).record_type() != RecordType::Topic) {
        for name in names(archive().record(id)) {
            count += 1;
            let wanted = plain(name);
            let found = hits(name).list;
            let at = found.iter().position(|hit| hit.id == id);
            let namesake = |other: Id| carried.iter().any(|(bearer, names)| *bearer == other && names.contains(&wanted));
            if at.is_none_or(|at| !found[..at].iter().all(|hit| namesake(hit.id))) {
                let first = found.first().map(|hit| archive().record(hit.id).id());
                faults.push(format!("{name} of {}: {at:?}, first is {first:?}", archive().record(id).id()));
            }
        }
    }
    assert!(count > 500, "{count} names");
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}
