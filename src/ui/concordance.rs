//! The results in context: the word in one column, what stands left and right of it beside it.

use ratatui::text::{Line as Drawn, Span};

use super::Theme;
use super::spans::{dated, ends};
use crate::app::App;
use crate::text;
use crate::view::concordance::Line;

/// Width from which there is room for the record behind its line.
const RECORD_FROM: usize = 90;

/// Cells of the longest "document 19–20 Dec 2025".
const RECORD: usize = 23;

/// One place. The matched words begin in the same column in every line.
pub(super) fn line(place: &Line, pointer: &str, width: usize, app: &App, theme: &Theme) -> Drawn<'static> {
    let (cut, record) = (theme.glyphs.cut, record(place, width, app));
    let room = width.saturating_sub(2 + if record.is_empty() { 0 } else { RECORD + 2 });
    // Somewhat left of the middle, so that the word itself stands in it.
    let side = room.saturating_sub(10) / 2;
    let before = if place.apart.0 { " " } else { "" };
    let left = text::truncate_start(&place.left, side.saturating_sub(before.len()), cut);
    let gap = " ".repeat(side.saturating_sub(text::width(&left) + before.len()));
    let hit = text::truncate(&place.hit, room.saturating_sub(side), cut);
    let behind = if place.apart.1 { " " } else { "" };
    let right = text::truncate(&place.right, room.saturating_sub(side + text::width(&hit) + behind.len()), cut);
    let spans = vec![
        Span::raw(format!("{pointer} ")),
        Span::styled(format!("{gap}{left}{before}"), theme.text()),
        Span::styled(hit.into_owned(), theme.matched()),
        Span::styled(format!("{behind}{right}"), theme.text()),
    ];
    let record = if record.is_empty() { Vec::new() } else { vec![Span::styled(format!("{record:<RECORD$}"), theme.faint())] };
    ends(spans, record, width, cut)
}

/// "quote 27 Oct 2015", where there is room for it.
fn record(place: &Line, width: usize, app: &App) -> String {
    if width < RECORD_FROM {
        return String::new();
    }
    let name = app.archive().record(place.id).record_type().name();
    format!("{name} {}", dated(place.id, app)).trim_end().to_owned()
}
