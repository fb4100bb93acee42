//! The table of commitments: a row each, and below it the one at the cursor in full, so that what a narrow screen has no column for
//! is still read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::key_hints::foot_keys;
use super::spans::{cut, row};
use super::{Theme, clear, enclose, put};
use crate::app::App;
use crate::keys::Action;
use crate::page::Commitment;
use crate::text;

/// The column of the text, which takes what room the others leave.
const WHAT: usize = 3;

/// Cells of the text below which another column gives way.
const LEAST_WHAT: usize = 24;

/// Cells of the widest table; a wider one would only part what belongs together.
const WIDEST: u16 = 190;

/// Most cells of a column: made, by, to, what, how much, due, state, last evidence.
const MOST: [usize; 8] = [16, 18, 18, 0, 24, 12, 12, 26];

/// Cells between two columns.
const GAP: usize = 2;

/// Lines of the overlay from which there is room for the commitment in full, and how many it has.
const FULL_FROM: u16 = 12;
const FULL: u16 = 4;

/// Rows of the table that are drawn, above the commitment in full, where there is room for it.
struct Frame {
    outer: Rect,
    headings: Rect,
    rows: Rect,
    full: Rect,
}

fn frame(area: Rect, app: &App) -> Frame {
    let width = area.width.min(WIDEST);
    let most = area.height.saturating_sub(2);
    let full = if most >= FULL_FROM && !app.commitments().is_empty() { FULL } else { 0 };
    let wanted = u16::try_from(app.commitments().len().max(1)).unwrap_or(u16::MAX);
    // Borders, the headings, and a rule before the commitment in full.
    let around = 3 + full + u16::from(full > 0);
    let height = wanted.saturating_add(around).min(most);
    let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    let (x, cells) = (outer.x + width.min(2), width.saturating_sub(4));
    let line = |from: u16, height: u16| Rect { x, y: outer.y + from.min(outer.height), width: cells, height };
    let rows = height.saturating_sub(around);
    Frame {
        outer,
        headings: line(1, u16::from(height > 2)),
        rows: line(2, rows),
        full: line(3 + rows, if height >= around { full } else { 0 }),
    }
}

/// Rows of the table that are on the screen.
pub(super) fn rows(area: Rect, app: &App) -> u16 {
    frame(area, app).rows.height
}

/// Where the terminal's cursor stands: on the selected row.
pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    let rows = frame(area, app).rows;
    let cursor = app.dialog().cursor;
    let line = u16::try_from(cursor.selected().checked_sub(cursor.offset())?).ok()?;
    (line < rows.height && rows.width > 0).then(|| Position::new(rows.x, rows.y + line))
}

/// The cells of each column, 0 for one that is left out: as wide as what stands in it, from the right to the left as many as leave the
/// text its least.
fn columns(commitments: &[Commitment], cells: usize) -> [usize; 8] {
    let mut widths = [0; 8];
    for (n, width) in widths.iter_mut().enumerate().filter(|(n, _)| *n != WHAT) {
        let longest = commitments.iter().map(|commitment| text::width(commitment.cells()[n])).max().unwrap_or(0);
        let heading = text::width(Commitment::HEADINGS[n]);
        // A column in which nothing stands tells nothing.
        *width = if longest == 0 { 0 } else { longest.max(heading).min(MOST[n]) };
    }
    let taken = |widths: &[usize; 8]| -> usize {
        widths.iter().enumerate().filter(|(n, width)| *n != WHAT && **width > 0).map(|(_, width)| width + GAP).sum()
    };
    for n in (0..widths.len()).rev().filter(|n| *n != WHAT) {
        if taken(&widths) + LEAST_WHAT <= cells {
            break;
        }
        widths[n] = 0;
    }
    widths[WHAT] = cells.saturating_sub(taken(&widths));
    widths
}

