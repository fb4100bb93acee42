//! Words into cells, in as many as `text::width` says. Two sorts of characters are drawn here and not by ratatui, which
//! measures them otherwise: letters of ambiguous width where they are wide, and half-width katakana with a sound mark, for
//! which ratatui-core 0.1.2 adds a cell that unicode-width has counted already.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Draws `line` from (x, y) on, at most `width` cells.
pub fn line(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, width: u16) {
    if line.spans.iter().all(|span| is_measured_alike(&span.content)) {
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
    if is_measured_alike(words) {
        buffer.set_string(x, y, words, style);
    } else {
        graphemes(buffer, x, y, u16::MAX, words, style);
    }
}

/// Whether ratatui draws the words in as many cells as they are measured here.
fn is_measured_alike(words: &str) -> bool {
    !text::is_ambiguous_wide() && !words.contains(['ﾞ', 'ﾟ'])
}

/// Draws a text up to column `end`; gives the column after it.
fn graphemes(buffer: &mut Buffer, x: u16, y: u16, end: u16, words: &str, style: Style) -> u16 {
    let end = end.min(buffer.area.right());
    let mut at = x;
    for grapheme in apart(words).flat_map(|part| part.graphemes(true)) {
        let symbol = text::plain(grapheme).unwrap_or(grapheme);
        let Some(cells) = u16::try_from(text::width(symbol)).ok().and_then(NonZeroU16::new) else { continue };
        if grapheme.contains(text::is_unsafe) {
            continue;
        }
        if at.saturating_add(cells.get()) > end || y >= buffer.area.bottom() {
            return end;
        }
        buffer[(at, y)].set_symbol(symbol).set_style(style);
        if cells.get() != symbol.cell_width() {
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

/// `words` parted before each sound mark. A terminal draws the mark in a cell of its own, and would leave it there when
/// ratatui, which takes it for a part of the letter before it, erases only that letter.
fn apart(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let end = rest.char_indices().skip(1).find(|(_, c)| matches!(c, 'ﾞ' | 'ﾟ')).map_or(rest.len(), |(at, _)| at);
        let (part, behind) = rest.split_at(end);
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

/// Puts ASCII in the place of every other character, in the same cells.
pub fn to_ascii(buffer: &mut Buffer) {
    for at in 0..buffer.content.len() {
        let symbol = buffer.content[at].symbol();
        if symbol.is_ascii() {
            continue;
        }
        let letters = text::ascii_cells(symbol, text::width(symbol));
        for (cell, letter) in buffer.content[at..].iter_mut().zip(letters.chars()) {
            cell.set_char(letter).set_diff_option(CellDiffOption::None);
        }
    }
}

/// Makes what stands on the cells of `area` a hyperlink (OSC 8) to `address`. Each cell carries the whole of it, since any
/// of them may be drawn alone; by the same name they are one link. Its width is given, for it cannot be measured any more.
pub fn hyperlink(buffer: &mut Buffer, area: Rect, address: &str, ascii: bool) {
    let address = encoded(address);
    if address.len() > text::LONGEST_LINK {
        return;
    }
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let cell = &mut buffer[(x, y)];
            let cells = CellWidth::cell_width(&*cell).max(1);
            let symbol = text::plain(cell.symbol()).filter(|_| text::is_ambiguous_wide()).unwrap_or(cell.symbol());
            if ascii && !symbol.is_ascii() {
                x += cells; // another letter is still to be put in its place
                continue;
            }
            let linked = format!("\u{1b}]8;id={:x};{address}\u{1b}\\{symbol}\u{1b}]8;;\u{1b}\\", name(&address));
            cell.set_symbol(&linked);
            if let Some(cells) = NonZeroU16::new(cells) {
                cell.set_diff_option(CellDiffOption::ForcedWidth(cells));
            }
            x += cells;
        }
    }
}

/// `address` as the sequence may hold it: whatever is not printable ASCII as the bytes of its UTF-8, written `%E4`.
fn encoded(address: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    address.bytes().map(byte).collect()
}

/// A name for a link, the same for the same address (FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>).
fn name(address: &str) -> u32 {
    address.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
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
        if !symbol.is_ascii() && !given && text::width(symbol) > usize::from(symbol.cell_width()) {
            cell.set_symbol("?");
        }
    }
}
