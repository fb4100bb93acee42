//! Ids of records: made of what a row says, unique, and the same when rows are added below.

use std::collections::{HashMap, HashSet};

use super::plan::slug;

/// The longest id, in bytes.
const LONGEST: usize = 72;

/// Gives out ids.
#[derive(Debug, Default)]
pub struct Ids {
    used: HashSet<String>,
    /// The next number behind an id that is taken.
    next: HashMap<String, u32>,
}

impl Ids {
    /// An id that begins with `stem` and says `parts`, which may be any text.
    pub fn of(&mut self, stem: &str, parts: &[&str]) -> String {
        let mut id = stem.to_owned();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            let said = slug(part, '-');
            id.push('-');
            if said.is_empty() { id.push_str(&checksum(part)) } else { id.push_str(&said) }
        }
        if id.len() > LONGEST {
            id.truncate(LONGEST);
            // Not in mid-word, if a word ends near.
            if let Some(at) = id.rfind('-').filter(|at| *at > stem.len() && *at + 20 > LONGEST) {
                id.truncate(at);
            }
        }
        id.truncate(id.trim_end_matches('-').len());
        self.unique(id)
    }

    fn unique(&mut self, id: String) -> String {
        if self.used.insert(id.clone()) {
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(2);
        loop {
            let numbered = format!("{id}-{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Eight hexadecimal digits that stand for a text (FNV-1a).
fn checksum(text: &str) -> String {
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{:08x}", sum >> 32)
}

/// The name of the pack of a file: `^[a-z0-9][a-z0-9._-]*$`.
pub fn pack_name(stem: &str) -> String {
    let name = slug(stem, '-');
    if name.is_empty() { format!("table-{}", checksum(stem)) } else { name }
}

/// The beginning of the ids of a pack’s records, from its name.
pub fn record_stem(pack: &str) -> String {
    let mut stem = pack.to_owned();
    stem.truncate(24);
    stem.truncate(stem.trim_end_matches('-').len());
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_plain() {
        let mut ids = Ids::default();
        assert_eq!(ids.of("council", &["2024-03-12", "Budget & roads"]), "council-2024-03-12-budget-roads");
        assert_eq!(ids.of("council", &["2024-03-12", "Budget, roads"]), "council-2024-03-12-budget-roads-2");
        assert_eq!(ids.of("council", &["", "Обсуждение"]), "council-obsuzhdenie");
        let han = ids.of("council", &["2024", "議題"]);
        assert!(han.len() == "council-2024-".len() + 8, "{han}");
        assert!(ids.of("c", &[&"long ".repeat(40)]).len() <= LONGEST);
    }
}
