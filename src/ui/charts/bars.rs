//! Events per year, stacked by kind: each mark is an event, or stands for so many. The years stand one below the other, or
//! side by side where only so they all fit. The legend has the totals of the kinds.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{App, Charts, Heading, Size};
use crate::record::{EventKind, Status};
use crate::text;
use crate::ui::spans::{cut, width_of};
use crate::ui::{Theme, put};

/// The pointer, a year and a blank.
const YEAR: usize = 7;
/// Widest column of a year that stands beside others: room for its number.
const WIDEST: usize = 5;
/// Rows below upright bars: the years.
const AXIS: usize = 1;

/// How the chart is laid out.
struct BarLayout {
    upright: bool,
    /// Events that a mark stands for.
    unit: usize,
    /// Cells of a mark and of the blank beside it; upright, of a year.
    step: usize,
    /// The bars, and the years when upright.
    chart: Rect,
    legend: Rect,
    /// Whether the legend has room for whole names.
    named: bool,
}

/// Marks for `count` events: at least one where there are any.
fn marks(count: usize, unit: usize) -> usize {
    count.div_ceil(unit.max(1))
}

/// The most marks that a year has.
fn longest(charts: &Charts, unit: usize) -> usize {
    let matrix = charts.matrix();
    (0..matrix.rows())
        .map(|row| (0..matrix.columns()).map(|kind| marks(matrix.get(row, kind).filed, unit)).sum())
        .max()
        .unwrap_or(0)
}

/// The smallest round number of events for a mark with which every year fits into `room` marks; `None` when not even a mark
/// a kind does.
fn unit(charts: &Charts, room: usize) -> Option<usize> {
    let round = |n: u32| [1, 2, 5][n as usize % 3] * 10usize.pow(n / 3);
    (0..30).map(round).find(|&unit| longest(charts, unit) <= room)
}

impl BarLayout {
    fn new(area: Rect, app: &App) -> Self {
        let charts = app.charts();
        let (width, years) = (usize::from(area.width), charts.matrix().rows());
        let lines = |named| legend_lines(charts, width, named).len();
        // Whole names only where they cost no year its place.
        let free = usize::from(area.height).saturating_sub(years);
        let named = lines(true) <= 2 && (lines(true) <= free || lines(false) > free && area.height > 12);
        let lines = lines(named);
        let legend = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
        let chart = Rect { height: area.height - legend, ..area };
        let legend = Rect { y: chart.bottom(), height: legend, ..area };
        let height = usize::from(chart.height);
        let digits = charts.tally().events.to_string().len() + 2;
        let step = (width.saturating_sub(2) / years.max(1)).min(WIDEST);
        // A row above each bar for its number.
        let beside = unit(charts, height.saturating_sub(AXIS + 1)).filter(|_| years > height && step >= 2);
        if let Some(unit) = beside {
            return Self { upright: true, unit, step, chart, legend, named };
        }
        let room = width.saturating_sub(YEAR + digits).max(1);
        let unit = unit(charts, room).unwrap_or(usize::MAX);
        let step = if longest(charts, unit) * 2 <= room { 2 } else { 1 };
        Self { upright: false, unit, step, chart, legend, named }
    }
}

pub(super) fn room(area: Rect, app: &App) -> (Size, bool) {
    let plan = BarLayout::new(area, app);
    let matrix = app.charts().matrix();
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let rows = if plan.upright { cells(matrix.rows()) } else { plan.chart.height };
    (Size { width: cells(matrix.columns()), height: rows }, plan.upright)
}

/// How many events a mark stands for.
pub(super) fn scale(area: Rect, app: &App) -> usize {
    BarLayout::new(area, app).unit
}

pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    let plan = BarLayout::new(area, app);
    let charts = app.charts();
    let row = charts.cursor().0;
    let n = row.shown(charts.matrix().rows()).position(|n| n == row.at)?;
    let along = u16::try_from(if plan.upright { 1 + n * plan.step } else { n }).ok()?;
    let (x, y) = if plan.upright { (along, plan.chart.height.saturating_sub(1)) } else { (2, along) };
    (x < area.width && y < plan.chart.height).then(|| Position::new(area.x + x, area.y + y))
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let plan = BarLayout::new(area, app);
    if plan.upright {
        upright(buffer, &plan, app.charts(), theme);
    } else {
        let charts = app.charts();
        for (y, n) in (0u16..plan.chart.height).zip(charts.cursor().0.shown(charts.matrix().rows())) {
            put(buffer, plan.chart, y, &year(n, &plan, charts, theme));
        }
    }
    legend(buffer, &plan, app.charts(), theme);
}

/// The kinds of a year with their counts, from the first to the last of the bar.
fn stack(n: usize, charts: &Charts) -> impl Iterator<Item = (usize, EventKind, usize)> + '_ {
    let kinds = charts.tally().kinds.iter().enumerate();
    kinds.map(move |(column, &kind)| (column, kind, charts.matrix().get(n, column).filed)).filter(|(_, _, count)| *count > 0)
}

/// A mark, and how it looks: reversed where the cursor is on the kind in this year.
fn mark(kind: EventKind, chosen: bool, theme: &Theme) -> (&'static str, Style) {
    let (glyph, look) = theme.kind(kind, Status::Held);
    (glyph, if chosen { look.patch(theme.row(true, true)) } else { look })
}

/// The number of a year, with a mark where more events reach in by their dates.
fn total(n: usize, charts: &Charts) -> String {
    let count = charts.matrix().get(n, charts.matrix().columns());
    let number = if count.filed == 0 { String::new() } else { count.filed.to_string() };
    format!("{number}{}", if count.reaching > 0 { "?" } else { "" })
}

