//! A line that is being typed: which part of it is shown, and in which cell its caret stands.

use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// The line with a sign of one cell in place of each line end.
pub(super) fn on_one_line(input: &Input, sign: &str) -> Input {
    Input::new(input.value().replace('\n', sign)).with_cursor(input.cursor())
}

/// Cells before the caret.
pub(super) fn before_caret(input: &Input) -> usize {
    let value = input.value();
    let end = value.char_indices().nth(input.cursor()).map_or(value.len(), |(at, _)| at);
    text::width(&value[..end])
}

/// Cells of the line that have gone to the left, so that the caret is in sight; never in mid-character.
pub(super) fn scrolled(input: &Input, room: usize) -> usize {
    let gone = before_caret(input).saturating_sub(room);
    let mut widths = input.value().graphemes(true).map(text::width);
    let mut cells = 0;
    while cells < gone {
        cells += widths.next().unwrap_or(gone - cells);
    }
    cells
}

/// The part of the line that is shown in `room` cells.
pub(super) fn visible(input: &Input, room: usize) -> String {
    let scroll = scrolled(input, room);
    let mut cells = 0;
    let mut out = String::new();
    for grapheme in input.value().graphemes(true) {
        let width = text::width(grapheme);
        if cells >= scroll && cells + width <= scroll + room {
            out.push_str(grapheme);
        }
        cells += width;
    }
    out
}

/// The column of the caret within what is shown.
pub(super) fn caret(input: &Input, room: usize) -> usize {
    before_caret(input).saturating_sub(scrolled(input, room))
}