/// The cells of one row, each cut to its column.
fn line(cells: [&str; 8], widths: &[usize; 8], mark: &str) -> String {
    let shown = cells.iter().zip(widths).filter(|(_, width)| **width > 0);
    let parts: Vec<String> =
        shown.map(|(cell, &width)| text::padded(&text::truncate(&text::clean(cell), width, mark), width)).collect();
    parts.join(&" ".repeat(GAP)).trim_end().to_owned()
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let Frame { outer, headings, rows, full } = frame(area, app);
    if outer.width < 8 || outer.height < 3 {
        return;
    }
    clear(buffer, outer);
    let title = app.title_of_commitments().join(&format!(" {} ", theme.glyphs.between));
    enclose(buffer, outer, &format!(" {title} "), theme);
    foot(buffer, outer, app, theme);
    let width = usize::from(rows.width);
    let cut_mark = theme.glyphs.cut;
    // The pointer stands before the row.
    let widths = columns(app.commitments(), width.saturating_sub(2));
    if app.commitments().is_empty() {
        for (y, (_, words)) in (0u16..).zip(app.dialog_remarks(crate::app::Dialog::Commitments)) {
            put(buffer, headings, y, &cut(vec![Span::styled(words, theme.faint())], width, cut_mark));
        }
        return;
    }
    let names = format!("  {}", line(Commitment::HEADINGS, &widths, cut_mark));
    put(buffer, headings, 0, &cut(vec![Span::styled(names, theme.strong())], width, cut_mark));
    let cursor = app.dialog().cursor;
    for (y, (n, commitment)) in (0u16..rows.height).zip(app.commitments().iter().enumerate().skip(cursor.offset())) {
        let selected = n == cursor.selected();
        let pointer = if selected { theme.glyphs.selected } else { " " };
        let words = format!("{pointer} {}", line(commitment.cells(), &widths, cut_mark));
        let drawn = cut(vec![Span::styled(words, theme.text())], width, cut_mark);
        put(buffer, rows, y, &row(drawn, theme.row(selected, true)));
    }
    let Some(commitment) = app.commitments().get(cursor.selected()).filter(|_| full.height > 0) else { return };
    let rule = theme.glyphs.horizontal.repeat(width);
    put(buffer, Rect { y: full.y - 1, height: 1, ..full }, 0, &Span::styled(rule, theme.faint()).into());
    let words = text::clean(&commitment.sentence()).into_owned();
    let wrapped = text::wrap(&words, width, 0);
    let last = usize::from(full.height).min(wrapped.len()).saturating_sub(1);
    for (n, (y, range)) in (0u16..full.height).zip(&wrapped).enumerate() {
        // What does not fit is cut with a mark on the last line.
        let end = if n == last { words.len() } else { range.end };
        let shown: Line<'_> = cut(vec![Span::styled(words[range.start..end].to_owned(), theme.text())], width, cut_mark);
        put(buffer, full, y, &shown);
    }
}

/// The keys that act here, on the lower edge.
fn foot(buffer: &mut Buffer, outer: Rect, app: &App, theme: &Theme) {
    let room = usize::from(outer.width) - 4;
    let keys = [(Action::Open, "reads the record"), (Action::Down, "next"), (Action::Back, "closes")];
    let spans = foot_keys(&keys, app, theme, room);
    put(buffer, Rect { x: outer.x + 2, y: outer.bottom() - 1, width: outer.width - 4, height: 1 }, 0, &spans.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commitment() -> Commitment {
        Commitment {
            made: "14 Mar 2025".to_owned(),
            by: "Japan".to_owned(),
            to: "Kyrgyzstan".to_owned(),
            what: "Train customs officers of all five countries".to_owned(),
            how_much: "600 people".to_owned(),
            due: "2030".to_owned(),
            state: "begun".to_owned(),
            evidence: "30 Jan 2026, Kazinform".to_owned(),
        }
    }

    #[test]
    fn columns_give_way_from_the_right_and_the_text_stays() {
        for cells in 0..200 {
            let widths = columns(&[commitment()], cells);
            let shown = |n: usize| widths[n] > 0 || n == WHAT;
            assert!((1..8).all(|n| !shown(n) || n == WHAT || (0..n).all(shown)), "{cells}: {widths:?}");
            assert_eq!(widths[WHAT] > 0, cells > 0, "{cells}: {widths:?}");
            assert!(text::width(&line(commitment().cells(), &widths, "…")) <= cells, "{cells}: {widths:?}");
        }
        assert!(columns(&[commitment()], 160).iter().all(|width| *width > 0));
    }
}
