//! Two records or two selections side by side, on top of the panes: how much differs and what the signs mean, what the two are
//! called, and the lines between which one scrolls.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::key_hints::foot_keys;
use super::spans::{cut, ends, lit, row, width_of};
use super::{Theme, clear, enclose, put};
use crate::app::{App, ComparisonSheet};
use crate::comparison::{ColumnLine, ColumnLook, FieldRelation, ToldWords};
use crate::keys::Action;
use crate::text;

/// Cells of the widest sheet; a wider one would only part what belongs together.
const WIDEST: u16 = 170;

/// Lines above those that scroll: how much differs, what the two are called, and a rule.
const ABOVE: u16 = 4;

/// Lines for what the two are called.
const HEADS: u16 = 2;

/// The box, and the text area in it. It has the height of the screen, whatever stands in it, so that nothing jumps.
fn frame(area: Rect) -> (Rect, Rect) {
    let width = area.width.min(WIDEST);
    let outer = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + area.height.min(1),
        width,
        height: area.height.saturating_sub(2),
    };
    let inner = Rect {
        x: outer.x + width.min(2),
        y: outer.y + outer.height.min(1),
        width: width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    };
    (outer, inner)
}

/// Where the lines scroll.
fn body(area: Rect) -> Rect {
    let (_, inner) = frame(area);
    let above = ABOVE.min(inner.height);
    Rect { y: inner.y + above, height: inner.height - above, ..inner }
}

/// Cells of a line; the pointer stands before it.
pub(super) fn cells(area: Rect) -> u16 {
    frame(area).1.width.saturating_sub(2)
}

/// Lines that are on the screen.
pub(super) fn rows(area: Rect) -> u16 {
    body(area).height
}

/// Where the terminal's cursor stands: on the selected line.
pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    let body = body(area);
    let cursor = app.dialog().cursor;
    let line = u16::try_from(cursor.selected().checked_sub(cursor.offset())?).ok()?;
    (line < body.height && body.width > 0).then(|| Position::new(body.x, body.y + line))
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let (outer, inner) = frame(area);
    let Some(sheet) = app.comparison().filter(|_| outer.width >= 8 && outer.height >= 3) else { return };
    clear(buffer, outer);
    enclose(buffer, outer, " Side by side ", theme);
    foot(buffer, outer, app, theme);
    above(buffer, inner, sheet, theme);
    let body = body(area);
    let cursor = app.dialog().cursor;
    let lines = &sheet.columns().lines;
    for (y, (n, line)) in (0u16..body.height).zip(lines.iter().enumerate().skip(cursor.offset())) {
        let selected = n == cursor.selected();
        let pointer = if selected { theme.glyphs.selected } else { " " };
        let mut spans = vec![Span::styled(format!("{pointer} "), theme.text())];
        spans.extend(drawn(n, line, sheet, theme));
        let taken = width_of(&spans);
        spans.extend(bars(line.row, sheet, usize::from(body.width).saturating_sub(taken), theme));
        let drawn = cut(spans, usize::from(body.width), theme.glyphs.cut);
        put(buffer, body, y, &row(drawn, theme.row(selected, true)));
    }
}

/// A line with its mark, its label and its words.
fn drawn(n: usize, line: &ColumnLine, sheet: &ComparisonSheet, theme: &Theme) -> Vec<Span<'static>> {
    let look = match line.look {
        ColumnLook::Strong => theme.strong(),
        ColumnLook::Plain => theme.text(),
        ColumnLook::Faint => theme.faint(),
    };
    let mark = if line.look == ColumnLook::Faint { theme.faint() } else { theme.filter() };
    let mut spans = vec![Span::styled(format!("{} ", line.mark), mark), Span::styled(format!("{}  ", line.label), theme.faint())];
    let turned = if matches!(sheet.rows()[line.row].words, ToldWords::Texts(_)) { turned(n, sheet) } else { Vec::new() };
    spans.extend(lit(&line.left, &turned, look, theme.matched()));
    spans.push(Span::styled(line.right.clone(), look));
    spans
}

/// Cells of the longest bar of a count.
const LONGEST_BAR: usize = 24;

/// The counts of a row as two bars that grow away from each other, that of A to the left, where there is room for them.
fn bars(n: usize, sheet: &ComparisonSheet, room: usize, theme: &Theme) -> Option<Span<'static>> {
    let counts = |n: usize| match sheet.rows().get(n).map(|row| &row.words) {
        Some(ToldWords::Counts(counts, _)) => Some(*counts),
        _ => None,
    };
    let [a, b] = counts(n)?;
    let bar = (room.saturating_sub(4) / 2).min(LONGEST_BAR);
    if bar < 3 {
        return None;
    }
    // All rows of a part have one measure.
    let above = (0..n).rev().map_while(counts);
    let most = above.chain((n..).map_while(counts)).flatten().max().unwrap_or(0).max(1);
    let cells = |count: usize| (count * bar).div_ceil(most);
    let whole = theme.glyphs.bars.last().copied().unwrap_or("#");
    let (left, right) = (whole.repeat(cells(a)), whole.repeat(cells(b)));
    Some(Span::styled(format!("  {}{left}{}{right}", " ".repeat(bar - cells(a)), theme.glyphs.vertical), theme.chart()))
}

