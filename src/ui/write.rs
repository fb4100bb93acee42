//! Words into cells. Where ambiguous characters are wide, a letter of one cell for ratatui is given the two that the
//! terminal gives it.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text;

/// Draws `line` from (x, y) on, at most `width` cells.
pub fn line(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, width: u16) {
    if !text::is_ambiguous_wide() {
        buffer.set_line(x, y, line, width);
        return;
    }
    let end = x.saturating_add(width);
    let mut at = x;
    for span in &line.spans {
        at = graphemes(buffer, at, y, end, &span.content, line.style.patch(span.style));
    }
}

/// Draws `words` from (x, y) on, to the edge of the screen.
pub fn words(buffer: &mut Buffer, x: u16, y: u16, words: &str, style: Style) {
    if text::is_ambiguous_wide() {
        graphemes(buffer, x, y, u16::MAX, words, style);
    } else {
        buffer.set_string(x, y, words, style);
    }
}

/// Draws a text up to column `end`; gives the column after it.
fn graphemes(buffer: &mut Buffer, x: u16, y: u16, end: u16, words: &str, style: Style) -> u16 {
    let end = end.min(buffer.area.right());
    let mut at = x;
    for grapheme in words.graphemes(true) {
        let symbol = text::plain(grapheme).unwrap_or(grapheme);
        let Some(cells) = u16::try_from(text::width(symbol)).ok().and_then(NonZeroU16::new) else { continue };
        if grapheme.contains(text::is_unsafe) {
            continue;
        }
        if at.saturating_add(cells.get()) > end || y >= buffer.area.bottom() {
            return end;
        }
        buffer[(at, y)].set_symbol(symbol).set_style(style);
        if usize::from(cells.get()) != symbol.width() {
            buffer[(at, y)].set_diff_option(CellDiffOption::ForcedWidth(cells));
        }
        for behind in at + 1..at + cells.get() {
            buffer[(behind, y)].reset();
            buffer[(behind, y)].set_style(style);
        }
        at += cells.get();
    }
    at
}

/// Puts a question mark where a letter came onto the screen by another way and stands in fewer cells than it takes: better
/// than a line out of place.
pub fn settle(buffer: &mut Buffer) {
    if !text::is_ambiguous_wide() {
        return;
    }
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        let given = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
        if !symbol.is_ascii() && !given && text::width(symbol) > symbol.width() {
            cell.set_symbol("?");
        }
    }
}
