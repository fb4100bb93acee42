//! What may be typed where the caret stands: the names of fields, and the values of the field before it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Sort;
use super::names::each_name;
use super::signs::{plain, typed_at};
use super::spell::value_text;
use super::values::{self, FIELDS, PLACES, QueryField, targets};
use crate::archive::{Archive, EventPlace, Gazetteer, Locality, Relation};
use crate::query::filter::{Attribute, Name};
use crate::record::{Date, RecordType};
use crate::text;

/// A text that completes what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What to put in its place.
    pub text: String,
    /// What it means, if the text does not say so.
    pub meaning: String,
}

/// What may stand in place of a part of a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completions {
    /// Bytes of the query that a candidate takes the place of.
    pub at: Range<usize>,
    /// The candidates, in the order of the grammar or of the archive.
    pub candidates: Vec<Candidate>,
}

/// Most records of a type that are looked at for names: each may have to be read from a disk.
const MOST_READ: usize = 20_000;

/// What completes the word or value that ends at byte `caret` of `query`; nothing when it is whole, or may be anything.
pub fn completions(query: &str, caret: usize, archive: &Archive) -> Completions {
    let written = &query[..query.floor_char_boundary(caret)];
    let before = &*plain(written);
    let (word, _) = last_part(before, |c| c.is_whitespace() || matches!(c, '(' | ')' | '|'));
    let typed = before[word..].trim_start_matches(['-', '!']);
    let (part, mut candidates) = match typed.split_once(':') {
        None => (typed, fields(typed, archive)),
        Some((name, value)) => {
            let (start, quoted) = last_part(value, |c| c == ',');
            let value = &value[start..];
            let closed = !quoted && value.contains(['"', '”']);
            let known = values::field(name, archive).ok().filter(|_| !closed);
            let wanted = value.trim_start_matches(['"', '“']);
            (value, known.map_or_else(Vec::new, |(_, key)| of_field(key, wanted, archive)))
        }
    };
    // What begins as typed comes before what only has a name that does.
    let plain = |text: &str| text.trim_start_matches(['"', '“']).to_lowercase();
    let begins = |candidate: &Candidate| plain(&candidate.text).starts_with(&plain(part));
    if candidates.iter().any(begins) {
        candidates.retain(begins);
    }
    if matches!(&candidates[..], [only] if only.text == part) {
        candidates.clear();
    }
    Completions { at: typed_at(written, before.len() - part.len())..written.len(), candidates }
}

/// Where what follows the last separator outside of quotation marks begins, and whether a quotation is open.
fn last_part(text: &str, separates: impl Fn(char) -> bool) -> (usize, bool) {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        if matches!(c, '"' | '“' | '”') {
            quoted = !quoted;
        } else if !quoted && separates(c) {
            start = at + c.len_utf8();
        }
    }
    (start, quoted)
}

fn fields(begun: &str, archive: &Archive) -> Vec<Candidate> {
    let begun = begun.to_ascii_lowercase();
    let known = FIELDS.iter().filter(|(_, row)| row.name().starts_with(&begun));
    let known = known.map(|(_, row)| Candidate { text: row.form.to_owned(), meaning: row.meaning.to_owned() });
    let own = archive.fields().into_iter().filter(|field| field.name.starts_with(&begun));
    known.chain(own.map(|field| Candidate { text: format!("{}:", field.name), meaning: field.label().to_owned() })).collect()
}

