//! JSON with the place of every part, for telling an author where a fault stands. Goes on after a fault where the meaning
//! is clear (a comma too many, a comma missing), so that one run finds them all. The quick way for sound files is elsewhere.
//!
//! A whole value is read by [`parse`]; [`super::parts`] walks over the outermost brackets of a file by the same grammar.

mod scalar;
mod tree;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::diagnostic::{Code, Fault, OF_ONE_RECORD};
pub(super) use scalar::skip;
pub(super) use tree::{Element, Member, Value};

/// How deep values may lie in one another; the records of the format need six.
const DEPTH: usize = 64;

/// Reads one value from the bytes `range` of `text`; spans count from the start of `text`. `None` when a fault leaves no
/// sense in what follows it.
pub(super) fn parse(text: &str, range: Range<usize>) -> (Option<Element<'_>>, Vec<Fault>) {
    let mut parser = Parser::new(&text[..range.end], range.start);
    let element = parser.value();
    if element.is_some() {
        parser.blank();
        let comma = parser.peek() == Some(b',');
        let help = if comma { "remove the comma: a record stands by itself" } else { "remove what follows it" };
        parser.end("nothing may follow the value here", help);
    }
    (element, parser.faults)
}

/// The character `c` for a message: in quotation marks, or by its name if it cannot be seen.
fn sign(c: &str) -> String {
    match c.chars().next() {
        Some(hidden) if crate::text::is_invisible(hidden) => crate::text::name_hidden(hidden),
        _ => format!("“{c}”"),
    }
}

