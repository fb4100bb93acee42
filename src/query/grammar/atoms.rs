//! Reads the atoms of a query: words with their marks, phrases, regular expressions, `field:values`.

use super::reader::{Reader, Value};
use super::run::{self, is_wide};
use super::{Hint, Node, Phrase, PhraseSyntax, Term, spoken_date, values};
use crate::query::filter::{DayRange, Filter};
use crate::query::pattern::Pattern;
use crate::record::Date;
use crate::text;

/// A piece of the query up to a blank, bracket or bar: its text without escapes, and which operators it holds unescaped.
#[derive(Default)]
struct Bare {
    text: String,
    /// Byte in `text` of the first unescaped colon.
    colon: Option<usize>,
    /// Where the value behind that colon begins in the query.
    value_at: usize,
    /// The last unescaped character, if it is an operator that may end a word.
    ending: Option<char>,
}

impl Reader<'_> {
    /// `"a phrase"`, with `~3`, and anchors around it; an open quotation is read as words.
    pub(super) fn quoted(&mut self, from: usize, at_start: bool) -> Option<Node> {
        let inside = self.at + self.peek().map_or(0, char::len_utf8);
        let closing = |c: char| c == '"' || c == '”';
        let mut end = None;
        let mut escaped = false;
        let mut content = String::new();
        for (n, c) in self.query[inside..].char_indices() {
            match c {
                _ if escaped => {
                    escaped = false;
                    content.push(c);
                }
                '\\' => escaped = true,
                c if closing(c) => {
                    end = Some(inside + n + c.len_utf8());
                    break;
                }
                c => content.push(c),
            }
        }
        let Some(end) = end else {
            self.at = inside;
            self.parsed.hints.push(Hint { at: from..inside, message: "no closing quotation mark; read as words".into() });
            return None;
        };
        self.at = end;
        let mut slop = 0;
        if self.peek() == Some('~') {
            let digits = self.rest()[1..].chars().take_while(char::is_ascii_digit).count();
            if digits > 0 {
                let number = &self.rest()[1..=digits];
                slop = number.parse().unwrap_or(u8::MAX);
                self.at += 1 + digits;
                if number.parse::<u8>().is_err() {
                    self.hint(self.at - digits - 1, format!("at most {} words may stand between; read as ~{}", u8::MAX, u8::MAX));
                }
            }
        }
        let at_end = self.take('$');
        let words: Vec<String> = text::tokens(&content).into_iter().map(|token| token.word).collect();
        if words.is_empty() {
            self.hint(from, "no word stands between these quotation marks");
            return None;
        }
        let slop = if words.len() > 1 { slop } else { 0 };
        let (open_left, open_right) = (is_wide(&words[0]) && slop == 0, is_wide(&words[words.len() - 1]) && slop == 0);
        let phrase = Phrase::new(words, PhraseSyntax::Phrase);
        Some(Node::Term(Term::Phrase(Phrase { open_left, open_right, at_start, at_end, slop, ..phrase })))
    }

    /// `/regular expression/`; what is none is read as words.
    pub(super) fn pattern(&mut self) -> Option<Node> {
        let from = self.at;
        let mut escaped = false;
        let closing = self.rest()[1..].char_indices().find(|&(_, c)| {
            let found = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            found
        });
        let Some((length, _)) = closing.filter(|&(length, _)| length > 0) else {
            self.at += 1;
            if self.peek().is_some_and(|c| !c.is_whitespace()) {
                self.parsed
                    .hints
                    .push(Hint { at: from..from + 1, message: "no second “/” ends the expression; read as words".into() });
            }
            return None;
        };
        let source = &self.rest()[1..=length];
        match Pattern::new(source) {
            Ok(_) => {
                self.at += length + 2;
                Some(Node::Term(Term::Pattern(source.to_owned())))
            }
            Err(reason) => {
                self.at += length + 2;
                self.hint(from, format!("not a regular expression ({reason}); read as words"));
                Self::words(source, None, None, false)
            }
        }
    }

    /// Anything without brackets around it: `word`, `field:value`, `^word$`, `'word'`, `word*`, `~word`.
    pub(super) fn bare(&mut self) -> Option<Node> {
        let from = self.at;
        let first = self.peek()?;
        if first == '^' && matches!(self.rest().chars().nth(1), Some('"' | '“')) {
            self.at += 1;
            return self.quoted(from, true);
        }
        if let Some(date) = self.date() {
            return Some(date);
        }
        if let Some(length) = run::grouped_number(self.rest()) {
            let own = &self.rest()[..length];
            self.at += length;
            return Self::words(own, None, None, self.at == self.query.len());
        }
        let sigil = matches!(first, '\'' | '^' | '~').then_some(first);
        self.at += sigil.map_or(0, char::len_utf8);
        let piece = self.piece(&[]);
        if let (None, Some(colon)) = (sigil, piece.colon)
            && let Some(field) = self.field(from, &piece, colon)
        {
            self.at = piece.value_at;
            return self.values(from, field);
        }
        let unfinished = self.at == self.query.len();
        Self::words(&piece.text, sigil, piece.ending, unfinished)
    }

    /// A date among words, or a stretch of days such as `2010..2015`, which is a condition only.
    fn date(&mut self) -> Option<Node> {
        let rest = self.rest();
        if let Some((length, days)) = spoken_date::spoken(rest) {
            let own = rest[..length].trim();
            self.at += length;
            return Some(Node::Term(Term::Date { days, typed: own.to_owned(), words: date_words(days, own) }));
        }
        let own = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|')).unwrap_or(rest.len())];
        let is_range = own.contains("..")
            && own.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && own.contains(|c: char| c.is_ascii_digit());
        let days = DayRange::read(own).ok().filter(|_| is_range)?;
        self.at += own.len();
        Some(Node::Filter(Filter::Date(vec![days])))
    }

    /// Takes characters up to a blank, bracket, bar or one of `also`, all unescaped.
    fn piece(&mut self, also: &[char]) -> Bare {
        let mut piece = Bare::default();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || matches!(c, '(' | ')' | '|') || also.contains(&c) {
                // A value may be in brackets or quotation marks; `f(x)` is a word and a group.
                break;
            }
            self.at += c.len_utf8();
            if c == '\\'
                && let Some(next) = self.peek()
            {
                self.at += next.len_utf8();
                piece.text.push(next);
                piece.ending = None;
                continue;
            }
            if c == ':' && piece.colon.is_none() {
                piece.colon = Some(piece.text.len());
                piece.value_at = self.at;
                let is_name = piece.text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
                if is_name && matches!(self.peek(), Some('"' | '“' | '(')) {
                    piece.text.push(c);
                    return piece;
                }
            }
            piece.text.push(c);
            piece.ending = matches!(c, '*' | '$' | '\'' | '’').then_some(c);
        }
        piece
    }

    /// The field before the colon; `None` when the piece is words.
    fn field(&mut self, from: usize, piece: &Bare, colon: usize) -> Option<(&'static str, values::QueryField)> {
        let name = &piece.text[..colon];
        let rest = &self.query[piece.value_at..];
        let is_plain = name.chars().all(|c| c.is_ascii_alphabetic());
        let is_own = || self.archive.fields().iter().any(|field| field.name.eq_ignore_ascii_case(name));
        if name.is_empty() || !(is_plain || is_own()) || rest.starts_with("//") {
            return None;
        }
        match values::field(name, self.archive) {
            Ok(field) => Some(field),
            Err(message) => {
                let empty = rest.is_empty() || rest.starts_with(char::is_whitespace);
                if !empty {
                    self.hint(from, message);
                }
                None
            }
        }
    }

    fn words(piece: &str, sigil: Option<char>, ending: Option<char>, unfinished: bool) -> Option<Node> {
        let tokens = text::tokens(piece);
        if tokens.is_empty() {
            return None;
        }
        let list = || tokens.iter().map(|token| token.word.clone()).collect::<Vec<_>>();
        let row = |mark, (open_left, open_right), (at_start, at_end)| {
            Some(Node::Term(Term::Phrase(Phrase { open_left, open_right, at_start, at_end, ..Phrase::new(list(), mark) })))
        };
        match (sigil, ending) {
            (Some('\''), Some('\'' | '’')) => return row(PhraseSyntax::Whole, (false, false), (false, false)),
            (Some('\''), _) => return row(PhraseSyntax::Part, (true, true), (false, false)),
            (Some('^'), Some('$')) => return row(PhraseSyntax::Anchored, (false, false), (true, true)),
            (Some('^'), _) => return row(PhraseSyntax::Anchored, (false, true), (true, false)),
            (Some('~'), _) => {
                let letters: String = tokens.iter().map(|token| token.word.as_str()).collect();
                return Some(Node::Term(Term::Loose(letters)));
            }
            (_, Some('$')) => return row(PhraseSyntax::Anchored, (true, false), (false, true)),
            (_, Some('*')) => return row(PhraseSyntax::Beginning, (false, true), (false, false)),
            _ => {}
        }
        let mut nodes = run::nodes(piece, unfinished);
        if nodes.len() > 1 { Some(Node::All(nodes)) } else { nodes.pop() }
    }

    /// One value of a field: a bracketed group, a quotation or a word. `Err` when nothing stands there.
    pub(super) fn value(&mut self) -> Option<Value> {
        let from = self.at;
        match self.peek()? {
            '(' => Some(Value { at: from, text: String::new(), node: self.group() }),
            '"' | '“' => {
                let opened = from + self.peek().map_or(0, char::len_utf8);
                let node = self.quoted(from, false);
                if self.at == opened {
                    return None; // no closing mark: what follows is read as words
                }
                let text = self.query[from..self.at].trim_matches(['"', '“', '”']).replace('\\', "");
                Some(Value { at: from, text, node })
            }
            '/' => {
                let node = self.pattern();
                (self.at > from + 1).then(|| Value { at: from, text: self.query[from..self.at].to_owned(), node })
            }
            _ => {
                let sigil = self.peek().filter(|c| matches!(c, '\'' | '^' | '~'));
                self.at += sigil.map_or(0, char::len_utf8);
                let piece = self.piece(&[',']);
                if piece.text.is_empty() {
                    return None;
                }
                let unfinished = self.at == self.query.len();
                let node = Self::words(&piece.text, sigil, piece.ending, unfinished);
                Some(Value { at: from, text: piece.text, node })
            }
        }
    }
}

/// The words of a date as texts have it: "9 August 2024"; of other stretches of days those that were typed.
fn date_words(days: DayRange, typed: &str) -> Vec<String> {
    let said = days.to_string().parse::<Date>().map_or_else(|_| typed.to_owned(), |date| date.to_string());
    text::tokens(&said).into_iter().map(|token| token.word).collect()
}
