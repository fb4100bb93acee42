//! Changes of two sides, made at random, merge as if made one after the other, or are told; nothing goes lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cadialog::archive::{ConflictKind, MergeSide};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::cases::cases;
use super::merge::Versions;

/// A change that one side makes.
#[derive(Debug, Clone)]
enum Edit {
    Set(usize, usize, u8),
    Unset(usize, usize),
    Tag(usize, u8),
    Untag(usize, u8),
    Add(u8),
    Remove(usize),
}

const FIELDS: [&str; 3] = ["title", "summary", "notes"];
const TAGS: [&str; 5] = ["energy", "water", "health", "culture", "trade"];

type Records = BTreeMap<String, Map<String, Value>>;

fn base() -> Records {
    let record = |number: usize| {
        let id = format!("r{number}");
        let record = json!({"id": id, "title": format!("Title {number}"), "summary": "S", "topics": ["energy", "water"]});
        (id, record.as_object().cloned().unwrap_or_default())
    };
    (0..4).map(record).collect()
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (0..4usize, 0..3usize, 0..3u8).prop_map(|(record, field, value)| Edit::Set(record, field, value)),
        2 => (0..4usize, 0..3usize).prop_map(|(record, field)| Edit::Unset(record, field)),
        2 => (0..4usize, 0..5u8).prop_map(|(record, tag)| Edit::Tag(record, tag)),
        2 => (0..4usize, 0..5u8).prop_map(|(record, tag)| Edit::Untag(record, tag)),
        1 => (0..3u8).prop_map(Edit::Add),
        1 => (0..4usize).prop_map(Edit::Remove),
    ]
}

fn apply(records: &mut Records, edits: &[Edit], side: &str) {
    for edit in edits {
        let id = |record: &usize| format!("r{record}");
        let tags = |record: &mut Map<String, Value>, change: &dyn Fn(&mut Vec<Value>)| {
            if let Some(Value::Array(tags)) = record.get_mut("topics") {
                change(tags);
            }
        };
        match edit {
            Edit::Set(record, field, value) => {
                records
                    .get_mut(&id(record))
                    .map(|record| record.insert(FIELDS[*field].to_owned(), format!("{side} {value}").into()));
            }
            Edit::Unset(record, field) => {
                records.get_mut(&id(record)).map(|record| record.remove(FIELDS[*field]));
            }
            Edit::Tag(record, tag) => {
                let tag = json!(TAGS[usize::from(*tag)]);
                let add = |tags: &mut Vec<Value>| {
                    if !tags.contains(&tag) {
                        tags.push(tag.clone());
                    }
                };
                records.get_mut(&id(record)).into_iter().for_each(|record| tags(record, &add));
            }
            Edit::Untag(record, tag) => {
                let remove = |tags: &mut Vec<Value>| tags.retain(|other| other != TAGS[usize::from(*tag)]);
                records.get_mut(&id(record)).into_iter().for_each(|record| tags(record, &remove));
            }
            Edit::Add(number) => {
                let id = format!("{side}{number}");
                let record = json!({"id": id, "title": "Added"}).as_object().cloned().unwrap_or_default();
                records.entry(id).or_insert(record);
            }
            Edit::Remove(record) => _ = records.remove(&id(record)),
        }
    }
}

/// The fields of records that edits touch; of a record that goes all.
fn touched(edits: &[Edit]) -> BTreeSet<(usize, usize)> {
    edits
        .iter()
        .flat_map(|edit| match edit {
            Edit::Set(record, field, _) | Edit::Unset(record, field) => vec![(*record, *field)],
            Edit::Tag(record, _) | Edit::Untag(record, _) => vec![(*record, 9)],
            Edit::Remove(record) => [0, 1, 2, 9].map(|field| (*record, field)).to_vec(),
            Edit::Add(_) => Vec::new(),
        })
        .collect()
}

