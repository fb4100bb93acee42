//! The values of a facet, as countries and topics: a mark for what is filtered by, the name, how many events, and a bar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::spans::{ends, found, row};
use super::{Theme, layout, put, title};
use crate::app::{App, Focus, Mode};
use crate::text;
use crate::view::FacetValue;

/// Cells of the bar beside a count.
const BAR: usize = 4;

/// Width from which there is room for the bars.
const BARS_FROM: usize = 32;

/// Cells of a pane beside others, which its rows fill.
const USUAL: usize = 40;

/// Cells that stand beside the longest name: pointer and sign, number and bar, and blanks between.
const BESIDE: usize = 4 + 2 + 5 + 1 + BAR;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, focus: Focus, app: &App, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let Some(pane) = focus.facet_pane() else { return };
    let list = &app.view().panes[pane].values;
    let name = |value: &FacetValue| value.name(app.archive(), app.language());
    let mut words = app.title(focus);
    words.insert(1, app.counted().to_owned());
    title(buffer, area, focus, &words, app, theme);
    let inner = layout::inner(area);
    let names = list.iter().map(|(value, _)| text::width(&name(value))).max().unwrap_or(0);
    // The numbers stand near the names, however wide the pane is.
    let width = usize::from(inner.width).min((names + BESIDE).max(USUAL));
    let most = list.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let cursor = app.cursor(focus);
    let focused = app.focus() == focus && app.mode() != Mode::Search;
    let lights = app.view().lit_in(app.catalogue(), None);
    for (y, (n, (value, count))) in (0u16..inner.height).zip(list.iter().enumerate().skip(cursor.offset())) {
        let (selected, count) = (n == cursor.selected(), *count);
        let on = app.filters_by_row(pane, n);
        let base = if on {
            theme.filter()
        } else if count == 0 {
            theme.faint()
        } else {
            theme.text()
        };
        // Russian writes topics small, which beside names looks like a slip.
        let name = &text::capitalise(&name(value));
        let pointer = if selected { theme.glyphs.selected } else { " " };
        let mut left = vec![
            Span::raw(format!("{pointer} ")),
            Span::styled(format!("{} ", if on { theme.glyphs.on } else { theme.glyphs.off }), base),
        ];
        left.extend(found(name, width, &lights, base, theme.matched()));
        let mut right = vec![Span::styled(format!("{count:>3}"), base)];
        if width >= BARS_FROM {
            let bar = bar(count, most, BAR, theme);
            right.push(Span::styled(format!(" {bar:<BAR$}"), theme.chart()));
        }
        put(buffer, inner, y, &row(ends(left, right, width, theme.glyphs.cut), theme.row(selected, focused)));
    }
}

/// A bar of `count` against `most`, at most `cells` long; anything above nothing shows.
pub(super) fn bar(count: usize, most: usize, cells: usize, theme: &Theme) -> String {
    let bars = theme.glyphs.bars;
    let steps = bars.len() - 1;
    let eighths = (count * cells * steps).checked_div(most).unwrap_or(0).max(usize::from(count > 0));
    format!("{}{}", bars[steps].repeat(eighths / steps), bars[eighths % steps])
}
