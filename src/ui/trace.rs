//! Phrases through the years: a row a year, a bar a phrase, and below them the year at the cursor in words.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::key_hints::foot_keys;
use super::spans::{cut, row};
use super::table_frame::TableFrame;
use super::{Theme, clear, enclose, put};
use crate::app::{App, Dialog, TraceTable};
use crate::corpus::TracedYear;
use crate::keys::Action;
use crate::text;

/// Cells of the widest table.
const WIDEST: u16 = 150;

/// Cells of the longest bar.
const LONGEST_BAR: usize = 40;

/// Fewest cells of a phrase: its number and something of a bar.
const LEAST: usize = 12;

/// The pointer and a blank, and the year.
const YEAR: usize = 6;

/// Cells of a column of how many words a year has, with two blanks before it.
const WORDS: usize = 11;

/// Cells of a line from which there is room for it.
const WORDS_FROM: usize = 70;

/// Lines for the year at the cursor in words.
const TOLD: u16 = 3;

fn frame(area: Rect, app: &App) -> TableFrame {
    TableFrame::new(area, WIDEST, app.trace_table().map_or(0, |table| table.trace().years.len()), TOLD)
}

/// Rows of the table that are on the screen.
pub(super) fn rows(area: Rect, app: &App) -> u16 {
    frame(area, app).rows.height
}

/// Where the terminal's cursor stands: on the selected row.
pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    frame(area, app).cursor(app)
}

/// How a line is shared among the phrases.
struct TraceColumns {
    has_words: bool,
    /// How many phrases have room.
    shown: usize,
    /// Cells of the number of a phrase.
    number: usize,
    /// Cells of its longest bar.
    bar: usize,
    /// What the longest bar stands for.
    most: f64,
}

impl TraceColumns {
    fn new(table: &TraceTable, width: usize) -> Self {
        let trace = table.trace();
        let has_words = width >= WORDS_FROM;
        let rest = width.saturating_sub(YEAR + if has_words { WORDS } else { 0 });
        let shown = trace.phrases.len().min((rest / LEAST).max(1));
        let counts = || trace.years.iter().flat_map(|year| &year.counts);
        let number = counts().map(|count| text::width(&table.written(count))).max().unwrap_or(1);
        // Two blanks before the number, one behind it.
        let bar = (rest / shown.max(1)).saturating_sub(number + 3).min(LONGEST_BAR);
        let most = counts().map(|count| table.figure(count)).fold(0.0, f64::max);
        Self { has_words, shown, number, bar, most }
    }

    /// Cells of a phrase.
    fn column(&self) -> usize {
        self.number + self.bar + 3
    }

    /// A bar: whatever is not nothing is seen.
    fn drawn(&self, figure: f64, theme: &Theme) -> String {
        let bars = theme.glyphs.bars;
        let steps = bars.len();
        if figure <= 0.0 || self.most <= 0.0 || steps == 0 {
            return String::new();
        }
        // Cells are few; the product is far below 2^53 and not negative.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let parts = ((figure / self.most * (self.bar * steps) as f64).round() as usize).clamp(1, (self.bar * steps).max(1));
        let rest = parts % steps;
        format!("{}{}", bars[steps - 1].repeat(parts / steps), if rest > 0 { bars[rest - 1] } else { "" })
    }
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let frame = frame(area, app);
    let TableFrame { outer, headings, rows, told } = frame;
    let Some(table) = app.trace_table().filter(|_| outer.width >= 8 && outer.height >= 3) else { return };
    clear(buffer, outer);
    let title = app.title_of_trace().join(&format!(" {} ", theme.glyphs.between));
    enclose(buffer, outer, &format!(" {} ", text::clean(&title)), theme);
    foot(buffer, outer, app, theme);
    let width = usize::from(rows.width);
    let cut_mark = theme.glyphs.cut;
    if table.trace().years.is_empty() {
        for (y, (_, words)) in (0u16..).zip(app.dialog_remarks(Dialog::Trace)) {
            let words = text::clean(&words).into_owned();
            put(buffer, headings, y, &cut(vec![Span::styled(words, theme.faint())], width, cut_mark));
        }
        return;
    }
    let columns = TraceColumns::new(table, width);
    put(buffer, headings, 0, &heading(table, &columns, width, theme));
    let cursor = app.dialog().cursor;
    for (y, (n, year)) in (0u16..rows.height).zip(table.trace().years.iter().enumerate().skip(cursor.offset())) {
        let selected = n == cursor.selected();
        let drawn = cut(line(year, table, &columns, selected, theme), width, cut_mark);
        put(buffer, rows, y, &row(drawn, theme.row(selected, true)));
    }
    let Some(year) = table.trace().years.get(cursor.selected()).filter(|_| told.height > 0) else { return };
    frame.tell(&table.sentence(year), buffer, theme);
}

