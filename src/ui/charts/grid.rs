//! A matrix: topics or years down, countries across, or any two. In each cell the number and a column as high as it is large; the
//! headings stay where the rest scrolls, and so do the totals.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::app::{App, Chart, Charts, Heading, Size};
use crate::text;
use crate::ui::{Theme, put};

/// Cells before a row's heading, for the pointer.
const POINTER: usize = 2;

/// How wide everything is, in cells.
struct Measures {
    /// The headings of the rows, pointer included.
    heads: usize,
    /// One column.
    column: usize,
    /// The digits of a number.
    digits: usize,
    /// The column of the totals.
    total: usize,
    /// How many columns fit.
    columns: usize,
    /// Whether columns have room for their names.
    named: bool,
}

impl Measures {
    fn new(width: usize, app: &App) -> Self {
        let charts = app.charts();
        let (rows, columns) = (charts.matrix().rows(), charts.matrix().columns());
        let amounts = (0..=rows).flat_map(|row| (0..columns).filter_map(move |column| charts.amount(row, column)));
        let amount = amounts.map(|sum| sum.brief().len()).max().unwrap_or(0);
        let digits = charts.total().to_string().len().max(amount).max(2);
        let longest = |heads: &mut dyn Iterator<Item = usize>| heads.max().unwrap_or(0);
        let row = longest(&mut (0..rows).map(|n| text::width(&charts.label(charts.row(n)))));
        let row = row.max(text::width(charts.facets().0.plural())).max(9);
        // A column as high as the number is large, the number, a mark for dates that reach in, a blank.
        let least = digits + 3;
        let total = digits + 4;
        let name = longest(&mut (0..columns).map(|n| text::width(&charts.label(charts.column(n)))));
        let code = longest(&mut (0..columns).map(|n| text::width(&charts.code(charts.column(n))))).min(8);
        let coded = (code + 2).max(least);
        // Headings of rows give way to columns, down to a quarter of the screen.
        let heads = (POINTER + row + 1).min(width.saturating_sub(total + columns * coded).max(width / 4).max(POINTER + 10));
        let room = width.saturating_sub(heads + total);
        let named = columns * (name + 2).max(least) <= room;
        // What is left over sets the columns apart, as far as the eye still takes them for a row.
        let apart = (room / columns.max(1)).min(coded + 3);
        let column = if named { (name + 2).max(least) } else { coded.max(apart) };
        Self { heads, column, digits, total, columns: (room / column).min(columns), named }
    }
}

/// Rows above and below the scrolling ones: the headings, and the totals.
const FIXED: u16 = 2;

/// Which of the columns are on the screen, if the chart has them and not all are.
pub(super) fn part(app: &App) -> Option<String> {
    if app.charts().chart() == Chart::KindsByYear || app.charts().total() == 0 {
        return None;
    }
    let columns = app.charts().matrix().columns();
    let shown = app.charts().cursor().1.shown(columns);
    (shown.len() < columns)
        .then(|| format!("{} {}–{} of {columns}", app.charts().facets().1.plural(), shown.start + 1, shown.end))
}

pub(super) fn room(area: Rect, app: &App) -> Size {
    let columns = Measures::new(usize::from(area.width), app).columns;
    Size { width: u16::try_from(columns).unwrap_or(u16::MAX), height: area.height.saturating_sub(FIXED) }
}

/// The row of the screen on which row `n` of the chart stands; totals come behind the rows that are shown.
fn line_of(n: usize, charts: &Charts) -> Option<u16> {
    let rows = charts.matrix().rows();
    let shown = charts.cursor().0.shown(rows);
    let line = if n >= rows { shown.len() } else { n.checked_sub(shown.start).filter(|_| shown.contains(&n))? };
    u16::try_from(line + 1).ok()
}

pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    let charts = app.charts();
    let measures = Measures::new(usize::from(area.width), app);
    let (row, column) = charts.cursor();
    let shown = column.shown(charts.matrix().columns());
    let before = if shown.contains(&column.at) { column.at - shown.start } else { shown.len() };
    let x = u16::try_from(measures.heads + before * measures.column).ok()?;
    let y = line_of(row.at, charts).filter(|y| *y < area.height)?;
    (x < area.width).then(|| Position::new(area.x + x, area.y + y))
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let charts = app.charts();
    let measures = Measures::new(usize::from(area.width), app);
    put(buffer, area, 0, &headings(charts, &measures, theme));
    let rows = charts.matrix().rows();
    for n in charts.cursor().0.shown(rows).chain([rows]) {
        if let Some(y) = line_of(n, charts) {
            put(buffer, area, y, &row(n, charts, &measures, theme));
        }
    }
}

/// What the rows are, and which of them are on the screen if not all; then the columns.
fn headings(charts: &Charts, measures: &Measures, theme: &Theme) -> Line<'static> {
    let (row, column) = charts.cursor();
    let rows = charts.matrix().rows();
    let shown = row.shown(rows);
    let what = charts.facets().0.plural();
    let part = format!("{what} {}–{} of {rows}", shown.start + 1, shown.end);
    let room = measures.heads - POINTER - 1;
    let corner = if shown.len() == rows {
        what.to_owned()
    } else if text::width(&part) <= room {
        part
    } else {
        format!("{}–{}/{rows}", shown.start + 1, shown.end)
    };
    let mut spans = vec![Span::styled(format!("{}{}", " ".repeat(POINTER), padded(&corner, room + 1, theme)), theme.faint())];
    let columns = charts.matrix().columns();
    let across = column.shown(columns);
    for n in across.clone() {
        let head = charts.column(n);
        let name = if measures.named { charts.label(head) } else { charts.code(head) };
        heading(&name, measures.column, n == column.at, &mut spans, theme);
    }
    heading("all", measures.total, column.at >= columns, &mut spans, theme);
    Line::from(spans)
}

