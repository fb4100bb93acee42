//! The detail pane: one record's page, wrapped to the pane, with its links.

use super::Size;
use super::highlights::{FindTarget, Highlights, LineRange};
use super::line::{WrappedLine, wrap};
use crate::archive::{Archive, Id};
use crate::page::{Page, Target};
use crate::record::Language;

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
    /// What the reader has added to the record: what it is, and its lines.
    own: Vec<(&'static str, String)>,
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

    /// How many links the page has.
    pub fn link_count(&self) -> usize {
        self.targets.len()
    }

    /// The page as plain text.
    pub fn text(&self) -> String {
        self.page.blocks.iter().flat_map(|block| [block.label.clone(), block.text(), "\n".to_owned()]).collect()
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

    /// Wraps the page to its pane, with what the reader has added under the title.
    pub(super) fn fit(&mut self, size: Size, own: Vec<(&'static str, String)>) {
        let changed = size.width != self.size.width || self.own != own;
        self.size = size;
        if changed {
            self.own = own;
            self.wrap();
        }
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

    /// Where the link leads in which a place stands.
    pub(super) fn target_at(&self, (line, range): &LineRange) -> Option<&Target> {
        let line = self.lines.get(*line)?;
        let mut end = line.lead.len();
        let here = line.segments.iter().find(|segment| {
            end += segment.text.len();
            end > range.start
        });
        self.link_target(here?.link?)
    }

    pub(super) fn page_height(&self) -> usize {
        usize::from(self.size.height).max(1)
    }

    fn wrap(&mut self) {
        let seen = self.scroll..self.scroll + self.page_height();
        self.found.iter_mut().for_each(|found| found.forget(&seen));
        // Without cells it is not on the screen, or not yet.
        let cells = usize::from(self.size.width);
        self.lines = if cells == 0 { Vec::new() } else { wrap(&self.page.blocks, &self.own, cells) };
        self.clamp();
    }
}

fn first_link(line: &WrappedLine) -> Option<usize> {
    line.segments.iter().find_map(|segment| segment.link)
}
