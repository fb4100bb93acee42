//! The help: every action with its live keys, by group, made from the table of actions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::spans::cut;
use super::{Theme, clear, enclose, put};
use crate::app::{self, App};
use crate::keys::{ACTIONS, Action, Group, Keymap};
use crate::text;

/// Cells for the keys of an action.
const KEYS: usize = 22;

/// Lines of the help, group headings and the blanks between them included.
pub const LINES: usize = ACTIONS.len() + 2 * Group::ALL.len() - 1;

/// What stands before the filter in the title.
const TYPING: &str = " Keys / ";

/// Where the caret stands while a filter is typed.
pub(super) fn caret(area: Rect, app: &App) -> Option<Position> {
    let (input, frame) = (app.help_input()?, frame(area));
    let column = u16::try_from(2 + TYPING.len() + super::typed::before_caret(input)).unwrap_or(u16::MAX);
    (!frame.is_empty()).then(|| Position::new(frame.x + column.min(frame.width - 1), frame.y))
}

/// The box of the overlay.
pub(super) fn frame(area: Rect) -> Rect {
    let wanted = u16::try_from(LINES + 2).unwrap_or(u16::MAX);
    let (width, height) = (area.width.min(84), area.height.saturating_sub(2).min(wanted));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The text inside the box.
pub(super) fn text_area(area: Rect) -> Rect {
    let frame = frame(area);
    Rect {
        x: frame.x + frame.width.min(2),
        y: frame.y + frame.height.min(1),
        width: frame.width.saturating_sub(4),
        height: frame.height.saturating_sub(2),
    }
}

/// How many lines the help has, narrowed or not.
pub fn height(app: &App) -> usize {
    if app.help_filter().is_empty() { LINES } else { help_lines(app.keymap(), app.help_filter()).len() }
}

/// The lines of the help: group headings, then keys and sentence; with a filter, of the actions that fit it.
pub fn help_lines(keymap: &Keymap, filter: &str) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let mut wanted = ACTIONS
            .iter()
            .filter(|info| info.group == group && (filter.is_empty() || app::fits(filter, info, keymap)))
            .peekable();
        if wanted.peek().is_none() {
            continue;
        }
        if !lines.is_empty() {
            lines.push((String::new(), String::new()));
        }
        lines.push((group.title().to_owned(), String::new()));
        for info in wanted {
            lines.push((keymap.keys(info.action).join("  "), info.sentence.to_owned()));
        }
    }
    lines
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, scroll: usize, app: &App, theme: &Theme) {
    let outer = frame(area);
    if outer.width < 4 || outer.height < 3 {
        return;
    }
    clear(buffer, outer);
    let hint = |action| app.keymap().hint(action);
    let between = theme.glyphs.between;
    let (back, down, narrow) = (hint(Action::Back), hint(Action::Down), hint(Action::Search));
    let words = match app.help_filter() {
        "" if app.help_input().is_none() => {
            format!(" Keys {between} {back} closes {between} {down} scrolls {between} {narrow} narrows ")
        }
        filter if app.help_input().is_some() => {
            format!("{TYPING}{filter}  {between} {} keeps {between} {} shows all ", hint(Action::Accept), hint(Action::Cancel))
        }
        filter => format!("{TYPING}{filter} {between} {back} shows all {between} {narrow} narrows "),
    };
    enclose(buffer, outer, &text::clean(&words), theme);
    let inner = text_area(area);
    let lines = help_lines(app.keymap(), app.help_filter());
    if lines.is_empty() {
        put(buffer, inner, 0, &Line::styled("no action and no key fits", theme.strong()));
    }
    let scroll = scroll.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (y, (keys, sentence)) in (0u16..inner.height).zip(lines.into_iter().skip(scroll)) {
        let line = if sentence.is_empty() {
            Line::styled(keys, theme.strong())
        } else {
            let keys = text::truncate(&keys, KEYS - 1, theme.glyphs.cut).into_owned();
            let gap = " ".repeat(KEYS - text::width(&keys));
            let spans = vec![Span::styled(keys, theme.filter()), Span::raw(gap), Span::styled(sentence, theme.text())];
            cut(spans, usize::from(inner.width), theme.glyphs.cut)
        };
        put(buffer, inner, y, &line);
    }
}
