//! How merged values are written: as they stand in ours, what comes from theirs laid out as its neighbours are.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::ops::Range;

use crate::archive::node::TextNode;
use crate::archive::rewrite::edits::{indent, moved};

/// An item of a list or a member of an object that is to be written.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    /// Its number in ours, if it stands there.
    pub from: Option<usize>,
    pub text: Cow<'a, str>,
}

/// The blanks of what is empty in ours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blanks<'a> {
    /// Behind the opening bracket.
    pub open: &'a str,
    /// Behind a comma.
    pub gap: &'a str,
    /// Before the closing bracket.
    pub close: &'a str,
}

/// On one line.
pub(super) const FLAT: Blanks<'static> = Blanks { open: "", gap: " ", close: "" };

/// The list or object at `span` of `text`, whose items stood at `old`, with these slots in place of them.
pub(super) fn rebuilt(text: &str, span: &Range<usize>, old: &[Range<usize>], slots: &[Slot<'_>], blanks: Blanks<'_>) -> String {
    let behind_comma = |number: usize| {
        let between = &text[old[number - 1].end..old[number].start];
        &between[between.find(',').map_or(0, |at| at + 1)..]
    };
    let (open, close) = match (old.first(), old.last()) {
        (Some(first), Some(last)) => (&text[span.start + 1..first.start], &text[last.end..span.end - 1]),
        _ => (blanks.open, blanks.close),
    };
    let usual = match old.len() {
        0 => blanks.gap,
        1 if open.contains('\n') => open,
        1 if text[span.clone()].contains(": ") || !text[span.clone()].contains(':') => " ",
        1 => "",
        _ => behind_comma(1),
    };
    let mut out = text[span.start..=span.start].to_owned();
    let mut before: Option<usize> = None;
    for (number, slot) in slots.iter().enumerate() {
        match (before, slot.from) {
            _ if number == 0 => out.push_str(open),
            (Some(last), Some(from)) if last + 1 == from => out.push_str(&text[old[last].end..old[from].start]),
            (_, Some(from)) if from > 0 => {
                out.push(',');
                out.push_str(behind_comma(from));
            }
            _ => {
                out.push(',');
                out.push_str(usual);
            }
        }
        out.push_str(&slot.text);
        before = slot.from;
    }
    if !slots.is_empty() {
        out.push_str(close);
    }
    out.push_str(&text[span.end - 1..span.end]);
    out
}

/// A value of theirs, for a place in ours whose line begins with `to`.
pub(super) fn laid(node: TextNode<'_>, to: &str, is_line: bool) -> String {
    let raw = node.raw();
    if is_line && raw.contains('\n') { node.flat() } else { moved(raw, indent(node.text, node.element.span.start), to) }
}

/// The keys of ours in their order, and those of `added` behind what they stand behind in theirs.
pub(super) fn woven<'k, K: Eq + Hash>(ours: &'k [K], theirs: &'k [K], added: &HashSet<&K>) -> Vec<&'k K> {
    let own: HashSet<&K> = ours.iter().collect();
    let mut behind: HashMap<Option<&K>, Vec<&'k K>> = HashMap::new();
    let mut last = None;
    for key in theirs {
        if own.contains(key) {
            last = Some(key);
        } else if added.contains(key) {
            behind.entry(last).or_default().push(key);
        }
    }
    let mut all: Vec<&K> = behind.remove(&None).unwrap_or_default();
    for key in ours {
        all.push(key);
        all.extend(behind.remove(&Some(key)).into_iter().flatten());
    }
    all
}
