//! What is said of packs: counted to the last, listed as far as anybody reads.

use std::collections::HashMap;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::diagnostic::{Code, Diagnostic, Severity, more_places};
use crate::text::{Alike, PLACES, count, thousands};

/// How many errors are listed, and how many warnings, before the rest is only counted: three of each kind are listed in any case.
pub(super) const LISTED: usize = 10_000;
/// As [`LISTED`], for who asks for all.
pub(super) const ALL: usize = 1_000_000;

/// Faults and doubts about packs. Stands for the list of those that are kept, of which each severity has ten thousand at
/// most, unless all were asked for; the numbers are those of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    listed: Vec<Diagnostic>,
    /// How many of each severity are listed.
    most: usize,
    /// All errors, and all warnings.
    said: [usize; 2],
    /// Those of them that are listed.
    kept: [usize; 2],
    /// How many of each kind there are, and how many of them are not listed.
    kinds: HashMap<String, KindCount>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct KindCount {
    listed: usize,
    cut: usize,
}

impl Default for Report {
    fn default() -> Self {
        Self::listing(LISTED)
    }
}

impl Report {
    /// An empty one that lists so many errors, and as many warnings.
    pub(super) fn listing(most: usize) -> Self {
        Self { listed: Vec::new(), most, said: [0; 2], kept: [0; 2], kinds: HashMap::new() }
    }

    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity as usize;
        self.said[severity] += 1;
        let has_room = self.kept[severity] < self.most;
        // Kinds beyond number are none.
        let few = self.kinds.len() < LISTED;
        let kind = self.kinds.entry(diagnostic.likeness()).or_default();
        if has_room || few && kind.listed < PLACES {
            self.kept[severity] += 1;
            kind.listed += 1;
            self.listed.push(diagnostic);
        } else {
            kind.cut += 1;
        }
    }

    /// Counts more of those alike.
    pub(super) fn count(&mut self, severity: Severity, likeness: String, count: usize) {
        if count > 0 {
            self.said[severity as usize] += count;
            self.kinds.entry(likeness).or_default().cut += count;
        }
    }

    /// Puts the faults into the order of their places, file by file as these were first met.
    pub(super) fn sort(&mut self) {
        let mut files: HashMap<String, usize> = HashMap::new();
        for fault in &self.listed {
            let next = files.len();
            files.entry(fault.file.clone()).or_insert(next);
        }
        self.sort_by_cached_key(|fault| (files.get(&fault.file).copied(), fault.line, fault.column));
    }

    /// How many errors there are, listed or not.
    pub fn errors(&self) -> usize {
        self.said[Severity::Error as usize]
    }

    /// How many warnings there are, listed or not.
    pub fn warnings(&self) -> usize {
        self.said[Severity::Warning as usize]
    }

    /// Takes over what another report says.
    pub(crate) fn append(&mut self, other: Self) {
        for severity in 0..2 {
            self.said[severity] += other.said[severity] - other.kept[severity];
        }
        for (likeness, KindCount { cut, .. }) in other.kinds.into_iter().filter(|(_, kind)| kind.cut > 0) {
            self.kinds.entry(likeness).or_default().cut += cut;
        }
        other.listed.into_iter().for_each(|diagnostic| self.say(diagnostic));
    }

    /// Without the warnings.
    #[must_use]
    pub fn only_errors(mut self) -> Self {
        self.listed.retain(Diagnostic::is_error);
        (self.said[1], self.kept[1]) = (0, 0);
        self.kinds.retain(|likeness, _| likeness.starts_with("Error"));
        self
    }

    pub(super) fn sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&Diagnostic) -> K) {
        self.listed.sort_by_cached_key(key);
    }

    /// The faults, those alike together: the first three of each and how many there are, listed or not.
    pub fn alike(&self) -> Vec<(Vec<&Diagnostic>, usize)> {
        let alike = Alike::new(&self.listed, |diagnostic| diagnostic.likeness());
        let cut = |first: &[&Diagnostic]| first.first().and_then(|first| self.kinds.get(&first.likeness())).map(|kind| kind.cut);
        alike.groups().map(|(first, count)| (first.to_vec(), count + cut(first).unwrap_or(0))).collect()
    }

    /// The first thing that was left out with its place, and how many more there are, for a line of the screen; none if nothing was
    /// left out.
    pub fn in_short(&self) -> Option<String> {
        let alike = self.alike();
        let groups = alike.iter().filter_map(|(first, count)| Some((*first.first()?, *count)));
        let mut groups = groups.filter(|(first, _)| first.leaves_out());
        let (first, count) = groups.next()?;
        let others: Vec<usize> = groups.map(|(_, count)| count).collect();
        let more = match (count - 1, others.iter().sum::<usize>()) {
            (0, 0) => String::new(),
            (n, 0) => format!("; the same in {}", more_places(n)),
            (0, n) => format!("; and {} of other kinds", faults(n)),
            (same, n) => format!("; the same in {}, and {} of other kinds", more_places(same), faults(n)),
        };
        let tells = if more.is_empty() { "" } else { ": cadialog check tells them all" };
        Some(format!("{}{more}{tells}", first.in_short()))
    }

    /// How many more there are than are listed, as the last entries of the list: of errors and of warnings.
    pub fn rest(&self) -> Vec<Diagnostic> {
        let more = |(severity, noun): (Severity, &str)| {
            let unlisted = self.said[severity as usize] - self.kept[severity as usize];
            let file = &self.listed.last().filter(|_| unlisted > 0)?.file;
            let message = format!("{} more, which are not listed", count(unlisted, noun));
            let more = Diagnostic::of_file(file, Code::More, message, "correct those above and check again");
            Some(Diagnostic { severity, ..more })
        };
        [(Severity::Error, "error"), (Severity::Warning, "warning")].into_iter().filter_map(more).collect()
    }
}

