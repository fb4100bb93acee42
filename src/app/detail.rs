//! The detail pane: one record's page, wrapped to the pane, with its links.

use super::Size;
use crate::archive::{Archive, Id};
use crate::page::{Block, BlockKind, Look, Page, Piece, Target};
use crate::record::Language;
use crate::text;

/// A wrapped line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The kind of its block.
    pub kind: BlockKind,
    /// What stands before it.
    pub lead: String,
    /// Its text.
    pub segments: Vec<Segment>,
}

/// A stretch of a line of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The text.
    pub text: String,
    /// Its look.
    pub look: Look,
    /// The number of its link among the page's links.
    pub link: Option<usize>,
}

/// The record shown, how far it is scrolled, and the link chosen.
#[derive(Debug, Default)]
pub struct Detail {
    id: Option<Id>,
    page: Page,
    targets: Vec<Target>,
    lines: Vec<Line>,
    size: Size,
    scroll: usize,
    link: Option<usize>,
    /// The reader's own note on the record.
    note: Option<String>,
}

impl Detail {
    /// The record shown.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// The wrapped lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The first line on the screen.
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// The link chosen.
    pub fn link(&self) -> Option<usize> {
        self.link
    }

    /// Where the chosen link leads.
    pub fn target(&self) -> Option<&Target> {
        self.targets.get(self.link?)
    }

    /// The page as plain text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in &self.page.blocks {
            text.push_str(&block.label);
            block.pieces.iter().for_each(|piece| text.push_str(&piece.text));
            text.push('\n');
        }
        text
    }

    /// Shows a record from its top; showing the same one again changes nothing.
    pub(super) fn show(&mut self, archive: &Archive, id: Option<Id>, language: Language) {
        if self.id != id {
            self.scroll = 0;
            self.link = None;
            self.set(archive, id, language);
        }
    }

    /// Shows a record where it was left.
    pub(super) fn restore(&mut self, archive: &Archive, id: Option<Id>, language: Language, scroll: usize, link: Option<usize>) {
        self.set(archive, id, language);
        self.scroll = scroll;
        self.link = link.filter(|&n| n < self.targets.len());
        self.clamp();
    }

    /// Writes the page anew, in another language, keeping the place.
    pub(super) fn set(&mut self, archive: &Archive, id: Option<Id>, language: Language) {
        self.id = id;
        self.page = id.map(|id| Page::new(archive, id, language)).unwrap_or_default();
        self.targets = self.page.targets().cloned().collect();
        self.wrap();
    }

    /// Shows the reader's note under the title.
    pub(super) fn annotate(&mut self, note: Option<&str>) {
        if self.note.as_deref() != note {
            self.note = note.map(str::to_owned);
            self.wrap();
        }
    }

    pub(super) fn fit(&mut self, size: Size) {
        if size.width != self.size.width {
            self.size = size;
            self.wrap();
        }
        self.size = size;
        self.clamp();
    }

    fn clamp(&mut self) {
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(usize::from(self.size.height).max(1)));
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        self.scroll = self.scroll.saturating_add_signed(lines);
        self.clamp();
    }

    /// Chooses the next link, or the one before, round the ends, beginning on the screen; scrolls it into view.
    pub(super) fn step_link(&mut self, forward: bool) {
        let count = self.targets.len();
        if count == 0 {
            return;
        }
        let next = match (self.link, forward) {
            (Some(n), true) => (n + 1) % count,
            (Some(n), false) => (n + count - 1) % count,
            (None, true) => self.lines[self.scroll.min(self.lines.len())..].iter().find_map(first_link).unwrap_or(0),
            (None, false) => count - 1,
        };
        self.link = Some(next);
        let height = usize::from(self.size.height).max(1);
        if let Some(at) = self.lines.iter().position(|line| line.segments.iter().any(|s| s.link == Some(next)))
            && !(self.scroll..self.scroll + height).contains(&at)
        {
            self.scroll = at.saturating_sub(height / 3);
        }
        self.clamp();
    }

    /// Chooses a link by its number; one that there is not is none.
    pub(super) fn choose_link(&mut self, link: usize) {
        self.link = Some(link).filter(|&n| n < self.targets.len());
    }

    pub(super) fn page_height(&self) -> usize {
        usize::from(self.size.height).max(1)
    }

    fn wrap(&mut self) {
        self.lines.clear();
        let cells = usize::from(self.size.width);
        if cells == 0 {
            return; // not on the screen, or not yet
        }
        let mut link = 0;
        let mut above = None;
        for (n, block) in self.page.blocks.iter().enumerate() {
            if block.kind.is_apart_from(above) {
                self.lines.push(Line { kind: BlockKind::Paragraph, lead: String::new(), segments: Vec::new() });
            }
            above = Some(block.kind);
            wrap_block(block, cells, &mut link, &mut self.lines);
            if n == 0 {
                note(self.note.as_deref(), cells, &mut self.lines);
            }
        }
        self.clamp();
    }
}

fn first_link(line: &Line) -> Option<usize> {
    line.segments.iter().find_map(|segment| segment.link)
}

/// The reader's note, under a word that tells it from the record.
fn note(note: Option<&str>, cells: usize, lines: &mut Vec<Line>) {
    for (n, text) in note.into_iter().flat_map(str::lines).enumerate() {
        let label = if n == 0 { "Your note: " } else { "" };
        let piece = Piece { text: text.to_owned(), look: Look::Strong, target: None };
        let block = Block { kind: BlockKind::Meta, label: label.to_owned(), pieces: vec![piece] };
        wrap_block(&block, cells, &mut 0, lines);
    }
}

fn wrap_block(block: &Block, cells: usize, link: &mut usize, lines: &mut Vec<Line>) {
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
        lines.push(Line { kind: block.kind, lead, segments: Vec::new() });
    }
    for (n, range) in text::wrap(&whole, cells.saturating_sub(indent), 0).into_iter().enumerate() {
        let lead = if n == 0 && indent == label { block.label.clone() } else { " ".repeat(indent) };
        let segments = pieces
            .iter()
            .filter_map(|(piece, look, link)| {
                let (from, to) = (piece.start.max(range.start), piece.end.min(range.end));
                (from < to).then(|| Segment { text: whole[from..to].to_owned(), look: *look, link: *link })
            })
            .collect();
        lines.push(Line { kind: block.kind, lead, segments });
    }
}
