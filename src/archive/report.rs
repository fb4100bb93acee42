//! What is said of packs: counted to the last, listed as far as anybody reads.

use std::collections::HashMap;
use std::ops::Deref;

use super::diagnostic::{Code, Diagnostic, Severity};
use crate::text::{Alike, count};

/// How many errors are listed, and how many warnings, before the rest is only counted.
pub(super) const LISTED: usize = 10_000;

/// Faults and doubts about packs. Stands for the list of those that are kept, of which each severity has ten thousand at
/// most; the numbers are those of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    listed: Vec<Diagnostic>,
    /// All errors, and all warnings.
    said: [usize; 2],
    /// Those of them that are listed.
    kept: [usize; 2],
    /// How many of each kind are not.
    cut: HashMap<String, usize>,
}

impl Report {
    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity as usize;
        self.said[severity] += 1;
        if self.kept[severity] < LISTED {
            self.kept[severity] += 1;
            self.listed.push(diagnostic);
        } else {
            *self.cut.entry(diagnostic.likeness()).or_default() += 1;
        }
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
        other.cut.into_iter().for_each(|(likeness, count)| *self.cut.entry(likeness).or_default() += count);
        other.listed.into_iter().for_each(|diagnostic| self.say(diagnostic));
    }

    /// Without the warnings.
    pub(super) fn only_errors(mut self) -> Self {
        self.listed.retain(Diagnostic::is_error);
        (self.said[1], self.kept[1]) = (0, 0);
        self.cut.retain(|likeness, _| likeness.starts_with("Error"));
        self
    }

    pub(super) fn sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&Diagnostic) -> K) {
        self.listed.sort_by_cached_key(key);
    }

    /// The faults, those alike together: the first three of each and how many there are, listed or not.
    pub fn alike(&self) -> Vec<(Vec<&Diagnostic>, usize)> {
        let alike = Alike::new(&self.listed, |diagnostic| diagnostic.likeness());
        let cut = |first: &[&Diagnostic]| first.first().and_then(|first| self.cut.get(&first.likeness())).copied();
        alike.groups().map(|(first, count)| (first.to_vec(), count + cut(first).unwrap_or(0))).collect()
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
