//! What is wrong with a pack, where, and what to do: for people as text with the line and a caret, for programs as JSON.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::{Deserialize, Serialize};

/// Whether a fault keeps a record out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The record, or the pack, cannot be used.
    Error,
    /// It can be used, but the author should look.
    Warning,
}

/// The sort of fault, by a name that stays the same from version to version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Code {
    Unreadable,
    NotAPack,
    TooLarge,
    TooDeep,
    Encoding,
    Syntax,
    Number,
    DuplicateKey,
    MissingField,
    WrongType,
    OutOfRange,
    UnknownValue,
    UnknownType,
    Date,
    Id,
    PackName,
    SchemaVersion,
    SameId,
    SameName,
    SamePack,
    Override,
    Dangling,
    Circle,
    UnknownField,
    StrayFile,
    NoCountry,
    NoSource,
    NoSpeaker,
    NoDate,
    Placeholder,
    OldShape,
    DateOrder,
    FigureRange,
    Tally,
    HiddenCharacters,
    Link,
    Conflict,
    More,
}

impl Code {
    /// The name as in JSON output: `missing-field`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for (at, c) in format!("{self:?}").char_indices() {
            if c.is_ascii_uppercase() && at > 0 {
                name.push('-');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }

    /// Whether what a message of this code quotes is the name of a field, which tells faults apart.
    fn names_a_field(self) -> bool {
        matches!(
            self,
            Self::DuplicateKey
                | Self::MissingField
                | Self::WrongType
                | Self::OutOfRange
                | Self::UnknownField
                | Self::SchemaVersion
        )
    }

    /// Whether the record may be as it is, because no source gives more or another sum; because it is still being written,
    /// or was sound when it was.
    pub(super) fn is_doubt(self) -> bool {
        matches!(
            self,
            Self::NoCountry | Self::NoSource | Self::NoSpeaker | Self::NoDate | Self::Placeholder | Self::Tally | Self::OldShape
        )
    }

    /// Faults that are only worth a look; all the others are errors.
    fn severity(self) -> Severity {
        match self {
            Self::UnknownField | Self::StrayFile | Self::HiddenCharacters | Self::Link | Self::SameName => Severity::Warning,
            Self::DateOrder | Self::FigureRange | Self::Conflict => Severity::Warning,
            code if code.is_doubt() => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// A fault at bytes of a text that is still at hand.
#[derive(Debug)]
pub(super) struct Fault {
    pub span: Range<usize>,
    pub severity: Severity,
    pub code: Code,
    pub message: String,
    pub help: String,
}

impl Fault {
    pub(super) fn new(span: Range<usize>, code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, severity: code.severity(), code, message: message.into(), help: help.into() }
    }

    pub(super) fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    pub(super) fn error(self) -> Self {
        Self { severity: Severity::Error, ..self }
    }
}

/// A text in which faults are found, or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Spot<'a> {
    /// The file as the user named it.
    pub file: &'a str,
    pub source: &'a str,
    /// The bytes of `source` that matter here.
    pub range: Range<usize>,
    /// The line of the file on which `range` begins, from 1.
    pub line: usize,
    /// The characters before `range` on that line.
    pub column: usize,
}

/// How many faults of one record are told; a record with more is no record.
pub(super) const OF_ONE_RECORD: usize = 100;

impl Spot<'_> {
    /// Gives the fault its file, line, column and snippet.
    pub(super) fn diagnostic(&self, fault: Fault, record: Option<&str>) -> Diagnostic {
        let source = self.source;
        let floor = |at: usize| (0..=at.min(source.len())).rev().find(|&n| source.is_char_boundary(n)).unwrap_or(0);
        let (start, end) = (floor(fault.span.start), floor(fault.span.end));
        let from = floor(self.range.start).min(start);
        let line = self.line + source[from..start].matches('\n').count();
        let column = match source[from..start].rfind('\n') {
            Some(at) => source[from + at + 1..start].chars().count() + 1,
            None => self.column + source[from..start].chars().count() + 1,
        };
        // A file may be one line of many megabytes: look only as far as the excerpt reaches.
        let near = floor(start.saturating_sub(8 * AROUND));
        let line_start = source[near..start].rfind('\n').map_or(near, |n| near + n + 1);
        let far = floor(start + 16 * AROUND).max(start);
        let line_end = source[start..far].find('\n').map_or(far, |n| start + n);
        let excerpt = Excerpt::new(&source[line_start..line_end], start - line_start, end.clamp(start, line_end) - line_start);
        Diagnostic {
            severity: fault.severity,
            code: fault.code,
            file: self.file.to_owned(),
            line: Some(line),
            column: Some(column),
            record: record.map(|id| crate::text::truncate(&crate::text::visible(id), 80, "…").into_owned()),
            message: crate::text::clean(&fault.message).into_owned(),
            help: crate::text::clean(&fault.help).into_owned(),
            excerpt: Some(excerpt),
        }
    }
}

/// The line at fault, cut to a readable length and made harmless, and the characters that the caret marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The line, or the part of it around the fault between “…”.
    pub text: String,
    /// First character of `text` at fault, from 0.
    pub start: usize,
    /// The character after the last one at fault.
    pub end: usize,
}

/// Characters kept before and after a fault, and marked at most.
const AROUND: usize = 48;

