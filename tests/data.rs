//! The bundled pack keeps its own rules: fields, ids, links, dates, characters, quotations, addresses, size.

#[path = "data/addresses.rs"]
mod addresses;
#[path = "data/outcomes.rs"]
mod outcomes;
#[path = "data/outlines.rs"]
mod outlines;
#[path = "data/people.rs"]
mod people;
#[path = "common/shared.rs"]
mod shared;
#[path = "common/texts.rs"]
mod texts;
#[path = "data/thesaurus.rs"]
mod thesaurus;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use cadialog::archive::{Archive, BUNDLED, PackInfo, Relation};
use cadialog::record::{
    Country, Date, Day, Document, Event, Form, Organisation, Outcome, Person, Place, Project, Quote, Record, RecordType, Source,
    Status, Topic,
};
use cadialog::text;
use serde::de::DeserializeOwned;

/// The day up to which sources were consulted, as the readme of the data says.
const CONSULTED: Day = Day { year: 2026, month: 11, day: 28 };

/// The bundled archive: reading it proves that every link resolves.
fn archive() -> &'static Archive {
    static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| Archive::bundled().expect("the bundled pack reads and links"));
    &ARCHIVE
}

fn records(archive: &Archive) -> impl Iterator<Item = &Record> {
    archive.all().map(|id| archive.record(id))
}

/// One message a fault, so that a run shows all of them.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_field_is_unknown_or_misspelt() {
    fn strictly<T: DeserializeOwned>(file: &str, json: &str, faults: &mut Vec<String>) {
        let reader = &mut serde_json::Deserializer::from_str(json);
        let read: Result<T, _> = serde_ignored::deserialize(reader, |path| faults.push(format!("{file}: unknown field {path}")));
        if let Err(error) = read {
            faults.push(format!("{file}: {error}"));
        }
    }
    let mut faults = Vec::new();
    strictly::<PackInfo>("pack.json", BUNDLED.info, &mut faults);
    for &(of_type, json) in BUNDLED.files {
        let file = &format!("{}.json", of_type.plural());
        match of_type {
            RecordType::Event => strictly::<Vec<Event>>(file, json, &mut faults),
            RecordType::Quote => strictly::<Vec<Quote>>(file, json, &mut faults),
            RecordType::Outcome => strictly::<Vec<Outcome>>(file, json, &mut faults),
            RecordType::Place => strictly::<Vec<Place>>(file, json, &mut faults),
            RecordType::Topic => strictly::<Vec<Topic>>(file, json, &mut faults),
            RecordType::Country => strictly::<Vec<Country>>(file, json, &mut faults),
            RecordType::Person => strictly::<Vec<Person>>(file, json, &mut faults),
            RecordType::Organisation => strictly::<Vec<Organisation>>(file, json, &mut faults),
            RecordType::Project => strictly::<Vec<Project>>(file, json, &mut faults),
            RecordType::Document => strictly::<Vec<Document>>(file, json, &mut faults),
            RecordType::Source => strictly::<Vec<Source>>(file, json, &mut faults),
        }
    }
    none(&faults);
    assert_eq!(BUNDLED.files.len(), RecordType::ALL.len(), "one file a type");
}

