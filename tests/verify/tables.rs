//! The three tables, asked of both stores.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use cadialog::archive::{Archive, Volume};
use cadialog::search::Catalogue;
use cadialog::verify::{Finding, Verdict, verify};

const CHANGED: &str = include_str!("changed.tsv");
const INVENTED: &str = include_str!("invented.tsv");
const TURNED: &str = include_str!("turned.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

pub fn in_memory() -> Catalogue {
    Catalogue::new(Archive::bundled().expect("the bundled archive is sound"))
}

/// The same records, read from a file as those of a large pack are.
fn in_a_file() -> Catalogue {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("large.jsonl");
    let archive = Archive::bundled().expect("the bundled archive is sound");
    let lines = archive.all().fold(String::new(), |mut text, id| {
        writeln!(text, "{}", serde_json::to_string(archive.record(id)).expect("JSON")).expect("a string");
        text
    });
    std::fs::write(&path, lines).expect("the file can be written");
    let nothing = Catalogue::new(Archive::new(Vec::new()).expect("an empty archive"));
    nothing.complete(vec![Volume::open(&path).expect("the file is there")]).0
}

fn id<'a>(catalogue: &'a Catalogue, finding: &Finding) -> &'a str {
    catalogue.archive.record(finding.id).id()
}

#[test]
fn a_changed_sentence_finds_its_record_first() {
    let catalogue = in_memory();
    let (mut right, mut all, mut misses) = (0, 0, String::new());
    for row in rows(CHANGED) {
        let [kind, ids, sentence] = row[..] else { panic!("{row:?}") };
        let wanted: HashSet<&str> = ids.split(' ').collect();
        for id in &wanted {
            assert!(catalogue.archive.id(id).is_some(), "no record {id}");
        }
        let found = verify(&catalogue, sentence).expect("words");
        all += 1;
        let first = found.findings.first().map(|first| (id(&catalogue, first), first.score));
        if first.is_some_and(|(id, _)| wanted.contains(id)) {
            right += 1;
        } else {
            writeln!(misses, "{kind}: {sentence}\n    wanted {ids}, got {first:?}").expect("a string");
        }
        if std::env::var_os("VERIFY_SCORES").is_some() {
            eprintln!(
                "C {:.3} {:?} {sentence} {:?}",
                first.map_or(0.0, |f| f.1),
                found.verdict,
                found.warnings().iter().map(|w| w.kind).collect::<Vec<_>>()
            );
        }
    }
    assert!(all >= 100, "{all} sentences");
    assert!(right * 100 >= all * 95, "{right} of {all}\n{misses}");
}

#[test]
fn an_invented_sentence_is_not_accepted() {
    let catalogue = in_memory();
    let mut accepted = Vec::new();
    for row in rows(INVENTED) {
        let found = verify(&catalogue, row[0]).expect("words");
        if std::env::var_os("VERIFY_SCORES").is_some() {
            eprintln!("I {:.3} {:?} {}", found.findings.first().map_or(0.0, |f| f.score), found.verdict, row[0]);
        }
        if matches!(found.verdict, Verdict::Verbatim | Verdict::Near) {
            accepted.push((row[0], found.findings[0].text.clone()));
        }
    }
    assert!(rows(INVENTED).count() >= 100);
    assert!(accepted.len() <= 2, "{accepted:#?}");
}

#[test]
fn a_turned_fact_is_told() {
    let catalogue = in_memory();
    let (mut counts, mut misses): (BTreeMap<&str, usize>, String) = (BTreeMap::new(), String::new());
    for row in rows(TURNED) {
        let [kind, ids, sentence] = row[..] else { panic!("{row:?}") };
        *counts.entry(kind).or_default() += 1;
        let found = verify(&catalogue, sentence).expect("words");
        let first = found.findings.first().map(|first| id(&catalogue, first));
        let told: Vec<_> = found.warnings().iter().map(|warning| warning.kind.name()).collect();
        if !told.contains(&kind) || !ids.split(' ').any(|id| Some(id) == first) || found.is_found() {
            writeln!(misses, "{kind}: {sentence}\n    wanted {ids}, got {first:?} {:?}, told {told:?}", found.verdict)
                .expect("a string");
        }
        if std::env::var_os("VERIFY_SCORES").is_some() {
            eprintln!(
                "T {kind} {:.3} {:?} {sentence} {:?}",
                found.findings.first().map_or(0.0, |f| f.score),
                found.verdict,
                found.warnings().iter().map(|w| &w.message).collect::<Vec<_>>()
            );
        }
    }
    assert!(counts["negation"] >= 30 && counts["number"] >= 30, "{counts:?}");
    assert!(misses.is_empty(), "\n{misses}");
}

#[test]
fn what_the_archive_says_is_said_and_nothing_in_it_turned() {
    let catalogue = in_memory();
    let mut faults = String::new();
    for id in catalogue.archive.all() {
        let record = catalogue.archive.record(id);
        let mut texts: Vec<&str> = Vec::new();
        record.texts(&mut |field, text| {
            if matches!(field, cadialog::record::Field::Text | cadialog::record::Field::Summary) && text.split(' ').count() > 5 {
                texts.push(text);
            }
        });
        for text in texts {
            let found = verify(&catalogue, text).expect("words");
            if found.verdict != Verdict::Verbatim || !found.is_found() {
                writeln!(faults, "{}: {text}\n    {:?} {:?}", record.id(), found.verdict, found.warnings()).expect("a string");
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn both_stores_give_the_same_answers() {
    let (memory, file) = (in_memory(), in_a_file());
    let sentences = rows(CHANGED).chain(rows(TURNED)).map(|row| row[2]).chain(rows(INVENTED).map(|row| row[0]));
    for sentence in sentences {
        let [one, other] = [&memory, &file].map(|catalogue| {
            let found = verify(catalogue, sentence).expect("words");
            let told: Vec<_> = found
                .findings
                .iter()
                .map(|finding| {
                    (
                        id(catalogue, finding).to_owned(),
                        finding.score.to_bits(),
                        finding.differences.clone(),
                        finding.warnings.clone(),
                    )
                })
                .collect();
            (found.verdict, told)
        });
        assert_eq!(one, other, "{sentence}");
    }
}