/// "1 fault", "7,997 faults".
fn faults(number: usize) -> String {
    if number == 1 { "1 fault".to_owned() } else { format!("{} faults", thousands(number)) }
}

impl Deref for Report {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.listed
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        let mut report = Self::default();
        report.say(diagnostic);
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: Code, message: &str) -> Diagnostic {
        Diagnostic::of_file("a.jsonl", code, message, "do so")
    }

    #[test]
    fn what_is_cut_is_counted_at_its_own_severity() {
        let mut report = Report::default();
        (0..LISTED + 7).for_each(|_| report.say(said(Code::NoSource, "this event has no source")));
        assert_eq!((report.errors(), report.warnings(), report.len()), (0, LISTED + 7, LISTED));
        report.say(said(Code::Date, "no date"));
        let rest = report.rest();
        assert_eq!((report.errors(), report.len(), rest.len()), (1, LISTED + 1, 1));
        assert!(!rest[0].is_error() && rest[0].message.starts_with("7 warnings more"), "{}", rest[0]);
        let mut both = Report::from(said(Code::Date, "no date"));
        both.append(report.clone());
        assert_eq!((both.errors(), both.warnings(), both.len()), (2, LISTED + 7, LISTED + 2));
        assert_eq!(both.alike()[1].1, LISTED + 7, "those alike are counted to the last");
        let errors = report.only_errors();
        assert_eq!((errors.errors(), errors.warnings(), errors.len()), (1, 0, 1));
    }

    #[test]
    fn the_same_fault_is_one_with_its_number_and_three_places() {
        let mut report = Report::default();
        for n in 0..500 {
            report.say(said(Code::Dangling, &format!("there is no event “e-{n}”")));
            report.say(said(Code::MissingField, "“title” is missing from this event"));
        }
        report.say(said(Code::MissingField, "“date” is missing from this event"));
        let counts: Vec<_> = report.alike().iter().map(|(first, count)| (first.len(), *count)).collect();
        assert_eq!(counts, [(3, 500), (3, 500), (1, 1)]);
    }
}