#[test]
fn ids_are_well_formed_and_unique_whatever_their_case() {
    let archive = archive();
    let mut owners: HashMap<String, &str> = HashMap::new();
    let mut faults = Vec::new();
    for record in records(archive) {
        for id in std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)) {
            let well_formed = match record {
                Record::Country(_) => id.len() == 2 && id.bytes().all(|b| b.is_ascii_uppercase()),
                _ => {
                    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
                    !id.is_empty() && id.bytes().all(allowed) && !id.starts_with('-') && !id.ends_with('-') && !id.contains("--")
                }
            };
            if !well_formed {
                faults.push(format!("“{id}” is no id for a {}", record.record_type().name()));
            }
            if let Some(owner) = owners.insert(id.to_lowercase(), record.id()) {
                faults.push(format!("“{id}” of “{}” is taken by “{owner}”", record.id()));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_record_names_a_source_and_every_source_is_used() {
    let archive = archive();
    let mut faults = Vec::new();
    for id in archive.all() {
        let record = archive.record(id);
        if let Record::Source(_) = record {
            if archive.referring_as(id, Relation::Source).next().is_none() {
                faults.push(format!("source “{}” supports no record", record.id()));
            }
            continue;
        }
        if record.sources().is_empty() {
            faults.push(format!("{} “{}” has no source", record.record_type().name(), record.id()));
        }
        // Part of the record's numbered list, or the page could not point to it.
        for source in archive.linked(id, Relation::Source).map(|source| archive.record(source).id()) {
            if !record.sources().iter().any(|listed| listed == source) {
                faults.push(format!("“{}”: a part rests on “{source}”, which the record does not list", record.id()));
            }
        }
        let distinct: HashSet<_> = record.sources().iter().collect();
        if distinct.len() != record.sources().len() {
            faults.push(format!("“{}” lists a source twice", record.id()));
        }
    }
    none(&faults);
}

#[test]
fn dates_are_sensible() {
    let archive = archive();
    let mut faults = Vec::new();
    let between = |date: &Date, first: i32, last: i32| {
        let open = |day: Day| day.year == i32::MIN || day.year == i32::MAX;
        let fits = |day: Day| open(day) || (first..=last).contains(&day.year);
        fits(date.first()) && fits(date.last()) && !(open(date.first()) && open(date.last()))
    };
    for record in records(archive) {
        let mut fault = |date: &Date, why: &str| faults.push(format!("“{}”: {} {why}", record.id(), date.edtf()));
        if let Some(date) = record.date() {
            if !between(date, 1990, 2030) {
                fault(date, "lies outside 1990–2030");
            }
            let known = match record {
                Record::Event(event) => event.status == Status::Held,
                Record::Source(_) | Record::Document(_) => true,
                _ => false,
            };
            if known && date.first() > CONSULTED {
                fault(date, "is later than anything that was consulted");
            }
        }
        match record {
            Record::Quote(quote) => match (&quote.event, &quote.date) {
                (None, None) => faults.push(format!("“{}” has neither an event nor a date", quote.id)),
                (Some(event), Some(date)) => {
                    // What was said on the eve of a meeting, or after it, belongs to it and has a day of its own.
                    let held = archive.id(event).and_then(|id| archive.date(id)).expect("an event has a date");
                    if held == date || held.first().year.abs_diff(date.first().year) > 1 {
                        fault(date, "repeats the date of its event, or lies far from it");
                    }
                }
                _ => {}
            },
            Record::Source(source) => {
                if let Some(accessed) = &source.accessed {
                    if accessed.last() > CONSULTED {
                        fault(accessed, "is later than the last day of reading");
                    }
                    if source.date.as_ref().is_some_and(|date| date.first() > accessed.last()) {
                        fault(accessed, "is earlier than the day of publication");
                    }
                }
            }
            Record::Person(person) => {
                for office in &person.offices {
                    for date in [&office.from, &office.to, &office.attested].into_iter().flatten() {
                        if !between(date, 1970, 2026) || date.first() > CONSULTED {
                            fault(date, "is no date for an office here");
                        }
                    }
                    if let (Some(from), Some(to)) = (&office.from, &office.to)
                        && from.first() > to.last()
                    {
                        fault(to, "ends an office before it began");
                    }
                }
            }
            _ => {}
        }
    }
    none(&faults);
}

#[test]
fn texts_hold_no_character_that_a_terminal_or_reader_would_stumble_over() {
    let mut faults = Vec::new();
    for text in texts::all() {
        // Spellings found elsewhere stay as they were found; ids and addresses are not prose.
        let prose = !matches!(text.field.as_str(), "other_names" | "id" | "url" | "archived");
        let fault = match &text.words {
            t if t.contains(text::is_unsafe) => "a control or reordering character",
            t if t.contains(['\u{ad}', '\u{a0}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}']) => "an invisible character",
            t if t.trim() != t || t.contains("  ") || t.is_empty() => "a blank too many, or nothing at all",
            t if prose && t.contains(['"', '\'', '`']) => "a straight quotation mark",
            t if prose && t.matches('“').count() != t.matches('”').count() => "quotation marks that do not pair",
            t if prose && t.contains("http") => "an address in prose",
            _ => continue,
        };
        faults.push(format!("{}: {fault}: {:?}", text.place(), text.words));
    }
    for &(of_type, json) in BUNDLED.files {
        if !json.ends_with("]\n") || json.lines().any(|line| line.trim_end() != line) {
            faults.push(format!("{}.json: ends without a line break, or has blanks at the end of a line", of_type.plural()));
        }
    }
    none(&faults);
}

#[test]
fn verbatim_quotes_are_those_of_the_founding_report_to_the_letter() {
    const REPORT: &str = "thx-news-2025-03-14";
    let archive = archive();
    let quotes: Vec<&Quote> = archive.of_type(RecordType::Quote).iter().filter_map(|&id| archive.quote(id)).collect();
    let verbatim: Vec<&Quote> = quotes.iter().copied().filter(|quote| quote.form == Form::Verbatim).collect();
    assert!(verbatim.len() >= 6, "the report has six quotations of speech, the pack has {}", verbatim.len());
    for quote in &verbatim {
        assert_eq!(quote.sources, [REPORT], "{}", quote.id);
        assert!(quote.notes.iter().any(|note| note.contains("not found in the ministry’s own release")), "{}", quote.id);
    }
    let Some(report) = shared::read("source/13th-tokyo-dialogue-report.txt") else { return };
    for quote in &verbatim {
        assert!(report.contains(&quote.text), "not in the report: {}", quote.text);
    }
    // What stands in quotation marks there is a quote here: speech as speech, names and headings as terms.
    let passages: Vec<&str> = report.split('“').skip(1).filter_map(|rest| rest.split('”').next()).collect();
    assert!(passages.len() >= 8, "quotation marks not understood: {passages:?}");
    for passage in passages {
        let words = passage.trim_end_matches(',');
        let held = quotes.iter().any(|quote| quote.text == words && quote.sources.iter().any(|source| source == REPORT));
        let named = archive.id("cajad").is_some_and(|id| archive.record(id).title().contains(words));
        assert!(held || named, "quoted in the report, but no quote of the pack: {words}");
    }
}

#[test]
fn the_record_is_as_large_as_it_claims() {
    let archive = archive();
    let floors = [
        (RecordType::Event, 125),
        (RecordType::Quote, 140),
        (RecordType::Outcome, 300),
        (RecordType::Topic, 18),
        (RecordType::Country, 9),
        (RecordType::Person, 240),
        (RecordType::Organisation, 60),
        (RecordType::Place, 10),
        (RecordType::Project, 30),
        (RecordType::Document, 35),
        (RecordType::Source, 550),
    ];
    for (of_type, floor) in floors {
        let count = archive.of_type(of_type).len();
        assert!(count >= floor, "{count} {}, fewer than {floor}", of_type.plural());
    }
}

#[test]
fn the_readme_cites_the_version_of_the_pack() {
    let readme = include_str!("../data/README.md");
    let version = &archive().packs()[0].version;
    assert_eq!(readme.matches(&format!("version {version}")).count(), 2, "the two examples of a citation give version {version}");
}