/// The values of a field that begin with `begun`, or a word of whose name does.
fn of_field(key: QueryField, begun: &str, archive: &Archive) -> Vec<Candidate> {
    let plain = |text: &str| text::fold(&text.replace(['-', '_'], " "));
    let wanted = plain(begun);
    let fits = |text: &str| {
        let text = plain(text);
        text.starts_with(&wanted) || text.match_indices(' ').any(|(at, _)| text[at + 1..].starts_with(&wanted))
    };
    let bare = |text: &str| Candidate { text: value_text(text), meaning: String::new() };
    let listed = |list: &mut dyn Iterator<Item = &str>| list.filter(|text| fits(text)).map(bare).collect::<Vec<_>>();
    match key {
        QueryField::Type => listed(&mut RecordType::ALL.iter().map(|of_type| of_type.name())),
        QueryField::In => listed(&mut PLACES.iter().map(|field| field.name())),
        QueryField::Sort => {
            let known = Sort::ALL.into_iter().filter(|(_, name, _)| name.starts_with(begun));
            let known = known.map(|(_, name, meaning)| Candidate { text: name.to_owned(), meaning: meaning.to_owned() });
            let own = archive.fields().into_iter().filter(|field| field.name.starts_with(begun));
            known
                .chain(own.map(|field| Candidate { text: field.name.clone(), meaning: format!("by {}", field.label()) }))
                .collect()
        }
        QueryField::Attribute(attribute) => {
            let known = attribute.known().iter().filter(|(value, others)| fits(value) || others.iter().any(|other| fits(other)));
            let own = if attribute == Attribute::Kind { archive.own_kinds() } else { Vec::new() };
            let own = own.into_iter().filter(|kind| fits(kind.id()) || fits(kind.label())).map(|kind| bare(kind.id()));
            known.map(|(value, _)| bare(value)).chain(own).collect()
        }
        QueryField::Linked(relation) => {
            let speaking = relation == Relation::Speaker;
            let of_types = targets(relation).iter();
            let mut found: Vec<Candidate> = of_types.flat_map(|&of_type| named(archive, of_type, speaking, &fits)).collect();
            if relation == Relation::Country {
                let groups = [("ca5", "the five Central Asian countries"), ("all6", "the five and Japan")];
                let groups = groups.into_iter().filter(|(text, _)| text.starts_with(&wanted));
                found.extend(groups.map(|(text, meaning)| Candidate { text: text.to_owned(), meaning: meaning.to_owned() }));
            }
            found
        }
        QueryField::Named(Name::Source) => named(archive, RecordType::Source, false, &fits),
        QueryField::Named(Name::Pack) => listed(&mut archive.packs().iter().map(|pack| pack.name.as_str())),
        QueryField::Named(Name::Place) => {
            let mut found = named(archive, RecordType::Place, false, &fits);
            // Cities that have a record of their own are offered by its id.
            let gazetteer = Gazetteer::new(archive);
            let is_record = |event: &EventPlace| {
                gazetteer.sites(archive, event).iter().any(|site| matches!(site.locality, Locality::Record(_)))
            };
            let events = archive.event_places().take(MOST_READ).filter(|event| event.city.as_deref().is_some_and(fits));
            let cities: BTreeSet<&str> = events.filter(|event| !is_record(event)).filter_map(|e| e.city.as_deref()).collect();
            found.extend(listed(&mut cities.into_iter()));
            found
        }
        QueryField::Named(Name::Unit) => {
            let of_types = [RecordType::Outcome, RecordType::Event, RecordType::Project].into_iter();
            let records = of_types.flat_map(|of_type| archive.of_type(of_type)).take(MOST_READ);
            let figures = records.flat_map(|&id| archive.record(id).figures());
            let units: BTreeSet<&str> = figures.filter_map(|figure| figure.unit.as_deref()).collect();
            listed(&mut units.into_iter())
        }
        QueryField::Named(Name::Vote) => listed(&mut ["for", "against", "abstain"].into_iter()),
        QueryField::Date => dates(archive, begun),
        QueryField::Own(field) => match field.of_type.target() {
            Some(target) => named(archive, target, false, &fits),
            None if field.of_type.is_facet() => {
                let records = field.on.iter().flat_map(|&of_type| archive.of_type(of_type)).take(MOST_READ);
                let own = records.filter_map(|&id| archive.record(id).own().get(&field.name));
                let values: BTreeSet<&str> = own.flat_map(|own| &own.values).map(|value| value.text.as_str()).collect();
                listed(&mut values.into_iter())
            }
            None => Vec::new(),
        },
        QueryField::Named(_) | QueryField::Texts(_) => Vec::new(),
    }
}

