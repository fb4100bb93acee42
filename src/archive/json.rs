//! JSON with the place of every part, for telling an author where a fault stands. Goes on after a fault where the meaning
//! is clear (a comma too many, a comma missing), so that one run finds them all. The quick way for sound files is elsewhere.

mod tree;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::diagnostic::{Code, Fault, OF_ONE_RECORD};
pub(super) use tree::{Member, Node, Value};

/// How deep values may lie in one another; the records of the format need six.
pub(super) const DEPTH: usize = 64;

/// Reads one value from the bytes `range` of `text`; spans count from the start of `text`. `None` when a fault leaves no
/// sense in what follows it.
pub(super) fn parse(text: &str, range: Range<usize>) -> (Option<Node<'_>>, Vec<Fault>) {
    let mut parser = Parser { text: &text[..range.end], at: range.start, depth: 0, faults: Vec::new() };
    let mut node = parser.value();
    if node.is_some() {
        parser.blank();
        if parser.at < parser.text.len() {
            let end = parser.at + parser.rest().chars().next().map_or(0, char::len_utf8);
            let comma = parser.peek() == Some(b',');
            let help = if comma { "remove the comma: a record stands by itself" } else { "remove what follows it" };
            parser.fault(parser.at..end, Code::Syntax, "nothing may follow the value here", help);
        }
    } else if parser.faults.is_empty() {
        parser.fault(range.clone(), Code::Syntax, "this is not JSON", "write a value");
        node = None;
    }
    (node, parser.faults)
}

/// The character `c` for a message: in quotation marks, or by its name if it cannot be seen.
fn sign(c: &str) -> String {
    match c.chars().next() {
        Some(hidden) if crate::text::is_invisible(hidden) => crate::text::name_hidden(hidden),
        _ => format!("“{c}”"),
    }
}

