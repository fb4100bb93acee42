//! The lines of a page, wrapped to so many cells.

use std::ops::Range;

use crate::page::{Block, BlockKind, Look, Piece};
use crate::text::{self, Abreast};

/// A wrapped line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedLine {
    /// The kind of its block.
    pub kind: BlockKind,
    /// How it goes on from the line above it.
    pub joint: Joint,
    /// What stands before it.
    pub lead: String,
    /// Its text.
    pub segments: Vec<TextRun>,
}

/// How a line goes on from the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// It begins a block.
    Begins,
    /// A blank was left out between them.
    Blank,
    /// Nothing was: the text was parted where it has no blank.
    Close,
}

/// A stretch of a line of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRun {
    /// The text.
    pub text: String,
    /// Its look.
    pub look: Look,
    /// The number of its link among the page's links.
    pub link: Option<usize>,
}

/// Wraps a page to `cells`, with what the reader has added under its title.
pub(super) fn wrap(blocks: &[Block], own: &[(&str, String)], cells: usize) -> Vec<WrappedLine> {
    let (mut lines, mut link, mut above) = (Vec::new(), 0, None);
    for (n, block) in blocks.iter().enumerate() {
        if block.kind.is_apart_from(above) {
            lines.push(WrappedLine {
                kind: BlockKind::Paragraph,
                joint: Joint::Begins,
                lead: String::new(),
                segments: Vec::new(),
            });
        }
        above = Some(block.kind);
        wrap_block(block, cells, &mut link, &mut lines);
        if n == 0 {
            own.iter().for_each(|(label, words)| wrap_own(label, words, cells, &mut lines));
        }
    }
    lines
}

/// Lines of the reader's own, under a word that tells them from the record.
fn wrap_own(label: &str, words: &str, cells: usize, lines: &mut Vec<WrappedLine>) {
    for (n, text) in words.lines().enumerate() {
        let label = if n == 0 { label } else { "" };
        let piece = Piece { text: text.to_owned(), look: Look::Strong, target: None };
        let block = Block { kind: BlockKind::Meta, label: label.to_owned(), pieces: vec![piece] };
        wrap_block(&block, cells, &mut 0, lines);
    }
}

fn wrap_block(block: &Block, cells: usize, link: &mut usize, lines: &mut Vec<WrappedLine>) {
    let whole: String = block.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut pieces = Vec::with_capacity(block.pieces.len());
    let mut at = 0;
    for piece in &block.pieces {
        let number = piece.target.as_ref().map(|_| {
            *link += 1;
            *link - 1
        });
        pieces.push((at..at + piece.text.len(), piece.look, number));
        at += piece.text.len();
    }
    // A long label may take half the line; it is then followed by a line break, not by a sliver of text.
    let label = text::width(&block.label);
    let indent = if label * 2 > cells { 2.min(cells / 4) } else { label };
    if indent < label {
        let lead = text::truncate(block.label.trim_end(), cells, "…").into_owned();
        lines.push(WrappedLine { kind: block.kind, joint: Joint::Begins, lead, segments: Vec::new() });
    }
    let mut above = None;
    let mut pieces = Abreast::new(&pieces, |(piece, ..)| piece);
    for (n, range) in text::wrap(&whole, cells.saturating_sub(indent), 0).into_iter().enumerate() {
        let lead = if n == 0 && indent == label { block.label.clone() } else { " ".repeat(indent) };
        let segment = |(piece, look, link): &(Range<usize>, Look, Option<usize>)| {
            let (from, to) = (piece.start.max(range.start), piece.end.min(range.end));
            (from < to).then(|| TextRun { text: whole[from..to].to_owned(), look: *look, link: *link })
        };
        let segments = pieces.touching(&range).iter().filter_map(segment).collect();
        let joint = match above.replace(range.end) {
            None if indent == label => Joint::Begins,
            Some(end) if end == range.start => Joint::Close,
            _ => Joint::Blank,
        };
        lines.push(WrappedLine { kind: block.kind, joint, lead, segments });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Target;
    use crate::text::effort;

    #[test]
    fn a_paragraph_of_many_links_is_wrapped_in_one_go() {
        effort::is_in_proportion(4000, |size| {
            let piece = Piece { text: "water ".to_owned(), look: Look::Plain, target: Some(Target::Address(String::new())) };
            let block = Block { kind: BlockKind::Paragraph, label: String::new(), pieces: vec![piece; size] };
            let (mut link, mut lines) = (0, Vec::new());
            wrap_block(&block, 11, &mut link, &mut lines);
            assert_eq!((link, lines.len()), (size, size / 2));
        });
    }
}