fn text(records: &Records, pretty: bool) -> String {
    let list: Vec<&Map<String, Value>> = records.values().collect();
    if pretty { serde_json::to_string_pretty(&list) } else { serde_json::to_string(&list) }.expect("JSON")
}

fn read(path: &Path) -> Records {
    let list: Vec<Map<String, Value>> = serde_json::from_str(&fs::read_to_string(path).expect("read")).expect("JSON");
    let count = list.len();
    let records: Records = list.into_iter().map(|record| (record["id"].as_str().expect("an id").to_owned(), record)).collect();
    assert_eq!(records.len(), count, "every id stands there once");
    records
}

fn tags(record: &Map<String, Value>) -> BTreeSet<&str> {
    record.get("topics").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn edits_of_two_sides_merge_as_if_made_one_after_the_other_or_are_told(
        first in prop::collection::vec(edit(), 0..5),
        second in prop::collection::vec(edit(), 0..5),
        pretty in any::<[bool; 3]>(),
    ) {
        let base = base();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        apply(&mut ours, &first, "ours");
        apply(&mut theirs, &second, "theirs");
        let texts = [(&base, pretty[0]), (&ours, pretty[1]), (&theirs, pretty[2])].map(|(records, pretty)| text(records, pretty));
        let versions = Versions::of([&texts[0], &texts[1], &texts[2]]);
        let (_, conflicts) = versions.write();
        let merged = read(&versions.paths[1]);
        if touched(&first).is_disjoint(&touched(&second)) {
            let mut both = ours.clone();
            apply(&mut both, &second, "theirs");
            prop_assert_eq!(&conflicts, &[]);
            prop_assert_eq!(merged.keys().collect::<Vec<_>>(), both.keys().collect::<Vec<_>>());
            for (id, record) in &merged {
                prop_assert_eq!(tags(record), tags(&both[id]));
                for field in FIELDS {
                    prop_assert_eq!(record.get(field), both[id].get(field));
                }
            }
        }
        for id in base.keys().chain(ours.keys()).chain(theirs.keys()) {
            let [was, own, their] = [&base, &ours, &theirs].map(|side| side.get(id));
            let is_removed = |one: Option<&Map<_, _>>, other: Option<&Map<_, _>>| one.is_none() && was.is_some() && (other.is_none() || other == was);
            if is_removed(own, their) || is_removed(their, own) {
                prop_assert!(!merged.contains_key(id));
                continue;
            }
            let record = merged.get(id).expect("no record goes lost");
            let told = |wanted: &dyn Fn(&ConflictKind) -> bool| conflicts.iter().any(|c| c.id == *id && c.list == "events" && wanted(&c.what));
            let (Some(own), Some(their)) = (own, their) else {
                let side = if own.is_none() { MergeSide::Ours } else { MergeSide::Theirs };
                prop_assert_eq!(told(&|what| *what == ConflictKind::Removed(side)), was.is_some());
                continue;
            };
            for field in FIELDS {
                let [was, own, their] = [was, Some(own), Some(their)].map(|record| record.and_then(|record| record.get(field)));
                let is_clash = own != their && own != was && their != was;
                let wanted = if is_clash || their == was { own } else { their };
                prop_assert_eq!(record.get(field), wanted, "{} {}", id, field);
                prop_assert_eq!(told(&|what| matches!(what, ConflictKind::Field(clash) if clash.field == field)), is_clash);
                if is_clash {
                    let left = record["_conflicts"].as_array().expect("a list");
                    let left = left.iter().find(|left| left["field"] == field).expect("it is left in the record");
                    prop_assert_eq!(left.get("theirs"), their);
                    prop_assert_eq!(left.get("base"), was);
                }
            }
            let (own, their, was) = (tags(own), tags(their), was.map(tags).unwrap_or_default());
            let wanted: BTreeSet<&str> =
                own.union(&their).copied().filter(|tag| !was.contains(tag) || own.contains(tag) && their.contains(tag)).collect();
            if !record.contains_key("_conflicts") {
                prop_assert_eq!(tags(record), wanted);
            }
        }
    }
}
