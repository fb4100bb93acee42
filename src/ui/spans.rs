//! Lines made of pieces: cut to a width with a mark, and with matched letters lit.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::text;
use crate::view::Highlighter;

/// Cells of `spans`.
pub fn width_of(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| text::width(&span.content)).sum()
}

/// A line of `spans` cut to `width` cells; a cut is shown by `mark`, in the look of what was cut.
pub fn cut<'a>(spans: Vec<Span<'a>>, width: usize, mark: &'static str) -> Line<'a> {
    if width_of(&spans) <= width {
        return Line::from(spans);
    }
    let mut room = width.saturating_sub(text::width(mark));
    let mut kept = Vec::with_capacity(spans.len());
    for span in spans {
        let cells = text::width(&span.content);
        if cells <= room {
            room -= cells;
            kept.push(span);
            continue;
        }
        let part = text::truncate(&span.content, room, "").into_owned();
        kept.push(Span::styled(format!("{part}{}", if width >= text::width(mark) { mark } else { "" }), span.style));
        break;
    }
    Line::from(kept)
}

/// As much of `words` as a line of `width` cells may show, in `base`, with what of it is lit in `matched`.
pub fn found(words: &str, width: usize, found: &Highlighter<'_>, base: Style, matched: Style) -> Vec<Span<'static>> {
    let head = text::head(words, width);
    let mut ranges = found.ranges_before(words, head.len());
    ranges.iter_mut().for_each(|range| range.end = range.end.min(head.len()));
    lit(head, &ranges, base, matched)
}

/// `text` in `base`, with `lit` ranges in `matched`.
pub fn lit(text: &str, lit: &[Range<usize>], base: Style, matched: Style) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for range in lit {
        if range.start >= at && range.end <= text.len() {
            if at < range.start {
                spans.push(Span::styled(text[at..range.start].to_owned(), base));
            }
            spans.push(Span::styled(text[range.clone()].to_owned(), base.patch(matched)));
            at = range.end;
        }
    }
    if at < text.len() {
        spans.push(Span::styled(text[at..].to_owned(), base));
    }
    spans
}

/// A list row. The selected row of the focused pane is one even bar: of the looks of its parts only weight and underline
/// stay.
pub fn row(mut line: Line<'_>, style: Style) -> Line<'_> {
    if style.add_modifier.contains(Modifier::REVERSED) {
        for span in &mut line.spans {
            span.style = Style::new().add_modifier(span.style.add_modifier & (Modifier::BOLD | Modifier::UNDERLINED));
        }
    }
    line.style(style)
}

/// `left` and `right` at the two ends of `width` cells; the left gives way.
pub fn ends<'a>(left: Vec<Span<'a>>, right: Vec<Span<'a>>, width: usize, mark: &'static str) -> Line<'a> {
    let right_width = width_of(&right);
    if right_width + 1 >= width {
        return cut(left, width, mark);
    }
    let mut line = cut(left, width - right_width - 1, mark);
    let gap = width - right_width - width_of(&line.spans);
    line.spans.push(Span::raw(" ".repeat(gap)));
    line.spans.extend(right);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &Line<'_>) -> String {
        line.spans.iter().map(|s| s.content.as_ref()).collect()
    }

    #[test]
    fn a_cut_line_says_so_and_fits() {
        let spans = || vec![Span::raw("14 Mar "), Span::raw("東京対話"), Span::raw(" and more")];
        assert_eq!(text(&cut(spans(), 40, "…")), "14 Mar 東京対話 and more");
        assert_eq!(text(&cut(spans(), 12, "…")), "14 Mar 東京…");
        for width in 0..30 {
            assert!(cut(spans(), width, "…").width() <= width, "{width}");
        }
    }

    #[test]
    fn the_right_end_stays_and_the_left_gives_way() {
        let line = ends(vec![Span::raw("Kazakhstan")], vec![Span::raw("61")], 10, "…");
        assert_eq!(text(&line), "Kazakh… 61");
    }
}
