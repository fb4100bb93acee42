//! What the program knows of countries by itself: all of ISO 3166-1, whatever packs are read. A country stands in an archive only
//! where a record names it, and a pack that has one of its own keeps it.

use std::sync::{Arc, LazyLock};

use super::chunk::Chunk;
use super::info::REFERENCE;
use super::keys::{link_key, name_key};
use super::link::Relation;
use super::parts::{self, PackList, PackPart};
use super::{PackInfo, number};
use crate::record::{Country, Record, RecordType};

/// The countries of ISO 3166-1 by their codes, with their names in English, Japanese, Russian and the languages of the country
/// (Unicode CLDR 48.2), and their capitals (Natural Earth).
const COUNTRIES: &str = include_str!("../../data/reference/countries.json");

/// The code of each country, and where its text stands in the file.
static CODES: LazyLock<Vec<(String, std::ops::Range<usize>)>> = LazyLock::new(|| {
    let mut codes = Vec::new();
    parts::array("", COUNTRIES, PackList::Records(RecordType::Country), &mut |part| {
        if let PackPart::Record(_, spot) = part
            && let Ok(country) = serde_json::from_str::<Country>(&spot.source[spot.range.clone()])
        {
            codes.push((country.id, spot.range));
        }
    });
    codes
});

/// Every country that the program knows by itself.
pub fn countries() -> impl Iterator<Item = Record> {
    let read = |(_, range): &(String, std::ops::Range<usize>)| serde_json::from_str(&COUNTRIES[range.clone()]).ok();
    CODES.iter().filter_map(read).map(|country: Country| Record::Country(Box::new(country)))
}

/// Whether it is the code of a country.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && CODES.iter().any(|(known, _)| known == code)
}

/// What the reference data say of themselves, as a pack does.
pub(super) fn info() -> PackInfo {
    PackInfo {
        version: "2026".to_owned(),
        licence: Some("Unicode-3.0".to_owned()),
        description: Some("Codes and names of countries, as far as records name them.".to_owned()),
        ..PackInfo::of_name(REFERENCE.to_owned(), "Countries of ISO 3166-1".to_owned())
    }
}

/// The texts and records of the countries to which links lead, as `is_open` says of the key of a link.
pub(super) fn named(is_open: &dyn Fn(u64) -> bool) -> Option<(Arc<String>, Chunk)> {
    let leads = |code: &str| {
        let relations = Relation::ALL.into_iter().filter(|relation| relation.leads_to(RecordType::Country));
        relations.into_iter().any(|relation| is_open(link_key(relation, name_key(code))))
    };
    let mut text = String::new();
    let mut records = Vec::new();
    for (_, range) in CODES.iter().filter(|(code, _)| leads(code)) {
        let own = &COUNTRIES[range.clone()];
        if let Ok(country) = serde_json::from_str::<Country>(own) {
            records.push((number(text.len()), Record::Country(Box::new(country)), false));
            text.push_str(own);
        }
    }
    let end = number(text.len());
    (!records.is_empty()).then(|| (Arc::new(text), Chunk::of(records.into_iter(), end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_its_names() {
        assert_eq!(CODES.len(), 249, "ISO 3166-1 has 249 codes");
        for (code, range) in CODES.iter() {
            let country: Country = serde_json::from_str(&COUNTRIES[range.clone()]).expect("a country");
            assert!(code.len() == 2 && !country.name.is_empty(), "{code}");
            assert!(country.names.contains_key("ja") && country.names.contains_key("ru"), "{code}");
        }
        assert!(is_country("FR") && !is_country("XX"));
    }
}