/// A text as it was read; faults in it have been noted.
enum Quoted<'a> {
    Text(Cow<'a, str>),
    Faulty,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    faults: Vec<Fault>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault(&mut self, span: Range<usize>, code: Code, message: impl Into<String>, help: impl Into<String>) {
        if self.faults.len() < OF_ONE_RECORD {
            self.faults.push(Fault::new(span, code, message, help));
        }
    }

    /// Skips blanks, and comments with a fault.
    fn blank(&mut self) {
        loop {
            self.at += self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
            let end = match self.rest() {
                rest if rest.starts_with("//") || rest.starts_with('#') => rest.find('\n').unwrap_or(rest.len()),
                rest if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |n| n + 2),
                _ => return,
            };
            let span = self.at..self.at + end;
            self.at = span.end;
            self.fault(span, Code::Syntax, "JSON has no comments", "remove it, or put it into “notes”");
        }
    }

    fn value(&mut self) -> Option<Node<'a>> {
        self.blank();
        let start = self.at;
        let value = match self.peek() {
            None => {
                self.fault(start..start, Code::Syntax, "the text ends where a value should stand", "complete it");
                return None;
            }
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::list)?,
            Some(b'"') => match self.string()? {
                Quoted::Text(text) => Value::Text(text),
                Quoted::Faulty => Value::Faulty,
            },
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'\'') => self.single_quoted()?,
            Some(b) if b.is_ascii_alphabetic() || b == b'_' || b == b'+' || b == b'.' => self.word(),
            Some(_) => {
                let shown: String = self.rest().chars().take(1).collect();
                let help = match shown.as_str() {
                    "\u{1e}" => "remove it: the line breaks part one record from the next",
                    _ => "write a text in \"…\", a number, [ or {",
                };
                self.fault(start..start + shown.len(), Code::Syntax, format!("{} cannot begin a value", sign(&shown)), help);
                return None;
            }
        };
        Some(Node { span: start..self.at, value })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Value<'a>>) -> Option<Value<'a>> {
        if self.depth >= DEPTH {
            let message = format!("more than {DEPTH} brackets lie in one another");
            self.fault(self.at..self.at + 1, Code::TooDeep, message, "a record needs six at most; remove the rest");
            return None;
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// After a value: whether another follows. `None` when the end is missing.
    fn more(&mut self, open: usize, close: u8) -> Option<bool> {
        let value_end = self.at;
        let after_text = value_end > 0 && self.text.as_bytes()[value_end - 1] == b'"';
        if after_text && self.rest().starts_with(|c: char| c.is_alphanumeric()) {
            let help = "write \\\" for a quotation mark inside a text; if none was meant, close the text before it";
            self.fault(value_end - 1..value_end, Code::Syntax, "this quotation mark ends the text, and words follow it", help);
            return None;
        }
        self.blank();
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.blank();
                if self.peek() == Some(close) {
                    self.fault(comma..comma + 1, Code::Syntax, "a comma after the last item", "remove the comma");
                    self.at += 1;
                    return Some(false);
                }
                Some(true)
            }
            Some(b) if b == close => {
                self.at += 1;
                Some(false)
            }
            None => {
                let bracket = if close == b'}' { "{" } else { "[" };
                self.fault(
                    open..open + 1,
                    Code::Syntax,
                    format!("this “{bracket}” is never closed"),
                    format!("write “{}” where it ends", close as char),
                );
                None
            }
            Some(b'}' | b']') => {
                let message = format!("“{}” where “{}” should stand", self.rest().chars().next().unwrap_or(' '), close as char);
                self.fault(
                    self.at..self.at + 1,
                    Code::Syntax,
                    message,
                    "close the brackets in the order in which they were opened",
                );
                None
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                self.fault(
                    value_end.saturating_sub(1)..value_end,
                    Code::Syntax,
                    "a comma is missing after this",
                    "write a comma",
                );
                Some(true)
            }
            Some(_) => {
                let shown: String = self.rest().chars().take(1).collect();
                let message = format!("{} where a comma or “{}” should stand", sign(&shown), close as char);
                self.fault(
                    self.at..self.at + shown.len(),
                    Code::Syntax,
                    message,
                    "if a text holds quotation marks, write \\\" for them",
                );
                None
            }
        }
    }

    fn list(&mut self) -> Option<Value<'a>> {
        let open = self.at - 1;
        let mut items = Vec::new();
        self.blank();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value()?);
            if !self.more(open, b']')? {
                return Some(Value::List(items));
            }
        }
    }

    fn object(&mut self) -> Option<Value<'a>> {
        let open = self.at - 1;
        let mut members: Vec<Member<'a>> = Vec::new();
        self.blank();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Some(Value::Object(members));
        }
        loop {
            self.blank();
            let start = self.at;
            let key = match self.peek() {
                Some(b'"') => match self.string()? {
                    Quoted::Text(text) => text,
                    Quoted::Faulty => Cow::Borrowed(&self.text[start + 1..self.at - 1]),
                },
                Some(b'\'') => {
                    self.single_quoted()?;
                    Cow::Borrowed(self.text[start..self.at].trim_matches('\''))
                }
                Some(b) if b.is_ascii_alphabetic() || b == b'_' => {
                    let end = start + self.rest().find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest().len());
                    self.at = end;
                    let word = &self.text[start..end];
                    self.fault(
                        start..end,
                        Code::Syntax,
                        format!("the name “{word}” has no quotation marks"),
                        format!("write \"{word}\""),
                    );
                    Cow::Borrowed(word)
                }
                None => {
                    self.fault(open..open + 1, Code::Syntax, "this “{” is never closed", "write “}” where it ends");
                    return None;
                }
                Some(_) => {
                    let shown: String = self.rest().chars().take(1).collect();
                    let message = format!("{} where the name of a field should stand", sign(&shown));
                    self.fault(start..start + shown.len(), Code::Syntax, message, "write \"name\": value");
                    return None;
                }
            };
            let key_span = start..self.at;
            self.blank();
            if self.peek() != Some(b':') {
                self.fault(key_span, Code::Syntax, "a colon is missing after this name", "write \"name\": value");
                return None;
            }
            self.at += 1;
            let node = self.value()?;
            members.push(Member { key, key_span, node });
            if !self.more(open, b'}')? {
                self.twice(&members);
                return Some(Value::Object(members));
            }
        }
    }

    fn twice(&mut self, members: &[Member<'a>]) {
        let mut seen = HashSet::with_capacity(members.len());
        for member in members {
            if !seen.insert(&*member.key) {
                let message = format!("{} is given twice", crate::text::quote(&member.key));
                self.fault(member.key_span.clone(), Code::DuplicateKey, message, "keep one of the two");
            }
        }
    }

    /// A text in double quotation marks; none when it has no end.
    fn string(&mut self) -> Option<Quoted<'a>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let (mut plain, mut sound) = (true, true);
        loop {
            match bytes.get(at) {
                None => {
                    self.fault(start..start + 1, Code::Syntax, "this text is never closed", "write \" where it ends");
                    return None;
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    at += 2;
                }
                Some(b'\n') => {
                    self.fault(
                        start..at,
                        Code::Syntax,
                        "this text is not closed on its line",
                        "write \" where it ends, and \\n for a line break inside it",
                    );
                    return None;
                }
                Some(b) if *b < 0x20 => {
                    sound = false;
                    let message =
                        format!("the control character {} may not stand in a text", crate::text::name_hidden(char::from(*b)));
                    self.fault(at..at + 1, Code::Syntax, message, format!("remove it, or write \\u{b:04x}"));
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        if !sound {
            return Some(Quoted::Faulty);
        }
        if plain {
            return Some(Quoted::Text(Cow::Borrowed(&self.text[start + 1..at])));
        }
        match serde_json::from_str::<String>(&self.text[start..self.at]) {
            Ok(text) => Some(Quoted::Text(Cow::Owned(text))),
            Err(_) => {
                self.fault(
                    start..self.at,
                    Code::Syntax,
                    "a “\\” in this text begins nothing known",
                    "write \\\\ for a backslash, \\\" for a quotation mark, \\uXXXX for a character",
                );
                Some(Quoted::Faulty)
            }
        }
    }

    fn single_quoted(&mut self) -> Option<Value<'a>> {
        let start = self.at;
        let rest = &self.rest()[1..];
        let line = rest.find('\n').unwrap_or(rest.len());
        let Some(end) = rest[..line].find('\'') else {
            self.fault(start..start + 1, Code::Syntax, "a text begins with \", not '", "write \"…\"");
            return None;
        };
        self.at = start + end + 2;
        self.fault(start..self.at, Code::Syntax, "a text stands in \"…\", not in '…'", "write \"…\"");
        Some(Value::Faulty)
    }

    fn number(&mut self) -> Value<'a> {
        let start = self.at;
        let end = self.rest().find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(self.rest().len());
        self.at += end;
        let span = start..self.at;
        let text = &self.text[span.clone()];
        match serde_json::from_str::<serde_json::Number>(text) {
            Ok(_) => Value::Number(text),
            Err(_) if text.parse::<f64>().is_ok_and(f64::is_infinite) => {
                self.fault(span, Code::Number, "this number is too large to be kept", "write it in words, as a text");
                Value::Faulty
            }
            Err(_) => {
                self.fault(
                    span,
                    Code::Number,
                    "this is not a number as JSON writes them",
                    "write 7, -7, 7.5 or 7e3, without zeros in front; a date is a text in \"…\"",
                );
                Value::Faulty
            }
        }
    }

    fn word(&mut self) -> Value<'a> {
        let start = self.at;
        let end =
            self.rest().find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '+' | '-')).unwrap_or(self.rest().len());
        self.at += end.max(1);
        match &self.text[start..self.at] {
            "null" => Value::Null,
            "true" | "false" => Value::Bool,
            word => {
                let help = match word.to_ascii_lowercase().as_str() {
                    known @ ("true" | "false" | "null") => format!("write {known}"),
                    "none" | "nil" | "undefined" | "nan" => "leave the field out".to_owned(),
                    _ => format!("write \"{word}\" if it is a text"),
                };
                let message = format!("“{word}” is not JSON");
                self.fault(start..self.at, Code::Syntax, message, help);
                Value::Faulty
            }
        }
    }
}
