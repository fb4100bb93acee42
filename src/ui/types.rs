//! The line of types above the list: what may be listed, how many of each there are, and, in brackets, what is. Where not all of it
//! fits, what is listed and its neighbours do.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::spans::cut;
use super::{Theme, put};
use crate::app::{App, TypeCount};
use crate::text;

/// What an item says: "Quotes 114", or "[Quotes 114]" where they are listed.
fn words(item: &TypeCount) -> String {
    let words = format!("{} {}", item.label, item.count);
    if item.chosen { format!("[{words}]") } else { words }
}

/// Cells between two items, " · ", and of the mark in place of those left out; the same whatever the signs are, so that a click meets
/// what is drawn.
const BETWEEN: usize = 3;
const MARK: usize = 2;

/// The cells of the items from the one of this number to the other, with what stands between and in place of those left out.
fn width(words: &[String], range: &Range<usize>) -> usize {
    let items: usize = words[range.clone()].iter().map(|item| text::width(item)).sum();
    let marks = usize::from(range.start > 0) + usize::from(range.end < words.len());
    1 + items + BETWEEN * range.len().saturating_sub(1) + marks * (MARK + 1)
}

/// Which of the items fit into `cells`: from the first on if the one that is listed fits with them, else from as near to the first as
/// there is room for.
fn shown(words: &[String], chosen: usize, cells: usize) -> Range<usize> {
    let fits = |range: &Range<usize>| width(words, range) <= cells;
    let mut range = (0..=chosen).map(|start| start..chosen + 1).find(fits).unwrap_or(chosen..chosen + 1);
    while range.end < words.len() && fits(&(range.start..range.end + 1)) {
        range.end += 1;
    }
    range
}

/// The items that are drawn, with the words of each, and whether some are left out before and behind them.
fn laid(width: usize, app: &App) -> (Vec<(TypeCount, String)>, bool, bool) {
    let items = app.type_line();
    let all: Vec<String> = items.iter().map(words).collect();
    let chosen = items.iter().position(|item| item.chosen).unwrap_or(0);
    let range = shown(&all, chosen, width);
    let (before, behind) = (range.start > 0, range.end < all.len());
    let drawn = items.into_iter().zip(all).skip(range.start).take(range.len()).collect();
    (drawn, before, behind)
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let cells = usize::from(area.width);
    let (items, before, behind) = laid(cells, app);
    let between = format!(" {} ", theme.glyphs.between);
    let mut spans = vec![Span::raw(" ")];
    spans.extend(before.then(|| Span::styled(text::padded(theme.glyphs.cut, MARK + 1), theme.faint())));
    for (n, (item, words)) in items.into_iter().enumerate() {
        spans.extend((n > 0).then(|| Span::styled(between.clone(), theme.faint())));
        let style = match (item.chosen, item.count) {
            (true, _) => theme.filter(),
            (_, 0) => theme.faint(),
            _ => theme.text(),
        };
        spans.push(Span::styled(words, style));
    }
    spans.extend(behind.then(|| Span::styled(format!(" {}", theme.glyphs.cut), theme.faint())));
    let line: Line<'_> = cut(spans, cells, theme.glyphs.cut);
    put(buffer, area, 0, &line);
}

/// The item that stands at a column of the line.
pub(super) fn at(area: Rect, column: u16, app: &App) -> Option<TypeCount> {
    let (items, before, _) = laid(usize::from(area.width), app);
    let mut end = usize::from(area.x) + 1 + if before { MARK + 1 } else { 0 };
    for (item, words) in items {
        let begin = end;
        end += text::width(&words);
        if (begin..end).contains(&usize::from(column)) {
            return Some(item);
        }
        end += BETWEEN;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_is_seen_at_every_width() {
        let words: Vec<String> =
            ["Timeline 81", "Quotes 114", "Outcomes 289", "People 189", "Sources 469"].map(str::to_owned).into();
        for cells in 0..80 {
            for chosen in 0..words.len() {
                let range = shown(&words, chosen, cells);
                assert!(range.contains(&chosen), "{cells} {chosen}");
                assert!(range.len() == 1 || width(&words, &range) <= cells, "{cells} {chosen}");
            }
        }
        assert_eq!(shown(&words, 0, 80), 0..5);
        assert_eq!(shown(&words, 2, 60), 0..4);
        assert_eq!(shown(&words, 4, 44), 2..5);
    }
}
