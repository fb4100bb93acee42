//! The thesaurus: every concept in three languages, no name twice, everything that one names there, and none that leads nowhere.

use std::collections::{HashMap, HashSet};

use cadialog::archive::THESAURUS;
use cadialog::record::{Concept, Record};
use cadialog::text;

use super::{archive, none, records};

fn concepts() -> &'static [Concept] {
    archive().concepts()
}

#[test]
fn it_is_as_large_as_it_claims_and_in_order() {
    let count = concepts().len();
    assert!((450..=650).contains(&count), "{count} concepts, not some 500");
    let lines: Vec<&str> = THESAURUS.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1], lines.len()), ("[", "]", count + 2), "one a line");
    let strictly = |line: &str| {
        let mut faults = Vec::new();
        let reader = &mut serde_json::Deserializer::from_str(line.trim_end_matches(','));
        let concept: Concept =
            serde_ignored::deserialize(reader, |path| faults.push(format!("unknown field {path}: {line}"))).expect(line);
        none(&faults);
        concept.id
    };
    let ids: Vec<String> = lines[1..=count].iter().map(|line| strictly(line)).collect();
    assert!(ids.is_sorted_by(|one, other| one < other), "by their ids, each once");
}

#[test]
fn every_concept_has_a_name_in_three_languages() {
    let tags = ["en", "ja", "ru"];
    // Places are also known by their names in the languages of the region, in either script.
    let others = ["kk", "tk", "uz"];
    let mut faults = Vec::new();
    for concept in concepts() {
        if !concept.names.keys().eq(tags) {
            faults.push(format!("“{}” has names in {:?}", concept.id, concept.names.keys()));
        }
        for (tag, name) in concept.all_names() {
            let is_script = |c: char| match c {
                'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => tag == "ru" || others.contains(&tag),
                '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' => tag == "ja",
                _ => true,
            };
            let fault = match name {
                n if n.contains(text::is_unsafe)
                    || n.chars().any(text::is_invisible) && n.contains(['\u{ad}', '\u{200b}', '\u{a0}']) =>
                {
                    "a hidden character"
                }
                n if n.trim() != n || n.contains("  ") || n.is_empty() => "a blank too many, or nothing at all",
                n if n.contains(['"', '\'', '`']) => "a straight quotation mark",
                n if !n.chars().all(is_script) => "another script than that of its language",
                n if !tags.contains(&tag) && !others.contains(&tag) || text::fold(n).is_empty() => {
                    "no language of the thesaurus, or nothing to search for"
                }
                _ => continue,
            };
            faults.push(format!("“{}”, {tag}, {name:?}: {fault}", concept.id));
        }
    }
    none(&faults);
}

#[test]
fn no_name_stands_twice() {
    let mut bearers: HashMap<String, &str> = HashMap::new();
    let mut faults = Vec::new();
    for concept in concepts() {
        let mut own: HashSet<(&str, String)> = HashSet::new();
        for (tag, name) in concept.all_names() {
            let folded = text::fold(name);
            if !own.insert((tag, folded.clone())) {
                faults.push(format!("“{}” has {name:?} twice", concept.id));
            }
            if let Some(other) = bearers.insert(folded, &concept.id).filter(|other| *other != concept.id) {
                faults.push(format!("{name:?} is a name of “{other}” and of “{}”", concept.id));
            }
        }
    }
    none(&faults);
}

#[test]
fn what_concepts_name_is_there_and_none_is_wider_than_itself() {
    let known: HashMap<&str, &Concept> = concepts().iter().map(|concept| (concept.id.as_str(), concept)).collect();
    let mut faults = Vec::new();
    for concept in concepts() {
        let named: Vec<&String> = concept.broader.iter().chain(&concept.related).collect();
        faults.extend(
            named.iter().filter(|id| !known.contains_key(id.as_str())).map(|id| format!("“{}” names “{id}”", concept.id)),
        );
        if named.iter().any(|id| **id == concept.id) || named.iter().collect::<HashSet<_>>().len() != named.len() {
            faults.push(format!("“{}” names itself, or another twice", concept.id));
        }
        let (mut seen, mut above) = (HashSet::new(), vec![concept]);
        while let Some(next) = above.pop() {
            let wider = next.broader.iter().filter_map(|id| known.get(id.as_str()).copied());
            above.extend(wider.filter(|wider| seen.insert(wider.id.as_str())));
        }
        if seen.contains(concept.id.as_str()) {
            faults.push(format!("“{}” is wider than itself", concept.id));
        }
    }
    none(&faults);
}

/// Whether a folded text holds the name from the beginning of a word on; what follows may be an ending. In Japanese, anywhere.
fn holds(folded: &str, name: &str) -> bool {
    let bounded = name.starts_with(|c: char| c.is_ascii_alphanumeric() || ('а'..='я').contains(&c));
    folded.match_indices(name).any(|(at, _)| !bounded || !folded[..at].ends_with(char::is_alphanumeric))
}

#[test]
fn every_concept_leads_to_words_of_the_records() {
    let mut texts = String::new();
    for record in records(archive()) {
        record.texts(&mut |_, text| {
            texts.push_str(&text::fold(text));
            texts.push('\n');
        });
    }
    let is_met = |concept: &&Concept| concept.all_names().any(|(_, name)| holds(&texts, &text::fold(name)));
    let met: HashSet<&str> = concepts().iter().filter(is_met).map(|concept| concept.id.as_str()).collect();
    let mut leading = met.clone();
    for record in records(archive()) {
        if let Record::Topic(topic) = record {
            leading.extend(topic.concepts.iter().map(String::as_str));
        }
    }
    for concept in concepts() {
        for other in concept.broader.iter().chain(&concept.related) {
            if met.contains(other.as_str()) {
                leading.insert(&concept.id);
            }
            if met.contains(concept.id.as_str()) {
                leading.insert(other);
            }
        }
    }
    let lost: Vec<String> = concepts().iter().map(|c| c.id.clone()).filter(|id| !leading.contains(id.as_str())).collect();
    none(&lost);
    assert!(met.len() * 4 > concepts().len() * 3, "only {} concepts have words of the records", met.len());
}

#[test]
fn topics_name_concepts_and_keep_only_other_names_of_their_own() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        let Record::Topic(topic) = record else { continue };
        let named: HashSet<&str> = topic.concepts.iter().map(String::as_str).collect();
        faults.extend(named.iter().filter(|id| archive().concept(id).is_none()).map(|id| format!("“{}” names “{id}”", topic.id)));
        if named.len() != topic.concepts.len() || named.is_empty() {
            faults.push(format!("“{}” names a concept twice, or none", topic.id));
        }
        // What another name of the topic means, the topic's first concept means, or no other does.
        for name in &topic.other_names {
            let is_called = |concept: &&Concept| concept.all_names().any(|(_, other)| text::fold(other) == text::fold(name));
            if let Some(other) = concepts().iter().find(is_called).filter(|concept| concept.id != topic.concepts[0]) {
                faults.push(format!("“{}”: {name:?} is the concept “{}”, which may be a part of it", topic.id, other.id));
            }
        }
    }
    none(&faults);
}
