//! Drawing: a function of the app's state. One file a region; the screen in the wide layout is
//!
//! ```text
//! cadialog  The record of the “Central Asia plus Japan” Dialogue, 1997–2026        81 events · 115 quotes
//! ─ 1 Countries ──────────│─ 3 Timeline · 81 events ───────────────│─ 5 event ─────────────────────────────
//! ▸ ✓ Kazakhstan       61 │ 1997 ▂▁▁▁▂▁▄▂▃▁▅▁▃▆▂▆▇ 2026            │ 13th Tokyo Dialogue
//!   · Kyrgyzstan       60 │ 2025 ─────────────────── 9             │ 14 March 2025 · Tokyo, Japan
//! ─ 2 Topics ─────────────│ ▸ 19–20 Dec ◆ First Summit of the …    │ …
//! ▸ · Energy          22 ▍│ ─ 4 Quotes · 7 ────────────────────────│ Sources (14)
//!   · Transport and c… 31 │ ▸ “First, its diplomatic and …”        │ [1] …
//! country:KZ · 61 of 81 events · 20 hidden            Space filter  / search  Enter open  ? help  q quit
//! ```

mod charts;
mod commitments;
mod comparison;
mod concordance;
mod detail;
mod dialog;
mod facets;
mod header;
mod help;
mod highlights;
mod hit;
mod key_hints;
mod layout;
mod listed;
mod map;
mod notice;
mod quotes;
mod spans;
mod status;
mod table_frame;
mod theme;
mod timeline;
mod trace;
mod typed;
mod types;
mod write;

pub use help::height as help_height;
pub use hit::hit;
pub use layout::{Panes, layout, sizes};
pub use theme::{Background, Depth, Glyphs, Theme};

use ratatui::Frame;
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::app::{App, Focus, Mode};
use crate::text;

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, app: &App, theme: &Theme) {
    let area = frame.area();
    let panes = layout(area, app);
    let buffer = frame.buffer_mut();
    if panes.too_small {
        too_small(buffer, area);
        theme.finish(buffer);
        return;
    }
    header::draw(buffer, panes.header, app, theme);
    if app.mode() == Mode::Map {
        // It covers every pane.
        status::draw(buffer, &panes, app, theme);
        let at = map::draw(buffer, area, app, theme);
        notice::draw(buffer, area, app, theme);
        theme.finish(frame.buffer_mut());
        at.into_iter().for_each(|at| frame.set_cursor_position(at));
        return;
    }
    if let Some(tabs) = panes.tabs {
        header::tabs(buffer, tabs, app, theme);
    }
    facets::draw(buffer, panes.countries, Focus::Countries, app, theme);
    facets::draw(buffer, panes.topics, Focus::Topics, app, theme);
    timeline::draw(buffer, panes.timeline, app, theme);
    quotes::draw(buffer, panes.quotes, app, theme);
    detail::draw(buffer, panes.detail, app, theme);
    map::region(buffer, panes.map, app, theme);
    for rule in &panes.rules {
        for y in rule.top()..rule.bottom() {
            buffer.set_string(rule.x, y, theme.glyphs.vertical, theme.rule(false));
        }
    }
    status::draw(buffer, &panes, app, theme);
    if app.mode() == Mode::Charts {
        charts::draw(buffer, area, app, theme);
    }
    if let Mode::Help(scroll) = app.mode() {
        help::draw(buffer, area, scroll, app, theme);
    }
    if let Mode::Dialog(kind) = app.mode() {
        dialog::draw(buffer, area, kind, app, theme);
    }
    notice::draw(buffer, area, app, theme);
    theme.finish(frame.buffer_mut());
    if let Some(at) = cursor(area, app, &panes) {
        frame.set_cursor_position(at);
    }
}

/// Where the terminal's own cursor stands: on the caret while typing, else on the selected row, for input methods and
/// screen readers.
fn cursor(area: Rect, app: &App, panes: &Panes) -> Option<Position> {
    match (app.mode(), app.focus()) {
        (Mode::Help(_), _) => help::caret(area, app),
        (Mode::Dialog(kind), _) => dialog::cursor(area, kind, app),
        (Mode::Map, _) => None,
        (Mode::Charts, _) => charts::cursor(area, app),
        (Mode::Search | Mode::Note | Mode::Find, _) => Some(header::caret(panes.header, app)),
        (Mode::Browse, Focus::Countries) => row(layout::inner(panes.countries), app),
        (Mode::Browse, Focus::Topics) => row(layout::inner(panes.topics), app),
        (Mode::Browse, Focus::Timeline) => row(layout::timeline_rows(panes.timeline), app),
        (Mode::Browse, Focus::Quotes) => quotes::cursor(layout::inner(panes.quotes), app),
        (Mode::Browse, Focus::Detail) => {
            let inner = layout::inner(panes.detail);
            (inner.area() > 0).then(|| detail::cursor(inner, app))
        }
    }
}