/// The phrases with all their places over their columns; how many have no room is said at the end.
fn heading(table: &TraceTable, columns: &TraceColumns, width: usize, theme: &Theme) -> Line<'static> {
    let mut words = format!("  {:<4}", "year");
    if columns.has_words {
        words.push_str(&format!("{:>WORDS$}", "words"));
    }
    let phrases = &table.trace().phrases;
    for (phrase, count) in &phrases[..columns.shown] {
        let room = columns.column().saturating_sub(2);
        let all = format!(" ({})", count.places);
        let phrase = text::truncate(phrase, room.saturating_sub(text::width(&all)), theme.glyphs.cut);
        words.push_str("  ");
        words.push_str(&text::padded(&text::truncate(&format!("{phrase}{all}"), room, theme.glyphs.cut), room));
    }
    let words = words.trim_end().to_owned();
    let hidden = phrases.len() - columns.shown;
    let rest = if hidden > 0 { format!("  +{hidden}") } else { String::new() };
    let rest_width = text::width(&rest);
    let mut line = cut(vec![Span::styled(words, theme.strong())], width.saturating_sub(rest_width), theme.glyphs.cut);
    line.spans.push(Span::styled(rest, theme.faint()));
    line
}

/// A year with the number and the bar of each phrase.
fn line(year: &TracedYear, table: &TraceTable, columns: &TraceColumns, selected: bool, theme: &Theme) -> Vec<Span<'static>> {
    let pointer = if selected { theme.glyphs.selected } else { " " };
    let mut spans = vec![Span::styled(format!("{pointer} {:>4}", year.year), theme.text())];
    if columns.has_words {
        spans.push(Span::styled(format!("{:>WORDS$}", text::thousands(year.words)), theme.faint()));
    }
    for count in &year.counts[..columns.shown] {
        let number = if count.places == 0 && count.records == 0 { String::new() } else { table.written(count) };
        spans.push(Span::styled(format!("  {number:>width$} ", width = columns.number), theme.text()));
        let bar = columns.drawn(table.figure(count), theme);
        spans.push(Span::styled(text::padded(&bar, columns.bar), theme.chart()));
    }
    spans
}

/// The keys that act here, on the lower edge.
fn foot(buffer: &mut Buffer, outer: Rect, app: &App, theme: &Theme) {
    let room = usize::from(outer.width) - 4;
    let scale = if app.trace_table().is_some_and(TraceTable::is_per_thousand) { "all places" } else { "in a thousand words" };
    let keys = [
        (Action::Open, "lists the year"),
        (Action::Back, "closes"),
        (Action::PerThousand, scale),
        (Action::Trace, "other phrases"),
        (Action::CopyText, "copies all"),
    ];
    let spans = foot_keys(&keys, app, theme, room);
    put(buffer, Rect { x: outer.x + 2, y: outer.bottom() - 1, width: outer.width - 4, height: 1 }, 0, &spans.into());
}
