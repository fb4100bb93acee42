//! Where the parts of a table over the panes stand: its headings, its rows, and below a rule the row at the cursor in words, where
//! there is room for them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::spans::cut;
use super::{Theme, put};
use crate::app::App;
use crate::text;

/// Lines of the overlay from which there is room for the row in words.
const TOLD_FROM: u16 = 12;

/// Where the parts of a table stand; none has more lines than there are.
pub(super) struct TableFrame {
    pub outer: Rect,
    pub headings: Rect,
    pub rows: Rect,
    /// For the row at the cursor in words.
    pub told: Rect,
}

impl TableFrame {
    /// A table of `count` rows in the middle of `area`, at most `widest` cells wide, with `told` lines for the row in words.
    pub fn new(area: Rect, widest: u16, count: usize, told: u16) -> Self {
        let width = area.width.min(widest);
        let most = area.height.saturating_sub(2);
        let told = if most >= TOLD_FROM && count > 0 { told } else { 0 };
        // Borders, the headings, and a rule before the words.
        let around = 3 + told + u16::from(told > 0);
        let height = u16::try_from(count.max(1)).unwrap_or(u16::MAX).saturating_add(around).min(most);
        let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let (x, cells) = (outer.x + width.min(2), width.saturating_sub(4));
        let line = |from: u16, height: u16| Rect { x, y: outer.y + from.min(outer.height), width: cells, height };
        let rows = height.saturating_sub(around);
        Self {
            outer,
            headings: line(1, u16::from(height > 2)),
            rows: line(2, rows),
            told: line(3 + rows, if height >= around { told } else { 0 }),
        }
    }

    /// Where the terminal's cursor stands: on the selected row.
    pub fn cursor(&self, app: &App) -> Option<Position> {
        let (rows, cursor) = (self.rows, app.dialog().cursor);
        let line = u16::try_from(cursor.selected().checked_sub(cursor.offset())?).ok()?;
        (line < rows.height && rows.width > 0).then(|| Position::new(rows.x, rows.y + line))
    }

    /// Draws the row at the cursor in words below a rule; what does not fit is cut with a mark on the last line.
    pub fn tell(&self, words: &str, buffer: &mut Buffer, theme: &Theme) {
        let (told, width) = (self.told, usize::from(self.told.width));
        let rule = theme.glyphs.horizontal.repeat(width);
        put(buffer, Rect { y: told.y - 1, height: 1, ..told }, 0, &Span::styled(rule, theme.faint()).into());
        let words = text::clean(words).into_owned();
        let wrapped = text::wrap(&words, width, 0);
        let last = usize::from(told.height).min(wrapped.len()).saturating_sub(1);
        for (n, (y, range)) in (0u16..told.height).zip(&wrapped).enumerate() {
            let end = if n == last { words.len() } else { range.end };
            let shown = Span::styled(words[range.start..end].to_owned(), theme.text());
            put(buffer, told, y, &cut(vec![shown], width, theme.glyphs.cut));
        }
    }
}
