//! The first line: what this is, or the search; and the tab bar of narrow screens.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::spans::{cut, ends};
use super::{Theme, put};
use crate::app::{App, Focus, Mode};
use crate::record::{Date, RecordType};
use crate::text;

/// What stands before the input line.
fn prompt(app: &App) -> &'static str {
    match app.mode() {
        Mode::Note => "note: ",
        Mode::Find => "find here: ",
        _ => "/ ",
    }
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let width = usize::from(area.width);
    let searching = matches!(app.mode(), Mode::Search | Mode::Note | Mode::Find) || !app.query().text.is_empty();
    let line = if searching {
        let found = match app.hit_count().filter(|_| app.mode() != Mode::Note) {
            _ if app.mode() == Mode::Find => app.detail().found().map(super::finding::count).unwrap_or_default(),
            Some(0) => "nothing found".to_owned(),
            Some(n) => format!("{} found", text::count(n, "record")),
            None => String::new(),
        };
        let room = input_room(area, app);
        let scroll = app.input().visual_scroll(room);
        let value = visible(app.input().value(), scroll, room);
        ends(
            vec![Span::styled(prompt(app), theme.filter()), Span::styled(value, theme.strong())],
            vec![Span::styled(found, theme.faint())],
            width,
            theme.glyphs.cut,
        )
    } else {
        let (events, quotes) = app.totals();
        let name = app.archive().packs().first().map_or("", |pack| pack.title.as_str());
        let counts = format!("{} {} {}", text::count(events, "event"), theme.glyphs.between, text::count(quotes, "quote"));
        let left = vec![
            Span::styled("cadialog", theme.filter()),
            Span::raw("  "),
            Span::styled(format!("{name}, {}", years(app)), theme.text()),
        ];
        ends(left, vec![Span::styled(counts, theme.faint())], width, theme.glyphs.cut)
    };
    put(buffer, area, 0, &line);
}

/// "1997–2026", from the first event to the last.
fn years(app: &App) -> String {
    let mut years = app.archive().of_type(RecordType::Event).iter().filter_map(|&id| app.archive().date(id)).map(Date::year);
    let first = years.next();
    match (first, years.next_back().or(first)) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

/// Cells for the text of the input line.
fn input_room(area: Rect, app: &App) -> usize {
    usize::from(area.width).saturating_sub(prompt(app).len() + 1 + 18)
}

/// The part of the input from `scroll` cells on, at most `room` cells.
fn visible(value: &str, scroll: usize, room: usize) -> String {
    let mut cells = 0;
    let mut out = String::new();
    for c in value.chars() {
        let width = text::width(c.encode_utf8(&mut [0; 4]));
        if cells >= scroll && cells + width <= scroll + room {
            out.push(c);
        }
        cells += width;
    }
    out
}

/// Where the caret of the input line stands.
pub(super) fn caret(area: Rect, app: &App) -> Position {
    let room = input_room(area, app);
    let column = app.input().visual_cursor().saturating_sub(app.input().visual_scroll(room));
    let column = u16::try_from(prompt(app).len() + column).unwrap_or(u16::MAX);
    Position::new(area.x.saturating_add(column).min(area.right().saturating_sub(1)), area.y)
}

/// The tab bar: every pane's number and name, the shown one standing out.
pub(super) fn tabs(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let focus = if app.mode() == Mode::Search { Focus::Timeline } else { app.focus() };
    let mut spans = Vec::new();
    for (n, pane) in Focus::ALL.into_iter().enumerate() {
        let name = match pane {
            Focus::Countries => "Countries",
            Focus::Topics => "Topics",
            Focus::Timeline if app.hit_count().is_some() => "Results",
            Focus::Timeline => "Timeline",
            Focus::Quotes => "Quotes",
            Focus::Detail => "Detail",
        };
        // On the narrowest screens only the shown pane has room for its name.
        let short = usize::from(area.width) < 56 && pane != focus;
        let words = if short { format!(" {} ", n + 1) } else { format!(" {} {name} ", n + 1) };
        spans.push(Span::styled(words, if pane == focus { theme.title(true) } else { theme.faint() }));
    }
    put(buffer, area, 0, &cut(spans, usize::from(area.width), theme.glyphs.cut));
}
