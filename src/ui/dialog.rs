//! The dialog on top of the panes: palette, saved searches, and the questions for a name or a file. Its title says what it is,
//! its foot which keys act in it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::key_hints::foot_keys;
use super::spans::{cut, ends, lit, row, width_of};
use super::{Theme, clear, commitments, comparison, enclose, put, trace};
use crate::app::{App, Dialog, Entry, Mode};
use crate::keys::Action;
use crate::page::Look;
use crate::text;

/// Rows of a list, where the screen has room for them.
const ROWS: u16 = 20;

/// Cells of the widest dialog.
const WIDEST: u16 = 84;

/// What stands before the input line.
const fn prompt(kind: Dialog) -> &'static str {
    match kind {
        Dialog::Palette => ": ",
        Dialog::Searches | Dialog::Sources | Dialog::Verdict | Dialog::Commitments | Dialog::Facets | Dialog::Styles => "",
        Dialog::Comparison | Dialog::Trace => "",
        Dialog::Phrases => "phrases: ",
        Dialog::Verify => "said: ",
        Dialog::Name => "name: ",
        Dialog::Group => "words: ",
        Dialog::File => "file: ",
        Dialog::Override => "y or n: ",
    }
}

/// The remarks of the dialog, wrapped to `cells`.
fn remarks(kind: Dialog, cells: usize, app: &App) -> Vec<(Look, String)> {
    let mut lines = Vec::new();
    for (look, words) in app.dialog_remarks(kind) {
        let words = text::clean(&words).into_owned();
        lines.extend(text::wrap(&words, cells, 0).into_iter().map(|range| (look, words[range].trim().to_owned())));
    }
    lines
}

/// The box of the dialog, and the text area in it.
fn frame(area: Rect, kind: Dialog, app: &App) -> (Rect, Rect) {
    let width = area.width.min(WIDEST);
    let cells = width.saturating_sub(4);
    let rows = match kind {
        Dialog::Palette => usize::from(ROWS),
        _ if kind.is_list() => app.dialog().entries.len().min(usize::from(ROWS)) + remarks(kind, usize::from(cells), app).len(),
        _ => remarks(kind, usize::from(cells), app).len(),
    };
    let wanted = u16::try_from(rows).unwrap_or(ROWS).saturating_add(2 + u16::from(kind.is_typing()));
    let height = wanted.min(area.height.saturating_sub(2));
    let left = (area.height - height) / if kind.is_list() { 2 } else { 3 };
    let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y + left, width, height };
    let inner = Rect { x: outer.x + width.min(2), y: outer.y + height.min(1), width: cells, height: height.saturating_sub(2) };
    (outer, inner)
}

/// Rows of the list that are on the screen.
pub(super) fn rows(area: Rect, app: &App) -> u16 {
    let Mode::Dialog(kind) = app.mode() else { return 0 };
    match kind {
        Dialog::Commitments => return commitments::rows(area, app),
        Dialog::Comparison => return comparison::rows(area),
        Dialog::Trace => return trace::rows(area, app),
        _ => {}
    }
    let (_, inner) = frame(area, kind, app);
    let above = remarks(kind, usize::from(inner.width), app).len() + usize::from(kind.is_typing());
    inner.height.saturating_sub(u16::try_from(above).unwrap_or(u16::MAX))
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, kind: Dialog, app: &App, theme: &Theme) {
    match kind {
        Dialog::Commitments => return commitments::draw(buffer, area, app, theme),
        Dialog::Comparison => return comparison::draw(buffer, area, app, theme),
        Dialog::Trace => return trace::draw(buffer, area, app, theme),
        _ => {}
    }
    let (outer, mut inner) = frame(area, kind, app);
    if outer.width < 4 || outer.height < 3 {
        return;
    }
    clear(buffer, outer);
    let name = match kind {
        Dialog::Palette => "Actions",
        Dialog::Searches => "Saved searches",
        Dialog::Name => "Save this search",
        Dialog::Group => "Mark under words",
        Dialog::File => "Export what is shown",
        Dialog::Override => "Edit a copy of your own",
        Dialog::Sources => "Open a source",
        Dialog::Verify | Dialog::Verdict => "Was this said?",
        Dialog::Commitments => "Commitments",
        Dialog::Comparison => "Side by side",
        Dialog::Phrases => "Trace through the years",
        Dialog::Trace => "Trace",
        Dialog::Facets => "What the pane lists",
        Dialog::Styles => "Style of citations",
    };
    let room = usize::from(outer.width) - 4;
    enclose(buffer, outer, &format!(" {name} "), theme);
    let foot = foot(kind, app, theme, room);
    put(buffer, Rect { x: outer.x + 2, y: outer.bottom() - 1, width: outer.width - 4, height: 1 }, 0, &foot.into());
    if kind.is_typing() {
        let room = input_room(inner, kind);
        let input = &app.dialog().input;
        let value = super::typed::visible(input, room);
        let look = if app.dialog().proposed { theme.row(true, true) } else { theme.strong() };
        let line = vec![Span::styled(prompt(kind), theme.filter()), Span::styled(value, look)];
        put(buffer, inner, 0, &cut(line, usize::from(inner.width), theme.glyphs.cut));
        inner = below(inner, 1);
    }
    let remarks = remarks(kind, usize::from(inner.width), app);
    for (y, (look, words)) in (0u16..inner.height).zip(&remarks) {
        let style = match look {
            Look::Plain => theme.text(),
            Look::Strong => theme.strong(),
            Look::Faint => theme.faint(),
            Look::Warning => theme.warning(),
        };
        put(buffer, inner, y, &Span::styled(words.as_str(), style).into());
    }
    inner = below(inner, u16::try_from(remarks.len()).unwrap_or(u16::MAX));
    let cursor = app.dialog().cursor;
    for (y, (n, (entry, found))) in (0u16..inner.height).zip((cursor.offset()..).zip(app.dialog_entries())) {
        let selected = n == cursor.selected();
        let width = usize::from(inner.width);
        let line = entry_line(entry, found, selected, width, theme);
        put(buffer, inner, y, &row(line, theme.row(selected, true)));
    }
}

fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

fn entry_line(
    entry: &Entry,
    found: &[std::ops::Range<usize>],
    selected: bool,
    width: usize,
    theme: &Theme,
) -> ratatui::text::Line<'static> {
    let base = if entry.gone { theme.faint() } else { theme.text() };
    let words = text::clean(&entry.words).into_owned();
    // Where cleaning has taken something away the places no longer fit.
    let found = if words.len() == entry.words.len() { found } else { &[] };
    let mut left = vec![Span::raw(format!("{} ", if selected { theme.glyphs.selected } else { " " }))];
    left.extend(lit(&words, found, base, theme.matched()));
    if entry.gone {
        return ends(left, vec![Span::styled("removed", theme.warning())], width, theme.glyphs.cut);
    }
    // The words come first; of what stands beside them as much as there is room for, but the first in any case.
    let taken = width_of(&left);
    let room = width.saturating_sub(taken + 2).max(width / 4);
    let mut aside = String::new();
    for part in entry.aside.iter().map(|part| text::clean(part)) {
        let gap = if aside.is_empty() { "" } else { "  " };
        if !aside.is_empty() && text::width(&aside) + gap.len() + text::width(&part) > room {
            break;
        }
        aside.push_str(gap);
        aside.push_str(&text::truncate(&part, room, theme.glyphs.cut));
    }
    ends(left, vec![Span::styled(aside, theme.faint())], width, theme.glyphs.cut)
}

/// The keys that act here, as many as there is room for.
fn foot(kind: Dialog, app: &App, theme: &Theme, room: usize) -> Vec<Span<'static>> {
    let keys: &[(Action, &str)] = match kind {
        Dialog::Palette => &[(Action::Accept, "does it"), (Action::NextHit, "next"), (Action::Cancel, "closes")],
        Dialog::Searches => &[
            (Action::Open, "searches"),
            (Action::Remove, "removes, puts back"),
            (Action::Back, "closes"),
            (Action::SaveSearch, "saves the present one"),
        ],
        Dialog::Facets => &[(Action::Open, "shows it in the pane"), (Action::Down, "next"), (Action::Back, "closes")],
        Dialog::Styles => &[(Action::Open, "copies and is remembered"), (Action::Down, "next"), (Action::Back, "closes")],
        Dialog::Sources => &[(Action::Open, "opens"), (Action::Down, "next"), (Action::Back, "closes")],
        Dialog::Verify => &[(Action::Accept, "looks for it"), (Action::Cancel, "gives up")],
        Dialog::Verdict => &[
            (Action::Open, "reads the record"),
            (Action::Down, "next"),
            (Action::Back, "closes"),
            (Action::Verify, "another text"),
        ],
        Dialog::Override => &[(Action::Cancel, "leaves it")],
        Dialog::Commitments | Dialog::Comparison | Dialog::Trace => &[], // their own tables have them
        Dialog::Phrases => &[(Action::Accept, "traces them"), (Action::Cancel, "gives up")],
        Dialog::Name => &[(Action::Accept, "saves"), (Action::Cancel, "gives up")],
        Dialog::Group => &[(Action::Accept, "marks"), (Action::Cancel, "gives up")],
        Dialog::File => &[(Action::Accept, "writes"), (Action::Cancel, "gives up"), (Action::Complete, "next format")],
    };
    foot_keys(keys, app, theme, room)
}

/// Cells for what is typed; one stays free for the caret.
fn input_room(inner: Rect, kind: Dialog) -> usize {
    usize::from(inner.width).saturating_sub(prompt(kind).len() + 1)
}

/// Where the terminal's cursor stands: on the caret, or on the selected row.
pub(super) fn cursor(area: Rect, kind: Dialog, app: &App) -> Option<Position> {
    match kind {
        Dialog::Commitments => return commitments::cursor(area, app),
        Dialog::Comparison => return comparison::cursor(area, app),
        Dialog::Trace => return trace::cursor(area, app),
        _ => {}
    }
    let (_, inner) = frame(area, kind, app);
    if inner.is_empty() {
        return None;
    }
    if kind.is_typing() {
        let (input, room) = (&app.dialog().input, input_room(inner, kind));
        let column = prompt(kind).len() + super::typed::caret(input, room);
        let column = u16::try_from(column).unwrap_or(u16::MAX).min(inner.width - 1);
        return Some(Position::new(inner.x + column, inner.y));
    }
    let list = below(inner, inner.height.saturating_sub(rows(area, app)));
    let cursor = app.dialog().cursor;
    let line = u16::try_from(cursor.selected().checked_sub(cursor.offset())?).ok()?;
    (line < list.height).then(|| Position::new(list.x, list.y + line))
}
