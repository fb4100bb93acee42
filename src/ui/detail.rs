//! The detail: one record in full, scrolled, its links marked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line as Drawn, Span};

use super::spans::lit;
use super::{Theme, layout, put, title};
use crate::app::{App, Focus, Line};
use crate::page::{BlockKind, Look};
use crate::query::Lit;

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
    if detail.id().is_some_and(|id| app.is_marked(id)) {
        words[0].insert_str(0, &format!("{} ", theme.glyphs.mark));
    }
    title(buffer, area, Focus::Detail, &words, app, theme);
    let text = layout::detail_text(area);
    let found = app.view().lit(app.catalogue());
    for (y, line) in (0u16..text.height).zip(detail.lines().iter().skip(detail.scroll())) {
        put(buffer, text, y, &drawn(line, detail.link(), &found, theme));
    }
}

fn drawn(line: &Line, chosen: Option<usize>, found: &Lit<'_>, theme: &Theme) -> Drawn<'static> {
    let base = match line.kind {
        BlockKind::Title | BlockKind::Heading => theme.strong(),
        _ => theme.text(),
    };
    // A word may be split between segments of other looks; it is lit as it stands in the whole line.
    let whole: String = line.segments.iter().map(|s| s.text.as_str()).collect();
    let ranges = found.ranges(&whole);
    let mut spans = vec![Span::styled(line.lead.clone(), if line.kind == BlockKind::Item { theme.faint() } else { base })];
    let mut at = 0;
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
        let end = at + segment.text.len();
        let own: Vec<_> =
            ranges.iter().filter(|r| r.start < end && r.end > at).map(|r| r.start.max(at) - at..r.end.min(end) - at).collect();
        spans.extend(lit(&segment.text, &own, style, theme.matched()));
        at = end;
    }
    Drawn::from(spans)
}

/// Where the terminal's cursor stands: on the chosen link if it is on the screen, else on the first line.
pub(super) fn cursor(inner: Rect, app: &App) -> Position {
    let detail = app.detail();
    let shown = detail.lines().iter().skip(detail.scroll()).take(usize::from(inner.height));
    let line = detail.link().and_then(|link| shown.into_iter().position(|l| l.segments.iter().any(|s| s.link == Some(link))));
    Position::new(inner.x, inner.y + line.and_then(|n| u16::try_from(n).ok()).unwrap_or(0))
}
