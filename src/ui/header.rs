//! The first line: what this is, or the search; and the tab bar of narrow screens.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::spans::{cut, ends};
use super::{Theme, put, typed};
use crate::app::{App, Focus, Mode, heading};
use crate::page;
use crate::text;

/// What stands before the input line.
fn prompt(area: Rect, app: &App) -> String {
    match app.mode() {
        Mode::Note => {
            let title = app.detail().id().map(|id| page::headline(app.archive(), id, app.language())).unwrap_or_default();
            format!("note on {}: ", text::truncate(&text::clean(&title), usize::from(area.width) / 3, "…"))
        }
        Mode::Find => "find here: ".to_owned(),
        _ => "/ ".to_owned(),
    }
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let width = usize::from(area.width);
    let searching = matches!(app.mode(), Mode::Search | Mode::Note | Mode::Find) || !app.query().text.is_empty();
    let line = if searching {
        let found = match app.hit_count().filter(|_| app.mode() != Mode::Note) {
            _ if app.mode() == Mode::Find => app.detail().found().map(super::highlights::count).unwrap_or_default(),
            Some(0) => "nothing found".to_owned(),
            Some(n) => format!("{} found", text::count(n, "record")),
            None => String::new(),
        };
        let room = input_room(area, app);
        let value = typed::visible(&typed::on_one_line(app.input(), theme.glyphs.line_end), room);
        ends(
            vec![Span::styled(prompt(area, app), theme.filter()), Span::styled(value, theme.strong())],
            vec![Span::styled(found, theme.faint())],
            width,
            theme.glyphs.cut,
        )
    } else {
        let (events, quotes) = app.totals();
        let counts = format!("{} {} {}", text::count(events, "event"), theme.glyphs.between, text::count(quotes, "quote"));
        let left = vec![Span::styled("cadialog", theme.filter()), Span::raw("  "), Span::styled(app.heading(), theme.text())];
        ends(left, vec![Span::styled(counts, theme.faint())], width, theme.glyphs.cut)
    };
    put(buffer, area, 0, &line);
}

/// Cells for the text of the input line.
fn input_room(area: Rect, app: &App) -> usize {
    usize::from(area.width).saturating_sub(text::width(&prompt(area, app)) + 1 + 18)
}

/// Where the caret of the input line stands.
pub(super) fn caret(area: Rect, app: &App) -> Position {
    let room = input_room(area, app);
    let column = text::width(&prompt(area, app)) + typed::caret(&typed::on_one_line(app.input(), "/"), room);
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    Position::new(area.x.saturating_add(column).min(area.right().saturating_sub(1)), area.y)
}

/// The words of the tab bar: every pane's number and name.
fn tab_words(area: Rect, app: &App) -> impl Iterator<Item = (Focus, bool, String)> {
    let focus = if app.mode() == Mode::Search { Focus::Timeline } else { app.focus() };
    let facet_names = app.view().panes.each_ref().map(|pane| text::capitalise(pane.facet.plural()));
    Focus::ALL.into_iter().enumerate().map(move |(n, pane)| {
        let name = match pane {
            Focus::Countries | Focus::Topics => &facet_names[usize::from(pane == Focus::Topics)],
            Focus::Timeline if let Some(of_type) = app.view().listed => heading(of_type),
            Focus::Timeline if app.hit_count().is_some() => "Results",
            Focus::Timeline => "Timeline",
            Focus::Quotes => app.beside().heading(),
            Focus::Detail => "Detail",
        };
        // On the narrowest screens only the shown pane has room for its name.
        let short = usize::from(area.width) < 56 && pane != focus;
        let words = if short { format!(" {} ", n + 1) } else { format!(" {} {name} ", n + 1) };
        (pane, pane == focus, words)
    })
}

/// The pane whose tab stands at a column.
pub(super) fn tab_at(area: Rect, column: u16, app: &App) -> Option<Focus> {
    let mut end = usize::from(area.x);
    tab_words(area, app).find_map(|(pane, _, words)| {
        end += text::width(&words);
        (usize::from(column) < end).then_some(pane)
    })
}

/// The tab bar, the shown pane standing out.
pub(super) fn tabs(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let look = |shown| if shown { theme.title(true) } else { theme.faint() };
    let spans = tab_words(area, app).map(|(_, shown, words)| Span::styled(words, look(shown))).collect();
    put(buffer, area, 0, &cut(spans, usize::from(area.width), theme.glyphs.cut));
}
