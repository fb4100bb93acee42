//! Reads a query text into its tree: clauses, alternatives, groups. Every fault is a hint with its place, and a way to go on.

use super::function_words::is_function_word;
use super::signs::{plain, typed_at};
use super::{Fields, Hint, Node, Parsed, Term, without_possessive};
use crate::archive::Archive;

/// How deep groups may stand in each other; deeper brackets are not read as such.
const DEEPEST: usize = 24;

/// Most bytes of a query that are read: what is pasted by mistake must not hold up the screen.
pub const LONGEST: usize = 1000;

/// Reads the whole of `query`.
pub(super) fn read(query: &str, archive: &Archive) -> Parsed {
    let whole = query.len();
    let query = &query[..query.floor_char_boundary(LONGEST)];
    let plain = plain(query);
    let mut reader = Reader { query: &plain, at: 0, archive, parsed: Parsed::default(), depth: 0 };
    let nodes = reader.clauses();
    let mut parsed = reader.parsed;
    parsed.nodes = nodes;
    mark_optional(&mut parsed);
    for hint in &mut parsed.hints {
        hint.at = typed_at(query, hint.at.start)..typed_at(query, hint.at.end);
    }
    if query.len() < whole {
        let message = format!("a query is read up to {LONGEST} bytes; the rest was passed over");
        parsed.hints.push(Hint { at: query.len()..whole, message });
    }
    parsed.hints.sort_by_key(|hint| hint.at.start);
    parsed
}

/// Function words are optional where another word stands beside them.
pub(super) fn mark_optional(parsed: &mut Parsed) {
    let function = |node: &Node| matches!(node, Node::Term(Term::Word { word, acronym: false, .. }) if is_function_word(without_possessive(word)));
    // A letter that is typed behind other words is not yet a word.
    let begun =
        |node: &Node| matches!(node, Node::Term(Term::Word { word, unfinished: true, .. }) if word.len() == 1 && word.is_ascii());
    let function = |node: &Node| function(node) || begun(node);
    let beside = |node: &Node| node.is_textual() && !function(node);
    if !parsed.nodes.iter().any(beside) {
        return;
    }
    for node in &mut parsed.nodes {
        if function(node)
            && let Node::Term(Term::Word { optional, .. }) = node
        {
            *optional = true;
        }
    }
}

/// A value as written, and as something to look for.
pub(super) struct Value {
    pub at: usize,
    pub text: String,
    pub node: Option<Node>,
}

pub(super) struct Reader<'a> {
    pub(super) query: &'a str,
    pub(super) at: usize,
    pub(super) archive: &'a Archive,
    pub(super) parsed: Parsed,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.query[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    pub(super) fn hint(&mut self, from: usize, message: impl Into<String>) {
        self.parsed.hints.push(Hint { at: from..self.at.max(from), message: message.into() });
    }

    /// Clauses up to the end, or up to the bracket that closes the group.
    fn clauses(&mut self) -> Vec<Node> {
        let mut found = Vec::new();
        loop {
            self.blanks();
            let from = self.at;
            match self.peek() {
                None => return found,
                Some(')') if self.depth > 0 => return found,
                Some(')') => {
                    self.at += 1;
                    self.hint(from, "no “(” stands before this “)”; it was passed over");
                }
                Some('|') => {
                    self.at += 1;
                    self.hint(from, "“|” needs something on either side; it was passed over");
                }
                Some(_) => {
                    if let Some(node) = self.alternatives() {
                        match node {
                            Node::All(list) => found.extend(list),
                            node => found.push(node),
                        }
                    }
                }
            }
        }
    }

    /// `a | b OR c`; each may be negated.
    fn alternatives(&mut self) -> Option<Node> {
        let mut list: Vec<Node> = self.clause().into_iter().collect();
        loop {
            let before = self.at;
            self.blanks();
            let from = self.at;
            if !self.take('|') && !self.word_operator("OR") {
                self.at = before;
                break;
            }
            self.blanks();
            if matches!(self.peek(), None | Some(')' | '|')) || list.is_empty() {
                self.hint(from, "“|” needs something on either side; it was passed over");
                break;
            }
            list.extend(self.clause());
        }
        any(list)
    }

    /// Takes the operator `word` if it stands here by itself with a blank behind it.
    fn word_operator(&mut self, word: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(word) else { return false };
        let found =
            after.starts_with(char::is_whitespace) && !after.trim_start().is_empty() && !after.trim_start().starts_with(')');
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// An atom, perhaps negated.
    fn clause(&mut self) -> Option<Node> {
        let mut negated = false;
        loop {
            let after = self.rest().chars().nth(1);
            if matches!(self.peek(), Some('!' | '-')) && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | '|')) {
                self.at += 1;
            } else if self.word_operator("NOT") {
                self.blanks();
            } else {
                break;
            }
            negated = !negated;
        }
        let node = self.atom()?;
        Some(match node {
            node if !negated => node,
            Node::Not(inner) => *inner,
            node => Node::Not(Box::new(node)),
        })
    }

    fn atom(&mut self) -> Option<Node> {
        match self.peek()? {
            '(' => self.group(),
            '"' | '“' => self.quoted(self.at, false),
            '/' => self.pattern(),
            _ => self.bare(),
        }
    }

    /// `( … )`; an open group ends with the text.
    pub(super) fn group(&mut self) -> Option<Node> {
        let from = self.at;
        self.at += 1;
        if self.depth >= DEEPEST {
            self.hint(from, "brackets stand too deep in each other; this one was passed over");
            return None;
        }
        self.depth += 1;
        let mut list = self.clauses();
        self.depth -= 1;
        if !self.take(')') {
            self.parsed
                .hints
                .push(Hint { at: from..from + 1, message: "no “)” closes this “(”; it was read to the end".into() });
        }
        match list.len() {
            0 => {
                self.hint(from, "nothing stands between these brackets");
                None
            }
            1 => list.pop(),
            _ => Some(Node::All(list)),
        }
    }
}

/// One of `list`; an alternative that is one itself, as in `(a | b) | c`, joins the others.
pub(super) fn any(list: Vec<Node>) -> Option<Node> {
    let mut flat: Vec<Node> =
        list.into_iter().flat_map(|node| if let Node::Any(inner) = node { inner } else { vec![node] }).collect();
    if flat.len() > 1 { Some(Node::Any(flat)) } else { flat.pop() }
}

/// Puts `node` within `fields`.
pub(super) fn within(fields: Fields, node: Node) -> Node {
    Node::Within(fields, Box::new(node))
}
