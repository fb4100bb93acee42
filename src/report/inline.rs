//! What an article of a dossier is made of: parts, and stretches of text that are one thing each.

use crate::archive::Id;

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words of the archive, or of this program, in English; names in other scripts may stand among them.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// Words that say in what doubt something is.
    Warning(String),
    /// Words in a language that the data name, by its BCP 47 tag.
    Foreign(String, String),
    /// A record by what it is called here; a link where the dossier has it.
    Record(Id, Box<Inline>),
    /// An address that may be opened.
    Address(String),
    /// The numbers of sources, rising.
    Sources(Vec<usize>),
}

impl Inline {
    /// Words in English.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// A part of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticlePart {
    /// What stands above the parts that follow.
    Heading(Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Words that somebody has said, and who, where and how well attested.
    Quotation {
        /// The words.
        words: Inline,
        /// The words in the language in which they were said.
        original: Option<Inline>,
        /// Who said them.
        by: Vec<Inline>,
    },
    /// Single facts, each behind its name.
    Facts(Vec<(String, Vec<Inline>)>),
    /// A list.
    List(Vec<Vec<Inline>>),
    /// What the reader has marked and noted; the lines of the note stay lines.
    Own {
        /// The words under which the record is marked; empty for a bare mark, nothing without one.
        marked: Option<Vec<String>>,
        /// The note.
        note: Option<String>,
    },
}
