//! Quotes: the words, and under them who said them and how well they are attested. Or outcomes: what form each has, its text, and
//! under it who made it and what became of it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::spans::{cut, lit, row};
use super::{Theme, layout, listed, put, title};
use crate::app::{App, Focus, Mode};
use crate::archive::Id;
use crate::page;
use crate::record::{Outcome, Quote, Record};
use crate::text;

/// Cells before the words, for the pointer.
const INDENT: usize = 2;

/// A quote or an outcome on the screen: its number in the list, its lines from the top of the pane on, the words and their lines. What
/// stands under them is drawn on the last of its lines, if there is one more.
struct QuoteLines {
    number: usize,
    id: Id,
    lines: Range<u16>,
    words: String,
    wrapped: Vec<Range<usize>>,
}

/// The words of a row: those of a quote, or the form and the text of an outcome.
fn words(record: &Record) -> String {
    match record {
        Record::Quote(quote) => page::quoted(quote),
        Record::Outcome(outcome) => format!("{}: {}", text::capitalise(outcome.form.label()), outcome.text),
        _ => String::new(),
    }
}

/// The quotes on the screen. Each has as many lines as its words need, within what there is room for.
fn shown(inner: Rect, app: &App) -> Vec<QuoteLines> {
    let cursor = app.cursor(Focus::Quotes);
    let lines = app.quote_lines();
    let most = usize::from(lines.saturating_sub(1)).max(1);
    let cells = usize::from(inner.width).saturating_sub(INDENT);
    let mut top = 0;
    let mut all = Vec::new();
    for (number, &id) in app.quotes().0.iter().enumerate().skip(cursor.offset()) {
        if top >= inner.height {
            break;
        }
        // Of a speech only so much is looked at as may be shown.
        let words = text::head(&words(app.archive().record(id)), cells * (most + 1)).to_owned();
        let signs = 2 * [app.is_marked(id), app.has_note(id), app.is_new(id)].into_iter().filter(|there| *there).count();
        let mut wrapped = text::wrap(&words, cells, signs);
        if wrapped.len() > most {
            wrapped.truncate(most);
            if let Some(last) = wrapped.last_mut() {
                last.end = words.len(); // which is cut, with a mark
            }
        }
        let under = usize::from(lines > 1);
        let bottom = top.saturating_add(u16::try_from(wrapped.len() + under).unwrap_or(u16::MAX));
        all.push(QuoteLines { number, id, lines: top..bottom, words, wrapped });
        top = bottom;
    }
    all
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    title(buffer, area, Focus::Quotes, &app.title(Focus::Quotes), app, theme);
    let inner = layout::inner(area);
    let width = usize::from(inner.width);
    let focused = app.focus() == Focus::Quotes && app.mode() != Mode::Search;
    if app.quotes().0.is_empty() {
        let none = format!("  no {} in view", app.beside().record_type().name());
        put(buffer, inner, 0, &cut(vec![Span::styled(none, theme.faint())], width, theme.glyphs.cut));
    }
    for QuoteLines { number, id, lines, words, wrapped } in shown(inner, app) {
        let under = usize::from(lines.end - lines.start) > wrapped.len();
        let selected = number == app.cursor(Focus::Quotes).selected();
        let found = app.view().lit_in(app.catalogue(), Some(id)).ranges(&words);
        for (n, (y, range)) in lines.clone().zip(wrapped).enumerate() {
            let pointer = if selected && n == 0 { theme.glyphs.selected } else { " " };
            let mut spans = vec![Span::raw(format!("{pointer} "))];
            if n == 0 {
                spans.extend(listed::signs(id, app, theme));
            }
            let here: Vec<Range<usize>> = found
                .iter()
                .map(|lit| lit.start.max(range.start)..lit.end.min(range.end))
                .filter(|lit| lit.start < lit.end)
                .map(|lit| lit.start - range.start..lit.end - range.start)
                .collect();
            spans.extend(lit(&words[range], &here, theme.text(), theme.matched()));
            put(buffer, inner, y, &row(cut(spans, width, theme.glyphs.cut), theme.row(selected, focused)));
        }
        let about = match app.archive().record(id) {
            _ if !under => continue,
            Record::Quote(quote) => about(id, quote, width, app, theme),
            Record::Outcome(outcome) => about_outcome(id, outcome, app, theme),
            _ => continue,
        };
        put(buffer, inner, lines.end - 1, &cut(vec![Span::styled(about, theme.faint())], width, theme.glyphs.cut));
    }
}

/// The quote that stands on a line of the screen, by its number in the list.
pub(super) fn at(inner: Rect, row: u16, app: &App) -> Option<usize> {
    shown(inner, app).into_iter().find(|quote| quote.lines.contains(&row.saturating_sub(inner.y))).map(|quote| quote.number)
}

/// Where the selected quote begins, if it is on the screen.
pub(super) fn cursor(inner: Rect, app: &App) -> Option<Position> {
    let selected = app.cursor(Focus::Quotes).selected();
    let quote = shown(inner, app).into_iter().find(|quote| quote.number == selected)?;
    (inner.width > 0).then(|| Position::new(inner.x, inner.y + quote.lines.start))
}

/// "Takaichi Sanae · paraphrase · primary source · 2025". How well a quote is attested must not be the part that a narrow
/// pane cuts off: the year goes first, then the given name.
fn about(id: Id, quote: &Quote, width: usize, app: &App, theme: &Theme) -> String {
    let between = theme.glyphs.between;
    let attested = page::attestation(quote).replace('·', between);
    let year = app.archive().date(id).map(|date| format!(" {between} {}", date.years(app.language()))).unwrap_or_default();
    let name = page::speaker(app.archive(), quote, app.language());
    let family = page::family_name(app.archive(), quote, app.language());
    for (name, year) in [(name.as_str(), year.as_str()), (&name, ""), (family.unwrap_or(&name), "")] {
        let line = format!("    {name} {between} {attested}{year}");
        if text::width(&line) <= width {
            return line;
        }
    }
    let room = width.saturating_sub(4 + 3 + text::width(&attested)).max(8);
    format!("    {} {between} {attested}", text::truncate(family.unwrap_or(&name), room, theme.glyphs.cut))
}

/// "Japan to Kyrgyzstan · begun, 30 January 2026 · 2025".
fn about_outcome(id: Id, outcome: &Outcome, app: &App, theme: &Theme) -> String {
    let (archive, language) = (app.archive(), app.language());
    let parties = |ids: &[String]| page::parties(archive, ids, language);
    let parties = match (parties(&outcome.by), parties(&outcome.to)) {
        (by, to) if to.is_empty() => by,
        (by, to) => format!("{by} to {to}").trim_start().to_owned(),
    };
    let state = page::state(outcome, language).filter(|_| outcome.is_commitment()).unwrap_or_default();
    let year = archive.date(id).map(|date| date.years(language)).unwrap_or_default();
    let parts: Vec<String> = [parties, state, year].into_iter().filter(|part| !part.is_empty()).collect();
    format!("    {}", parts.join(&format!(" {} ", theme.glyphs.between)))
}
