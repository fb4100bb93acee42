//! Quotes: the words, and under them who said them and how well they are attested.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::spans::{cut, found, row};
use super::{Theme, layout, put, title};
use crate::app::{App, Focus, Mode, QUOTE_LINES};
use crate::archive::Id;
use crate::page;
use crate::record::{Quote, Record};
use crate::text;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let (quotes, _) = app.quotes();
    title(buffer, area, Focus::Quotes, &app.title(Focus::Quotes), app, theme);
    let inner = layout::inner(area);
    let width = usize::from(inner.width);
    let cursor = app.cursor(Focus::Quotes);
    let focused = app.focus() == Focus::Quotes && app.mode() != Mode::Search;
    if quotes.is_empty() {
        put(buffer, inner, 0, &cut(vec![Span::styled("  no quote in view", theme.faint())], width, theme.glyphs.cut));
    }
    let rows = (0u16..inner.height).step_by(usize::from(QUOTE_LINES));
    for (y, (n, &id)) in rows.zip(quotes.iter().enumerate().skip(cursor.offset())) {
        let Some(quote) = app.archive().quote(id) else { continue };
        let selected = n == cursor.selected();
        let pointer = if selected { theme.glyphs.selected } else { " " };
        let words = page::quoted(quote);
        let mut spans = vec![Span::raw(format!("{pointer} "))];
        spans.extend(super::timeline::mark(id, app, theme));
        let lit = app.view().lit_in(app.catalogue(), Some(id));
        spans.extend(found(&words, width, &lit, theme.text(), theme.matched()));
        put(buffer, inner, y, &row(cut(spans, width, theme.glyphs.cut), theme.row(selected, focused)));
        let about = about(id, quote, width, app, theme);
        put(buffer, inner, y + 1, &cut(vec![Span::styled(about, theme.faint())], width, theme.glyphs.cut));
    }
}

/// "Takaichi Sanae · paraphrase · primary source · 2025". How well a quote is attested must not be the part that a narrow
/// pane cuts off: the year goes first, then the given name.
fn about(id: Id, quote: &Quote, width: usize, app: &App, theme: &Theme) -> String {
    let between = theme.glyphs.between;
    let attested = page::attestation(quote).replace('·', between);
    let year = app.archive().date(id).map(|date| format!(" {between} {}", date.years(app.language()))).unwrap_or_default();
    let name = page::speaker(app.archive(), quote, app.language());
    let person = quote.speaker.person.as_deref().and_then(|id| app.archive().id(id)).map(|id| app.archive().record(id));
    let family = match person {
        Some(Record::Person(person)) => person.sort_name.as_deref().and_then(|name| name.split(',').next()),
        _ => None,
    };
    for (name, year) in [(name.as_str(), year.as_str()), (&name, ""), (family.unwrap_or(&name), "")] {
        let line = format!("    {name} {between} {attested}{year}");
        if text::width(&line) <= width {
            return line;
        }
    }
    let room = width.saturating_sub(4 + 3 + text::width(&attested)).max(8);
    format!("    {} {between} {attested}", text::truncate(family.unwrap_or(&name), room, theme.glyphs.cut))
}