fn row(inner: Rect, app: &App) -> Option<Position> {
    let cursor = app.cursor(app.focus());
    let line = u16::try_from(cursor.selected().checked_sub(cursor.offset())?).ok()?;
    (inner.width > 0 && line < inner.height).then(|| Position::new(inner.x, inner.y + line))
}

/// One centred line instead of a screen that cannot be read.
fn too_small(buffer: &mut Buffer, area: Rect) {
    if area.is_empty() {
        return;
    }
    let size = format!("{}×{}", layout::LEAST.0, layout::LEAST.1);
    let ways = [format!("cadialog needs {size} cells"), format!("cadialog needs {size}"), format!("needs {size}"), size];
    let fits = |words: &&String| text::width(words) <= usize::from(area.width);
    let message = ways.iter().find(fits).map_or("", String::as_str);
    let x = area.x + (area.width - u16::try_from(text::width(message)).unwrap_or(area.width).min(area.width)) / 2;
    write::words(buffer, x, area.y + area.height / 2, message, ratatui::style::Style::new());
}

/// Empties `area` for an overlay. A wide character whose right half lies under the overlay's left edge would paint over
/// its border, so it goes too (ratatui issue 2526).
fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    if area.x > buffer.area.x {
        for row in area.rows() {
            let cell = &mut buffer[(area.x - 1, row.y)];
            if CellWidth::cell_width(&*cell) > 1 {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
        }
    }
    Clear.render(area, buffer);
}

/// Draws the box of an overlay, at least 4×3 cells, with its title on the upper edge.
fn enclose(buffer: &mut Buffer, area: Rect, words: &str, theme: &Theme) {
    let style = theme.rule(true);
    let [top_left, top_right, bottom_left, bottom_right] = theme.glyphs.corners;
    let across = theme.glyphs.horizontal.repeat(usize::from(area.width - 2));
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    buffer.set_string(area.x, area.y, format!("{top_left}{across}{top_right}"), style);
    buffer.set_string(area.x, bottom, format!("{bottom_left}{across}{bottom_right}"), style);
    for y in area.y + 1..bottom {
        buffer.set_string(area.x, y, theme.glyphs.vertical, style);
        buffer.set_string(right, y, theme.glyphs.vertical, style);
    }
    let words = text::truncate(words, usize::from(area.width) - 4, theme.glyphs.cut);
    write::words(buffer, area.x + 2, area.y, &words, theme.title(true));
}

/// A pane's title on a rule; the focused pane's rule is heavy and its title stands out.
fn title(buffer: &mut Buffer, area: Rect, focus: Focus, parts: &[String], app: &App, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let focused = app.focus() == focus && app.mode() != Mode::Search;
    let glyph = if focused { theme.glyphs.heavy } else { theme.glyphs.horizontal };
    let width = usize::from(area.width);
    buffer.set_string(area.x, area.y, glyph.repeat(width), theme.rule(focused));
    let number = Focus::ALL.iter().position(|f| *f == focus).unwrap_or(0) + 1;
    let words = parts.join(&format!(" {} ", theme.glyphs.between));
    let words = format!(" {number} {words} ");
    let words = text::truncate(&words, width.saturating_sub(2), theme.glyphs.cut);
    write::words(buffer, area.x + 1, area.y, &words, theme.title(focused));
}

/// Draws `line` at row `y` of `area`, cut to its width.
fn put(buffer: &mut Buffer, area: Rect, y: u16, line: &Line<'_>) {
    if y < area.height {
        write::line(buffer, area.x, area.y + y, line, area.width);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::config::ThemeName;
    use crate::keys::Keymap;
    use crate::query::Query;
    use crate::record::Language;
    use crate::search::catalogue_of_event;
    use crate::text::effort;

    /// The steps of drawing a frame on which an event with so long a title and summary is listed and shown.
    fn frame(asked: &str, size: usize) -> usize {
        let catalogue = Arc::new(catalogue_of_event(&"we are ".repeat(size / 7), &"water and energy ".repeat(size / 17), &[]));
        let mut query = Query::default();
        query.set_text(asked, &catalogue.archive);
        let mut app = App::new(catalogue, Keymap::default(), query, Language::En);
        app.fit(sizes(&app, 120, 36));
        let theme = Theme::new(ThemeName::Dark, false, None);
        let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
        effort::of(|| terminal.draw(|frame| draw(frame, &app, &theme)).expect("a screen in memory never fails"))
    }

    #[test]
    fn a_frame_costs_the_same_however_long_the_texts_are() {
        for asked in ["", "water", "/e/", "we are", "\"water energy\"~3"] {
            let (once, twice) = (frame(asked, 50_000), frame(asked, 100_000));
            assert!(once > 100 && twice <= once + 100, "{asked}: {once} steps, {twice} for twice the text");
        }
    }
}