/// A heading at the right of its column, one cell left free for the mark behind the numbers.
fn heading(name: &str, width: usize, chosen: bool, spans: &mut Vec<Span<'static>>, theme: &Theme) {
    let name = text::truncate(name, width.saturating_sub(2), theme.glyphs.cut).into_owned();
    let before = width.saturating_sub(text::width(&name) + 1);
    spans.push(Span::raw(" ".repeat(before)));
    spans.push(Span::styled(name, if chosen { theme.title(true) } else { theme.strong() }));
    spans.push(Span::raw(" "));
}

fn padded(words: &str, width: usize, theme: &Theme) -> String {
    let words = text::truncate(words, width.saturating_sub(1), theme.glyphs.cut);
    format!("{words}{}", " ".repeat(width.saturating_sub(text::width(&words))))
}

fn row(n: usize, charts: &Charts, measures: &Measures, theme: &Theme) -> Line<'static> {
    let (cursor, across) = charts.cursor();
    let here = n == cursor.at;
    let matrix = charts.matrix();
    let head = charts.row(n);
    let total = head == Heading::All;
    let name = if total { "all".to_owned() } else { charts.label(head) };
    let name = text::truncate(&name, measures.heads - POINTER - 1, theme.glyphs.cut).into_owned();
    let blank = " ".repeat(measures.heads - POINTER - text::width(&name));
    let style = match (here, total) {
        (true, _) => theme.title(true),
        (false, true) => theme.strong(),
        (false, false) => theme.text(),
    };
    let pointer = if here { theme.glyphs.selected } else { " " };
    let mut spans = vec![Span::raw(format!("{pointer} ")), Span::styled(name, style), Span::raw(blank)];
    for column in across.shown(matrix.columns()).chain([matrix.columns()]) {
        let of_all = total || column >= matrix.columns();
        let width = if column >= matrix.columns() { measures.total } else { measures.column };
        let number = CellNumber::new(charts, (n, column), of_all);
        let chosen = here && (column == across.at || column >= matrix.columns() && across.at >= column);
        cell(&number, width, measures.digits, chosen, &mut spans, theme);
    }
    Line::from(spans)
}

/// What a cell says.
struct CellNumber {
    text: String,
    /// How large it is, and the largest that it is compared with; 0 of a total.
    size: (usize, usize),
    /// Whether more reaches in by its dates.
    is_reached: bool,
}

impl CellNumber {
    fn new(charts: &Charts, (row, column): (usize, usize), of_all: bool) -> Self {
        let matrix = charts.matrix();
        let count = matrix.get(row, column);
        let most = if of_all { 0 } else { matrix.most() };
        let is_reached = count.reaching > 0;
        match charts.amount(row, column) {
            Some(sum) => {
                // A currency is compared with itself only, in thousandths of its largest sum.
                let sums = (0..matrix.rows()).filter_map(|row| charts.amount(row, column)).map(|sum| sum.sum);
                let largest = sums.fold(0.0, f64::max);
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 1,000
                let share = if largest > 0.0 { (sum.sum / largest * 1000.0).clamp(0.0, 1000.0) as usize } else { 0 };
                let text = if sum.figures == 0 && sum.without_number > 0 { "?".to_owned() } else { sum.brief() };
                Self { text, size: (share, if of_all { 0 } else { 1000 }), is_reached }
            }
            None if count.filed == 0 => Self { text: String::new(), size: (0, most), is_reached },
            None => Self { text: count.filed.to_string(), size: (count.filed, most), is_reached },
        }
    }
}

/// A cell of `width`: a blank, a column in proportion to the largest (none for totals), the number, and a mark where more
/// reaches in by its dates.
fn cell(number: &CellNumber, width: usize, digits: usize, chosen: bool, spans: &mut Vec<Span<'static>>, theme: &Theme) {
    let columns = theme.glyphs.columns;
    let (size, most) = number.size;
    let height = (size * (columns.len() - 1)).checked_div(most).unwrap_or(0).max(usize::from(size > 0 && most > 0));
    let text = if number.text.is_empty() { theme.glyphs.between } else { number.text.as_str() };
    let text = format!("{text:>digits$}");
    let mark = if number.is_reached { "?" } else { " " };
    let look = match (number.text.is_empty(), most) {
        (true, _) => theme.faint(),
        (_, 0) => theme.strong(),
        _ => theme.text(),
    };
    spans.push(Span::raw(" ".repeat(width.saturating_sub(digits + 2))));
    if chosen {
        spans.push(Span::styled(format!("{}{text}{mark}", columns[height]), theme.row(true, true)));
    } else {
        spans.push(Span::styled(columns[height], theme.chart()));
        spans.push(Span::styled(text, look));
        spans.push(Span::styled(mark, theme.faint()));
    }
}
