//! What the line of a record in a file must hold for a phrase or an expression to stand in it. To look for that in bytes takes
//! a small part of what it takes to read the record. A line in which a text may stand otherwise than it is read is always read.

use regex::bytes::{Regex, RegexBuilder};

use crate::archive::{FilterLines, Segment, may_be_unsafe};
use crate::index::derived_words;
use crate::query::{Pattern, Phrase, PhraseSyntax};
use crate::record::{EventKind, labels};

/// Tells lines that are worth reading.
#[derive(Debug)]
pub(super) struct LineFilter {
    /// Stands in the bytes of every line that is to be read, or in a text that is spelled otherwise.
    held: Regex,
    /// Whether only lines of plain letters can be told: what folds to the letters looked for may be written otherwise.
    folds: bool,
}

impl LineFilter {
    /// What lines must hold to meet an expression, if that can be told.
    pub fn of_pattern(pattern: &Pattern) -> Option<Self> {
        if labels().any(|label| pattern.is_in(label)) {
            return None;
        }
        let literals: Vec<String> = pattern.literals()?.iter().map(|literal| regex::escape(literal)).collect();
        let held = RegexBuilder::new(&literals.join("|")).case_insensitive(true).build().ok()?;
        Some(Self { held, folds: false })
    }

    /// Likewise to hold a phrase of whole words in a row.
    pub fn of_phrase(phrase: &Phrase) -> Option<Self> {
        let is_plain = matches!(phrase.mark, PhraseSyntax::Phrase | PhraseSyntax::Run) && phrase.slop == 0;
        let is_open = phrase.open_left || phrase.open_right;
        // Digits are grouped, and other letters folded.
        let is_spelled = phrase.words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
        let is_made = phrase.words.iter().all(|word| derived_words().contains(word));
        if phrase.words.len() < 2 || !is_plain || is_open || !is_spelled || is_made {
            return None;
        }
        let held = RegexBuilder::new(&phrase.words.join("[^A-Za-z0-9]*")).case_insensitive(true).unicode(false).build().ok()?;
        Some(Self { held, folds: true })
    }

    /// Whether a filter tells anything of the records of a segment: they lie in a file, and nothing is searched in them that their pack
    /// says and they do not. `meets` tells whether the label of a kind of events would be met.
    pub fn fits(segment: &Segment, meets: &dyn Fn(&str) -> bool) -> bool {
        let is_met = |kind: EventKind| meets(kind.label()) || meets(kind.short());
        segment.is_in_file() && segment.info().fields.is_empty() && !segment.kinds().any(is_met)
    }
}

impl FilterLines for LineFilter {
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        self.held.find_at(bytes, from).map(|found| found.start())
    }

    /// Its texts may be read otherwise than they are written.
    fn is_doubtful(&self, line: &[u8]) -> bool {
        let may_fold = || !line.is_ascii() || line.iter().any(|byte| matches!(byte, b'\'' | b'`'));
        may_be_unsafe(line) || self.folds && may_fold()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Node, Parsed, Term};
    use crate::search::catalogue_of_event;

    fn pattern(source: &str) -> Option<LineFilter> {
        LineFilter::of_pattern(&Pattern::new(source).expect("an expression"))
    }

    fn phrase(typed: &str) -> Option<LineFilter> {
        let catalogue = catalogue_of_event("A meeting", "", &[]);
        let parsed = Parsed::new(typed, &catalogue.archive);
        match &parsed.nodes[..] {
            [Node::Term(Term::Phrase(phrase))] => LineFilter::of_phrase(phrase),
            others => panic!("{others:?}"),
        }
    }

    /// Whether a line is read.
    fn reads(filter: &LineFilter, line: &str) -> bool {
        filter.next(line.as_bytes(), 0).is_some() || filter.is_doubtful(line.as_bytes())
    }

    #[test]
    fn an_expression_is_looked_for_by_what_it_cannot_do_without() {
        let filter = pattern("energ(y|ies) (supply|security)").expect("a filter");
        assert!(reads(&filter, r#"{"summary":"of ENERGY Security"}"#) && reads(&filter, r#"{"title":"energies supply"}"#));
        assert!(!reads(&filter, r#"{"summary":"water"}"#));
        assert!(reads(&pattern("hydrok").expect("a filter"), "{\"text\":\"HYDRO\u{212a}\"}"), "the sign for kelvin is a k");
        assert!(reads(&pattern("вода").expect("a filter"), "{\"text\":\"ВОДА\"}"));
        assert!(reads(&filter, r#"{"summary":"\u0065nergies"}"#), "written with a backslash");
        assert!(reads(&filter, "{\"summary\":\"ener\u{feff}gies\"}"), "something is taken out of it");
    }

    #[test]
    fn what_stands_in_no_file_is_not_looked_for_there() {
        for source in
            ["held", "paraphr", "joint state", "white|zebra", "a.*z", "e", "[a-z]+[0-9]", "(energy)?", "^.{3}$", "re(sul)?t"]
        {
            assert!(pattern(source).is_none(), "{source}");
        }
        for typed in ["\"may 2018\"", "\"deputy minister\"", "\"first half\"", "\"water 2500\"", "\"вода и\"", "\"water\""] {
            assert!(phrase(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_phrase_is_looked_for_as_it_may_be_written() {
        let filter = phrase("\"energy cooperation\"").expect("a filter");
        for line in [
            "Energy cooperation",
            "energy – cooperation",
            "energy-COOPERATION",
            "énergy cooperation",
            "ener'gy cooperation",
            "energy\\ncooperation",
        ] {
            assert!(reads(&filter, line), "{line}");
        }
        for line in ["energy and cooperation", "cooperation energy", r#"{"title":"energy","summary":"cooperation"}"#] {
            assert!(!reads(&filter, line), "{line}");
        }
    }
}
