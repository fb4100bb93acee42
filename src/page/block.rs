//! What a page is made of: blocks, and pieces of one look that may lead somewhere.

use crate::archive::Id;

/// One paragraph, heading or list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is, which decides how it is set.
    pub kind: BlockKind,
    /// What stands before the first line, and is as wide before the others: `• `, `[1] `, `Chair `.
    pub label: String,
    /// The text, in pieces of one look.
    pub pieces: Vec<Piece>,
}

impl Block {
    /// Its words, without the label.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BlockKind {
    Title,
    Meta,
    Heading,
    Paragraph,
    Item,
}

impl BlockKind {
    /// Whether an empty line stands between a block of this kind and the one above it.
    pub fn is_apart_from(self, above: Option<Self>) -> bool {
        match (above, self) {
            (None, _) => false,
            (_, Self::Heading | Self::Paragraph) => true,
            (Some(Self::Paragraph), Self::Item) => true,
            (Some(Self::Item | Self::Paragraph), Self::Meta) => true,
            _ => false,
        }
    }
}

/// A stretch of text of one look, perhaps a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, one line.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// Where it leads.
    pub target: Option<Target>,
}

/// The look of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Look {
    Plain,
    Strong,
    Faint,
    Warning,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To another record.
    Record(Id),
    /// To an `http` or `https` address.
    Address(String),
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look, target: None }
    }
}
