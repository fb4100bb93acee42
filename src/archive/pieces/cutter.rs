//! A file cut at its outer brackets: where each record begins and ends, and what stands between them that should not.

use std::ops::Range;

use super::Piece;
use crate::archive::diagnostic::{Code, Diagnostic, Fault, Spot};
use crate::archive::json::{self, DEPTH};
use crate::archive::link::nearest;
use crate::archive::report::LISTED;
use crate::record::RecordType;

/// Walks over the outer brackets of a file; what stands inside a record is not looked at.
pub(super) struct Cutter<'a, 'v> {
    file: &'a str,
    text: &'a str,
    at: usize,
    /// The line of the byte `counted`.
    line: usize,
    counted: usize,
    /// The characters before it on that line.
    column: usize,
    faults: usize,
    visit: &'v mut dyn FnMut(Piece<'_>),
}

impl<'a, 'v> Cutter<'a, 'v> {
    pub(super) fn new(file: &'a str, text: &'a str, visit: &'v mut dyn FnMut(Piece<'_>)) -> Self {
        Self { file, text, at: 0, line: 1, counted: 0, column: 0, faults: 0, visit }
    }

    /// The next byte that is not blank. A comment is a fault, and passed over.
    fn blank(&mut self) -> Option<u8> {
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
            let rest = &self.text[self.at..];
            if !rest.starts_with("//") && !rest.starts_with('#') {
                return rest.bytes().next();
            }
            let comment = self.at..self.at + rest.find('\n').unwrap_or(rest.len());
            self.at = comment.end;
            self.fault(comment, Code::Syntax, "JSON has no comments", "remove it");
        }
    }

    fn spot(&mut self, range: Range<usize>) -> Spot<'a> {
        if range.start > self.counted {
            let passed = &self.text[self.counted..range.start];
            self.line += passed.matches('\n').count();
            self.column = match passed.rfind('\n') {
                Some(at) => passed[at + 1..].chars().count(),
                None => self.column + passed.chars().count(),
            };
            self.counted = range.start;
        }
        Spot { file: self.file, source: self.text, range, line: self.line, column: self.column }
    }

    fn fault(&mut self, span: Range<usize>, code: Code, message: &str, help: &str) {
        self.faults += 1;
        let spot = self.spot(span.clone());
        (self.visit)(Piece::Fault(spot.diagnostic(Fault::new(span, code, message, help), None)));
    }

    /// The range of the next value; after a fault in its brackets or quotes, tells the first one and gives up.
    fn value(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if let Some(end) = skip(self.text.as_bytes(), start) {
            self.at = end;
            return Some(start..end);
        }
        let (_, faults) = json::parse(self.text, start..self.text.len());
        let spot = self.spot(start..start);
        let fault = faults.into_iter().next().unwrap_or_else(|| {
            Fault::new(
                start..start + 1,
                Code::Syntax,
                "the brackets or quotation marks from here on do not match",
                "complete them",
            )
        });
        (self.visit)(Piece::Fault(spot.diagnostic(fault, None)));
        None
    }

    /// After an item: whether another follows.
    fn more(&mut self, close: u8) -> Option<bool> {
        // Such a file was not meant to be a pack; the faults so far say enough.
        if self.faults > LISTED {
            return None;
        }
        let before = self.at;
        match self.blank() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                if self.blank() == Some(close) {
                    self.at += 1;
                    self.fault(comma..comma + 1, Code::Syntax, "a comma after the last item", "remove the comma");
                    return Some(false);
                }
                Some(true)
            }
            Some(b) if b == close => {
                self.at += 1;
                Some(false)
            }
            Some(b'{' | b'"' | b'[') => {
                self.fault(before - 1..before, Code::Syntax, "a comma is missing after this", "write a comma");
                Some(true)
            }
            None => {
                self.fault(
                    before.saturating_sub(1)..before,
                    Code::Syntax,
                    "the file ends too early",
                    &format!("write “{}”", close as char),
                );
                None
            }
            Some(_) => {
                let help = format!("write a comma or “{}”", close as char);
                self.fault(self.at..self.at + 1, Code::Syntax, "this does not belong here", &help);
                None
            }
        }
    }

    fn open(&mut self, bracket: u8, message: &str, help: &str) -> Option<()> {
        match self.blank() {
            Some(b) if b == bracket => {
                self.at += 1;
                Some(())
            }
            Some(_) => {
                self.fault(self.at..self.at + 1, Code::NotAPack, message, help);
                None
            }
            None => {
                (self.visit)(Piece::Fault(Diagnostic::of_file(self.file, Code::NotAPack, "the file is empty", help)));
                None
            }
        }
    }

    pub(super) fn array(&mut self, of_type: RecordType) -> Option<()> {
        let message = format!("the {} stand in an array, which begins with “[”", of_type.plural());
        self.open(b'[', &message, "write [ { … }, { … } ]")?;
        if self.blank() == Some(b']') {
            self.at += 1;
            return Some(());
        }
        loop {
            self.blank();
            let range = self.value()?;
            let spot = self.spot(range);
            (self.visit)(Piece::Record(Some(of_type), spot));
            if !self.more(b']')? {
                return Some(());
            }
        }
    }

    pub(super) fn object(&mut self) -> Option<()> {
        let help = "write {\"pack\": {\"name\": …, \"title\": …, \"version\": …}, \"events\": [ … ]}, or name the directory with pack.json";
        self.open(b'{', "a pack in one file is an object, which begins with “{”", help)?;
        let mut seen: Vec<&str> = Vec::new();
        if self.blank() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                let key = self.key()?;
                let span = key.clone();
                let name = &self.text[key.start + 1..key.end - 1];
                if seen.contains(&name) {
                    self.fault(span.clone(), Code::DuplicateKey, &format!("“{name}” is given twice"), "put both into one");
                }
                seen.push(name);
                match RecordType::ALL.into_iter().find(|t| t.plural() == name) {
                    Some(of_type) => self.array(of_type)?,
                    None => {
                        let range = self.value()?;
                        if name == "pack" {
                            let spot = self.spot(range);
                            (self.visit)(Piece::Info(spot));
                        } else if name != "$schema" {
                            self.unknown(span, name);
                        }
                    }
                }
                if !self.more(b'}')? {
                    break;
                }
            }
        }
        if !seen.contains(&"pack") {
            let range = 0..1;
            self.fault(range, Code::NotAPack, "the pack does not say what it is: “pack” is missing", help);
        }
        Some(())
    }

    fn unknown(&mut self, span: Range<usize>, name: &str) {
        let known = RecordType::ALL.into_iter().map(|t| t.plural()).chain(["pack"]);
        let near = RecordType::named(name).map(RecordType::plural).or_else(|| nearest(name, known));
        let help = near.map_or_else(|| "remove it".to_owned(), |near| format!("did you mean “{near}”?"));
        self.fault(span, Code::UnknownField, &format!("a pack has no “{name}”; it is not read"), &help);
    }

    fn key(&mut self) -> Option<Range<usize>> {
        if self.blank() != Some(b'"') {
            let end = self.at + self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            self.fault(self.at..end, Code::Syntax, "the name of a field should stand here", "write \"name\": value");
            return None;
        }
        let key = self.value()?;
        if self.blank() != Some(b':') {
            self.fault(key, Code::Syntax, "a colon is missing after this name", "write \"name\": value");
            return None;
        }
        self.at += 1;
        self.blank();
        Some(key)
    }

    pub(super) fn end(&mut self) {
        if self.blank().is_some() {
            let end = self.at + self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            self.fault(self.at..end, Code::Syntax, "nothing may follow the last bracket", "remove what follows it");
        }
    }
}

/// The end of the value that begins at `at`: quotes closed, brackets matched, at most [`DEPTH`] of them in one another.
pub(in crate::archive) fn skip(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    loop {
        match *bytes.get(at)? {
            b'"' => {
                at += 1;
                loop {
                    at += memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..)?)?;
                    match bytes[at] {
                        b'"' => break,
                        b'\\' => at += 2,
                        _ => return None,
                    }
                }
                at += 1;
            }
            b'{' | b'[' => {
                if open.len() >= DEPTH {
                    return None;
                }
                open.push(bytes[at] + 2); // in ASCII the closing bracket is two further
                at += 1;
                continue;
            }
            b'}' | b']' => {
                if open.pop()? != bytes[at] {
                    return None;
                }
                at += 1;
            }
            b',' | b':' if open.is_empty() => return None,
            _ if open.is_empty() => {
                let rest = &bytes[at..];
                at += rest.iter().take_while(|b| !matches!(b, b',' | b':' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r')).count();
            }
            _ => {
                at += 1;
                continue;
            }
        }
        if open.is_empty() {
            return Some(at);
        }
    }
}
