//! The detail: one record in full, scrolled, its links marked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::highlights::{Mark, marked, marks};
use super::spans::cut;
use super::{Theme, highlights, layout, put, title, write};
use crate::app::{App, DetailHighlighter, Focus, Highlights, Joint, WrappedLine};
use crate::page::{BlockKind, Look, Target};
use crate::text::width;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let detail = app.detail();
    let height = usize::from(layout::inner(area).height);
    let lines = detail.lines().len();
    let mut words = app.title(Focus::Detail);
    if lines > height {
        let seen = (detail.scroll() + height).min(lines);
        words.push(format!("{}%", seen * 100 / lines));
    }
    for (there, sign) in [
        (detail.id().is_some_and(|id| app.is_new(id)), theme.glyphs.new),
        (detail.id().is_some_and(|id| app.has_note(id)), theme.glyphs.note),
        (detail.id().is_some_and(|id| app.is_marked(id)), theme.glyphs.mark),
    ] {
        if there {
            words[0].insert_str(0, &format!("{sign} "));
        }
    }
    words.extend(detail.found().map(highlights::in_title));
    title(buffer, area, Focus::Detail, &words, app, theme);
    let text = layout::detail_text(area);
    let lights = app.highlighter();
    for (y, (n, line)) in (0u16..text.height).zip(detail.lines().iter().enumerate().skip(detail.scroll())) {
        // While a find is lit, the words of the search are not: one would be taken for the other.
        let marks = detail.found().map_or_else(|| lit(line, &lights, theme), |found| marks(found, n, theme));
        let blank = " ".repeat(line.lead.len());
        let lead = if y > 0 && says_again(detail.lines(), n) { &blank } else { &line.lead };
        let shown = drawn(lead, line, detail.link(), &marks, theme);
        put(buffer, text, y, &cut(shown, usize::from(text.width), theme.glyphs.cut));
        if theme.has_links() {
            hyperlinks(buffer, Rect { y: text.y + y, height: 1, ..text }, line, detail, theme);
        }
    }
}

/// Whether a line begins with the label with which the block above it begins ("Theme"); the eye needs it only once.
fn says_again(lines: &[WrappedLine], n: usize) -> bool {
    let begins = |line: &&WrappedLine| line.joint == Joint::Begins;
    let line = &lines[n];
    let above = lines[..n].iter().rev().find(begins);
    begins(&line) && line.lead.is_ascii() && line.lead.ends_with("  ") && above.is_some_and(|above| above.lead == line.lead)
}

/// Makes the addresses of a line hyperlinks of the terminal, whole even where they are cut.
fn hyperlinks(buffer: &mut Buffer, area: Rect, line: &WrappedLine, detail: &crate::app::Detail, theme: &Theme) {
    let mut column = width(&line.lead);
    for segment in &line.segments {
        let cells = width(&segment.text);
        if let Some(Target::Address(address)) = segment.link.and_then(|link| detail.link_target(link)) {
            let within = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).min(area.width);
            let (from, to) = (within(column), within(column + cells));
            write::hyperlink(buffer, Rect { x: area.x + from, width: to - from, ..area }, address, theme.is_ascii());
        }
        column += cells;
    }
}

/// The words of the search, and what is filtered by. A word may be split between segments of other looks; it is lit as it stands in the whole line.
fn lit(line: &WrappedLine, lights: &DetailHighlighter<'_>, theme: &Theme) -> Vec<Mark> {
    let whole: String = line.segments.iter().map(|s| s.text.as_str()).collect();
    let lead = line.lead.len();
    lights.ranges(&whole).into_iter().map(|range| (range.start + lead..range.end + lead, theme.matched())).collect()
}

fn drawn(lead: &str, line: &WrappedLine, chosen: Option<usize>, marks: &[Mark], theme: &Theme) -> Vec<Span<'static>> {
    let base = match line.kind {
        BlockKind::Title | BlockKind::Heading => theme.strong(),
        _ => theme.text(),
    };
    let mut spans = marked(lead, 0, marks, if line.kind == BlockKind::Item { theme.faint() } else { base });
    let mut at = line.lead.len();
    for segment in &line.segments {
        let style: Style = match (segment.link, segment.look) {
            (Some(n), look) => {
                let style = theme.link(chosen == Some(n));
                if look == Look::Faint { theme.faint().patch(style) } else { style }
            }
            (None, Look::Plain) => base,
            (None, Look::Strong) => theme.strong(),
            (None, Look::Faint) => theme.faint(),
            (None, Look::Warning) => theme.warning(),
        };
        spans.extend(marked(&segment.text, at, marks, style));
        at += segment.text.len();
    }
    spans
}

/// Where the terminal's cursor stands: on the chosen link or the place found if it is on the screen, else on the first
/// line.
pub(super) fn cursor(inner: Rect, app: &App) -> Position {
    let detail = app.detail();
    let shown = detail.scroll()..detail.scroll() + usize::from(inner.height);
    let found = detail.found().and_then(Highlights::current).filter(|(line, _)| detail.link().is_none() && shown.contains(line));
    if let Some((line, range)) = found
        && let Some(of) = detail.lines().get(*line)
    {
        let whole: String = std::iter::once(of.lead.as_str()).chain(of.segments.iter().map(|s| s.text.as_str())).collect();
        let before = crate::text::width(whole.get(..range.start).unwrap_or_default()) + 1; // the blank column at the side
        let cells = |n: usize, most: u16| u16::try_from(n).unwrap_or(most).min(most.saturating_sub(1));
        return Position::new(inner.x + cells(before, inner.width), inner.y + cells(line - shown.start, inner.height));
    }
    let shown = detail.lines().iter().skip(detail.scroll()).take(usize::from(inner.height));
    let line = detail.link().and_then(|link| shown.into_iter().position(|l| l.segments.iter().any(|s| s.link == Some(link))));
    Position::new(inner.x, inner.y + line.and_then(|n| u16::try_from(n).ok()).unwrap_or(0))
}