impl Excerpt {
    fn new(line: &str, start: usize, end: usize) -> Self {
        let before: Vec<char> = line[..start].chars().rev().take(AROUND + 1).collect();
        let cut_before = before.len() > AROUND; // more than that is looked at, where there is more
        let mut text: String = if cut_before { "…".to_owned() } else { String::new() };
        text.extend(before.iter().take(AROUND).rev().map(|&c| harmless(c)));
        let first = text.chars().count();
        let marked = line[start..end].chars().take(AROUND).count();
        let mut after = line[start..].trim_end_matches('\r').chars();
        text.extend(after.by_ref().take(marked + AROUND).map(harmless));
        if after.next().is_some() {
            text.push('…');
        }
        Self { text, start: first, end: first + marked.max(1) }
    }
}

/// One character for one character, so that the caret stays in its place.
fn harmless(c: char) -> char {
    match c {
        '\t' => ' ',
        // Emoji are joined by these, and are seen.
        '\u{200d}' | '\u{fe0f}' => c,
        c if crate::text::is_invisible(c) && (crate::text::is_unsafe(c) || !c.is_whitespace()) => '\u{fffd}',
        c => c,
    }
}

/// "1 more place", "7,997 more places".
pub(super) fn more_places(number: usize) -> String {
    if number == 1 { "1 more place".to_owned() } else { format!("{} more places", crate::text::thousands(number)) }
}

/// One fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: Code,
    /// The file as the user named it, or a file of the directory that was named.
    pub file: String,
    /// From 1; none where the file as a whole is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// In characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Id of the record at fault, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    #[serde(rename = "snippet", skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Excerpt>,
}

impl Diagnostic {
    /// A fault of a file as a whole.
    pub(super) fn of_file(file: &str, code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            file: file.to_owned(),
            line: None,
            column: None,
            record: None,
            message: crate::text::clean(&message.into()).into_owned(),
            help: crate::text::clean(&help.into()).into_owned(),
            excerpt: None,
        }
    }

    /// As [`Self::of_file`], for results, which should be small.
    pub(super) fn boxed(file: &str, code: Code, message: impl Into<String>, help: impl Into<String>) -> Box<Self> {
        Box::new(Self::of_file(file, code, message, help))
    }

    pub(super) fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The same for every place of the same fault.
    pub fn likeness(&self) -> String {
        let message = crate::text::likeness(&self.message, self.code.names_a_field());
        format!("{:?} {:?} {message}", self.severity, self.code)
    }

    /// Where it stands: "events.json:3:5".
    fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            (Some(line), None) => format!("{}:{line}", self.file),
            _ => self.file.clone(),
        }
    }

    /// This fault, which is met `count` times; of the others `also` are the first, and `all` says what lists the rest.
    pub fn with_like(&self, also: &[&Self], count: usize, all: &str, coloured: bool) -> String {
        let places: Vec<String> = also.iter().map(|other| other.place()).collect();
        let note = match count.saturating_sub(also.len() + 1) {
            _ if places.is_empty() && count < 2 => None,
            0 => Some(format!("the same at {}", crate::text::join_and(&places))),
            n => Some(format!("the same at {}; {all}", crate::text::join_and(&[&places[..], &[more_places(n)]].concat()))),
        };
        self.render(&if coloured { Renderer::styled() } else { Renderer::plain() }, note)
    }

    /// The fault and its place on one line: "my-pack/events.json, line 3: a comma is missing".
    pub(super) fn in_short(&self) -> String {
        // The end of a path tells files apart, and a line of the screen is short.
        let parts: Vec<_> = Path::new(&self.file).iter().map(|part| part.to_string_lossy()).collect();
        let name = parts[parts.len().saturating_sub(2)..].join("/");
        let line = self.line.map(|line| format!(", line {line}")).unwrap_or_default();
        format!("{name}{line}: {}", self.message)
    }

    /// Whether something is not there for it: the pack, a record, or a link that leads nowhere.
    pub fn leaves_out(&self) -> bool {
        self.is_error() || matches!(self.code, Code::Dangling | Code::Circle)
    }

    /// Whether it keeps the pack or the record from being used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn render(&self, renderer: &Renderer, note: Option<String>) -> String {
        let level = if self.is_error() { Level::ERROR } else { Level::WARNING };
        let title = match &self.record {
            Some(record) => format!("{} (record “{record}”)", self.message),
            None => self.message.clone(),
        };
        let group = level.primary_title(title);
        let mut origin = Origin::path(self.file.as_str());
        if let (Some(line), Some(column)) = (self.line, self.column) {
            origin = origin.line(line).char_column(column);
        }
        let mut group = group.element(origin);
        if let Some(excerpt) = &self.excerpt {
            let byte = |n: usize| excerpt.text.char_indices().nth(n).map_or(excerpt.text.len(), |(at, _)| at);
            let marked = AnnotationKind::Primary.span(byte(excerpt.start)..byte(excerpt.end));
            let snippet = Snippet::source(excerpt.text.as_str()).line_start(self.line.unwrap_or(1)).annotation(marked);
            group = group.element(snippet);
        }
        group = group.element(Level::HELP.message(self.help.as_str()));
        if let Some(note) = note {
            group = group.element(Level::NOTE.message(note));
        }
        let drawn = renderer.render(&[group]);
        // The renderer puts “:::” above a snippet whose place is given apart from it, as the place of a cut line must be.
        let is_join = |line: &str| {
            let mut parts = line.split('\u{1b}');
            let first = parts.next().unwrap_or_default();
            let text = parts.filter_map(|part| part.split_once('m')).fold(first.to_owned(), |text, (_, part)| text + part);
            text.trim() == ":::"
        };
        drawn.lines().filter(|line| !is_join(line)).collect::<Vec<_>>().join("\n")
    }
}

/// In several lines, without colour: what is wrong, the place, the line at fault with a caret, and what to do.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&Renderer::plain(), None))
    }
}