/// Stands before the byte `at` of `text`, with the faults found so far. What returns none has noted a fault after which
/// nothing can be made of the rest.
pub(super) struct Parser<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// How many brackets are open, those not counted that the owner of the parser has opened.
    depth: usize,
    pub(super) faults: Vec<Fault>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, depth: 0, faults: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The bytes of the next character.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    fn fault(&mut self, span: Range<usize>, code: Code, message: impl Into<String>, help: impl Into<String>) {
        if self.faults.len() < OF_ONE_RECORD {
            self.faults.push(Fault::new(span, code, message, help));
        }
    }

    fn syntax(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.fault(span, Code::Syntax, message, help);
    }

    /// Skips blanks, and comments with a fault.
    pub(super) fn blank(&mut self) {
        loop {
            self.at += self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
            let end = match self.rest() {
                rest if rest.starts_with("//") || rest.starts_with('#') => rest.find('\n').unwrap_or(rest.len()),
                rest if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |n| n + 2),
                _ => return,
            };
            let span = self.at..self.at + end;
            self.at = span.end;
            let help = if self.depth == 0 { "remove it" } else { "remove it, or put it into “notes”" };
            self.syntax(span, "JSON has no comments", help);
        }
    }

    pub(super) fn value(&mut self) -> Option<Element<'a>> {
        self.blank();
        let start = self.at;
        let value = match self.peek() {
            None => {
                self.syntax(start..start, "the text ends where a value should stand", "complete it");
                return None;
            }
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::list)?,
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'\'') => self.single_quoted()?,
            Some(b) if b.is_ascii_alphabetic() || b == b'_' || b == b'+' || b == b'.' => self.word(),
            Some(_) => {
                let shown = &self.text[self.here()];
                let help = match shown {
                    "\u{1e}" => "remove it: the line breaks part one record from the next",
                    _ => "write a text in \"…\", a number, [ or {",
                };
                self.syntax(self.here(), format!("{} cannot begin a value", sign(shown)), help);
                return None;
            }
        };
        Some(Element { span: start..self.at, value })
    }

    fn nested(&mut self, read: fn(&mut Self, usize) -> Option<Value<'a>>) -> Option<Value<'a>> {
        if self.depth >= DEPTH {
            let message = format!("more than {DEPTH} brackets lie in one another");
            self.fault(self.here(), Code::TooDeep, message, "a record needs six at most; remove the rest");
            return None;
        }
        self.depth += 1;
        let open = self.at;
        self.at += 1;
        let value = read(self, open);
        self.depth -= 1;
        value
    }

    /// Whether the next bracket is `close`, which is taken then.
    pub(super) fn closes(&mut self, close: u8) -> bool {
        self.blank();
        let closes = self.peek() == Some(close);
        self.at += usize::from(closes);
        closes
    }

    /// Notes that the text ends within the bracket at `open`.
    fn unclosed(&mut self, open: usize, close: u8) {
        let close = char::from(close);
        if self.depth == 0 {
            let end = self.text.trim_end().len();
            self.syntax(end.saturating_sub(1)..end, "the file ends too early", format!("write “{close}”"));
        } else {
            let message = format!("this “{}” is never closed", &self.text[open..=open]);
            self.syntax(open..open + 1, message, format!("write “{close}” where it ends"));
        }
    }

    /// After a value within the bracket at `open`: whether another follows.
    pub(super) fn more(&mut self, open: usize, close: u8) -> Option<bool> {
        let end = self.at;
        let last = end.saturating_sub(1)..end;
        let after_text = self.text[..end].ends_with('"');
        if after_text && self.rest().starts_with(|c: char| c.is_alphanumeric()) {
            let help = "write \\\" for a quotation mark inside a text; if none was meant, close the text before it";
            self.syntax(last, "this quotation mark ends the text, and words follow it", help);
            return None;
        }
        if self.closes(close) {
            return Some(false);
        }
        let shown = &self.text[self.here()];
        match self.peek() {
            Some(b',') => {
                let comma = self.here();
                self.at += 1;
                let closed = self.closes(close);
                if closed {
                    self.syntax(comma, "a comma after the last item", "remove the comma");
                }
                return Some(!closed);
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                self.syntax(last, "a comma is missing after this", "write a comma");
                return Some(true);
            }
            None => self.unclosed(open, close),
            Some(b'}' | b']') => {
                let help = "close the brackets in the order in which they were opened";
                self.syntax(self.here(), format!("“{shown}” where “{}” should stand", char::from(close)), help);
            }
            Some(_) => {
                let message = format!("{} where a comma or “{}” should stand", sign(shown), char::from(close));
                self.syntax(self.here(), message, "if a text holds quotation marks, write \\\" for them");
            }
        }
        None
    }

    fn list(&mut self, open: usize) -> Option<Value<'a>> {
        let mut items = Vec::new();
        let mut more = !self.closes(b']');
        while more {
            items.push(self.value()?);
            more = self.more(open, b']')?;
        }
        Some(Value::List(items))
    }

    fn object(&mut self, open: usize) -> Option<Value<'a>> {
        let mut members: Vec<Member<'a>> = Vec::new();
        let mut more = !self.closes(b'}');
        while more {
            let (key, key_span) = self.key(open)?;
            members.push(Member { key, key_span, element: self.value()? });
            more = self.more(open, b'}')?;
        }
        let mut seen = HashSet::with_capacity(members.len());
        for member in &members {
            if !seen.insert(&*member.key) {
                let message = format!("{} is given twice", crate::text::quote(&member.key));
                self.fault(member.key_span.clone(), Code::DuplicateKey, message, "keep one of the two");
            }
        }
        Some(Value::Object(members))
    }

    /// The name of a field with its colon, within the brace at `open`.
    pub(super) fn key(&mut self, open: usize) -> Option<(Cow<'a, str>, Range<usize>)> {
        self.blank();
        let start = self.at;
        let key = match self.peek() {
            Some(b'"') => match self.string()? {
                Value::Text(text) => text,
                _ => Cow::Borrowed(&self.text[start + 1..self.at - 1]),
            },
            Some(b'\'') => {
                self.single_quoted()?;
                Cow::Borrowed(self.text[start..self.at].trim_matches('\''))
            }
            Some(b) if b.is_ascii_alphabetic() || b == b'_' => {
                let rest = self.rest();
                let word = &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())];
                self.at += word.len();
                let message = format!("the name “{word}” has no quotation marks");
                self.syntax(start..self.at, message, format!("write \"{word}\""));
                Cow::Borrowed(word)
            }
            None => {
                self.unclosed(open, b'}');
                return None;
            }
            Some(_) => {
                let message = format!("{} where the name of a field should stand", sign(&self.text[self.here()]));
                self.syntax(self.here(), message, "write \"name\": value");
                return None;
            }
        };
        let span = start..self.at;
        self.blank();
        if self.peek() != Some(b':') {
            self.syntax(span, "a colon is missing after this name", "write \"name\": value");
            return None;
        }
        self.at += 1;
        Some((key, span))
    }

    /// Notes a fault if anything but blanks follows.
    pub(super) fn end(&mut self, message: &str, help: &str) {
        self.blank();
        if self.peek().is_some() {
            self.syntax(self.here(), message, help);
        }
    }
}
