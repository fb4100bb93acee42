//! The charts, on the whole screen: a title that says of what, a line of tabs, the chart, and a foot that says in words what
//! the cursor is on and which keys act.
//!
//! ```text
//! ━ Charts · 34 of 81 events · country:KZ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
//!  1 Events per year  2 Country × topic  3 Country × year      each country counts
//!   topic                KZ   KG   TJ   TM   UZ   JP    all
//! ▸ Energy             ▇ 14 ▅  9 ▃  5 ▅ 10 ▅ 10 ▆ 12     17
//!   all                  34   33   30   29   33   30     34
//! Kazakhstan × Energy: 14 events
//! Enter open the list  hjkl move  Tab next chart  Esc close  ? help
//! ```

mod bars;
mod grid;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::key_hints::key_hints;
use super::spans::{cut, ends, width_of};
use super::{Theme, clear, put};
use crate::app::{App, Chart, Size};
use crate::keys::Action;
use crate::record::RecordType;
use crate::text;

/// Title and tabs.
const ABOVE: u16 = 2;
/// The cursor's cell in words, and the keys.
const BELOW: u16 = 2;

/// The place of the chart itself.
fn body(area: Rect) -> Rect {
    let taken = (ABOVE + BELOW).min(area.height);
    Rect { y: area.y + ABOVE.min(area.height), height: area.height - taken, ..area }
}

/// The columns and rows of the open chart that fit into `area`, and whether its years stand side by side.
pub(super) fn room(area: Rect, app: &App) -> (Size, bool) {
    match app.charts().chart() {
        Chart::KindsByYear => bars::room(body(area), app),
        _ => (grid::room(body(area), app), false),
    }
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    clear(buffer, area);
    title(buffer, area, app, theme);
    let body = body(area);
    if app.charts().total() == 0 {
        nothing(buffer, body, app, theme);
    } else if app.charts().chart() == Chart::KindsByYear {
        bars::draw(buffer, body, app, theme);
    } else {
        grid::draw(buffer, body, app, theme);
    }
    foot(buffer, area, app, theme);
}

/// Where the terminal's own cursor stands: on the cell, or on the heading of the year.
pub(super) fn cursor(area: Rect, app: &App) -> Option<Position> {
    let body = body(area);
    if app.charts().total() == 0 {
        None
    } else if app.charts().chart() == Chart::KindsByYear {
        bars::cursor(body, app)
    } else {
        grid::cursor(body, app)
    }
}

fn title(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let width = usize::from(area.width);
    buffer.set_string(area.x, area.y, theme.glyphs.heavy.repeat(width), theme.rule(true));
    let between = theme.glyphs.between;
    let (shown, all) = (app.charts().total(), app.totals().0);
    let of = if app.charts().counted() != RecordType::Event {
        app.charts().said(shown)
    } else if shown == all {
        format!("all {}", text::count(all, "event"))
    } else {
        format!("{shown} of {}", text::count(all, "event"))
    };
    let query = app.query().spell(app.archive());
    let query = if query.is_empty() { String::new() } else { format!(" {between} {query}") };
    let words = format!(" Charts {between} {of}{query} ");
    super::write::words(
        buffer,
        area.x + 1,
        area.y,
        &text::truncate(&words, width.saturating_sub(2), theme.glyphs.cut),
        theme.title(false),
    );
    let note = note(app, body(area));
    let note = if note.is_empty() { note } else { format!("{note} ") };
    // Where room is short only the chart that is shown has its name; what part of it is seen goes before how to read it.
    let is_told = matches!(app.charts().chart(), Chart::Money | Chart::AnyTwo);
    let needed = if is_told || grid::part(app).is_some() { text::width(&note) + 1 } else { 0 };
    let whole = tabs(app, true, theme);
    let numbered = tabs(app, false, theme);
    let tabs = if width_of(&whole) + needed <= width {
        whole
    } else if width_of(&numbered) + needed <= width || needed == 0 {
        numbered
    } else {
        {
            let at = app.charts().available().position(|chart| chart == app.charts().chart());
            numbered.into_iter().nth(at.unwrap_or(0)).into_iter().collect()
        }
    };
    let fits = width_of(&tabs) + text::width(&note) < width;
    let note = vec![Span::styled(note, theme.faint())];
    let line = if fits { ends(tabs, note, width, theme.glyphs.cut) } else { cut(tabs, width, theme.glyphs.cut) };
    put(buffer, area, 1, &line);
}

/// The charts with their numbers, the one that is shown standing out.
fn tabs(app: &App, named: bool, theme: &Theme) -> Vec<Span<'static>> {
    let tab = |(n, chart): (usize, Chart)| {
        let shown = chart == app.charts().chart();
        let name = if named || shown { format!(" {} {} ", n + 1, app.charts().name_of(chart)) } else { format!(" {} ", n + 1) };
        Span::styled(name, if shown { theme.title(true) } else { theme.faint() })
    };
    app.charts().available().enumerate().map(tab).collect()
}

/// How to read the chart, in a few words.
fn note(app: &App, body: Rect) -> String {
    if let Some(part) = grid::part(app) {
        return part;
    }
    match app.charts().chart() {
        Chart::KindsByYear => match bars::scale(body, app) {
            1 => "a mark is an event".to_owned(),
            unit => format!("a mark stands for {unit} events"),
        },
        Chart::CountriesByTopic => "events; one counts in each of its countries and topics".to_owned(),
        Chart::CountriesByYear => "events; one counts in each of its countries".to_owned(),
        Chart::TopicsByYear => "events; one counts in each of its topics".to_owned(),
        Chart::Money => "sums of outcomes, each currency for itself; “all” counts outcomes".to_owned(),
        Chart::AnyTwo => format!("{}; one counts in each row it has", app.charts().counted().plural()),
    }
}

fn nothing(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let clear = app.keymap().hint(Action::ClearFilters);
    let lines = [
        (format!("{} are selected", app.charts().said(0)), theme.strong()),
        (format!("{clear} clears search and filters"), theme.faint()),
    ];
    for (y, (words, style)) in (1u16..).zip(lines) {
        put(buffer, area, y, &cut(vec![Span::raw("  "), Span::styled(words, style)], usize::from(area.width), theme.glyphs.cut));
    }
}

fn foot(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let width = usize::from(area.width);
    let words = match app.message() {
        Some(message) => text::clean(message).into_owned(),
        None if app.charts().total() == 0 => String::new(),
        None => app.charts().sentence(),
    };
    put(
        buffer,
        area,
        area.height.saturating_sub(2),
        &cut(vec![Span::raw(" "), Span::styled(words, theme.strong())], width, theme.glyphs.cut),
    );
    let moves = [Action::CellLeft, Action::Down, Action::Up, Action::CellRight].map(|action| app.keymap().hint(action)).join("");
    let mut keys = vec![Span::raw(" ")];
    if app.begun().is_empty() {
        keys.extend([Span::styled(moves, theme.filter()), Span::styled(" move  ", theme.faint())]);
    }
    let taken = width_of(&keys);
    let mut wanted =
        vec![(Action::Open, "list these"), (Action::NextPane, "next chart"), (Action::Back, "close"), (Action::Help, "help")];
    if app.charts().chart() == Chart::AnyTwo {
        wanted.splice(1..1, [(Action::ChartRows, "rows"), (Action::ChartColumns, "columns")]);
    }
    keys.extend(key_hints(app, &wanted, width.saturating_sub(taken), theme));
    put(buffer, area, area.height.saturating_sub(1), &cut(keys, width, theme.glyphs.cut));
}
