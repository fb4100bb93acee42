//! Texts, numbers and words of JSON, and values that are passed over unread.

use std::borrow::Cow;

use super::{DEPTH, Parser, Value};
use crate::archive::diagnostic::Code;

impl<'a> Parser<'a> {
    /// A text in double quotation marks; none when it has no end.
    pub(super) fn string(&mut self) -> Option<Value<'a>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let (mut plain, mut sound) = (true, true);
        loop {
            match bytes.get(at) {
                None => {
                    self.syntax(start..start + 1, "this text is never closed", "write \" where it ends");
                    return None;
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    at += 2;
                }
                Some(b'\n') => {
                    self.syntax(
                        start..at,
                        "this text is not closed on its line",
                        "write \" where it ends, and \\n for a line break inside it",
                    );
                    return None;
                }
                Some(b) if *b < 0x20 => {
                    sound = false;
                    let message =
                        format!("the control character {} may not stand in a text", crate::text::name_hidden(char::from(*b)));
                    self.syntax(at..at + 1, message, format!("remove it, or write \\u{b:04x}"));
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        if !sound {
            return Some(Value::Faulty);
        }
        if plain {
            return Some(Value::Text(Cow::Borrowed(&self.text[start + 1..at])));
        }
        match serde_json::from_str::<String>(&self.text[start..self.at]) {
            Ok(text) => Some(Value::Text(Cow::Owned(text))),
            Err(_) => {
                self.syntax(
                    start..self.at,
                    "a “\\” in this text begins nothing known",
                    "write \\\\ for a backslash, \\\" for a quotation mark, \\uXXXX for a character",
                );
                Some(Value::Faulty)
            }
        }
    }

    pub(super) fn single_quoted(&mut self) -> Option<Value<'a>> {
        let start = self.at;
        let rest = &self.rest()[1..];
        let line = rest.find('\n').unwrap_or(rest.len());
        let Some(end) = rest[..line].find('\'') else {
            self.syntax(start..start + 1, "a text begins with \", not '", "write \"…\"");
            return None;
        };
        self.at = start + end + 2;
        self.syntax(start..self.at, "a text stands in \"…\", not in '…'", "write \"…\"");
        Some(Value::Faulty)
    }

    pub(super) fn number(&mut self) -> Value<'a> {
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

    pub(super) fn word(&mut self) -> Value<'a> {
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
                self.syntax(start..self.at, message, help);
                Value::Faulty
            }
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