/// A year as a row: its marks, its number, and the kinds in words where there is room.
fn year(n: usize, plan: &BarLayout, charts: &Charts, theme: &Theme) -> Line<'static> {
    let (row, column) = charts.cursor();
    let here = n == row.at;
    let pointer = if here { theme.glyphs.selected } else { " " };
    let label = charts.label(charts.row(n));
    let style = if here { theme.title(true) } else { theme.text() };
    let mut spans = vec![Span::raw(format!("{pointer} ")), Span::styled(label, style), Span::raw(" ")];
    let mut words = Vec::new();
    for (at, kind, count) in stack(n, charts) {
        let (glyph, look) = mark(kind, here && at == column.at, theme);
        let glyph = format!("{glyph}{}", " ".repeat(plan.step - 1));
        spans.push(Span::styled(glyph.repeat(marks(count, plan.unit)), look));
        words.push(format!("{} {count}", kind.short()));
    }
    let total = total(n, charts);
    let at_total = here && column.at >= charts.matrix().columns() && !total.is_empty();
    let blank = if plan.step > 1 || words.is_empty() { "" } else { " " };
    spans.push(Span::raw(blank));
    spans.push(Span::styled(total, if at_total { theme.row(true, true) } else { theme.strong() }));
    let taken = width_of(&spans);
    // In one column for all years.
    let from = (YEAR + longest(charts, plan.unit) * plan.step + 6).max(taken + 2);
    let words = words.join(", ");
    if from + text::width(&words) <= usize::from(plan.chart.width) {
        spans.push(Span::raw(" ".repeat(from - taken)));
        spans.push(Span::styled(words, theme.faint()));
    }
    cut(spans, usize::from(plan.chart.width), theme.glyphs.cut)
}

/// Years side by side, their bars growing from the axis.
fn upright(buffer: &mut Buffer, plan: &BarLayout, charts: &Charts, theme: &Theme) {
    let (row, column) = charts.cursor();
    let axis = plan.chart.bottom() - 1;
    let left = |n: usize| plan.chart.x + u16::try_from(1 + n * plan.step).unwrap_or(u16::MAX);
    for n in 0..charts.matrix().rows() {
        let mut y = axis;
        for (at, kind, count) in stack(n, charts) {
            let (glyph, look) = mark(kind, n == row.at && at == column.at, theme);
            for _ in 0..marks(count, plan.unit) {
                y = y.saturating_sub(1).max(plan.chart.y);
                buffer.set_string(left(n), y, glyph, look);
            }
        }
        let total = total(n, charts);
        let chosen = n == row.at && column.at >= charts.matrix().columns();
        if y > plan.chart.y && (total.len() < plan.step || chosen) {
            buffer.set_string(left(n), y - 1, total, if chosen { theme.row(true, true) } else { theme.faint() });
        }
    }
    // As many years as have room for their numbers; that of the cursor always.
    let every = WIDEST.div_ceil(plan.step);
    let chosen = Some(row.at).filter(|n| *n < charts.matrix().rows());
    let near = |n: usize| chosen.is_some_and(|at| n != at && n.abs_diff(at) < every);
    for n in (0..charts.matrix().rows()).step_by(every).filter(|n| !near(*n)).chain(chosen) {
        let label = charts.label(charts.row(n));
        // The last may have to stand further left.
        let x = left(n).min((plan.chart.right()).saturating_sub(u16::try_from(label.len()).unwrap_or(0)));
        buffer.set_string(x, axis, label, if Some(n) == chosen { theme.title(true) } else { theme.faint() });
    }
}

/// A kind in the legend: glyph, name, total.
fn entry(kind: EventKind, named: bool, charts: &Charts) -> String {
    let column = charts.tally().kinds.iter().position(|k| *k == kind).unwrap_or(0);
    let count = charts.matrix().get(charts.matrix().rows(), column).filed;
    format!("{} {count}", if named { kind.label() } else { kind.short() })
}

/// With the glyph before it and the blanks behind it.
fn entry_width(kind: EventKind, named: bool, charts: &Charts) -> usize {
    text::width(&entry(kind, named, charts)) + 4
}

/// The kinds of each line of the legend.
fn legend_lines(charts: &Charts, width: usize, named: bool) -> Vec<Vec<EventKind>> {
    let mut lines: Vec<Vec<EventKind>> = Vec::new();
    let mut room = 0;
    for &kind in &charts.tally().kinds {
        let cells = entry_width(kind, named, charts);
        match lines.last_mut().filter(|_| cells <= room) {
            Some(line) => line.push(kind),
            None => {
                lines.push(vec![kind]);
                room = width.saturating_sub(1);
            }
        }
        room = room.saturating_sub(cells);
    }
    lines
}

fn legend(buffer: &mut Buffer, plan: &BarLayout, charts: &Charts, theme: &Theme) {
    let chosen = charts.column(charts.cursor().1.at);
    let lines = legend_lines(charts, usize::from(plan.legend.width), plan.named);
    for (y, line) in (0u16..plan.legend.height).zip(lines) {
        let mut spans = vec![Span::raw(" ")];
        for kind in line {
            let (glyph, look) = theme.kind(kind, Status::Held);
            let style = if chosen == Heading::Kind(kind) { theme.title(true) } else { theme.text() };
            spans.extend([
                Span::styled(glyph, look),
                Span::raw(" "),
                Span::styled(entry(kind, plan.named, charts), style),
                Span::raw("  "),
            ]);
        }
        put(buffer, plan.legend, y, &cut(spans, usize::from(plan.legend.width), theme.glyphs.cut));
    }
}
