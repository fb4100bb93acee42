//! The table of commitments: a row each, and below it the one at the cursor in full, so that what a narrow screen has no column for
//! is still read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::key_hints::foot_keys;
use super::spans::{cut, row};
use super::table_frame::TableFrame;
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

/// Lines for the commitment at the cursor in full.
const FULL: u16 = 4;

fn frame(area: Rect, app: &App) -> TableFrame {
    TableFrame::new(area, WIDEST, app.commitments().len(), FULL)
}

/// Rows of the table that are on the screen.
pub(super) fn rows(area: Rect, app: &App) -> u16 {
    frame(area, app).rows.height
}

/// Where the terminal's cursor stands: on the selected row.
pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    frame(area, app).cursor(app)
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
    let frame = frame(area, app);
    let TableFrame { outer, headings, rows, told } = frame;
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
    let Some(commitment) = app.commitments().get(cursor.selected()).filter(|_| told.height > 0) else { return };
    frame.tell(&commitment.sentence(), buffer, theme);
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