/// The years of events, the newest first; behind `..` too.
fn dates(archive: &Archive, begun: &str) -> Vec<Candidate> {
    let (from, begun) = begun.rfind("..").map_or(("", begun), |at| begun.split_at(at + 2));
    let years = archive.of_type(RecordType::Event).iter().filter_map(|&id| archive.date(id).map(Date::year));
    let years: BTreeSet<i32> = years.collect();
    let years = years.into_iter().rev().map(|year| year.to_string()).filter(|year| year.starts_with(begun));
    years.map(|year| Candidate { text: format!("{from}{year}"), meaning: String::new() }).collect()
}

/// Records by their ids, with their names; of people only those of whom words are known, if they are asked for as speakers.
fn named(archive: &Archive, of_type: RecordType, speaking: bool, fits: &dyn Fn(&str) -> bool) -> Vec<Candidate> {
    let known = archive.of_type(of_type).iter().take(MOST_READ);
    let known = known.filter(|&&id| !speaking || archive.referring_as(id, Relation::Speaker).next().is_some());
    let mut found = Vec::new();
    for &id in known {
        let record = archive.record(id);
        let mut fitting = fits(record.id());
        each_name(record, &mut |name| fitting = fitting || fits(name));
        if fitting {
            found.push(Candidate { text: value_text(record.id()), meaning: record.title().to_owned() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(query: &str) -> (String, Vec<String>) {
        let archive = Archive::bundled().expect("the bundled archive is sound");
        let found = completions(query, query.len(), &archive);
        (query[found.at].to_owned(), found.candidates.into_iter().map(|candidate| candidate.text).collect())
    }

    #[test]
    fn fields_and_their_values_complete() {
        for (query, part, wanted) in [
            ("cou", "cou", &["country:"][..]),
            ("water -COU", "COU", &["country:"]),
            ("country:kaz", "kaz", &["KZ"]),
            ("country:UZ,kaz", "kaz", &["KZ"]),
            ("country:Казах", "Казах", &["KZ"]),
            ("country:\"kyrgyz re", "\"kyrgyz re", &["KG"]),
            ("country:KZ", "KZ", &[]),
            ("(water | country:kaz", "kaz", &["KZ"]),
            ("kind:fmm", "fmm", &["foreign-ministers-meeting"]),
            ("type:qu", "qu", &["quote"]),
            ("sort:-", "-", &["-date"]),
            ("in:su", "su", &["summary"]),
            (
                "date:2015..202",
                "2015..202",
                &["2015..2026", "2015..2025", "2015..2024", "2015..2023", "2015..2022", "2015..2021", "2015..2020"],
            ),
            ("water", "water", &[]),
            ("nofield:a", "a", &[]),
            ("\"a phrase with cou", "\"a phrase with cou", &[]),
        ] {
            let found = texts(query);
            assert_eq!(
                (found.0.as_str(), found.1.iter().map(String::as_str).collect::<Vec<_>>()),
                (part, wanted.to_vec()),
                "{query}"
            );
        }
        for before in ["", "country:kaz ", "water | "] {
            let (part, fields) = texts(before);
            assert_eq!((part.as_str(), fields.len()), ("", FIELDS.len()), "with nothing typed every field may stand: {before}");
        }
        assert!(texts("country:").1.contains(&"KZ".to_owned()) && texts("country:").1.contains(&"ca5".to_owned()));
        assert!(texts("place:du").1.iter().any(|place| place.eq_ignore_ascii_case("dushanbe")));
    }

    #[test]
    fn what_a_field_completes_to_it_understands() {
        let archive = Archive::bundled().expect("the bundled archive is sound");
        for (_, row) in FIELDS {
            let begun = row.form;
            for candidate in completions(begun, begun.len(), &archive).candidates.into_iter().step_by(7) {
                let query = format!("{begun}{}", candidate.text);
                let parsed = super::super::Parsed::new(&query, &archive);
                assert!(parsed.hints.is_empty(), "{query}: {:?}", parsed.hints);
            }
        }
    }
}
