//! The detail pane: one record's page, wrapped to the pane, with its links.

use std::ops::Range;

use super::Size;
use super::highlights::{FindTarget, Highlights, LineRange};
use crate::archive::{Archive, Id};
use crate::page::{Block, BlockKind, Look, Page, Piece, Target};
use crate::record::Language;
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

/// The record shown, how far it is scrolled, and the link chosen.
#[derive(Debug, Default)]
pub struct Detail {
    id: Option<Id>,
    page: Page,
    targets: Vec<Target>,
    lines: Vec<WrappedLine>,
    size: Size,
    scroll: usize,
    link: Option<usize>,
    /// The reader's own note on the record.
    note: Option<String>,
    found: Option<Highlights>,
}

impl Detail {
    /// The record shown.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// The wrapped lines.
    pub fn lines(&self) -> &[WrappedLine] {
        &self.lines
    }

    /// The first line on the screen.
    pub fn scroll(&self) -> usize {
        self.scroll.min(self.lines.len())
    }

    /// The link chosen.
    pub fn link(&self) -> Option<usize> {
        self.link
    }

    /// Where the chosen link leads.
    pub fn target(&self) -> Option<&Target> {
        self.link_target(self.link?)
    }

    /// Where a link leads, by its number from 0.
    pub fn link_target(&self, link: usize) -> Option<&Target> {
        self.targets.get(link)
    }

    /// Where a link leads, counted from 0.
    pub fn target_of(&self, link: usize) -> Option<&Target> {
        self.targets.get(link)
    }

    /// How many links the page has.
    pub fn link_count(&self) -> usize {
        self.targets.len()
    }

    /// The page as plain text.
    pub fn text(&self) -> String {
        self.page.blocks.iter().flat_map(|block| [block.label.clone(), block.text(), "\n".to_owned()]).collect()
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
        if self.id != id {
            self.found = None; // a find belongs to the record in which it was made
        }
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
        if self.lines.is_empty() {
            return; // not on the screen: it is to stand where it did when it comes back
        }
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(usize::from(self.size.height).max(1)));
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        if !self.lines.is_empty() {
            self.scroll = self.scroll.saturating_add_signed(lines);
            self.clamp();
        }
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
            (None, true) => self.link_at_found().or_else(|| self.first_link_on_screen()).unwrap_or(0),
            (None, false) => count - 1,
        };
        self.choose_link(next);
    }

    /// Chooses a link, counted from 0, and scrolls it into view. Says whether there is one.
    pub(super) fn choose_link(&mut self, link: usize) -> bool {
        if link >= self.targets.len() {
            return false;
        }
        self.link = Some(link);
        if let Some(at) = self.lines.iter().position(|line| line.segments.iter().any(|s| s.link == Some(link))) {
            self.reveal(at);
        }
        self.clamp();
        true
    }

    fn first_link_on_screen(&self) -> Option<usize> {
        self.lines[self.scroll.min(self.lines.len())..].iter().find_map(first_link)
    }

    /// Scrolls a line into view.
    fn reveal(&mut self, line: usize) {
        let height = usize::from(self.size.height).max(1);
        if !(self.scroll..self.scroll + height).contains(&line) {
            self.scroll = line.saturating_sub(height / 3);
        }
        self.clamp();
    }

    /// What is lit by a find, or stepped through.
    pub fn found(&self) -> Option<&Highlights> {
        self.found.as_ref()
    }

    /// Highlights what was found, and scrolls the current place into view.
    pub(super) fn light(&mut self, found: Option<Highlights>) {
        self.found = found;
        self.reveal_found();
    }

    /// The words of the search have changed: they are no longer stepped through.
    pub(super) fn forget_search(&mut self) {
        self.found.take_if(|found| *found.sought() == FindTarget::Search);
    }

    /// Takes the places of what was found on lines that have changed.
    pub(super) fn light_again(&mut self, matches: Vec<Vec<LineRange>>) {
        if let Some(found) = &mut self.found
            && found.renew(matches, &self.lines)
        {
            self.reveal_found();
        }
    }

    /// Goes to the next place found or the one before. Says whether that led round the end.
    pub(super) fn step_found(&mut self, forward: bool) -> bool {
        let round = self.found.as_mut().is_some_and(|found| found.step(forward));
        self.reveal_found();
        round
    }

    fn reveal_found(&mut self) {
        if let Some(&(line, _)) = self.found.as_ref().and_then(Highlights::current) {
            self.link = None; // the link chosen may not be on the screen any more
            self.reveal(line);
        }
    }

    /// Scrolls and chooses a link as they were.
    pub(super) fn return_to(&mut self, scroll: usize, link: Option<usize>) {
        self.scroll = scroll;
        self.link = link.filter(|&n| n < self.targets.len());
        self.clamp();
    }

    /// The link in which the current place stands, or the first behind it, if that is on the screen.
    fn link_at_found(&self) -> Option<usize> {
        let (at, range) = self.found.as_ref()?.current()?;
        let mut lines = self.lines.iter().enumerate().take(self.scroll + self.page_height()).skip(*at);
        lines.find_map(|(n, line)| {
            let mut end = line.lead.len();
            let here = line.segments.iter().find(|segment| {
                end += segment.text.len();
                segment.link.is_some() && (n > *at || end > range.start)
            });
            here.and_then(|segment| segment.link)
        })
    }

    pub(super) fn page_height(&self) -> usize {
        usize::from(self.size.height).max(1)
    }

    fn wrap(&mut self) {
        let seen = self.scroll..self.scroll + self.page_height();
        self.found.iter_mut().for_each(|found| found.forget(&seen));
        self.lines.clear();
        let cells = usize::from(self.size.width);
        if cells == 0 {
            return; // not on the screen, or not yet
        }
        let mut link = 0;
        let mut above = None;
        for (n, block) in self.page.blocks.iter().enumerate() {
            if block.kind.is_apart_from(above) {
                self.lines.push(WrappedLine {
                    kind: BlockKind::Paragraph,
                    joint: Joint::Begins,
                    lead: String::new(),
                    segments: Vec::new(),
                });
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

fn first_link(line: &WrappedLine) -> Option<usize> {
    line.segments.iter().find_map(|segment| segment.link)
}

/// The reader's note, under a word that tells it from the record.
fn note(note: Option<&str>, cells: usize, lines: &mut Vec<WrappedLine>) {
    for (n, text) in note.into_iter().flat_map(str::lines).enumerate() {
        let label = if n == 0 { "Your note: " } else { "" };
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
