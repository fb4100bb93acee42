//! The last line: the whole query in words and how much it hides, or a message; and the keys that matter here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::spans::{cut, ends};
use super::{Theme, put};
use crate::app::{App, Focus, Mode};
use crate::keys::Action;
use crate::text;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    let width = usize::from(area.width);
    let left = match app.message() {
        Some(message) => vec![Span::styled(text::clean(message).into_owned(), theme.strong())],
        None if app.is_stale() => {
            let notice = format!("a pack is faulty, its last good state is shown {} ", theme.glyphs.between);
            std::iter::once(Span::styled(notice, theme.warning())).chain(query(app, theme)).collect()
        }
        None => query(app, theme),
    };
    // The query is never hidden for the sake of the hints.
    let taken: usize = left.iter().map(Span::width).sum();
    let hints = hints(app, theme, width.saturating_sub(taken + 2));
    let line = if hints.is_empty() { cut(left, width, theme.glyphs.cut) } else { ends(left, hints, width, theme.glyphs.cut) };
    put(buffer, area, 0, &line);
}

/// "country:KZ,UZ · 34 of 96 events · 12 of 41 quotes · 62 events hidden".
fn query(app: &App, theme: &Theme) -> Vec<Span<'static>> {
    let between = format!(" {} ", theme.glyphs.between);
    let query = app.query();
    if let Some(hint) = query.parsed.hints.first() {
        return vec![Span::styled(text::clean(&hint.message).into_owned(), theme.warning())];
    }
    let (events, quotes) = app.totals();
    let (shown, said) = (app.view().events.len(), app.view().quotes.len());
    if query.is_empty() {
        return vec![Span::styled("nothing hidden", theme.faint())];
    }
    let mut counts = format!("{between}{shown} of {events} events{between}{said} of {quotes} quotes");
    if events > shown {
        counts.push_str(&format!("{between}{} hidden", text::count(events - shown, "event")));
    }
    for correction in &app.view().corrections {
        counts.push_str(&format!("{between}{}→{}", correction.from, correction.to));
    }
    vec![Span::styled(query.spell(app.archive()), theme.filter()), Span::styled(counts, theme.text())]
}

/// As many of the keys that matter here as fit, the most useful first.
fn hints(app: &App, theme: &Theme, room: usize) -> Vec<Span<'static>> {
    let begun = app.begun();
    if !begun.is_empty() {
        return vec![Span::styled(format!("{begun} {}", theme.glyphs.cut), theme.strong())];
    }
    let wanted: &[(Action, &str)] = match (app.mode(), app.focus()) {
        (Mode::Help(_), _) => &[(Action::Back, "close"), (Action::Down, "scroll")],
        (Mode::Note, _) => &[(Action::Accept, "keep the note"), (Action::Cancel, "give up")],
        (Mode::Search, _) => &[(Action::Accept, "results"), (Action::Cancel, "give up"), (Action::NextHit, "next")],
        (Mode::Find, _) => &[(Action::Accept, "keep"), (Action::Cancel, "give up"), (Action::NextHit, "next")],
        (Mode::Browse, Focus::Detail) if app.detail().found().is_some() => &[
            (Action::Help, "help"),
            (Action::Back, if app.is_finding() { "clear" } else { "back" }),
            (Action::NextFound, "next"),
            (Action::PreviousFound, "before"),
            (Action::Find, "find"),
            (Action::NextLink, "link"),
            (Action::Quit, "quit"),
        ],
        (Mode::Browse, Focus::Timeline) if app.query().parsed.has_words() => &[
            (Action::Help, "help"),
            (Action::Concordance, if app.concordance().is_some() { "sort, titles" } else { "context" }),
            (Action::Search, "search"),
            (Action::Open, "open"),
            (Action::Back, "back"),
            (Action::Quit, "quit"),
            (Action::NextPane, "next pane"),
        ],
        (Mode::Browse, Focus::Countries | Focus::Topics) => &[
            (Action::Help, "help"),
            (Action::Toggle, "filter"),
            (Action::Search, "search"),
            (Action::NextPane, "next pane"),
            (Action::Open, "open"),
            (Action::Quit, "quit"),
            (Action::OnlyThis, "only this"),
        ],
        (Mode::Browse, Focus::Detail) => &[
            (Action::Help, "help"),
            (Action::Back, "back"),
            (Action::NextLink, "link"),
            (Action::Open, "follow"),
            (Action::OpenSource, "source"),
            (Action::Find, "find"),
            (Action::Quit, "quit"),
        ],
        (Mode::Browse, Focus::Timeline | Focus::Quotes) => &[
            (Action::Help, "help"),
            (Action::Search, "search"),
            (Action::Countries, "filter by country"),
            (Action::Open, "open"),
            (Action::Quit, "quit"),
            (Action::NextPane, "next pane"),
        ],
    };
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (action, word) in wanted {
        let key = app.keymap().hint(*action);
        let cells = text::width(key) + 1 + text::width(word) + if spans.is_empty() { 0 } else { 2 };
        if key.is_empty() || used + cells > room {
            continue;
        }
        used += cells;
        if !spans.is_empty() {
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(key.to_owned(), theme.filter()));
        spans.push(Span::styled(format!(" {word}"), theme.faint()));
    }
    spans
}