/// The bytes of a line of two texts that only one of them has, which may have begun on a line before.
fn turned(n: usize, sheet: &ComparisonSheet) -> Vec<Range<usize>> {
    let lines = &sheet.columns().lines;
    let first = lines[..n].iter().rposition(|line| line.row != lines[n].row).map_or(0, |before| before + 1);
    let (mut open, mut found) = (false, Vec::new());
    for line in &lines[first..=n] {
        found = marked(&line.left, &mut open);
    }
    found
}

/// The bytes between the signs of what differs, the signs included; `open` tells whether one has begun before.
fn marked(words: &str, open: &mut bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let from = if *open {
            at
        } else {
            let begins = ["[-", "{+"].into_iter().filter_map(|sign| words[at..].find(sign)).min();
            let Some(begins) = begins else { return found };
            at + begins
        };
        let ends = ["-]", "+}"].into_iter().filter_map(|sign| words[from..].find(sign)).min();
        *open = ends.is_none();
        let to = ends.map_or(words.len(), |ends| from + ends + 2);
        found.push(from..to);
        if *open {
            return found;
        }
        at = to;
    }
}

/// How much differs and what the signs mean, then what the two are called over their columns.
fn above(buffer: &mut Buffer, inner: Rect, sheet: &ComparisonSheet, theme: &Theme) {
    let width = usize::from(inner.width);
    let sign = FieldRelation::sign;
    let signs = format!(
        "{} the same  {} different  {} only in A  {} only in B",
        sign(FieldRelation::Equal),
        sign(FieldRelation::Different),
        sign(FieldRelation::OnlyA),
        sign(FieldRelation::OnlyB)
    );
    let sentence = text::capitalise(&sheet.sentence());
    let signs = if text::width(&sentence) + 2 + text::width(&signs) <= width { signs } else { String::new() };
    let line = vec![Span::styled(sentence, theme.strong())];
    put(buffer, inner, 0, &ends(line, vec![Span::styled(signs, theme.faint())], width, theme.glyphs.cut));
    let columns = sheet.columns();
    let [a, b] = sheet.heads().map(text::clean);
    let [a, b] = [format!("A  {a}"), format!("B  {b}")];
    let heads = Rect { y: inner.y + 1, height: HEADS.min(inner.height.saturating_sub(1)), ..inner };
    if columns.is_wide {
        // Before the words stand the pointer, the mark and the label, with a blank or two behind each.
        let left = columns.label + 6;
        for (head, x) in [(&a, left), (&b, left + columns.room + 2)] {
            let x = u16::try_from(x).unwrap_or(u16::MAX).min(heads.width);
            let room = u16::try_from(columns.room).unwrap_or(u16::MAX).min(heads.width - x);
            titled(buffer, Rect { x: heads.x + x, width: room, ..heads }, head, theme);
        }
    } else {
        for (y, (sign, head)) in (0..).zip([("−", &a), ("+", &b)]) {
            let line = vec![Span::styled(format!("{sign} "), theme.filter()), Span::styled(head.clone(), theme.strong())];
            put(buffer, heads, y, &cut(line, width, theme.glyphs.cut));
        }
    }
    let rule = theme.glyphs.horizontal.repeat(width);
    put(buffer, inner, ABOVE - 1, &Span::styled(rule, theme.faint()).into());
}

/// What one of the two is called, on as many lines as there are; what does not fit is cut with a mark.
fn titled(buffer: &mut Buffer, area: Rect, head: &str, theme: &Theme) {
    let cells = usize::from(area.width);
    let wrapped = text::wrap(head, cells, 0);
    for (y, range) in (0..area.height).zip(&wrapped) {
        let is_last = y + 1 == area.height;
        let words = head[range.start..if is_last { head.len() } else { range.end }].trim_end();
        put(buffer, area, y, &cut(vec![Span::styled(words.to_owned(), theme.strong())], cells, theme.glyphs.cut));
    }
}

/// The keys that act here, on the lower edge.
fn foot(buffer: &mut Buffer, outer: Rect, app: &App, theme: &Theme) {
    let room = usize::from(outer.width) - 4;
    let keys =
        [(Action::Open, "reads the record"), (Action::Down, "next"), (Action::Back, "closes"), (Action::CopyText, "copies all")];
    let spans = foot_keys(&keys, app, theme, room);
    put(buffer, Rect { x: outer.x + 2, y: outer.bottom() - 1, width: outer.width - 4, height: 1 }, 0, &spans.into());
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_differs_is_found_also_where_it_goes_on_over_lines() {
        let mut open = false;
        let mut found = |words: &'static str| {
            let ranges = marked(words, &mut open);
            ranges.into_iter().map(|range| &words[range]).collect::<Vec<_>>()
        };
        assert_eq!(found("by the [-river-] {+sea+} and"), ["[-river-]", "{+sea+}"]);
        assert_eq!(found("on a [-wide"), ["[-wide"]);
        assert_eq!(found("and deep"), ["and deep"]);
        assert_eq!(found("river-] bank {+far+}"), ["river-]", "{+far+}"]);
        assert_eq!(found("none"), [""; 0]);
    }
}
