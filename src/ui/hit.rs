//! What stands under a cell of the screen: the other direction of drawing, by the same layout.

use ratatui::layout::{Position, Rect};

use super::{header, help, layout, quotes, types};
use crate::app::{App, Focus, Mode, Pointed};
use crate::text;

/// Columns of a row at which its sign stands, with the blank behind it: ✓ of a country, ▿ of a year.
const SIGN: std::ops::Range<u16> = 2..4;

/// What stands at (column, row) of a screen of `width`×`height` cells.
pub fn hit(app: &App, (width, height): (u16, u16), (column, row): (u16, u16)) -> Pointed {
    let area = Rect::new(0, 0, width, height);
    let at = Position::new(column, row);
    let panes = layout(area, app);
    match app.mode() {
        _ if panes.too_small || !area.contains(at) => return Pointed::Nowhere,
        Mode::Browse | Mode::Search => {}
        Mode::Help(_) if !help::frame(area).contains(at) => return Pointed::Outside,
        _ => return Pointed::Overlay,
    }
    if let Some(tabs) = panes.tabs.filter(|tabs| tabs.contains(at)) {
        return header::tab_at(tabs, column, app).map_or(Pointed::Nowhere, Pointed::Pane);
    }
    if panes.header.contains(at) {
        return Pointed::Header;
    }
    let lists = [
        (Focus::Countries, panes.countries, layout::inner(panes.countries), app.row_count(Focus::Countries)),
        (Focus::Topics, panes.topics, layout::inner(panes.topics), app.row_count(Focus::Topics)),
        (Focus::Timeline, panes.timeline, layout::timeline_rows(panes.timeline), app.rows().len()),
        (Focus::Quotes, panes.quotes, layout::inner(panes.quotes), app.quotes().0.len()),
    ];
    for (focus, pane, rows, len) in lists {
        if !pane.contains(at) {
            continue;
        }
        if focus == Focus::Timeline
            && let Some(line) = layout::types(pane).filter(|line| line.contains(at))
        {
            return types::at(line, column, app).map_or(Pointed::Pane(focus), |item| Pointed::Type(item.of_type));
        }
        let row = match focus {
            Focus::Quotes => quotes::at(rows, row, app),
            _ => Some(app.cursor(focus).offset() + usize::from(row.saturating_sub(rows.y))),
        };
        let Some(n) = row.filter(|n| rows.contains(at) && *n < len) else { return Pointed::Pane(focus) };
        let sign = focus != Focus::Quotes && SIGN.contains(&(column - rows.x));
        return if sign { Pointed::Sign(focus, n) } else { Pointed::Row(focus, n) };
    }
    if panes.detail.contains(at) {
        return link(app, layout::detail_text(panes.detail), at).map_or(Pointed::Pane(Focus::Detail), Pointed::Link);
    }
    Pointed::Nowhere
}

/// The link of the detail under a cell.
fn link(app: &App, area: Rect, at: Position) -> Option<usize> {
    if !area.contains(at) {
        return None;
    }
    let line = app.detail().lines().get(app.detail().scroll() + usize::from(at.y - area.y))?;
    let column = usize::from(at.x - area.x);
    let mut end = text::width(&line.lead);
    line.segments.iter().find_map(|segment| {
        let begin = end;
        end += text::width(&segment.text);
        segment.link.filter(|_| (begin..end).contains(&column))
    })
}
