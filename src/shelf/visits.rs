//! What the reader has seen of each pack when it was last left, as in `visits.json`: numbers only, none of the words.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Packs by their names, each as it was left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Visits {
    /// The packs.
    #[serde(default)]
    pub packs: BTreeMap<String, Visit>,
}

/// A pack as it was left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// A number for the whole of it, in hexadecimal digits.
    pub whole: String,
    /// A number for each record; nothing of a pack with too many.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty", serialize_with = "write", deserialize_with = "read")]
    pub records: BTreeSet<u64>,
}

impl Visits {
    /// Takes packs as an instance leaves them that found them as `before` has it. What another instance has left meanwhile was
    /// seen there, and stays seen.
    pub(super) fn leave(&mut self, before: &Self, now: &Self) {
        for (name, visit) in &now.packs {
            let known = self.packs.entry(name.clone()).or_default();
            let seen = if before.packs.get(name).is_none_or(|before| before == known) {
                BTreeSet::new()
            } else {
                std::mem::take(&mut known.records)
            };
            *known = visit.clone();
            if !visit.records.is_empty() {
                known.records.extend(seen);
            }
        }
    }
}

/// Digits of a number in a file.
const DIGITS: usize = 16;

/// One behind the other.
fn write<S: Serializer>(records: &BTreeSet<u64>, out: S) -> Result<S::Ok, S::Error> {
    let numbers: Vec<String> = records.iter().map(|record| format!("{record:016x}")).collect();
    out.serialize_str(&numbers.concat())
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeSet<u64>, D::Error> {
    let digits = String::deserialize(from)?;
    let numbers = (0..digits.len()).step_by(DIGITS).map(|at| digits.get(at..at + DIGITS).unwrap_or("?"));
    numbers.map(|number| u64::from_str_radix(number, 16).map_err(serde::de::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visits(whole: u64, records: &[u64]) -> Visits {
        let visit = Visit { whole: format!("{whole:016x}"), records: records.iter().copied().collect() };
        Visits { packs: BTreeMap::from([("pack".to_owned(), visit)]) }
    }

    #[test]
    fn visits_are_written_as_digits_and_read_back() {
        let visits = visits(1, &[0, 7, u64::MAX]);
        let text = serde_json::to_string(&visits).expect("written");
        assert!(text.contains("7ffffffffffffffff\""), "{text}");
        assert_eq!(serde_json::from_str::<Visits>(&text).expect("read"), visits);
        for faulty in ["{\"packs\":{\"a\":{\"whole\":1}}}", "{\"packs\":{\"a\":{\"whole\":\"1\",\"records\":\"12é\"}}}"] {
            assert!(serde_json::from_str::<Visits>(faulty).is_err(), "{faulty}");
        }
    }

    #[test]
    fn what_another_instance_saw_meanwhile_stays_seen() {
        let mut kept = visits(1, &[1, 2]);
        kept.leave(&visits(1, &[1, 2]), &visits(2, &[2, 3]));
        assert_eq!(kept, visits(2, &[2, 3]), "alone");
        kept.leave(&visits(1, &[1, 2]), &visits(1, &[1, 2]));
        assert_eq!(kept.packs["pack"].records, BTreeSet::from([1, 2, 3]), "one that still showed the former state");
        kept.leave(&kept.clone(), &visits(3, &[4]));
        assert_eq!(kept, visits(3, &[4]), "nothing grows for ever");
    }
}
