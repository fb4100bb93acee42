//! The last line: the whole query in words and how much it hides, or a message; and the keys that matter here.

use ratatui::buffer::Buffer;
use ratatui::text::Span;

use super::key_hints::key_hints;
use super::spans::{cut, ends, width_of};
use super::{Panes, Theme, put};
use crate::app::{App, Focus, Mode, QuoteScope, STALE, StatusLine};
use crate::keys::Action;
use crate::text;
use crate::view::Facet;

/// Lines of the detail below which more would help.
const FEW: u16 = 20;

pub(super) fn draw(buffer: &mut Buffer, panes: &Panes, app: &App, theme: &Theme) {
    let area = panes.status;
    let width = usize::from(area.width);
    let mut left = match app.message() {
        Some(message) => vec![Span::styled(text::clean(message).into_owned(), theme.strong())],
        None if app.is_stale() => {
            let notice = format!("{STALE} {} ", theme.glyphs.between);
            std::iter::once(Span::styled(notice, theme.warning())).chain(query(app, theme)).collect()
        }
        None => query(app, theme),
    };
    left.splice(..0, under_way(app, theme));
    if app.has_mouse() {
        left.push(Span::styled(format!(" {} mouse", theme.glyphs.between), theme.faint()));
    }
    // The query is never hidden for the sake of the hints.
    let taken = width_of(&left);
    let hints = hints(panes, app, theme, width.saturating_sub(taken + 2));
    let line = if hints.is_empty() { cut(left, width, theme.glyphs.cut) } else { ends(left, hints, width, theme.glyphs.cut) };
    put(buffer, area, 0, &line);
}

/// What goes on behind the screen: "reading 34 % · ", "searching … · ".
fn under_way(app: &App, theme: &Theme) -> Option<Span<'static>> {
    let between = theme.glyphs.between;
    let words = match app.progress() {
        Some(progress) => format!("reading {} % {between} ", progress.percent()),
        None if app.is_waiting() => format!("searching {between} "),
        None => return None,
    };
    Some(Span::styled(words, theme.warning()))
}

/// "country:KZ,UZ · 34 of 96 events · 12 of 41 quotes · 62 events hidden".
fn query(app: &App, theme: &Theme) -> Vec<Span<'static>> {
    let between = format!(" {} ", theme.glyphs.between);
    let standing = app.status();
    if let Some(doubt) = standing.doubt {
        return vec![Span::styled(text::clean(&doubt).into_owned(), theme.warning())];
    }
    let Some((query, counts)) = standing.parts.split_first() else {
        return vec![Span::styled(StatusLine::NOTHING_HIDDEN, theme.faint())];
    };
    let mut counts = format!("{between}{}", counts.join(&between));
    for correction in &app.view().corrections {
        counts.push_str(&format!("{between}{}→{}", correction.from, correction.to));
    }
    vec![Span::styled(query.clone(), theme.filter()), Span::styled(counts, theme.text())]
}

/// As many of the keys that matter here as fit, the most useful first.
fn hints(panes: &Panes, app: &App, theme: &Theme, room: usize) -> Vec<Span<'static>> {
    let filter_by = if app.view().panes[0].facet == Facet::Country { "filter by country" } else { "filter" };
    let wanted: &[(Action, &str)] = match (app.mode(), app.focus()) {
        (Mode::Help(_), _) if app.is_typing() => &[(Action::Accept, "keep"), (Action::Cancel, "all keys")],
        (Mode::Dialog(_), _) => &[], // its own foot says them
        (Mode::Help(_), _) => &[(Action::Back, "close"), (Action::Down, "scroll"), (Action::Search, "narrow")],
        (Mode::Map, _) if !app.maps_countries() => {
            &[(Action::Back, "close"), (Action::NextPane, "next place"), (Action::Open, "open")]
        }
        (Mode::Map, _) => {
            &[(Action::Back, "close"), (Action::Toggle, "filter"), (Action::NextPane, "next place"), (Action::Open, "open")]
        }
        (Mode::Charts, _) => &[],
        (Mode::Note, _) => &[(Action::Accept, "keep the note"), (Action::Cancel, "give up"), (Action::NewLine, "new line")],
        (Mode::Search, _) => {
            &[(Action::Accept, "results"), (Action::Cancel, "give up"), (Action::NextHit, "next"), (Action::Complete, "complete")]
        }
        (Mode::Find, _) => &[(Action::Accept, "keep"), (Action::Cancel, "give up"), (Action::NextHit, "next")],
        (Mode::Browse, Focus::Detail) if app.detail().found().is_some() => &[
            (Action::Help, "help"),
            (Action::Back, if app.is_finding() { "clear" } else { "back" }),
            (Action::NextFound, "next"),
            (Action::PreviousFound, "before"),
            (Action::Find, "find"),
            (Action::NextLink, "link"),
            (Action::Search, "search all"),
            (Action::Quit, "quit"),
        ],
        (Mode::Browse, Focus::Timeline) if app.query().parsed.has_words() => return results(app, theme, room),
        (Mode::Browse, Focus::Countries | Focus::Topics) => &[
            (Action::Help, "help"),
            (Action::Toggle, "filter"),
            (Action::Search, "search"),
            (Action::NextPane, "next pane"),
            (Action::Open, "open"),
            (Action::Quit, "quit"),
            (Action::OnlyThis, "only this"),
        ],
        (Mode::Browse, Focus::Detail) => return reading(panes, app, theme, room),
        (Mode::Browse, Focus::Timeline | Focus::Quotes) => &[
            (Action::Help, "help"),
            (Action::Search, "search"),
            (Action::Countries, filter_by),
            (Action::Open, "open"),
            (Action::Quit, "quit"),
            (Action::NextType, "next type"),
            (Action::NextPane, "next pane"),
            (Action::Commitments, "commitments"),
        ],
    };
    key_hints(app, wanted, room, theme)
}

/// The keys for results. Where some were found by their topic only, the whole topic is offered.
fn results(app: &App, theme: &Theme, room: usize) -> Vec<Span<'static>> {
    let mut wanted = vec![(Action::Help, "help")];
    if app.view().whole_topic(app.archive()).is_some() {
        wanted.push((Action::WholeTopic, "whole topic"));
    }
    wanted.extend([
        (Action::Concordance, if app.concordance().is_some() { "titles" } else { "context" }),
        (Action::Search, "search"),
        (Action::Open, "open"),
        (Action::Back, "back"),
        (Action::Sort, "sort"),
        (Action::Quit, "quit"),
        (Action::NextPane, "next pane"),
    ]);
    key_hints(app, &wanted, room, theme)
}

/// The keys for a record that is read. Where it has few lines it is said how it gets more, and where its quotes are.
fn reading(panes: &Panes, app: &App, theme: &Theme, room: usize) -> Vec<Span<'static>> {
    let mut wanted = vec![(Action::Help, "help"), (Action::Back, "back")];
    if panes.detail.height < FEW && !app.is_zoomed() {
        wanted.push((Action::Zoom, "zoom"));
    }
    if panes.quotes.is_empty() && matches!(app.quotes(), (_, QuoteScope::Record(_))) {
        wanted.push((Action::Quotes, "quotes"));
    }
    wanted.extend([
        (Action::NextLink, "link"),
        (Action::Open, "follow"),
        (Action::Find, "find"),
        (Action::Search, "search all"),
        (Action::OpenSource, "source"),
        (Action::Quit, "quit"),
    ]);
    key_hints(app, &wanted, room, theme)
}
