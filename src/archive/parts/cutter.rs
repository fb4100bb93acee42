//! A file cut at its outer brackets: where each record begins and ends, and what stands between them that should not.

use std::ops::Range;

use super::{PackList, PackPart, plural_of, stems};
use crate::archive::diagnostic::{Code, Diagnostic, Fault, Spot};
use crate::archive::json::{Parser, skip};
use crate::archive::report::LISTED;
use crate::text::{nearest, one_of};

/// Walks over the outer brackets of a file; what stands inside a record is not looked at.
pub(super) struct Cutter<'a, 'v> {
    file: &'a str,
    text: &'a str,
    parser: Parser<'a>,
    /// Whether values are parsed to find their ends, because one could not be skipped.
    careful: bool,
    /// The line of the byte `counted`.
    line: usize,
    counted: usize,
    /// The characters before it on that line.
    column: usize,
    told: usize,
    visit: &'v mut dyn FnMut(PackPart<'_>),
}

impl<'a, 'v> Cutter<'a, 'v> {
    pub(super) fn new(file: &'a str, text: &'a str, visit: &'v mut dyn FnMut(PackPart<'_>)) -> Self {
        Self { file, text, parser: Parser::new(text, 0), careful: false, line: 1, counted: 0, column: 0, told: 0, visit }
    }

    fn spot(&mut self, range: Range<usize>) -> Spot<'a> {
        if range.start < self.counted {
            (self.line, self.counted, self.column) = (1, 0, 0);
        }
        let passed = &self.text[self.counted..self.text.floor_char_boundary(range.start)];
        self.line += passed.matches('\n').count();
        self.column = match passed.rfind('\n') {
            Some(at) => passed[at + 1..].chars().count(),
            None => self.column + passed.chars().count(),
        };
        self.counted += passed.len();
        Spot { file: self.file, source: self.text, range, line: self.line, column: self.column }
    }

    /// Hands on the faults that the parser has noted.
    fn tell(&mut self) {
        for fault in std::mem::take(&mut self.parser.faults) {
            self.told += 1;
            let spot = self.spot(fault.span.clone());
            (self.visit)(PackPart::Fault(spot.diagnostic(fault, None)));
        }
    }

    fn fault(&mut self, span: Range<usize>, code: Code, message: &str, help: &str) {
        self.parser.faults.push(Fault::new(span, code, message, help));
        self.tell();
    }

    /// The range of the next value, whose faults are left with the parser; where it has no end, the first of them is told.
    fn value(&mut self) -> Option<Range<usize>> {
        self.parser.blank();
        self.tell();
        let start = self.parser.at;
        match skip(self.text.as_bytes(), start).filter(|_| !self.careful) {
            Some(end) => self.parser.at = end,
            // What keeps one from being skipped may stand in all of them, and skipping looks through all that follows.
            None => {
                self.careful = true;
                if self.parser.value().is_none() {
                    self.parser.faults.truncate(1);
                    self.tell();
                    return None;
                }
            }
        }
        Some(start..self.parser.at)
    }

    /// As [`Self::value`], of one whose own reader tells its faults.
    fn part(&mut self) -> Option<Spot<'a>> {
        let range = self.value()?;
        self.parser.faults.clear();
        Some(self.spot(range))
    }

    /// After an item: whether another follows.
    fn more(&mut self, open: usize, close: u8) -> Option<bool> {
        // Such a file was not meant to be a pack; the faults so far say enough.
        if self.told > LISTED {
            return None;
        }
        let more = self.parser.more(open, close);
        self.tell();
        more
    }

    /// Takes the bracket with which the file or a list of records begins, and tells where it stands.
    fn open(&mut self, bracket: u8, message: &str, help: &str) -> Option<usize> {
        self.parser.blank();
        self.tell();
        match self.parser.peek() {
            Some(b) if b == bracket => {
                self.parser.at += 1;
                return Some(self.parser.at - 1);
            }
            Some(_) => self.fault(self.parser.here(), Code::NotAPack, message, help),
            None => (self.visit)(PackPart::Fault(Diagnostic::of_file(self.file, Code::NotAPack, "the file is empty", help))),
        }
        None
    }

    pub(super) fn array(&mut self, list: PackList) -> Option<()> {
        let stand = if matches!(list, PackList::Concepts) { "stands" } else { "stand" };
        let message = format!("the {} {stand} in an array, which begins with “[”", list.name());
        let open = self.open(b'[', &message, "write [ { … }, { … } ]")?;
        let mut more = !self.parser.closes(b']');
        while more {
            let spot = self.part()?;
            (self.visit)(list.part(spot));
            more = self.more(open, b']')?;
        }
        Some(())
    }

    pub(super) fn object(&mut self) -> Option<()> {
        let help = "write {\"pack\": {\"name\": …, \"title\": …, \"version\": …}, \"events\": [ … ]}, or name the directory with pack.json";
        let open = self.open(b'{', "a pack in one file is an object, which begins with “{”", help)?;
        let mut seen = Vec::new();
        let mut more = !self.parser.closes(b'}');
        while more {
            let key = self.parser.key(open);
            self.tell();
            let (name, span) = key?;
            if seen.contains(&name) {
                self.fault(span.clone(), Code::DuplicateKey, &format!("“{name}” is given twice"), "put both into one");
            }
            if let Some(list) = PackList::named(&name) {
                self.array(list)?;
            } else if name == "pack" {
                let spot = self.part()?;
                (self.visit)(PackPart::Info(spot));
            } else {
                self.value()?;
                self.tell();
                if name != "$schema" {
                    self.unknown(span, &name);
                }
            }
            seen.push(name);
            more = self.more(open, b'}')?;
        }
        if !seen.iter().any(|name| name == "pack") {
            self.fault(0..1, Code::NotAPack, "the pack does not say what it is: “pack” is missing", help);
        }
        Some(())
    }

    fn unknown(&mut self, span: Range<usize>, name: &str) {
        let near = plural_of(name).map_or_else(|| nearest(name, stems()), |plural| vec![plural]);
        let help = one_of(&near).unwrap_or_else(|| "remove it".to_owned());
        self.fault(span, Code::UnknownField, &format!("a pack has no “{name}”; it is not read"), &help);
    }

    pub(super) fn end(&mut self) {
        self.parser.end("nothing may follow the last bracket", "remove what follows it");
        self.tell();
    }
}
