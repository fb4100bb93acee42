//! The help: what the signs mean, every action with its live keys by group, and the query language; made from the glyphs of
//! the theme, the table of actions and the table of the language.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::spans::cut;
use super::{Glyphs, Theme, clear, enclose, put};
use crate::app::{self, App, BLOCKS, NUMBERS, SIGNS};
use crate::keys::{ACTIONS, Action, Group, Keymap};
use crate::query::help::{Construct, PARTS};
use crate::record::EventKind;
use crate::text;

/// Least cells for the keys of an action.
const KEYS: usize = 22;

/// Cells of the widest help.
const WIDEST: u16 = 96;

/// What stands before the filter in the title.
const TYPING: &str = " Help / ";

/// Where the caret stands while a filter is typed.
pub(super) fn caret(area: Rect, app: &App) -> Option<Position> {
    let (input, frame) = (app.help_input()?, frame(area));
    let column = u16::try_from(2 + TYPING.len() + super::typed::before_caret(input)).unwrap_or(u16::MAX);
    (!frame.is_empty()).then(|| Position::new(frame.x + column.min(frame.width - 1), frame.y))
}

/// The box of the overlay.
pub(super) fn frame(area: Rect) -> Rect {
    let width = area.width.min(WIDEST);
    let height = area.height.saturating_sub(2);
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

/// How many lines the help has on a screen of `width`×`height` cells, narrowed or not.
pub fn height(app: &App, (width, height): (u16, u16), theme: &Theme) -> usize {
    lines(app, theme, usize::from(text_area(Rect::new(0, 0, width, height)).width)).1.len()
}

/// A heading and its rows: what is pressed, typed or seen, and what it means.
pub struct Section {
    heading: String,
    rows: Vec<(String, String)>,
}

/// The sections that fit the filter.
fn sections(keymap: &Keymap, kinds: &[EventKind], glyphs: &Glyphs, filter: &str) -> Vec<Section> {
    let fits = |(sign, meaning): &(String, String)| filter.is_empty() || app::fits_words(filter, &format!("{meaning} {sign}"));
    // The heading counts as said in each of its rows.
    let told = |heading: String, rows: Vec<(String, String)>| {
        let within = |(sign, meaning): &(String, String)| fits(&(format!("{heading} {sign}"), meaning.clone()));
        let rows = rows.into_iter().filter(within).collect();
        Section { heading, rows }
    };
    let rows = |rows: &[(&str, &str)]| rows.iter().map(|(sign, meaning)| ((*sign).to_owned(), (*meaning).to_owned())).collect();
    let mut sections = vec![
        told("Signs and numbers".to_owned(), legend(glyphs, kinds)),
        told("Blocks of the results".to_owned(), rows(&BLOCKS)),
    ];
    for group in Group::ALL {
        let wanted =
            |info: &&crate::keys::ActionInfo| info.group == group && (filter.is_empty() || app::fits(filter, info, keymap));
        let row = |info: &crate::keys::ActionInfo| (keymap.keys(info.action).join("  "), info.sentence.to_owned());
        let rows = ACTIONS.iter().filter(wanted).map(row).collect();
        sections.push(Section { heading: group.title().to_owned(), rows });
    }
    for (heading, rows) in PARTS {
        let heading = format!("Queries: {}", heading.to_lowercase());
        let rows = rows.iter().map(|Construct { form, meaning, .. }| ((*form).to_owned(), (*meaning).to_owned())).collect();
        sections.push(told(heading, rows));
    }
    sections.retain(|section| !section.rows.is_empty());
    sections
}

/// What the signs mean, as they are drawn, and what the numbers count.
fn legend(glyphs: &Glyphs, kinds: &[EventKind]) -> Vec<(String, String)> {
    let [few, several, many] = glyphs.places;
    let drawn: [String; SIGNS.len()] = [
        glyphs.selected.to_owned(),
        glyphs.on.to_owned(),
        glyphs.off.to_owned(),
        format!("{} {}", glyphs.open, glyphs.folded),
        glyphs.mark.to_owned(),
        glyphs.note.to_owned(),
        glyphs.new.to_owned(),
        glyphs.quote.to_owned(),
        format!("{few} {several} {many}"),
        glyphs.here.to_owned(),
    ];
    let signs = drawn.into_iter().zip(SIGNS).map(|(sign, (_, meaning))| (sign, meaning.to_owned()));
    let kinds = kinds.iter().map(|&kind| (glyphs.kind(kind).to_owned(), kind.label().to_owned()));
    let numbers = NUMBERS.map(|(place, meaning)| (place.to_owned(), meaning.to_owned()));
    let mut rows: Vec<_> = signs.chain(numbers).collect();
    // Kinds stand beside what else is said of a record.
    rows.splice(7..7, kinds);
    rows
}

/// Cells of the first column, and the lines: headings without a second part, rows wrapped in both columns.
fn lines(app: &App, theme: &Theme, width: usize) -> (usize, Vec<(String, String)>) {
    let sections = sections(app.keymap(), &app.catalogue().facets().all_kinds(), theme.glyphs, app.help_filter());
    let longest = sections.iter().flat_map(|section| &section.rows).map(|(keys, _)| text::width(keys)).max().unwrap_or(0);
    let column = (longest + 2).clamp(KEYS, (width * 2 / 5).max(KEYS));
    let room = width.saturating_sub(column);
    let mut lines: Vec<(String, String)> = Vec::new();
    for Section { heading, rows } in sections {
        if !lines.is_empty() {
            lines.push((String::new(), String::new()));
        }
        lines.push((heading, String::new()));
        for (keys, meaning) in rows {
            let wrapped = |text: &str, cells| -> Vec<String> {
                text::wrap(text, cells, 0).into_iter().map(|range| text[range].trim().to_owned()).collect()
            };
            let (keys, meaning) = (wrapped(&keys, column - 2), wrapped(&meaning, room));
            let height = keys.len().max(meaning.len());
            let at = |part: &[String], n: usize| part.get(n).cloned().unwrap_or_default();
            // A blank where nothing stands tells a row from a heading.
            lines.extend(
                (0..height)
                    .map(|n| (at(&keys, n), Some(at(&meaning, n)).filter(|m| !m.is_empty()).unwrap_or_else(|| " ".to_owned()))),
            );
        }
    }
    (column, lines)
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
            format!(" Help {between} {back} closes {between} {down} scrolls {between} {narrow} narrows ")
        }
        filter if app.help_input().is_some() => {
            format!("{TYPING}{filter}  {between} {} keeps {between} {} shows all ", hint(Action::Accept), hint(Action::Cancel))
        }
        filter => format!("{TYPING}{filter} {between} {back} shows all {between} {narrow} narrows "),
    };
    enclose(buffer, outer, &text::clean(&words), theme);
    let inner = text_area(area);
    let (column, lines) = lines(app, theme, usize::from(inner.width));
    if lines.is_empty() {
        put(buffer, inner, 0, &Line::styled("no sign, action, key or query fits", theme.strong()));
    }
    let scroll = scroll.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (y, (keys, sentence)) in (0u16..inner.height).zip(lines.into_iter().skip(scroll)) {
        let line = if sentence.is_empty() {
            Line::styled(keys, theme.strong())
        } else {
            let gap = " ".repeat(column.saturating_sub(text::width(&keys)));
            let spans = vec![Span::styled(keys, theme.filter()), Span::raw(gap), Span::styled(sentence, theme.text())];
            cut(spans, usize::from(inner.width), theme.glyphs.cut)
        };
        put(buffer, inner, y, &line);
    }
}
